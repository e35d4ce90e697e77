//! Which sheet of the workbook, which row is the heading, which column is which field, and what the rows do not say.

use super::job::{Asked, Job, Unsaid, job, tables};
use super::work;
use crate::answer;
use crate::app::App;
use crate::ask::{Asked as Query, At};
use crate::error::{OrFail, Result};
use crate::page::{Here, Nav, Page};
use crate::permissions::Actor;
use crate::routes::contracts::place::{owner, people};
use askama::Template;
use axum::extract::{RawForm, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use contracts::Kind;
use intake::{Column, Decimal, Layout, Target, fingerprint, targets};
use serde::Deserialize;
use store::sheet_imports::{self, Reading, State as Stage};
use tabular::Table;

/// Values of a column that are shown.
const SAMPLES: usize = 3;
/// Rows among which the heading may be chosen.
const HEADINGS: usize = 15;

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Which {
    /// Place of the sheet, from 0.
    feuille: Option<usize>,
    /// Line of the heading.
    entete: Option<usize>,
}

struct Shown {
    at: usize,
    heading: String,
    samples: String,
    column: Column,
    money: bool,
    /// Figures of it could be read in two ways.
    doubtful: bool,
}

#[derive(Template)]
#[template(path = "intake/columns.html")]
struct Columns<'a> {
    page: Page,
    job: Job<'a>,
    layout: Layout,
    /// (place, name, rows, hidden)
    sheets: Vec<(usize, String, usize, bool)>,
    /// (line, its first cells)
    headings: Vec<(usize, String)>,
    columns: Vec<Shown>,
    targets: Vec<Target>,
    unsaid: Unsaid,
    remembered: bool,
    /// (anchor, what is wrong)
    errors: Vec<(String, String)>,
}

impl Columns<'_> {
    fn label<'a>(&self, target: &'a Target) -> &'a str {
        target.label.get(self.page.lang())
    }
    fn error(&self, anchor: &str) -> Option<&str> {
        self.errors.iter().find(|(at, _)| at == anchor).map(|(_, what)| what.as_str())
    }
}

pub async fn form(State(app): State<App>, here: Here, actor: Actor, At(asked): At<Asked>, Query(which): Query<Which>) -> Result<Response> {
    let job = job(&app, &here, &actor, &asked).await?;
    let tables = tables(&app, &here, &job.import).await?;
    let lifecycle = job.held.lifecycle;
    let kept = job.layout().filter(|_| which.feuille.is_none() && which.entete.is_none());
    let chosen = match (kept, which.feuille) {
        (Some(kept), _) => kept,
        (None, None) => Layout::guess(&tables, lifecycle),
        (None, Some(table)) => match which.entete {
            Some(line) => Layout::of(&tables, table, line, lifecycle),
            // The likeliest heading of the sheet that was chosen.
            None => {
                let one: Vec<Table> = tables.get(table).cloned().into_iter().collect();
                let heading = Layout::guess(&one, lifecycle).heading;
                Layout::of(&tables, table, heading, lifecycle)
            }
        },
    };
    let remembered = match job.import.layout.is_empty() {
        true => sheet_imports::remembered(&app.store, job.import.phase, &job.import.code, &fingerprint(&chosen)).await,
        false => Ok(None),
    };
    let remembered: Option<Layout> = remembered.or_ours(&here)?.and_then(|text| serde_json::from_str(&text).ok());
    let layout = match &remembered {
        Some(known) => chosen.remembering(known),
        None => chosen,
    };
    let unsaid = serde_json::from_str(&job.import.defaults).unwrap_or_else(|_| Unsaid {
        owner: actor.person().map(|p| p.name.clone()).unwrap_or_default(),
        person: actor.person().map(|p| p.id.clone()),
        next_action: here.t("intake-next-action"),
        due: app.today().checked_add(jiff::Span::new().days(30)).unwrap_or(app.today()).to_string(),
    });
    view(&here, job, &tables, layout, unsaid, remembered.is_some(), vec![])
}

fn view(
    here: &Here,
    job: Job,
    tables: &[Table],
    layout: Layout,
    unsaid: Unsaid,
    remembered: bool,
    errors: Vec<(String, String)>,
) -> Result<Response> {
    let page = here.page(Nav::Territories, here.t("intake-columns-title")).private();
    let targets = targets(job.held.lifecycle);
    let body = layout.body(tables);
    let columns = layout.columns.iter().enumerate().map(|(at, column)| {
        let samples: Vec<String> = body
            .iter()
            .filter_map(|row| row.cells.get(at).filter(|cell| !cell.is_empty()))
            .take(SAMPLES)
            .map(|cell| cell.text().chars().take(60).collect())
            .collect();
        let kind = targets.iter().find(|t| t.key == column.field).map(|t| t.kind);
        Shown {
            at,
            heading: if column.heading.is_empty() { format!("({})", letters(at)) } else { column.heading.clone() },
            samples: samples.join(" · "),
            money: kind == Some(Kind::Money),
            doubtful: matches!(kind, Some(Kind::Money | Kind::Figure)) && column.doubtful > 0,
            column: column.clone(),
        }
    });
    let heading_of = |row: &tabular::Row| {
        let cells: Vec<String> = row.cells.iter().map(tabular::Cell::text).filter(|t| !t.is_empty()).take(5).collect();
        (row.line, cells.join(" · ").chars().take(80).collect())
    };
    let view = Columns {
        sheets: tables.iter().enumerate().map(|(at, t)| (at, t.name.clone(), t.rows.len(), t.hidden)).collect(),
        headings: tables.get(layout.table).map(|t| t.rows.iter().take(HEADINGS).map(heading_of).collect()).unwrap_or_default(),
        columns: columns.collect(),
        page,
        job,
        layout,
        targets,
        unsaid,
        remembered,
        errors,
    };
    let status = if view.errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    answer::private(here, status, &view)
}

