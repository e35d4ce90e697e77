//! Measures, calls and the fact dictionary.

use super::answers::{Calls, Measures};
use crate::app::App;
use crate::ask::{Asked, At};
use crate::error::Failure;
use crate::page::Here;
use axum::Json;
use axum::extract::State;
use domain::Dictionary;
use programmes::Measure;
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

pub async fn measure(State(app): State<App>, here: Here, At(id): At<String>) -> Result<Json<Measure>, Failure> {
    app.rulebook.measure(&id).cloned().map(Json).ok_or(Failure::NotFound(here))
}

pub async fn calls(State(app): State<App>) -> Json<Calls> {
    let items: Vec<_> = app.rulebook.programmes.iter().flat_map(|p| p.calls.clone()).collect();
    Json(Calls { total: items.len(), items })
}

pub async fn facts(State(app): State<App>) -> Json<Dictionary> {
    Json(app.rulebook.dictionary.clone())
}
