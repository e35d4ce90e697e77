//! The rows of the catalogue as files, under the same filters as the screen.

use super::catalogue::{self, Filter};
use crate::app::App;
use crate::ask::Asked;
use crate::error::Failure;
use crate::page::Here;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
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

/// A cell that a spreadsheet would take for a formula is led by an apostrophe (OWASP, CSV injection).
fn inert(cell: String) -> String {
    let number = cell.parse::<f64>().is_ok();
    if !number && cell.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{cell}") } else { cell }
}

pub async fn csv(State(app): State<App>, here: Here, Asked(filter): Asked<Filter>) -> Result<Response, Failure> {
    let sites = app.sites();
    let mut writer = csv::WriterBuilder::new().delimiter(b';').from_writer(vec![]);
    let fail = |e: csv::Error| Failure::ours(&here, e);
    writer.write_record(heads(here.lang)).map_err(fail)?;
    for site in filter.keep(&sites) {
        writer.write_record(cells(site).map(inert)).map_err(fail)?;
    }
    let bytes = writer.into_inner().map_err(|e| Failure::ours(&here, e))?;
    // The mark that tells spreadsheets the text is UTF-8.
    let body = ["\u{feff}".as_bytes(), &bytes].concat();
    Ok(([(header::CONTENT_TYPE, "text/csv; charset=utf-8"), (header::CONTENT_DISPOSITION, "attachment; filename=\"sites.csv\"")], body)
        .into_response())
}

pub async fn xlsx(State(app): State<App>, here: Here, Asked(filter): Asked<Filter>) -> Result<Response, Failure> {
    let sites = app.sites();
    let rows: Vec<[String; 12]> = filter.keep(&sites).into_iter().map(cells).collect();
    let bytes = dossier::render_table(&here.t("sites-title"), &heads(here.lang), &rows).map_err(|e| Failure::ours(&here, e))?;
    let mime = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    Ok(([(header::CONTENT_TYPE, mime), (header::CONTENT_DISPOSITION, "attachment; filename=\"sites.xlsx\"")], bytes).into_response())
}
