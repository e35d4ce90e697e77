//! Features of a collection, under the filters of the address: as GeoJSON, as a page, as a table to take away.

use super::ask::{Call, Format, Wrong, cut};
use super::landing::link;
use super::{GEOJSON, collections, features};
use crate::app::App;
use crate::error::html;
use crate::page::{Nav, Page};
use askama::Template;
use axum::extract::{Path, State};
use axum::http::{HeaderName, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use domain::{Lang, Text};
use ogc::query::{MOST, USUAL, equal};
use ogc::{Bbox, Collection, Crs, Feature, Filter, Language, Period, Query, Value, json};
use std::fmt::Write;

const PARAMS: [&str; 9] = ["limit", "bbox", "bbox-crs", "crs", "datetime", "filter", "filter-lang", "filter-crs", "after"];

pub async fn items(State(app): State<App>, Path(id): Path<String>, call: Call) -> Result<Response, Wrong> {
    let collection = collections::find(&app, &call, &id)?;
    let known: Vec<&str> = PARAMS.iter().copied().chain(collection.about.properties.iter().map(|p| p.name)).collect();
    let format = call.format(&[Format::Json, Format::Html, Format::Csv, Format::Xlsx], &known)?;
    let crs = system(&call, "crs")?;
    let query = read(&call, &collection)?;
    // A filter reads every feature: not on the threads that serve the others.
    if query.filter.is_some() || format == Format::Xlsx {
        let task = move || write(&call, &collection, &query, format, crs);
        return tokio::task::spawn_blocking(task).await.unwrap_or_else(|why| std::panic::resume_unwind(why.into_panic()));
    }
    write(&call, &collection, &query, format, crs)
}

pub async fn item(State(app): State<App>, Path((id, feature)): Path<(String, String)>, call: Call) -> Result<Response, Wrong> {
    let format = call.format(&[Format::Json, Format::Html], &["crs"])?;
    let collection = collections::find(&app, &call, &id)?;
    let crs = system(&call, "crs")?;
    let Some(found) = collection.find(&feature) else {
        let (feature, title) = (cut(&feature), &collection.about.title);
        return Err(call.missing(Text::each(|lang| match lang {
            Lang::Fr => format!("rien ne porte l’identifiant « {feature} » dans {}", title.get(lang)),
            Lang::En => format!("nothing has the identifier “{feature}” in {}", title.get(lang)),
        })));
    };
    if format == Format::Html {
        return item_page(&call, &collection, found);
    }
    let at = call.url(&format!("/ogc/collections/{id}"));
    let mut links = vec![
        link(call.with(&[("f", Some("json"))]), "self", GEOJSON, "GeoJSON"),
        link(call.with(&[("f", Some("html"))]), "alternate", "text/html", "HTML"),
        link(at, "collection", super::JSON, collection.about.title.get(call.here.lang)),
    ];
    links.extend(page_of(&call, &collection, found).map(|href| link(href, "related", "text/html", "Rebond")));
    let mut body = String::new();
    json::feature(&mut body, &collection, found, crs, &format!(",\"links\":{}", serde_json::Value::Array(links)));
    Ok(call.answer(GEOJSON, collection.version(), &[content_crs(crs)], body))
}

/// The page of Rebond about this feature.
fn page_of(call: &Call, collection: &Collection, feature: &Feature) -> Option<String> {
    match collection.about.id {
        features::SITES => Some(call.url(&format!("/sites/{}", feature.id))),
        features::BROWNFIELDS => Some(call.url(&format!("/friches/{}", feature.id))),
        "territories" => feature.id.split_once('-').map(|(phase, code)| call.url(&format!("/territoires/{phase}/{code}"))),
        _ => None,
    }
}

fn content_crs(crs: Crs) -> (HeaderName, String) {
    (HeaderName::from_static("content-crs"), format!("<{}>", crs.uri()))
}

fn system(call: &Call, name: &str) -> Result<Crs, Wrong> {
    let Some(uri) = call.get(name) else { return Ok(Crs::Crs84) };
    Crs::parse(uri).ok_or_else(|| {
        let (uri, all) = (cut(uri), Crs::ALL.map(Crs::uri).join(", "));
        call.bad(Text::new(format!("{name} inconnu « {uri} » ; choisir {all}"), format!("unknown {name} “{uri}”; choose {all}")))
    })
}

/// The question of the address.
fn read(call: &Call, collection: &Collection) -> Result<Query, Wrong> {
    let limit = match call.get("limit") {
        None => USUAL,
        // Above the bound the standard wants the bound, not a refusal.
        Some(text) => text.parse::<u64>().ok().filter(|n| *n > 0).map(|n| (n as usize).min(MOST)).ok_or_else(|| {
            let text = cut(text);
            call.bad(Text::new(
                format!("limit est un nombre entier de 1 à {MOST}, « {text} » n’en est pas un"),
                format!("limit is a whole number from 1 to {MOST}, “{text}” is not"),
            ))
        })?,
    };
    let tell = |problem: domain::Problem| call.problem(&problem);
    let bbox_crs = system(call, "bbox-crs")?;
    let bbox = call.get("bbox").map(|text| Bbox::parse(text, bbox_crs)).transpose().map_err(tell)?;
    let period = call.get("datetime").map(Period::parse).transpose().map_err(tell)?;
    let language = match call.get("filter-lang") {
        None => Language::Text,
        Some(name) => Language::parse(name).ok_or_else(|| {
            let name = cut(name);
            call.bad(Text::new(
                format!("filter-lang inconnu « {name} » : choisir cql2-text ou cql2-json"),
                format!("unknown filter-lang “{name}”: choose cql2-text or cql2-json"),
            ))
        })?,
    };
    let filter_crs = system(call, "filter-crs")?;
    // An empty field of the form asks for nothing.
    let filter = call.get("filter").filter(|f| !f.trim().is_empty());
    let filter = filter.map(|text| Filter::read(text, language, &collection.about, filter_crs)).transpose().map_err(tell)?;
    let mut equals = vec![];
    for (name, value) in call.params() {
        if let Some(one) = equal(&collection.about, name, value).map_err(tell)? {
            equals.push(one);
        }
    }
    Ok(Query { bbox, period, filter, equal: equals, after: call.get("after").map(str::to_owned), limit })
}

fn write(call: &Call, collection: &Collection, query: &Query, format: Format, crs: Crs) -> Result<Response, Wrong> {
    let page = collection.query(query);
    let next = page.next.map(|after| call.with(&[("after", Some(after))]));
    match format {
        Format::Html => list_page(call, collection, &page, next),
        Format::Csv | Format::Xlsx => {
            let (heads, rows) = table(call, collection, &page.features);
            let heads: Vec<&str> = heads.iter().map(String::as_str).collect();
            let name = format!("{}.{}", collection.about.id, format.name());
            let answer = crate::table::answer(&call.here, &name, collection.about.title.get(call.here.lang), &heads, &rows);
            let mut response = answer.into_response();
            if let Some(link) = next.and_then(|href| HeaderValue::from_str(&format!("<{href}>; rel=\"next\"")).ok()) {
                response.headers_mut().insert(header::LINK, link);
            }
            Ok(response)
        }
        _ => {
            let mut body = String::with_capacity(256 * (page.features.len() + 4));
            body.push_str("{\"type\":\"FeatureCollection\",\"features\":[");
            json::features(&mut body, collection, page.features.iter().copied(), crs);
            let _ = write!(body, "],\"numberMatched\":{},\"numberReturned\":{},\"links\":[", page.matched, page.features.len());
            // RFC 7946 lets a collection hold further members.
            let swapped = page.matched == 0 && query.bbox.as_ref().is_some_and(|bbox| collection.meets_swapped(bbox));
            let mut one = |href: &str, rel: &str, media: &str| {
                let comma = if body.ends_with('[') { "" } else { "," };
                let _ = write!(body, "{comma}{{\"href\":");
                json::text(&mut body, href);
                let _ = write!(body, ",\"rel\":\"{rel}\",\"type\":\"{media}\"}}");
            };
            one(&call.with(&[("f", Some("json"))]), "self", GEOJSON);
            one(&call.with(&[("f", Some("html"))]), "alternate", "text/html");
            one(&call.with(&[("f", Some("csv"))]), "alternate", "text/csv");
            if let Some(next) = &next {
                one(next, "next", GEOJSON);
            }
            one(&call.url(&format!("/ogc/collections/{}", collection.about.id)), "collection", super::JSON);
            body.push(']');
            if swapped {
                body.push_str(",\"note\":");
                json::text(&mut body, &call.here.t("ogc-swapped"));
            }
            body.push('}');
            Ok(call.answer(GEOJSON, collection.version(), &[content_crs(crs)], body))
        }
    }
}

/// Heads and cells: identifier, properties, longitude and latitude of a point.
fn table(call: &Call, collection: &Collection, features: &[&Feature]) -> (Vec<String>, Vec<Vec<String>>) {
    let lang = call.here.lang;
    let titles = collection.about.properties.iter().map(|p| p.title.get(lang).to_owned());
    let heads = std::iter::once("id".to_owned()).chain(titles).chain([call.here.t("ogc-longitude"), call.here.t("ogc-latitude")]).collect();
    let row = |f: &&Feature| {
        let (x, y) = match &f.geometry {
            Some(geo::Geometry::Point(p)) => (p.x().to_string(), p.y().to_string()),
            _ => Default::default(),
        };
        let cells = f.values.iter().map(|v| v.as_ref().map(plain).unwrap_or_default());
        std::iter::once(f.id.clone()).chain(cells).chain([x, y]).collect()
    };
    (heads, features.iter().map(row).collect())
}

fn plain(value: &Value) -> String {
    match value {
        Value::Text(text) => text.to_string(),
        Value::Number(n) => n.to_string(),
        Value::Bool(b) => b.to_string(),
        Value::Date(date) => date.to_string(),
    }
}

#[derive(Template)]
#[template(path = "ogc/items.html")]
struct List<'a> {
    page: Page,
    collection: &'a Collection,
    rows: Vec<(String, Vec<String>)>,
    matched: usize,
    next: Option<String>,
    first: Option<String>,
    filter: &'a str,
    bbox: &'a str,
    limit: usize,
    json: String,
    csv: String,
    xlsx: String,
}

