//! Applications that count in no action sheet: one row each in the sums of steering, written in the transaction of the step that
//! changes it, as a line is in a sheet, and gone as soon as a sheet counts it. Nothing of one request is so counted twice.

use super::funnel::{self, Filter, by_itself, within};
use super::row;
use crate::conn::{Conn, Result, Row, cells, to_json};
use crate::{ApplicationId, Store};
use applications::Seat;
use grants::Line;
use jiff::Timestamp;

const THERE: &str = "SELECT line FROM application_funding WHERE application = $1";
const LEAVE: &str = "DELETE FROM application_funding WHERE application = $1";
/// The territory that was named comes before the one the project is in. Who pays what was begun before the rules were kept with it
/// is not told.
const STAND: &str = "INSERT INTO application_funding (application, line, phase, code, region, is_opened, is_public, programme, fund, \
     operator, call, funder, year, asked, granted, contracted, paid, refused, reason, days_granted, days_contracted, days_paid, \
     days_refused, of_call, changed_at) \
     SELECT a.id, $2, COALESCE(a.phase, $3, 0), COALESCE(a.territory, $4, ''), COALESCE(a.region, $5, ''), \
     CASE WHEN a.region IS NULL THEN 0 ELSE 1 END, $6, $7, $8, $9, $10, CASE WHEN a.pays IS NULL THEN '' ELSE $11 END, $12, $13, $14, \
     $15, $16, $17, $18, $19, $20, $21, $22, a.call, $23 FROM application a WHERE a.id = $1";
/// A line that was typed about what may be the same request: the same call, the same wave unless it names none, in a sheet of the
/// territory the application was filed for. (Lines that no application draws are nearly all of them: their index would be the wrong one.)
const ALONE: &str = concat!(
    "SELECT COUNT(*) AS files, COUNT(CASE WHEN is_opened = 1 AND refused IS NULL AND EXISTS (SELECT 1 FROM sheet_funding f \
     WHERE f.phase = application_funding.phase AND f.code = application_funding.code \
     AND f.call IN (application_funding.call, application_funding.of_call) AND f.is_public = 1 AND f.removed_at IS NULL \
     AND COALESCE(f.application, '') = '' AND f.reason IS NULL \
     AND (CAST($10 AS BIGINT) = 0 OR f.sheet_id NOT IN (SELECT id FROM sheet WHERE synthetic = 1))) THEN 1 END) AS twice ",
    by_itself!()
);

/// How many of the files counted are applications of no sheet.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Alone {
    pub files: u64,
    /// Of which a line that somebody typed may be the same request: it counts twice until the application is chosen for that sheet.
    pub twice: u64,
}

pub async fn alone(store: &Store, filter: &Filter) -> Result<Alone> {
    let read = |row: &Row| Ok(Alone { files: funnel::count(row, "files")?, twice: funnel::count(row, "twice")? });
    Ok(store.reader().await?.row(ALONE, filter.cells(), read).await?.unwrap_or_default())
}

/// Counts this application by itself, as it is now; the same line again changes nothing. `seat` is where its project is, when it may
/// be told.
pub(crate) async fn stand(conn: &mut Conn, id: &ApplicationId, seat: Option<&Seat>, line: &Line, now: Timestamp) -> Result<()> {
    let text = to_json("line", line)?;
    if conn.row(THERE, cells![id.as_str()], |row| row.text("line")).await?.as_ref() == Some(&text) {
        return Ok(());
    }
    leave(conn, id).await?;
    let mut cells = cells![
        id.as_str(),
        text,
        seat.map(|seat| i64::from(seat.phase)),
        seat.map(|seat| seat.code.clone()),
        seat.map(|seat| seat.region.clone()),
    ];
    cells.extend(row::sums(line));
    cells.push(now.into());
    conn.execute(STAND, cells).await.map(drop)
}

/// Counts it by itself no more: it counts in a sheet.
pub(crate) async fn leave(conn: &mut Conn, id: &ApplicationId) -> Result<()> {
    conn.execute(LEAVE, cells![id.as_str()]).await.map(drop)
}
