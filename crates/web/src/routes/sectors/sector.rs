//! One activity: where it is in France, what is near it, and whom to call by the two roads of relocation.

use super::map::{self, Shaded};
use super::territory::{Ask, SUPPLIERS, new_project};
use super::waiting;
use crate::app::App;
use crate::ask::{Asked, At};
use crate::error::{Failure, html};
use crate::page::{Here, Nav, Page};
use crate::table;
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use diagnose::SectorDiagnosis;
use diagnose::suppliers::Supplier;
use domain::Text;
use factory::sectors::Study;
use reference::Perimeter;
use std::sync::Arc;

/// Zones shown on the page; the files hold them all.
const ZONES: usize = 20;

/// "25.50B": the level at which jobs are counted.
pub fn is_class(code: &str) -> bool {
    let bytes = code.as_bytes();
    matches!(bytes, [a, b, b'.', c, d, letter] if [a, b, c, d].iter().all(|d| d.is_ascii_digit()) && letter.is_ascii_uppercase())
}

#[derive(Template)]
#[template(path = "sectors/sector.html")]
struct Show<'a> {
    page: Page,
    study: &'a SectorDiagnosis,
    basis: Vec<(String, String)>,
    sources: Vec<String>,
    map: Option<Shaded<'a>>,
    suppliers: &'a [Supplier],
    establishments: bool,
    /// Address of this page.
    base: String,
    /// The territory asked for: as typed, its name, and why it is none.
    typed: String,
    place: Option<String>,
    unknown: String,
    second: bool,
    tabs: Vec<(String, String, bool)>,
    files: Vec<(&'static str, String)>,
    open_project: String,
    missing: Vec<Text>,
}

pub async fn show(State(app): State<App>, here: Here, At(naf): At<String>, Asked(ask): Asked<Ask>) -> Result<Response, Failure> {
    let name = name(&app, &here, &naf)?;
    let title = here.page(Nav::Sectors, String::new()).t1("sectors-sector-title", "name", &name);
    let study = match waiting::page(&app, &here, &title).await? {
        Ok(study) => study,
        Err(page) => return Ok(page),
    };
    let page = here.page(Nav::Sectors, title);
    let typed = ask.get("pour").map(|t| t.trim().to_owned()).unwrap_or_default();
    let (place, unknown) = match (typed.is_empty(), app.reference.find_perimeter(&typed)) {
        (true, _) => (None, String::new()),
        (_, Ok(place)) => (Some(place), String::new()),
        (_, Err(why)) => (None, page.x(&why).to_owned()),
    };
    let commune = place.as_ref().and_then(|p| largest(&app, p)).unwrap_or_default();
    let found = diagnosis(&app, &study, &naf, place.clone()).await.map_err(|why| Failure::Absent(here.clone(), why))?;
    let second = ask.get("voie").is_some_and(|v| v == SUPPLIERS);
    let base = page.url(&format!("/filieres/{naf}"));
    let to = |road: &str| {
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.extend_pairs([("pour", typed.as_str()), ("voie", road)].into_iter().filter(|(_, value)| !value.is_empty()));
        format!("{base}?{}#relocaliser", query.finish())
    };
    let jobs = &study.national.jobs;
    let suppliers = if second { &found.national_suppliers } else { &found.reinternalise };
    let view = Show {
        basis: dossier::sectors::stands_on(&found.basis, page.lang()),
        sources: dossier::sectors::sources(&found.basis, page.lang()),
        map: jobs.activity(&naf).map(|column| map::shaded(&app, jobs, column, &page)),
        establishments: study.sectors.establishments.is_some(),
        tabs: vec![(page.t("sectors-tab-return"), to(""), !second), (page.t("sectors-tab-bring"), to(SUPPLIERS), second)],
        files: [("CSV", "zones.csv"), ("XLSX", "zones.xlsx")].map(|(name, file)| (name, format!("{base}/{file}"))).to_vec(),
        open_project: new_project(&page, &naf, &name, &commune, if second { "new_plant" } else { "relocation" }),
        place: place.map(|p| page.x(&p.name).to_owned()),
        missing: study.sectors.missing.clone(),
        suppliers,
        study: &found,
        base,
        typed,
        unknown,
        second,
        page,
    };
    html(&here, &view)
}

/// Name of the activity, or nothing at this address.
fn name(app: &App, here: &Here, naf: &str) -> Result<String, Failure> {
    let known = is_class(naf).then(|| app.reference.naf_label(naf)).flatten();
    known.map(str::to_owned).ok_or_else(|| Failure::NotFound(here.clone()))
}

pub fn largest(app: &App, place: &Perimeter) -> Option<String> {
    place.communes.iter().filter_map(|c| app.reference.commune(c)).max_by_key(|c| c.population).map(|c| c.code.clone())
}

/// The study of an activity, for a territory when one is given; the refusal says what to check.
pub async fn diagnosis(app: &App, study: &Arc<Study>, naf: &str, place: Option<Perimeter>) -> Result<SectorDiagnosis, Text> {
    let (app, study, naf) = (app.clone(), study.clone(), naf.to_owned());
    let stopped = |_| Text::new("l’étude s’est arrêtée : réessayez dans un instant", "the study stopped: try again in a moment");
    let work = move || {
        let origin = place.as_ref().and_then(|p| largest(&app, p)).and_then(|code| study.positions.get(&code)).copied();
        study.activity(&naf, place.as_ref(), origin, app.today())
    };
    tokio::task::spawn_blocking(work).await.map_err(stopped)?
}

/// The zones of an activity as a table to take away.
pub async fn file(State(app): State<App>, here: Here, At((naf, file)): At<(String, String)>) -> Result<Response, Failure> {
    let name = name(&app, &here, &naf)?;
    if !["zones.csv", "zones.xlsx"].contains(&file.as_str()) {
        return Err(Failure::NotFound(here));
    }
    let study = waiting::file(&app, &here).await?;
    let found = diagnosis(&app, &study, &naf, None).await.map_err(|why| Failure::Absent(here.clone(), why))?;
    let heads = [
        "sectors-head-rank",
        "sectors-head-zone",
        "sectors-head-name",
        "sectors-head-jobs",
        "sectors-head-establishments",
        "sectors-head-quotient",
        "sectors-head-data",
    ]
    .map(|k| here.t(k));
    let kind = here.t(if found.basis.synthetic { "sectors-synthetic" } else { "sectors-real" });
    let row = |z: &diagnose::sector::ZoneRow| {
        [
            z.rank.to_string(),
            z.zone.clone(),
            z.name.get(here.lang).to_owned(),
            z.jobs.to_string(),
            z.establishments.to_string(),
            format!("{:.3}", z.quotient),
            kind.clone(),
        ]
    };
    let rows: Vec<_> = found.zones.iter().map(row).collect();
    table::answer(&here, &file, &name, &heads.each_ref().map(String::as_str), &rows)
}

/// A share as a percentage with one decimal.
fn percent(share: &f64, page: &Page) -> String {
    domain::format::percent(domain::Rate((share * 1_000.0).round() as u32 * 10), page.lang())
}
