//! Tables of action sheets on their way in: where each stands, what was found, and the writing of it, all or nothing.
//!
//! A server works on an import; the others only read this table. Each step is a guarded change of state, so that two
//! clicks, or two servers, do a step once; one that gave no sign of life for [`STALE_SECONDS`] may be taken over.

mod undo;
mod write;

pub use undo::{Undone, undo};
pub use write::{Batch, Written, write};

use crate::conn::{Conn, Result, Row, cells};
use crate::files::{self, File};
use crate::{FileId, SheetImportId, Store, audit};
use jiff::{SignedDuration, Timestamp};
use serde_json::json;

/// A server that works says so every few seconds.
pub const STALE_SECONDS: i64 = 90;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// The file is there; nobody has said how to read it.
    Draft,
    /// Its rows are being read.
    Reading,
    /// What would be written is known, and waits for a decision.
    Ready,
    Writing,
    Done,
    Undone,
    Failed,
}

const STATES: [(State, &str); 7] = [
    (State::Draft, "draft"),
    (State::Reading, "reading"),
    (State::Ready, "ready"),
    (State::Writing, "writing"),
    (State::Done, "done"),
    (State::Undone, "undone"),
    (State::Failed, "failed"),
];

impl State {
    pub fn code(self) -> &'static str {
        STATES.iter().find(|(state, _)| *state == self).map_or("", |(_, code)| code)
    }
}

#[derive(Clone, Debug, PartialEq)]
pub struct SheetImport {
    pub id: SheetImportId,
    pub phase: u8,
    pub code: String,
    pub file: File,
    pub state: State,
    /// JSON; empty until somebody has looked.
    pub layout: String,
    pub defaults: String,
    pub done: i64,
    pub total: i64,
    /// JSON: what was found, then what was written.
    pub result: String,
    pub author: String,
    pub created_at: Timestamp,
    pub touched_at: Timestamp,
    pub ended_at: Option<Timestamp>,
}

impl SheetImport {
    pub fn is_stale(&self, now: Timestamp) -> bool {
        matches!(self.state, State::Reading | State::Writing)
            && now.duration_since(self.touched_at) > SignedDuration::from_secs(STALE_SECONDS)
    }
}

const FIND: &str = "SELECT i.id AS import_id, i.phase, i.code, i.state, i.layout, i.defaults, i.rows_done, i.rows_total, i.result, i.author, \
     i.created_at AS started_at, i.touched_at, i.ended_at, f.id, f.name, f.kind, f.bytes, f.sha256, f.created_at, f.created_by \
     FROM sheet_import i JOIN file f ON f.id = i.file_id WHERE i.id = $1";
const OF_CONTRACT: &str = "SELECT i.id AS import_id, i.phase, i.code, i.state, i.layout, i.defaults, i.rows_done, i.rows_total, i.result, i.author, \
     i.created_at AS started_at, i.touched_at, i.ended_at, f.id, f.name, f.kind, f.bytes, f.sha256, f.created_at, f.created_by \
     FROM sheet_import i JOIN file f ON f.id = i.file_id WHERE i.phase = $1 AND i.code = $2 ORDER BY i.created_at DESC, i.id DESC LIMIT 50";
const ADD: &str = "INSERT INTO sheet_import (id, phase, code, file_id, state, layout, defaults, rows_done, rows_total, result, author, \
     created_at, touched_at) VALUES ($1, $2, $3, $4, 'draft', '', '', 0, 0, '', $5, $6, $6)";
const READ: &str = "UPDATE sheet_import SET state = 'reading', layout = $2, defaults = $3, rows_done = 0, rows_total = $4, result = '', \
     touched_at = $5 WHERE id = $1 AND (state IN ('draft', 'ready', 'failed') OR (state IN ('reading', 'writing') AND touched_at < $6))";
const PROGRESS: &str = "UPDATE sheet_import SET rows_done = $2, touched_at = $3 WHERE id = $1 AND state IN ('reading', 'writing')";
const FOUND: &str =
    "UPDATE sheet_import SET state = 'ready', result = $2, rows_done = rows_total, touched_at = $3 WHERE id = $1 AND state = 'reading'";
const BEGIN: &str = "UPDATE sheet_import SET state = 'writing', rows_done = 0, touched_at = $2 WHERE id = $1 AND state = 'ready'";
const AGAIN: &str = "UPDATE sheet_import SET state = 'ready', touched_at = $2 WHERE id = $1 AND state = 'writing'";
const FAIL: &str =
    "UPDATE sheet_import SET state = 'failed', result = $2, touched_at = $3 WHERE id = $1 AND state IN ('reading', 'writing')";
const REMEMBER: &str = "INSERT INTO sheet_layout (phase, code, headings, layout, author, at) VALUES ($1, $2, $3, $4, $5, $6) \
     ON CONFLICT (phase, code, headings) DO UPDATE SET layout = excluded.layout, author = excluded.author, at = excluded.at";
const REMEMBERED: &str = "SELECT layout FROM sheet_layout WHERE phase = $1 AND code = $2 AND headings = $3";

/// A table that somebody gives for the contract (phase, code).
#[derive(Clone, Debug)]
pub struct Given {
    pub phase: u8,
    pub code: String,
    pub name: String,
    pub kind: String,
    pub bytes: Vec<u8>,
}

