//! Every version of a project: what changed, when, and back again.

use super::access::{Access, HOLDER, Held, Saving, allowed, saving};
use super::form::typed;
use crate::app::App;
use crate::error::{OrFail, OrNotFound, Result, html};
use crate::page::{Here, Nav, Page};
use crate::permissions::{Action, Actor};
use crate::table;
use askama::Template;
use axum::extract::{OriginalUri, RawForm, State};
use axum::response::{IntoResponse, Redirect, Response};
use domain::Lang;
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
    /// The same, for files.
    instant: String,
    changed: String,
    /// The version it brought back, for files.
    restored_from: String,
}

pub async fn list(State(app): State<App>, here: Here, access: Access, actor: Actor) -> Result<Response> {
    let held = allowed(&access, &actor, Action::EditProject, &here)?;
    let page = here.page(Nav::Projects, here.t("history")).private();
    let view = History {
        versions: rows(&app, &page, &held).await?,
        title: held.project.title.clone(),
        base: here.url(&format!("/projets/{}", held.token)),
        current: held.version,
        page,
    };
    html(&here, &view)
}

/// `historique.csv` and `.xlsx`: one row per version.
pub async fn file(State(app): State<App>, here: Here, access: Access, actor: Actor, OriginalUri(uri): OriginalUri) -> Result<Response> {
    let held = allowed(&access, &actor, Action::EditProject, &here)?;
    let page = here.page(Nav::Projects, here.t("history")).private();
    let heads = match here.lang {
        Lang::Fr => ["version", "date", "changements", "reprend"],
        Lang::En => ["version", "date", "changes", "brings_back"],
    };
    let row = |row: Row| [row.version.to_string(), row.instant, row.changed, row.restored_from];
    let lines: Vec<[String; 4]> = rows(&app, &page, &held).await?.into_iter().map(row).collect();
    let name = if uri.path().ends_with(".xlsx") { "historique.xlsx" } else { "historique.csv" };
    table::answer_columns(&here, name, &here.t("history"), &heads, &lines, &[true, false, false, true])
}

/// Every version, newest first, with the name of what it changed.
async fn rows(app: &App, page: &Page, held: &Held) -> Result<Vec<Row>> {
    let versions = projects::versions(&app.store, &held.id).await.or_ours(&page.here)?;
    let label = |key: &String| match key.as_str() {
        "financing" => page.t("financing-plan"),
        "past_aid" | "past_aid_complete" => page.t("past-aid"),
        "title" => page.t("project-name"),
        key => app.rulebook.dictionary.get(key).map_or_else(|| key.to_owned(), |s| page.x(&s.label)),
    };
    let row = |v: projects::Version| {
        let changed = if v.number == 1 { page.t("created") } else { v.changed.iter().map(label).collect::<Vec<_>>().join(", ") };
        Row {
            version: v.number,
            at: page.moment(&v.at),
            instant: v.at.to_string(),
            changed,
            restored_from: v.restored_from.map(|n| n.to_string()).unwrap_or_default(),
        }
    };
    Ok(versions.into_iter().map(row).collect())
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
