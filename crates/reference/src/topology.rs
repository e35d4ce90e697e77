//! A small decoder of TopoJSON: shared arcs, quantised and delta-encoded, back to rings of coordinates.
//!
//! Format: the TopoJSON specification, version 1.0 (topojson/topojson-specification).

use domain::Text;
use serde::Deserialize;
use std::collections::BTreeMap;

pub type Ring = Vec<[f64; 2]>;

/// One feature: rings of all its polygons (outer and holes alike: drawn with the even-odd rule).
pub struct Feature {
    pub id: String,
    pub name: String,
    /// Polygons, each with its outer ring first.
    pub polygons: Vec<Vec<Ring>>,
}

#[derive(Deserialize)]
struct File {
    arcs: Vec<Vec<[f64; 2]>>,
    transform: Option<Transform>,
    objects: BTreeMap<String, Object>,
}

#[derive(Deserialize)]
struct Transform {
    scale: [f64; 2],
    translate: [f64; 2],
}

#[derive(Deserialize)]
struct Object {
    #[serde(default)]
    geometries: Vec<Geometry>,
}

#[derive(Deserialize)]
struct Geometry {
    #[serde(default)]
    id: Option<serde_json::Value>,
    #[serde(default)]
    properties: BTreeMap<String, serde_json::Value>,
    #[serde(flatten)]
    shape: Shape,
}

#[derive(Deserialize)]
#[serde(tag = "type")]
enum Shape {
    Polygon {
        arcs: Vec<Vec<i64>>,
    },
    MultiPolygon {
        arcs: Vec<Vec<Vec<i64>>>,
    },
    /// Points, lines and empty geometries draw nothing here.
    #[serde(other)]
    Other,
}

/// Polygons of one object of a TopoJSON file, in degrees. `file` names it in errors.
pub fn decode(file: &str, text: &str, object: &str) -> Result<Vec<Feature>, Text> {
    let bad = |why: Text| Text::new(format!("{file} : {}", why.fr), format!("{file}: {}", why.en));
    let topology: File = serde_json::from_str(text).map_err(|e| bad(Text::same(e.to_string())))?;
    let arcs: Vec<Ring> = topology.arcs.iter().map(|arc| absolute(arc, topology.transform.as_ref())).collect();
    let object =
        topology.objects.get(object).ok_or_else(|| bad(Text::new(format!("pas d’objet « {object} »"), format!("no object “{object}”"))))?;
    let mut features = Vec::new();
    for geometry in &object.geometries {
        let polygons = match &geometry.shape {
            Shape::Polygon { arcs } => vec![arcs.clone()],
            Shape::MultiPolygon { arcs } => arcs.clone(),
            Shape::Other => continue,
        };
        let ring = |indices: &Vec<i64>| stitch(indices, &arcs).ok_or_else(|| bad(Text::new("un arc manque", "an arc is missing")));
        let polygons = polygons.iter().map(|rings| rings.iter().map(ring).collect::<Result<Vec<Ring>, Text>>());
        let text = |value: Option<&serde_json::Value>| match value {
            Some(serde_json::Value::String(text)) => text.clone(),
            Some(other) => other.to_string(),
            None => String::new(),
        };
        features.push(Feature {
            id: text(geometry.id.as_ref()),
            name: text(geometry.properties.get("name")),
            polygons: polygons.collect::<Result<_, _>>()?,
        });
    }
    Ok(features)
}

fn absolute(arc: &[[f64; 2]], transform: Option<&Transform>) -> Ring {
    let Some(Transform { scale, translate }) = transform else {
        return arc.to_vec();
    };
    let mut at = [0.0, 0.0];
    arc.iter()
        .map(|step| {
            at = [at[0] + step[0], at[1] + step[1]];
            [at[0] * scale[0] + translate[0], at[1] * scale[1] + translate[1]]
        })
        .collect()
}

/// A negative index `i` is the arc `!i` read backwards; the first point of an arc repeats the last of the one before.
fn stitch(indices: &[i64], arcs: &[Ring]) -> Option<Ring> {
    let mut ring = Ring::new();
    for &index in indices {
        let backwards = index < 0;
        let arc = arcs.get(usize::try_from(if backwards { !index } else { index }).ok()?)?;
        let skip = usize::from(!ring.is_empty());
        if backwards {
            ring.extend(arc.iter().rev().skip(skip));
        } else {
            ring.extend(arc.iter().skip(skip));
        }
    }
    Some(ring)
}

#[cfg(test)]
mod tests {
    use super::decode;

    #[test]
    fn a_square_cut_in_two_arcs_one_read_backwards_closes() {
        let text = r#"{"type":"Topology","transform":{"scale":[0.5,2],"translate":[10,40]},"arcs":[[[0,0],[2,0],[0,1]],[[0,0],[0,1],[2,0]]],
            "objects":{"o":{"type":"GeometryCollection","geometries":[{"type":"Polygon","id":7,"properties":{"name":"A"},"arcs":[[0,-2]]}]}}}"#;
        let features = decode("t.json", text, "o").expect("valid");
        assert_eq!(features[0].id, "7");
        let ring = &features[0].polygons[0][0];
        assert_eq!(ring, &vec![[10.0, 40.0], [11.0, 40.0], [11.0, 42.0], [10.0, 42.0], [10.0, 40.0]]);
    }

    #[test]
    fn an_arc_that_does_not_exist_is_said_not_guessed() {
        let text = r#"{"arcs":[],"objects":{"o":{"geometries":[{"type":"Polygon","arcs":[[3]]}]}}}"#;
        assert!(decode("t.json", text, "o").is_err());
        assert!(decode("t.json", "{}", "o").is_err());
    }
}
