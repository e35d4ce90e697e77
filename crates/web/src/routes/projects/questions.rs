//! One question, in plain words, with what the answer unlocks.

use super::access::{Access, allowed};
use super::form::{self, Control, Field, typed};
use super::merge::{Changes, save_facts};
use crate::app::App;
use crate::ask::At;
use crate::error::{OrFail, OrNotFound, Result, html};
use crate::judge;
use crate::page::{Here, Nav, Page};
use crate::permissions::{Action, Actor};
use askama::Template;
use axum::extract::{RawForm, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domain::{Datum, FactSpec};
use serde::Deserialize;

#[derive(Deserialize)]
pub struct Which {
    key: String,
}

#[derive(Template)]
#[template(path = "projects/question.html")]
struct Ask {
    page: Page,
    title: String,
    base: String,
    fields: [Field; 1],
    version: i64,
    because: String,
}

/// A fact the line finds by itself is asked through the fact it is found from.
fn asked_through(key: &str) -> &str {
    match key {
        "holder.size" => "holder.headcount",
        place if place.starts_with("place.") => "project.commune",
        other => other,
    }
}

fn spec<'a>(app: &'a App, here: &Here, key: &str) -> Result<&'a FactSpec> {
    app.rulebook.dictionary.get(key).filter(|s| !s.derived).or_not_found(here)
}

pub async fn form(State(app): State<App>, here: Here, access: Access, actor: Actor, At(which): At<Which>) -> Result<Response> {
    let held = allowed(&access, &actor, Action::EditProject, &here)?;
    if app.rulebook.dictionary.get(&which.key).is_some_and(|s| s.derived) {
        let to = here.url(&format!("/projets/{}/questions/{}", held.token, asked_through(&which.key)));
        return Ok(Redirect::to(&to).into_response());
    }
    let spec = spec(&app, &here, &which.key)?;
    let page = here.page(Nav::Projects, here.x(&spec.question)).private();
    let dossier = judge::dossier(&app, held.project.clone(), vec![]).await.or_ours(&here)?;
    let because = dossier.qualification.questions.iter().find(|q| q.key == which.key).map(|q| page.x(&q.because)).unwrap_or_default();
    let view = Ask {
        fields: [form::filled(spec, &held.project.facts, true, &page)],
        base: here.url(&format!("/projets/{}", held.token)),
        title: held.project.title.clone(),
        version: held.version,
        because,
        page,
    };
    html(&here, &view)
}

pub async fn answer(
    State(app): State<App>,
    here: Here,
    access: Access,
    actor: Actor,
    At(which): At<Which>,
    RawForm(body): RawForm,
) -> Result<Response> {
    let held = allowed(&access, &actor, Action::EditProject, &here)?;
    let spec = spec(&app, &here, &which.key)?;
    let typed = typed(&body);
    let text = typed.get(&which.key).cloned().unwrap_or_default();
    let base = here.url(&format!("/projets/{}", held.token));
    let version = typed.get("version").and_then(|v| v.parse().ok()).unwrap_or(held.version);
    match form::read(&app, spec, &text) {
        Ok(value) => {
            let changes = Changes::from([(which.key.clone(), value.map(Datum::declared))]);
            save_facts(&app, &here, &held, version, &changes, typed, &format!("{base}?enregistre=1")).await
        }
        Err(why) => {
            let page = here.page(Nav::Projects, here.x(&spec.question)).private();
            let field = form::field(spec, text, page.x(&why), true, &page);
            let mut response =
                html(&here, &Ask { fields: [field], base, title: held.project.title.clone(), version, because: String::new(), page })?;
            *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
            Ok(response)
        }
    }
}
