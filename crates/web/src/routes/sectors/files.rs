//! The study of a territory as files: PDF and workbook for a committee, CSV for whoever counts, SVG for whoever shows.

use super::territory::{Ask, diagnosis};
use super::{place, products, waiting};
use crate::answer;
use crate::app::App;
use crate::ask::{Asked, At};
use crate::error::{Failure, OrFail, Result};
use crate::page::{Here, Nav};
use crate::table;
use axum::extract::State;
use axum::response::Response;
use diagnose::territory::{ActivityChange, Hangs, Prospect, Strength};
use diagnose::{Basis, TerritoryDiagnosis};
use domain::{Lang, name};
use dossier::sectors::{self, Ink};
use reference::PerimeterKey;

type Pair = (String, String);

pub async fn territory(
    State(app): State<App>,
    here: Here,
    At((phase, code, file)): At<(u8, String, String)>,
    Asked(ask): Asked<Ask>,
) -> Result<Response> {
    answer(&app, &here, PerimeterKey::Territory(phase, code), &file, ask).await
}

pub async fn epci(State(app): State<App>, here: Here, At((siren, file)): At<Pair>, Asked(ask): Asked<Ask>) -> Result<Response> {
    answer(&app, &here, PerimeterKey::Epci(siren), &file, ask).await
}

pub async fn department(State(app): State<App>, here: Here, At((code, file)): At<Pair>, Asked(ask): Asked<Ask>) -> Result<Response> {
    answer(&app, &here, PerimeterKey::Department(code), &file, ask).await
}

pub async fn region(State(app): State<App>, here: Here, At((code, file)): At<Pair>, Asked(ask): Asked<Ask>) -> Result<Response> {
    answer(&app, &here, PerimeterKey::Region(code), &file, ask).await
}

pub async fn zone(State(app): State<App>, here: Here, At((code, file)): At<Pair>, Asked(ask): Asked<Ask>) -> Result<Response> {
    answer(&app, &here, PerimeterKey::Zone(code), &file, ask).await
}

pub async fn communes(State(app): State<App>, here: Here, At(file): At<String>, Asked(ask): Asked<Ask>) -> Result<Response> {
    let key = place::drawn(&app, &here, ask.get("c").map(String::as_str).unwrap_or_default())?;
    answer(&app, &here, key, &file, ask).await
}

async fn answer(app: &App, here: &Here, key: PerimeterKey, file: &str, ask: Ask) -> Result<Response> {
    const FILES: [&str; 4] = ["etude.pdf", "etude.xlsx", "etude.json", "dessin.svg"];
    const TABLES: [&str; 4] = ["points-forts", "pistes", "evolution", "achats"];
    let stem = file.strip_suffix(".csv").or(file.strip_suffix(".xlsx")).filter(|stem| TABLES.contains(stem));
    if stem.is_none() && !FILES.contains(&file) {
        return Err(Failure::NotFound(here.clone()));
    }
    let perimeter = place::perimeter(app, here, &key)?;
    let study = waiting::file(app, here).await?;
    let made = diagnosis(app, &study, &perimeter, &ask).await.or_ours(here)?;
    let lang = here.lang;
    if let Some(stem) = stem {
        return rows(here, file, stem, &made);
    }
    let kind = place::kind(&key, &here.page(Nav::Sectors, ""));
    let named = file.to_owned();
    let title = here.t("sectors-near");
    let data = if made.basis.synthetic { here.t("sectors-synthetic") + " " } else { String::new() };
    let note = format!("{data}{} · {} · {}", made.name.get(lang), made.basis.on, made.basis.matrix.get(lang));
    let draw = move || -> Result<(Vec<u8>, &'static str), String> {
        Ok(match named.rsplit_once('.').map_or("", |(_, ending)| ending) {
            "pdf" => {
                let view = sectors::territory_view(&made, &kind, lang);
                let json = serde_json::to_vec_pretty(&made).map_err(|e| e.to_string())?;
                let bytes = sectors::print(&view, &sectors::spots(&made, lang), json, made.basis.on, lang).map_err(|e| e.to_string())?;
                (bytes, "application/pdf")
            }
            "xlsx" => {
                let mime = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
                (sectors::workbook(&made, &kind, lang).map_err(|e| e.to_string())?, mime)
            }
            "svg" => (sectors::picture(&sectors::spots(&made, lang), &title, &note, lang, Ink::Attributes).into_bytes(), "image/svg+xml"),
            _ => (serde_json::to_vec_pretty(&made).map_err(|e| e.to_string())?, "application/json"),
        })
    };
    let drawn = tokio::task::spawn_blocking(draw).await.or_ours(here)?;
    let (bytes, mime) = drawn.or_ours(here)?;
    Ok(attached(perimeter.name.get(lang), file, lang, bytes, mime))
}

