//! From asked to paid, over many lines and the applications that count in none: sums by one dimension, delays, reasons of refusal.
//! One statement each, on the columns that were drawn from the lines when they were saved, so that an application that joins a sheet
//! meanwhile is seen once.

use super::row::cents;
use crate::Store;
use crate::conn::{Cell, Conn, Result, Row, cells};
use domain::Cents;
use grants::{Delay, Reason, Step};
use std::collections::BTreeMap;

/// What to group by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum By {
    Region,
    /// "phase:code"; empty for an application of no territory.
    Territory,
    Programme,
    /// "programme/measure".
    Fund,
    Operator,
    /// "call" or "call/wave".
    Call,
    Funder,
    Year,
}

impl By {
    pub const ALL: [By; 8] = [By::Region, By::Territory, By::Programme, By::Fund, By::Operator, By::Call, By::Funder, By::Year];

    /// As written in addresses.
    pub fn code(self) -> &'static str {
        match self {
            By::Region => "region",
            By::Territory => "territory",
            By::Programme => "programme",
            By::Fund => "fund",
            By::Operator => "operator",
            By::Call => "call",
            By::Funder => "funder",
            By::Year => "year",
        }
    }
    pub fn parse(code: &str) -> Option<By> {
        By::ALL.into_iter().find(|by| by.code() == code)
    }
}

/// Which lines; none for all of them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Filter {
    pub region: Option<String>,
    pub territory: Option<(u8, String)>,
    pub programme: Option<String>,
    pub fund: Option<String>,
    pub operator: Option<String>,
    pub call: Option<String>,
    pub year: Option<i16>,
    /// Leaves out the lines of invented sheets: what everybody is told never counts them.
    pub real: bool,
    /// Leaves out the applications and the lines drawn from them: whoever may not read those is not told their sums.
    pub typed: bool,
    /// Leaves out the applications whose holder named no territory: whoever reads by a territory or a region does not read those.
    pub opened: bool,
}

/// Sums of one group: amounts and how many lines have them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Group {
    pub key: String,
    pub lines: u64,
    /// By step: asked, granted, contracted, paid.
    pub steps: [(u64, Cents); 4],
    pub refused: (u64, Cents),
}

impl Group {
    pub fn step(&self, step: Step) -> (u64, Cents) {
        self.steps[step as usize]
    }
    pub fn add(&mut self, other: &Group) {
        self.lines += other.lines;
        for (mine, theirs) in self.steps.iter_mut().zip(&other.steps).chain([(&mut self.refused, &other.refused)]) {
            mine.0 += theirs.0;
            mine.1 += theirs.1;
        }
    }
}

/// Delays of one group: its key, then each step that somebody lived.
pub type Lived = (String, Vec<(String, Delay)>);
/// The steps that have a delay, in their order.
const DELAYED: [&str; 4] = ["granted", "contracted", "paid", "refused"];
/// Days by step, counted by value.
pub type Histogram = Vec<(String, i64, u64)>;
/// Reason, how many lines, how much they asked or had.
pub type Reasons = Vec<(Reason, u64, Cents)>;

/// `$1` to `$9`: see [`Filter::cells`].
macro_rules! within {
    () => {
        "($1 IS NULL OR region = $1) AND ($2 IS NULL OR phase = $2) AND ($3 IS NULL OR code = $3) AND ($4 IS NULL OR programme = $4) \
         AND ($5 IS NULL OR fund = $5) AND ($6 IS NULL OR operator = $6) AND ($7 IS NULL OR call = $7 OR call LIKE $8) \
         AND ($9 IS NULL OR year = $9) "
    };
}
/// Applications that count in no sheet.
macro_rules! by_itself {
    () => {
        concat!(
            "FROM application_funding WHERE is_public = 1 AND ",
            within!(),
            "AND CAST($11 AS BIGINT) = 0 AND (CAST($12 AS BIGINT) = 0 OR is_opened = 1) "
        )
    };
}
pub(super) use {by_itself, within};

/// Lines of sheets.
macro_rules! in_sheets {
    () => {
        concat!(
            "FROM sheet_funding WHERE removed_at IS NULL AND is_public = 1 AND ",
            within!(),
            "AND (CAST($10 AS BIGINT) = 0 OR sheet_id NOT IN (SELECT id FROM sheet WHERE synthetic = 1)) \
             AND (CAST($11 AS BIGINT) = 0 OR application IS NULL) "
        )
    };
}
/// Both, of which no application is in the two; no more columns than are read, since the base carries each of them.
macro_rules! kept {
    ($($columns:literal),+) => {
        concat!("FROM (SELECT ", $($columns),+, " ", in_sheets!(), "UNION ALL SELECT ", $($columns),+, " ", by_itself!(), ") AS kept ")
    };
}
macro_rules! sums {
    ($key:literal, $group:literal) => {
        concat!(
            "SELECT ",
            $key,
            " AS key, COUNT(*) AS lines, COUNT(asked) AS n_asked, CAST(SUM(asked) AS BIGINT) AS asked, \
             COUNT(granted) AS n_granted, CAST(SUM(granted) AS BIGINT) AS granted, COUNT(contracted) AS n_contracted, \
             CAST(SUM(contracted) AS BIGINT) AS contracted, COUNT(paid) AS n_paid, CAST(SUM(paid) AS BIGINT) AS paid, \
             COUNT(refused) AS n_refused, CAST(SUM(refused) AS BIGINT) AS refused ",
            kept!($group, ", asked, granted, contracted, paid, refused"),
            "GROUP BY ",
            $group
        )
    };
}

