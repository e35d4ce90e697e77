//! Whether a specialisation could be chance: one workshop in a small commune is not a filière.

use crate::Table;

/// `μ_cp = x_c x_p / x`: what the place would have if it did as much of each activity as the whole. Same unit as the table,
/// one value per cell, in its order.
pub fn expected(table: &Table) -> Vec<f64> {
    let (x_p, x) = (table.activity_totals(), table.total());
    let row = |i: usize| {
        let (columns, values) = table.row(i);
        let x_c: f64 = values.iter().sum();
        columns.iter().map(|j| x_c * x_p[*j as usize] / x).collect::<Vec<f64>>()
    };
    (0..table.places.len()).flat_map(row).collect()
}

/// `P(X ≥ x_cp | μ_cp)` for Poisson counts, one per cell: the chance of at least as many jobs if the place were like the
/// whole. For a table of counts; in euros it means nothing. Jobs of one plant come together, so this flatters large
/// employers: read it with the number of establishments.
pub fn poisson(table: &Table) -> Vec<f64> {
    expected(table).iter().zip(&table.value).map(|(mu, x)| at_least(*x, *mu)).collect()
}

/// Benjamini–Hochberg (1995) within each place, over **all** activities (an absent one has probability 1): the smallest share
/// of false discoveries at which the cell would still be called a specialisation. One value per cell, in [0, 1].
pub fn benjamini_hochberg(table: &Table, probability: &[f64]) -> Vec<f64> {
    let tests = table.activities.len() as f64;
    let mut adjusted = vec![1.0; probability.len()];
    for i in 0..table.places.len() {
        let cells = table.start[i]..table.start[i + 1];
        let mut order: Vec<usize> = cells.collect();
        order.sort_by(|a, b| probability[*a].total_cmp(&probability[*b]).then(a.cmp(b)));
        let mut least = 1.0_f64;
        for (rank, at) in order.iter().enumerate().rev() {
            least = least.min(probability[*at] * tests / (rank + 1) as f64);
            adjusted[*at] = least;
        }
    }
    adjusted
}

/// The location quotient drawn towards 1 by `k` expected jobs: `(x_cp + k) / (μ_cp + k)`, one per cell. `k` in the unit of
/// the table: with `k = 20`, a workshop of 3 where 0.5 are expected goes from 6 to 1.1, a plant of 300 from 6 to 4.6.
pub fn shrunk_quotient(table: &Table, k: f64) -> Vec<f64> {
    expected(table).iter().zip(&table.value).map(|(mu, x)| (x + k) / (mu + k)).collect()
}

/// `P(X ≥ x)` of a Poisson of mean `mu`: the lower regularised gamma function `P(x, mu)`, which also joins the integers.
pub fn at_least(x: f64, mu: f64) -> f64 {
    if x <= 0.0 {
        return 1.0;
    }
    if mu <= 0.0 {
        return 0.0;
    }
    let front = (x * mu.ln() - mu - ln_gamma(x + 1.0)).exp();
    if mu < x + 1.0 {
        // Series: mu^x e^-mu / Γ(x+1) · Σ mu^k / ((x+1)…(x+k)).
        let (mut term, mut sum, mut k) = (1.0, 1.0, 0.0);
        while term > sum * 1e-17 {
            k += 1.0;
            term *= mu / (x + k);
            sum += term;
        }
        (front * sum).min(1.0)
    } else {
        // Continued fraction of the upper part, by Lentz's steps (Numerical Recipes 6.2).
        let mut b = mu + 1.0 - x;
        let (mut c, mut d) = (1.0 / 1e-300, 1.0 / b);
        let mut fraction = d;
        for i in 1..100_000 {
            let by = -f64::from(i) * (f64::from(i) - x);
            b += 2.0;
            d = 1.0 / not_zero(by * d + b);
            c = not_zero(b + by / c);
            fraction *= d * c;
            if (d * c - 1.0).abs() < 1e-16 {
                break;
            }
        }
        (1.0 - front * x * fraction).clamp(0.0, 1.0)
    }
}

fn not_zero(v: f64) -> f64 {
    if v.abs() < 1e-300 { 1e-300 } else { v }
}

/// Stirling's series after climbing to 12, good to 1e-14.
fn ln_gamma(mut x: f64) -> f64 {
    let mut below = 0.0;
    while x < 12.0 {
        below += x.ln();
        x += 1.0;
    }
    let y = 1.0 / (x * x);
    let series = (1.0 / 12.0 - y * (1.0 / 360.0 - y * (1.0 / 1260.0 - y * (1.0 / 1680.0 - y / 1188.0)))) / x;
    (x - 0.5) * x.ln() - x + 0.918_938_533_204_672_7 + series - below
}
