//! Public statistics: how much Rebond is used and what it traces. Counted in the base when asked; nobody is followed, no page
//! loads anything from elsewhere, so there is no banner to accept.

use super::report::{self, Cell};
use super::scope::Seen;
use crate::app::App;
use crate::error::{OrFail, Result, html};
use crate::page::{Here, Nav, Page};
use crate::table;
use askama::Template;
use axum::Json;
use axum::extract::State;
use axum::response::Response;
use domain::{Cents, Lang, Text, format};
use grants::Step;
use schemars::JsonSchema;
use serde::Serialize;
use store::funding::By;

#[derive(Serialize, JsonSchema)]
pub struct Statistics {
    /// Day they were counted, YYYY-MM-DD.
    pub date: String,
    pub figures: Vec<Figure>,
}

/// One figure; its value is absent when it rests on fewer than five files.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "StatisticsFigure")]
pub struct Figure {
    pub id: String,
    pub label: Text,
    /// How it is counted.
    pub about: Text,
    pub value: Option<i64>,
    /// "count", "cents", "days".
    pub unit: &'static str,
}

impl Figure {
    fn said(&self, page: &Page) -> String {
        match (self.value, self.unit) {
            (None, _) => page.t("steering-few"),
            (Some(value), "cents") => format::money(Cents(value), page.lang()),
            (Some(value), "days") => page.t1("steering-days", "n", value),
            (Some(value), _) => format::number(value as f64, 0, page.lang()),
        }
    }
}

async fn figures(app: &App, here: &Here) -> Result<Statistics> {
    let counts = store::statistics::counts(&app.store).await.or_ours(here)?;
    let shown = report::shown(app, here, &Seen::Public, By::Region).await?;
    let grants = app.grants.all(app, here).await?;
    let words = |key: &str| Text::each(|lang| crate::i18n::say(lang, key, &[]));
    let mut all = vec![];
    let mut add = |id: &str, value: Option<i64>, unit| {
        let (label, about) = (words(&format!("statistics-{id}")), words(&format!("statistics-{id}-about")));
        all.push(Figure { id: id.to_owned(), label, about, value, unit });
    };
    let count = |n: u64| Some(i64::try_from(n).unwrap_or(i64::MAX));
    add("territories", count(counts.territories), "count");
    add("sheets", count(counts.sheets), "count");
    add("open-sheets", count(counts.open_sheets), "count");
    add("projects", count(counts.projects), "count");
    add("organisations", count(counts.organisations), "count");
    add("people", count(counts.people), "count");
    let files = |cell: &Cell| cell.and_then(|(n, _)| count(n));
    let amount = |cell: &Cell| cell.map(|(_, amount)| amount.0);
    for step in Step::ALL {
        let cell = shown.total.step(&step);
        add(&format!("{}-files", step.code()), files(cell), "count");
        add(&format!("{}-amount", step.code()), amount(cell), "cents");
    }
    for (step, delay) in &shown.delays {
        add(&format!("delay-{step}"), Some(delay.median), "days");
    }
    add("grants", count(grants.len() as u64), "count");
    add("grants-amount", Some(grants.iter().map(|grant| grant.amount).sum::<Cents>().0), "cents");
    Ok(Statistics { date: app.today().to_string(), figures: all })
}

#[derive(Template)]
#[template(path = "steering/statistics.html")]
struct View {
    page: Page,
    statistics: Statistics,
    day: String,
}

pub async fn show(State(app): State<App>, here: Here) -> Result<Response> {
    let statistics = figures(&app, &here).await?;
    let day = format::date(app.today(), here.lang);
    html(&here, &View { page: here.page(Nav::Steering, here.t("statistics-title")), statistics, day })
}

pub async fn api(State(app): State<App>, here: Here) -> Result<Json<Statistics>> {
    figures(&app, &here).await.map(Json)
}

pub async fn csv(State(app): State<App>, here: Here) -> Result<Response> {
    file(&app, &here, "csv").await
}

pub async fn xlsx(State(app): State<App>, here: Here) -> Result<Response> {
    file(&app, &here, "xlsx").await
}

async fn file(app: &App, here: &Here, ending: &str) -> Result<Response> {
    let statistics = figures(app, here).await?;
    let heads = match here.lang {
        Lang::Fr => ["cle", "nom", "valeur", "unite", "methode", "date"],
        Lang::En => ["key", "name", "value", "unit", "method", "date"],
    };
    let row = |figure: &Figure| {
        [
            figure.id.clone(),
            figure.label.get(here.lang).to_owned(),
            figure.value.map(|value| value.to_string()).unwrap_or_default(),
            figure.unit.to_owned(),
            figure.about.get(here.lang).to_owned(),
            statistics.date.clone(),
        ]
    };
    let rows: Vec<[String; 6]> = statistics.figures.iter().map(row).collect();
    table::answer(here, &format!("statistiques.{ending}"), &here.t("statistics-title"), &heads, &rows)
}