fn list_page(call: &Call, collection: &Collection, found: &ogc::Page, next: Option<String>) -> Result<Response, Wrong> {
    let page = call.here.page(Nav::None, format!("{}\u{a0}– {}", collection.about.title.get(call.here.lang), call.here.t("ogc-items")));
    let as_format = |f: &str| call.with(&[("f", Some(f))]);
    let rows = found
        .features
        .iter()
        .map(|f| (f.id.clone(), f.values.iter().zip(&collection.about.properties).map(|(v, p)| shown(&page, v, p)).collect()))
        .collect();
    let view = List {
        collection,
        rows,
        matched: found.matched,
        next,
        first: call.get("after").map(|_| call.with(&[("after", None)])),
        filter: call.get("filter").unwrap_or_default(),
        bbox: call.get("bbox").unwrap_or_default(),
        limit: call.get("limit").and_then(|l| l.parse().ok()).unwrap_or(USUAL),
        json: as_format("json"),
        csv: as_format("csv"),
        xlsx: as_format("xlsx"),
        page,
    };
    Ok(html(&call.here, &view).into_response())
}

/// A value as people read it; its words are those of a source, French in every language.
fn shown(page: &Page, value: &Option<Value>, property: &ogc::Property) -> String {
    match value {
        None => page.t("unknown"),
        Some(Value::Text(text)) => page.titled(text),
        Some(Value::Bool(b)) => page.t(if *b { "ogc-yes" } else { "ogc-no" }),
        Some(Value::Date(date)) => page.short_date(date),
        Some(Value::Number(n)) if property.kind == ogc::Kind::Integer => page.number(n, 0),
        Some(Value::Number(n)) => page.number(n, if n.fract() == 0.0 { 0 } else { 2 }),
    }
}

