//! The greatest eigenpair of a symmetric operator, orthogonal to vectors already known, with its residual.

/// An eigenpair and how well it is one.
#[derive(Clone, Debug, PartialEq)]
pub struct Eigenpair {
    pub value: f64,
    /// Length 1.
    pub vector: Vec<f64>,
    /// `‖A v − λ v‖`, measured on the vector itself.
    pub residual: f64,
}

/// Where to stop.
#[derive(Clone, Copy, Debug)]
pub struct Stop {
    /// Residual that is good enough.
    pub residual: f64,
    /// Products with the operator at most, from one start.
    pub steps: usize,
}

/// Lanczos with full reorthogonalisation (Parlett 1980): the spaces are small, and ghosts of converged values would cost more
/// than the second orthogonalisation. `apply(x, y)` writes `A x` to `y`; `known` are orthonormal eigenvectors, kept out. When
/// the steps are not enough, starts again from the best vector, at most ten times; the residual tells the rest.
/// `None` when nothing is left beside `known`.
pub fn greatest(n: usize, known: &[&[f64]], stop: Stop, mut apply: impl FnMut(&[f64], &mut [f64])) -> Option<Eigenpair> {
    let room = n.checked_sub(known.len()).filter(|room| *room > 0)?;
    // Another start for each: the one that found a double eigenvalue has nothing left along its second direction.
    let mut start = scattered(n, known.len() as u64);
    let mut best: Option<Eigenpair> = None;
    for _ in 0..10 {
        let found = krylov(start, known, Stop { steps: stop.steps.min(room), ..stop }, &mut apply)?;
        let done = found.residual <= stop.residual;
        start = found.vector.clone();
        if best.as_ref().is_none_or(|best| found.residual < best.residual) {
            best = Some(found);
        }
        if done {
            break;
        }
    }
    best
}

fn krylov(mut start: Vec<f64>, known: &[&[f64]], stop: Stop, apply: &mut impl FnMut(&[f64], &mut [f64])) -> Option<Eigenpair> {
    let n = start.len();
    without(&mut start, known.iter().copied());
    normalise(&mut start)?;
    let mut basis = vec![start];
    let (mut diagonal, mut beside): (Vec<f64>, Vec<f64>) = (Vec::new(), Vec::new());
    let mut next_look = 12;
    loop {
        let step = basis.len() - 1;
        let mut image = vec![0.0; n];
        apply(&basis[step], &mut image);
        diagonal.push(dot(&image, &basis[step]));
        // Twice is enough (Kahan, Parlett): once leaves a trace of rounding.
        for _ in 0..2 {
            without(&mut image, known.iter().copied().chain(basis.iter().map(Vec::as_slice)));
        }
        let length = dot(&image, &image).sqrt();
        // The space holds nothing more that the operator reaches.
        let closed = length < 1e-14 || diagonal.len() == stop.steps;
        if closed || diagonal.len() == next_look {
            next_look += next_look.div_ceil(4);
            let (value, coordinates) = greatest_of_tridiagonal(&diagonal, &beside);
            let estimate = length * coordinates.last().map_or(0.0, |last| last.abs());
            if closed || estimate <= stop.residual * 0.5 {
                let mut vector = vec![0.0; n];
                for (column, by) in basis.iter().zip(&coordinates) {
                    add(&mut vector, *by, column);
                }
                normalise(&mut vector)?;
                let mut image = vec![0.0; n];
                apply(&vector, &mut image);
                add(&mut image, -value, &vector);
                let residual = dot(&image, &image).sqrt();
                if closed || residual <= stop.residual {
                    return Some(Eigenpair { value, vector, residual });
                }
            }
        }
        image.iter_mut().for_each(|v| *v /= length);
        beside.push(length);
        basis.push(image);
    }
}

