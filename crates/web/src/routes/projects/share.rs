//! Reading addresses: show a project to a committee, an operator or a bank without giving it away.

use super::access::{Access, HOLDER, allowed};
use super::form::typed;
use crate::app::App;
use crate::error::{Failure, html};
use crate::page::{Here, Nav, Page};
use crate::permissions::{Action, Actor};
use askama::Template;
use axum::Extension;
use axum::extract::{RawForm, State};
use axum::response::{IntoResponse, Redirect, Response};
use domain::calendar::paris_time;
use store::{ShareId, shares};

#[derive(Template)]
#[template(path = "projects/share.html")]
struct Share {
    page: Page,
    title: String,
    base: String,
    links: Vec<Row>,
    /// The address just made: it can be shown this once only.
    fresh: String,
}

struct Row {
    id: String,
    label: String,
    since: String,
    revoked: bool,
}

pub async fn list(State(app): State<App>, here: Here, access: Access, Extension(actor): Extension<Actor>) -> Result<Response, Failure> {
    let held = allowed(&access, &actor, Action::ShareProject, &here)?;
    page(&app, &here, &held, String::new()).await
}

async fn page(app: &App, here: &Here, held: &super::access::Held, fresh: String) -> Result<Response, Failure> {
    let page = here.page(Nav::Projects, here.t("share")).private();
    let shares = shares::of_project(&app.store, &held.id).await.map_err(|e| Failure::ours(here, e))?;
    let row = |s: shares::Share| Row {
        id: s.id.as_str().to_owned(),
        label: s.label,
        since: page.date(&paris_time(s.created_at).date()),
        revoked: s.revoked_at.is_some(),
    };
    let view = Share {
        links: shares.into_iter().map(row).collect(),
        title: held.project.title.clone(),
        base: here.url(&format!("/projets/{}", held.token)),
        fresh,
        page,
    };
    html(here, &view)
}

pub async fn change(
    State(app): State<App>,
    here: Here,
    access: Access,
    Extension(actor): Extension<Actor>,
    RawForm(body): RawForm,
) -> Result<Response, Failure> {
    let held = allowed(&access, &actor, Action::ShareProject, &here)?;
    let typed = typed(&body);
    if let Some(id) = typed.get("revoke") {
        let id = ShareId::parse(id).ok_or_else(|| Failure::NotFound(here.clone()))?;
        shares::revoke(&app.store, &held.id, &id, HOLDER, app.now()).await.map_err(|e| Failure::ours(&here, e))?;
        return Ok(Redirect::to(&here.url(&format!("/projets/{}/partage", held.token))).into_response());
    }
    let label: String = typed.get("label").map(|l| l.trim().chars().take(120).collect()).unwrap_or_default();
    let token = store::Token::random();
    shares::create(&app.store, &held.id, &token.hash(), &label, None, HOLDER, app.now()).await.map_err(|e| Failure::ours(&here, e))?;
    let fresh = format!("{}{}", app.base_url, here.url(&format!("/projets/{}", token.expose())));
    page(&app, &here, &held, fresh).await
}
