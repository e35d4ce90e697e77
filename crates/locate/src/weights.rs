//! How much each criterion counts, and how the robustness figures are drawn.

use domain::Date;
use jiff::civil::date;
use std::collections::BTreeMap;

/// Relative weight of each criterion, by id; they are brought to a sum of 1. A criterion that is absent keeps its
/// default; 0 takes it out of the comparison.
///
/// The defaults are assumptions of the project: no official weighting of turnkey sites was published (facts on the
/// programme, section 4), and practice only agrees on the list. They are meant to be moved.
#[derive(Clone, Debug, PartialEq)]
pub struct Weights(pub BTreeMap<String, f64>);

pub(crate) const DEFAULTS: [(&str, f64); 11] = [
    ("area", 20.0),
    ("distance", 20.0),
    ("maturity", 20.0),
    ("power", 10.0),
    ("rail", 8.0),
    ("motorway", 6.0),
    ("labour", 6.0),
    ("brownfield", 5.0),
    ("price", 5.0),
    ("water", 5.0),
    ("gas", 5.0),
];

impl Default for Weights {
    fn default() -> Weights {
        Weights(DEFAULTS.iter().map(|(id, weight)| ((*id).to_owned(), *weight)).collect())
    }
}

impl Weights {
    /// A weight that is negative or no number counts as 0.
    pub(crate) fn of(&self, id: &str) -> f64 {
        let default = DEFAULTS.iter().find(|(known, _)| *known == id).map_or(0.0, |(_, weight)| *weight);
        let weight = self.0.get(id).copied().unwrap_or(default);
        if weight.is_finite() { weight.max(0.0) } else { 0.0 }
    }
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Options {
    /// Random weightings drawn for the robustness figures; 0 leaves those figures at 0.
    pub draws: usize,
    pub seed: u64,
    /// Date the sites are judged at: labels given and procedures expired by then.
    pub on: Date,
}

impl Default for Options {
    /// Judged on the day the Pack Rebond was announced, whose seed is that date too: the caller gives the project's.
    fn default() -> Options {
        Options { draws: 2_000, seed: 20_200_720, on: date(2020, 7, 20) }
    }
}
