//! Poles, plots and establishments of the national standard, kept as a list gives them beside its sites: shown on the pages of the
//! sites they belong to, and given back. A plot belongs to the site it names, an establishment to the plots it names, a site to the
//! pole it names. Of two rows under one identifier, the one received last has the word.

use super::catalogue::standard_id;
use crate::site_list::SiteList;
use cnig::{Class, Reading, Record, value, written};
use domain::{Beside, Mark, Problem, Site, Source, Text, Value, name};
use std::collections::{BTreeMap, BTreeSet};

const TABLES: [Class; 3] = [Class::Pole, Class::Plot, Class::Establishment];
/// Ways to reach persons, and who bought: a public catalogue does not take them over.
const NOT_TAKEN: [&str; 3] = ["etab_contact_mail", "etab_contact_tel", "terr_acquereur"];

/// Takes the rows that are no sites; what is left out of them is told.
pub fn beside(file: &str, reading: &Reading, list: &mut SiteList) {
    // The name of the file, not where it lies on somebody's machine.
    let short = file.rsplit(['/', '\\']).next().unwrap_or(file);
    let mut left_out: BTreeMap<&str, usize> = BTreeMap::new();
    for record in reading.records.iter().filter(|record| TABLES.contains(&record.class)) {
        let Some(id) = record.key() else { continue };
        if is_person(record) {
            let what = Text::new("établissement d’une personne physique : non repris", "establishment of a natural person: not taken over");
            list.corrections.push(Problem::at(file, record.line, 0, "etab_nat_juridique", what, Text::default()));
            continue;
        }
        let mut cells = BTreeMap::new();
        for (field, cell) in record.values() {
            let Some(cell) = cell else { continue };
            match NOT_TAKEN.iter().find(|name| **name == field.name) {
                Some(name) => *left_out.entry(*name).or_default() += 1,
                None => {
                    cells.insert(field.name.clone(), written(field, cell));
                }
            }
        }
        let updated = ["pole_actu_date", "terr_actu_date", "etab_actu_date", "pole_identif_date", "terr_identif_date", "etab_identif_date"];
        let date = updated.iter().find_map(|name| record.date(name));
        let title = record.text("etab_source_info").unwrap_or(short);
        let source = Source { date, ..Source::new(title, Mark::Partial) };
        list.beside.push(Beside { table: record.class.name().to_owned(), id, cells, source });
    }
    for (name, n) in left_out {
        let what =
            Text::new(format!("{n} valeur(s) non reprise(s) : donnée de personnes"), format!("{n} value(s) not taken over: personal data"));
        list.corrections.push(Problem::at(file, 0, 0, name, what, Text::default()));
    }
}

/// Category 1 of INSEE's legal categories, in figures ("1000") or in words.
fn is_person(record: &Record) -> bool {
    let category = record.text("etab_nat_juridique").map(name::fold).unwrap_or_default();
    (category.len() == 4 && category.starts_with('1')) || category.starts_with("entrepreneur individuel")
}

/// A row as it was given, and by whom.
#[derive(Clone, Debug, PartialEq)]
pub struct Held {
    pub record: Record,
    pub source: Source,
}

/// What every list that stands says beside its sites.
#[derive(Clone, Debug, Default)]
pub struct Inventory {
    poles: BTreeMap<String, Held>,
    /// By identifier of their site.
    plots: BTreeMap<String, Vec<Held>>,
    establishments: Vec<Held>,
    /// Plot → places in `establishments`.
    on_plot: BTreeMap<String, Vec<usize>>,
}

impl Inventory {
    /// Oldest first.
    pub fn of(received: impl IntoIterator<Item = Beside>) -> Inventory {
        let latest: BTreeMap<(String, String), Beside> =
            received.into_iter().map(|row| ((row.table.clone(), row.id.clone()), row)).collect();
        let mut inventory = Inventory::default();
        for ((_, id), row) in latest {
            let Some(held) = held(row) else { continue };
            match held.record.class {
                Class::Pole => {
                    inventory.poles.insert(id, held);
                }
                Class::Plot => {
                    let site = held.record.text("site_id").unwrap_or_default().to_owned();
                    inventory.plots.entry(site).or_default().push(held);
                }
                _ => {
                    let place = inventory.establishments.len();
                    for plot in held.record.list("terr_id") {
                        inventory.on_plot.entry(plot.clone()).or_default().push(place);
                    }
                    inventory.establishments.push(held);
                }
            }
        }
        inventory
    }

    /// The pole that a site says it belongs to.
    pub fn pole(&self, site: &Site) -> Option<&Held> {
        match &site.attributes.get("pole_id")?.value {
            Value::Text(id) | Value::Code(id) => self.poles.get(id),
            _ => None,
        }
    }

    pub fn plots(&self, site: &Site) -> &[Held] {
        self.plots.get(standard_id(site).unwrap_or(&site.id)).map(Vec::as_slice).unwrap_or_default()
    }

    /// Those on its plots, each once.
    pub fn establishments(&self, site: &Site) -> Vec<&Held> {
        let plots = self.plots(site).iter().filter_map(|plot| plot.record.text("terr_id"));
        let places: BTreeSet<usize> = plots.filter_map(|plot| self.on_plot.get(plot)).flatten().copied().collect();
        places.into_iter().map(|place| &self.establishments[place]).collect()
    }

    /// The rows of these sites, each once: poles, then plots, then establishments.
    pub fn around<'s>(&self, sites: impl IntoIterator<Item = &'s Site>) -> Vec<Record> {
        let mut rows: BTreeMap<(Class, String), &Record> = BTreeMap::new();
        for site in sites {
            let held = self.pole(site).into_iter().chain(self.plots(site)).chain(self.establishments(site));
            rows.extend(held.map(|held| ((held.record.class, held.record.key().unwrap_or_default()), &held.record)));
        }
        rows.into_values().cloned().collect()
    }
}

fn held(row: Beside) -> Option<Held> {
    let class = TABLES.into_iter().find(|class| class.name() == row.table)?;
    let mut record = Record::new(class, 0);
    for field in class.fields() {
        let cell = row.cells.get(&field.name).and_then(|text| value(field, text));
        record.set(&field.name, cell);
    }
    Some(Held { record, source: row.source })
}
