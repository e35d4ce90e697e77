//! Territories side by side: a column each, the same figures in the same order.

use super::sums::Sum;
use super::territories::{self, Ask, PATH, asked, indicators};
use super::territory_name;
use crate::answer;
use crate::app::App;
use crate::error::{Failure, Result};
use crate::page::{Here, Nav, Page};
use crate::permissions::Actor;
use askama::Template;
use axum::extract::{RawQuery, State};
use axum::http::StatusCode;
use axum::response::Response;
use domain::Text;
use grants::Step;

/// More columns are not read at a glance.
const MOST: usize = 6;

/// A figure of each territory; the head of those that follow when it has none.
struct Line {
    name: String,
    values: Vec<String>,
}

#[derive(Template)]
#[template(path = "steering/compare.html")]
struct Compare {
    page: Page,
    /// Names, and the address of the sheets of each.
    columns: Vec<(String, String)>,
    /// Tables: their title, their lines.
    parts: Vec<(String, Vec<Line>)>,
    back: String,
}

fn line(name: String, sums: &[Sum], value: impl Fn(&Sum) -> String) -> Line {
    Line { name, values: sums.iter().map(value).collect() }
}

pub async fn show(State(app): State<App>, here: Here, actor: Actor, RawQuery(query): RawQuery) -> Result<Response> {
    let (mut ask, mut keys) = (Ask::default(), Vec::<String>::new());
    for (name, value) in form_urlencoded::parse(query.unwrap_or_default().as_bytes()) {
        match name.as_ref() {
            "region" => ask.region = value.into_owned(),
            // Kept for the way back.
            "phase" => ask.phase = value.into_owned(),
            "indicateur" => ask.indicateur = value.into_owned(),
            "avec" if !keys.iter().any(|key| *key == value) => keys.push(value.into_owned()),
            _ => {}
        }
    }
    if keys.len() > MOST {
        let n = keys.len();
        let why = Text::new(
            format!("{n} territoires cochés : la comparaison en tient {MOST} au plus. Revenir en arrière et en décocher."),
            format!("{n} territories ticked: the comparison holds {MOST} at most. Go back and untick some."),
        );
        return Err(Failure::Bad(here, why));
    }
    let (_, all) = asked(&app, &here, &actor, &mut ask).await?;
    // In the order they were ticked; what the perimeter does not hold is not shown.
    let sums: Vec<Sum> = keys.iter().filter_map(|key| all.iter().find(|sum| sum.key() == *key)).cloned().collect();
    let page = here.page(Nav::Steering, here.t("places-compare")).private();
    let count = |n: u64| page.count(usize::try_from(n).unwrap_or(usize::MAX));
    let mut sheets = vec![
        line(page.t("contract-sheets"), &sums, |sum| count(sum.sheets)),
        line(page.t("places-open"), &sums, |sum| count(sum.open)),
        line(page.t("late-title"), &sums, |sum| count(sum.late)),
        line(page.t("places-points"), &sums, |sum| count(sum.points)),
        line(page.t("places-points-late"), &sums, |sum| count(sum.points_late)),
    ];
    for kind in super::ask::KINDS {
        sheets.push(line(page.x(&kind.name()), &sums, |sum| count(sum.kind(&kind))));
    }
    sheets.push(line(page.t("places-invented"), &sums, |sum| count(sum.invented)));
    let states = territories::by_state(&app, &page, &sums);
    if !states.is_empty() {
        sheets.push(Line { name: page.t("contract-states"), values: vec![] });
    }
    sheets.extend(states.into_iter().map(|(name, counts)| Line { name, values: counts.into_iter().map(count).collect() }));
    let mut money = vec![line(page.t("sheet-cost"), &sums, |sum| territories::cost(&page, sum))];
    for step in Step::ALL {
        money.push(line(page.x(&step.name()), &sums, |sum| territories::money(&page, sum, &step)));
    }
    let mut promises = vec![];
    for spec in indicators(&app) {
        let named = |part: &str| format!("{} ({}), {}", page.x(&spec.name), page.x(&spec.unit), page.t(part).to_lowercase());
        promises.push(line(named("places-target"), &sums, |sum| territories::told(&page, &sum.promise(&spec.id).target)));
        promises.push(line(named("places-declared"), &sums, |sum| territories::told(&page, &sum.promise(&spec.id).declared)));
        promises.push(line(named("places-verified"), &sums, |sum| territories::told(&page, &sum.promise(&spec.id).verified)));
    }
    let column = |sum: &Sum| {
        let name = format!("{} ({})", territory_name(&app, sum.phase, &sum.code), page.t1("phase", "n", sum.phase));
        (name, here.url(&format!("/pilotage/fiches?territoire={}", sum.key())))
    };
    let view = Compare {
        columns: sums.iter().map(column).collect(),
        parts: vec![(page.t("contract-sheets"), sheets), (page.t("steering-funnel"), money), (page.t("places-promises"), promises)],
        back: here.url(&ask.at(PATH)),
        page,
    };
    answer::private(&here, StatusCode::OK, &view)
}
