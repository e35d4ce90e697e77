//! The studies of sectors as JSON: the values that the pages show.

use super::{doc, path, text};
use crate::app::App;
use crate::ask::{Asked, At};
use crate::error::{Failure, OrFail, Result};
use crate::page::Here;
use crate::permissions::Action;
use crate::registry::{Param, ParamKind, Registry};
use crate::routes::sectors::{self, Ask};
use axum::Json;
use axum::extract::State;
use axum::http::Method;
use diagnose::{SectorDiagnosis, TerritoryDiagnosis};
use reference::PerimeterKey;

pub fn routes() -> Registry {
    let (get, read) = (Method::GET, Action::ReadPublic);
    // The weights of the five figures: even when none is given.
    let weighed = |mut params: Vec<Param>| {
        params.push(text("proximite", "What relatedness is learned on: zones or commerce (world trade)."));
        params.push(text("convention", "Whose convention the figures follow: atlas, datawheel or r."));
        for name in ["w-need", "w-proximity", "w-skills", "w-reception", "w-returns"] {
            params.push(Param {
                name,
                about: "Weight of this figure, 0 to 100; even weights when none is given.",
                kind: ParamKind::Number,
            });
        }
        params
    };
    let study = |summary, params| doc(summary, "TerritoryDiagnosis", weighed(params));
    Registry::default()
        .api(
            get.clone(),
            "/api/v1/sectors/territories/{phase}/{code}",
            read,
            study("Sectors of a Territoire d'industrie.", vec![path("phase", "1 or 2."), path("code", "ti-2704.")]),
            territory,
        )
        .api(
            get.clone(),
            "/api/v1/sectors/epci/{siren}",
            read,
            study("Sectors of an intercommunality.", vec![path("siren", "SIREN.")]),
            epci,
        )
        .api(
            get.clone(),
            "/api/v1/sectors/departments/{code}",
            read,
            study("Sectors of a département.", vec![path("code", "71, 2A, 974.")]),
            department,
        )
        .api(
            get.clone(),
            "/api/v1/sectors/regions/{code}",
            read,
            study("Sectors of a region.", vec![path("code", "INSEE code: 27.")]),
            region,
        )
        .api(
            get.clone(),
            "/api/v1/sectors/zones/{code}",
            read,
            study("Sectors of an employment area, or of a zone of another zoning.", vec![path("code", "2607, or BV2022-71076.")]),
            zone,
        )
        .api(
            get.clone(),
            "/api/v1/sectors/communes",
            read,
            study("Sectors of communes drawn by hand.", vec![text("c", "INSEE codes between commas: 71076,71154.")]),
            communes,
        )
        .api(
            get,
            "/api/v1/sectors/activities/{naf}",
            read,
            doc(
                "One activity: where it is in France, what is near it, whom to call.",
                "SectorDiagnosis",
                weighed(vec![
                    path("naf", "NAF sub-class: 25.50B; division (25) when the jobs are those of Flores."),
                    text("for", "Territory that wants it: 2/ti-2704, a SIREN, a département, Z2607, a name."),
                    text("rayon", "Greatest distance of the companies, in kilometres as the crow flies; no limit when none is given."),
                    text("taille", "Least number of employees of their size band: 1, 10, 20, 50, 100, 250 or 500."),
                ]),
            ),
            activity,
        )
}

type Answer<T> = Result<Json<T>>;

pub async fn territory(
    State(app): State<App>,
    here: Here,
    At((phase, code)): At<(u8, String)>,
    Asked(ask): Asked<Ask>,
) -> Answer<TerritoryDiagnosis> {
    of(&app, &here, PerimeterKey::Territory(phase, code), ask).await
}

pub async fn epci(State(app): State<App>, here: Here, At(siren): At<String>, Asked(ask): Asked<Ask>) -> Answer<TerritoryDiagnosis> {
    of(&app, &here, PerimeterKey::Epci(siren), ask).await
}

pub async fn department(State(app): State<App>, here: Here, At(code): At<String>, Asked(ask): Asked<Ask>) -> Answer<TerritoryDiagnosis> {
    of(&app, &here, PerimeterKey::Department(code), ask).await
}

pub async fn region(State(app): State<App>, here: Here, At(code): At<String>, Asked(ask): Asked<Ask>) -> Answer<TerritoryDiagnosis> {
    of(&app, &here, PerimeterKey::Region(code), ask).await
}

pub async fn zone(State(app): State<App>, here: Here, At(code): At<String>, Asked(ask): Asked<Ask>) -> Answer<TerritoryDiagnosis> {
    of(&app, &here, PerimeterKey::Zone(code), ask).await
}

pub async fn communes(State(app): State<App>, here: Here, Asked(ask): Asked<Ask>) -> Answer<TerritoryDiagnosis> {
    let key = sectors::drawn(&app, &here, ask.get("c").map(String::as_str).unwrap_or_default())?;
    of(&app, &here, key, ask).await
}

async fn of(app: &App, here: &Here, key: PerimeterKey, ask: Ask) -> Answer<TerritoryDiagnosis> {
    let perimeter = sectors::perimeter(app, here, &key)?;
    let study = sectors::study(app, here).await?;
    sectors::diagnosis(app, &study, &perimeter, &ask).await.map(Json).or_ours(here)
}

/// `for`: the territory that wants the activity, as a command line names it.
pub async fn activity(State(app): State<App>, here: Here, At(naf): At<String>, Asked(ask): Asked<Ask>) -> Answer<SectorDiagnosis> {
    if !sectors::is_class(&naf) || app.reference.naf_label(&naf).is_none() {
        return Err(Failure::NotFound(here));
    }
    let place = match ask.get("for").filter(|text| !text.is_empty()) {
        Some(text) => Some(app.reference.find_perimeter(text).map_err(|why| Failure::Bad(here.clone(), why))?),
        None => None,
    };
    let study = sectors::study(&app, &here).await?;
    sectors::of_activity(&app, &study, &naf, place, &ask, sectors::SHOWN).await.map(Json).map_err(|why| Failure::Absent(here, why))
}
