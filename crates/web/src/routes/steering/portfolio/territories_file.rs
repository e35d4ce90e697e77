//! Territories to take away: a row each, every state and every indicator in columns of their own.

use super::ask::KINDS;
use super::sums::{Sum, Told};
use super::territories::{Ask, asked, indicators};
use super::territory_name;
use crate::answer;
use crate::app::App;
use crate::ask::Asked;
use crate::error::Result;
use crate::page::Here;
use crate::permissions::Actor;
use crate::table;
use axum::extract::State;
use axum::response::Response;
use contracts::DecisionKind;
use domain::Lang;
use domain::format::euros;
use grants::Step;

pub async fn csv(State(app): State<App>, here: Here, actor: Actor, Asked(ask): Asked<Ask>) -> Result<Response> {
    file(&app, &here, &actor, ask, "territoires.csv").await
}

pub async fn xlsx(State(app): State<App>, here: Here, actor: Actor, Asked(ask): Asked<Ask>) -> Result<Response> {
    file(&app, &here, &actor, ask, "territoires.xlsx").await
}

/// Where a column begins that holds numbers: what stands before names the territory.
const NAMES: usize = 4;

async fn file(app: &App, here: &Here, actor: &Actor, mut ask: Ask, name: &str) -> Result<Response> {
    let (_, sums) = asked(app, here, actor, &mut ask).await?;
    let fr = here.lang == Lang::Fr;
    let word = |french: &'static str, english: &'static str| (if fr { french } else { english }).to_owned();
    let mut states: Vec<&str> = vec![];
    for state in app.rulebook.lifecycles.iter().rev().flat_map(|(_, lifecycle)| &lifecycle.states) {
        if !states.contains(&state.id.as_str()) {
            states.push(&state.id);
        }
    }
    let indicators = indicators(app);
    let mut heads = vec![word("phase", "phase"), word("code", "code"), word("territoire", "territory"), word("region", "region")];
    heads.extend([
        word("fiches", "sheets"),
        word("en_cours", "open"),
        word("en_retard", "late"),
        word("inventees_comptees_a_part", "invented_counted_apart"),
    ]);
    heads.extend(states.iter().map(|state| format!("{}_{state}", word("etat", "state"))));
    heads.extend(KINDS.iter().map(|kind| match kind {
        DecisionKind::New => word("nouvelles", "new"),
        DecisionKind::Accelerated => word("accelerees", "accelerated"),
        DecisionKind::Reoriented => word("reorientees", "reoriented"),
        _ => word("abandonnees", "dropped"),
    }));
    heads.extend([
        word("blocages_en_attente", "blocking_points_awaiting"),
        word("reponses_en_retard", "answers_late"),
        word("cout_total_ht", "total_cost"),
        word("fiches_chiffrees", "sheets_with_a_cost"),
    ]);
    heads.extend(Step::ALL.iter().map(|step| match step {
        Step::Asked => word("demande", "asked"),
        Step::Granted => word("accorde", "granted"),
        Step::Contracted => word("conventionne", "contracted"),
        Step::Paid => word("paye", "paid"),
    }));
    for spec in &indicators {
        for part in [word("cible", "target"), word("declare", "declared"), word("verifie", "verified")] {
            heads.push(format!("{}_{part}", spec.id));
            heads.push(format!("{}_{part}_{}", spec.id, word("fiches", "sheets")));
        }
    }
    let row = |sum: &Sum| {
        let mut row = vec![
            sum.phase.to_string(),
            sum.code.clone(),
            territory_name(app, sum.phase, &sum.code),
            app.reference.region_name(&sum.region).unwrap_or_default().to_owned(),
        ];
        row.extend([sum.sheets, sum.open, sum.late, sum.invented].map(|n| n.to_string()));
        row.extend(states.iter().map(|state| sum.states.get(*state).copied().unwrap_or_default().to_string()));
        row.extend(sum.decided.map(|n| n.to_string()));
        row.extend([sum.points.to_string(), sum.points_late.to_string()]);
        // A sum of nothing that was told is empty: a zero would be a figure.
        row.push(if sum.costed > 0 { euros(sum.cost) } else { String::new() });
        row.push(sum.costed.to_string());
        row.extend(Step::ALL.map(|step| match sum.money.step(step) {
            (0, _) => String::new(),
            (_, amount) => euros(amount),
        }));
        for spec in &indicators {
            let promise = sum.promise(&spec.id);
            row.extend([promise.target, promise.declared, promise.verified].iter().flat_map(figure));
        }
        row
    };
    let rows: Vec<Vec<String>> = sums.iter().map(row).collect();
    let numbers: Vec<bool> = (0..heads.len()).map(|at| at >= NAMES).collect();
    let heads: Vec<&str> = heads.iter().map(String::as_str).collect();
    table::answer_columns(here, name, &here.t("places-title"), &heads, &rows, &numbers).map(answer::unkept)
}

/// The figure, and how many sheets tell it.
fn figure(told: &Told) -> [String; 2] {
    let (n, figure) = told;
    let (sign, hundredths) = (if figure.0 < 0 { "-" } else { "" }, figure.0.unsigned_abs());
    let written = format!("{sign}{}.{:02}", hundredths / 100, hundredths % 100);
    [if *n > 0 { written } else { String::new() }, n.to_string()]
}
