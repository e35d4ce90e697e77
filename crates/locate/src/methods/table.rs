//! The table every method reads: one row per site, one column per criterion, the direction of each, and ranks.

use crate::methods::wsm;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sense {
    /// More is better.
    Benefit,
    /// Less is better.
    Cost,
}

/// Columns of equal length; a method never sees an unknown value (see `rank` for those).
#[derive(Clone, Debug)]
pub struct Table {
    pub columns: Vec<Vec<f64>>,
    pub senses: Vec<Sense>,
    /// Share of each criterion; their sum is 1.
    pub weights: Vec<f64>,
}

impl Table {
    pub fn rows(&self) -> usize {
        self.columns.first().map_or(0, Vec::len)
    }

    /// Columns between 0 (worst of the rows) and 1 (best of the rows); a constant column is 0 everywhere.
    pub fn utilities(&self) -> Vec<Vec<f64>> {
        self.columns.iter().zip(&self.senses).map(|(column, sense)| wsm::min_max(column, *sense)).collect()
    }
}

/// Decimals kept before ranks are read, so that the last bits of a sum decide nothing.
pub const DECIMALS: f64 = 1e12;

/// Rank of each row, highest value first.
pub fn ranks(values: &[f64]) -> Vec<usize> {
    let rounded: Vec<f64> = values.iter().map(|v| (v * DECIMALS).round_ties_even()).collect();
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|a, b| rounded[*b].total_cmp(&rounded[*a]));
    let mut ranks = vec![0; values.len()];
    for (position, row) in order.into_iter().enumerate() {
        ranks[row] = position + 1;
    }
    ranks
}
