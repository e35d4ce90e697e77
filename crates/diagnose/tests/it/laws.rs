//! What must hold for any table, whatever it says: the free oracles of the methods.

use diagnose::convention::Spread;
use diagnose::density::{self, density};
use diagnose::fitness::fitness;
use diagnose::outlook::{Rows, coi, outlook};
use diagnose::proximity::{ProximityKind, cooccurrence, measured, proximity};
use diagnose::simd::Level;
use diagnose::specialisation::rca;
use diagnose::{Analysis, AnalysisOptions, Convention, Diagonal, Presence, Refusal, Table, complexity};
use proptest::prelude::*;

fn near(a: f64, b: f64, bar: f64) -> bool {
    (a - b).abs() <= bar * (1.0 + b.abs())
}

/// Jobs of up to 90 places (more than one word of bits) in up to 12 activities; most cells empty, some places entirely.
fn tables() -> impl Strategy<Value = Table> {
    (3usize..90, 3usize..12).prop_flat_map(|(places, activities)| {
        proptest::collection::vec(prop_oneof![3 => Just(0u32), 2 => 1u32..400], places * activities).prop_map(move |jobs| {
            let cells = (0..places * activities)
                .map(|k| (format!("c{:03}", k / activities), format!("p{:02}", k % activities), f64::from(jobs[k])));
            Table::gather(cells).table
        })
    })
}

