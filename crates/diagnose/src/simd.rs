//! The two inner loops that everything else waits for, compiled once for any processor, once for AVX2, once for AVX-512.
//!
//! The ways are chosen where the program runs. They do the same operations in the same order, so the results have the same
//! bits: counts are integers, and sums run over activities in rising order in every lane.

// Calling a function compiled for some instructions is unsafe by nature; `Level` makes sure that it happens only where they
// were found.
#![allow(unsafe_code)]

#[cfg(target_arch = "x86_64")]
mod avx2;
#[cfg(target_arch = "x86_64")]
mod avx512;

use crate::presence::Bits;

/// Columns of a tile of the proximity: with the gain beside, half of the registers of AVX-512 and enough sums in flight to hide
/// how long an addition takes; AVX2 takes them in two halves.
pub const TILE: usize = 32;

/// One row of a tile of the proximity, on lines of the cache: a register is never read from two of them.
#[derive(Clone, Copy)]
#[repr(align(64))]
pub struct Strip(pub [f64; TILE]);

impl Strip {
    pub const ZERO: Strip = Strip([0.0; TILE]);
}

/// Counts that the four activities of a group share with four others: `[mine][other]`.
pub type Shared = [[u32; 4]; 4];

/// The instructions that the loops may use; only what the processor has can be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Level(Instructions);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Instructions {
    Portable,
    #[cfg(target_arch = "x86_64")]
    Avx2,
    #[cfg(target_arch = "x86_64")]
    Avx512,
}

impl Level {
    /// Any processor.
    pub const PORTABLE: Level = Level(Instructions::Portable);

    /// What this processor has, plainest first.
    pub fn all() -> Vec<Level> {
        let mut found = vec![Level::PORTABLE];
        #[cfg(target_arch = "x86_64")]
        {
            if is_x86_feature_detected!("avx2") {
                found.push(Level(Instructions::Avx2));
            }
            if is_x86_feature_detected!("avx512f") && is_x86_feature_detected!("avx512vpopcntdq") {
                found.push(Level(Instructions::Avx512));
            }
        }
        found
    }

    /// The best of them.
    pub fn best() -> Level {
        Level::all().pop().unwrap_or(Level::PORTABLE)
    }
}

/// Places shared by each of the four activities of group `group` and every activity: `out[other group][mine][other]`.
pub fn shared_places(level: Level, bits: &Bits, group: usize, out: &mut [Shared]) {
    match level.0 {
        Instructions::Portable => shared_portable(bits, group, out),
        // SAFETY: `Level` holds these only when the processor has them.
        #[cfg(target_arch = "x86_64")]
        Instructions::Avx2 => unsafe { avx2::shared(bits, group, out) },
        #[cfg(target_arch = "x86_64")]
        Instructions::Avx512 => unsafe { avx512::shared(bits, group, out) },
    }
}

fn shared_portable(bits: &Bits, group: usize, out: &mut [Shared]) {
    let mine = bits.group(group);
    for (other, out) in bits.groups().zip(out) {
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

/// Adds to `plain` the strips of the activities listed, in their order.
pub fn add_strips(level: Level, tile: &[Strip], row: &[u32], plain: &mut Strip) {
    match level.0 {
        Instructions::Portable => {
            for q in row {
                let strip = &tile[*q as usize];
                plain.0.iter_mut().zip(&strip.0).for_each(|(sum, phi)| *sum += phi);
            }
        }
        // SAFETY: `Level` holds these only when the processor has them.
        #[cfg(target_arch = "x86_64")]
        Instructions::Avx2 => unsafe { avx2::add(tile, row, plain) },
        #[cfg(target_arch = "x86_64")]
        Instructions::Avx512 => unsafe { avx512::add(tile, row, plain) },
    }
}

/// [`add_strips`], and to `weighted` the same strips, each times the weight of its activity. A product and a sum, not one fused
/// step: processors without it would round otherwise.
pub fn add_weighted_strips(level: Level, tile: &[Strip], weight: &[f64], row: &[u32], plain: &mut Strip, weighted: &mut Strip) {
    match level.0 {
        Instructions::Portable => {
            for q in row {
                let (strip, weight) = (&tile[*q as usize], weight[*q as usize]);
                plain.0.iter_mut().zip(&strip.0).for_each(|(sum, phi)| *sum += phi);
                weighted.0.iter_mut().zip(&strip.0).for_each(|(sum, phi)| *sum += phi * weight);
            }
        }
        // SAFETY: `Level` holds these only when the processor has them.
        #[cfg(target_arch = "x86_64")]
        Instructions::Avx2 => unsafe { avx2::add_weighted(tile, weight, row, plain, weighted) },
        #[cfg(target_arch = "x86_64")]
        Instructions::Avx512 => unsafe { avx512::add_weighted(tile, weight, row, plain, weighted) },
    }
}
