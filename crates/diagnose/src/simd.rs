//! The two inner loops that everything else waits for, compiled once for any processor and once for AVX2.
//!
//! The only `unsafe` of the crate. Both ways do the same operations in the same order, so the results have the same bits:
//! counts are integers, and sums run over activities in rising order in every lane.

// Calling a function compiled for AVX2 is unsafe by nature; `Level` makes sure that it happens only where AVX2 was found.
#![allow(unsafe_code)]

use crate::presence::{Bits, Lists};
#[cfg(target_arch = "x86_64")]
use std::arch::x86_64::*;
use std::ops::Range;

/// Columns of a tile of the proximity: sixteen doubles are four AVX2 registers, and twice that with the gain beside.
pub const TILE: usize = 16;

/// The instructions that the loops may use; only what the processor has can be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Level(Instructions);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Instructions {
    Portable,
    #[cfg(target_arch = "x86_64")]
    Avx2,
}

impl Level {
    /// Any processor.
    pub const PORTABLE: Level = Level(Instructions::Portable);

    /// The best that this processor has.
    pub fn best() -> Level {
        #[cfg(target_arch = "x86_64")]
        if is_x86_feature_detected!("avx2") {
            return Level(Instructions::Avx2);
        }
        Level::PORTABLE
    }
}

/// Places shared by each of the four activities of group `group` and every activity: `out[other group][mine][other]`.
pub fn shared_places(level: Level, bits: &Bits, group: usize, out: &mut [[[u32; 4]; 4]]) {
    match level.0 {
        Instructions::Portable => shared_portable(bits, group, out),
        // SAFETY: `Level` holds `Avx2` only when the processor has it.
        #[cfg(target_arch = "x86_64")]
        Instructions::Avx2 => unsafe { shared_avx2(bits, group, out) },
    }
}

fn shared_portable(bits: &Bits, group: usize, out: &mut [[[u32; 4]; 4]]) {
    let mine = &bits.quads[group * bits.words..][..bits.words];
    for (other, out) in bits.quads.chunks_exact(bits.words.max(1)).zip(out) {
        *out = [[0; 4]; 4];
        for (a, b) in mine.iter().zip(other) {
            for (a, counts) in a.iter().zip(out.iter_mut()) {
                for (b, count) in b.iter().zip(counts) {
                    *count += (a & b).count_ones();
                }
            }
        }
    }
}

/// Muła's count: two table look-ups of four bits, bytes summed before they can overflow (31 words of at most 8).
#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2")]
fn shared_avx2(bits: &Bits, group: usize, out: &mut [[[u32; 4]; 4]]) {
    const BEFORE_OVERFLOW: usize = 31;
    let zero = _mm256_setzero_si256();
    let low = _mm256_set1_epi8(0x0f);
    let ones = _mm256_setr_epi8(0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4, 0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4);
    let mine = &bits.quads[group * bits.words..][..bits.words];
    for (other, out) in bits.quads.chunks_exact(bits.words.max(1)).zip(out) {
        let mut totals = [zero; 4];
        for (a, b) in mine.chunks(BEFORE_OVERFLOW).zip(other.chunks(BEFORE_OVERFLOW)) {
            let mut bytes = [zero; 4];
            for (a, b) in a.iter().zip(b) {
                // SAFETY: `b` is 32 readable bytes, and the load asks for no alignment.
                let b = unsafe { _mm256_loadu_si256(b.as_ptr().cast()) };
                for (a, bytes) in a.iter().zip(&mut bytes) {
                    let both = _mm256_and_si256(b, _mm256_set1_epi64x(*a as i64));
                    let right = _mm256_shuffle_epi8(ones, _mm256_and_si256(both, low));
                    let left = _mm256_shuffle_epi8(ones, _mm256_and_si256(_mm256_srli_epi16(both, 4), low));
                    *bytes = _mm256_add_epi8(*bytes, _mm256_add_epi8(right, left));
                }
            }
            for (total, bytes) in totals.iter_mut().zip(bytes) {
                *total = _mm256_add_epi64(*total, _mm256_sad_epu8(bytes, zero));
            }
        }
        for (total, out) in totals.into_iter().zip(out) {
            let lanes: [u64; 4] = [
                _mm256_extract_epi64(total, 0) as u64,
                _mm256_extract_epi64(total, 1) as u64,
                _mm256_extract_epi64(total, 2) as u64,
                _mm256_extract_epi64(total, 3) as u64,
            ];
            *out = lanes.map(|lane| lane as u32);
        }
    }
}

/// One tile of columns for a run of places: `sum[place][column] = Σ_{q ∈ row} tile[q][column]`, and with `gain` also
/// `Σ_{q ∈ row} tile[q][column] · weight[q]`. Rows of the output are `stride` long and start at `from` columns.
pub struct TileSum<'a> {
    pub rows: &'a Lists,
    pub places: Range<usize>,
    pub tile: &'a [[f64; TILE]],
    pub weight: &'a [f64],
    pub stride: usize,
    /// Columns of the output that the tile covers: at most [`TILE`].
    pub columns: Range<usize>,
}

impl TileSum<'_> {
    pub fn run(&self, level: Level, sum: &mut [f64], gain: Option<&mut [f64]>) {
        match level.0 {
            Instructions::Portable => self.both(sum, gain),
            // SAFETY: `Level` holds `Avx2` only when the processor has it.
            #[cfg(target_arch = "x86_64")]
            Instructions::Avx2 => unsafe { self.run_avx2(sum, gain) },
        }
    }

    #[cfg(target_arch = "x86_64")]
    #[target_feature(enable = "avx2")]
    fn run_avx2(&self, sum: &mut [f64], gain: Option<&mut [f64]>) {
        self.both(sum, gain);
    }

    #[inline(always)]
    fn both(&self, sum: &mut [f64], gain: Option<&mut [f64]>) {
        let width = self.columns.len();
        match gain {
            None => {
                for (place, out) in self.places.clone().zip(sum.chunks_exact_mut(self.stride)) {
                    let mut plain = [0.0; TILE];
                    for q in self.rows.row(place) {
                        let phi = &self.tile[*q as usize];
                        (0..TILE).for_each(|k| plain[k] += phi[k]);
                    }
                    out[self.columns.clone()].copy_from_slice(&plain[..width]);
                }
            }
            Some(gain) => {
                let outs = sum.chunks_exact_mut(self.stride).zip(gain.chunks_exact_mut(self.stride));
                for (place, (out, gain)) in self.places.clone().zip(outs) {
                    let (mut plain, mut weighted) = ([0.0; TILE], [0.0; TILE]);
                    for q in self.rows.row(place) {
                        let (phi, weight) = (&self.tile[*q as usize], self.weight[*q as usize]);
                        for k in 0..TILE {
                            plain[k] += phi[k];
                            weighted[k] += phi[k] * weight;
                        }
                    }
                    out[self.columns.clone()].copy_from_slice(&plain[..width]);
                    gain[self.columns.clone()].copy_from_slice(&weighted[..width]);
                }
            }
        }
    }
}
