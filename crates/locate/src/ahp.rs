//! Weights from pairwise comparisons (analytic hierarchy process, Saaty 1980): used for weights only, never to compare
//! sites, as adding a site could then turn the order of the others over.

/// What the judgements give.
#[derive(Clone, Debug, PartialEq)]
pub struct Ahp {
    /// Principal eigenvector, brought to a sum of 1; in the order of the criteria.
    pub weights: Vec<f64>,
    /// Consistency ratio: 0 when every judgement follows from the others, 1 when they look drawn at random.
    pub consistency: f64,
    /// The judgement furthest from what all the others say, when the ratio is not accepted.
    pub revisit: Option<Revisit>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Revisit {
    /// Positions of the two criteria.
    pub pair: (usize, usize),
    /// How many times the first was said to count more than the second.
    pub given: f64,
    /// What the others imply, on the scale.
    pub implied: f64,
}

/// Below this ratio judgements are accepted (Saaty 1980).
pub const ACCEPTED: f64 = 0.10;

/// The scale: equal, moderate, strong, very strong, extreme, and between.
pub const SCALE: [u8; 9] = [1, 2, 3, 4, 5, 6, 7, 8, 9];

/// Mean consistency index of random judgements on the scale, by number of criteria from 1 (Saaty 1980, table of the
/// random index). Beyond, the last one stands.
const RANDOM_INDEX: [f64; 15] = [0.0, 0.0, 0.58, 0.90, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49, 1.51, 1.48, 1.56, 1.57, 1.59];

/// Power iterations: the matrix is small and positive, so that a few dozen settle.
const ITERATIONS: usize = 200;

impl Ahp {
    pub fn accepted(&self) -> bool {
        self.consistency < ACCEPTED
    }
}

/// Number of pairs among `count` criteria, and their order: (0,1), (0,2)… (1,2)…
pub fn pairs(count: usize) -> impl Iterator<Item = (usize, usize)> {
    (0..count).flat_map(move |a| (a + 1..count).map(move |b| (a, b)))
}

/// `judgements` are ratios in the order of [`pairs`]: 3 says that the first of the pair counts three times the second,
/// 1/3 the contrary. `None` when there are not as many as pairs, or one is not a positive number.
pub fn ahp(count: usize, judgements: &[f64]) -> Option<Ahp> {
    if count == 0 || judgements.len() != count * (count - 1) / 2 || judgements.iter().any(|r| !r.is_finite() || *r <= 0.0) {
        return None;
    }
    let mut matrix = vec![vec![1.0; count]; count];
    for ((a, b), ratio) in pairs(count).zip(judgements) {
        matrix[a][b] = *ratio;
        matrix[b][a] = 1.0 / ratio;
    }
    let mut weights = vec![1.0 / count as f64; count];
    let mut largest = count as f64;
    for _ in 0..ITERATIONS {
        let next: Vec<f64> = matrix.iter().map(|row| row.iter().zip(&weights).map(|(a, w)| a * w).sum()).collect();
        // The weights sum to 1, so that the sum of their image is the eigenvalue.
        largest = next.iter().sum();
        weights = next.into_iter().map(|w| w / largest).collect();
    }
    let random = RANDOM_INDEX[count.min(RANDOM_INDEX.len()) - 1];
    let index = (largest - count as f64) / (count as f64 - 1.0).max(1.0);
    // Two criteria or fewer cannot contradict one another.
    let consistency = if random > 0.0 { (index / random).max(0.0) } else { 0.0 };
    let far = |(a, b): (usize, usize), given: f64| (given * weights[b] / weights[a]).ln().abs();
    let revisit = (consistency >= ACCEPTED)
        .then(|| pairs(count).zip(judgements).max_by(|x, y| far(x.0, *x.1).total_cmp(&far(y.0, *y.1))))
        .flatten()
        .map(|(pair, given)| Revisit { pair, given: *given, implied: on_scale(weights[pair.0] / weights[pair.1]) });
    Some(Ahp { weights, consistency, revisit })
}

/// The nearest ratio of the scale: 1 to 9, or one over.
fn on_scale(ratio: f64) -> f64 {
    let step = |r: f64| r.round().clamp(1.0, 9.0);
    if ratio >= 1.0 { step(ratio) } else { 1.0 / step(1.0 / ratio) }
}
