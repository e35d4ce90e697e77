//! The shape of programme files. The JSON Schema for editors is generated from these types.

use crate::Call;
use domain::{AidRegime, Cents, Date, Rate, Source, Text};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// `programme.toml`: what is said of the programme itself.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ProgrammeFile {
    pub id: String,
    pub name: Text,
    pub summary: Text,
    /// Phase of Territoires d'industrie it belongs to.
    pub phase: u8,
    #[serde(default)]
    pub valid: Validity,
    #[schemars(length(min = 1))]
    pub sources: Vec<Source>,
}

/// `envelopes.toml`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EnvelopesFile {
    #[serde(default)]
    pub envelopes: Vec<Envelope>,
}

/// One folder of `programmes/`: `programme.toml`, `measures/*.toml`, `calls/*.toml`, `envelopes.toml`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Programme {
    pub id: String,
    pub name: Text,
    pub summary: Text,
    /// Phase of Territoires d'industrie it belongs to.
    pub phase: u8,
    pub valid: Validity,
    #[schemars(length(min = 1))]
    pub sources: Vec<Source>,
    pub measures: Vec<Measure>,
    pub calls: Vec<Call>,
    pub envelopes: Vec<Envelope>,
}

/// Inclusive dates; an absent date means that no source gives one, not that there is none.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Validity {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>", extend("format" = "date"))]
    pub from: Option<Date>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>", extend("format" = "date"))]
    pub until: Option<Date>,
}

impl Validity {
    pub fn contains(&self, date: Date) -> bool {
        self.from.is_none_or(|from| from <= date) && self.until.is_none_or(|until| date <= until)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum MeasureKind {
    Label,
    Grant,
    Loan,
    Engineering,
    Training,
    Support,
}

/// A file of `measures/`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Measure {
    pub id: String,
    pub name: Text,
    pub operators: Vec<String>,
    pub kind: MeasureKind,
    /// One line: what the holder leaves with.
    pub promise: Text,
    pub summary: Text,
    /// Who it is for, in plain words.
    pub audience: Text,
    #[serde(default)]
    pub valid: Validity,
    /// All of them must be met.
    #[serde(default)]
    pub conditions: Vec<Condition>,
    pub amount: AmountRule,
    /// Regime under which the aid is granted; decides which ceiling it counts against.
    #[serde(default)]
    pub regime: AidRegime,
    /// Legal bases among which the decider chooses file by file, when the programme leaves the choice: a plan relies on the
    /// one that allows most. `regime` then only says how the aid is called while nothing is chosen.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub regimes: Vec<AidRegime>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub envelope: Option<String>,
    /// Largest advance on a grant, when its own text sets one: the State's general rule holds otherwise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub advance: Option<Advance>,
    #[serde(default)]
    pub documents: Vec<Text>,
    #[serde(default)]
    pub kpis: Vec<Text>,
    /// What no source gives, said in plain words and shown on the page.
    #[serde(default)]
    pub unknown: Vec<Text>,
    /// Address where one applies or reads the official text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(extend("format" = "uri"))]
    pub link: Option<String>,
    #[schemars(length(min = 1))]
    pub sources: Vec<Source>,
}

/// What may be paid at the start, as a share of the grant.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Advance {
    /// "15 %".
    #[serde(with = "percent")]
    #[schemars(with = "String", extend("format" = "rate"))]
    pub most: Rate,
    pub source: Source,
}

/// A condition is one test, or a group of them (`all`, `any`), possibly negated (`not`).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Condition {
    /// What is asked, as a sentence: "Dépense éligible d'au moins 400 000 €".
    #[serde(default)]
    pub label: Text,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub all: Vec<Condition>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub any: Vec<Condition>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub not: Option<Box<Condition>>,
    /// Key of the fact dictionary.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fact: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub is: Option<bool>,
    /// One of these choices or codes; for NAF codes, any code that starts with one of these ("10", "25.1"), or a
    /// section letter ("C").
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub one_of: Vec<String>,
    /// None of these.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub none_of: Vec<String>,
    /// At least: a number, or an amount written "400 000 €".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_least: Option<Quantity>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_most: Option<Quantity>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>", extend("format" = "date"))]
    pub from: Option<Date>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>", extend("format" = "date"))]
    pub until: Option<Date>,
    /// At most this other money fact ("a loan no larger than the equity").
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_most_fact: Option<String>,
    /// The source says that a condition exists but not which: the answer is always "unknown", with this label.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub unstated: bool,
    /// What the decider appreciates once the file is there: shown, neither refuses nor leaves open what can be asked for.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub judged: bool,
    /// A preference of the operator: shown, never refuses.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub priority: bool,
    /// Dates between which this condition applies; outside them it is not asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid: Option<Validity>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<Arc<Source>>,
}

