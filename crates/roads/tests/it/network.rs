//! A small invented network, written as a real .osm.pbf, read back and contracted: every time is the one that a plain
//! Dijkstra on the drawing finds.

use crate::TODAY;
use crate::drawing::{Drawing, town};
use domain::{Date, Position, Source};
use locate::travel::{Estimated, MAINLAND, Place, Quality, TravelTime};
use roads::{Held, Options, held, import, speeds};
use std::path::Path;

fn brought(file: &Path, dir: &Path) -> roads::Import {
    let profiles = speeds::embedded();
    let options = Options { dir, profiles: &profiles, date: None, today: TODAY, sha256: None };
    import(file, &options, &mut |_, _, _| {})
}

/// A network imported in a folder of its own.
fn imported(drawing: &Drawing) -> (tempfile::TempDir, Held) {
    let dir = tempfile::tempdir().expect("a folder");
    let file = dir.path().join("town.osm.pbf");
    std::fs::write(&file, drawing.bytes()).expect("written");
    let report = brought(&file, dir.path()).expect("imported");
    (dir, report.held)
}

fn at(position: Position) -> Place {
    Place { position, doubt_km: 0.0, landmass: MAINLAND }
}

#[test]
fn every_pair_of_crossings_takes_the_time_that_a_plain_dijkstra_finds() {
    let drawing = town();
    let (dir, held) = imported(&drawing);
    let network = held.open(dir.path()).expect("open");
    assert!(network.crossings() > 300, "{}", network.crossings());
    let all: Vec<u32> = (0..network.crossings() as u32).collect();
    // The crossings of the network, told by where they are.
    let plain: Vec<usize> = network.nodes().iter().map(|n| drawing.number(n.lat, n.lon)).collect();
    let mut unreachable = 0;
    for from in &all {
        let expected = drawing.dijkstra(plain[*from as usize]);
        let found = network.tenths(*from, &all);
        for to in &all {
            let want = expected[plain[*to as usize]];
            assert_eq!(found[*to as usize], want, "from {from} to {to}");
            unreachable += usize::from(want.is_none());
        }
    }
    assert!(unreachable > 1_000, "an island, and a street out of which nobody comes back: {unreachable}");
}

#[test]
fn one_way_streets_limits_and_forbidden_drives_are_read_as_they_are() {
    let drawing = town();
    let (dir, held) = imported(&drawing);
    let network = held.open(dir.path()).expect("open");
    let number = |at: usize| {
        let (lat, lon) = drawing.place(at);
        network.nodes().iter().position(|n| (n.lat, n.lon) == (lat, lon)).map(|n| n as u32)
    };
    let [a, b] = drawing.one_way.map(|at| number(at).expect("a crossing"));
    let (there, back) = (network.tenths(a, &[b])[0].expect("there"), network.tenths(b, &[a])[0].expect("around"));
    assert!(there < back, "{there} {back}");
    assert_eq!(drawing.private.map(number), [None, None], "a private drive is no road");
    assert!(held.synthetic && held.source().title.contains("INVENTÉ"), "{}", held.source().title);
    assert_eq!(held.data, Some(Date::constant(2026, 11, 1)));
}

#[test]
fn a_place_joins_the_network_where_villages_can_and_an_island_is_never_reached() {
    let drawing = town();
    let (dir, held) = imported(&drawing);
    let network = held.open(dir.path()).expect("open");
    assert_eq!(network.quality(), Quality::Graph);
    let from = at(drawing.position(0));
    let near = at(drawing.position(23));
    let island = at(drawing.position(drawing.island));
    let far = at(Position { lat: 48.9, lon: 2.3, approximate: false });
    let found = network.one_to_many(from, &[from, near, island, far], 120.0).expect("times");
    let minutes = |at: usize| found[at].expect("within reach");
    assert_eq!((minutes(0).low, minutes(0).high), (0.0, 0.0));
    assert!(minutes(1).low == minutes(1).high && minutes(1).low > 1.0, "{:?}", minutes(1));
    assert_eq!((found[2], found[3]), (None, None));
    // A place known to three kilometres gives an interval around the same time.
    let doubtful = network.one_to_many(Place { doubt_km: 3.0, ..from }, &[near], 120.0).expect("times")[0].expect("within reach");
    assert!(doubtful.low < minutes(1).low && doubtful.high > minutes(1).high);
}

#[test]
fn what_is_reached_in_thirty_minutes_is_reached_in_forty_five_and_the_triangle_holds() {
    let drawing = town();
    let (dir, held) = imported(&drawing);
    let network = held.open(dir.path()).expect("open");
    let places: Vec<Place> = (0..60).map(|i| at(drawing.position(i * 5))).collect();
    let minutes = |from: &Place, cutoff: f64| network.one_to_many(*from, &places, cutoff).expect("times");
    let (short, long) = (minutes(&places[0], 3.0), minutes(&places[0], 5.0));
    let count = |found: &[Option<_>]| found.iter().flatten().count();
    assert!(count(&short) > 1 && count(&short) < count(&long), "{} {}", count(&short), count(&long));
    assert!(short.iter().zip(&long).all(|(short, long)| short.is_none() || short == long));
    let table: Vec<Vec<_>> = places.iter().map(|from| minutes(from, 1_000.0)).collect();
    for (i, row) in table.iter().enumerate() {
        for (j, direct) in row.iter().enumerate() {
            for k in (0..places.len()).step_by(7) {
                if let (Some(direct), Some(first), Some(second)) = (direct, table[i][k], table[k][j]) {
                    assert!(direct.low <= first.low + second.low + 1e-9, "{i} {k} {j}");
                }
            }
        }
    }
}

