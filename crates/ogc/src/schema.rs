//! What a collection holds, as JSON Schema: for part 5 (`/schema`) and part 3 (`/queryables`) of OGC API – Features.

use crate::collection::{About, Kind};
use domain::Lang;
use serde_json::{Map, Value, json};

/// Address of the schema language both documents announce.
pub const DIALECT: &str = "https://json-schema.org/draft/2020-12/schema";

/// `id` is the address of the document. Queryables refuse other names (`additionalProperties: false`).
pub fn queryables(about: &About, id: &str, lang: Lang) -> Value {
    document(about, id, lang, false)
}

/// The feature as returned: identifier and geometry have their roles.
pub fn returnables(about: &About, id: &str, lang: Lang) -> Value {
    document(about, id, lang, true)
}

fn document(about: &About, id: &str, lang: Lang, roles: bool) -> Value {
    let mut properties = Map::new();
    properties.insert("geometry".into(), geometry(about, roles));
    for (i, property) in about.properties.iter().enumerate() {
        let mut schema = match property.kind {
            Kind::Text => json!({ "type": "string" }),
            Kind::Number => json!({ "type": "number" }),
            Kind::Integer => json!({ "type": "integer" }),
            Kind::Bool => json!({ "type": "boolean" }),
            Kind::Date => json!({ "type": "string", "format": "date" }),
        };
        schema["title"] = json!(property.title.get(lang));
        if !property.unit.is_empty() {
            schema["x-ogc-unit"] = json!(property.unit);
        }
        if roles {
            schema["x-ogc-propertySeq"] = json!(i + 1);
        }
        if roles && about.temporal == Some(i) {
            schema["x-ogc-role"] = json!("primary-instant");
        }
        properties.insert(property.name.into(), schema);
    }
    json!({
        "$schema": DIALECT,
        "$id": id,
        "type": "object",
        "title": about.title.get(lang),
        "description": about.description.get(lang),
        "properties": properties,
        "additionalProperties": false,
    })
}

fn geometry(about: &About, roles: bool) -> Value {
    let mut schema = json!({ "format": format!("geometry-{}", about.geometry) });
    if roles {
        schema["x-ogc-role"] = json!("primary-geometry");
    }
    schema
}
