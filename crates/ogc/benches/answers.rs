//! 35 000 points with six properties, one core. Bars: a box of 1.5 × 1.0 degree, 100 features, written as GeoJSON, within
//! 1.5 ms; a tile of zoom 5 to 9, drawn, within 20 ms (100 a second on two cores, with the server around it). Points are
//! synthetic, drawn from a fixed sequence over metropolitan France.

use criterion::{Criterion, criterion_group, criterion_main};
use domain::Text;
use ogc::tile::{Address, encode};
use ogc::{About, Bbox, Collection, Crs, Feature, Filter, Kind, Language, Property, Query, Value, json};
use std::hint::black_box;

/// Numbers between 0 and 1, always the same (Knuth's linear congruence, as in MMIX).
struct Sequence(u64);

impl Sequence {
    fn next(&mut self) -> f64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 11) as f64 / (1u64 << 53) as f64
    }
}

fn points() -> Collection {
    let property = |name, kind| Property { name, title: Text::same(name), kind, unit: "" };
    let about = About {
        id: "points",
        title: Text::same("Points"),
        description: Text::default(),
        properties: vec![
            property("name", Kind::Text),
            property("department", Kind::Text),
            property("region", Kind::Text),
            property("epci", Kind::Text),
            property("population", Kind::Integer),
            property("approximate", Kind::Bool),
        ],
        temporal: None,
        importance: Some(4),
        geometry: "point",
        sources: vec![],
    };
    let mut drawn = Sequence(20_200_720);
    let features = (0..35_000).map(|i| {
        let text = |t: String| Some(Value::Text(t.into()));
        Feature {
            id: format!("{i:05}"),
            geometry: Some(geo::Geometry::Point(geo::Point::new(-1.5 + 8.0 * drawn.next(), 43.0 + 7.0 * drawn.next()))),
            values: vec![
                text(format!("Saint-Étienne-sur-Essai-{i}")),
                text(format!("{:02}", i % 95)),
                text(format!("Région {}", i % 13)),
                text(format!("2000{:05}", i % 1_255)),
                Some(Value::Number((drawn.next() * 10_000.0).round())),
                Some(Value::Bool(i % 9 == 0)),
            ],
        }
    });
    Collection::new(about, features.collect())
}

fn corner(drawn: &mut Sequence) -> (f64, f64) {
    (-1.5 + drawn.next() * 6.5, 43.0 + drawn.next() * 6.0)
}

fn answer(collection: &Collection, query: &Query, crs: Crs) -> String {
    let page = collection.query(query);
    let mut out = String::with_capacity(32_000);
    json::features(&mut out, collection, page.features, crs);
    out
}

fn answers(c: &mut Criterion) {
    let collection = points();
    for (name, crs) in [("WGS 84", Crs::Crs84), ("Lambert-93", Crs::Epsg2154)] {
        let mut drawn = Sequence(1);
        c.bench_function(&format!("a box, 100 features as GeoJSON, {name}"), |b| {
            b.iter(|| {
                let (x, y) = corner(&mut drawn);
                let bbox = Bbox::parse(&format!("{x},{y},{},{}", x + 1.5, y + 1.0), Crs::Crs84).ok();
                black_box(answer(&collection, &Query { bbox, limit: 100, ..Query::default() }, crs))
            });
        });
    }
    for (name, filter) in [
        ("a name without case or accents", "CASEI(ACCENTI(name)) LIKE CASEI(ACCENTI('%étienne%-999'))"),
        ("a surface", "S_INTERSECTS(geometry, POLYGON((2 45, 4 45, 3 47, 2 45))) AND population > 5000"),
    ] {
        let filter = Filter::read(filter, Language::Text, &collection.about, Crs::Crs84).unwrap_or_else(|why| panic!("{why:?}"));
        let query = Query { filter: Some(filter), limit: 100, ..Query::default() };
        c.bench_function(&format!("a filter over 35 000 features: {name}"), |b| {
            b.iter(|| black_box(answer(&collection, &query, Crs::Crs84)))
        });
    }
    let mut drawn = Sequence(2);
    c.bench_function("a tile of zoom 5 to 9", |b| {
        b.iter(|| {
            let z = 5 + (drawn.next() * 5.0) as u8;
            let (lon, lat) = corner(&mut drawn);
            let side = f64::from(1u32 << z);
            let lat: f64 = lat.to_radians();
            let row = (1.0 - (lat.tan() + 1.0 / lat.cos()).ln() / std::f64::consts::PI) / 2.0 * side;
            let at = Address::new(z, row as u32, ((lon + 180.0) / 360.0 * side) as u32).unwrap_or_else(|| panic!("in the set"));
            black_box(encode(&collection, at).ok())
        });
    });
}

criterion_group!(benches, answers);
criterion_main!(benches);
