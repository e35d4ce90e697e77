//! The real cases of `examples/`, read-only and public: what the line says of them.

use super::access::Access;
use super::{downloads, view};
use crate::app::App;
use crate::ask::At;
use crate::error::{Failure, OrFail, OrNotFound, Result};
use crate::judge;
use crate::page::Here;
use axum::extract::State;
use axum::response::Response;
use domain::{Problem, Project};
use include_dir::{Dir, include_dir};
use serde::Deserialize;

static FILES: Dir = include_dir!("$CARGO_MANIFEST_DIR/../../examples");

#[derive(Clone, Debug)]
pub struct Example {
    /// File name without its extension.
    pub id: String,
    pub project: Project,
}

/// Reads every example; problems are those of any project file.
pub fn read(app: &App) -> Result<Vec<Example>, Vec<Problem>> {
    let mut all = vec![];
    for file in FILES.files().filter(|f| f.path().extension().is_some_and(|e| e == "toml")) {
        let name = file.path().display().to_string();
        let project = judge::with_known(app, |known| {
            programmes::read_project(&format!("examples/{name}"), file.contents_utf8().unwrap_or_default(), known)
        })?;
        all.push(Example { id: name.trim_end_matches(".toml").to_owned(), project });
    }
    all.sort_by(|a, b| a.id.cmp(&b.id));
    Ok(all)
}

#[derive(Deserialize)]
pub struct Which {
    id: String,
    #[serde(default)]
    file: String,
}

fn find(app: &App, here: &Here, id: &str) -> Result<Example> {
    let all = read(app).map_err(|p| Failure::ours(here, p.iter().map(|p| p.show(here.lang)).collect::<Vec<_>>().join("; ")))?;
    all.into_iter().find(|e| e.id == id).or_not_found(here)
}

pub async fn show(State(app): State<App>, here: Here, At(which): At<Which>) -> Result<Response> {
    let example = find(&app, &here, &which.id)?;
    let dossier = judge::dossier(&app, example.project, vec![]).await.or_ours(&here)?;
    view::page(&app, &here, &dossier, Default::default(), &Access::Example, &format!("/projets/exemples/{}", which.id), Default::default())
}

pub async fn download(State(app): State<App>, here: Here, At(which): At<Which>) -> Result<Response> {
    let example = find(&app, &here, &which.id)?;
    downloads::render(&app, &here, &which.id, example.project, vec![], &which.file).await
}
