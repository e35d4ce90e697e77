//! Pages of answers: complete, without repetition, while rows come and go; boxes and dates as the standard says.

use crate::town::{self, about, feature, towns};
use ogc::{Bbox, Collection, Crs, Period, Query};
use proptest::prelude::*;

fn boxed(text: &str, crs: Crs) -> Query {
    Query {
        bbox: Some(Bbox::parse(text, crs).unwrap_or_else(|why| panic!("{}", why.what.get(domain::Lang::En)))),
        limit: 1_000,
        ..Query::default()
    }
}

proptest! {
    #[test]
    fn nothing_is_lost_and_nothing_comes_twice_while_rows_are_inserted(limit in 1usize..40, late in prop::collection::btree_set(0usize..300, 0..150)) {
        let all = towns();
        // At first only those that are not late; one more late row arrives before each page.
        let mut here: Vec<_> = (0..all.len()).filter(|i| !late.contains(i)).collect();
        let first: Vec<String> = here.iter().map(|i| all[*i].id.clone()).collect();
        let mut arriving = late.into_iter().rev();
        let (mut seen, mut after) = (vec![], None);
        loop {
            let rows = Collection::new(about(), here.iter().map(|i| feature(&all[*i])).collect());
            let page = rows.query(&Query { after, limit, ..Query::default() });
            prop_assert_eq!(page.matched, here.len());
            prop_assert!(page.features.len() <= limit);
            seen.extend(page.features.iter().map(|f| f.id.clone()));
            after = page.next.map(str::to_owned);
            if after.is_none() {
                break;
            }
            here.extend(arriving.next());
        }
        prop_assert!(seen.windows(2).all(|two| two[0] < two[1]), "an identifier comes twice or out of order");
        for id in first {
            prop_assert!(seen.contains(&id), "{id} was there from the start and is lost");
        }
    }

    #[test]
    fn a_box_keeps_the_towns_inside_it_and_no_other(x in -2i32..24, y in 178i32..198, w in 0i32..12, h in 0i32..12) {
        let q = |n: i32| f64::from(n) * 0.25;
        let (west, south, east, north) = (q(x), q(y), q(x + w), q(y + h));
        let expected: Vec<String> = towns().into_iter()
            .filter(|t| t.place.is_some_and(|(lon, lat)| (west..=east).contains(&lon) && (south..=north).contains(&lat)))
            .map(|t| t.id).collect();
        let rows = town::collection();
        for query in [boxed(&format!("{west},{south},{east},{north}"), Crs::Crs84), boxed(&format!("{south},{west},{north},{east}"), Crs::Epsg4326)] {
            let found: Vec<String> = rows.query(&query).features.iter().map(|f| f.id.clone()).collect();
            prop_assert_eq!(&found, &expected);
        }
    }
}

#[test]
fn a_box_in_metres_is_exact() {
    let rows = town::collection();
    for crs in [Crs::Epsg2154, Crs::Epsg3857] {
        let (low, high) = (crs.project((1.0, 45.5).into()), crs.project((3.3, 47.1).into()));
        let page_of = |x0: f64, y0: f64, x1: f64, y1: f64| {
            rows.query(&boxed(&format!("{x0},{y0},{x1},{y1}"), crs)).features.iter().map(|f| f.id.clone()).collect::<Vec<_>>()
        };
        let expected: Vec<String> = towns()
            .into_iter()
            .filter(|t| {
                t.place.is_some_and(|(lon, lat)| {
                    let c = crs.project((lon, lat).into());
                    (low.x..=high.x).contains(&c.x) && (low.y..=high.y).contains(&c.y)
                })
            })
            .map(|t| t.id)
            .collect();
        assert!(expected.len() > 20);
        assert_eq!(page_of(low.x, low.y, high.x, high.y), expected);
    }
}

#[test]
fn a_box_may_cross_the_antimeridian_and_carry_heights() {
    let rows = town::collection();
    let around = rows.query(&boxed("4,44,-170,60", Crs::Crs84)).matched;
    assert_eq!(around, rows.query(&boxed("4,44,180,60", Crs::Crs84)).matched);
    assert_eq!(around, rows.query(&boxed("4,44,0,180,60,100", Crs::Crs84)).matched);
    for bad in ["", "1,2,3", "a,b,c,d", "1,2,3,NaN", "1,2,3,inf", "1,50,2,40", "0,0,0,91", "648237,6862270,650000,6870000"] {
        assert!(Bbox::parse(bad, Crs::Crs84).is_err(), "{bad}");
    }
}

#[test]
fn a_date_narrows_to_what_was_seen_then() {
    let rows = town::collection();
    let seen =
        |text: &str| rows.query(&Query { period: Some(Period::parse(text).expect("a period")), limit: 1_000, ..Query::default() }).matched;
    let of = |day: &str| towns().iter().filter(|t| t.seen == Some(day)).count();
    assert_eq!(seen("2020-07-20"), of("2020-07-20"));
    assert_eq!(seen("2020-07-20T10:00:00Z"), of("2020-07-20"));
    assert_eq!(seen("2020-01-01/2020-12-31"), of("2020-07-20") + of("2020-01-15"));
    assert_eq!(seen("../2020-12-31"), of("2020-07-20") + of("2020-01-15"));
    assert_eq!(seen("2021-01-01/"), of("2024-04-01"));
    for bad in ["hier", "2020", "2020-13-01", "2020-07-20/2020-01-01", "2020-01-01/b", "", "/2020-01-01/2020-01-02"] {
        assert!(Period::parse(bad).is_err(), "{bad}");
    }
}
