//! The financing lines of action sheets, and every version of them. Saves are guarded by the version the author started
//! from; a line that was taken away can be brought back. A line drawn from an application is written by the steps of that
//! application alone, and a typed line about the same request gives way to it (`docs/decisions/0026`). An application that counts
//! in no sheet is added up beside them (`docs/decisions/0045`).
//!
//! What a line must keep is judged before it comes here ([`grants::problems`]); the base holds the order of paid, contracted
//! and granted once more.

mod alone;
mod drawn;
mod funnel;
mod open_data;
mod row;

pub use alone::{Alone, alone};
pub(crate) use alone::{leave, stand};
pub use drawn::holder_of;
pub(crate) use drawn::{draw, erase};
pub use funnel::{By, Filter, Group, Histogram, Lived, Reasons, changes, delays, delays_by, groups, invented, reasons};
pub use open_data::{Applicant, Published, published};

use crate::conn::{Conn, Result, Row, cells, to_json};
use crate::idempotency::{self, Key, Request};
use crate::{ApplicationId, FundingId, SheetId, Store, StoreError, audit};
use grants::Line;
use jiff::Timestamp;
use serde_json::json;

/// A line as it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Stored {
    pub id: FundingId,
    pub sheet: SheetId,
    /// From 1, one more at each save. Send it back with the next save.
    pub version: i64,
    pub line: Line,
    pub changed_at: Timestamp,
    pub removed_at: Option<Timestamp>,
    /// The application it is drawn from; none for a line that was typed.
    pub application: Option<ApplicationId>,
    /// The application that is the same request, for a typed line that gave way to it.
    pub replaced_by: Option<ApplicationId>,
}

/// What became of a save.
#[derive(Clone, Debug, PartialEq)]
pub enum Saved {
    Saved(i64),
    /// Somebody saved since; nothing was written. `base` is what the author started from.
    Conflict {
        base: Box<Line>,
        current: Box<Stored>,
    },
    Gone,
    /// This application holds the request: its own line is drawn from it, a typed one would count it twice. Nothing was written.
    Held(ApplicationId),
}

/// One entry of the history of the money of a sheet.
#[derive(Clone, Debug, PartialEq)]
pub struct Version {
    pub id: FundingId,
    pub version: i64,
    /// "add", "save", "remove", "restore"; "replace" when an application took the place of a typed line.
    pub kind: String,
    pub line: Line,
    pub author: String,
    pub at: Timestamp,
    /// The application the line is drawn from.
    pub application: Option<ApplicationId>,
}

macro_rules! lines {
    ($rest:literal) => {
        concat!("SELECT id, sheet_id, version, line, changed_at, removed_at, application, replaced_by FROM sheet_funding ", $rest)
    };
}

const STORED: &str = lines!("WHERE id = $1");
const OF_SHEET: &str = lines!("WHERE sheet_id = $1 ORDER BY created_at, id");
const OF_APPLICATION: &str = lines!("WHERE application = $1");
const OF_CONTRACT: &str = lines!("WHERE phase = $1 AND code = $2 AND removed_at IS NULL ORDER BY sheet_id, created_at, id");
const ADD: &str = "INSERT INTO sheet_funding (id, sheet_id, version, line, phase, code, region, is_public, programme, fund, operator, call, \
     funder, year, asked, granted, contracted, paid, refused, reason, days_granted, days_contracted, days_paid, days_refused, published, \
     created_at, changed_at) SELECT $1, s.id, 1, $3, s.phase, s.code, s.region, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, \
     $17, $18, $19, $20, $21, $22, $22 FROM sheet s WHERE s.id = $2";
/// The guard: of all those who started from the same version, one row is touched once.
const ADVANCE: &str = "UPDATE sheet_funding SET version = version + 1, line = $3, is_public = $4, programme = $5, fund = $6, operator = $7, \
     call = $8, funder = $9, year = $10, asked = $11, granted = $12, contracted = $13, paid = $14, refused = $15, reason = $16, \
     days_granted = $17, days_contracted = $18, days_paid = $19, days_refused = $20, published = $21, changed_at = $22, removed_at = $23, \
     replaced_by = NULL WHERE id = $1 AND version = $2";
const ADD_VERSION: &str = "INSERT INTO sheet_funding_version (funding_id, version, sheet_id, kind, line, author, at) \
     VALUES ($1, $2, $3, $4, $5, $6, $7)";
const VERSION: &str = "SELECT line FROM sheet_funding_version WHERE funding_id = $1 AND version = $2";
const VERSIONS: &str = "SELECT v.funding_id, v.version, v.kind, v.line, v.author, v.at, f.application FROM sheet_funding_version v \
     JOIN sheet_funding f ON f.id = v.funding_id WHERE v.sheet_id = $1 \
     ORDER BY v.at DESC, v.funding_id DESC, v.version DESC LIMIT $2";
