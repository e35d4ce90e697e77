//! The turnkey sites that sources name one by one, from the project's own table: several rows (labels) make one site.
//!
//! An empty cell is "not known", never "no". The table is incomplete: pages say so with `Reference::coverage`.

use crate::labels::Labels;
use domain::{Anticipation, AnticipationState, Datum, Issuer, Label, Mark, Scope, Site, Source, Status, Value, name};
use serde::Deserialize;
use std::collections::BTreeMap;

pub(crate) const SITES: &str = include_str!("../../../reference/sites.csv");

#[derive(Deserialize)]
struct Row {
    name: String,
    commune: String,
    insee: Option<String>,
    department: String,
    region: String,
    wave: String,
    area_ha: Option<f64>,
    available_ha: Option<f64>,
    rail: String,
    /// The networks that a source says are there, in its words: no figure, and not a word on those it does not name.
    utilities: String,
    owner: Option<String>,
    /// Groups of procedures that a source says done on this very site, "|" between.
    declared_anticipations: String,
    mark: Mark,
    source: String,
    note: String,
}

/// "saoneor-71076"; the département stands in when no source names the commune.
pub fn site_id(site_name: &str, insee: Option<&str>, department: &str) -> String {
    let place = insee.unwrap_or(department);
    name::slug(&format!("{site_name} {place}"))
}

/// Sorted by identifier.
pub fn sites(labels: &Labels) -> Vec<Site> {
    let mut all: BTreeMap<String, Site> = BTreeMap::new();
    let mut reader = csv::ReaderBuilder::new().delimiter(b';').from_reader(SITES.as_bytes());
    let mut rows: Vec<Row> = reader.deserialize().map(|row| row.expect("reference/sites.csv is embedded and a test reads it")).collect();
    rows.sort_by(|a, b| a.wave.cmp(&b.wave));
    for row in rows {
        let id = site_id(&row.name, row.insee.as_deref(), &row.department);
        let source = Source::new(&row.source, row.mark);
        let site = all.entry(id.clone()).or_insert_with(|| Site {
            id,
            name: row.name.clone(),
            commune: row.insee.clone(),
            commune_name: row.commune.clone(),
            department: row.department.clone(),
            region: row.region.clone(),
            labels: Vec::new(),
            owner: None,
            position: None,
            attributes: BTreeMap::new(),
            anticipations: Vec::new(),
            note: String::new(),
            source: source.clone(),
        });
        add_label(site, row, source, labels);
    }
    all.into_values().collect()
}

/// Rows come oldest wave first: a later figure replaces an earlier one, an absent one erases nothing.
fn add_label(site: &mut Site, row: Row, source: Source, labels: &Labels) {
    let mut known = |key: &str, value: Value| {
        let datum = Datum { value, status: Status::Declared, source: Some(source.clone()) };
        site.attributes.insert(key.to_owned(), datum);
    };
    if let Some(area) = row.area_ha {
        known("area_ha", Value::Number(area));
    }
    if let Some(area) = row.available_ha {
        known("available_ha", Value::Number(area));
    }
    match row.rail.as_str() {
        "oui" => known("rail", Value::Bool(true)),
        "non" => known("rail", Value::Bool(false)),
        _ => {}
    }
    if !row.utilities.is_empty() {
        known("utilities", Value::Text(row.utilities.clone()));
    }
    site.owner = row.owner.or(site.owner.take());
    if !row.note.is_empty() && site.note != row.note {
        let separator = if site.note.is_empty() { "" } else { " ; " };
        site.note = format!("{}{separator}{} : {}", site.note, row.wave, row.note);
    }
    for group in row.declared_anticipations.split('|').filter(|g| !g.is_empty()) {
        anticipate(site, group, Status::Declared, &source);
    }
    if let Some((groups, definition)) = labels.anticipated(&row.wave) {
        for group in groups {
            anticipate(site, group, Status::Assumed, &definition);
        }
    }
    site.labels.push(Label { wave: row.wave, issuer: Issuer::State, source });
}

fn anticipate(site: &mut Site, group: &str, status: Status, source: &Source) {
    if site.anticipations.iter().any(|a| a.procedure == group) {
        return;
    }
    site.anticipations.push(Anticipation {
        procedure: group.to_owned(),
        state: AnticipationState::Obtained,
        date: None,
        expires: None,
        scope: Scope::default(),
        status,
        source: source.clone(),
    });
}
