//! What differs between two states of a sheet, and how two people's changes to the same one go together.
//!
//! The unit is one field, or one indicator with its target, measure and source, which only make sense together.

use crate::{Lifecycle, Sheet, field};
use domain::Text;
use serde_json::{Map, Value};
use std::collections::BTreeSet;

/// One field before and after, in words.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// "due", "indicator.jobs_created".
    pub field: String,
    pub label: Text,
    pub before: Text,
    pub after: Text,
}

/// Two sets of changes put together.
#[derive(Clone, Debug, PartialEq)]
pub struct Merge {
    /// Theirs with mine on top; where both changed the same field differently, theirs, which is already saved.
    pub sheet: Sheet,
    /// What both changed differently: a person must choose.
    pub clashes: Vec<String>,
}

/// The keys of what differs, sorted.
pub fn changed(before: &Sheet, after: &Sheet) -> Vec<String> {
    if before == after {
        return vec![];
    }
    let (before, after) = (flat(before), flat(after));
    let keys: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    keys.into_iter().filter(|key| before.get(*key) != after.get(*key)).cloned().collect()
}

/// The same, in words.
pub fn difference(before: &Sheet, after: &Sheet, lifecycle: &Lifecycle) -> Vec<Change> {
    let change = |key: String| Change {
        label: field::label(&key, lifecycle),
        before: Text::each(|lang| field::show(&key, before, lang, lifecycle)),
        after: Text::each(|lang| field::show(&key, after, lang, lifecycle)),
        field: key,
    };
    changed(before, after).into_iter().map(change).collect()
}

/// Puts together `mine` and `theirs`, both made from `base`; where they clash, those of `prefer_mine` take mine.
pub fn merge(base: &Sheet, mine: &Sheet, theirs: &Sheet, prefer_mine: &[String]) -> Merge {
    let (base, mine, mut merged) = (flat(base), flat(mine), flat(theirs));
    let mut clashes = vec![];
    let keys: BTreeSet<String> = base.keys().chain(mine.keys()).chain(merged.keys()).cloned().collect();
    for key in keys {
        let (was, wanted, stands) = (base.get(&key), mine.get(&key), merged.get(&key));
        if wanted == was || wanted == stands {
            continue;
        }
        if stands != was {
            clashes.push(key.clone());
            if !prefer_mine.contains(&key) {
                continue;
            }
        }
        match wanted.cloned() {
            Some(value) => merged.insert(key, value),
            None => merged.remove(&key),
        };
    }
    Merge { sheet: from_flat(merged), clashes }
}

const INDICATOR: &str = "indicator.";

fn flat(sheet: &Sheet) -> Map<String, Value> {
    let Ok(Value::Object(mut fields)) = serde_json::to_value(sheet) else { return Map::new() };
    if let Some(Value::Object(indicators)) = fields.remove("indicators") {
        fields.extend(indicators.into_iter().map(|(id, value)| (format!("{INDICATOR}{id}"), value)));
    }
    fields
}

fn from_flat(flat: Map<String, Value>) -> Sheet {
    let (indicators, mut fields): (Map<_, _>, Map<_, _>) = flat.into_iter().partition(|(key, _)| key.starts_with(INDICATOR));
    let indicators = indicators.into_iter().map(|(key, value)| (key[INDICATOR.len()..].to_owned(), value));
    fields.insert("indicators".into(), Value::Object(indicators.collect()));
    serde_json::from_value(Value::Object(fields)).expect("the fields of sheets make a sheet")
}
