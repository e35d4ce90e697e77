//! How much this installation is used: counts of what is kept, of nobody in particular.

use crate::Store;
use crate::conn::{Result, Row};

/// Counts, invented sheets left out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub territories: u64,
    pub sheets: u64,
    pub open_sheets: u64,
    pub projects: u64,
    pub organisations: u64,
    pub people: u64,
}

const COUNTS: &str = "SELECT \
     (SELECT COUNT(*) FROM (SELECT phase, code FROM sheet WHERE synthetic = 0 GROUP BY phase, code) AS t) AS territories, \
     (SELECT COUNT(*) FROM sheet WHERE synthetic = 0) AS sheets, \
     (SELECT COUNT(*) FROM sheet WHERE synthetic = 0 AND is_open = 1) AS open_sheets, \
     (SELECT COUNT(*) FROM project WHERE deleted_at IS NULL) AS projects, \
     (SELECT COUNT(*) FROM organisation) AS organisations, \
     (SELECT COUNT(*) FROM person WHERE closed_at IS NULL) AS people";

pub async fn counts(store: &Store) -> Result<Counts> {
    let count = |row: &Row, column: &'static str| Ok::<_, crate::StoreError>(u64::try_from(row.whole(column)?).unwrap_or_default());
    let read = |row: &Row| {
        Ok(Counts {
            territories: count(row, "territories")?,
            sheets: count(row, "sheets")?,
            open_sheets: count(row, "open_sheets")?,
            projects: count(row, "projects")?,
            organisations: count(row, "organisations")?,
            people: count(row, "people")?,
        })
    };
    Ok(store.reader().await?.row(COUNTS, vec![], read).await?.unwrap_or_default())
}