/// "A", "Z", "AA": as spreadsheets name columns.
fn letters(at: usize) -> String {
    let letter = |n: usize| char::from(b'A' + (n % 26) as u8);
    if at < 26 { letter(at).to_string() } else { format!("{}{}", letter(at / 26 - 1), letter(at)) }
}

pub async fn choose(State(app): State<App>, here: Here, actor: Actor, At(asked): At<Asked>, RawForm(body): RawForm) -> Result<Response> {
    let job = job(&app, &here, &actor, &asked).await?;
    let fields: Vec<(String, String)> = form_urlencoded::parse(&body).into_owned().collect();
    let field = |name: &str| fields.iter().find(|(k, _)| k == name).map_or("", |(_, v)| v.as_str());
    let tables = tables(&app, &here, &job.import).await?;
    let mut layout =
        Layout::of(&tables, field("feuille").parse().unwrap_or_default(), field("entete").parse().unwrap_or_default(), job.held.lifecycle);
    for (at, column) in layout.columns.iter_mut().enumerate() {
        column.field = field(&format!("colonne.{at}")).to_owned();
        if let Ok(scale) = field(&format!("unite.{at}")).parse::<i64>() {
            column.scale = scale.clamp(1, 100_000_000_000);
        }
        column.decimal = match field(&format!("decimale.{at}")) {
            "comma" => Decimal::Comma,
            "point" => Decimal::Point,
            "ask" => Decimal::Ask,
            _ => column.decimal,
        };
    }
    let mut unsaid = Unsaid {
        owner: field("owner").trim().to_owned(),
        person: None,
        next_action: field("next_action").trim().to_owned(),
        due: field("due").trim().to_owned(),
    };
    unsaid.person = owner(&unsaid.owner, &people(&app, &here, &job.held.place).await?).and_then(|o| o.person);
    let errors = errors(&here, &job, &layout, &unsaid);
    if !errors.is_empty() {
        return view(&here, job, &tables, layout, unsaid, false, errors);
    }
    if matches!(job.import.state, Stage::Done | Stage::Undone) {
        return Ok(Redirect::to(&here.url(&job.path())).into_response());
    }
    let text = |value: serde_json::Result<String>| value.or_ours(&here);
    let reading = Reading {
        layout: text(serde_json::to_string(&layout))?,
        headings: fingerprint(&layout),
        defaults: text(serde_json::to_string(&unsaid))?,
        rows: layout.body(&tables).len() as i64,
    };
    if sheet_imports::read(&app.store, &job.import, reading, &actor.signature(), app.now()).await.or_ours(&here)? {
        work::start_reading(&app, &job.import.id).await;
    }
    Ok(Redirect::to(&here.url(&job.path())).into_response())
}

/// What must be chosen before anything is read.
fn errors(here: &Here, job: &Job, layout: &Layout, unsaid: &Unsaid) -> Vec<(String, String)> {
    let mut errors = Vec::new();
    let mut add = |at: String, what: String| errors.push((at, what));
    let targets = targets(job.held.lifecycle);
    let first = layout.columns.iter().position(|c| c.field.is_empty()).unwrap_or(0);
    if layout.column("title").is_none() && layout.column("number").is_none() {
        add(format!("colonne-{first}"), here.t("intake-need-title"));
    }
    for key in layout.twice() {
        let at = layout.columns.iter().rposition(|c| c.field == key).unwrap_or(0);
        let label = targets.iter().find(|t| t.key == key).map_or("", |t| t.label.get(here.lang));
        add(format!("colonne-{at}"), crate::i18n::say(here.lang, "intake-twice", &[("field", label)]));
    }
    for (at, column) in layout.columns.iter().enumerate() {
        if !column.field.is_empty() && !targets.iter().any(|t| t.key == column.field) {
            add(format!("colonne-{at}"), here.t("intake-no-such-field"));
        }
    }
    if unsaid.owner.is_empty() {
        add("owner".into(), here.t("intake-need-owner"));
    }
    if unsaid.next_action.is_empty() {
        add("next_action".into(), here.t("intake-need-action"));
    }
    if let Err(why) = domain::calendar::read_date(&unsaid.due) {
        add("due".into(), here.x(&why));
    }
    errors
}
