//! Figures of a sheet, drawn from it when it is written, so that those of a whole region are one query.

use crate::SheetId;
use crate::conn::{Conn, Result, cells};
use contracts::Sheet;
use domain::Status;

const FORGET: &str = "DELETE FROM sheet_indicator WHERE sheet_id = $1";
const ADD: &str = "INSERT INTO sheet_indicator (sheet_id, indicator, target, measured, verified) VALUES ($1, $2, $3, $4, $5)";

/// In the transaction that writes the sheet.
pub(super) async fn draw(conn: &mut Conn, id: &SheetId, sheet: &Sheet) -> Result<()> {
    forget(conn, id).await?;
    for (indicator, told) in &sheet.indicators {
        let figures = [told.target, told.measured].map(|figure| figure.map(|f| f.0));
        let verified = i64::from(told.status == Status::Verified);
        conn.execute(ADD, cells![id.as_str(), indicator, figures[0], figures[1], verified]).await?;
    }
    Ok(())
}

pub(crate) async fn forget(conn: &mut Conn, id: &SheetId) -> Result<()> {
    conn.execute(FORGET, cells![id.as_str()]).await.map(drop)
}
