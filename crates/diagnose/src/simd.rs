//! The two inner loops that everything else waits for, compiled once for any processor and once for AVX2.
//!
//! The only `unsafe` of the crate. Both ways do the same operations in the same order, so the results have the same bits:
//! counts are integers, and sums run over activities in rising order in every lane.

// Calling a function compiled for AVX2 is unsafe by nature; `Level` makes sure that it happens only where AVX2 was found.
#![allow(unsafe_code)]

use crate::presence::Bits;
#[cfg(target_arch = "x86_64")]
use std::arch::x86_64::*;

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

/// One row of a tile of the proximity.
pub type Strip = [f64; TILE];

/// Adds to `plain` the strips of the activities listed, in their order.
pub fn add_strips(level: Level, tile: &[Strip], row: &[u32], plain: &mut Strip) {
    match level.0 {
        Instructions::Portable => {
            for q in row {
                let strip = &tile[*q as usize];
                plain.iter_mut().zip(strip).for_each(|(sum, phi)| *sum += phi);
            }
        }
        // SAFETY: `Level` holds `Avx2` only when the processor has it.
        #[cfg(target_arch = "x86_64")]
        Instructions::Avx2 => unsafe { add_strips_avx2(tile, row, plain) },
    }
}

/// [`add_strips`], and to `weighted` the same strips, each times the weight of its activity.
pub fn add_weighted_strips(level: Level, tile: &[Strip], weight: &[f64], row: &[u32], plain: &mut Strip, weighted: &mut Strip) {
    match level.0 {
        Instructions::Portable => {
            for q in row {
                let (strip, weight) = (&tile[*q as usize], weight[*q as usize]);
                plain.iter_mut().zip(strip).for_each(|(sum, phi)| *sum += phi);
                weighted.iter_mut().zip(strip).for_each(|(sum, phi)| *sum += phi * weight);
            }
        }
        // SAFETY: `Level` holds `Avx2` only when the processor has it.
        #[cfg(target_arch = "x86_64")]
        Instructions::Avx2 => unsafe { add_weighted_strips_avx2(tile, weight, row, plain, weighted) },
    }
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2")]
fn add_strips_avx2(tile: &[Strip], row: &[u32], plain: &mut Strip) {
    let mut sums = loaded(plain);
    for q in row {
        let strip = loaded(&tile[*q as usize]);
        for (sum, phi) in sums.iter_mut().zip(strip) {
            *sum = _mm256_add_pd(*sum, phi);
        }
    }
    stored(sums, plain);
}

/// A product and a sum, not one fused step: the portable way rounds twice, and so must this one.
#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2")]
fn add_weighted_strips_avx2(tile: &[Strip], weight: &[f64], row: &[u32], plain: &mut Strip, weighted: &mut Strip) {
    let (mut sums, mut gains) = (loaded(plain), loaded(weighted));
    for q in row {
        let (strip, weight) = (loaded(&tile[*q as usize]), _mm256_set1_pd(weight[*q as usize]));
        for k in 0..TILE / 4 {
            sums[k] = _mm256_add_pd(sums[k], strip[k]);
            gains[k] = _mm256_add_pd(gains[k], _mm256_mul_pd(strip[k], weight));
        }
    }
    stored(sums, plain);
    stored(gains, weighted);
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2")]
#[inline]
fn loaded(strip: &Strip) -> [__m256d; TILE / 4] {
    let (fours, _) = strip.as_chunks::<4>();
    let mut lanes = [_mm256_setzero_pd(); TILE / 4];
    for (lane, four) in lanes.iter_mut().zip(fours) {
        // SAFETY: `four` is 32 readable bytes, and the load asks for no alignment.
        *lane = unsafe { _mm256_loadu_pd(four.as_ptr()) };
    }
    lanes
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2")]
#[inline]
fn stored(lanes: [__m256d; TILE / 4], strip: &mut Strip) {
    let (fours, _) = strip.as_chunks_mut::<4>();
    for (lane, four) in lanes.into_iter().zip(fours) {
        // SAFETY: `four` is 32 writable bytes, and the store asks for no alignment.
        unsafe { _mm256_storeu_pd(four.as_mut_ptr(), lane) };
    }
}
