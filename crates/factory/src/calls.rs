//! The calls that a project asks money of, as windows of its calendar: an application is filed while its call is open, and no firm
//! order comes before every application is filed.

use domain::{Date, Lang, LineState, Project, Text, format};
use programmes::procedure::{Procedure, Procedures, Window};
use programmes::{Call, Rulebook, Wave};
use std::borrow::Cow;
use std::collections::BTreeSet;

/// Step of the rules that waits for every application.
const FILED: &str = "AID_FILED";

/// The rules, with a step for each call that this project has still to apply to, and what the known dates do not tell.
pub fn with_calls<'r>(project: &Project, rulebook: &'r Rulebook, start: Date) -> (Cow<'r, Procedures>, Vec<Text>) {
    let rules = &rulebook.procedures;
    let Some(filed) = rules.procedures.iter().position(|p| p.id == FILED) else { return (Cow::Borrowed(rules), Vec::new()) };
    let (mut all, mut notes): (Option<Procedures>, Vec<Text>) = (None, Vec::new());
    for call in chosen(project, rulebook) {
        let windows: Vec<Window> = call.waves.iter().filter_map(|wave| window(call, wave, start)).collect();
        let Some(last) = windows.iter().map(|w| w.until).max() else { continue };
        if last < start {
            notes.push(closed(call, last));
            continue;
        }
        let all = all.get_or_insert_with(|| rules.clone());
        let aid = &mut all.procedures[filed];
        let step = Procedure {
            id: format!("CALL_{}", call.id),
            name: Text::new(format!("Dépôt\u{a0}: {}", call.name.fr), format!("Application: {}", call.name.en)),
            after: rules.procedures[filed].after.clone(),
            windows,
            note: Text::default(),
            source: call.sources.first().cloned().unwrap_or_else(|| aid.source.clone()),
            ..aid.clone()
        };
        aid.after.push(step.id.clone());
        all.procedures.push(step);
    }
    (all.map_or(Cow::Borrowed(rules), Cow::Owned), notes)
}

/// Calls of the measures that a line of the plan thinks of, none of them asked yet; each once.
fn chosen<'r>(project: &Project, rulebook: &'r Rulebook) -> Vec<&'r Call> {
    let thought = project.financing.iter().filter(|line| line.state == LineState::Considered);
    let mut seen = BTreeSet::new();
    let calls = thought.filter_map(|line| line.measure.as_deref()).flat_map(|measure| rulebook.calls_for(measure));
    calls.filter(|call| seen.insert(call.id.as_str())).collect()
}

/// When an application of that wave can be filed. A wave without a closing day is waited for until it opens, and nothing is imposed
/// after; one without an opening day is taken as open until it closes.
fn window(call: &Call, wave: &Wave, start: Date) -> Option<Window> {
    let (from, until) = match (wave.opens, wave.closes) {
        (Some(opens), Some(closes)) => (opens, closes),
        (Some(opens), None) => (opens, opens),
        (None, Some(closes)) => (start.min(closes), closes),
        (None, None) => return None,
    };
    let why = Text::each(|lang| {
        let (name, wave_name) = (call.name.get(lang), wave.name.get(lang));
        let opens = wave.opens.map(|d| format::date(d, lang));
        let closes = wave.closes.map(|d| format::date(d, lang));
        let when = match (lang, opens, closes) {
            (Lang::Fr, Some(a), Some(b)) => format!("du {a} au {b}"),
            (Lang::Fr, Some(a), None) => format!("à partir du {a}"),
            (Lang::Fr, None, b) => format!("jusqu’au {}", b.unwrap_or_default()),
            (Lang::En, Some(a), Some(b)) => format!("from {a} to {b}"),
            (Lang::En, Some(a), None) => format!("from {a} on"),
            (Lang::En, None, b) => format!("until {}", b.unwrap_or_default()),
        };
        format!("{name}, {wave_name} ({when})")
    });
    Some(Window { from, until, why })
}

fn closed(call: &Call, last: Date) -> Text {
    let (fr, en) = (format::date(last, Lang::Fr), format::date(last, Lang::En));
    Text::new(
        format!("{}\u{a0}: aucune fenêtre connue après le {fr}, la date de dépôt n’est pas contrainte", call.name.fr),
        format!("{}: no window known after {en}, the day of filing is not bound", call.name.en),
    )
}
