//! The versions of a sheet, and what changed in a whole contract.

use crate::conn::{Conn, Result, Row, cells};
use crate::{SheetId, Store};
use contracts::Sheet;
use jiff::Timestamp;

#[derive(Clone, Debug, PartialEq)]
pub struct Version {
    pub sheet: SheetId,
    /// From 1.
    pub number: i64,
    pub author: String,
    pub at: Timestamp,
    /// Keys of what changed since the version before.
    pub changed: Vec<String>,
    /// The version this one brought back.
    pub restored_from: Option<i64>,
    /// What was done together.
    pub batch: Option<String>,
}

const VERSIONS: &str = "SELECT sheet_id, version, author, at, changed, restored_from, batch FROM sheet_version \
     WHERE sheet_id = $1 ORDER BY version DESC";
const VERSION: &str = "SELECT sheet_id, version, author, at, changed, restored_from, batch, sheet FROM sheet_version \
     WHERE sheet_id = $1 AND version = $2";
const SINCE: &str = "SELECT v.sheet_id, v.version, v.author, v.at, v.changed, v.restored_from, v.batch FROM sheet_version v \
     JOIN sheet s ON s.id = v.sheet_id WHERE s.phase = $1 AND s.code = $2 AND s.changed_at >= $3 AND v.at >= $3 \
     ORDER BY v.at DESC, v.sheet_id DESC, v.version DESC LIMIT $4";

/// Every version, newest first.
pub async fn versions(store: &Store, id: &SheetId) -> Result<Vec<Version>> {
    store.reader().await?.rows(VERSIONS, cells![id.as_str()], read).await
}

/// One version, whole.
pub async fn version(store: &Store, id: &SheetId, number: i64) -> Result<Option<(Version, Sheet)>> {
    read_version(&mut store.reader().await?, id, number).await
}

/// What was written in a contract from `since` on, newest first, at most so many.
pub async fn changes_since(store: &Store, phase: u8, code: &str, since: Timestamp, most: u32) -> Result<Vec<Version>> {
    store.reader().await?.rows(SINCE, cells![i64::from(phase), code, since, i64::from(most)], read).await
}

pub(crate) async fn read_version(conn: &mut Conn, id: &SheetId, number: i64) -> Result<Option<(Version, Sheet)>> {
    conn.row(VERSION, cells![id.as_str(), number], |row| Ok((read(row)?, row.json("sheet")?))).await
}

fn read(row: &Row) -> Result<Version> {
    Ok(Version {
        sheet: SheetId(row.text("sheet_id")?),
        number: row.whole("version")?,
        author: row.text("author")?,
        at: row.time("at")?,
        changed: row.json("changed")?,
        restored_from: row.maybe_whole("restored_from")?,
        batch: row.maybe_text("batch")?,
    })
}
