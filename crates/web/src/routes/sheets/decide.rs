//! Recording what a committee decided of a sheet: what can be decided from its state, who decides it, what must be seen.

use super::edit::{Drawn, drawn};
use super::found::{Found, found};
use crate::answer;
use crate::app::App;
use crate::ask::{Asked, At};
use crate::error::{Failure, OrFail, Result};
use crate::page::{Here, Nav, Page};
use crate::permissions::{Action, Actor};
use crate::routes::contracts::place::{owner, people};
use crate::routes::projects::form::{Typed, typed};
use askama::Template;
use axum::extract::{RawForm, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use contracts::{Decision, DecisionKind, Field, Group, Kind, Slip, Transition, decide, difference, field};
use serde::Deserialize;
use store::idempotency::Key;
use store::sheets::{self, Change, Saved};
use store::{StoreError, Token};

/// What can be decided: a link each.
struct Way {
    /// "moved:granted", "accelerated".
    code: String,
    name: String,
    about: String,
    deciders: String,
}

#[derive(Template)]
#[template(path = "sheets/decide.html")]
struct Page_<'a> {
    page: Page,
    found: Found<'a>,
    ways: Vec<Way>,
    /// The way that was chosen.
    chosen: String,
    chosen_name: String,
    /// (identifier, name) of who may decide it.
    committees: Vec<(String, String)>,
    /// (identifier, name, seen)
    evidence: Vec<(String, String, bool)>,
    /// The next action that follows; and, for a reorientation, what changes.
    fields: Vec<Drawn>,
    opens: bool,
    typed: Typed,
    errors: Vec<(String, String)>,
    /// What somebody changed since the form was opened. (field, before, after)
    since: Vec<(String, String, String)>,
    people: Vec<(String, String)>,
    key: String,
}

impl Page_<'_> {
    fn value(&self, key: &str) -> &str {
        self.typed.get(key).map_or("", String::as_str)
    }
    fn error(&self, key: &str) -> &str {
        self.errors.iter().find(|(anchor, _)| anchor == key).map_or("", |(_, text)| text.as_str())
    }
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Chosen {
    decision: String,
}

fn code(transition: &Transition) -> String {
    match (transition.decision, &transition.to) {
        (DecisionKind::Moved, Some(to)) => format!("moved:{to}"),
        (kind, _) => kind.code().to_owned(),
    }
}

/// The transition that a code names, among those the state allows.
fn chosen<'a>(found: &'a Found, wanted: &str) -> Option<&'a Transition> {
    found.held.lifecycle.from(&found.stored.sheet.state).find(|t| code(t) == wanted)
}

fn name(transition: &Transition, found: &Found, page: &Page) -> String {
    let to = transition.to.as_deref().and_then(|to| found.held.lifecycle.state(to));
    match (transition.decision, to) {
        (DecisionKind::Moved, Some(state)) => page.t1("decide-to", "state", page.x(&state.name)),
        (kind, _) => page.x(&kind.name()),
    }
}

pub async fn form(State(app): State<App>, here: Here, actor: Actor, At(id): At<String>, Asked(asked): Asked<Chosen>) -> Result<Response> {
    let found = found(&app, &here, &actor, &id, Action::DecideContract).await?;
    let typed = Typed::from([("decision".to_owned(), asked.decision), ("held_on".to_owned(), app.today().to_string())]);
    page(&app, &here, found, typed, vec![], vec![], StatusCode::OK).await
}

