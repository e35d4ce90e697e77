//! What the station answers: one verdict per measure, every leaf explained, and the questions worth asking.

use domain::{Answer, Cents, Date, Source, Status, Text};
use programmes::MeasureKind;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Qualification {
    #[schemars(with = "String")]
    pub judged_on: Date,
    /// Met first, then unknown, then not met; inside each, by programme then measure.
    pub verdicts: Vec<Verdict>,
    /// Best first: the question that settles most, and unlocks most money.
    pub questions: Vec<Question>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Verdict {
    pub programme: Arc<str>,
    pub measure: Arc<str>,
    pub name: Text,
    pub operators: Vec<String>,
    pub kind: MeasureKind,
    pub answer: Answer,
    /// The tree of conditions, in the order of the measure's file.
    pub reasons: Vec<Reason>,
    /// Facts that are not known and on which the answer depends.
    pub missing: Vec<String>,
    pub amount: Amount,
    pub documents: Vec<Text>,
    /// What no source gives about this measure.
    pub unstated: Vec<Text>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Reason {
    pub answer: Answer,
    /// The condition, as a sentence.
    pub label: Text,
    /// How the answer came: "11 200 000 € ≥ 400 000 €", "effectif inconnu".
    pub because: Text,
    /// Shared by all the leaves that read the same fact.
    pub used: Option<Arc<UsedFact>>,
    /// A preference of the operator: it never refuses.
    pub priority: bool,
    /// What the decider appreciates once the file is there: no fact of the project answers it.
    pub judged: bool,
    pub source: Option<Arc<Source>>,
    /// Parts of a group of conditions.
    pub parts: Vec<Reason>,
}

/// The fact a leaf read, as it was known.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct UsedFact {
    pub key: String,
    pub label: Text,
    pub value: Option<Text>,
    pub status: Option<Status>,
    pub source: Option<Source>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Amount {
    /// Smallest and largest amount, when the measure gives money and its rule and facts allow to say.
    pub least: Option<Cents>,
    pub most: Option<Cents>,
    /// How it was computed, or why it cannot be.
    pub because: Text,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Question {
    /// Key of the fact dictionary.
    pub key: String,
    pub question: Text,
    /// Measures whose answer depends on it.
    pub measures: Vec<Arc<str>>,
    /// Measures that this answer alone would settle one way or the other.
    pub settles: usize,
    /// Largest sum that could be unlocked.
    pub unlocks: Cents,
    /// "ouvre 2 mesures, jusqu'à 804 000 €".
    pub because: Text,
}
