//! Every version of a project: what changed, when, and back again.

use super::access::{Access, HOLDER, Saving, allowed, saving};
use super::form::typed;
use crate::app::App;
use crate::error::{OrFail, OrNotFound, Result, html};
use crate::page::{Here, Nav, Page};
use crate::permissions::{Action, Actor};
use askama::Template;
use axum::extract::{RawForm, State};
use axum::response::{IntoResponse, Redirect, Response};
use store::projects;

#[derive(Template)]
#[template(path = "projects/history.html")]
struct History {
    page: Page,
    title: String,
    base: String,
    current: i64,
    versions: Vec<Row>,
}

struct Row {
    version: i64,
    at: String,
    changed: String,
}

pub async fn list(State(app): State<App>, here: Here, access: Access, actor: Actor) -> Result<Response> {
    let held = allowed(&access, &actor, Action::EditProject, &here)?;
    let page = here.page(Nav::Projects, here.t("history")).private();
    let versions = projects::versions(&app.store, &held.id).await.or_ours(&here)?;
    let label = |key: &String| match key.as_str() {
        "financing" => page.t("financing-plan"),
        "past_aid" | "past_aid_complete" => page.t("past-aid"),
        "title" => page.t("project-name"),
        key => app.rulebook.dictionary.get(key).map_or_else(|| key.to_owned(), |s| page.x(&s.label).to_owned()),
    };
    let row = |v: projects::Version| {
        let changed = if v.number == 1 { page.t("created") } else { v.changed.iter().map(label).collect::<Vec<_>>().join(", ") };
        Row { version: v.number, at: page.moment(&v.at), changed }
    };
    let view = History {
        versions: versions.into_iter().map(row).collect(),
        title: held.project.title.clone(),
        base: here.url(&format!("/projets/{}", held.token)),
        current: held.version,
        page,
    };
    html(&here, &view)
}

/// Puts an earlier version back, as a new version: nothing is erased.
pub async fn restore(State(app): State<App>, here: Here, access: Access, actor: Actor, RawForm(body): RawForm) -> Result<Response> {
    let held = allowed(&access, &actor, Action::EditProject, &here)?;
    let typed = typed(&body);
    let wanted = typed.get("version").and_then(|v| v.parse::<i64>().ok()).or_not_found(&here)?;
    let outcome = projects::restore(&app.store, &held.id, wanted, held.version, HOLDER, app.now()).await;
    match saving(outcome.or_ours(&here)?, &held, &here)? {
        Saving::Saved => Ok(Redirect::to(&here.url(&format!("/projets/{}?enregistre=1", held.token))).into_response()),
        Saving::Conflict(_) => Ok(Redirect::to(&here.url(&format!("/projets/{}/historique", held.token))).into_response()),
    }
}
