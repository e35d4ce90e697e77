//! Four eyes: a decision proposed by one person waits for another, for a time.
//!
//! A proposal is settled when its key is in the journal, so an approval sent twice, or cut by a kill, writes one line.

use super::desk::Decided;
use super::rows::Line;
use crate::conn::{Result, Row, cells, to_json};
use crate::id::fresh;
use crate::{Store, StoreError, sha256};
use jiff::Timestamp;
use ledger::Entry;

#[derive(Clone, Debug, PartialEq)]
pub struct Proposal {
    pub id: String,
    pub entry: Entry,
    pub proposed_at: Timestamp,
    pub expires_at: Timestamp,
    /// Its line of the journal, once approved.
    pub written: Option<i64>,
}

/// What became of an approval.
#[derive(Clone, Debug, PartialEq)]
pub enum Approved {
    Decided(Decided),
    /// No such proposal.
    Unknown,
    Expired(Timestamp),
    /// Somebody else approved it before; the line of the journal.
    Already(i64),
}

const PROPOSE: &str = "INSERT INTO ledger_proposal (id, key, entry, proposed_at, expires_at) VALUES ($1, $2, $3, $4, $5)";
const PROPOSAL: &str = "SELECT p.id, p.key, p.entry, p.proposed_at, p.expires_at, e.seq FROM ledger_proposal p \
     LEFT JOIN ledger_entry e ON e.key = p.key WHERE p.id = $1";
const WAITING: &str = "SELECT p.id, p.key, p.entry, p.proposed_at, p.expires_at, e.seq FROM ledger_proposal p \
     LEFT JOIN ledger_entry e ON e.key = p.key WHERE e.seq IS NULL AND p.expires_at > $1 ORDER BY p.proposed_at, p.id";
const LINE: &str = "SELECT seq, key, written_at, envelope, kind, award, amount, date, decision, actor, approver, detail, digest \
     FROM ledger_entry WHERE key = $1";

/// Keeps `entry`, whose actor proposes it, until somebody else approves it or `expires_at` comes.
pub async fn propose(store: &Store, entry: &Entry, expires_at: Timestamp, now: Timestamp) -> Result<String> {
    super::storable(entry)?;
    let entry = to_json("entry", &Entry { approver: None, ..entry.clone() })?;
    store
        .write(move |conn| {
            Box::pin(async move {
                let id = fresh(now);
                conn.execute(PROPOSE, cells![&id, key(&id), entry, now, expires_at]).await?;
                Ok(id)
            })
        })
        .await
}

/// The proposals that wait at `now`, oldest first.
pub async fn proposals(store: &Store, now: Timestamp) -> Result<Vec<Proposal>> {
    store.reader().await?.rows(WAITING, cells![now], read).await
}

/// Writes the proposal in the journal under two names, if `approver` is not who proposed it and it has not expired.
pub async fn approve(store: &Store, id: &str, approver: &str, now: Timestamp) -> Result<Approved> {
    let mut conn = store.reader().await?;
    let Some(proposal) = conn.row(PROPOSAL, cells![id], read).await? else { return Ok(Approved::Unknown) };
    let earlier = conn.row(LINE, cells![key(id)], Line::read).await?;
    drop(conn);
    if earlier.is_none() && proposal.expires_at <= now {
        return Ok(Approved::Expired(proposal.expires_at));
    }
    let entry = Entry { approver: Some(approver.to_owned()), ..proposal.entry };
    match store.desk().decide(entry, key(id), now).await {
        Err(StoreError::KeyReused) => {
            let line = store.reader().await?.row(LINE, cells![key(id)], Line::read).await?;
            Ok(line.map_or(Approved::Unknown, |line| Approved::Already(line.place.entries)))
        }
        decided => decided.map(Approved::Decided),
    }
}

fn key(id: &str) -> String {
    sha256(format!("ledger.proposal\n{id}").as_bytes())
}

fn read(row: &Row) -> Result<Proposal> {
    Ok(Proposal {
        id: row.text("id")?,
        entry: row.json("entry")?,
        proposed_at: row.time("proposed_at")?,
        expires_at: row.time("expires_at")?,
        written: row.maybe_whole("seq")?,
    })
}
