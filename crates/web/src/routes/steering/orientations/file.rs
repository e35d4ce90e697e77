//! Every open sheet of the perimeter to take away, with whether the orientation favours it and what was proposed of it.

use super::found;
use super::split::{row, split};
use super::told::{kind, state};
use crate::answer;
use crate::app::App;
use crate::ask::{Asked, At};
use crate::error::{Failure, OrFail, Result};
use crate::page::{Here, Nav};
use crate::permissions::Actor;
use crate::table;
use axum::extract::State;
use axum::response::Response;
use domain::Lang;
use store::orientations::{self, Candidate};

const FR: [&str; 14] = [
    "identifiant",
    "phase",
    "code_territoire",
    "territoire",
    "numero",
    "intitule",
    "porteur",
    "axes",
    "etat",
    "acceleree",
    "inventee",
    "favorisee",
    "proposition",
    "reponse",
];
const EN: [&str; 14] = [
    "id",
    "phase",
    "territory_code",
    "territory",
    "number",
    "title",
    "holder",
    "axes",
    "state",
    "accelerated",
    "invented",
    "favoured",
    "proposal",
    "answer",
];

pub async fn file(
    State(app): State<App>,
    here: Here,
    actor: Actor,
    At((id, file)): At<(String, String)>,
    Asked(ask): Asked<super::show::Ask>,
) -> Result<Response> {
    if !["fiches.csv", "fiches.xlsx"].contains(&file.as_str()) {
        return Err(Failure::NotFound(here));
    }
    let found = found(&app, &here, &actor, &id, &ask.region).await?;
    let page = here.page(Nav::Steering, "");
    let split = split(&app, &found.region, &found.stored.orientation).await.or_ours(&here)?;
    let made = orientations::of_orientation(&app.store, &found.stored.id, &found.region).await.or_ours(&here)?;
    let flag = |flag: bool| page.t(if flag { "yes" } else { "no" });
    let line = |sheet: &Candidate, favoured: bool| {
        let last = made.iter().rfind(|proposal| proposal.sheet == sheet.id);
        let told = row(&app, &page, sheet, String::new());
        [
            told.id,
            sheet.phase.to_string(),
            sheet.code.clone(),
            told.territory,
            told.number,
            told.title,
            told.holder,
            told.axes,
            told.state,
            flag(sheet.accelerated),
            flag(sheet.invented),
            flag(favoured),
            last.map_or_else(String::new, |proposal| kind(here.lang, proposal.kind)),
            last.map_or_else(String::new, |proposal| state(&page, proposal.state)),
        ]
    };
    let mut rows: Vec<[String; 14]> = split.favoured().map(|sheet| line(sheet, true)).collect();
    rows.extend(split.others().map(|sheet| line(sheet, false)));
    let heads = if here.lang == Lang::Fr { FR } else { EN };
    table::answer_columns(&here, &file, &here.t("orientation-title"), &heads, &rows, &[]).map(answer::unkept)
}
