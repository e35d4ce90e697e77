//! The table and the board of a contract: filtered, sorted, paged by key.

use super::{NEVER, phase};
use crate::conn::{Cell, Result, Row, cells};
use crate::{SheetId, Store, StoreError};
use domain::{Cents, Date, name};
use jiff::Timestamp;

/// A sheet as a table or a card shows it.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    pub id: SheetId,
    pub phase: u8,
    pub code: String,
    pub number: String,
    pub title: String,
    pub holder: String,
    pub state: String,
    pub open: bool,
    pub axes: Vec<String>,
    /// Key of the owner; empty once closed.
    pub owner: String,
    pub owner_name: String,
    pub next_action: String,
    pub due: Option<Date>,
    pub accelerated: bool,
    pub published: bool,
    pub synthetic: bool,
    pub total_cost: Option<Cents>,
    pub version: i64,
    pub changed_at: Timestamp,
    pub(crate) rank: String,
}

/// What is wanted; an empty filter wants everything.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Filter {
    pub state: String,
    /// Identifier of an axis.
    pub axis: String,
    /// Key of an owner.
    pub owner: String,
    /// Every word must be in the number, the title or the holder, with or without its accents.
    pub text: String,
    /// Due before this day.
    pub late_on: Option<Date>,
    pub accelerated: bool,
    pub open: bool,
    pub published: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// As the contract numbers them.
    #[default]
    Number,
    /// What is due first, first; closed sheets last.
    Due,
    /// What changed last, first.
    Changed,
}

/// Where the page before ended.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct After {
    pub(crate) value: String,
    pub(crate) id: String,
}

impl After {
    /// As written in an address.
    pub fn parse(text: &str) -> Option<After> {
        let (value, id) = text.rsplit_once('_')?;
        SheetId::parse(id).map(|id| After { value: value.into(), id: id.0 })
    }
    pub fn of(line: &Line, order: Order) -> After {
        let value = match order {
            Order::Number => line.rank.clone(),
            Order::Due => line.due.map_or_else(|| NEVER.into(), |d| d.to_string()),
            Order::Changed => line.changed_at.as_microsecond().to_string(),
        };
        After { value, id: line.id.to_string() }
    }
}

impl std::fmt::Display for After {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}_{}", self.value, self.id)
    }
}

macro_rules! select {
    ($end:expr) => {
        concat!(
            "SELECT id, phase, code, number, title, holder, state, is_open, axes, owner, owner_name, next_action, due, accelerated, published, \
             synthetic, total_cost, rank, version, changed_at FROM sheet WHERE ",
            $end
        )
    };
}
/// `$1` to `$10`: see [`Filter::cells`].
macro_rules! matching {
    () => {
        "phase = $1 AND code = $2 AND owner LIKE $3 AND axes LIKE $4 AND due < $5 AND accelerated >= $6 AND is_open >= $7 \
         AND published >= $8 AND folded LIKE $9 AND folded LIKE $10"
    };
}

const BY_NUMBER: &str = select!(concat!(matching!(), " AND state LIKE $11 AND (rank, id) > ($12, $13) ORDER BY rank, id LIMIT $14"));
const BY_DUE: &str = select!(concat!(matching!(), " AND state LIKE $11 AND (due, id) > ($12, $13) ORDER BY due, id LIMIT $14"));
const BY_CHANGE: &str =
    select!(concat!(matching!(), " AND state LIKE $11 AND (changed_at, id) < ($12, $13) ORDER BY changed_at DESC, id DESC LIMIT $14"));
