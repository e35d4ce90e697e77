//! The dossier as files: PDF, spreadsheet, JSON, and the project itself to be taken elsewhere.

use super::access::Access;
use crate::answer;
use crate::app::App;
use crate::ask::At;
use crate::error::{Failure, OrFail, OrNotFound, Result};
use crate::judge;
use crate::page::Here;
use axum::extract::State;
use axum::response::Response;
use domain::followed::Followed;
use domain::{Project, name};
use serde::Deserialize;

#[derive(Deserialize)]
pub struct File {
    file: String,
}

pub async fn download(State(app): State<App>, here: Here, access: Access, At(which): At<File>) -> Result<Response> {
    let held = access.held().or_not_found(&here)?;
    let followed = judge::followed(&app, &held.id).await.or_ours(&here)?;
    render(&app, &here, held.id.as_str(), held.project.clone(), followed, &which.file).await
}

/// One of the files of a project, which `key` tells from any other; a name that is none of them is not found.
pub async fn render(app: &App, here: &Here, key: &str, project: Project, followed: Vec<Followed>, file: &str) -> Result<Response> {
    let stem: String = name::slug(&project.title).chars().take(60).collect();
    let lang = here.lang;
    let (bytes, mime, ending) = match file {
        "projet.toml" => (programmes::write_project(&project, &app.rulebook.dictionary).into_bytes(), "application/toml", "toml"),
        "dossier.json" => (dossier::render_json(&judge::dossier(app, project, followed).await.or_ours(here)?), "application/json", "json"),
        "calendrier.ics" => {
            let made = judge::dossier(app, project, followed).await.or_ours(here)?;
            let steps = made.calendar.as_ref().or_not_found(here)?;
            (super::agenda::ics(key, &made.project, steps, lang).into_bytes(), "text/calendar; charset=utf-8", "ics")
        }
        "calendrier.xml" => {
            let made = judge::dossier(app, project, followed).await.or_ours(here)?;
            let steps = made.calendar.as_ref().or_not_found(here)?;
            let bytes = super::planning::xml(&made.project, steps, lang).or_ours(here)?;
            (bytes, "application/xml", "xml")
        }
        "plan.csv" | "plan.xlsx" | "plan.svg" | "calendrier.csv" | "calendrier.xlsx" | "calendrier.svg" | "mesures.csv"
        | "mesures.xlsx" | "echeancier.csv" | "echeancier.xlsx" => {
            return super::charts::file(here, &judge::dossier(app, project, followed).await.or_ours(here)?, file);
        }
        "dossier.xlsx" | "dossier.pdf" => {
            let made = judge::dossier(app, project, followed).await.or_ours(here)?;
            let (app, pdf) = (app.clone(), file.ends_with("pdf"));
            let drawn = tokio::task::spawn_blocking(move || match pdf {
                true => dossier::render_pdf(&made, lang, &dossier::Extras::of(app.reference.outlines(), &made)).map_err(|e| e.to_string()),
                false => dossier::render_xlsx(&made, lang).map_err(|e| e.to_string()),
            });
            let bytes = drawn.await.or_ours(here)?.or_ours(here)?;
            let mime = if pdf { "application/pdf" } else { "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" };
            (bytes, mime, if pdf { "pdf" } else { "xlsx" })
        }
        _ => return Err(Failure::NotFound(here.clone())),
    };
    Ok(answer::unkept(answer::file(&format!("{stem}.{}.{ending}", lang.code()), mime, bytes)))
}
