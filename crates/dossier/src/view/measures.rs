//! Chapter 2: each measure with its answer and the reasons, then the questions that would settle the rest.

use super::Pen;
use crate::cite::Cite;
use crate::labels;
use domain::{Answer, format};
use qualify::{Reason, Verdict};
use serde::Serialize;

#[derive(Serialize)]
pub struct Measures {
    count: String,
    verdicts: Vec<VerdictView>,
    questions: Vec<QuestionView>,
}

#[derive(Serialize)]
struct VerdictView {
    name: String,
    /// "Bpifrance · subvention · pack-rebond-2020".
    under: String,
    answer: &'static str,
    answer_label: String,
    amount: Option<String>,
    amount_because: String,
    reasons: Vec<ReasonView>,
    missing: Vec<String>,
    documents: Vec<String>,
    unstated: Vec<String>,
}

#[derive(Serialize)]
struct ReasonView {
    /// How deep in the tree of conditions; 0 at the top.
    depth: usize,
    group: bool,
    answer: &'static str,
    answer_label: String,
    label: String,
    because: String,
    /// "Effectif : 62 (déclaré)".
    used: Option<String>,
    priority: bool,
    source: Option<Cite>,
}

#[derive(Serialize)]
struct QuestionView {
    question: String,
    because: String,
    measures: String,
    unlocks: Option<String>,
}

pub fn measures(pen: &mut Pen) -> Measures {
    let dossier = pen.dossier;
    let count = |answer| dossier.qualification.verdicts.iter().filter(|v| v.answer == answer).count().to_string();
    let (met, open, unmet) = (count(Answer::Met), count(Answer::Unknown), count(Answer::NotMet));
    Measures {
        count: pen.with("measures-count", &[("met", &met), ("open", &open), ("unmet", &unmet)]),
        verdicts: dossier.qualification.verdicts.iter().map(|v| verdict(pen, v)).collect(),
        questions: dossier
            .qualification
            .questions
            .iter()
            .map(|q| QuestionView {
                question: pen.text(&q.question),
                because: pen.text(&q.because),
                measures: q.measures.iter().map(|id| measure_name(pen, id)).collect::<Vec<_>>().join(", "),
                unlocks: (!q.unlocks.is_zero()).then(|| format::money(q.unlocks, pen.lang)),
            })
            .collect(),
    }
}

/// Questions name measures by identifier, alone or after their programme.
fn measure_name(pen: &Pen, id: &str) -> String {
    let is = |v: &&Verdict| *v.measure == *id || format!("{}/{}", v.programme, v.measure) == id;
    pen.dossier.qualification.verdicts.iter().find(is).map_or_else(|| id.to_owned(), |v| pen.text(&v.name))
}

fn verdict(pen: &mut Pen, verdict: &Verdict) -> VerdictView {
    let refused = verdict.answer == Answer::NotMet;
    let mut reasons = vec![];
    // A committee reads why a measure is ruled out, not everything else that was looked at.
    let told = verdict.reasons.iter().filter(|r| !refused || (r.answer == Answer::NotMet && !r.priority));
    told.for_each(|r| flatten(pen, r, 0, &mut reasons));
    let under = verdict.operators.iter().cloned().chain([labels::measure_kind(verdict.kind, pen.lang), verdict.programme.to_string()]);
    VerdictView {
        name: pen.text(&verdict.name),
        under: under.collect::<Vec<_>>().join(" · "),
        answer: labels::answer_id(verdict.answer),
        answer_label: labels::verdict(verdict.answer, pen.lang),
        amount: labels::range(verdict.amount.least, verdict.amount.most, pen.lang).filter(|_| verdict.answer != Answer::NotMet),
        amount_because: pen.text(&verdict.amount.because),
        reasons,
        missing: if refused { vec![] } else { verdict.missing.iter().map(|key| pen.fact_label(key)).collect() },
        // Nobody gathers documents for a measure that is ruled out.
        documents: if refused { vec![] } else { pen.texts(&verdict.documents) },
        unstated: if refused { vec![] } else { pen.texts(&verdict.unstated) },
    }
}

fn flatten(pen: &mut Pen, reason: &Reason, depth: usize, out: &mut Vec<ReasonView>) {
    let used = reason.used.as_ref().and_then(|used| {
        let (value, status) = (used.value.as_ref()?, used.status?);
        Some(pen.with(
            "used-fact",
            &[("label", used.label.get(pen.lang)), ("value", value.get(pen.lang)), ("status", &labels::status(status, pen.lang))],
        ))
    });
    out.push(ReasonView {
        depth,
        group: !reason.parts.is_empty(),
        answer: labels::answer_id(reason.answer),
        answer_label: if reason.judged { pen.say("judged") } else { labels::answer(reason.answer, pen.lang) },
        label: pen.text(&reason.label),
        because: pen.text(&reason.because),
        used,
        priority: reason.priority,
        source: pen.cite(reason.source.as_deref()),
    });
    reason.parts.iter().for_each(|part| flatten(pen, part, depth + 1, out));
}
