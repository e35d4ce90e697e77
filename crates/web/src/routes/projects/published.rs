//! The projects whose holders chose to show them to everybody: what they are and where, never who. And the figures of those
//! that are counted without a name.

use super::audience::{self, Line, published};
use crate::app::App;
use crate::ask::{Asked, At, query};
use crate::error::{Failure, OrFail, Result, html};
use crate::page::{Here, Nav, Page};
use crate::permissions::{Action, Actor, Object, can};
use crate::table;
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use domain::calendar::paris_time;
use domain::sharing::{Anonymous, FLOOR, Figure, figures};
use domain::{Audience, Lang, name};
use serde::Deserialize;
use store::projects::Stored;
use store::{ProjectId, projects, sharing};

const ON_A_PAGE: usize = 50;
const MOST: u32 = 20_000;

#[derive(Clone, Deserialize, Default)]
#[serde(default)]
pub struct Ask {
    q: String,
    region: String,
    page: usize,
}

impl Ask {
    fn keeps(&self, line: &Line) -> bool {
        let wanted = name::fold(&self.q);
        (self.region.is_empty() || line.region == self.region)
            && (wanted.is_empty() || name::fold(&format!("{} {} {}", line.title, line.activity, line.place)).contains(&wanted))
    }
    fn query(&self, page: impl std::borrow::Borrow<usize>) -> String {
        let page = *page.borrow();
        let page = if page > 1 { page.to_string() } else { String::new() };
        query([("q", self.q.as_str()), ("region", &self.region), ("page", &page)])
    }
}

#[derive(Template)]
#[template(path = "projects/published.html")]
struct List {
    page: Page,
    ask: Ask,
    regions: Vec<String>,
    /// (project, since)
    rows: Vec<(Line, String)>,
    any: bool,
    found: usize,
    at: usize,
    pages: usize,
    next: String,
    previous: String,
    /// (heading, lines)
    figures: Vec<(String, Vec<Row>)>,
    floor: usize,
}

struct Row {
    group: String,
    projects: usize,
    cost: String,
}

async fn all(app: &App, here: &Here) -> Result<Vec<(Line, String)>> {
    let shown = sharing::shown_to(&app.store, &Audience::Public, MOST).await.or_ours(here)?;
    let line = |shown: sharing::Shown| {
        let since = domain::format::short_date(paris_time(shown.since).date(), here.lang);
        (audience::line(app, here, shown.stored.id.as_str(), &shown.stored.project), since)
    };
    Ok(shown.into_iter().map(line).collect())
}

pub async fn list(State(app): State<App>, here: Here, Asked(ask): Asked<Ask>) -> Result<Response> {
    let all = all(&app, &here).await?;
    let any = !all.is_empty();
    let mut regions: Vec<String> = all.iter().map(|(line, _)| line.region.clone()).filter(|region| !region.is_empty()).collect();
    regions.sort_by_key(|region| name::fold(region));
    regions.dedup();
    let kept: Vec<(Line, String)> = all.into_iter().filter(|(line, _)| ask.keeps(line)).collect();
    let (found, pages) = (kept.len(), kept.len().div_ceil(ON_A_PAGE).max(1));
    let at = ask.page.clamp(1, pages);
    let view = List {
        page: here.page(Nav::Projects, here.t("published-title")),
        rows: kept.into_iter().skip((at - 1) * ON_A_PAGE).take(ON_A_PAGE).collect(),
        next: ask.query(at + 1),
        previous: ask.query(at - 1),
        figures: counted(&app, &here).await?,
        floor: FLOOR,
        regions,
        any,
        found,
        at,
        pages,
        ask,
    };
    html(&here, &view)
}

/// Figures of the projects counted without a name, by region and by kind of activity.
async fn counted(app: &App, here: &Here) -> Result<Vec<(String, Vec<Row>)>> {
    let all = sharing::counted(&app.store).await.or_ours(here)?;
    let anonymous = |stored: &Stored, group: Option<String>| {
        let facts = &stored.project.facts;
        let siren = facts.str("holder.siret").and_then(|siret| siret.get(..9));
        Some(Anonymous {
            holder: siren.map_or_else(|| stored.id.to_string(), str::to_owned),
            group: group.unwrap_or_default(),
            cost: facts.money("project.cost").filter(|cost| cost.0 > 0)?,
        })
    };
    let region = |stored: &Stored| {
        let commune = audience::commune(app, &stored.project)?;
        app.reference.region_name(&commune.region).map(str::to_owned)
    };
    let section = |stored: &Stored| {
        let section = reference::naf_section(stored.project.facts.str("project.naf")?)?;
        app.reference.naf_label(section).map(str::to_owned)
    };
    let rows = |figures: Vec<Figure>| -> Vec<Row> {
        let unknown = |name: String| if name.is_empty() { here.t("counted-unknown") } else { name };
        let row = |figure: Figure| Row {
            group: figure.group.map_or_else(|| here.t("counted-others"), unknown),
            projects: figure.projects,
            cost: figure.cost.map_or_else(|| here.t("counted-hidden"), |cost| domain::format::money(cost, here.lang)),
        };
        figures.into_iter().map(row).collect()
    };
    let by_region: Vec<Anonymous> = all.iter().filter_map(|stored| anonymous(stored, region(stored))).collect();
    let by_section: Vec<Anonymous> = all.iter().filter_map(|stored| anonymous(stored, section(stored))).collect();
    Ok(vec![(here.t("counted-by-region"), rows(figures(&by_region))), (here.t("counted-by-section"), rows(figures(&by_section)))])
}

#[derive(Template)]
#[template(path = "projects/public.html")]
struct Show {
    page: Page,
    title: String,
    summary: String,
    facts: Vec<(String, String)>,
    changed: String,
}

/// One public project. Nothing tells one that is private from one that is not there.
pub async fn show(State(app): State<App>, here: Here, actor: Actor, At(id): At<String>) -> Result<Response> {
    let gone = || Failure::NotFound(here.clone());
    let id = ProjectId::parse(&id).ok_or_else(gone)?;
    let sharing = sharing::sharing(&app.store, &id).await.or_ours(&here)?;
    if !can(&actor, Action::ReadPublic, &Object::SharedProject(sharing)) {
        return Err(gone());
    }
    let stored = projects::find(&app.store, &id).await.or_ours(&here)?.ok_or_else(gone)?;
    let page = here.page(Nav::Projects, stored.project.title.clone());
    let view = Show {
        summary: page.x(&stored.project.summary),
        facts: published(&app, &page, &stored.project),
        changed: page.date(&paris_time(stored.changed_at).date()),
        title: stored.project.title,
        page,
    };
    html(&here, &view)
}

pub async fn file(State(app): State<App>, here: Here, At(file): At<String>, Asked(ask): Asked<Ask>) -> Result<Response> {
    if !file.starts_with("projets.") {
        return Err(Failure::NotFound(here));
    }
    let heads = match here.lang {
        Lang::Fr => ["id", "projet", "activite", "commune", "region", "nature", "cout", "emplois_a_creer", "public_depuis"],
        Lang::En => ["id", "project", "activity", "commune", "region", "kind", "cost", "jobs_to_create", "public_since"],
    };
    let row = |(line, since): (Line, String)| {
        let Line { id, title, activity, place, region, kind, euros, jobs, .. } = line;
        [id, title, activity, place, region, kind, euros, jobs, since]
    };
    let rows: Vec<[String; 9]> = all(&app, &here).await?.into_iter().filter(|(line, _)| ask.keeps(line)).map(row).collect();
    table::answer(&here, &file, &here.t("published-title"), &heads, &rows)
}
