//! The holder's own lines of the financing plan, and the aid already granted to the group.

use super::access::{Access, Held, Saving, allowed, save};
use super::form::typed;
use crate::app::App;
use crate::error::{Failure, html};
use crate::page::{Here, Nav, Page};
use crate::permissions::{Action, Actor};
use askama::Template;
use axum::Extension;
use axum::extract::{RawForm, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domain::{AidRegime, Cents, FinancingLine, Funder, Instrument, LineState, PastAid, Project, Siren};
use serde::de::DeserializeOwned;

#[derive(Template)]
#[template(path = "projects/plan.html")]
struct Plan {
    page: Page,
    project: Project,
    base: String,
    version: i64,
    error: String,
    typed: super::form::Typed,
}

fn regime_key(regime: &AidRegime) -> &'static str {
    match regime {
        AidRegime::None => "regime-none",
        AidRegime::DeMinimis => "regime-de-minimis",
        AidRegime::Regional => "regime-regional",
        AidRegime::Sme => "regime-sme",
        AidRegime::Other => "regime-other",
    }
}

impl Plan {
    fn was(&self, name: &str) -> &str {
        self.typed.get(name).map_or("", String::as_str)
    }
    fn chose(&self, name: &str, value: &str) -> bool {
        self.was(name) == value
    }
}

static FUNDERS: [&str; 10] = ["holder", "bank", "private", "state", "region", "department", "epci", "commune", "europe", "operator"];
const INSTRUMENTS: [&str; 7] = ["own_funds", "equity", "loan", "subordinated_loan", "leasing", "grant", "in_kind"];
const REGIMES: [&str; 5] = ["none", "de_minimis", "regional", "sme", "other"];
const STATES: [&str; 6] = ["considered", "asked", "granted", "contracted", "paid", "refused"];

pub async fn form(State(_app): State<App>, here: Here, access: Access, Extension(actor): Extension<Actor>) -> Result<Response, Failure> {
    let held = allowed(&access, actor, Action::EditProject, &here)?;
    html(&here, &view(&here, &held, String::new(), Default::default()))
}

fn view(here: &Here, held: &Held, error: String, typed: super::form::Typed) -> Plan {
    Plan {
        page: here.page(Nav::Projects, here.t("financing-plan")).private(),
        base: here.url(&format!("/projets/{}", held.token)),
        project: held.project.clone(),
        version: held.version,
        error,
        typed,
    }
}

/// A choice by the name it has in files and in the API.
fn choice<T: DeserializeOwned>(name: &str) -> Option<T> {
    serde_json::from_value(serde_json::Value::String(name.to_owned())).ok()
}

pub async fn change(
    State(app): State<App>,
    here: Here,
    access: Access,
    Extension(actor): Extension<Actor>,
    RawForm(body): RawForm,
) -> Result<Response, Failure> {
    let held = allowed(&access, actor, Action::EditProject, &here)?;
    let typed = typed(&body);
    let version = typed.get("version").and_then(|v| v.parse().ok()).unwrap_or(held.version);
    let mut project = held.project.clone();
    let refuse = |why: String| -> Result<Response, Failure> {
        let mut response = html(&here, &view(&here, &held, why, typed.clone()))?;
        *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
        Ok(response)
    };
    let text = |name: &str| typed.get(name).map(|v| v.trim()).unwrap_or_default();
    match text("do") {
        "add" => match read_line(&text) {
            Ok(line) => project.financing.push(line),
            Err(key) => return refuse(here.t(key)),
        },
        "remove" => {
            let Some(at) = text("line").parse::<usize>().ok().filter(|i| *i < project.financing.len()) else {
                return Err(Failure::NotFound(here));
            };
            project.financing.remove(at);
        }
        "add-past" => match read_past(&text) {
            Ok(aid) => project.past_aid.push(aid),
            Err(key) => return refuse(here.t(key)),
        },
        "remove-past" => {
            let Some(at) = text("line").parse::<usize>().ok().filter(|i| *i < project.past_aid.len()) else {
                return Err(Failure::NotFound(here));
            };
            project.past_aid.remove(at);
        }
        "complete" => {
            project.past_aid_complete = text("complete") == "oui";
        }
        _ => return refuse(here.t("error-400-what")),
    }
    match save(&app, &here, &held, version, &project).await? {
        Saving::Saved => Ok(Redirect::to(&here.url(&format!("/projets/{}/plan", held.token))).into_response()),
        Saving::Conflict(current) => {
            let mut response = html(&here, &view(&here, &current, here.t("plan-conflict"), typed))?;
            *response.status_mut() = StatusCode::CONFLICT;
            Ok(response)
        }
    }
}

/// In a form a bare number means euros.
fn amount(text: &str) -> Option<Cents> {
    text.parse::<Cents>().ok().filter(|a| a.0 > 0 && a.0 <= 2_000_000_000_000)
}

fn read_line<'a>(text: &impl Fn(&str) -> &'a str) -> Result<FinancingLine, &'static str> {
    let label = text("label");
    if label.is_empty() || label.chars().count() > 120 {
        return Err("plan-bad-label");
    }
    Ok(FinancingLine {
        label: label.to_owned(),
        funder: choice::<Funder>(text("funder")).ok_or("error-400-what")?,
        instrument: choice::<Instrument>(text("instrument")).ok_or("error-400-what")?,
        amount: amount(text("amount")).ok_or("plan-bad-amount")?,
        regime: choice::<AidRegime>(text("regime")).unwrap_or_default(),
        state: choice::<LineState>(text("state")).unwrap_or_default(),
        measure: None,
        grant_equivalent: None,
        base: None,
        source: None,
    })
}

fn read_past<'a>(text: &impl Fn(&str) -> &'a str) -> Result<PastAid, &'static str> {
    let siren = match text("siren") {
        "" => None,
        typed => Some(Siren::parse(typed).map_err(|_| "plan-bad-siren")?.0),
    };
    Ok(PastAid {
        siren,
        granted_on: programmes::read_date(text("granted_on")).map_err(|_| "plan-bad-date")?,
        amount: amount(text("amount")).ok_or("plan-bad-amount")?,
        regime: choice::<AidRegime>(text("regime")).unwrap_or_default(),
    })
}
