//! The door: choose a territory or an activity, and see what the pages stand on.

use super::place;
use super::waiting;
use crate::app::App;
use crate::ask::Asked;
use crate::error::{Result, html};
use crate::page::{Here, Nav, Page};
use crate::study::State as Loaded;
use crate::table;
use askama::Template;
use axum::extract::{OriginalUri, State};
use axum::http::{HeaderValue, header};
use axum::response::Response;
use diagnose::Route;
use domain::{Lang, Text};
use factory::sectors::Study;
use reference::PerimeterKey;
use reference::sectors::Held;
use serde::Deserialize;

const EACH: usize = 12;

#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Ask {
    /// A territory, by words.
    q: String,
    /// An activity, by words or code.
    a: String,
}

struct Hit {
    name: String,
    /// A title that has no English.
    french: bool,
    detail: String,
    link: String,
}

/// What the pages stand on.
struct Basis {
    synthetic: bool,
    /// Complexity was learned on world trade.
    trade: bool,
    held: Vec<Held>,
    matrix: String,
}

fn basis(study: &Study, page: &Page) -> Basis {
    let learned = &study.learned;
    let trade = learned.pci_matrix.is_some() || learned.route == Route::External;
    Basis { synthetic: study.synthetic(), trade, held: study.sectors.held.clone(), matrix: page.x(&learned.matrix) }
}

#[derive(Template)]
#[template(path = "sectors/index.html")]
struct Index {
    page: Page,
    ask: Ask,
    basis: Option<Basis>,
    working: bool,
    missing: Vec<Text>,
    places: Vec<(String, Vec<Hit>)>,
    regions: Vec<Hit>,
    /// Zones that can be chosen; none when no table was imported.
    zones: usize,
    activities: Vec<Hit>,
    /// What complexity means, by what it was learned on.
    complex: &'static str,
}

pub async fn index(State(app): State<App>, here: Here, Asked(ask): Asked<Ask>) -> Result<Response> {
    let page = here.page(Nav::Sectors, here.t("sectors-title"));
    let loaded = waiting::state(&app).await;
    let working = matches!(loaded, Loaded::Working(_));
    let (basis, missing) = match &loaded {
        Loaded::Ready(study) => (Some(basis(study, &page)), study.sectors.missing.clone()),
        Loaded::Failed(why) => (None, vec![why.clone()]),
        _ => (None, reference::sectors::missing_without_data()),
    };
    let trade = basis.as_ref().is_some_and(|basis| basis.trade);
    let view = Index {
        complex: if trade { "sectors-method-complex-trade" } else { "sectors-method-complex" },
        basis,
        working,
        missing,
        places: places(&app, &ask.q, &page),
        regions: regions(&app, &page),
        zones: app.reference.zonings().zones().count(),
        activities: activities(&app, &ask.a, &loaded, &page),
        page,
        ask,
    };
    let mut response = html(&here, &view)?;
    if working {
        response.headers_mut().insert(header::REFRESH, HeaderValue::from_static(waiting::AGAIN));
    }
    Ok(response)
}

/// `donnees.csv` and `.xlsx`: what the pages stand on.
pub async fn file(State(app): State<App>, here: Here, OriginalUri(uri): OriginalUri) -> Result<Response> {
    let study = waiting::file(&app, &here).await?;
    let heads = match here.lang {
        Lang::Fr => {
            ["jeu_de_donnees", "producteur", "nomenclature", "licence", "portee", "annees", "lues", "refusees", "importe_le", "inventees"]
        }
        Lang::En => ["dataset", "producer", "nomenclature", "licence", "scope", "years", "read", "rejected", "imported_on", "invented"],
    };
    let row = |h: &Held| {
        // What was made up was never read: a count of nothing would say that the set is empty.
        let counted = |n: u64| if h.synthetic { String::new() } else { n.to_string() };
        [
            h.provenance.dataset.get(here.lang).to_owned(),
            h.provenance.producer.clone(),
            h.nomenclature.clone(),
            h.provenance.licence.clone(),
            h.scope.get(here.lang).to_owned(),
            h.years.iter().map(i16::to_string).collect::<Vec<_>>().join(" "),
            counted(h.read),
            counted(h.rejected),
            h.on.to_string(),
            here.t(if h.synthetic { "yes" } else { "no" }),
        ]
    };
    let rows: Vec<[String; 10]> = study.sectors.held.iter().map(row).collect();
    let name = if uri.path().ends_with(".xlsx") { "donnees.xlsx" } else { "donnees.csv" };
    let numbers = [false, false, false, false, false, false, true, true, false, false];
    table::answer_columns(&here, name, &here.t("sectors-loaded"), &heads, &rows, &numbers)
}

/// What was searched, under the kind of place it is.
fn places(app: &App, q: &str, page: &Page) -> Vec<(String, Vec<Hit>)> {
    let mut groups: Vec<(String, Vec<Hit>)> = vec![];
    for (key, name) in app.reference.search_perimeters(q, EACH) {
        let kind = place::kind(&key, page);
        let detail = match &key {
            PerimeterKey::Territory(_, code) | PerimeterKey::Epci(code) | PerimeterKey::Zone(code) => code.clone(),
            _ => String::new(),
        };
        let hit = Hit { name, french: false, detail, link: page.url(place::address(&key, "")) };
        match groups.iter_mut().find(|(title, _)| *title == kind) {
            Some((_, hits)) => hits.push(hit),
            None => groups.push((kind, vec![hit])),
        }
    }
    let communes: Vec<Hit> = app
        .reference
        .search_communes(q, EACH / 2)
        .into_iter()
        .map(|c| Hit {
            name: c.name.clone(),
            french: false,
            detail: c.code.clone(),
            link: page.url(place::address(&PerimeterKey::Communes(vec![c.code.clone()]), "")),
        })
        .collect();
    if !communes.is_empty() {
        groups.push((page.t("search-communes"), communes));
    }
    groups
}

fn regions(app: &App, page: &Page) -> Vec<Hit> {
    let hit = |(code, name): (&str, &str)| Hit {
        name: name.to_owned(),
        french: false,
        detail: String::new(),
        link: page.url(place::address(&PerimeterKey::Region(code.to_owned()), "")),
    };
    app.reference.regions().map(hit).collect()
}

/// Activities at the level that the jobs held are counted at; sub-classes when none are.
fn activities(app: &App, q: &str, loaded: &Loaded, page: &Page) -> Vec<Hit> {
    if q.trim().is_empty() {
        return vec![];
    }
    let counted = |code: &str| match loaded {
        Loaded::Ready(study) => study.national.jobs.activity(code).is_some(),
        _ => code.len() > 2 && super::sector::is_class(code),
    };
    let found = app.reference.search_naf(q, 200).into_iter().filter(|(code, _)| counted(code)).take(2 * EACH);
    let hit = |(code, french): (&str, &str)| {
        let (name, french) = super::told(code, french, page.lang());
        Hit { name: name.to_owned(), french, detail: code.to_owned(), link: page.url(format!("/filieres/{code}")) }
    };
    found.map(hit).collect()
}

/// "2017–2022".
fn years(years: &[i16]) -> String {
    match years {
        [] => "–".to_owned(),
        [one] => one.to_string(),
        [first, .., last] => format!("{first}–{last}"),
    }
}
