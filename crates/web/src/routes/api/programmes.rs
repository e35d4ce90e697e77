//! Measures, calls and the fact dictionary.

use super::answers::{Calls, Measures};
use crate::app::App;
use crate::ask::{Asked, At};
use crate::error::{Failure, OrFail, OrNotFound, Result};
use crate::page::Here;
use crate::routes::calls::standing::standing;
use axum::Json;
use axum::extract::State;
use domain::Dictionary;
use programmes::{Call, Measure};
use serde::Deserialize;

#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Ask {
    programme: String,
}

pub async fn measures(State(app): State<App>, Asked(ask): Asked<Ask>) -> Json<Measures> {
    let kept = app.rulebook.programmes.iter().filter(|p| ask.programme.is_empty() || p.id == ask.programme);
    let items: Vec<Measure> = kept.flat_map(|p| p.measures.clone()).collect();
    Json(Measures { total: items.len(), items })
}

pub async fn measure(State(app): State<App>, here: Here, At(id): At<String>) -> Result<Json<Measure>> {
    app.rulebook.measure(&id).cloned().map(Json).ok_or(Failure::NotFound(here))
}

/// With the dates of the page: those that operators set here stand in the place of those of the files.
pub async fn calls(State(app): State<App>, here: Here) -> Result<Json<Calls>> {
    let acts = store::calls::in_force(&app.store).await.or_ours(&here)?;
    let items: Vec<Call> = app.rulebook.programmes.iter().flat_map(|p| &p.calls).map(|call| standing(call, &acts)).collect();
    Ok(Json(Calls { total: items.len(), items }))
}

/// One call, with the same dates.
pub async fn call(State(app): State<App>, here: Here, At(id): At<String>) -> Result<Json<Call>> {
    let call = app.rulebook.programmes.iter().flat_map(|p| &p.calls).find(|call| call.id == id);
    let call = call.or_not_found(&here)?;
    let acts = store::calls::in_force(&app.store).await.or_ours(&here)?;
    Ok(Json(standing(call, &acts)))
}

pub async fn facts(State(app): State<App>) -> Json<Dictionary> {
    Json(app.rulebook.dictionary.clone())
}
