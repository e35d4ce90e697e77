//! Every sheet of a perimeter: filtered, sorted, paged by key. One statement for each order and kind of perimeter, so that
//! each follows an index of its own.

use super::Within;
use crate::conn::{Cell, Result, Row, cells};
use crate::sheets::After;
use crate::sheets::list::{line, words};
use crate::{Store, StoreError, sheets};
use contracts::DecisionKind;
use domain::Date;

/// A sheet, with what those who steer look for.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    pub sheet: sheets::Line,
    /// INSEE code.
    pub region: String,
    /// Blocking points that await an answer.
    pub blocked: u64,
    /// The last decision that still holds, other than a plain change of state.
    pub decision: Option<DecisionKind>,
}

/// What is wanted; an empty filter wants everything.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Filter {
    pub within: Within,
    /// 0 for every phase.
    pub phase: u8,
    pub state: String,
    /// Identifier of an axis.
    pub axis: String,
    /// Words of the number, the title or the holder, with or without their accents.
    pub text: String,
    /// Due before this day.
    pub late_on: Option<Date>,
    pub open: bool,
    /// Decided so, and not undone.
    pub decision: Option<DecisionKind>,
    /// A blocking point awaits an answer.
    pub blocked: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Order {
    /// By territory, as each contract numbers them.
    #[default]
    Place,
    /// What is due first, first; closed sheets last.
    Due,
    /// What changed last, first.
    Changed,
}

/// How many sheets the filter lets through, and how they stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Found {
    pub sheets: u64,
    pub open: u64,
    pub late: u64,
    pub blocked: u64,
    /// Those made up to try the pages, among them.
    pub invented: u64,
}

impl Line {
    /// Where a page ends that ends with this sheet.
    pub fn after(&self, order: Order) -> After {
        let sheet = &self.sheet;
        let value = match order {
            Order::Place => format!("{}:{}:{}", sheet.phase, sheet.code, sheet.rank),
            Order::Due => sheet.due.map_or_else(|| sheets::NEVER.into(), |d| d.to_string()),
            Order::Changed => sheet.changed_at.as_microsecond().to_string(),
        };
        After { value, id: sheet.id.to_string() }
    }
}

/// (phase, code, rank) of the sheet that ended a page in the order of places.
fn place(after: &After) -> (i64, String, String) {
    let mut parts = after.value.splitn(3, ':');
    let phase = parts.next().and_then(|phase| phase.parse().ok()).unwrap_or_default();
    let mut text = || parts.next().unwrap_or_default().to_owned();
    (phase, text(), text())
}

/// `$1` to `$10`: see [`Filter::cells`].
macro_rules! matching {
    () => {
        "s.state LIKE $1 AND s.axes LIKE $2 AND s.due < $3 AND s.is_open >= $4 AND s.folded LIKE $5 AND s.folded LIKE $6 \
         AND (CAST($7 AS BIGINT) = 0 OR s.phase = $7) \
         AND ($8 = '' OR s.id IN (SELECT d.sheet_id FROM sheet_decision d WHERE d.kind = $8 AND d.undone_at IS NULL)) \
         AND (CAST($9 AS BIGINT) = 0 OR s.id IN (SELECT b.sheet_id FROM sheet_blocking b WHERE b.state = 'open'))"
    };
}
macro_rules! page {
    ($within:literal, $after:literal) => {
        concat!(
            "SELECT s.id, s.phase, s.code, s.number, s.title, s.holder, s.state, s.is_open, s.axes, s.owner, s.owner_name, s.next_action, \
             s.due, s.accelerated, s.published, s.synthetic, s.total_cost, s.rank, s.version, s.changed_at, s.region, \
             (SELECT COUNT(*) FROM sheet_blocking b WHERE b.sheet_id = s.id AND b.state = 'open') AS blocked, \
             (SELECT d.kind FROM sheet_decision d WHERE d.sheet_id = s.id AND d.undone_at IS NULL AND d.kind <> 'moved' \
              ORDER BY d.at DESC, d.id DESC LIMIT 1) AS decision FROM sheet s WHERE ",
            matching!(),
            $within,
            $after
        )
    };
}
macro_rules! by_place {
    ($within:literal) => {
        page!($within, " AND (s.phase, s.code, s.rank, s.id) > ($10, $11, $12, $13) ORDER BY s.phase, s.code, s.rank, s.id LIMIT $14")
    };
}
macro_rules! by_due {
    ($within:literal) => {
        page!($within, " AND (s.due, s.id) > ($10, $11) ORDER BY s.due, s.id LIMIT $12")
    };
}
macro_rules! by_change {
    ($within:literal) => {
        page!($within, " AND (s.changed_at, s.id) < ($10, $11) ORDER BY s.changed_at DESC, s.id DESC LIMIT $12")
    };
}

const COUNTRY_BY_PLACE: &str = by_place!("");
const REGION_BY_PLACE: &str = by_place!(" AND s.region = $15");
const TERRITORY_BY_PLACE: &str = by_place!(" AND s.phase = $15 AND s.code = $16");
const COUNTRY_BY_DUE: &str = by_due!("");
const REGION_BY_DUE: &str = by_due!(" AND s.region = $13");
const TERRITORY_BY_DUE: &str = by_due!(" AND s.phase = $13 AND s.code = $14");
const COUNTRY_BY_CHANGE: &str = by_change!("");
const REGION_BY_CHANGE: &str = by_change!(" AND s.region = $13");
const TERRITORY_BY_CHANGE: &str = by_change!(" AND s.phase = $13 AND s.code = $14");

