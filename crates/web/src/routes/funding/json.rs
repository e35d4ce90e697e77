//! The lines of a sheet and their sums for another program: amounts in whole cents, days as YYYY-MM-DD, each line with its
//! origin.

use super::lines::{Row, lines};
use super::sheet;
use crate::app::App;
use crate::ask::At;
use crate::error::Result;
use crate::page::Here;
use crate::permissions::{Action, Actor};
use axum::Json;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use domain::{AidRegime, Cents, Date, Funder, Instrument};
use grants::{Line, Plan, Refusal, Stage, Step, Totals};
use serde::Serialize;

#[derive(Serialize)]
struct Money {
    sheet: String,
    lines: Vec<Item>,
    all: Sums,
    /// Public persons, the holder apart.
    public: Sums,
    cost: Option<Cents>,
    /// What remains to be financed; negative when more is counted than it costs.
    gap: Option<Cents>,
}

#[derive(Serialize)]
struct Item {
    id: String,
    /// "sheet" when it was typed, "application" when it is drawn from one.
    origin: &'static str,
    /// Number of that application.
    application: Option<String>,
    funder: Funder,
    funder_name: String,
    operator: Option<String>,
    programme: Option<String>,
    measure: Option<String>,
    call: Option<String>,
    wave: Option<String>,
    instrument: Instrument,
    regime: AidRegime,
    planned: Cents,
    asked: Option<Stage>,
    granted: Option<Stage>,
    contracted: Option<Stage>,
    paid: Option<Stage>,
    refused: Option<Refusal>,
    counted: Cents,
    changed_on: Date,
}

#[derive(Serialize)]
struct Sums {
    counted: Cents,
    asked: Cents,
    granted: Cents,
    contracted: Cents,
    paid: Cents,
    refused: Cents,
}

impl From<Totals> for Sums {
    fn from(totals: Totals) -> Sums {
        let Totals { counted, asked, granted, contracted, paid, refused } = totals;
        Sums { counted, asked, granted, contracted, paid, refused }
    }
}

/// "sheet" or "application".
pub fn origin(row: &Row) -> &'static str {
    if row.drawn.is_some() { "application" } else { "sheet" }
}

fn item(row: &Row) -> Item {
    let line = &row.stored.line;
    let [asked, granted, contracted, paid] = Step::ALL.map(|step| line.stage(step).cloned());
    Item {
        id: row.stored.id.to_string(),
        origin: origin(row),
        application: row.drawn.as_ref().map(|(number, _)| number.clone()),
        funder: line.funder,
        funder_name: line.funder_name.clone(),
        operator: line.operator.clone(),
        programme: line.programme.clone(),
        measure: line.measure.clone(),
        call: line.call.clone(),
        wave: line.wave.clone(),
        instrument: line.instrument,
        regime: line.regime,
        planned: line.planned,
        asked,
        granted,
        contracted,
        paid,
        refused: line.refused.clone(),
        counted: line.counted(),
        changed_on: domain::calendar::paris_time(row.stored.changed_at).date(),
    }
}

pub async fn file(State(app): State<App>, here: Here, actor: Actor, At(id): At<String>) -> Result<Response> {
    let sheet = sheet(&app, &here, &actor, Action::ReadContract, &id).await?;
    let mut rows = lines(&app, &here, &actor, &sheet.id).await?;
    rows.retain(|row| row.stored.removed_at.is_none());
    let all: Vec<&Line> = rows.iter().map(|row| &row.stored.line).collect();
    let plan = Plan::new(sheet.sheet.total_cost, all);
    let money = Money {
        sheet: sheet.id.to_string(),
        lines: rows.iter().map(item).collect(),
        all: plan.totals.into(),
        public: plan.public.into(),
        cost: plan.cost,
        gap: plan.gap,
    };
    Ok(([(header::CACHE_CONTROL, "no-store")], Json(money)).into_response())
}
