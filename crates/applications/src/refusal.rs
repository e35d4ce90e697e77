//! Why a step is not taken: what stands in the way, what to do, and the amount that would pass.

use domain::{Cents, Text};
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refusal {
    pub what: Text,
    pub mend: Text,
    /// The largest amount the same step could have, when an amount is the matter.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub passes: Option<Cents>,
}

impl Refusal {
    pub fn new(what: Text, mend: Text) -> Refusal {
        Refusal { what, mend, passes: None }
    }
    pub(crate) fn amount(what: Text, mend: Text, passes: Cents) -> Refusal {
        Refusal { what, mend, passes: Some(passes) }
    }
}

/// Refuses a text that says nothing: `fr` and `en` name what is missing.
pub(crate) fn said(text: &str, fr: &str, en: &str) -> Result<(), Refusal> {
    if !text.trim().is_empty() {
        return Ok(());
    }
    Err(Refusal::new(
        Text::new(format!("Il manque {fr}."), format!("{en} is missing.")),
        Text::new(format!("Écrivez {fr}."), format!("Write {en}.")),
    ))
}
