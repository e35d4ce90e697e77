//! The table of fields holds to the official schemas, and the official example rows are read with their known mistakes.

use cnig::{Class, Field, Kind, List, Reading, Value, read, sheets, strict, write};
use serde_json::Value as Json;

const SCHEMAS: [(Class, &str, usize); 5] = [
    (Class::Pole, include_str!("../../schemas/pole-eco.schema.json"), 11),
    (Class::Site, include_str!("../../schemas/site-eco.schema.json"), 62),
    (Class::Plot, include_str!("../../schemas/terrain-eco.schema.json"), 19),
    (Class::Establishment, include_str!("../../schemas/etablissement.schema.json"), 30),
    (Class::Brownfield, include_str!("../../schemas/friches.schema.json"), 51),
];

fn strings(value: &Json) -> Vec<String> {
    value.as_array().map(|a| a.iter().filter_map(|v| v.as_str().map(str::to_owned)).collect()).unwrap_or_default()
}

/// The types of Table Schema that a kind may be written as.
fn types(field: &Field) -> &'static [&'static str] {
    match field.kind {
        Kind::Number | Kind::Money => &["number"],
        Kind::Whole => &["integer"],
        Kind::Date | Kind::Year => &["date"],
        Kind::Point => &["geopoint"],
        Kind::Points | Kind::Surface => &["geojson"],
        _ => &["string"],
    }
}

#[test]
fn the_table_of_fields_is_the_official_one_name_by_name() {
    for (class, schema, count) in SCHEMAS {
        let schema: Json = serde_json::from_str(schema).expect("an official schema is JSON");
        let official = schema["fields"].as_array().expect("a schema lists fields");
        assert_eq!((official.len(), class.fields().len()), (count, count), "{class:?}");
        assert_eq!(schema["primaryKey"].as_str(), Some(class.key()[0]));
        for (official, ours) in official.iter().zip(class.fields()) {
            let name = official["name"].as_str().expect("a field has a name");
            assert_eq!(name, ours.name);
            let constraints = &official["constraints"];
            assert_eq!(constraints["required"].as_bool().unwrap_or(false), ours.required, "{name}");
            assert!(types(ours).contains(&official["type"].as_str().unwrap_or("string")), "{name}");
            assert_eq!(official["format"] == "%Y", ours.kind == Kind::Year, "{name}");
            let (closed, open) = (strings(&constraints["enum"]), strings(&official["enum"]));
            if !closed.is_empty() {
                assert_eq!((closed, ours.list), (ours.values.clone(), List::Closed), "{name}");
            } else if !open.is_empty() {
                assert_eq!((open, ours.list), (ours.values.clone(), List::Open), "{name}");
            }
            assert!(!ours.label.fr.is_empty() && !ours.label.en.is_empty());
        }
    }
}

fn official(name: &str) -> Reading {
    let path = format!("{}/tests/official/{name}.csv", env!("CARGO_MANIFEST_DIR"));
    let sheets = sheets(&std::fs::read(path).expect("the example is there")).expect("the example is a table");
    read(name, &sheets).expect("its table is recognised")
}

fn said(reading: &Reading) -> Vec<(usize, usize, &str, &str)> {
    reading.corrections.iter().map(|c| (c.line, c.column, c.field.as_str(), c.kept.as_str())).collect()
}

#[test]
fn the_official_site_row_cut_by_its_own_list_value_is_mended_and_its_lambert_93_converted() {
    let reading = official("site-eco");
    assert_eq!(reading.rejected, []);
    let site = &reading.records[0];
    assert_eq!(site.text("site_vocadomi"), Some("entrepôts, logistique"));
    assert_eq!(site.get("site_etat"), None, "the state was in the row that was cut: it is not guessed");
    assert_eq!((site.number("site_surf_brute"), site.number("site_surf_utile")), (Some(37.2), Some(35.3)));
    let middle = site.shape("site_geomsurf").and_then(|s| s.middle()).expect("a perimeter");
    // By PROJ; that this is the Cantal, and the commune in the Somme, is the example's own affair.
    assert!((middle.lat - 44.93031).abs() < 1e-4 && (middle.lon - 2.45025).abs() < 1e-4, "{middle:?}");
    let said = said(&reading);
    for (field, column) in [("site_vocadomi", 5), ("site_evol_urba", 15), ("site_moa_type", 21), ("site_geomsurf", 31)] {
        assert!(said.iter().any(|(line, c, f, _)| (*line, *c, *f) == (2, column, field)), "{field} in {said:?}");
    }
    assert!(said.iter().any(|s| s.2 == "site_evol_urba" && s.3 == "extension urbaine"));
}

