//! Building the reference folder from a few real rows, importing and downloading positions into it.

use crate::stub::{answers, said};
use crate::support;
use reference::{DownloadOptions, LoadReport, Reference, download_communes, import_communes, import_outlines, load};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock};
use std::time::Duration;

/// One load serves every test: each works on its own copy.
fn loaded() -> (tempfile::TempDir, PathBuf, &'static LoadReport) {
    static ONCE: OnceLock<(tempfile::TempDir, LoadReport)> = OnceLock::new();
    let (kept, report) = ONCE.get_or_init(|| {
        let dir = tempfile::tempdir().expect("temporary folder");
        let report = load(&support::packages(), &dir.path().join("reference"), &mut |_, _, _| {}).unwrap_or_else(|e| panic!("{}", e.fr));
        (dir, report)
    });
    let dir = tempfile::tempdir().expect("temporary folder");
    let out = dir.path().join("reference");
    std::fs::create_dir(&out).expect("folder");
    for entry in std::fs::read_dir(kept.path().join("reference")).expect("folder") {
        let entry = entry.expect("file");
        std::fs::copy(entry.path(), out.join(entry.file_name())).expect("copy");
    }
    (dir, out, report)
}

fn open(out: &Path) -> Reference {
    Reference::open(out).unwrap_or_else(|e| panic!("{}", e.fr))
}

fn located(reference: &Reference, code: &str) -> Option<(f64, f64, bool)> {
    reference.commune(code).and_then(|c| c.position).map(|p| (p.lat, p.lon, p.approximate))
}

#[test]
fn a_load_places_communes_exactly_when_it_can_and_says_when_it_cannot() {
    let (_dir, out, report) = loaded();
    let reference = open(&out);
    let chalon = located(&reference, "71076").expect("located");
    assert!(!chalon.2 && (chalon.0 - 46.78).abs() < 0.05 && (chalon.1 - 4.85).abs() < 0.05, "{chalon:?}");
    // Arboys-en-Bugey is not a place of GeoNames: alone in its EPCI here, it falls to the centre of the Ain.
    assert!(located(&reference, "01015").is_some_and(|p| p.2));
    // Saint-Sernin-du-Plain is not one either: it stands at the centre of Le Grand Chalon.
    let by_epci = located(&reference, "71480").expect("by its EPCI");
    assert!(by_epci.2 && (by_epci.0 - 46.78).abs() < 0.1);
    // Le Controis-en-Sologne was born in 2019 from Contres, which kept its code and is its seat.
    assert!(located(&reference, "41059").is_some_and(|p| !p.2));
    assert_eq!(report.communes, report.exact + report.by_epci + report.by_department + report.unlocated);
    assert_eq!(report.communes, reference.communes().len());
}

#[test]
fn territories_are_found_through_the_epci_and_through_the_ept() {
    let (_dir, out, _) = loaded();
    let reference = open(&out);
    let codes = |code: &str| -> Vec<(u8, String)> {
        let commune = reference.commune(code).expect("in the fixture");
        reference.territories_of(commune).iter().map(|t| (t.phase, t.code.clone())).collect()
    };
    assert!(codes("71076").contains(&(2, "ti-2704".to_owned())), "Grand Chalon in phase 2");
    assert!(codes("71076").contains(&(1, "ti-2702".to_owned())), "Grand Chalon in phase 1");
    assert!(codes("75056").is_empty());
    assert_eq!(reference.epci("247100589").map(|e| e.name.as_str()), Some("CA Le Grand Chalon"));
    assert_eq!(reference.epci("200057867").map(|e| e.kind.as_str()), Some("EPT"));
    assert_eq!(reference.commune("93066").and_then(|c| c.epci.as_deref()), Some("200054781"), "the EPCI is the Métropole, not the EPT");
}

#[test]
fn districts_old_codes_and_delegated_communes_lead_to_the_commune_of_today() {
    let (_dir, out, _) = loaded();
    let reference = open(&out);
    let why = |text: &str| reference.find_commune(text).map_or_else(|e| e.fr.to_string(), |c| panic!("{}", c.code));
    assert!(why("13201").contains("arrondissement de Marseille (13055)"));
    assert_eq!(why("01340"), "Saint-Bois (01340) n’existe plus comme commune : elle fait partie de Arboys en Bugey (01015)");
    assert!(why("71429").contains("Chalon-sur-Saône (71076)"));
    assert_eq!(reference.find_commune("01015").map(|c| c.name.as_str()), Ok("Arboys en Bugey"), "the code of the seat is still a code");
}

