//! The study of one activity to take away: PDF and workbook for a committee, JSON for a program.

use super::files::attached;
use crate::app::App;
use crate::error::{OrFail, Result};
use crate::page::Here;
use axum::response::Response;
use diagnose::SectorDiagnosis;
use domain::Text;
use dossier::sectors::{self, Subject};
use factory::sectors::Study;
use std::sync::Arc;

/// The files that hold the whole study.
pub const FILES: [&str; 3] = ["etude.pdf", "etude.xlsx", "etude.json"];

/// `place`: the name of the territory that wants the activity, when one does.
pub async fn answer(
    app: &App,
    here: &Here,
    study: Arc<Study>,
    found: SectorDiagnosis,
    place: Option<Text>,
    file: &str,
) -> Result<Response> {
    let (app, lang, named) = (app.clone(), here.lang, file.to_owned());
    let title = found.label.get(lang).to_owned();
    let draw = move || -> Result<(Vec<u8>, &'static str), String> {
        let subject = Subject { found: &found, study: &study, reference: &app.reference, place: place.as_ref() };
        let json = || serde_json::to_vec_pretty(&found).map_err(|e| e.to_string());
        Ok(match named.rsplit_once('.').map_or("", |(_, ending)| ending) {
            "pdf" => {
                let map = sectors::jobs_map(app.reference.outlines(), &sectors::by_department(&subject));
                let view = sectors::activity_view(&subject, lang);
                let bytes = sectors::print_activity(&view, &map, json()?, found.basis.on, lang).map_err(|e| e.to_string())?;
                (bytes, "application/pdf")
            }
            "xlsx" => {
                let mime = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
                (sectors::activity_workbook(&subject, lang).map_err(|e| e.to_string())?, mime)
            }
            _ => (json()?, "application/json"),
        })
    };
    let drawn = tokio::task::spawn_blocking(draw).await.or_ours(here)?;
    let (bytes, mime) = drawn.or_ours(here)?;
    Ok(attached(&title, file, lang, bytes, mime))
}
