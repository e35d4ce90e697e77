//! The same leads and supplies as a table: what whoever asks sees on the page, under the same filters.

use super::list::{Ask, label, lead_row};
use super::seen::{leads, seen};
use super::typed::written;
use crate::answer;
use crate::app::App;
use crate::ask::{Asked, At};
use crate::error::Result;
use crate::page::{Here, Nav};
use crate::permissions::Actor;
use crate::table;
use axum::extract::State;
use axum::response::Response;
use connect::{Flow, substance_told};
use domain::Lang;

pub async fn csv(
    State(app): State<App>,
    here: Here,
    actor: Actor,
    At(place): At<(u8, String)>,
    Asked(ask): Asked<Ask>,
) -> Result<Response> {
    file(&app, &here, &actor, place, &ask, "synergies.csv").await
}

pub async fn xlsx(
    State(app): State<App>,
    here: Here,
    actor: Actor,
    At(place): At<(u8, String)>,
    Asked(ask): Asked<Ask>,
) -> Result<Response> {
    file(&app, &here, &actor, place, &ask, "synergies.xlsx").await
}

async fn file(app: &App, here: &Here, actor: &Actor, (phase, code): (u8, String), ask: &Ask, file: &str) -> Result<Response> {
    let seen = seen(app, here, actor, phase, &code).await?;
    let page = here.page(Nav::Territories, "");
    let exchanges = app.exchanges();
    let mut rows: Vec<[String; 14]> = vec![];
    let (held, asked, today) = (app.clone(), ask.clone(), app.today());
    let keeps = move |supply: &Flow, _: &Flow| asked.keeps(supply, &substance_told(&supply.substance, held.connect.on(today)).fr);
    for found in &leads(app, here, &seen, keeps, 0..usize::MAX).await? {
        let told = lead_row(app, &page, found, None);
        let usable = found.lead.usable;
        rows.push([
            page.t("synergies-kind-lead"),
            told.given,
            told.taken,
            found.supply.substance.to_string(),
            label(&found.supply).to_owned(),
            usable.map(|(amount, _)| amount.as_units().to_string()).unwrap_or_default(),
            usable.map(|(_, unit)| unit.symbol().to_owned()).unwrap_or_default(),
            found.lead.km.map(|km| km.to_string()).unwrap_or_default(),
            found.lead.yearly.map(|cents| written(cents.0)).unwrap_or_default(),
            page.answer(&told.answer),
            told.points.to_string(),
            told.evidence,
            told.missing.join(" | "),
            found.supply.source.title.clone(),
        ]);
    }
    for flow in exchanges.within(&seen.communes).filter(|flow| ask.keeps(flow, label(flow))) {
        let quantity = flow.quantity;
        let commune = app.reference.commune(&flow.party.commune).map_or("", |commune| commune.name.as_str());
        rows.push([
            page.t("synergies-kind-supply"),
            format!("{} ({commune})", flow.party.name),
            String::new(),
            flow.substance.to_string(),
            label(flow).to_owned(),
            quantity.map(|q| q.rhythm.year().as_units().to_string()).unwrap_or_default(),
            quantity.map(|q| q.unit.symbol().to_owned()).unwrap_or_default(),
            String::new(),
            String::new(),
            String::new(),
            String::new(),
            String::new(),
            String::new(),
            flow.source.title.clone(),
        ]);
    }
    let heads = match here.lang {
        Lang::Fr => [
            "sorte",
            "de",
            "vers",
            "flux",
            "libelle",
            "quantite_an",
            "unite",
            "km",
            "euros_an",
            "reponse",
            "points",
            "indices",
            "manque",
            "source",
        ],
        Lang::En => [
            "kind",
            "from",
            "to",
            "flow",
            "label",
            "quantity_year",
            "unit",
            "km",
            "euros_year",
            "answer",
            "points",
            "evidence",
            "missing",
            "source",
        ],
    };
    let numbers: Vec<bool> = (0..heads.len()).map(|at| matches!(at, 5 | 7 | 8 | 10)).collect();
    // Some rows are for whoever asks alone.
    table::answer_columns(here, file, &here.t("synergies-title"), &heads, &rows, &numbers).map(answer::unkept)
}