const BY_REGION: &str = sums!("region", "region");
const BY_TERRITORY: &str = sums!("CASE WHEN phase = 0 THEN '' ELSE CAST(phase AS TEXT) || ':' || code END", "phase, code");
const BY_PROGRAMME: &str = sums!("programme", "programme");
const BY_FUND: &str = sums!("fund", "fund");
const BY_OPERATOR: &str = sums!("operator", "operator");
const BY_CALL: &str = sums!("call", "call");
const BY_FUNDER: &str = sums!("funder", "funder");
const BY_YEAR: &str = sums!("CAST(year AS TEXT)", "year");
macro_rules! histogram {
    ($step:literal, $column:literal) => {
        concat!(
            "SELECT '",
            $step,
            "' AS step, ",
            $column,
            " AS days, COUNT(*) AS n ",
            kept!($column),
            "WHERE ",
            $column,
            " IS NOT NULL GROUP BY ",
            $column
        )
    };
}
const DELAYS: &str = concat!(
    histogram!("granted", "days_granted"),
    " UNION ALL ",
    histogram!("contracted", "days_contracted"),
    " UNION ALL ",
    histogram!("paid", "days_paid"),
    " UNION ALL ",
    histogram!("refused", "days_refused")
);
macro_rules! lived {
    ($key:literal, $group:literal) => {
        concat!(
            lived!("granted", "days_granted", $key, $group),
            " UNION ALL ",
            lived!("contracted", "days_contracted", $key, $group),
            " UNION ALL ",
            lived!("paid", "days_paid", $key, $group),
            " UNION ALL ",
            lived!("refused", "days_refused", $key, $group)
        )
    };
    ($step:literal, $column:literal, $key:literal, $group:literal) => {
        concat!(
            "SELECT ",
            $key,
            " AS key, '",
            $step,
            "' AS step, ",
            $column,
            " AS days, COUNT(*) AS n ",
            kept!($group, ", ", $column),
            "WHERE ",
            $column,
            " IS NOT NULL GROUP BY ",
            $group,
            ", ",
            $column
        )
    };
}
const LIVED_BY_REGION: &str = lived!("region", "region");
const LIVED_BY_TERRITORY: &str = lived!("CASE WHEN phase = 0 THEN '' ELSE CAST(phase AS TEXT) || ':' || code END", "phase, code");
const LIVED_BY_PROGRAMME: &str = lived!("programme", "programme");
const LIVED_BY_FUND: &str = lived!("fund", "fund");
const LIVED_BY_OPERATOR: &str = lived!("operator", "operator");
const LIVED_BY_CALL: &str = lived!("call", "call");
const LIVED_BY_FUNDER: &str = lived!("funder", "funder");
const LIVED_BY_YEAR: &str = lived!("CAST(year AS TEXT)", "year");
const REASONS: &str = concat!(
    "SELECT reason, COUNT(*) AS n, CAST(SUM(refused) AS BIGINT) AS amount ",
    kept!("reason, refused"),
    "WHERE reason IS NOT NULL GROUP BY reason"
);
const INVENTED: &str = concat!("SELECT COUNT(*) AS n ", in_sheets!(), "AND sheet_id IN (SELECT id FROM sheet WHERE synthetic = 1)");
const CHANGES: &str = "SELECT changes FROM funding_clock WHERE id = 1";

impl Filter {
    pub(super) fn cells(&self) -> Vec<Cell> {
        let (phase, code) = self.territory.clone().map_or((None, None), |(phase, code)| (Some(i64::from(phase)), Some(code)));
        // A call has its waves below it.
        let waves = self.call.as_ref().map(|call| format!("{}/%", call.replace(['%', '_'], "")));
        cells![
            self.region.clone(),
            phase,
            code,
            self.programme.clone(),
            self.fund.clone(),
            self.operator.clone(),
            self.call.clone(),
            waves,
            self.year.map(i64::from),
            i64::from(self.real),
            i64::from(self.typed),
            i64::from(self.opened),
        ]
    }
}

