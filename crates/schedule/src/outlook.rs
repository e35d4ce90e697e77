//! How long the decisions and the formalities take on each site, for the ranking: the expected path of the calendar, without its
//! draws and its words.

use crate::anticipation;
use crate::formalities::{self, Formalities};
use crate::progress::{self, Progress};
use crate::station::Scenario;
use domain::{Anticipation, Date, Facts};
use programmes::procedure::{Procedure, Procedures};
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

/// One project, before its site is chosen.
pub struct Outlook<'a> {
    facts: &'a Facts,
    procedures: &'a Procedures,
    formalities: Formalities<'a>,
    start: Date,
    /// By the steps that are behind and what is under way: thousands of sites have few situations between them, and laying out the
    /// seasons of each would take most of the time of a ranking. Shared by the threads that look at sites.
    found: Mutex<HashMap<(Vec<bool>, Vec<Progress>), Months>>,
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
        Outlook { facts, procedures, formalities: formalities::choose(facts, procedures, start), start, found: Mutex::default() }
    }

    /// On a site with these anticipations, and with what is already under way there.
    pub fn on<'s>(&self, anticipations: impl IntoIterator<Item = &'s Anticipation>, progress: &[Progress]) -> Months
    where
        'a: 's,
    {
        let sorted = anticipation::sort(anticipations, self.procedures, self.facts, &self.formalities.facts, self.start);
        let steps = &self.formalities.steps;
        let behind = |procedure: &Procedure| sorted.useful.iter().any(|useful| useful.covers(procedure, self.start));
        let behind: Vec<bool> = steps.iter().map(|step| behind(step.procedure)).collect();
        let situation = (behind, progress.to_vec());
        let found = || self.found.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(months) = found().get(&situation).copied() {
            return months;
        }
        let left = progress::left(steps, progress, self.procedures, self.start, false);
        let here = Scenario::new(&self.formalities, &sorted.useful, left, self.start);
        let months = Months { decision: here.decision_months(), ready: here.path.length };
        found().insert(situation, months);
        months
    }
}
