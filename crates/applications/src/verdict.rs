//! What the rules of the measure said of the project on the day it was filed, with the facts they read: frozen with the form, so
//! that whoever examines reads what the holder was told, and a fact mended later does not change what was filed.

use domain::{Answer, Date, Status, Text};
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Frozen {
    pub on: Date,
    pub answer: Answer,
    /// The project was shared with whoever filed: its facts are its holder's, and none of them is here.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub shared: bool,
    /// In the order of the file of the measure; the parts of a group follow it.
    pub grounds: Vec<Ground>,
}

/// One condition, how it was answered and with which fact.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ground {
    pub answer: Answer,
    pub label: Text,
    /// Empty where it would tell a fact of a project that was only shared.
    pub because: Text,
    /// The fact that was read, as it was known: its name and value. None: no fact answers, or it was not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fact: Option<(Text, Text)>,
    /// Who stands behind that fact.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<Status>,
    /// Of the condition.
    #[serde(default)]
    pub source: String,
    /// A preference, or what the decider appreciates: it neither refuses nor leaves open.
    #[serde(default)]
    pub told_only: bool,
    /// Part of the group above it.
    #[serde(default)]
    pub part: bool,
}

impl Frozen {
    /// How many conditions were met, not met, unknown: those that count.
    pub fn counts(&self) -> [usize; 3] {
        let of = |answer: Answer| self.grounds.iter().filter(|g| !g.told_only && !g.part && g.answer == answer).count();
        [of(Answer::Met), of(Answer::NotMet), of(Answer::Unknown)]
    }
}
