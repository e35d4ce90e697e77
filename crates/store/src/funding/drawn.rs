//! Lines drawn from applications: written in the transaction of the step that changes them, never typed. A typed line about the
//! same request gives way to one, and comes back when the application leaves the sheet: one request is counted once.
//!
//! The row of the application is taken first, so two steps never draw one line at once; the row of the sheet is taken before
//! typed lines are looked at, so that nobody types the same request meanwhile.

use super::{OF_APPLICATION, OF_SHEET, Stored, advance, insert, stored};
use crate::conn::{Conn, Result, cells};
use crate::{ApplicationId, SheetId, Store};
use grants::Line;
use jiff::Timestamp;

/// Takes the row of a sheet until the end of the transaction, and changes nothing of it.
const HOLD: &str = "UPDATE sheet SET version = version WHERE id = $1";
const NAME: &str = "UPDATE sheet_funding SET application = $2 WHERE id = $1";
const REPLACED: &str = "UPDATE sheet_funding SET replaced_by = $2 WHERE id = $1";
const MOVE: &str = "UPDATE sheet_funding SET sheet_id = $2, phase = (SELECT phase FROM sheet WHERE id = $2), \
     code = (SELECT code FROM sheet WHERE id = $2), region = (SELECT region FROM sheet WHERE id = $2) WHERE id = $1";

/// Writes the line of this application in the money of this sheet, as it is now; the same line again changes nothing.
/// `author` is the application, not whoever took its step: the sheet is read by people who do not read that.
pub(crate) async fn draw(
    conn: &mut Conn,
    application: &ApplicationId,
    sheet: &SheetId,
    line: &Line,
    author: &str,
    now: Timestamp,
) -> Result<()> {
    let Some(before) = conn.row(OF_APPLICATION, cells![application.as_str()], stored).await? else {
        if let Some(id) = insert(conn, sheet, line, author, now).await? {
            conn.execute(NAME, cells![id.as_str(), application.as_str()]).await?;
            replace(conn, application, sheet, line, author, now).await?;
        }
        return Ok(());
    };
    let moved = before.sheet != *sheet;
    let appears = moved || before.removed_at.is_some();
    if !appears && before.line == *line {
        return Ok(());
    }
    if moved {
        conn.execute(MOVE, cells![before.id.as_str(), sheet.as_str()]).await?;
    }
    let kind = if appears { "restore" } else { "save" };
    advance(conn, (&before.id, sheet), before.version, line, kind, author, now).await?;
    // Another wave is another request: it may be one that somebody typed.
    if appears || before.line.wave != line.wave {
        replace(conn, application, sheet, line, author, now).await?;
    }
    Ok(())
}

/// Takes the line of this application away from the money of its sheet, and gives back the typed lines it had replaced.
pub(crate) async fn erase(conn: &mut Conn, application: &ApplicationId, author: &str, now: Timestamp) -> Result<()> {
    let Some(before) = conn.row(OF_APPLICATION, cells![application.as_str()], stored).await? else { return Ok(()) };
    if before.removed_at.is_some() {
        return Ok(());
    }
    advance(conn, (&before.id, &before.sheet), before.version, &before.line, "remove", author, now).await?;
    for typed in held(conn, &before.sheet).await? {
        if typed.replaced_by.as_ref() == Some(application) && holder(conn, &typed.sheet, &typed.line).await?.is_none() {
            advance(conn, (&typed.id, &typed.sheet), typed.version, &typed.line, "restore", author, now).await?;
        }
    }
    Ok(())
}

/// The application that is the same request as this typed line, on this sheet. A request that was refused stands beside: it
/// is counted nowhere but among what was refused.
pub async fn holder_of(store: &Store, sheet: &SheetId, line: &Line) -> Result<Option<ApplicationId>> {
    if line.call.is_none() || line.refused.is_some() {
        return Ok(None);
    }
    let all = store.reader().await?.rows(OF_SHEET, cells![sheet.as_str()], stored).await?;
    Ok(among(all, line))
}

/// The same, under the row of the sheet: nothing is drawn there before the end of the transaction.
pub(super) async fn holder(conn: &mut Conn, sheet: &SheetId, line: &Line) -> Result<Option<ApplicationId>> {
    if line.call.is_none() || line.refused.is_some() {
        return Ok(None);
    }
    Ok(among(held(conn, sheet).await?, line))
}

fn among(all: Vec<Stored>, line: &Line) -> Option<ApplicationId> {
    all.into_iter().filter(|other| other.removed_at.is_none() && other.line.same_request(line)).find_map(|other| other.application)
}

/// Typed lines about the same request give way.
async fn replace(conn: &mut Conn, application: &ApplicationId, sheet: &SheetId, line: &Line, author: &str, now: Timestamp) -> Result<()> {
    for typed in held(conn, sheet).await? {
        let counts = typed.application.is_none() && typed.removed_at.is_none() && typed.line.refused.is_none();
        if counts && typed.line.same_request(line) {
            advance(conn, (&typed.id, sheet), typed.version, &typed.line, "replace", author, now).await?;
            conn.execute(REPLACED, cells![typed.id.as_str(), application.as_str()]).await?;
        }
    }
    Ok(())
}

/// Every line of a sheet, under its row.
async fn held(conn: &mut Conn, sheet: &SheetId) -> Result<Vec<Stored>> {
    conn.execute(HOLD, cells![sheet.as_str()]).await?;
    conn.rows(OF_SHEET, cells![sheet.as_str()], stored).await
}
