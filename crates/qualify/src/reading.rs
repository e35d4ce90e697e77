//! What a condition reads: the facts, their dictionary, the date, and (for "what if") one value supposed.

use crate::verdict::UsedFact;
use domain::{Date, Datum, Dictionary, FactKind, FactSpec, Facts, Text, Value};
use rustc_hash::FxHashMap;
use std::cell::{OnceCell, RefCell};
use std::sync::Arc;

pub struct Reading<'a> {
    /// What is known of each key. Looked up a hundred thousand times a second; never walked, so its order is nobody's.
    keys: FxHashMap<&'a str, Entry<'a>>,
    pub on: Date,
    /// Sentences that many measures share, written once: "en vigueur du… au…", "2 sur 3 remplies".
    said: RefCell<FxHashMap<Said, Text>>,
}

/// What a shared sentence depends on.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub enum Said {
    InForce(Option<Date>, Option<Date>),
    Counted { met: usize, open: usize, total: usize, one_is_enough: bool },
    On,
}

#[derive(Default)]
struct Entry<'a> {
    spec: Option<&'a FactSpec>,
    datum: Option<&'a Datum>,
    /// Written once, at the first leaf that reads this fact: many do.
    used: OnceCell<Arc<UsedFact>>,
    not_known: OnceCell<Text>,
}

/// A value that is not known, supposed for the time of a "what if".
#[derive(Clone, Copy)]
pub struct Supposed<'a> {
    pub key: &'a str,
    pub value: &'a Value,
}

impl<'a> Reading<'a> {
    pub fn new(facts: &'a Facts, dictionary: &'a Dictionary, on: Date) -> Reading<'a> {
        let mut keys: FxHashMap<&str, Entry> = FxHashMap::default();
        keys.reserve(dictionary.facts.len());
        for spec in &dictionary.facts {
            keys.entry(&spec.key).or_default().spec = Some(spec);
        }
        for (key, datum) in &facts.0 {
            keys.entry(key).or_default().datum = Some(datum);
        }
        Reading { keys, on, said: RefCell::default() }
    }

    /// One key, looked up once: a leaf reads several things of it.
    pub fn known<'r>(&'r self, key: &'r str) -> Known<'r, 'a> {
        Known { key, entry: self.keys.get(key) }
    }

    pub fn say(&self, what: Said, write: impl FnOnce() -> Text) -> Text {
        self.said.borrow_mut().entry(what).or_insert_with(write).clone()
    }
}

/// What is known of one key; all of it may be missing when neither the dictionary nor the facts hold it.
#[derive(Clone, Copy)]
pub struct Known<'r, 'a> {
    pub key: &'r str,
    entry: Option<&'r Entry<'a>>,
}

impl<'r, 'a> Known<'r, 'a> {
    pub fn datum(self) -> Option<&'a Datum> {
        self.entry?.datum
    }

    pub fn spec(self) -> Option<&'a FactSpec> {
        self.entry?.spec
    }

    pub fn value<'s>(self, supposed: Option<Supposed<'s>>) -> Option<&'s Value>
    where
        'a: 's,
    {
        match supposed {
            Some(supposed) if supposed.key == self.key => Some(supposed.value),
            _ => self.datum().map(|datum| &datum.value),
        }
    }

    pub fn is_naf(self) -> bool {
        self.spec().is_some_and(|spec| spec.kind == FactKind::Naf)
    }

    /// The label of a key; the key itself when the dictionary does not hold it.
    pub fn label(self) -> Text {
        self.spec().map_or_else(|| Text::same(self.key), |spec| spec.label.clone())
    }

    pub fn show(self, value: &Value) -> Text {
        Text::each(|lang| self.spec().map_or_else(|| value.show(lang), |spec| spec.show(value, lang)))
    }

    /// The fact as explanations show it.
    pub fn used(self) -> Arc<UsedFact> {
        let write = || {
            Arc::new(UsedFact {
                key: self.key.to_owned(),
                label: self.label(),
                value: self.datum().map(|d| self.show(&d.value)),
                status: self.datum().map(|d| d.status),
                source: self.datum().and_then(|d| d.source.clone()),
            })
        };
        self.entry.map_or_else(write, |entry| entry.used.get_or_init(write).clone())
    }

    /// "« Effectif » : pas encore connu".
    pub fn not_known(self) -> Text {
        let write = || {
            let label = self.label();
            Text::new(["« ", &label.fr, " » : pas encore connu"].concat(), ["“", &label.en, "”: not known yet"].concat())
        };
        self.entry.map_or_else(write, |entry| entry.not_known.get_or_init(write).clone())
    }
}
