//! The two drawings of a project as files: the bar of its plan and its calendar, each with the rows it draws; its measures and its
//! payments as rows. Amounts and months are written with a point, days in ISO.

use super::{gantt, plan_bar};
use crate::error::{OrNotFound, Result};
use crate::page::{Here, Nav, Page};
use crate::table;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use domain::format::euros;
use domain::{Answer, Lang, name};
use dossier::sectors::Ink;
use factory::Dossier;
use finance::Plan;
use schedule::{Calendar, Task};
use serde::Serialize;

const PLAN: [&str; 7] = ["source", "funder", "instrument", "regime", "state", "plan-amount", "plan-share"];
const CALENDAR: [&str; 13] = [
    "follow-code",
    "procedure",
    "calendar-after",
    "critical",
    "starts",
    "ends",
    "calendar-least",
    "calendar-likely",
    "calendar-most",
    "float",
    "calendar-often",
    "anticipated",
    "calendar-legal",
];

/// `file` is "plan", "calendrier", "mesures" or "echeancier", with its ending. What the project does not tell yet is not found.
pub fn file(here: &Here, made: &Dossier, file: &str) -> Result<Response> {
    let page = here.page(Nav::Projects, "");
    let (what, ending) = file.rsplit_once('.').or_not_found(here)?;
    let stem: String = name::slug(&made.project.title).chars().take(60).collect();
    let named = format!("{stem}.{what}.{}.{ending}", here.lang.code());
    if what == "mesures" {
        return measures(here, &named, made, &page);
    }
    if what == "echeancier" {
        made.plan.cost.or_not_found(here)?;
        return payments(here, &named, &made.plan, &page);
    }
    if what == "plan" {
        made.plan.cost.or_not_found(here)?;
        return match ending {
            "svg" => Ok(drawing(&named, plan_bar::svg(&made.plan, &page))),
            _ => rows(here, &named, &page.t("financing-plan"), PLAN, &plan(&made.plan, &page)),
        };
    }
    let calendar = made.calendar.as_ref().or_not_found(here)?;
    match ending {
        "svg" => Ok(drawing(&named, gantt::svg(calendar, &page, Ink::Attributes))),
        _ => rows(here, &named, &page.t("calendar-sheet"), CALENDAR, &steps(calendar, &page)),
    }
}

fn drawing(named: &str, svg: String) -> Response {
    let disposition = format!("attachment; filename=\"{named}\"");
    (
        [(header::CONTENT_TYPE, "image/svg+xml"), (header::CONTENT_DISPOSITION, disposition.as_str()), (header::CACHE_CONTROL, "no-store")],
        svg,
    )
        .into_response()
}

fn rows<const N: usize>(here: &Here, named: &str, title: &str, heads: [&str; N], rows: &[[String; N]]) -> Result<Response> {
    let heads = heads.map(|key| here.t(key));
    table::answer(here, named, title, &heads.each_ref().map(String::as_str), rows)
}

/// The lines of the plan, and what none of them covers.
fn plan(plan: &Plan, page: &Page) -> Vec<[String; 7]> {
    let whole = plan_bar::whole(plan);
    let share =
        |amount: domain::Cents| amount.rate_of(whole).map(|rate| format!("{}.{:02}", rate.0 / 100, rate.0 % 100)).unwrap_or_default();
    let line = |line: &finance::Line| {
        let state = if line.proposed { "line-proposed" } else { super::view::line_state(&line.state) };
        [
            page.x(&line.label),
            word(page, "funder", line.funder),
            word(page, "instrument", line.instrument),
            word(page, "regime", line.regime),
            page.t(state),
            euros(line.amount),
            share(line.amount),
        ]
    };
    let mut rows: Vec<_> = plan.lines.iter().map(line).collect();
    if !plan.gap.is_zero() {
        let none = String::new;
        rows.push([page.t("plan-gap"), none(), none(), none(), page.t("to-find"), euros(plan.gap), share(plan.gap)]);
    }
    rows
}

/// Every measure that was judged, with what is missing or refuses.
fn measures(here: &Here, named: &str, made: &Dossier, page: &Page) -> Result<Response> {
    let heads = match here.lang {
        Lang::Fr => ["identifiant", "mesure", "programme", "operateurs", "reponse", "au_moins", "au_plus", "pourquoi", "manque_ou_refuse"],
        Lang::En => ["id", "measure", "programme", "operators", "answer", "at_least", "at_most", "because", "missing_or_refusing"],
    };
    let amount = |amount: Option<domain::Cents>| amount.map(euros).unwrap_or_default();
    let row = |v: &qualify::Verdict| {
        let against = v.reasons.iter().filter(|r| r.answer != Answer::Met && !r.priority && !r.judged);
        [
            v.measure.to_string(),
            page.x(&v.name),
            v.programme.to_string(),
            v.operators.join(", "),
            page.answer(&v.answer),
            amount(v.amount.least),
            amount(v.amount.most),
            page.x(&v.amount.because),
            against.map(|r| page.x(&r.label)).collect::<Vec<_>>().join(" | "),
        ]
    };
    let rows: Vec<[String; 9]> = made.qualification.verdicts.iter().map(row).collect();
    let numbers = [false, false, false, false, false, true, true, false, false];
    table::answer_columns(here, named, &page.t("nav-measures"), &heads, &rows, &numbers)
}

/// When each line of the plan pays.
fn payments(here: &Here, named: &str, plan: &Plan, page: &Page) -> Result<Response> {
    let heads = match here.lang {
        Lang::Fr => ["date", "source", "montant", "pourquoi"],
        Lang::En => ["date", "source", "amount", "because"],
    };
    let row = |p: &finance::Payment| {
        let source = plan.lines.get(p.line).map(|line| page.x(&line.label)).unwrap_or_default();
        [p.date.to_string(), source, euros(p.amount), page.x(&p.because)]
    };
    let rows: Vec<[String; 4]> = plan.payments.iter().map(row).collect();
    table::answer_columns(here, named, &page.t("payments"), &heads, &rows, &[false, false, true, false])
}

/// The word of the pages for a choice, from its code.
fn word(page: &Page, of: &str, choice: impl Serialize) -> String {
    let code = serde_json::to_value(choice).ok().and_then(|value| value.as_str().map(|code| code.replace('_', "-")));
    code.map(|code| page.t(&format!("{of}-{code}"))).unwrap_or_default()
}

/// The steps of the calendar, in the order of the drawing.
fn steps(calendar: &Calendar, page: &Page) -> Vec<[String; 13]> {
    let months = |months: f64| format!("{months:.2}");
    let told = |text: &Option<domain::Text>| text.as_ref().map(|text| page.x(text)).unwrap_or_default();
    let step = |task: &Task| {
        [
            task.id.clone(),
            page.x(&task.name),
            task.after.join(" "),
            page.t(if task.critical { "yes" } else { "no" }),
            task.earliest_start.to_string(),
            task.earliest_finish.to_string(),
            months(task.optimistic),
            months(task.likely),
            months(task.pessimistic),
            months(task.float_months),
            format!("{:.0}", task.criticality * 100.0),
            told(&task.anticipated),
            told(&task.legal),
        ]
    };
    calendar.tasks.iter().map(step).collect()
}
