//! One orientation: its text, what it favours in the perimeter, what was proposed from it, and the form that proposes more.

use super::split::{Part, Row, decidable, row, split};
use super::told::{Told, kind, state, told};
use super::{Found, found, perimeter};
use crate::answer;
use crate::app::App;
use crate::ask::{Asked, At, query};
use crate::error::{OrFail, Result};
use crate::page::{Here, Nav, Page};
use crate::permissions::Actor;
use crate::routes::projects::form::Typed;
use crate::routes::steering::portfolio::regions;
use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use contracts::DecisionKind;
use serde::Deserialize;
use std::collections::BTreeMap;
use store::orientations;
use store::{SheetId, Token};

/// Sheets on one page.
const ON_A_PAGE: usize = 100;
/// What can be proposed of a sheet that exists.
pub const PROPOSED: [DecisionKind; 2] = [DecisionKind::Accelerated, DecisionKind::Reoriented];

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Ask {
    /// INSEE code: the part of the country that is looked at.
    pub region: String,
    /// "autres": the sheets it does not favour.
    pub voir: String,
    /// From 1.
    pub page: String,
    /// What was just done, told once: "prise", "retirees".
    pub fait: String,
    /// How many were proposed, and left, told once.
    pub proposees: String,
    pub laissees: String,
}

impl Ask {
    pub fn others(&self) -> bool {
        self.voir == "autres"
    }
    fn at(&self, path: &str, voir: &str, page: usize) -> String {
        let number = if page > 1 { page.to_string() } else { String::new() };
        let query = query([("region", self.region.as_str()), ("voir", voir), ("page", &number)]);
        if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") }
    }
}

#[derive(Template)]
#[template(path = "orientations/show.html")]
struct Show {
    page: Page,
    found: Found,
    told: Told,
    perimeter: String,
    /// Parts of the country that can be looked at: (code, name); one alone is not offered.
    perimeters: Vec<(String, String)>,
    ask: Ask,
    favoured: usize,
    others: usize,
    invented: (usize, usize),
    parts: Vec<Part>,
    rows: Vec<Row>,
    /// How many proposals stand so, in words.
    proposals: Vec<(String, usize)>,
    /// Some wait for their territory.
    waiting: usize,
    /// (code, words, how many of the sheets shown as a whole it can be proposed of)
    kinds: Vec<(&'static str, String, usize)>,
    may_propose: bool,
    may_withdraw: bool,
    typed: Typed,
    errors: Vec<(String, String)>,
    in_a_month: String,
    today: String,
    key: String,
    /// Addresses: the two lists, the pages before and after, the files.
    favoured_at: String,
    others_at: String,
    before: String,
    after: String,
    csv: String,
    xlsx: String,
}

impl Show {
    fn value(&self, key: &str) -> &str {
        self.typed.get(key).map_or("", String::as_str)
    }
    fn error(&self, key: &str) -> &str {
        self.errors.iter().find(|(field, _)| field == key).map_or("", |(_, text)| text.as_str())
    }
    fn is(&self, key: &str, value: &str) -> bool {
        self.value(key) == value
    }
    /// Whether this sheet was ticked in the form that was refused.
    fn ticked(&self, id: &str) -> bool {
        self.value("fiche").split(',').any(|one| one == id)
    }
}

pub async fn show(State(app): State<App>, here: Here, actor: Actor, At(id): At<String>, Asked(ask): Asked<Ask>) -> Result<Response> {
    let found = found(&app, &here, &actor, &id, &ask.region).await?;
    page(&app, &here, &actor, found, ask, Typed::new(), vec![]).await
}

/// The page, with what was typed and what is wrong with it.
pub async fn page(
    app: &App,
    here: &Here,
    actor: &Actor,
    found: Found,
    mut ask: Ask,
    typed: Typed,
    errors: Vec<(String, String)>,
) -> Result<Response> {
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let page = here.page(Nav::Steering, found.stored.orientation.title.clone()).private();
    ask.region.clone_from(&found.region);
    let split = split(app, &found.region, &found.stored.orientation).await.or_ours(here)?;
    let made = orientations::of_orientation(&app.store, &found.stored.id, &found.region).await.or_ours(here)?;
    // The last proposal of each sheet stands for it.
    let last: BTreeMap<&SheetId, &orientations::Proposal> = made.iter().map(|proposal| (&proposal.sheet, proposal)).collect();
    let proposed = |id: &SheetId| {
        let words = |p: &&orientations::Proposal| format!("{}{}{}", kind(here.lang, p.kind), page.colon(), state(&page, p.state));
        last.get(id).map_or_else(String::new, words)
    };
    let listed: Vec<&orientations::Candidate> = if ask.others() { split.others().collect() } else { split.favoured().collect() };
    let number = ask.page.parse::<usize>().unwrap_or(1).clamp(1, listed.len().div_ceil(ON_A_PAGE).max(1));
    let on_page = listed.iter().skip((number - 1) * ON_A_PAGE).take(ON_A_PAGE);
    let (path, voir) = (found.path(), ask.voir.clone());
    let count = |wanted: orientations::State| made.iter().filter(|p| p.state == wanted).count();
    let can_be = |wanted: DecisionKind| listed.iter().filter(|sheet| decidable(app, sheet, wanted)).count();
    let link = |number: usize| here.url(&ask.at(&path, &voir, number));
    let file = |ending: &str| here.url(&ask.at(&format!("{path}/fiches.{ending}"), "", 1));
    let view = Show {
        rows: on_page.map(|sheet| row(app, &page, sheet, proposed(&sheet.id))).collect(),
        parts: split.parts(app, &page),
        favoured: split.favoured().len(),
        others: split.others().len(),
        invented: split.invented(),
        proposals: orientations::State::ALL
            .into_iter()
            .map(|wanted| (state(&page, wanted), count(wanted)))
            .filter(|(_, n)| *n > 0)
            .collect(),
        waiting: count(orientations::State::Open),
        kinds: PROPOSED.map(|wanted| (wanted.code(), kind(here.lang, wanted), can_be(wanted))).to_vec(),
        may_propose: found.stored.holds_on(app.today()) && found.may_propose(actor),
        may_withdraw: found.stored.withdrawn.is_none() && found.may_withdraw(actor),
        before: if number > 1 { link(number - 1) } else { String::new() },
        after: if number * ON_A_PAGE < listed.len() { link(number + 1) } else { String::new() },
        favoured_at: here.url(&ask.at(&path, "", 1)),
        others_at: here.url(&ask.at(&path, "autres", 1)),
        csv: file("csv"),
        xlsx: file("xlsx"),
        in_a_month: app.today().saturating_add(jiff::Span::new().days(30)).to_string(),
        today: app.today().to_string(),
        key: typed.get("key").cloned().unwrap_or_else(|| Token::random().expose().to_owned()),
        told: told(app, &page, actor, &found.stored),
        perimeter: perimeter(app, here, &found.region),
        perimeters: if found.stored.region.is_empty() { regions(app, actor) } else { vec![] },
        typed,
        errors,
        ask: ask.clone(),
        page: page.clone(),
        found,
    };
    answer::private(here, status, &view)
}
