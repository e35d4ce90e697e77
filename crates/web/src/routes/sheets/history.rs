//! Every version of a sheet: what changed, who, when, and back again.

use super::found::{Found, found};
use crate::answer;
use crate::app::App;
use crate::ask::At;
use crate::error::{Failure, OrFail, OrNotFound, Result};
use crate::page::{Here, Nav, Page};
use crate::permissions::{Action, Actor};
use crate::routes::contracts::place::names;
use crate::routes::projects::form::typed;
use crate::table;
use askama::Template;
use axum::extract::{RawForm, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use contracts::{Lifecycle, Sheet, admit_edit, difference};
use domain::Lang;
use domain::calendar::paris_time;
use std::collections::BTreeMap;
use store::sheets::{self, Recorded, Saved};

/// A decision, in words.
pub struct Decided {
    pub name: String,
    pub committee: String,
    pub held_on: String,
    pub reason: String,
    pub from: String,
    pub to: String,
    pub moved: bool,
    /// Pieces asked and not seen.
    pub missing: String,
    pub author: String,
    pub version: i64,
    pub undone: String,
}

pub fn decided(d: Recorded, lifecycle: &Lifecycle, names: &BTreeMap<String, String>, page: &Page) -> Decided {
    let state = |id: &str| lifecycle.state(id).map_or_else(|| id.to_owned(), |s| page.x(&s.name));
    let pieces = lifecycle.transitions.iter().flat_map(|t| &t.evidence);
    let piece = |id: &String| pieces.clone().find(|e| e.id == *id).map_or_else(|| id.clone(), |e| page.x(&e.name));
    Decided {
        name: page.x(&d.decision.kind.name()),
        committee: lifecycle.committee(&d.decision.committee).map_or(d.decision.committee.clone(), |c| page.x(&c.name)),
        held_on: page.date(&d.decision.held_on),
        reason: d.decision.reason,
        from: state(&d.from_state),
        to: state(&d.to_state),
        moved: d.from_state != d.to_state,
        missing: d.missing.iter().map(piece).collect::<Vec<_>>().join(", "),
        author: names.get(&d.author).cloned().unwrap_or(d.author),
        version: d.version,
        undone: d.undone.map_or_else(String::new, |(at, _)| page.date(&paris_time(at).date())),
    }
}

struct Row {
    version: i64,
    at: String,
    /// The same, for files.
    instant: String,
    who: String,
    /// (field, before, after)
    changes: Vec<(String, String, String)>,
    restored_from: i64,
    decision: String,
    batch: String,
}

#[derive(Template)]
#[template(path = "sheets/history.html")]
struct History<'a> {
    page: Page,
    found: Found<'a>,
    rows: Vec<Row>,
    may_edit: bool,
    note: String,
}

/// Nobody reads more of them on one page; the files and the hand-over hold all.
const MOST: usize = 100;

pub async fn list(State(app): State<App>, here: Here, actor: Actor, At(id): At<String>) -> Result<Response> {
    let found = found(&app, &here, &actor, &id, Action::ReadContract).await?;
    page(&app, &here, &actor, found, String::new(), StatusCode::OK).await
}

pub async fn csv(State(app): State<App>, here: Here, actor: Actor, At(id): At<String>) -> Result<Response> {
    file(&app, &here, &actor, &id, "csv").await
}

pub async fn xlsx(State(app): State<App>, here: Here, actor: Actor, At(id): At<String>) -> Result<Response> {
    file(&app, &here, &actor, &id, "xlsx").await
}

/// A line for each field that changed; one for a version that changed none.
async fn file(app: &App, here: &Here, actor: &Actor, id: &str, ending: &str) -> Result<Response> {
    let found = found(app, here, actor, id, Action::ReadContract).await?;
    let page = here.page(Nav::Territories, here.t("history")).private();
    let heads = match here.lang {
        Lang::Fr => ["version", "date", "auteur", "decision", "champ", "avant", "apres"],
        Lang::En => ["version", "date", "author", "decision", "field", "before", "after"],
    };
    let mut lines: Vec<[String; 7]> = vec![];
    for row in rows(app, here, &page, &found, usize::MAX).await? {
        let [version, instant, who, decision] = [row.version.to_string(), row.instant, row.who, row.decision];
        let line = |field: String, before, after| [version.clone(), instant.clone(), who.clone(), decision.clone(), field, before, after];
        if row.changes.is_empty() {
            let field = if row.version == 1 { here.t("created") } else { String::new() };
            lines.push(line(field, String::new(), String::new()));
        }
        lines.extend(row.changes.into_iter().map(|(field, before, after)| line(field, before, after)));
    }
    let numbers = [true, false, false, false, false, false, false];
    table::answer_columns(here, &format!("historique-{}.{ending}", found.id), &here.t("history"), &heads, &lines, &numbers)
}

