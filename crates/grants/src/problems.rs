//! What is wrong with a line: the field, the figures, how to mend it. An empty list is a line that can be kept.

use crate::{Line, Stage, Step};
use domain::{Cents, Lang, Problem, Rate, Status, Text, format};

/// Beyond this, an amount is a typing error: the whole programme is 1.4 bn €.
const MOST: Cents = Cents::euros(20_000_000_000);

/// Every rule a line must keep, in the order of the form.
pub fn problems(line: &Line) -> Vec<Problem> {
    let mut found = Found(vec![]);
    identity(line, &mut found);
    amounts(line, &mut found);
    for step in Step::ALL {
        if let Some(stage) = line.stage(step) {
            paper(step, stage, &mut found);
        }
    }
    order(line, &mut found);
    refusal(line, &mut found);
    publication(line, &mut found);
    if line.status == Status::Verified && line.verified_by.as_deref().is_none_or(str::is_empty) {
        found.add(
            "status",
            ("Une ligne vérifiée dit par qui.", "A verified line says by whom."),
            ("Indiquer qui a vu la pièce.", "Tell who saw the paper."),
        );
    }
    found.0
}

struct Found(Vec<Problem>);

impl Found {
    fn add(&mut self, field: &str, what: (&str, &str), mend: (&str, &str)) {
        self.0.push(Problem::at("", 0, 0, field, Text::new(what.0, what.1), Text::new(mend.0, mend.1)));
    }
    fn with(&mut self, field: &str, what: Text, mend: (&str, &str)) {
        self.0.push(Problem::at("", 0, 0, field, what, Text::new(mend.0, mend.1)));
    }
}

fn identity(line: &Line, found: &mut Found) {
    if line.funder_name.trim().is_empty() {
        found.add("funder_name", ("Le financeur n’est pas nommé.", "The funder is not named."), ("Écrire son nom.", "Write its name."));
    }
    if line.wave.is_some() && line.call.is_none() {
        found.add(
            "wave",
            ("Une vague sans appel.", "A wave without a call."),
            ("Choisir l’appel dont c’est une vague.", "Choose the call whose wave it is."),
        );
    }
}

fn publication(line: &Line, found: &mut Found) {
    if line.payment.is_some_and(|period| period.last < period.first) {
        let mend = ("Corriger l’une des deux dates.", "Mend one of the two dates.");
        found.add("payment_last", ("La période finit avant de commencer.", "The period ends before it begins."), mend);
    }
    if line.rae.as_deref().is_some_and(|rae| rae.chars().count() > 5) {
        let mend =
            ("Écrire le numéro du répertoire, de cinq caractères au plus.", "Write the number of the register, five characters at most.");
        found.add("rae", ("Numéro trop long.", "The number is too long."), mend);
    }
}

fn amounts(line: &Line, found: &mut Found) {
    let stages = Step::ALL.into_iter().filter_map(|step| line.stage(step).map(|stage| (step.code(), stage.amount)));
    for (field, amount) in [("planned", line.planned)].into_iter().chain(stages) {
        if amount <= Cents::ZERO {
            let mend = ("Écrire un montant, ou effacer l’étape.", "Write an amount, or clear the stage.");
            found.add(field, ("Le montant doit être positif.", "The amount must be positive."), mend);
        } else if amount > MOST {
            let mend = ("Vérifier l’unité : euros, k€ ou M€.", "Check the unit: euros, k€ or M€.");
            found.add(field, ("Montant hors de toute vraisemblance.", "Implausible amount."), mend);
        }
    }
    if line.rate.is_some_and(|rate| rate == Rate(0) || rate > Rate::percent(100)) {
        let mend = ("Écrire par exemple 40 %.", "Write for example 40%.");
        found.add("rate", ("Un taux est entre 0 et 100 %.", "A rate is between 0 and 100%."), mend);
    }
    let Some(base) = line.base else {
        if line.rate.is_some() {
            let mend = ("Indiquer les dépenses que l’aide vise.", "Tell the expenditure the aid bears on.");
            found.add("base", ("Un taux sans assiette.", "A rate without its base."), mend);
        }
        return;
    };
    let most = line.rate.map_or(base, |rate| base.share(rate));
    let told = line.asked.as_ref().map_or(line.planned, |stage| stage.amount);
    if told > most {
        found.with(
            if line.asked.is_some() { "asked" } else { "planned" },
            Text::each(|lang| {
                let (told, most, base) = (format::money(told, lang), format::money(most, lang), format::money(base, lang));
                match (lang, line.rate) {
                    (Lang::Fr, Some(rate)) => format!("{told} : {} de {base} font {most}.", format::percent(rate, lang)),
                    (Lang::Fr, None) => format!("{told} : plus que l’assiette, {base}."),
                    (Lang::En, Some(rate)) => format!("{told}: {} of {base} makes {most}.", format::percent(rate, lang)),
                    (Lang::En, None) => format!("{told}: more than the base, {base}."),
                }
            }),
            ("Corriger le montant, le taux ou l’assiette.", "Mend the amount, the rate or the base."),
        );
    }
}

