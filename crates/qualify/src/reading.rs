//! What a condition reads: the facts, their dictionary, the date, and (for "what if") one value supposed.

use domain::{Date, Datum, Dictionary, FactKind, FactSpec, Facts, Text, Value};
use crate::verdict::UsedFact;
use std::cell::OnceCell;
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::Arc;

pub struct Reading<'a> {
    /// What is known of each key. Looked up a hundred thousand times a second; never walked, so its order is nobody's.
    keys: HashMap<&'a str, Entry<'a>, BuildHasherDefault<Fnv>>,
    pub on: Date,
}

#[derive(Default)]
struct Entry<'a> {
    spec: Option<&'a FactSpec>,
    datum: Option<&'a Datum>,
    /// Written once, at the first leaf that reads this fact: many do.
    used: OnceCell<Arc<UsedFact>>,
    not_known: OnceCell<Text>,
}

/// FNV-1a: keys are short and come from the dictionary, not from an attacker.
struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Fnv {
        Fnv(0xcbf2_9ce4_8422_2325)
    }
}

impl Hasher for Fnv {
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x100_0000_01b3);
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
        Reading { keys, on }
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
