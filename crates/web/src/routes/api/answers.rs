//! The shapes of the answers that are not already a type of the trade.

use domain::{Site, Source, Territory, Text};
use locate::travel::Quality;
use programmes::{Call, Measure};
use schemars::JsonSchema;
use serde::Serialize;

#[derive(Serialize, JsonSchema)]
pub struct Sites {
    pub total: usize,
    pub items: Vec<Site>,
}

#[derive(Serialize, JsonSchema)]
pub struct Territories {
    pub total: usize,
    pub items: Vec<Territory>,
}

#[derive(Serialize, JsonSchema)]
pub struct Measures {
    pub total: usize,
    pub items: Vec<Measure>,
}

#[derive(Serialize, JsonSchema)]
pub struct Calls {
    pub total: usize,
    pub items: Vec<Call>,
}

/// Communes or activities found by a word, best first.
#[derive(Serialize, JsonSchema)]
pub struct Found {
    pub items: Vec<Hit>,
}

#[derive(Serialize, JsonSchema)]
pub struct Hit {
    pub code: String,
    pub name: String,
    /// Département of a commune; empty for an activity.
    pub detail: String,
}

/// One site, and what the State promised on it.
#[derive(Serialize, JsonSchema)]
pub struct OneSite {
    #[serde(flatten)]
    pub site: Site,
    /// Absent when no source says that the promise covers the labels of this site.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub promise: Option<Promise>,
}

/// A clock for each procedure promised: from a complete file deposited today to the day promised.
#[derive(Serialize, JsonSchema)]
pub struct Promise {
    pub clocks: Vec<Clock>,
    pub source: Source,
}

#[derive(Serialize, JsonSchema)]
pub struct Clock {
    /// As in `rules/procedures`.
    pub procedure: String,
    pub name: Text,
    pub months: u32,
    /// Day promised for a file deposited today.
    #[schemars(with = "String")]
    pub if_filed_today: domain::Date,
    /// What the site has already: nothing is left to wait for.
    pub obtained: bool,
    /// Median of the real delay, in months, and the share decided within the promise, when enough files tell.
    pub real_months: Option<f64>,
    pub kept: Option<f64>,
}

#[derive(Serialize, JsonSchema)]
pub struct Delays {
    /// Fewest files that a figure stands on.
    pub least: usize,
    pub items: Vec<schedule::delays::Delay>,
}

/// What is within reach of a site by road.
#[derive(Serialize, JsonSchema)]
pub struct Access {
    pub site: String,
    /// "estimated" from the distance (intervals), "graph" on an imported network, "external" from a routing service.
    pub quality: Quality,
    pub quality_label: Text,
    /// Whose times, from which data; its date is that of the data.
    pub source: Source,
    /// Day they were computed or asked; absent for an estimate.
    #[schemars(with = "Option<String>")]
    pub computed_on: Option<domain::Date>,
    /// True when the road network was invented by a program.
    pub synthetic: bool,
    /// Why something better did not answer.
    pub instead: Option<Text>,
    pub people: Vec<Within>,
    /// Communes that may be reached within two hours.
    pub communes: Vec<ReachedCommune>,
}

/// People and communes within so many minutes: surely, and perhaps.
#[derive(Serialize, JsonSchema)]
pub struct Within {
    pub minutes: f64,
    pub low: u64,
    pub high: u64,
    pub communes_low: usize,
    pub communes_high: usize,
}

#[derive(Serialize, JsonSchema)]
pub struct ReachedCommune {
    pub code: String,
    pub name: String,
    /// Minutes, least and most; the same when a route was computed.
    pub low: f64,
    pub high: f64,
}
