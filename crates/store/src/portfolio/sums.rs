//! Sums by territory: where sheets stand, what was decided of them, what blocks, what they promise. Invented sheets are told
//! apart, or left out: no sum mixes them with real ones.

use super::list::count;
use crate::conn::{Result, Row, cells};
use crate::sheets::{day, phase};
use crate::{Store, StoreError};
use contracts::{DecisionKind, Figure};
use domain::{Cents, Date};

/// The sheets of one territory in one state.
#[derive(Clone, Debug, PartialEq)]
pub struct Stands {
    pub phase: u8,
    pub code: String,
    pub region: String,
    pub state: String,
    /// Made up to try the pages.
    pub invented: bool,
    pub sheets: u64,
    pub open: u64,
    pub late: u64,
    /// What those that tell it cost, and how many tell it.
    pub cost: Cents,
    pub costed: u64,
}

/// How many sheets of one territory were decided so, at least once.
#[derive(Clone, Debug, PartialEq)]
pub struct Decided {
    pub phase: u8,
    pub code: String,
    pub kind: DecisionKind,
    pub sheets: u64,
}

/// Blocking points of one territory that await an answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Blocked {
    pub phase: u8,
    pub code: String,
    pub points: u64,
    /// Whose answer is late.
    pub late: u64,
    /// The first answer that is due.
    pub due: Date,
}

/// One indicator of the sheets of one territory in one state. A figure that nobody told is not zero: how many told it is beside.
#[derive(Clone, Debug, PartialEq)]
pub struct Promised {
    pub phase: u8,
    pub code: String,
    pub state: String,
    pub indicator: String,
    pub target: (u64, Figure),
    pub declared: (u64, Figure),
    pub verified: (u64, Figure),
}

const STANDS: &str = "SELECT phase, code, region, state, synthetic, COUNT(*) AS n_sheets, CAST(SUM(is_open) AS BIGINT) AS n_open, \
     CAST(SUM(CASE WHEN due < $2 THEN 1 ELSE 0 END) AS BIGINT) AS n_late, CAST(COALESCE(SUM(total_cost), 0) AS BIGINT) AS cost, \
     COUNT(total_cost) AS n_cost FROM sheet WHERE ($1 = '' OR region = $1) \
     GROUP BY phase, code, region, state, synthetic ORDER BY phase, code, state, synthetic";
const DECIDED: &str = "SELECT s.phase, s.code, d.kind, COUNT(DISTINCT d.sheet_id) AS n_sheets FROM sheet_decision d \
     JOIN sheet s ON s.id = d.sheet_id WHERE d.undone_at IS NULL AND d.kind <> 'moved' AND s.synthetic = 0 \
     AND ($1 = '' OR s.region = $1) GROUP BY s.phase, s.code, d.kind";
const BLOCKED: &str = "SELECT b.phase, b.code, COUNT(*) AS n_points, CAST(SUM(CASE WHEN b.due < $2 THEN 1 ELSE 0 END) AS BIGINT) AS n_late, \
     MIN(b.due) AS due FROM sheet_blocking b JOIN sheet s ON s.id = b.sheet_id WHERE b.state = 'open' AND s.synthetic = 0 \
     AND ($1 = '' OR s.region = $1) GROUP BY b.phase, b.code";
const PROMISED: &str = "SELECT s.phase, s.code, s.state, i.indicator, COUNT(i.target) AS n_target, \
     CAST(COALESCE(SUM(i.target), 0) AS BIGINT) AS target, \
     COUNT(CASE WHEN i.verified = 0 THEN i.measured END) AS n_declared, \
     CAST(COALESCE(SUM(CASE WHEN i.verified = 0 THEN i.measured END), 0) AS BIGINT) AS declared, \
     COUNT(CASE WHEN i.verified = 1 THEN i.measured END) AS n_verified, \
     CAST(COALESCE(SUM(CASE WHEN i.verified = 1 THEN i.measured END), 0) AS BIGINT) AS verified \
     FROM sheet_indicator i JOIN sheet s ON s.id = i.sheet_id WHERE s.synthetic = 0 AND ($1 = '' OR s.region = $1) \
     GROUP BY s.phase, s.code, s.state, i.indicator";

/// Where sheets stand, by territory and state; of one region (INSEE code), or of the country when empty.
pub async fn stands(store: &Store, region: &str, today: Date) -> Result<Vec<Stands>> {
    let read = |row: &Row| {
        Ok(Stands {
            phase: phase(row)?,
            code: row.text("code")?,
            region: row.text("region")?,
            state: row.text("state")?,
            invented: row.whole("synthetic")? == 1,
            sheets: count(row, "n_sheets")?,
            open: count(row, "n_open")?,
            late: count(row, "n_late")?,
            cost: Cents(row.whole("cost")?),
            costed: count(row, "n_cost")?,
        })
    };
    store.reader().await?.rows(STANDS, cells![region, today.to_string()], read).await
}

pub async fn decided(store: &Store, region: &str) -> Result<Vec<Decided>> {
    let read = |row: &Row| {
        let kind = row.text("kind")?;
        let kind = DecisionKind::parse(&kind).ok_or_else(|| StoreError::unreadable("kind", kind))?;
        Ok(Decided { phase: phase(row)?, code: row.text("code")?, kind, sheets: count(row, "n_sheets")? })
    };
    store.reader().await?.rows(DECIDED, cells![region], read).await
}

pub async fn blocked(store: &Store, region: &str, today: Date) -> Result<Vec<Blocked>> {
    let read = |row: &Row| {
        Ok(Blocked {
            phase: phase(row)?,
            code: row.text("code")?,
            points: count(row, "n_points")?,
            late: count(row, "n_late")?,
            due: day(row, "due")?,
        })
    };
    store.reader().await?.rows(BLOCKED, cells![region, today.to_string()], read).await
}

pub async fn promised(store: &Store, region: &str) -> Result<Vec<Promised>> {
    let told = |row: &Row, n, sum| Ok::<_, StoreError>((count(row, n)?, Figure(row.whole(sum)?)));
    let read = |row: &Row| {
        Ok(Promised {
            phase: phase(row)?,
            code: row.text("code")?,
            state: row.text("state")?,
            indicator: row.text("indicator")?,
            target: told(row, "n_target", "target")?,
            declared: told(row, "n_declared", "declared")?,
            verified: told(row, "n_verified", "verified")?,
        })
    };
    store.reader().await?.rows(PROMISED, cells![region], read).await
}
