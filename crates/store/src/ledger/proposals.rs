//! Four eyes: a decision proposed by one person waits for another, for a time.
//!
//! A proposal is settled when its key is in the journal, so an approval sent twice, or cut by a kill, writes one line.

use super::Keyed;
use super::desk::Decided;
use super::rows::Line;
use crate::conn::{Result, Row, cells, to_json};
use crate::idempotency::Key;
use crate::ties::{self, Tie};
use crate::{Store, StoreError, audit, sha256};
use jiff::Timestamp;
use ledger::Entry;
use serde_json::json;

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
    /// Whoever approves and whoever proposed are no two persons.
    Tied(Tie),
}

const PROPOSE: &str = "INSERT INTO ledger_proposal (id, key, entry, proposed_at, expires_at) VALUES ($1, $2, $3, $4, $5) \
     ON CONFLICT DO NOTHING";
/// Dropped: what is approved already, or was dropped before, stays as it is.
const DROP: &str = "UPDATE ledger_proposal SET expires_at = $2 WHERE id = $1 AND expires_at > $2 \
     AND NOT EXISTS (SELECT seq FROM ledger_entry WHERE ledger_entry.key = ledger_proposal.key)";
const PROPOSAL: &str = "SELECT p.id, p.key, p.entry, p.proposed_at, p.expires_at, e.seq FROM ledger_proposal p \
     LEFT JOIN ledger_entry e ON e.key = p.key WHERE p.id = $1";
const WAITING: &str = "SELECT p.id, p.key, p.entry, p.proposed_at, p.expires_at, e.seq FROM ledger_proposal p \
     LEFT JOIN ledger_entry e ON e.key = p.key WHERE e.seq IS NULL AND p.expires_at > $1 ORDER BY p.proposed_at, p.id";
const LINE: &str = "SELECT seq, key, written_at, envelope, kind, award, amount, date, decision, actor, approver, detail, digest \
     FROM ledger_entry WHERE key = $1";

/// Keeps `entry`, whose actor proposes it, until somebody else approves it or `expires_at` comes. Asked again with the same
/// key it is the same proposal; the same key for another decision is refused.
pub async fn propose(store: &Store, entry: &Entry, asked: &Key, expires_at: Timestamp, now: Timestamp) -> Result<String> {
    super::storable(entry)?;
    let entry = Entry { approver: None, ..entry.clone() };
    let id = sha256(format!("ledger.propose\n{}\n{}", entry.actor, asked.0).as_bytes())[..32].to_owned();
    store
        .write(move |conn| {
            Box::pin(async move {
                let text = to_json("entry", &entry)?;
                if conn.execute(PROPOSE, cells![&id, key(&id), text, now, expires_at]).await? == 1 {
                    let detail = json!({ "proposal": &id, "kind": entry.kind.code(), "amount": entry.amount });
                    audit::append(conn, now, &entry.actor, "ledger.propose", &format!("envelope:{}", entry.envelope), detail).await?;
                    return Ok(id);
                }
                match conn.row(PROPOSAL, cells![&id], read).await? {
                    Some(there) if there.entry == entry => Ok(id),
                    _ => Err(StoreError::KeyReused),
                }
            })
        })
        .await
}

/// The proposal, whatever became of it.
pub async fn proposal(store: &Store, id: &str) -> Result<Option<Proposal>> {
    store.reader().await?.row(PROPOSAL, cells![id], read).await
}

/// Nobody approves it any more. False when it was approved, dropped or out of time before.
pub async fn drop_proposal(store: &Store, id: &str, who: &str, now: Timestamp) -> Result<bool> {
    let (id, who) = (id.to_owned(), who.to_owned());
    store
        .write(move |conn| {
            Box::pin(async move {
                if conn.execute(DROP, cells![&id, now]).await? == 0 {
                    return Ok(false);
                }
                audit::append(conn, now, &who, "ledger.drop", &format!("proposal:{id}"), json!({})).await?;
                Ok(true)
            })
        })
        .await
}

/// The proposals that wait at `now`, oldest first.
pub async fn proposals(store: &Store, now: Timestamp) -> Result<Vec<Proposal>> {
    store.reader().await?.rows(WAITING, cells![now], read).await
}

/// Writes the proposal in the journal under two names, if `approver` is not who proposed it nor tied to them, and it has not
/// expired.
pub async fn approve(store: &Store, id: &str, approver: &str, now: Timestamp) -> Result<Approved> {
    let mut conn = store.reader().await?;
    let Some(proposal) = conn.row(PROPOSAL, cells![id], read).await? else { return Ok(Approved::Unknown) };
    let earlier = conn.row(LINE, cells![key(id)], Line::read).await?;
    if earlier.is_none() && proposal.expires_at <= now {
        return Ok(Approved::Expired(proposal.expires_at));
    }
    // Their own proposal is for the journal to refuse, in its words.
    if earlier.is_none()
        && proposal.entry.actor != approver
        && let Some(tie) = ties::between(&mut conn, ties::apart(store), &proposal.entry.actor, approver).await?
    {
        return Ok(Approved::Tied(tie));
    }
    drop(conn);
    let entry = Entry { approver: Some(approver.to_owned()), ..proposal.entry };
    match store.desk().decide(entry, Keyed::only(key(id)), now).await {
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
