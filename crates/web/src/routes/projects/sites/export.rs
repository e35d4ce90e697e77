//! The ranking and the comparison of a project as files.

use super::super::access::Access;
use super::{Query, compare, ranking};
use crate::app::App;
use crate::ask::{Asked, At};
use crate::error::{Failure, OrNotFound, Result};
use crate::judge::Among;
use crate::page::Here;
use crate::permissions::Actor;
use crate::table;
use axum::extract::{RawQuery, State};
use axum::response::Response;
use domain::{Lang, Text};
use serde::Deserialize;

#[derive(Deserialize)]
pub struct File {
    file: String,
}

pub async fn file(
    State(app): State<App>,
    here: Here,
    access: Access,
    actor: Actor,
    At(File { file }): At<File>,
    Asked(asked): Asked<Query>,
    RawQuery(query): RawQuery,
) -> Result<Response> {
    let held = access.held().or_not_found(&here)?;
    match file.split('.').next() {
        Some("comparer") => {
            let among = compare::among(&app, &here, &actor, held).await?;
            compare::file(&app, &here, Some(held), &file, query.as_deref().unwrap_or_default(), &among.sites)
        }
        Some("classement") => {
            let (ranking, Among { restricted, .. }) = ranking(&app, &here, &actor, held, &asked).await?;
            let mark = here.t("site-restricted");
            let told = |site: &String| if restricted.contains(site) { mark.as_str() } else { "" };
            let rows: Vec<[String; 18]> = ranking.ranked.iter().map(|r| row(r, told(&r.site), here.lang)).collect();
            table::answer(&here, &file, &here.t("sites-for"), &heads(here.lang), &rows)
        }
        Some("exclus") => {
            let (ranking, Among { restricted, .. }) = ranking(&app, &here, &actor, held, &asked).await?;
            let mark = here.t("site-restricted");
            let told = |site: &String| if restricted.contains(site) { mark.clone() } else { String::new() };
            let rows: Vec<[String; 4]> =
                ranking.excluded.iter().map(|e| [e.site.clone(), e.name.clone(), joined(&e.reasons, here.lang), told(&e.site)]).collect();
            let heads = match here.lang {
                Lang::Fr => ["identifiant", "site", "raisons", "lecture"],
                Lang::En => ["id", "site", "reasons", "reading"],
            };
            table::answer(&here, &file, &here.t("sites-excluded"), &heads, &rows)
        }
        _ => Err(Failure::NotFound(here)),
    }
}

fn heads(lang: Lang) -> [&'static str; 18] {
    match lang {
        Lang::Fr => [
            "rang",
            "identifiant",
            "site",
            "commune",
            "departement",
            "score",
            "score_au_pire",
            "score_au_mieux",
            "criteres_connus",
            "criteres",
            "part_premier",
            "part_trois_premiers",
            "part_dix_premiers",
            "rang_topsis_vectoriel",
            "rang_promethee_2",
            "a_verifier",
            "choisi_par",
            "lecture",
        ],
        Lang::En => [
            "rank",
            "id",
            "site",
            "commune",
            "department",
            "score",
            "score_at_worst",
            "score_at_best",
            "criteria_known",
            "criteria",
            "share_first",
            "share_top_3",
            "share_top_10",
            "rank_topsis_vector",
            "rank_promethee_2",
            "to_check",
            "chosen_by",
            "reading",
        ],
    }
}

fn joined(texts: &[Text], lang: Lang) -> String {
    texts.iter().map(|t| t.get(lang)).collect::<Vec<_>>().join(" ; ")
}

/// `mark` tells a site that only some people read.
fn row(ranked: &locate::Ranked, mark: &str, lang: Lang) -> [String; 18] {
    let figure = |value: f64| format!("{value:.4}");
    let r = &ranked.robustness;
    [
        ranked.rank.to_string(),
        ranked.site.clone(),
        ranked.name.clone(),
        ranked.commune.clone(),
        ranked.department.clone(),
        figure(ranked.score),
        figure(ranked.score_low),
        figure(ranked.score_high),
        ranked.known.to_string(),
        ranked.total.to_string(),
        figure(r.first),
        figure(r.top3),
        figure(r.top10),
        r.topsis.rank.to_string(),
        r.promethee.rank.to_string(),
        joined(&ranked.to_check, lang),
        r.chosen_by.as_ref().map(|t| t.get(lang).to_owned()).unwrap_or_default(),
        mark.to_owned(),
    ]
}
