//! Filters as people write them, and as nobody should.

use crate::town;
use domain::Lang;
use ogc::{Crs, Filter, Language, Query};
use proptest::prelude::*;

fn kept(filter: &str, crs: Crs) -> Vec<String> {
    let collection = town::collection();
    let filter = Filter::read(filter, Language::Text, &collection.about, crs).unwrap_or_else(|why| panic!("{}", why.show(Lang::En)));
    collection.query(&Query { filter: Some(filter), limit: 1_000, ..Query::default() }).features.iter().map(|f| f.id.clone()).collect()
}

fn refused(filter: &str, language: Language) -> String {
    let why = Filter::read(filter, language, &town::about(), Crs::Crs84).expect_err("the filter is refused");
    assert!(!why.what.is_empty() && !why.mend.is_empty());
    why.show(Lang::En)
}

#[test]
fn a_name_is_found_without_its_accents_or_its_capitals() {
    let found = kept("CASEI(ACCENTI(name)) LIKE CASEI(ACCENTI('chalon%saone'))", Crs::Crs84);
    assert!(!found.is_empty());
    assert_eq!(found, kept("name = 'Chalon-sur-Saône'", Crs::Crs84));
}

#[test]
fn a_refusal_says_the_column_and_what_to_write() {
    for (filter, words) in [
        ("", "ends too early"),
        ("name = ", "ends too early"),
        ("name = 'Lyon", "1:8"),
        ("nom = 'Lyon'", "choose among name, region"),
        ("population = 'beaucoup'", "cannot be compared"),
        ("name = Lyon", "unknown property “Lyon”"),
        ("population > 10 population", "unexpected “population”"),
        ("name LIKE region", "written pattern"),
        ("seen > '2020-01-01'", "DATE('2020-07-01')"),
        ("seen > DATE('hier')", "is not a date"),
        ("population", "compare it"),
        ("CASEI(population) = 1", "only takes a text"),
        ("area = 1e999", "is not a number"),
        ("area = NaN", "unknown property"),
        ("soundex(name) = 'L'", "a value is expected"),
        ("name = ‘Lyon’", "unexpected sign"),
        ("S_BUFFER(geometry, POINT(0 0))", "unknown operation"),
        ("S_INTERSECTS(geometry, name)", "unreadable geometry"),
        ("S_INTERSECTS(name, POINT(0 0))", "compares geometry"),
        ("S_INTERSECTS(geometry, POINT(648237 6862270))", "probably metres"),
        ("S_INTERSECTS(geometry, POINT(2.3 148.8))", "longitude, then latitude"),
        ("S_INTERSECTS(geometry, BBOX(5, 46, 4, 40))", "upside down"),
        ("S_INTERSECTS(geometry, POLYGON((0 0, 2 2, 2 0, 0 2, 0 0)))", "invalid geometry"),
    ] {
        let said = refused(filter, Language::Text);
        assert!(said.contains(words), "{filter}: {said}");
    }
    assert!(refused("{\"op\":", Language::Json).contains("unreadable JSON"));
    assert!(refused("[1]", Language::Json).contains("a condition is expected"));
    assert!(refused("{\"op\":\"=\",\"args\":[1]}", Language::Json).contains("1 arguments"));
}

#[test]
fn hostile_filters_are_refused_before_they_cost_anything() {
    let deep = format!("{}population > 1{}", "(".repeat(5_000), ")".repeat(5_000));
    assert!(refused(&deep, Language::Text).contains("nested deeper"));
    assert!(refused(&"NOT ".repeat(5_000), Language::Text).contains("nested deeper"));
    let calls = format!("{}name{} = 'x'", "CASEI(".repeat(5_000), ")".repeat(5_000));
    assert!(refused(&calls, Language::Text).contains("nested deeper"));
    let nested = format!("{}true{}", "{\"op\":\"not\",\"args\":[".repeat(60), "]}".repeat(60));
    assert!(refused(&nested, Language::Json).contains("nested deeper"));
    let wide = vec!["population=1"; 2_000].join(" OR ");
    assert!(refused(&wide, Language::Text).contains("more than 1000"));
    let million = format!("S_INTERSECTS(geometry, LINESTRING({}))", vec!["1 45"; 1_000_000].join(","));
    assert!(refused(&million, Language::Text).contains("60000 at most"));
    let heavy = format!("S_INTERSECTS(geometry, LINESTRING({}))", vec!["1 45"; 5_000].join(","));
    assert!(refused(&heavy, Language::Text).contains("4000 at most"));
    let json = format!(
        "{{\"op\":\"s_intersects\",\"args\":[{{\"property\":\"geometry\"}},{{\"type\":\"LineString\",\"coordinates\":[{}]}}]}}",
        vec!["[1,45]"; 5_000].join(",")
    );
    assert!(refused(&json, Language::Json).contains("4000 at most"));
}

