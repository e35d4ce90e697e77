//! The filters of the inventory, in the address, and what a list says of each brownfield.

use crate::ask::query;
use crate::routes::sites::catalogue::Filter as Places;
use brownfield::{Grid, known_of, standing};
use domain::{Site, Value, name};
use serde::Deserialize;

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Filter {
    pub q: String,
    pub region: String,
    /// Code of a département.
    pub departement: String,
    /// Words of the standard: "friche sans projet", "pollution avérée"…; "inconnu" keeps those that do not say.
    pub statut: String,
    pub pollution: String,
    pub nature: String,
    /// Smallest area, hectares; a brownfield whose area is unknown is kept and marked.
    pub area: String,
    /// "surface", "mutabilite", "completude"; by name otherwise.
    pub tri: String,
}

/// The field of the standard that each choice looks at.
pub const STATUS: &str = "site_statut";
pub const POLLUTION: &str = "sol_pollution_existe";
pub const NATURE: &str = "site_type";
/// What a choice calls a field that says nothing.
pub const UNKNOWN: &str = "inconnu";

/// A brownfield of the list, with where it stands on the grid.
#[derive(Clone, Copy)]
pub struct Listed<'a> {
    pub site: &'a Site,
    pub index: Option<f64>,
    pub completeness: f64,
}

pub fn is_brownfield(site: &Site) -> bool {
    site.bool("brownfield") == Some(true)
}

/// The word a site says in a field of the standard.
pub fn word<'a>(site: &'a Site, field: &str) -> Option<&'a str> {
    match &site.attributes.get(field)?.value {
        Value::Text(text) | Value::Code(text) => Some(text.as_str()).filter(|t| !t.is_empty() && *t != UNKNOWN),
        _ => None,
    }
}

/// Hectares.
pub fn area(site: &Site) -> Option<f64> {
    site.number("unite_fonciere_surface").map(|m2| m2 / 10_000.0).or_else(|| site.number("area_ha"))
}

pub fn listed<'a>(site: &'a Site, grid: Option<&Grid>) -> Listed<'a> {
    let (index, completeness) = grid.map_or((None, 0.0), |grid| standing(grid, &known_of(site), Some(site)));
    Listed { site, index, completeness }
}

impl Filter {
    /// What the filters are called in addresses; the order is not one of them.
    pub const NAMES: [&str; 7] = ["q", "region", "departement", "statut", "pollution", "nature", "area"];

    /// The part that sites and brownfields share.
    fn places(&self) -> Places {
        Places { q: self.q.clone(), region: self.region.clone(), area: self.area.clone(), ..Places::default() }
    }

    /// What was typed as an area and is not one.
    pub fn bad_area(&self) -> Option<String> {
        self.places().least_area().err().map(str::to_owned)
    }

    /// The brownfields that the filters keep, in the order asked. The grid is read for all of them only when the order
    /// needs it.
    pub fn keep<'a>(&self, sites: &'a [Site], grid: Option<&Grid>) -> Vec<Listed<'a>> {
        let says = |site: &Site, field: &str, wanted: &str| wanted.is_empty() || word(site, field).unwrap_or(UNKNOWN) == wanted;
        let least = self.places().least_area().unwrap_or(None);
        let wanted = name::fold(&self.q);
        let kept = sites.iter().filter(|s| {
            is_brownfield(s)
                && (self.region.is_empty() || s.region == self.region)
                && (self.departement.is_empty() || s.department == self.departement)
                && says(s, STATUS, &self.statut)
                && says(s, POLLUTION, &self.pollution)
                && says(s, NATURE, &self.nature)
                && least.is_none_or(|least| area(s).is_none_or(|a| a >= least))
                && (wanted.is_empty()
                    || name::fold(&format!("{} {} {} {}", s.name, s.commune_name, s.department, s.region)).contains(&wanted))
        });
        let by_grid = matches!(self.tri.as_str(), "mutabilite" | "completude");
        let mut kept: Vec<Listed> =
            kept.map(|s| if by_grid { listed(s, grid) } else { Listed { site: s, index: None, completeness: 0.0 } }).collect();
        kept.sort_by_cached_key(|l| (name::fold(&l.site.name), l.site.id.clone()));
        // What is not known comes last, whatever the order.
        let most_first = |of: &dyn Fn(&Listed) -> Option<f64>, kept: &mut Vec<Listed>| {
            kept.sort_by(|a, b| of(b).unwrap_or(f64::NEG_INFINITY).total_cmp(&of(a).unwrap_or(f64::NEG_INFINITY)));
        };
        match self.tri.as_str() {
            "surface" => most_first(&|l| area(l.site), &mut kept),
            "mutabilite" => most_first(&|l| l.index, &mut kept),
            "completude" => most_first(&|l| Some(l.completeness), &mut kept),
            _ => {}
        }
        kept
    }

    /// The query string of this filter; an unreadable area is not passed on.
    pub fn query(&self) -> String {
        query(self.kept_by().into_iter().chain([("tri", self.tri.as_str())]))
    }

    /// The same for a map, where nothing comes first.
    pub fn unordered(&self) -> String {
        query(self.kept_by())
    }

    fn kept_by(&self) -> [(&'static str, &str); 7] {
        let area = if self.bad_area().is_none() { self.area.as_str() } else { "" };
        let values: [&str; 7] = [&self.q, &self.region, &self.departement, &self.statut, &self.pollution, &self.nature, area];
        std::array::from_fn(|at| (Filter::NAMES[at], values[at]))
    }
}

/// The words that the inventory uses in a field, for a list of choices; "inconnu" when some say nothing.
pub fn words<'a>(sites: &[&'a Site], field: &str) -> Vec<&'a str> {
    let mut words: Vec<&str> = sites.iter().map(|s| word(s, field).unwrap_or(UNKNOWN)).collect();
    words.sort_unstable_by_key(|w| (*w == UNKNOWN, name::fold(w)));
    words.dedup();
    words
}
