//! What is asked of an entry that somebody writes now, and never of a journal that is replayed: a date that has come, a budget
//! year that is not over, somebody whom the file is for. What was written before these rules stays readable.

use crate::{AwardId, Entry, Kind, Refusal, Rule};
use domain::{Date, Lang, Text, format};

/// A decision is of today at the latest: dated by mistake in 2206, it would refuse every line of its file until then, in a
/// journal where nothing is mended. A payment is of the budget year that runs, for it takes the credits of its year.
pub fn timely(entry: &Entry, today: Date) -> Result<(), Refusal> {
    come(entry.date, today)?;
    if matches!(entry.kind, Kind::Payment { .. }) && entry.date.year() < today.year() {
        let (of, this) = (entry.date.year(), today.year());
        let what = Text::each(|lang| match (lang, format::date(entry.date, lang)) {
            (Lang::Fr, date) => format!("Le paiement est du {date} : l’exercice {of} est clos."),
            (Lang::En, date) => format!("The payment is of {date}: the budget year {of} is closed."),
        });
        let mend = Text::new(
            format!("Datez le paiement de {this}, sur les crédits de paiement de {this}."),
            format!("Date the payment in {this}, on the payment credits of {this}."),
        );
        return Err(Refusal::new(Rule::Date, what, mend));
    }
    Ok(())
}

/// Nothing that is written is of a day to come.
pub fn come(date: Date, today: Date) -> Result<(), Refusal> {
    if date <= today {
        return Ok(());
    }
    let what = Text::each(|lang| match (lang, format::date(date, lang), format::date(today, lang)) {
        (Lang::Fr, date, today) => format!("La décision est du {date}, et nous sommes le {today}."),
        (Lang::En, date, today) => format!("The decision is of {date}, and today is {today}."),
    });
    let mend = Text::new(
        "Corrigez la date, ou écrivez la décision le jour où elle est prise.",
        "Mend the date, or write the decision on the day it is taken.",
    );
    Err(Refusal::new(Rule::Date, what, mend))
}

/// Asked of the first line of a file: money is set aside for somebody, who is named there.
pub fn named(entry: &Entry) -> Result<(), Refusal> {
    let (Kind::Reservation { award, beneficiary, .. } | Kind::Commitment { award, beneficiary, .. }) = &entry.kind else { return Ok(()) };
    if beneficiary.as_deref().is_some_and(|name| !name.trim().is_empty()) {
        return Ok(());
    }
    Err(Refusal::new(
        Rule::Beneficiary,
        Text::new(
            format!("Le dossier {award} n’a encore aucune écriture, et rien ne dit pour qui il est."),
            format!("The file {award} has no entry yet, and nothing tells whom it is for."),
        ),
        Text::new("Donnez le nom du bénéficiaire.", "Give the name of the beneficiary."),
    ))
}

/// `award` is the number of an application, whose page is at `page`: nobody moves its money beside its committee, its two
/// persons and its rules of payment.
pub fn of_an_application(award: &AwardId, page: &str) -> Refusal {
    Refusal::new(
        Rule::Application,
        Text::new(
            format!("Le dossier {award} est une candidature : son argent ne bouge que par les étapes de sa vie."),
            format!("The file {award} is an application: its money moves by the steps of its life alone."),
        ),
        Text::new(
            format!("Faites l’étape sur la page de la candidature : {page}."),
            format!("Take the step on the page of the application: {page}."),
        ),
    )
}
