//! What is asked of an entry that somebody writes now, and never of a journal that is replayed: a date that has come, a budget
//! year that is not over, an envelope whose time is not over, two persons for money opened at the top, somebody whom the file is for.
//! What was written before these rules stays readable.

use crate::apply::by_another;
use crate::{AwardId, Entry, Envelope, Kind, MOST, Refusal, Rule, Unit};
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

/// Nothing is reserved nor committed on an envelope after its last day, `until`: asked of new entries for a day that a source gives, of
/// every entry for one that an act gave. What was committed before is paid, withdrawn and closed as ever; what was reserved is released.
pub fn within(entry: &Entry, until: Option<Date>) -> Result<(), Refusal> {
    let Some(until) = until.filter(|until| *until < entry.date) else { return Ok(()) };
    if !matches!(entry.kind, Kind::Reservation { .. } | Kind::Commitment { .. }) {
        return Ok(());
    }
    let envelope = &entry.envelope;
    let what = Text::each(|lang| match (lang, format::date(until, lang), format::date(entry.date, lang)) {
        (Lang::Fr, last, of) => format!("L’enveloppe {envelope} vaut jusqu’au {last}, et la décision est du {of}."),
        (Lang::En, last, of) => format!("The envelope {envelope} is good until {last}, and the decision is of {of}."),
    });
    let mend = Text::new(
        "Décidez sur une enveloppe en cours\u{a0}; si une décision a prolongé celle-ci, écrivez son dernier jour par un acte sur l’enveloppe, ou sur celle au-dessus qui l’a fixé.",
        "Decide on an envelope that runs; if a decision prolonged this one, write its last day by an act on the envelope, or on the one above that set it.",
    );
    Err(Refusal::new(Rule::Validity, what, mend))
}

/// Money at the top of a tree is opened by two, from the threshold of its own that the envelope is opened with, and opened, raised or
/// given another last day by two from `house` on, in cents, where whoever runs the server set one. `envelope` is what the entry names,
/// when it is there already.
pub fn opened_by_two(entry: &Entry, envelope: Option<&Envelope>, house: Option<i64>) -> Result<(), Refusal> {
    let house = |unit: Unit| house.filter(|_| unit == Unit::Money);
    let (unit, own, house, amount) = match (&entry.kind, envelope) {
        (Kind::Opening { parent: None, unit, four_eyes_from, .. }, None) => (*unit, *four_eyes_from, house(*unit), entry.amount),
        (Kind::Raise, Some(envelope)) if envelope.parent.is_none() => (envelope.unit, None, house(envelope.unit), entry.amount),
        // What it opened can be decided on again, or no more: as heavy as opening it.
        (Kind::LastDay { .. }, Some(envelope)) if envelope.parent.is_none() => (envelope.unit, None, house(envelope.unit), envelope.opened),
        // A name that is taken is for the journal to refuse, and below the top nothing comes from outside.
        _ => return Ok(()),
    };
    let Some(from) = own.into_iter().chain(house).min() else { return Ok(()) };
    // Beyond MOST, no second person would make it pass.
    if entry.approver.is_some() || !(from..=MOST).contains(&amount) {
        return Ok(());
    }
    let (fr, en) = match entry.kind {
        Kind::Raise => ("s’abonde à deux", "is raised by two"),
        Kind::LastDay { .. } => ("change de dernier jour à deux", "has its last day changed by two"),
        _ => ("s’ouvre à deux", "is opened by two"),
    };
    let whose = if own == Some(from) {
        Text::new("son propre seuil", "its own threshold")
    } else {
        Text::new("seuil de cette installation", "the threshold of this installation")
    };
    let what = Text::each(|lang| {
        let (from, whose, envelope) = (crate::quantity(from, unit, lang), whose.get(lang), &entry.envelope);
        match lang {
            Lang::Fr => format!("À partir de {from}, {whose}, l’enveloppe {envelope} {fr}."),
            Lang::En => format!("From {from} on, {whose}, the envelope {envelope} {en}."),
        }
    });
    let brings = !matches!(entry.kind, Kind::LastDay { .. });
    Err(Refusal { rule: Rule::FourEyes, what, mend: by_another(), passes: (from > 1 && brings).then_some(from - 1) })
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
