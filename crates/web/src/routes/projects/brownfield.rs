//! The brownfield of a project: how easily it can take industry again, what leaving it costs, what bringing it back costs
//! and what a fund may pay; what is missing leads to its question.

use super::access::{Access, Held};
use crate::app::App;
use crate::ask::{Asked, At};
use crate::error::{Failure, html};
use crate::page::{Here, Nav, Page};
use crate::table;
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use brownfield::{Balance, Inaction, Line, Mutability};
use domain::{Cents, Facts, Lang, Site, Text};
use serde::Deserialize;

/// Years a reckoning spans when the address says nothing.
const YEARS: u32 = 10;

#[derive(Template)]
#[template(path = "projects/brownfield.html")]
struct Show {
    page: Page,
    title: String,
    base: String,
    writes: bool,
    concerned: bool,
    versions: Vec<(String, bool)>,
    mutability: Mutability,
    /// (label, value, who stands behind it, score, weight, key of the fact)
    rows: Vec<Row>,
    inaction: Inaction,
    balance: Balance,
    /// (key, label) of every fact that would change something.
    missing: Vec<(String, String)>,
    /// Zero while it is not known: the page says that lines are missing.
    total_aid: Cents,
    /// What the holder says the deficit is, when it is not what the lines say.
    declared_deficit: Option<Cents>,
}

struct Row {
    label: String,
    value: Option<String>,
    status: String,
    score: Option<f64>,
    weight: f64,
    fact: String,
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Choice {
    grille: String,
    annees: String,
}

#[derive(Deserialize)]
pub struct File {
    file: String,
}

/// Is there something to say of a brownfield here?
pub fn concerns(facts: &Facts, site: Option<&Site>) -> bool {
    facts.bool("brownfield.on") == Some(true)
        || facts.str("project.kind") == Some("brownfield")
        || facts.0.keys().any(|key| key.starts_with("brownfield.") && key != "brownfield.on")
        || site.is_some_and(|s| s.bool("brownfield") == Some(true))
}

struct Study {
    facts: Facts,
    concerned: bool,
    mutability: Mutability,
    inaction: Inaction,
    balance: Balance,
}

fn study(app: &App, here: &Here, held: &Held, choice: &Choice) -> Result<Study, Failure> {
    let mut project = held.project.clone();
    factory::derive(&mut project, &app.reference, &app.rulebook.state_aid);
    let facts = project.facts;
    let sites = app.sites();
    let site = facts.str("site.id").and_then(|id| sites.iter().find(|s| s.id == id));
    let grids = &app.brownfield.grids;
    let grid = match choice.grille.as_str() {
        "" => app.brownfield.grid(project.judged_on),
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
    let costs = app.brownfield.costs(project.judged_on);
    let inaction = brownfield::inaction(costs, &facts, years);
    Ok(Study {
        concerned: concerns(&facts, site),
        mutability: brownfield::mutability(grid, &facts, site),
        balance: brownfield::balance(costs, &facts, &inaction, project.judged_on.year()),
        inaction,
        facts,
    })
}

pub async fn show(State(app): State<App>, here: Here, access: Access, Asked(choice): Asked<Choice>) -> Result<Response, Failure> {
    let held = access.held().ok_or_else(|| Failure::NotFound(here.clone()))?;
    let found = study(&app, &here, held, &choice)?;
    let page = here.page(Nav::Projects, here.t("brownfield-title")).private();
    let label = |key: &str| app.rulebook.dictionary.get(key).map_or_else(|| key.to_owned(), |s| page.x(&s.label).to_owned());
    let rows: Vec<Row> = found
        .mutability
        .rows
        .iter()
        .map(|row| Row {
            label: page.x(&row.label).to_owned(),
            value: row.value.as_ref().map(|v| match app.rulebook.dictionary.get(&row.fact) {
                Some(spec) => spec.show(v, page.lang()),
                None => v.show(page.lang()),
            }),
            status: row.status.map(|s| page.status(&s)).unwrap_or_default(),
            score: row.score,
            weight: row.weight,
            fact: row.fact.clone(),
        })
        .collect();
    let lines = found.inaction.lines.iter().chain(&found.balance.costs).chain(&found.balance.revenues);
    let mut keys: Vec<String> = rows.iter().filter(|r| r.score.is_none()).map(|r| r.fact.clone()).collect();
    keys.extend(lines.flat_map(|l| l.missing.iter().cloned()));
    if found.balance.other_aid.is_none() {
        keys.push("brownfield.other_aid".to_owned());
    }
    let mut missing: Vec<(String, String)> = Vec::new();
    for key in keys {
        if !missing.iter().any(|(known, _)| *known == key) {
            missing.push((key.clone(), label(&key)));
        }
    }
    let deficit = found.facts.money("brownfield.deficit").filter(|d| *d != found.balance.aid_ceiling);
    let view = Show {
        versions: app.brownfield.grids.iter().map(|g| (g.version.clone(), g.version == found.mutability.grid)).collect(),
        title: held.project.title.clone(),
        base: here.url(&format!("/projets/{}", held.token)),
        writes: access.writes(),
        concerned: found.concerned,
        declared_deficit: deficit,
        total_aid: found.balance.other_aid.unwrap_or(Cents(0)),
        mutability: found.mutability,
        inaction: found.inaction,
        balance: found.balance,
        rows,
        missing,
        page,
    };
    html(&here, &view)
}

/// `friche/bilan.csv` and `.xlsx`: every line of the page.
pub async fn file(
    State(app): State<App>,
    here: Here,
    access: Access,
    At(File { file }): At<File>,
    Asked(choice): Asked<Choice>,
) -> Result<Response, Failure> {
    let held = access.held().ok_or_else(|| Failure::NotFound(here.clone()))?;
    if !file.starts_with("bilan.") {
        return Err(Failure::NotFound(here));
    }
    let found = study(&app, &here, held, &choice)?;
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
    table::answer(&here, &file, &here.t("brownfield-title"), &heads, &rows)
}
