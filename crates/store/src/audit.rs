//! Who did what to which object, and when: written in the transaction of the change itself, never altered.

use crate::Store;
use crate::conn::{Conn, Result, Row, cells, to_json};
use crate::id;
use jiff::Timestamp;
use serde_json::Value;

#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    pub id: String,
    pub at: Timestamp,
    /// "holder", "operator", a share's label: never a secret.
    pub who: String,
    /// "project.save", "site_list.withdraw"…
    pub what: String,
    /// "project:ID", "import:ID", "share:ID", "operator".
    pub object: String,
    pub detail: Value,
}

const APPEND: &str = "INSERT INTO audit (id, at, who, what, object, detail) VALUES ($1, $2, $3, $4, $5, $6)";
const LATEST: &str = "SELECT id, at, who, what, object, detail FROM audit ORDER BY at DESC, id DESC LIMIT $1";
const OF_OBJECT: &str = "SELECT id, at, who, what, object, detail FROM audit WHERE object = $1 ORDER BY at DESC, id DESC LIMIT $2";

pub(crate) async fn append(conn: &mut Conn, at: Timestamp, who: &str, what: &str, object: &str, detail: Value) -> Result<()> {
    let detail = to_json(what, &detail)?;
    conn.execute(APPEND, cells![id::fresh(at), at, who, what, object, detail]).await.map(drop)
}

/// Records something done outside the database: a dossier downloaded, a reference file replaced.
pub async fn record(store: &Store, who: &str, what: &str, object: &str, detail: Value, now: Timestamp) -> Result<()> {
    let (who, what, object) = (who.to_owned(), what.to_owned(), object.to_owned());
    store.write(move |conn| Box::pin(async move { append(conn, now, &who, &what, &object, detail).await })).await
}

/// The last `limit` entries, newest first.
pub async fn latest(store: &Store, limit: u32) -> Result<Vec<Entry>> {
    store.reader().await?.rows(LATEST, cells![i64::from(limit)], read).await
}

/// The last `limit` entries about `object`, newest first.
pub async fn of_object(store: &Store, object: &str, limit: u32) -> Result<Vec<Entry>> {
    store.reader().await?.rows(OF_OBJECT, cells![object, i64::from(limit)], read).await
}

fn read(row: &Row) -> Result<Entry> {
    Ok(Entry {
        id: row.text("id")?,
        at: row.time("at")?,
        who: row.text("who")?,
        what: row.text("what")?,
        object: row.text("object")?,
        detail: row.json("detail")?,
    })
}
