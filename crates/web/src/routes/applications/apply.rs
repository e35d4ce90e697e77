//! Beginning an application: in whose name, to which wave, from which project of the line.

use super::access::{Called, holders, place};
use super::forms::{ELSEWHERE, documents, in_money, lump_sum, measures};
use super::visit::Visit;
use super::waves::{self, WaveLine};
use crate::app::App;
use crate::ask::Asked;
use crate::error::{Failure, html};
use crate::page::{Here, Nav, Page};
use crate::permissions::{Action, Actor};
use applications::{Elsewhere, Form};
use askama::Template;
use axum::response::Response;
use domain::{Cents, FinancingLine, Project, Text};
use programmes::Call;
use serde::Deserialize;
use store::applications::{self as kept, New};
use store::idempotency::Key;
use store::{OrganisationId, Token, projects, shares};

#[derive(Deserialize, Default)]
#[serde(default)]
pub struct From {
    /// Address of a project of the line, or its last part.
    projet: String,
}

#[derive(Template)]
#[template(path = "applications/apply.html")]
struct Begin<'a> {
    page: Page,
    called: Called<'a>,
    waves: Vec<WaveLine>,
    /// (value, name) of those in whose name one may apply.
    names: Vec<(String, String)>,
    project: String,
    title: String,
    key: String,
    error: String,
}

impl Begin<'_> {
    fn said(&self, wave: &WaveLine) -> String {
        wave.said().get(self.page.lang()).to_owned()
    }
}

/// "/projets/abc", "https://…/projets/abc?x" or "abc" → "abc".
fn token(text: &str) -> &str {
    let last = text.trim().rsplit("/projets/").next().unwrap_or_default();
    last.split(['/', '?', '#']).next().unwrap_or_default()
}

async fn project(app: &App, here: &Here, text: &str) -> Result<Option<Project>, Failure> {
    let Some(token) = Token::parse(token(text)) else { return Ok(None) };
    let fail = |e| Failure::ours(here, e);
    if let Some(found) = projects::find_by_token(&app.store, &token.hash()).await.map_err(fail)? {
        return Ok(Some(found.project));
    }
    Ok(shares::find_by_token(&app.store, &token.hash(), app.now()).await.map_err(fail)?.map(|(_, found)| found.project))
}

pub async fn form(Asked(from): Asked<From>, visit: Visit) -> Result<Response, Failure> {
    let Visit { app, here, actor, .. } = &visit;
    let called = visit.call(Action::Apply)?;
    page(app, here, actor, called, &from.projet, String::new()).await
}

async fn page(app: &App, here: &Here, actor: &Actor, called: Called<'_>, from: &str, error: String) -> Result<Response, Failure> {
    let mut names = vec![];
    for (organisation, territory) in holders(actor) {
        let Some(id) = OrganisationId::parse(&organisation) else { continue };
        let mut name = super::export::holder_name(app, here, &id).await?;
        if let Some((phase, code)) = &territory
            && let Some(territory) = app.reference.territory(*phase, code)
        {
            name = format!("{name} – {}", territory.name);
        }
        names.push((organisation, name));
    }
    let found = project(app, here, from).await?;
    let view = Begin {
        page: here.page(Nav::Calls, here.t("ap-apply-title")).private(),
        waves: waves::lines(app, here, called.call).await?,
        called,
        names,
        project: if found.is_some() { token(from).to_owned() } else { String::new() },
        title: found.map(|project| project.title).unwrap_or_default(),
        key: Token::random().expose().to_owned(),
        error,
    };
    html(here, &view)
}

pub async fn create(visit: Visit) -> Result<Response, Failure> {
    let Visit { app, here, actor, fields, .. } = &visit;
    let id = visit.part("id");
    let called = visit.call(Action::Apply)?;
    let who = visit.who()?;
    let (wave, organisation) = (fields.text("wave"), fields.text("organisation"));
    let holder = holders(actor).into_iter().find(|(known, _)| *known == organisation);
    let Some((organisation, territory)) = holder.and_then(|(id, territory)| Some((OrganisationId::parse(&id)?, territory))) else {
        let why = Text::new("Choisissez au nom de qui vous candidatez.", "Choose in whose name you apply.");
        return page(app, here, actor, called, &fields.text("projet"), why.get(here.lang).to_owned()).await;
    };
    let known = waves::lines(app, here, called.call).await?.into_iter().any(|line| line.id == wave);
    if !known {
        let why = Text::new("Choisissez une vague de cet appel.", "Choose a wave of this call.");
        return page(app, here, actor, called, &fields.text("projet"), why.get(here.lang).to_owned()).await;
    }
    let measures = measures(&app.rulebook, called.call);
    let found = project(app, here, &fields.text("projet")).await?;
    let mut form = Form { documents: documents(&measures), asked: lump_sum(&measures), title: fields.text("title"), ..Form::default() };
    let where_it_is = territory.and_then(|(phase, code)| place(app, phase, &code));
    let offered = found.as_ref().and_then(|project| place_of(app, project, called.programme.phase)).unwrap_or_default();
    if let Some(project) = &found {
        prefill(&mut form, project, called.call);
    }
    form.title = form.title.chars().take(200).collect();
    let new = New {
        call: id.to_owned(),
        operator: called.operator(),
        wave,
        envelope: called.call.envelope.clone(),
        organisation,
        place: where_it_is,
        in_money: in_money(&called, &measures),
        form,
    };
    let key = Key::new(&fields.text("key"));
    let made = kept::create(&app.store, new, &who, &key, app.now()).await.map_err(|e| Failure::stored(here, e))?;
    let record = kept::find(&app.store, &made).await.map_err(|e| visit.ours(e))?;
    let record = record.ok_or_else(|| visit.missing())?;
    let query = if offered.is_empty() { String::new() } else { format!("?territoire={offered}") };
    Ok(visit.to(&format!("{}/candidatures/{}{query}", called.address(), record.number)))
}

/// What the line already knows. Aid that the project counts on from elsewhere is declared with it.
fn prefill(form: &mut Form, project: &Project, call: &Call) {
    if form.title.is_empty() {
        form.title = project.title.clone();
    }
    form.cost = project.facts.money("project.eligible_cost").or_else(|| project.facts.money("project.cost"));
    let here = |line: &FinancingLine| line.measure.as_ref().is_some_and(|measure| call.measures.contains(measure));
    let aid = project.financing.iter().filter(|line| line.funder.is_public() && line.amount > Cents::ZERO && !here(line));
    form.elsewhere = aid.map(|line| Elsewhere { funder: line.label.clone(), amount: line.amount }).take(ELSEWHERE).collect();
}

/// The territory of the project, to be offered: naming it shows the file to its lead and to its region.
fn place_of(app: &App, project: &Project, phase: u8) -> Option<String> {
    let commune = app.reference.commune(project.facts.str("project.commune")?)?;
    let territory = app.reference.territories_of(commune).into_iter().find(|territory| territory.phase == phase)?;
    Some(format!("{}:{}", territory.phase, territory.code))
}