const COLUMN: &str = select!(concat!(matching!(), " AND state = $11 ORDER BY due, id LIMIT $12"));
const COUNT: &str = concat!("SELECT COUNT(*) AS n FROM sheet WHERE ", matching!(), " AND state LIKE $11");
const COUNTS: &str = concat!("SELECT state, COUNT(*) AS n FROM sheet WHERE ", matching!(), " GROUP BY state");
/// Answered by the index alone.
const ALL_COUNTS: &str = "SELECT state, COUNT(*) AS n FROM sheet WHERE phase = $1 AND code = $2 GROUP BY state";
/// The same: what is late of a whole contract is asked by every page.
const ALL_DUE: &str = "SELECT COUNT(*) AS n FROM sheet WHERE phase = $1 AND code = $2 AND due < $3";
const SYNTHETIC: &str = "SELECT id FROM sheet WHERE phase = $1 AND code = $2 AND synthetic = 1 LIMIT 1";
const OWNERS: &str = "SELECT owner, MAX(owner_name) AS owner_name, COUNT(*) AS n FROM sheet WHERE phase = $1 AND code = $2 AND is_open = 1 \
     GROUP BY owner ORDER BY MAX(owner_name), owner";
const WORDS: &str = select!("published >= $1 AND folded LIKE $2 AND folded LIKE $3 ORDER BY phase DESC, code, rank, id LIMIT $4");
const OF_OWNER: &str = select!("owner = $1 AND due < $2 ORDER BY due, id LIMIT $3");

/// Patterns of what is looked for. A phrase of more than two words: the first, and the rest as it stands. Nothing typed reaches a
/// pattern but folded letters and digits.
pub(crate) fn words(text: &str) -> [String; 2] {
    let folded = name::fold(text);
    let (first, rest) = folded.split_once(' ').unwrap_or((&folded, ""));
    [first, rest].map(|text| if text.is_empty() { "%".to_owned() } else { format!("%{text}%") })
}

impl Filter {
    /// The ten parameters that every query shares. Nothing typed reaches a pattern but folded letters and digits.
    fn cells(&self, phase: u8, code: &str) -> Vec<Cell> {
        let exact = |text: &str| if text.is_empty() { "%".to_owned() } else { text.replace(['%', '_', '\\'], "") };
        let [first, rest] = words(&self.text);
        let axis = if self.axis.is_empty() { "%".to_owned() } else { format!("%,{},%", self.axis.replace(['%', '_', '\\'], "")) };
        let flag = |flag: bool| i64::from(flag);
        cells![
            i64::from(phase),
            code,
            exact(&self.owner),
            axis,
            self.before(),
            flag(self.accelerated),
            flag(self.open),
            flag(self.published),
            first,
            rest,
        ]
    }

    /// Due before this day; after any day when that is not asked.
    fn before(&self) -> String {
        self.late_on.map_or_else(|| "9999-99-99".to_owned(), |day| day.to_string())
    }

    fn is_empty(&self) -> bool {
        *self == Filter::default()
    }

    /// An identifier holds "_", which a pattern takes for any character: states are written with it.
    fn state_pattern(&self) -> String {
        if self.state.is_empty() { "%".into() } else { self.state.replace('%', "") }
    }
}

/// One page of the table.
pub async fn list(
    store: &Store,
    phase: u8,
    code: &str,
    filter: &Filter,
    order: Order,
    after: Option<&After>,
    most: u32,
) -> Result<Vec<Line>> {
    let mut cells = filter.cells(phase, code);
    cells.push(filter.state_pattern().into());
    let query = match order {
        Order::Number | Order::Due => {
            let (value, id) = after.map_or(("", ""), |a| (a.value.as_str(), a.id.as_str()));
            cells.extend(cells![value, id]);
            if order == Order::Number { BY_NUMBER } else { BY_DUE }
        }
        Order::Changed => {
            let value = after.map_or(Some(i64::MAX), |a| a.value.parse().ok()).unwrap_or(i64::MAX);
            cells.extend(cells![value, after.map_or("~", |a| a.id.as_str())]);
            BY_CHANGE
        }
    };
    cells.push(i64::from(most).into());
    store.reader().await?.rows(query, cells, line).await
}

/// The first cards of one column of the board, by due date.
pub async fn column(store: &Store, phase: u8, code: &str, filter: &Filter, state: &str, most: u32) -> Result<Vec<Line>> {
    let mut cells = filter.cells(phase, code);
    cells.extend(cells![state, i64::from(most)]);
    store.reader().await?.rows(COLUMN, cells, line).await
}

