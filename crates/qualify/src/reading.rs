//! What a condition reads: the facts, their dictionary, the date, and (for "what if") one value supposed.

use domain::{Date, Datum, Dictionary, FactKind, FactSpec, Facts, Text, Value};
use crate::verdict::UsedFact;
use std::cell::{OnceCell, RefCell};
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::Arc;

pub struct Reading<'a> {
    /// What is known of each key. Looked up a hundred thousand times a second; never walked, so its order is nobody's.
    keys: HashMap<&'a str, Entry<'a>, BuildHasherDefault<Quick>>,
    pub on: Date,
    /// Sentences that many measures share, written once: "en vigueur du… au…", "2 sur 3 remplies".
    said: RefCell<HashMap<Said, Text>>,
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

/// The multiplication of FxHash, eight bytes at a time: keys are short and come from the dictionary, not from an attacker.
#[derive(Default)]
struct Quick(u64);

impl Hasher for Quick {
    fn write(&mut self, bytes: &[u8]) {
        for chunk in bytes.chunks(8) {
            let mut word = [0; 8];
            word[..chunk.len()].copy_from_slice(chunk);
            self.0 = (self.0.rotate_left(5) ^ u64::from_le_bytes(word)).wrapping_mul(0x517c_c1b7_2722_0a95);
        }
    }
    fn finish(&self) -> u64 {
        self.0
    }
}

/// A value that is not known, supposed for the time of a "what if".
#[derive(Clone, Copy)]
pub struct Supposed<'a> {
    pub key: &'a str,
    pub value: &'a Value,
}

impl<'a> Reading<'a> {
    pub fn new(facts: &'a Facts, dictionary: &'a Dictionary, on: Date) -> Reading<'a> {
        let mut keys: HashMap<&str, Entry, _> = HashMap::default();
        keys.reserve(dictionary.facts.len());
        for spec in &dictionary.facts {
            keys.entry(&spec.key).or_default().spec = Some(spec);
        }
        for (key, datum) in &facts.0 {
            keys.entry(key).or_default().datum = Some(datum);
        }
        Reading { keys, on, said: RefCell::default() }
    }

    pub fn datum(&self, key: &str) -> Option<&'a Datum> {
        self.keys.get(key)?.datum
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
        self.keys.get(key)?.spec
    }

    /// The fact as explanations show it.
    pub fn used(&self, key: &str) -> Arc<UsedFact> {
        let write = || {
            let datum = self.datum(key);
            Arc::new(UsedFact {
                key: key.to_owned(),
                label: self.label(key),
                value: datum.map(|d| self.show(key, &d.value)),
                status: datum.map(|d| d.status),
                source: datum.and_then(|d| d.source.clone()),
            })
        };
        self.keys.get(key).map_or_else(write, |entry| entry.used.get_or_init(write).clone())
    }

    /// "« Effectif » : pas encore connu".
    pub fn not_known(&self, key: &str) -> Text {
        let write = || {
            let label = self.label(key);
            Text::new(["« ", &label.fr, " » : pas encore connu"].concat(), ["“", &label.en, "”: not known yet"].concat())
        };
        self.keys.get(key).map_or_else(write, |entry| entry.not_known.get_or_init(write).clone())
    }

    pub fn say(&self, what: Said, write: impl FnOnce() -> Text) -> Text {
        self.said.borrow_mut().entry(what).or_insert_with(write).clone()
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
