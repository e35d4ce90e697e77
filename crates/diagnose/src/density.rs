//! How near an activity is to what a place already does: relatedness density.

use crate::lanczos::dot;
use crate::simd::{Level, Strip, TILE, add_strips, add_weighted_strips};
use crate::{Diagonal, Presence, Proximity, memory, threads};
use rayon::prelude::*;
use std::ops::Range;

/// Rows kept at hand while a tile of the proximity stays in the second-level cache: wide enough that copying the tile is
/// cheap beside using it.
const PLACES_AT_ONCE: usize = 256;

/// Tiles side by side that a thread takes of a block: with one alone, two threads at the same row would write to the same line of
/// the cache.
const TILES_AT_ONCE: usize = 2;

/// Rows of a tile that fit in a first-level cache of 32 KB with room for the rest.
const ROWS_AT_ONCE: usize = 96;
/// Activities that a place must have among them, on average, to pay for taking its sums up again.
const WORTH_A_PART: f64 = 10.0;

/// `ω_cp = Σ_q M_cq φ_pq / Σ_q φ_pq` for every place and activity, row by row (`places × activities`); a share in [0, 1].
/// An activity near nothing has density 0. On real trade the place alone explains 96 % of it: rank inside a place, and with
/// [`crate::relative::relative_relatedness`].
pub fn density(presence: &Presence, proximity: &Proximity, diagonal: Diagonal, threads: usize) -> Vec<f64> {
    threads::run(threads, || measured(presence, proximity, diagonal, Level::best()))
}

/// [`density`] on chosen instructions, to compare them.
pub fn measured(presence: &Presence, proximity: &Proximity, diagonal: Diagonal, level: Level) -> Vec<f64> {
    let kernel = Kernel { level, ..Kernel::new(presence, proximity, diagonal, None) };
    let mut all = memory::zeros(presence.places.len() * proximity.n);
    kernel.blocks(&mut all, &mut []);
    all
}

/// The density of one place given by its activities (rising numbers): what a page asks for when the proximity is known.
pub fn row(present: &[u32], proximity: &Proximity, sums: &[f64], diagonal: Diagonal) -> Vec<f64> {
    let mut row = vec![0.0; proximity.n];
    for q in present {
        row.iter_mut().zip(proximity.row(*q as usize)).for_each(|(out, phi)| *out += phi);
        if diagonal == Diagonal::Zero {
            row[*q as usize] -= proximity.get(*q as usize, *q as usize);
        }
    }
    row.iter_mut().zip(sums).for_each(|(out, sum)| *out = share(*out, *sum));
    row
}

/// Why the density of `activity` is what it is: the part that each present activity brings, `φ_pq / Σ φ_p`, greatest
/// first; the parts add up to the density exactly as written.
pub fn reasons(present: &[u32], activity: usize, proximity: &Proximity, diagonal: Diagonal) -> Vec<(u32, f64)> {
    let own = if diagonal == Diagonal::Zero { proximity.get(activity, activity) } else { 0.0 };
    let total = crate::proximity::sum(proximity.row(activity)) - own;
    let counted = present.iter().filter(|q| diagonal == Diagonal::Kept || **q as usize != activity);
    let mut parts: Vec<(u32, f64)> = counted.map(|q| (*q, share(proximity.get(activity, *q as usize), total))).collect();
    parts.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    parts
}

fn share(part: f64, whole: f64) -> f64 {
    if whole > 0.0 { part / whole } else { 0.0 }
}

/// Density, and the complexity outlook gain beside it when PCI is given: both read the same rows of the proximity.
pub(crate) struct Kernel<'a> {
    presence: &'a Presence,
    proximity: &'a Proximity,
    diagonal: Diagonal,
    sums: Vec<f64>,
    /// `PCI_q / Σ_r φ_qr`, empty when no gain is asked.
    weight: Vec<f64>,
    /// `Σ_q φ_pq weight_q`, the gain of a place that does nothing.
    whole: Vec<f64>,
    pub level: Level,
}

