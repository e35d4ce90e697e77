//! Jobs by commune and activity, as Urssaf publishes them.

use super::place::{Place, TODAY, gzip, said, urssaf};
use crate::support;
use reference::Reference;
use reference::sectors::{self, Importing, Kind, Progress, ZoningOptions};

#[test]
fn an_empty_cell_of_urssaf_is_not_published_and_never_zero() {
    let place = Place::new();
    let file =
        place.file("urssaf.csv", urssaf(&[("71076", "2562B", "3;40;4;55"), ("71154", "2562B", ";;2;"), ("01053", "2562B", "1;0;;")]));
    let report = place.urssaf(&file).expect("import");
    assert_eq!((report.read, report.kept, report.rejected), (3, 3, 0));
    assert_eq!(report.years, [2017, 2022]);
    let national = place.held().national.expect("national");
    assert_eq!(national.year, 2022);
    let at = |code: &str| national.jobs.place(code);
    let naf = national.jobs.activity("25.62B").expect("activity");
    assert_eq!(national.jobs.get(at("71076").expect("Chalon"), naf), 55.0);
    let crissey = national.establishments.place("71154").expect("Crissey");
    assert_eq!(national.establishments.get(crissey, naf), 2.0);
    let secret: Vec<_> =
        national.withheld.iter().map(|w| (national.establishments.places[w.place as usize].as_str(), w.activity as usize)).collect();
    assert_eq!(secret, [("71154", naf)]);
    assert_eq!(at("01053"), None, "nothing published of Bourg in 2022");
    let earlier = national.earlier.expect("earlier year");
    assert_eq!((earlier.year, earlier.jobs.total(), earlier.withheld.len()), (2017, 40.0, 0));
    assert!(!national.synthetic && national.scope.fr.contains("privé"));
}

#[test]
fn a_file_of_one_zone_is_not_taken_for_the_country() {
    let place = Place::new();
    let report = place.urssaf(&place.file("zone.csv", urssaf(&[("71076", "2562B", "3;40;4;55")]))).expect("import");
    assert!(said(&report.corrections, "1 commune sur 8"), "{:?}", report.corrections);
    assert!(place.held().national.expect("national").scope.fr.contains("PARTIEL"));
    let codes = ["71076", "71154", "70473", "21571", "01053"];
    let rows: Vec<_> = codes.iter().map(|code| (*code, "2562B", "3;40;4;55")).collect();
    place.urssaf(&place.file("country.csv", urssaf(&rows))).expect("import");
    assert!(!place.held().national.expect("national").scope.fr.contains("PARTIEL"));
}

#[test]
fn rows_that_cannot_be_placed_are_refused_with_line_column_and_reason() {
    let place = Place::new();
    let rows = [("71076", "2562B", "3;40;4;55"), ("99999", "2562B", "1;1;1;1"), ("71076", "9999Z", "1;1;1;1"), ("71076", "2562B", "1;1")];
    let report = place.urssaf(&place.file("urssaf.csv", urssaf(&rows))).expect("import");
    assert_eq!((report.read, report.kept, report.rejected), (4, 1, 3));
    let told: Vec<_> = report.problems.iter().map(|p| (p.line, p.field.as_str())).collect();
    assert_eq!(told, [(3, "Code commune"), (4, "Code APE"), (5, "Nombre d'établissements 2022")]);
    assert!(report.problems[0].what.fr.contains("99999") && report.problems.iter().all(|p| !p.mend.en.is_empty()));
    let held = &place.held().held[0];
    assert_eq!((held.rejected, held.provenance.sha256.len()), (3, 64));
    let rejected = std::fs::read_to_string(place.data().join("sectors").join(&held.folder).join("rejected.csv")).expect("all refusals");
    assert_eq!(rejected.lines().count(), 4);
}

#[test]
fn a_former_commune_is_added_to_the_one_it_is_part_of_and_it_is_told() {
    let place = Place::new();
    let file = place.file("urssaf.csv", urssaf(&[("01262", "2562B", ";;2;10"), ("01120", "2562B", ";;1;5")]));
    let report = place.urssaf(&file).expect("import");
    assert_eq!((report.kept, report.rejected), (2, 0));
    assert!(said(&report.corrections, "Montluel (01262)"), "{:?}", report.corrections);
    assert_eq!(place.held().national.expect("national").jobs.total(), 15.0);
}

