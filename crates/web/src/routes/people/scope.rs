//! The people of one scope: who holds what, who is invited, and what was given and taken back.

use super::allowed;
use crate::accounts::scopes;
use crate::answer;
use crate::app::App;
use crate::ask::{Asked, At};
use crate::error::{Failure, OrFail, Result};
use crate::page::{Here, Nav, Page};
use crate::permissions::{Action, Actor};
use crate::table;
use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use domain::calendar::paris_time;
use domain::rights::Scope;
use jiff::Timestamp;
use serde::Deserialize;
use std::collections::BTreeMap;
use store::holders::{self, Holder};
use store::invitations::{self, Invitation};

/// Of the history, on the page; the file holds ten times more.
const HISTORY: u32 = 100;

#[derive(Template)]
#[template(path = "people/scope.html")]
struct Shown {
    page: Page,
    base: String,
    name: String,
    holders: Vec<Row>,
    invited: Vec<Invited>,
    history: Vec<Row>,
    /// Of an operator: where a right may be limited to one region, by address and name.
    regions: Vec<(String, String)>,
    said: String,
    /// The right just taken back, to give it again.
    undo: String,
    may_reset: bool,
}

struct Row {
    id: String,
    person: String,
    name: String,
    email: String,
    role: String,
    organisation: String,
    since: String,
    by: String,
    until: String,
    until_by: String,
    mine: bool,
}

struct Invited {
    id: String,
    email: String,
    role: String,
    since: String,
    until: String,
    by: String,
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Query {
    dit: String,
    droit: String,
}

fn date(page: &Page, at: Timestamp) -> String {
    page.date(&paris_time(at).date())
}

fn who(here: &Here, names: &BTreeMap<String, String>, signature: &str) -> String {
    match signature {
        "operator" => here.t("by-operator"),
        other => names.get(other).cloned().unwrap_or_else(|| other.to_owned()),
    }
}

fn row(here: &Here, page: &Page, names: &BTreeMap<String, String>, actor: &Actor, held: Holder) -> Row {
    let person = held.given.person.to_string();
    Row {
        id: held.given.id.to_string(),
        mine: actor.person().is_some_and(|me| me.id == person),
        person,
        name: held.name,
        email: if held.email.starts_with("closed:") { here.t("people-closed") } else { held.email },
        role: scopes::role(here.lang, held.given.right.role),
        organisation: held.organisation,
        since: date(page, held.given.given_at),
        by: who(here, names, &held.given.given_by),
        until: held.taken_back_at.map(|at| date(page, at)).unwrap_or_default(),
        until_by: held.taken_back_by.as_deref().map(|by| who(here, names, by)).unwrap_or_default(),
    }
}

async fn rows(app: &App, here: &Here, page: &Page, actor: &Actor, held: Vec<Holder>) -> Result<Vec<Row>> {
    let mut signatures: Vec<&str> = vec![];
    for holder in &held {
        signatures.push(&holder.given.given_by);
        signatures.extend(holder.taken_back_by.as_deref());
    }
    let names = holders::names(&app.store, signatures).await.or_ours(here)?;
    Ok(held.into_iter().map(|held| row(here, page, &names, actor, held)).collect())
}

pub async fn show(State(app): State<App>, here: Here, actor: Actor, At(scope): At<String>, Asked(query): Asked<Query>) -> Result<Response> {
    let scope = allowed(&app, &here, &actor, Action::ReadPeople, &scope).await?;
    let name = scopes::name(&app, &here, &scope).await?;
    let page = here.page(Nav::None, crate::i18n::say(here.lang, "people-of", &[("scope", &name)])).private();
    let held = holders::in_scope(&app.store, &scope).await.or_ours(&here)?;
    let ever = holders::ever_in_scope(&app.store, &scope, HISTORY).await.or_ours(&here)?;
    let said = match query.dit.as_str() {
        "repris" => here.t("people-taken-back"),
        "rendu" => here.t("people-given-back"),
        "retire" => here.t("people-revoked"),
        "mien" => here.t("people-own-right"),
        _ => String::new(),
    };
    let shown = Shown {
        base: here.url(&format!("/personnes/{scope}")),
        name,
        holders: rows(&app, &here, &page, &actor, held).await?,
        history: rows(&app, &here, &page, &actor, ever).await?,
        invited: pending(&app, &here, &page, &scope).await?,
        regions: match &scope {
            Scope::Operator(slug) => {
                let of = |(code, name): (&str, &str)| (here.url(&format!("/personnes/operator:{slug}:{code}")), name.to_owned());
                app.reference.regions().map(of).collect()
            }
            _ => vec![],
        },
        undo: if query.dit == "repris" { query.droit } else { String::new() },
        said,
        may_reset: scope == Scope::National && app.doors.mail.is_none(),
        page,
    };
    answer::private(&here, StatusCode::OK, &shown)
}

/// Those that may still be accepted; never their secret.
async fn pending(app: &App, here: &Here, page: &Page, scope: &Scope) -> Result<Vec<Invited>> {
    let pending = invitations::pending_in(&app.store, scope, app.now()).await.or_ours(here)?;
    let names = holders::names(&app.store, pending.iter().map(|i| i.invited_by.as_str())).await.or_ours(here)?;
    let invited = |i: Invitation| Invited {
        id: i.id.to_string(),
        role: scopes::role(here.lang, i.right.role),
        since: date(page, i.invited_at),
        until: date(page, i.expires_at),
        by: who(here, &names, &i.invited_by),
        email: i.email,
    };
    Ok(pending.into_iter().map(invited).collect())
}

async fn invitations(app: &App, here: &Here, scope: &Scope, file: &str) -> Result<Response> {
    let page = here.page(Nav::None, here.t("people-invited"));
    let heads = ["people-email", "right-role", "people-sent", "people-by", "people-open-until"].map(|key| here.t(key));
    let cells = |i: Invited| [i.email, i.role, i.since, i.by, i.until];
    let rows: Vec<[String; 5]> = pending(app, here, &page, scope).await?.into_iter().map(cells).collect();
    let title = here.t("people-invited");
    table::answer_columns(here, file, &title, &heads.each_ref().map(String::as_str), &rows, &[]).map(answer::unkept)
}

pub async fn file(State(app): State<App>, here: Here, actor: Actor, At((scope, file)): At<(String, String)>) -> Result<Response> {
    let scope = allowed(&app, &here, &actor, Action::ReadPeople, &scope).await?;
    if file.starts_with("invitations.") {
        return invitations(&app, &here, &scope, &file).await;
    }
    if !file.starts_with("droits.") {
        return Err(Failure::NotFound(here));
    }
    let page = here.page(Nav::None, here.t("people-title"));
    let ever = holders::ever_in_scope(&app.store, &scope, HISTORY * 100).await.or_ours(&here)?;
    let keys =
        ["people-name", "people-email", "right-role", "right-organisation", "people-given", "people-by", "people-until", "people-until-by"];
    let heads: Vec<String> = keys.iter().map(|key| here.t(key)).collect();
    let heads: Vec<&str> = heads.iter().map(String::as_str).collect();
    let cells = |r: Row| [r.name, r.email, r.role, r.organisation, r.since, r.by, r.until, r.until_by];
    let rows: Vec<_> = rows(&app, &here, &page, &actor, ever).await?.into_iter().map(cells).collect();
    table::answer(&here, &file, &here.t("people-title"), &heads, &rows).map(answer::unkept)
}