#[test]
fn the_map_draws_what_has_an_outline_and_lists_the_rest() {
    let (_dir, out, _) = loaded();
    let reference = open(&out);
    let map = reference.outlines();
    assert_eq!(map.departments.iter().map(|d| d.code.as_str()).collect::<Vec<_>>(), ["01", "71"]);
    assert_eq!(map.insets.iter().map(|i| i.shape.code.as_str()).collect::<Vec<_>>(), ["974"]);
    assert_eq!(map.neighbours.iter().map(|n| n.code.as_str()).collect::<Vec<_>>(), ["724", "756"]);
    assert!(map.not_drawn.contains(&"75".to_owned()) && !map.not_drawn.contains(&"71".to_owned()));
    let chalon = reference.commune("71076").and_then(|c| c.position).expect("located");
    let (x, y) = map.point(chalon).expect("on the map");
    assert!((370.0..410.0).contains(&x) && (260.0..300.0).contains(&y), "{x} {y}");
    let saint_paul = reference.commune("97415").and_then(|c| c.position).expect("located");
    let frame = &map.insets[0];
    let (x, y) = map.point(saint_paul).expect("in its frame");
    assert!((frame.x..frame.x + frame.width).contains(&x) && (frame.y..frame.y + frame.height).contains(&y), "{x} {y}");
    assert_eq!(map.point(domain::Position { lat: 40.7, lon: -74.0, approximate: false }), None, "New York is not on the map");
    let features: serde_json::Value = serde_json::from_str(reference.departments_geojson()).expect("GeoJSON");
    assert_eq!(features["features"][1]["properties"]["name"], "Saône-et-Loire");
}

#[test]
fn the_same_packages_give_the_same_bytes_and_a_broken_package_changes_nothing() {
    let (_dir, out, _) = loaded();
    let before = std::fs::read(out.join("communes.csv")).expect("read");
    let mut steps = Vec::new();
    load(&support::packages(), &out, &mut |step, done, total| steps.push((step.to_owned(), done, total)))
        .unwrap_or_else(|e| panic!("{}", e.fr));
    assert_eq!(std::fs::read(out.join("communes.csv")).expect("read"), before);
    assert!(steps.iter().all(|(_, done, total)| done <= total) && steps.len() > 7);
    let none = tempfile::tempdir().expect("temporary folder");
    let error = load(none.path(), &out, &mut |_, _, _| {}).expect_err("no package");
    assert!(error.fr.contains("npm ci") && error.en.contains("npm ci"));
    assert_eq!(std::fs::read(out.join("communes.csv")).expect("read"), before);
    let left = std::fs::read_dir(out.parent().expect("parent")).expect("folder").count();
    assert_eq!(left, 1, "nothing is left beside the folder");
}

#[test]
fn a_missing_folder_says_which_command_to_run() {
    let error = Reference::open(Path::new("nowhere")).err().expect("not there");
    assert!(error.fr.contains("rebond load") && error.fr.contains("./run") && error.en.contains("rebond load"));
}

#[test]
fn a_position_written_latitude_first_is_refused_and_told() {
    let (_dir, out, _) = loaded();
    let turned = POSITIONS.replace("[5.65,45.72]", "[45.72,5.65]");
    let report = import_communes("communes.geojson", turned.as_bytes(), &out).unwrap_or_else(|e| panic!("{}", e.fr));
    assert_eq!((report.accepted, report.rejected.len()), (1, 4));
    assert!(report.rejected[0].mend.fr.contains("la longitude d’abord"), "{:?}", report.rejected[0]);
    assert_ne!(located(&open(&out), "01015"), Some((5.65, 45.72, false)));
}

const POSITIONS: &str = r#"{"type":"FeatureCollection","features":[
 {"type":"Feature","properties":{"code":"01015","nom":"Arboys en Bugey"},"geometry":{"type":"Point","coordinates":[5.65,45.72]}},
 {"type":"Feature","properties":{"code":"71480","nom":"Saint-Sernin-du-Plain"},"geometry":{"type":"Polygon","coordinates":[[[4,46],[5,46],[5,47],[4,47],[4,46]]]}},
 {"type":"Feature","properties":{"code":"99999","nom":"Ailleurs"},"geometry":{"type":"Point","coordinates":[5,45]}},
 {"type":"Feature","properties":{"code":"71076","nom":"Chalon"},"geometry":{"type":"Point","coordinates":[840000,6630000]}},
 {"type":"Feature","properties":{"nom":"Sans code"},"geometry":null}]}"#;

