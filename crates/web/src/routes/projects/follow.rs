//! The real dates of a project's formalities: recorded by its holder, beside the promise and the law.

use super::access::{Access, HOLDER, Held, allowed};
use super::form::{Typed, typed};
use crate::app::App;
use crate::ask::Asked;
use crate::error::{Failure, OrFail, Result, html};
use crate::judge;
use crate::page::{Here, Nav, Page};
use crate::permissions::{Action, Actor};
use crate::table;
use askama::Template;
use axum::extract::{RawForm, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domain::followed::{Followed, Outcome};
use domain::{Date, Site, Text, format};
use factory::Dossier;
use jiff::Span;
use serde::Deserialize;
use store::followed::{self, Kept, Recorded};

#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Ask {
    /// Procedure whose line is edited.
    p: String,
    /// "ok" after a line was recorded.
    fait: String,
}

#[derive(Template)]
#[template(path = "projects/follow.html")]
struct Follow {
    page: Page,
    title: String,
    base: String,
    writes: bool,
    flash: bool,
    errors: Vec<(&'static str, String)>,
    /// What the form shows.
    values: Typed,
    editing: bool,
    procedures: Vec<(String, String)>,
    /// Said beside the promise, when the State made one on this site.
    promise: String,
    lines: Vec<Line>,
}

struct Line {
    procedure: String,
    name: String,
    followed: Followed,
    counted: bool,
    version: i64,
    /// Months from filing to decision, and what the calendar expects.
    real: String,
    expected: String,
    /// Later than the law, than the promise.
    late: (bool, bool),
}

/// The project as its calendar sees it.
struct Seen {
    dossier: Dossier,
    site: Option<Site>,
}

async fn seen(app: &App, here: &Here, held: &Held) -> Result<Seen> {
    // What is expected is beside what happened: the calendar of the rules, not the one that these dates move.
    let dossier = judge::dossier(app, held.project.clone(), vec![]).await.or_ours(here)?;
    // The site that the holder chose; the best ranked is only a suggestion.
    let site = held.project.facts.str("site.id").and_then(|id| app.sites().iter().find(|s| s.id == id).cloned());
    Ok(Seen { dossier, site })
}

pub async fn show(State(app): State<App>, here: Here, access: Access, actor: Actor, Asked(ask): Asked<Ask>) -> Result<Response> {
    let held = allowed(&access, &actor, Action::ReadProject, &here)?;
    let seen = seen(&app, &here, &held).await?;
    let lines = followed::of_project(&app.store, &held.id).await.or_ours(&here)?;
    let values = match lines.iter().find(|l| l.followed.procedure == ask.p) {
        Some(line) => filled(line),
        None => fresh(&seen, &ask.p),
    };
    page(&app, &here, &held, &seen, lines, values, vec![], access.writes(), ask.fait == "ok", StatusCode::OK)
}

pub async fn record(State(app): State<App>, here: Here, access: Access, actor: Actor, RawForm(body): RawForm) -> Result<Response> {
    let held = allowed(&access, &actor, Action::EditProject, &here)?;
    let values = typed(&body);
    let text = |name: &str| values.get(name).map(|v| v.trim()).unwrap_or_default();
    let expected: i64 = text("version").parse().unwrap_or(0);
    let address = here.url(&format!("/projets/{}/suivi", held.token));
    if text("do") == "remove" {
        followed::remove(&app.store, &held.id, text("procedure"), expected, HOLDER, app.now()).await.or_ours(&here)?;
        return Ok(Redirect::to(&address).into_response());
    }
    let seen = seen(&app, &here, &held).await?;
    let errors = match read(&app, &here, &values, &seen) {
        Ok(line) => {
            let counted = text("counted") == "oui";
            match followed::record(&app.store, &held.id, expected, &line, counted, HOLDER, app.now()).await.or_ours(&here)? {
                Recorded::Saved(_) => return Ok(Redirect::to(&format!("{address}?fait=ok")).into_response()),
                Recorded::Gone => return Err(Failure::NotFound(here)),
                Recorded::Conflict(_) => vec![("procedure", here.t("follow-conflict"))],
            }
        }
        Err(errors) => errors,
    };
    let lines = followed::of_project(&app.store, &held.id).await.or_ours(&here)?;
    page(&app, &here, &held, &seen, lines, values, errors, true, false, StatusCode::UNPROCESSABLE_ENTITY)
}

/// A line from the form, or every field that is wrong.
fn read(app: &App, here: &Here, values: &Typed, seen: &Seen) -> Result<Followed, Vec<(&'static str, String)>> {
    let text = |name: &str| values.get(name).map(|v| v.trim()).unwrap_or_default();
    let mut errors = Vec::new();
    let mut date = |field: &'static str| match text(field) {
        "" => None,
        typed => match programmes::read_date(typed) {
            Ok(date) => Some(date),
            Err(why) => {
                errors.push((field, here.x(&why)));
                None
            }
        },
    };
    let [filed, complete, legal, promised, decided] = ["filed", "complete", "legal", "promised", "decided"].map(&mut date);
    let procedure = text("procedure");
    if !app.rulebook.procedures.procedures.iter().any(|p| p.id == procedure) {
        errors.push(("procedure", here.t("follow-bad-procedure")));
    }
    let department = text("department").to_uppercase();
    if app.reference.department_name(&department).is_none() {
        errors.push(("department", here.t("follow-bad-department")));
    }
    let outcome = Outcome::parse(text("outcome"));
    if outcome.is_none() {
        errors.push(("outcome", here.t("error-400-what")));
    }
    let Some(filed) = filed else {
        if !errors.iter().any(|(field, _)| *field == "filed") {
            errors.push(("filed", here.t("follow-bad-filed")));
        }
        return Err(errors);
    };
    let line = Followed {
        procedure: procedure.to_owned(),
        department,
        site: seen.site.as_ref().map(|s| s.id.clone()),
        filed,
        complete,
        legal,
        // On a labelled site, the State's own promise when no other was noted.
        promised: promised.or_else(|| promised_on(app, seen.site.as_ref(), procedure, filed)),
        decided,
        outcome: outcome.unwrap_or_default(),
    };
    errors.extend(line.wrong(app.today()).into_iter().map(|(field, why)| (field, here.x(&why))));
    if errors.is_empty() { Ok(line) } else { Err(errors) }
}

