//! TOPSIS: closeness to the best imaginable site and distance from the worst, with the normalisation named.

use super::{Sense, Table};

/// Two programs that say "TOPSIS" may disagree: they normalise differently.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Normalisation {
    /// Each column divided by its Euclidean length.
    Vector,
    /// Each column brought between 0 and 1, costs reversed.
    MinMax,
}

/// Closeness of each row, 0 to 1: d⁻ / (d⁺ + d⁻), Euclidean distances to the worst and best weighted values.
pub fn topsis(table: &Table, normalisation: Normalisation) -> Vec<f64> {
    let mut to_best = vec![0.0; table.rows()];
    let mut to_worst = vec![0.0; table.rows()];
    for ((column, sense), weight) in table.columns.iter().zip(&table.senses).zip(&table.weights) {
        let (low, high) = column.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(l, h), x| (l.min(*x), h.max(*x)));
        let scale = match normalisation {
            Normalisation::Vector => column.iter().map(|x| x * x).sum::<f64>().sqrt(),
            Normalisation::MinMax => high - low,
        };
        // A column that is constant (or all zero) tells nobody apart.
        if scale <= 0.0 {
            continue;
        }
        let (best, worst) = match sense {
            Sense::Benefit => (high, low),
            Sense::Cost => (low, high),
        };
        let factor = weight / scale;
        for ((x, plus), minus) in column.iter().zip(&mut to_best).zip(&mut to_worst) {
            *plus += ((x - best) * factor).powi(2);
            *minus += ((x - worst) * factor).powi(2);
        }
    }
    to_best.iter().zip(&to_worst).map(|(plus, minus)| closeness(plus.sqrt(), minus.sqrt())).collect()
}

/// When every row is the same, none is nearer than another.
fn closeness(to_best: f64, to_worst: f64) -> f64 {
    if to_best + to_worst > 0.0 { to_worst / (to_best + to_worst) } else { 0.5 }
}
