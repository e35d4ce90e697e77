//! How much each criterion counts, and how the robustness figures are drawn.

use crate::criteria::{ALL, Spec};
use domain::Date;
use jiff::civil::date;
use std::collections::BTreeMap;

/// Relative weight of each criterion, by id; they are brought to a sum of 1. A criterion that is absent keeps its
/// default; 0 takes it out of the comparison.
///
/// The defaults are assumptions of the project: no official weighting of turnkey sites was published (facts on the
/// programme, section 4), and practice only agrees on the list. They are meant to be moved.
///
/// The second table bounds some of them when weightings are drawn, as shares of the whole (0.1 to 0.3): least and most, by id.
#[derive(Clone, Debug, PartialEq)]
pub struct Weights(pub BTreeMap<String, f64>, pub BTreeMap<String, (f64, f64)>);

impl Default for Weights {
    fn default() -> Weights {
        Weights(ALL.iter().map(|spec| (spec.id.to_owned(), spec.weight)).collect(), BTreeMap::new())
    }
}

impl Weights {
    /// A weight that is negative or no number counts as 0.
    pub(crate) fn of(&self, spec: &Spec) -> f64 {
        let weight = self.0.get(spec.id).copied().unwrap_or(spec.weight);
        if weight.is_finite() { weight.max(0.0) } else { 0.0 }
    }

    /// The interval given; one the wrong way round bounds nothing.
    pub(crate) fn interval(&self, spec: &Spec) -> Option<(f64, f64)> {
        let (low, high) = self.1.get(spec.id).copied()?;
        (low.is_finite() && high.is_finite() && low <= high).then(|| (low.clamp(0.0, 1.0), high.clamp(0.0, 1.0)))
    }
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Options {
    /// Random weightings drawn for the robustness figures; 0 leaves those figures at 0.
    pub draws: usize,
    pub seed: u64,
    /// How far each weight may be from the one given, as a share of it (0.5: from half to half more). `None`: any weighting
    /// at all, "and if one weighed otherwise?".
    pub margin: Option<f64>,
    /// How many of the first sites are told with their values, strong and weak points; the others have their place and figures.
    pub explained: usize,
    /// Date the sites are judged at: labels given and procedures expired by then.
    pub on: Date,
}

impl Default for Options {
    /// Judged on the day the Pack Rebond was announced, whose seed is that date too: the caller gives the project's.
    fn default() -> Options {
        Options { draws: 2_000, seed: 20_200_720, margin: None, explained: usize::MAX, on: date(2020, 7, 20) }
    }
}