#[test]
fn a_place_outside_the_extract_is_told_and_a_commune_outside_it_is_estimated() {
    let (dir, held) = imported(&town());
    let network = held.open(dir.path()).expect("open");
    let outside = at(Position { lat: 47.3, lon: 5.04, approximate: false });
    let why = network.one_to_many(outside, &[outside], 60.0).expect_err("off the network");
    assert!(why.fr.contains("hors de l’extrait") && why.en.contains("outside the extract"));
    let inside = at(town().position(0));
    let found = network.one_to_many(inside, &[outside], 120.0).expect("times")[0].expect("perhaps within reach");
    let estimate = Estimated.one_to_many(inside, &[outside], 120.0).expect("an estimate")[0].expect("within reach");
    assert_eq!(found, estimate, "an interval, not a route");
}

#[test]
fn a_truncated_file_is_refused_and_the_former_network_stays() {
    let drawing = town();
    let (dir, before) = imported(&drawing);
    let bytes = drawing.bytes();
    let file = dir.path().join("cut.osm.pbf");
    for cut in [bytes.len() - 1, bytes.len() / 2, bytes.len() / 3, 40, 3] {
        std::fs::write(&file, &bytes[..cut]).expect("written");
        let why = brought(&file, dir.path()).expect_err("truncated");
        assert!(why.fr.contains("tronqué") || why.fr.contains("carrossable"), "{cut}: {}", why.fr);
    }
    // Two bytes too many are not the end of a file.
    std::fs::write(&file, [&bytes[..], &[0, 0]].concat()).expect("written");
    assert!(brought(&file, dir.path()).is_err_and(|why| why.fr.contains("fin manquante")));
    std::fs::write(&file, b"<osm version=\"0.6\"></osm>").expect("written");
    assert!(brought(&file, dir.path()).is_err());
    for noise in 0..200_usize {
        let mut damaged = bytes.clone();
        let at = noise * 37 % damaged.len();
        damaged[at] ^= 0x55;
        std::fs::write(&file, &damaged).expect("written");
        // Whatever it holds, reading ends with an answer.
        if let Ok(report) = brought(&file, dir.path()) {
            assert!(report.held.crossings > 0);
        }
    }
    std::fs::write(&file, &bytes).expect("written");
    let again = brought(&file, dir.path()).expect("imported");
    assert_eq!(again.held.provenance.sha256, before.provenance.sha256);
    assert_eq!(std::fs::read_dir(dir.path().join("roads")).expect("a folder").count(), 3, "one network, its manifest and the lock");
    let held = held(dir.path()).expect("read").expect("held");
    assert_eq!(held.open(dir.path()).expect("open").crossings(), before.crossings);
}

#[test]
fn a_file_that_is_not_the_one_announced_is_refused() {
    let dir = tempfile::tempdir().expect("a folder");
    let file = dir.path().join("town.osm.pbf");
    std::fs::write(&file, town().bytes()).expect("written");
    let profiles = speeds::embedded();
    let options = Options { dir: dir.path(), profiles: &profiles, date: None, today: TODAY, sha256: Some("00") };
    assert!(import(&file, &options, &mut |_, _, _| {}).is_err_and(|why| why.fr.contains("SHA-256")));
    assert_eq!(held(dir.path()), Ok(None));
}

#[test]
fn times_kept_are_the_times_computed() {
    let drawing = town();
    let (dir, held) = imported(&drawing);
    let network = held.open(dir.path()).expect("open");
    let goals: Vec<roads::times::Goal> =
        (0..200).map(|i| roads::times::Goal { code: format!("{i:05}"), place: at(drawing.position(i)) }).collect();
    let from = at(drawing.position(7));
    let times = roads::times::Times::compute(&network, from, &goals, roads::times::CUTOFF, Some(TODAY)).expect("times");
    let file = roads::times::file(&held.times(dir.path()), &from);
    times.save(&file).expect("saved");
    let kept = roads::times::Times::open(&file).expect("kept");
    assert_eq!((kept.quality, kept.on, kept.to.len()), (Quality::Graph, Some(TODAY), times.to.len()));
    assert_eq!(kept.source, Source { date: held.data, ..network.source() });
    assert!(times.to.iter().all(|(code, minutes)| kept.to(code).is_some_and(|k| (k.low - minutes.low).abs() <= 0.05 + 1e-9)));
    // Half a file is no file.
    let bytes = std::fs::read(&file).expect("read");
    std::fs::write(&file, &bytes[..bytes.len() - 4]).expect("written");
    assert_eq!(roads::times::Times::open(&file), None);
}
