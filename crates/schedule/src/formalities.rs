//! Which formalities this project meets, in what order, from its facts and the rules in force at a date.

use crate::condition;
use domain::{Answer, Date, Datum, Facts, Status, Text};
use programmes::procedure::{Assumption, Duration, Procedure, Procedures};
use std::collections::{BTreeMap, BTreeSet};

pub struct Step<'a> {
    pub procedure: &'a Procedure,
    pub duration: &'a Duration,
    /// Indices of earlier steps.
    pub before: Vec<usize>,
}

/// The steps of a project on a bare site, in topological order.
pub struct Formalities<'a> {
    pub steps: Vec<Step<'a>>,
    /// The facts known, completed by the assumptions.
    pub facts: Facts,
    /// Facts that would change the network if they were known.
    pub missing: BTreeSet<String>,
    /// The assumptions made for them.
    pub notes: Vec<Text>,
}

/// Chooses the procedures and orders them. What is unknown is replaced by the careful assumption of the rules; where
/// they give none, the procedure is kept.
pub fn choose<'a>(facts: &Facts, procedures: &'a Procedures, start: Date) -> Formalities<'a> {
    let mut missing = BTreeSet::new();
    presence(procedures, facts, start, &mut missing);
    let mut completed = facts.clone();
    procedures.assumptions.iter().for_each(|a| assume(&mut completed, a));
    let present = presence(procedures, &completed, start, &mut BTreeSet::new());
    let told = in_turn(procedures, facts, start, &missing);
    let notes = procedures.assumptions.iter().filter(|a| told.contains(&a.fact)).map(|a| a.note.clone()).collect();
    Formalities { steps: order(procedures, &present, start), facts: completed, missing, notes }
}

fn assume(facts: &mut Facts, assumption: &Assumption) {
    if facts.get(&assumption.fact).is_none()
        && let Some(value) = &assumption.value
    {
        facts.set(&assumption.fact, Datum { value: value.value(), status: Status::Assumed, source: None });
    }
}

/// The facts left open, then those that matter once these are assumed, and so on: whatever is assumed is told.
fn in_turn(procedures: &Procedures, facts: &Facts, start: Date, missing: &BTreeSet<String>) -> BTreeSet<String> {
    let (mut told, mut supposed) = (missing.clone(), facts.clone());
    loop {
        let before = told.len();
        procedures.assumptions.iter().filter(|a| told.contains(&a.fact)).for_each(|a| assume(&mut supposed, a));
        presence(procedures, &supposed, start, &mut told);
        if told.len() == before {
            return told;
        }
    }
}

/// Whether each procedure applies. The keys that leave one open are added to `missing`.
fn presence(procedures: &Procedures, facts: &Facts, start: Date, missing: &mut BTreeSet<String>) -> Vec<Answer> {
    let index: BTreeMap<&str, usize> = procedures.procedures.iter().enumerate().map(|(i, p)| (p.id.as_str(), i)).collect();
    let mut known: Vec<Option<Answer>> = vec![None; procedures.procedures.len()];
    (0..known.len()).map(|i| present(procedures, &index, i, facts, start, &mut known, missing)).collect()
}

fn present(
    all: &Procedures,
    index: &BTreeMap<&str, usize>,
    i: usize,
    facts: &Facts,
    start: Date,
    known: &mut Vec<Option<Answer>>,
    missing: &mut BTreeSet<String>,
) -> Answer {
    if let Some(answer) = known[i] {
        return answer;
    }
    // Circles are refused when the rules are read; should one remain, it is cut here and the procedure stays open.
    known[i] = Some(Answer::Unknown);
    let procedure = &all.procedures[i];
    let mut linked = |names: &[String], missing: &mut BTreeSet<String>| -> Vec<Answer> {
        let found: Vec<usize> = names.iter().filter_map(|n| index.get(n.as_str()).copied()).collect();
        found.into_iter().map(|j| present(all, index, j, facts, start, known, missing)).collect()
    };
    let mut open = BTreeSet::new();
    let mut parts: Vec<Answer> = linked(&procedure.unless, missing).into_iter().map(|a| !a).collect();
    if !procedure.goes_with.is_empty() {
        parts.push(Answer::any(linked(&procedure.goes_with, missing)));
    }
    parts.push((procedure.outside.is_none() && procedure.duration(start).is_some()).into());
    if let Some(when) = &procedure.when {
        parts.push(condition::answer(when, facts, &mut open));
    }
    let answer = Answer::all(parts);
    if answer == Answer::Unknown {
        missing.append(&mut open);
    }
    known[i] = Some(answer);
    answer
}

/// Topological order (Kahn, 1962), the order of the files among free steps. A procedure that does not apply holds
/// nothing: it is often the variant of another (a permit after inquiry, an inquiry of the former law).
fn order<'a>(all: &'a Procedures, present: &[Answer], start: Date) -> Vec<Step<'a>> {
    let index: BTreeMap<&str, usize> = all.procedures.iter().enumerate().map(|(i, p)| (p.id.as_str(), i)).collect();
    let kept: Vec<usize> = (0..present.len()).filter(|i| present[*i] != Answer::NotMet).collect();
    let before = |i: usize| all.procedures[i].after.iter().filter_map(|id| index.get(id.as_str()).copied());
    let links: BTreeMap<usize, BTreeSet<usize>> =
        kept.iter().map(|i| (*i, before(*i).filter(|p| present[*p] != Answer::NotMet).collect())).collect();
    let mut place: BTreeMap<usize, usize> = BTreeMap::new();
    let mut steps = Vec::new();
    while steps.len() < kept.len() {
        let waiting = || kept.iter().filter(|i| !place.contains_key(i));
        // Without a circle one step is always free; with one, the first of it goes ahead.
        let free = waiting().find(|i| links[i].iter().all(|p| place.contains_key(p))).or_else(|| waiting().next());
        let Some(next) = free.copied() else { break };
        let procedure = &all.procedures[next];
        let Some(duration) = procedure.duration(start) else { break };
        let before = links[&next].iter().filter_map(|p| place.get(p).copied()).collect();
        place.insert(next, steps.len());
        steps.push(Step { procedure, duration, before });
    }
    steps
}