#[test]
fn duplicates_are_summed_and_told_and_a_secret_part_makes_a_secret_sum() {
    let place = Place::new();
    let rows = [("71076", "2562B", ";;1;5"), ("71076", "2562B", ";;2;7"), ("71154", "2562B", ";;1;5"), ("71154", "2562B", ";;1;")];
    let report = place.urssaf(&place.file("urssaf.csv", urssaf(&rows))).expect("import");
    assert!(said(&report.corrections, "71076 × 2562B") && said(&report.corrections, "additionnées"));
    let national = place.held().national.expect("national");
    assert_eq!((national.jobs.total(), national.establishments.total(), national.withheld.len()), (12.0, 5.0, 1));
}

#[test]
fn a_negative_or_unreadable_headcount_is_kept_as_unknown_and_told() {
    let place = Place::new();
    let file =
        place.file("urssaf.csv", urssaf(&[("71076", "2562B", ";;3;-4"), ("71154", "2562B", ";;1;s"), ("01053", "2562B", ";;1;1 234")]));
    let report = place.urssaf(&file).expect("import");
    assert!(said(&report.corrections, "« -4 »") && said(&report.corrections, "« s »"), "{:?}", report.corrections);
    let national = place.held().national.expect("national");
    assert_eq!((national.jobs.total(), national.withheld.len()), (1234.0, 2));
}

#[test]
fn the_same_file_twice_changes_nothing_and_a_new_one_replaces_it() {
    let place = Place::new();
    let file = place.file("urssaf.csv", urssaf(&[("71076", "2562B", "3;40;4;55")]));
    assert!(!place.urssaf(&file).expect("first").replayed);
    assert!(place.urssaf(&file).expect("again").replayed);
    assert_eq!(place.held().national.expect("national").jobs.total(), 55.0);
    let new = place.file("new.csv", urssaf(&[("71076", "2562B", "3;40;4;60")]));
    assert!(!place.urssaf(&new).expect("new").replayed);
    assert_eq!(place.held().national.expect("national").jobs.total(), 60.0);
    let folders = std::fs::read_dir(place.data().join("sectors")).expect("folder").flatten().filter(|e| e.path().is_dir()).count();
    assert_eq!(folders, 1, "the former data are swept");
}

#[test]
fn plain_gzipped_crlf_and_windows_1252_files_read_the_same() {
    let text = urssaf(&[("71076", "2562B", "3;40;4;55"), ("71154", "2562B", ";;2;")]);
    let ansi: Vec<u8> = text.trim_start_matches('\u{feff}').chars().map(|c| if c == '\u{2019}' { b'\'' } else { c as u32 as u8 }).collect();
    let quoted = text
        .lines()
        .map(|l| l.split(';').map(|c| format!("\"{}\"", c.trim_start_matches('\u{feff}'))).collect::<Vec<_>>().join(";"))
        .collect::<Vec<_>>()
        .join("\n");
    let cases: [(&str, Vec<u8>); 6] = [
        ("plain.csv", text.clone().into_bytes()),
        ("a.csv.gz", gzip(text.as_bytes())),
        ("crlf.csv", text.replace('\n', "\r\n").into_bytes()),
        ("ansi.csv", ansi),
        ("quoted.csv", quoted.into_bytes()),
        ("comma.csv", text.replace(';', ",").into_bytes()),
    ];
    for (name, bytes) in cases {
        let place = Place::new();
        let report = place.urssaf(&place.file(name, bytes)).unwrap_or_else(|e| panic!("{name}: {}", e.fr));
        assert_eq!((report.kept, report.rejected), (2, 0), "{name}: {:?}", report.problems);
        assert_eq!(place.held().national.expect("national").jobs.total(), 55.0, "{name}");
    }
    let utf16: Vec<u8> = [0xff, 0xfe].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let place = Place::new();
    let why = place.urssaf(&place.file("utf16.csv", utf16)).expect_err("UTF-16");
    assert!(why.fr.contains("UTF-16"));
}

#[test]
fn an_import_that_fails_leaves_the_former_data_as_they_were() {
    let place = Place::new();
    place.urssaf(&place.file("good.csv", urssaf(&[("71076", "2562B", "3;40;4;55")]))).expect("import");
    let whole = gzip(urssaf(&vec![("71076", "2562B", "3;40;4;99"); 5000]).as_bytes());
    let cut = place.file("cut.csv.gz", &whole[..whole.len() / 2]);
    let why = place.urssaf(&cut).expect_err("truncated");
    assert!(why.fr.contains("Rien n’a changé"), "{}", why.fr);
    place.urssaf(&place.file("empty.csv", "")).expect_err("empty");
    place.urssaf(&place.file("other.csv", "a;b\n1;2\n")).expect_err("another file");
    place.urssaf(&place.file("none.csv", urssaf(&[("99999", "2562B", "1;1;1;1")]))).expect_err("nothing kept");
    assert_eq!(place.held().national.expect("national").jobs.total(), 55.0);
}