const TICK: &str = "UPDATE funding_clock SET changes = changes + 1 WHERE id = 1";

/// Adds a line to a sheet; with a `key`, a retry gives the same line. None when there is no such sheet.
///
/// # Errors
/// Besides those of the base: an application already holds the request (ask [`holder_of`] first, to say so).
pub async fn add(
    store: &Store,
    sheet: &SheetId,
    line: &Line,
    author: &str,
    key: Option<&Key>,
    now: Timestamp,
) -> Result<Option<FundingId>> {
    let text = to_json("line", line)?;
    let request = key.map(|key| Request::new(key, &format!("funding.add:{sheet}"), &[&text]));
    let (sheet, line, author) = (sheet.clone(), line.clone(), author.to_owned());
    store
        .write(move |conn| {
            Box::pin(async move {
                if let Some(answer) = idempotency::claim(conn, request.as_ref(), now).await? {
                    return FundingId::parse(&answer).map(Some).ok_or_else(|| StoreError::unreadable("idempotency", answer));
                }
                if let Some(application) = drawn::holder(conn, &sheet, &line).await? {
                    return Err(StoreError::Unstorable { what: object(&sheet), why: format!("application {application}") });
                }
                let id = insert(conn, &sheet, &line, &author, now).await?;
                match &id {
                    Some(id) => {
                        let detail = json!({ "funding": id.as_str(), "planned": line.planned });
                        audit::append(conn, now, &author, "funding.add", &object(&sheet), detail).await?;
                        idempotency::settle(conn, request.as_ref(), id.as_str()).await?;
                        tick(conn).await?;
                    }
                    None => idempotency::release(conn, request.as_ref()).await?,
                }
                Ok(id)
            })
        })
        .await
}

/// Adds all of them or none; a line whose sheet does not exist refuses the whole. For sheets that no application counts in:
/// invented ones.
pub async fn add_all(store: &Store, lines: Vec<(SheetId, Line)>, author: &str, now: Timestamp) -> Result<usize> {
    let author = author.to_owned();
    store
        .write(move |conn| {
            Box::pin(async move {
                for (sheet, line) in &lines {
                    if insert(conn, sheet, line, &author, now).await?.is_none() {
                        return Err(StoreError::Unstorable { what: object(sheet), why: "no such sheet".into() });
                    }
                }
                audit::append(conn, now, &author, "funding.add_all", "funding", json!({ "lines": lines.len() })).await?;
                tick(conn).await?;
                Ok(lines.len())
            })
        })
        .await
}

pub async fn find(store: &Store, id: &FundingId) -> Result<Option<Stored>> {
    store.reader().await?.row(STORED, cells![id.as_str()], stored).await
}

/// Every line of a sheet in the order they were added, those taken away included.
pub async fn of_sheet(store: &Store, sheet: &SheetId) -> Result<Vec<Stored>> {
    store.reader().await?.rows(OF_SHEET, cells![sheet.as_str()], stored).await
}

/// The lines that stand in every sheet of a contract, sheet by sheet: for the hand-over.
pub async fn of_contract(store: &Store, phase: u8, code: &str) -> Result<Vec<Stored>> {
    store.reader().await?.rows(OF_CONTRACT, cells![i64::from(phase), code], stored).await
}

/// The history of the money of a sheet, newest first.
pub async fn versions(store: &Store, sheet: &SheetId, most: u32) -> Result<Vec<Version>> {
    let read = |row: &Row| {
        Ok(Version {
            id: FundingId(row.text("funding_id")?),
            version: row.whole("version")?,
            kind: row.text("kind")?,
            line: row.json("line")?,
            author: row.text("author")?,
            at: row.time("at")?,
            application: row.maybe_text("application")?.map(ApplicationId),
        })
    };
    store.reader().await?.rows(VERSIONS, cells![sheet.as_str(), i64::from(most)], read).await
}

/// Saves a line if it still stands at `expected`; saving it brings it back when it had been taken away.
pub async fn save(
    store: &Store,
    id: &FundingId,
    expected: i64,
    line: &Line,
    author: &str,
    key: Option<&Key>,
    now: Timestamp,
) -> Result<Saved> {
    let text = to_json("line", line)?;
    let request = key.map(|key| Request::new(key, &format!("funding.save:{id}"), &[&expected.to_string(), &text]));
    let (id, line, author) = (id.clone(), line.clone(), author.to_owned());
    store
        .write(move |conn| {
            Box::pin(async move {
                if let Some(answer) = idempotency::claim(conn, request.as_ref(), now).await? {
                    return answer.parse().map(Saved::Saved).map_err(|_| StoreError::unreadable("idempotency", answer));
                }
                let saved = write_version(conn, &id, expected, Some(&line), "save", &author, now).await?;
                match &saved {
                    Saved::Saved(version) => idempotency::settle(conn, request.as_ref(), &version.to_string()).await?,
                    Saved::Conflict { .. } | Saved::Gone | Saved::Held(_) => idempotency::release(conn, request.as_ref()).await?,
                }
                Ok(saved)
            })
        })
        .await
}

