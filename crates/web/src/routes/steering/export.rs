//! The funnel, its delays and its reasons as tables to take away, with the same filters and the same hidden cells as the screen.

use super::landing::name;
use super::report::{self, Cell, Shown};
use super::scope::{self, Ask, Seen};
use crate::app::App;
use crate::ask::Asked;
use crate::error::Result;
use crate::page::{Here, Nav};
use crate::permissions::Actor;
use crate::table;
use axum::extract::{OriginalUri, State};
use axum::response::Response;
use domain::Lang;
use domain::format::euros;
use grants::Delay;
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

/// What whoever asks sees, by what, and the name of its file: it tells what is counted with the rest, and what is not.
async fn read(app: &App, here: &Here, actor: &Actor, mut ask: Ask, (stem, ending): (&str, &str)) -> Result<(By, Shown, String)> {
    let seen = scope::seen(app, here, actor, &mut ask)?;
    let by = match ask.by() {
        By::Region => By::Region,
        _ if seen == Seen::Public => By::Programme,
        by => by,
    };
    let shown = report::shown(app, here, &seen, by).await?;
    let invented = if shown.invented > 0 { "-fiches-inventees-comprises" } else { "" };
    let typed = match (seen.typed(), seen.opened()) {
        (true, _) => "-sans-les-candidatures",
        (_, true) => "-sans-les-candidatures-sans-territoire",
        _ => "",
    };
    let file = format!("{stem}-{}{typed}{invented}.{ending}", by.code());
    Ok((by, shown, file))
}

fn ending(uri: &OriginalUri) -> &'static str {
    if uri.path().ends_with(".xlsx") { "xlsx" } else { "csv" }
}

/// `delais.csv` and `.xlsx`: each step as a whole, then by what groups the view.
pub async fn delays(State(app): State<App>, here: Here, actor: Actor, Asked(ask): Asked<Ask>, uri: OriginalUri) -> Result<Response> {
    let (by, shown, file) = read(&app, &here, &actor, ask, ("delais", ending(&uri))).await?;
    let (app, page) = (&app, &here.page(Nav::Steering, ""));
    let heads = match here.lang {
        Lang::Fr => ["cle", "nom", "etape", "mediane_jours", "neuf_sur_dix_jours", "dossiers"],
        Lang::En => ["key", "name", "step", "median_days", "nine_in_ten_days", "files"],
    };
    let row = |key: &str, name: String, (step, delay): &(String, Delay)| {
        let step = page.t(&format!("steering-delay-{step}"));
        [key.to_owned(), name, step, delay.median.to_string(), delay.p90.to_string(), delay.count.to_string()]
    };
    let whole = shown.delays.iter().map(|delay| row("", page.t("total"), delay));
    let groups = shown.lived.iter().flat_map(|(key, delays)| delays.iter().map(move |delay| row(key, name(app, page, by, key), delay)));
    let rows: Vec<[String; 6]> = whole.chain(groups).collect();
    table::answer_columns(&here, &file, &page.t("steering-delays"), &heads, &rows, &[false, false, false, true, true, true])
}

/// `motifs.csv` and `.xlsx`.
pub async fn reasons(State(app): State<App>, here: Here, actor: Actor, Asked(ask): Asked<Ask>, uri: OriginalUri) -> Result<Response> {
    let (_, shown, file) = read(&app, &here, &actor, ask, ("motifs", ending(&uri))).await?;
    let heads = match here.lang {
        Lang::Fr => ["cle", "motif", "dossiers", "montant"],
        Lang::En => ["key", "reason", "files", "amount"],
    };
    let reasons = shown.reasons.iter().map(|(reason, cell)| {
        let [files, amount] = pair(cell);
        [reason.code().to_owned(), reason.name().get(here.lang).to_owned(), files, amount]
    });
    let rows: Vec<[String; 4]> = reasons.collect();
    table::answer_columns(&here, &file, &here.t("steering-reasons"), &heads, &rows, &[false, false, true, true])
}

/// A hidden cell is empty: a zero would be a lie.
fn pair(cell: &Cell) -> [String; 2] {
    cell.map_or([String::new(), String::new()], |(n, amount)| [n.to_string(), euros(amount)])
}

async fn file(app: &App, here: &Here, actor: &Actor, ask: Ask, ending: &str) -> Result<Response> {
    let (by, shown, file) = read(app, here, actor, ask, ("entonnoir", ending)).await?;
    let page = here.page(Nav::Steering, "");
    let heads = HEADS.map(|(fr, en)| if here.lang == Lang::Fr { fr } else { en });
    let rows: Vec<[String; 12]> = shown
        .rows
        .iter()
        .map(|row| {
            let [[a, b], [c, d], [e, f], [g, h]] = [0, 1, 2, 3].map(|at| pair(&row.steps[at]));
            let [i, j] = pair(&row.refused);
            [row.key.clone(), name(app, &page, by, &row.key), a, b, c, d, e, f, g, h, i, j]
        })
        .collect();
    table::answer(here, &file, &here.t("steering-title"), &heads, &rows)
}
