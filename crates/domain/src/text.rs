//! Text in the two languages of the product, kept together so that no explanation exists in one only.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Lang {
    #[default]
    Fr,
    En,
}

impl Lang {
    pub fn code(self) -> &'static str {
        match self {
            Lang::Fr => "fr",
            Lang::En => "en",
        }
    }
    pub fn parse(code: &str) -> Option<Lang> {
        match code {
            "fr" => Some(Lang::Fr),
            "en" => Some(Lang::En),
            _ => None,
        }
    }
    pub fn other(self) -> Lang {
        match self {
            Lang::Fr => Lang::En,
            Lang::En => Lang::Fr,
        }
    }
}

/// Shared, not copied: the same label stands in thousands of explanations, and copying it was half of their cost.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Text {
    pub fr: Arc<str>,
    pub en: Arc<str>,
}

impl Text {
    pub fn new(fr: impl AsRef<str>, en: impl AsRef<str>) -> Text {
        Text { fr: fr.as_ref().into(), en: en.as_ref().into() }
    }
    /// The same word in both languages: names, codes, titles of French law.
    pub fn same(text: impl AsRef<str>) -> Text {
        let fr: Arc<str> = text.as_ref().into();
        Text { en: fr.clone(), fr }
    }
    /// Builds both languages with one closure, for sentences that hold formatted figures.
    pub fn each(mut write: impl FnMut(Lang) -> String) -> Text {
        Text::new(write(Lang::Fr), write(Lang::En))
    }
    pub fn get(&self, lang: Lang) -> &str {
        match lang {
            Lang::Fr => &self.fr,
            Lang::En => &self.en,
        }
    }
    pub fn is_empty(&self) -> bool {
        self.fr.is_empty() && self.en.is_empty()
    }
}
