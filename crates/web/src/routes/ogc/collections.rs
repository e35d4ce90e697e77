//! The collections and what each says of itself: extent, reference systems, links.

use super::ask::{Call, Format, Wrong, cut};
use super::landing::{Row, both, link, rows};
use super::{GEOJSON, JSON, SCHEMA};
use crate::app::App;
use crate::error::html;
use crate::page::{Nav, Page};
use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use domain::Text;
use ogc::{Collection, Crs, Kind};
use serde_json::{Value, json};
use std::sync::Arc;

#[derive(Template)]
#[template(path = "ogc/collections.html")]
struct List {
    page: Page,
    rows: Vec<Row>,
}

/// The collection of this name, or a 404 that lists those that exist.
pub fn find(app: &App, call: &Call, id: &str) -> Result<Arc<Collection>, Wrong> {
    let sites = app.sites();
    app.open_data.find(id, &app.reference, &sites).ok_or_else(|| {
        let names: Vec<&str> = app.open_data.all(&app.reference, &sites).iter().map(|c| c.about.id).collect();
        let (id, names) = (cut(id), names.join(", "));
        call.missing(Text::new(format!("pas de collection « {id} » ; il y a {names}"), format!("no collection “{id}”; there are {names}")))
    })
}

pub async fn list(State(app): State<App>, call: Call) -> Result<Response, Wrong> {
    let format = call.format(&[Format::Json, Format::Html], &[])?;
    let all = app.open_data.all(&app.reference, &app.sites());
    if format == Format::Html {
        let page = call.here.page(Nav::None, call.here.t("ogc-collections"));
        return Ok(html(&call.here, &List { page, rows: rows(&all, call.here.lang) }).into_response());
    }
    let mut links = both(&call, JSON);
    links.push(link(format!("{}/catalog.jsonld", app.base_url), "describedby", "application/ld+json", "DCAT"));
    let collections: Vec<Value> = all.iter().map(|c| describe(&call, c, false)).collect();
    Ok(call.json(JSON, "", &json!({ "links": links, "crs": Crs::ALL.map(Crs::uri), "collections": collections })))
}

#[derive(Template)]
#[template(path = "ogc/collection.html")]
struct Show<'a> {
    page: Page,
    collection: &'a Collection,
    extent: String,
    base: &'a str,
    systems: Vec<&'static str>,
}

pub async fn show(State(app): State<App>, Path(id): Path<String>, call: Call) -> Result<Response, Wrong> {
    let format = call.format(&[Format::Json, Format::Html], &[])?;
    let collection = find(&app, &call, &id)?;
    if format == Format::Html {
        let page = call.here.page(Nav::None, collection.about.title.get(call.here.lang));
        let number = |n: f64| page.number(&n, 3);
        let extent = collection.extent().map_or_else(String::new, |r| {
            let corner = |x, y| format!("{}{}{}", number(x), page.semicolon(), number(y));
            format!("{} → {}", corner(r.min().x, r.min().y), corner(r.max().x, r.max().y))
        });
        let view = Show { extent, collection: &collection, base: &call.base, systems: Crs::ALL.map(Crs::uri).to_vec(), page };
        return Ok(html(&call.here, &view).into_response());
    }
    Ok(call.json(JSON, collection.version(), &describe(&call, &collection, true)))
}

/// `own`: the answer is about this collection alone, and holds its own address.
fn describe(call: &Call, collection: &Collection, own: bool) -> Value {
    let about = &collection.about;
    let lang = call.here.lang;
    let at = format!("/ogc/collections/{}", about.id);
    let t = |key: &str| call.here.t(key);
    let mut links = if own { both(call, JSON) } else { vec![link(call.url(&at), "self", JSON, about.title.get(lang))] };
    let rel = |name: &str| format!("http://www.opengis.net/def/rel/ogc/1.0/{name}");
    links.extend([
        link(call.url(&format!("{at}/items")), "items", GEOJSON, "GeoJSON"),
        link(call.url(&format!("{at}/items?f=html")), "items", "text/html", "HTML"),
        link(call.url(&format!("{at}/items?f=csv")), "items", "text/csv", "CSV"),
        link(call.url(&format!("{at}/queryables")), &rel("queryables"), SCHEMA, &t("ogc-queryables")),
        link(call.url(&format!("{at}/schema")), &rel("schema"), SCHEMA, &t("ogc-schema")),
        link(call.url(&format!("{at}/schema")), "describedby", SCHEMA, &t("ogc-schema")),
        link(call.url(&format!("{at}/tiles")), &rel("tilesets-vector"), JSON, &t("ogc-tiles")),
    ]);
    links.extend(licence(about).map(|href| link(href.to_owned(), "license", "text/html", "")));
    let mut extent = json!({});
    if let Some(r) = collection.extent() {
        extent["spatial"] = json!({ "bbox": [[r.min().x, r.min().y, r.max().x, r.max().y]], "crs": Crs::Crs84.uri() });
    }
    if let Some((first, last)) = collection.period() {
        let instant = |day: jiff::civil::Date| format!("{day}T00:00:00Z");
        extent["temporal"] = json!({ "interval": [[instant(first), instant(last)]] });
    }
    let mut told = json!({
        "id": about.id,
        "title": about.title.get(lang),
        "description": about.description.get(lang),
        "itemType": "feature",
        "extent": extent,
        "crs": Crs::ALL.map(Crs::uri),
        "storageCrs": Crs::Crs84.uri(),
        "links": links,
    });
    let sources: Vec<String> =
        about.sources.iter().map(|(title, licence)| format!("{} {licence}", title.get(lang)).trim().to_owned()).collect();
    if !sources.is_empty() {
        told["attribution"] = json!(sources.join(" ; "));
    }
    told
}

/// Page of the licence, when all the sources have the same and it is one we know.
pub fn licence(about: &ogc::About) -> Option<&'static str> {
    const OPEN: &str = "https://www.etalab.gouv.fr/licence-ouverte-open-licence/";
    let open = |licence: &str| licence.starts_with("Licence Ouverte");
    (!about.sources.is_empty() && about.sources.iter().all(|(_, licence)| open(licence))).then_some(OPEN)
}

/// How a kind of property is named on a page: a key of the words.
pub fn kind(kind: &Kind) -> &'static str {
    match kind {
        Kind::Text => "ogc-kind-text",
        Kind::Number => "ogc-kind-number",
        Kind::Integer => "ogc-kind-integer",
        Kind::Bool => "ogc-kind-bool",
        Kind::Date => "ogc-kind-date",
    }
}