/// The last day of the State's promise, for a file deposited on a labelled site.
pub fn promised_on(app: &App, site: Option<&Site>, procedure: &str, filed: Date) -> Option<Date> {
    let commitment = app.reference.state_commitment();
    let months = site.filter(|s| commitment.covers(s)).and_then(|_| commitment.months(procedure))?;
    filed.checked_add(Span::new().months(months)).ok()
}

fn filled(line: &Kept) -> Typed {
    let f = &line.followed;
    let date = |date: Option<Date>| date.map(|d| d.to_string()).unwrap_or_default();
    [
        ("procedure", f.procedure.clone()),
        ("department", f.department.clone()),
        ("filed", f.filed.to_string()),
        ("complete", date(f.complete)),
        ("legal", date(f.legal)),
        ("promised", date(f.promised)),
        ("decided", date(f.decided)),
        ("outcome", f.outcome.code().to_owned()),
        ("counted", if line.counted { "oui".into() } else { String::new() }),
        ("version", line.version.to_string()),
    ]
    .map(|(key, value)| (key.to_owned(), value))
    .into()
}

/// A new line, with the département of the land.
fn fresh(seen: &Seen, procedure: &str) -> Typed {
    let department = match (&seen.site, &seen.dossier.place) {
        (Some(site), _) => site.department.clone(),
        (None, Some(place)) => place.commune.department.clone(),
        (None, None) => String::new(),
    };
    [("procedure", procedure), ("department", &department), ("outcome", "pending"), ("counted", "oui"), ("version", "0")]
        .map(|(key, value)| (key.to_owned(), value.to_owned()))
        .into()
}

