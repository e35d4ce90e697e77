//! The weighted sum, with vetoes: what site consultants do, and what anyone can check by hand.

use super::{Sense, Table};

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Bound {
    AtLeast(f64),
    AtMost(f64),
}

/// A must-have: rows outside the bound keep their score and lose their rank.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Veto {
    pub column: usize,
    pub bound: Bound,
}

#[derive(Clone, Debug, PartialEq)]
pub struct WeightedSum {
    /// 0 to 1.
    pub scores: Vec<f64>,
    /// Columns whose veto each row fails.
    pub failed: Vec<Vec<usize>>,
    /// Rank among the rows that fail none.
    pub ranks: Vec<Option<usize>>,
}

pub fn wsm(table: &Table, vetoes: &[Veto]) -> WeightedSum {
    let mut scores = vec![0.0; table.rows()];
    for (utility, weight) in table.utilities().iter().zip(&table.weights) {
        for (score, u) in scores.iter_mut().zip(utility) {
            *score += weight * u;
        }
    }
    let fails = |row: usize, veto: &Veto| match veto.bound {
        Bound::AtLeast(least) => table.columns[veto.column][row] < least,
        Bound::AtMost(most) => table.columns[veto.column][row] > most,
    };
    let failed: Vec<Vec<usize>> =
        (0..scores.len()).map(|row| vetoes.iter().filter(|v| fails(row, v)).map(|v| v.column).collect()).collect();
    let eligible: Vec<usize> = (0..scores.len()).filter(|row| failed[*row].is_empty()).collect();
    let among = super::ranks(&eligible.iter().map(|row| scores[*row]).collect::<Vec<_>>());
    let mut ranks = vec![None; scores.len()];
    for (row, rank) in eligible.into_iter().zip(among) {
        ranks[row] = Some(rank);
    }
    WeightedSum { scores, failed, ranks }
}

/// A column between 0 (worst) and 1 (best); 0 everywhere when it is constant.
pub(super) fn min_max(column: &[f64], sense: Sense) -> Vec<f64> {
    let (low, high) = column.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(l, h), x| (l.min(*x), h.max(*x)));
    let range = high - low;
    let utility = |x: &f64| match sense {
        _ if range <= 0.0 => 0.0,
        Sense::Benefit => (x - low) / range,
        Sense::Cost => (high - x) / range,
    };
    column.iter().map(utility).collect()
}
