//! The sites ranked for this project, with weights that can be moved; the address carries them.

pub mod compare;
mod export;
mod pairwise;

pub use export::file;
pub use pairwise::weigh;

use super::access::{Access, Held, allowed};
use super::merge::{Changes, save_facts};
use crate::app::App;
use crate::ask::Asked;
use crate::error::{Failure, OrFail, OrNotFound, Result, html};
use crate::judge::{self, Among};
use crate::map::{self, MapView};
use crate::page::{Here, Nav, Page};
use crate::permissions::{Action, Actor};
use askama::Template;
use axum::extract::{RawForm, State};
use axum::response::Response;
use domain::{Datum, Site, Value};
use locate::{Contribution, Criterion, Ranking, Weights};
use std::collections::{BTreeMap, BTreeSet};

/// How far the weights may be from those given, in per cent of each, in the order offered; 0 stands for "any at all".
const MARGINS: [u32; 4] = [0, 10, 25, 50];
/// Sites shown on the page with their reasons; the files hold them all.
const SHOWN: usize = 20;
/// The same of those that are excluded, with their reasons.
const EXCLUDED: usize = 100;

#[derive(Template)]
#[template(path = "projects/sites.html")]
struct Sites<'a> {
    page: Page,
    title: String,
    base: String,
    writes: bool,
    version: i64,
    ranking: Ranking,
    /// Sites that only some people read: they cannot be chosen, as a choice is written where others read it.
    restricted: BTreeSet<String>,
    /// Every criterion that applies, those weighed zero last: a form without them would bring them back.
    sliders: Vec<Slider>,
    /// (value, chosen)
    margins: Vec<(u32, bool)>,
    /// What the address asks, for the same rows in another form.
    query: String,
    map: MapView<'a>,
    chosen: String,
    /// Where the chosen site stands, when no row of the page tells it.
    elsewhere: Option<String>,
}

/// A weight that can be moved.
struct Slider {
    id: String,
    label: String,
    /// Whole percentage.
    weight: u32,
    /// Ends of its interval as typed, in per cent; empty without one.
    least: String,
    most: String,
}

pub type Query = BTreeMap<String, String>;

/// The ranking under the weights of the address, for this reader. Whoever opens it looks for a site, whatever the kind of project.
async fn ranking(app: &App, here: &Here, actor: &Actor, held: &Held, asked: &Query) -> Result<(Ranking, Among)> {
    let mut project = held.project.clone();
    project.facts.set("site.needed", Datum::declared(Value::Bool(true)));
    judge::ranked(app, actor, project, weights(asked), margin(asked), SHOWN).await.or_ours(here)
}

pub async fn rank(State(app): State<App>, here: Here, access: Access, actor: Actor, Asked(asked): Asked<Query>) -> Result<Response> {
    let held = access.held().or_not_found(&here)?;
    let (ranking, Among { sites: all, restricted }) = ranking(&app, &here, &actor, held, &asked).await?;
    let page = here.page(Nav::Projects, here.t("sites-for")).private();
    let first: BTreeMap<&str, usize> = ranking.ranked.iter().take(6).map(|r| (r.site.as_str(), r.rank)).collect();
    let kept: BTreeSet<&str> = ranking.ranked.iter().map(|r| r.site.as_str()).collect();
    let placed = all.iter().filter(|s| kept.contains(s.id.as_str()));
    let margin = margin(&asked).map_or(0, |m| (m * 100.0).round() as u32);
    let chosen = held.project.facts.str("site.id").unwrap_or_default();
    let view = Sites {
        map: map::view(&app.reference, placed.map(|s: &Site| (s, first.get(s.id.as_str()).copied())), &page),
        sliders: ranking.criteria.iter().chain(&ranking.aside).map(|c| slider(c, &asked, &page)).collect(),
        margins: MARGINS.iter().map(|m| (*m, *m == margin)).collect(),
        query: query(&asked),
        title: held.project.title.clone(),
        base: here.url(&format!("/projets/{}", held.token)),
        writes: access.writes(),
        restricted,
        version: held.version,
        elsewhere: elsewhere(&ranking, chosen, &page),
        chosen: chosen.to_owned(),
        page,
        ranking,
    };
    html(&here, &view)
}

