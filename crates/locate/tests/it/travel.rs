//! Travel times estimated from distances: wide, but never on the wrong side.

use crate::land::at;
use domain::Position;
use locate::travel::{Estimated, MAINLAND, Place, Quality, TravelTime, pool};
use proptest::prelude::*;

fn place(position: Position, landmass: u16) -> Place {
    Place { position, doubt_km: 0.0, landmass }
}

fn somewhere() -> impl Strategy<Value = Place> {
    (42.5..51.0f64, -4.5..8.0f64, 0.0..20.0f64).prop_map(|(lat, lon, doubt_km)| Place {
        position: at(lat, lon),
        doubt_km,
        landmass: MAINLAND,
    })
}

/// Quiberon and Le Palais (Belle-Île): 15 km apart, and an hour of boat.
#[test]
fn an_island_is_never_half_an_hour_from_the_mainland() {
    let (quiberon, le_palais) = (at(47.4847, -3.1197), at(47.3472, -3.1542));
    let reach = |landmass| {
        let found = pool(&Estimated, place(quiberon, MAINLAND), &[place(le_palais, landmass)], &[2_600], &[30.0]);
        found.expect("an estimate never fails")[0].high
    };
    assert_eq!((reach(MAINLAND), reach(1)), (2_600, 0), "the great circle alone would join them");
}

#[test]
fn dijon_and_beaune_are_told_as_an_interval_that_holds_the_known_time() {
    // 37 km apart; about 30 minutes by motorway and 45 by road.
    let minutes = Estimated::minutes(at(47.3220, 5.0415).distance_km(at(47.0260, 4.8400)), 0.0);
    assert!(minutes.low < 30.0 && minutes.high > 45.0, "{minutes:?}");
    assert_eq!(Estimated.quality(), Quality::Estimated);
    assert!(Estimated.source().title.contains("1,3"));
}

proptest! {
    #[test]
    fn whoever_is_within_thirty_minutes_is_within_forty_five(from in somewhere(), to in prop::collection::vec(somewhere(), 1..40)) {
        let people: Vec<u32> = (1..=to.len() as u32).collect();
        let found = pool(&Estimated, from, &to, &people, &[30.0, 45.0]).expect("an estimate never fails");
        prop_assert!(found[0].low <= found[1].low && found[0].high <= found[1].high);
        prop_assert!(found.iter().all(|r| r.low <= r.high && r.communes.0 <= r.communes.1));
    }

    #[test]
    fn what_is_left_aside_unmeasured_is_too_far(from in somewhere(), to in somewhere(), other in somewhere(), cutoff in 5.0..300.0f64) {
        let found = Estimated.one_to_many(from, &[to, other], cutoff).expect("an estimate never fails");
        for (found, to) in found.into_iter().zip([to, other]) {
            let measured = Estimated::minutes(from.position.distance_km(to.position), from.doubt_km + to.doubt_km);
            prop_assert_eq!(found, (measured.low <= cutoff).then_some(measured));
        }
    }

    #[test]
    fn there_takes_as_long_as_back(a in somewhere(), b in somewhere()) {
        let one = |from, to| Estimated.one_to_many(from, &[to], 1_000.0).expect("an estimate never fails")[0];
        let (there, back) = (one(a, b), one(b, a));
        prop_assert_eq!(there.is_some(), back.is_some());
        if let (Some(there), Some(back)) = (there, back) {
            prop_assert!((there.low - back.low).abs() < 1e-9 && (there.high - back.high).abs() < 1e-9);
        }
    }

    #[test]
    fn further_takes_longer_and_doubt_only_widens(km in 0.0..300.0f64, more in 0.1..50.0f64, doubt in 0.0..30.0f64) {
        let (near, far, doubtful) = (Estimated::minutes(km, 0.0), Estimated::minutes(km + more, 0.0), Estimated::minutes(km, doubt));
        prop_assert!(near.low < far.low && near.high < far.high && near.low <= near.high);
        prop_assert!(doubtful.low <= near.low && near.high <= doubtful.high);
    }

    #[test]
    fn the_ring_is_where_the_time_is(minutes in 5.0..120.0f64) {
        let ring = Estimated::ring(minutes);
        prop_assert!(ring.sure_km < ring.most_km);
        prop_assert!((Estimated::minutes(ring.sure_km, 0.0).high - minutes).abs() < 1e-6);
        prop_assert!((Estimated::minutes(ring.most_km, 0.0).low - minutes).abs() < 1e-6);
    }
}
