//! A value as the public schema wants it written.

use crate::field::{Field, Kind};
use crate::record::Value;

/// The text of a cell.
pub fn written(field: &Field, value: &Value) -> String {
    match value {
        Value::Text(text) => text.clone(),
        Value::List(values) => values.join("|"),
        Value::Number(number) => number.to_string(),
        Value::Money(cents) if cents.0 % 100 == 0 => (cents.0 / 100).to_string(),
        Value::Money(cents) => format!("{}.{:02}", cents.0 / 100, cents.0 % 100),
        Value::Date(date) => date.to_string(),
        Value::Year(year) => format!("{year:04}"),
        Value::Yes(yes) => if *yes { "oui" } else { "non" }.to_owned(),
        Value::Shape(shape) => match field.kind {
            Kind::WktPoint | Kind::WktSurface => shape.wkt(),
            Kind::Point => shape.point_text().unwrap_or_default(),
            _ => shape.geojson(),
        },
    }
}