/// Keeps the file; nothing of it is read yet.
pub async fn start(store: &Store, given: Given, author: &str, now: Timestamp) -> Result<SheetImportId> {
    let author = author.to_owned();
    store
        .write(move |conn| {
            Box::pin(async move {
                let file = files::keep(conn, &given.name, &given.kind, &given.bytes, &author, now).await?;
                let id = SheetImportId::fresh(now);
                conn.execute(ADD, cells![id.as_str(), i64::from(given.phase), &given.code, file.as_str(), &author, now]).await?;
                let detail = json!({ "import": id.as_str(), "file": given.name, "sha256": crate::sha256(&given.bytes) });
                audit::append(conn, now, &author, "sheet_import.start", &object(given.phase, &given.code), detail).await?;
                Ok(id)
            })
        })
        .await
}

pub async fn find(store: &Store, id: &SheetImportId) -> Result<Option<SheetImport>> {
    store.reader().await?.row(FIND, cells![id.as_str()], import).await
}

/// The latest imports of a contract, newest first.
pub async fn of_contract(store: &Store, phase: u8, code: &str) -> Result<Vec<SheetImport>> {
    store.reader().await?.rows(OF_CONTRACT, cells![i64::from(phase), code], import).await
}

pub async fn bytes(store: &Store, file: &FileId) -> Result<Option<Vec<u8>>> {
    Ok(files::read(store, file).await?.map(|(_, bytes)| bytes))
}

/// Says how the file is read, remembers it for these headings, and starts the reading. False when it is past that.
#[derive(Clone, Debug)]
pub struct Reading {
    pub layout: String,
    /// Fingerprint of the headings.
    pub headings: String,
    pub defaults: String,
    pub rows: i64,
}

pub async fn read(store: &Store, import: &SheetImport, reading: Reading, author: &str, now: Timestamp) -> Result<bool> {
    let (import, author) = (import.clone(), author.to_owned());
    let stale = now - SignedDuration::from_secs(STALE_SECONDS);
    store
        .write(move |conn| {
            Box::pin(async move {
                let cells = cells![import.id.as_str(), &reading.layout, &reading.defaults, reading.rows, now, stale];
                if conn.execute(READ, cells).await? == 0 {
                    return Ok(false);
                }
                let cells = cells![i64::from(import.phase), &import.code, &reading.headings, &reading.layout, &author, now];
                conn.execute(REMEMBER, cells).await?;
                Ok(true)
            })
        })
        .await
}

/// How this territory read a file with the same headings; JSON.
pub async fn remembered(store: &Store, phase: u8, code: &str, headings: &str) -> Result<Option<String>> {
    store.reader().await?.row(REMEMBERED, cells![i64::from(phase), code, headings], |row| row.text("layout")).await
}

/// A sign of life, and how far the work is.
pub async fn progress(store: &Store, id: &SheetImportId, done: i64, now: Timestamp) -> Result<()> {
    step(store, PROGRESS, cells![id.as_str(), done, now]).await.map(drop)
}

/// What would be written is known.
pub async fn found(store: &Store, id: &SheetImportId, result: &str, now: Timestamp) -> Result<bool> {
    step(store, FOUND, cells![id.as_str(), result, now]).await
}

/// Takes the import to write it; true for one caller only.
pub async fn begin(store: &Store, id: &SheetImportId, now: Timestamp) -> Result<bool> {
    step(store, BEGIN, cells![id.as_str(), now]).await
}

/// Nothing was written: it waits for a decision again.
pub async fn again(store: &Store, id: &SheetImportId, now: Timestamp) -> Result<bool> {
    step(store, AGAIN, cells![id.as_str(), now]).await
}

pub async fn fail(store: &Store, id: &SheetImportId, why: &str, now: Timestamp) -> Result<bool> {
    step(store, FAIL, cells![id.as_str(), why, now]).await
}

async fn step(store: &Store, sql: &'static str, cells: Vec<crate::conn::Cell>) -> Result<bool> {
    store.write(move |conn| Box::pin(async move { Ok(conn.execute(sql, cells).await? == 1) })).await
}

/// What the audit files acts under.
fn object(phase: u8, code: &str) -> String {
    format!("contract:{phase}:{code}")
}

pub(crate) async fn find_in(conn: &mut Conn, id: &SheetImportId) -> Result<Option<SheetImport>> {
    conn.row(FIND, cells![id.as_str()], import).await
}

fn import(row: &Row) -> Result<SheetImport> {
    let code = row.text("state")?;
    let state = STATES.iter().find(|(_, known)| *known == code).map(|(state, _)| *state);
    Ok(SheetImport {
        id: SheetImportId(row.text("import_id")?),
        phase: u8::try_from(row.whole("phase")?).map_err(|error| crate::StoreError::unreadable("phase", error))?,
        code: row.text("code")?,
        file: files::file(row)?,
        state: state.ok_or_else(|| crate::StoreError::unreadable("state", code))?,
        layout: row.text("layout")?,
        defaults: row.text("defaults")?,
        done: row.whole("rows_done")?,
        total: row.whole("rows_total")?,
        result: row.text("result")?,
        author: row.text("author")?,
        created_at: row.time("started_at")?,
        touched_at: row.time("touched_at")?,
        ended_at: row.maybe_time("ended_at")?,
    })
}
