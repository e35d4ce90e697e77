//! Three-valued logic (Kleene): "unknown" is an answer, never silently yes, no or zero.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    Met,
    NotMet,
    Unknown,
}

impl Answer {
    /// Conjunction: one refusal refuses; otherwise one unknown leaves it open. An empty list is met.
    pub fn all(answers: impl IntoIterator<Item = Answer>) -> Answer {
        answers.into_iter().fold(Answer::Met, |acc, a| match (acc, a) {
            (Answer::NotMet, _) | (_, Answer::NotMet) => Answer::NotMet,
            (Answer::Unknown, _) | (_, Answer::Unknown) => Answer::Unknown,
            _ => Answer::Met,
        })
    }

    /// Disjunction: one success is enough; otherwise one unknown leaves it open. An empty list is not met.
    pub fn any(answers: impl IntoIterator<Item = Answer>) -> Answer {
        answers.into_iter().fold(Answer::NotMet, |acc, a| match (acc, a) {
            (Answer::Met, _) | (_, Answer::Met) => Answer::Met,
            (Answer::Unknown, _) | (_, Answer::Unknown) => Answer::Unknown,
            _ => Answer::NotMet,
        })
    }
}

impl std::ops::Not for Answer {
    type Output = Answer;
    fn not(self) -> Answer {
        match self {
            Answer::Met => Answer::NotMet,
            Answer::NotMet => Answer::Met,
            Answer::Unknown => Answer::Unknown,
        }
    }
}

impl From<bool> for Answer {
    fn from(met: bool) -> Answer {
        if met { Answer::Met } else { Answer::NotMet }
    }
}
