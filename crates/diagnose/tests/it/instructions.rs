//! The inner loops give the same bits whatever instructions the processor has, on tables wider than a tile and a word.

use diagnose::density::{measured, row};
use diagnose::proximity::{ProximityKind, cooccurrence, proximity};
use diagnose::simd::{Level, Strip, TILE, add_strips, add_weighted_strips};
use diagnose::{Diagonal, Presence};
use proptest::prelude::*;

/// Up to 300 places (five words of bits, whole pairs of words and not) and 100 activities (three tiles and a part of one),
/// from nearly empty to full enough for the rows to be cut.
fn presences() -> impl Strategy<Value = Presence> {
    (1usize..300, 1usize..100, prop_oneof![Just(0.02), Just(0.4), Just(0.9)]).prop_flat_map(|(places, activities, share)| {
        proptest::collection::vec(proptest::collection::vec(proptest::bool::weighted(share), activities), places).prop_map(move |ones| {
            let names = |letter: char, n: usize| (0..n).map(|i| format!("{letter}{i}")).collect();
            let rows = ones.iter().map(|row| (0u32..).zip(row).filter(|(_, one)| **one).map(|(j, _)| j));
            Presence::from_rows(names('c', places), names('p', activities), rows)
        })
    })
}

fn bits(values: &[f64]) -> Vec<u64> {
    values.iter().map(|v| v.to_bits()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn counts_and_densities_have_the_same_bits_on_all_instructions(presence in presences()) {
        let counts = cooccurrence(&presence, Level::PORTABLE);
        let phi = proximity(&presence, ProximityKind::Minimum, 1);
        let sums = phi.sums(Diagonal::Zero);
        let plain = measured(&presence, &phi, Diagonal::Zero, Level::PORTABLE);
        for c in 0..presence.places.len() {
            let alone = row(presence.activities_of(c), &phi, &sums, Diagonal::Zero);
            prop_assert!(alone.iter().zip(&plain[c * phi.n..]).all(|(a, b)| (a - b).abs() < 1e-12), "place {c}");
        }
        for level in Level::all() {
            prop_assert_eq!(&cooccurrence(&presence, level), &counts, "{:?}", level);
            prop_assert_eq!(bits(&measured(&presence, &phi, Diagonal::Zero, level)), bits(&plain), "{:?}", level);
        }
    }

    #[test]
    fn sums_and_gains_have_the_same_bits_on_all_instructions(
        values in proptest::collection::vec((-1e3f64..1e3, -2.0f64..2.0), TILE * 50), listed in proptest::collection::vec(0u32..50, 0..80),
    ) {
        let tile: Vec<Strip> = values.chunks_exact(TILE).map(|row| Strip(std::array::from_fn(|k| row[k].0))).collect();
        let weight: Vec<f64> = values.iter().map(|v| v.1).take(50).collect();
        let added = |level| {
            let (mut alone, mut plain, mut weighted) = (tile[0], tile[1], tile[2]);
            add_strips(level, &tile, &listed, &mut alone);
            add_weighted_strips(level, &tile, &weight, &listed, &mut plain, &mut weighted);
            [bits(&alone.0), bits(&plain.0), bits(&weighted.0)]
        };
        for level in Level::all() {
            prop_assert_eq!(added(level), added(Level::PORTABLE), "{:?}", level);
        }
    }
}
