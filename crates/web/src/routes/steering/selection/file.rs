//! The proposal to take away: a row for each application, in or out, with its reasons.

use super::rows::rows;
use super::show::{Read, read};
use crate::answer;
use crate::app::App;
use crate::error::Result;
use crate::page::{Here, Nav};
use crate::permissions::Actor;
use crate::table;
use axum::extract::{RawQuery, State};
use axum::response::Response;
use domain::Lang;
use domain::format::euros;

const FR: [&str; 15] = [
    "numero",
    "projet",
    "appel",
    "region",
    "priorites",
    "enveloppe",
    "demande",
    "propose",
    "points",
    "motif",
    "ce_qui_changerait",
    "points_de_la_place",
    "avec_les_seconds_poids",
    "pourquoi",
    "adresse",
];
const EN: [&str; 15] = [
    "number",
    "project",
    "call",
    "region",
    "priorities",
    "envelope",
    "asked",
    "proposed",
    "points",
    "reason",
    "what_would_change_it",
    "points_of_the_place",
    "under_the_second_weights",
    "why",
    "address",
];
const NUMBERS: [bool; 15] = [false, false, false, false, false, false, true, false, true, false, false, true, false, false, false];

pub async fn csv(State(app): State<App>, here: Here, actor: Actor, RawQuery(query): RawQuery) -> Result<Response> {
    file(&app, &here, &actor, query, "portefeuille.csv").await
}

pub async fn xlsx(State(app): State<App>, here: Here, actor: Actor, RawQuery(query): RawQuery) -> Result<Response> {
    file(&app, &here, &actor, query, "portefeuille.xlsx").await
}

async fn file(app: &App, here: &Here, actor: &Actor, query: Option<String>, name: &str) -> Result<Response> {
    let Read { held, found, .. } = read(app, here, actor, query).await?;
    let page = here.page(Nav::Steering, "");
    let figure = |figure: Option<i64>| figure.map_or_else(String::new, |figure| figure.to_string());
    let mut lines: Vec<[String; 15]> = vec![];
    for row in rows(app, &page, &held, &found) {
        lines.push([
            row.number,
            row.title,
            row.call,
            row.region,
            row.themes,
            row.envelope,
            euros(row.asked),
            page.t(if row.retained { "yes" } else { "no" }),
            row.points.to_string(),
            row.why,
            row.change,
            figure(row.price),
            row.moved,
            row.moved_why,
            format!("{}{}", app.base_url, here.url(&row.path)),
        ]);
    }
    let heads = if here.lang == Lang::Fr { FR } else { EN };
    table::answer_columns(here, name, &here.t("selection-title"), &heads, &lines, &NUMBERS).map(answer::unkept)
}
