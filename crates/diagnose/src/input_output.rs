//! What a new activity would bring and where the money leaks: the national input–output table brought down to a territory.
//!
//! No regional table is published in France: purchases are regionalised by the location quotients of Flegg and Webber, whose
//! one parameter, delta, nobody has measured here. Every figure is an interval over it.

use crate::branches::divisions;
use crate::lu::Lu;
use domain::format::number;
use domain::{Cents, Lang, Source, Text};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Least, central and greatest delta: the range that the literature uses, 0.2 to 0.3, with a margin on both sides.
pub const DELTAS: [f64; 3] = [0.1, 0.25, 0.4];

/// A symmetric table of branches.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct InputOutput {
    /// Codes: NAF divisions or groups of them ("C24", "10-12", "C10T12", "CH"): see [`crate::branches`].
    pub branches: Vec<String>,
    /// Row by row: `flows[i * n + j]` is what branch `j` buys from branch `i`.
    pub flows: Vec<f64>,
    pub output: Vec<f64>,
    /// Final demand of the country for the products of each branch (households, government, investment), exports excluded; empty
    /// when the table does not say it.
    pub home_demand: Vec<f64>,
    /// Euros in one unit of the table: 1 000 000 for millions.
    pub euros: u64,
    pub year: Option<i16>,
    /// Purchases from the country only, or from abroad too; `None` when whoever imported the table did not say.
    pub domestic: Option<bool>,
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
    /// Final demand for the branch that supply here does not meet ([`InputOutput::unmet`]); empty when nothing tells it.
    pub unmet: Vec<Option<Gap>>,
}

impl InputOutput {
    /// The branch of a NAF code: the one whose divisions hold it. `None` when the table has none.
    pub fn branch_of(&self, activity: &str) -> Option<usize> {
        self.branches_of([activity]).pop().flatten()
    }

    /// The same for many: the codes of the branches are read once.
    pub fn branches_of<'a>(&self, activities: impl IntoIterator<Item = &'a str>) -> Vec<Option<usize>> {
        let spans: Vec<Vec<(u32, u32)>> = self.branches.iter().map(|branch| divisions(branch)).collect();
        let one = |activity: &str| {
            let division: u32 = activity.get(..2)?.parse().ok()?;
            spans.iter().position(|held| held.iter().any(|(from, to)| (*from..=*to).contains(&division)))
        };
        activities.into_iter().map(one).collect()
    }

    /// What an amount comes from, to stand beside it: the table, its year, what it counts, the parameter.
    pub fn named(&self) -> Text {
        Text::each(|lang| {
            let [low, central, high] = DELTAS.map(|delta| number(delta, 2, lang));
            let year = self.year.map(|year| year.to_string());
            let title = &self.source.title;
            match lang {
                Lang::Fr => {
                    let bought = match self.domestic {
                        Some(true) => "achats dans le pays",
                        Some(false) => "achats à l’étranger compris",
                        None => "origine des achats non dite",
                    };
                    let year = year.unwrap_or_else(|| "année non dite".to_owned());
                    format!("{title} ({year}, {bought}), FLQ, delta {central}, bornes de {low} à {high}")
                }
                Lang::En => {
                    let bought = match self.domestic {
                        Some(true) => "purchases in the country",
                        Some(false) => "purchases abroad included",
                        None => "origin of purchases not told",
                    };
                    let year = year.unwrap_or_else(|| "year not told".to_owned());
                    format!("{title} ({year}, {bought}), FLQ, delta {central}, bounds from {low} to {high}")
                }
            }
        })
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
        let interval = |value: &dyn Fn(usize) -> f64| over_deltas([value(0), value(1), value(2)]);
        let multiplier = |j: usize| Multiplier {
            output: interval(&|d| of_delta[d].0[j]),
            jobs: (per_output[j] > 0.0).then(|| interval(&|d| of_delta[d].1[j] / per_output[j])),
        };
        let gap = |i: usize| self.in_cents(interval(&|d| of_delta[d].2[i]));
        Some(Regional { multipliers: (0..n).map(multiplier).collect(), gaps: (0..n).map(gap).collect(), unmet: Vec::new() })
    }

    /// Final demand of the territory for each branch that supply there does not meet, over a year: `y_i [1 − min(1, LQ_i λ)]`, where
    /// `y_i` is the part `share` of that of the country, exports excluded. The buyer is no branch, so the quotient of the seller
    /// stands alone, as in [`flq`]. `share`: the part of the country that lives in the territory, in [0, 1]. `None` when the table
    /// has no final demand, or the territory no job; and for a branch in which nobody is counted in the country, as nothing then
    /// tells who meets the demand.
    pub fn unmet(&self, place: &[f64], whole: &[f64], share: f64) -> Option<Vec<Option<Gap>>> {
        let n = self.branches.len();
        let (x_c, x): (f64, f64) = (place.iter().sum(), whole.iter().sum());
        let sizes = [self.home_demand.len(), place.len(), whole.len()];
        if sizes != [n; 3] || x_c <= 0.0 || x <= 0.0 || !(0.0..=1.0).contains(&share) {
            return None;
        }
        let quotient = quotients(place, whole);
        let of = |i: usize| {
            let wanted = self.home_demand[i].max(0.0) * share;
            let left = over_deltas(DELTAS.map(|delta| wanted * (1.0 - (quotient[i] * lambda(x_c, x, delta)).min(1.0))));
            (whole[i] > 0.0).then(|| self.in_cents(left))
        };
        Some((0..n).map(of).collect())
    }

    /// An amount in the unit of the table.
    fn in_cents(&self, amount: Interval) -> Gap {
        let cents = |value: f64| cents(value * self.euros as f64 * 100.0);
        Gap { low: cents(amount.low), central: cents(amount.central), high: cents(amount.high) }
    }
}

/// One value for each of [`DELTAS`].
fn over_deltas(all: [f64; 3]) -> Interval {
    Interval {
        low: all.iter().copied().fold(f64::INFINITY, f64::min),
        central: all[1],
        high: all.iter().copied().fold(f64::NEG_INFINITY, f64::max),
    }
}

/// `LQ_i`; 0 for a branch in which nobody is counted in the country.
fn quotients(place: &[f64], whole: &[f64]) -> Vec<f64> {
    let (x_c, x): (f64, f64) = (place.iter().sum(), whole.iter().sum());
    place.iter().zip(whole).map(|(p, w)| if *w > 0.0 { (p / x_c) / (w / x) } else { 0.0 }).collect()
}

/// `[log2(1 + x_c/x)]^delta`.
fn lambda(x_c: f64, x: f64, delta: f64) -> f64 {
    (1.0 + x_c / x).log2().powf(delta)
}

/// `FLQ_ij = CILQ_ij λ`, `λ = [log2(1 + x_c/x)]^delta`, `CILQ_ij = LQ_i / LQ_j` (Flegg & Webber 1997), row by row, `n × n`, no
/// unit. On the diagonal, and where the buying branch is absent from the place, the quotient of the seller alone is used:
/// dividing by nothing would say that a newcomer finds everything on the spot.
pub fn flq(place: &[f64], whole: &[f64], delta: f64) -> Vec<f64> {
    let (x_c, x): (f64, f64) = (place.iter().sum(), whole.iter().sum());
    let (quotient, lambda) = (quotients(place, whole), lambda(x_c, x, delta));
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
