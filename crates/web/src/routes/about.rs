//! Where the data come from and what they cannot say; what was tested for accessibility; open data and API.

use crate::app::App;
use crate::error::{Failure, html};
use crate::page::{Here, Nav, Page};
use crate::permissions::Action;
use crate::registry::Registry;
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use reference::{OwnTable, Provenance, WaveCoverage};

pub fn routes() -> Registry {
    Registry::default().get("/a-propos", Action::ReadPublic, about).get("/accessibilite", Action::ReadPublic, accessibility).get(
        "/donnees",
        Action::ReadPublic,
        data,
    )
}

#[derive(Template)]
#[template(path = "about.html")]
struct About<'a> {
    page: Page,
    provenance: &'a [Provenance],
    own: Vec<OwnTable>,
    coverage: Vec<WaveCoverage>,
    measures: usize,
    unknowns: usize,
}

async fn about(State(app): State<App>, here: Here) -> Result<Response, Failure> {
    let measures: Vec<_> = app.rulebook.programmes.iter().flat_map(|p| &p.measures).collect();
    let view = About {
        page: here.page(Nav::None, here.t("about-title")),
        provenance: app.reference.provenance(),
        own: reference::own_tables(),
        coverage: app.reference.coverage(),
        unknowns: measures.iter().map(|m| m.unknown.len()).sum(),
        measures: measures.len(),
    };
    html(&here, &view)
}

#[derive(Template)]
#[template(path = "accessibility.html")]
struct Accessibility {
    page: Page,
}

async fn accessibility(here: Here) -> Result<Response, Failure> {
    html(&here, &Accessibility { page: here.page(Nav::None, here.t("accessibility-title")) })
}

#[derive(Template)]
#[template(path = "data.html")]
struct Data {
    page: Page,
    routes: Vec<(String, &'static str, &'static str)>,
}

async fn data(here: Here) -> Result<Response, Failure> {
    let api = crate::routes::api::routes();
    let routes = api.entries.iter().filter_map(|e| Some((e.method.to_string(), e.path, e.doc.as_ref()?.summary))).collect();
    html(&here, &Data { page: here.page(Nav::None, here.t("data-title")), routes })
}
