//! The brownfield of a project: how easily it can take industry again, what leaving it costs, what bringing it back costs
//! and what a fund may pay; what is missing leads to its question. What the inventory says of the site chosen serves where
//! the project says nothing.

use super::access::{Access, Held};
use crate::app::App;
use crate::ask::{Asked, At};
use crate::error::{OrNotFound, Result, html};
use crate::page::{Here, Nav, Page};
use crate::routes::brownfields::study::{self, Choice, Row, Study, study};
use askama::Template;
use axum::extract::{RawQuery, State};
use axum::response::Response;
use brownfield::{Balance, Inaction, Mutability};
use domain::{Cents, Facts, Site};
use serde::Deserialize;

#[derive(Template)]
#[template(path = "projects/brownfield.html")]
struct Show {
    page: Page,
    title: String,
    base: String,
    writes: bool,
    concerned: bool,
    versions: Vec<(String, bool)>,
    mutability: Mutability,
    rows: Vec<Row>,
    inaction: Inaction,
    balance: Balance,
    missing: Vec<(String, String)>,
    total_aid: Cents,
    /// What the holder says the deficit is, when it is not what the lines say.
    declared_deficit: Option<Cents>,
    answers: Option<String>,
    files: String,
    query: String,
}

#[derive(Deserialize)]
pub struct File {
    file: String,
}

/// Is there something to say of a brownfield here?
pub fn concerns(facts: &Facts, site: Option<&Site>) -> bool {
    facts.bool("brownfield.on") == Some(true)
        || facts.str("project.kind") == Some("brownfield")
        || facts.0.keys().any(|key| key.starts_with("brownfield.") && key != "brownfield.on")
        || site.is_some_and(|s| s.bool("brownfield") == Some(true))
}

struct Found {
    facts: Facts,
    concerned: bool,
    study: Study,
}

fn found(app: &App, here: &Here, held: &Held, choice: &Choice) -> Result<Found> {
    let mut project = held.project.clone();
    factory::derive(&mut project, &app.reference, &app.rulebook.state_aid);
    let mut facts = project.facts;
    let sites = app.sites();
    let site = facts.str("site.id").and_then(|id| sites.iter().find(|s| s.id == id));
    let concerned = concerns(&facts, site);
    if let Some(site) = site {
        brownfield::with_known(&mut facts, site);
    }
    let study = study(app, here, &facts, site, choice, project.judged_on)?;
    Ok(Found { concerned, study, facts })
}

pub async fn show(
    State(app): State<App>,
    here: Here,
    access: Access,
    Asked(choice): Asked<Choice>,
    RawQuery(query): RawQuery,
) -> Result<Response> {
    let held = access.held().or_not_found(&here)?;
    let Found { facts, concerned, study } = found(&app, &here, held, &choice)?;
    let page = here.page(Nav::Projects, here.t("brownfield-title")).private();
    let base = here.url(&format!("/projets/{}", held.token));
    let view = Show {
        versions: study::versions(&app, &study),
        title: held.project.title.clone(),
        writes: access.writes(),
        concerned,
        declared_deficit: facts.money("brownfield.deficit").filter(|d| *d != study.balance.aid_ceiling),
        total_aid: study::other_aid(&study),
        rows: study::rows(&app, &study, &page),
        missing: study::missing(&app, &study, &page),
        answers: access.writes().then(|| format!("{base}/questions/")),
        files: format!("{base}/friche/bilan"),
        query: query.unwrap_or_default(),
        mutability: study.mutability,
        inaction: study.inaction,
        balance: study.balance,
        base,
        page,
    };
    html(&here, &view)
}

/// `friche/bilan.csv` and `.xlsx`: every line of the page.
pub async fn file(
    State(app): State<App>,
    here: Here,
    access: Access,
    At(File { file }): At<File>,
    Asked(choice): Asked<Choice>,
) -> Result<Response> {
    let held = access.held().or_not_found(&here)?;
    study::file(&here, &file, &found(&app, &here, held, &choice)?.study)
}