#[test]
fn a_box_of_lambert_93_holds_what_its_corners_hold() {
    // The same ground told in two systems, far from the edges of the grid.
    let corner = |lon, lat| Crs::Epsg2154.project(geo::Coord { x: lon, y: lat });
    let (low, high) = (corner(2.9, 46.4), corner(3.1, 46.6));
    let lambert = kept(&format!("S_INTERSECTS(geometry, BBOX({}, {}, {}, {}))", low.x, low.y, high.x, high.y), Crs::Epsg2154);
    assert_eq!(lambert, kept("S_INTERSECTS(geometry, BBOX(2.9, 46.4, 3.1, 46.6))", Crs::Crs84));
    assert_eq!(lambert.len(), 1);
    let turned = kept("S_INTERSECTS(geometry, BBOX(46.4, 2.9, 46.6, 3.1))", Crs::Epsg4326);
    assert_eq!(turned, lambert);
}

#[test]
fn several_geometries_may_be_asked_at_once() {
    let both = kept("S_INTERSECTS(geometry, GEOMETRYCOLLECTION(POINT(0 45), POLYGON((2 45, 3 45, 3 46, 2 45))))", Crs::Crs84);
    let mut each = kept("S_INTERSECTS(geometry, POINT(0 45)) OR S_INTERSECTS(geometry, POLYGON((2 45, 3 45, 3 46, 2 45)))", Crs::Crs84);
    each.sort();
    assert_eq!(both, each);
    assert!(both.len() > 5);
    assert!(refused("S_INTERSECTS(geometry, GEOMETRYCOLLECTION(GEOMETRYCOLLECTION(POINT(0 45))))", Language::Text).contains("a geometry"));
}

proptest! {
    #[test]
    fn no_text_stops_the_reader(text in ".{0,200}") {
        let _ = Filter::read(&text, Language::Text, &town::about(), Crs::Crs84);
        let _ = Filter::read(&text, Language::Json, &town::about(), Crs::Epsg2154);
    }

    #[test]
    fn no_sequence_of_words_stops_the_reader_nor_the_search(
        words in prop::collection::vec(prop::sample::select(vec![
            "(", ")", ",", "=", "<>", "<", ">=", "AND", "OR", "NOT", "LIKE", "IN", "BETWEEN", "IS", "NULL", "name", "population", "rail", "seen",
            "geometry", "'a%'", "''", "12.5", "-3", "1e9", "TRUE", "DATE('2020-01-01')", "CASEI(", "ACCENTI(", "S_INTERSECTS(", "S_WITHIN(",
            "S_OVERLAPS(", "BBOX(0,45,2,47)", "BBOX(1,45,1,45)", "POINT(1 45)", "POLYGON((0 45,1 45,0 46,0 45))", "LINESTRING(0 45,1 46)",
            "MULTIPOINT((0 45),(1 46))", "GEOMETRYCOLLECTION(POINT(0 45),LINESTRING(0 45,1 46))", "\"name\"", "é", "\\", "TIMESTAMP('2020-01-01T00:00:00Z')",
        ]), 0..14)
    ) {
        let collection = town::collection();
        if let Ok(filter) = Filter::read(&words.join(" "), Language::Text, &collection.about, Crs::Crs84) {
            collection.query(&Query { filter: Some(filter), limit: 10, ..Query::default() });
        }
    }

    #[test]
    fn no_geometry_stops_the_search(
        points in prop::collection::vec((-1i32..6, 44i32..50), 1..8),
        op in prop::sample::select(vec!["S_INTERSECTS", "S_DISJOINT", "S_EQUALS", "S_TOUCHES", "S_CROSSES", "S_WITHIN", "S_CONTAINS", "S_OVERLAPS"]),
        kind in prop::sample::select(vec!["POLYGON((", "LINESTRING(", "MULTIPOINT("]),
    ) {
        let list = points.iter().map(|(x, y)| format!("{x} {y}")).collect::<Vec<_>>().join(", ");
        let closing = if kind.ends_with("((") { "))" } else { ")" };
        let filter = format!("{op}(geometry, {kind}{list}{closing})");
        let collection = town::collection();
        if let Ok(filter) = Filter::read(&filter, Language::Text, &collection.about, Crs::Crs84) {
            collection.query(&Query { filter: Some(filter), limit: 10, ..Query::default() });
        }
    }
}
