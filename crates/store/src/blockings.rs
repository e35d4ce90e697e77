//! Blocking points: what a territory cannot lift alone, asked of the region or of the State, with a date for the answer.

use crate::conn::{Conn, Result, Row, cells};
use crate::idempotency::{self, Key, Request};
use crate::sheets::{day, phase};
use crate::{BlockingId, SheetId, Store, StoreError, audit, id};
use domain::Date;
use jiff::Timestamp;
use serde_json::json;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    Region,
    State,
}

impl Level {
    pub fn code(self) -> &'static str {
        if self == Level::Region { "region" } else { "state" }
    }
    pub fn parse(code: &str) -> Option<Level> {
        [Level::Region, Level::State].into_iter().find(|level| level.code() == code)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// An answer is awaited.
    Open,
    Answered,
    /// It blocks nothing any more.
    Lifted,
}

impl State {
    pub fn code(self) -> &'static str {
        match self {
            State::Open => "open",
            State::Answered => "answered",
            State::Lifted => "lifted",
        }
    }
    pub fn parse(code: &str) -> Option<State> {
        [State::Open, State::Answered, State::Lifted].into_iter().find(|state| state.code() == code)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepKind {
    Raised,
    Answered,
    /// The answer does not lift it: asked again.
    AskedAgain,
    /// The region passes it to the State.
    Passed,
    Lifted,
}

impl StepKind {
    pub const ALL: [StepKind; 5] = [StepKind::Raised, StepKind::Answered, StepKind::AskedAgain, StepKind::Passed, StepKind::Lifted];
    pub fn code(self) -> &'static str {
        match self {
            StepKind::Raised => "raised",
            StepKind::Answered => "answered",
            StepKind::AskedAgain => "asked_again",
            StepKind::Passed => "passed",
            StepKind::Lifted => "lifted",
        }
    }
    pub fn parse(code: &str) -> Option<StepKind> {
        StepKind::ALL.into_iter().find(|kind| kind.code() == code)
    }
    /// What the point becomes, from each state where the step can be taken.
    fn leads(self, from: State) -> Option<State> {
        match (self, from) {
            (StepKind::Answered, State::Open) => Some(State::Answered),
            (StepKind::AskedAgain, State::Answered) | (StepKind::Passed, State::Open) => Some(State::Open),
            (StepKind::Lifted, State::Open | State::Answered) => Some(State::Lifted),
            _ => None,
        }
    }
}

#[derive(Clone, Debug, PartialEq)]
pub struct Blocking {
    pub id: BlockingId,
    pub sheet: SheetId,
    pub title: String,
    pub phase: u8,
    pub code: String,
    pub region: String,
    pub level: Level,
    pub what: String,
    pub state: State,
    /// When an answer is expected.
    pub due: Date,
    pub version: i64,
    pub raised_at: Timestamp,
    pub raised_by: String,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    pub at: Timestamp,
    pub author: String,
    pub kind: StepKind,
    pub body: String,
}

/// What is wanted: every field that is empty wants everything.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Filter {
    pub region: String,
    pub level: Option<Level>,
    pub state: Option<State>,
    pub late_on: Option<Date>,
}

macro_rules! select {
    ($end:literal) => {
        concat!(
            "SELECT b.id, b.sheet_id, s.title, b.phase, b.code, b.region, b.level, b.what, b.state, b.due, b.version, b.raised_at, b.raised_by \
             FROM sheet_blocking b JOIN sheet s ON s.id = b.sheet_id WHERE ",
            $end
        )
    };
}
const BY_ID: &str = select!("b.id = $1");
const OF_SHEET: &str = select!("b.sheet_id = $1 ORDER BY b.raised_at, b.id");
const OF_CONTRACT: &str = select!("b.phase = $1 AND b.code = $2 ORDER BY b.due, b.id");
const LIST: &str = select!("b.region LIKE $1 AND b.level LIKE $2 AND b.state LIKE $3 AND b.due < $4 ORDER BY b.due, b.id LIMIT $5");
const RAISE: &str = "INSERT INTO sheet_blocking (id, sheet_id, phase, code, region, level, what, state, due, version, raised_at, raised_by) \
     SELECT $1, s.id, s.phase, s.code, s.region, $3, $4, 'open', $5, 1, $6, $7 FROM sheet s WHERE s.id = $2";
const ADVANCE: &str = "UPDATE sheet_blocking SET version = version + 1, state = $3, level = $4, due = $5 WHERE id = $1 AND version = $2";
const ADD_STEP: &str = "INSERT INTO sheet_blocking_step (id, blocking_id, at, author, kind, body) VALUES ($1, $2, $3, $4, $5, $6)";
const STEPS: &str = "SELECT at, author, kind, body FROM sheet_blocking_step WHERE blocking_id = $1 ORDER BY at, id";

/// What is asked, of whom, with the day an answer is expected.
#[derive(Clone, Debug)]
pub struct Raised<'a> {
    pub level: Level,
    pub what: &'a str,
    pub due: Date,
}

