//! Where an import stands: being read or written with its count, waiting for a decision with all that it would do,
//! done with what it did, undone.

use super::found::{Found, say_state};
use super::job::{Asked, Job, job};
use crate::answer;
use crate::app::App;
use crate::ask::{Asked as Query, At};
use crate::error::Result;
use crate::page::{Here, Nav, Page};
use crate::permissions::Actor;
use askama::Template;
use axum::extract::State;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use domain::{Problem, Text};
use intake::{Target, named, targets};
use serde::Deserialize;
use store::sheet_imports::{SheetImport, State as Stage};

/// What an undoing has just done, told once.
#[derive(Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct Undone {
    retirees: usize,
    rendues: usize,
    laissees: usize,
}

#[derive(Template)]
#[template(path = "intake/show.html")]
struct Show<'a> {
    page: Page,
    job: Job<'a>,
    state: String,
    found: Found,
    stale: bool,
    undone: Option<Undone>,
    /// Fields that a problem may name.
    targets: Vec<Target>,
}

impl Show<'_> {
    fn working(&self) -> bool {
        matches!(self.job.import.state, Stage::Reading | Stage::Writing) && !self.stale
    }
    fn is(&self, stage: &str) -> bool {
        self.job.import.state.code() == stage
    }
    fn x(&self, text: &Text) -> String {
        self.page.x(text)
    }
    fn field<'a>(&'a self, problem: &'a Problem) -> &'a str {
        named(&problem.field, &self.targets, self.page.lang())
    }
    fn place(&self, problem: &Problem) -> String {
        if problem.column == 0 { String::new() } else { problem.column.to_string() }
    }
}

pub async fn show(
    State(app): State<App>,
    here: Here,
    actor: Actor,
    At(asked): At<Asked>,
    Query(undone): Query<Undone>,
) -> Result<Response> {
    let job = job(&app, &here, &actor, &asked).await?;
    if job.import.state == Stage::Draft {
        return Ok(Redirect::to(&here.url(&format!("{}/colonnes", job.path()))).into_response());
    }
    let page = here.page(Nav::Territories, here.t("intake-show-title")).private();
    let view = Show {
        state: say_state(&page, job.import.state),
        found: found(&job.import),
        stale: job.import.is_stale(app.now()),
        undone: Some(undone).filter(|u| *u != Undone::default()),
        targets: targets(job.held.lifecycle),
        page,
        job,
    };
    let mut response = answer::private(&here, StatusCode::OK, &view)?;
    if view.working() {
        // Works without scripts, and holds no reader who goes elsewhere.
        response.headers_mut().insert(header::REFRESH, HeaderValue::from_static("1"));
    }
    Ok(response)
}

pub fn found(import: &SheetImport) -> Found {
    serde_json::from_str(&import.result).unwrap_or_default()
}
