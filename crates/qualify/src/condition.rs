//! Trees of conditions: their answer, their explanation, and the facts that can still change them.
//!
//! A condition that does not count (a preference, what the decider will appreciate, or one not in force at the date) is
//! `None` for its group: it neither refuses nor leaves open, and a group in which nothing counts does not count either.

use crate::leaf;
use crate::reading::{Reading, Supposed};
use crate::verdict::Reason;
use crate::words;
use domain::Answer;
use programmes::Condition;

/// A reason, and whether it counts for the group it is in.
pub struct Finding {
    pub reason: Reason,
    counts: bool,
}

impl Finding {
    pub fn counted(&self) -> Option<Answer> {
        self.counts.then_some(self.reason.answer)
    }
}

/// Not asked at this date.
fn skipped(reading: &Reading, condition: &Condition) -> bool {
    condition.valid.as_ref().is_some_and(|valid| !valid.contains(reading.on))
}

/// A condition without group nor fact holds nothing that can be checked: like one the source leaves unstated.
fn unstated(condition: &Condition) -> bool {
    condition.unstated || (condition.fact.is_none() && condition.all.is_empty() && condition.any.is_empty() && condition.not.is_none())
}

fn some_all(answers: impl Iterator<Item = Option<Answer>>) -> Option<Answer> {
    answers.flatten().reduce(|a, b| Answer::all([a, b]))
}

fn some_any(answers: impl Iterator<Item = Option<Answer>>) -> Option<Answer> {
    answers.flatten().reduce(|a, b| Answer::any([a, b]))
}

/// The conjunction of a measure's conditions; met when none counts.
pub fn answer_all(reading: &Reading, conditions: &[Condition]) -> Answer {
    suppose(reading, conditions.iter(), None)
}

/// The same, with one missing fact supposed known.
pub fn suppose<'c>(reading: &Reading, conditions: impl Iterator<Item = &'c Condition>, supposed: Option<Supposed>) -> Answer {
    let mut open = false;
    for condition in conditions {
        match answer(reading, condition, supposed) {
            Some(Answer::NotMet) => return Answer::NotMet,
            Some(Answer::Unknown) => open = true,
            _ => {}
        }
    }
    if open { Answer::Unknown } else { Answer::Met }
}

/// The conditions still open, among those of a measure.
pub fn open<'c>(reading: &Reading, conditions: &'c [Condition]) -> impl Iterator<Item = &'c Condition> {
    conditions.iter().filter(|c| answer(reading, c, None) == Some(Answer::Unknown))
}

pub fn mentions(condition: &Condition, key: &str) -> bool {
    let is_key = |fact: &Option<String>| fact.as_deref() == Some(key);
    let mut parts = condition.all.iter().chain(&condition.any).chain(condition.not.as_deref());
    is_key(&condition.fact) || is_key(&condition.at_most_fact) || parts.any(|part| mentions(part, key))
}

fn answer(reading: &Reading, condition: &Condition, supposed: Option<Supposed>) -> Option<Answer> {
    if condition.priority || condition.judged || skipped(reading, condition) {
        return None;
    }
    if unstated(condition) {
        return Some(Answer::Unknown);
    }
    let all = some_all(condition.all.iter().map(|c| answer(reading, c, supposed)));
    let any = some_any(condition.any.iter().map(|c| answer(reading, c, supposed)));
    let not = condition.not.as_deref().and_then(|c| answer(reading, c, supposed)).map(|a| !a);
    let leaf = condition.fact.as_deref().map(|key| leaf::answer(reading, condition, reading.known(key), supposed));
    some_all([all, any, not, leaf].into_iter())
}

/// Facts that can still change the answer of an open list of conditions: branches already decided are not visited,
/// and unstated conditions wait for nobody's answer. Each key once, in the order of the conditions.
pub fn open_facts<'c>(reading: &Reading, conditions: &'c [Condition]) -> Vec<&'c str> {
    let mut keys = Vec::new();
    for condition in conditions {
        collect_open(reading, condition, &mut keys);
    }
    keys
}

fn collect_open<'c>(reading: &Reading, condition: &'c Condition, keys: &mut Vec<&'c str>) {
    if answer(reading, condition, None) != Some(Answer::Unknown) || unstated(condition) {
        return;
    }
    let any_is_met = some_any(condition.any.iter().map(|c| answer(reading, c, None))) == Some(Answer::Met);
    let any = if any_is_met { &[][..] } else { &condition.any };
    for part in condition.all.iter().chain(any).chain(condition.not.as_deref()) {
        collect_open(reading, part, keys);
    }
    if let Some(key) = condition.fact.as_deref()
        && leaf::answer(reading, condition, reading.known(key), None) == Answer::Unknown
    {
        for key in leaf::awaited(reading, condition, key) {
            if !keys.contains(&key) {
                keys.push(key);
            }
        }
    }
}

/// The same tree as [`answer`] walks, with its reasons; `None` when nothing of it is asked at this date.
pub fn explain(reading: &Reading, condition: &Condition) -> Option<Finding> {
    if skipped(reading, condition) {
        return None;
    }
    let mut finding = if condition.judged {
        Finding { reason: words::judged(condition), counts: false }
    } else if unstated(condition) {
        Finding { reason: words::unstated(condition), counts: true }
    } else {
        explain_parts(reading, condition)?
    };
    finding.counts &= !condition.priority;
    finding.reason.priority = condition.priority;
    Some(finding)
}

fn explain_parts(reading: &Reading, condition: &Condition) -> Option<Finding> {
    let inner = |list: &[Condition]| -> Vec<Finding> { list.iter().filter_map(|c| explain(reading, c)).collect() };
    let mut groups: Vec<Reason> = Vec::new();
    // A group whose every part is a preference counts no more than they do.
    let mut counts = condition.fact.is_some();
    if let Some(key) = condition.fact.as_deref() {
        groups.push(words::leaf(reading, condition, key));
    }
    for (kind, findings) in [
        (words::Group::All, inner(&condition.all)),
        (words::Group::Any, inner(&condition.any)),
        (words::Group::Not, condition.not.iter().filter_map(|c| explain(reading, c)).collect()),
    ] {
        if findings.is_empty() {
            continue;
        }
        let counted = findings.iter().map(Finding::counted);
        let answer = match kind {
            words::Group::All => some_all(counted),
            words::Group::Any => some_any(counted),
            words::Group::Not => some_all(counted).map(|a| !a),
        };
        counts |= answer.is_some();
        // Only preferences inside: shown, and nothing can fail.
        groups.push(words::group(reading, kind, answer.unwrap_or(Answer::Met), findings.into_iter().map(|f| f.reason).collect()));
    }
    (!groups.is_empty()).then(|| Finding { reason: words::join(reading, condition, groups), counts })
}
