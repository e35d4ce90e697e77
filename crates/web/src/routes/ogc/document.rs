//! The OpenAPI 3.0 description of the open data, from the collections themselves: clients learn from it which filters
//! each collection takes.

use super::ask::{Call, Format, Wrong};
use super::{GEOJSON, JSON, MVT, OPENAPI, SCHEMA};
use crate::app::App;
use axum::extract::State;
use axum::response::Response;
use ogc::query::{MOST, USUAL};
use ogc::{Collection, Crs, Kind};
use serde_json::{Map, Value, json};

pub async fn document(State(app): State<App>, call: Call) -> Result<Response, Wrong> {
    call.format(&[Format::Json], &[])?;
    let all = app.open_data.all(&app.reference, &app.sites());
    let mut paths = Map::new();
    let mut add = |path: String, summary: String, media: &str, params: Vec<Value>| {
        let id = path.replace(['{', '}'], "").replace(['/', '.'], "_");
        let refused = |what: &str| json!({ "description": what, "content": { "application/problem+json": { "schema": { "$ref": "#/components/schemas/problem" } } } });
        paths.insert(
            path,
            json!({ "get": { "operationId": format!("get{id}"), "summary": summary, "parameters": params, "responses": {
                "200": { "description": "OK", "content": { media: { "schema": { "type": if media == MVT { "string" } else { "object" } } } } },
                "400": refused("A parameter cannot be read: the sentence says which and how to mend it."),
                "404": refused("Nothing is at this address."),
                "406": refused("Nothing that the Accept header asks for exists here: the sentence says what does."),
            } } }),
        );
    };
    let t = |key: &str| call.here.t(key);
    add("/".into(), t("ogc-title"), JSON, vec![format(false)]);
    add("/conformance".into(), t("ogc-conformance"), JSON, vec![format(false)]);
    add("/collections".into(), t("ogc-collections"), JSON, vec![format(false)]);
    for collection in &all {
        let (about, lang) = (&collection.about, call.here.lang);
        let (at, title) = (format!("/collections/{}", about.id), about.title.get(lang).to_owned());
        add(at.clone(), title.clone(), JSON, vec![format(false)]);
        add(format!("{at}/items"), title.clone(), GEOJSON, filters(collection, lang));
        add(format!("{at}/items/{{featureId}}"), title.clone(), GEOJSON, vec![path("featureId", "string"), crs("crs"), format(false)]);
        add(format!("{at}/queryables"), t("ogc-queryables"), SCHEMA, vec![]);
        add(format!("{at}/schema"), t("ogc-schema"), SCHEMA, vec![]);
        add(format!("{at}/tiles"), t("ogc-tiles"), JSON, vec![]);
        add(format!("{at}/tiles/WebMercatorQuad"), t("ogc-tiles"), JSON, vec![]);
        let mut place = ["tileMatrix", "tileRow", "tileCol"].map(|name| path(name, "integer")).to_vec();
        place.extend(super::tiles::filters(about.id).iter().map(|name| query(name, json!({ "type": "string" }))));
        add(format!("{at}/tiles/WebMercatorQuad/{{tileMatrix}}/{{tileRow}}/{{tileCol}}"), title, MVT, place);
    }
    let body = json!({
        "openapi": "3.0.3",
        "info": { "title": t("ogc-title"), "description": t("ogc-lead"), "version": env!("CARGO_PKG_VERSION") },
        "servers": [{ "url": call.url("/ogc") }],
        "paths": paths,
        "components": { "schemas": { "problem": { "type": "object", "properties": {
            "title": { "type": "string" }, "status": { "type": "integer" }, "detail": { "type": "string" } } } } },
    });
    Ok(call.json(OPENAPI, "", &body))
}

fn query(name: &str, schema: Value) -> Value {
    json!({ "name": name, "in": "query", "required": false, "schema": schema, "style": "form", "explode": false })
}

fn path(name: &str, kind: &str) -> Value {
    json!({ "name": name, "in": "path", "required": true, "schema": { "type": kind } })
}

fn format(table: bool) -> Value {
    let all: &[&str] = if table { &["json", "html", "csv", "xlsx"] } else { &["json", "html"] };
    query("f", json!({ "type": "string", "enum": all }))
}

fn crs(name: &str) -> Value {
    query(name, json!({ "type": "string", "format": "uri", "enum": Crs::ALL.map(Crs::uri), "default": Crs::Crs84.uri() }))
}

fn filters(collection: &Collection, lang: domain::Lang) -> Vec<Value> {
    let four_or_six = json!({ "type": "array", "minItems": 4, "maxItems": 6, "items": { "type": "number" } });
    let mut all = vec![
        query("limit", json!({ "type": "integer", "minimum": 1, "maximum": MOST, "default": USUAL })),
        query("bbox", four_or_six),
        crs("bbox-crs"),
        crs("crs"),
        query("datetime", json!({ "type": "string" })),
        query("filter", json!({ "type": "string" })),
        query("filter-lang", json!({ "type": "string", "enum": ["cql2-text", "cql2-json"], "default": "cql2-text" })),
        crs("filter-crs"),
        query("after", json!({ "type": "string" })),
        format(true),
    ];
    for property in &collection.about.properties {
        let kind = match property.kind {
            Kind::Text | Kind::Date => "string",
            Kind::Number => "number",
            Kind::Integer => "integer",
            Kind::Bool => "boolean",
        };
        let mut param = query(property.name, json!({ "type": kind }));
        param["description"] = json!(property.title.get(lang));
        all.push(param);
    }
    all
}
