//! The station: from facts, a site and the rules to a dated calendar and its explanation.

use crate::anticipation::{self, Useful};
use crate::beta_pert::{BetaPert, expected};
use crate::formalities::{self, Formalities};
use crate::monte_carlo::{self, Runs};
use crate::path::{Network, Path};
use crate::progress::{self, Left, Progress};
use crate::window::{Openings, day};
use crate::{Calendar, Opening, Task, Works, gains, notes};
use domain::calendar::next_working_day;
use domain::{Date, Facts, Site, Status, Text, format};
use programmes::procedure::{Basis, Procedures};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Options {
    /// Runs of the network; at least one.
    pub draws: usize,
    pub seed: u64,
}

impl Default for Options {
    fn default() -> Options {
        Options { draws: 10_000, seed: 2020 }
    }
}

/// When this project can open on this site (or on a bare one), from `start`.
///
/// The rules in force on `start` apply throughout; a note says when one changes before its step begins. "Opening" means
/// every formality obtained, appeals purged and networks connected: works come after.
pub fn calendar(facts: &Facts, site: Option<&Site>, procedures: &Procedures, start: Date, options: Options) -> Calendar {
    calendar_from(facts, site, &[], procedures, start, options)
}

/// The same, from where the project and its site already stand.
pub fn calendar_from(
    facts: &Facts,
    site: Option<&Site>,
    progress: &[Progress],
    procedures: &Procedures,
    start: Date,
    options: Options,
) -> Calendar {
    let formalities = formalities::choose(facts, procedures, start);
    let sorted = site.map(|s| anticipation::sort(&s.anticipations, procedures, facts, &formalities.facts, start)).unwrap_or_default();
    let left = |bare| progress::left(&formalities.steps, progress, procedures, start, bare);
    let bare = Scenario::new(&formalities, &[], left(true), start);
    let bare_runs = bare.play(options);
    let here = Scenario::new(&formalities, &sorted.useful, left(false), start);
    // Where nothing counts, the site is a bare one: no need to play the same runs twice.
    let alike = here.by.iter().all(Option::is_none) && here.left == bare.left;
    let here_runs = if alike { bare_runs.clone() } else { here.play(options) };

    let mut tasks = here.tasks(&here_runs);
    // Shown as a staircase; a step never starts before those it waits for, so this stays a topological order.
    tasks.sort_by_key(|t| t.earliest_start);
    let opening = here.opening(&here_runs);
    let mut told = formalities.notes.clone();
    told.extend(here.waiting_notes());
    told.extend(sorted.notes);
    told.extend(notes::gains(&formalities, &sorted.useful, &here, start));
    told.extend(notes::rule_changes(&here));
    let works = works(facts, &opening);
    told.extend(notes::project(facts, &sorted.useful, &opening, works.as_ref()));
    let gain_months = bare_runs.quantile(0.5) - here_runs.quantile(0.5);
    Calendar {
        gains: gains::gains(&formalities, &sorted.useful, &here, facts, start),
        gain_carried: gains::carried(facts, gain_months),
        first_steps: gains::first_steps(&tasks, start),
        start,
        site: site.map(|s| s.id.clone()),
        critical_path: tasks.iter().filter(|t| t.critical).map(|t| t.id.clone()).collect(),
        tasks,
        gain_months,
        bare: bare.opening(&bare_runs),
        opening,
        works,
        draws: options.draws.max(1),
        seed: options.seed,
        notes: told,
        missing: formalities.missing.into_iter().chain(sorted.missing).collect::<std::collections::BTreeSet<_>>().into_iter().collect(),
        promises: Vec::new(),
    }
}

fn works(facts: &Facts, ready: &Opening) -> Option<Works> {
    let months = facts.number("project.duration_months").filter(|m| *m > 0.0)?;
    Some(Works { months, p50: day(ready.p50, months), p90: day(ready.p90, months) })
}

/// The network of a project where some steps are already done.
pub struct Scenario<'a> {
    pub formalities: &'a Formalities<'a>,
    pub start: Date,
    /// What anticipated each step.
    pub by: Vec<Option<Useful<'a>>>,
    /// What is left of those already under way.
    pub left: Vec<Option<Left>>,
    network: Network,
    /// With expected durations.
    pub path: Path,
}

