//! The sheets of an import, written in one transaction with the end of the import itself: a server that dies in the
//! middle has written nothing, and what was written once is not written again.

use super::{find_in, object};
use crate::conn::{Conn, Result, cells};
use crate::sheets::{self, Cause, Place, Saved};
use crate::{SheetId, SheetImportId, Store, audit};
use contracts::Sound;
use jiff::Timestamp;
use serde_json::json;

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Batch {
    pub created: Vec<Sound>,
    /// Known sheets, each with the version it was compared with.
    pub changed: Vec<(SheetId, i64, Sound)>,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Written {
    Written {
        created: usize,
        changed: usize,
    },
    /// Somebody changed this sheet since it was compared: nothing was written.
    Moved(SheetId),
    /// The import no longer waits to be written.
    Past,
}

const END: &str = "UPDATE sheet_import SET state = 'done', rows_done = rows_total, result = $2, touched_at = $3, ended_at = $3 \
     WHERE id = $1 AND state = 'writing'";

/// Writes all of it, or nothing; `result` is what the import then says of itself.
pub async fn write(
    store: &Store,
    id: &SheetImportId,
    place: &Place,
    batch: Batch,
    result: &str,
    author: &str,
    now: Timestamp,
) -> Result<Written> {
    let (id, place, result, author) = (id.clone(), place.clone(), result.to_owned(), author.to_owned());
    let moved = std::sync::Arc::new(std::sync::Mutex::new(None));
    let told = moved.clone();
    let written = store
        .write(move |conn| {
            Box::pin(async move {
                let end = End { id: &id, place: &place, result: &result, author: &author };
                match write_in(conn, &end, &batch, now).await? {
                    Written::Moved(sheet) => {
                        // Told outside the transaction, which an error undoes.
                        *told.lock().unwrap_or_else(|poisoned| poisoned.into_inner()) = Some(sheet);
                        Err(crate::StoreError::Busy { why: "sheet changed since it was compared".into() })
                    }
                    other => Ok(other),
                }
            })
        })
        .await;
    let moved = moved.lock().unwrap_or_else(|poisoned| poisoned.into_inner()).take();
    match (written, moved) {
        (Err(_), Some(sheet)) => Ok(Written::Moved(sheet)),
        (written, _) => written,
    }
}

struct End<'a> {
    id: &'a SheetImportId,
    place: &'a Place,
    result: &'a str,
    author: &'a str,
}

async fn write_in(conn: &mut Conn, end: &End<'_>, batch: &Batch, now: Timestamp) -> Result<Written> {
    // First the guard: on PostgreSQL it holds the row until the commit, and a second server finds it done.
    if conn.execute(END, cells![end.id.as_str(), end.result, now]).await? == 0 {
        return Ok(Written::Past);
    }
    let cause = || Cause { author: end.author, batch: Some(end.id.as_str()), ..Cause::default() };
    for sheet in &batch.created {
        sheets::insert(conn, end.place, sheet, None, cause(), now).await?;
    }
    for (sheet, version, after) in &batch.changed {
        match sheets::write_version(conn, sheet, *version, after, cause(), now).await? {
            Saved::Saved(_) => {}
            Saved::Conflict { .. } | Saved::Gone => return Ok(Written::Moved(sheet.clone())),
        }
    }
    let (created, changed) = (batch.created.len(), batch.changed.len());
    let file = find_in(conn, end.id).await?.map(|import| import.file.sha256).unwrap_or_default();
    let detail = json!({ "import": end.id.as_str(), "file": file, "created": created, "changed": changed });
    audit::append(conn, now, end.author, "sheet_import.write", &object(end.place.phase, &end.place.code), detail).await?;
    Ok(Written::Written { created, changed })
}
