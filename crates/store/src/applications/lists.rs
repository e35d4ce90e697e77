//! Applications by holder, by region, by envelope; the steps of one.

use super::rows::{self, records};
use super::{Record, Taking};
use crate::conn::{Result, Row, cells};
use crate::{ApplicationId, Store};
use domain::Cents;
use ledger::EnvelopeId;

const OF_REGION: &str = records!("WHERE region = $1 AND filed_at IS NOT NULL ORDER BY created_at DESC, id DESC");
const ELSEWHERE: &str =
    records!("WHERE organisation = $1 AND operator = $2 AND id <> $3 AND filed_at IS NOT NULL ORDER BY created_at DESC, id DESC");
const UNATTACHED: &str =
    records!("WHERE phase = $1 AND territory = $2 AND filed_at IS NOT NULL AND sheet IS NULL ORDER BY created_at DESC, id DESC");
const GRANTED: &str = records!(
    "WHERE phase = $1 AND territory = $2 AND state IN ('notified', 'contracted', 'paying', 'reported', 'balanced', 'repayment') \
     ORDER BY created_at DESC, id DESC"
);
pub(super) const STEPS: &str = "SELECT version, at, who, approver, step, before, after, wave FROM application_step WHERE application = $1 \
     ORDER BY version";

const EUROS: &str = "WITH RECURSIVE tree (id) AS (SELECT id FROM ledger_envelope WHERE id = $1 \
     UNION SELECT e.id FROM ledger_envelope e JOIN tree t ON e.parent = t.id) SELECT COUNT(*) AS files, CAST(COALESCE(SUM(a.decided), 0) AS BIGINT) AS decided, \
     CAST(COALESCE(SUM(a.paid), 0) AS BIGINT) AS paid FROM tree t JOIN ledger_award w ON w.envelope = t.id \
     JOIN application a ON a.number = w.id WHERE a.decided > 0 AND w.reserved + w.committed > 0";

/// What the files that hold something of an envelope, or of those below, were given and paid, in euros: of places, the ledger counts no more.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Euros {
    pub files: i64,
    pub decided: Cents,
    pub paid: Cents,
}

/// Their sum over this envelope and those below it.
pub async fn euros(store: &Store, envelope: &EnvelopeId) -> Result<Euros> {
    let read = |row: &Row| Ok(Euros { files: row.whole("files")?, decided: Cents(row.whole("decided")?), paid: Cents(row.whole("paid")?) });
    Ok(store.reader().await?.row(EUROS, cells![envelope.as_str()], read).await?.unwrap_or_default())
}

/// Those filed for a territory of this region.
pub async fn of_region(store: &Store, region: &str) -> Result<Vec<Record>> {
    store.reader().await?.rows(OF_REGION, cells![region], rows::record).await
}

/// Those filed for this territory that count in none of its action sheets.
pub async fn unattached(store: &Store, phase: u8, code: &str) -> Result<Vec<Record>> {
    store.reader().await?.rows(UNATTACHED, cells![i64::from(phase), code], rows::record).await
}

/// Those filed for this territory whose favourable decision was told to their holder.
pub async fn granted(store: &Store, phase: u8, code: &str) -> Result<Vec<Record>> {
    store.reader().await?.rows(GRANTED, cells![i64::from(phase), code], rows::record).await
}

/// What the same holder filed in other calls of the same operator.
pub async fn elsewhere_of(store: &Store, record: &Record) -> Result<Vec<Record>> {
    let cells = cells![record.organisation.as_str(), &record.operator, record.id.as_str()];
    store.reader().await?.rows(ELSEWHERE, cells, rows::record).await
}

/// What was done to it, in order.
pub async fn steps(store: &Store, id: &ApplicationId) -> Result<Vec<Taking>> {
    store.reader().await?.rows(STEPS, cells![id.as_str()], rows::taking).await
}
