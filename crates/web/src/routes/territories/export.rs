//! The territories of the list as files, under the same filters as the screen, and the members of one.

use super::Filter;
use crate::app::App;
use crate::ask::{Asked, At};
use crate::error::{OrNotFound, Result};
use crate::page::Here;
use crate::table;
use axum::extract::State;
use axum::response::Response;
use domain::Lang;

pub async fn csv(State(app): State<App>, here: Here, Asked(filter): Asked<Filter>) -> Result<Response> {
    file(&app, &here, &filter, "territoires.csv")
}

pub async fn xlsx(State(app): State<App>, here: Here, Asked(filter): Asked<Filter>) -> Result<Response> {
    file(&app, &here, &filter, "territoires.xlsx")
}

fn file(app: &App, here: &Here, filter: &Filter, file: &str) -> Result<Response> {
    let heads = match here.lang {
        Lang::Fr => ["phase", "code", "nom", "region", "departements", "membres", "siren", "population", "source"],
        Lang::En => ["phase", "code", "name", "region", "departments", "members", "siren", "population", "source"],
    };
    let rows: Vec<[String; 9]> = filter
        .keep(&app.reference)
        .into_iter()
        .map(|territory| {
            let names: Vec<&str> = territory.members.iter().map(|member| member.name.as_str()).collect();
            let sirens: Vec<&str> = territory.members.iter().map(|member| member.siren.as_str()).collect();
            let known = territory.members.iter().filter_map(|member| app.reference.epci(&member.siren));
            let population: u64 = known.map(|epci| u64::from(epci.population)).sum();
            [
                territory.phase.to_string(),
                territory.code.clone(),
                territory.name.clone(),
                territory.region.clone(),
                territory.departments.join(", "),
                names.join(" | "),
                sirens.join(" | "),
                if population > 0 { population.to_string() } else { String::new() },
                territory.source.title.clone(),
            ]
        })
        .collect();
    // Codes of départements and numbers of members stay as they are written.
    let numbers: Vec<bool> = heads.iter().map(|head| *head == "population").collect();
    table::answer_columns(here, file, &here.t("territories-title"), &heads, &rows, &numbers)
}

pub async fn members_csv(State(app): State<App>, here: Here, At((phase, code)): At<(u8, String)>) -> Result<Response> {
    members(&app, &here, phase, &code, "csv")
}

pub async fn members_xlsx(State(app): State<App>, here: Here, At((phase, code)): At<(u8, String)>) -> Result<Response> {
    members(&app, &here, phase, &code, "xlsx")
}

fn members(app: &App, here: &Here, phase: u8, code: &str, ending: &str) -> Result<Response> {
    let territory = app.reference.territory(phase, code).or_not_found(here)?;
    let heads = match here.lang {
        Lang::Fr => ["nom", "siren", "nature", "communes", "population", "source"],
        Lang::En => ["name", "siren", "kind", "communes", "population", "source"],
    };
    let rows: Vec<[String; 6]> = territory
        .members
        .iter()
        .map(|member| {
            let epci = app.reference.epci(&member.siren);
            [
                member.name.clone(),
                member.siren.clone(),
                if member.is_commune { here.t("commune") } else { String::new() },
                epci.map(|epci| epci.members.len().to_string()).unwrap_or_default(),
                epci.map(|epci| epci.population.to_string()).unwrap_or_default(),
                territory.source.title.clone(),
            ]
        })
        .collect();
    let (file, numbers) = (format!("membres-{phase}-{}.{ending}", territory.code), [false, false, false, true, true, false]);
    table::answer_columns(here, &file, &here.t("territory-members"), &heads, &rows, &numbers)
}
