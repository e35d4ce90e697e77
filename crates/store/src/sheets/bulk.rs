//! What is done to many sheets at once, and undone together.

use super::{Cause, STORED, Saved, decisions, history, stored, write_version};
use crate::conn::{Conn, Result, Row, cells};
use crate::{SheetId, Store, audit};
use contracts::{Decision, Sound};
use jiff::Timestamp;
use serde_json::json;

/// One sheet of a batch.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    pub id: SheetId,
    /// The version it was judged at.
    pub expected: i64,
    pub sheet: Sound,
    /// The decision that changes it, with the pieces asked and not seen.
    pub decision: Option<(Decision, Vec<String>)>,
}

/// What became of the undoing of a batch.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Undone {
    pub undone: Vec<SheetId>,
    /// Changed by somebody since: left as they stand.
    pub left: Vec<SheetId>,
}

/// Who made a batch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Maker {
    /// Signature.
    pub author: String,
    /// What a committee decides was recorded, and not fields edited.
    pub decided: bool,
}

/// A batch does one thing to all its sheets: the first tells.
const MAKER: &str = "SELECT v.author, (SELECT COUNT(*) FROM sheet_decision d WHERE d.sheet_id = v.sheet_id AND d.version = v.version) \
     AS decisions FROM sheet_version v WHERE v.batch = $1 ORDER BY v.sheet_id, v.version LIMIT 1";
const OF_BATCH: &str = "SELECT v.sheet_id, v.version, s.version AS stands FROM sheet_version v JOIN sheet s ON s.id = v.sheet_id \
     WHERE v.batch = $1 ORDER BY v.sheet_id, v.version";
const UNDO_DECISION: &str =
    "UPDATE sheet_decision SET undone_at = $3, undone_by = $4 WHERE sheet_id = $1 AND version = $2 AND undone_at IS NULL";

/// Applies a batch in one transaction; each change says what became of it, in order: a sheet that somebody saved
/// meanwhile is left as they saved it.
pub async fn apply(store: &Store, changes: Vec<Change>, batch: &str, author: &str, now: Timestamp) -> Result<Vec<Saved>> {
    let (batch, author) = (batch.to_owned(), author.to_owned());
    store
        .write(move |conn| {
            Box::pin(async move {
                let mut outcomes = Vec::with_capacity(changes.len());
                for change in &changes {
                    outcomes.push(write_change(conn, change, Some(&batch), &author, now).await?);
                }
                Ok(outcomes)
            })
        })
        .await
}

pub(super) async fn write_change(conn: &mut Conn, change: &Change, batch: Option<&str>, author: &str, now: Timestamp) -> Result<Saved> {
    let Some(before) = conn.row(STORED, cells![change.id.as_str()], stored).await? else { return Ok(Saved::Gone) };
    let cause = Cause { author, batch, decided: change.decision.is_some(), ..Cause::default() };
    let saved = write_version(conn, &change.id, change.expected, &change.sheet, cause, now).await?;
    if let Saved::Saved(version) = saved
        && version > change.expected
    {
        decisions::record(conn, change, version, &before.sheet.state, author, now).await?;
    }
    Ok(saved)
}

/// The sheets of a batch: (sheet, the version the batch made, the version that stands).
pub async fn batch(store: &Store, batch: &str) -> Result<Vec<(SheetId, i64, i64)>> {
    store.reader().await?.rows(OF_BATCH, cells![batch], read).await
}

/// Who made a batch; None when there is none of this name.
pub async fn maker(store: &Store, batch: &str) -> Result<Option<Maker>> {
    let read = |row: &Row| Ok(Maker { author: row.text("author")?, decided: row.whole("decisions")? > 0 });
    store.reader().await?.row(MAKER, cells![batch], read).await
}

/// Brings back what stood before the batch, as new versions: nothing is erased. `judge` admits the sheet that stood before.
pub async fn undo(
    store: &Store,
    batch: &str,
    judge: impl Fn(&contracts::Sheet) -> Option<Sound> + Send + 'static,
    author: &str,
    now: Timestamp,
) -> Result<Undone> {
    let (batch, author) = (batch.to_owned(), author.to_owned());
    store
        .write(move |conn| {
            Box::pin(async move {
                let mut outcome = Undone::default();
                for (id, version, stands) in conn.rows(OF_BATCH, cells![&batch], read).await? {
                    let earlier =
                        if version == stands && version > 1 { history::read_version(conn, &id, version - 1).await? } else { None };
                    let Some(sheet) = earlier.and_then(|(_, sheet)| judge(&sheet)) else {
                        outcome.left.push(id);
                        continue;
                    };
                    let cause = Cause { author: &author, restored_from: Some(version - 1), batch: None, decided: true };
                    match write_version(conn, &id, version, &sheet, cause, now).await? {
                        Saved::Saved(_) => {
                            conn.execute(UNDO_DECISION, cells![id.as_str(), version, now, &author]).await?;
                            outcome.undone.push(id);
                        }
                        Saved::Conflict { .. } | Saved::Gone => outcome.left.push(id),
                    }
                }
                let detail = json!({ "batch": batch, "undone": outcome.undone.len(), "left": outcome.left.len() });
                audit::append(conn, now, &author, "sheet.undo", &format!("batch:{batch}"), detail).await?;
                Ok(outcome)
            })
        })
        .await
}

fn read(row: &Row) -> Result<(SheetId, i64, i64)> {
    Ok((SheetId(row.text("sheet_id")?), row.whole("version")?, row.whole("stands")?))
}
