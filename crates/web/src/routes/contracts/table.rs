//! The contract of a territory as a table: the filters of the board, pages by key, several sheets changed at once; and
//! the same rows to take away.

use super::ask::{Ask, Choices};
use super::card::{self, Card};
use super::place::{Held, held, opened};
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
use contracts::DecisionKind;
use domain::Lang;
use domain::format::euros;
use store::sheets::{self, After, Filter};

pub const ON_A_PAGE: u32 = 50;
/// A file holds the whole contract, however large.
const AT_ONCE: u32 = 1_000;

#[derive(Template)]
#[template(path = "contracts/table.html")]
struct Table<'a> {
    page: Page,
    held: Held<'a>,
    ask: Ask,
    choices: Choices,
    cards: Vec<Card>,
    total: usize,
    late: usize,
    /// Address of the next page; empty on the last.
    next: String,
    synthetic: bool,
    may_edit: bool,
    may_decide: bool,
    /// (code, name)
    kinds: Vec<(&'static str, String)>,
    axes: Vec<(String, String)>,
    committees: Vec<(String, String)>,
    people: Vec<(String, String)>,
    today: String,
    /// The late list is this table, asked for in another way.
    only_late: bool,
    tab: &'static str,
    first: String,
}

pub async fn table(state: State<App>, here: Here, actor: Actor, at: At<(u8, String)>, Asked(ask): Asked<Ask>) -> Result<Response> {
    rows(state, here, actor, at, ask, false).await
}

/// What is late, first what has waited longest.
pub async fn late(state: State<App>, here: Here, actor: Actor, at: At<(u8, String)>, Asked(mut ask): Asked<Ask>) -> Result<Response> {
    ask.retard = "1".into();
    if ask.tri.is_empty() {
        ask.tri = "echeance".into();
    }
    rows(state, here, actor, at, ask, true).await
}

async fn rows(
    State(app): State<App>,
    here: Here,
    actor: Actor,
    At((phase, code)): At<(u8, String)>,
    ask: Ask,
    only_late: bool,
) -> Result<Response> {
    let held = opened(&app, &here, &actor, (phase, &code), Action::ReadContract)?;
    let (today, filter, order) = (app.today(), ask.filter(app.today()), ask.order());
    let page = here.page(Nav::Territories, here.t(if only_late { "late-title" } else { "contract-table" })).private();
    let after = After::parse(&ask.apres);
    let mut lines = sheets::list(&app.store, phase, &code, &filter, order, after.as_ref(), ON_A_PAGE + 1).await.or_ours(&here)?;
    let more = lines.len() > ON_A_PAGE as usize;
    lines.truncate(ON_A_PAGE as usize);
    let path = format!("{}/{}", held.path(), if only_late { "retards" } else { "tableau" });
    let next = match lines.last().filter(|_| more) {
        Some(last) => here.url(&ask.with(&path, &[("apres", &After::of(last, order).to_string())])),
        None => String::new(),
    };
    let may_edit = held.may(&actor, Action::EditContract);
    let late = Filter { late_on: Some(today), ..filter.clone() };
    let view = Table {
        total: sheets::count(&app.store, phase, &code, &filter).await.or_ours(&here)?,
        late: sheets::count(&app.store, phase, &code, &late).await.or_ours(&here)?,
        choices: Choices::of(&held, sheets::owners(&app.store, phase, &code).await.or_ours(&here)?, &page),
        cards: lines.into_iter().map(|line| card::of(line, today, &held, &page)).collect(),
        next,
        synthetic: sheets::has_synthetic(&app.store, phase, &code).await.or_ours(&here)?,
        may_edit,
        may_decide: held.may(&actor, Action::DecideContract),
        kinds: DecisionKind::ALL.iter().map(|k| (k.code(), page.x(&k.name()))).collect(),
        axes: held.lifecycle.axes.iter().map(|a| (a.id.clone(), page.x(&a.name))).collect(),
        committees: held.lifecycle.committees.iter().map(|c| (c.id.clone(), page.x(&c.name))).collect(),
        people: if may_edit { super::place::people(&app, &here, &held.place).await? } else { vec![] },
        today: today.to_string(),
        only_late,
        tab: if only_late { "late" } else { "table" },
        first: here.url(&ask.with(&path, &[])),
        page,
        ask,
        held,
    };
    answer::private(&here, StatusCode::OK, &view)
}

/// `fiches.csv` or `fiches.xlsx`: every row that the filters let through, in the same order.
pub async fn export(
    State(app): State<App>,
    here: Here,
    actor: Actor,
    At((phase, code, file)): At<(u8, String, String)>,
    Asked(ask): Asked<Ask>,
) -> Result<Response> {
    let held = held(&app, &here, phase, &code)?;
    if !["fiches.csv", "fiches.xlsx"].contains(&file.as_str()) {
        return Err(Failure::NotFound(here));
    }
    held.allowed(&actor, Action::ReadContract, &here)?;
    let (filter, order, page) = (ask.filter(app.today()), ask.order(), here.page(Nav::Territories, ""));
    let mut rows: Vec<[String; 15]> = vec![];
    let mut after: Option<After> = None;
    loop {
        let lines = sheets::list(&app.store, phase, &code, &filter, order, after.as_ref(), AT_ONCE).await.or_ours(&here)?;
        let Some(last) = lines.last() else { break };
        after = Some(After::of(last, order));
        rows.extend(lines.into_iter().map(|line| {
            let iso = line.due.map_or_else(String::new, |d| d.to_string());
            let cost = line.total_cost.map(euros).unwrap_or_default();
            let card = card::of(line, app.today(), &held, &page);
            let flag = |flag: bool| page.t(if flag { "yes" } else { "no" });
            [
                card.id,
                card.number,
                card.title,
                card.state,
                card.axes,
                card.holder,
                card.owner,
                card.next_action,
                iso,
                if card.late { card.days_late.to_string() } else { String::new() },
                flag(card.accelerated),
                cost,
                flag(card.published),
                flag(card.synthetic),
                format!("{}{}", app.base_url, here.url("/fiches/")),
            ]
        }));
    }
    for row in &mut rows {
        let address = format!("{}{}", row[14], row[0]);
        row[14] = address;
    }
    let heads = match here.lang {
        Lang::Fr => [
            "identifiant",
            "numero",
            "intitule",
            "etat",
            "axes",
            "porteur",
            "responsable",
            "prochaine_action",
            "echeance",
            "jours_de_retard",
            "acceleree",
            "cout_total_ht",
            "publiee",
            "inventee",
            "adresse",
        ],
        Lang::En => [
            "id",
            "number",
            "title",
            "state",
            "axes",
            "holder",
            "owner",
            "next_action",
            "due",
            "days_late",
            "accelerated",
            "total_cost",
            "published",
            "invented",
            "address",
        ],
    };
    table::answer(&here, &file, &held.territory.name.replace('/', " "), &heads, &rows)
}
