//! The action sheets of the contracts of territories, and every version of them.
//!
//! Only a [`Sound`] sheet is stored: the life cycle has admitted it. Saves are guarded by the version the author
//! started from; the state and the pace change by a decision only ([`decide`]).

mod bulk;
mod decisions;
pub(crate) mod drawn;
pub(crate) mod history;
pub(crate) mod list;

pub use bulk::{Change, Maker, Undone, apply, batch, maker, undo};
pub use decisions::{Recorded, committees, decide, decisions, decisions_since};
pub use history::{Version, changes_since, version, versions};
pub use list::{After, Filter, Line, Order, column, count, counts, has_synthetic, list, of_owner, owners, search};

use crate::conn::{Conn, Result, Row, cells, to_json};
use crate::idempotency::{self, Key, Request};
use crate::{ProjectId, SheetId, Store, StoreError, audit};
use contracts::{Sheet, Sound, changed};
use domain::Date;
use jiff::Timestamp;
use serde_json::json;

/// The territory of a contract, and the region that steers it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    pub phase: u8,
    pub code: String,
    /// INSEE code.
    pub region: String,
}

/// A sheet as it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Stored {
    pub id: SheetId,
    pub place: Place,
    /// From 1, one more at each save. Send it back with the next save.
    pub version: i64,
    pub sheet: Sheet,
    /// The project of the line it was made from.
    pub project: Option<ProjectId>,
    pub created_at: Timestamp,
    pub changed_at: Timestamp,
}

/// What became of a save.
#[derive(Clone, Debug, PartialEq)]
pub enum Saved {
    /// Saved as this version; the one given when nothing had changed: no version is made of nothing.
    Saved(i64),
    /// Someone saved since; nothing was written. `base` is what the author started from, `current` what they saved:
    /// see [`contracts::merge`].
    Conflict {
        base: Box<Sheet>,
        current: Box<Stored>,
    },
    Gone,
}

/// How a version came to be.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Cause<'a> {
    pub author: &'a str,
    pub restored_from: Option<i64>,
    pub batch: Option<&'a str>,
    /// A decision, or the undoing of one: the state may change.
    pub decided: bool,
}

/// Closed sheets sort last by due date, on both engines.
pub(crate) const NEVER: &str = "9999-12-31";

const STORED: &str = "SELECT s.id, s.phase, s.code, s.region, s.version, v.sheet, s.project_id, s.created_at, s.changed_at FROM sheet s \
     JOIN sheet_version v ON v.sheet_id = s.id AND v.version = s.version WHERE s.id = $1";
const OF_CONTRACT: &str = "SELECT s.id, s.phase, s.code, s.region, s.version, v.sheet, s.project_id, s.created_at, s.changed_at FROM sheet s \
     JOIN sheet_version v ON v.sheet_id = s.id AND v.version = s.version WHERE s.phase = $1 AND s.code = $2 ORDER BY s.rank, s.id";
const OF_PROJECT: &str = "SELECT id, phase, code FROM sheet WHERE project_id = $1 ORDER BY id";
const CREATE: &str = "INSERT INTO sheet (id, phase, code, region, number, title, holder, state, is_open, axes, owner, owner_name, \
     next_action, due, accelerated, published, synthetic, total_cost, rank, folded, project_id, version, created_at, changed_at) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, 1, $22, $22)";
const ADD_VERSION: &str = "INSERT INTO sheet_version (sheet_id, version, sheet, author, at, changed, restored_from, batch) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
/// The guard: on either engine, of all those who started from the same version, one row is touched once.
const ADVANCE: &str = "UPDATE sheet SET version = version + 1, number = $3, title = $4, holder = $5, state = $6, is_open = $7, axes = $8, \
     owner = $9, owner_name = $10, next_action = $11, due = $12, accelerated = $13, published = $14, synthetic = $15, total_cost = $16, \
     rank = $17, folded = $18, changed_at = $19 WHERE id = $1 AND version = $2";

/// Creates a sheet, in whichever state it was admitted; with a `key`, a retry gives the same sheet.
pub async fn create(
    store: &Store,
    place: &Place,
    sheet: &Sound,
    project: Option<&ProjectId>,
    author: &str,
    key: Option<&Key>,
    now: Timestamp,
) -> Result<SheetId> {
    let text = to_json("sheet", &**sheet)?;
    let scope = format!("sheet.create:{}:{}", place.phase, place.code);
    let request = key.map(|key| Request::new(key, &scope, &[&text]));
    let (place, sheet, project, author) = (place.clone(), sheet.clone(), project.cloned(), author.to_owned());
    store
        .write(move |conn| {
            Box::pin(async move {
                if let Some(answer) = idempotency::claim(conn, request.as_ref(), now).await? {
                    return SheetId::parse(&answer).ok_or_else(|| StoreError::unreadable("idempotency", answer));
                }
                let cause = Cause { author: &author, ..Cause::default() };
                let id = insert(conn, &place, &sheet, project.as_ref(), cause, now).await?;
                idempotency::settle(conn, request.as_ref(), id.as_str()).await?;
                Ok(id)
            })
        })
        .await
}

