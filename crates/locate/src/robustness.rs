//! SMAA-2: over many weightings, and unknown values drawn over their range, how often does a site come first, and who
//! would choose it?

use crate::criteria::Chosen;
use crate::cross_checks::{promethee, topsis};
use crate::methods::weightings;
use crate::ranking::Robustness;
use crate::score::Scored;
use crate::weights::Options;
use crate::words;
use domain::Text;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use rayon::prelude::*;

/// A pool of uniform numbers read in windows that start anywhere: each draw needs one number per site and unknown
/// value, and making each anew would cost more than everything else together.
const POOL: usize = 1 << 15;
/// The places counted.
const TOP: usize = 10;
/// Sites and weightings scored together: what is read of the sites then stays close to the processor.
const BLOCK: usize = 256;
const BATCH: usize = 32;

#[derive(Clone, Default)]
struct Tally {
    first: u32,
    top3: u32,
    top10: u32,
    /// Sum of the weightings that put the site first.
    central: Vec<f64>,
}

/// Weights are drawn uniformly over all those that sum to 1, or that keep within the margin around those given. Criteria
/// weighed zero stay out.
pub fn robustness(scored: &[Scored], criteria: &[Chosen], options: Options) -> Vec<Robustness> {
    let others = || (topsis(scored, criteria), promethee(scored, criteria));
    let (draws, (closeness, flows)) = rayon::join(|| draw(scored, criteria, options), others);
    // What everyone weighs on average, to tell how those who choose a site differ.
    let mut mean = vec![0.0; criteria.len()];
    draws.tallies.iter().flat_map(|t| t.central.iter().enumerate()).for_each(|(at, sum)| mean[at] += sum / draws.count.max(1.0));
    draws
        .tallies
        .into_iter()
        .zip(closeness.into_iter().zip(flows))
        .map(|(tally, (topsis, promethee))| {
            let share = |count: u32| if draws.count > 0.0 { f64::from(count) / draws.count } else { 0.0 };
            let central: Option<Vec<f64>> =
                (tally.first > 0).then(|| tally.central.iter().map(|sum| sum / f64::from(tally.first)).collect());
            Robustness {
                first: share(tally.first),
                top3: share(tally.top3),
                top10: share(tally.top10),
                chosen_by: central.as_ref().map(|weights| words::chosen_by(weights, &mean, criteria)),
                central_weights: central,
                topsis,
                promethee,
            }
        })
        .collect()
}

struct Draws {
    tallies: Vec<Tally>,
    count: f64,
}

fn draw(scored: &[Scored], criteria: &[Chosen], options: Options) -> Draws {
    let sites = scored.len();
    let mut tallies = vec![Tally::default(); sites];
    if sites == 0 || criteria.is_empty() || options.draws == 0 {
        return Draws { tallies, count: 0.0 };
    }
    let column = |at: usize, value: &dyn Fn(&crate::utility::Range) -> f64| -> Vec<f32> {
        scored.iter().map(|s| value(&s.reads[at].range) as f32).collect()
    };
    let lows: Vec<Vec<f32>> = (0..criteria.len()).map(|at| column(at, &|r| r.low)).collect();
    let spans: Vec<Vec<f32>> = (0..criteria.len()).map(|at| column(at, &|r| r.high - r.low)).collect();
    let open: Vec<bool> = spans.iter().map(|span| span.iter().any(|s| *s > 0.0)).collect();

    let drawn = weightings(&bounds(criteria, options.margin), options.draws, options.seed).unwrap_or_default();
    let mut rng = ChaCha8Rng::seed_from_u64(options.seed);
    let pool: Vec<f32> = (0..POOL + sites).map(|_| rng.random::<f32>()).collect();
    // Where each weighting begins to read the pool, for each criterion that holds unknown values: drawn in their order, whatever
    // the number of threads that score.
    let mut start = |open: &bool| if *open { rng.random_range(0..POOL) } else { 0 };
    let starts: Vec<Vec<usize>> = drawn.iter().map(|_| open.iter().map(&mut start).collect()).collect();
    let best = |(batch, starts): (&[Vec<f64>], &[Vec<usize>])| -> Vec<Best> {
        let mut best = vec![Best::default(); batch.len()];
        let mut scores = [0.0_f32; BLOCK];
        for first in (0..sites).step_by(BLOCK) {
            let block = first..sites.min(first + BLOCK);
            let scores = &mut scores[..block.len()];
            for ((weights, starts), best) in batch.iter().zip(starts).zip(&mut best) {
                scores.fill(0.0);
                for at in 0..criteria.len() {
                    let (weight, lows) = (weights[at] as f32, &lows[at][block.clone()]);
                    if open[at] {
                        let luck = &pool[starts[at]..][block.clone()];
                        for (((score, low), span), luck) in scores.iter_mut().zip(lows).zip(&spans[at][block.clone()]).zip(luck) {
                            *score += weight * (low + span * luck);
                        }
                    } else {
                        for (score, low) in scores.iter_mut().zip(lows) {
                            *score += weight * low;
                        }
                    }
                }
                best.look(first, scores);
            }
        }
        best
    };
    let found: Vec<Vec<Best>> = drawn.par_chunks(BATCH).zip(starts.par_chunks(BATCH)).map(best).collect();
    for (best, weights) in found.iter().flatten().zip(&drawn) {
        tally(&mut tallies, best, weights);
    }
    Draws { tallies, count: drawn.len() as f64 }
}