async fn page(
    app: &App,
    here: &Here,
    found: Found<'_>,
    typed: Typed,
    slips: Vec<Slip>,
    since: Vec<(String, String, String)>,
    status: StatusCode,
) -> Result<Response> {
    let page = here.page(Nav::Territories, here.t("sheet-decide")).private();
    let lifecycle = found.held.lifecycle;
    let who =
        |ids: &[String]| ids.iter().filter_map(|id| lifecycle.committee(id)).map(|c| (c.id.clone(), page.x(&c.name))).collect::<Vec<_>>();
    let way = |t: &Transition| Way {
        code: code(t),
        name: name(t, &found, &page),
        about: t.to.as_deref().and_then(|to| lifecycle.state(to)).map_or_else(String::new, |s| page.x(&s.about)),
        deciders: who(&t.decided_by).into_iter().map(|(_, name)| name).collect::<Vec<_>>().join(", "),
    };
    let errors: Vec<(String, String)> = slips.into_iter().map(|s| (s.field, page.x(&s.what))).collect();
    let wanted = typed.get("decision").cloned().unwrap_or_default();
    let transition = chosen(&found, &wanted).cloned();
    let opens = transition.as_ref().is_some_and(|t| lifecycle.is_open(t.to.as_deref().unwrap_or(&found.stored.sheet.state)));
    let mut fields: Vec<Field> = if opens { field::of_group(lifecycle, Group::Follow) } else { vec![] };
    if transition.as_ref().is_some_and(|t| t.decision == DecisionKind::Reoriented) {
        fields.extend(field::all(lifecycle).into_iter().filter(|f| REORIENTED.contains(&f.key.as_str())));
    }
    let value = |f: &Field| typed.get(&f.key).cloned().unwrap_or_else(|| f.input(&found.stored.sheet, here.lang));
    let fields = fields.into_iter().map(|f| drawn(f, &value, &errors, &found, &page)).collect();
    let seen: Vec<&str> = typed.get("evidence").map(|e| e.split(',').collect()).unwrap_or_default();
    let view = Page_ {
        ways: lifecycle.from(&found.stored.sheet.state).map(way).collect(),
        chosen_name: transition.as_ref().map_or_else(String::new, |t| name(t, &found, &page)),
        committees: transition.as_ref().map(|t| who(&t.decided_by)).unwrap_or_default(),
        evidence: transition
            .iter()
            .flat_map(|t| &t.evidence)
            .map(|e| (e.id.clone(), page.x(&e.name), seen.contains(&e.id.as_str())))
            .collect(),
        chosen: transition.map(|_| wanted).unwrap_or_default(),
        people: people(app, here, &found.held.place).await?,
        key: typed.get("key").cloned().unwrap_or_else(|| Token::random().expose().to_owned()),
        fields,
        opens,
        errors,
        since,
        typed,
        page,
        found,
    };
    answer::private(here, status, &view)
}

/// What a reorientation may change, beside the next action.
const REORIENTED: [&str; 8] = ["title", "axes", "holder", "objectives", "actions", "results", "total_cost", "ends"];