impl<'a> Kernel<'a> {
    pub fn new(presence: &'a Presence, proximity: &'a Proximity, diagonal: Diagonal, pci: Option<&[f64]>) -> Kernel<'a> {
        let sums = proximity.sums(diagonal);
        let weight: Vec<f64> = pci.unwrap_or(&[]).iter().zip(&sums).map(|(pci, sum)| if *sum > 0.0 { pci / sum } else { 0.0 }).collect();
        let whole = if weight.is_empty() {
            Vec::new()
        } else {
            let own = |p: usize| if diagonal == Diagonal::Zero { proximity.get(p, p) * weight[p] } else { 0.0 };
            (0..proximity.n).into_par_iter().with_min_len(64).map(|p| dot(proximity.row(p), &weight) - own(p)).collect()
        };
        Kernel { presence, proximity, diagonal, sums, weight, whole, level: Level::best() }
    }

    /// Whole squares. Threads share the columns of each block of places: all columns cost the same, where places do not, and no tile
    /// is copied twice for the same places. `gain` is empty when none is asked.
    pub fn blocks(&self, density: &mut [f64], gain: &mut [f64]) {
        let (n, places, width) = (self.proximity.n.max(1), self.presence.places.len(), TILE * TILES_AT_ONCE);
        let blocks: Vec<Block> =
            (0..places).step_by(PLACES_AT_ONCE).map(|first| self.block(first..places.min(first + PLACES_AT_ONCE))).collect();
        let mut gains = gain.chunks_mut(PLACES_AT_ONCE * n);
        let tasks = blocks.iter().zip(density.chunks_mut(PLACES_AT_ONCE * n)).flat_map(move |(block, density)| {
            let gain = gains.next().unwrap_or_default();
            let both = upright(density, n, width).into_iter().zip(upright(gain, n, width));
            both.enumerate().map(move |(at, (density, gain))| (block, at * width..n.min((at + 1) * width), density, gain))
        });
        tasks.par_bridge().for_each_init(Vec::new, |tile, (block, columns, mut density, mut gain)| {
            self.fill(block, columns, tile, &mut density, &mut gain);
        });
    }

    /// One answer per place from its rows of density and gain, which are then forgotten: memory stays that of a block for each
    /// thread, which takes the blocks one by one and keeps its room from one to the next.
    pub fn each_place<T: Send>(&self, places: Range<usize>, answer: impl Fn(usize, &[f64], &[f64]) -> T + Sync) -> Vec<T> {
        let (n, size) = (self.proximity.n, self.places_at_once(places.len()));
        let gains = !self.weight.is_empty();
        let room = || (Vec::new(), Vec::new(), Vec::new());
        let blocks = places.clone().step_by(size).par_bridge().map_init(room, |(tile, density, gain), first| {
            let block = self.block(first..places.end.min(first + size));
            density.resize(block.places.len() * n, 0.0);
            gain.resize(if gains { block.places.len() * n } else { 0 }, 0.0);
            self.fill(&block, 0..n, tile, &mut rows(density, n), &mut rows(gain, n));
            let row = |i: usize| i * n..(i + 1) * n;
            let row_of_gain = |i: usize| if gains { row(i) } else { 0..0 };
            let told = block.places.enumerate().map(|(i, place)| answer(place, &density[row(i)], &gain[row_of_gain(i)]));
            (first, told.collect::<Vec<T>>())
        });
        let mut answers: Vec<(usize, Vec<T>)> = blocks.collect();
        answers.sort_unstable_by_key(|(first, _)| *first);
        answers.into_iter().flat_map(|(_, told)| told).collect()
    }

    fn places_at_once(&self, places: usize) -> usize {
        let share = places.div_ceil(rayon::current_num_threads());
        share.clamp(1, PLACES_AT_ONCE)
    }

    fn block(&self, places: Range<usize>) -> Block {
        Block { cuts: self.cuts(places.clone()), places }
    }

    /// Adds up these columns of the places of a block, tile by tile. `density` and `gain` are what each place has there; no gain
    /// when none is asked. `tile` is room, whatever it holds.
    fn fill(&self, block: &Block, columns: Range<usize>, tile: &mut Vec<Strip>, density: &mut [&mut [f64]], gain: &mut [&mut [f64]]) {
        tile.resize(self.proximity.n, Strip::ZERO);
        for from in columns.clone().step_by(TILE) {
            let held = from..columns.end.min(from + TILE);
            self.copy_tile(held.clone(), tile);
            let out = from - columns.start..held.end - columns.start;
            for (part, cut) in block.cuts.windows(2).enumerate() {
                for (i, place) in block.places.clone().enumerate() {
                    let row = &self.presence.activities_of(place)[cut[0][i]..cut[1][i]];
                    let density = &mut density[i][out.clone()];
                    let mut sums = taken_up(density, part);
                    match gain.get_mut(i) {
                        None => add_strips(self.level, tile, row, &mut sums),
                        Some(gain) => {
                            let gain = &mut gain[out.clone()];
                            let mut gains = taken_up(gain, part);
                            add_weighted_strips(self.level, tile, &self.weight, row, &mut sums, &mut gains);
                            put(gain, &gains.0[..out.len()]);
                        }
                    }
                    put(density, &sums.0[..out.len()]);
                }
            }
        }
        for (i, row) in density.iter_mut().enumerate() {
            row.iter_mut().zip(&self.sums[columns.clone()]).for_each(|(out, sum)| *out = share(*out, *sum));
            let Some(gain) = gain.get_mut(i) else { continue };
            gain.iter_mut().zip(&self.whole[columns.clone()]).for_each(|(out, whole)| *out = whole - *out);
            let own = self.presence.activities_of(block.places.start + i);
            let own = &own[own.partition_point(|p| (*p as usize) < columns.start)..];
            own.iter().take_while(|p| (**p as usize) < columns.end).for_each(|p| gain[*p as usize - columns.start] = 0.0);
        }
    }

    /// Where the activities of each place are cut, so that the part of a tile in use stays in the first-level cache: for each
    /// cut, both ends included, a position per place. No cut when a part would hold too few activities to be worth it.
    fn cuts(&self, places: Range<usize>) -> Vec<Vec<usize>> {
        let (n, rows) = (self.proximity.n, self.presence.by_place());
        let fullness = self.presence.ones() as f64 / (self.presence.places.len() * n).max(1) as f64;
        let width = if fullness * ROWS_AT_ONCE as f64 >= WORTH_A_PART { ROWS_AT_ONCE } else { n.max(1) };
        let parts = n.div_ceil(width).max(1);
        let bounds = (0..=parts).map(|part| (part * width).min(n) as u32);
        bounds.map(|bound| places.clone().map(|place| rows.row(place).partition_point(|q| *q < bound)).collect()).collect()
    }

    /// The proximity is symmetric: what a column holds of each activity is read in the rows, in runs as wide as the tile.
    fn copy_tile(&self, columns: Range<usize>, tile: &mut [Strip]) {
        let n = self.proximity.n;
        for (q, out) in tile.iter_mut().enumerate() {
            put(&mut out.0[..columns.len()], &self.proximity.phi[q * n + columns.start..q * n + columns.end]);
        }
        if self.diagonal == Diagonal::Zero {
            columns.clone().for_each(|p| tile[p].0[p - columns.start] = 0.0);
        }
    }
}

