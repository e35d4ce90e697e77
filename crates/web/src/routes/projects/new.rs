//! Five answers to start: a title and the first fields of the dictionary.

use super::access::HOLDER;
use super::form::{self, Control, Field};
use super::origin;
use crate::app::App;
use crate::ask::Asked;
use crate::error::{OrFail, Result, html};
use crate::page::{Here, Nav, Page};
use crate::permissions::Actor;
use askama::Template;
use axum::extract::{RawForm, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domain::{Datum, Facts, Project, Text, Value};
use serde::Deserialize;
use store::idempotency::Key;
use store::projects::{self, Origin};
use store::{ProjectId, StoreError, Token};

#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Start {
    site: String,
    commune: String,
    /// NAF code.
    activity: String,
    /// Identifier of a kind of project: "relocation".
    kind: String,
    title: String,
    /// "target:ID", "synergy:ID".
    origin: String,
}

impl Start {
    /// What the page that led here already knows of this field; anything that is not a known value is left out.
    fn known(&self, app: &App, spec: &domain::FactSpec, commune: &str) -> String {
        match spec.key.as_str() {
            "project.commune" => commune.to_owned(),
            "project.naf" => app.reference.find_naf(&self.activity).unwrap_or_default(),
            "project.kind" if spec.choice(&self.kind).is_some() => self.kind.clone(),
            _ => String::new(),
        }
    }
}

#[derive(Template)]
#[template(path = "projects/new.html")]
struct New {
    page: Page,
    title: String,
    title_error: String,
    date: String,
    date_error: String,
    fields: Vec<Field>,
    /// (anchor, sentence) of what must be mended.
    errors: Vec<(String, String)>,
    site: String,
    site_name: String,
    /// What it is opened from, kept with it; empty otherwise.
    origin: String,
    /// Sent back with the form: a second click or a retry creates nothing more.
    idempotency: String,
}

pub async fn form(State(app): State<App>, here: Here, actor: Actor, Asked(start): Asked<Start>) -> Result<Response> {
    let origin = origin::known(&app, &here, &actor, &start.origin).await?;
    let page = here.page(Nav::Projects, here.t("new-title"));
    let site = app.sites().iter().find(|s| s.id == start.site).cloned();
    let commune = site.as_ref().and_then(|s| s.commune.clone()).unwrap_or_else(|| start.commune.clone());
    let commune = app.reference.commune(&commune).map(|c| c.code.clone()).unwrap_or_default();
    let fields = firsts(&app).map(|spec| form::field(spec, start.known(&app, spec, &commune), String::new(), true, &page)).collect();
    let view = New {
        title: start.title.chars().take(200).collect(),
        title_error: String::new(),
        date: app.today().to_string(),
        date_error: String::new(),
        fields,
        errors: vec![],
        site: site.as_ref().map(|s| s.id.clone()).unwrap_or_default(),
        site_name: site.map(|s| s.name).unwrap_or_default(),
        origin: origin.map(|origin| origin.to_string()).unwrap_or_default(),
        idempotency: Token::random().expose().to_owned(),
        page,
    };
    html(&here, &view)
}

fn firsts(app: &App) -> impl Iterator<Item = &domain::FactSpec> {
    app.rulebook.dictionary.facts.iter().filter(|f| f.first)
}

pub async fn create(State(app): State<App>, here: Here, actor: Actor, RawForm(body): RawForm) -> Result<Response> {
    let typed = form::typed(&body);
    let text = |name: &str| typed.get(name).map(|v| v.trim().to_owned()).unwrap_or_default();
    let page = here.page(Nav::Projects, here.t("new-title"));
    let mut errors = vec![];

    let title: String = text("title");
    let title_error = match title.chars().count() {
        0..=200 => String::new(),
        _ => page.t("title-long"),
    };
    let date = text("judged_on");
    let judged_on = if date.is_empty() { Ok(app.today()) } else { programmes::read_date(&date) };
    let date_error = judged_on.as_ref().err().map(|t: &Text| page.x(t)).unwrap_or_default();
    for (anchor, error) in [("title", &title_error), ("judged_on", &date_error)] {
        if !error.is_empty() {
            errors.push((anchor.to_owned(), error.clone()));
        }
    }

    let mut facts = Facts::default();
    let mut fields = vec![];
    for spec in firsts(&app) {
        let value = text(&spec.key);
        let error = match form::read(&app, spec, &value) {
            Ok(Some(value)) => {
                facts.set(&spec.key, Datum::declared(value));
                String::new()
            }
            Ok(None) => String::new(),
            Err(why) => page.x(&why),
        };
        if !error.is_empty() {
            errors.push((spec.key.clone(), error.clone()));
        }
        fields.push(form::field(spec, value, error, true, &page));
    }
    let site = text("site");
    let sites = app.sites();
    let chosen = sites.iter().find(|s| s.id == site);
    let site_name = chosen.map(|s| s.name.clone()).unwrap_or_default();
    if let Some(chosen) = chosen {
        facts.set("site.id", Datum::declared(Value::Text(site.clone())));
        // What the inventory says of a brownfield is said once.
        brownfield::with_known(&mut facts, chosen);
    }
    let (true, Ok(judged_on)) = (errors.is_empty(), judged_on) else {
        let (origin, idempotency) = (text("origin"), text("idempotency"));
        let view = New { title, title_error, date, date_error, fields, errors, site, site_name, origin, idempotency, page };
        let mut response = html(&here, &view)?;
        *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
        return Ok(response);
    };
    let title = if title.is_empty() { found_title(&app, &facts, &page) } else { title };
    let project = Project {
        title,
        summary: Text::default(),
        judged_on,
        facts,
        financing: vec![],
        past_aid: vec![],
        past_aid_complete: false,
        sources: vec![],
    };
    let origin = origin::known(&app, &here, &actor, &text("origin")).await?;
    // The address is drawn by the form: sending the same answers again opens the same project, and sending others (the
    // reader went back and changed them) opens another one, so that nothing typed is lost.
    let mut token = Token::parse(&text("idempotency")).unwrap_or_else(Token::random);
    let mut created = create_at(&app, &token, &project, origin.as_ref()).await;
    if matches!(created, Err(StoreError::KeyReused)) {
        token = Token::random();
        created = create_at(&app, &token, &project, origin.as_ref()).await;
    }
    created.or_ours(&here)?;
    Ok(Redirect::to(&here.url(&format!("/projets/{}?nouveau=1", token.expose()))).into_response())
}

async fn create_at(app: &App, token: &Token, project: &Project, origin: Option<&Origin>) -> Result<ProjectId, StoreError> {
    projects::create_from(&app.store, &token.hash(), project, origin, HOLDER, Some(&Key::new(token.expose())), app.now()).await
}

/// "Une nouvelle usine à Chalon-sur-Saône": what is known already names the project.
fn found_title(app: &App, facts: &Facts, page: &Page) -> String {
    let kind = app
        .rulebook
        .dictionary
        .get("project.kind")
        .zip(facts.get("project.kind"))
        .map(|(spec, datum)| spec.show(&datum.value, page.lang()));
    let place = facts.str("project.commune").and_then(|code| app.reference.commune(code)).map(|c| c.name.clone());
    let mut letters = kind.unwrap_or_else(|| page.t("a-project")).chars().collect::<Vec<_>>();
    if let Some(first) = letters.first_mut() {
        *first = first.to_uppercase().next().unwrap_or(*first);
    }
    let what: String = letters.into_iter().collect();
    match place {
        Some(place) => page.t2("title-found", "what", what, "where", place),
        None => what,
    }
}
