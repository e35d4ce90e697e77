//! Where a fact comes from, and how far it can be trusted.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How the project read a source.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Mark {
    /// Read in the named source.
    Verified,
    /// Press, or only part of the source could be read.
    Partial,
    /// General knowledge: check the text before relying on it.
    General,
    /// An assumption of the project, shown as such.
    #[default]
    Assumed,
    /// Computed from other facts.
    Computed,
}

/// Who stands behind a value of a project or a site.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    #[default]
    Declared,
    Verified,
    Assumed,
    Computed,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// Title a reader can look up: publisher, document, article.
    pub title: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Article of law or page, as cited: "CGCT L1111-10 III".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub article: Option<String>,
    /// Date of the source, or of the reading.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>")]
    pub date: Option<Date>,
    #[serde(default)]
    pub mark: Mark,
}

impl Source {
    pub fn new(title: impl Into<String>, mark: Mark) -> Source {
        Source { title: title.into(), mark, ..Source::default() }
    }
    pub fn article(mut self, article: impl Into<String>) -> Source {
        self.article = Some(article.into());
        self
    }
}
