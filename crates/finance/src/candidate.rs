//! A measure that the project may ask for, as the line hands it to this station.

use domain::{AidRegime, Answer, Cents, Funder, Instrument, Rate, Text};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Several candidates of one measure are the legal bases its decider may choose among: a plan takes at most one of them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Candidate {
    pub programme: String,
    pub measure: String,
    pub name: Text,
    pub kind: Instrument,
    pub funder: Funder,
    pub regime: AidRegime,
    /// Only `Met` enters a plan; `Unknown` is noted beside it.
    pub answer: Answer,
    /// Smallest amount that the measure gives (cents); none means that any amount is possible.
    pub least: Option<Cents>,
    /// Largest amount (cents). Without it nothing can be proposed. A measure that goes up to the State-aid ceiling gives
    /// its base here: the plan brings it down to the ceiling.
    pub most: Option<Cents>,
    /// Largest share of the grant paid at the start, when the measure sets its own.
    pub advance: Option<Rate>,
    pub because: Text,
}

impl Candidate {
    /// The same money, on this legal basis or on another.
    pub fn same_measure(&self, other: &Candidate) -> bool {
        self.programme == other.programme && self.measure == other.measure
    }
    /// Money that is not paid back.
    pub fn is_grant(&self) -> bool {
        self.kind == Instrument::Grant
    }
    /// Whether the amount counts as public aid. A loan under an aid regime counts for its whole amount until its grant
    /// equivalent is known: the prudent bound.
    pub fn is_aid(&self) -> bool {
        self.regime != AidRegime::None || self.is_grant() && self.funder.is_public()
    }
}