#[test]
fn a_folder_left_by_a_killed_import_is_ignored_then_swept() {
    let place = Place::new();
    place.urssaf(&place.file("good.csv", urssaf(&[("71076", "2562B", "3;40;4;55")]))).expect("import");
    let orphan = place.data().join("sectors/urssaf-77");
    std::fs::create_dir(&orphan).expect("folder");
    std::fs::write(orphan.join("cells-2022.csv"), "commune,act").expect("half a file");
    std::fs::write(place.data().join("sectors/manifest.json.part"), "{\"he").expect("half a manifest");
    assert_eq!(place.held().national.expect("national").jobs.total(), 55.0);
    place.urssaf(&place.file("new.csv", urssaf(&[("71076", "2562B", "3;40;4;60")]))).expect("import");
    assert!(!orphan.exists());
}

#[test]
fn a_new_load_of_the_reference_keeps_the_data_of_the_sectors() {
    let place = Place::new();
    let packages = support::packages();
    reference::load(&packages, &place.data(), &mut |_, _, _| {}).expect("load");
    let mut silent = |_: &Progress| {};
    let loaded = Reference::open(&place.data()).expect("reference");
    let data = place.data();
    let report = sectors::generate(7, false, &mut Importing::new(&data, &loaded, TODAY, &mut silent)).expect("generated");
    let zones = place.file("zones.csv", "CODGEO,ZE2020\n71076,9901\n");
    let options = ZoningOptions { licence: Some("essai".into()), producer: Some("essai".into()), ..ZoningOptions::default() };
    sectors::import_zones(&zones, &options, &mut Importing::new(&data, &loaded, TODAY, &mut silent)).expect("zones");
    let beside = ["roads/manifest.json", "roads/graph-1/times/a.json", "installations.csv"].map(|file| data.join(file));
    for file in &beside {
        std::fs::create_dir_all(file.parent().expect("a folder")).expect("folder");
        std::fs::write(file, "held").expect("file");
    }
    reference::load(&packages, &place.data(), &mut |_, _, _| {}).expect("load again");
    assert!(report.cells > 0 && place.held().synthetic());
    let key = reference::PerimeterKey::Zone("9901".into());
    assert!(Reference::open(&place.data()).expect("reference").perimeter(&key).is_some(), "zones are kept with the sectors");
    assert!(beside.iter().all(|file| std::fs::read_to_string(file).is_ok_and(|text| text == "held")), "roads and installations too");
}

#[test]
fn invented_data_say_so_never_replace_real_ones_unasked_and_give_way_to_them() {
    let place = Place::new();
    let generate = |seed, force| place.import(|importing| sectors::generate(seed, force, importing));
    let first = generate(1, false).expect("generated");
    assert_eq!(generate(1, false).expect("again").sha256, first.sha256);
    assert_ne!(generate(2, false).expect("other seed").sha256, first.sha256);
    let held = place.held();
    let national = held.national.as_ref().expect("national");
    assert!(
        held.synthetic() && national.synthetic && national.source.mark == domain::Mark::Assumed && national.scope.fr.contains("INVENTÉ")
    );
    assert!(national.earlier.as_ref().is_some_and(|e| e.synthetic));
    let population: f64 = 46_000.0 + 2_600.0 + 2_000.0 + 200.0 + 42_000.0 + 7_000.0 + 72_000.0 + 103_000.0;
    assert!((0.1..0.6).contains(&(national.jobs.total() / population)), "{}", national.jobs.total());
    place.urssaf(&place.file("real.csv", urssaf(&[("71076", "2562B", "3;40;4;55")]))).expect("import");
    assert!(!place.held().synthetic() && place.held().held.iter().all(|h| h.kind != Kind::Synthetic));
    let why = generate(1, false).expect_err("real data are there");
    assert!(why.fr.contains("--force"));
    generate(1, true).expect("forced");
    assert!(place.held().synthetic() && place.held().held.iter().all(|h| h.kind != Kind::Urssaf));
}
