//! Sites as JSON and GeoJSON, under the same filters as the page.

use super::answers::{Access, Clock, Delays, OneSite, Promise, ReachedCommune, Sites, Within};
use crate::app::App;
use crate::ask::{Asked, At};
use crate::error::{Failure, OrNotFound, Result};
use crate::map::is_2020;
use crate::page::Here;
use crate::routes::api::places::Paging;
use crate::routes::delays as delayed;
use crate::routes::projects::sites::compare;
use crate::routes::sites::access as reached;
use crate::routes::sites::catalogue::{self, Filter};
use crate::routes::sites::clock;
use axum::Json;
use axum::extract::{RawQuery, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use domain::{Lang, Site, Text};
use locate::compare::Comparison;
use serde::Deserialize;
use serde_json::json;

pub async fn list(State(app): State<App>, here: Here, Asked(filter): Asked<Filter>, Asked(paging): Asked<Paging>) -> Result<Json<Sites>> {
    let sites = app.sites();
    let kept = keep(&here, &filter, &sites)?;
    let (offset, limit) = paging.bounds(&here)?;
    Ok(Json(Sites { total: kept.len(), items: kept.into_iter().skip(offset).take(limit).cloned().collect() }))
}

fn keep<'a>(here: &Here, filter: &Filter, sites: &'a [Site]) -> Result<Vec<&'a Site>> {
    if let Err(typed) = filter.least_area() {
        let why =
            Text::new(format!("area : « {typed} » n’est pas un nombre d’hectares"), format!("area: “{typed}” is not a number of hectares"));
        return Err(Failure::Bad(here.clone(), why));
    }
    Ok(filter.keep(sites))
}

pub async fn show(State(app): State<App>, here: Here, At(id): At<String>) -> Result<Json<OneSite>> {
    let site = app.sites().iter().find(|s| s.id == id).cloned().or_not_found(&here)?;
    let clocks = clock::clocks(&app, &here, &site).await?;
    let promise = (!clocks.is_empty()).then(|| Promise {
        clocks: clocks
            .into_iter()
            .map(|c| Clock {
                name: c.name,
                months: c.months,
                if_filed_today: c.if_filed_today,
                obtained: c.obtained,
                real_months: c.real.as_ref().map(|r| (r.real[1] * 10.0).round() / 10.0),
                kept: c.real.and_then(|r| r.promised).map(|p| p.kept),
                procedure: c.procedure,
            })
            .collect(),
        source: app.reference.state_commitment().source,
    });
    Ok(Json(OneSite { site, promise }))
}

pub async fn delays(State(app): State<App>, here: Here, Asked(filter): Asked<delayed::Filter>) -> Result<Json<Delays>> {
    let items = delayed::kept(delayed::all(&app, &here).await?, &filter);
    Ok(Json(Delays { least: schedule::delays::LEAST, items }))
}

pub async fn access(State(app): State<App>, here: Here, At(id): At<String>) -> Result<Json<Access>> {
    let sites = app.sites();
    let site = sites.iter().find(|s| s.id == id).or_not_found(&here)?;
    let from = factory::origin(site, &app.reference).ok_or_else(|| reached::nowhere(&here))?;
    let access = app.travel.access();
    let times = access.times(&from);
    let people = reached::people(&access, &times);
    let name = |code: &str| app.reference.commune(code).map_or_else(|| code.to_owned(), |c| c.name.clone());
    let tenth = |minutes: f64| (minutes * 10.0).round() / 10.0;
    Ok(Json(Access {
        site: id,
        quality: times.quality,
        quality_label: times.quality.label(),
        synthetic: reached::synthetic(&access, &times),
        source: times.source,
        computed_on: times.on,
        instead: times.instead,
        people: people
            .into_iter()
            .map(|r| Within { minutes: r.minutes, low: r.low, high: r.high, communes_low: r.communes.0, communes_high: r.communes.1 })
            .collect(),
        communes: times
            .to
            .iter()
            .map(|(code, m)| ReachedCommune { code: code.clone(), name: name(code), low: tenth(m.low), high: tenth(m.high) })
            .collect(),
    }))
}

pub async fn compare(State(app): State<App>, here: Here, RawQuery(query): RawQuery) -> Result<Json<Comparison>> {
    compare::comparison(&app, &here, None, query.as_deref().unwrap_or_default(), &app.sites()).map(|(_, found)| Json(found))
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Speak {
    lang: String,
}

pub async fn geojson(State(app): State<App>, here: Here, Asked(filter): Asked<Filter>, Asked(speak): Asked<Speak>) -> Result<Response> {
    let lang = Lang::parse(&speak.lang).unwrap_or_default();
    let there = Here { lang, ..Here::of("") };
    let sites = app.sites();
    let kept = keep(&here, &filter, &sites)?;
    let body = features(kept, &there, "/sites");
    Ok(([(header::CONTENT_TYPE, super::GEOJSON)], body).into_response())
}

/// Places as GeoJSON; each leads to its page under `pages`, in the reader's language.
pub fn features<'a>(sites: impl IntoIterator<Item = &'a Site>, there: &Here, pages: &str) -> String {
    let features: Vec<_> = sites
        .into_iter()
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
                    "link": there.url(&format!("{pages}/{}", site.id)),
                    "source": site.source.title,
                },
            })
        })
        .collect();
    json!({ "type": "FeatureCollection", "features": features }).to_string()
}

fn round(degrees: f64) -> f64 {
    (degrees * 1e6).round() / 1e6
}
