//! Outlines for the interactive map. They change only when reference data are loaded again.

use crate::app::App;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};

pub async fn departments(State(app): State<App>) -> Response {
    geojson(app.reference.departments_geojson())
}

pub async fn land(State(app): State<App>) -> Response {
    geojson(app.reference.neighbours_geojson())
}

fn geojson(text: &str) -> Response {
    ([(header::CONTENT_TYPE, super::GEOJSON), (header::CACHE_CONTROL, "public, max-age=3600")], text.to_owned()).into_response()
}