#[test]
fn an_import_makes_positions_exact_reports_each_refusal_and_survives_a_new_load() {
    let (_dir, out, loaded) = loaded();
    let report = import_communes("communes.geojson", POSITIONS.as_bytes(), &out).unwrap_or_else(|e| panic!("{}", e.fr));
    assert_eq!((report.read, report.accepted, report.rejected.len()), (5, 2, 3));
    assert_eq!(report.rejected.iter().map(|p| p.line).collect::<Vec<_>>(), [3, 4, 5]);
    assert!(report.rejected[1].what.fr.contains("Lambert-93"));
    assert_eq!(report.still_approximate, loaded.by_epci + loaded.by_department + loaded.unlocated - 2);
    let check = || {
        let reference = open(&out);
        assert_eq!(located(&reference, "01015"), Some((45.72, 5.65, false)));
        assert_eq!(located(&reference, "71480"), Some((46.5, 4.5, false)));
        assert!(reference.provenance().iter().any(|p| p.producer.contains("geo.api.gouv.fr") && p.rows == 2));
    };
    check();
    load(&support::packages(), &out, &mut |_, _, _| {}).unwrap_or_else(|e| panic!("{}", e.fr));
    check();
}

#[test]
fn an_import_that_is_not_a_list_of_communes_is_refused_as_a_whole() {
    let (_dir, out, _) = loaded();
    for bytes in ["<html>", "{}", r#"{"type":"Point","coordinates":[1,2]}"#] {
        let error = import_communes("x.geojson", bytes.as_bytes(), &out).expect_err("refused");
        assert!(error.fr.contains("geo.api.gouv.fr"), "{}", error.fr);
    }
}

/// What [`answers`] does, of a status and a body.
fn server(answer: impl Fn(&str, usize) -> (u16, String) + Send + 'static) -> (String, Arc<Mutex<Vec<String>>>) {
    answers(move |path, times| {
        let (status, body) = answer(path, times);
        said(status, "", &body)
    })
}

fn quick() -> DownloadOptions {
    DownloadOptions { timeout: Duration::from_secs(5), tries: 3, pause: Duration::from_millis(1), most: 100_000 }
}

const EMPTY: &str = r#"{"type":"FeatureCollection","features":[]}"#;

#[test]
fn a_busy_server_is_asked_again_and_the_positions_become_exact() {
    let (_dir, out, _) = loaded();
    let (address, asked) = server(|path, times| match (path.contains("codeDepartement=01&"), times) {
        (true, 1) => (503, String::new()),
        (true, 2) => (200, "<html>maintenance</html>".to_owned()),
        (true, _) => (200, POSITIONS.to_owned()),
        _ => (200, EMPTY.to_owned()),
    });
    let mut heard = 0;
    let report = download_communes(&address, &out, &quick(), &mut |_, _, _| heard += 1).unwrap_or_else(|e| panic!("{}", e.fr));
    assert_eq!(report.accepted, 2);
    assert_eq!(located(&open(&out), "01015"), Some((45.72, 5.65, false)));
    let asked = asked.lock().expect("log");
    assert_eq!(asked.iter().filter(|p| p.contains("codeDepartement=01&")).count(), 3);
    assert!(asked[0].contains("geometry=centre") && asked[0].contains("format=geojson"));
    assert!(heard > 10);
    assert!(!out.with_file_name("reference.download").exists(), "what was kept to resume is removed at the end");
}

#[test]
fn a_download_cut_half_way_keeps_what_came_and_resumes_with_the_rest() {
    let (_dir, out, _) = loaded();
    let (address, asked) =
        server(|path, _| if path.contains("codeDepartement=71&") { (404, String::new()) } else { (200, EMPTY.to_owned()) });
    let error = download_communes(&address, &out, &quick(), &mut |_, _, _| {}).expect_err("one is missing");
    assert!(error.fr.contains("département 71") && error.fr.contains("404") && error.fr.contains("relancez"), "{}", error.fr);
    let before = asked.lock().expect("log").len();
    let (address, asked) = server(|_, _| (200, EMPTY.to_owned()));
    download_communes(&address, &out, &quick(), &mut |_, _, _| {}).unwrap_or_else(|e| panic!("{}", e.fr));
    let after = asked.lock().expect("log");
    assert!(after[0].contains("codeDepartement=71&"), "{}", after[0]);
    let departments = std::fs::read_to_string(out.join("departments.csv")).expect("read").lines().count() - 1;
    assert_eq!(before - 1 + after.len(), departments, "each département is received once");
}

#[test]
fn an_answer_larger_than_the_limit_is_not_swallowed() {
    let (_dir, out, _) = loaded();
    let (address, _) = server(|_, _| (200, " ".repeat(200_000) + EMPTY));
    assert!(download_communes(&address, &out, &quick(), &mut |_, _, _| {}).is_err());
}

