//! Two people answered at once: what each wrote is shown, nothing is lost, the reader chooses.

use super::access::{Held, Saving, save};
use super::form::Typed;
use crate::app::App;
use crate::error::{OrFail, OrNotFound, Result, html};
use crate::page::{Here, Nav, Page};
use askama::Template;
use axum::response::{IntoResponse, Redirect, Response};
use domain::{Datum, Project};
use std::collections::BTreeMap;
use store::projects;

/// New values by key; `None` forgets the fact.
pub type Changes = BTreeMap<String, Option<Datum>>;

fn apply(project: &Project, changes: &Changes) -> Project {
    let mut project = project.clone();
    for (key, datum) in changes {
        match datum {
            Some(datum) => project.facts.set(key, datum.clone()),
            None => {
                project.facts.0.remove(key);
            }
        }
    }
    project
}

struct Difference {
    label: String,
    theirs: String,
    mine: String,
}

#[derive(Template)]
#[template(path = "projects/merge.html")]
struct Merge {
    page: Page,
    differences: Vec<Difference>,
    typed: Typed,
    version: i64,
    action: String,
}

/// Saves `changes` made on top of version `base`. When somebody else saved in between, changes that touch other facts
/// are carried over; the same fact changed twice is shown for a decision.
pub async fn save_facts(app: &App, here: &Here, held: &Held, base: i64, changes: &Changes, typed: Typed, to: &str) -> Result<Response> {
    let mut held = held.clone();
    // Each turn either saves or meets a newer version; a few are enough unless the project is being hammered.
    for _ in 0..5 {
        let project = if base == held.version {
            apply(&held.project, changes)
        } else {
            let seen = projects::version(&app.store, &held.id, base).await.or_ours(here)?;
            let (_, seen) = seen.or_not_found(here)?;
            let merged = projects::merge(&seen, &apply(&seen, changes), &held.project).or_ours(here)?;
            if !merged.clashes.is_empty() {
                return page(app, here, &held, changes, typed);
            }
            merged.project
        };
        match save(app, here, &held, held.version, &project).await? {
            Saving::Saved => return Ok(Redirect::to(to).into_response()),
            Saving::Conflict(current) => held = *current,
        }
    }
    page(app, here, &held, changes, typed)
}

fn page(app: &App, here: &Here, held: &Held, changes: &Changes, mut typed: Typed) -> Result<Response> {
    let page = here.page(Nav::Projects, here.t("merge-title")).private();
    let show = |key: &str, datum: Option<&Datum>| match (app.rulebook.dictionary.get(key), datum) {
        (Some(spec), Some(datum)) => spec.show(&datum.value, here.lang),
        _ => page.t("unknown"),
    };
    let differences = changes
        .iter()
        .filter(|(key, mine)| held.project.facts.get(key).map(|d| &d.value) != mine.as_ref().map(|d| &d.value))
        .map(|(key, mine)| Difference {
            label: app.rulebook.dictionary.get(key).map_or_else(|| key.clone(), |s| page.x(&s.label)),
            theirs: show(key, held.project.facts.get(key)),
            mine: show(key, mine.as_ref()),
        })
        .collect();
    typed.remove("version");
    let view = Merge { differences, typed, version: held.version, action: here.url(here.path.split('?').next().unwrap_or_default()), page };
    let mut response = html(here, &view)?;
    *response.status_mut() = axum::http::StatusCode::CONFLICT;
    Ok(response)
}
