//! A limit that may be known only in part: what it surely allows, and the most it could allow.

use domain::{Answer, Cents, Text};

/// A ceiling on aid, in cents. `sure` passes whatever the unknown facts are; beyond `possible` nothing passes; when
/// `possible` is none, the known facts set no upper bound.
#[derive(Clone, Debug, PartialEq)]
pub struct Range {
    pub sure: Cents,
    pub possible: Option<Cents>,
    /// How it was computed.
    pub because: Text,
    /// Facts (keys of the dictionary) that would settle it; empty when it is exact.
    pub missing: Vec<String>,
}

impl Range {
    pub fn exactly(amount: Cents, because: Text) -> Range {
        Range { sure: amount, possible: Some(amount), because, missing: Vec::new() }
    }
    pub fn unknown(because: Text, missing: Vec<String>) -> Range {
        Range { sure: Cents::ZERO, possible: None, because, missing }
    }
    pub fn is_exact(&self) -> bool {
        self.possible == Some(self.sure)
    }
    /// Aid known to lie between `low` and `high` against this ceiling.
    pub fn judge(&self, low: Cents, high: Cents) -> Answer {
        if high <= self.sure {
            Answer::Met
        } else if self.possible.is_some_and(|most| low > most) {
            Answer::NotMet
        } else {
            Answer::Unknown
        }
    }
    /// The same intensity on part of the costs.
    pub fn prorata(&self, part: Cents, whole: Cents) -> Range {
        Range { sure: self.sure.prorata(part, whole), possible: self.possible.map(|most| most.prorata(part, whole)), ..self.clone() }
    }
    /// The more generous of two ceilings, when aids under both rules bear on the same costs.
    pub fn highest(self, other: Range) -> Range {
        let possible = self.possible.zip(other.possible).map(|(a, b)| a.max(b));
        let sure = self.sure.max(other.sure);
        let mut missing = self.missing;
        missing.extend(other.missing);
        if possible == Some(sure) {
            missing.clear();
        }
        let because = if other.sure > self.sure { other.because } else { self.because };
        Range { sure, possible, because, missing }
    }
}