/// Sums by one dimension, largest asked first.
pub async fn groups(store: &Store, by: By, filter: &Filter) -> Result<Vec<Group>> {
    let sql = match by {
        By::Region => BY_REGION,
        By::Territory => BY_TERRITORY,
        By::Programme => BY_PROGRAMME,
        By::Fund => BY_FUND,
        By::Operator => BY_OPERATOR,
        By::Call => BY_CALL,
        By::Funder => BY_FUNDER,
        By::Year => BY_YEAR,
    };
    let mut conn: Conn = store.reader().await?;
    let mut groups = conn.rows(sql, filter.cells(), group).await?;
    groups.sort_by(|a, b| b.steps[0].1.cmp(&a.steps[0].1).then_with(|| a.key.cmp(&b.key)));
    Ok(groups)
}

/// Median, ninth decile and number of the days that led to each step ("granted", "contracted", "paid", "refused").
pub async fn delays(store: &Store, filter: &Filter) -> Result<Vec<(String, Delay)>> {
    let read = |row: &Row| Ok((row.text("step")?, row.whole("days")?, count(row, "n")?));
    let all: Histogram = store.reader().await?.rows(DELAYS, filter.cells(), read).await?;
    let of = |step: &str| all.iter().filter(|(s, ..)| s == step).map(|(_, days, n)| (*days, *n)).collect::<Vec<_>>();
    Ok(DELAYED.into_iter().filter_map(|step| Some((step.to_owned(), grants::quantiles(&of(step))?))).collect())
}

/// The same delays, by one dimension: who makes whom wait. The groups with most of them first.
pub async fn delays_by(store: &Store, by: By, filter: &Filter) -> Result<Vec<Lived>> {
    let sql = match by {
        By::Region => LIVED_BY_REGION,
        By::Territory => LIVED_BY_TERRITORY,
        By::Programme => LIVED_BY_PROGRAMME,
        By::Fund => LIVED_BY_FUND,
        By::Operator => LIVED_BY_OPERATOR,
        By::Call => LIVED_BY_CALL,
        By::Funder => LIVED_BY_FUNDER,
        By::Year => LIVED_BY_YEAR,
    };
    let read = |row: &Row| Ok((row.text("key")?, row.text("step")?, row.whole("days")?, count(row, "n")?));
    let mut groups: BTreeMap<String, BTreeMap<String, Vec<(i64, u64)>>> = BTreeMap::new();
    for (key, step, days, n) in store.reader().await?.rows(sql, filter.cells(), read).await? {
        groups.entry(key).or_default().entry(step).or_default().push((days, n));
    }
    let told = |steps: &BTreeMap<String, Vec<(i64, u64)>>| {
        DELAYED.into_iter().filter_map(|step| Some((step.to_owned(), grants::quantiles(steps.get(step)?)?))).collect::<Vec<_>>()
    };
    let mut lived: Vec<Lived> = groups.iter().map(|(key, steps)| (key.clone(), told(steps))).collect();
    lived.sort_by_cached_key(|(key, steps)| (std::cmp::Reverse(steps.iter().map(|(_, d)| d.count).sum::<u64>()), key.clone()));
    Ok(lived)
}

/// Reasons of refusal, most frequent first.
pub async fn reasons(store: &Store, filter: &Filter) -> Result<Reasons> {
    let read = |row: &Row| {
        let code = row.text("reason")?;
        let reason = Reason::parse(&code).ok_or_else(|| crate::StoreError::unreadable("reason", code))?;
        Ok((reason, count(row, "n")?, cents(row.maybe_whole("amount")?)))
    };
    let mut all = store.reader().await?.rows(REASONS, filter.cells(), read).await?;
    all.sort_by_key(|(reason, n, _)| (std::cmp::Reverse(*n), *reason));
    Ok(all)
}

/// How many of the lines counted belong to invented sheets: a sum that holds some says so.
pub async fn invented(store: &Store, filter: &Filter) -> Result<u64> {
    let mut cells = filter.cells();
    // The last is asked of applications alone.
    cells.truncate(cells.len() - 1);
    Ok(store.reader().await?.row(INVENTED, cells, |row| count(row, "n")).await?.unwrap_or_default())
}

/// How many times the money changed: what was computed at one value of it holds until the next.
pub async fn changes(store: &Store) -> Result<i64> {
    Ok(store.reader().await?.row(CHANGES, vec![], |row| row.whole("changes")).await?.unwrap_or_default())
}

pub(super) fn count(row: &Row, column: &'static str) -> Result<u64> {
    Ok(u64::try_from(row.whole(column)?).unwrap_or_default())
}

fn group(row: &Row) -> Result<Group> {
    let step = |n: &'static str, amount: &'static str| Ok::<_, crate::StoreError>((count(row, n)?, cents(row.maybe_whole(amount)?)));
    Ok(Group {
        key: row.text("key")?,
        lines: count(row, "lines")?,
        steps: [step("n_asked", "asked")?, step("n_granted", "granted")?, step("n_contracted", "contracted")?, step("n_paid", "paid")?],
        refused: step("n_refused", "refused")?,
    })
}