fn presence(table: &Table) -> Presence {
    Presence::above(table, &rca(table), 1.0)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_share_weighted_mean_of_the_location_quotients_of_a_place_is_one(table in tables()) {
        let (rca, totals, total) = (rca(&table), table.activity_totals(), table.total());
        for c in (0..table.places.len()).filter(|c| !table.row(*c).0.is_empty()) {
            let cells = table.start[c]..table.start[c + 1];
            let mean: f64 = cells.map(|at| rca[at] * totals[table.column[at] as usize] / total).sum();
            prop_assert!(near(mean, 1.0, 1e-12), "{mean}");
        }
    }

    #[test]
    fn proximities_are_symmetric_bounded_and_one_with_oneself(table in tables()) {
        let presence = presence(&table);
        let ubiquity = presence.ubiquity();
        for kind in ProximityKind::ALL {
            let phi = proximity(&presence, kind, 1);
            for (p, places) in ubiquity.iter().enumerate() {
                for q in 0..phi.n {
                    let v = phi.get(p, q);
                    prop_assert_eq!(v.to_bits(), phi.get(q, p).to_bits());
                    prop_assert!(v >= 0.0 && (kind == ProximityKind::Association || v <= 1.0 + 1e-12), "{kind:?} {v}");
                }
                let own = match kind {
                    ProximityKind::Minimum | ProximityKind::Geometric => f64::from(u8::from(*places > 0)),
                    _ => 0.0,
                };
                prop_assert!(near(phi.get(p, p), own, 1e-15));
            }
        }
    }

    #[test]
    fn counting_bits_in_any_way_counts_the_places_in_common(table in tables()) {
        let presence = presence(&table);
        let plain = cooccurrence(&presence, Level::PORTABLE);
        prop_assert_eq!(&plain, &cooccurrence(&presence, Level::best()));
        let n = presence.activities.len();
        for p in 0..n {
            for q in 0..n {
                let both = presence.places_of(p).iter().filter(|c| presence.has(**c as usize, q)).count();
                prop_assert_eq!(plain[p * n + q] as usize, both);
            }
        }
    }

    #[test]
    fn density_is_a_share_and_whole_where_everything_is_done(table in tables()) {
        let presence = presence(&table);
        for diagonal in [Diagonal::Kept, Diagonal::Zero] {
            let phi = proximity(&presence, ProximityKind::Minimum, 1);
            let (sums, all) = (phi.sums(diagonal), density(&presence, &phi, diagonal, 1));
            for c in 0..presence.places.len() {
                let row = &all[c * phi.n..(c + 1) * phi.n];
                prop_assert!(row.iter().all(|d| (0.0..=1.0 + 1e-12).contains(d)));
                let alone = density::row(presence.activities_of(c), &phi, &sums, diagonal);
                prop_assert!(row.iter().zip(&alone).all(|(a, b)| near(*a, *b, 1e-13)));
                for (p, whole) in row.iter().enumerate() {
                    let parts: f64 = density::reasons(presence.activities_of(c), p, &phi, diagonal).iter().map(|part| part.1).sum();
                    prop_assert!(near(parts, *whole, 1e-13), "the reasons of {p} add up to {parts}, not {whole}");
                }
            }
            let everything: Vec<u32> = (0..phi.n as u32).collect();
            let full = density::row(&everything, &phi, &sums, diagonal);
            prop_assert!(full.iter().zip(&sums).all(|(d, sum)| *sum == 0.0 || near(*d, 1.0, 1e-12)));
        }
    }

    #[test]
    fn complexity_has_one_as_first_eigenvalue_and_the_eci_is_the_mean_pci(table in tables()) {
        // A matrix that is refused says why; it is never a NaN.
        let Ok(analysis) = Analysis::new(table, AnalysisOptions::default()) else { return Ok(()) };
        let (found, presence) = (&analysis.complexity, &analysis.presence);
        let [one, second, third] = found.eigenvalues;
        prop_assert!(near(one, 1.0, 1e-12) && second < 1.0 && third <= second + 1e-7 && found.gap == second - third);
        prop_assert!(found.eci.iter().chain(&found.pci).all(|v| v.is_finite()));
        let spread = Spread::of(&found.eci, 0);
        prop_assert!(near(spread.mean, 0.0, 1e-9) && near(spread.sd, 1.0, 1e-9));
        for c in 0..presence.places.len() {
            let present = presence.activities_of(c);
            let mean = present.iter().map(|p| found.pci[*p as usize]).sum::<f64>() / present.len() as f64;
            prop_assert!(near(mean, found.eci[c], 1e-8), "{mean} {}", found.eci[c]);
        }
        let diversity: Vec<f64> = presence.diversity().into_iter().map(f64::from).collect();
        let mean = Spread::of(&diversity, 0).mean;
        prop_assert!(diversity.iter().zip(&found.eci).map(|(d, eci)| (d - mean) * eci).sum::<f64>() >= -1e-9);
    }

    #[test]
    fn the_order_of_places_and_activities_does_not_matter(table in tables()) {
        let Ok(before) = Analysis::new(table.clone(), AnalysisOptions::default()) else { return Ok(()) };
        if before.complexity.gap < 1e-3 { return Ok(()) }
        // Names that sort the other way round: the same table, turned over both ways.
        let turned = |names: &[String], i: usize| format!("{:04}{}", 9999 - i, names[i]);
        let cells = (0..table.places.len()).flat_map(|c| {
            let (columns, values) = table.row(c);
            let table = &table;
            columns.iter().zip(values).map(move |(p, v)| (turned(&table.places, c), turned(&table.activities, *p as usize), *v))
        });
        let after = Analysis::new(Table::gather(cells).table, AnalysisOptions::default()).expect("the same table");
        let diversity: Vec<f64> = before.presence.diversity().into_iter().map(f64::from).collect();
        let mean = Spread::of(&diversity, 0).mean;
        let tie = diversity.iter().zip(&before.complexity.eci).map(|(d, eci)| (d - mean) * eci).sum::<f64>().abs() < 1e-6;
        for (c, place) in before.presence.places.iter().enumerate() {
            let other = after.presence.places.iter().position(|name| name.ends_with(place.as_str())).expect("the same place");
            let (a, b) = (before.complexity.eci[c], after.complexity.eci[other]);
            // Without any tie between diversity and ECI the sign is a convention of rounding.
            prop_assert!(near(a, b, 1e-8) || tie && near(a, -b, 1e-8), "{place}: {a} {b}");
        }
        let at = |names: &[String], name: &str| names.iter().position(|other| other.ends_with(name)).expect("the same name");
        let activities: Vec<usize> = before.presence.activities.iter().map(|name| at(&after.presence.activities, name)).collect();
        let places: Vec<usize> = before.presence.places.iter().map(|name| at(&after.presence.places, name)).collect();
        let shares = |of: &Analysis| density(&of.presence, &of.proximity, Diagonal::Kept, 1);
        let (density, density_after) = (shares(&before), shares(&after));
        let (fit, fit_after) = (fitness(&before.presence, 19), fitness(&after.presence, 19));
        let n = activities.len();
        for (p, q) in activities.iter().enumerate() {
            let (a, b) = (before.complexity.pci[p], after.complexity.pci[*q]);
            prop_assert!(near(a, b, 1e-7) || tie && near(a, -b, 1e-7), "activity {p}: {a} {b}");
            prop_assert!(near(fit.activities[p], fit_after.activities[*q], 1e-9));
            for (r, s) in activities.iter().enumerate() {
                prop_assert_eq!(before.proximity.get(p, r).to_bits(), after.proximity.get(*q, *s).to_bits());
            }
            for (c, d) in places.iter().enumerate() {
                prop_assert!(near(density[c * n + p], density_after[d * n + q], 1e-12));
            }
        }
        for (c, d) in places.iter().enumerate() {
            prop_assert!(near(fit.places[c], fit_after.places[*d], 1e-9));
        }
    }

    #[test]
    fn neither_threads_nor_instructions_change_a_bit(table in tables()) {
        let one = AnalysisOptions { threads: 1, ..AnalysisOptions::default() };
        let Ok(a) = Analysis::new(table.clone(), one) else { return Ok(()) };
        let b = Analysis::new(table, AnalysisOptions { threads: 2, ..one }).expect("the same table");
        let (x, y) = (outlook(&a.presence, &a.proximity, &a.complexity, 1), outlook(&b.presence, &b.proximity, &b.complexity, 2));
        let bits = |values: &[f64]| values.iter().map(|v| v.to_bits()).collect::<Vec<u64>>();
        for (a, b) in [
            (&a.rca, &b.rca), (&a.proximity.phi, &b.proximity.phi), (&a.complexity.eci, &b.complexity.eci),
            (&a.complexity.pci, &b.complexity.pci), (&x.density, &y.density), (&x.cog, &y.cog), (&x.coi, &y.coi),
        ] {
            prop_assert_eq!(bits(a), bits(b));
        }
        for kind in ProximityKind::ALL {
            let (plain, best) = (measured(&a.presence, kind, Level::PORTABLE), measured(&a.presence, kind, Level::best()));
            prop_assert_eq!(bits(&plain.phi), bits(&best.phi));
        }
        let plain = density::measured(&a.presence, &a.proximity, Diagonal::Kept, Level::PORTABLE);
        prop_assert_eq!(bits(&plain), bits(&x.density));
        let rows = Rows::new(&a.presence, &a.proximity, &a.complexity);
        let rows = rows.each(0..a.presence.places.len(), |_, density, cog| (density.to_vec(), cog.to_vec()));
        prop_assert_eq!(bits(&rows.iter().flat_map(|r| r.0.clone()).collect::<Vec<_>>()), bits(&x.density));
        prop_assert_eq!(bits(&rows.iter().flat_map(|r| r.1.clone()).collect::<Vec<_>>()), bits(&x.cog));
        prop_assert_eq!(bits(&coi(&a.presence, &a.proximity, &a.complexity, 1)), bits(&x.coi));
    }
}

