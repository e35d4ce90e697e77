//! The loops on registers of 256 bits.

use super::{Shared, Strip, TILE};
use crate::presence::Bits;
use std::arch::x86_64::*;

/// Muła's count: two table look-ups of four bits, bytes summed before they can overflow (31 words of at most 8).
#[target_feature(enable = "avx2")]
pub fn shared(bits: &Bits, group: usize, out: &mut [Shared]) {
    const BEFORE_OVERFLOW: usize = 31;
    let zero = _mm256_setzero_si256();
    let low = _mm256_set1_epi8(0x0f);
    let ones = _mm256_setr_epi8(0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4, 0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4);
    let mine = bits.group(group);
    for (other, out) in bits.groups().zip(out) {
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

/// Half of a strip: its sums and those of the gain fill half of the registers, and the other half is at work.
const HALF: usize = TILE / 2;
type Half = [__m256d; HALF / 4];

#[target_feature(enable = "avx2")]
pub fn add(tile: &[Strip], row: &[u32], plain: &mut Strip) {
    for from in [0, HALF] {
        let mut sums = loaded(plain, from);
        for q in row {
            let strip = loaded(&tile[*q as usize], from);
            for (sum, phi) in sums.iter_mut().zip(strip) {
                *sum = _mm256_add_pd(*sum, phi);
            }
        }
        stored(sums, plain, from);
    }
}

#[target_feature(enable = "avx2")]
pub fn add_weighted(tile: &[Strip], weight: &[f64], row: &[u32], plain: &mut Strip, weighted: &mut Strip) {
    for from in [0, HALF] {
        let (mut sums, mut gains) = (loaded(plain, from), loaded(weighted, from));
        for q in row {
            let (strip, weight) = (loaded(&tile[*q as usize], from), _mm256_set1_pd(weight[*q as usize]));
            for ((sum, gain), phi) in sums.iter_mut().zip(&mut gains).zip(strip) {
                *sum = _mm256_add_pd(*sum, phi);
                *gain = _mm256_add_pd(*gain, _mm256_mul_pd(phi, weight));
            }
        }
        stored(sums, plain, from);
        stored(gains, weighted, from);
    }
}

#[target_feature(enable = "avx2")]
#[inline]
fn loaded(strip: &Strip, from: usize) -> Half {
    let (fours, _) = strip.0[from..from + HALF].as_chunks::<4>();
    let mut lanes = [_mm256_setzero_pd(); HALF / 4];
    for (lane, four) in lanes.iter_mut().zip(fours) {
        // SAFETY: `four` is 32 readable bytes, and the load asks for no alignment.
        *lane = unsafe { _mm256_loadu_pd(four.as_ptr()) };
    }
    lanes
}

#[target_feature(enable = "avx2")]
#[inline]
fn stored(lanes: Half, strip: &mut Strip, from: usize) {
    let (fours, _) = strip.0[from..from + HALF].as_chunks_mut::<4>();
    for (lane, four) in lanes.into_iter().zip(fours) {
        // SAFETY: `four` is 32 writable bytes, and the store asks for no alignment.
        unsafe { _mm256_storeu_pd(four.as_mut_ptr(), lane) };
    }
}
