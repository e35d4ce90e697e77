//! Chapter 5: who pays what, whether it is legal, what would pass, and when the money comes.

use super::Pen;
use crate::cite::Cite;
use crate::labels;
use domain::{Answer, Cents, LineState, format};
use serde::Serialize;

#[derive(Serialize)]
pub struct PlanView {
    /// In words when the cost is not known.
    empty: Option<String>,
    legal: &'static str,
    legal_label: String,
    said: String,
    lines: Vec<LineView>,
    /// Share of the cost that no line covers.
    gap: Option<(f64, String)>,
    total: String,
    total_aid: String,
    facts: Vec<(String, String)>,
    checks: Vec<CheckView>,
    payments: Vec<PaymentView>,
    notes: Vec<String>,
    missing: Vec<String>,
    alt: String,
}

#[derive(Serialize)]
struct LineView {
    /// "A", "B"…: links the bar, the table and the payments.
    letter: String,
    share: f64,
    label: String,
    under: String,
    state: String,
    /// Granted, contracted or paid.
    secured: bool,
    proposed: bool,
    amount: String,
    percent: String,
    aid: String,
    because: String,
}

#[derive(Serialize)]
struct CheckView {
    name: String,
    answer: &'static str,
    answer_label: String,
    because: String,
    would_pass: Option<String>,
    source: Cite,
}

#[derive(Serialize)]
struct PaymentView {
    date: String,
    letter: String,
    line: String,
    kind: String,
    because: String,
    amount: String,
    running: String,
}

pub fn plan(pen: &mut Pen) -> PlanView {
    let (plan, lang) = (&pen.dossier.plan, pen.lang);
    let money = |cents| format::money(cents, lang);
    let whole = plan.cost.unwrap_or(plan.total).max(plan.total);
    let said = pen.say(match (plan.balanced, plan.legal) {
        (true, Answer::Met) => "plan-balanced-legal",
        (true, Answer::Unknown) => "plan-balanced-unknown",
        (true, Answer::NotMet) => "plan-balanced-illegal",
        (false, Answer::Met) => "plan-gap-legal",
        (false, Answer::Unknown) => "plan-gap-unknown",
        (false, Answer::NotMet) => "plan-gap-illegal",
    });
    let lines: Vec<LineView> = plan.lines.iter().enumerate().map(|(i, line)| line_view(pen, i, line, whole)).collect();
    let alt = lines.iter().map(|l| format!("{} {}", l.label, l.percent)).collect::<Vec<_>>().join(", ");
    PlanView {
        empty: if plan.cost.is_none() {
            Some(pen.say("plan-no-cost"))
        } else if plan.lines.is_empty() {
            Some(pen.say("plan-no-line"))
        } else {
            None
        },
        legal: labels::answer_id(plan.legal),
        legal_label: pen.say(match plan.legal {
            Answer::Met => "legal-met",
            Answer::Unknown => "legal-unknown",
            Answer::NotMet => "legal-unmet",
        }),
        said,
        alt: pen.with("plan-alt", &[("lines", &alt)]),
        gap: (!plan.gap.is_zero()).then(|| (part(plan.gap, whole), money(plan.gap))),
        total: money(plan.total),
        total_aid: money(plan.lines.iter().map(|l| l.aid).sum()),
        facts: facts(pen),
        checks: plan
            .checks
            .iter()
            .map(|check| CheckView {
                name: pen.text(&check.name),
                answer: labels::answer_id(check.answer),
                answer_label: labels::answer(check.answer, lang),
                because: pen.text(&check.because),
                would_pass: check.would_pass.filter(|_| check.answer == Answer::NotMet).map(money),
                source: pen.sources.cite(&check.source),
            })
            .collect(),
        payments: payments(pen, &lines),
        lines,
        notes: pen.texts(&plan.notes),
        missing: plan.missing.iter().map(|key| pen.fact_label(key)).collect(),
    }
}

fn part(amount: Cents, whole: Cents) -> f64 {
    amount.rate_of(whole).map_or(0.0, |rate| rate.as_fraction())
}

fn line_view(pen: &Pen, index: usize, line: &finance::Line, whole: Cents) -> LineView {
    let lang = pen.lang;
    let regime = (line.regime != domain::AidRegime::None).then(|| labels::regime(line.regime, lang));
    let under = [labels::funder(line.funder, lang), labels::instrument(line.instrument, lang)].into_iter().chain(regime);
    LineView {
        letter: letter(index),
        share: part(line.amount, whole),
        label: pen.text(&line.label),
        under: under.collect::<Vec<_>>().join(" · "),
        state: labels::line_state(line.state, lang),
        secured: matches!(line.state, LineState::Granted | LineState::Contracted | LineState::Paid),
        proposed: line.proposed,
        amount: format::money(line.amount, lang),
        percent: labels::share(part(line.amount, whole), lang),
        aid: if line.aid.is_zero() { "–".to_owned() } else { format::money(line.aid, lang) },
        because: pen.text(&line.because),
    }
}

/// A to Z, then AA, AB…
pub fn letter(index: usize) -> String {
    let last = char::from(b'A' + (index % 26) as u8);
    match index / 26 {
        0 => last.to_string(),
        more => letter(more - 1) + &last.to_string(),
    }
}

fn facts(pen: &Pen) -> Vec<(String, String)> {
    let (plan, lang) = (&pen.dossier.plan, pen.lang);
    let money = |cents: Option<Cents>| cents.map_or_else(|| pen.say("not-known"), |c| format::money(c, lang));
    // Without a cost the plan is empty: its zeros are not answers.
    let aid = match plan.intensity {
        _ if plan.cost.is_none() => pen.say("not-known"),
        Some(rate) => format!("{} ({})", format::money(plan.aid, lang), format::percent(rate, lang)),
        None => format::money(plan.aid, lang),
    };
    vec![
        (pen.say("plan-cost"), money(plan.cost)),
        (pen.say("plan-eligible"), money(plan.eligible)),
        (pen.say("plan-size"), labels::size(plan.size, lang)),
        (pen.say("plan-aid"), aid),
        (pen.say("plan-ceiling"), money(plan.ceiling)),
    ]
}

fn payments(pen: &Pen, lines: &[LineView]) -> Vec<PaymentView> {
    let mut running = Cents::ZERO;
    let mut rows = vec![];
    for payment in &pen.dossier.plan.payments {
        running += payment.amount;
        rows.push(PaymentView {
            date: labels::short_date(payment.date, pen.lang),
            letter: letter(payment.line),
            line: lines.get(payment.line).map(|l| l.label.clone()).unwrap_or_default(),
            kind: labels::payment(payment.kind, pen.lang),
            because: pen.text(&payment.because),
            amount: format::money(payment.amount, pen.lang),
            running: format::money(running, pen.lang),
        });
    }
    rows
}