/// What one weighting says. With fewer sites than places, the first places alone are meant.
fn tally(tallies: &mut [Tally], best: &Best, weights: &[f64]) {
    for (place, (_, site)) in best.0.iter().take(tallies.len()).enumerate() {
        let tally = &mut tallies[*site];
        tally.first += u32::from(place == 0);
        tally.top3 += u32::from(place < 3);
        tally.top10 += 1;
        if place == 0 {
            tally.central.resize(weights.len(), 0.0);
            tally.central.iter_mut().zip(weights).for_each(|(sum, w)| *sum += w);
        }
    }
}

/// The interval of each weight: the one given, anything, or the margin on either side of the weight given.
fn bounds(criteria: &[Chosen], margin: Option<f64>) -> Vec<(f64, f64)> {
    let one = |c: &Chosen| match (c.interval, margin) {
        (Some(interval), _) => interval,
        (None, Some(margin)) => ((c.weight * (1.0 - margin)).max(0.0), (c.weight * (1.0 + margin)).min(1.0)),
        (None, None) => (0.0, 1.0),
    };
    criteria.iter().map(one).collect()
}

/// Drops intervals that no weighting fits, and says so.
pub fn settle(criteria: &mut [Chosen], margin: Option<f64>) -> Option<Text> {
    if criteria.iter().all(|c| c.interval.is_none()) || weightings(&bounds(criteria, margin), 1, 0).is_some() {
        return None;
    }
    criteria.iter_mut().for_each(|c| c.interval = None);
    Some(Text::new(
        "Les intervalles de poids donnés ne peuvent pas faire 100 % ensemble : ils ne sont pas suivis.",
        "The intervals of weights given cannot make 100% together: they are not followed.",
    ))
}

/// The highest scores and the positions of their sites, highest first; equal scores keep the order of the ranking.
#[derive(Clone)]
struct Best([(f32, usize); TOP]);

impl Default for Best {
    fn default() -> Best {
        Best([(f32::NEG_INFINITY, 0); TOP])
    }
}

impl Best {
    /// Takes in the scores of the sites from this position on.
    fn look(&mut self, first: usize, scores: &[f32]) {
        let best = &mut self.0;
        for (site, score) in (first..).zip(scores) {
            if *score > best[TOP - 1].0 {
                best[TOP - 1] = (*score, site);
                let mut at = TOP - 1;
                while at > 0 && best[at].0 > best[at - 1].0 {
                    best.swap(at, at - 1);
                    at -= 1;
                }
            }
        }
    }
}
