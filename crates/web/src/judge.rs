//! A project through the line, off the threads that answer requests.

use crate::app::App;
use domain::{Problem, Project};
use factory::{Dossier, Setting};
use locate::Weights;
use programmes::Known;

/// What the reader of projects may check a value against.
pub fn with_known<T>(app: &App, use_it: impl FnOnce(&Known) -> T) -> T {
    let sites = app.sites();
    let measures = app.rulebook.programmes.iter().flat_map(|p| &p.measures).map(|m| m.id.as_str()).collect();
    let commune = |text: &str| app.reference.find_commune(text).map(|c| c.code.clone());
    let naf = |text: &str| app.reference.find_naf(text);
    let site = |id: &str| match sites.iter().any(|s| s.id == id) {
        true => Ok(id.to_owned()),
        false => Err(domain::Text::new(
            format!("« {id} » : aucun site du catalogue n’a cet identifiant"),
            format!("“{id}”: no site of the catalogue has this identifier"),
        )),
    };
    use_it(&Known { dictionary: &app.rulebook.dictionary, measures, commune: &commune, naf: &naf, site: &site })
}

/// Reads a project given as JSON with the rules of a project file.
pub fn reread(app: &App, project: &Project) -> Result<Project, Vec<Problem>> {
    let text = programmes::write_project(project, &app.rulebook.dictionary);
    with_known(app, |known| programmes::read_project("", &text, known))
}

pub async fn dossier(app: &App, project: Project) -> Result<Dossier, String> {
    weighed(app, project, Weights::default(), None).await
}

/// With these weights, drawn within this margin around them (see [`Setting::margin`]).
pub async fn weighed(app: &App, project: Project, weights: Weights, margin: Option<f64>) -> Result<Dossier, String> {
    let sites = sites(app, &project).await?;
    let app = app.clone();
    tokio::task::spawn_blocking(move || {
        let mut setting = Setting::new(&app.rulebook, &app.reference, &sites);
        setting.weights = weights;
        setting.margin = margin;
        factory::assemble(&project, &setting)
    })
    .await
    .map_err(|e| e.to_string())
}

/// The sites as the ranking of this project reads them: with what industry and people are around, when that can be counted.
pub async fn sites(app: &App, project: &Project) -> Result<std::sync::Arc<Vec<domain::Site>>, String> {
    crate::study::real(app).await;
    let (app, naf) = (app.clone(), project.facts.str("project.naf").map(str::to_owned));
    tokio::task::spawn_blocking(move || app.studies.around(&app, naf.as_deref())).await.map_err(|e| e.to_string())
}