#[test]
fn the_other_official_rows_are_read_with_what_had_to_be_mended() {
    let pole = official("pole-eco");
    assert_eq!((pole.rejected.len(), pole.records.len(), pole.corrections.len()), (0, 1, 0), "{:?}", pole.corrections);
    let plot = official("terrain-eco");
    assert_eq!((plot.rejected.len(), said(&plot).len()), (0, 1), "{:?}", plot.corrections);
    assert_eq!(plot.records[0].list("terr_refcad").len(), 3);
    assert_eq!(plot.records[0].get("terr_vente_montant"), Some(&Value::Money(domain::Cents(53_000_000))));

    let friche = official("friches");
    assert_eq!(friche.rejected, []);
    let record = &friche.records[0];
    let at = record.shape("geompoint").and_then(|s| s.middle()).expect("a point");
    assert!((at.lat - 49.2527).abs() < 1e-9, "the official point is latitude first: {at:?}");
    assert_eq!(record.get("geomsurf"), None, "a truncated perimeter is no perimeter");
    assert_eq!(record.text("urba_zone_formdomi"), Some("0202"));
    assert_eq!(record.list("unite_fonciere_refcad").last().map(String::as_str), Some("2B2930000D0625"), "Corsica is in France");
    let fields: Vec<&str> = said(&friche).iter().map(|s| s.2).collect();
    assert_eq!(fields, ["urba_zone_formdomi", "geompoint", "geomsurf"]);
}

#[test]
fn what_is_written_reads_back_the_same_and_mended_rows_are_valid_again() {
    for name in ["pole-eco", "terrain-eco", "friches"] {
        let reading = official(name);
        let class = reading.records[0].class;
        let strict = strict(reading.records.clone());
        assert_eq!((strict.left_out.len(), strict.dropped.len()), (0, 0), "{name}: {:?}", strict.left_out);
        let bytes = write::csv(class, &strict.records).expect("it is written");
        let again = read(name, &sheets(&bytes).expect("a table")).expect("recognised");
        assert_eq!(again.corrections, [], "{name}: what we write needs no mending");
        assert_eq!(again.records, strict.records, "{name}");
        let features = write::geojson(class, &strict.records);
        let again = read(name, &sheets(features.as_bytes()).expect("features")).expect("recognised");
        let lines =
            |records: &[cnig::Record]| records.iter().map(|r| r.values().map(|(_, v)| v.cloned()).collect::<Vec<_>>()).collect::<Vec<_>>();
        assert_eq!(lines(&again.records), lines(&strict.records), "{name} as GeoJSON");
        let book = write::xlsx(&[class], &strict.records, &[]).expect("a workbook");
        let again = read(name, &sheets(&book).expect("a workbook")).expect("recognised");
        assert_eq!(lines(&again.records), lines(&strict.records), "{name} as XLSX");
    }
}

#[test]
fn a_site_whose_state_is_unknown_is_not_written_and_the_report_says_which_field() {
    let strict = strict(official("site-eco").records);
    assert_eq!((strict.records.len(), strict.left_out.len()), (0, 1));
    let (_, problems) = &strict.left_out[0];
    assert_eq!(problems.iter().map(|p| p.field.as_str()).collect::<Vec<_>>(), ["site_etat"]);
    assert_eq!(problems[0].file, "80024_SITE-ECO_00001");
    assert!(problems[0].what.fr.contains("état du site"));
}
