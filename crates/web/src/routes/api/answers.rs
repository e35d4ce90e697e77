//! The shapes of the answers that are not already a type of the trade.

use domain::{Site, Territory};
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
