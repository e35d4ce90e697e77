//! The JSON Schemas of the files that are given and of the one that is written, for editors and for other programs.

use crate::explain::Refused;
use crate::moves::Move;
use crate::portfolio::{Portfolio, Scenario};
use crate::solve::Proposal;
use schemars::{JsonSchema, generate::SchemaSettings};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// What is written of a portfolio: the proposal, who is out and why, and who moves when another scenario was given to compare with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Answer {
    pub scenario: Scenario,
    pub proposal: Proposal,
    /// How far from the best the plan can be, in hundredths of a percent.
    pub gap: i64,
    pub refused: Vec<Refused>,
    /// From the scenario compared with to this one.
    #[serde(default)]
    pub moves: Vec<Move>,
}

pub const KINDS: [&str; 3] = ["portfolio", "scenario", "steering"];

/// The schema of a kind of file; `None` for another kind.
#[must_use]
pub fn schema(kind: &str) -> Option<Value> {
    match kind {
        "portfolio" => Some(of::<Portfolio>()),
        "scenario" => Some(of::<Scenario>()),
        "steering" => Some(of::<Answer>()),
        _ => None,
    }
}

fn of<T: JsonSchema>() -> Value {
    SchemaSettings::draft07().into_generator().into_root_schema_for::<T>().to_value()
}
