//! How long the decisions and the formalities take on each site, for the ranking: the expected path of the calendar, without its
//! draws and its words.

use crate::anticipation;
use crate::formalities::{self, Formalities};
use crate::progress::{self, Progress};
use crate::station::Scenario;
use domain::{Date, Facts, Site};
use programmes::procedure::Procedures;

/// One project, before its site is chosen.
pub struct Outlook<'a> {
    facts: &'a Facts,
    procedures: &'a Procedures,
    formalities: Formalities<'a>,
    start: Date,
}

/// Months from the start of the project.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Months {
    /// To the last decision.
    pub decision: f64,
    /// To the day when every formality is behind.
    pub ready: f64,
}

impl<'a> Outlook<'a> {
    pub fn new(facts: &'a Facts, procedures: &'a Procedures, start: Date) -> Outlook<'a> {
        Outlook { facts, procedures, formalities: formalities::choose(facts, procedures, start), start }
    }

    /// On this site, with what is already under way there.
    pub fn on(&self, site: &Site, progress: &[Progress]) -> Months {
        let sorted = anticipation::sort(site, self.procedures, self.facts, &self.formalities.facts, self.start);
        let left = progress::left(&self.formalities.steps, progress, self.procedures, self.start, false);
        let here = Scenario::new(&self.formalities, &sorted.useful, left, self.start);
        Months { decision: here.decision_months(), ready: here.path.length }
    }
}
