//! The zones that can be studied, with their licence: employment areas, and other zonings of communes when imported.

use super::place;
use crate::app::App;
use crate::ask::Asked;
use crate::error::{Failure, Result, html};
use crate::page::{Here, Nav, Page};
use crate::table;
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use reference::PerimeterKey;
use reference::sectors::{Zone, Zonings};
use serde::Deserialize;

#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Filter {
    q: String,
}

struct Row {
    key: String,
    name: String,
    kind: String,
    communes: usize,
    population: usize,
    link: String,
}

#[derive(Template)]
#[template(path = "sectors/zones.html")]
struct List {
    page: Page,
    filter: Filter,
    /// How many there are without the filter.
    all: usize,
    none: String,
    rows: Vec<Row>,
    licence: String,
    files: Vec<(&'static str, String)>,
}

pub async fn list(State(app): State<App>, here: Here, Asked(filter): Asked<Filter>) -> Result<Response> {
    let page = here.page(Nav::Sectors, here.t("sectors-zones-title"));
    let zonings = app.reference.zonings();
    let query = form_urlencoded::Serializer::new(String::new()).extend_pairs([("q", filter.q.trim())]).finish();
    let query = if filter.q.trim().is_empty() { String::new() } else { format!("?{query}") };
    let files = [("CSV", "zones.csv"), ("XLSX", "zones.xlsx")];
    let view = List {
        all: zonings.zones().count(),
        none: page.x(&place::no_zones(&app)),
        rows: rows(&app, &zonings, &filter.q, &page),
        licence: licence(&zonings),
        files: files.map(|(name, file)| (name, page.url(format!("/filieres/{file}{query}")))).to_vec(),
        filter,
        page,
    };
    html(&here, &view)
}

pub async fn csv(State(app): State<App>, here: Here, Asked(filter): Asked<Filter>) -> Result<Response> {
    file(&app, &here, "zones.csv", &filter)
}

pub async fn xlsx(State(app): State<App>, here: Here, Asked(filter): Asked<Filter>) -> Result<Response> {
    file(&app, &here, "zones.xlsx", &filter)
}

/// Each row bears the licence: it follows the data into any other file.
fn file(app: &App, here: &Here, file: &str, filter: &Filter) -> Result<Response> {
    let zonings = app.reference.zonings();
    if zonings.is_empty() {
        return Err(Failure::Absent(here.clone(), place::no_zones(app)));
    }
    let page = here.page(Nav::Sectors, "");
    let heads = ["code", "name", "kind", "communes", "population", "licence"].map(|key| here.t(&format!("sectors-head-{key}")));
    let licence = licence(&zonings);
    let row = |r: Row| [r.key, r.name, r.kind, r.communes.to_string(), r.population.to_string(), licence.clone()];
    let rows: Vec<_> = rows(app, &zonings, &filter.q, &page).into_iter().map(row).collect();
    table::answer(here, file, &here.t("sectors-zones-title"), &heads.each_ref().map(String::as_str), &rows)
}

fn rows(app: &App, zonings: &Zonings, q: &str, page: &Page) -> Vec<Row> {
    let inhabitants = |code: &String| app.reference.commune(code)?.population;
    let population = |zone: &Zone| zone.communes.iter().filter_map(inhabitants).map(|p| p as usize).sum::<usize>();
    let row = |zone: &Zone| Row {
        key: zone.key.clone(),
        name: zone.name.clone(),
        kind: page.x(zonings.titles.get(&zone.scheme).unwrap_or(&domain::Text::same(&zone.scheme))),
        communes: zone.communes.len(),
        population: population(zone),
        link: page.url(place::address(&PerimeterKey::Zone(zone.key.clone()), "")),
    };
    zonings.search(q).map(row).collect()
}

/// "© … · ODbL 1.0".
fn licence(zonings: &Zonings) -> String {
    zonings.held.as_ref().map(|held| format!("{} · {}", held.provenance.producer, held.provenance.licence)).unwrap_or_default()
}
