//! One site: what is known, who says so, what was anticipated, and what is not known.

use super::catalogue;
use super::installations::Shown;
use crate::app::App;
use crate::ask::At;
use crate::error::{Failure, html};
use crate::map::{self, MapView};
use crate::page::{Here, Nav, Page};
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use domain::{AnticipationState, Site, Source, Territory};
use locate::travel::{Estimated, Ring};
use reference::StateCommitment;

/// Characteristics a plant manager asks for first; those no source gives are told as unknown.
const ASKED: [&str; 5] = ["area_ha", "available_ha", "rail", "power_mva", "price_eur_m2"];

#[derive(Template)]
#[template(path = "sites/show.html")]
struct Show<'a> {
    page: Page,
    site: &'a Site,
    attributes: Vec<(String, String, String, String)>,
    unknown: Vec<String>,
    procedures: Vec<Procedure>,
    territories: Vec<&'a Territory>,
    commitment: Option<StateCommitment>,
    map: MapView<'a>,
    sources: Vec<Source>,
    reaches: Vec<Reached>,
    installations: Shown,
}

/// People within so many minutes, and the ring that stands for it on the map.
struct Reached {
    minutes: f64,
    low: f64,
    high: f64,
    ring: Ring,
    source: String,
}

struct Procedure {
    name: String,
    state: String,
    done: bool,
    status: String,
    expires: String,
    source: String,
}

pub async fn show(State(app): State<App>, here: Here, At(id): At<String>) -> Result<Response, Failure> {
    let sites = app.sites();
    let site = sites.iter().find(|s| s.id == id).ok_or_else(|| Failure::NotFound(here.clone()))?;
    let page = here.page(Nav::Sites, site.name.clone());
    let commune = site.commune.as_deref().and_then(|code| app.reference.commune(code));
    let mut sources = vec![site.source.clone()];
    for source in site.labels.iter().map(|l| &l.source).chain(site.anticipations.iter().map(|a| &a.source)) {
        if !sources.contains(source) {
            sources.push(source.clone());
        }
    }
    let reaches = reaches(site);
    let view = Show {
        attributes: catalogue::attributes(site, &page),
        installations: Shown::of(&app, site, &page),
        unknown: ASKED.iter().filter(|k| !site.attributes.contains_key(**k)).map(|k| catalogue::attribute_label(k, here.lang)).collect(),
        procedures: procedures(site, &page),
        territories: commune.map(|c| app.reference.territories_of(c)).unwrap_or_default(),
        commitment: map::is_2020(site).then(|| app.reference.state_commitment()),
        map: map::view(&app.reference, [(site, None)], &page)
            .with_ring(site.position.filter(|_| !reaches.is_empty()), Estimated::ring(45.0)),
        reaches,
        page,
        site,
        sources,
    };
    html(&here, &view)
}

fn reaches(site: &Site) -> Vec<Reached> {
    let one = |(minutes, [low, high]): &(f64, [&str; 2])| {
        let source = site.attributes.get(*low)?.source.as_ref().map(|s| s.title.clone()).unwrap_or_default();
        Some(Reached { minutes: *minutes, low: site.number(low)?, high: site.number(high)?, ring: Estimated::ring(*minutes), source })
    };
    factory::REACHES.iter().filter_map(one).collect()
}

fn procedures(site: &Site, page: &Page) -> Vec<Procedure> {
    let state = |s: AnticipationState| match s {
        AnticipationState::NotNeeded => "anticipation-not-needed",
        AnticipationState::ToDo => "anticipation-to-do",
        AnticipationState::Filed => "anticipation-filed",
        AnticipationState::Obtained => "anticipation-obtained",
        AnticipationState::Waived => "anticipation-waived",
    };
    site.anticipations
        .iter()
        .map(|a| Procedure {
            name: page.t(&format!("procedure-{}", a.procedure.replace('_', "-"))),
            state: page.t(state(a.state)),
            done: matches!(a.state, AnticipationState::NotNeeded | AnticipationState::Obtained | AnticipationState::Waived),
            status: page.status(&a.status),
            expires: a.expires.as_ref().map(|d| page.date(d)).unwrap_or_default(),
            source: a.source.title.clone(),
        })
        .collect()
}
