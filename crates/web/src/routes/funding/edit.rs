//! Adding a line, changing it, taking it away and bringing it back. Two people at once: the second sees both values.

use super::fields::{self, Group};
use super::{read, sheet};
use crate::app::App;
use crate::ask::At;
use crate::error::{Failure, OrFail, OrNotFound, Result, html};
use crate::page::{Here, Nav, Page};
use crate::permissions::{Action, Actor};
use crate::routes::projects::form::{Typed, typed};
use askama::Template;
use axum::extract::{RawForm, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domain::{Problem, Text};
use grants::Line;
use store::FundingId;
use store::funding::{self, Saved, Stored};
use store::idempotency::Key;

#[derive(Template)]
#[template(path = "funding/form.html")]
struct Form {
    page: Page,
    base: String,
    title: String,
    action: String,
    groups: Vec<Group>,
    errors: Vec<(String, String)>,
    /// 0 for a new line.
    version: i64,
    /// Drawn once for the form: sent twice, it adds one line.
    key: String,
    removed: bool,
}

pub struct Difference {
    pub label: String,
    pub theirs: String,
    pub mine: String,
}

#[derive(Template)]
#[template(path = "funding/merge.html")]
struct Merge {
    page: Page,
    base: String,
    title: String,
    action: String,
    differences: Vec<Difference>,
    typed: Typed,
    version: i64,
}

fn form_page(app: &App, here: &Here, sheet: &store::sheets::Stored, line: Option<&Stored>, typed: &Typed, problems: &[Problem]) -> Form {
    let name = line.map_or_else(|| here.t("money-add"), |line| line.line.funder_name.clone());
    let page = here.page(Nav::Territories, format!("{name} – {}", sheet.sheet.title)).private();
    let base = here.url(&format!("/fiches/{}/financement", sheet.id));
    let version = typed.get("version").and_then(|v| v.parse().ok()).unwrap_or_else(|| line.map_or(0, |line| line.version));
    Form {
        action: line.map_or_else(|| base.clone(), |line| format!("{base}/{}", line.id)),
        title: sheet.sheet.title.clone(),
        groups: fields::groups(&page, &app.rulebook, typed, problems),
        errors: problems.iter().map(|p| (p.field.clone(), format!("{} {}", page.x(&p.what), page.x(&p.mend)))).collect(),
        key: typed.get("key").cloned().unwrap_or_else(|| store::Token::random().expose().to_owned()),
        removed: line.is_some_and(|line| line.removed_at.is_some()),
        version,
        base,
        page,
    }
}

fn refused(here: &Here, form: &Form) -> Result<Response> {
    let mut response = html(here, form)?;
    *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    Ok(response)
}

pub async fn new(State(app): State<App>, here: Here, actor: Actor, At(id): At<String>) -> Result<Response> {
    let sheet = sheet(&app, &here, &actor, Action::EditContract, &id).await?;
    html(&here, &form_page(&app, &here, &sheet, None, &Typed::new(), &[]))
}

pub async fn add(State(app): State<App>, here: Here, actor: Actor, At(id): At<String>, RawForm(body): RawForm) -> Result<Response> {
    let sheet = sheet(&app, &here, &actor, Action::EditContract, &id).await?;
    let typed = typed(&body);
    let line = match read::read(&typed, &app.rulebook) {
        Ok(line) => seen(&app, &actor, &typed, line.clone(), &Line { planned: domain::Cents::ZERO, ..line }),
        Err(problems) => return refused(&here, &form_page(&app, &here, &sheet, None, &typed, &problems)),
    };
    if funding::holder_of(&app.store, &sheet.id, &line).await.or_ours(&here)?.is_some() {
        return refused(&here, &form_page(&app, &here, &sheet, None, &typed, &[held()]));
    }
    let key = typed.get("key").map(|key| Key::new(key));
    funding::add(&app.store, &sheet.id, &line, &actor.signature(), key.as_ref(), app.now()).await.or_stored(&here)?.or_not_found(&here)?;
    Ok(back(&here, &sheet, "ajoute"))
}

fn back(here: &Here, sheet: &store::sheets::Stored, done: &str) -> Response {
    Redirect::to(&here.url(&format!("/fiches/{}/financement?fait={done}", sheet.id))).into_response()
}

/// An application of this sheet is the same request.
fn held() -> Problem {
    let what = Text::new(
        "Une candidature de cette fiche est la même demande : sa ligne suit ses étapes, une autre compterait deux fois.",
        "An application of this sheet is the same request: its line follows its steps, another would count it twice.",
    );
    let mend = Text::new(
        "Choisir un autre appel ou une autre vague, ou ne plus compter la candidature dans cette fiche.",
        "Choose another call or wave, or stop counting the application in this sheet.",
    );
    Problem::at("", 0, 0, "call", what, mend)
}

/// Whoever ticked the box has seen the papers, today.
fn seen(app: &App, actor: &Actor, typed: &Typed, line: Line, before: &Line) -> Line {
    let by = actor.signature();
    let seen = typed.contains_key("seen").then_some((by.as_str(), app.today()));
    line.changed_from(before, seen)
}

/// The line, if it is one of this sheet's that was typed: what follows an application is written on the page of that one.
async fn line(app: &App, here: &Here, sheet: &store::sheets::Stored, id: &str) -> Result<Stored> {
    let id = FundingId::parse(id).or_not_found(here)?;
    let found = funding::find(&app.store, &id).await.or_ours(here)?;
    found.filter(|line| line.sheet == sheet.id && line.application.is_none()).or_not_found(here)
}

pub async fn form(State(app): State<App>, here: Here, actor: Actor, At((id, line_id)): At<(String, String)>) -> Result<Response> {
    let sheet = sheet(&app, &here, &actor, Action::EditContract, &id).await?;
    let line = line(&app, &here, &sheet, &line_id).await?;
    html(&here, &form_page(&app, &here, &sheet, Some(&line), &fields::typed(&line.line), &[]))
}

pub async fn save(
    State(app): State<App>,
    here: Here,
    actor: Actor,
    At((id, line_id)): At<(String, String)>,
    RawForm(body): RawForm,
) -> Result<Response> {
    let sheet = sheet(&app, &here, &actor, Action::EditContract, &id).await?;
    let before = line(&app, &here, &sheet, &line_id).await?;
    let typed = typed(&body);
    let expected = typed.get("version").and_then(|v| v.parse().ok()).unwrap_or(before.version);
    let author = actor.signature();
    let (saved, done) = match typed.get("do").map(String::as_str) {
        Some("remove") => (funding::remove(&app.store, &before.id, expected, true, &author, app.now()).await.or_stored(&here)?, "retire"),
        Some("restore") => {
            (funding::remove(&app.store, &before.id, expected, false, &author, app.now()).await.or_stored(&here)?, "retabli")
        }
        _ => {
            let changed = match read::read(&typed, &app.rulebook) {
                Ok(changed) => seen(&app, &actor, &typed, changed, &before.line),
                Err(problems) => return refused(&here, &form_page(&app, &here, &sheet, Some(&before), &typed, &problems)),
            };
            let key = typed.get("key").map(|key| Key::new(key));
            (
                funding::save(&app.store, &before.id, expected, &changed, &author, key.as_ref(), app.now()).await.or_stored(&here)?,
                "enregistre",
            )
        }
    };
    match saved {
        Saved::Saved(_) => Ok(back(&here, &sheet, done)),
        Saved::Gone => Err(Failure::NotFound(here)),
        Saved::Held(_) if done == "enregistre" => refused(&here, &form_page(&app, &here, &sheet, Some(&before), &typed, &[held()])),
        Saved::Held(_) => Err(Failure::Bad(here, held().what)),
        Saved::Conflict { current, .. } => merge(&app, &here, &sheet, &current, typed),
    }
}

/// Both values of every field that differs; mine can be kept on top of theirs.
fn merge(app: &App, here: &Here, sheet: &store::sheets::Stored, current: &Stored, mut typed: Typed) -> Result<Response> {
    let page = here.page(Nav::Territories, here.t("merge-title")).private();
    let theirs = fields::groups(&page, &app.rulebook, &fields::typed(&current.line), &[]);
    let mine = fields::groups(&page, &app.rulebook, &typed, &[]);
    let differences = theirs
        .iter()
        .zip(&mine)
        .flat_map(|(theirs, mine)| theirs.fields.iter().zip(&mine.fields).map(|(t, m)| (&theirs.title, t, m)))
        .filter(|(_, theirs, mine)| theirs.name != "seen" && theirs.value.trim() != mine.value.trim())
        .map(|(group, theirs, mine)| Difference { label: format!("{group} – {}", theirs.label), theirs: theirs.say(), mine: mine.say() })
        .collect();
    typed.remove("version");
    typed.remove("key");
    let base = here.url(&format!("/fiches/{}/financement", sheet.id));
    let view = Merge {
        action: format!("{base}/{}", current.id),
        title: sheet.sheet.title.clone(),
        differences,
        typed,
        version: current.version,
        base,
        page,
    };
    let mut response = html(here, &view)?;
    *response.status_mut() = StatusCode::CONFLICT;
    Ok(response)
}
