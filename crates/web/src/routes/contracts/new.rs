//! A new sheet in five fields, or from a project of the line.

use super::place::{Held, opened};
use crate::answer;
use crate::app::App;
use crate::ask::{Asked, At};
use crate::error::{Failure, OrFail, Result};
use crate::page::{Here, Nav, Page};
use crate::permissions::{Action, Actor};
use crate::routes::projects::access::pasted;
use crate::routes::projects::form::{Typed, typed};
use askama::Template;
use axum::extract::{RawForm, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use contracts::{Figure, Indicator, Owner, Sheet, Slip, admit, field};
use domain::{Project, Value};
use serde::Deserialize;
use store::idempotency::Key;
use store::{Token, sheets};

#[derive(Template)]
#[template(path = "contracts/new.html")]
struct New<'a> {
    page: Page,
    held: Held<'a>,
    axes: Vec<(String, String)>,
    typed: Typed,
    /// (anchor, sentence)
    errors: Vec<(String, String)>,
    /// Title of the project whose facts are copied.
    project: String,
    key: String,
}

impl New<'_> {
    fn value(&self, key: &str) -> &str {
        self.typed.get(key).map_or("", String::as_str)
    }
    fn error(&self, key: &str) -> &str {
        self.errors.iter().find(|(anchor, _)| anchor == key).map_or("", |(_, text)| text.as_str())
    }
}

/// A project to begin with: its address, or the identifier of one that is shared.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct From {
    projet: String,
}

/// The five fields.
const FIELDS: [&str; 5] = ["title", "holder", "axes", "next_action", "due"];

pub async fn form(
    State(app): State<App>,
    here: Here,
    actor: Actor,
    At((phase, code)): At<(u8, String)>,
    Asked(from): Asked<From>,
) -> Result<Response> {
    let held = opened(&app, &here, &actor, (phase, &code), Action::EditContract)?;
    let mut typed = Typed::new();
    let mut title = String::new();
    if let Some(found) = pasted(&app, &here, &actor, &from.projet).await? {
        title.clone_from(&found.project.title);
        typed.extend([("project".to_owned(), found.token), ("title".to_owned(), found.project.title)]);
    }
    page(&here, held, typed, vec![], title, StatusCode::OK)
}

fn page(here: &Here, held: Held<'_>, typed: Typed, slips: Vec<Slip>, project: String, status: StatusCode) -> Result<Response> {
    let page = here.page(Nav::Territories, here.t("sheet-new")).private();
    let view = New {
        axes: held.lifecycle.axes.iter().map(|a| (a.id.clone(), page.x(&a.name))).collect(),
        errors: slips.into_iter().map(|s| (s.field, page.x(&s.what))).collect(),
        key: typed.get("key").cloned().unwrap_or_else(|| Token::random().expose().to_owned()),
        project,
        page,
        held,
        typed,
    };
    answer::private(here, status, &view)
}

