//! SMAA-2 from given weightings: how often each row reaches each rank, and who would choose it.

use super::Table;
use super::table::DECIMALS;

#[derive(Clone, Debug, PartialEq)]
pub struct Acceptability {
    /// Shares of the weightings in which the row comes first, in the first 10, in the first 50.
    pub first: f64,
    pub top10: f64,
    pub top50: f64,
    pub mean_rank: f64,
    pub best_rank: usize,
    pub worst_rank: usize,
    /// Mean of the weightings that put it first; none when no one does.
    pub central_weights: Option<Vec<f64>>,
}

#[derive(Clone, Default)]
struct Tally {
    first: u32,
    top10: u32,
    top50: u32,
    ranks: u64,
    best: u32,
    worst: u32,
}

/// Utilities are the columns of the table between 0 and 1; the weights of the table itself are not used.
pub fn smaa(table: &Table, weightings: &[Vec<f64>]) -> Vec<Acceptability> {
    let utilities = table.utilities();
    let rows = table.rows();
    let mut tallies = vec![Tally { best: u32::MAX, ..Tally::default() }; rows];
    let mut central = vec![Vec::new(); rows];
    let mut scores = vec![0.0; rows];
    let mut order: Vec<u64> = Vec::with_capacity(rows);
    for weights in weightings {
        scores.fill(0.0);
        for (utility, weight) in utilities.iter().zip(weights) {
            for (score, u) in scores.iter_mut().zip(utility) {
                *score += weight * u;
            }
        }
        order.clear();
        order.extend(scores.iter().enumerate().map(|(row, score)| packed(*score, row)));
        order.sort_unstable();
        for (position, key) in order.iter().enumerate() {
            let (tally, rank) = (&mut tallies[(key & ROW) as usize], position as u32 + 1);
            tally.first += u32::from(rank == 1);
            tally.top10 += u32::from(rank <= 10);
            tally.top50 += u32::from(rank <= 50);
            tally.ranks += u64::from(rank);
            tally.best = tally.best.min(rank);
            tally.worst = tally.worst.max(rank);
        }
        if let Some(first) = order.first() {
            let sum = &mut central[(first & ROW) as usize];
            sum.resize(weights.len(), 0.0);
            sum.iter_mut().zip(weights).for_each(|(s, w)| *s += w);
        }
    }
    let draws = weightings.len().max(1) as f64;
    tallies.into_iter().zip(central).map(|(tally, central)| tally.share(draws, central)).collect()
}

/// Room for sixteen million rows beside a score of twelve decimals: one integer to sort, ties in the order of rows.
const ROW: u64 = (1 << 24) - 1;

fn packed(score: f64, row: usize) -> u64 {
    let below_one = DECIMALS - (score * DECIMALS).round_ties_even();
    // A weighting may sum to a hair more than one: the score is kept positive by a margin of one per cent.
    (((below_one + DECIMALS / 100.0).max(0.0) as u64) << 24) | (row as u64 & ROW)
}

impl Tally {
    fn share(self, draws: f64, central: Vec<f64>) -> Acceptability {
        let first = f64::from(self.first);
        Acceptability {
            first: first / draws,
            top10: f64::from(self.top10) / draws,
            top50: f64::from(self.top50) / draws,
            mean_rank: self.ranks as f64 / draws,
            best_rank: self.best as usize,
            worst_rank: self.worst as usize,
            central_weights: (self.first > 0).then(|| central.into_iter().map(|sum| sum / first).collect()),
        }
    }
}
