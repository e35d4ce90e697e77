//! The loops on registers of 512 bits, and the instruction that counts bits.

use super::{Shared, Strip, TILE};
use crate::presence::Bits;
use std::arch::x86_64::*;

/// Two words of four activities at a time: the same word of one of mine is spread over each half.
#[target_feature(enable = "avx512f,avx512vpopcntdq")]
pub fn shared(bits: &Bits, group: usize, out: &mut [Shared]) {
    let spread = [0, 1, 2, 3].map(|a| _mm512_setr_epi64(a, a, a, a, a + 4, a + 4, a + 4, a + 4));
    let (mine, odd) = bits.group(group).as_chunks::<2>();
    for (other, out) in bits.groups().zip(out) {
        let (theirs, last) = other.as_chunks::<2>();
        let mut totals = [_mm512_setzero_si512(); 4];
        for (a, b) in mine.iter().zip(theirs) {
            count(&mut totals, a, b, &spread);
        }
        if let (Some(a), Some(b)) = (odd.first(), last.first()) {
            count(&mut totals, &[*a, [0; 4]], &[*b, [0; 4]], &spread);
        }
        for (total, out) in totals.into_iter().zip(out) {
            let both = _mm256_add_epi64(_mm512_castsi512_si256(total), _mm512_extracti64x4_epi64(total, 1));
            let lanes = [
                _mm256_extract_epi64(both, 0) as u64,
                _mm256_extract_epi64(both, 1) as u64,
                _mm256_extract_epi64(both, 2) as u64,
                _mm256_extract_epi64(both, 3) as u64,
            ];
            *out = lanes.map(|lane| lane as u32);
        }
    }
}

#[target_feature(enable = "avx512f,avx512vpopcntdq")]
#[inline]
fn count(totals: &mut [__m512i; 4], a: &[[u64; 4]; 2], b: &[[u64; 4]; 2], spread: &[__m512i; 4]) {
    // SAFETY: both are 64 readable bytes, and the load asks for no alignment.
    let (a, b) = unsafe { (_mm512_loadu_epi64(a.as_ptr().cast()), _mm512_loadu_epi64(b.as_ptr().cast())) };
    for (total, spread) in totals.iter_mut().zip(spread) {
        let both = _mm512_and_si512(_mm512_permutexvar_epi64(*spread, a), b);
        *total = _mm512_add_epi64(*total, _mm512_popcnt_epi64(both));
    }
}

type Lanes = [__m512d; TILE / 8];

#[target_feature(enable = "avx512f")]
pub fn add(tile: &[Strip], row: &[u32], plain: &mut Strip) {
    let mut sums = loaded(plain);
    for q in row {
        for (sum, phi) in sums.iter_mut().zip(loaded(&tile[*q as usize])) {
            *sum = _mm512_add_pd(*sum, phi);
        }
    }
    stored(sums, plain);
}

#[target_feature(enable = "avx512f")]
pub fn add_weighted(tile: &[Strip], weight: &[f64], row: &[u32], plain: &mut Strip, weighted: &mut Strip) {
    let (mut sums, mut gains) = (loaded(plain), loaded(weighted));
    for q in row {
        let weight = _mm512_set1_pd(weight[*q as usize]);
        for ((sum, gain), phi) in sums.iter_mut().zip(&mut gains).zip(loaded(&tile[*q as usize])) {
            *sum = _mm512_add_pd(*sum, phi);
            *gain = _mm512_add_pd(*gain, _mm512_mul_pd(phi, weight));
        }
    }
    stored(sums, plain);
    stored(gains, weighted);
}

#[target_feature(enable = "avx512f")]
#[inline]
fn loaded(strip: &Strip) -> Lanes {
    let (eights, _) = strip.0.as_chunks::<8>();
    let mut lanes = [_mm512_setzero_pd(); TILE / 8];
    for (lane, eight) in lanes.iter_mut().zip(eights) {
        // SAFETY: `eight` is 64 readable bytes, and the load asks for no alignment.
        *lane = unsafe { _mm512_loadu_pd(eight.as_ptr()) };
    }
    lanes
}

#[target_feature(enable = "avx512f")]
#[inline]
fn stored(lanes: Lanes, strip: &mut Strip) {
    let (eights, _) = strip.0.as_chunks_mut::<8>();
    for (lane, eight) in lanes.into_iter().zip(eights) {
        // SAFETY: `eight` is 64 writable bytes, and the store asks for no alignment.
        unsafe { _mm512_storeu_pd(eight.as_mut_ptr(), lane) };
    }
}
