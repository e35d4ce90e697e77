//! Chapter 1: what the holder told, fact by fact, with who stands behind each.

use super::Pen;
use crate::cite::Cite;
use crate::labels::{self, DICTIONARY};
use domain::{Facts, Status, format};
use serde::Serialize;

#[derive(Serialize)]
pub struct Need {
    groups: Vec<Group>,
    /// Money the holder already has in mind or in hand is in the plan; aid received before is told here.
    past_aid: Vec<(String, String, String)>,
    past_aid_said: String,
    verified: String,
}

#[derive(Serialize)]
struct Group {
    name: String,
    rows: Vec<Row>,
}

#[derive(Serialize)]
struct Row {
    label: String,
    value: String,
    status: String,
    verified: bool,
    source: Option<Cite>,
}

/// Prefixes of keys in the order a committee reads them, with the message that names each.
const GROUPS: [(&str, &str); 9] = [
    ("project", "group-project"),
    ("holder", "group-holder"),
    ("place", "group-place"),
    ("site", "group-site"),
    ("brownfield", "group-brownfield"),
    ("school", "group-school"),
    ("training", "group-training"),
    ("collective", "group-collective"),
    ("vte", "group-vte"),
];

pub fn need(pen: &mut Pen) -> Need {
    let facts = &pen.dossier.project.facts;
    let groups = grouped(facts)
        .into_iter()
        .map(|(message, keys)| Group { name: pen.say(message), rows: keys.into_iter().filter_map(|key| row(pen, key)).collect() });
    let groups = groups.collect();
    let project = &pen.dossier.project;
    let verified = facts.0.values().filter(|d| d.status == Status::Verified).count().to_string();
    let aid = project
        .past_aid
        .iter()
        .map(|aid| (format::date(aid.granted_on, pen.lang), labels::regime(aid.regime, pen.lang), format::money(aid.amount, pen.lang)));
    Need {
        groups,
        past_aid: aid.collect(),
        past_aid_said: pen.say(match (project.past_aid_complete, project.past_aid.is_empty()) {
            (true, true) => "past-aid-none",
            (true, false) => "past-aid-complete",
            (false, _) => "past-aid-open",
        }),
        verified: pen.with("facts-verified", &[("n", &verified), ("total", &facts.0.len().to_string())]),
    }
}

/// Keys by group, in the order of the dictionary; keys it does not know come last.
pub fn grouped(facts: &Facts) -> Vec<(&'static str, Vec<&str>)> {
    let place = |key: &str| DICTIONARY.facts.iter().position(|f| f.key == key).unwrap_or(usize::MAX);
    let mut keys: Vec<&str> = facts.0.keys().map(String::as_str).collect();
    keys.sort_by_key(|key| place(key));
    let prefix = |key: &str| key.split('.').next().unwrap_or_default().to_owned();
    let known = GROUPS.iter().map(|(name, message)| (*message, keys.iter().copied().filter(|k| prefix(k) == *name).collect::<Vec<_>>()));
    let others = keys.iter().copied().filter(|k| !GROUPS.iter().any(|(name, _)| prefix(k) == *name)).collect();
    known.chain([("group-other", others)]).filter(|(_, keys)| !keys.is_empty()).collect()
}

fn row(pen: &mut Pen, key: &str) -> Option<Row> {
    let dossier = pen.dossier;
    let datum = dossier.project.facts.get(key)?;
    Some(Row {
        label: pen.fact_label(key),
        value: labels::fact_value(dossier, key, datum, pen.lang),
        status: labels::status(datum.status, pen.lang),
        verified: datum.status == Status::Verified,
        source: pen.cite(datum.source.as_ref()),
    })
}
