//! What is missing before the dossier can be filed: facts ordered by what they unlock, then documents.

use crate::Missing;
use domain::{Answer, Dictionary, Text};
use qualify::Qualification;
use schedule::Calendar;
use std::collections::BTreeSet;

/// The one thing that can be missing and is not a fact: see `Project::past_aid_complete`.
pub const PAST_AID: &str = "past_aid_complete";

pub fn missing(qualification: &Qualification, calendar: Option<&Calendar>, plan: &finance::Plan, dictionary: &Dictionary) -> Vec<Missing> {
    let mut seen = BTreeSet::new();
    let mut all = vec![];
    for question in &qualification.questions {
        if seen.insert(question.key.clone()) {
            all.push(fact(&question.key, question.because.clone(), dictionary));
        }
    }
    let of_plan = Text::new("règle une vérification du plan de financement", "settles a check of the financing plan");
    let of_calendar = Text::new("change le calendrier des procédures", "changes the calendar of procedures");
    let others = plan.missing.iter().map(|k| (k, &of_plan)).chain(calendar.iter().flat_map(|c| &c.missing).map(|k| (k, &of_calendar)));
    for (key, because) in others {
        if seen.insert(key.clone()) {
            all.push(fact(key, because.clone(), dictionary));
        }
    }
    let mut documents = BTreeSet::new();
    for verdict in qualification.verdicts.iter().filter(|v| v.answer == Answer::Met) {
        for document in &verdict.documents {
            if documents.insert(document.fr.clone()) {
                let because =
                    Text::new(format!("pièce demandée par « {} »", verdict.name.fr), format!("document asked by “{}”", verdict.name.en));
                all.push(Missing { key: None, label: document.clone(), because });
            }
        }
    }
    all
}

fn fact(key: &str, because: Text, dictionary: &Dictionary) -> Missing {
    let label = match key {
        // Not a fact of the dictionary: the list itself, and the word that it is whole.
        PAST_AID => Text::new(
            "Aides déjà reçues par le groupe : dire que la liste est complète",
            "Aid already received by the group: say that the list is complete",
        ),
        _ => dictionary.get(key).map_or_else(|| Text::same(key), |spec| spec.label.clone()),
    };
    Missing { key: Some(key.to_owned()), label, because }
}
