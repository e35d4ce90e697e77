//! What each activity asks of a site, as a long table `activity;need;value`: land, power, rail, water… Activities are codes of
//! the NAF at any level from the division; needs are the facts that the ranking of sites reads.
//!
//! No producer publishes such a table: it is what a territory drew from its own projects, or a consultant's study holds.

use super::Importing;
use super::occupations::naf;
use super::reading::{Described, Heading, Taken, code, gather};
use super::records::figure;
use super::report::SectorReport;
use super::shelf::{Held, Kind};
use crate::tables;
use domain::{Source, Text, Value, name};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::path::Path;

pub const FILE: &str = "site_needs.csv";

const ACTIVITY: [&str; 8] = ["activity", "activite", "naf", "code naf", "a88", "na88", "ape", "code ape"];
const NEED: [&str; 5] = ["need", "besoin", "caracteristique", "critere", "key"];
const VALUE: [&str; 3] = ["value", "valeur", "au moins"];

/// A need that can be read: the fact of a project that says it, whether it is a yes or a no, and its usual names.
pub struct Need {
    pub fact: &'static str,
    pub yes_or_no: bool,
    names: [&'static str; 3],
}

const fn need(fact: &'static str, yes_or_no: bool, names: [&'static str; 3]) -> Need {
    Need { fact, yes_or_no, names }
}

/// All that a row may ask for; a test holds them to the dictionary of facts.
pub static NEEDS: [Need; 14] = [
    need("site.area_ha", false, ["area ha", "surface ha", "terrain ha"]),
    need("site.height_m", false, ["height m", "hauteur m", "hauteur"]),
    need("site.power_mva", false, ["power mva", "puissance mva", "puissance"]),
    need("site.power_months", false, ["power months", "raccordement mois", "delai raccordement"]),
    need("site.gas", true, ["gas", "gaz", "gaz naturel"]),
    need("site.gas_nm3h", false, ["gas nm3h", "debit gaz", "gaz nm3h"]),
    need("site.water", true, ["water", "eau", "eau industrielle"]),
    need("site.water_m3h", false, ["water m3h", "debit eau", "eau m3h"]),
    need("site.effluent_m3d", false, ["effluent m3d", "effluents", "effluents m3j"]),
    need("site.rail", true, ["rail", "fer", "embranchement"]),
    need("site.river", true, ["river", "quai", "quai fluvial"]),
    need("site.motorway_min", false, ["motorway min", "echangeur min", "autoroute min"]),
    need("site.labour_30min", false, ["labour 30min", "actifs 30min", "actifs"]),
    need("site.dwellings_m", false, ["dwellings m", "habitations m", "distance habitations"]),
];

/// What is held: needs by activity, and who says so.
#[derive(Clone, Debug, Default)]
pub struct SiteNeeds {
    pub of: BTreeMap<String, Vec<(String, Value)>>,
    pub source: Source,
}

impl SiteNeeds {
    /// The needs of the finest level that the table holds.
    pub fn of(&self, activity: &str) -> Option<&[(String, Value)]> {
        let levels = [activity.len(), 5, 4, 2].into_iter().filter(|length| *length <= activity.len());
        levels.filter_map(|length| activity.get(..length)).find_map(|code| self.of.get(code)).map(Vec::as_slice)
    }
}

