//! Something wrong in what a person gave: what, where, and how to mend it, in the reader's language.

use crate::{Lang, Text};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Problem {
    /// File as the person named it; empty for a form.
    pub file: String,
    /// From 1; 0 when the problem has no line.
    pub line: usize,
    /// From 1, in characters; 0 when unknown.
    pub column: usize,
    /// Field, column or path inside the file: "amount.cap", "site_surf_utile".
    pub field: String,
    pub what: Text,
    pub mend: Text,
}

impl Problem {
    pub fn at(file: impl Into<String>, line: usize, column: usize, field: impl Into<String>, what: Text, mend: Text) -> Problem {
        Problem { file: file.into(), line, column, field: field.into(), what, mend }
    }

    /// "projet.toml:12:8 [holder.siret] SIRET : 14 chiffres attendus… → …".
    pub fn show(&self, lang: Lang) -> String {
        let mut place = self.file.clone();
        for number in [self.line, self.column] {
            if number > 0 {
                place += &format!(":{number}");
            }
        }
        let field = if self.field.is_empty() { String::new() } else { format!(" [{}]", self.field) };
        let arrow = if self.mend.is_empty() { "" } else { " → " };
        format!("{place}{field} {}{arrow}{}", self.what.get(lang), self.mend.get(lang)).trim().to_owned()
    }
}