fn paper(step: Step, stage: &Stage, found: &mut Found) {
    if stage.proof.trim().is_empty() {
        let mend = (
            "Écrire la référence : numéro de dossier, courrier, procès-verbal, convention.",
            "Write the reference: file number, letter, minutes, agreement.",
        );
        found.add(&format!("{}_proof", step.code()), ("La pièce qui le prouve manque.", "The paper that proves it is missing."), mend);
    }
}

/// paid ≤ contracted ≤ granted ≤ asked, none without the one before, each on or after its day.
fn order(line: &Line, found: &mut Found) {
    for pair in Step::ALL.windows(2) {
        let (before, after) = (pair[0], pair[1]);
        let Some(stage) = line.stage(after) else { continue };
        let Some(earlier) = line.stage(before) else {
            found.with(
                before.code(),
                Text::each(|lang| match lang {
                    Lang::Fr => format!("« {} » est rempli, pas « {} ».", after.name().fr, before.name().fr),
                    Lang::En => format!("“{}” is filled, “{}” is not.", after.name().en, before.name().en),
                }),
                (
                    "Remplir l’étape d’avant : le même montant s’il n’y en a pas d’autre.",
                    "Fill the stage before: the same amount if there is no other.",
                ),
            );
            continue;
        };
        if stage.on < earlier.on {
            found.with(
                &format!("{}_on", after.code()),
                Text::each(|lang| match lang {
                    Lang::Fr => {
                        format!("{} : avant « {} », {}.", format::date(stage.on, lang), before.name().fr, format::date(earlier.on, lang))
                    }
                    Lang::En => {
                        format!("{}: before “{}”, {}.", format::date(stage.on, lang), before.name().en, format::date(earlier.on, lang))
                    }
                }),
                ("Corriger l’une des deux dates.", "Mend one of the two dates."),
            );
        }
        let explained = after == Step::Granted && line.above_asked.as_deref().is_some_and(|why| !why.trim().is_empty());
        if stage.amount > earlier.amount && !explained {
            let mend = if after == Step::Granted {
                ("Corriger, ou dire pourquoi il est accordé plus que demandé.", "Mend it, or say why more is granted than asked.")
            } else {
                ("Corriger l’un des deux montants.", "Mend one of the two amounts.")
            };
            found.with(
                after.code(),
                Text::each(|lang| {
                    let (more, less) = (format::money(stage.amount, lang), format::money(earlier.amount, lang));
                    match lang {
                        Lang::Fr => format!("{more} : plus que « {} », {less}.", before.name().fr),
                        Lang::En => format!("{more}: more than “{}”, {less}.", before.name().en),
                    }
                }),
                mend,
            );
        }
    }
}

fn refusal(line: &Line, found: &mut Found) {
    let Some(refusal) = &line.refused else { return };
    if line.paid.is_some() {
        let mend = (
            "Un reversement se lit dans le journal de l’enveloppe ; retirer le refus.",
            "A repayment is read in the journal of the envelope; take the refusal away.",
        );
        found.add("refused", ("Refusée, et payée.", "Refused, and paid."), mend);
    } else if line.granted.is_some() && !refusal.reason.after_grant() {
        let mend = ("Choisir « abandon », « caducité » ou « autre ».", "Choose “given up”, “lapsed” or “other”.");
        found.add("reason", ("Accordée, puis refusée pour ce motif.", "Granted, then refused for that reason."), mend);
    }
    if refusal.reason == crate::Reason::Other && refusal.words.trim().is_empty() {
        let mend = ("L’écrire en quelques mots.", "Write it in a few words.");
        found.add("refused_words", ("Le motif « autre » n’est pas expliqué.", "The reason “other” is not explained."), mend);
    }
    let before = line.granted.as_ref().or(line.asked.as_ref());
    if before.is_some_and(|stage| stage.on > refusal.on) {
        let mend = ("Corriger l’une des deux dates.", "Mend one of the two dates.");
        found.add("refused_on", ("Le refus précède la demande ou l’accord.", "The refusal comes before the request or the grant."), mend);
    }
}