/// Raises a point; None when the sheet is not there. With a `key`, a retry gives the same point.
pub async fn raise(
    store: &Store,
    sheet: &SheetId,
    raised: Raised<'_>,
    author: &str,
    key: Option<&Key>,
    now: Timestamp,
) -> Result<Option<BlockingId>> {
    let Raised { level, due, .. } = raised;
    let (sheet, what, author) = (sheet.clone(), raised.what.to_owned(), author.to_owned());
    let scope = format!("blocking.raise:{sheet}:{author}");
    let request = key.map(|key| Request::new(key, &scope, &[level.code(), &what, &due.to_string()]));
    store
        .write(move |conn| {
            Box::pin(async move {
                if let Some(answer) = idempotency::claim(conn, request.as_ref(), now).await? {
                    return BlockingId::parse(&answer).map(Some).ok_or_else(|| StoreError::unreadable("idempotency", answer));
                }
                let id = BlockingId::fresh(now);
                let cells = cells![id.as_str(), sheet.as_str(), level.code(), &what, due.to_string(), now, &author];
                if conn.execute(RAISE, cells).await? == 0 {
                    idempotency::release(conn, request.as_ref()).await?;
                    return Ok(None);
                }
                add_step(conn, &id, StepKind::Raised, &what, &author, now).await?;
                idempotency::settle(conn, request.as_ref(), id.as_str()).await?;
                Ok(Some(id))
            })
        })
        .await
}

/// A step taken on a point.
#[derive(Clone, Debug)]
pub struct Taken<'a> {
    pub kind: StepKind,
    pub body: &'a str,
    /// When the next answer is expected, for what is asked again or passed on.
    pub due: Option<Date>,
}

/// Takes a step if the point still stands at `expected`; None when it moved meanwhile, or cannot take this step.
pub async fn step(store: &Store, id: &BlockingId, expected: i64, taken: Taken<'_>, author: &str, now: Timestamp) -> Result<Option<i64>> {
    let (id, author, body) = (id.clone(), author.to_owned(), taken.body.to_owned());
    let (kind, due) = (taken.kind, taken.due);
    store
        .write(move |conn| {
            Box::pin(async move {
                let Some(before) = conn.row(BY_ID, cells![id.as_str()], read).await? else { return Ok(None) };
                let Some(state) = kind.leads(before.state) else { return Ok(None) };
                let level = if kind == StepKind::Passed { Level::State } else { before.level };
                if kind == StepKind::Passed && before.level == Level::State {
                    return Ok(None);
                }
                let due = due.unwrap_or(before.due);
                if conn.execute(ADVANCE, cells![id.as_str(), expected, state.code(), level.code(), due.to_string()]).await? == 0 {
                    return Ok(None);
                }
                add_step(conn, &id, kind, &body, &author, now).await?;
                Ok(Some(expected + 1))
            })
        })
        .await
}

async fn add_step(conn: &mut Conn, blocking: &BlockingId, kind: StepKind, body: &str, author: &str, now: Timestamp) -> Result<()> {
    let step = id::fresh(now);
    conn.execute(ADD_STEP, cells![step, blocking.as_str(), now, author, kind.code(), body]).await?;
    audit::append(conn, now, author, &format!("blocking.{}", kind.code()), &format!("blocking:{blocking}"), json!({})).await
}

pub async fn find(store: &Store, id: &BlockingId) -> Result<Option<Blocking>> {
    store.reader().await?.row(BY_ID, cells![id.as_str()], read).await
}

pub async fn steps(store: &Store, id: &BlockingId) -> Result<Vec<Step>> {
    store.reader().await?.rows(STEPS, cells![id.as_str()], read_step).await
}

pub async fn of_sheet(store: &Store, sheet: &SheetId) -> Result<Vec<Blocking>> {
    store.reader().await?.rows(OF_SHEET, cells![sheet.as_str()], read).await
}

pub async fn of_contract(store: &Store, phase: u8, code: &str) -> Result<Vec<Blocking>> {
    store.reader().await?.rows(OF_CONTRACT, cells![i64::from(phase), code], read).await
}

/// First what is due first, at most so many.
pub async fn list(store: &Store, filter: &Filter, most: u32) -> Result<Vec<Blocking>> {
    let any = |text: &str| if text.is_empty() { "%".to_owned() } else { text.replace(['%', '_', '\\'], "") };
    let cells = cells![
        any(&filter.region),
        any(filter.level.map_or("", Level::code)),
        any(filter.state.map_or("", State::code)),
        filter.late_on.map_or_else(|| "9999-99-99".to_owned(), |d| d.to_string()),
        i64::from(most),
    ];
    store.reader().await?.rows(LIST, cells, read).await
}

fn read(row: &Row) -> Result<Blocking> {
    let (level, state) = (row.text("level")?, row.text("state")?);
    Ok(Blocking {
        id: BlockingId(row.text("id")?),
        sheet: SheetId(row.text("sheet_id")?),
        title: row.text("title")?,
        phase: phase(row)?,
        code: row.text("code")?,
        region: row.text("region")?,
        level: Level::parse(&level).ok_or_else(|| StoreError::unreadable("level", level))?,
        what: row.text("what")?,
        state: State::parse(&state).ok_or_else(|| StoreError::unreadable("state", state))?,
        due: day(row, "due")?,
        version: row.whole("version")?,
        raised_at: row.time("raised_at")?,
        raised_by: row.text("raised_by")?,
    })
}

fn read_step(row: &Row) -> Result<Step> {
    let kind = row.text("kind")?;
    Ok(Step {
        at: row.time("at")?,
        author: row.text("author")?,
        kind: StepKind::parse(&kind).ok_or_else(|| StoreError::unreadable("kind", kind))?,
        body: row.text("body")?,
    })
}
