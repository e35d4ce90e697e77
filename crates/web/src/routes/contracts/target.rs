//! One target: added from a line of a study or typed, changed, put aside; every earlier state below.

use super::place::{Held, names, opened, owner, people};
use super::targets::{activity, largest, project};
use crate::answer;
use crate::app::App;
use crate::ask::{Asked, At};
use crate::error::{Failure, OrFail, OrNotFound, Result};
use crate::page::{Here, Nav, Page};
use crate::permissions::{Action, Actor};
use crate::routes::projects::form::{Typed, typed};
use crate::routes::projects::origin::{self, Opened};
use askama::Template;
use axum::extract::{RawForm, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domain::calendar::read_date;
use domain::target::{Stage, Target};
use domain::{Siret, Text};
use serde::Deserialize;
use store::TargetId;
use store::projects::Origin;
use store::targets::{self, Added, Kept};

type Errors = Vec<(&'static str, String)>;

#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Told {
    /// "ajout", "deja", "ok": what was just done.
    fait: String,
}

#[derive(Template)]
#[template(path = "contracts/target.html")]
struct Show<'a> {
    page: Page,
    held: Held<'a>,
    /// None while it is typed for the first time.
    kept: Option<Kept>,
    values: Typed,
    errors: Errors,
    flash: String,
    activity: String,
    project: String,
    stages: Vec<(&'static str, String)>,
    people: Vec<(String, String)>,
    /// (when, who, stage, next action)
    past: Vec<(String, String, String, String)>,
    /// Projects that were opened from it.
    opened: Vec<Opened>,
    may_edit: bool,
}

/// What a target says, for whoever reads without writing.
fn told(kept: &Kept) -> Vec<(&'static str, String)> {
    let Target { siret, reason, next_action, owner, note, .. } = &kept.target;
    let said = [("target-siret", siret), ("target-reason", reason), ("target-next-action", next_action), ("target-owner", owner)];
    said.into_iter().chain([("target-note", note)]).map(|(label, value)| (label, value.to_string())).collect()
}

impl Show<'_> {
    fn value(&self, name: &str) -> &str {
        self.values.get(name).map(String::as_str).unwrap_or_default()
    }
    fn error(&self, name: &str) -> &str {
        self.errors.iter().find(|(field, _)| *field == name).map(|(_, why)| why.as_str()).unwrap_or_default()
    }
}

pub async fn fresh(State(app): State<App>, here: Here, actor: Actor, At((phase, code)): At<(u8, String)>) -> Result<Response> {
    let held = opened(&app, &here, &actor, (phase, &code), Action::EditContract)?;
    let own = actor.person().map(|person| person.name.clone()).unwrap_or_default();
    let values = [("state", Stage::ToContact.code().to_owned()), ("owner", own)].map(|(name, value)| (name.to_owned(), value)).into();
    page(&app, &here, &actor, held, None, values, vec![], "").await
}

/// From the form, or from one button of a line of a study: the same fields, most of them absent.
pub async fn create(
    State(app): State<App>,
    here: Here,
    actor: Actor,
    At((phase, code)): At<(u8, String)>,
    RawForm(body): RawForm,
) -> Result<Response> {
    let held = opened(&app, &here, &actor, (phase, &code), Action::EditContract)?;
    let mut values = typed(&body);
    // A button of a study names nobody: whoever presses it follows the target.
    if let (false, Some(person)) = (values.contains_key("owner"), actor.person()) {
        values.insert("owner".to_owned(), person.name.clone());
    }
    let people = people(&app, &here, &held.place).await?;
    let target = match read(&app, &here, &values, &people, None) {
        Ok(target) => target,
        Err(errors) => return page(&app, &here, &actor, held, None, values, errors, "").await,
    };
    let added = targets::add(&app.store, &held.stored(), &target, &actor.signature(), app.now()).await;
    let (id, told) = match added.or_stored(&here)? {
        Added::Added(id) => (id, "ajout"),
        Added::Same(id) => (id, "deja"),
    };
    Ok(Redirect::to(&here.url(&format!("{}/cibles/{id}?fait={told}", held.path()))).into_response())
}

