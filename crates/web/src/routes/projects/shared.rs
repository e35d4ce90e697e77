//! The projects that holders opened to whoever signed in, by their right: as a lead or referent of a territory, or as an
//! instructor of an operator.

use super::audience::{self, Line};
use crate::accounts::scopes;
use crate::answer;
use crate::app::App;
use crate::ask::{Asked, At, query};
use crate::error::{Failure, OrFail, Result};
use crate::page::{Here, Nav, Page};
use crate::permissions::{Action, Actor, Object, Place, can};
use crate::table;
use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use domain::calendar::paris_time;
use domain::rights::Scope;
use domain::{Audience, Lang, Sharing, Text, name};
use serde::Deserialize;
use std::collections::BTreeSet;
use store::sharing;

const ON_A_PAGE: usize = 50;
/// Nobody is shown more by one audience; the last shown come first.
const MOST: u32 = 5_000;

#[derive(Clone, Deserialize, Default)]
#[serde(default)]
pub struct Ask {
    q: String,
    /// "territory:2:ti-2704"; all when empty.
    avec: String,
    page: usize,
}

impl Ask {
    fn query(&self, page: impl std::borrow::Borrow<usize>) -> String {
        let page = *page.borrow();
        let page = if page > 1 { page.to_string() } else { String::new() };
        query([("q", self.q.as_str()), ("avec", &self.avec), ("page", &page)])
    }
}

/// A project, and by which scope it is found.
pub struct Found {
    pub line: Line,
    pub scope: String,
    pub since: String,
    /// Where its lead makes an action sheet of it; empty for the others.
    pub sheet: String,
}

/// The scopes through which somebody may be shown projects.
fn own(actor: &Actor) -> BTreeSet<Scope> {
    let rights = actor.person().map_or(&[][..], |person| &person.rights);
    let reads = |scope: &&Scope| {
        let sharing = Sharing([Audience::Within((*scope).clone())].into());
        can(actor, Action::ReadProject, &Object::SharedProject(sharing))
    };
    rights.iter().map(|right| &right.scope).filter(reads).cloned().collect()
}

/// Whether anything may be shown to this person.
pub fn concerns(actor: &Actor) -> bool {
    !own(actor).is_empty()
}

/// The projects of one scope, the last shown first.
pub async fn within(app: &App, here: &Here, actor: &Actor, scope: &Scope, most: u32) -> Result<Vec<Found>> {
    let audience = Audience::Within(scope.clone());
    if !can(actor, Action::ReadProject, &Object::SharedProject(Sharing([audience.clone()].into()))) {
        return Ok(vec![]);
    }
    let shown = sharing::shown_to(&app.store, &audience, most).await.or_ours(here)?;
    let name = scopes::name(app, here, scope).await?;
    let sheet = match scope {
        Scope::Territory { phase, code } if app.rulebook.lifecycle(*phase).is_some() => {
            let region = app.reference.territory(*phase, code).and_then(|t| app.reference.region_code(&t.region)).unwrap_or_default();
            let place = Place { phase: *phase, code: code.clone(), region: region.to_owned() };
            can(actor, Action::EditContract, &Object::Contract(place))
                .then(|| format!("/territoires/{phase}/{code}/contrat/nouvelle?projet="))
        }
        _ => None,
    };
    let found = |shown: sharing::Shown| {
        let line = audience::line(app, here, shown.stored.id.as_str(), &shown.stored.project);
        Found {
            sheet: sheet.as_ref().map(|start| format!("{start}{}", line.id)).unwrap_or_default(),
            scope: name.clone(),
            since: domain::format::short_date(paris_time(shown.since).date(), here.lang),
            line,
        }
    };
    Ok(shown.into_iter().map(found).collect())
}

#[derive(Template)]
#[template(path = "projects/shared.html")]
struct List {
    page: Page,
    ask: Ask,
    /// (scope, name, chosen)
    scopes: Vec<(String, String, bool)>,
    rows: Vec<Found>,
    found: usize,
    at: usize,
    pages: usize,
    next: String,
    previous: String,
}

async fn all(app: &App, here: &Here, actor: &Actor, ask: &Ask) -> Result<Vec<Found>> {
    if !can(actor, Action::OwnAccount, &Object::OwnAccount) {
        let why = Text::new("Il faut être connecté pour ouvrir cette page.", "Sign in to open this page.");
        return Err(Failure::Refused(here.clone(), why));
    }
    let wanted = name::fold(&ask.q);
    let mut rows = vec![];
    for scope in own(actor) {
        if ask.avec.is_empty() || ask.avec == scope.to_string() {
            rows.extend(within(app, here, actor, &scope, MOST).await?);
        }
    }
    rows.retain(|row| {
        let line = &row.line;
        wanted.is_empty() || name::fold(&format!("{} {} {}", line.title, line.activity, line.place)).contains(&wanted)
    });
    Ok(rows)
}

pub async fn list(State(app): State<App>, here: Here, actor: Actor, Asked(ask): Asked<Ask>) -> Result<Response> {
    let rows = all(&app, &here, &actor, &ask).await?;
    let (found, pages) = (rows.len(), rows.len().div_ceil(ON_A_PAGE).max(1));
    let at = ask.page.clamp(1, pages);
    let mut scopes = vec![];
    for scope in own(&actor) {
        let name = scopes::name(&app, &here, &scope).await?;
        scopes.push((scope.to_string(), name, ask.avec == scope.to_string()));
    }
    let view = List {
        page: here.page(Nav::Projects, here.t("shared-title")).private(),
        rows: rows.into_iter().skip((at - 1) * ON_A_PAGE).take(ON_A_PAGE).collect(),
        next: ask.query(at + 1),
        previous: ask.query(at - 1),
        scopes,
        found,
        at,
        pages,
        ask,
    };
    answer::private(&here, StatusCode::OK, &view)
}

pub async fn file(State(app): State<App>, here: Here, actor: Actor, At(file): At<String>, Asked(ask): Asked<Ask>) -> Result<Response> {
    let rows = all(&app, &here, &actor, &ask).await?;
    if !file.starts_with("projets.") {
        return Err(Failure::NotFound(here));
    }
    let heads = match here.lang {
        Lang::Fr => ["id", "projet", "activite", "commune", "nature", "cout", "emplois_a_creer", "partage_avec", "depuis"],
        Lang::En => ["id", "project", "activity", "commune", "kind", "cost", "jobs_to_create", "shared_with", "since"],
    };
    let row = |found: Found| {
        let Line { id, title, activity, place, kind, euros, jobs, .. } = found.line;
        [id, title, activity, place, kind, euros, jobs, found.scope, found.since]
    };
    let rows: Vec<[String; 9]> = rows.into_iter().map(row).collect();
    table::answer(&here, &file, &here.t("shared-title"), &heads, &rows)
}
