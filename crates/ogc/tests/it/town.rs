//! Three hundred invented towns on a grid, with holes in what is known of them; their folded names are written by hand.

use domain::Text;
use geo::{Geometry, Point};
use ogc::{About, Collection, Feature, Kind, Property, Value};

/// (as written, without case, without accents, without either)
pub const NAMES: [[&str; 4]; 12] = [
    ["Épinal", "épinal", "Epinal", "epinal"],
    ["L’Haÿ-les-Roses", "l’haÿ-les-roses", "L'Hay-les-Roses", "l'hay-les-roses"],
    ["Chalon-sur-Saône", "chalon-sur-saône", "Chalon-sur-Saone", "chalon-sur-saone"],
    ["ŒUILLY", "œuilly", "OEUILLY", "oeuilly"],
    ["Lyon", "lyon", "Lyon", "lyon"],
    ["lyon", "lyon", "lyon", "lyon"],
    ["100 % Bois", "100 % bois", "100 % Bois", "100 % bois"],
    ["Ça_va", "ça_va", "Ca_va", "ca_va"],
    ["", "", "", ""],
    ["L'Aigle", "l'aigle", "L'Aigle", "l'aigle"],
    ["Château-d\\Oex", "château-d\\oex", "Chateau-d\\Oex", "chateau-d\\oex"],
    ["Ÿ", "ÿ", "Y", "y"],
];

pub struct Town {
    pub id: String,
    pub name: Option<usize>,
    pub region: Option<&'static str>,
    pub population: Option<f64>,
    pub area: Option<f64>,
    pub rail: Option<bool>,
    pub seen: Option<&'static str>,
    pub place: Option<(f64, f64)>,
}

pub fn towns() -> Vec<Town> {
    (0..300usize)
        .map(|i| Town {
            id: format!("t{i:03}"),
            name: (i % 13 != 12).then_some(i * 7 % 12),
            region: [Some("Bretagne"), Some("Île-de-France"), None][i % 3],
            population: (i % 5 != 4).then_some((i * 37 % 100) as f64 * 10.0),
            area: (i % 7 != 6).then_some((i * 53 % 40) as f64 * 12.5),
            rail: [Some(true), Some(false), None, Some(true)][i % 4],
            seen: [Some("2020-01-15"), Some("2020-07-20"), Some("2024-04-01"), None][i * 3 % 4],
            place: (i % 11 != 10).then_some(((i % 20) as f64 * 0.25, 45.0 + (i / 20) as f64 * 0.25)),
        })
        .collect()
}

pub fn about() -> About {
    let property = |name, kind| Property { name, title: Text::same(name), kind, unit: "" };
    About {
        id: "towns",
        title: Text::same("Towns"),
        description: Text::default(),
        properties: vec![
            property("name", Kind::Text),
            property("region", Kind::Text),
            property("population", Kind::Integer),
            property("area", Kind::Number),
            property("rail", Kind::Bool),
            property("seen", Kind::Date),
        ],
        temporal: Some(5),
        importance: Some(2),
        geometry: "point",
        sources: vec![],
    }
}

pub fn feature(town: &Town) -> Feature {
    Feature {
        id: town.id.clone(),
        geometry: town.place.map(|(x, y)| Geometry::Point(Point::new(x, y))),
        values: vec![
            town.name.map(|n| Value::Text(NAMES[n][0].into())),
            town.region.map(|r| Value::Text(r.into())),
            town.population.map(Value::Number),
            town.area.map(Value::Number),
            town.rail.map(Value::Bool),
            town.seen.map(|d| Value::Date(d.parse().expect("a date"))),
        ],
    }
}

pub fn collection() -> Collection {
    Collection::new(about(), towns().iter().map(feature).collect())
}