/// A target of this very territory, one that was removed when `gone`: the address of one of another leads nowhere.
async fn found<'a>(
    app: &'a App,
    here: &Here,
    actor: &Actor,
    (phase, code, id): (u8, &str, &str),
    action: Action,
    gone: bool,
) -> Result<(Held<'a>, Kept)> {
    let held = opened(app, here, actor, (phase, code), action)?;
    let id = TargetId::parse(id).or_not_found(here)?;
    let kept = if gone { targets::find_removed(&app.store, &id).await } else { targets::find(&app.store, &id).await };
    let kept = kept.or_ours(here)?.filter(|kept| kept.phase == phase && kept.code == code).or_not_found(here)?;
    Ok((held, kept))
}

pub async fn show(
    State(app): State<App>,
    here: Here,
    actor: Actor,
    At((phase, code, id)): At<(u8, String, String)>,
    Asked(told): Asked<Told>,
) -> Result<Response> {
    let (held, kept) = found(&app, &here, &actor, (phase, &code, &id), Action::ReadContract, false).await?;
    let values = filled(&kept);
    let flash = match told.fait.as_str() {
        "ajout" => "target-added",
        "deja" => "target-same",
        "ok" => "target-saved",
        _ => "",
    };
    page(&app, &here, &actor, held, Some(kept), values, vec![], flash).await
}

pub async fn save(
    State(app): State<App>,
    here: Here,
    actor: Actor,
    At((phase, code, id)): At<(u8, String, String)>,
    RawForm(body): RawForm,
) -> Result<Response> {
    let values = typed(&body);
    let restores = text(&values, "do") == "restore";
    let (held, kept) = found(&app, &here, &actor, (phase, &code, &id), Action::EditContract, restores).await?;
    let (expected, author, now) = (text(&values, "version").parse().unwrap_or(0), actor.signature(), app.now());
    if restores {
        let done = targets::restore(&app.store, &kept.id, expected, &author, now).await;
        return restored(&here, &held, done.or_stored(&here)?);
    }
    let list = here.url(&format!("{}/cibles", held.path()));
    let (done, to) = if text(&values, "do") == "remove" {
        (targets::remove(&app.store, &kept.id, expected, &author, now).await, format!("{list}?fait=retiree"))
    } else {
        let people = people(&app, &here, &held.place).await?;
        let target = match read(&app, &here, &values, &people, Some(&kept.target)) {
            Ok(target) => target,
            Err(errors) => return page(&app, &here, &actor, held, Some(kept), values, errors, "").await,
        };
        (targets::change(&app.store, &kept.id, expected, &target, &author, now).await, format!("{list}/{id}?fait=ok"))
    };
    if done.or_stored(&here)? {
        return Ok(Redirect::to(&to).into_response());
    }
    // What was typed is still in the form; what somebody saved in between is in the history below it.
    let (held, kept) = found(&app, &here, &actor, (phase, &code, &id), Action::EditContract, false).await?;
    let mut values = if text(&values, "do") == "remove" { filled(&kept) } else { values };
    values.insert("version".to_owned(), kept.version.to_string());
    page(&app, &here, &actor, held, Some(kept), values, vec![("state", here.t("target-moved"))], "").await
}

/// A removed target comes back as it was, unless the same is followed again.
fn restored(here: &Here, held: &Held<'_>, done: bool) -> Result<Response> {
    if done {
        return Ok(Redirect::to(&here.url(&format!("{}/cibles?fait=retablie", held.path()))).into_response());
    }
    let why = Text::new(
        "Cette cible est déjà rétablie, ou la même est suivie de nouveau : voir la liste des cibles.",
        "This target is restored already, or the same is followed again: see the list of targets.",
    );
    Err(Failure::Bad(here.clone(), why))
}

fn text<'a>(values: &'a Typed, name: &str) -> &'a str {
    values.get(name).map(|v| v.trim()).unwrap_or_default()
}