/// A table large enough for its loops to be cut between threads, wider than a block of places and than two tiles.
#[test]
fn many_threads_say_the_same_bits_of_a_large_table() {
    let (places, activities) = (300u64, 260u64);
    let jobs = |c: u64, p: u64| (c * 2_654_435_761 + p * 40_503 + c * p * 97) % 1_009 % 23;
    let cells = (0..places).flat_map(|c| (0..activities).map(move |p| (format!("c{c:03}"), format!("p{p:03}"), jobs(c, p) as f64 / 7.0)));
    let table = Table::gather(cells).table;
    assert!(table.value.len() > 1 << 15, "{}", table.value.len());
    let on = |threads: usize| {
        let options = AnalysisOptions { threads, ..AnalysisOptions::default() };
        let found = Analysis::new(table.clone(), options).expect("a connected table");
        let outlook = outlook(&found.presence, &found.proximity, &found.complexity, threads);
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
        let rows = pool.install(|| {
            Rows::new(&found.presence, &found.proximity, &found.complexity)
                .each(3..290, |c, density, cog| (c, density.to_vec(), cog.to_vec()))
        });
        (found, outlook, rows)
    };
    let (plain, squares, rows) = on(1);
    assert!(plain.presence.ones() > 1 << 15, "{}", plain.presence.ones());
    let n = plain.presence.activities.len();
    for (c, density, cog) in &rows {
        assert!(*density == squares.density[c * n..(c + 1) * n] && *cog == squares.cog[c * n..(c + 1) * n], "place {c}");
    }
    assert_eq!(rows.iter().map(|row| row.0).collect::<Vec<usize>>(), (3..290).collect::<Vec<usize>>());
    for threads in [2, 3, 5] {
        let (found, other, others) = on(threads);
        let bits = |values: &[f64]| values.iter().map(|v| v.to_bits()).collect::<Vec<u64>>();
        for (a, b) in [
            (&plain.rca, &found.rca),
            (&plain.proximity.phi, &found.proximity.phi),
            (&plain.complexity.eci, &found.complexity.eci),
            (&plain.complexity.pci, &found.complexity.pci),
            (&squares.density, &other.density),
            (&squares.cog, &other.cog),
            (&squares.coi, &other.coi),
        ] {
            assert!(bits(a) == bits(b), "{threads} threads");
        }
        assert!(plain.presence == found.presence && rows == others, "{threads} threads");
    }
}

