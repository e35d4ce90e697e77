//! The measures of the list as files, under the same filters as the screen.

use super::ask::Filter;
use super::{amount, words};
use crate::app::App;
use crate::ask::Asked;
use crate::error::Result;
use crate::page::{Here, Nav};
use crate::routes::envelopes::view::day;
use crate::table;
use axum::extract::State;
use axum::response::Response;
use domain::Lang;

pub async fn csv(State(app): State<App>, here: Here, Asked(filter): Asked<Filter>) -> Result<Response> {
    file(&app, &here, &filter, "mesures.csv")
}

pub async fn xlsx(State(app): State<App>, here: Here, Asked(filter): Asked<Filter>) -> Result<Response> {
    file(&app, &here, &filter, "mesures.xlsx")
}

fn file(app: &App, here: &Here, filter: &Filter, file: &str) -> Result<Response> {
    let heads = match here.lang {
        Lang::Fr => {
            ["identifiant", "mesure", "programme", "nature", "regime", "operateurs", "pour_qui", "montant", "du", "au", "enveloppe", "lien"]
        }
        Lang::En => {
            ["id", "measure", "programme", "kind", "regime", "operators", "for_whom", "amount", "from", "until", "envelope", "link"]
        }
    };
    let page = here.page(Nav::Measures, here.t("measures-title"));
    let shown = filter.keep(app, here.lang);
    let rows: Vec<[String; 12]> = shown
        .iter()
        .flat_map(|(programme, measures)| measures.iter().map(move |measure| (programme, measure)))
        .map(|(programme, measure)| {
            [
                measure.id.clone(),
                page.x(&measure.name),
                programme.id.clone(),
                page.t(&words::kind_key(measure.kind)),
                words::regime(measure, &page),
                measure.operators.join(", "),
                page.x(&measure.audience),
                amount(&measure.amount, &page, &app.rulebook.dictionary),
                day(measure.valid.from),
                day(measure.valid.until),
                measure.envelope.clone().unwrap_or_default(),
                measure.link.clone().unwrap_or_default(),
            ]
        })
        .collect();
    table::answer(here, file, &here.t("measures-title"), &heads, &rows)
}