/// A chosen site that is further down, excluded, or compared no more: its holder would look for it in vain.
fn elsewhere(ranking: &Ranking, chosen: &str, page: &Page) -> Option<String> {
    if let Some(ranked) = ranking.ranked.iter().find(|r| r.site == chosen) {
        return (ranked.rank > SHOWN).then(|| page.t2("chosen-rank", "name", &ranked.name, "rank", page.count(ranked.rank)));
    }
    if let Some(out) = ranking.excluded.iter().find(|e| e.site == chosen) {
        let reasons: Vec<String> = out.reasons.iter().map(|reason| page.x(reason)).collect();
        return Some(page.t2("chosen-excluded", "name", &out.name, "why", reasons.join(" ; ")));
    }
    (!chosen.is_empty()).then(|| page.t("chosen-gone"))
}

/// The defaults, with the sliders that were moved. All at zero says nothing, and the defaults stand.
fn weights(asked: &Query) -> Weights {
    let mut weights = Weights::default();
    for (id, weight) in &mut weights.0 {
        let given = asked.get(&format!("w-{id}")).and_then(|t| t.parse::<f64>().ok());
        if let Some(value) = given.filter(|v| (0.0..=100.0).contains(v)) {
            *weight = value;
        }
    }
    let mut weights = if weights.0.values().sum::<f64>() > 0.0 { weights } else { Weights::default() };
    let end = |id: &str, which: &str| {
        let typed = asked.get(&format!("w-{id}-{which}"))?.trim().replace(',', ".");
        typed.parse::<f64>().ok().filter(|v| (0.0..=100.0).contains(v)).map(|percent| percent / 100.0)
    };
    for id in weights.0.keys() {
        let (least, most) = (end(id, "min"), end(id, "max"));
        if least.is_some() || most.is_some() {
            weights.1.insert(id.clone(), (least.unwrap_or(0.0), most.unwrap_or(1.0)));
        }
    }
    weights
}

fn slider(criterion: &Criterion, asked: &Query, page: &Page) -> Slider {
    let typed = |which: &str| asked.get(&format!("w-{}-{which}", criterion.id)).map(|t| t.trim().to_owned()).unwrap_or_default();
    // A weight that counts is never shown as none: sent back, it would be taken out.
    let weight = (criterion.weight * 100.0).round() as u32;
    Slider {
        weight: if criterion.weight > 0.0 { weight.max(1) } else { 0 },
        id: criterion.id.clone(),
        label: page.x(&criterion.label),
        least: typed("min"),
        most: typed("max"),
    }
}

fn margin(asked: &Query) -> Option<f64> {
    let given: u32 = asked.get("margin")?.parse().ok()?;
    MARGINS[1..].contains(&given).then(|| f64::from(given) / 100.0)
}

/// The weights and the margin of the address, and nothing else that it may hold.
fn query(asked: &Query) -> String {
    let mut out = form_urlencoded::Serializer::new(String::new());
    out.extend_pairs(asked.iter().filter(|(k, v)| (k.starts_with("w-") && !v.is_empty()) || *k == "margin"));
    out.finish()
}

pub async fn choose(State(app): State<App>, here: Here, access: Access, actor: Actor, RawForm(body): RawForm) -> Result<Response> {
    let held = allowed(&access, &actor, Action::EditProject, &here)?;
    let typed = super::form::typed(&body);
    let site = typed.get("site").cloned().unwrap_or_default();
    let known = site.is_empty() || app.sites().iter().any(|s| s.id == site);
    if !known {
        return Err(Failure::NotFound(here));
    }
    let version = typed.get("version").and_then(|v| v.parse().ok()).unwrap_or(held.version);
    let value = (!site.is_empty()).then(|| Datum::declared(Value::Text(site)));
    let to = here.url(&format!("/projets/{}?enregistre=1", held.token));
    save_facts(&app, &here, &held, version, &Changes::from([("site.id".to_owned(), value)]), typed, &to).await
}

fn criterion(ranking: &Ranking, id: &str, page: &Page) -> String {
    ranking.criteria.iter().find(|c| c.id == id).map_or_else(|| id.to_owned(), |c| page.x(&c.label))
}

/// "declared, 20 July 2020": who stands behind a value, and since when; its source is named beside.
fn standing(contribution: &Contribution, page: &Page) -> String {
    let confidence = contribution.confidence.map(|c| c.said(page.lang()).to_owned());
    let date = contribution.source.as_ref().and_then(|s| s.date).map(|d| page.short_date(&d));
    [confidence, date].into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// "Chalon-sur-Saône (71)"; a commune that no source gives is said to be unknown, a département is left out.
pub fn place(commune: &str, department: &str, page: &Page) -> String {
    let commune = if commune.is_empty() { page.t("commune-unknown") } else { commune.to_owned() };
    if department.is_empty() { commune } else { format!("{commune} ({department})") }
}
