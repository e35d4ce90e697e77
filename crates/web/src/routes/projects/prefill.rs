//! A form of the State's platform, prepared from a project of the line by whoever holds its address.

use super::access::{Access, allowed};
use crate::app::App;
use crate::ask::{Asked, At};
use crate::error::Result;
use crate::page::{Here, Nav};
use crate::permissions::{Action, Actor};
use crate::routes::prefill::{Ask, From, of_project, page};
use axum::extract::State;
use axum::response::Response;

pub async fn show(
    State(app): State<App>,
    here: Here,
    access: Access,
    actor: Actor,
    At((_, form)): At<(String, String)>,
    Asked(ask): Asked<Ask>,
) -> Result<Response> {
    let held = allowed(&access, &actor, Action::EditProject, &here)?;
    let from = From { nav: Nav::Projects, path: &format!("/projets/{}", held.token), title: &held.project.title };
    page(&app, &here, from, &form, &ask, |key| of_project(&held.project, key)).await
}
