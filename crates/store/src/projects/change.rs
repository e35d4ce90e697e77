//! What differs between two versions, and how two people's changes to the same version go together.
//!
//! The unit is one fact ("holder.headcount") or one field of the project ("title", "financing"): finer would mix
//! lines of a financing plan that only make sense together.

use crate::StoreError;
use crate::conn::Result;
use domain::Project;
use serde_json::{Map, Value};
use std::collections::BTreeSet;

/// Two sets of changes put together.
#[derive(Clone, Debug, PartialEq)]
pub struct Merge {
    /// Theirs with mine on top; where both changed the same thing differently, theirs, which is already saved.
    pub project: Project,
    /// What both changed differently: a person must choose.
    pub clashes: Vec<String>,
}

/// The names of what differs: facts by their key, other fields by their name. Sorted.
pub fn changes(before: &Project, after: &Project) -> Result<Vec<String>> {
    let (before, after) = (flat(before)?, flat(after)?);
    let names: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    Ok(names.into_iter().filter(|name| before.get(*name) != after.get(*name)).cloned().collect())
}

/// Puts together `mine` and `theirs`, both made from `base`.
pub fn merge(base: &Project, mine: &Project, theirs: &Project) -> Result<Merge> {
    let (base, mine, mut merged) = (flat(base)?, flat(mine)?, flat(theirs)?);
    let mut clashes = vec![];
    let names: BTreeSet<String> = base.keys().chain(mine.keys()).chain(merged.keys()).cloned().collect();
    for name in names {
        let (was, wanted, stands) = (base.get(&name), mine.get(&name), merged.get(&name));
        if wanted == was || wanted == stands {
            continue;
        }
        if stands != was {
            clashes.push(name);
            continue;
        }
        match wanted.cloned() {
            Some(value) => merged.insert(name, value),
            None => merged.remove(&name),
        };
    }
    Ok(Merge { project: from_flat(merged)?, clashes })
}

/// Facts are told from fields by this mark, which no name of a field holds.
const FACT: char = '.';

fn flat(project: &Project) -> Result<Map<String, Value>> {
    let Ok(Value::Object(mut fields)) = serde_json::to_value(project) else {
        return Err(StoreError::unreadable("project", "not an object"));
    };
    if let Some(Value::Object(facts)) = fields.remove("facts") {
        // A key without its dot would be taken for a field: it is given one in front, and loses it in `from_flat`.
        fields.extend(facts.into_iter().map(|(key, datum)| (if key.contains(FACT) { key } else { format!("{FACT}{key}") }, datum)));
    }
    Ok(fields)
}

fn from_flat(flat: Map<String, Value>) -> Result<Project> {
    let (facts, mut fields): (Map<_, _>, Map<_, _>) = flat.into_iter().partition(|(name, _)| name.contains(FACT));
    let facts = facts.into_iter().map(|(key, datum)| (key.strip_prefix(FACT).map(str::to_owned).unwrap_or(key), datum));
    fields.insert("facts".into(), Value::Object(facts.collect()));
    serde_json::from_value(Value::Object(fields)).map_err(|error| StoreError::unreadable("project", error))
}
