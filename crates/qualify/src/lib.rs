//! Which measures can this project ask for, why, and which question to ask next.
//!
//! Conditions are data (`programmes/*/measures/*.toml`); this station reads them against what is known, in
//! three-valued logic: a missing fact leaves an answer open, it never becomes yes, no or zero.

mod amount;
mod condition;
mod leaf;
pub mod naf;
mod question;
mod reading;
mod validity;
pub mod verdict;
mod words;

pub use verdict::*;

use condition::{Finding, explain};
use domain::{Answer, Date, Dictionary, Facts};
use programmes::{Measure, Programme};
use reading::Reading;

/// Judges every measure of every programme on the facts known, under the rules in force `on` that date.
///
/// Pure: the same input gives the same output, whatever the order in which programmes and measures are given.
pub fn qualify(facts: &Facts, programmes: &[Programme], dictionary: &Dictionary, on: Date) -> Qualification {
    let reading = Reading::new(facts, dictionary, on);
    let mut judged: Vec<Judged> = programmes
        .iter()
        .flat_map(|programme| programme.measures.iter().map(move |measure| (programme, measure)))
        .map(|(programme, measure)| judge(&reading, programme, measure))
        .collect();
    judged.sort_by(|a, b| order(&a.verdict).cmp(&order(&b.verdict)));
    let questions = question::rank(&reading, dictionary, &judged);
    let verdict = |judged: Judged| Verdict { missing: question::asked(&reading, &judged.missing), ..judged.verdict };
    Qualification { judged_on: on, verdicts: judged.into_iter().map(verdict).collect(), questions }
}

/// A verdict whose missing facts are still those its conditions name, not those to ask.
struct Judged<'p> {
    verdict: Verdict,
    measure: &'p Measure,
    missing: Vec<&'p str>,
}

/// The answers alone, to screen many projects: (programme, measure, answer) in the order of the files, each the same
/// as in [`qualify`], without explanation nor question: some thirty times faster, as no text is written.
pub fn answers<'p>(facts: &Facts, programmes: &'p [Programme], dictionary: &Dictionary, on: Date) -> Vec<(&'p str, &'p str, Answer)> {
    let reading = Reading::new(facts, dictionary, on);
    let one = |programme: &'p Programme, measure: &'p Measure| {
        let in_force = Answer::from(programme.valid.contains(on) && measure.valid.contains(on));
        let answer = match in_force {
            Answer::Met => condition::answer_all(&reading, &measure.conditions),
            closed => closed,
        };
        (programme.id.as_str(), measure.id.as_str(), answer)
    };
    programmes.iter().flat_map(|programme| programme.measures.iter().map(move |m| (programme, m))).map(|(p, m)| one(p, m)).collect()
}

fn judge<'p>(reading: &Reading, programme: &Programme, measure: &'p Measure) -> Judged<'p> {
    let findings: Vec<Finding> = measure.conditions.iter().filter_map(|c| explain(reading, c)).collect();
    let in_force = validity::reason(reading, programme, measure);
    let answer = Answer::all(findings.iter().filter_map(Finding::counted).chain([in_force.answer]));
    let missing = if answer == Answer::Unknown { condition::open_facts(reading, &measure.conditions) } else { Vec::new() };
    let verdict = Verdict {
        programme: programme.id.as_str().into(),
        measure: measure.id.as_str().into(),
        name: measure.name.clone(),
        operators: measure.operators.clone(),
        kind: measure.kind,
        answer,
        reasons: std::iter::once(in_force).chain(findings.into_iter().map(|f| f.reason)).collect(),
        missing: Vec::new(),
        amount: amount::amount(reading, &measure.amount),
        documents: measure.documents.clone(),
        unstated: measure.unknown.clone(),
    };
    Judged { verdict, measure, missing }
}

/// What can be asked first, then what is still open, then what is refused.
fn order(verdict: &Verdict) -> (u8, &str, &str) {
    let rank = match verdict.answer {
        Answer::Met => 0,
        Answer::Unknown => 1,
        Answer::NotMet => 2,
    };
    (rank, &verdict.programme, &verdict.measure)
}
