//! Employment areas and other zonings: tables made here, in the layouts of INSEE and of COGugaison.

use super::place::{Place, said};
use crate::support::small;
use diagnose::ZoneLevel;
use domain::Text;
use reference::sectors::{self, SectorReport, ZoningOptions};
use reference::{CommuneRow, PerimeterKey, Reference, Tables};
use std::path::Path;

const TABLE: &str = "CODGEO,LIBGEO,DEP,REG,EPCI,EPT,ARR,ZE2020,UU2020,AAV2020,BV2022\n\
    71076,Chalon-sur-Saône,71,27,x,ZZZZZZZZZ,712,9901,71401,081,71076\n\
    71154,Crissey,71,27,x,ZZZZZZZZZ,712,9901,71000,081,71076\n\
    01053,Bourg-en-Bresse,01,84,x,ZZZZZZZZZ,012,51,01501,000,01053\n\
    98735,Papeete,98,98,x,ZZZZZZZZZ,ZZZ,9801,98001,000,98735\n";
const LABELS: &str = "NIVGEO,CODGEO,LIBGEO,NB_COM\nZE2020,9901,Chalon,2\nZE2020,0051,Bourg,1\nBV2022,71076,Chalon,2\n";

fn own() -> ZoningOptions {
    ZoningOptions { licence: Some("ODbL 1.0".into()), producer: Some("© Essai".into()), ..ZoningOptions::default() }
}

fn import(place: &Place, path: &Path, options: &ZoningOptions) -> Result<SectorReport, Text> {
    place.import(|importing| sectors::import_zones(path, options, importing))
}

fn reference(place: &Place) -> Reference {
    small().with_zonings(&place.data())
}

#[test]
fn a_zone_is_a_territory_under_its_own_licence() {
    let place = Place::new();
    let labels = place.file("labels.csv", LABELS);
    let options = ZoningOptions { labels: Some(labels), ..own() };
    let report = import(&place, &place.file("zonages.csv", TABLE), &options).expect("import");
    assert_eq!((report.read, report.kept, report.rejected, report.cells), (4, 3, 1, 2));
    assert_eq!((report.problems[0].line, report.problems[0].field.as_str()), (5, "CODGEO"));
    assert!(said(&report.corrections, "dans aucune zone (5 lignes)"), "{:?}", report.corrections);
    let reference = reference(&place);
    let zone = reference.perimeter(&PerimeterKey::Zone("9901".into())).expect("the zone");
    assert_eq!((&*zone.name.fr, zone.communes.len()), ("Chalon", 2));
    let notice = zone.notice.expect("whose composition it is");
    assert!(notice.fr.contains("© Essai") && notice.fr.contains("ODbL 1.0") && notice.en.contains("Employment area 2020"));
    let padded = reference.perimeter(&PerimeterKey::Zone("0051".into())).expect("the zero that a spreadsheet took away");
    assert_eq!(&*padded.name.fr, "Bourg");
    for typed in ["Z9901", "z9901"] {
        assert_eq!(reference.find_perimeter(typed).expect(typed).communes.len(), 2);
    }
    let key = PerimeterKey::Zone("9901".into());
    assert_eq!(reference.find_perimeter(&key.written()).expect("written").key, key);
    assert!(reference.search_perimeters("bourg", 5).iter().any(|(key, _)| *key == PerimeterKey::Zone("0051".into())));
    assert!(small().perimeter(&key).is_none(), "another reference folder holds none");
    assert!(place.held().missing.iter().all(|t| !t.fr.contains("import zones")));
}

#[test]
fn another_zoning_has_its_own_keys_and_those_outside_it_are_of_no_zone() {
    let place = Place::new();
    let options = ZoningOptions { columns: vec!["aav2020".into(), "UU2020".into(), "BV2022".into()], ..own() };
    let report = import(&place, &place.file("zonages.csv", TABLE), &options).expect("import");
    assert!(said(&report.corrections, "sans nom"), "{:?}", report.corrections);
    let reference = reference(&place);
    let communes = |key: &str| reference.perimeter(&PerimeterKey::Zone(key.into())).map(|p| p.communes.into_iter().collect::<Vec<_>>());
    assert_eq!(communes("AAV2020-081"), Some(vec!["71076".into(), "71154".into()]));
    assert_eq!(communes("AAV2020-000"), None, "outside the attraction of towns is no zone");
    assert_eq!((communes("UU2020-71401"), communes("UU2020-71000")), (Some(vec!["71076".into()]), None));
    assert_eq!(communes("9901"), None, "what was not asked for is not kept");
    assert_eq!(reference.find_perimeter("ZBV2022-01053").expect("written key").communes.len(), 1);
}

#[test]
fn a_table_without_its_licence_or_without_its_columns_is_a_question() {
    let place = Place::new();
    let file = place.file("zonages.csv", TABLE);
    let why = import(&place, &file, &ZoningOptions::default()).expect_err("no licence");
    assert!(why.fr.contains("--licence") && why.en.contains("--licence"), "{}", why.fr);
    let why = import(&place, &place.file("other.csv", "a,b\n1,2\n"), &own()).expect_err("no column");
    assert!(why.fr.contains("CODGEO") && why.fr.contains("a · b"), "{}", why.fr);
    let why = import(&place, &file, &ZoningOptions { columns: vec!["CV".into()], ..own() }).expect_err("no such zoning");
    assert!(why.fr.contains("CV"), "{}", why.fr);
    let labels = Some(place.file("labels.csv", "x,y\n1,2\n"));
    let why = import(&place, &file, &ZoningOptions { labels, ..own() }).expect_err("no names");
    assert!(why.fr.contains("NIVGEO"), "{}", why.fr);
    assert!(sectors::open(&place.data()).expect("readable").is_none(), "a refused table leaves nothing");
}

