//! The labelled Territoires d'industrie of both phases, from the project's own tables.

use crate::labels::Labels;
use domain::Territory;
use domain::place::Member;
use serde::Deserialize;
use std::collections::HashMap;

pub(crate) const TERRITORIES: &str = include_str!("../../../reference/territories.csv");
pub(crate) const MEMBERS: &str = include_str!("../../../reference/territory_members.csv");

#[derive(Deserialize)]
struct Row {
    phase: u8,
    code: String,
    name: String,
    region: String,
    departments: String,
    source: String,
}

#[derive(Deserialize)]
struct MemberRow {
    phase: u8,
    code: String,
    siren: String,
    kind: String,
    name: String,
}

fn rows<T: serde::de::DeserializeOwned>(text: &str) -> impl Iterator<Item = T> {
    csv::ReaderBuilder::new()
        .delimiter(b';')
        .from_reader(text.as_bytes())
        .into_deserialize()
        .map(|row| row.expect("reference/territor*.csv are embedded and a test reads them"))
}

/// Sorted by (phase, code).
pub fn territories(labels: &Labels) -> Vec<Territory> {
    let mut members: HashMap<(u8, String), Vec<Member>> = HashMap::new();
    for row in rows::<MemberRow>(MEMBERS) {
        let member = Member { siren: row.siren, name: row.name, is_commune: row.kind == "commune" };
        members.entry((row.phase, row.code)).or_default().push(member);
    }
    let mut all: Vec<Territory> = rows::<Row>(TERRITORIES)
        .map(|row| Territory {
            members: members.remove(&(row.phase, row.code.clone())).unwrap_or_default(),
            phase: row.phase,
            code: row.code,
            name: row.name,
            region: row.region,
            departments: row.departments.split('|').map(str::to_owned).collect(),
            source: labels.source(&row.source),
        })
        .collect();
    all.sort_by(|a, b| (a.phase, &a.code).cmp(&(b.phase, &b.code)));
    all
}
