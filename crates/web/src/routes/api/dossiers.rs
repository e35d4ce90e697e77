//! A project in, its dossier out; nothing is kept.

use crate::app::App;
use crate::ask::Given;
use crate::error::{Failure, OrFail, Result};
use crate::judge;
use crate::page::Here;
use axum::Json;
use axum::extract::State;
use domain::Project;
use factory::Dossier;

pub async fn assemble(State(app): State<App>, here: Here, Given(project): Given<Project>) -> Result<Json<Dossier>> {
    // The same reading as a project file: one set of rules, one set of sentences.
    let project = judge::reread(&app, &project).map_err(|problems| {
        let all = |lang| problems.iter().map(|p| p.show(lang)).collect::<Vec<_>>().join(" ; ");
        Failure::Bad(here.clone(), domain::Text::each(all))
    })?;
    judge::dossier(&app, project, vec![]).await.map(Json).or_ours(&here)
}
