//! One test on one fact: "at least 400 000 €", "one of these activities".

use crate::naf;
use crate::reading::{Known, Reading, Supposed};
use domain::{Answer, Date, Value, name};
use programmes::{Condition, Quantity};

/// What a leaf asks of its fact. A leaf with several tests asks all of them.
#[derive(Clone, Copy)]
pub enum Test<'c> {
    Is(bool),
    OneOf(&'c [String]),
    NoneOf(&'c [String]),
    AtLeast(Quantity),
    AtMost(Quantity),
    From(Date),
    Until(Date),
    AtMostFact(&'c str),
}

pub fn tests(condition: &Condition) -> impl Iterator<Item = Test<'_>> {
    let list = |codes: &'_ Vec<String>| !codes.is_empty();
    [
        condition.is.map(Test::Is),
        list(&condition.one_of).then_some(Test::OneOf(&condition.one_of)),
        list(&condition.none_of).then_some(Test::NoneOf(&condition.none_of)),
        condition.at_least.map(Test::AtLeast),
        condition.at_most.map(Test::AtMost),
        condition.from.map(Test::From),
        condition.until.map(Test::Until),
        condition.at_most_fact.as_deref().map(Test::AtMostFact),
    ]
    .into_iter()
    .flatten()
}

/// The answer of a leaf. Unknown when the fact is missing, too vague for the test, of another kind than the test
/// expects, or when the leaf tests nothing: none of these may pass for a yes or a no.
pub fn answer(reading: &Reading, condition: &Condition, known: Known, supposed: Option<Supposed>) -> Answer {
    let Some(value) = known.value(supposed) else { return Answer::Unknown };
    let mut asked = tests(condition).peekable();
    if asked.peek().is_none() {
        return Answer::Unknown;
    }
    Answer::all(asked.map(|test| judge(reading, known, test, value, supposed)))
}

pub fn judge(reading: &Reading, known: Known, test: Test, value: &Value, supposed: Option<Supposed>) -> Answer {
    match (test, value) {
        (Test::Is(expected), Value::Bool(value)) => Answer::from(*value == expected),
        (Test::OneOf(codes), _) => listed(known, codes, value),
        (Test::NoneOf(codes), _) => !listed(known, codes, value),
        (Test::AtLeast(least), _) => compare(value, least, |order| order.is_ge()),
        (Test::AtMost(most), _) => compare(value, most, |order| order.is_le()),
        (Test::From(from), Value::Date(date)) => Answer::from(*date >= from),
        (Test::Until(until), Value::Date(date)) => Answer::from(*date <= until),
        (Test::AtMostFact(other), Value::Money(amount)) => match reading.known(other).value(supposed) {
            Some(Value::Money(most)) => Answer::from(amount <= most),
            _ => Answer::Unknown,
        },
        _ => Answer::Unknown,
    }
}

fn compare(value: &Value, threshold: Quantity, holds: impl Fn(std::cmp::Ordering) -> bool) -> Answer {
    let order = match (value, threshold) {
        (Value::Money(value), Quantity::Money(threshold)) => Some(value.cmp(&threshold)),
        (Value::Number(value), Quantity::Number(threshold)) => value.partial_cmp(&threshold),
        _ => None,
    };
    order.map_or(Answer::Unknown, |order| Answer::from(holds(order)))
}

/// Is the value (or one of the values) in the list? An empty list of values is known, and in nothing.
fn listed(known: Known, codes: &[String], value: &Value) -> Answer {
    let is_naf = known.is_naf();
    let one = |value: &String| {
        if is_naf { Answer::any(codes.iter().map(|group| naf::belongs(value, group))) } else { Answer::from(codes.contains(value)) }
    };
    match value {
        Value::Code(value) => one(value),
        Value::Codes(values) => Answer::any(values.iter().map(one)),
        Value::Text(value) => Answer::from(codes.iter().any(|code| name::fold(code) == name::fold(value))),
        _ => Answer::Unknown,
    }
}

/// Keys whose value a leaf waits for: missing, or not precise enough.
pub fn awaited<'c>(reading: &Reading, condition: &'c Condition, key: &'c str) -> impl Iterator<Item = &'c str> {
    let other = condition.at_most_fact.as_deref().filter(|other| reading.known(other).datum().is_none());
    let main = (reading.known(key).datum().is_none() || other.is_none()).then_some(key);
    main.into_iter().chain(other)
}