/// Takes a line away, or brings it back; its history keeps both.
pub async fn remove(store: &Store, id: &FundingId, expected: i64, away: bool, author: &str, now: Timestamp) -> Result<Saved> {
    let (id, author) = (id.clone(), author.to_owned());
    let kind = if away { "remove" } else { "restore" };
    store.write(move |conn| Box::pin(async move { write_version(conn, &id, expected, None, kind, &author, now).await })).await
}

pub(crate) async fn insert(conn: &mut Conn, sheet: &SheetId, line: &Line, author: &str, now: Timestamp) -> Result<Option<FundingId>> {
    let id = FundingId::fresh(now);
    let text = to_json("line", line)?;
    let mut cells = cells![id.as_str(), sheet.as_str(), &text];
    cells.extend(row::columns(line));
    cells.push(now.into());
    if conn.execute(ADD, cells).await? == 0 {
        return Ok(None);
    }
    conn.execute(ADD_VERSION, cells![id.as_str(), 1, sheet.as_str(), "add", text, author, now]).await?;
    Ok(Some(id))
}

/// A version written by somebody; without a line, the one that stands.
async fn write_version(
    conn: &mut Conn,
    id: &FundingId,
    expected: i64,
    line: Option<&Line>,
    kind: &'static str,
    author: &str,
    now: Timestamp,
) -> Result<Saved> {
    let Some(before) = conn.row(STORED, cells![id.as_str()], stored).await? else { return Ok(Saved::Gone) };
    if let Some(application) = &before.application {
        return Ok(Saved::Held(application.clone()));
    }
    let line = line.unwrap_or(&before.line);
    let away = kind == "remove";
    // Sent again, what is taken away or back already is so, whatever version the form thought of.
    let stands = before.line == *line && before.removed_at.is_some() == away;
    if stands && (before.version == expected || kind != "save") {
        return Ok(Saved::Saved(before.version));
    }
    if !away && let Some(application) = drawn::holder(conn, &before.sheet, line).await? {
        return Ok(Saved::Held(application));
    }
    let Some(version) = advance(conn, (id, &before.sheet), expected, line, kind, author, now).await? else {
        return conflict(conn, id, expected).await;
    };
    let detail = json!({ "funding": id.as_str(), "version": version });
    audit::append(conn, now, author, &format!("funding.{kind}"), &object(&before.sheet), detail).await?;
    tick(conn).await?;
    Ok(Saved::Saved(version))
}

/// The one place a version is added, whoever writes it: its number, or none when another was added since `expected`.
async fn advance(
    conn: &mut Conn,
    (id, sheet): (&FundingId, &SheetId),
    expected: i64,
    line: &Line,
    kind: &'static str,
    author: &str,
    now: Timestamp,
) -> Result<Option<i64>> {
    let (text, version) = (to_json("line", line)?, expected + 1);
    let away = matches!(kind, "remove" | "replace");
    let mut cells = cells![id.as_str(), expected, &text];
    cells.extend(row::columns(line));
    cells.extend(cells![now, away.then_some(now)]);
    if conn.execute(ADVANCE, cells).await? == 0 {
        return Ok(None);
    }
    conn.execute(ADD_VERSION, cells![id.as_str(), version, sheet.as_str(), kind, text, author, now]).await?;
    Ok(Some(version))
}

/// Read after the guard refused, so that it is what the other committed, not what was there before.
async fn conflict(conn: &mut Conn, id: &FundingId, expected: i64) -> Result<Saved> {
    let Some(current) = conn.row(STORED, cells![id.as_str()], stored).await? else { return Ok(Saved::Gone) };
    let base = conn.row(VERSION, cells![id.as_str(), expected], |row| row.json("line")).await?;
    Ok(Saved::Conflict { base: Box::new(base.unwrap_or_else(|| current.line.clone())), current: Box::new(current) })
}

/// Whoever computed sums before this must compute them again.
pub(crate) async fn tick(conn: &mut Conn) -> Result<()> {
    conn.execute(TICK, vec![]).await.map(drop)
}

fn object(sheet: &SheetId) -> String {
    format!("sheet:{sheet}")
}

fn stored(row: &Row) -> Result<Stored> {
    Ok(Stored {
        id: FundingId(row.text("id")?),
        sheet: SheetId(row.text("sheet_id")?),
        version: row.whole("version")?,
        line: row.json("line")?,
        changed_at: row.time("changed_at")?,
        removed_at: row.maybe_time("removed_at")?,
        application: row.maybe_text("application")?.map(ApplicationId),
        replaced_by: row.maybe_text("replaced_by")?.map(ApplicationId),
    })
}
