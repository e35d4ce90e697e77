//! The two small tables of a data set of zones: what they are called, and which communes they hold.

use super::{Zone, Zonings};
use crate::sectors::shelf::Held;
use crate::tables;
use domain::Text;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

const ZONES: &str = "zones.csv";
const MEMBERS: &str = "zone_communes.csv";

#[derive(Serialize, Deserialize)]
struct ZoneRow {
    key: String,
    scheme: String,
    scheme_fr: String,
    scheme_en: String,
    name: String,
}

#[derive(Serialize, Deserialize)]
struct MemberRow {
    key: String,
    commune: String,
}

pub fn write(path: &dyn Fn(&str) -> std::path::PathBuf, titles: &BTreeMap<String, Text>, zones: &[Zone]) -> Result<(), Text> {
    let title = |scheme: &str| titles.get(scheme).cloned().unwrap_or_default();
    let row = |zone: &Zone| {
        let Text { fr, en } = title(&zone.scheme);
        ZoneRow {
            key: zone.key.clone(),
            scheme: zone.scheme.clone(),
            scheme_fr: fr.to_string(),
            scheme_en: en.to_string(),
            name: zone.name.clone(),
        }
    };
    tables::write(&path(ZONES), &zones.iter().map(row).collect::<Vec<_>>())?;
    let member = |zone: &Zone, commune: &String| MemberRow { key: zone.key.clone(), commune: commune.clone() };
    let members: Vec<MemberRow> = zones.iter().flat_map(|zone| zone.communes.iter().map(|c| member(zone, c)).collect::<Vec<_>>()).collect();
    tables::write(&path(MEMBERS), &members)
}

pub fn read(folder: &Path, held: Held) -> Result<Zonings, Text> {
    let rows: Vec<ZoneRow> = tables::read(&folder.join(ZONES))?;
    let members: Vec<MemberRow> = tables::read(&folder.join(MEMBERS))?;
    let mut zonings = Zonings { held: Some(held), ..Zonings::default() };
    for ZoneRow { key, scheme, scheme_fr, scheme_en, name } in rows {
        zonings.titles.entry(scheme.clone()).or_insert_with(|| Text::new(scheme_fr, scheme_en));
        zonings.zones.insert(key.clone(), Zone { key, scheme, name, communes: BTreeSet::new() });
    }
    for MemberRow { key, commune } in members {
        if let Some(zone) = zonings.zones.get_mut(&key) {
            zone.communes.insert(commune);
        }
    }
    Ok(zonings)
}
