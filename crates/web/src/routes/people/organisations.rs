//! The organisations people speak for: found, added, taken away as a table.

use crate::answer;
use crate::app::App;
use crate::ask::{Asked, At};
use crate::error::{Failure, OrFail, Result};
use crate::form::{Form, Input, Kind, Typed};
use crate::page::{Here, Nav, Page};
use crate::permissions::{Action, Actor, Object, can};
use crate::table;
use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domain::{Siren, Siret, Text};
use serde::Deserialize;
use store::organisations::{self, Organisation};

const ON_A_PAGE: usize = 100;

#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Filter {
    q: String,
    kind: String,
    page: usize,
    dit: String,
}

#[derive(Template)]
#[template(path = "people/organisations.html")]
struct List {
    page: Page,
    filter: Filter,
    kinds: Vec<(String, String)>,
    rows: Vec<Row>,
    found: usize,
    pages: usize,
    form: Form,
    said: String,
}

struct Row {
    id: String,
    kind: String,
    name: String,
    number: String,
}

/// (code, words) of every kind.
pub fn kinds(here: &Here) -> Vec<(String, String)> {
    let word = |kind: organisations::Kind| here.t(&format!("kind-{}", kind.code().replace('_', "-")));
    organisations::Kind::ALL.into_iter().map(|kind| (kind.code().to_owned(), word(kind))).collect()
}

/// Nothing, or a SIREN or SIRET whose key is right.
pub fn read_number(typed: &str) -> Result<Option<String>, Text> {
    match typed.chars().filter(|c| c.is_ascii_digit()).count() {
        _ if typed.trim().is_empty() => Ok(None),
        9 => Siren::parse(typed).map(|siren| Some(siren.0)),
        14 => Siret::parse(typed).map(|siret| Some(siret.0)),
        n => Err(Text::new(
            format!("9 chiffres (SIREN) ou 14 (SIRET) attendus, il y en a {n}."),
            format!("9 digits (SIREN) or 14 (SIRET) expected, there are {n}."),
        )),
    }
}

fn allowed(here: &Here, actor: &Actor) -> Result<()> {
    match can(actor, Action::AddOrganisation, &Object::Organisations) {
        true => Ok(()),
        false => {
            let why = Text::new("Vous n’ajoutez pas d’organisations.", "You do not add organisations.");
            Err(Failure::Refused(here.clone(), why))
        }
    }
}

fn inputs(here: &Here) -> Form {
    let inputs = vec![
        Input::new("name", here.t("organisation-name"), Kind::Text),
        Input::new("kind", here.t("organisation-kind"), Kind::Select(kinds(here))).value("company"),
        Input::new("number", here.t("organisation-number"), Kind::Text).hint(here.t("organisation-number-hint")),
    ];
    Form::new(here.t("organisation-add"), inputs)
}

/// Those of this kind whose name or number holds what is looked for.
async fn found(app: &App, here: &Here, filter: &Filter) -> Result<Vec<Organisation>> {
    let wanted = domain::name::fold(&filter.q);
    let digits: String = filter.q.chars().filter(|c| c.is_ascii_digit()).collect();
    let all = organisations::all(&app.store).await.or_ours(here)?;
    let holds = |o: &Organisation| {
        (filter.kind.is_empty() || o.kind.code() == filter.kind)
            && (wanted.is_empty()
                || domain::name::fold(&o.name).contains(&wanted)
                || (digits.len() >= 3 && o.number.as_deref().is_some_and(|number| number.contains(&digits))))
    };
    Ok(all.into_iter().filter(holds).collect())
}

fn row(kinds: &[(String, String)], organisation: Organisation) -> Row {
    let kind = kinds.iter().find(|(code, _)| code == organisation.kind.code()).map(|(_, word)| word.clone());
    Row {
        id: organisation.id.to_string(),
        kind: kind.unwrap_or_default(),
        name: organisation.name,
        number: organisation.number.unwrap_or_default(),
    }
}

async fn page(app: &App, here: &Here, filter: Filter, status: StatusCode, form: Form) -> Result<Response> {
    let (all, kinds) = (found(app, here, &filter).await?, kinds(here));
    let (total, pages) = (all.len(), all.len().div_ceil(ON_A_PAGE).max(1));
    let at = filter.page.clamp(1, pages);
    let rows = all.into_iter().skip((at - 1) * ON_A_PAGE).take(ON_A_PAGE).map(|o| row(&kinds, o)).collect();
    let said = if filter.dit == "ajoutee" { here.t("organisation-added") } else { String::new() };
    let page = here.page(Nav::None, here.t("organisations-title")).private();
    answer::private(here, status, &List { page, filter: Filter { page: at, ..filter }, kinds, rows, found: total, pages, form, said })
}

pub async fn list(State(app): State<App>, here: Here, actor: Actor, Asked(filter): Asked<Filter>) -> Result<Response> {
    allowed(&here, &actor)?;
    let form = inputs(&here);
    page(&app, &here, filter, StatusCode::OK, form).await
}

pub async fn add(State(app): State<App>, here: Here, actor: Actor, typed: Typed) -> Result<Response> {
    allowed(&here, &actor)?;
    let mut form = inputs(&here).filled(&typed);
    form.require(&here, &["name"]);
    let number = read_number(typed.get("number"));
    if let Err(why) = &number {
        form.refuse("number", why.get(here.lang));
    }
    let kind = organisations::Kind::parse(typed.get("kind"));
    if kind.is_none() {
        form.refuse("kind", here.t("form-required"));
    }
    let (Some(kind), Ok(number), false) = (kind, number, form.is_wrong()) else {
        return page(&app, &here, Filter::default(), StatusCode::UNPROCESSABLE_ENTITY, form).await;
    };
    let name: String = typed.get("name").chars().take(200).collect();
    organisations::add(&app.store, kind, &name, number.as_deref(), &actor.signature(), app.now()).await.or_ours(&here)?;
    let query = form_urlencoded::Serializer::new(String::new()).append_pair("q", &name).append_pair("dit", "ajoutee").finish();
    Ok(Redirect::to(&here.url(&format!("/organisations?{query}"))).into_response())
}

pub async fn file(
    State(app): State<App>,
    here: Here,
    actor: Actor,
    At(file): At<String>,
    Asked(filter): Asked<Filter>,
) -> Result<Response> {
    allowed(&here, &actor)?;
    if !file.starts_with("organisations.") {
        return Err(Failure::NotFound(here));
    }
    let kinds = kinds(&here);
    let heads: Vec<String> = ["organisation-name", "organisation-kind", "organisation-number"].iter().map(|key| here.t(key)).collect();
    let heads: Vec<&str> = heads.iter().map(String::as_str).collect();
    let cells = |o| {
        let row = row(&kinds, o);
        [row.name, row.kind, row.number]
    };
    let rows: Vec<_> = found(&app, &here, &filter).await?.into_iter().map(cells).collect();
    table::answer(&here, &file, &here.t("organisations-title"), &heads, &rows)
}