pub async fn record(State(app): State<App>, here: Here, actor: Actor, At(id): At<String>, RawForm(body): RawForm) -> Result<Response> {
    let found = found(&app, &here, &actor, &id, Action::DecideContract).await?;
    let typed = typed(&body);
    let get = |key: &str| typed.get(key).map(|v| v.trim().to_owned()).unwrap_or_default();
    let started = get("version").parse::<i64>().unwrap_or(found.stored.version);
    // Judged on what its author saw: sent again it is the same decision, which was recorded; another is told what changed since.
    let base = match started == found.stored.version {
        true => Some(found.stored.sheet.clone()),
        false => sheets::version(&app.store, &found.id, started).await.or_ours(&here)?.map(|(_, base)| base),
    };
    let Some(base) = base else { return again(&app, &here, found, typed, vec![], started).await };
    let wanted = get("decision");
    let (kind, to) = match wanted.split_once(':') {
        Some((kind, to)) => (DecisionKind::parse(kind), Some(to.to_owned())),
        None => (DecisionKind::parse(&wanted), None),
    };
    let held_on = domain::calendar::read_date(&get("held_on"));
    let (Some(kind), Ok(held_on)) = (kind, held_on.clone()) else {
        let what = held_on.err().unwrap_or_else(|| domain::Text::new("Choisir ce qui a été décidé", "Choose what was decided"));
        let field = if kind.is_none() { "decision" } else { "held_on" };
        return again(&app, &here, found, typed, vec![Slip { field: field.into(), what }], started).await;
    };
    let evidence = get("evidence").split(',').filter(|e| !e.is_empty()).map(str::to_owned).collect();
    let decision = Decision { kind, to, committee: get("committee"), held_on, reason: get("reason"), evidence };
    let reoriented = kind == DecisionKind::Reoriented;
    let mut edits: Vec<(String, String)> = vec![];
    for field in field::all(found.held.lifecycle) {
        let asked = field.group == Group::Follow || (reoriented && REORIENTED.contains(&field.key.as_str()));
        if let Some(text) = typed.get(&field.key).filter(|_| asked) {
            edits.push((field.key, text.clone()));
        }
    }
    let decided = match decide(found.held.lifecycle, &base, &decision, &edits, app.today()) {
        Ok(decided) => decided,
        Err(slips) => return again(&app, &here, found, typed, slips, started).await,
    };
    let missing = decided.missing.iter().map(|e| e.id.clone()).collect();
    let sheet = with_account(&app, &here, &found, decided.sheet).await?;
    let change = Change { id: found.id.clone(), expected: started, sheet, decision: Some((decision, missing)) };
    let key = typed.get("key").map(|k| Key::new(&format!("{}:{k}", actor.signature())));
    let saved = match sheets::decide(&app.store, &change, &actor.signature(), key.as_ref(), app.now()).await {
        // Mended and sent again after it was recorded: no more the same decision, and the sheet moved.
        Err(StoreError::KeyReused) => Saved::Conflict { base: Box::new(base), current: Box::new(found.stored.clone()) },
        saved => saved.or_stored(&here)?,
    };
    match saved {
        Saved::Saved(_) => Ok(Redirect::to(&here.url(&format!("{}?fait=decidee", found.path()))).into_response()),
        Saved::Conflict { current, .. } => {
            let found = Found { stored: *current, ..found };
            let since = since(&app, &here, &found, started).await?;
            page(&app, &here, found, typed, vec![], since, StatusCode::CONFLICT).await
        }
        Saved::Gone => Err(Failure::NotFound(here)),
    }
}

/// The form again, with what is wrong and, when the sheet moved since it was opened at `started`, what changed.
async fn again(app: &App, here: &Here, found: Found<'_>, typed: Typed, slips: Vec<Slip>, started: i64) -> Result<Response> {
    let (since, status) = match started == found.stored.version {
        true => (vec![], StatusCode::UNPROCESSABLE_ENTITY),
        false => (since(app, here, &found, started).await?, StatusCode::CONFLICT),
    };
    page(app, here, found, typed, slips, since, status).await
}

/// An owner whose name is that of an account is that account.
async fn with_account(app: &App, here: &Here, found: &Found<'_>, sound: contracts::Sound) -> Result<contracts::Sound> {
    let Some(named) = sound.owner.as_ref().filter(|o| o.person.is_none()) else { return Ok(sound) };
    let owner = owner(&named.name, &people(app, here, &found.held.place).await?);
    let sheet = contracts::Sheet { owner, ..sound.into_sheet() };
    contracts::admit(found.held.lifecycle, &sheet).map_err(|slips| Failure::ours(here, format!("{slips:?}")))
}

/// What changed between the version the form was opened on and the one that stands.
async fn since(app: &App, here: &Here, found: &Found<'_>, started: i64) -> Result<Vec<(String, String, String)>> {
    let base = sheets::version(&app.store, &found.id, started).await.or_ours(here)?;
    let Some((_, base)) = base else { return Ok(vec![]) };
    let changes = difference(&base, &found.stored.sheet, found.held.lifecycle);
    Ok(changes.into_iter().map(|c| (here.x(&c.label), here.x(&c.before), here.x(&c.after))).collect())
}
