//! One table as GeoJSON (RFC 7946): the perimeter, or else the centre, is the geometry; every other field a property.

use crate::cell::written;
use crate::class::Class;
use crate::record::{Record, Value};
use crate::shape::Shape;
use serde_json::{Map, Value as Json, json};

/// The geometry of a record: its perimeter when it has one.
pub fn main_shape(record: &Record) -> Option<(&'static str, &Shape)> {
    let shapes = || {
        record.values().filter_map(|(f, v)| match v {
            Some(Value::Shape(shape)) => Some((f.name.as_str(), shape)),
            _ => None,
        })
    };
    shapes().find(|(_, s)| matches!(s, Shape::Surfaces(_))).or_else(|| shapes().next())
}

pub fn geojson<'a>(class: Class, records: impl IntoIterator<Item = &'a Record>) -> String {
    let features: Vec<Json> = records
        .into_iter()
        .filter(|r| r.class == class)
        .map(|record| {
            let main = main_shape(record);
            let mut properties = Map::new();
            for (field, value) in record.values().filter(|(f, _)| main.is_none_or(|(name, _)| name != f.name)) {
                let value = match value {
                    None => Json::Null,
                    Some(Value::Number(n)) if n.fract() == 0.0 && n.abs() < 9e15 => json!(*n as i64),
                    Some(Value::Number(n)) => json!(n),
                    Some(Value::Year(year)) => json!(year),
                    Some(value) => Json::String(written(field, value)),
                };
                properties.insert(field.name.clone(), value);
            }
            let geometry = main.map(|(_, s)| geojson::Geometry::from(&s.geometry()));
            json!({ "type": "Feature", "geometry": geometry, "properties": properties })
        })
        .collect();
    json!({ "type": "FeatureCollection", "name": class.name(), "features": features }).to_string()
}
