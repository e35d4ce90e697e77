//! GeoJSON: one feature is one row, its properties are cells, its geometry is the cell "geometry".
//!
//! Geometries stay text here, borrowed from the file: they are counted before they are built.

use super::{Rows, Sheet, tidy};
use crate::shape::Refusal;
use domain::Text;
use serde::Deserialize;
use serde_json::value::RawValue;
use serde_json::{Map, Value};
use std::collections::HashMap;
use tabular::{MOST_COLUMNS, MOST_ROWS};

/// Heading of the geometry.
pub const GEOMETRY: &str = "geometry";

#[derive(Deserialize)]
struct Collection<'a> {
    #[serde(rename = "type")]
    kind: String,
    #[serde(borrow, default)]
    features: Vec<Feature<'a>>,
}

#[derive(Deserialize)]
struct Feature<'a> {
    #[serde(borrow, default)]
    geometry: Option<&'a RawValue>,
    #[serde(default)]
    properties: Option<Map<String, Value>>,
}

pub fn read(bytes: &[u8]) -> Result<Sheet, Refusal> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let collection: Collection = serde_json::from_slice(bytes).map_err(|e| {
        let (line, column) = (e.line(), e.column());
        (
            Text::new(
                format!("GeoJSON illisible, ligne {line}, colonne {column}"),
                format!("unreadable GeoJSON, line {line}, column {column}"),
            ),
            Text::new("donnez une FeatureCollection entière", "give a whole FeatureCollection"),
        )
    })?;
    if collection.kind != "FeatureCollection" || collection.features.is_empty() {
        return Err((
            Text::new(
                "ce GeoJSON n’est pas une FeatureCollection, ou elle est vide",
                "this GeoJSON is not a FeatureCollection, or an empty one",
            ),
            Text::new("enregistrez la couche entière", "save the whole layer"),
        ));
    }
    let mut header: Vec<String> = vec![GEOMETRY.to_owned()];
    let mut at: HashMap<String, usize> = HashMap::new();
    let mut rows = Rows::new();
    for (number, feature) in (1..).zip(collection.features).take(MOST_ROWS + 1) {
        let mut cells = vec![String::new(); header.len()];
        cells[0] = feature.geometry.map(RawValue::get).filter(|g| *g != "null").unwrap_or_default().to_owned();
        for (key, value) in feature.properties.unwrap_or_default() {
            let place = match at.get(&key) {
                Some(place) => *place,
                None if header.len() >= MOST_COLUMNS => continue,
                None => {
                    at.insert(key.clone(), header.len());
                    header.push(key);
                    header.len() - 1
                }
            };
            if cells.len() <= place {
                cells.resize(place + 1, String::new());
            }
            cells[place] = shown(value);
        }
        rows.push((number, cells));
    }
    Ok(Sheet { name: String::new(), header, header_line: 0, rows, encoding: "GeoJSON".into(), separator: None })
}

fn shown(value: Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => tidy(&text),
        Value::Bool(yes) => if yes { "oui" } else { "non" }.to_owned(),
        Value::Array(values) if values.iter().all(|v| v.is_string() || v.is_number()) => {
            values.into_iter().map(shown).collect::<Vec<_>>().join("|")
        }
        other => other.to_string(),
    }
}
