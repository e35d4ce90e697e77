//! The holder's own lines of the financing plan, and the aid already granted to the group.

use super::access::{Access, Held, Saving, allowed, save};
use super::form::{Typed, typed};
use crate::app::App;
use crate::error::{OrFail, OrNotFound, Result, html};
use crate::page::{Here, Nav, Page};
use crate::permissions::{Action, Actor};
use crate::routes::measures::words::regime_key;
use askama::Template;
use axum::extract::{RawForm, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domain::Project;
use edit::Edit;
use store::projects;

mod edit;

#[derive(Template)]
#[template(path = "projects/plan.html")]
struct Plan {
    page: Page,
    project: Project,
    base: String,
    version: i64,
    /// The key of the sentence that says what is wrong; empty when nothing is.
    error: &'static str,
    typed: Typed,
}

impl Plan {
    /// Whether the error is about this field, of the form that was sent.
    fn wrong(&self, form: &str, name: &str) -> bool {
        let field = match self.error {
            "plan-bad-label" => "label",
            "plan-bad-amount" => "amount",
            "plan-bad-siren" => "siren",
            "plan-bad-date" => "granted_on",
            _ => return false,
        };
        field == name && self.typed.get("do").is_some_and(|sent| sent == form)
    }
    /// What was typed in one of the two forms of the page: they share names, and only one was sent.
    fn typed_in(&self, form: &str, name: &str) -> &str {
        let get = |name: &str| self.typed.get(name).map_or("", String::as_str);
        if get("do") == form { get(name) } else { "" }
    }
    fn chose(&self, form: &str, name: &str, value: &str) -> bool {
        self.typed_in(form, name) == value
    }
}

static FUNDERS: [&str; 11] =
    ["holder", "bank", "private", "state", "dotation", "region", "department", "epci", "commune", "europe", "operator"];
const INSTRUMENTS: [&str; 7] = ["own_funds", "equity", "loan", "subordinated_loan", "leasing", "grant", "in_kind"];
const REGIMES: [&str; 5] = ["none", "de_minimis", "regional", "sme", "other"];
const STATES: [&str; 6] = ["considered", "asked", "granted", "contracted", "paid", "refused"];

pub async fn form(State(_app): State<App>, here: Here, access: Access, actor: Actor) -> Result<Response> {
    let held = allowed(&access, &actor, Action::EditProject, &here)?;
    html(&here, &view(&here, &held, "", Default::default()))
}

fn view(here: &Here, held: &Held, error: &'static str, typed: Typed) -> Plan {
    Plan {
        page: here.page(Nav::Projects, here.t("financing-plan")).private(),
        base: here.url(&format!("/projets/{}", held.token)),
        project: held.project.clone(),
        version: held.version,
        error,
        typed,
    }
}

pub async fn change(State(app): State<App>, here: Here, access: Access, actor: Actor, RawForm(body): RawForm) -> Result<Response> {
    let held = allowed(&access, &actor, Action::EditProject, &here)?;
    let typed = typed(&body);
    let base = typed.get("version").and_then(|v| v.parse().ok()).unwrap_or(held.version);
    // A line is named by its place in the plan the author was looking at, which may have changed since.
    let seen = if base == held.version {
        held.project.clone()
    } else {
        let seen = projects::version(&app.store, &held.id, base).await.or_ours(&here)?;
        seen.or_not_found(&here)?.1
    };
    let edit = match Edit::read(&typed, &seen) {
        Ok(edit) => edit,
        Err(key) => return refuse(&here, &held, StatusCode::UNPROCESSABLE_ENTITY, key, typed),
    };
    let mut held = held;
    for _ in 0..5 {
        let mut project = held.project.clone();
        edit.apply(&mut project);
        match save(&app, &here, &held, held.version, &project).await? {
            Saving::Saved => return Ok(Redirect::to(&here.url(&format!("/projets/{}/plan", held.token))).into_response()),
            Saving::Conflict(current) => held = *current,
        }
    }
    refuse(&here, &held, StatusCode::CONFLICT, "plan-conflict", typed)
}

fn refuse(here: &Here, held: &Held, status: StatusCode, key: &'static str, typed: Typed) -> Result<Response> {
    let mut response = html(here, &view(here, held, key, typed))?;
    *response.status_mut() = status;
    Ok(response)
}
