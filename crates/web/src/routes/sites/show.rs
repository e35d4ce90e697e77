//! One site: what is known, who says so, what was anticipated, and what is not known.

use super::clock::{self, Clock};
use super::installations::Shown;
use super::{catalogue, found, inside};
use crate::app::App;
use crate::ask::At;
use crate::error::{Result, html};
use crate::map::{self, MapView};
use crate::page::{Here, Nav, Page};
use crate::permissions::Actor;
use crate::table;
use askama::Template;
use axum::extract::{OriginalUri, State};
use axum::response::Response;
use domain::{Anticipation, AnticipationState, Date, Issuer, Label, Lang, Scope, Site, Source, Territory, Text};
use locate::travel::{Estimated, Quality, Reach, Ring};
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
    clocks: Vec<Clock>,
    commitment: StateCommitment,
    map: MapView<'a>,
    sources: Vec<Source>,
    reaches: Vec<Reached>,
    installations: Shown,
    inside: Vec<inside::Table>,
    restricted: bool,
    keeps: bool,
}

/// People within so many minutes, and the ring that stands for an estimate on the map.
struct Reached {
    minutes: f64,
    low: f64,
    high: f64,
    ring: Option<Ring>,
    quality: Text,
    source: String,
}

struct Procedure {
    name: String,
    state: String,
    done: bool,
    /// Done once, and over.
    lapsed: bool,
    status: String,
    /// When it was filed or obtained.
    date: String,
    /// As a document tells it, else by the length that the rules give.
    expires: String,
    /// What it covers: area, regime, power; empty when nothing limits it, or nothing tells.
    scope: String,
    source: String,
}

pub async fn show(State(app): State<App>, here: Here, actor: Actor, At(id): At<String>) -> Result<Response> {
    let found = found::find(&app, &here, &actor, &id)?;
    let site = &found;
    let restricted = app.restricted_sites().iter().any(|s| s.id == site.id);
    let page = here.page(Nav::Sites, site.name.clone());
    let commune = site.commune.as_deref().and_then(|code| app.reference.commune(code));
    let mut sources = vec![site.source.clone()];
    for source in site.labels.iter().map(|l| &l.source).chain(site.anticipations.iter().map(|a| &a.source)) {
        if !sources.contains(source) {
            sources.push(source.clone());
        }
    }
    let (quality, reaches) = reaches(&app, site);
    let ring = (quality == Quality::Estimated && !reaches.is_empty()).then(|| Estimated::ring(45.0));
    let view = Show {
        attributes: [catalogue::holders(site, &page), catalogue::attributes(site, &page)].concat(),
        installations: Shown::of(&app, site, &page),
        inside: inside::tables(&app, site, &page),
        unknown: ASKED.iter().filter(|k| !site.attributes.contains_key(**k)).map(|k| catalogue::attribute_label(k, here.lang)).collect(),
        procedures: procedures(&app, site, &page),
        territories: commune.map(|c| app.reference.territories_of(c)).unwrap_or_default(),
        clocks: clock::clocks(&app, &here, site).await?,
        commitment: app.reference.state_commitment(),
        map: match ring {
            Some(ring) => map::view(&app.reference, [(site, None)], &page).with_ring(site.position, ring),
            None => map::view(&app.reference, [(site, None)], &page),
        },
        reaches,
        restricted,
        keeps: found::keeps(&app, &actor, site),
        page,
        site,
        sources,
    };
    html(&here, &view)
}

impl Show<'_> {
    /// Who gave a label, for its words.
    fn issuer(&self, label: &Label) -> &'static str {
        match label.issuer {
            Issuer::State => "label-state",
            Issuer::Region => "label-region",
            Issuer::Other => "label-other",
        }
    }
}

/// How the times were found, and who lives within; nobody when the site has no commune.
fn reaches(app: &App, site: &Site) -> (Quality, Vec<Reached>) {
    let Some(from) = factory::origin(site, &app.reference) else { return (Quality::Estimated, vec![]) };
    let found = app.travel.access().people_within(&from);
    let quality = found.first().map_or(Quality::Estimated, |r| r.quality);
    let one = |r: Reach| Reached {
        minutes: r.minutes,
        low: r.low as f64,
        high: r.high as f64,
        ring: (r.quality == Quality::Estimated).then(|| Estimated::ring(r.minutes)),
        quality: r.quality.label(),
        source: factory::cited(r.quality, &r.source).title,
    };
    (quality, found.into_iter().map(one).collect())
}

/// `procedures.csv` and `.xlsx`: what was anticipated on the site, days in ISO.
pub async fn file(State(app): State<App>, here: Here, actor: Actor, At(id): At<String>, OriginalUri(uri): OriginalUri) -> Result<Response> {
    let site = found::find(&app, &here, &actor, &id)?;
    let page = here.page(Nav::Sites, here.t("site-procedures"));
    let heads = match here.lang {
        Lang::Fr => ["code", "procedure", "etat", "date", "portee", "statut", "expire_le", "source"],
        Lang::En => ["code", "procedure", "state", "date", "scope", "status", "expires_on", "source"],
    };
    let day = |date: Option<Date>| date.map(|date| date.to_string()).unwrap_or_default();
    let row = |(p, a): (Procedure, &Anticipation)| {
        [a.procedure.clone(), p.name, p.state, day(a.date), p.scope, p.status, day(a.expires), p.source]
    };
    let rows: Vec<[String; 8]> = procedures(&app, &site, &page).into_iter().zip(&site.anticipations).map(row).collect();
    let name = if uri.path().ends_with(".xlsx") { "procedures.xlsx" } else { "procedures.csv" };
    table::answer_columns(&here, name, &page.title, &heads, &rows, &[])
}

fn procedures(app: &App, site: &Site, page: &Page) -> Vec<Procedure> {
    let until = |a: &Anticipation| schedule::expires(a, &app.rulebook.procedures);
    let expires = |a: &Anticipation| match (a.expires, until(a)) {
        (Some(told), _) => page.date(&told),
        (None, Some(by_rule)) => page.t1("expires-by-rule", "date", page.date(&by_rule)),
        (None, None) => String::new(),
    };
    let done = |a: &Anticipation| matches!(a.state, AnticipationState::NotNeeded | AnticipationState::Obtained | AnticipationState::Waived);
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
            done: done(a),
            lapsed: done(a) && until(a).is_some_and(|end| end < app.today()),
            status: page.status(&a.status),
            date: a.date.as_ref().map(|d| page.date(d)).unwrap_or_default(),
            expires: expires(a),
            scope: scope(&a.scope, page),
            source: a.source.title.clone(),
        })
        .collect()
}

/// "12 ha, autorisation, 8 MVA".
fn scope(scope: &Scope, page: &Page) -> String {
    let figure = |value: Option<f64>, unit: &str| value.map(|n| format!("{}\u{a0}{unit}", page.number(&n, 2)));
    let regime = scope.icpe.as_deref().map(|code| {
        let word = reference::standard::icpe_word(code).unwrap_or(code);
        page.t1("scope-icpe", "regime", cnig::told(word, page.lang()))
    });
    [figure(scope.area_ha, "ha"), regime, figure(scope.power_mva, "MVA")].into_iter().flatten().collect::<Vec<_>>().join(", ")
}