fn read(app: &App, here: &Here, values: &Typed, people: &[(String, String)], before: Option<&Target>) -> Result<Target, Errors> {
    let mut errors: Errors = vec![];
    let due = match text(values, "due") {
        "" => None,
        typed => read_date(typed).map_err(|why| errors.push(("due", here.x(&why)))).ok(),
    };
    let code = match text(values, "activity") {
        "" => String::new(),
        // Studies name some activities by their division alone.
        known if app.reference.naf_label(known).is_some() => known.to_owned(),
        typed => app.reference.find_naf(typed).unwrap_or_else(|why| {
            errors.push(("activity", here.x(&why)));
            String::new()
        }),
    };
    let siret = text(values, "siret");
    let siret = Siret::parse(siret).map_or_else(|_| siret.to_owned(), |siret| siret.0);
    let owner = owner(text(values, "owner"), people);
    // Only a page of the studies is led back to, and only once: where it came from stays.
    let origin = match before {
        Some(before) => (before.origin.clone(), before.origin_words.clone()),
        None if text(values, "origin").starts_with("/filieres") && text(values, "origin").len() <= 500 => {
            (text(values, "origin").to_owned(), text(values, "origin_words").chars().take(200).collect())
        }
        None => Default::default(),
    };
    let target = Target {
        siret,
        name: text(values, "name").to_owned(),
        activity: code,
        origin: origin.0,
        origin_words: origin.1,
        state: Stage::parse(text(values, "state")).unwrap_or(Stage::ToContact),
        reason: text(values, "reason").to_owned(),
        next_action: text(values, "next_action").to_owned(),
        due,
        note: text(values, "note").to_owned(),
        person: owner.as_ref().and_then(|owner| owner.person.clone()),
        owner: owner.map(|owner| owner.name).unwrap_or_default(),
    };
    let unread = errors.iter().any(|(field, _)| *field == "due");
    let wrong = target.wrong().into_iter().filter(|(field, _)| !(unread && *field == "due"));
    errors.extend(wrong.map(|(field, why)| (field, here.x(&why))));
    if errors.is_empty() { Ok(target) } else { Err(errors) }
}

fn filled(kept: &Kept) -> Typed {
    let t = &kept.target;
    [
        ("version", kept.version.to_string()),
        ("name", t.name.clone()),
        ("siret", t.siret.clone()),
        ("activity", t.activity.clone()),
        ("state", t.state.code().to_owned()),
        ("reason", t.reason.clone()),
        ("next_action", t.next_action.clone()),
        ("due", t.due.map(|due| due.to_string()).unwrap_or_default()),
        ("owner", t.owner.clone()),
        ("note", t.note.clone()),
    ]
    .map(|(name, value)| (name.to_owned(), value))
    .into()
}

#[allow(clippy::too_many_arguments)]
async fn page(
    app: &App,
    here: &Here,
    actor: &Actor,
    held: Held<'_>,
    kept: Option<Kept>,
    values: Typed,
    errors: Errors,
    flash: &str,
) -> Result<Response> {
    let title = kept.as_ref().map_or_else(|| here.t("target-new"), |kept| kept.target.name.clone());
    let page = here.page(Nav::Territories, title).private();
    let past = match &kept {
        Some(kept) => targets::past(&app.store, &kept.id).await.or_ours(here)?,
        None => vec![],
    };
    let opened = match &kept {
        Some(kept) => origin::opened(app, here, actor, &Origin::Target(kept.id.clone())).await?,
        None => vec![],
    };
    let names = names(app, here, past.iter().map(|p| p.author.as_str())).await?;
    let line = |p: targets::Past| {
        let who = names.get(&p.author).cloned().unwrap_or_default();
        (page.moment(&p.at), who, page.say(p.target.state.label()), p.target.next_action)
    };
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let view = Show {
        activity: kept.as_ref().map(|kept| activity(app, &kept.target.activity, here.lang)).unwrap_or_default(),
        project: kept.as_ref().map(|kept| project(&page, &largest(app, &held), kept)).unwrap_or_default(),
        stages: Stage::ALL.iter().map(|stage| (stage.code(), page.say(stage.label()))).collect(),
        people: people(app, here, &held.place).await?,
        past: past.into_iter().map(line).collect(),
        opened,
        may_edit: held.may(actor, Action::EditContract),
        flash: if flash.is_empty() { String::new() } else { here.t(flash) },
        page,
        held,
        kept,
        values,
        errors,
    };
    answer::private(here, status, &view)
}
