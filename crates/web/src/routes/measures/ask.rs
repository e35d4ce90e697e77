//! The filters of the list of measures, in the address: the page and its files answer the same question.

use super::words;
use crate::app::App;
use crate::ask::query;
use domain::calendar::read_date;
use domain::{Date, Lang, Text, name};
use programmes::{Condition, Measure, Programme};
use serde::Deserialize;

/// The fact that says who carries a project.
pub const HOLDER: &str = "holder.kind";

/// What the address keeps of the list.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Filter {
    pub q: String,
    pub programme: String,
    /// As [`words::code`] writes it.
    pub kind: String,
    pub operator: String,
    /// Who carries the project, as the dictionary of facts writes it: "company", "epci"…
    pub audience: String,
    /// Day on which it can be asked for, as typed.
    pub on: String,
}

impl Filter {
    /// The day; `Err` says why it cannot be read.
    pub fn day(&self) -> Result<Option<Date>, Text> {
        match self.on.trim() {
            "" => Ok(None),
            text => read_date(text).map(Some),
        }
    }

    /// The measures it keeps, by programme; a day that cannot be read keeps them all.
    pub fn keep<'a>(&self, app: &'a App, lang: Lang) -> Vec<(&'a Programme, Vec<&'a Measure>)> {
        let day = self.day().unwrap_or_default();
        let wanted = name::fold(&self.q);
        let said = |m: &Measure| {
            name::fold(&format!("{} {} {} {}", m.name.get(lang), m.promise.get(lang), m.audience.get(lang), m.operators.join(" ")))
        };
        let keeps = |m: &Measure| {
            (self.kind.is_empty() || words::code(m.kind) == self.kind)
                && (self.operator.is_empty() || m.operators.contains(&self.operator))
                && (self.audience.is_empty() || m.conditions.iter().all(|condition| admits(condition, &self.audience)))
                && day.is_none_or(|day| m.valid.contains(day))
                && (wanted.is_empty() || said(m).contains(&wanted))
        };
        app.rulebook
            .programmes
            .iter()
            .filter(|p| (self.programme.is_empty() || p.id == self.programme) && day.is_none_or(|day| p.valid.contains(day)))
            .map(|p| (p, p.measures.iter().filter(|m| keeps(m)).collect::<Vec<_>>()))
            .filter(|(_, measures)| !measures.is_empty())
            .collect()
    }

    /// The query string of this filter, for links to the same measures in another form.
    pub fn query(&self) -> String {
        query([
            ("q", self.q.as_str()),
            ("programme", self.programme.as_str()),
            ("kind", self.kind.as_str()),
            ("operator", self.operator.as_str()),
            ("audience", self.audience.as_str()),
            ("on", self.on.as_str()),
        ])
    }
}

/// Whether such a holder may meet the condition: only one that tells of the holder refuses, and what is denied, preferred,
/// appreciated or not published refuses nobody.
pub fn admits(condition: &Condition, holder: &str) -> bool {
    if condition.priority || condition.judged || condition.unstated || condition.not.is_some() {
        return true;
    }
    let own = condition.fact.as_deref() != Some(HOLDER)
        || ((condition.one_of.is_empty() || condition.one_of.iter().any(|kind| kind == holder))
            && condition.none_of.iter().all(|kind| kind != holder));
    own && condition.all.iter().all(|part| admits(part, holder))
        && (condition.any.is_empty() || condition.any.iter().any(|part| admits(part, holder)))
}
