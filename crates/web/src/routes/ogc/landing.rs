//! Where a client begins: what is here, which parts of the standards are kept, and how to connect.

use super::ask::{Call, Format, Wrong};
use super::{JSON, OPENAPI};
use crate::app::App;
use crate::error::html;
use crate::page::{Nav, Page};
use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use domain::Lang;
use ogc::{Collection, Crs};
use serde_json::{Value, json};
use std::sync::Arc;

/// Parts of the standards that are kept whole, each by its conformance class.
const CLASSES: &[&str] = &[
    "http://www.opengis.net/spec/ogcapi-common-1/1.0/conf/core",
    "http://www.opengis.net/spec/ogcapi-common-2/1.0/conf/collections",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/oas30",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/html",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/geojson",
    "http://www.opengis.net/spec/ogcapi-features-2/1.0/conf/crs",
    "http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/queryables",
    "http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/queryables-query-parameters",
    "http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/filter",
    "http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/features-filter",
    "http://www.opengis.net/spec/ogcapi-features-5/1.0/conf/schemas",
    "http://www.opengis.net/spec/ogcapi-features-5/1.0/conf/core-roles-features",
    "http://www.opengis.net/spec/ogcapi-features-5/1.0/conf/queryables",
    "http://www.opengis.net/spec/cql2/1.0/conf/cql2-text",
    "http://www.opengis.net/spec/cql2/1.0/conf/cql2-json",
    "http://www.opengis.net/spec/cql2/1.0/conf/basic-cql2",
    "http://www.opengis.net/spec/cql2/1.0/conf/advanced-comparison-operators",
    "http://www.opengis.net/spec/cql2/1.0/conf/case-insensitive-comparison",
    "http://www.opengis.net/spec/cql2/1.0/conf/accent-insensitive-comparison",
    "http://www.opengis.net/spec/cql2/1.0/conf/basic-spatial-functions",
    "http://www.opengis.net/spec/cql2/1.0/conf/basic-spatial-functions-plus",
    "http://www.opengis.net/spec/cql2/1.0/conf/spatial-functions",
    "http://www.opengis.net/spec/cql2/1.0/conf/property-property",
    "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/core",
    "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/tileset",
    "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/tilesets-list",
    "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/geodata-tilesets",
    "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/mvt",
    "http://www.opengis.net/spec/tms/2.0/conf/tilematrixset",
    "http://www.opengis.net/spec/tms/2.0/conf/json-tilematrixset",
    "http://www.opengis.net/spec/tms/2.0/conf/tilesetmetadata",
    "http://www.opengis.net/spec/tms/2.0/conf/json-tilesetmetadata",
];

pub fn link(href: String, rel: &str, media: &str, title: &str) -> Value {
    let mut link = json!({ "href": href, "rel": rel, "type": media });
    if !title.is_empty() {
        link["title"] = json!(title);
    }
    link
}

/// This page in its other format, and itself.
pub fn both(call: &Call, media: &str) -> Vec<Value> {
    vec![
        link(call.with(&[("f", Some("json"))]), "self", media, "JSON"),
        link(call.with(&[("f", Some("html"))]), "alternate", "text/html", "HTML"),
    ]
}

#[derive(Template)]
#[template(path = "ogc/landing.html")]
struct Landing<'a> {
    page: Page,
    base: &'a str,
    rows: Vec<Row>,
}

pub struct Row {
    pub id: &'static str,
    pub title: String,
    pub about: String,
    pub count: usize,
}

pub fn rows(all: &[Arc<Collection>], lang: Lang) -> Vec<Row> {
    let row = |c: &Arc<Collection>| Row {
        id: c.about.id,
        title: c.about.title.get(lang).to_owned(),
        about: c.about.description.get(lang).to_owned(),
        count: c.features().len(),
    };
    all.iter().map(row).collect()
}

pub async fn landing(State(app): State<App>, call: Call) -> Result<Response, Wrong> {
    let format = call.format(&[Format::Json, Format::Html], &[])?;
    let lang = call.here.lang;
    if format == Format::Html {
        let all = app.open_data.all(&app.reference, &app.sites());
        let page = call.here.page(Nav::None, call.here.t("ogc-title"));
        let view = Landing { page, base: &call.base, rows: rows(&all, lang) };
        return Ok(html(&call.here, &view).into_response());
    }
    let mut links = both(&call, JSON);
    let t = |key: &str| call.here.t(key);
    links.extend([
        link(call.url("/ogc/api"), "service-desc", OPENAPI, &t("ogc-api")),
        link(call.url("/ogc?f=html"), "service-doc", "text/html", &t("ogc-title")),
        link(call.url("/ogc/conformance"), "conformance", JSON, &t("ogc-conformance")),
        link(call.url("/ogc/conformance"), "http://www.opengis.net/def/rel/ogc/1.0/conformance", JSON, &t("ogc-conformance")),
        link(call.url("/ogc/collections"), "data", JSON, &t("ogc-collections")),
        link(call.url("/ogc/collections"), "http://www.opengis.net/def/rel/ogc/1.0/data", JSON, &t("ogc-collections")),
        link(call.url("/ogc/tileMatrixSets"), "http://www.opengis.net/def/rel/ogc/1.0/tiling-schemes", JSON, ""),
        link(format!("{}/catalog.jsonld", app.base_url), "describedby", "application/ld+json", "DCAT"),
    ]);
    let body = json!({ "title": t("ogc-title"), "description": t("ogc-lead"), "links": links });
    Ok(call.json(JSON, "", &body))
}

#[derive(Template)]
#[template(path = "ogc/conformance.html")]
struct Conformance {
    page: Page,
    classes: &'static [&'static str],
    systems: Vec<&'static str>,
}

pub async fn conformance(call: Call) -> Result<Response, Wrong> {
    if call.format(&[Format::Json, Format::Html], &[])? == Format::Html {
        let page = call.here.page(Nav::None, call.here.t("ogc-conformance"));
        return Ok(html(&call.here, &Conformance { page, classes: CLASSES, systems: Crs::ALL.map(Crs::uri).to_vec() }).into_response());
    }
    Ok(call.json(JSON, "", &json!({ "conformsTo": CLASSES, "links": both(&call, JSON) })))
}