#[test]
fn the_workbook_of_insee_is_read_as_it_comes_zipped_with_titles_above_its_headings() {
    let place = Place::new();
    let mut book = rust_xlsxwriter::Workbook::new();
    let notes = book.add_worksheet().set_name("Documentation").expect("name");
    notes.write(0, 0, "Zones d'emploi 2020").expect("cell");
    let sheet = book.add_worksheet().set_name("Composition_communale").expect("name");
    sheet.write(0, 0, "Composition communale des zones d'emploi").expect("cell");
    sheet.write(4, 0, "Code géographique").expect("cell");
    for (column, heading) in ["CODGEO", "LIBGEO", "ZE2020", "LIBZE2020", "DEP", "REG"].into_iter().enumerate() {
        sheet.write(5, column as u16, heading).expect("cell");
    }
    for (row, cells) in [["71076", "Chalon", "9901", "Zone A"], ["01053", "Bourg", "0051", "Zone B"]].iter().enumerate() {
        for (column, cell) in cells.iter().enumerate() {
            sheet.write(6 + row as u32, column as u16, *cell).expect("cell");
        }
    }
    let bytes = book.save_to_buffer().expect("workbook");
    let mut zipped = std::io::Cursor::new(Vec::new());
    let mut writer = zip::ZipWriter::new(&mut zipped);
    writer.start_file("ZE2020_au_01-01-2026.xlsx", zip::write::SimpleFileOptions::default()).expect("zip");
    std::io::Write::write_all(&mut writer, &bytes).expect("zip");
    writer.finish().expect("zip");
    for (name, bytes) in [("ZE2020_au_01-01-2026.xlsx", bytes), ("ZE2020_au_01-01-2026.zip", zipped.into_inner())] {
        let report = import(&place, &place.file(name, bytes), &ZoningOptions::default()).expect(name);
        assert_eq!((report.read, report.kept, report.rejected, report.cells), (2, 2, 0, 2), "{name}: {:?}", report.problems);
        let zonings = reference(&place).zonings();
        let held = zonings.held.as_ref().expect("held");
        assert_eq!((held.provenance.producer.as_str(), held.provenance.licence.as_str()), ("INSEE", "Licence Ouverte 2.0"), "{name}");
        assert_eq!(zonings.zone("0051").map(|z| z.name.as_str()), Some("Zone B"));
    }
}

#[test]
fn a_running_server_sees_the_zones_imported_while_it_runs() {
    let place = Place::new();
    let running = reference(&place);
    assert!(running.zonings().is_empty());
    import(&place, &place.file("zonages.csv", TABLE), &own()).expect("import");
    assert_eq!(running.zonings().zones().count(), 2);
}

#[test]
fn a_commune_put_in_two_zones_is_refused_and_a_former_one_follows_its_commune() {
    let place = Place::new();
    let rows = "CODGEO;ZE2020\n01120;9902\n01262;9901\n71076;9901\n71076;9902\n1053;9901\n";
    let report = import(&place, &place.file("zonages.csv", rows), &own()).expect("import");
    assert_eq!((report.read, report.kept, report.rejected), (5, 4, 1));
    assert_eq!(report.problems[0].line, 5);
    assert!(report.problems[0].what.fr.contains("71076") && report.problems[0].what.fr.contains("9901"));
    let zonings = reference(&place).zonings();
    let zone = zonings.zone("9901").expect("zone");
    assert_eq!(zone.communes.iter().map(String::as_str).collect::<Vec<_>>(), ["01053", "01262", "71076"]);
    assert!(zonings.zone("9902").is_none(), "the commune itself says more than its former part");
}

/// Three communes of two intercommunalities.
fn grouped() -> Reference {
    let commune = |code: &str, epci: &str| CommuneRow {
        code: code.into(),
        name: code.into(),
        department: code[..2].into(),
        region: "27".into(),
        siren: String::new(),
        epci: Some(epci.into()),
        population: Some(1_000),
        lat: None,
        lon: None,
        located: String::new(),
    };
    let communes = vec![commune("71076", "200000001"), commune("71154", "200000001"), commune("01053", "200000002")];
    Reference::assemble(Tables { communes, ..Tables::default() })
}

#[test]
fn relatedness_is_learned_on_employment_areas_once_they_are_those_of_the_whole_country() {
    let place = Place { reference: grouped(), ..Place::new() };
    let learned = |rows: &str| {
        import(&place, &place.file("zonages.csv", format!("CODGEO;ZE2020;BV2022\n{rows}")), &own()).expect("import");
        place.reference.clone().with_zonings(&place.data()).learning_zones()
    };
    let before = place.reference.learning_zones();
    assert_eq!((before.level, before.source), (ZoneLevel::Intercommunalities, None));
    let part = learned("71076;9901;71076\n");
    assert_eq!((part.level, part.ids.len()), (ZoneLevel::Intercommunalities, 2), "a table of one region says nothing of the others");
    let whole = learned("71076;9901;71076\n71154;51;71076\n01053;51;01053\n");
    assert_eq!(whole.level, ZoneLevel::EmploymentAreas);
    assert_eq!(whole.ids, ["0051", "9901"]);
    let of = |code: &str| whole.of_commune.get(code).copied();
    assert_eq!([of("01053"), of("71076"), of("71154")], [Some(0), Some(1), Some(0)]);
    assert!(whole.source.is_some_and(|source| source.title.contains("ODbL 1.0")), "their licence follows what was learned on them");
    assert_eq!(PerimeterKey::of_zone(ZoneLevel::EmploymentAreas, "9901"), PerimeterKey::Zone("9901".into()));
}
