//! An industrial site, its labels and the procedures that were anticipated on it.

use crate::{Datum, Position, Source, Status, Text, format};
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A row that a list in the national standard gives beside its sites: a pole, a plot, an establishment.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Beside {
    /// Its table: "pole-eco", "terrain-eco", "etablissement".
    pub table: String,
    /// What tells it from the others of its table.
    pub id: String,
    /// Field → text, as the standard writes it.
    pub cells: BTreeMap<String, String>,
    pub source: Source,
}

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
    /// Of the State: "2020-01", "2020-07", "2020", "2021", "2024"; of another, the name it goes by.
    pub wave: String,
    #[serde(default)]
    pub issuer: Issuer,
    pub source: Source,
}

impl Label {
    /// Whether both are the same label: two who give labels may give the same name to a wave.
    pub fn is_also(&self, other: &Label) -> bool {
        self.wave == other.wave && self.issuer == other.issuer
    }
}

/// A wave as a reader says it: "juillet 2020" of one dated by its month, any other as it is.
pub fn wave_said(wave: &str) -> Text {
    match format!("{wave}-01").parse::<Date>() {
        Ok(first) => Text::each(|lang| format::month(first, lang)),
        Err(_) => Text::same(wave),
    }
}

/// Who gave a label: only those of the State carry its promise.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Issuer {
    State,
    Region,
    /// Somebody else, or nothing tells who.
    #[default]
    Other,
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

/// What a source says somebody is to a site.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SiteRole {
    Owner,
    Manager,
    Developer,
    Seller,
    /// Somebody is named, and nothing tells which of the two.
    OwnerOrManager,
}

/// Characteristics that name who holds a site, under the names of the national standard; "|" stands between several names.
pub const SITE_HOLDERS: [(SiteRole, &str); 4] = [
    (SiteRole::Owner, "proprio_nom"),
    (SiteRole::Manager, "site_moa_nom"),
    (SiteRole::Developer, "site_moa_amngt"),
    (SiteRole::Seller, "site_moa_comm"),
];

/// Those who hold a site in one role.
#[derive(Clone, Debug, PartialEq)]
pub struct SiteHolders<'s> {
    pub role: SiteRole,
    pub names: Vec<&'s str>,
    pub status: Status,
    pub source: &'s Source,
}

impl Site {
    /// Who holds the site, role by role: an owner, a manager and a developer may be three, and a role may be shared.
    pub fn holders(&self) -> Vec<SiteHolders<'_>> {
        let mut all: Vec<SiteHolders> = Vec::new();
        for (role, key) in SITE_HOLDERS {
            if let Some(Datum { value: crate::Value::Text(text), status, source }) = self.attributes.get(key) {
                let source = source.as_ref().unwrap_or(&self.source);
                all.push(SiteHolders { role, names: names(text), status: *status, source });
            }
        }
        // `owner` is the one to name in a word: most often one of those above.
        let mut unsaid = self.owner.as_deref().map(names).unwrap_or_default();
        unsaid.retain(|name| !all.iter().any(|held| held.names.contains(name)));
        all.insert(0, SiteHolders { role: SiteRole::OwnerOrManager, names: unsaid, status: Status::Declared, source: &self.source });
        all.retain(|held| !held.names.is_empty());
        all
    }

    /// Waves of the State's turnkey label that the site holds.
    pub fn waves(&self) -> impl Iterator<Item = &str> {
        self.labels.iter().filter(|label| label.issuer == Issuer::State).map(|label| label.wave.as_str())
    }

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

fn names(text: &str) -> Vec<&str> {
    text.split('|').map(str::trim).filter(|name| !name.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wave_is_said_by_its_month_where_it_has_one() {
        assert_eq!(wave_said("2020-07"), Text::new("juillet 2020", "July 2020"));
        for other in ["2021", "2020-13", "Sites d’avenir"] {
            assert_eq!(wave_said(other), Text::same(other));
        }
    }
}
