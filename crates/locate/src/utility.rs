//! How a value becomes a utility between 0 and 1: straight lines between two anchors, so that anyone can check them.
//! The anchors are assumptions of the project, shown beside each criterion.

/// Where a utility can lie: one point when the value is known, an interval when it is not, or not exactly.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Range {
    pub low: f64,
    pub high: f64,
}

impl Range {
    pub const UNKNOWN: Range = Range { low: 0.0, high: 1.0 };

    pub fn exactly(utility: f64) -> Range {
        Range { low: utility, high: utility }
    }
    pub fn yes_no(value: bool) -> Range {
        Range::exactly(if value { 1.0 } else { 0.0 })
    }
    pub fn middle(self) -> f64 {
        (self.low + self.high) / 2.0
    }
}

/// 0 at `worst`, 1 at `best`, linear between, flat beyond; `worst` may be above `best`.
pub fn line(value: f64, worst: f64, best: f64) -> f64 {
    ((value - worst) / (best - worst)).clamp(0.0, 1.0)
}

/// Room for the need: one half when it just fits, 1 from twice the need (a reserve to grow into), 0 from nothing.
pub fn room(available: f64, need: f64) -> f64 {
    (available / (2.0 * need)).clamp(0.0, 1.0)
}

/// A commune that is not located stands at the centre of its EPCI: what this can add or take from a distance, in km.
/// Assumption: most EPCI fit in a circle of this radius.
pub const APPROXIMATE_KM: f64 = 20.0;
/// Beyond this distance a site is not nearer than another, when the project sets no limit of its own. Assumption.
pub const FAR_KM: f64 = 200.0;
