//! The lines of the list of calls as files, under the same filters as the screen.

use super::ask::Filter;
use super::{CallLine, found, left};
use crate::app::App;
use crate::ask::Asked;
use crate::error::Result;
use crate::page::Here;
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
