//! The project file: one project as a person writes it, in TOML. Everything wrong in it is told at once.

mod facts;
mod read;
mod write;

pub use read::read_project;
pub use write::write_project;

use domain::{AidRegime, Cents, Date, Funder, Instrument, LineState, Source, Status, Text};
use schemars::JsonSchema;
use serde::Deserialize;
use std::collections::BTreeMap;

/// What a project file holds beside its tables of facts ([project], [holder], [site]…).
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ProjectFile {
    #[schemars(length(min = 1))]
    pub title: String,
    /// The rules in force at this date decide.
    #[schemars(with = "String", extend("format" = "date"))]
    pub judged_on: Date,
    #[serde(default)]
    pub summary: Summary,
    /// True once `past_aid` is the whole list, even when it is empty.
    #[serde(default)]
    pub past_aid_complete: bool,
    #[serde(default)]
    pub financing: Vec<FinancingEntry>,
    /// De minimis and other aid already granted to the same single undertaking.
    #[serde(default)]
    pub past_aid: Vec<PastAidEntry>,
    #[serde(default)]
    pub sources: Vec<Source>,
    /// By fact ("project.cost"): who stands behind it, when it is not merely declared.
    #[serde(default)]
    pub evidence: BTreeMap<String, Evidence>,
}

/// One language is enough: a project is described by whoever carries it.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Summary {
    pub fr: String,
    pub en: String,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct FinancingEntry {
    #[schemars(length(min = 1))]
    pub label: String,
    pub funder: Funder,
    pub instrument: Instrument,
    #[serde(deserialize_with = "crate::euro::deserialize")]
    #[schemars(with = "String", extend("format" = "amount"))]
    pub amount: Cents,
    #[serde(default)]
    pub regime: AidRegime,
    #[serde(default)]
    pub state: LineState,
    /// Identifier of a measure.
    #[serde(default)]
    pub measure: Option<String>,
    /// Gross grant equivalent of a loan or guarantee, when it differs from the amount.
    #[serde(default, deserialize_with = "crate::euro_option::deserialize")]
    #[schemars(with = "Option<String>", extend("format" = "amount"))]
    pub grant_equivalent: Option<Cents>,
    /// Costs the aid bears on, when they are not the whole eligible cost.
    #[serde(default, deserialize_with = "crate::euro_option::deserialize")]
    #[schemars(with = "Option<String>", extend("format" = "amount"))]
    pub base: Option<Cents>,
    #[serde(default)]
    pub source: Option<Citation>,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PastAidEntry {
    /// SIREN of the company that received it.
    #[serde(default)]
    pub siren: Option<String>,
    #[schemars(with = "String", extend("format" = "date"))]
    pub granted_on: Date,
    #[serde(deserialize_with = "crate::euro::deserialize")]
    #[schemars(with = "String", extend("format" = "amount"))]
    pub amount: Cents,
    pub regime: AidRegime,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Evidence {
    #[serde(default)]
    pub status: Status,
    #[serde(default)]
    pub source: Option<Citation>,
}

/// The title of one of the `sources`, or a whole source in place.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(untagged)]
pub(crate) enum Citation {
    Title(String),
    Whole(Source),
}

impl From<Summary> for Text {
    fn from(summary: Summary) -> Text {
        Text::new(summary.fr, summary.en)
    }
}