pub async fn create(
    State(app): State<App>,
    here: Here,
    actor: Actor,
    At((phase, code)): At<(u8, String)>,
    RawForm(body): RawForm,
) -> Result<Response> {
    let held = opened(&app, &here, &actor, (phase, &code), Action::EditContract)?;
    let mut typed = typed(&body);
    let address = typed.get("project").map(|a| a.trim().to_owned()).unwrap_or_default();
    let project = match address.is_empty() {
        true => None,
        false => match pasted(&app, &here, &actor, &address).await? {
            Some(found) => Some((found.id, found.project)),
            None => {
                let what = domain::Text::new(
                    "Aucun projet à cette adresse : coller l’adresse entière, telle que le porteur l’a gardée",
                    "No project at this address: paste the whole address, as the holder kept it",
                );
                let slip = Slip { field: "project".into(), what };
                return page(&here, held, typed, vec![slip], String::new(), StatusCode::UNPROCESSABLE_ENTITY);
            }
        },
    };
    if typed.get("do").is_some_and(|d| d == "fill") {
        let title = project.as_ref().map(|(_, p)| p.title.clone()).unwrap_or_default();
        if typed.get("title").is_none_or(|t| t.trim().is_empty()) {
            typed.insert("title".into(), title.clone());
        }
        return page(&here, held, typed, vec![], title, StatusCode::OK);
    }
    let owner = match actor.person() {
        Some(person) => Owner { name: person.name.clone(), person: Some(person.id.clone()) },
        None => return Err(Failure::NotFound(here)),
    };
    let mut sheet = Sheet { state: held.lifecycle.first().into(), owner: Some(owner), ..Sheet::default() };
    if let Some((_, project)) = &project {
        copy(project, &mut sheet, &app);
    }
    let mut slips: Vec<Slip> = vec![];
    for field in field::all(held.lifecycle).iter().filter(|f| FIELDS.contains(&f.key.as_str())) {
        let text = typed.get(&field.key).map(String::as_str).unwrap_or_default();
        slips.extend(field.write(&mut sheet, text, held.lifecycle).err().map(|what| Slip { field: field.key.clone(), what }));
    }
    let admitted = admit(held.lifecycle, &sheet);
    let sound = match admitted {
        Ok(sound) if slips.is_empty() => sound,
        outcome => {
            // A date that cannot be read is not also missing.
            let unread: Vec<String> = slips.iter().map(|s| s.field.clone()).collect();
            slips.extend(outcome.err().unwrap_or_default().into_iter().filter(|s| !unread.contains(&s.field)));
            let title = project.map(|(_, p)| p.title).unwrap_or_default();
            return page(&here, held, typed, slips, title, StatusCode::UNPROCESSABLE_ENTITY);
        }
    };
    let key = typed.get("key").map(|k| Key::new(&format!("{}:{k}", actor.signature())));
    let id = project.as_ref().map(|(id, _)| id);
    let made = sheets::create(&app.store, &held.stored(), &sound, id, &actor.signature(), key.as_ref(), app.now()).await;
    let made = match made {
        // Sent again from the same form with other words: it is another sheet.
        Err(store::StoreError::KeyReused) => {
            sheets::create(&app.store, &held.stored(), &sound, id, &actor.signature(), None, app.now()).await
        }
        made => made,
    };
    let made = made.or_ours(&here)?;
    Ok(Redirect::to(&here.url(&format!("/fiches/{made}?fait=nouvelle"))).into_response())
}

/// What a project already says; nothing else is guessed.
fn copy(project: &Project, sheet: &mut Sheet, app: &App) {
    let value = |key: &str| project.facts.get(key).map(|datum| &datum.value);
    let text = |key: &str| match value(key) {
        Some(Value::Text(text) | Value::Code(text)) => text.clone(),
        _ => String::new(),
    };
    let money = |key: &str| match value(key) {
        Some(Value::Money(amount)) => Some(*amount),
        _ => None,
    };
    let date = |key: &str| match value(key) {
        Some(Value::Date(date)) => Some(*date),
        _ => None,
    };
    sheet.title.clone_from(&project.title);
    sheet.context = project.summary.fr.to_string();
    if let Some(Value::Codes(themes)) = value("project.themes")
        && let Some(fact) = app.rulebook.dictionary.get("project.themes")
        && !themes.is_empty()
    {
        let named = themes.iter().filter_map(|id| fact.choice(id)).map(|choice| choice.fr.as_str()).collect::<Vec<_>>();
        sheet.objectives = format!("Priorités servies : {}.", named.join(", "));
    }
    sheet.total_cost = money("project.cost");
    sheet.eligible_base = money("project.eligible_cost").filter(|base| sheet.total_cost.is_none_or(|total| *base <= total));
    sheet.starts = date("project.start");
    sheet.naf = text("project.naf");
    let commune = text("project.commune");
    if app.reference.commune(&commune).is_some() {
        sheet.communes = vec![commune];
    }
    for (fact, indicator) in [("project.jobs_created", "jobs-created"), ("project.jobs_kept", "jobs-maintained")] {
        if let Some(Value::Number(n)) = value(fact)
            && n.is_finite()
            && n.abs() < 1e9
        {
            // Declared by the holder of the project: a target, not a measure.
            let target = Figure((n * 100.0).round() as i64);
            let source = format!("Projet « {} »", project.title);
            sheet.indicators.insert(indicator.into(), Indicator { target: Some(target), source, ..Indicator::default() });
        }
    }
    sheet.source = format!("Projet de la ligne « {} », faits déclarés par le porteur", project.title);
}