/// `M` given as words of 0 and 1, one per place.
fn drawn(rows: &[&str]) -> Presence {
    let names = |letter: char, n: usize| (0..n).map(|i| format!("{letter}{i}")).collect();
    let ones = rows.iter().map(|row| (0u32..).zip(row.chars()).filter(|(_, m)| *m == '1').map(|(j, _)| j));
    Presence::from_rows(names('c', rows.len()), names('p', rows[0].len()), ones)
}

#[test]
fn two_groups_that_share_nothing_are_refused_by_name() {
    let apart = drawn(&["1100", "1100", "0011"]);
    let Err(Refusal::Disconnected { components }) = complexity::eci_pci(&apart, Convention::Atlas, 1) else { panic!("not refused") };
    assert_eq!(components[0].places, ["c0", "c1"]);
    assert_eq!(components[1].activities, ["p2", "p3"]);
    let words = Refusal::Disconnected { components }.text();
    assert!(words.en.contains("[c2 | p2, p3]"), "{}", words.en);
}

#[test]
fn what_is_empty_is_named_and_never_becomes_a_nan() {
    let holes = drawn(&["11000", "10100", "00000", "01100", "11100"]);
    let Err(Refusal::Empty(dropped)) = complexity::eci_pci(&holes, Convention::Atlas, 1) else { panic!("not refused") };
    assert_eq!((dropped.places, dropped.activities), (vec!["c2".to_owned()], vec!["p3".to_owned(), "p4".to_owned()]));
    let phi = proximity(&holes, ProximityKind::Cosine, 1);
    assert!(phi.phi.iter().all(|v| v.is_finite()));
    assert!(density(&holes, &phi, Diagonal::Zero, 1).iter().all(|v| v.is_finite()));
    let (kept, dropped) = holes.without_empty();
    assert_eq!((dropped.places.len(), kept.places.len(), kept.activities.len()), (1, 4, 3));
    assert_eq!(kept.activities_of(2), [1, 2]);
}

#[test]
fn places_that_are_all_alike_are_refused() {
    for rows in [&["11", "11"][..], &["1"], &["111"]] {
        assert_eq!(complexity::eci_pci(&drawn(rows), Convention::Atlas, 1), Err(Refusal::Alike), "{rows:?}");
    }
}

#[test]
fn an_eci_that_two_directions_explain_as_well_shows_a_gap_of_nothing() {
    // A ring: every rotation is a symmetry, so the second eigenvalue is double.
    let ring = drawn(&["110000", "011000", "001100", "000110", "000011", "100001"]);
    let found = complexity::eci_pci(&ring, Convention::Atlas, 1).expect("a connected ring");
    assert!((found.eigenvalues[1] - 0.75).abs() < 1e-12 && found.gap.abs() < 1e-9, "{:?}", found.eigenvalues);
}

#[test]
fn conventions_differ_by_their_scale_and_not_by_their_ranks() {
    let drawn = drawn(&["1110", "1101", "0111", "1000", "1100"]);
    let by = Convention::ALL.map(|c| complexity::eci_pci(&drawn, c, 1).expect("connected"));
    let (n, lost) = (5.0_f64, 4.0_f64);
    for c in 0..5 {
        assert!(near(by[0].eci[c] * (lost / n).sqrt(), by[1].eci[c], 1e-12));
        assert_eq!(by[1].eci[c].to_bits(), by[2].eci[c].to_bits());
    }
    let own = Spread::of(&by[2].pci, 1);
    assert!(near(own.mean, 0.0, 1e-12) && near(own.sd, 1.0, 1e-12));
    assert_eq!(Convention::parse("datawheel"), Some(Convention::Datawheel));
    assert_eq!(Convention::parse("stata"), None);
}