/// How many sheets the filter lets through.
pub async fn count(store: &Store, phase: u8, code: &str, filter: &Filter) -> Result<usize> {
    let read = |row: &Row| row.whole("n");
    let mut conn = store.reader().await?;
    let n = if (Filter { late_on: None, ..filter.clone() }).is_empty() {
        conn.row(ALL_DUE, cells![i64::from(phase), code, filter.before()], read).await?
    } else {
        let mut cells = filter.cells(phase, code);
        cells.push(filter.state_pattern().into());
        conn.row(COUNT, cells, read).await?
    };
    Ok(usize::try_from(n.unwrap_or_default()).unwrap_or_default())
}

/// How many in each state, whatever state the filter wants.
pub async fn counts(store: &Store, phase: u8, code: &str, filter: &Filter) -> Result<Vec<(String, usize)>> {
    let filter = Filter { state: String::new(), ..filter.clone() };
    let read = |row: &Row| Ok((row.text("state")?, usize::try_from(row.whole("n")?).unwrap_or_default()));
    let mut conn = store.reader().await?;
    if filter.is_empty() {
        return conn.rows(ALL_COUNTS, cells![i64::from(phase), code], read).await;
    }
    conn.rows(COUNTS, filter.cells(phase, code), read).await
}

/// Whether a contract holds invented sheets.
pub async fn has_synthetic(store: &Store, phase: u8, code: &str) -> Result<bool> {
    let found = store.reader().await?.row(SYNTHETIC, cells![i64::from(phase), code], |row| row.text("id")).await?;
    Ok(found.is_some())
}

/// Owners of open sheets: (key, name, how many).
pub async fn owners(store: &Store, phase: u8, code: &str) -> Result<Vec<(String, String, usize)>> {
    let read = |row: &Row| Ok((row.text("owner")?, row.text("owner_name")?, usize::try_from(row.whole("n")?).unwrap_or_default()));
    store.reader().await?.rows(OWNERS, cells![i64::from(phase), code], read).await
}

/// Sheets of every contract whose number, title or holder has these words, or only those that were published. The caller keeps
/// those that whoever asks may read.
pub async fn search(store: &Store, text: &str, published: bool, most: u32) -> Result<Vec<Line>> {
    let [first, rest] = words(text);
    store.reader().await?.rows(WORDS, cells![i64::from(published), first, rest, i64::from(most)], line).await
}

/// What somebody owns in any contract, due before that day, first what is due first.
pub async fn of_owner(store: &Store, owner: &str, before: Date, most: u32) -> Result<Vec<Line>> {
    store.reader().await?.rows(OF_OWNER, cells![owner, before.to_string(), i64::from(most)], line).await
}

pub(super) fn axes(axes: &[String]) -> String {
    if axes.is_empty() { String::new() } else { format!(",{},", axes.join(",")) }
}

pub(crate) fn line(row: &Row) -> Result<Line> {
    let due: Date = row.text("due")?.parse().map_err(|error: jiff::Error| StoreError::unreadable("due", error))?;
    let open = row.whole("is_open")? == 1;
    Ok(Line {
        id: SheetId(row.text("id")?),
        phase: phase(row)?,
        code: row.text("code")?,
        number: row.text("number")?,
        title: row.text("title")?,
        holder: row.text("holder")?,
        state: row.text("state")?,
        open,
        axes: row.text("axes")?.split(',').filter(|a| !a.is_empty()).map(str::to_owned).collect(),
        owner: row.text("owner")?,
        owner_name: row.text("owner_name")?,
        next_action: row.text("next_action")?,
        due: open.then_some(due),
        accelerated: row.whole("accelerated")? == 1,
        published: row.whole("published")? == 1,
        synthetic: row.whole("synthetic")? == 1,
        total_cost: row.maybe_whole("total_cost")?.map(Cents),
        version: row.whole("version")?,
        changed_at: row.time("changed_at")?,
        rank: row.text("rank")?,
    })
}
