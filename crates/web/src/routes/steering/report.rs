//! The figures of one view, computed by the base and kept until the money changes anywhere: every server that shares the base
//! reads the same clock, so none shows an old sum.

use super::portfolio::Kept;
use super::scope::Seen;
use crate::app::App;
use crate::error::{OrFail, Result};
use crate::page::Here;
use domain::Cents;
use grants::{Delay, FEW, Step, masked};
use quick_cache::sync::Cache;
use std::sync::Arc;
use store::StoreError;
use store::funding::{self, Alone, By, Filter, Group, Lived, Reasons};

/// A few perimeters by a few dimensions.
const KEPT: usize = 500;

/// Those of the money, and those of the sheets.
pub struct Reports(Cache<(i64, By, Filter), Arc<Report>>, Kept);

impl Default for Reports {
    fn default() -> Reports {
        Reports(Cache::new(KEPT), Kept::default())
    }
}

/// What was computed, whole.
#[derive(Debug, Default)]
pub struct Report {
    pub groups: Vec<Group>,
    pub total: Group,
    pub delays: Vec<(String, Delay)>,
    /// The same by the dimension that groups.
    pub lived: Vec<Lived>,
    pub reasons: Reasons,
    /// Lines of invented sheets among those counted.
    pub invented: u64,
    /// Applications of no sheet among those counted.
    pub alone: Alone,
}

impl Reports {
    pub(super) fn portfolio(&self) -> &Kept {
        &self.1
    }
    async fn of(&self, app: &App, by: By, filter: Filter) -> Result<Arc<Report>, StoreError> {
        let changes = funding::changes(&app.store).await?;
        // Asked by many at once, computed by one.
        self.0
            .get_or_insert_async(&(changes, by, filter.clone()), async {
                let groups = funding::groups(&app.store, by, &filter).await?;
                let mut total = Group::default();
                groups.iter().for_each(|group| total.add(group));
                let (delays, reasons) = (funding::delays(&app.store, &filter).await?, funding::reasons(&app.store, &filter).await?);
                let lived = funding::delays_by(&app.store, by, &filter).await?;
                let invented = funding::invented(&app.store, &filter).await?;
                let alone = funding::alone(&app.store, &filter).await?;
                Ok(Arc::new(Report { groups, total, delays, lived, reasons, invented, alone }))
            })
            .await
    }
}

/// A number of files and an amount, or nothing when they are hidden.
pub type Cell = Option<(u64, Cents)>;

/// What is shown: with every cell, or with the small ones hidden.
pub struct Shown {
    pub rows: Vec<Row>,
    pub total: Row,
    pub delays: Vec<(String, Delay)>,
    /// Delays of each row; told to nobody but those who steer.
    pub lived: Vec<Lived>,
    pub reasons: Vec<(grants::Reason, Cell)>,
    /// Something is hidden.
    pub hidden: bool,
    /// Lines of invented sheets among those counted.
    pub invented: u64,
    /// Applications of no sheet among those counted; told to nobody but those who steer.
    pub alone: Alone,
}

pub struct Row {
    pub key: String,
    pub steps: [Cell; 4],
    pub refused: Cell,
}

impl Row {
    pub fn step(&self, step: &Step) -> &Cell {
        &self.steps[*step as usize]
    }
}

/// The figures of this view; those of everybody are grouped by region or by programme only, their
/// small cells hidden and invented sheets left out.
pub async fn shown(app: &App, here: &Here, seen: &Seen, by: By) -> Result<Shown> {
    let (filter, by) = match seen {
        Seen::All(filter) => (filter.clone(), by),
        Seen::Public => (Filter { real: true, ..Filter::default() }, if by == By::Region { By::Region } else { By::Programme }),
    };
    let report = app.reports.of(app, by, filter).await.or_ours(here)?;
    Ok(match seen {
        Seen::All(_) => open(&report),
        Seen::Public => public(&report),
    })
}

fn whole(group: &Group) -> Row {
    Row { key: group.key.clone(), steps: group.steps.map(Some), refused: Some(group.refused) }
}

fn open(report: &Report) -> Shown {
    Shown {
        rows: report.groups.iter().map(whole).collect(),
        total: whole(&report.total),
        delays: report.delays.clone(),
        lived: report.lived.clone(),
        reasons: report.reasons.iter().map(|(reason, n, amount)| (*reason, Some((*n, *amount)))).collect(),
        hidden: false,
        invented: report.invented,
        alone: report.alone,
    }
}

/// Each column is masked by the files behind its own cells; a column whose whole rests on too few files loses its total too.
fn public(report: &Report) -> Shown {
    let mut shown = open(report);
    let column = |rows: &mut Vec<Row>, total: &mut Row, pick: fn(&mut Row) -> &mut Cell| {
        let files: Vec<u64> = rows.iter_mut().map(|row| pick(row).map_or(0, |(n, _)| n)).collect();
        let hidden = masked(&files);
        let all: u64 = files.iter().sum();
        rows.iter_mut().zip(&hidden).filter(|(_, hidden)| **hidden).for_each(|(row, _)| *pick(row) = None);
        // Too few in all, or a single hidden cell that the total would give back.
        let alone = hidden.iter().filter(|hidden| **hidden).count() == 1;
        if (1..FEW).contains(&all) || alone {
            *pick(total) = None;
        }
    };
    let (rows, total) = (&mut shown.rows, &mut shown.total);
    column(rows, total, |row| &mut row.steps[0]);
    column(rows, total, |row| &mut row.steps[1]);
    column(rows, total, |row| &mut row.steps[2]);
    column(rows, total, |row| &mut row.steps[3]);
    column(rows, total, |row| &mut row.refused);
    shown.delays.retain(|(_, delay)| delay.count >= FEW);
    shown.lived.clear();
    shown.alone = Alone::default();
    let files: Vec<u64> = report.reasons.iter().map(|(_, n, _)| *n).collect();
    for ((_, cell), hidden) in shown.reasons.iter_mut().zip(masked(&files)) {
        if hidden {
            *cell = None;
        }
    }
    let cells = |row: &Row| row.steps.iter().chain([&row.refused]).any(Option::is_none);
    shown.hidden = shown.rows.iter().any(cells) || cells(&shown.total) || shown.reasons.iter().any(|(_, cell)| cell.is_none());
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    fn group(key: &str, counts: [u64; 4]) -> Group {
        let steps = counts.map(|n| (n, Cents(n as i64 * 1_000)));
        Group { key: key.into(), lines: counts[0], steps, refused: (0, Cents::ZERO) }
    }

    #[test]
    fn what_one_region_hides_neither_its_total_nor_another_column_gives_back() {
        let groups = vec![group("27", [40, 20, 9, 3]), group("84", [12, 2, 0, 0]), group("44", [7, 6, 6, 0])];
        let mut total = Group::default();
        groups.iter().for_each(|g| total.add(g));
        let shown = public(&Report { groups, total, ..Report::default() });
        let hidden = |at: usize| shown.rows.iter().map(|row| row.steps[at].is_none()).collect::<Vec<_>>();
        assert_eq!(hidden(0), [false, false, false]);
        assert_eq!(hidden(1), [false, true, true], "two grants of one region, and the six that would give them back");
        assert_eq!(hidden(3), [true, false, false]);
        assert!(shown.total.steps[3].is_none(), "three payments in the country are too few to be told");
        assert!(shown.total.steps[1].is_some() && shown.hidden);
    }
}
