//! What a project can ask for: every measure with its conditions, amount, documents, sources, and what no source tells.

mod ask;
mod export;
pub mod got;
pub mod words;

use crate::app::App;
use crate::ask::{Asked, At};
use crate::error::{OrNotFound, Result, html};
use crate::page::{Here, Nav, Page};
use crate::permissions::Action;
use crate::registry::Registry;
use ask::Filter;
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use domain::{Dictionary, Lang, format, name};
use got::Got;
use programmes::{AmountRule, Call, Condition, Envelope, Measure, Programme, Quantity};
use std::collections::BTreeMap;

pub fn routes() -> Registry {
    Registry::default()
        .get("/mesures", Action::ReadPublic, list)
        .get("/mesures/mesures.csv", Action::ReadPublic, export::csv)
        .get("/mesures/mesures.xlsx", Action::ReadPublic, export::xlsx)
        .get("/mesures/{id}", Action::ReadPublic, show)
}

#[derive(Template)]
#[template(path = "measures/list.html")]
struct List<'a> {
    page: Page,
    filter: Filter,
    query: String,
    /// Why the day that was typed cannot be read.
    wrong_day: String,
    programmes: &'a [Programme],
    /// What may be chosen: as the address writes it, as it is read.
    kinds: Vec<(String, String)>,
    operators: Vec<String>,
    audiences: Vec<(String, String)>,
    shown: Vec<(&'a Programme, Vec<&'a Measure>)>,
    count: usize,
    today: domain::Date,
}

impl List<'_> {
    fn kind(&self, measure: &Measure) -> String {
        self.page.t(&words::kind_key(measure.kind))
    }
}

async fn list(State(app): State<App>, here: Here, Asked(filter): Asked<Filter>) -> Result<Response> {
    let programmes = &app.rulebook.programmes;
    let shown = filter.keep(&app, here.lang);
    let count = shown.iter().map(|(_, m)| m.len()).sum();
    let page = here.page(Nav::Measures, here.t("measures-title"));
    let all = programmes.iter().flat_map(|p| &p.measures).flat_map(|m| &m.operators);
    let operators: BTreeMap<String, String> = all.map(|operator| (name::fold(operator), operator.clone())).collect();
    let holders = app.rulebook.dictionary.get(ask::HOLDER).map_or(&[][..], |spec| spec.choices.as_slice());
    let label = |choice: &domain::dictionary::Choice| if here.lang == Lang::Fr { choice.fr.clone() } else { choice.en.clone() };
    let view = List {
        query: filter.query(),
        wrong_day: filter.day().err().map(|why| page.x(&why)).unwrap_or_default(),
        kinds: words::kinds(&page),
        operators: operators.into_values().collect(),
        audiences: holders.iter().map(|choice| (choice.id.clone(), label(choice))).collect(),
        today: app.today(),
        page,
        filter,
        programmes,
        shown,
        count,
    };
    html(&here, &view)
}

#[derive(Template)]
#[template(path = "measures/show.html")]
struct Show<'a> {
    page: Page,
    programme: &'a Programme,
    measure: &'a Measure,
    conditions: Vec<ConditionRow>,
    amount: String,
    calls: Vec<&'a Call>,
    /// Its own, and those that its calls draw on.
    envelopes: Vec<&'a Envelope>,
    kind: String,
    /// Regime under which the aid is granted.
    regime: String,
    /// Who got it, among the grants that are public.
    got: Got,
}

/// A condition as one line of a list, with its depth in the tree.
struct ConditionRow {
    depth: usize,
    text: String,
    source: String,
    unstated: bool,
    priority: bool,
    judged: bool,
}

async fn show(State(app): State<App>, here: Here, At(id): At<String>) -> Result<Response> {
    let found = app.rulebook.programmes.iter().find_map(|p| Some((p, p.measures.iter().find(|m| m.id == id)?)));
    let (programme, measure) = found.or_not_found(&here)?;
    let page = here.page(Nav::Measures, here.x(&measure.name));
    let mut conditions = vec![];
    for condition in &measure.conditions {
        rows(condition, 0, &page, &mut conditions);
    }
    let calls: Vec<&Call> = programme.calls.iter().filter(|c| c.measures.contains(&measure.id)).collect();
    let drawn = |e: &&Envelope| {
        let own = |call: &&Call| call.envelope_of(Some(&measure.id)) == Some(e.id.as_str());
        measure.envelope.as_ref() == Some(&e.id) || calls.iter().any(own)
    };
    let view = Show {
        amount: amount(&measure.amount, &page, &app.rulebook.dictionary),
        envelopes: programme.envelopes.iter().filter(drawn).collect(),
        calls,
        kind: page.t(&words::kind_key(measure.kind)),
        regime: words::regime(measure, &page),
        got: got::of(&app, &here, |grant| &grant.measure, &measure.id).await?,
        page,
        programme,
        measure,
        conditions,
    };
    html(&here, &view)
}

fn rows(condition: &Condition, depth: usize, page: &Page, out: &mut Vec<ConditionRow>) {
    let source = condition.source.as_ref().map(|s| match &s.article {
        Some(article) => format!("{}, {article}", s.title),
        None => s.title.clone(),
    });
    let text = if condition.label.is_empty() { threshold(condition, page) } else { page.x(&condition.label) };
    let group = !condition.any.is_empty();
    let text = if text.is_empty() && group { page.t("condition-any") } else { text };
    out.push(ConditionRow {
        depth: depth.min(3),
        text,
        source: source.unwrap_or_default(),
        unstated: condition.unstated,
        judged: condition.judged,
        priority: condition.priority,
    });
    for part in condition.all.iter().chain(&condition.any).chain(condition.not.iter().map(|b| &**b)) {
        rows(part, depth + 1, page, out);
    }
}

/// A test that carries no sentence of its own.
fn threshold(condition: &Condition, page: &Page) -> String {
    let write = |q: &Quantity| match q {
        Quantity::Money(amount) => page.money(amount),
        Quantity::Number(n) => page.number(n, 2),
    };
    let least = condition.at_least.as_ref().map(|q| format!("≥ {}", write(q)));
    let most = condition.at_most.as_ref().map(|q| format!("≤ {}", write(q)));
    least.into_iter().chain(most).chain((!condition.one_of.is_empty()).then(|| condition.one_of.join(", "))).collect::<Vec<_>>().join(" · ")
}

/// The amount rule in words.
pub fn amount(rule: &AmountRule, page: &Page, dictionary: &Dictionary) -> String {
    let lang = page.lang();
    let with = |main: String, note: &domain::Text| if note.is_empty() { main } else { format!("{main} – {}", page.x(note)) };
    match rule {
        AmountRule::None { note } | AmountRule::Unknown { note } => page.x(note),
        AmountRule::Flat { amount, note } => with(page.money(amount), note),
        AmountRule::Range { least, most, note } => {
            let word = if lang == Lang::Fr { "à" } else { "to" };
            with(format!("{} {word} {}", page.money(least), page.money(most)), note)
        }
        AmountRule::Share { base, rate, cap, note, .. } => {
            let base = dictionary.get(base).map_or(base.as_str(), |spec| spec.label.get(lang)).to_lowercase();
            let cap = cap
                .as_ref()
                .map(|c| format!(", {} {}", if lang == Lang::Fr { "au plus" } else { "at most" }, page.money(c)))
                .unwrap_or_default();
            let of = if lang == Lang::Fr { "de\u{a0}:" } else { "of:" };
            with(format!("{} {of} {}{cap}", format::percent(*rate, lang), base), note)
        }
        AmountRule::UpToCeiling { note, .. } => page.x(note),
    }
}
