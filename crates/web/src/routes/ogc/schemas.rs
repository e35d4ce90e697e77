//! What the properties of a collection are (part 5), and which may be asked about (part 3).

use super::ask::{Call, Format, Wrong};
use super::{SCHEMA, collections};
use crate::app::App;
use axum::extract::{Path, State};
use axum::response::Response;

pub async fn queryables(State(app): State<App>, Path(id): Path<String>, call: Call) -> Result<Response, Wrong> {
    call.format(&[Format::Json], &[])?;
    let collection = collections::find(&app, &call, &id)?;
    let at = call.url(&format!("/ogc/collections/{id}/queryables"));
    Ok(call.json(SCHEMA, collection.version(), &ogc::schema::queryables(&collection.about, &at, call.here.lang)))
}

pub async fn schema(State(app): State<App>, Path(id): Path<String>, call: Call) -> Result<Response, Wrong> {
    call.format(&[Format::Json], &[])?;
    let collection = collections::find(&app, &call, &id)?;
    let at = call.url(&format!("/ogc/collections/{id}/schema"));
    Ok(call.json(SCHEMA, collection.version(), &ogc::schema::returnables(&collection.about, &at, call.here.lang)))
}
