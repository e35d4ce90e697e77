//! Values worth trying for a missing fact: one on each side of every threshold a measure reads.

use crate::leaf::{self, Test};
use crate::naf;
use crate::reading::Reading;
use domain::{Answer, Cents, Date, FactKind, Value};
use programmes::{Condition, Quantity};

/// A whole number is tried on both sides of a threshold; thresholds of the trade are never closer than this.
const STEP: f64 = 1e-6;
/// Beyond any real amount, and far from the limits of an integer.
const HUGE: Cents = Cents(i64::MAX / 4);

pub fn values(reading: &Reading, conditions: &[&Condition], key: &str) -> Vec<Value> {
    let mut values = Vec::new();
    for condition in conditions {
        walk(reading, condition, key, &mut values);
    }
    values
}

fn walk(reading: &Reading, condition: &Condition, key: &str, values: &mut Vec<Value>) {
    let parts = condition.all.iter().chain(&condition.any).chain(condition.not.as_deref());
    for part in parts {
        walk(reading, part, key, values);
    }
    // "At most this other fact" has no threshold to stand beside: none and any amount are tried.
    if condition.at_most_fact.as_deref() == Some(key) {
        add(values, [Value::Money(Cents::ZERO), Value::Money(HUGE)]);
    }
    if condition.fact.as_deref() != Some(key) {
        return;
    }
    for test in leaf::tests(condition) {
        match test {
            Test::Is(_) => add(values, [Value::Bool(true), Value::Bool(false)]),
            Test::AtLeast(limit) | Test::AtMost(limit) => add(values, around(limit)),
            Test::From(date) | Test::Until(date) => {
                let near = [date.yesterday().ok(), Some(date), date.tomorrow().ok()];
                add(values, near.into_iter().flatten().map(|d: Date| Value::Date(d)));
            }
            Test::AtMostFact(_) => add(values, [Value::Money(Cents::ZERO), Value::Money(HUGE)]),
            Test::OneOf(codes) | Test::NoneOf(codes) => add(values, listed(reading, key, codes)),
        }
    }
}

fn add(values: &mut Vec<Value>, more: impl IntoIterator<Item = Value>) {
    for value in more {
        if !values.contains(&value) {
            values.push(value);
        }
    }
}

fn around(limit: Quantity) -> [Value; 3] {
    match limit {
        Quantity::Money(Cents(c)) => [c.saturating_sub(1), c, c.saturating_add(1)].map(|c| Value::Money(Cents(c))),
        Quantity::Number(n) => [n - STEP, n, n + STEP].map(Value::Number),
    }
}

/// Each code of the list, and one that is not in it.
fn listed(reading: &Reading, key: &str, codes: &[String]) -> Vec<Value> {
    let spec = reading.known(key).spec();
    let other = match spec.map(|spec| spec.kind) {
        Some(FactKind::Naf) => (1..=99).map(|division| format!("{division:02}")).find(|division| {
            naf::section_of(division).is_some() && codes.iter().all(|code| naf::belongs(division, code) == Answer::NotMet)
        }),
        Some(FactKind::Choice | FactKind::Choices) => {
            spec.and_then(|spec| spec.choices.iter().map(|c| c.id.clone()).find(|id| !codes.contains(id)))
        }
        // A code or a name that no list holds.
        _ => Some("?".to_owned()),
    };
    let one = |code: String| if spec.is_some_and(|s| s.kind == FactKind::Choices) { Value::Codes(vec![code]) } else { Value::Code(code) };
    codes.iter().cloned().chain(other).map(one).collect()
}
