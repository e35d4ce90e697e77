//! A formality as a project really lived it: dates that happened, beside those that were promised and those of the law.

use crate::{Date, Text};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Not decided yet.
    #[default]
    Pending,
    Granted,
    /// Silence that the law takes for an agreement.
    Tacit,
    Refused,
    /// The project took its file back.
    Withdrawn,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Followed {
    /// Procedure of `rules/procedures`.
    pub procedure: String,
    /// Code of the département where the land is.
    pub department: String,
    /// Site of the catalogue, when the project is on one.
    pub site: Option<String>,
    #[schemars(with = "String")]
    pub filed: Date,
    /// Day from which the file is complete: the law counts from it.
    #[schemars(with = "Option<String>")]
    pub complete: Option<Date>,
    /// Last day that the law gives, as the administration notified it.
    #[schemars(with = "Option<String>")]
    pub legal: Option<Date>,
    /// Last day promised: by the State on a labelled site, or by whoever made a promise.
    #[schemars(with = "Option<String>")]
    pub promised: Option<Date>,
    #[schemars(with = "Option<String>")]
    pub decided: Option<Date>,
    pub outcome: Outcome,
}

impl Outcome {
    pub const ALL: [Outcome; 5] = [Outcome::Pending, Outcome::Granted, Outcome::Tacit, Outcome::Refused, Outcome::Withdrawn];

    /// As it is written in a form and in a base.
    pub fn code(self) -> &'static str {
        match self {
            Outcome::Pending => "pending",
            Outcome::Granted => "granted",
            Outcome::Tacit => "tacit",
            Outcome::Refused => "refused",
            Outcome::Withdrawn => "withdrawn",
        }
    }

    pub fn parse(code: &str) -> Option<Outcome> {
        Outcome::ALL.into_iter().find(|o| o.code() == code)
    }
}

impl Followed {
    /// What cannot be: the field, and why.
    pub fn wrong(&self, today: Date) -> Vec<(&'static str, Text)> {
        let mut found = Vec::new();
        for (field, date) in [("filed", Some(self.filed)), ("complete", self.complete), ("decided", self.decided)] {
            if date.is_some_and(|d| d > today) {
                let why = Text::new(
                    "cette date est dans l’avenir : on note ici ce qui est arrivé",
                    "this date is in the future: what happened is noted here",
                );
                found.push((field, why));
            }
        }
        let before = |field, date: Option<Date>| {
            let early = date.is_some_and(|d| d < self.filed);
            early.then(|| (field, Text::new("cette date est avant le dépôt", "this date is before the filing")))
        };
        found.extend(
            [
                before("complete", self.complete),
                before("legal", self.legal),
                before("promised", self.promised),
                before("decided", self.decided),
            ]
            .into_iter()
            .flatten(),
        );
        match (self.outcome, self.decided) {
            (Outcome::Pending, Some(_)) => {
                found.push(("outcome", Text::new("une décision datée a une issue", "a dated decision has an outcome")));
            }
            (Outcome::Pending, None) | (_, Some(_)) => {}
            (_, None) => found.push(("decided", Text::new("une issue a une date", "an outcome has a date"))),
        }
        found
    }

    /// Days from filing to decision.
    pub fn days(&self) -> Option<i32> {
        self.until(self.decided)
    }

    /// Days from filing to a date.
    pub fn until(&self, date: Option<Date>) -> Option<i32> {
        self.filed.until(date?).ok().map(|span| span.get_days())
    }
}
