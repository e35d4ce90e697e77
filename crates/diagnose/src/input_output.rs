//! What a new activity would bring and where the money leaks: the national input–output table brought down to a territory.
//!
//! No regional table is published in France: purchases are regionalised by the location quotients of Flegg and Webber, whose
//! one parameter, delta, nobody has measured here. Every figure is an interval over it.

use crate::lu::Lu;
use domain::{Cents, Source};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Least, central and greatest delta: the range that the literature uses, 0.2 to 0.3, with a margin on both sides.
pub const DELTAS: [f64; 3] = [0.1, 0.25, 0.4];

/// A symmetric table of branches.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct InputOutput {
    /// Codes: NAF divisions or groups of them ("C24", "10-12", "C10T12").
    pub branches: Vec<String>,
    /// Row by row: `flows[i * n + j]` is what branch `j` buys from branch `i`.
    pub flows: Vec<f64>,
    pub output: Vec<f64>,
    /// Euros in one unit of the table: 1 000 000 for millions.
    pub euros: u64,
    pub year: Option<i16>,
    pub source: Source,
    pub synthetic: bool,
}

/// Central value, and the least and greatest over delta.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Interval {
    pub low: f64,
    pub central: f64,
    pub high: f64,
}

/// What one branch sets in motion in the territory.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Multiplier {
    /// Output in the territory for one unit of final demand met by the branch there, itself included.
    pub output: Interval,
    /// Jobs in the territory, all branches, for one job in the branch; `None` when the branch employs nobody nationally.
    pub jobs: Option<Interval>,
}

/// What the branches of the territory buy elsewhere for want of suppliers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Gap {
    pub low: Cents,
    pub central: Cents,
    pub high: Cents,
}

/// The study of one territory: one entry per branch.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Regional {
    pub multipliers: Vec<Multiplier>,
    /// Purchases from the branch that leave the territory, over a year.
    pub gaps: Vec<Gap>,
}

impl InputOutput {
    /// The branch of a NAF code: the one whose divisions hold it. `None` when the table has none.
    pub fn branch_of(&self, activity: &str) -> Option<usize> {
        let division: u32 = activity.get(..2)?.parse().ok()?;
        self.branches.iter().position(|branch| divisions(branch).is_some_and(|(from, to)| (from..=to).contains(&division)))
    }

    /// The industrial branches that this activity buys most from, with the share of its industrial purchases: the fewest
    /// that together reach `share`, `most` at most, largest first. Empty when the table does not hold the activity, or
    /// when it buys nothing from industry. Industry is divisions 05 to 39, from mining to waste.
    pub fn suppliers_of(&self, activity: &str, share: f64, most: usize) -> Vec<(usize, f64)> {
        let Some(buyer) = self.branch_of(activity) else { return Vec::new() };
        let n = self.branches.len();
        let industrial = |branch: usize| divisions(&self.branches[branch]).is_some_and(|(from, to)| from >= 5 && to <= 39);
        let mut bought: Vec<(usize, f64)> = (0..n)
            .filter(|branch| industrial(*branch))
            .filter_map(|branch| Some((branch, *self.flows.get(branch * n + buyer)?)))
            .filter(|(_, flow)| flow.is_finite() && *flow > 0.0)
            .collect();
        let total: f64 = bought.iter().map(|(_, flow)| flow).sum();
        bought.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        let mut reached = 0.0;
        bought
            .into_iter()
            .take(most)
            .map(|(branch, flow)| (branch, flow / total))
            .take_while(|(_, part)| {
                let wanted = reached < share;
                reached += part;
                wanted
            })
            .collect()
    }

    /// Is this activity of this branch?
    pub fn holds(&self, branch: usize, activity: &str) -> bool {
        let division = activity.get(..2).and_then(|d| d.parse::<u32>().ok());
        let range = self.branches.get(branch).and_then(|b| divisions(b));
        division.zip(range).is_some_and(|(division, (from, to))| (from..=to).contains(&division))
    }

    /// `a_ij = z_ij / x_j`: what branch `j` buys from `i` for one unit of its output; 0 where `j` produces nothing.
    pub fn coefficients(&self) -> Vec<f64> {
        let n = self.branches.len();
        let one = |at: usize| if self.output[at % n] > 0.0 { (self.flows[at] / self.output[at % n]).max(0.0) } else { 0.0 };
        (0..self.flows.len()).map(one).collect()
    }

