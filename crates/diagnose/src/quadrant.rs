//! The picture that elected officials understand: how near, against how demanding.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Balland, Boschma, Crespo & Rigby (2018): x is relatedness, y is complexity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Quadrant {
    /// Near and demanding: feasible and valuable.
    Feasible,
    /// Far and demanding: valuable, and a bet.
    Bet,
    /// Near and common: easy, and brings little that is new.
    Easy,
    /// Far and common.
    Aside,
}

/// `relatedness`: standard deviations around the mean of the activities absent from the place; `complexity`: PCI less the
/// median PCI of the activities considered. At exactly 0 a value counts as high.
pub fn quadrant(relatedness: f64, complexity: f64) -> Quadrant {
    match (relatedness >= 0.0, complexity >= 0.0) {
        (true, true) => Quadrant::Feasible,
        (false, true) => Quadrant::Bet,
        (true, false) => Quadrant::Easy,
        (false, false) => Quadrant::Aside,
    }
}

/// The middle value, `None` of nothing.
pub fn median(values: impl IntoIterator<Item = f64>) -> Option<f64> {
    let mut sorted: Vec<f64> = values.into_iter().filter(|v| v.is_finite()).collect();
    sorted.sort_by(f64::total_cmp);
    let middle = sorted.len() / 2;
    match sorted.len() {
        0 => None,
        n if n % 2 == 1 => Some(sorted[middle]),
        _ => Some((sorted[middle - 1] + sorted[middle]) / 2.0),
    }
}
