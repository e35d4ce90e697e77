//! Whom to call, and from where: what the address keeps of a search of companies, and the first names of each line of a road.

use super::territory::{Ask, SUPPLIERS};
use super::weights::FIGURES;
use crate::app::App;
use crate::ask::query;
use crate::page::Page;
use diagnose::suppliers::{Search, Supplier};
use diagnose::{Convention, Route};
use domain::{Lang, Position};
use dossier::sectors::{Road, company};
use factory::sectors::{How, Study};
use reference::{Perimeter, PerimeterKey};
use std::sync::Arc;

/// Companies named under a line of a road; the page of the activity has them all.
const NAMED: usize = 3;
/// Least sizes that the form proposes, as the bands of the register begin.
pub const SIZES: [u32; 7] = [1, 10, 20, 50, 100, 250, 500];
/// Beyond this, everything is within.
const FARTHEST: f64 = 2_000.0;

/// Greatest distance and least size of the address; what cannot be read limits nothing.
pub fn limits(ask: &Ask) -> (Option<f64>, u32) {
    let far = ask.get("rayon").and_then(|text| text.trim().parse::<f64>().ok()).filter(|km| (1.0..=FARTHEST).contains(km));
    let size = ask.get("taille").and_then(|text| text.trim().parse::<u32>().ok()).filter(|size| SIZES.contains(size));
    (far, size.unwrap_or(SIZES[0]))
}

/// Where relatedness is learned, as the address says it.
pub const ROUTE: &str = "proximite";

/// Whose convention the figures follow.
pub const CONVENTION: &str = "convention";

/// What the address says of how relatedness is learned; what cannot be read is as if it were not there.
pub fn how(ask: &Ask) -> How {
    let route = match ask.get(ROUTE).map(String::as_str) {
        Some("zones") => Some(Route::Internal),
        Some("commerce") => Some(Route::External),
        _ => None,
    };
    How { route, convention: ask.get(CONVENTION).and_then(|name| Convention::parse(name)).unwrap_or_default() }
}

/// The same as the address keeps it: nothing of what is not asked.
pub fn learning(ask: &Ask) -> Vec<(&'static str, String)> {
    [ROUTE, CONVENTION].into_iter().filter_map(|name| Some((name, ask.get(name)?.clone()))).collect()
}

/// The choice of the convention: name, address, whether it is the one shown.
pub fn conventions(ask: &Ask, to: &dyn Fn(&str) -> String) -> Vec<(String, String, bool)> {
    let shown = how(ask).convention;
    Convention::ALL.map(|one| (one.name().to_owned(), to(one.name()), one == shown)).to_vec()
}

/// The choice of what relatedness is learned on: name, address, whether it is the one shown. Nothing when there is no choice.
pub fn routes(study: &Study, ask: &Ask, page: &Page, to: &dyn Fn(&str) -> String) -> Vec<(String, String, bool)> {
    let shown = study.learned_by(How { route: how(ask).route, ..How::default() }).route;
    let one = |route: &Route| {
        let (key, value) = match route {
            Route::Internal => ("sectors-route-zones", "zones"),
            Route::External => ("sectors-route-trade", "commerce"),
        };
        (page.t(key), to(value), *route == shown)
    };
    let routes = study.routes();
    if routes.len() > 1 { routes.iter().map(one).collect() } else { vec![] }
}

/// The search of the address, from a place.
pub fn search(ask: &Ask, origin: Option<Position>, shown: usize) -> Search<'static> {
    let (within_km, least_size) = limits(ask);
    Search { origin, within_km, least_size, shown, ..Search::default() }
}

/// The largest commune of a territory: from where its distances are measured.
pub fn origin(app: &App, study: &Study, place: &Perimeter) -> Option<Position> {
    super::sector::largest(app, place).and_then(|code| study.positions.get(&code)).copied()
}

/// What the address of an activity keeps: territory, weights, distance, size. `territory`: the one asked, in its place.
pub fn kept(ask: &Ask, territory: &str) -> Vec<(String, String)> {
    let mut pairs = vec![("pour".to_owned(), territory.to_owned())];
    let names = FIGURES.iter().map(|id| format!("w-{id}")).chain(["rayon", "taille", ROUTE, CONVENTION].map(str::to_owned));
    pairs.extend(names.filter_map(|name| ask.get(&name).map(|value| (name, value.clone()))));
    pairs
}

/// "?pour=2%2Fti-2704&w-need=0", or nothing; `more` follows.
pub fn asking(kept: &[(String, String)], more: &[(&str, &str)]) -> String {
    let pairs = kept.iter().map(|(name, value)| (name.as_str(), value.as_str())).chain(more.iter().copied());
    let query = query(pairs);
    if query.is_empty() { query } else { format!("?{query}") }
}

/// From the study of a territory to its activities: the address keeps the territory and its weights.
pub fn of_territory(key: &PerimeterKey, ask: &Ask, road: &str) -> String {
    asking(&kept(ask, &key.written()), &[("voie", road)])
}

/// One sentence for each line of a road, in its order: the first companies of the very activity, and how many there are; empty
/// without a register. Read off the threads that answer.
pub async fn first(
    app: &App,
    study: &Arc<Study>,
    place: &Perimeter,
    road: &Road,
    second: bool,
    page: &Page,
) -> Result<Vec<String>, String> {
    if study.sectors.establishments.is_none() {
        return Ok(vec![String::new(); road.rows.len()]);
    }
    let codes: Vec<String> = road.rows.iter().map(|row| row.code.clone()).collect();
    let search = Search { origin: origin(app, study, place), shown: NAMED, ..Search::default() };
    let (held, place) = (study.clone(), place.clone());
    let work = move || codes.iter().map(|code| held.first_calls(code, &place, second, search)).collect::<Result<Vec<_>, _>>();
    let found = tokio::task::spawn_blocking(work).await.map_err(|e| e.to_string())?.map_err(|why| page.x(&why))?;
    Ok(found.iter().map(|(list, all)| sentence(app, study, list, *all, page)).collect())
}

fn sentence(app: &App, study: &Study, list: &[Supplier], all: usize, page: &Page) -> String {
    if list.is_empty() {
        return page.t("sectors-first-none");
    }
    let named = list.iter().map(|one| {
        let of = company(study, &app.reference, one, page.lang());
        format!("{} ({}, {})", of.name, of.commune, of.size)
    });
    let between = if page.lang() == Lang::Fr { "\u{a0}; " } else { "; " };
    page.t2("sectors-first", "names", named.collect::<Vec<_>>().join(between), "n", all)
}

/// The road of an address: the second when it is named.
pub fn second(ask: &Ask) -> bool {
    ask.get("voie").is_some_and(|road| road == SUPPLIERS)
}
