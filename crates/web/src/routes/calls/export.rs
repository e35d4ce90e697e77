//! The lines of the list of calls as files, under the same filters as the screen, and the waves of one.

use super::ask::Filter;
use super::{CallLine, found, left, line};
use crate::app::App;
use crate::ask::{Asked, At};
use crate::error::Result;
use crate::page::Here;
use crate::routes::applications::called;
use crate::routes::applications::waves::{self, WaveLine};
use crate::routes::envelopes::view;
use crate::routes::measures::words;
use crate::table;
use axum::extract::State;
use axum::response::Response;
use domain::Lang;

pub async fn csv(State(app): State<App>, here: Here, Asked(filter): Asked<Filter>) -> Result<Response> {
    file(&app, &here, &filter, "appels.csv").await
}

pub async fn xlsx(State(app): State<App>, here: Here, Asked(filter): Asked<Filter>) -> Result<Response> {
    file(&app, &here, &filter, "appels.xlsx").await
}

async fn file(app: &App, here: &Here, filter: &Filter, name: &str) -> Result<Response> {
    let heads = match here.lang {
        Lang::Fr => [
            "identifiant",
            "appel",
            "programme",
            "operateur",
            "natures",
            "vague",
            "etat",
            "ouvre_le",
            "ferme_le",
            "heure",
            "enveloppe",
            "ouvert",
            "reste",
            "unite",
        ],
        Lang::En => [
            "id",
            "call",
            "programme",
            "operator",
            "kinds",
            "wave",
            "state",
            "opens_on",
            "closes_on",
            "hour",
            "envelope",
            "opened",
            "remaining",
            "unit",
        ],
    };
    let lines = left::told(app, here, filter.keep(app, found(app, here).await?, here.lang)).await?;
    let rows: Vec<[String; 14]> = lines
        .into_iter()
        .map(|line| {
            let kinds: Vec<String> = line.kinds.iter().map(|kind| here.t(&words::kind_key(*kind))).collect();
            // A call whose measures have their own envelopes has several in a cell.
            let each = |told: &dyn Fn(&left::Left) -> String| line.left.iter().map(told).collect::<Vec<_>>().join(", ");
            // The word alone: the days left change every day.
            let state = CallLine { days_left: None, ..line.clone() }.badge(here.lang);
            [
                line.call.clone(),
                line.name.get(here.lang).to_owned(),
                line.programme.clone(),
                line.operator.clone(),
                kinds.join(", "),
                line.wave.get(here.lang).to_owned(),
                state,
                view::day(line.opens),
                view::day(line.closes),
                line.closes_at.clone().unwrap_or_default(),
                line.envelopes.join(", "),
                each(&|l| view::plain(l.opened, l.unit)),
                each(&|l| view::plain(l.left, l.unit)),
                each(&|l| view::unit(l.unit).get(here.lang).to_owned()),
            ]
        })
        .collect();
    table::answer(here, name, &here.t("calls-title"), &heads, &rows)
}

pub async fn waves_csv(State(app): State<App>, here: Here, At(id): At<String>) -> Result<Response> {
    waves(&app, &here, &id, "csv").await
}

pub async fn waves_xlsx(State(app): State<App>, here: Here, At(id): At<String>) -> Result<Response> {
    waves(&app, &here, &id, "xlsx").await
}

/// The waves of a call, those that its operator added too: the dates of its file, then how each stands and by which act.
async fn waves(app: &App, here: &Here, id: &str, ending: &str) -> Result<Response> {
    let call = called(app, here, id)?.call;
    let heads = match here.lang {
        Lang::Fr => ["identifiant", "vague", "ouvre_le", "ferme_le", "heure", "etat", "a_present", "acte", "note"],
        Lang::En => ["id", "wave", "opens_on", "closes_on", "hour", "state", "now", "act", "note"],
    };
    let now = app.now();
    let row = |wave: WaveLine| {
        // A wave that only an act knows of has no date in the file.
        let told = call.waves.iter().find(|told| told.id == wave.id);
        let state = told.map(|told| CallLine { days_left: None, ..line(call, Some(told), now) }.badge(here.lang));
        [
            wave.id.clone(),
            wave.name.get(here.lang).to_owned(),
            view::day(told.and_then(|told| told.opens)),
            view::day(told.and_then(|told| told.closes)),
            told.and_then(|told| told.closes_at.clone()).unwrap_or_default(),
            state.unwrap_or_default(),
            wave.said().get(here.lang).to_owned(),
            wave.act.as_ref().map(|act| act.reason.clone()).unwrap_or_default(),
            told.map(|told| told.note.get(here.lang).to_owned()).unwrap_or_default(),
        ]
    };
    let rows: Vec<[String; 9]> = waves::lines(app, here, call).await?.into_iter().map(row).collect();
    table::answer_columns(here, &format!("vagues-{}.{ending}", call.id), &here.t("calls-waves"), &heads, &rows, &[])
}