/// A file to keep, under the name of what it tells, what it is and its language.
pub fn attached(of: &str, file: &str, lang: Lang, bytes: Vec<u8>, mime: &'static str) -> Response {
    let stem: String = name::slug(of).chars().take(60).collect();
    let (what, ending) = file.rsplit_once('.').unwrap_or((file, ""));
    answer::file(&format!("{stem}.{what}.{}.{ending}", lang.code()), mime, bytes)
}

/// Headings of what every row of a study bears, wherever it is copied: jobs, matrix, convention, day.
pub fn bearing_heads(here: &Here) -> [String; 4] {
    ["source", "matrix", "convention", "day"].map(|key| here.t(&format!("sectors-head-{key}")))
}

pub fn bearing(basis: &Basis, lang: Lang) -> [String; 4] {
    [basis.source.title.clone(), basis.matrix.get(lang).to_owned(), basis.convention.clone(), basis.on.to_string()]
}

/// One of the tables of the page; each row says whether its data are real.
fn rows(here: &Here, file: &str, stem: &str, made: &TerritoryDiagnosis) -> Result<Response> {
    let data = here.t(if made.basis.synthetic { "sectors-synthetic" } else { "sectors-real" });
    let number = |n: f64| format!("{}", (n * 1e4).round() / 1e4);
    let maybe = |n: Option<f64>| n.map(number).unwrap_or_default();
    let heads = |keys: &[&str]| -> Vec<String> { keys.iter().map(|k| here.t(&format!("sectors-head-{k}"))).collect() };
    let (mut heads, mut rows): (Vec<String>, Vec<Vec<String>>) = if stem == "evolution" {
        let years = made.profile.change.as_ref().map(|change| [change.from, change.to].map(|year| year.to_string())).unwrap_or_default();
        let row = |of: &ActivityChange| {
            let mut cells = vec![of.activity.clone(), of.label.get(here.lang).to_owned()];
            cells.extend(years.clone());
            cells.extend([of.change, of.national, of.mix, of.own].map(number));
            cells.extend([maybe(of.competitive), maybe(of.allocation), data.clone()]);
            cells
        };
        let keys = ["code", "activity", "from", "to", "change", "national", "mix", "own", "competitive", "allocation", "data"];
        (heads(&keys), made.profile.change.iter().flat_map(|change| &change.activities).map(row).collect())
    } else if stem == "achats" {
        let unmet = ["gap-unmet", "gap-unmet-low", "gap-unmet-high"];
        let keys = [&["code", "branch", "gap-millions", "gap-low", "gap-high"][..], &unmet, &["gap-jobs", "gap-from", "data"]].concat();
        (heads(&keys), products::gaps(made, here, &data).into_iter().map(|row| row.to_vec()).collect())
    } else if stem == "points-forts" {
        let row = |s: &Strength| {
            let warning = match s.hangs {
                Hangs::Yes { .. } | Hangs::Perhaps { .. } => here.t("sectors-one-employer"),
                Hangs::No { .. } | Hangs::Untold => String::new(),
            };
            let label = s.label.get(here.lang).to_owned();
            vec![
                s.rank.to_string(),
                s.activity.clone(),
                label,
                number(s.jobs),
                number(s.establishments),
                number(s.quotient),
                number(s.quotient_low),
                maybe(s.quotient_high),
                warning,
                s.why.get(here.lang).to_owned(),
                data.clone(),
            ]
        };
        let keys =
            ["rank", "code", "activity", "jobs", "establishments", "quotient", "quotient-low", "quotient-high", "warning", "why", "data"];
        (heads(&keys), made.strengths.iter().map(row).collect())
    } else {
        let weights = sectors::weighed(made, here.lang);
        let row = |p: &Prospect| {
            let mut cells = vec![p.rank.to_string(), p.activity.clone(), p.label.get(here.lang).to_owned()];
            cells.extend([sectors::quadrant(p.quadrant, here.lang), number(p.relatedness), maybe(p.complexity)]);
            cells.extend(p.scores.list().map(maybe));
            cells.extend([maybe(p.total), number(p.robustness), p.why.get(here.lang).to_owned(), weights.clone(), data.clone()]);
            cells
        };
        let keys = [
            "rank",
            "code",
            "activity",
            "quadrant",
            "proximity",
            "complexity",
            "need",
            "near",
            "skills",
            "reception",
            "returns",
            "total",
            "robust",
            "why",
            "weights",
            "data",
        ];
        (heads(&keys), made.prospects.iter().map(row).collect())
    };
    heads.extend(bearing_heads(here));
    let bearing = bearing(&made.basis, here.lang);
    rows.iter_mut().for_each(|row| row.extend_from_slice(&bearing));
    let heads: Vec<&str> = heads.iter().map(String::as_str).collect();
    table::answer(here, file, made.name.get(here.lang), &heads, &rows)
}
