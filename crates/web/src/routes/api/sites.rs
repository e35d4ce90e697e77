//! Sites as JSON and GeoJSON, under the same filters as the page.

use super::answers::Sites;
use crate::app::App;
use crate::ask::{Asked, At};
use crate::error::Failure;
use crate::map::is_2020;
use crate::page::Here;
use crate::routes::api::places::Paging;
use crate::routes::projects::sites::compare;
use crate::routes::sites::catalogue::{self, Filter};
use axum::Json;
use axum::extract::{RawQuery, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use domain::{Lang, Site, Text};
use locate::compare::Comparison;
use serde::Deserialize;
use serde_json::json;

pub async fn list(
    State(app): State<App>,
    here: Here,
    Asked(filter): Asked<Filter>,
    Asked(paging): Asked<Paging>,
) -> Result<Json<Sites>, Failure> {
    let sites = app.sites();
    let kept = keep(&here, &filter, &sites)?;
    let (offset, limit) = paging.bounds(&here)?;
    Ok(Json(Sites { total: kept.len(), items: kept.into_iter().skip(offset).take(limit).cloned().collect() }))
}

fn keep<'a>(here: &Here, filter: &Filter, sites: &'a [Site]) -> Result<Vec<&'a Site>, Failure> {
    if let Err(typed) = filter.least_area() {
        let why =
            Text::new(format!("area : « {typed} » n’est pas un nombre d’hectares"), format!("area: “{typed}” is not a number of hectares"));
        return Err(Failure::Bad(here.clone(), why));
    }
    Ok(filter.keep(sites))
}

pub async fn show(State(app): State<App>, here: Here, At(id): At<String>) -> Result<Json<Site>, Failure> {
    app.sites().iter().find(|s| s.id == id).cloned().map(Json).ok_or(Failure::NotFound(here))
}

pub async fn compare(State(app): State<App>, here: Here, RawQuery(query): RawQuery) -> Result<Json<Comparison>, Failure> {
    compare::comparison(&app, &here, None, query.as_deref().unwrap_or_default(), &app.sites()).map(|(_, found)| Json(found))
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Speak {
    lang: String,
}

pub async fn geojson(
    State(app): State<App>,
    here: Here,
    Asked(filter): Asked<Filter>,
    Asked(speak): Asked<Speak>,
) -> Result<Response, Failure> {
    let lang = Lang::parse(&speak.lang).unwrap_or_default();
    let there = Here { lang, ..Here::of("") };
    let sites = app.sites();
    let kept = keep(&here, &filter, &sites)?;
    let features: Vec<_> = kept
        .iter()
        .filter_map(|s| Some((s, s.position?)))
        .map(|(site, place)| {
            json!({
                "type": "Feature",
                "id": site.id,
                // RFC 7946: longitude first, WGS 84; six decimals are a tenth of a metre.
                "geometry": { "type": "Point", "coordinates": [round(place.lon), round(place.lat)] },
                "properties": {
                    "name": site.name,
                    "commune": site.commune_name,
                    "insee": site.commune,
                    "department": site.department,
                    "region": site.region,
                    "labels": catalogue::waves(site),
                    "label2020": is_2020(site),
                    "area_ha": catalogue::area(site),
                    "approximate": place.approximate,
                    "link": there.url(&format!("/sites/{}", site.id)),
                    "source": site.source.title,
                },
            })
        })
        .collect();
    let body = json!({ "type": "FeatureCollection", "features": features }).to_string();
    Ok(([(header::CONTENT_TYPE, super::GEOJSON)], body).into_response())
}

fn round(degrees: f64) -> f64 {
    (degrees * 1e6).round() / 1e6
}
