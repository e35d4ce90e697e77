//! The files of the standards, and the API.

use super::FILES;
use crate::answer;
use crate::app::App;
use crate::ask::{Asked, At};
use crate::error::{Failure, OrFail, OrNotFound, Result};
use crate::page::Here;
use axum::Json;
use axum::extract::State;
use axum::response::Response;
use grants::{Grant, essential, scdl, three_sixty};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Open licence of the State, which the decree names.
pub const LICENCE: &str = "https://www.etalab.gouv.fr/licence-ouverte-open-licence";

pub fn publisher(app: &App) -> three_sixty::Publisher {
    three_sixty::Publisher {
        name: "Rebond".into(),
        website: app.base_url.clone(),
        prefix: None,
        licence: LICENCE.into(),
        page: format!("{}/subventions/", app.base_url),
    }
}

pub async fn file(State(app): State<App>, here: Here, At(file): At<String>) -> Result<Response> {
    let (_, media, _) = FILES.into_iter().find(|(name, ..)| *name == file).or_not_found(&here)?;
    let grants = app.grants.all(&app, &here).await?;
    let bytes = match file.as_str() {
        "subventions-scdl.csv" => scdl::write(grants.iter()).0,
        "subventions-scdl-complement.csv" => scdl::complement(grants.iter()),
        "donnees-essentielles.csv" => essential::write(grants.iter()).0,
        "360giving.csv" => three_sixty::flat(&grants, &publisher(&app)),
        _ => {
            // The standard has no empty package: until there is a grant, there is no file.
            let package = three_sixty::package(&grants, &publisher(&app), app.today()).or_not_found(&here)?;
            serde_json::to_vec_pretty(&package).or_ours(&here)?
        }
    };
    let media = if media == "text/csv" { "text/csv; charset=utf-8" } else { media };
    Ok(answer::file(&file, media, bytes))
}

#[derive(Deserialize)]
#[serde(default)]
pub struct Paging {
    limit: usize,
    offset: usize,
}

impl Default for Paging {
    fn default() -> Paging {
        Paging { limit: 100, offset: 0 }
    }
}

#[derive(Serialize, JsonSchema)]
pub struct Grants {
    pub total: usize,
    pub items: Vec<GrantItem>,
}

/// One published grant. Amounts in whole cents; absent when not known.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Grant")]
pub struct GrantItem {
    pub id: String,
    /// "application" when it follows an application decided here, "sheet" when it was typed in the action sheet it helps.
    pub origin: &'static str,
    pub funder: String,
    pub funder_siret: Option<String>,
    pub beneficiary: String,
    pub beneficiary_siret: Option<String>,
    pub object: String,
    pub amount: i64,
    pub asked: Option<i64>,
    pub paid: Option<i64>,
    /// Days, YYYY-MM-DD.
    pub granted_on: String,
    pub signed_on: Option<String>,
    pub decision: Option<String>,
    pub programme: Option<String>,
    pub measure: Option<String>,
    pub call: Option<String>,
    pub wave: Option<String>,
    /// "phase:code" of the territory.
    pub territory: Option<String>,
    pub modified_on: Option<String>,
}

fn item(grant: &Grant) -> GrantItem {
    let id = |named: &Option<grants::Named>| named.as_ref().map(|named| named.id.clone());
    let to = grant.beneficiaries.first();
    GrantItem {
        id: grant.id.clone(),
        origin: if grant.applied_for { "application" } else { "sheet" },
        funder: grant.funder.name.clone(),
        funder_siret: grant.funder.siret.as_ref().map(|siret| siret.0.clone()),
        beneficiary: to.map(|b| b.party.name.clone()).unwrap_or_default(),
        beneficiary_siret: to.and_then(|b| b.party.siret.as_ref()).map(|siret| siret.0.clone()),
        object: grant.object.clone(),
        amount: grant.amount.0,
        asked: grant.asked.map(|amount| amount.0),
        paid: grant.paid.map(|amount| amount.0),
        granted_on: grant.granted_on.to_string(),
        signed_on: grant.signed_on.map(|day| day.to_string()),
        decision: grant.decision.clone(),
        programme: id(&grant.programme),
        measure: id(&grant.measure),
        call: id(&grant.call),
        wave: id(&grant.wave),
        territory: grant.place.as_ref().map(|place| place.code.clone()),
        modified_on: grant.modified_on.map(|day| day.to_string()),
    }
}

pub async fn api(State(app): State<App>, here: Here, Asked(paging): Asked<Paging>) -> Result<Json<Grants>> {
    let all = app.grants.all(&app, &here).await?;
    let items = all.iter().skip(paging.offset).take(paging.limit.clamp(1, 500)).map(item).collect();
    Ok(Json(Grants { total: all.len(), items }))
}

pub async fn api_one(State(app): State<App>, here: Here, At(id): At<String>) -> Result<Json<GrantItem>> {
    let all = app.grants.all(&app, &here).await?;
    all.iter().find(|grant| grant.id == id).map(|grant| Json(item(grant))).ok_or(Failure::NotFound(here))
}
