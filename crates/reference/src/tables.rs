//! The files of `var/reference`: one small table each, written by `load`, read by `Reference::open`.

use domain::{Commune, Position, Text};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use std::path::Path;

pub const COMMUNES: &str = "communes.csv";
pub const FORMER: &str = "former_communes.csv";
pub const EPCI: &str = "epci.csv";
pub const EPCI_MEMBERS: &str = "epci_members.csv";
pub const DEPARTMENTS: &str = "departments.csv";
pub const REGIONS: &str = "regions.csv";
pub const NAF: &str = "naf.csv";
pub const OUTLINES: &str = "outlines.json";
pub const DEPARTMENTS_MAP: &str = "departments.geojson";
pub const NEIGHBOURS_MAP: &str = "neighbours.geojson";
pub const PROVENANCE: &str = "provenance.json";
/// Positions read from geo.api.gouv.fr: kept through a new `load`.
pub const IMPORTED: &str = "imported_positions.csv";
/// Official outlines of départements: kept through a new `load`.
pub const IMPORTED_OUTLINES: &str = "imported_outlines.json";

/// Where one file of the reference comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Provenance {
    pub dataset: Text,
    /// Who produces the data, not who packages them.
    pub producer: String,
    /// Package or service, with its version.
    pub version: String,
    pub licence: String,
    /// Path inside the packages, or address: never a path of this machine.
    pub file: String,
    /// Of the bytes read, in hexadecimal.
    pub sha256: String,
    /// Date or vintage the package itself declares; none when it declares none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vintage: Option<String>,
    pub rows: usize,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CommuneRow {
    pub code: String,
    pub name: String,
    pub department: String,
    pub region: String,
    pub siren: String,
    pub epci: Option<String>,
    pub population: Option<u32>,
    pub lat: Option<f64>,
    pub lon: Option<f64>,
    /// "exact", "epci", "department": what the position is the position of.
    pub located: String,
}

impl CommuneRow {
    pub fn commune(self) -> (Commune, String) {
        let approximate = self.located != "exact";
        let position = self.lat.zip(self.lon).map(|(lat, lon)| Position { lat, lon, approximate });
        let commune = Commune {
            code: self.code,
            name: self.name,
            department: self.department,
            region: self.region,
            epci: self.epci,
            population: self.population,
            position,
        };
        (commune, self.siren)
    }
}

/// A code that is no longer, or never was, the code of a whole commune.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormerRow {
    pub code: String,
    /// Empty for an old code of a commune that kept its name.
    pub name: String,
    pub department: String,
    /// INSEE code of the commune it is part of today.
    pub successor: String,
    /// "delegated", "associated", "district" (arrondissement municipal), "old_code".
    pub kind: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EpciRow {
    pub siren: String,
    pub name: String,
    pub kind: String,
    pub population: u32,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EpciMemberRow {
    pub siren: String,
    pub commune: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DepartmentRow {
    pub code: String,
    pub name: String,
    pub region: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NamedRow {
    pub code: String,
    pub name: String,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PositionRow {
    pub code: String,
    pub lat: f64,
    pub lon: f64,
}

pub fn write<T: Serialize>(path: &Path, rows: &[T]) -> Result<(), Text> {
    let fail = |e: &dyn std::fmt::Display| cannot_write(path, e);
    let mut writer = csv::Writer::from_path(path).map_err(|e| fail(&e))?;
    for row in rows {
        writer.serialize(row).map_err(|e| fail(&e))?;
    }
    writer.flush().map_err(|e| fail(&e))
}

pub fn read<T: DeserializeOwned>(path: &Path) -> Result<Vec<T>, Text> {
    let text = read_text(path)?;
    let mut rows = Vec::new();
    for row in csv::Reader::from_reader(text.as_bytes()).into_deserialize() {
        rows.push(row.map_err(|e| damaged(path, &e))?);
    }
    Ok(rows)
}

pub fn read_json<T: DeserializeOwned>(path: &Path) -> Result<T, Text> {
    serde_json::from_str(&read_text(path)?).map_err(|e| damaged(path, &e))
}

pub fn read_text(path: &Path) -> Result<String, Text> {
    std::fs::read_to_string(path).map_err(|e| {
        let mut text = damaged(path, &e);
        if e.kind() == std::io::ErrorKind::NotFound {
            text = missing(path);
        }
        text
    })
}

pub fn write_text(path: &Path, text: &str) -> Result<(), Text> {
    std::fs::write(path, text).map_err(|e| cannot_write(path, &e))
}

pub fn cannot_write(path: &Path, error: &dyn std::fmt::Display) -> Text {
    let path = path.display();
    Text::new(format!("{path} : écriture impossible ({error})"), format!("{path}: cannot be written ({error})"))
}

fn missing(path: &Path) -> Text {
    let path = path.display();
    Text::new(
        format!("{path} n’existe pas : les données de référence ne sont pas chargées. Lancez « rebond load », ou « ./run » qui le fait."),
        format!("{path} does not exist: the reference data are not loaded. Run `rebond load`, or `./run` which does it."),
    )
}

fn damaged(path: &Path, error: &dyn std::fmt::Display) -> Text {
    let path = path.display();
    Text::new(
        format!("{path} est illisible ({error}). Relancez « rebond load » : il reconstruit le dossier entier."),
        format!("{path} cannot be read ({error}). Run `rebond load` again: it rebuilds the whole folder."),
    )
}
