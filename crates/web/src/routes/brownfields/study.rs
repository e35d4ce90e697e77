//! What is worth saying of a brownfield, whoever asks: mutability, cost of inaction, balance, ceiling of the funds; with its
//! rows and its files.

use crate::app::App;
use crate::error::{Failure, Result};
use crate::page::{Here, Page};
use crate::table;
use axum::response::Response;
use brownfield::{Balance, Inaction, Line, Mutability};
use domain::{Cents, Date, Facts, Lang, Site, Text};
use serde::Deserialize;

/// Years a reckoning spans when the address says nothing.
const YEARS: u32 = 10;

/// How the study is made: version of the grid, years counted.
#[derive(Clone, Deserialize, Default)]
#[serde(default)]
pub struct Choice {
    pub grille: String,
    pub annees: String,
}

pub struct Study {
    pub mutability: Mutability,
    pub inaction: Inaction,
    pub balance: Balance,
}

/// One criterion of the grid, as it is shown.
pub struct Row {
    pub label: String,
    pub value: Option<String>,
    pub status: String,
    pub score: Option<f64>,
    pub weight: f64,
    /// Fact that answers it.
    pub fact: String,
}

pub fn study(app: &App, here: &Here, facts: &Facts, site: Option<&Site>, choice: &Choice, on: Date) -> Result<Study> {
    let grids = &app.brownfield.grids;
    let grid = match choice.grille.as_str() {
        "" => app.brownfield.grid(on),
        version => grids.iter().find(|g| g.version == version),
    };
    let grid = grid.ok_or_else(|| {
        let asked = &choice.grille;
        let known = grids.iter().map(|g| g.version.as_str()).collect::<Vec<_>>().join(", ");
        Failure::Bad(
            here.clone(),
            Text::new(
                format!("Aucune grille n’a la version « {asked} ». Versions connues : {known}."),
                format!("No grid has the version “{asked}”. Known versions: {known}."),
            ),
        )
    })?;
    let years = if choice.annees.is_empty() { Some(YEARS) } else { choice.annees.trim().parse().ok().filter(|y| (1..=50).contains(y)) };
    let years = years.ok_or_else(|| {
        Failure::Bad(here.clone(), Text::new("Nombre d’années : un entier de 1 à 50.", "Number of years: a whole number from 1 to 50."))
    })?;
    let costs = app.brownfield.costs(on);
    let inaction = brownfield::inaction(costs, facts, years);
    Ok(Study {
        mutability: brownfield::mutability(grid, facts, site),
        balance: brownfield::balance(costs, facts, &inaction, on.year()),
        inaction,
    })
}

/// (version, is it the one in use)
pub fn versions(app: &App, found: &Study) -> Vec<(String, bool)> {
    app.brownfield.grids.iter().map(|g| (g.version.clone(), g.version == found.mutability.grid)).collect()
}

pub fn rows(app: &App, found: &Study, page: &Page) -> Vec<Row> {
    let row = |row: &brownfield::Row| Row {
        label: page.x(&row.label),
        value: row.value.as_ref().map(|v| match app.rulebook.dictionary.get(&row.fact) {
            Some(spec) => spec.show(v, page.lang()),
            None => v.show(page.lang()),
        }),
        status: row.status.map(|s| page.status(&s)).unwrap_or_default(),
        score: row.score,
        weight: row.weight,
        fact: row.fact.clone(),
    };
    found.mutability.rows.iter().map(row).collect()
}

/// (key, label) of every fact that would change something.
pub fn missing(app: &App, found: &Study, page: &Page) -> Vec<(String, String)> {
    let lines = found.inaction.lines.iter().chain(&found.balance.costs).chain(&found.balance.revenues);
    let mut keys: Vec<String> = found.mutability.rows.iter().filter(|r| r.score.is_none()).map(|r| r.fact.clone()).collect();
    keys.extend(lines.flat_map(|l| l.missing.iter().cloned()));
    if found.balance.other_aid.is_none() {
        keys.push("brownfield.other_aid".to_owned());
    }
    let label = |key: &str| app.rulebook.dictionary.get(key).map_or_else(|| key.to_owned(), |s| page.x(&s.label));
    let mut missing: Vec<(String, String)> = Vec::new();
    for key in keys {
        if !missing.iter().any(|(known, _)| *known == key) {
            missing.push((key.clone(), label(&key)));
        }
    }
    missing
}

/// Zero while it is not known: the page says that lines are missing.
pub fn other_aid(found: &Study) -> Cents {
    found.balance.other_aid.unwrap_or(Cents(0))
}

/// `bilan.csv` and `.xlsx`: every line of the page.
pub fn file(here: &Here, file: &str, found: &Study) -> Result<Response> {
    if !file.starts_with("bilan.") {
        return Err(Failure::NotFound(here.clone()));
    }
    let lang = here.lang;
    let heads = match lang {
        Lang::Fr => ["partie", "ligne", "montant_euros", "calcul", "manque", "source"],
        Lang::En => ["part", "line", "amount_euros", "how", "missing", "source"],
    };
    let part = |key: &str, lines: &[Line]| -> Vec<[String; 6]> {
        let name = here.t(key);
        lines
            .iter()
            .map(|l| {
                [
                    name.clone(),
                    l.label.get(lang).to_owned(),
                    l.amount.map(|a| format!("{}.{:02}", a.0 / 100, a.0.rem_euclid(100))).unwrap_or_default(),
                    l.how.get(lang).to_owned(),
                    l.missing.join(" "),
                    l.source.as_ref().map(|s| s.title.clone()).unwrap_or_default(),
                ]
            })
            .collect()
    };
    let rows = [
        part("brownfield-inaction", &found.inaction.lines),
        part("brownfield-costs", &found.balance.costs),
        part("brownfield-revenues", &found.balance.revenues),
        part("brownfield-benefits", &found.balance.benefits),
    ]
    .concat();
    table::answer(here, file, &here.t("brownfield-title"), &heads, &rows)
}
