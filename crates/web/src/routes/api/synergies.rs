//! What establishments of a territory could exchange, as everybody may read it: whoever asks, nothing of a private flow nor of one
//! that was opened to its territory alone.

use super::places::Paging;
use super::{doc, paging, path};
use crate::app::App;
use crate::ask::{Asked, At};
use crate::error::{OrFail, Result};
use crate::page::Here;
use crate::permissions::{Action, Actor};
use crate::registry::Registry;
use crate::routes::synergies::label;
use crate::routes::synergies::seen::{leads, seen};
use axum::Json;
use axum::extract::State;
use axum::http::Method;
use connect::{Flow, Lead, Substance, substance_told};
use domain::sharing::FLOOR;
use domain::{Source, Text};
use schemars::JsonSchema;
use serde::Serialize;
use store::synergies;

#[derive(Serialize, JsonSchema)]
pub struct Synergies {
    pub phase: u8,
    pub code: String,
    pub name: String,
    /// Version of the rules of matching.
    pub rules: String,
    /// Leads between flows that everybody may read, with their reasons: most points first, then the nearest. Empty without a demand
    /// that is public; what was opened to the territory alone is never here.
    pub leads: Vec<PublicLead>,
    pub supplies_total: usize,
    /// What establishments declare to the State.
    pub supplies: Vec<PublicFlow>,
    /// What the followed synergies save each year, unit by unit.
    pub realised: Vec<Realised>,
    /// Flows counted without a name; none when their holders are too few.
    pub counted: Option<Counted>,
    /// What is not held, and which file to fetch.
    pub missing: Vec<Text>,
    pub sources: Vec<Source>,
}

#[derive(Serialize, JsonSchema)]
pub struct PublicLead {
    pub supply: PublicFlow,
    pub demand: PublicFlow,
    pub lead: Lead,
}

#[derive(Serialize, JsonSchema)]
pub struct PublicFlow {
    pub id: String,
    pub establishment: String,
    /// INSEE code.
    pub commune: String,
    /// "waste:03 01 05", "material:wood", "heat:90".
    pub substance: String,
    pub substance_label: Text,
    /// In the official list of waste, in French; empty for anything else.
    pub label: String,
    /// Unknown when the code does not say.
    pub hazardous: Option<bool>,
    /// A year, in `unit`.
    pub quantity: Option<f64>,
    /// "t", "m³", "MWh".
    pub unit: Option<String>,
}

#[derive(Serialize, JsonSchema)]
pub struct Realised {
    /// "tonne", "cubic_metre", "megawatt_hour"; empty for what is shared.
    pub unit: String,
    pub synergies: i64,
    /// A year, in units; none while fewer than five hold what is given or what is taken.
    pub declared: Option<f64>,
    pub verified: Option<f64>,
}

#[derive(Serialize, JsonSchema)]
pub struct Counted {
    pub flows: usize,
    pub holders: usize,
}

pub fn routes() -> Registry {
    let about = "Exchanges of a territory, from public data alone: leads with their reasons, declared waste, what was realised.";
    let mut params = vec![path("phase", "1 or 2."), path("code", "ti-2704.")];
    params.extend(paging());
    Registry::default().api(
        Method::GET,
        "/api/v1/territories/{phase}/{code}/synergies",
        Action::ReadPublic,
        doc(about, "Synergies", params),
        show,
    )
}

/// `limit` and `offset` cut both lists.
pub async fn show(
    State(app): State<App>,
    here: Here,
    At((phase, code)): At<(u8, String)>,
    Asked(paging): Asked<Paging>,
) -> Result<Json<Synergies>> {
    let (offset, limit) = paging.bounds(&here)?;
    let seen = seen(&app, &here, &Actor::Visitor, phase, &code).await?;
    let found = leads(&app, &here, &seen, |_, _| true, offset..offset + limit).await?;
    let totals = synergies::realised(&app.store, phase, &code).await.or_ours(&here)?;
    let (matching, exchanges) = (app.connect.on(app.today()), app.exchanges());
    let flow = |flow: &Flow| PublicFlow {
        id: flow.id.clone(),
        establishment: flow.party.name.clone(),
        commune: flow.party.commune.clone(),
        substance: flow.substance.to_string(),
        substance_label: substance_told(&flow.substance, matching),
        label: label(flow).to_owned(),
        hazardous: match flow.substance {
            Substance::Waste(code) => code.hazardous,
            _ => None,
        },
        quantity: flow.quantity.map(|quantity| quantity.rhythm.year().as_units()),
        unit: flow.quantity.map(|quantity| quantity.unit.symbol().to_owned()),
    };
    let lead = |found: factory::exchanges::Found| PublicLead { supply: flow(&found.supply), demand: flow(&found.demand), lead: found.lead };
    let realised = |total: synergies::Total| {
        let told = |thousandths: i64| (total.holders >= FLOOR).then_some(thousandths as f64 / 1_000.0);
        Realised { declared: told(total.declared), verified: told(total.verified), synergies: total.synergies, unit: total.unit.clone() }
    };
    let known = [exchanges.source.as_ref(), Some(&exchanges.knowledge.source)];
    Ok(Json(Synergies {
        phase,
        name: seen.territory.name.clone(),
        rules: matching.version.clone(),
        leads: found.into_iter().map(lead).collect(),
        supplies_total: exchanges.within(&seen.communes).count(),
        supplies: exchanges.within(&seen.communes).skip(offset).take(limit).map(flow).collect(),
        realised: totals.into_iter().map(realised).collect(),
        counted: seen.counted.map(|(flows, holders)| Counted { flows, holders }),
        missing: exchanges.missing.clone(),
        sources: known.into_iter().flatten().filter(|source| !source.title.is_empty()).cloned().collect(),
        code,
    }))
}
