//! The beta-PERT distribution of a duration: between optimistic and pessimistic, most often near likely.
//!
//! Shape parameters of Malcolm, Roseboom, Clark and Fazar (Operations Research, 1959) as used by Vose (Risk Analysis):
//! α = 1 + 4 (l − o) / (p − o), β = 1 + 4 (p − l) / (p − o), whose mean is (o + 4 l + p) / 6. Sampled by inversion of
//! the distribution function, tabulated once: each draw uses exactly one random number, so that two calendars with the
//! same seed meet the same luck, and their difference is the effect of the site alone.

const CELLS: usize = 1024;
const CELL_BITS: u32 = 10;

/// A duration in months.
#[derive(Clone, Debug, PartialEq)]
pub struct BetaPert {
    low: f64,
    /// Quantiles of the distribution on 0..=1, at k / CELLS; empty when the duration is certain.
    quantiles: Vec<f64>,
    range: f64,
}

/// (o + 4 l + p) / 6.
pub fn expected([low, likely, high]: [f64; 3]) -> f64 {
    (low + 4.0 * likely + high) / 6.0
}

impl BetaPert {
    pub fn new([low, likely, high]: [f64; 3]) -> BetaPert {
        let range = high - low;
        if range <= 0.0 {
            return BetaPert { low, quantiles: Vec::new(), range: 0.0 };
        }
        let (a, b) = (4.0 * (likely - low) / range, 4.0 * (high - likely) / range);
        // Distribution function by the midpoint rule; the density x^(α−1) (1−x)^(β−1) is bounded since α, β ≥ 1.
        let mut cumulated = Vec::with_capacity(CELLS + 1);
        let mut total = 0.0;
        cumulated.push(0.0);
        for k in 0..CELLS {
            let x = (k as f64 + 0.5) / CELLS as f64;
            total += (a * x.ln() + b * (1.0 - x).ln()).exp();
            cumulated.push(total);
        }
        let mut cell = 0;
        let quantiles = (0..=CELLS).map(|k| {
            let wanted = total * k as f64 / CELLS as f64;
            while cell + 1 < CELLS && cumulated[cell + 1] < wanted {
                cell += 1;
            }
            let width = cumulated[cell + 1] - cumulated[cell];
            let inside = if width > 0.0 { (wanted - cumulated[cell]) / width } else { 0.0 };
            (cell as f64 + inside.clamp(0.0, 1.0)) / CELLS as f64
        });
        BetaPert { low, quantiles: quantiles.collect(), range }
    }

    /// The duration below which a share `random / 2³²` of the durations lie.
    #[inline]
    pub fn at(&self, random: u32) -> f64 {
        if self.quantiles.is_empty() {
            return self.low;
        }
        let cell = (random >> (32 - CELL_BITS)) as usize;
        let inside = f64::from(random << CELL_BITS) / 4_294_967_296.0;
        let (left, right) = (self.quantiles[cell], self.quantiles[cell + 1]);
        self.low + self.range * (left + inside * (right - left))
    }
}