#[derive(Template)]
#[template(path = "ogc/item.html")]
struct Item<'a> {
    page: Page,
    collection: &'a Collection,
    feature: &'a Feature,
    rows: Vec<(String, String)>,
    place: Option<(String, String)>,
    json: String,
    link: Option<String>,
}

fn item_page(call: &Call, collection: &Collection, feature: &Feature) -> Result<Response, Wrong> {
    let name = collection.about.column("name").and_then(|c| feature.values[c].as_ref()).map(plain).unwrap_or_else(|| feature.id.clone());
    let page = call.here.page(Nav::None, name);
    let title = |p: &ogc::Property| match p.unit {
        "" => p.title.get(call.here.lang).to_owned(),
        unit => format!("{} ({unit})", p.title.get(call.here.lang)),
    };
    let view = Item {
        rows: collection.about.properties.iter().zip(&feature.values).map(|(p, v)| (title(p), shown(&page, v, p))).collect(),
        place: match &feature.geometry {
            Some(geo::Geometry::Point(p)) => Some((page.number(&p.y(), 4), page.number(&p.x(), 4))),
            _ => None,
        },
        json: call.with(&[("f", Some("json"))]),
        link: page_of(call, collection, feature),
        page,
        collection,
        feature,
    };
    Ok(html(&call.here, &view).into_response())
}