#[test]
fn the_version_of_the_places_is_the_one_locked() {
    let lock = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../Cargo.lock")).expect("Cargo.lock");
    let (_dir, out, _) = loaded();
    let provenance = open(&out).provenance().iter().find(|p| p.producer == "GeoNames").cloned().expect("GeoNames");
    let version = provenance.version.rsplit(' ').next().expect("version").to_owned();
    assert!(lock.contains(&format!("name = \"reverse_geocoder\"\nversion = \"{version}\"")), "{version}");
}

/// A square where Saône-et-Loire is, in degrees, and the same in metres of Lambert-93.
fn outline(code: &str, metres: bool) -> String {
    let ring = if metres {
        "[[780000,6560000],[880000,6560000],[880000,6660000],[780000,6660000],[780000,6560000]]"
    } else {
        "[[4.0,46.2],[5.4,46.2],[5.4,47.1],[4.0,47.1],[4.0,46.2]]"
    };
    format!(
        "{{\"type\":\"Feature\",\"properties\":{{\"INSEE_DEP\":\"{code}\",\"NOM\":\"x\"}},\"geometry\":{{\"type\":\"Polygon\",\"coordinates\":[{ring}]}}}}"
    )
}

fn layer(features: &[String]) -> String {
    format!("{{\"type\":\"FeatureCollection\",\"features\":[{}]}}", features.join(","))
}

fn take(text: &str, out: &Path) -> Result<reference::OutlinesReport, domain::Text> {
    let sheets = cnig::sheets(text.as_bytes()).unwrap_or_else(|(what, _)| panic!("{}", what.fr));
    import_outlines("/home/somebody/DEPARTEMENT.geojson", text.as_bytes(), &sheets, out)
}

#[test]
fn official_outlines_take_the_place_of_the_simplified_ones_and_stay_through_a_new_load() {
    let (_dir, out, _) = loaded();
    let drawn = |out: &Path, code: &str| {
        let reference = open(out);
        let path = reference.outlines().departments.iter().find(|d| d.code == code).map(|d| d.path.clone());
        (path, reference.departments_geojson().contains("[4.0,46.2]"))
    };
    let (before, degrees) = drawn(&out, "71");
    assert!(before.is_some() && !degrees);
    let report = take(&layer(&[outline("71", false), outline("zz", false)]), &out).unwrap_or_else(|e| panic!("{}", e.fr));
    assert_eq!((report.read, report.taken.as_slice(), report.rejected.len()), (2, ["71".to_owned()].as_slice(), 1));
    assert!(report.kept.contains(&"01".to_owned()), "what the file does not hold keeps its outline: {:?}", report.kept);
    let (after, degrees) = drawn(&out, "71");
    assert!(after.is_some() && after != before && degrees);
    let source = open(&out).provenance().iter().find(|p| p.producer.contains("Admin Express")).map(|p| p.version.clone());
    assert_eq!(source.as_deref(), Some("DEPARTEMENT.geojson"), "the name of the file, not where it lies");
    load(&support::packages(), &out, &mut |_, _, _| {}).unwrap_or_else(|e| panic!("{}", e.fr));
    assert_eq!(drawn(&out, "71"), (after, true), "a new load keeps it");
}

#[test]
fn outlines_in_metres_are_laid_where_they_are_and_a_layer_without_codes_is_refused_whole() {
    let (_dir, out, _) = loaded();
    take(&layer(&[outline("71", true)]), &out).unwrap_or_else(|e| panic!("{}", e.fr));
    let map = open(&out).departments_geojson().to_owned();
    let map: serde_json::Value = serde_json::from_str(&map).expect("GeoJSON");
    let features = map["features"].as_array().expect("features");
    let ours = features.iter().find(|f| f["properties"]["code"] == "71").expect("drawn");
    let corner = &ours["geometry"]["coordinates"][0][0][0];
    let (lon, lat) = (corner[0].as_f64().expect("degrees"), corner[1].as_f64().expect("degrees"));
    assert!((3.5..4.5).contains(&lon) && (45.8..46.5).contains(&lat), "{corner}");
    let held = std::fs::read(out.join("outlines.json")).expect("read");
    let why = take(&layer(&[outline("999", false)]), &out).expect_err("no département");
    assert!(why.fr.contains("departement") && why.fr.contains("INSEE_DEP"), "{}", why.fr);
    assert_eq!(std::fs::read(out.join("outlines.json")).expect("read"), held, "nothing has changed");
}
