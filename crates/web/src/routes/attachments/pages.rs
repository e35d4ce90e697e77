//! The files of one sheet: what they are, who added them, their digest; removed ones can be brought back or erased.

use super::keep::{self, Kept, QUOTA};
use super::listed;
use crate::answer;
use crate::app::App;
use crate::ask::At;
use crate::error::{Failure, OrFail, Result};
use crate::page::{Here, Nav, Page};
use crate::permissions::{Action, Actor};
use crate::routes::contracts::place::{Held, names};
use crate::routes::sheets::found::found;
use askama::Template;
use axum::extract::multipart::MultipartRejection;
use axum::extract::{Multipart, RawForm, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domain::{Lang, Text};
use store::attachments::{self, Attachment};
use store::sheets::Stored;

struct Line {
    id: String,
    name: String,
    kind: String,
    size: String,
    sha256: String,
    when: String,
    who: String,
    removed: bool,
}

#[derive(Template)]
#[template(path = "attachments/list.html")]
struct List<'a> {
    page: Page,
    held: Held<'a>,
    sheet: Stored,
    lines: Vec<Line>,
    removed: Vec<Line>,
    may_edit: bool,
    /// What is wrong with the file, and how to mend it.
    error: Option<(String, String)>,
    used: i64,
}

impl List<'_> {
    fn most(&self) -> i64 {
        QUOTA / 1_048_576
    }
}

/// A sheet, for somebody who may do this with its contract.
async fn sheet<'a>(app: &'a App, here: &Here, actor: &Actor, id: &str, action: Action) -> Result<(Held<'a>, Stored)> {
    let found = found(app, here, actor, id, action).await?;
    Ok((found.held, found.stored))
}

fn object(sheet: &Stored) -> String {
    format!("sheet:{}", sheet.id)
}

fn owner(held: &Held) -> String {
    format!("territory:{}:{}", held.place.phase, held.place.code)
}

pub async fn list(State(app): State<App>, here: Here, actor: Actor, At(id): At<String>) -> Result<Response> {
    let (held, sheet) = sheet(&app, &here, &actor, &id, Action::ReadContract).await?;
    page(&app, &here, &actor, held, sheet, None).await
}

pub async fn csv(State(app): State<App>, here: Here, actor: Actor, At(id): At<String>) -> Result<Response> {
    file(&app, &here, &actor, &id, "csv").await
}

pub async fn xlsx(State(app): State<App>, here: Here, actor: Actor, At(id): At<String>) -> Result<Response> {
    file(&app, &here, &actor, &id, "xlsx").await
}

async fn file(app: &App, here: &Here, actor: &Actor, id: &str, ending: &str) -> Result<Response> {
    let (_, sheet) = sheet(app, here, actor, id, Action::ReadContract).await?;
    let files = attachments::of_object(&app.store, &object(&sheet)).await.or_ours(here)?;
    let names = names(app, here, files.iter().map(|f| f.added_by.as_str())).await?;
    let who = |f: &Attachment| names.get(&f.added_by).cloned().unwrap_or_default();
    let head = if here.lang == Lang::Fr { "ajoute_par" } else { "added_by" };
    listed(here, &format!("pieces-{}.{ending}", sheet.id), &files, Some((head, &who)))
}

async fn page(app: &App, here: &Here, actor: &Actor, held: Held<'_>, sheet: Stored, error: Option<(Text, Text)>) -> Result<Response> {
    let files = attachments::of_object(&app.store, &object(&sheet)).await.or_ours(here)?;
    let names = names(app, here, files.iter().map(|f| f.added_by.as_str())).await?;
    let page = here.page(Nav::Territories, here.t("attach-title")).private();
    let line = |f: Attachment| Line {
        id: f.id.to_string(),
        size: format!("{} {}", page.number(&(f.file.bytes as f64 / 1_024.0).ceil(), 0), page.t("attach-kb")),
        kind: f.file.name.rsplit_once('.').map(|(_, ending)| ending.to_uppercase()).unwrap_or_default(),
        sha256: f.file.sha256,
        when: page.short_date(&domain::calendar::paris_time(f.added_at).date()),
        who: names.get(&f.added_by).cloned().unwrap_or_default(),
        removed: f.removed_at.is_some(),
        name: f.file.name,
    };
    let (removed, lines): (Vec<Line>, Vec<Line>) = files.into_iter().map(line).partition(|l| l.removed);
    let used = attachments::used(&app.store, &owner(&held)).await.or_ours(here)? / 1_048_576;
    let status = if error.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let error = error.map(|(what, mend)| (page.x(&what), page.x(&mend)));
    let may_edit = held.may(actor, Action::EditContract);
    answer::private(here, status, &List { page, held, sheet, lines, removed, may_edit, error, used })
}

pub async fn add(
    State(app): State<App>,
    here: Here,
    actor: Actor,
    At(id): At<String>,
    parts: Result<Multipart, MultipartRejection>,
) -> Result<Response> {
    let (held, sheet) = sheet(&app, &here, &actor, &id, Action::EditContract).await?;
    // First the right, then the form.
    let mut parts = parts.map_err(|e| Failure::unread(&here, e.status()))?;
    match keep::keep(&app, &here, &actor, &object(&sheet), &owner(&held), &mut parts).await? {
        Kept::Added | Kept::Same => Ok(Redirect::to(&here.url(&format!("/fiches/{id}/pieces"))).into_response()),
        Kept::Refused(what, mend) => page(&app, &here, &actor, held, sheet, Some((what, mend))).await,
    }
}

pub async fn give(State(app): State<App>, here: Here, actor: Actor, At((id, wanted)): At<(String, String)>) -> Result<Response> {
    let (_, sheet) = sheet(&app, &here, &actor, &id, Action::ReadContract).await?;
    let found = keep::piece(&app, &here, &object(&sheet), &wanted).await?;
    keep::download(&app, &here, &found).await
}

pub async fn act(
    State(app): State<App>,
    here: Here,
    actor: Actor,
    At((id, wanted)): At<(String, String)>,
    RawForm(body): RawForm,
) -> Result<Response> {
    let (_, sheet) = sheet(&app, &here, &actor, &id, Action::EditContract).await?;
    let found = keep::piece(&app, &here, &object(&sheet), &wanted).await?;
    keep::act(&app, &here, &actor, &found, &body).await?;
    Ok(Redirect::to(&here.url(&format!("/fiches/{id}/pieces"))).into_response())
}
