//! The sites ranked for this project, with weights that can be moved; the address carries them.

use super::access::{Access, allowed};
use super::merge::{Changes, save_facts};
use crate::app::App;
use crate::ask::Asked;
use crate::error::{Failure, html};
use crate::judge;
use crate::map::{self, MapView};
use crate::page::{Here, Nav, Page};
use crate::permissions::{Action, Actor};
use askama::Template;
use axum::Extension;
use axum::extract::{RawForm, State};
use axum::response::Response;
use domain::{Datum, Site, Value};
use locate::{Ranking, Weights};
use std::collections::BTreeMap;

#[derive(Template)]
#[template(path = "projects/sites.html")]
struct Sites<'a> {
    page: Page,
    title: String,
    base: String,
    writes: bool,
    version: i64,
    ranking: Ranking,
    /// Whole percentages of the sliders, in the order of the criteria.
    sliders: Vec<(String, String, u32)>,
    map: MapView<'a>,
    chosen: String,
}

pub async fn rank(
    State(app): State<App>,
    here: Here,
    access: Access,
    Asked(asked): Asked<BTreeMap<String, String>>,
) -> Result<Response, Failure> {
    let held = access.held().ok_or_else(|| Failure::NotFound(here.clone()))?;
    let mut project = held.project.clone();
    let chosen = project.facts.str("site.id").unwrap_or_default().to_owned();
    // Whoever opens this page looks for a site, whatever the kind of project.
    project.facts.set("site.needed", Datum::declared(Value::Bool(true)));
    let weights = weights(&asked);
    let dossier = judge::weighed(&app, project, weights).await.map_err(|e| Failure::ours(&here, e))?;
    let ranking = dossier.ranking.ok_or_else(|| Failure::ours(&here, "a project that needs a site has a ranking"))?;
    let page = here.page(Nav::Projects, here.t("sites-for")).private();
    let all = app.sites();
    let first: BTreeMap<&str, usize> = ranking.ranked.iter().take(6).map(|r| (r.site.as_str(), r.rank)).collect();
    let kept: Vec<&Site> = all.iter().filter(|s| ranking.ranked.iter().any(|r| r.site == s.id)).collect();
    let view = Sites {
        map: map::view(&app.reference, kept.iter().map(|s| (*s, first.get(s.id.as_str()).copied())), &page),
        sliders: ranking.criteria.iter().map(|c| (c.id.clone(), page.x(&c.label).to_owned(), (c.weight * 100.0).round() as u32)).collect(),
        title: held.project.title.clone(),
        base: here.url(&format!("/projets/{}", held.token)),
        writes: access.writes(),
        version: held.version,
        page,
        ranking,
        chosen,
    };
    html(&here, &view)
}

/// The defaults, with the sliders that were moved. All at zero says nothing, and the defaults stand.
fn weights(asked: &BTreeMap<String, String>) -> Weights {
    let mut weights = Weights::default();
    for (id, weight) in &mut weights.0 {
        let given = asked.get(&format!("w-{id}")).and_then(|t| t.parse::<f64>().ok());
        if let Some(value) = given.filter(|v| (0.0..=100.0).contains(v)) {
            *weight = value;
        }
    }
    if weights.0.values().sum::<f64>() > 0.0 { weights } else { Weights::default() }
}

pub async fn choose(
    State(app): State<App>,
    here: Here,
    access: Access,
    Extension(actor): Extension<Actor>,
    RawForm(body): RawForm,
) -> Result<Response, Failure> {
    let held = allowed(&access, actor, Action::EditProject, &here)?;
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
    ranking.criteria.iter().find(|c| c.id == id).map_or_else(|| id.to_owned(), |c| page.x(&c.label).to_owned())
}

/// "Chalon-sur-Saône (71)"; what no source gives is left out.
pub fn place(commune: &str, department: &str) -> String {
    match (commune, department) {
        (commune, "") => commune.to_owned(),
        ("", department) => format!("({department})"),
        (commune, department) => format!("{commune} ({department})"),
    }
}
