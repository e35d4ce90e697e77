//! French places and the codes that identify them.

use crate::{Source, Text};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// INSEE code of a commune: five characters, "2A004" in Corsica.
pub type Insee = String;

#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Position {
    /// Degrees, WGS 84.
    pub lat: f64,
    /// Degrees, WGS 84.
    pub lon: f64,
    /// True when the place itself is not located: the centre of its EPCI stands for it, and every page says so.
    pub approximate: bool,
}

impl Position {
    /// Great-circle distance in kilometres (haversine, mean Earth radius 6 371.0088 km).
    pub fn distance_km(self, other: Position) -> f64 {
        let (lat1, lat2) = (self.lat.to_radians(), other.lat.to_radians());
        let (dlat, dlon) = (lat2 - lat1, (other.lon - self.lon).to_radians());
        let a = (dlat / 2.0).sin().powi(2) + lat1.cos() * lat2.cos() * (dlon / 2.0).sin().powi(2);
        2.0 * 6_371.008_8 * a.sqrt().min(1.0).asin()
    }
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Commune {
    pub code: Insee,
    pub name: String,
    pub department: String,
    /// INSEE code of the region.
    pub region: String,
    /// SIREN of the EPCI, when the commune belongs to one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub epci: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub population: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub position: Option<Position>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Epci {
    pub siren: String,
    pub name: String,
    /// CC, CA, CU, METRO, EPT.
    pub kind: String,
    pub population: u32,
    pub members: Vec<Insee>,
}

/// A labelled Territoire d'industrie. The key is (phase, code): codes are reused with another meaning in phase 2.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Territory {
    pub phase: u8,
    pub code: String,
    pub name: String,
    /// Region that steers the territory; its places may lie in others.
    pub region: String,
    pub departments: Vec<String>,
    /// EPCI and single communes, by SIREN.
    pub members: Vec<Member>,
    pub source: Source,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Member {
    pub siren: String,
    pub name: String,
    pub is_commune: bool,
}

/// A SIREN whose key was checked (Luhn).
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct Siren(pub String);

/// A SIRET whose key was checked (Luhn; La Poste's establishments sum to a multiple of five instead).
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct Siret(pub String);

fn luhn(digits: &str) -> u32 {
    digits
        .bytes()
        .rev()
        .enumerate()
        .map(|(i, b)| {
            let d = u32::from(b - b'0') * if i % 2 == 1 { 2 } else { 1 };
            d / 10 + d % 10
        })
        .sum()
}

fn check(text: &str, length: usize, what: &str) -> Result<String, Text> {
    let digits: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    if digits.len() != length || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return Err(Text::new(
            format!("{what} : {length} chiffres attendus, « {} » en a {}", text.trim(), digits.chars().count()),
            format!("{what}: {length} digits expected, “{}” has {}", text.trim(), digits.chars().count()),
        ));
    }
    let la_poste =
        digits.starts_with("356000000") && length == 14 && digits.bytes().map(|b| u32::from(b - b'0')).sum::<u32>().is_multiple_of(5);
    if !luhn(&digits).is_multiple_of(10) && !la_poste {
        return Err(Text::new(
            format!("{what} « {digits} » : la clé de contrôle est fausse, un chiffre est sans doute mal recopié"),
            format!("{what} “{digits}”: wrong check digit, a figure was probably mistyped"),
        ));
    }
    Ok(digits)
}

impl Siren {
    pub fn parse(text: &str) -> Result<Siren, Text> {
        check(text, 9, "SIREN").map(Siren)
    }
}

impl Siret {
    pub fn parse(text: &str) -> Result<Siret, Text> {
        check(text, 14, "SIRET").map(Siret)
    }
    /// The company the establishment belongs to.
    pub fn siren(&self) -> &str {
        &self.0[..9]
    }
}
