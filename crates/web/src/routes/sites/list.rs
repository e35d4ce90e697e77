//! The catalogue: filters in the address, list and map side by side.

use super::catalogue::{self, Filter};
use crate::app::App;
use crate::ask::Asked;
use crate::error::{Result, html};
use crate::map::{self, MapView};
use crate::page::{Here, Nav, Page};
use crate::permissions::Actor;
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use domain::Site;
use reference::WaveCoverage;

const PER_PAGE: usize = 60;

#[derive(Template)]
#[template(path = "sites/list.html")]
struct List<'a> {
    page: Page,
    filter: Filter,
    regions: Vec<&'a str>,
    sites: Vec<&'a Site>,
    total: usize,
    found: usize,
    coverage: Vec<WaveCoverage>,
    map: MapView<'a>,
    /// What was typed as a surface and is not one.
    bad_area: String,
    unknown_area: usize,
    number: usize,
    pages: usize,
    tiled: bool,
    /// Sites that are not for everybody, and that this reader may see.
    restricted: Vec<Site>,
}

#[derive(serde::Deserialize, Default)]
#[serde(default)]
pub struct Paging {
    page: usize,
}

pub async fn list(
    State(app): State<App>,
    here: Here,
    actor: Actor,
    Asked(filter): Asked<Filter>,
    Asked(paging): Asked<Paging>,
) -> Result<Response> {
    let page = here.page(Nav::Sites, here.t("sites-title")).script("map.js");
    let all = app.sites();
    let kept = filter.keep(&all);
    let bad_area = filter.least_area().err().unwrap_or_default().to_owned();
    let unknown_area =
        if filter.least_area().is_ok_and(|a| a.is_some()) { kept.iter().filter(|s| catalogue::area(s).is_none()).count() } else { 0 };
    let (found, pages) = (kept.len(), kept.len().div_ceil(PER_PAGE).max(1));
    let number = paging.page.clamp(1, pages);
    let view = List {
        map: map::view(&app.reference, kept.iter().map(|s| (*s, None)), &page),
        regions: catalogue::regions(all.iter()),
        sites: kept.into_iter().skip((number - 1) * PER_PAGE).take(PER_PAGE).collect(),
        total: all.len(),
        coverage: app.reference.coverage(),
        page,
        filter,
        found,
        bad_area,
        unknown_area,
        number,
        pages,
        tiled: found > map::TILED,
        restricted: super::found::restricted(&app, &actor),
    };
    html(&here, &view)
}
