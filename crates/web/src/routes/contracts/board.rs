//! The contract of a territory as a board: a column per state, what is due first on top. Everybody sees how many sheets
//! are in each state, and those that were published.

use super::ask::{Ask, Choices};
use super::card::{self, Card};
use super::place::{Held, held};
use super::signatories::{self, Signed};
use crate::answer;
use crate::app::App;
use crate::ask::{Asked, At};
use crate::error::{OrFail, Result};
use crate::form::Kind;
use crate::page::{Here, Nav, Page};
use crate::permissions::{Action, Actor};
use crate::routes::steering::orientations::{self, Told};
use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use store::sheets::{self, Filter, Order};

/// Cards shown in a column; the rest is one click away, in the table.
const IN_A_COLUMN: u32 = 12;
/// Published sheets on the public page.
const PUBLISHED: u32 = 200;

pub struct Column {
    pub id: String,
    pub name: String,
    pub about: String,
    pub count: usize,
    pub cards: Vec<Card>,
    /// The table, filtered by this state.
    pub all: String,
}

#[derive(Template)]
#[template(path = "contracts/board.html")]
struct Board<'a> {
    page: Page,
    held: Held<'a>,
    ask: Ask,
    choices: Choices,
    columns: Vec<Column>,
    total: usize,
    late: usize,
    synthetic: bool,
    may_edit: bool,
    /// What the State and the region want first, of what this contract holds.
    orientations: Vec<Told>,
    tab: &'static str,
    /// Targets that are followed.
    targets: usize,
    /// Who signs it.
    signed: Signed,
}

#[derive(Template)]
#[template(path = "contracts/public.html")]
struct Public<'a> {
    page: Page,
    held: Held<'a>,
    /// (state, what it means, how many)
    counts: Vec<(String, String, usize)>,
    total: usize,
    cards: Vec<Card>,
    synthetic: bool,
}

pub async fn board(
    State(app): State<App>,
    here: Here,
    actor: Actor,
    At((phase, code)): At<(u8, String)>,
    Asked(ask): Asked<Ask>,
) -> Result<Response> {
    let held = held(&app, &here, phase, &code)?;
    if !held.may(&actor, Action::ReadContract) {
        return public(&app, &here, held).await;
    }
    let page = here.page(Nav::Territories, here.t("contract-title")).private();
    let (today, filter) = (app.today(), ask.filter(app.today()));
    let counts = sheets::counts(&app.store, phase, &code, &filter).await.or_ours(&here)?;
    let mut columns = vec![];
    for state in held.lifecycle.states.iter().filter(|s| ask.etat.is_empty() || s.id == ask.etat) {
        let count = counts.iter().find(|(id, _)| *id == state.id).map_or(0, |(_, n)| *n);
        let lines = if count == 0 {
            vec![]
        } else {
            sheets::column(&app.store, phase, &code, &filter, &state.id, IN_A_COLUMN).await.or_ours(&here)?
        };
        columns.push(Column {
            id: state.id.clone(),
            name: page.x(&state.name),
            about: page.x(&state.about),
            count,
            cards: lines.into_iter().map(|line| card::of(line, today, &held, &page)).collect(),
            all: here.url(&ask.with(&format!("{}/tableau", held.path()), &[("etat", &state.id)])),
        });
    }
    let signed = signatories::signed(&app, &here, &held, &page, None).await?;
    let targets = store::targets::counts(&app.store, phase, &code).await.or_ours(&here)?;
    let late = Filter { late_on: Some(today), ..filter.clone() };
    let view = Board {
        late: sheets::count(&app.store, phase, &code, &late).await.or_ours(&here)?,
        choices: Choices::of(&held, sheets::owners(&app.store, phase, &code).await.or_ours(&here)?, &page),
        total: columns.iter().map(|c| c.count).sum(),
        synthetic: sheets::has_synthetic(&app.store, phase, &code).await.or_ours(&here)?,
        may_edit: held.may(&actor, Action::EditContract),
        orientations: orientations::covering(&app, &page, &actor, &held.place).await?,
        tab: "board",
        targets: targets.iter().map(|(_, n)| n).sum(),
        signed,
        columns,
        page,
        ask,
        held,
    };
    answer::private(&here, StatusCode::OK, &view)
}

/// How many sheets in each state, and the published ones.
async fn public(app: &App, here: &Here, held: Held<'_>) -> Result<Response> {
    let (phase, code) = (held.place.phase, held.place.code.clone());
    let page = here.page(Nav::Territories, here.t("contract-title"));
    let counts = sheets::counts(&app.store, phase, &code, &Filter::default()).await.or_ours(here)?;
    let published = Filter { published: true, ..Filter::default() };
    let lines = sheets::list(&app.store, phase, &code, &published, Order::Number, None, PUBLISHED).await.or_ours(here)?;
    let of = |id: &str| counts.iter().find(|(state, _)| state == id).map_or(0, |(_, n)| *n);
    let view = Public {
        counts: held.lifecycle.states.iter().map(|s| (page.x(&s.name), page.x(&s.about), of(&s.id))).collect(),
        total: counts.iter().map(|(_, n)| n).sum(),
        synthetic: sheets::has_synthetic(&app.store, phase, &code).await.or_ours(here)?,
        cards: lines.into_iter().map(|line| card::of(line, app.today(), &held, &page)).collect(),
        page,
        held,
    };
    crate::error::html(here, &view)
}