async fn page(app: &App, here: &Here, actor: &Actor, found: Found<'_>, note: String, status: StatusCode) -> Result<Response> {
    let page = here.page(Nav::Territories, here.t("history")).private();
    let rows = rows(app, here, &page, &found, MOST).await?;
    let view = History { may_edit: found.held.may(actor, Action::EditContract), rows, note, page, found };
    answer::private(here, status, &view)
}

/// The latest versions, newest first, each with what it changed.
async fn rows(app: &App, here: &Here, page: &Page, found: &Found<'_>, most: usize) -> Result<Vec<Row>> {
    let versions = sheets::versions(&app.store, &found.id).await.or_ours(here)?;
    let decisions = sheets::decisions(&app.store, &found.id).await.or_ours(here)?;
    let names = names(app, here, versions.iter().map(|v| v.author.as_str())).await?;
    let mut rows = vec![];
    let mut after: Option<Sheet> = None;
    for version in versions.iter().take(most) {
        let sheet = match after.take() {
            Some(sheet) => sheet,
            None => whole(app, here, found, version.number).await?,
        };
        let mut changes = vec![];
        if version.number > 1 {
            let before = whole(app, here, found, version.number - 1).await?;
            changes = difference(&before, &sheet, found.held.lifecycle)
                .into_iter()
                .map(|c| (here.x(&c.label), here.x(&c.before), here.x(&c.after)))
                .collect();
            after = Some(before);
        }
        let decision = decisions.iter().find(|d| d.version == version.number);
        rows.push(Row {
            version: version.number,
            at: page.moment(&version.at),
            instant: version.at.to_string(),
            who: names.get(&version.author).cloned().unwrap_or_default(),
            changes,
            restored_from: version.restored_from.unwrap_or_default(),
            decision: decision.map_or_else(String::new, |d| page.x(&d.decision.kind.name())),
            batch: version.batch.clone().unwrap_or_default(),
        });
    }
    Ok(rows)
}

async fn whole(app: &App, here: &Here, found: &Found<'_>, number: i64) -> Result<Sheet> {
    let version = sheets::version(&app.store, &found.id, number).await.or_ours(here)?;
    version.map(|(_, sheet)| sheet).or_not_found(here)
}

/// Puts the fields of an earlier version back, as a new one. The state, the pace and who acts next stay what they are:
/// they belong to the decisions taken since.
pub async fn restore(State(app): State<App>, here: Here, actor: Actor, At(id): At<String>, RawForm(body): RawForm) -> Result<Response> {
    let found = found(&app, &here, &actor, &id, Action::EditContract).await?;
    let typed = typed(&body);
    let number = |key: &str| typed.get(key).and_then(|v| v.parse::<i64>().ok());
    let (Some(wanted), Some(expected)) = (number("version"), number("stands")) else { return Err(Failure::NotFound(here)) };
    let stands = &found.stored.sheet;
    let old = whole(&app, &here, &found, wanted).await?;
    let back = Sheet {
        state: stands.state.clone(),
        accelerated: stands.accelerated,
        synthetic: stands.synthetic,
        owner: stands.owner.clone(),
        next_action: stands.next_action.clone(),
        due: stands.due,
        ..old
    };
    let sound = match admit_edit(found.held.lifecycle, stands, &back) {
        Ok(sound) => sound,
        Err(slips) => {
            let note = slips.iter().map(|s| here.x(&s.what)).collect::<Vec<_>>().join(" ");
            return page(&app, &here, &actor, found, note, StatusCode::UNPROCESSABLE_ENTITY).await;
        }
    };
    let outcome = sheets::restore(&app.store, &found.id, expected, &sound, wanted, &actor.signature(), app.now()).await;
    match outcome.or_ours(&here)? {
        Saved::Saved(_) => Ok(Redirect::to(&here.url(&format!("{}?fait=retablie", found.path()))).into_response()),
        Saved::Conflict { current, .. } => {
            let (found, note) = (Found { stored: *current, ..found }, here.t("sheet-changed-since"));
            page(&app, &here, &actor, found, note, StatusCode::CONFLICT).await
        }
        Saved::Gone => Err(Failure::NotFound(here)),
    }
}
