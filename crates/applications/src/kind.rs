//! A support given in kind: days of an engineer, a place in a course. No money crosses the accounts of the holder; what it was
//! worth is told when it is known, and an amount that nobody knows is not zero.

use domain::{Cents, Lang, Text, format};
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct InKind {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<Cents>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub days: Option<u32>,
    /// Who gave it: a consultancy, a school.
    #[serde(default)]
    pub provider: String,
}

impl InKind {
    pub fn is_empty(&self) -> bool {
        self.value.is_none() && self.days.is_none() && self.provider.trim().is_empty()
    }

    /// "12 000 €, 15 jours, Cabinet Duval": what is known of it.
    pub fn said(&self) -> Text {
        Text::each(|lang| {
            let value = self.value.map(|value| format::money(value, lang));
            let days = self.days.map(|days| match lang {
                Lang::Fr => format!("{days} jours"),
                Lang::En => format!("{days} days"),
            });
            let provider = Some(self.provider.trim().to_owned()).filter(|name| !name.is_empty());
            [value, days, provider].into_iter().flatten().collect::<Vec<_>>().join(", ")
        })
    }
}
