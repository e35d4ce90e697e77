//! What the sheets of each territory come to: where they stand, what blocks, what was decided, what they promise and what was
//! seen of it, and their money. Real sheets only; invented ones are counted beside. What a dropped sheet would have cost and
//! brought is in no sum, and the sheet stays counted as dropped.

use super::ask::KINDS;
use crate::app::App;
use contracts::{DecisionKind, Figure, Lifecycle};
use domain::{Cents, Date};
use std::collections::BTreeMap;
use store::StoreError;
use store::funding::{self, By, Group};
use store::portfolio;

/// How many told a figure, and their sum.
pub type Told = (u64, Figure);

/// One indicator: what is aimed at, what was measured and only declared, what was measured and verified.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Promise {
    pub target: Told,
    pub declared: Told,
    pub verified: Told,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sum {
    pub phase: u8,
    pub code: String,
    /// INSEE code.
    pub region: String,
    pub sheets: u64,
    pub open: u64,
    pub late: u64,
    /// Made up to try the pages: in no other figure.
    pub invented: u64,
    pub states: BTreeMap<String, u64>,
    /// What is not dropped costs so much, and how many sheets tell it.
    pub cost: Cents,
    pub costed: u64,
    /// In the order of [`KINDS`].
    pub decided: [u64; 4],
    /// Blocking points that await an answer, and those whose answer is late.
    pub points: u64,
    pub points_late: u64,
    pub due: Option<Date>,
    pub indicators: BTreeMap<String, Promise>,
    pub money: Group,
}

fn add(one: &mut Told, other: Told) {
    one.0 += other.0;
    one.1 = Figure(one.1.0.saturating_add(other.1.0));
}

impl Promise {
    fn add(&mut self, other: &Promise) {
        add(&mut self.target, other.target);
        add(&mut self.declared, other.declared);
        add(&mut self.verified, other.verified);
    }
}

impl Sum {
    /// "2:ti-2704".
    pub fn key(&self) -> String {
        format!("{}:{}", self.phase, self.code)
    }
    pub fn kind(&self, kind: &DecisionKind) -> u64 {
        KINDS.iter().position(|known| known == kind).map_or(0, |at| self.decided[at])
    }
    pub fn promise(&self, indicator: &str) -> Promise {
        self.indicators.get(indicator).copied().unwrap_or_default()
    }
    /// Puts another territory into this total.
    pub fn add(&mut self, other: &Sum) {
        let counts = [
            (&mut self.sheets, other.sheets),
            (&mut self.open, other.open),
            (&mut self.late, other.late),
            (&mut self.invented, other.invented),
            (&mut self.costed, other.costed),
            (&mut self.points, other.points),
            (&mut self.points_late, other.points_late),
        ];
        counts.into_iter().for_each(|(mine, theirs)| *mine += theirs);
        other.states.iter().for_each(|(state, n)| *self.states.entry(state.clone()).or_default() += n);
        self.cost += other.cost;
        self.decided.iter_mut().zip(other.decided).for_each(|(mine, theirs)| *mine += theirs);
        self.due = [self.due, other.due].into_iter().flatten().min();
        other.indicators.iter().for_each(|(id, promise)| self.indicators.entry(id.clone()).or_default().add(promise));
        self.money.add(&other.money);
    }
}

/// The total of some territories.
pub fn total<'a>(sums: impl IntoIterator<Item = &'a Sum>) -> Sum {
    let mut total = Sum::default();
    sums.into_iter().for_each(|sum| total.add(sum));
    total
}

/// Whether a dropped sheet ends in this state.
fn is_dropped(lifecycle: Option<&Lifecycle>, state: &str) -> bool {
    let dropping = |l: &Lifecycle| l.transitions.iter().any(|t| t.decision == DecisionKind::Dropped && t.to.as_deref() == Some(state));
    lifecycle.is_some_and(dropping)
}

/// One sum for each territory of a region (the country when empty) that has a sheet, a line of financing or an application, by (phase,
/// code). Applications of no territory are in none.
pub async fn read(app: &App, region: &str, lines: &funding::Filter, today: Date) -> Result<Vec<Sum>, StoreError> {
    let mut sums: BTreeMap<(u8, String), Sum> = BTreeMap::new();
    for stands in portfolio::stands(&app.store, region, today).await? {
        let dropped = is_dropped(app.rulebook.lifecycle(stands.phase), &stands.state);
        let sum = sums.entry((stands.phase, stands.code)).or_default();
        sum.region = stands.region;
        if stands.invented {
            sum.invented += stands.sheets;
            continue;
        }
        sum.sheets += stands.sheets;
        sum.open += stands.open;
        sum.late += stands.late;
        *sum.states.entry(stands.state).or_default() += stands.sheets;
        if !dropped {
            sum.cost += stands.cost;
            sum.costed += stands.costed;
        }
    }
    for decided in portfolio::decided(&app.store, region).await? {
        if let Some(at) = KINDS.iter().position(|kind| *kind == decided.kind) {
            sums.entry((decided.phase, decided.code)).or_default().decided[at] = decided.sheets;
        }
    }
    for blocked in portfolio::blocked(&app.store, region, today).await? {
        let sum = sums.entry((blocked.phase, blocked.code)).or_default();
        (sum.points, sum.points_late, sum.due) = (blocked.points, blocked.late, Some(blocked.due));
    }
    for promised in portfolio::promised(&app.store, region).await? {
        if is_dropped(app.rulebook.lifecycle(promised.phase), &promised.state) {
            continue;
        }
        let promise = Promise { target: promised.target, declared: promised.declared, verified: promised.verified };
        let sum = sums.entry((promised.phase, promised.code)).or_default();
        sum.indicators.entry(promised.indicator).or_default().add(&promise);
    }
    for group in funding::groups(&app.store, By::Territory, lines).await? {
        if let Some(key) = super::territory(&group.key) {
            sums.entry(key).or_default().money = group;
        }
    }
    Ok(sums.into_iter().map(|((phase, code), sum)| Sum { phase, code, ..sum }).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sum(code: &str, target: u64, declared: u64) -> Sum {
        let promise = Promise { target: (target, Figure(1_000)), declared: (declared, Figure(200)), verified: (0, Figure(0)) };
        let indicators = [("jobs-created".to_owned(), promise)].into();
        Sum { code: code.into(), sheets: 3, invented: 2, decided: [1, 0, 2, 0], indicators, ..Sum::default() }
    }

    #[test]
    fn a_total_keeps_apart_what_its_parts_keep_apart() {
        let total = total(&[sum("a", 1, 0), sum("b", 2, 1)]);
        assert_eq!((total.sheets, total.invented, total.kind(&DecisionKind::Reoriented)), (6, 4, 4));
        let jobs = total.promise("jobs-created");
        assert_eq!((jobs.target, jobs.declared, jobs.verified), ((3, Figure(2_000)), (1, Figure(400)), (0, Figure(0))));
        assert_eq!(total.promise("trainees"), Promise::default());
    }

    #[test]
    fn the_first_answer_that_is_due_is_that_of_the_total() {
        let on = |day| Sum { due: Some(Date::constant(2026, 12, day)), ..Sum::default() };
        assert_eq!(total(&[on(9), Sum::default(), on(3)]).due, Some(Date::constant(2026, 12, 3)));
    }
}
