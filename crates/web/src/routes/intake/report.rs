//! The rows that were refused, as a table to mend and to give again.

use super::job::{Asked as Address, job, tables};
use super::{job, work};
use crate::answer;
use crate::app::App;
use crate::ask::At;
use crate::error::{Failure, OrFail, OrNotFound, Result};
use crate::page::Here;
use crate::permissions::Actor;
use crate::table;
use axum::extract::State;
use axum::response::Response;
use std::sync::atomic::AtomicUsize;

pub async fn file(
    State(app): State<App>,
    here: Here,
    actor: Actor,
    At((phase, code, id, file)): At<(u8, String, String, String)>,
) -> Result<Response> {
    let asked: Address = (phase, code, id);
    let job = job(&app, &here, &actor, &asked).await?;
    let layout = job.layout().or_not_found(&here)?;
    if !matches!(file.as_str(), "refus.csv" | "refus.xlsx") {
        return Err(Failure::NotFound(here));
    }
    let tables = tables(&app, &here, &job.import).await?;
    let known = job::known(&app, job.import.phase, &job.import.code).await.or_ours(&here)?;
    let (owned, import, lifecycle, lang) = (app.clone(), job.import.clone(), job.held.lifecycle.clone(), here.lang);
    let made = tokio::task::spawn_blocking(move || {
        let plan = work::on_tables(&owned, &import, &tables, &known, &AtomicUsize::new(0))?;
        Ok::<_, String>(intake::rejected(&plan, &layout, &tables, &lifecycle, lang))
    });
    let (heads, rows) = made.await.or_ours(&here)?.or_ours(&here)?;
    let heads: Vec<&str> = heads.iter().map(String::as_str).collect();
    // Cells go out as they came: nothing of them is made a number on the way.
    table::answer_columns(&here, &file, &here.t("intake-refused-title"), &heads, &rows, &[]).map(answer::unkept)
}
