//! Does a formality apply? Three-valued, on the facts of the project: a missing fact is "unknown", never "no".

use domain::{Answer, Cents, Facts, Value};
use programmes::{Condition, Quantity};
use std::collections::BTreeSet;

/// Answers a condition; the keys of the missing facts are added to `unknown` when they can still decide it. The parts of `all`
/// are asked in their order: what follows one still open does not matter yet.
pub fn answer(condition: &Condition, facts: &Facts, unknown: &mut BTreeSet<String>) -> Answer {
    let mut open = BTreeSet::new();
    let mut parts: Vec<Answer> = Vec::with_capacity(condition.all.len());
    for part in &condition.all {
        let mut of_part = BTreeSet::new();
        let given = answer(part, facts, &mut of_part);
        if !parts.contains(&Answer::Unknown) {
            open.append(&mut of_part);
        }
        parts.push(given);
    }
    if !condition.any.is_empty() {
        parts.push(Answer::any(condition.any.iter().map(|c| answer(c, facts, &mut open))));
    }
    if let Some(inner) = &condition.not {
        parts.push(!answer(inner, facts, &mut open));
    }
    if let Some(key) = &condition.fact {
        parts.push(match facts.get(key) {
            Some(datum) => leaf(condition, &datum.value),
            None => {
                open.insert(key.clone());
                Answer::Unknown
            }
        });
    }
    if condition.unstated {
        parts.push(Answer::Unknown);
    }
    let whole = Answer::all(parts);
    if whole == Answer::Unknown {
        unknown.append(&mut open);
    }
    whole
}

fn leaf(test: &Condition, value: &Value) -> Answer {
    let mut parts = Vec::new();
    if let Some(wanted) = test.is {
        parts.push(match value {
            Value::Bool(given) => (*given == wanted).into(),
            _ => Answer::Unknown,
        });
    }
    if !test.one_of.is_empty() || !test.none_of.is_empty() {
        let codes: &[String] = match value {
            Value::Code(code) | Value::Text(code) => std::slice::from_ref(code),
            Value::Codes(codes) => codes,
            _ => &[],
        };
        parts.push((test.one_of.is_empty() || codes.iter().any(|c| test.one_of.contains(c))).into());
        parts.push((!codes.iter().any(|c| test.none_of.contains(c))).into());
    }
    for (bound, wrong_side) in [(test.at_least, std::cmp::Ordering::Less), (test.at_most, std::cmp::Ordering::Greater)] {
        if let Some(bound) = bound {
            parts.push(compare(value, bound).map_or(Answer::Unknown, |order| (order != wrong_side).into()));
        }
    }
    if let (Value::Date(date), true) = (value, test.from.is_some() || test.until.is_some()) {
        let valid = programmes::Validity { from: test.from, until: test.until };
        parts.push(valid.contains(*date).into());
    }
    Answer::all(parts)
}

/// Thresholds of money are in cents; a plain number compared with money is a number of euros.
fn compare(value: &Value, bound: Quantity) -> Option<std::cmp::Ordering> {
    match (value, bound) {
        (Value::Number(n), Quantity::Number(b)) => n.partial_cmp(&b),
        (Value::Money(m), Quantity::Money(b)) => Some(m.cmp(&b)),
        (Value::Money(m), Quantity::Number(b)) if b.fract() == 0.0 => Some(m.cmp(&Cents::euros(b as i64))),
        _ => None,
    }
}
