//! The page: the weights, what they give, what is left of envelopes, who is out and why, who moves under the second weights.

use super::ask::{ANY, Ask, HEAVIEST, PATH, weight};
use super::held::{Held, held};
use super::propose::{Proposed, proposed};
use super::rows::{Row, rows};
use crate::answer;
use crate::app::App;
use crate::error::Result;
use crate::page::{Here, Nav, Page};
use crate::permissions::Actor;
use crate::routes::applications::all_themes;
use crate::routes::steering::portfolio::{regions, within};
use askama::Template;
use axum::extract::{RawQuery, State};
use axum::http::StatusCode;
use axum::response::Response;
use domain::Cents;
use store::portfolio::Within;

/// A criterion with its two weights.
struct Criterion {
    id: String,
    name: String,
    first: i64,
    second: i64,
}

/// An envelope before and after the proposal.
struct Line {
    id: String,
    name: String,
    left: Cents,
    taken: Cents,
    rest: Cents,
}

#[derive(Template)]
#[template(path = "steering/selection.html")]
struct Selection {
    page: Page,
    /// Name of the perimeter.
    title: String,
    ask: Ask,
    regions: Vec<(String, String)>,
    criteria: Vec<Criterion>,
    heaviest: i64,
    /// Those that the proposal retains, then those it leaves out.
    inside: Vec<Row>,
    outside: Vec<Row>,
    lines: Vec<Line>,
    value: i64,
    bound: i64,
    greedy: i64,
    /// Hundredths of a percent.
    gap: i64,
    undrawn: usize,
    beyond: usize,
    csv: String,
    xlsx: String,
}

impl Selection {
    fn n(&self, points: &i64) -> String {
        self.page.number(&(*points as f64), 0)
    }
    /// Those that the second weights move.
    fn movers(&self) -> Vec<&Row> {
        self.inside.iter().chain(&self.outside).filter(|row| row.after.is_some()).collect()
    }
    fn percent(&self) -> String {
        self.page.number(&(self.gap as f64 / 100.0), 2)
    }
}

/// What an address asks, and what it is about.
pub struct Read {
    pub ask: Ask,
    pub within: Within,
    pub held: Held,
    pub found: Proposed,
}

pub async fn read(app: &App, here: &Here, actor: &Actor, query: Option<String>) -> Result<Read> {
    let mut ask = Ask::parse(here, &query.unwrap_or_default())?;
    let within = within(app, here, actor, &ask.region, "")?;
    let codes: Vec<String> = match &within {
        Within::Region(code) => vec![code.clone()],
        _ => regions(app, actor).into_iter().map(|(code, _)| code).collect(),
    };
    if let Within::Region(code) = &within {
        ask.region.clone_from(code);
    }
    let held = held(app, here, actor, &codes).await?;
    let found = proposed(here, &ask, &held).await?;
    Ok(Read { ask, within, held, found })
}

pub async fn show(State(app): State<App>, here: Here, actor: Actor, RawQuery(query): RawQuery) -> Result<Response> {
    let Read { ask, within, held, found } = read(&app, &here, &actor, query).await?;
    let page = here.page(Nav::Steering, here.t("selection-title")).private();
    let title = match &within {
        Within::Region(code) => app.reference.region_name(code).unwrap_or(code).to_owned(),
        _ => page.t("steering-country"),
    };
    let names = all_themes(&app.rulebook, here.lang).into_iter().chain([(ANY.to_owned(), here.t("selection-any"))]);
    let criterion = |(id, name): (String, String)| {
        let (first, second) = (weight(&ask.first, &id), weight(&ask.second, &id));
        Criterion { id, name, first, second }
    };
    let criteria = names.map(criterion).collect();
    let (inside, outside): (Vec<Row>, Vec<Row>) = rows(&app, &page, &held, &found).into_iter().partition(|row| row.retained);
    let line = |(id, purse): (&ledger::EnvelopeId, &super::held::Purse)| {
        let aids = found.proposal.plan.retained.values().filter_map(|aids| aids.get(id.as_str()));
        let taken = Cents(aids.sum::<i64>());
        Line { id: id.to_string(), name: page.x(&purse.name), left: purse.left, taken, rest: Cents(purse.left.0 - taken.0) }
    };
    let view = Selection {
        title,
        regions: regions(&app, &actor),
        criteria,
        heaviest: HEAVIEST,
        lines: held.purses.iter().map(line).collect(),
        inside,
        outside,
        value: found.proposal.value,
        bound: found.proposal.bound,
        greedy: found.proposal.greedy,
        gap: found.proposal.gap(),
        undrawn: held.undrawn,
        beyond: held.beyond,
        csv: here.url(&ask.at(&format!("{PATH}/portefeuille.csv"))),
        xlsx: here.url(&ask.at(&format!("{PATH}/portefeuille.xlsx"))),
        ask,
        page,
    };
    answer::private(&here, StatusCode::OK, &view)
}
