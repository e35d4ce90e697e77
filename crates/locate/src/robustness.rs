//! SMAA-2: over all weightings alike, and unknown values drawn over their range, how often does a site come first?

use crate::criteria::Chosen;
use crate::score::Scored;
use crate::weights::Options;
use rand::{Rng, RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// Shares of the draws, 0 to 1.
#[derive(Clone, Copy, Default)]
pub struct Shares {
    pub first: f64,
    pub top3: f64,
}

/// A pool of uniform numbers read in windows that start anywhere: each draw needs one number per site and unknown
/// value, and making each anew would cost more than everything else together.
const POOL: usize = 1 << 15;

/// Weights are drawn uniformly over all those that sum to 1 (Dirichlet 1, …, 1), whatever weights the user set: the
/// figure answers "and if one weighed otherwise?". Criteria weighed zero stay out.
pub fn shares(scored: &[Scored], criteria: &[Chosen], options: Options) -> Vec<Shares> {
    let sites = scored.len();
    let mut counts = vec![(0_u32, 0_u32); sites];
    if sites == 0 || criteria.is_empty() || options.draws == 0 {
        return vec![Shares::default(); sites];
    }
    let column = |at: usize, value: &dyn Fn(&crate::utility::Range) -> f64| -> Vec<f32> {
        scored.iter().map(|s| value(&s.reads[at].range) as f32).collect()
    };
    let lows: Vec<Vec<f32>> = (0..criteria.len()).map(|at| column(at, &|r| r.low)).collect();
    let spans: Vec<Vec<f32>> = (0..criteria.len()).map(|at| column(at, &|r| r.high - r.low)).collect();
    let open: Vec<bool> = spans.iter().map(|span| span.iter().any(|s| *s > 0.0)).collect();

    let mut rng = ChaCha8Rng::seed_from_u64(options.seed);
    let pool: Vec<f32> = (0..POOL + sites).map(|_| rng.random::<f32>()).collect();
    let mut scores = vec![0.0_f32; sites];
    for _ in 0..options.draws {
        let weights = dirichlet(&mut rng, criteria.len());
        scores.fill(0.0);
        for at in 0..criteria.len() {
            let weight = weights[at];
            if open[at] {
                let start = rng.random_range(0..POOL);
                let luck = &pool[start..start + sites];
                for (((score, low), span), luck) in scores.iter_mut().zip(&lows[at]).zip(&spans[at]).zip(luck) {
                    *score += weight * (low + span * luck);
                }
            } else {
                for (score, low) in scores.iter_mut().zip(&lows[at]) {
                    *score += weight * low;
                }
            }
        }
        let best = best_three(&scores);
        counts[best[0]].0 += 1;
        best.iter().take(sites).for_each(|site| counts[*site].1 += 1);
    }
    let draws = options.draws as f64;
    counts.into_iter().map(|(first, top3)| Shares { first: f64::from(first) / draws, top3: f64::from(top3) / draws }).collect()
}

/// Exponential draws brought to a sum of 1 are uniform over the simplex.
fn dirichlet(rng: &mut impl Rng, count: usize) -> Vec<f32> {
    let cuts: Vec<f64> = (0..count).map(|_| -(1.0 - rng.random::<f64>()).ln()).collect();
    let total: f64 = cuts.iter().sum::<f64>().max(f64::MIN_POSITIVE);
    cuts.into_iter().map(|cut| (cut / total) as f32).collect()
}

/// Positions of the three highest scores, highest first; equal scores keep the order of the ranking. With fewer than
/// three sites the first positions alone are meant.
fn best_three(scores: &[f32]) -> [usize; 3] {
    let mut best = [(f32::NEG_INFINITY, 0); 3];
    for (site, score) in scores.iter().enumerate() {
        if *score > best[2].0 {
            best[2] = (*score, site);
            if best[2].0 > best[1].0 {
                best.swap(1, 2);
            }
            if best[1].0 > best[0].0 {
                best.swap(0, 1);
            }
        }
    }
    best.map(|(_, site)| site)
}
