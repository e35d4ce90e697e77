//! An import undone: sheets that it made and nobody has touched since are taken away, sheets that it changed get back
//! what stood before, as a new version. What somebody has worked on since is left, and told.

use super::{find_in, object};
use crate::conn::{Conn, Result, cells};
use crate::sheets::{self, Cause, Saved};
use crate::{SheetId, SheetImportId, Store, audit};
use contracts::{Sheet, Sound};
use jiff::Timestamp;
use serde_json::json;

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Undone {
    pub removed: usize,
    pub restored: usize,
    /// Touched since by somebody: left as they stand.
    pub left: Vec<SheetId>,
}

const END: &str = "UPDATE sheet_import SET state = 'undone', touched_at = $2, ended_at = $2 WHERE id = $1 AND state = 'done'";
const OF_BATCH: &str = "SELECT v.sheet_id, v.version, s.version AS stands FROM sheet_version v JOIN sheet s ON s.id = v.sheet_id \
     WHERE v.batch = $1 ORDER BY v.sheet_id, v.version";
/// What people have hung on a sheet.
const HUNG: &str = "SELECT (SELECT COUNT(*) FROM sheet_comment WHERE sheet_id = $1) + (SELECT COUNT(*) FROM sheet_decision WHERE sheet_id = $1) \
     + (SELECT COUNT(*) FROM sheet_blocking WHERE sheet_id = $1) + (SELECT COUNT(*) FROM sheet_funding WHERE sheet_id = $1) \
     + (SELECT COUNT(*) FROM orientation_proposal WHERE sheet_id = $1) \
     + (SELECT COUNT(*) FROM application WHERE sheet = $1) + (SELECT COUNT(*) FROM attachment WHERE object = $2) AS hung";
const REMOVE_VERSIONS: &str = "DELETE FROM sheet_version WHERE sheet_id = $1 AND version = 1";
const REMOVE: &str = "DELETE FROM sheet WHERE id = $1 AND version = 1";

/// None when the import is not one that was done. `judge` admits what stood before.
pub async fn undo(
    store: &Store,
    id: &SheetImportId,
    judge: impl Fn(&Sheet) -> Option<Sound> + Send + Sync + 'static,
    author: &str,
    now: Timestamp,
) -> Result<Option<Undone>> {
    let (id, author) = (id.clone(), author.to_owned());
    store.write(move |conn| Box::pin(async move { undo_in(conn, &id, &judge, &author, now).await })).await
}

async fn undo_in(
    conn: &mut Conn,
    id: &SheetImportId,
    judge: &(impl Fn(&Sheet) -> Option<Sound> + Send + Sync),
    author: &str,
    now: Timestamp,
) -> Result<Option<Undone>> {
    let Some(import) = find_in(conn, id).await? else { return Ok(None) };
    if conn.execute(END, cells![id.as_str(), now]).await? == 0 {
        return Ok(None);
    }
    let mut undone = Undone::default();
    let touched =
        conn.rows(OF_BATCH, cells![id.as_str()], |row| Ok((SheetId(row.text("sheet_id")?), row.whole("version")?, row.whole("stands")?)));
    for (sheet, version, stands) in touched.await? {
        if version != stands {
            undone.left.push(sheet);
        } else if version == 1 {
            let hung = conn.row(HUNG, cells![sheet.as_str(), sheets::object(&sheet)], |row| row.whole("hung")).await?.unwrap_or(0);
            if hung > 0 {
                undone.left.push(sheet);
                continue;
            }
            sheets::drawn::forget(conn, &sheet).await?;
            conn.execute(REMOVE_VERSIONS, cells![sheet.as_str()]).await?;
            conn.execute(REMOVE, cells![sheet.as_str()]).await?;
            let detail = json!({ "import": id.as_str() });
            audit::append(conn, now, author, "sheet.withdraw", &sheets::object(&sheet), detail).await?;
            undone.removed += 1;
        } else {
            let earlier = sheets::history::read_version(conn, &sheet, version - 1).await?;
            let Some(before) = earlier.and_then(|(_, before)| judge(&before)) else {
                undone.left.push(sheet);
                continue;
            };
            let cause = Cause { author, restored_from: Some(version - 1), ..Cause::default() };
            match sheets::write_version(conn, &sheet, version, &before, cause, now).await? {
                Saved::Saved(_) => undone.restored += 1,
                Saved::Conflict { .. } | Saved::Gone => undone.left.push(sheet),
            }
        }
    }
    let detail = json!({ "import": id.as_str(), "removed": undone.removed, "restored": undone.restored, "left": undone.left.len() });
    audit::append(conn, now, author, "sheet_import.undo", &object(import.phase, &import.code), detail).await?;
    Ok(Some(undone))
}
