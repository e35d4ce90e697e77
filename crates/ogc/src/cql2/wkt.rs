//! The geometries of a CQL2 text: well-known text and `BBOX(…)`, read into GeoJSON. Heights are left aside.

use super::text::Reader;
use super::token::Token;
use crate::geometry::{MAX_VERTICES, too_heavy};
use domain::{Problem, Text};
use serde_json::{Value, json};

/// The geometry that begins with this word; none when the word is no geometry.
pub(super) fn read(reader: &mut Reader, word: &str) -> Result<Option<Value>, Problem> {
    let (kind, depth) = match word {
        "POINT" => ("Point", 0),
        "LINESTRING" => ("LineString", 1),
        "MULTIPOINT" => ("MultiPoint", 1),
        "POLYGON" => ("Polygon", 2),
        "MULTILINESTRING" => ("MultiLineString", 2),
        "MULTIPOLYGON" => ("MultiPolygon", 3),
        "GEOMETRYCOLLECTION" => {
            reader.take();
            reader.want("(")?;
            let all = reader.list(member)?;
            return Ok(Some(json!({ "type": "GeometryCollection", "geometries": all })));
        }
        "BBOX" => {
            reader.take();
            reader.want("(")?;
            return Ok(Some(json!({ "bbox": reader.list(number)? })));
        }
        _ => return Ok(None),
    };
    reader.take();
    reader.eat_word("Z");
    reader.want("(")?;
    let mut vertices = 0;
    let coordinates = if depth == 0 {
        let place = position(reader, &mut vertices)?;
        reader.want(")")?;
        place
    } else {
        nested(reader, depth, kind == "MultiPoint", &mut vertices)?
    };
    Ok(Some(json!({ "type": kind, "coordinates": coordinates })))
}

/// A geometry of a collection; a collection holds no other.
fn member(reader: &mut Reader) -> Result<Value, Problem> {
    let word = match reader.peek() {
        Some(Token::Word(word)) => word.to_ascii_uppercase(),
        _ => String::new(),
    };
    let found =
        if word.starts_with("MULTI") || ["POINT", "LINESTRING", "POLYGON"].contains(&word.as_str()) { read(reader, &word)? } else { None };
    found.ok_or_else(|| reader.unexpected(Text::new("une géométrie", "a geometry")))
}

/// Lists of lists of positions, the opening bracket being read.
fn nested(reader: &mut Reader, depth: usize, bracketed: bool, vertices: &mut usize) -> Result<Value, Problem> {
    let list = reader.list(|r| {
        if depth > 1 {
            r.want("(")?;
            return nested(r, depth - 1, false, vertices);
        }
        // MULTIPOINT((1 2), (3 4)) and MULTIPOINT(1 2, 3 4) are both written.
        let inner = bracketed && r.eat("(");
        let place = position(r, vertices)?;
        if inner {
            r.want(")")?;
        }
        Ok(place)
    })?;
    Ok(Value::Array(list))
}

fn position(reader: &mut Reader, vertices: &mut usize) -> Result<Value, Problem> {
    *vertices += 1;
    if *vertices > MAX_VERTICES {
        return Err(too_heavy(*vertices, "filter"));
    }
    let place = [number(reader)?, number(reader)?];
    if matches!(reader.peek(), Some(Token::Number(_))) {
        reader.take();
    }
    Ok(json!(place))
}

fn number(reader: &mut Reader) -> Result<f64, Problem> {
    match reader.peek() {
        Some(Token::Number(n)) => {
            let n = *n;
            reader.take();
            Ok(n)
        }
        _ => Err(reader.unexpected(Text::new("un nombre", "a number"))),
    }
}