impl<'a> Scenario<'a> {
    pub fn new(formalities: &'a Formalities<'a>, useful: &[Useful<'a>], left: Vec<Option<Left>>, start: Date) -> Scenario<'a> {
        let steps = &formalities.steps;
        let by: Vec<Option<Useful<'a>>> = steps.iter().map(|s| useful.iter().find(|u| u.covers(s.procedure, start)).copied()).collect();
        let settled = |i: usize| by[i].is_some() || left[i].as_ref().is_some_and(|left| left.done);
        // A step already done, or begun, waits for nothing; one that is done holds nothing.
        let waits = |i: usize| by[i].is_none() && left[i].is_none();
        let before = steps.iter().enumerate().map(|(i, s)| match waits(i) {
            true => s.before.iter().copied().filter(|p| !settled(*p)).collect(),
            false => Vec::new(),
        });
        let openings = steps.iter().enumerate().map(|(i, s)| if waits(i) { Openings::of(s.procedure, start) } else { Openings::default() });
        let network = Network { before: before.collect(), openings: openings.collect() };
        let mut scenario = Scenario { formalities, start, by, left, network, path: Path::default() };
        let expected: Vec<f64> = (0..steps.len()).map(|i| expected(scenario.months(i))).collect();
        scenario.path = scenario.network.path(&expected);
        scenario
    }

    /// What the step still lasts.
    fn months(&self, step: usize) -> [f64; 3] {
        match (&self.by[step], &self.left[step]) {
            (Some(_), _) => [0.0; 3],
            (None, Some(left)) => left.months,
            (None, None) => self.formalities.steps[step].duration.months,
        }
    }

    /// Nothing of it remains to be done.
    pub fn settled(&self, step: usize) -> bool {
        self.by[step].is_some() || self.left[step].as_ref().is_some_and(|left| left.done)
    }

    fn play(&self, options: Options) -> Runs {
        let durations: Vec<BetaPert> = (0..self.by.len()).map(|i| BetaPert::new(self.months(i))).collect();
        monte_carlo::play(&self.network, &durations, options.draws, options.seed)
    }

    /// A legal clock that ends on a day off is carried to the next working day.
    fn end(&self, step: usize, months: f64) -> Date {
        let date = day(self.start, months);
        let legal = !self.settled(step) && self.formalities.steps[step].duration.basis == Basis::Legal;
        if legal { next_working_day(date) } else { date }
    }

    /// First and last day of each step. Days are counted from the exact months, not from day to day: a carried end
    /// delays what follows by the days off, never adds up along the path.
    pub fn dates(&self) -> Vec<(Date, Date)> {
        let mut dates: Vec<(Date, Date)> = Vec::with_capacity(self.by.len());
        for i in 0..self.by.len() {
            let ready = self.network.before[i].iter().map(|p| dates[*p].1).max().unwrap_or(self.start);
            let starts = ready.max(day(self.start, self.path.start[i]));
            dates.push((starts, starts.max(self.end(i, self.path.finish[i]))));
        }
        dates
    }

    /// Months until the last decision is in hand, with expected durations.
    pub fn decision_months(&self) -> f64 {
        let steps = self.formalities.steps.iter().enumerate();
        steps.filter(|(_, s)| s.procedure.decision).map(|(i, _)| self.path.finish[i]).fold(0.0, f64::max)
    }

    fn opening(&self, runs: &Runs) -> Opening {
        let at = |p| next_working_day(day(self.start, runs.quantile(p)));
        Opening {
            decision_months: self.decision_months(),
            months: self.path.length,
            date: self.dates().into_iter().map(|d| d.1).max().unwrap_or(self.start),
            p10: at(0.1),
            p50: at(0.5),
            p90: at(0.9),
        }
    }

    fn tasks(&self, runs: &Runs) -> Vec<Task> {
        let dates = self.dates();
        let task = |i: usize| {
            let step = &self.formalities.steps[i];
            let procedure = step.procedure;
            let (done, left) = (self.by[i], self.left[i].as_ref().filter(|_| self.by[i].is_none()));
            let behind = left.filter(|left| left.done);
            let [optimistic, likely, pessimistic] = self.months(i);
            let waits = self.path.wait[i];
            let reason = || match &procedure.season {
                Some(season) => season.why.clone(),
                None => procedure.windows.iter().find(|w| w.until >= dates[i].0).map(|w| w.why.clone()).unwrap_or_default(),
            };
            Task {
                id: procedure.id.clone(),
                name: procedure.name.clone(),
                // A step already done or begun waits for nothing.
                after: match done.is_some() || left.is_some() {
                    true => Vec::new(),
                    false => step.before.iter().map(|p| self.formalities.steps[*p].procedure.id.clone()).collect(),
                },
                optimistic,
                likely,
                pessimistic,
                expected: expected([optimistic, likely, pessimistic]),
                earliest_start: dates[i].0,
                earliest_finish: dates[i].1,
                latest_finish: dates[i].1.max(self.end(i, self.path.latest_finish[i])),
                float_months: self.path.float(i),
                critical: self.path.is_critical(i),
                criticality: runs.criticality[i],
                waits_months: waits,
                waits_for: (waits > 0.0).then(reason),
                anticipated: done.map(|u| u.text()).or_else(|| behind.map(|left| left.told.clone())),
                anticipated_status: done.map(|u| u.anticipation.status).or_else(|| behind.map(|_| Status::Declared)),
                under_way: left.filter(|left| !left.done).map(|left| left.told.clone()),
                legal: procedure.legal(step.duration),
                source: step.duration.source.clone().unwrap_or_else(|| procedure.source.clone()),
            }
        };
        (0..self.by.len()).map(task).collect()
    }

    /// What the rules say of the steps still to be done, and how long a season makes them wait.
    fn waiting_notes(&self) -> Vec<Text> {
        let mut notes = Vec::new();
        for (i, step) in self.formalities.steps.iter().enumerate().filter(|(i, _)| !self.settled(*i)) {
            if !step.procedure.note.is_empty() {
                notes.push(step.procedure.note.clone());
            }
            if self.path.wait[i] >= 0.05 {
                let name = &step.procedure.name;
                notes.push(Text::each(|lang| {
                    let months = format::number(self.path.wait[i], 1, lang);
                    match lang {
                        domain::Lang::Fr => format!("{}\u{a0}: {months} mois d’attente avant de pouvoir commencer", name.fr),
                        domain::Lang::En => format!("{}: {months} months of waiting before it can start", name.en),
                    }
                }));
            }
        }
        notes
    }
}
