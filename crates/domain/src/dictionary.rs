//! The fact dictionary: every question that can be asked of a project, as data (`rules/facts.toml`).
//!
//! One entry drives the form field, the validation of a project file, the label in an explanation and the question of
//! the next best step. A measure that needs a new fact adds an entry, no Rust.

use crate::{Lang, Text, Value, format};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum FactKind {
    Bool,
    Money,
    Number,
    Date,
    /// One of `choices`.
    Choice,
    /// Several of `choices`.
    Choices,
    /// NAF rev. 2 code, from section to sub-class.
    Naf,
    /// INSEE code of a commune.
    Commune,
    Siret,
    Text,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    pub id: String,
    pub fr: String,
    pub en: String,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FactSpec {
    /// "holder.headcount".
    pub key: String,
    pub kind: FactKind,
    pub label: Text,
    /// The question in plain words, one per page.
    pub question: Text,
    #[serde(default)]
    pub hint: Text,
    /// "ha", "MVA", "months": shown in labels, never part of the value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<Text>,
    #[serde(default)]
    pub choices: Vec<Choice>,
    /// Smallest plausible value (euros for money): below, the reader is asked whether the unit is right.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub least: Option<f64>,
    /// Largest plausible value (euros for money).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub most: Option<f64>,
    /// One of the five fields that are enough to start.
    #[serde(default)]
    pub first: bool,
    /// Found from the place or from other facts by the line itself: never asked.
    #[serde(default)]
    pub derived: bool,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Dictionary {
    pub facts: Vec<FactSpec>,
}

impl FactSpec {
    pub fn choice(&self, id: &str) -> Option<&Choice> {
        self.choices.iter().find(|c| c.id == id)
    }

    /// A value of this key as a reader sees it: choices by their label, figures with their unit.
    pub fn show(&self, value: &Value, lang: Lang) -> String {
        let label = |id: &String| match (self.choice(id), lang) {
            (Some(c), Lang::Fr) => c.fr.clone(),
            (Some(c), Lang::En) => c.en.clone(),
            (None, _) => id.clone(),
        };
        match value {
            Value::Code(id) => label(id),
            Value::Codes(ids) => ids.iter().map(label).collect::<Vec<_>>().join(", "),
            Value::Number(n) => match &self.unit {
                Some(unit) => format!("{}\u{a0}{}", format::number(*n, 3, lang), unit.get(lang)),
                None => format::number(*n, 3, lang),
            },
            other => other.show(lang),
        }
    }
}

impl Dictionary {
    pub fn get(&self, key: &str) -> Option<&FactSpec> {
        self.facts.iter().find(|f| f.key == key)
    }
    /// The key that a mistyped one was meant to be, if one is near (edit distance of two at most).
    pub fn nearest(&self, key: &str) -> Option<&str> {
        nearest(key, self.facts.iter().map(|f| f.key.as_str()))
    }
}

/// The candidate closest to `word`, when at most a third of the word differs (and no more than three letters).
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let allowed = (word.chars().count() / 3).clamp(1, 3);
    candidates.into_iter().map(|c| (distance(word, c), c)).filter(|(d, _)| *d <= allowed).min_by_key(|(d, _)| *d).map(|(_, c)| c)
}

fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, ca) in a.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, cb) in b.iter().enumerate() {
            let substitution = diagonal + usize::from(ca != *cb);
            diagonal = row[j + 1];
            row[j + 1] = substitution.min(diagonal + 1).min(row[j] + 1);
        }
    }
    row[b.len()]
}
