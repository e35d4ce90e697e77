//! Where the data come from and what they cannot say; what was tested for accessibility; open data and API.

use crate::app::App;
use crate::error::{Result, html};
use crate::page::{Here, Nav, Page};
use crate::permissions::Action;
use crate::registry::Registry;
use crate::table;
use askama::Template;
use axum::extract::{OriginalUri, State};
use axum::response::Response;
use domain::Lang;
use reference::{OwnTable, Provenance, WaveCoverage};

pub fn routes() -> Registry {
    Registry::default()
        .get("/a-propos", Action::ReadPublic, about)
        .get("/a-propos/sources.csv", Action::ReadPublic, sources)
        .get("/a-propos/sources.xlsx", Action::ReadPublic, sources)
        .get("/accessibilite", Action::ReadPublic, accessibility)
        .get("/donnees", Action::ReadPublic, data)
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

async fn about(State(app): State<App>, here: Here) -> Result<Response> {
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

/// `sources.csv` and `.xlsx`: the data sets of others, then the tables of the project.
async fn sources(State(app): State<App>, here: Here, OriginalUri(uri): OriginalUri) -> Result<Response> {
    let heads = match here.lang {
        Lang::Fr => ["jeu_de_donnees", "fichier", "producteur", "version", "millesime", "licence", "lignes", "sha256"],
        Lang::En => ["dataset", "file", "producer", "version", "vintage", "licence", "rows", "sha256"],
    };
    let read = |p: &Provenance| {
        [
            p.dataset.get(here.lang).to_owned(),
            p.file.clone(),
            p.producer.clone(),
            p.version.clone(),
            p.vintage.clone().unwrap_or_default(),
            p.licence.clone(),
            p.rows.to_string(),
            p.sha256.clone(),
        ]
    };
    let own = |o: OwnTable| {
        let (what, licence) = (o.what.get(here.lang).to_owned(), o.licence.get(here.lang).to_owned());
        let producer = o.producer.get(here.lang).to_owned();
        [what, o.files.join(", "), producer, String::new(), String::new(), licence, o.rows.to_string(), String::new()]
    };
    let rows: Vec<[String; 8]> = app.reference.provenance().iter().map(read).chain(reference::own_tables().into_iter().map(own)).collect();
    let name = if uri.path().ends_with(".xlsx") { "sources.xlsx" } else { "sources.csv" };
    let numbers = [false, false, false, false, false, false, true, false];
    table::answer_columns(&here, name, &here.t("about-datasets"), &heads, &rows, &numbers)
}

#[derive(Template)]
#[template(path = "accessibility.html")]
struct Accessibility {
    page: Page,
}

async fn accessibility(here: Here) -> Result<Response> {
    html(&here, &Accessibility { page: here.page(Nav::None, here.t("accessibility-title")) })
}

#[derive(Template)]
#[template(path = "data.html")]
struct Data {
    page: Page,
    routes: Vec<(String, &'static str, &'static str)>,
}

async fn data(here: Here) -> Result<Response> {
    let api = crate::routes::api::routes();
    let routes = api.entries.iter().filter_map(|e| Some((e.method.to_string(), e.path, e.doc.as_ref()?.summary))).collect();
    html(&here, &Data { page: here.page(Nav::None, here.t("data-title")), routes })
}
