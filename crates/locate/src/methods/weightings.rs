//! Weightings drawn at random: all of them alike, or those within intervals that a person gave.

use rand::{Rng, RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// Moves of a pair of weights between two draws that are kept, for each criterion: enough for one not to resemble the other.
const MOVES: usize = 4;

/// `count` weightings that sum to 1, each weight within its bounds `(least, most)`, uniform over all that fit; the same
/// seed gives the same. `None` when no weighting fits (the least sum to more than 1, or the most to less).
///
/// Without bounds that bind, exponential draws brought to a sum of 1 are exactly uniform. Within bounds, a Gibbs walk:
/// two weights at random share their sum anew, uniformly within their bounds, which leaves the uniform law as it is
/// (hit-and-run for SMAA: Tervonen, van Valkenhoef, Baştürk, Postmus 2013).
pub fn weightings(bounds: &[(f64, f64)], count: usize, seed: u64) -> Option<Vec<Vec<f64>>> {
    let (least, most): (f64, f64) = bounds.iter().fold((0.0, 0.0), |(l, m), b| (l + b.0, m + b.1));
    let sane = bounds.iter().all(|(low, high)| (0.0..=1.0).contains(low) && low <= high);
    if bounds.is_empty() || !sane || least > 1.0 + 1e-12 || most < 1.0 - 1e-12 {
        return None;
    }
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    if bounds.iter().all(|(low, high)| *low <= 0.0 && *high >= 1.0) {
        return Some((0..count).map(|_| simplex(&mut rng, bounds.len())).collect());
    }
    // Somewhere inside: each weight the same share of the way from its least to its most.
    let share = if most > least { ((1.0 - least) / (most - least)).clamp(0.0, 1.0) } else { 0.0 };
    let mut at: Vec<f64> = bounds.iter().map(|(low, high)| low + share * (high - low)).collect();
    let mut walk = || {
        for _ in 0..MOVES * bounds.len() {
            step(&mut rng, &mut at, bounds);
        }
        at.clone()
    };
    // The first steps forget where the walk began.
    (0..20).for_each(|_| drop(walk()));
    Some((0..count).map(|_| walk()).collect())
}

/// Uniform over all weightings that sum to 1 (Dirichlet 1, …, 1).
fn simplex(rng: &mut impl Rng, count: usize) -> Vec<f64> {
    let cuts: Vec<f64> = (0..count).map(|_| -(1.0 - rng.random::<f64>()).ln()).collect();
    let total: f64 = cuts.iter().sum::<f64>().max(f64::MIN_POSITIVE);
    cuts.into_iter().map(|cut| cut / total).collect()
}

fn step(rng: &mut impl Rng, at: &mut [f64], bounds: &[(f64, f64)]) {
    if at.len() < 2 {
        return;
    }
    let (one, shift) = (rng.random_range(0..at.len()), rng.random_range(1..at.len()));
    let other = (one + shift) % at.len();
    let sum = at[one] + at[other];
    let low = bounds[one].0.max(sum - bounds[other].1);
    let high = bounds[one].1.min(sum - bounds[other].0);
    if high > low {
        at[one] = low + rng.random::<f64>() * (high - low);
        at[other] = sum - at[one];
    }
}
