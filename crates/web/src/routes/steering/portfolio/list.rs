//! `/pilotage/fiches`: every sheet of the perimeter, by territory, with the filters in the address.

use super::ask::{Ask, Choices};
use super::{regions, territory_name, within};
use crate::answer;
use crate::app::App;
use crate::ask::Asked;
use crate::error::{OrFail, Result};
use crate::page::{Here, Nav, Page};
use crate::permissions::Actor;
use crate::routes::contracts::card::days;
use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use store::portfolio::{After, Found, Line, Within};

const ON_A_PAGE: u32 = 50;
pub const PATH: &str = "/pilotage/fiches";

/// One sheet, in words.
pub struct Row {
    pub id: String,
    /// Address of the contract, without language.
    pub contract: String,
    pub territory: String,
    pub phase: u8,
    pub region: String,
    pub number: String,
    pub title: String,
    pub holder: String,
    pub axes: String,
    pub state: String,
    pub owner: String,
    pub next_action: String,
    pub due: String,
    pub days_late: i32,
    pub cost: String,
    pub accelerated: bool,
    /// The last decision, in words; empty when none was recorded.
    pub decision: String,
    pub blocked: u64,
    pub published: bool,
    pub synthetic: bool,
}

pub fn row(app: &App, page: &Page, line: &Line) -> Row {
    let sheet = &line.sheet;
    let lifecycle = app.rulebook.lifecycle(sheet.phase);
    let state = lifecycle.and_then(|l| l.state(&sheet.state)).map_or_else(|| sheet.state.clone(), |s| page.x(&s.name));
    let axis = |id: &String| lifecycle.and_then(|l| l.axis(id)).map_or_else(|| id.clone(), |a| page.x(&a.name));
    Row {
        id: sheet.id.to_string(),
        contract: format!("/territoires/{}/{}/contrat", sheet.phase, sheet.code),
        territory: territory_name(app, sheet.phase, &sheet.code),
        phase: sheet.phase,
        region: app.reference.region_name(&line.region).unwrap_or_default().to_owned(),
        number: sheet.number.clone(),
        title: sheet.title.clone(),
        holder: sheet.holder.clone(),
        axes: sheet.axes.iter().map(axis).collect::<Vec<_>>().join(", "),
        state,
        owner: sheet.owner_name.clone(),
        next_action: sheet.next_action.clone(),
        due: sheet.due.map_or_else(String::new, |due| page.short_date(&due)),
        days_late: sheet.due.map_or(0, |due| days(due, app.today()).max(0)),
        cost: sheet.total_cost.map_or_else(String::new, |cost| page.money(&cost)),
        accelerated: sheet.accelerated,
        decision: line.decision.map_or_else(String::new, |kind| page.x(&kind.name())),
        blocked: line.blocked,
        published: sheet.published,
        synthetic: sheet.synthetic,
    }
}

#[derive(Template)]
#[template(path = "steering/sheets.html")]
struct List {
    page: Page,
    /// Name of the perimeter.
    title: String,
    ask: Ask,
    choices: Choices,
    rows: Vec<Row>,
    found: Found,
    /// Address of the next page; empty on the last.
    next: String,
    first: String,
    /// Address of this perimeter without any filter.
    reset: String,
    /// Addresses of the files.
    csv: String,
    xlsx: String,
}

/// The perimeter in words.
pub fn named(app: &App, page: &Page, within: &Within) -> String {
    match within {
        Within::Country => page.t("steering-country"),
        Within::Region(code) => app.reference.region_name(code).unwrap_or(code).to_owned(),
        Within::Territory(phase, code) => format!("{} ({})", territory_name(app, *phase, code), page.t1("phase", "n", phase)),
    }
}

pub async fn show(State(app): State<App>, here: Here, actor: Actor, Asked(mut ask): Asked<Ask>) -> Result<Response> {
    let within = within(&app, &here, &actor, &ask.region, &ask.territoire)?;
    if let Within::Region(code) = &within {
        ask.region.clone_from(code);
    }
    let page = here.page(Nav::Steering, here.t("portfolio-title")).private();
    let (title, order) = (named(&app, &page, &within), ask.order());
    let filter = ask.filter(within, app.today());
    let listed = app.reports.portfolio().list(&app, filter, order, After::parse(&ask.apres), ON_A_PAGE).await.or_ours(&here)?;
    let view = List {
        choices: Choices::of(&app, &page, regions(&app, &actor), &ask.region),
        rows: listed.lines.iter().map(|line| row(&app, &page, line)).collect(),
        found: listed.found,
        next: match listed.lines.last().filter(|_| listed.more) {
            Some(last) => here.url(&ask.at(PATH, &last.after(order).to_string())),
            None => String::new(),
        },
        first: here.url(&ask.at(PATH, "")),
        reset: here.url(&Ask { region: ask.region.clone(), ..Ask::default() }.at(PATH, "")),
        csv: here.url(&ask.at(&format!("{PATH}/fiches.csv"), "")),
        xlsx: here.url(&ask.at(&format!("{PATH}/fiches.xlsx"), "")),
        title,
        page,
        ask,
    };
    answer::private(&here, StatusCode::OK, &view)
}
