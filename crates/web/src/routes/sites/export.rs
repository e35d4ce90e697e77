//! The rows of the catalogue as files, under the same filters as the screen.

use super::catalogue::{self, Filter};
use crate::app::App;
use crate::ask::Asked;
use crate::error::Result;
use crate::page::Here;
use crate::table;
use axum::extract::State;
use axum::response::Response;
use domain::{Lang, Site};

fn heads(lang: Lang) -> [&'static str; 12] {
    match lang {
        Lang::Fr => [
            "identifiant",
            "nom",
            "commune",
            "code_insee",
            "departement",
            "region",
            "labels",
            "surface_ha",
            "disponible_ha",
            "latitude",
            "longitude",
            "source",
        ],
        Lang::En => [
            "id",
            "name",
            "commune",
            "insee_code",
            "department",
            "region",
            "labels",
            "area_ha",
            "available_ha",
            "latitude",
            "longitude",
            "source",
        ],
    }
}

fn cells(site: &Site) -> [String; 12] {
    let number = |n: Option<f64>| n.map(|n| n.to_string()).unwrap_or_default();
    [
        site.id.clone(),
        site.name.clone(),
        site.commune_name.clone(),
        site.commune.clone().unwrap_or_default(),
        site.department.clone(),
        site.region.clone(),
        catalogue::waves(site),
        number(site.number("area_ha")),
        number(site.number("available_ha")),
        number(site.position.map(|p| p.lat)),
        number(site.position.map(|p| p.lon)),
        site.source.title.clone(),
    ]
}

pub async fn csv(State(app): State<App>, here: Here, Asked(filter): Asked<Filter>) -> Result<Response> {
    file(&app, &here, &filter, "sites.csv")
}

pub async fn xlsx(State(app): State<App>, here: Here, Asked(filter): Asked<Filter>) -> Result<Response> {
    file(&app, &here, &filter, "sites.xlsx")
}

fn file(app: &App, here: &Here, filter: &Filter, name: &str) -> Result<Response> {
    let sites = app.sites();
    let rows: Vec<[String; 12]> = filter.keep(&sites).into_iter().map(cells).collect();
    table::answer(here, name, &here.t("sites-title"), &heads(here.lang), &rows)
}