/// Greatest eigenvalue of a symmetric tridiagonal matrix by halving on the count of sign changes (Sturm), then its vector by
/// inverse iteration; length 1.
fn greatest_of_tridiagonal(diagonal: &[f64], beside: &[f64]) -> (f64, Vec<f64>) {
    let n = diagonal.len();
    let around = |i: usize| beside.get(i).map_or(0.0, |b| b.abs()) + if i > 0 { beside[i - 1].abs() } else { 0.0 };
    let mut high = (0..n).map(|i| diagonal[i] + around(i)).fold(f64::NEG_INFINITY, f64::max);
    let mut low = diagonal.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let size = high.abs().max(low.abs()).max(f64::MIN_POSITIVE);
    high += size * f64::EPSILON;
    // Some eigenvalue is above `x` as soon as one pivot of T − x is positive.
    let above = |x: f64| {
        let mut pivot = diagonal[0] - x;
        for i in 1..n {
            if pivot > 0.0 {
                return true;
            }
            let safe = if pivot == 0.0 { -size * f64::EPSILON } else { pivot };
            pivot = diagonal[i] - x - beside[i - 1] * beside[i - 1] / safe;
        }
        pivot > 0.0
    };
    for _ in 0..120 {
        let middle = 0.5 * (low + high);
        if middle <= low || middle >= high {
            break;
        }
        if above(middle) { low = middle } else { high = middle }
    }
    let value = 0.5 * (low + high);
    let mut vector = vec![1.0; n];
    for _ in 0..4 {
        solve_shifted(diagonal, beside, value, size * f64::EPSILON, &mut vector);
        let length = dot(&vector, &vector).sqrt();
        vector.iter_mut().for_each(|v| *v /= length);
    }
    (value, vector)
}

/// Solves `(T − shift) x = b` in place by elimination with exchange of rows; a null pivot becomes `tiny`.
fn solve_shifted(diagonal: &[f64], beside: &[f64], shift: f64, tiny: f64, b: &mut [f64]) {
    let n = diagonal.len();
    // Each row of the upper triangle: pivot and the two entries to its right.
    let mut upper = vec![[0.0; 3]; n];
    let mut current = [diagonal[0] - shift, beside.first().copied().unwrap_or(0.0), 0.0];
    for i in 0..n.saturating_sub(1) {
        let mut next = [beside[i], diagonal[i + 1] - shift, beside.get(i + 1).copied().unwrap_or(0.0)];
        if next[0].abs() > current[0].abs() {
            std::mem::swap(&mut next, &mut current);
            b.swap(i, i + 1);
        }
        let pivot = if current[0] == 0.0 { tiny } else { current[0] };
        let by = next[0] / pivot;
        b[i + 1] -= by * b[i];
        upper[i] = [pivot, current[1], current[2]];
        current = [next[1] - by * current[1], next[2] - by * current[2], 0.0];
    }
    upper[n - 1] = [if current[0].abs() < tiny { tiny } else { current[0] }, 0.0, 0.0];
    for i in (0..n).rev() {
        let right = upper[i][1] * b.get(i + 1).copied().unwrap_or(0.0) + upper[i][2] * b.get(i + 2).copied().unwrap_or(0.0);
        b[i] = (b[i] - right) / upper[i][0];
    }
}

/// A fixed start without pattern, so that no symmetry of the data can hide a direction from it.
fn scattered(n: usize, seed: u64) -> Vec<f64> {
    let mut state = seed;
    let mut next = || {
        // splitmix64 (Steele, Lea, Flood 2014).
        state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = state;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) as f64 / u64::MAX as f64 - 0.5
    };
    (0..n).map(|_| next()).collect()
}

fn without<'a>(vector: &mut [f64], others: impl Iterator<Item = &'a [f64]>) {
    for other in others {
        let by = dot(vector, other);
        add(vector, -by, other);
    }
}

fn normalise(vector: &mut [f64]) -> Option<()> {
    let length = dot(vector, vector).sqrt();
    (length > 0.0 && length.is_finite()).then(|| vector.iter_mut().for_each(|v| *v /= length))
}

fn add(to: &mut [f64], by: f64, other: &[f64]) {
    to.iter_mut().zip(other).for_each(|(to, other)| *to += by * other);
}

pub(crate) fn dot(a: &[f64], b: &[f64]) -> f64 {
    let ((a, rest_a), (b, rest_b)) = (a.as_chunks::<8>(), b.as_chunks::<8>());
    let mut lanes = [0.0; 8];
    for (a, b) in a.iter().zip(b) {
        (0..8).for_each(|k| lanes[k] += a[k] * b[k]);
    }
    lanes.iter().sum::<f64>() + rest_a.iter().zip(rest_b).map(|(a, b)| a * b).sum::<f64>()
}
