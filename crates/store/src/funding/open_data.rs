//! Lines that are open data, with what is published of their sheet. A sheet whose holder is not published gives none.

use crate::conn::{Result, Row, cells};
use crate::{FundingId, SheetId, Store};
use contracts::Sheet;
use grants::Line;
use jiff::Timestamp;

/// A published line and its sheet.
#[derive(Clone, Debug, PartialEq)]
pub struct Published {
    pub id: FundingId,
    pub sheet_id: SheetId,
    pub phase: u8,
    pub code: String,
    pub region: String,
    pub line: Line,
    pub sheet: Sheet,
    /// Who applied, for a line drawn from an application: the money is theirs, whoever the sheet names.
    pub applicant: Option<Applicant>,
    pub changed_at: Timestamp,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Applicant {
    pub name: String,
    /// SIREN or SIRET.
    pub number: Option<String>,
}

/// Pages follow the identifier: it grows with time, and a page is never longer for being late.
const PAGE: &str = "SELECT f.id, f.sheet_id, f.phase, f.code, f.region, f.line, v.sheet, f.changed_at, o.name AS applicant, o.number \
     FROM sheet_funding f JOIN sheet s ON s.id = f.sheet_id JOIN sheet_version v ON v.sheet_id = s.id AND v.version = s.version \
     LEFT JOIN application a ON a.id = f.application LEFT JOIN organisation o ON o.id = a.organisation \
     WHERE f.published = 1 AND f.removed_at IS NULL AND f.id > $1 ORDER BY f.id LIMIT $2";

/// Published lines after this one, oldest first.
pub async fn published(store: &Store, after: Option<&FundingId>, most: u32) -> Result<Vec<Published>> {
    let after = after.map_or("", FundingId::as_str);
    store.reader().await?.rows(PAGE, cells![after, i64::from(most)], read).await
}

fn read(row: &Row) -> Result<Published> {
    Ok(Published {
        id: FundingId(row.text("id")?),
        sheet_id: SheetId(row.text("sheet_id")?),
        phase: crate::sheets::phase(row)?,
        code: row.text("code")?,
        region: row.text("region")?,
        line: row.json("line")?,
        sheet: row.json("sheet")?,
        applicant: match row.maybe_text("applicant")? {
            Some(name) => Some(Applicant { name, number: row.maybe_text("number")? }),
            None => None,
        },
        changed_at: row.time("changed_at")?,
    })
}
