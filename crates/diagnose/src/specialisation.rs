//! What a place does more than the whole: the location quotient, which trade calls revealed comparative advantage.

use crate::{Presence, Table};
use rayon::prelude::*;

/// `RCA_cp = (x_cp / x_c) / (x_p / x)` (Balassa 1965), one value per cell of the table, in its order; absent cells are 0.
/// No unit. At 1 the place does as much as the whole; the share-weighted mean of a row, `Σ_p (x_p / x) RCA_cp`, is 1.
pub fn rca(table: &Table) -> Vec<f64> {
    let totals = table.activity_totals();
    let total: f64 = totals.iter().sum();
    let shares: Vec<f64> = totals.iter().map(|x_p| x_p / total).collect();
    // Compressed rows are written side by side: a row's cells are one slice.
    let mut rca = vec![0.0; table.value.len()];
    let mut rows = Vec::with_capacity(table.places.len());
    let mut rest = rca.as_mut_slice();
    for i in 0..table.places.len() {
        let (row, after) = rest.split_at_mut(table.start[i + 1] - table.start[i]);
        rows.push(row);
        rest = after;
    }
    rows.into_par_iter().enumerate().with_min_len(64).for_each(|(i, out)| {
        let (columns, values) = table.row(i);
        let x_c: f64 = values.iter().sum();
        for ((out, j), x_cp) in out.iter_mut().zip(columns).zip(values) {
            *out = (x_cp / x_c) / shares[*j as usize];
        }
    });
    rca
}

/// Who is specialised: at or above the threshold of RCA, with at least so many jobs. Below that number a specialisation is not one.
pub fn specialised(table: &Table, least: f64, threshold: f64) -> Presence {
    let counted: Vec<f64> = rca(table).iter().zip(&table.value).map(|(r, x)| if *x >= least { *r } else { 0.0 }).collect();
    Presence::above(table, &counted, threshold)
}
