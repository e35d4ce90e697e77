//! Every field of every sheet of a contract, in a table that the import reads back without a difference.

use super::job;
use crate::answer;
use crate::app::App;
use crate::ask::At;
use crate::error::{Failure, OrFail, Result};
use crate::page::Here;
use crate::permissions::{Action, Actor};
use crate::routes::contracts::place::opened;
use crate::table;
use axum::extract::State;
use axum::response::Response;

pub async fn file(State(app): State<App>, here: Here, actor: Actor, At((phase, code, file)): At<(u8, String, String)>) -> Result<Response> {
    let held = opened(&app, &here, &actor, (phase, &code), Action::ReadContract)?;
    if !matches!(file.as_str(), "fiches.csv" | "fiches.xlsx") {
        return Err(Failure::NotFound(here));
    }
    let known = job::known(&app, phase, &code).await.or_ours(&here)?;
    let made = intake::export(known.iter().map(|k| &k.sheet), held.lifecycle, here.lang);
    let heads: Vec<&str> = made.heads.iter().map(String::as_str).collect();
    table::answer_columns(&here, &file, &here.t("action-sheets"), &heads, &made.rows, &made.numbers).map(answer::unkept)
}
