//! The dossier as files: PDF, spreadsheet, JSON, and the project itself to be taken elsewhere.

use super::access::Access;
use crate::app::App;
use crate::ask::At;
use crate::error::Failure;
use crate::judge;
use crate::page::Here;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use domain::followed::Followed;
use domain::{Project, name};
use serde::Deserialize;

#[derive(Deserialize)]
pub struct File {
    file: String,
}

pub async fn download(State(app): State<App>, here: Here, access: Access, At(which): At<File>) -> Result<Response, Failure> {
    let held = access.held().ok_or_else(|| Failure::NotFound(here.clone()))?;
    let followed = judge::followed(&app, &held.id).await.map_err(|e| Failure::ours(&here, e))?;
    render(&app, &here, held.project.clone(), followed, &which.file).await
}

/// One of the files of a project; a name that is none of them is not found.
pub async fn render(app: &App, here: &Here, project: Project, followed: Vec<Followed>, file: &str) -> Result<Response, Failure> {
    let stem: String = name::slug(&project.title).chars().take(60).collect();
    let lang = here.lang;
    let fail = |cause: String| Failure::ours(here, cause);
    let (bytes, mime, ending) = match file {
        "projet.toml" => (programmes::write_project(&project, &app.rulebook.dictionary).into_bytes(), "application/toml", "toml"),
        "dossier.json" => (dossier::render_json(&judge::dossier(app, project, followed).await.map_err(fail)?), "application/json", "json"),
        "calendrier.ics" => {
            let made = judge::dossier(app, project, followed).await.map_err(fail)?;
            let steps = made.calendar.as_ref().ok_or_else(|| Failure::NotFound(here.clone()))?;
            (super::agenda::ics(&made.project, steps, lang).into_bytes(), "text/calendar; charset=utf-8", "ics")
        }
        "calendrier.xml" => {
            let made = judge::dossier(app, project, followed).await.map_err(fail)?;
            let steps = made.calendar.as_ref().ok_or_else(|| Failure::NotFound(here.clone()))?;
            let bytes = super::planning::xml(&made.project, steps, lang).map_err(|e| fail(e.to_string()))?;
            (bytes, "application/xml", "xml")
        }
        "plan.csv" | "plan.xlsx" | "plan.svg" | "calendrier.csv" | "calendrier.xlsx" | "calendrier.svg" => {
            return super::charts::file(here, &judge::dossier(app, project, followed).await.map_err(fail)?, file);
        }
        "dossier.xlsx" | "dossier.pdf" => {
            let made = judge::dossier(app, project, followed).await.map_err(fail)?;
            let (app, pdf) = (app.clone(), file.ends_with("pdf"));
            let drawn = tokio::task::spawn_blocking(move || match pdf {
                true => dossier::render_pdf(&made, lang, &dossier::Extras::of(app.reference.outlines(), &made)).map_err(|e| e.to_string()),
                false => dossier::render_xlsx(&made, lang).map_err(|e| e.to_string()),
            });
            let bytes = drawn.await.map_err(|e| fail(e.to_string()))?.map_err(fail)?;
            let mime = if pdf { "application/pdf" } else { "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" };
            (bytes, mime, if pdf { "pdf" } else { "xlsx" })
        }
        _ => return Err(Failure::NotFound(here.clone())),
    };
    let disposition = format!("attachment; filename=\"{stem}.{}.{ending}\"", lang.code());
    Ok(([(header::CONTENT_TYPE, mime), (header::CONTENT_DISPOSITION, disposition.as_str()), (header::CACHE_CONTROL, "no-store")], bytes)
        .into_response())
}