#[allow(clippy::too_many_arguments)]
fn page(
    app: &App,
    here: &Here,
    held: &Held,
    seen: &Seen,
    lines: Vec<Kept>,
    values: Typed,
    errors: Vec<(&'static str, String)>,
    writes: bool,
    flash: bool,
    status: StatusCode,
) -> Result<Response> {
    let page = here.page(Nav::Projects, here.t("follow-title")).private();
    let commitment = app.reference.state_commitment();
    let promise = match seen.site.as_ref().filter(|site| commitment.covers(site)) {
        Some(_) => {
            page.t2("follow-promise", "permit", commitment.building_permit_months, "env", commitment.environmental_authorisation_months)
        }
        None => String::new(),
    };
    let tasks = seen.dossier.calendar.as_ref().map(|c| c.tasks.as_slice()).unwrap_or_default();
    let line = |kept: Kept| {
        let months = |days: i32| page.number(&(f64::from(days) / schedule::window::DAYS_PER_MONTH), 1);
        let after = |limit: Option<Date>| {
            // Not decided yet: late once the limit is past.
            let end = kept.followed.decided.unwrap_or(app.today());
            limit.is_some_and(|limit| end > limit) && kept.followed.outcome != Outcome::Withdrawn
        };
        Line {
            procedure: kept.followed.procedure.clone(),
            name: here.x(&name(app, &kept.followed.procedure)),
            real: kept.followed.days().map(months).unwrap_or_default(),
            expected: tasks.iter().find(|t| t.id == kept.followed.procedure).map(|t| page.number(&t.expected, 1)).unwrap_or_default(),
            late: (after(kept.followed.legal), after(kept.followed.promised)),
            counted: kept.counted,
            version: kept.version,
            followed: kept.followed.clone(),
        }
    };
    let editing = values.get("version").is_some_and(|v| v != "0");
    let show = Follow {
        title: held.project.title.clone(),
        base: here.url(&format!("/projets/{}", held.token)),
        writes,
        flash,
        errors,
        procedures: choices(app, tasks, here),
        values,
        editing,
        promise,
        lines: lines.into_iter().map(line).collect(),
        page,
    };
    let mut response = html(here, &show)?;
    *response.status_mut() = status;
    Ok(response)
}

/// The procedures of the project's calendar first, then the others that last.
fn choices(app: &App, tasks: &[schedule::Task], here: &Here) -> Vec<(String, String)> {
    let lasts = |p: &&programmes::procedure::Procedure| p.durations.iter().any(|d| d.months.iter().any(|m| *m > 0.0));
    let mut all: Vec<_> = app.rulebook.procedures.procedures.iter().filter(lasts).collect();
    all.sort_by_key(|p| tasks.iter().position(|t| t.id == p.id).unwrap_or(usize::MAX));
    all.into_iter().map(|p| (p.id.clone(), here.x(&p.name))).collect()
}

/// Name of a procedure; its identifier when the rules no longer know it.
pub fn name(app: &App, procedure: &str) -> Text {
    let found = app.rulebook.procedures.procedures.iter().find(|p| p.id == procedure);
    found.map_or_else(|| Text::same(procedure), |p| p.name.clone())
}

pub fn outcome_key(outcome: &Outcome) -> String {
    format!("outcome-{}", outcome.code())
}

impl Follow {
    fn value(&self, name: &str) -> &str {
        self.values.get(name).map(String::as_str).unwrap_or_default()
    }
    fn error(&self, name: &str) -> &str {
        self.errors.iter().find(|(field, _)| *field == name).map(|(_, why)| why.as_str()).unwrap_or_default()
    }
    fn day(&self, date: &Option<Date>) -> String {
        date.as_ref().map(|d| self.page.short_date(d)).unwrap_or_default()
    }
}

/// The lines of the project, to take away.
pub async fn file(
    State(app): State<App>,
    here: Here,
    access: Access,
    actor: Actor,
    axum::extract::OriginalUri(uri): axum::extract::OriginalUri,
) -> Result<Response> {
    let held = allowed(&access, &actor, Action::ReadProject, &here)?;
    let lines = followed::of_project(&app.store, &held.id).await.or_ours(&here)?;
    let day = |date: Option<Date>| date.map(|d| d.to_string()).unwrap_or_default();
    let rows: Vec<Vec<String>> = lines
        .into_iter()
        .map(|kept| {
            let f = kept.followed;
            let months =
                f.days().map(|d| format::number(f64::from(d) / schedule::window::DAYS_PER_MONTH, 1, here.lang)).unwrap_or_default();
            let outcome = here.t(&outcome_key(&f.outcome));
            let name = name(&app, &f.procedure).get(here.lang).to_owned();
            vec![
                f.procedure,
                name,
                f.department,
                f.filed.to_string(),
                day(f.complete),
                day(f.legal),
                day(f.promised),
                day(f.decided),
                outcome,
                months,
            ]
        })
        .collect();
    let heads = [
        "follow-code",
        "procedure",
        "sectors-department",
        "follow-filed",
        "follow-complete",
        "follow-legal",
        "follow-promised",
        "follow-decided",
        "follow-outcome",
        "follow-real",
    ];
    let heads = heads.map(|key| here.t(key));
    let heads: Vec<&str> = heads.iter().map(String::as_str).collect();
    let name = if uri.path().ends_with(".xlsx") { "suivi.xlsx" } else { "suivi.csv" };
    table::answer(&here, name, &held.project.title, &heads, &rows)
}

/// Heading of a field, the same in the table and in the form.
fn head(name: &str) -> &'static str {
    match name {
        "department" => "sectors-department",
        "filed" => "follow-filed",
        "complete" => "follow-complete",
        "promised" => "follow-promised",
        "legal" => "follow-legal",
        _ => "follow-decided",
    }
}
