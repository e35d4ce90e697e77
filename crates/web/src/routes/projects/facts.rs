//! Every fact that can be told of the project, on one page, by subject.

use super::access::{Access, allowed};
use super::form::{self, Control, Field, typed};
use super::merge::{Changes, save_facts};
use crate::app::App;
use crate::error::{Result, html};
use crate::page::{Here, Nav, Page};
use crate::permissions::{Action, Actor};
use askama::Template;
use axum::extract::{RawForm, State};
use axum::http::StatusCode;
use axum::response::Response;
use domain::{Datum, FactSpec};

#[derive(Template)]
#[template(path = "projects/facts.html")]
struct Facts {
    page: Page,
    title: String,
    base: String,
    version: i64,
    groups: Vec<(String, Vec<Field>)>,
    errors: Vec<(String, String)>,
}

/// Asked facts by subject: the prefix of the key.
fn groups(app: &App) -> Vec<(&str, Vec<&FactSpec>)> {
    let mut groups: Vec<(&str, Vec<&FactSpec>)> = vec![];
    for spec in app.rulebook.dictionary.facts.iter().filter(|s| !s.derived && !s.question.is_empty()) {
        let subject = spec.key.split('.').next().unwrap_or_default();
        match groups.iter_mut().find(|(s, _)| *s == subject) {
            Some((_, specs)) => specs.push(spec),
            None => groups.push((subject, vec![spec])),
        }
    }
    groups
}

pub async fn form(State(app): State<App>, here: Here, access: Access, actor: Actor) -> Result<Response> {
    let held = allowed(&access, &actor, Action::EditProject, &here)?;
    let page = here.page(Nav::Projects, here.t("edit-facts")).private();
    let fields = |specs: Vec<&FactSpec>| specs.into_iter().map(|s| form::filled(s, &held.project.facts, false, &page)).collect();
    let view = Facts {
        groups: groups(&app).into_iter().map(|(subject, specs)| (page.t(&format!("subject-{subject}")), fields(specs))).collect(),
        title: held.project.title.clone(),
        base: here.url(&format!("/projets/{}", held.token)),
        version: held.version,
        errors: vec![],
        page,
    };
    html(&here, &view)
}

pub async fn save(State(app): State<App>, here: Here, access: Access, actor: Actor, RawForm(body): RawForm) -> Result<Response> {
    let held = allowed(&access, &actor, Action::EditProject, &here)?;
    let page = here.page(Nav::Projects, here.t("edit-facts")).private();
    let typed = typed(&body);
    let version = typed.get("version").and_then(|v| v.parse().ok()).unwrap_or(held.version);
    let base = here.url(&format!("/projets/{}", held.token));
    let mut changes = Changes::new();
    let (mut errors, mut shown) = (vec![], vec![]);
    for (subject, specs) in groups(&app) {
        let mut fields = vec![];
        for spec in specs {
            let text = typed.get(&spec.key).cloned().unwrap_or_default();
            let mut error = String::new();
            let before = held.project.facts.get(&spec.key);
            // A field absent from the form (no choice ticked) is an emptied one; the page always sends every text field.
            match form::read(&app, spec, &text) {
                Ok(value) if value.as_ref() == before.map(|d| &d.value) => {}
                Ok(value) => {
                    changes.insert(spec.key.clone(), value.map(Datum::declared));
                }
                Err(why) => {
                    error = page.x(&why);
                    errors.push((spec.key.clone(), format!("{}{}{error}", page.x(&spec.label), page.colon())));
                }
            }
            fields.push(form::field(spec, text, error, false, &page));
        }
        shown.push((page.t(&format!("subject-{subject}")), fields));
    }
    if errors.is_empty() {
        return save_facts(&app, &here, &held, version, &changes, typed, &format!("{base}?enregistre=1")).await;
    }
    let mut response = html(&here, &Facts { groups: shown, title: held.project.title.clone(), base, version, errors, page })?;
    *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    Ok(response)
}
