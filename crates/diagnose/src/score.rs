//! Five figures side by side, and a total that anyone can redo: need, proximity, skills, reception, return.
//!
//! No published study of the Pack gives its formula: this one is the project's own, open, and its weights are meant to be
//! moved. The total is never shown without the five figures, and says in how many other weightings it holds.

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub const COUNT: usize = 5;
/// A figure of 0 would make a product of 0 whatever the rest: in the total it counts as 1 of 100.
const LEAST: f64 = 1.0;
/// The ranks that robustness looks at.
pub const TOP: usize = 10;

/// Each 0 to 100, or unknown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Scores {
    /// Besoin: how exposed the imports are, and how large.
    pub need: Option<f64>,
    /// Proximité: how near what the territory does.
    pub proximity: Option<f64>,
    /// Compétences: how far its trades are held here.
    pub skills: Option<f64>,
    /// Accueil: sites that fit.
    pub reception: Option<f64>,
    /// Retombées: jobs set in motion here.
    pub returns: Option<f64>,
}

/// Relative weights, ≥ 0; brought to a sum of 1 over the figures that are known. Even by default: an assumption.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Weights {
    pub need: f64,
    pub proximity: f64,
    pub skills: f64,
    pub reception: f64,
    pub returns: f64,
}

impl Default for Weights {
    fn default() -> Weights {
        Weights { need: 1.0, proximity: 1.0, skills: 1.0, reception: 1.0, returns: 1.0 }
    }
}

impl Weights {
    /// A weight that is negative or no number counts as 0.
    pub fn list(&self) -> [f64; COUNT] {
        [self.need, self.proximity, self.skills, self.reception, self.returns].map(|w| if w.is_finite() { w.max(0.0) } else { 0.0 })
    }
}

impl Scores {
    pub fn list(&self) -> [Option<f64>; COUNT] {
        [self.need, self.proximity, self.skills, self.reception, self.returns]
    }

    /// Weighted geometric mean of the known figures: `exp(Σ w_k ln s_k / Σ w_k)`, 1 to 100. `None` when nothing that counts is
    /// known. Geometric, so that a great need does not buy back the absence of any site.
    pub fn total(&self, weights: &Weights) -> Option<f64> {
        let known = self.list().into_iter().zip(weights.list()).filter_map(|(score, weight)| Some((score?, weight)));
        let (sum, whole) = known.fold((0.0, 0.0), |(sum, whole), (score, weight)| (sum + weight * log(score), whole + weight));
        (whole > 0.0).then(|| (sum / whole).exp())
    }
}

fn log(score: f64) -> f64 {
    score.clamp(LEAST, 100.0).ln()
}

/// Share of `draws` random weightings in which each line is among the first [`TOP`], in [0, 1]; weights uniform over all
/// those that sum to 1 (Dirichlet with all parameters 1), the same for all lines, ChaCha8 from `seed`. Lines with fewer
/// known figures are averaged over those, as in the total. Equal totals keep the order given. All 0 without draws.
pub fn robustness(scores: &[Scores], draws: usize, seed: u64) -> Vec<f64> {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let known = |s: &Scores| s.list().iter().enumerate().fold(0usize, |mask, (k, v)| mask | usize::from(v.is_some()) << k);
    let masks: Vec<usize> = scores.iter().map(known).collect();
    // One column per figure: a draw is five passes over them. A figure that is unknown adds nothing.
    let columns: [Vec<f32>; COUNT] = std::array::from_fn(|k| scores.iter().map(|s| s.list()[k].map_or(0.0, log) as f32).collect());
    let mut times = vec![0u32; scores.len()];
    let mut totals = vec![0.0f32; scores.len()];
    for _ in 0..draws {
        let weights = weighting(&mut rng);
        let inverse: [f32; 1 << COUNT] = std::array::from_fn(|mask| {
            let sum: f32 = (0..COUNT).filter(|k| mask >> k & 1 == 1).map(|k| weights[k]).sum();
            if sum > 0.0 { 1.0 / sum } else { 0.0 }
        });
        let [a, b, c, d, e] = &columns;
        for (i, total) in totals.iter_mut().enumerate() {
            let sum = weights[0] * a[i] + weights[1] * b[i] + weights[2] * c[i] + weights[3] * d[i] + weights[4] * e[i];
            *total = sum * inverse[masks[i]];
        }
        first(&totals).into_iter().take(scores.len()).filter(|i| masks[*i] > 0).for_each(|i| times[i] += 1);
    }
    times.into_iter().map(|n| if draws > 0 { f64::from(n) / draws as f64 } else { 0.0 }).collect()
}

/// Uniform over the weightings that sum to 1: exponentials, divided by their sum.
fn weighting(rng: &mut ChaCha8Rng) -> [f32; COUNT] {
    let drawn: [f32; COUNT] = std::array::from_fn(|_| -(1.0 - rng.random::<f32>()).ln());
    let sum: f32 = drawn.iter().sum();
    if sum > 0.0 { drawn.map(|w| w / sum) } else { [1.0 / COUNT as f32; COUNT] }
}

/// Positions of the greatest totals; of fewer lines than places, the first positions alone are meant.
fn first(totals: &[f32]) -> [usize; TOP] {
    let mut best = [(f32::NEG_INFINITY, 0); TOP];
    for (line, total) in totals.iter().enumerate() {
        if *total > best[TOP - 1].0 {
            best[TOP - 1] = (*total, line);
            let mut at = TOP - 1;
            while at > 0 && best[at].0 > best[at - 1].0 {
                best.swap(at, at - 1);
                at -= 1;
            }
        }
    }
    best.map(|(_, line)| line)
}

/// `100 (rank − ½) / n`, equal values sharing the middle of their ranks: "higher than that many per cent of the others",
/// never 0 nor 100. Unknown values stay so and do not count.
pub fn percentiles(values: &[Option<f64>]) -> Vec<Option<f64>> {
    let mut order: Vec<(f64, usize)> = values.iter().enumerate().filter_map(|(i, v)| Some(((*v)?, i))).collect();
    order.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    let mut out = vec![None; values.len()];
    for run in order.chunk_by(|a, b| a.0 == b.0) {
        let before = order.partition_point(|other| other.0.total_cmp(&run[0].0).is_lt());
        let middle = before as f64 + run.len() as f64 / 2.0;
        run.iter().for_each(|(_, i)| out[*i] = Some(100.0 * middle / order.len() as f64));
    }
    out
}
