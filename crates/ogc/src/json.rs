//! Features as GeoJSON text, written without an intermediate tree.

use crate::collection::{Collection, Feature, Kind, Value};
use crate::crs::Crs;
use crate::geometry;
use std::fmt::Write;

/// `{"type":"Feature",…}`; `more` is put before the last brace: `,"links":[…]`.
pub fn feature(out: &mut String, collection: &Collection, feature: &Feature, crs: Crs, more: &str) {
    out.push_str("{\"type\":\"Feature\",\"id\":");
    text(out, &feature.id);
    out.push_str(",\"geometry\":");
    match &feature.geometry {
        Some(shape) => geometry::write(out, shape, crs),
        None => out.push_str("null"),
    }
    out.push_str(",\"properties\":{");
    for (i, (property, value)) in collection.about.properties.iter().zip(&feature.values).enumerate() {
        if i > 0 {
            out.push(',');
        }
        // Names are ours: letters, figures, underscores.
        let _ = write!(out, "\"{}\":", property.name);
        self::value(out, property.kind, value.as_ref());
    }
    out.push('}');
    out.push_str(more);
    out.push('}');
}

/// The features of a page, comma between; the caller writes the brackets and the links.
pub fn features<'a>(out: &mut String, collection: &Collection, all: impl IntoIterator<Item = &'a Feature>, crs: Crs) {
    for (i, one) in all.into_iter().enumerate() {
        if i > 0 {
            out.push(',');
        }
        feature(out, collection, one, crs, "");
    }
}

fn value(out: &mut String, kind: Kind, value: Option<&Value>) {
    let _ = match value {
        None => write!(out, "null"),
        Some(Value::Text(t)) => return text(out, t),
        Some(Value::Bool(b)) => write!(out, "{b}"),
        Some(Value::Date(date)) => write!(out, "\"{date}\""),
        Some(Value::Number(n)) if kind == Kind::Integer => write!(out, "{n:.0}"),
        Some(Value::Number(n)) if n.is_finite() => write!(out, "{n}"),
        Some(Value::Number(_)) => write!(out, "null"),
    };
}

/// A JSON string, quotes included.
pub fn text(out: &mut String, text: &str) {
    out.push('"');
    let mut from = 0;
    for (i, byte) in text.bytes().enumerate() {
        if byte >= 0x20 && byte != b'"' && byte != b'\\' {
            continue;
        }
        out.push_str(&text[from..i]);
        let _ = match byte {
            b'"' => write!(out, "\\\""),
            b'\\' => write!(out, "\\\\"),
            control => write!(out, "\\u{control:04x}"),
        };
        from = i + 1;
    }
    out.push_str(&text[from..]);
    out.push('"');
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_written_string_reads_back() {
        for text in ["L’Haÿ", "guillemet \" barre \\", "ligne\nsuite\u{1}", ""] {
            let mut out = String::new();
            super::text(&mut out, text);
            assert_eq!(serde_json::from_str::<String>(&out).ok().as_deref(), Some(text));
        }
    }
}
