//! What pages show: envelopes with their counters, their journal, their awards.

use super::rows::{self, Line};
use super::wide;
use crate::Store;
use crate::chain::Head;
use crate::conn::{Conn, Result, Row, cells};
use jiff::Timestamp;
use ledger::{Award, AwardId, Balances, Entry, Envelope, EnvelopeId};
use std::sync::LazyLock;

const ENVELOPES: &str = "SELECT id, name, parent, unit, four_eyes_from, opened, delegated, reserved, committed, lapsed, liquidated, \
     paid, repaid, opened_on, last_day, closed_on FROM ledger_envelope";
const CREDITS: &str = "SELECT envelope, year, opened, delegated, paid FROM ledger_credits";
const AWARDS: &str = "SELECT id, envelope, reserved, reserved_until, committed, commitments, schedule, liquidated, paid, repaid, \
     last_on, closed_on FROM ledger_award";
const AWARDS_OF: &str = "SELECT id, envelope, reserved, reserved_until, committed, commitments, schedule, liquidated, paid, repaid, \
     last_on, closed_on FROM ledger_award WHERE envelope = $1 ORDER BY last_on DESC, id LIMIT $2";
const AWARD: &str = "SELECT id, envelope, reserved, reserved_until, committed, commitments, schedule, liquidated, paid, repaid, \
     last_on, closed_on FROM ledger_award WHERE id = $1";
static AWARDS_OF_FILES: LazyLock<String> = LazyLock::new(|| wide::among(AWARD));
const ENTRIES_OF: &str = "SELECT seq, key, written_at, envelope, kind, award, amount, date, decision, actor, approver, detail, digest \
     FROM ledger_entry WHERE envelope = $1 AND seq < $2 ORDER BY seq DESC LIMIT $3";
const ACTS_OF: &str = "SELECT seq, key, written_at, envelope, kind, award, amount, date, decision, actor, approver, detail, digest \
     FROM ledger_entry WHERE envelope = $1 AND seq < $2 AND award IS NULL ORDER BY seq DESC LIMIT $3";
const ENTRY: &str = "SELECT seq, key, written_at, envelope, kind, award, amount, date, decision, actor, approver, detail, digest \
     FROM ledger_entry WHERE seq = $1";

/// A line of the journal.
#[derive(Clone, Debug, PartialEq)]
pub struct Written {
    pub place: Head,
    pub at: Timestamp,
    pub entry: Entry,
}

/// Which lines: before a place of the journal (the end when None), at most so many, those on files or not.
#[derive(Clone, Copy, Debug)]
pub struct Page {
    pub before: Option<i64>,
    pub limit: u32,
    pub with_awards: bool,
}

/// Every envelope with its counters, by name.
pub async fn envelopes(store: &Store) -> Result<Vec<(EnvelopeId, Envelope)>> {
    let mut balances = Balances::default();
    load_envelopes(&mut store.reader().await?, &mut balances).await?;
    Ok(balances.envelopes.into_iter().collect())
}

pub async fn envelope(store: &Store, id: &EnvelopeId) -> Result<Option<Envelope>> {
    Ok(envelopes(store).await?.into_iter().find(|(known, _)| known == id).map(|(_, envelope)| envelope))
}

/// The journal of one envelope, newest first. A delegation stands in the journal of the envelope that gave.
pub async fn entries(store: &Store, id: &EnvelopeId, page: Page) -> Result<Vec<Written>> {
    let before = page.before.unwrap_or(i64::MAX);
    let sql = if page.with_awards { ENTRIES_OF } else { ACTS_OF };
    store.reader().await?.rows(sql, cells![id.as_str(), before, i64::from(page.limit)], read).await
}

/// One line of the journal, by its place.
pub async fn written(store: &Store, place: i64) -> Result<Option<Written>> {
    store.reader().await?.row(ENTRY, cells![place], read).await
}

/// The awards of one envelope, the latest moved first.
pub async fn awards(store: &Store, id: &EnvelopeId, limit: u32) -> Result<Vec<(AwardId, Award)>> {
    store.reader().await?.rows(AWARDS_OF, cells![id.as_str(), i64::from(limit)], rows::award).await
}

/// What the ledger holds of one file, by its number.
pub async fn award(store: &Store, number: &str) -> Result<Option<Award>> {
    Ok(store.reader().await?.row(AWARD, cells![number], rows::award).await?.map(|(_, award)| award))
}

/// The same of many files; those that have no line are left out.
pub async fn awards_of(store: &Store, numbers: &[&str]) -> Result<Vec<(AwardId, Award)>> {
    let (mut conn, mut found) = (store.reader().await?, vec![]);
    for some in numbers.chunks(wide::KEYS) {
        found.extend(conn.rows(AWARDS_OF_FILES.as_str(), wide::keys(some), rows::award).await?);
    }
    Ok(found)
}

/// Every counter as stored.
pub(super) async fn load(conn: &mut Conn) -> Result<Balances> {
    let mut balances = Balances::default();
    load_envelopes(conn, &mut balances).await?;
    balances.awards = conn.rows(AWARDS, vec![], rows::award).await?.into_iter().collect();
    Ok(balances)
}

async fn load_envelopes(conn: &mut Conn, balances: &mut Balances) -> Result<()> {
    balances.envelopes = conn.rows(ENVELOPES, vec![], rows::envelope).await?.into_iter().collect();
    for (id, year, credits) in conn.rows(CREDITS, vec![], rows::credits).await? {
        if let Some(envelope) = balances.envelopes.get_mut(&id) {
            envelope.credits.insert(year, credits);
        }
    }
    Ok(())
}

fn read(row: &Row) -> Result<Written> {
    let line = Line::read(row)?;
    let at = row.time("written_at")?;
    Ok(Written { at, entry: line.entry()?, place: line.place })
}