macro_rules! count {
    ($within:literal) => {
        concat!(
            "SELECT COUNT(*) AS n_sheets, CAST(COALESCE(SUM(s.is_open), 0) AS BIGINT) AS n_open, \
             CAST(COALESCE(SUM(CASE WHEN s.due < $10 THEN 1 ELSE 0 END), 0) AS BIGINT) AS n_late, \
             CAST(COALESCE(SUM(CASE WHEN s.id IN (SELECT b.sheet_id FROM sheet_blocking b WHERE b.state = 'open') THEN 1 ELSE 0 END), 0) \
             AS BIGINT) AS n_blocked, \
             CAST(COALESCE(SUM(s.synthetic), 0) AS BIGINT) AS n_invented FROM sheet s WHERE ",
            matching!(),
            $within
        )
    };
}
const COUNTRY_COUNT: &str = count!("");
const REGION_COUNT: &str = count!(" AND s.region = $11");
const TERRITORY_COUNT: &str = count!(" AND s.phase = $11 AND s.code = $12");

impl Filter {
    /// The nine parameters that every query shares. Nothing typed reaches a pattern but folded letters and digits.
    fn cells(&self) -> Vec<Cell> {
        let [first, rest] = words(&self.text);
        // An identifier holds "_", which a pattern takes for any character: states are written with it. A pattern that ends with "\" is
        // an error of PostgreSQL.
        let state = if self.state.is_empty() { "%".to_owned() } else { self.state.replace(['%', '\\'], "") };
        let axis = if self.axis.is_empty() { "%".to_owned() } else { format!("%,{},%", self.axis.replace(['%', '_', '\\'], "")) };
        cells![
            state,
            axis,
            self.late_on.map_or_else(|| "9999-99-99".to_owned(), |day| day.to_string()),
            i64::from(self.open),
            first,
            rest,
            i64::from(self.phase),
            self.decision.map_or("", DecisionKind::code),
            i64::from(self.blocked),
        ]
    }

    /// The perimeter, after every other parameter.
    fn within(&self, cells: &mut Vec<Cell>) {
        match &self.within {
            Within::Country => {}
            Within::Region(code) => cells.push(code.into()),
            Within::Territory(phase, code) => cells.extend(cells![i64::from(*phase), code]),
        }
    }
}

/// One page of the list.
pub async fn list(store: &Store, filter: &Filter, order: Order, after: Option<&After>, most: u32) -> Result<Vec<Line>> {
    let mut cells = filter.cells();
    match order {
        Order::Place => {
            let (phase, code, rank) = after.map(place).unwrap_or_default();
            cells.extend(cells![phase, code, rank, after.map_or("", |a| a.id.as_str())]);
        }
        Order::Due => {
            let (value, id) = after.map_or(("", ""), |a| (a.value.as_str(), a.id.as_str()));
            cells.extend(cells![value, id]);
        }
        Order::Changed => {
            let value = after.map_or(Some(i64::MAX), |a| a.value.parse().ok()).unwrap_or(i64::MAX);
            cells.extend(cells![value, after.map_or("~", |a| a.id.as_str())]);
        }
    }
    cells.push(i64::from(most).into());
    filter.within(&mut cells);
    let query = match (order, &filter.within) {
        (Order::Place, Within::Country) => COUNTRY_BY_PLACE,
        (Order::Place, Within::Region(_)) => REGION_BY_PLACE,
        (Order::Place, Within::Territory(..)) => TERRITORY_BY_PLACE,
        (Order::Due, Within::Country) => COUNTRY_BY_DUE,
        (Order::Due, Within::Region(_)) => REGION_BY_DUE,
        (Order::Due, Within::Territory(..)) => TERRITORY_BY_DUE,
        (Order::Changed, Within::Country) => COUNTRY_BY_CHANGE,
        (Order::Changed, Within::Region(_)) => REGION_BY_CHANGE,
        (Order::Changed, Within::Territory(..)) => TERRITORY_BY_CHANGE,
    };
    store.reader().await?.rows(query, cells, read).await
}

/// How many the filter lets through; what is late is late on `today`.
pub async fn found(store: &Store, filter: &Filter, today: Date) -> Result<Found> {
    let mut cells = filter.cells();
    cells.push(today.to_string().into());
    filter.within(&mut cells);
    let query = match &filter.within {
        Within::Country => COUNTRY_COUNT,
        Within::Region(_) => REGION_COUNT,
        Within::Territory(..) => TERRITORY_COUNT,
    };
    let read = |row: &Row| {
        Ok(Found {
            sheets: count(row, "n_sheets")?,
            open: count(row, "n_open")?,
            late: count(row, "n_late")?,
            blocked: count(row, "n_blocked")?,
            invented: count(row, "n_invented")?,
        })
    };
    Ok(store.reader().await?.row(query, cells, read).await?.unwrap_or_default())
}

pub(super) fn count(row: &Row, column: &'static str) -> Result<u64> {
    Ok(u64::try_from(row.whole(column)?).unwrap_or_default())
}

fn read(row: &Row) -> Result<Line> {
    let decision = row.maybe_text("decision")?;
    let kind = |code: String| DecisionKind::parse(&code).ok_or_else(|| StoreError::unreadable("kind", code));
    Ok(Line { sheet: line(row)?, region: row.text("region")?, blocked: count(row, "blocked")?, decision: decision.map(kind).transpose()? })
}
