//! The funnel as a table to take away, with the same filters and the same hidden cells as the screen.

use super::landing::name;
use super::report::{self, Cell};
use super::scope::{self, Ask, Seen};
use crate::app::App;
use crate::ask::Asked;
use crate::error::Result;
use crate::page::{Here, Nav};
use crate::permissions::Actor;
use crate::routes::funding::euros;
use crate::table;
use axum::extract::State;
use axum::response::Response;
use domain::Lang;
use store::funding::By;

const HEADS: [(&str, &str); 12] = [
    ("cle", "key"),
    ("nom", "name"),
    ("demandes", "asked_files"),
    ("montant_demande", "asked_amount"),
    ("accords", "granted_files"),
    ("montant_accorde", "granted_amount"),
    ("conventions", "contracted_files"),
    ("montant_conventionne", "contracted_amount"),
    ("paiements", "paid_files"),
    ("montant_paye", "paid_amount"),
    ("refus", "refused_files"),
    ("montant_refuse", "refused_amount"),
];

pub async fn csv(State(app): State<App>, here: Here, actor: Actor, Asked(ask): Asked<Ask>) -> Result<Response> {
    file(&app, &here, &actor, ask, "csv").await
}

pub async fn xlsx(State(app): State<App>, here: Here, actor: Actor, Asked(ask): Asked<Ask>) -> Result<Response> {
    file(&app, &here, &actor, ask, "xlsx").await
}

async fn file(app: &App, here: &Here, actor: &Actor, mut ask: Ask, ending: &str) -> Result<Response> {
    let seen = scope::seen(app, here, actor, &mut ask)?;
    let by = match ask.by() {
        By::Region => By::Region,
        _ if seen == Seen::Public => By::Programme,
        by => by,
    };
    let shown = report::shown(app, here, &seen, by).await?;
    let page = here.page(Nav::Steering, "");
    let heads = HEADS.map(|(fr, en)| if here.lang == Lang::Fr { fr } else { en });
    // A hidden cell is empty: a zero would be a lie.
    let pair = |cell: &Cell| cell.map_or([String::new(), String::new()], |(n, amount)| [n.to_string(), euros(amount)]);
    let rows: Vec<[String; 12]> = shown
        .rows
        .iter()
        .map(|row| {
            let [[a, b], [c, d], [e, f], [g, h]] = [0, 1, 2, 3].map(|at| pair(&row.steps[at]));
            let [i, j] = pair(&row.refused);
            [row.key.clone(), name(app, &page, by, &row.key), a, b, c, d, e, f, g, h, i, j]
        })
        .collect();
    let invented = if shown.invented > 0 { "-fiches-inventees-comprises" } else { "" };
    let typed = if seen.typed() { "-sans-les-candidatures" } else { "" };
    table::answer(here, &format!("entonnoir-{}{typed}{invented}.{ending}", by.code()), &here.t("steering-title"), &heads, &rows)
}
