//! Weights by pairwise comparisons: choose a few criteria, say how many times each counts more than each other, and leave
//! with weights in the address of the ranking. Works without scripts: every step is an address.

use super::super::access::Access;
use super::{Query, ranking};
use crate::app::App;
use crate::error::{OrNotFound, Result, html};
use crate::page::{Here, Nav, Page};
use crate::permissions::Actor;
use askama::Template;
use axum::extract::{RawQuery, State};
use axum::response::Response;
use locate::Ranking;
use locate::ahp::{ACCEPTED, Ahp, SCALE, ahp, pairs};
use std::collections::BTreeMap;

/// Nobody answers more pairs than those of seven criteria with care (Saaty 1980: seven, give or take two).
const MOST: usize = 7;
/// Chosen when the address says nothing.
const FIRST: usize = 4;

#[derive(Template)]
#[template(path = "projects/pairwise.html")]
struct Pairwise {
    page: Page,
    title: String,
    base: String,
    /// (id, label, chosen)
    criteria: Vec<(String, String, bool)>,
    chosen: usize,
    pairs: Vec<Pair>,
    result: Option<Outcome>,
}

struct Pair {
    name: String,
    question: String,
    /// (value, words, chosen)
    options: Vec<(i32, String, bool)>,
    /// The judgement to revisit.
    doubtful: bool,
}

struct Outcome {
    /// (label, weight in per cent)
    weights: Vec<(String, f64)>,
    ratio: f64,
    accepted: bool,
    revisit: Option<String>,
    link: String,
}

pub async fn weigh(State(app): State<App>, here: Here, access: Access, actor: Actor, RawQuery(query): RawQuery) -> Result<Response> {
    let held = access.held().or_not_found(&here)?;
    // Under the default weights: the criteria of the need, none of them taken out by a weight of zero.
    let (ranking, _) = ranking(&app, &here, &actor, held, &Query::new()).await?;
    let page = here.page(Nav::Projects, here.t("pairwise-title")).private();
    let base = here.url(&format!("/projets/{}", held.token));
    let asked = Asked::read(query.as_deref().unwrap_or_default());
    let chosen = asked.chosen(&ranking);
    let labels: Vec<String> = chosen.iter().map(|at| page.x(&ranking.criteria[*at].label)).collect();
    let ids: Vec<&str> = chosen.iter().map(|at| ranking.criteria[*at].id.as_str()).collect();
    let given: Vec<i32> = pairs(ids.len()).map(|(a, b)| asked.judgement(ids[a], ids[b])).collect();
    let found = (asked.judged && ids.len() > 1).then(|| ahp(ids.len(), &given.iter().map(|g| ratio(*g)).collect::<Vec<_>>())).flatten();
    let revisit = found.as_ref().and_then(|f| f.revisit);
    let view = Pairwise {
        criteria: ranking.criteria.iter().enumerate().map(|(at, c)| (c.id.clone(), page.x(&c.label), chosen.contains(&at))).collect(),
        chosen: chosen.len(),
        pairs: pairs(ids.len())
            .zip(&given)
            .map(|((a, b), judgement)| Pair {
                name: format!("p-{}-{}", ids[a], ids[b]),
                question: page.t2("pairwise-question", "a", &labels[a], "b", &labels[b]),
                options: options(&page, &labels[a], &labels[b], *judgement),
                doubtful: revisit.is_some_and(|r| r.pair == (a, b)),
            })
            .collect(),
        result: found.map(|f| outcome(&page, &base, &ranking, &ids, &labels, &f)),
        title: held.project.title.clone(),
        base,
        page,
    };
    html(&here, &view)
}

struct Asked {
    criteria: Vec<String>,
    judgements: BTreeMap<String, i32>,
    judged: bool,
}

impl Asked {
    fn read(query: &str) -> Asked {
        let mut asked = Asked { criteria: vec![], judgements: BTreeMap::new(), judged: false };
        for (key, value) in form_urlencoded::parse(query.as_bytes()) {
            if key == "c" {
                asked.criteria.push(value.into_owned());
            } else if let Some(pair) = key.strip_prefix("p-") {
                asked.judged = true;
                let judgement = value.parse().ok().filter(|v: &i32| (1..=9).contains(&v.abs()));
                asked.judgements.insert(pair.to_owned(), judgement.unwrap_or(1));
            }
        }
        asked
    }

    /// Positions of the criteria asked for, in the order of the ranking; the first ones when none is.
    fn chosen(&self, ranking: &Ranking) -> Vec<usize> {
        let all = || 0..ranking.criteria.len();
        let asked: Vec<usize> = all().filter(|at| self.criteria.contains(&ranking.criteria[*at].id)).take(MOST).collect();
        if asked.is_empty() { all().take(FIRST).collect() } else { asked }
    }

    /// As many times more for the first; below zero, for the second.
    fn judgement(&self, a: &str, b: &str) -> i32 {
        self.judgements.get(&format!("{a}-{b}")).copied().unwrap_or(1)
    }
}

fn ratio(judgement: i32) -> f64 {
    if judgement > 0 { f64::from(judgement) } else { 1.0 / f64::from(-judgement) }
}

/// From "much more for a" to "much more for b".
fn options(page: &Page, a: &str, b: &str, chosen: i32) -> Vec<(i32, String, bool)> {
    let more = |label: &str, times: u8| page.t2(&format!("pairwise-{times}"), "label", label, "times", times);
    let mut options: Vec<(i32, String, bool)> =
        SCALE.iter().rev().filter(|n| **n > 1).map(|n| (i32::from(*n), more(a, *n), chosen == i32::from(*n))).collect();
    options.push((1, page.t("pairwise-1"), chosen.abs() == 1));
    options.extend(SCALE.iter().filter(|n| **n > 1).map(|n| (-i32::from(*n), more(b, *n), chosen == -i32::from(*n))));
    options
}

fn outcome(page: &Page, base: &str, ranking: &Ranking, ids: &[&str], labels: &[String], found: &Ahp) -> Outcome {
    let mut query = form_urlencoded::Serializer::new(String::new());
    for criterion in &ranking.criteria {
        // A criterion that was not compared does not count.
        let weight = ids.iter().position(|id| *id == criterion.id).map_or(0.0, |at| found.weights[at]);
        query.append_pair(&format!("w-{}", criterion.id), &format!("{:.1}", weight * 100.0));
    }
    let times = |ratio: f64, a: &str, b: &str| match ratio >= 1.0 {
        true => page.t2("pairwise-said", "label", a, "times", ratio.round()),
        false => page.t2("pairwise-said", "label", b, "times", (1.0 / ratio).round()),
    };
    Outcome {
        weights: labels.iter().cloned().zip(found.weights.iter().map(|w| w * 100.0)).collect(),
        ratio: found.consistency,
        accepted: found.accepted(),
        revisit: found.revisit.map(|r| {
            let (a, b) = (&labels[r.pair.0], &labels[r.pair.1]);
            page.t2("pairwise-revisit", "given", times(r.given, a, b), "implied", times(r.implied, a, b))
        }),
        link: format!("{base}/sites?{}", query.finish()),
    }
}

/// The ratio under which judgements are accepted, for the words of the page.
fn limit(page: &Page) -> String {
    page.number(&ACCEPTED, 2)
}