#[derive(Clone, Debug, Default)]
pub struct SiteNeedOptions {
    pub year: Option<i16>,
    pub producer: Option<String>,
    pub licence: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct NeedRow {
    activity: String,
    fact: String,
    /// A number, or 1 and 0 for yes and no.
    value: f64,
}

pub fn import(path: &Path, options: &SiteNeedOptions, importing: &mut Importing) -> Result<SectorReport, Text> {
    let mut held = BTreeMap::<(String, &'static str), f64>::new();
    let reference = importing.reference;
    let columns = |_: &str, heading: &Heading, _: &Importing| -> Result<[usize; 3], Text> {
        Ok([
            heading.require(&Text::new("l’activité (code NAF)", "the activity (NAF code)"), &ACTIVITY)?,
            heading.require(&Text::new("le besoin (surface_ha, puissance_mva, fer…)", "the need (area_ha, power_mva, rail…)"), &NEED)?,
            heading.require(&Text::new("la valeur", "the value"), &VALUE)?,
        ])
    };
    let gathered = gather(path, Kind::SiteNeeds, importing, columns, |[activity, wanted, value], row, _| {
        let left_out = || Text::new("ligne laissée de côté", "row left out");
        let Some(class) = naf(reference, &row.text(*activity)) else {
            let found = row.text(*activity);
            let what = Text::new(format!("« {found} » n’est pas un code de la NAF"), format!("“{found}” is not a code of the NAF"));
            return Err(row.problem(*activity, what, left_out()));
        };
        let written = code(row, *wanted, ("besoin absent", "no need"))?;
        let folded = name::fold(written.trim_start_matches("site."));
        let Some(need) = NEEDS.iter().find(|need| need.names.contains(&folded.as_str())) else {
            let known: Vec<&str> = NEEDS.iter().map(|need| need.fact.trim_start_matches("site.")).collect();
            let known = known.join(", ");
            let what = Text::new(format!("« {written} » n’est pas un besoin connu"), format!("“{written}” is not a known need"));
            return Err(row.problem(*wanted, what, Text::new(format!("écrivez l’un de : {known}"), format!("write one of: {known}"))));
        };
        let read = match need.yes_or_no {
            true => yes(&row.text(*value)),
            false => figure(row.get(*value)).filter(|number| *number > 0.0),
        };
        let Some(number) = read else {
            let found = row.text(*value);
            let what = Text::new(format!("« {found} » ne convient pas pour {written}"), format!("“{found}” does not suit {written}"));
            let mend = match need.yes_or_no {
                true => Text::new("répondez oui ou non", "answer yes or no"),
                false => Text::new("donnez un nombre positif", "give a positive number"),
            };
            return Err(row.problem(*value, what, mend));
        };
        match held.entry((class.clone(), need.fact)) {
            Entry::Vacant(none) => {
                none.insert(number);
            }
            Entry::Occupied(other) if *other.get() == number => {}
            Entry::Occupied(other) => {
                let first = other.get();
                let what = Text::new(
                    format!("{class} × {written} est déjà donné : {first}"),
                    format!("{class} × {written} is already given: {first}"),
                );
                return Err(row.problem(*value, what, Text::new("gardez la bonne ligne", "keep the right row")));
            }
        }
        Ok(Taken::Kept)
    })?;
    let rows: Vec<NeedRow> = held.into_iter().map(|((activity, fact), value)| NeedRow { activity, fact: fact.to_owned(), value }).collect();
    let activities = rows.chunk_by(|a, b| a.activity == b.activity).count();
    tables::write(&gathered.draft.path(FILE), &rows)?;
    let described = Described {
        dataset: Text::new("Ce que chaque activité demande d’un site", "What each activity asks of a site"),
        producer: options.producer.clone(),
        licence: options.licence.clone(),
        year: options.year,
        nomenclature: "NAF".to_owned(),
        scope: Text::new(format!("{activities} activités"), format!("{activities} activities")),
    };
    gathered.hold(Kind::SiteNeeds, rows.len() as u64, described, importing)
}

fn yes(written: &str) -> Option<f64> {
    match name::fold(written).as_str() {
        "oui" | "yes" | "1" | "true" | "vrai" | "x" => Some(1.0),
        "non" | "no" | "0" | "false" | "faux" => Some(0.0),
        _ => None,
    }
}

pub fn read(folder: &Path, held: &Held) -> Result<SiteNeeds, Text> {
    let rows: Vec<NeedRow> = tables::read(&folder.join(FILE))?;
    let source = Source { date: Some(held.on), ..Source::new(held.title(), held.mark()) };
    let mut found = SiteNeeds { source, ..SiteNeeds::default() };
    for row in rows {
        let Some(need) = NEEDS.iter().find(|need| need.fact == row.fact) else { continue };
        let value = if need.yes_or_no { Value::Bool(row.value > 0.0) } else { Value::Number(row.value) };
        found.of.entry(row.activity).or_default().push((row.fact, value));
    }
    Ok(found)
}