    /// `place` and `whole`: jobs of the territory and of the country in each branch. `None` when the table is not square, the
    /// territory or the country has no job in it, or purchases exceed output so that no multiplier exists.
    pub fn regional(&self, place: &[f64], whole: &[f64]) -> Option<Regional> {
        let n = self.branches.len();
        let (x_c, x): (f64, f64) = (place.iter().sum(), whole.iter().sum());
        if self.flows.len() != n * n || self.output.len() != n || place.len() != n || whole.len() != n || x_c <= 0.0 || x <= 0.0 {
            return None;
        }
        let national = self.coefficients();
        // Output of the territory, branch by branch, if its jobs produce what they produce nationally.
        let local: Vec<f64> = (0..n).map(|j| if whole[j] > 0.0 { self.output[j] * place[j] / whole[j] } else { 0.0 }).collect();
        let per_output: Vec<f64> = (0..n).map(|j| if self.output[j] > 0.0 { whole[j] / self.output[j] } else { 0.0 }).collect();
        let mut of_delta = Vec::with_capacity(DELTAS.len());
        for delta in DELTAS {
            let share = flq(place, whole, delta);
            let bought: Vec<f64> = national.iter().zip(&share).map(|(a, flq)| a * flq.min(1.0)).collect();
            let leak = |i: usize| (0..n).map(|j| (national[i * n + j] - bought[i * n + j]) * local[j]).sum::<f64>();
            let leaks: Vec<f64> = (0..n).map(leak).collect();
            // Column sums of (I − A)⁻¹ are the solution of (I − A)ᵀ m = 1.
            let transposed = (0..n * n).map(|at| f64::from(u8::from(at / n == at % n)) - bought[(at % n) * n + at / n]).collect();
            let lu = Lu::new(transposed, n)?;
            of_delta.push((lu.solve(&vec![1.0; n]), lu.solve(&per_output), leaks));
        }
        let interval = |value: &dyn Fn(usize) -> f64| {
            let all = [value(0), value(1), value(2)];
            Interval {
                low: all.iter().copied().fold(f64::INFINITY, f64::min),
                central: all[1],
                high: all.iter().copied().fold(f64::NEG_INFINITY, f64::max),
            }
        };
        let multiplier = |j: usize| Multiplier {
            output: interval(&|d| of_delta[d].0[j]),
            jobs: (per_output[j] > 0.0).then(|| interval(&|d| of_delta[d].1[j] / per_output[j])),
        };
        let gap = |i: usize| {
            let leak = interval(&|d| of_delta[d].2[i] * self.euros as f64 * 100.0);
            Gap { low: cents(leak.low), central: cents(leak.central), high: cents(leak.high) }
        };
        Some(Regional { multipliers: (0..n).map(multiplier).collect(), gaps: (0..n).map(gap).collect() })
    }
}

/// `FLQ_ij = CILQ_ij λ`, `λ = [log2(1 + x_c/x)]^delta`, `CILQ_ij = LQ_i / LQ_j` (Flegg & Webber 1997), row by row, `n × n`, no
/// unit. On the diagonal, and where the buying branch is absent from the place, the quotient of the seller alone is used:
/// dividing by nothing would say that a newcomer finds everything on the spot.
pub fn flq(place: &[f64], whole: &[f64], delta: f64) -> Vec<f64> {
    let (x_c, x): (f64, f64) = (place.iter().sum(), whole.iter().sum());
    let quotient: Vec<f64> = place.iter().zip(whole).map(|(p, w)| if *w > 0.0 { (p / x_c) / (w / x) } else { 0.0 }).collect();
    let lambda = (1.0 + x_c / x).log2().powf(delta);
    let n = place.len();
    let one = |at: usize| {
        let (i, j) = (at / n, at % n);
        let buyer = if i == j || quotient[j] <= 0.0 { 1.0 } else { quotient[j] };
        quotient[i] / buyer * lambda
    };
    (0..n * n).map(one).collect()
}

/// Euros come from a model: rounded to the cent here, and never a float again.
fn cents(value: f64) -> Cents {
    Cents(value.round() as i64)
}

/// The divisions of a branch code: "C24" is 24 to 24, "10-12", "C10-C12" and "C10T12" are 10 to 12.
fn divisions(branch: &str) -> Option<(u32, u32)> {
    let mut numbers = branch.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty());
    let from = numbers.next()?.get(..2)?.parse().ok()?;
    let to = numbers.next_back().map_or(Some(from), |last| last.get(..2)?.parse().ok())?;
    (from <= to).then_some((from, to))
}
