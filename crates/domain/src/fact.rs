//! What is known of a project: values under the keys of the fact dictionary, each with who stands behind it.

use crate::{Cents, Lang, Source, Status, format};
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Value {
    Bool(bool),
    /// Cents.
    Money(Cents),
    Number(f64),
    Date(#[schemars(with = "String")] Date),
    /// One of the choices of the key, or a code (NAF, INSEE, SIRET).
    Code(String),
    /// Several of the choices of the key.
    Codes(Vec<String>),
    Text(String),
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Datum {
    pub value: Value,
    #[serde(default)]
    pub status: Status,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<Source>,
}

impl Datum {
    pub fn declared(value: Value) -> Datum {
        Datum { value, status: Status::Declared, source: None }
    }
}

/// Facts by key ("holder.headcount"). A missing key means "not known", never "no" and never zero.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct Facts(pub BTreeMap<String, Datum>);

impl Facts {
    pub fn get(&self, key: &str) -> Option<&Datum> {
        self.0.get(key)
    }
    pub fn set(&mut self, key: &str, datum: Datum) {
        self.0.insert(key.to_owned(), datum);
    }
    pub fn money(&self, key: &str) -> Option<Cents> {
        match self.get(key)?.value {
            Value::Money(amount) => Some(amount),
            _ => None,
        }
    }
    pub fn number(&self, key: &str) -> Option<f64> {
        match self.get(key)?.value {
            Value::Number(number) => Some(number),
            _ => None,
        }
    }
    pub fn bool(&self, key: &str) -> Option<bool> {
        match self.get(key)?.value {
            Value::Bool(value) => Some(value),
            _ => None,
        }
    }
    pub fn date(&self, key: &str) -> Option<Date> {
        match self.get(key)?.value {
            Value::Date(date) => Some(date),
            _ => None,
        }
    }
    /// A code, a choice or a free text.
    pub fn str(&self, key: &str) -> Option<&str> {
        match &self.get(key)?.value {
            Value::Code(text) | Value::Text(text) => Some(text),
            _ => None,
        }
    }
    pub fn codes(&self, key: &str) -> Option<&[String]> {
        match &self.get(key)?.value {
            Value::Codes(codes) => Some(codes),
            Value::Code(code) => Some(std::slice::from_ref(code)),
            _ => None,
        }
    }
}

impl Value {
    /// The value as a reader sees it, before choices are given their labels (see `FactSpec::show`).
    pub fn show(&self, lang: Lang) -> String {
        match (self, lang) {
            (Value::Bool(true), Lang::Fr) => "oui".into(),
            (Value::Bool(false), Lang::Fr) => "non".into(),
            (Value::Bool(true), Lang::En) => "yes".into(),
            (Value::Bool(false), Lang::En) => "no".into(),
            (Value::Money(amount), _) => format::money(*amount, lang),
            (Value::Number(number), _) => format::number(*number, 3, lang),
            (Value::Date(date), _) => format::date(*date, lang),
            (Value::Code(text) | Value::Text(text), _) => text.clone(),
            (Value::Codes(codes), _) => codes.join(", "),
        }
    }
}
