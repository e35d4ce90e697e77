//! The door of the projects: start one, find one again by its address, look at real cases.

use super::examples::{self, Example};
use crate::app::App;
use crate::error::{Failure, Result, html};
use crate::page::{Here, Nav, Page};
use askama::Template;
use axum::extract::{RawForm, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use store::Token;

#[derive(Template)]
#[template(path = "projects/door.html")]
struct Door {
    page: Page,
    examples: Vec<Example>,
    error: String,
}

fn page(app: &App, here: &Here, error: String) -> Result<Response> {
    let all = examples::read(app).map_err(|p| Failure::ours(here, p.iter().map(|p| p.show(here.lang)).collect::<Vec<_>>().join("; ")))?;
    html(here, &Door { page: here.page(Nav::Projects, here.t("nav-projects")), examples: all, error })
}

pub async fn door(State(app): State<App>, here: Here) -> Result<Response> {
    page(&app, &here, String::new())
}

/// An address pasted whole, or only its last part, leads back to the project.
pub async fn find(State(app): State<App>, here: Here, RawForm(body): RawForm) -> Result<Response> {
    let pasted = form_urlencoded::parse(&body).find(|(k, _)| k == "adresse").map(|(_, v)| v.into_owned()).unwrap_or_default();
    let last = pasted.split(['?', '#']).next().unwrap_or_default().split("/projets/").last().unwrap_or_default();
    match Token::parse(last.split('/').next().unwrap_or_default().trim()) {
        Some(token) => Ok(Redirect::to(&here.url(&format!("/projets/{}", token.expose()))).into_response()),
        None => {
            let mut response = page(&app, &here, here.t("find-bad"))?;
            *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
            Ok(response)
        }
    }
}
