//! The inventory as a page and as files: list and map side by side, filters in the address.

use super::catalogue::{self, Filter, Listed, NATURE, POLLUTION, STATUS, listed, words};
use crate::app::App;
use crate::ask::Asked;
use crate::error::{Failure, OrFail, Result, html};
use crate::map::{self, MapView};
use crate::page::{Here, Nav, Page};
use crate::routes::api;
use crate::routes::sites::catalogue::regions;
use crate::table;
use askama::Template;
use axum::extract::{OriginalUri, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use domain::{Lang, Site, Text};
use serde::Deserialize;

const PER_PAGE: usize = 60;

#[derive(Template)]
#[template(path = "brownfields/list.html")]
struct List<'a> {
    page: Page,
    filter: Filter,
    query: String,
    regions: Vec<&'a str>,
    departments: Vec<&'a str>,
    /// (name of the field in the address, its label, what was chosen, the words of the inventory)
    choices: Vec<(&'static str, String, String, Vec<&'a str>)>,
    orders: Vec<(&'static str, String)>,
    found: usize,
    total: usize,
    shown: Vec<Listed<'a>>,
    map: MapView<'a>,
    tiled: bool,
    bad_area: String,
    unknown_area: usize,
    grid: String,
    number: usize,
    pages: usize,
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Paging {
    page: usize,
}

pub async fn list(State(app): State<App>, here: Here, Asked(filter): Asked<Filter>, Asked(paging): Asked<Paging>) -> Result<Response> {
    let page = here.page(Nav::Sites, here.t("fallow-title")).script("map.js");
    let sites = app.sites();
    let all: Vec<&Site> = sites.iter().filter(|s| catalogue::is_brownfield(s)).collect();
    let grid = app.brownfield.grid(app.today());
    let kept = filter.keep(&sites, grid);
    let (found, pages) = (kept.len(), kept.len().div_ceil(PER_PAGE).max(1));
    let number = paging.page.clamp(1, pages);
    let bad_area = filter.bad_area().unwrap_or_default();
    let asks_area = bad_area.is_empty() && !filter.area.trim().is_empty();
    let unknown_area = if asks_area { kept.iter().filter(|l| catalogue::area(l.site).is_none()).count() } else { 0 };
    let mut departments: Vec<&str> = all.iter().map(|s| s.department.as_str()).collect();
    departments.sort_unstable();
    departments.dedup();
    let view = List {
        map: map::brownfields(&app.reference, kept.iter().map(|l| l.site), &page),
        regions: regions(all.iter().copied()),
        choices: vec![
            ("statut", page.t("fallow-status"), filter.statut.clone(), words(&all, STATUS)),
            ("pollution", page.t("fallow-pollution"), filter.pollution.clone(), words(&all, POLLUTION)),
            ("nature", page.t("fallow-nature"), filter.nature.clone(), words(&all, NATURE)),
        ],
        orders: vec![
            ("", page.t("fallow-by-name")),
            ("surface", page.t("fallow-by-area")),
            ("mutabilite", page.t("fallow-by-mutability")),
            ("completude", page.t("fallow-by-completeness")),
        ],
        // Only what is shown is judged.
        shown: kept.iter().skip((number - 1) * PER_PAGE).take(PER_PAGE).map(|l| listed(l.site, grid)).collect(),
        query: filter.query(),
        grid: grid.map(|g| g.version.clone()).unwrap_or_default(),
        tiled: found > map::TILED,
        total: all.len(),
        departments,
        bad_area,
        unknown_area,
        found,
        number,
        pages,
        filter,
        page,
    };
    html(&here, &view)
}

fn heads(lang: Lang) -> [&'static str; 17] {
    match lang {
        Lang::Fr => [
            "identifiant",
            "nom",
            "commune",
            "code_insee",
            "departement",
            "region",
            "nature",
            "statut",
            "pollution_des_sols",
            "surface_ha",
            "surface_batie_m2",
            "mutabilite",
            "completude",
            "latitude",
            "longitude",
            "source",
            "date_source",
        ],
        Lang::En => [
            "id",
            "name",
            "commune",
            "insee_code",
            "department",
            "region",
            "nature",
            "status",
            "soil_pollution",
            "area_ha",
            "built_m2",
            "mutability",
            "completeness",
            "latitude",
            "longitude",
            "source",
            "source_date",
        ],
    }
}

fn cells(l: &Listed) -> [String; 17] {
    let number = |n: Option<f64>| n.map(|n| n.to_string()).unwrap_or_default();
    let word = |field: &str| catalogue::word(l.site, field).unwrap_or_default().to_owned();
    let share = |n: f64| format!("{:.2}", n);
    [
        l.site.id.clone(),
        l.site.name.clone(),
        l.site.commune_name.clone(),
        l.site.commune.clone().unwrap_or_default(),
        l.site.department.clone(),
        l.site.region.clone(),
        word(NATURE),
        word(STATUS),
        word(POLLUTION),
        number(catalogue::area(l.site)),
        number(l.site.number("bati_surface")),
        l.index.map(share).unwrap_or_default(),
        share(l.completeness),
        number(l.site.position.map(|p| p.lat)),
        number(l.site.position.map(|p| p.lon)),
        l.site.source.title.clone(),
        l.site.source.date.map(|d| d.to_string()).unwrap_or_default(),
    ]
}

/// A wrong area is told: a file that would not answer the filter is not given.
fn refused(here: &Here, filter: &Filter) -> Result<()> {
    match filter.bad_area() {
        None => Ok(()),
        Some(typed) => Err(Failure::Bad(
            here.clone(),
            Text::new(format!("area : « {typed} » n’est pas un nombre d’hectares"), format!("area: “{typed}” is not a number of hectares")),
        )),
    }
}

pub async fn file(State(app): State<App>, here: Here, Asked(filter): Asked<Filter>, OriginalUri(uri): OriginalUri) -> Result<Response> {
    refused(&here, &filter)?;
    let name = uri.path().rsplit('/').next().unwrap_or_default().to_owned();
    let reader = app.clone();
    let rows = tokio::task::spawn_blocking(move || {
        let (sites, grid) = (reader.sites(), reader.brownfield.grid(reader.today()));
        filter.keep(&sites, grid).iter().map(|l| cells(&listed(l.site, grid))).collect::<Vec<_>>()
    });
    let rows = rows.await.or_ours(&here)?;
    table::answer(&here, &name, &here.t("fallow-title"), &heads(here.lang), &rows)
}

pub async fn geojson(State(app): State<App>, here: Here, Asked(filter): Asked<Filter>) -> Result<Response> {
    refused(&here, &filter)?;
    let sites = app.sites();
    let kept = filter.keep(&sites, None);
    let body = api::features(kept.iter().map(|l| l.site), &here, "/friches");
    Ok(([(header::CONTENT_TYPE, api::GEOJSON)], body).into_response())
}
