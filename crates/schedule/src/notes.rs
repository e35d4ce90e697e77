//! What the reader must be told beside the dates: anticipations that win nothing, rules that change, what comes after.

use crate::anticipation::{Useful, about};
use crate::formalities::Formalities;
use crate::gains::NOTHING;
use crate::station::Scenario;
use crate::{Opening, Works};
use domain::{Date, Facts, Lang, Text, format};

/// Anticipations whose removal, one at a time, does not move the opening: they are not on the critical path, or another
/// one already covers the same steps.
pub fn gains<'a>(formalities: &'a Formalities<'a>, useful: &[Useful<'a>], here: &Scenario<'a>, start: Date) -> Vec<Text> {
    let mut notes = Vec::new();
    for (i, dropped) in useful.iter().enumerate() {
        if !formalities.steps.iter().any(|s| dropped.covers(s.procedure, start)) {
            notes.push(about(
                dropped.group,
                &Text::new("ce projet n’en a pas besoin, aucun gain", "this project does not need it, no gain"),
            ));
            continue;
        }
        let others: Vec<Useful<'a>> = useful.iter().enumerate().filter(|(j, _)| *j != i).map(|(_, u)| *u).collect();
        let without = Scenario::new(formalities, &others, here.left.clone(), start);
        if without.path.length - here.path.length < NOTHING {
            let unchanged = without.by.iter().zip(&here.by).all(|(a, b)| a.is_some() == b.is_some());
            notes.push(about(
                dropped.group,
                &if unchanged {
                    Text::new(
                        "déjà comprise dans une autre anticipation, aucun gain de plus",
                        "already part of another anticipation, no further gain",
                    )
                } else {
                    Text::new(
                        "hors du chemin critique, aucun gain sur la date d’ouverture",
                        "not on the critical path, no gain on the opening date",
                    )
                },
            ));
        }
    }
    notes
}

/// Steps that begin after the rule used for them has ended.
pub fn rule_changes(here: &Scenario<'_>) -> Vec<Text> {
    let steps = here.formalities.steps.iter().enumerate().filter(|(i, _)| !here.settled(*i));
    let dates = here.dates();
    let changed = steps.filter_map(|(i, step)| Some((step, step.duration.valid.until.filter(|until| *until < dates[i].0)?)));
    let note = |(step, until): (&crate::formalities::Step<'_>, Date)| {
        Text::new(
            format!(
                "{}\u{a0}: la règle change après le {}, avant le début de cette étape ; le délai retenu est celui en vigueur au départ",
                step.procedure.name.fr,
                format::date(until, Lang::Fr)
            ),
            format!(
                "{}: the rule changes after {}, before this step begins; the delay used is the one in force at the start",
                step.procedure.name.en,
                format::date(until, Lang::En)
            ),
        )
    };
    changed.map(note).collect()
}

/// Anticipations that lapse before the opening, orders already signed, and the works that follow.
pub fn project(facts: &Facts, useful: &[Useful<'_>], opening: &Opening, works: Option<&Works>) -> Vec<Text> {
    let mut notes = Vec::new();
    for lapsing in useful {
        if let Some(expires) = lapsing.expires.filter(|e| *e < opening.p50) {
            notes.push(about(
                lapsing.group,
                &Text::new(
                    format!("expire le {}, avant l’ouverture : à prolonger", format::date(expires, Lang::Fr)),
                    format!("expires on {}, before the opening: to be extended", format::date(expires, Lang::En)),
                ),
            ));
        }
    }
    if facts.bool("project.started") == Some(true) {
        notes.push(Text::new(
            "une commande est signée ou les travaux ont commencé : l’étape « demandes d’aide déposées » ne peut plus les précéder",
            "an order is signed or works have begun: the step “aid applications filed” can no longer come before them",
        ));
    }
    if let Some(works) = works {
        notes.push(Text::each(|lang| {
            let length = format::number(works.months, 1, lang);
            let (half, most) = (format::month(works.p50, lang), format::month(works.p90, lang));
            match lang {
                Lang::Fr => format!("les travaux ({length} mois annoncés) viennent après : ouverture vers {half}, une chance sur deux, {most} au plus tard neuf fois sur dix"),
                Lang::En => format!("the works ({length} months announced) come after: opening about {half}, one chance in two, {most} at the latest nine times out of ten"),
            }
        }));
    }
    notes
}
