//! A project through the line, off the threads that answer requests.

use crate::app::App;
use crate::permissions::Actor;
use crate::routes::sites::found;
use domain::followed::Followed;
use domain::{Problem, Project, Site};
use factory::{Dossier, Setting};
use locate::{Ranking, Weights};
use programmes::Known;
use std::collections::BTreeSet;
use std::sync::Arc;
use store::ProjectId;

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
    let read = with_known(app, |known| programmes::read_project("", &text, known));
    // The text is ours: a line of it would tell nothing to whoever gave the project, where the field does.
    read.map_err(|problems| problems.into_iter().map(|p| Problem { line: 0, column: 0, ..p }).collect())
}

/// A project as one reader sees it.
pub struct Seen {
    pub dossier: Dossier,
    pub among: Among,
}

/// What a project is ranked among.
pub struct Among {
    /// With what industry and people are around, when that can be counted.
    pub sites: Arc<Vec<Site>>,
    /// Those of them whose page is restricted, and which this reader reads.
    pub restricted: BTreeSet<String>,
}

/// As everybody may see it: what leaves in files or is answered to a program goes further than whoever asked.
pub async fn dossier(app: &App, project: Project, followed: Vec<Followed>) -> Result<Dossier, String> {
    let among = gathered(app, &project, vec![]).await?;
    Ok(judged(app, project, followed, among).await?.dossier)
}

/// The dates that a project recorded of its formalities: its calendar starts from where they stand.
pub async fn followed(app: &App, project: &ProjectId) -> Result<Vec<Followed>, String> {
    let lines = store::followed::of_project(&app.store, project).await.map_err(|e| e.to_string())?;
    Ok(lines.into_iter().map(|kept| kept.followed).collect())
}

/// As this reader sees it.
pub async fn seen_by(app: &App, actor: &Actor, project: Project, followed: Vec<Followed>) -> Result<Seen, String> {
    let among = among(app, actor, &project).await?;
    judged(app, project, followed, among).await
}

/// The ranking alone, as this reader sees it, with these weights, drawn within this margin around them (see [`Setting::margin`]), so
/// many of the first sites explained.
pub async fn ranked(
    app: &App,
    actor: &Actor,
    project: Project,
    weights: Weights,
    margin: Option<f64>,
    explained: usize,
) -> Result<(Ranking, Among), String> {
    let (app, among) = (app.clone(), among(app, actor, &project).await?);
    let ranking = move || {
        let sites = among.sites.clone();
        let setting = Setting { weights, margin, explained, ..Setting::new(&app.rulebook, &app.reference, &sites) };
        (factory::ranking(&project, &setting), among)
    };
    tokio::task::spawn_blocking(ranking).await.map_err(|e| e.to_string())
}

/// The sites as the ranking of this project reads them for this reader.
pub async fn among(app: &App, actor: &Actor, project: &Project) -> Result<Among, String> {
    gathered(app, project, found::of_project(app, actor, project)).await
}

async fn judged(app: &App, project: Project, followed: Vec<Followed>, among: Among) -> Result<Seen, String> {
    let app = app.clone();
    let judging = move || {
        let (sites, exchanges) = (among.sites.clone(), app.exchanges());
        let mut setting = Setting::new(&app.rulebook, &app.reference, &sites);
        setting.followed = followed;
        setting.restricted = among.restricted.clone();
        setting.exchanges = Some(factory::exchanges::Looking { exchanges: &exchanges, matching: app.connect.on(project.judged_on) });
        let dossier = factory::assemble(&project, &setting);
        Seen { dossier, among }
    };
    tokio::task::spawn_blocking(judging).await.map_err(|e| e.to_string())
}

async fn gathered(app: &App, project: &Project, also: Vec<Site>) -> Result<Among, String> {
    crate::study::real(app).await;
    let (app, naf) = (app.clone(), project.facts.str("project.naf").map(str::to_owned));
    let restricted = also.iter().map(|site| site.id.clone()).collect();
    let sites = tokio::task::spawn_blocking(move || app.studies.around(&app, naf.as_deref(), also)).await.map_err(|e| e.to_string())?;
    Ok(Among { sites, restricted })
}
