//! The committees of a call: its scoring grid, the sessions held and to come, the form that convenes one.

use super::access::Called;
use super::forms::Fields;
use super::visit::Visit;
use super::waves;
use crate::answer;
use crate::app::App;
use crate::error::{OrFail, Result, html};
use crate::page::{Here, Nav, Page};
use crate::permissions::{Action, Actor};
use crate::table;
use applications::{Criterion, Grid};
use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use domain::rights::{Role, Scope};
use domain::{Lang, Text};
use store::calls::GridVersion;
use store::committees::{self, New, Session};
use store::people::Person;
use store::{PersonId, StoreError};

#[derive(Template)]
#[template(path = "applications/sessions.html")]
struct Sessions<'a> {
    page: Page,
    called: Called<'a>,
    grid: Option<GridVersion>,
    sessions: Vec<Session>,
    waves: Vec<(String, String)>,
    members: Vec<Person>,
    may_run: bool,
    /// Whose files a session may be convened for: INSEE code and name of each region; the first without a code, the whole country.
    regions: Vec<(String, String)>,
    /// As typed, one criterion a line: "weight label".
    criteria: String,
    scale: String,
    reference: String,
    today: String,
    error: String,
}

impl Sessions<'_> {
    fn address(&self) -> String {
        self.page.url(self.called.address())
    }
    fn wave(&self, session: &Session) -> String {
        self.page.say(waves::named(self.called.call, &session.wave))
    }
}

/// Members that the operator's committee may seat.
pub async fn members(app: &App, here: &Here, called: &Called<'_>) -> Result<Vec<Person>> {
    let scope = Scope::Operator(called.operator());
    let given = store::people::rights_in(&app.store, &scope).await.or_ours(here)?;
    let people = store::people::in_scope(&app.store, &scope).await.or_ours(here)?;
    let sits = |person: &Person| given.iter().any(|given| given.person == person.id && given.right.role == Role::CommitteeMember);
    Ok(people.into_iter().filter(sits).collect())
}

/// Those whose committee `actor` runs.
fn regions(app: &App, here: &Here, actor: &Actor, called: &Called<'_>) -> Vec<(String, String)> {
    let country = called.runs(actor, None).then(|| (String::new(), here.t("ap-session-country")));
    let own = app.reference.regions().filter(|(code, _)| called.runs(actor, Some(*code)));
    country.into_iter().chain(own.map(|(code, name)| (code.to_owned(), name.to_owned()))).collect()
}

pub async fn csv(visit: Visit) -> Result<Response> {
    file(&visit, "comites.csv").await
}

pub async fn xlsx(visit: Visit) -> Result<Response> {
    file(&visit, "comites.xlsx").await
}

/// The sessions of the page, to take away.
async fn file(visit: &Visit, file: &str) -> Result<Response> {
    let Visit { app, here, actor, .. } = visit;
    let called = visit.call(Action::ReadCommittee)?;
    let heads = match here.lang {
        Lang::Fr => ["reference", "date", "vague", "region", "membres", "quorum", "deports", "grille", "fige_a"],
        Lang::En => ["reference", "date", "wave", "region", "members", "quorum", "recusals", "grid", "frozen_at"],
    };
    let row = |session: Session| {
        [
            session.reference,
            session.held_on.to_string(),
            waves::named(called.call, &session.wave).get(here.lang).to_owned(),
            session.region.unwrap_or_default(),
            session.sits.members.len().to_string(),
            session.sits.quorum.to_string(),
            session.sits.recusals.len().to_string(),
            session.grid.to_string(),
            session.frozen_at.map(|at| at.to_string()).unwrap_or_default(),
        ]
    };
    let rows: Vec<[String; 9]> = shown(app, here, actor, &called).await?.into_iter().map(row).collect();
    let numbers = [false, false, false, false, true, true, true, true, false];
    table::answer_columns(here, file, &here.t("ap-sessions-title"), &heads, &rows, &numbers).map(answer::unkept)
}

/// The sessions of the call that `actor` may read.
async fn shown(app: &App, here: &Here, actor: &Actor, called: &Called<'_>) -> Result<Vec<Session>> {
    let mut sessions = committees::of_call(&app.store, &called.call.id).await.or_ours(here)?;
    sessions.retain(|session| called.shows(actor, session));
    Ok(sessions)
}

pub async fn list(visit: Visit) -> Result<Response> {
    let Visit { app, here, actor, .. } = &visit;
    let called = visit.call(Action::ReadCommittee)?;
    page(app, here, actor, called, None, Text::default()).await
}

