//! The opening date is not one date: thousands of possible runs of the same network, from one seed.

use crate::beta_pert::BetaPert;
use crate::path::Network;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

#[derive(Clone, Debug, PartialEq)]
pub struct Runs {
    /// Months to the end of the network, sorted.
    lengths: Vec<f64>,
    /// For each step, the share of the runs in which it is on the critical path.
    pub criticality: Vec<f64>,
}

impl Runs {
    /// The length that a share `p` (0 to 1) of the runs do not exceed (nearest rank).
    pub fn quantile(&self, p: f64) -> f64 {
        let rank = (p * self.lengths.len() as f64).ceil() as usize;
        self.lengths.get(rank.clamp(1, self.lengths.len().max(1)) - 1).copied().unwrap_or(0.0)
    }
}

/// Plays the network `draws` times (at least once). Every step uses one random number per run, even when its duration
/// is certain: a step that a site anticipated leaves the luck of the others unchanged.
pub fn play(network: &Network, durations: &[BetaPert], draws: usize, seed: u64) -> Runs {
    let n = durations.len();
    let draws = draws.max(1);
    // Links flattened once, so that a run reads memory in order and allocates nothing.
    let mut first = Vec::with_capacity(n + 1);
    let mut before: Vec<u32> = Vec::new();
    for steps in &network.before {
        first.push(before.len());
        before.extend(steps.iter().map(|s| *s as u32));
    }
    first.push(before.len());

    let mut random = ChaCha8Rng::seed_from_u64(seed);
    let (mut finish, mut ready) = (vec![0.0f64; n], vec![0.0f64; n]);
    let (mut held, mut critical) = (vec![false; n], vec![false; n]);
    let mut counts = vec![0u32; n];
    let mut lengths = Vec::with_capacity(draws);
    for _ in 0..draws {
        let mut length = 0.0f64;
        for i in 0..n {
            let duration = durations[i].at(random.next_u32());
            let mut at = 0.0f64;
            for p in &before[first[i]..first[i + 1]] {
                at = at.max(finish[*p as usize]);
            }
            let start = network.openings[i].next(at);
            ready[i] = at;
            held[i] = start > at;
            finish[i] = start + duration;
            length = length.max(finish[i]);
        }
        // Backwards: the steps that end the run, then whatever they were waiting for. A step that waits for its season
        // was held by the season, not by its predecessors.
        for i in 0..n {
            critical[i] = finish[i] == length;
        }
        for i in (0..n).rev() {
            if critical[i] {
                counts[i] += 1;
                if !held[i] {
                    for p in &before[first[i]..first[i + 1]] {
                        critical[*p as usize] |= finish[*p as usize] == ready[i];
                    }
                }
            }
        }
        lengths.push(length);
    }
    lengths.sort_unstable_by(f64::total_cmp);
    Runs { lengths, criticality: counts.iter().map(|c| f64::from(*c) / draws as f64).collect() }
}
