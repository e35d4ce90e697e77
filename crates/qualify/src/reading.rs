//! What a condition reads: the facts, their dictionary, the date, and (for "what if") one value supposed.

use domain::{Date, Datum, Dictionary, FactKind, FactSpec, Facts, Text, Value};
use std::collections::HashMap;

pub struct Reading<'a> {
    facts: &'a Facts,
    specs: HashMap<&'a str, &'a FactSpec>,
    pub on: Date,
}

/// A value that is not known, supposed for the time of a "what if".
#[derive(Clone, Copy)]
pub struct Supposed<'a> {
    pub key: &'a str,
    pub value: &'a Value,
}

impl<'a> Reading<'a> {
    pub fn new(facts: &'a Facts, dictionary: &'a Dictionary, on: Date) -> Reading<'a> {
        let specs = dictionary.facts.iter().map(|spec| (spec.key.as_str(), spec)).collect();
        Reading { facts, specs, on }
    }

    pub fn datum(&self, key: &str) -> Option<&'a Datum> {
        self.facts.get(key)
    }

    pub fn value<'s>(&self, key: &str, supposed: Option<Supposed<'s>>) -> Option<&'s Value>
    where
        'a: 's,
    {
        match supposed {
            Some(supposed) if supposed.key == key => Some(supposed.value),
            _ => self.datum(key).map(|datum| &datum.value),
        }
    }

    pub fn spec(&self, key: &str) -> Option<&'a FactSpec> {
        self.specs.get(key).copied()
    }

    pub fn is_naf(&self, key: &str) -> bool {
        self.spec(key).is_some_and(|spec| spec.kind == FactKind::Naf)
    }

    /// The label of a key; the key itself when the dictionary does not hold it.
    pub fn label(&self, key: &str) -> Text {
        self.spec(key).map_or_else(|| Text::same(key), |spec| spec.label.clone())
    }

    pub fn show(&self, key: &str, value: &Value) -> Text {
        Text::each(|lang| self.spec(key).map_or_else(|| value.show(lang), |spec| spec.show(value, lang)))
    }
}
