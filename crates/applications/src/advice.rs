//! What a service says of an application before the committee.

use domain::Text;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Opinion {
    Favourable,
    Conditional,
    Unfavourable,
    /// The service has nothing to say; that too is an answer.
    Silent,
}

impl Opinion {
    pub const ALL: [Opinion; 4] = [Opinion::Favourable, Opinion::Conditional, Opinion::Unfavourable, Opinion::Silent];

    pub fn code(self) -> &'static str {
        match self {
            Opinion::Favourable => "favourable",
            Opinion::Conditional => "conditional",
            Opinion::Unfavourable => "unfavourable",
            Opinion::Silent => "silent",
        }
    }
    pub fn parse(code: &str) -> Option<Opinion> {
        Opinion::ALL.into_iter().find(|opinion| opinion.code() == code)
    }
    pub fn name(self) -> Text {
        match self {
            Opinion::Favourable => Text::new("Favorable", "Favourable"),
            Opinion::Conditional => Text::new("Favorable avec réserves", "Favourable with reservations"),
            Opinion::Unfavourable => Text::new("Défavorable", "Unfavourable"),
            Opinion::Silent => Text::new("Sans observation", "No remark"),
        }
    }
}

/// Asked of a service; the rapporteur's is one of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Advice {
    pub service: String,
    /// Sums up for the committee: there is exactly one.
    pub rapporteur: bool,
    pub opinion: Option<Opinion>,
    #[serde(default)]
    pub text: String,
    #[serde(default)]
    pub by: String,
    #[serde(default)]
    pub at: Option<Timestamp>,
}
