//! An industrial site, its labels and the procedures that were anticipated on it.

use crate::{Datum, Position, Source, Status};
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A site can hold several labels: the key of a labelled line is (name, wave), the key of a site is its slug.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Site {
    /// Stable identifier, in addresses: "saoneor-71076".
    pub id: String,
    pub name: String,
    /// INSEE code; empty when no source names the commune.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub commune: Option<String>,
    #[serde(default)]
    pub commune_name: String,
    pub department: String,
    /// Name of the region, as the source gives it.
    pub region: String,
    pub labels: Vec<Label>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub position: Option<Position>,
    /// Known characteristics by key: "area_ha", "available_ha", "rail", "power_mva", "price_eur_m2"… A missing key is
    /// "not known", never "no". Units are in the key.
    pub attributes: BTreeMap<String, Datum>,
    pub anticipations: Vec<Anticipation>,
    /// Doubts about this line, in the words of whoever compiled it.
    #[serde(default)]
    pub note: String,
    pub source: Source,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
pub struct Label {
    /// "2020-01", "2020-07", "2020", "2021", "2024".
    pub wave: String,
    pub source: Source,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum AnticipationState {
    NotNeeded,
    ToDo,
    Filed,
    Obtained,
    Waived,
}

/// A procedure already done on a site: it shortens a project's calendar only within its scope and before it expires.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Anticipation {
    /// Procedure of `rules/procedures`.
    pub procedure: String,
    pub state: AnticipationState,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>")]
    pub date: Option<Date>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>")]
    pub expires: Option<Date>,
    #[serde(default)]
    pub scope: Scope,
    #[serde(default)]
    pub status: Status,
    pub source: Source,
}

/// What an anticipation covers; an empty field limits nothing.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Scope {
    /// Largest surface studied, hectares.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub area_ha: Option<f64>,
    /// Heaviest ICPE regime covered: "none", "declaration", "registration", "authorisation", "seveso_low", "seveso_high".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub icpe: Option<String>,
    /// Largest power reserved, MVA.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub power_mva: Option<f64>,
}

impl Site {
    pub fn number(&self, key: &str) -> Option<f64> {
        match self.attributes.get(key)?.value {
            crate::Value::Number(n) => Some(n),
            _ => None,
        }
    }
    pub fn bool(&self, key: &str) -> Option<bool> {
        match self.attributes.get(key)?.value {
            crate::Value::Bool(b) => Some(b),
            _ => None,
        }
    }
}