async fn page(app: &App, here: &Here, actor: &Actor, called: Called<'_>, typed: Option<&Fields>, error: Text) -> Result<Response> {
    let call = &called.call.id;
    let grid = store::calls::latest_grid(&app.store, call).await.or_ours(here)?;
    let written =
        |grid: &GridVersion| grid.grid.criteria.iter().map(|c| format!("{} {}", c.weight, c.label)).collect::<Vec<_>>().join("\n");
    let criteria = typed.filter(|fields| fields.has("criteria")).map(|fields| fields.text("criteria"));
    let lines = waves::lines(app, here, called.call).await?;
    let view = Sessions {
        page: here.page(Nav::Calls, here.t("ap-sessions-title")).private(),
        sessions: shown(app, here, actor, &called).await?,
        waves: lines.iter().map(|line| (line.id.clone(), here.x(&line.name))).collect(),
        members: members(app, here, &called).await?,
        may_run: called.allows(actor, Action::InstructApplication),
        regions: regions(app, here, actor, &called),
        criteria: criteria.or_else(|| grid.as_ref().map(written)).unwrap_or_default(),
        scale: grid.as_ref().map_or(5, |grid| grid.grid.scale).to_string(),
        reference: typed.map(|fields| fields.text("reference")).unwrap_or_default(),
        today: app.today().to_string(),
        error: here.x(&error),
        grid,
        called,
    };
    let status = if view.error.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let mut response = html(here, &view)?;
    *response.status_mut() = status;
    Ok(answer::unkept(response))
}

/// Writes the grid: edited while nobody has scored on it, a new version afterwards.
pub async fn grid(visit: Visit) -> Result<Response> {
    let Visit { app, here, actor, fields, .. } = &visit;
    let id = visit.part("id");
    let called = visit.call(Action::InstructApplication)?;
    let who = visit.who()?;
    let line = |line: &str| {
        let (weight, label) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
        let label: String = label.trim().chars().take(200).collect();
        Criterion { key: domain::name::slug(&label), weight: weight.parse().unwrap_or(0), label }
    };
    let criteria = fields.text("criteria").lines().map(str::trim).filter(|text| !text.is_empty()).map(line).collect();
    let grid = Grid { scale: fields.text("scale").parse().unwrap_or(0), criteria };
    if let Err(refusal) = grid.check() {
        let error = Text::new(format!("{} {}", refusal.what.fr, refusal.mend.fr), format!("{} {}", refusal.what.en, refusal.mend.en));
        return page(app, here, actor, called, Some(fields), error).await;
    }
    store::calls::set_grid(&app.store, id, &grid, &who, app.now()).await.or_ours(&visit.here)?;
    Ok(visit.to(&format!("{}/comites", called.address())))
}

pub async fn convene(visit: Visit) -> Result<Response> {
    let Visit { app, here, actor, fields, .. } = &visit;
    let id = visit.part("id");
    let called = visit.any_call()?;
    let region = Some(fields.text("region")).filter(|code| !code.is_empty());
    called.run_in(here, actor, region.as_deref())?;
    let who = visit.who()?;
    let refused = |fr: &str, en: &str| Text::new(fr, en);
    let known = members(app, here, &called).await?;
    let chosen: Vec<PersonId> = fields.all("member").iter().filter_map(|id| PersonId::parse(id)).collect();
    let quorum: u32 = fields.text("quorum").parse().unwrap_or(0);
    let grid = store::calls::latest_grid(&app.store, id).await.or_ours(&visit.here)?;
    let wave = fields.text("wave");
    let waves = waves::lines(app, here, called.call).await?;
    let error = match (&grid, fields.date("held_on"), fields.text("reference").is_empty()) {
        (None, ..) => refused("Écrivez d’abord la grille : les notes la nomment.", "Write the grid first: scores name it."),
        (_, None, _) => refused("Donnez le jour de la séance.", "Give the day of the session."),
        (.., true) => refused("Donnez la référence du procès-verbal.", "Give the reference of the minutes."),
        _ if chosen.is_empty() || chosen.iter().any(|id| !known.iter().any(|person| person.id == *id)) => {
            refused("Choisissez des membres du comité.", "Choose members of the committee.")
        }
        _ if quorum == 0 || quorum as usize > chosen.len() => {
            refused("Le quorum va de 1 au nombre de membres présents.", "The quorum goes from 1 to the number of members present.")
        }
        _ if region.as_deref().is_some_and(|code| app.reference.region_name(code).is_none()) => {
            refused("Choisissez une région, ou le pays.", "Choose a region, or the country.")
        }
        _ if !waves.iter().any(|line| line.id == wave) => refused("Choisissez une vague.", "Choose a wave."),
        _ => Text::default(),
    };
    let (Some(grid), Some(held_on), true) = (grid, fields.date("held_on"), error.is_empty()) else {
        return page(app, here, actor, called, Some(fields), error).await;
    };
    let reference: String = fields.text("reference").chars().take(120).collect();
    let new = New {
        call: id.to_owned(),
        wave: wave.clone(),
        operator: called.operator(),
        region,
        reference: reference.clone(),
        held_on,
        quorum,
        grid: grid.version,
        members: chosen,
    };
    match committees::convene(&app.store, new, &who, app.now()).await {
        Ok(session) => Ok(visit.to(&format!("{}/comites/{session}", called.address()))),
        Err(StoreError::Twice { .. }) => {
            // Sent again: the session is there already. Another one under its reference is refused.
            let all = committees::of_call(&app.store, &called.call.id).await.or_ours(&visit.here)?;
            if let Some(there) =
                all.iter().find(|session| session.reference == reference && session.held_on == held_on && session.wave == wave)
            {
                return Ok(visit.to(&format!("{}/comites/{}", called.address(), there.id)));
            }
            let error = refused(
                "Cette référence est déjà celle d’une autre séance de cet appel.",
                "This reference is already that of another session of this call.",
            );
            page(app, here, actor, called, Some(fields), error).await
        }
        Err(error) => Err(visit.ours(error)),
    }
}
