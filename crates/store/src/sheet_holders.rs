//! What the rules of State aid need of the holder of a sheet: its kind, its size, the aid its group already received. Kept
//! once per sheet, guarded by a version of its own, so that a sheet without a project is judged as one with it.

use crate::conn::{Conn, Result, Row, cells, to_json};
use crate::{SheetId, Store, audit};
use domain::PastAid;
use jiff::Timestamp;
use serde_json::json;

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Holder {
    /// Choices of the dictionary of facts; empty when nobody told.
    pub kind: String,
    pub size: String,
    pub past_aid: Vec<PastAid>,
    /// Somebody said that the list is whole.
    pub complete: bool,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Stored {
    pub holder: Holder,
    pub version: i64,
    pub changed_by: String,
    pub changed_at: Timestamp,
}

/// What became of a save.
#[derive(Clone, Debug, PartialEq)]
pub enum Saved {
    Saved(i64),
    /// Somebody saved in between; None when there is no such sheet.
    Conflict(Option<Box<Stored>>),
}

const FIND: &str = "SELECT version, kind, size, past_aid, complete, changed_by, changed_at FROM sheet_holder WHERE sheet_id = $1";
const ADD: &str = "INSERT INTO sheet_holder (sheet_id, version, kind, size, past_aid, complete, changed_by, changed_at) \
     SELECT id, 1, $2, $3, $4, $5, $6, $7 FROM sheet WHERE id = $1 ON CONFLICT (sheet_id) DO NOTHING";
/// The guard: of all those who started from the same version, one row is touched once.
const ADVANCE: &str = "UPDATE sheet_holder SET version = version + 1, kind = $2, size = $3, past_aid = $4, complete = $5, \
     changed_by = $6, changed_at = $7 WHERE sheet_id = $1 AND version = $8";

pub async fn find(store: &Store, sheet: &SheetId) -> Result<Option<Stored>> {
    find_in(&mut store.reader().await?, sheet).await
}

async fn find_in(conn: &mut Conn, sheet: &SheetId) -> Result<Option<Stored>> {
    conn.row(FIND, cells![sheet.as_str()], read).await
}

fn read(row: &Row) -> Result<Stored> {
    let holder =
        Holder { kind: row.text("kind")?, size: row.text("size")?, past_aid: row.json("past_aid")?, complete: row.whole("complete")? == 1 };
    Ok(Stored { holder, version: row.whole("version")?, changed_by: row.text("changed_by")?, changed_at: row.time("changed_at")? })
}

/// Saves on top of `expected`, 0 when nothing was told before. What stands so already is a save that was done.
pub async fn save(store: &Store, sheet: &SheetId, expected: i64, holder: &Holder, author: &str, now: Timestamp) -> Result<Saved> {
    let (sheet, holder, author) = (sheet.clone(), holder.clone(), author.to_owned());
    store
        .write(move |conn| {
            Box::pin(async move {
                let (aid, complete) = (to_json("past_aid", &holder.past_aid)?, i64::from(holder.complete));
                let told = || cells![sheet.as_str(), &holder.kind, &holder.size, &aid, complete, &author, now];
                let advanced = conn.execute(ADVANCE, told().into_iter().chain(cells![expected]).collect()).await?;
                // Nothing told before: whatever version the form thought of, this is the first.
                let touched = if advanced == 1 { 1 } else { conn.execute(ADD, told()).await? };
                let version = if advanced == 1 { expected + 1 } else { 1 };
                if touched == 0 {
                    return Ok(match find_in(conn, &sheet).await? {
                        Some(stands) if stands.holder == holder => Saved::Saved(stands.version),
                        stands => Saved::Conflict(stands.map(Box::new)),
                    });
                }
                let detail = json!({ "version": version, "aids": holder.past_aid.len(), "complete": holder.complete });
                audit::append(conn, now, &author, "sheet.holder", &format!("sheet:{sheet}"), detail).await?;
                Ok(Saved::Saved(version))
            })
        })
        .await
}
