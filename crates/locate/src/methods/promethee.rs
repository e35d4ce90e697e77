//! PROMETHEE II: each site against every other, exactly, in O(q n log n) (Calders & Van Assche, arXiv 1603.00091):
//! once a column is sorted, the sites one is preferred to form a window, and prefix sums give their total.

use super::{Sense, Table};

/// How a difference becomes a preference between 0 and 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Preference {
    /// 1 as soon as the difference is positive.
    Usual,
    /// 0 up to `indifference`, 1 from `preference`, linear between; in the unit of the column.
    Linear { indifference: f64, preference: f64 },
}

/// Flows of each row, divided by the number of rows less one; `net` is `plus − minus`.
#[derive(Clone, Debug, PartialEq)]
pub struct Flows {
    pub plus: Vec<f64>,
    pub minus: Vec<f64>,
    pub net: Vec<f64>,
}

pub fn promethee2(table: &Table, preferences: &[Preference]) -> Flows {
    let rows = table.rows();
    let (mut plus, mut minus) = (vec![0.0; rows], vec![0.0; rows]);
    let others = rows.saturating_sub(1).max(1) as f64;
    for (((column, sense), weight), preference) in table.columns.iter().zip(&table.senses).zip(&table.weights).zip(preferences) {
        let sign = if *sense == Sense::Benefit { 1.0 } else { -1.0 };
        let mean = column.iter().sum::<f64>() / rows.max(1) as f64;
        // Centred on the mean, so that prefix sums stay small and precise.
        let mut sorted: Vec<(f64, usize)> = column.iter().enumerate().map(|(row, x)| (sign * (x - mean), row)).collect();
        sorted.sort_unstable_by(|a, b| a.0.total_cmp(&b.0));
        let share = weight / others;
        for (row, flow) in preferred(&sorted, *preference) {
            plus[row] += share * flow;
        }
        // A site is beaten as it would win if the column were turned over.
        let turned: Vec<(f64, usize)> = sorted.iter().rev().map(|(x, row)| (-x, *row)).collect();
        for (row, flow) in preferred(&turned, *preference) {
            minus[row] += share * flow;
        }
    }
    let net = plus.iter().zip(&minus).map(|(p, m)| p - m).collect();
    Flows { plus, minus, net }
}

/// For each value of an ascending list, the sum over all others of the preference for it.
fn preferred(sorted: &[(f64, usize)], preference: Preference) -> Vec<(usize, f64)> {
    let (indifference, certain) = match preference {
        Preference::Usual => (0.0, 0.0),
        Preference::Linear { indifference, preference } => (indifference, preference.max(indifference)),
    };
    let width = certain - indifference;
    let (mut full, mut some) = (0, 0);
    // Sum of the values in the window [full, some).
    let mut window = 0.0;
    sorted
        .iter()
        .map(|&(x, row)| {
            while some < sorted.len() && x - sorted[some].0 > indifference {
                window += sorted[some].0;
                some += 1;
            }
            while full < some && x - sorted[full].0 >= certain {
                window -= sorted[full].0;
                full += 1;
            }
            let partial = if width > 0.0 { ((x - indifference) * (some - full) as f64 - window) / width } else { 0.0 };
            (row, full as f64 + partial)
        })
        .collect()
}