/// Creates all of them or none, in one transaction, undone together under `batch`.
pub async fn create_all(
    store: &Store,
    place: &Place,
    sheets: Vec<Sound>,
    batch: Option<&str>,
    author: &str,
    now: Timestamp,
) -> Result<Vec<SheetId>> {
    let (place, author, batch) = (place.clone(), author.to_owned(), batch.map(str::to_owned));
    store
        .write(move |conn| {
            Box::pin(async move {
                let mut ids = Vec::with_capacity(sheets.len());
                let cause = Cause { author: &author, batch: batch.as_deref(), ..Cause::default() };
                for sheet in &sheets {
                    ids.push(insert(conn, &place, sheet, None, cause, now).await?);
                }
                Ok(ids)
            })
        })
        .await
}

pub async fn find(store: &Store, id: &SheetId) -> Result<Option<Stored>> {
    store.reader().await?.row(STORED, cells![id.as_str()], stored).await
}

/// Every sheet of a contract, whole, in the order of its numbers: for exports and the hand-over.
pub async fn all(store: &Store, phase: u8, code: &str) -> Result<Vec<Stored>> {
    store.reader().await?.rows(OF_CONTRACT, cells![i64::from(phase), code], stored).await
}

/// Sheets made from this project: (sheet, phase, code).
pub async fn of_project(store: &Store, project: &ProjectId) -> Result<Vec<(SheetId, u8, String)>> {
    let read = |row: &Row| Ok((SheetId(row.text("id")?), phase(row)?, row.text("code")?));
    store.reader().await?.rows(OF_PROJECT, cells![project.as_str()], read).await
}

/// Saves edited fields if the sheet still stands at `expected`.
pub async fn save(
    store: &Store,
    id: &SheetId,
    expected: i64,
    sheet: &Sound,
    author: &str,
    key: Option<&Key>,
    now: Timestamp,
) -> Result<Saved> {
    let text = to_json("sheet", &**sheet)?;
    let scope = format!("sheet.save:{id}");
    let request = key.map(|key| Request::new(key, &scope, &[&expected.to_string(), &text]));
    let (id, sheet, author) = (id.clone(), sheet.clone(), author.to_owned());
    store
        .write(move |conn| {
            Box::pin(async move {
                if let Some(answer) = idempotency::claim(conn, request.as_ref(), now).await? {
                    return answer.parse().map(Saved::Saved).map_err(|_| StoreError::unreadable("idempotency", answer));
                }
                let cause = Cause { author: &author, ..Cause::default() };
                let saved = write_version(conn, &id, expected, &sheet, cause, now).await?;
                match &saved {
                    Saved::Saved(version) => idempotency::settle(conn, request.as_ref(), &version.to_string()).await?,
                    Saved::Conflict { .. } | Saved::Gone => idempotency::release(conn, request.as_ref()).await?,
                }
                Ok(saved)
            })
        })
        .await
}

/// Brings the fields of an earlier version back as a new one, if the sheet still stands at `expected`: nothing is
/// erased, so this too can be undone. `sheet` keeps the state that stands.
pub async fn restore(store: &Store, id: &SheetId, expected: i64, sheet: &Sound, from: i64, author: &str, now: Timestamp) -> Result<Saved> {
    let (id, sheet, author) = (id.clone(), sheet.clone(), author.to_owned());
    store
        .write(move |conn| {
            Box::pin(async move {
                let cause = Cause { author: &author, restored_from: Some(from), ..Cause::default() };
                write_version(conn, &id, expected, &sheet, cause, now).await
            })
        })
        .await
}

/// The one place a sheet is added.
pub(crate) async fn insert(
    conn: &mut Conn,
    place: &Place,
    sheet: &Sound,
    project: Option<&ProjectId>,
    cause: Cause<'_>,
    now: Timestamp,
) -> Result<SheetId> {
    let id = SheetId::fresh(now);
    let mut cells = cells![id.as_str(), i64::from(place.phase), &place.code, &place.region];
    cells.extend(columns(sheet));
    cells.extend(cells![project.map(|p| p.to_string()), now]);
    conn.execute(CREATE, cells).await?;
    let text = to_json("sheet", &**sheet)?;
    let batch = cause.batch.map(str::to_owned);
    conn.execute(ADD_VERSION, cells![id.as_str(), 1, text, cause.author, now, "[]", None::<i64>, batch]).await?;
    if !sheet.indicators.is_empty() {
        drawn::draw(conn, &id, sheet).await?;
    }
    let detail = json!({ "phase": place.phase, "code": place.code });
    audit::append(conn, now, cause.author, "sheet.create", &object(&id), detail).await?;
    Ok(id)
}

