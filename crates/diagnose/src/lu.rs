//! Solves a small square system: a hundred branches at most, so elimination with partial pivoting needs no library.

/// The factors of a square matrix, rows reordered.
pub struct Lu {
    n: usize,
    factors: Vec<f64>,
    order: Vec<usize>,
}

impl Lu {
    /// `a` row by row, `n × n`. `None` when it is singular, or when its length is not `n²`.
    pub fn new(mut a: Vec<f64>, n: usize) -> Option<Lu> {
        if a.len() != n * n {
            return None;
        }
        let mut order: Vec<usize> = (0..n).collect();
        for k in 0..n {
            let pivot = (k..n).max_by(|i, j| a[i * n + k].abs().total_cmp(&a[j * n + k].abs()))?;
            if a[pivot * n + k].abs() < 1e-12 || !a[pivot * n + k].is_finite() {
                return None;
            }
            if pivot != k {
                (0..n).for_each(|j| a.swap(pivot * n + j, k * n + j));
                order.swap(pivot, k);
            }
            let (above, below) = a.split_at_mut((k + 1) * n);
            let row = &above[k * n..];
            for other in below.chunks_exact_mut(n) {
                let ratio = other[k] / row[k];
                other[k] = ratio;
                if ratio != 0.0 {
                    other[k + 1..].iter_mut().zip(&row[k + 1..]).for_each(|(v, r)| *v -= ratio * r);
                }
            }
        }
        Some(Lu { n, factors: a, order })
    }

    /// `x` with `A x = b`.
    pub fn solve(&self, b: &[f64]) -> Vec<f64> {
        let n = self.n;
        let mut x: Vec<f64> = self.order.iter().map(|i| b[*i]).collect();
        for i in 0..n {
            let sum: f64 = (0..i).map(|j| self.factors[i * n + j] * x[j]).sum();
            x[i] -= sum;
        }
        for i in (0..n).rev() {
            let sum: f64 = (i + 1..n).map(|j| self.factors[i * n + j] * x[j]).sum();
            x[i] = (x[i] - sum) / self.factors[i * n + i];
        }
        x
    }
}
