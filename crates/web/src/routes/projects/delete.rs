//! Deleting a project, and taking the deletion back.

use super::access::{Access, HOLDER, allowed};
use crate::app::App;
use crate::ask::At;
use crate::error::{Failure, OrFail, OrNotFound, Result, html};
use crate::page::{Here, Nav, Page};
use crate::permissions::{Action, Actor};
use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;
use store::{Token, projects};

#[derive(Template)]
#[template(path = "projects/delete.html")]
struct Delete {
    page: Page,
    title: String,
    base: String,
    done: bool,
}

pub async fn ask(State(_app): State<App>, here: Here, access: Access, actor: Actor) -> Result<Response> {
    let held = allowed(&access, &actor, Action::DeleteProject, &here)?;
    let page = here.page(Nav::Projects, here.t("delete")).private();
    html(&here, &Delete { title: held.project.title, base: here.url(&format!("/projets/{}", held.token)), done: false, page })
}

pub async fn delete(State(app): State<App>, here: Here, access: Access, actor: Actor) -> Result<Response> {
    let held = allowed(&access, &actor, Action::DeleteProject, &here)?;
    projects::delete(&app.store, &held.id, HOLDER, app.now()).await.or_ours(&here)?;
    let page = here.page(Nav::Projects, here.t("deleted")).private();
    html(&here, &Delete { title: held.project.title, base: here.url(&format!("/projets/{}", held.token)), done: true, page })
}

#[derive(Deserialize)]
pub struct Address {
    token: String,
}

/// A deleted project is found by its address alone: nobody else can know that it was there.
pub async fn restore(State(app): State<App>, here: Here, At(address): At<Address>) -> Result<Response> {
    let token = Token::parse(&address.token).or_not_found(&here)?;
    let deleted = projects::find_deleted_by_token(&app.store, &token.hash()).await.or_ours(&here)?;
    let deleted = deleted.or_not_found(&here)?;
    match projects::undelete(&app.store, &deleted.id, HOLDER, app.now()).await.or_ours(&here)? {
        true => Ok(Redirect::to(&here.url(&format!("/projets/{}", address.token))).into_response()),
        false => Err(Failure::NotFound(here)),
    }
}