/// A threshold: an amount ("400 000 €") or a plain number.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Quantity {
    Money(#[serde(serialize_with = "euro::serialize")] Cents),
    Number(f64),
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case", tag = "rule", deny_unknown_fields)]
pub enum AmountRule {
    /// No money: a label, a service, a training place.
    None { note: Text },
    /// No source gives it.
    Unknown { note: Text },
    Flat {
        #[serde(with = "euro")]
        #[schemars(with = "String", extend("format" = "amount"))]
        amount: Cents,
        #[serde(default)]
        note: Text,
    },
    Range {
        #[serde(with = "euro")]
        #[schemars(with = "String", extend("format" = "amount"))]
        least: Cents,
        #[serde(with = "euro")]
        #[schemars(with = "String", extend("format" = "amount"))]
        most: Cents,
        #[serde(default)]
        note: Text,
    },
    /// `rate` of the money fact `base`, at most `cap`, nothing under `floor`.
    Share {
        base: String,
        /// "50 %".
        #[serde(with = "percent")]
        #[schemars(with = "String", extend("format" = "rate"))]
        rate: Rate,
        #[serde(default, with = "euro_option", skip_serializing_if = "Option::is_none")]
        #[schemars(with = "Option<String>", extend("format" = "amount"))]
        cap: Option<Cents>,
        #[serde(default, with = "euro_option", skip_serializing_if = "Option::is_none")]
        #[schemars(with = "Option<String>", extend("format" = "amount"))]
        floor: Option<Cents>,
        /// The rate is a ceiling: the operator decides what it gives below it.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        at_most: bool,
        #[serde(default)]
        note: Text,
    },
    /// As much as the State-aid ceiling of the project allows; the programme sets no rate of its own.
    UpToCeiling { base: String, note: Text },
}

/// What cannot be exceeded: money, or a number of places.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Envelope {
    pub id: String,
    pub name: Text,
    #[serde(default, with = "euro_option", skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>", extend("format" = "amount"))]
    pub amount: Option<Cents>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub places: Option<u32>,
    #[serde(default)]
    pub valid: Validity,
    /// Acts that raised it afterwards, in order. Of one whose source gives the month alone, the last day of it, and the source says so.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub raises: Vec<Raise>,
    #[serde(default)]
    pub note: Text,
    #[schemars(length(min = 1))]
    pub sources: Vec<Source>,
}

/// More money or places, by a dated act.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Raise {
    #[schemars(with = "String", extend("format" = "date"))]
    pub date: Date,
    #[serde(default, with = "euro_option", skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>", extend("format" = "amount"))]
    pub amount: Option<Cents>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub places: Option<u32>,
    /// The act, or who tells of it.
    pub source: Source,
}

impl JsonSchema for Quantity {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Quantity".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "description": "An amount (\"400 000 €\") or a plain number.",
            "anyOf": [{ "type": "string", "format": "amount" }, { "type": "number" }],
        })
    }
}

impl<'de> Deserialize<'de> for Quantity {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Quantity, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Raw {
            Number(f64),
            Text(String),
        }
        match Raw::deserialize(deserializer)? {
            Raw::Number(n) => Ok(Quantity::Number(n)),
            Raw::Text(text) => text.parse().map(Quantity::Money).map_err(serde::de::Error::custom),
        }
    }
}

/// Amounts are written "400 000 €" in files and in the API, so that a threshold in euros is never taken for a number of
/// people, and kept in cents.
pub mod euro {
    use super::Cents;
    use serde::{Deserialize, Deserializer, Serializer};
    pub fn serialize<S: Serializer>(amount: &Cents, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&write(*amount))
    }
    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Cents, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
    /// As the reader takes it back: "400000 €", "12500,50 €".
    pub fn write(amount: Cents) -> String {
        match amount.0 % 100 {
            0 => format!("{} €", amount.0 / 100),
            cents => format!("{}{},{:02} €", if amount.0 < 0 { "-" } else { "" }, (amount.0 / 100).abs(), cents.abs()),
        }
    }
}

/// The same, where a file may leave the amount out.
pub mod euro_option {
    use super::Cents;
    use serde::{Deserialize, Deserializer, Serializer};
    pub fn serialize<S: Serializer>(amount: &Option<Cents>, serializer: S) -> Result<S::Ok, S::Error> {
        match amount {
            Some(amount) => serializer.serialize_some(&super::euro::write(*amount)),
            None => serializer.serialize_none(),
        }
    }
    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Cents>, D::Error> {
        let text = Option::<String>::deserialize(deserializer)?;
        text.map(|t| t.parse().map_err(serde::de::Error::custom)).transpose()
    }
}

/// Rates are written "50 %" or "12,5 %" in files and kept in basis points.
pub mod percent {
    use super::Rate;
    use serde::{Deserialize, Deserializer, Serializer};
    pub fn serialize<S: Serializer>(rate: &Rate, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&format!("{},{:02} %", rate.0 / 100, rate.0 % 100))
    }
    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Rate, D::Error> {
        parse(&String::deserialize(deserializer)?).map_err(serde::de::Error::custom)
    }
    pub fn parse(text: &str) -> Result<Rate, String> {
        let bad = || format!("« {text} » : taux illisible ; écrire par exemple 50 % ou 12,5 %");
        let digits = text.trim().strip_suffix('%').ok_or_else(bad)?.trim().replace(',', ".");
        let (whole, fraction) = digits.split_once('.').unwrap_or((&digits, ""));
        if fraction.len() > 2 {
            return Err(bad());
        }
        let whole: u32 = whole.parse().map_err(|_| bad())?;
        let fraction: u32 = if fraction.is_empty() { 0 } else { format!("{fraction:0<2}").parse().map_err(|_| bad())? };
        Ok(Rate(whole * 100 + fraction))
    }
}
