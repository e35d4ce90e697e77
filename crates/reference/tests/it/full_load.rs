//! The whole reference, from the real packages that `./run` and `./test` install in `ui/node_modules`.

use reference::{Reference, load};
use std::path::{Path, PathBuf};
use std::time::Instant;

fn packages() -> PathBuf {
    let packages = std::env::var_os("REBOND_PACKAGES")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../ui/node_modules"), PathBuf::from);
    assert!(
        packages.join("@etalab/decoupage-administratif/package.json").is_file(),
        "{} does not hold the packages: run ./test, or `npm ci` in ui, or set REBOND_PACKAGES",
        packages.display()
    );
    packages
}

#[test]
fn the_whole_country_loads_opens_fast_and_answers() {
    let dir = tempfile::tempdir().expect("temporary folder");
    let out = dir.path().join("reference");
    let start = Instant::now();
    let report = load(&packages(), &out, &mut |_, _, _| {}).unwrap_or_else(|e| panic!("{}", e.fr));
    println!("loaded in {:?}: {report:?}", start.elapsed());
    assert!(report.communes > 34_900 && report.epci > 1_250 && report.former_communes > 2_500, "{report:?}");
    assert!(report.naf > 1_700 && report.departments_drawn == 101, "{report:?}");
    assert!(report.exact > 7_500 && report.unlocated < 120, "{report:?}");
    assert!(report.by_epci > report.by_department, "{report:?}");

    let start = Instant::now();
    let reference = Reference::open(&out).unwrap_or_else(|e| panic!("{}", e.fr));
    let opened = start.elapsed();
    println!("opened in {opened:?}");
    // Measured near 0.1 s; a busy machine must not fail the suite, a quadratic mistake must.
    assert!(opened.as_secs_f64() < 2.0, "{opened:?}");

    labelled_sites_are_in_communes_that_exist(&reference);
    members_of_territories_are_known(&reference);
    positions_are_in_france(&reference);
    assert_eq!(reference.find_commune("Chalon-sur-Saône").map(|c| c.code.as_str()), Ok("71076"));
    assert_eq!(reference.search_communes("chalon", 1)[0].code, "71076");
    assert_eq!(reference.naf_label("C"), Some("Industrie manufacturière"));
    assert_eq!(reference.department_name("2A"), Some("Corse-du-Sud"));
    assert_eq!(reference.region_name("27"), Some("Bourgogne-Franche-Comté"));
    let map = reference.outlines();
    assert_eq!((map.departments.len(), map.insets.len()), (96, 5));
    assert!(map.neighbours.len() >= 9);
    println!(
        "outlines {} bytes, départements {} bytes, neighbours {} bytes",
        serde_json::to_string(map).map_or(0, |t| t.len()),
        reference.departments_geojson().len(),
        reference.neighbours_geojson().len()
    );
    for source in reference.provenance() {
        assert!(source.rows > 0 && source.sha256.len() == 64 && !source.licence.is_empty(), "{source:?}");
        assert!(!source.file.starts_with('/'), "{source:?}");
    }
}

fn labelled_sites_are_in_communes_that_exist(reference: &Reference) {
    for site in reference.sites() {
        let Some(code) = &site.commune else { continue };
        let commune = reference.find_commune(code).unwrap_or_else(|e| panic!("{}: {}", site.id, e.fr));
        assert_eq!(commune.department, site.department, "{}", site.id);
        assert_eq!(commune.name, site.commune_name, "{}", site.id);
        assert_eq!(reference.region_name(&commune.region), Some(site.region.as_str()), "{}", site.id);
        assert!(site.position.is_some(), "{}", site.id);
    }
    // Of the 34 named sites of 2020 with a code, 31 lie in a territory of phase 1 through their EPCI, and Fos-sur-Mer
    // because the commune itself is a member.
    let named = reference.sites().iter().filter(|s| s.labels.iter().any(|l| l.wave.starts_with("2020")));
    let communes: Vec<_> = named.filter_map(|s| reference.commune(s.commune.as_deref()?)).collect();
    let inside = communes.iter().filter(|c| reference.territories_of(c).iter().any(|t| t.phase == 1));
    let through_epci = |siren: &Option<String>| {
        reference.territories().iter().any(|t| t.phase == 1 && t.members.iter().any(|m| Some(&m.siren) == siren.as_ref()))
    };
    let alone: Vec<_> = inside.clone().filter(|c| !through_epci(&c.epci)).map(|c| c.code.as_str()).collect();
    assert_eq!((communes.len(), inside.count(), alone), (34, 32, vec!["13039"]));
}

fn members_of_territories_are_known(reference: &Reference) {
    for territory in reference.territories() {
        for member in territory.members.iter().filter(|m| !m.is_commune) {
            assert!(reference.epci(&member.siren).is_some(), "{} {} {}", territory.phase, territory.code, member.name);
        }
    }
    let of = |phase: u8| reference.communes().iter().filter(|c| reference.territories_of(c).iter().any(|t| t.phase == phase)).count();
    println!("communes in a territory: phase 1 {}, phase 2 {}", of(1), of(2));
    assert!(of(1) > 10_000 && of(2) > 12_000);
}

fn positions_are_in_france(reference: &Reference) {
    let map = reference.outlines();
    let mut off = Vec::new();
    for commune in reference.communes() {
        if let Some(position) = commune.position.filter(|_| !reference.is_overseas(commune)) {
            assert!((41.3..51.2).contains(&position.lat) && (-5.2..9.6).contains(&position.lon), "{commune:?}");
            if map.point(position).is_none() {
                off.push(commune.name.clone());
            }
        }
    }
    assert_eq!(off, Vec::<String>::new(), "metropolitan communes off the map");
}
