//! A call and its waves: how and when one applies to measures, and on which envelope each measure draws.

use domain::{Date, Source, Text};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A call: how and when one applies to one or several measures.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Call {
    pub id: String,
    pub name: Text,
    #[schemars(length(min = 1))]
    pub measures: Vec<String>,
    pub operator: String,
    /// What its decisions draw on: an envelope of the same programme. Absent for a call that gives neither money nor
    /// places that are counted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub envelope: Option<String>,
    /// Of a call with several measures, those whose decisions draw on an envelope of their own: measure = "envelope".
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub draws: BTreeMap<String, String>,
    /// Rolling until exhaustion, or in waves.
    #[serde(default)]
    pub rolling: bool,
    #[serde(default)]
    pub waves: Vec<Wave>,
    #[serde(default)]
    pub note: Text,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(extend("format" = "uri"))]
    pub link: Option<String>,
    #[schemars(length(min = 1))]
    pub sources: Vec<Source>,
}

/// Dates a source gives are filled; the others stay absent and are shown as not known.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Wave {
    pub id: String,
    pub name: Text,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>", extend("format" = "date"))]
    pub opens: Option<Date>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>", extend("format" = "date"))]
    pub closes: Option<Date>,
    /// "17:00", Europe/Paris. Without it the day alone is known, and the end of the day is meant.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(extend("format" = "clock", "pattern" = "^([01][0-9]|2[0-3]):[0-5][0-9]$"))]
    pub closes_at: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>", extend("format" = "date"))]
    pub selection: Option<Date>,
    #[serde(default)]
    pub note: Text,
}

impl Call {
    /// What a decision on this measure draws on; without a measure, what the call as a whole does.
    pub fn envelope_of(&self, measure: Option<&str>) -> Option<&str> {
        measure.and_then(|measure| self.draws.get(measure)).or(self.envelope.as_ref()).map(String::as_str)
    }

    /// Whether some decision of this call draws on that envelope.
    pub fn draws_on(&self, envelope: &str) -> bool {
        self.envelope.as_deref() == Some(envelope) || self.draws.values().any(|other| other == envelope)
    }
}