/// Places filled together, and where their activities are cut ([`Kernel::cuts`]).
struct Block {
    places: Range<usize>,
    cuts: Vec<Vec<usize>>,
}

/// For each run of `width` columns, what every row holds there.
fn upright(rows: &mut [f64], n: usize, width: usize) -> Vec<Vec<&mut [f64]>> {
    let mut runs: Vec<Vec<&mut [f64]>> = (0..n.div_ceil(width)).map(|_| Vec::with_capacity(rows.len() / n)).collect();
    for row in rows.chunks_exact_mut(n) {
        runs.iter_mut().zip(row.chunks_mut(width)).for_each(|(runs, run)| runs.push(run));
    }
    runs
}

fn rows(square: &mut [f64], n: usize) -> Vec<&mut [f64]> {
    square.chunks_exact_mut(n.max(1)).collect()
}

/// The sums where the former part of a row left them; nothing before the first.
fn taken_up(former: &[f64], part: usize) -> Strip {
    let mut sums = Strip::ZERO;
    if part > 0 {
        put(&mut sums.0[..former.len()], former);
    }
    sums
}

/// Copies a run as wide as a tile or, for the last columns, less; a whole one is a copy of known length, without a call.
fn put(out: &mut [f64], run: &[f64]) {
    match (<&mut [f64; TILE]>::try_from(&mut *out), <&[f64; TILE]>::try_from(run)) {
        (Ok(out), Ok(run)) => *out = *run,
        _ => out.copy_from_slice(run),
    }
}