/// The one place a version is added: by a save, a decision, a batch, or by bringing an old version back.
pub(crate) async fn write_version(
    conn: &mut Conn,
    id: &SheetId,
    expected: i64,
    sheet: &Sound,
    cause: Cause<'_>,
    now: Timestamp,
) -> Result<Saved> {
    let Some(before) = conn.row(STORED, cells![id.as_str()], stored).await? else { return Ok(Saved::Gone) };
    let changed = changed(&before.sheet, sheet);
    if before.version == expected && changed.is_empty() {
        return Ok(Saved::Saved(expected));
    }
    let moved = before.sheet.state != sheet.state || before.sheet.accelerated != sheet.accelerated;
    if before.version == expected && moved && !cause.decided {
        let why = "the state of a sheet changes by a decision".into();
        return Err(StoreError::Unstorable { what: object(id), why });
    }
    let mut cells = cells![id.as_str(), expected];
    cells.extend(columns(sheet));
    cells.push(now.into());
    if conn.execute(ADVANCE, cells).await? == 0 {
        return conflict(conn, id, expected).await;
    }
    let version = expected + 1;
    let (text, keys) = (to_json("sheet", &**sheet)?, to_json("changed", &changed)?);
    let batch = cause.batch.map(str::to_owned);
    conn.execute(ADD_VERSION, cells![id.as_str(), version, text, cause.author, now, keys, cause.restored_from, batch]).await?;
    if before.sheet.indicators != sheet.indicators {
        drawn::draw(conn, id, sheet).await?;
    }
    let what = if cause.restored_from.is_some() { "sheet.restore" } else { "sheet.save" };
    let detail = json!({ "version": version, "changed": changed, "restored_from": cause.restored_from, "batch": cause.batch });
    audit::append(conn, now, cause.author, what, &object(id), detail).await?;
    Ok(Saved::Saved(version))
}

/// Read after the guard refused, so that it is what the other committed, not what was there before.
async fn conflict(conn: &mut Conn, id: &SheetId, expected: i64) -> Result<Saved> {
    let Some(current) = conn.row(STORED, cells![id.as_str()], stored).await? else { return Ok(Saved::Gone) };
    let base = history::read_version(conn, id, expected).await?;
    let base = base.map_or_else(|| current.sheet.clone(), |(_, sheet)| sheet);
    Ok(Saved::Conflict { base: Box::new(base), current: Box::new(current) })
}

/// From `number` to `folded`, in the order of [`CREATE`] and [`ADVANCE`].
fn columns(sheet: &Sound) -> Vec<crate::conn::Cell> {
    let flag = |flag: bool| i64::from(flag);
    let owner = sheet.owner.as_ref();
    cells![
        &sheet.number,
        &sheet.title,
        &sheet.holder,
        &sheet.state,
        flag(sheet.is_open()),
        list::axes(&sheet.axes),
        owner.map_or_else(String::new, contracts::Owner::key),
        owner.map_or_else(String::new, |o| o.name.clone()),
        &sheet.next_action,
        sheet.due.map_or_else(|| NEVER.to_owned(), |d| d.to_string()),
        flag(sheet.accelerated),
        flag(sheet.published),
        flag(sheet.synthetic),
        sheet.total_cost.map(|c| c.0),
        sheet.rank(),
        sheet.folded(),
    ]
}

pub(crate) fn object(id: &SheetId) -> String {
    format!("sheet:{id}")
}

pub(crate) fn phase(row: &Row) -> Result<u8> {
    u8::try_from(row.whole("phase")?).map_err(|error| StoreError::unreadable("phase", error))
}

pub(crate) fn day(row: &Row, column: &'static str) -> Result<Date> {
    row.text(column)?.parse().map_err(|error: jiff::Error| StoreError::unreadable(column, error))
}

fn stored(row: &Row) -> Result<Stored> {
    Ok(Stored {
        id: SheetId(row.text("id")?),
        place: Place { phase: phase(row)?, code: row.text("code")?, region: row.text("region")? },
        version: row.whole("version")?,
        sheet: row.json("sheet")?,
        project: row.maybe_text("project_id")?.map(ProjectId),
        created_at: row.time("created_at")?,
        changed_at: row.time("changed_at")?,
    })
}
