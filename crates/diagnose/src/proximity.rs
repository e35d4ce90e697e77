//! How often two activities are found in the same places: the proximity `φ_pq`, under its five usual names.

use crate::simd::{self, Level};
use crate::{Convention, Diagonal, Presence, memory, threads};
use rayon::prelude::*;

/// `C = MᵀM` counts the places specialised in both activities; `C_pp = u_p`. `S_p = Σ_{q ≠ p} C_pq`, `T = Σ_p S_p`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum ProximityKind {
    /// `C_pq / max(u_p, u_q)`, the smaller of the two conditional probabilities (Hidalgo, Klinger, Barabási, Hausmann 2007).
    #[default]
    Minimum,
    /// `C_pq / √(u_p u_q)`: the geometric mean of the two (Datawheel's `sqrt`).
    Geometric,
    /// `C_pq / √(S_p S_q)`, diagonal 0: cosine on co-occurrences (van Eck & Waltman 2009; EconGeo `relatedness`).
    Cosine,
    /// `C_pq / (S_p + S_q − C_pq)`, diagonal 0 (same sources).
    Jaccard,
    /// `C_pq T / (S_p S_q)`, diagonal 0, unbounded: 1 when the two meet as often as chance would have it (same sources).
    Association,
}

impl ProximityKind {
    pub const ALL: [ProximityKind; 5] =
        [ProximityKind::Minimum, ProximityKind::Geometric, ProximityKind::Cosine, ProximityKind::Jaccard, ProximityKind::Association];

    pub fn name(self) -> &'static str {
        match self {
            ProximityKind::Minimum => "minimum",
            ProximityKind::Geometric => "geometric",
            ProximityKind::Cosine => "cosine",
            ProximityKind::Jaccard => "jaccard",
            ProximityKind::Association => "association",
        }
    }
}

/// A symmetric square of activities, row by row: `phi[p * n + q]`. No unit; in [0, 1] except association. Where an activity
/// is found nowhere, its row is 0.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Proximity {
    pub kind: ProximityKind,
    pub n: usize,
    pub phi: Vec<f64>,
}

/// `threads`: 0 for those of the caller's pool. The number of threads and the kind of processor do not change a bit.
pub fn proximity(presence: &Presence, kind: ProximityKind, threads: usize) -> Proximity {
    threads::run(threads, || measured(presence, kind, Level::best()))
}

/// [`proximity`] on chosen instructions, to compare them.
pub fn measured(presence: &Presence, kind: ProximityKind, level: Level) -> Proximity {
    let n = presence.activities.len();
    let mut phi = memory::zeros(n * n);
    let ubiquity: Vec<f64> = presence.ubiquity().into_iter().map(f64::from).collect();
    // Where an activity is found nowhere its count is 0, and dividing by 1 keeps it so.
    match kind {
        ProximityKind::Minimum => each_row_of_counts(presence, level, &mut phi, |p, counts, row| {
            let u_p = ubiquity[p].max(1.0);
            row.iter_mut().zip(counts).zip(&ubiquity).for_each(|((out, c), u_q)| *out = c / if u_p > *u_q { u_p } else { *u_q });
        }),
        ProximityKind::Geometric => each_row_of_counts(presence, level, &mut phi, |p, counts, row| {
            let u_p = ubiquity[p];
            row.iter_mut().zip(counts).zip(&ubiquity).for_each(|((out, c), u_q)| *out = c / (u_p * u_q).sqrt().max(1.0));
        }),
        ProximityKind::Cosine | ProximityKind::Jaccard | ProximityKind::Association => {
            each_row_of_counts(presence, level, &mut phi, |_, counts, row| row.copy_from_slice(counts));
            on_meetings(&mut phi, n, kind);
        }
    }
    Proximity { kind, n, phi }
}

/// Turns the counts in place into a proximity relative to how often each activity meets another one.
fn on_meetings(phi: &mut [f64], n: usize, kind: ProximityKind) {
    let sums: Vec<f64> = (0..n).map(|p| sum(&phi[p * n..(p + 1) * n]) - phi[p * n + p]).collect();
    let total: f64 = sums.iter().sum();
    phi.par_chunks_mut(n.max(1)).enumerate().for_each(|(p, row)| {
        for (q, c) in row.iter_mut().enumerate() {
            let (s_p, s_q) = (sums[p], sums[q]);
            *c = match kind {
                _ if p == q || *c == 0.0 => 0.0,
                ProximityKind::Cosine => *c / (s_p * s_q).sqrt(),
                ProximityKind::Jaccard => *c / (s_p + s_q - *c),
                _ => *c * total / (s_p * s_q),
            };
        }
    });
}

/// Gives each row of `C` once, four rows of work at a time, to what makes a row of `phi` of it.
fn each_row_of_counts(presence: &Presence, level: Level, phi: &mut [f64], fill: impl Fn(usize, &[f64], &mut [f64]) + Sync) {
    let n = presence.activities.len();
    let groups = n.div_ceil(4);
    let room = || (vec![[[0u32; 4]; 4]; groups], vec![0.0; groups * 4]);
    phi.par_chunks_mut((4 * n).max(1)).enumerate().for_each_init(room, |(shared, counts), (group, rows)| {
        simd::shared_places(level, presence.bits(), group, shared);
        for (mine, row) in rows.chunks_exact_mut(n).enumerate() {
            for (quad, out) in shared.iter().zip(counts.chunks_exact_mut(4)) {
                out.iter_mut().zip(quad[mine]).for_each(|(out, count)| *out = f64::from(count));
            }
            fill(group * 4 + mine, &counts[..n], row);
        }
    });
}

/// Co-occurrence counts `C_pq`, row by row, `u_p` on the diagonal. Places.
pub fn cooccurrence(presence: &Presence, level: Level) -> Vec<u32> {
    let n = presence.activities.len();
    let mut all = vec![0; n * n];
    let room = || vec![[[0u32; 4]; 4]; n.div_ceil(4)];
    all.par_chunks_mut((4 * n).max(1)).enumerate().for_each_init(room, |shared, (group, rows)| {
        simd::shared_places(level, presence.bits(), group, shared);
        for (mine, row) in rows.chunks_exact_mut(n).enumerate() {
            row.chunks_mut(4).zip(shared.iter()).for_each(|(out, quad)| out.copy_from_slice(&quad[mine][..out.len()]));
        }
    });
    all
}

impl Proximity {
    pub fn row(&self, p: usize) -> &[f64] {
        &self.phi[p * self.n..(p + 1) * self.n]
    }
    pub fn get(&self, p: usize, q: usize) -> f64 {
        self.phi[p * self.n + q]
    }
    /// `Σ_q φ_pq` for each activity, the denominator of the density.
    pub fn sums(&self, diagonal: Diagonal) -> Vec<f64> {
        let own = |p: usize| if diagonal == Diagonal::Zero { self.get(p, p) } else { 0.0 };
        (0..self.n).into_par_iter().with_min_len(64).map(|p| sum(self.row(p)) - own(p)).collect()
    }
    /// [`Proximity::sums`] as the convention wants them.
    pub fn sums_as(&self, convention: Convention) -> Vec<f64> {
        self.sums(convention.diagonal())
    }
}

/// Eight running sums instead of one: an addition need not wait for the former, and a long sum rounds less.
pub(crate) fn sum(values: &[f64]) -> f64 {
    let (eights, rest) = values.as_chunks::<8>();
    let mut lanes = [0.0; 8];
    for eight in eights {
        (0..8).for_each(|k| lanes[k] += eight[k]);
    }
    lanes.iter().sum::<f64>() + rest.iter().sum::<f64>()
}
