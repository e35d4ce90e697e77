//! The same sheets to take away: every row that the filters let through, in the order of the page.

use super::ask::Ask;
use super::list::row;
use super::within;
use crate::answer;
use crate::app::App;
use crate::ask::Asked;
use crate::error::{OrFail, Result};
use crate::page::{Here, Nav};
use crate::permissions::Actor;
use crate::table;
use axum::extract::State;
use axum::response::Response;
use domain::Lang;
use domain::format::euros;
use store::portfolio::{self, After};

/// A file holds the whole perimeter, however large.
const AT_ONCE: u32 = 1_000;
const FR: [&str; 20] = [
    "identifiant",
    "phase",
    "code_territoire",
    "territoire",
    "region",
    "numero",
    "intitule",
    "porteur",
    "axes",
    "etat",
    "responsable",
    "prochaine_action",
    "echeance",
    "jours_de_retard",
    "acceleree",
    "derniere_decision",
    "blocages_en_attente",
    "cout_total_ht",
    "inventee",
    "adresse",
];
const EN: [&str; 20] = [
    "id",
    "phase",
    "territory_code",
    "territory",
    "region",
    "number",
    "title",
    "holder",
    "axes",
    "state",
    "owner",
    "next_action",
    "due",
    "days_late",
    "accelerated",
    "last_decision",
    "blocking_points_awaiting",
    "total_cost",
    "invented",
    "address",
];
/// Which of them hold numbers: "2.10" and "84" stay as they are written.
const NUMBERS: [bool; 20] = [
    false, false, false, false, false, false, false, false, false, false, false, false, false, true, false, false, true, true, false, false,
];

pub async fn csv(State(app): State<App>, here: Here, actor: Actor, Asked(ask): Asked<Ask>) -> Result<Response> {
    file(&app, &here, &actor, &ask, "fiches.csv").await
}

pub async fn xlsx(State(app): State<App>, here: Here, actor: Actor, Asked(ask): Asked<Ask>) -> Result<Response> {
    file(&app, &here, &actor, &ask, "fiches.xlsx").await
}

async fn file(app: &App, here: &Here, actor: &Actor, ask: &Ask, name: &str) -> Result<Response> {
    let filter = ask.filter(within(app, here, actor, &ask.region, &ask.territoire)?, app.today());
    let (order, page) = (ask.order(), here.page(Nav::Steering, ""));
    let flag = |flag: bool| page.t(if flag { "yes" } else { "no" });
    let mut rows: Vec<[String; 20]> = vec![];
    let mut after: Option<After> = None;
    loop {
        let lines = portfolio::list(&app.store, &filter, order, after.as_ref(), AT_ONCE).await.or_ours(here)?;
        let Some(last) = lines.last() else { break };
        after = Some(last.after(order));
        for line in &lines {
            let (told, sheet) = (row(app, &page, line), &line.sheet);
            let address = format!("{}{}", app.base_url, here.url(&format!("/fiches/{}", told.id)));
            rows.push([
                told.id,
                sheet.phase.to_string(),
                sheet.code.clone(),
                told.territory,
                told.region,
                told.number,
                told.title,
                told.holder,
                told.axes,
                told.state,
                told.owner,
                told.next_action,
                sheet.due.map_or_else(String::new, |due| due.to_string()),
                if told.days_late > 0 { told.days_late.to_string() } else { String::new() },
                flag(sheet.accelerated),
                told.decision,
                line.blocked.to_string(),
                sheet.total_cost.map_or_else(String::new, euros),
                flag(sheet.synthetic),
                address,
            ]);
        }
    }
    let heads = if here.lang == Lang::Fr { FR } else { EN };
    table::answer_columns(here, name, &here.t("portfolio-title"), &heads, &rows, &NUMBERS).map(answer::unkept)
}
