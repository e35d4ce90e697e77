//! Which envelope a call draws on, when its file names none, or another from now on: a dated act, proposed by one person and approved by
//! another, of which the latest holds. Money that was reserved before stays where it was.

use crate::conn::{Result, Row, cells};
use crate::idempotency::Key;
use crate::ties::{self, Tie};
use crate::{Store, StoreError, audit, sha256};
use domain::Date;
use jiff::Timestamp;
use ledger::EnvelopeId;
use serde_json::json;
use std::collections::BTreeMap;

/// One act, approved or not.
#[derive(Clone, Debug, PartialEq)]
pub struct Act {
    pub id: String,
    pub call: String,
    pub envelope: EnvelopeId,
    pub decided_on: Date,
    /// Reference of the decision it rests on.
    pub decision: String,
    pub proposed_by: String,
    pub proposed_at: Timestamp,
    pub expires_at: Timestamp,
    pub approved: Option<(String, Timestamp)>,
}

impl Act {
    pub fn waits(&self, now: Timestamp) -> bool {
        self.approved.is_none() && self.expires_at > now
    }
}

#[derive(Clone, Debug, PartialEq)]
pub struct New {
    pub call: String,
    pub envelope: EnvelopeId,
    pub decided_on: Date,
    pub decision: String,
}

/// What became of an approval.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Approved {
    /// The call draws on this envelope from now on.
    Done,
    /// Their own proposal.
    Own,
    /// Whoever approves and whoever proposed are no two persons.
    Tied(Tie),
    /// It is not there, was dropped, is out of time, or was approved by somebody else.
    Gone,
}

const PROPOSE: &str = "INSERT INTO call_envelope (id, call, envelope, decided_on, decision, proposed_by, proposed_at, expires_at) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (id) DO NOTHING";
/// The guard: of two who approve at once one does, and nobody approves their own.
const APPROVE: &str = "UPDATE call_envelope SET approved_by = $2, approved_at = $3 WHERE id = $1 AND approved_at IS NULL \
     AND expires_at > $3 AND proposed_by <> $2";
const DROP: &str = "UPDATE call_envelope SET expires_at = $2 WHERE id = $1 AND approved_at IS NULL AND expires_at > $2";
const BY_ID: &str = "SELECT id, call, envelope, decided_on, decision, proposed_by, proposed_at, expires_at, approved_by, approved_at \
     FROM call_envelope WHERE id = $1";
const OF_CALL: &str = "SELECT id, call, envelope, decided_on, decision, proposed_by, proposed_at, expires_at, approved_by, approved_at \
     FROM call_envelope WHERE call = $1 ORDER BY proposed_at DESC, id DESC";
const WAITING: &str = "SELECT id, call, envelope, decided_on, decision, proposed_by, proposed_at, expires_at, approved_by, approved_at \
     FROM call_envelope WHERE approved_at IS NULL AND expires_at > $1 ORDER BY expires_at, id";
const IN_FORCE: &str = "SELECT call, envelope FROM call_envelope WHERE approved_at IS NOT NULL ORDER BY approved_at, id";

/// Keeps the act until somebody else approves it or `expires_at` comes. The same key of the same person is the same proposal.
pub async fn propose(store: &Store, new: New, who: &str, key: &Key, expires_at: Timestamp, now: Timestamp) -> Result<String> {
    let id = sha256(format!("call.envelope\n{who}\n{}", key.0).as_bytes())[..32].to_owned();
    let who = who.to_owned();
    store
        .write(move |conn| {
            Box::pin(async move {
                let (envelope, day) = (new.envelope.as_str(), new.decided_on.to_string());
                let cells = cells![&id, &new.call, envelope, day, &new.decision, &who, now, expires_at];
                if conn.execute(PROPOSE, cells).await? == 1 {
                    let detail = json!({ "proposal": &id, "envelope": envelope, "decision": &new.decision });
                    audit::append(conn, now, &who, "call.propose_envelope", &object(&new.call), detail).await?;
                    return Ok(id);
                }
                let of = |act: &Act| (act.call.clone(), act.envelope.clone(), act.decided_on, act.decision.clone());
                let wanted = (new.call, new.envelope, new.decided_on, new.decision);
                match conn.row(BY_ID, cells![&id], read).await? {
                    Some(there) if of(&there) == wanted => Ok(id),
                    _ => Err(StoreError::KeyReused),
                }
            })
        })
        .await
}

/// Puts the act in force, under two names. Sent again by the same person, the same answer.
pub async fn approve(store: &Store, id: &str, who: &str, now: Timestamp) -> Result<Approved> {
    let (id, who, apart) = (id.to_owned(), who.to_owned(), ties::apart(store));
    store
        .write(move |conn| {
            Box::pin(async move {
                let Some(act) = conn.row(BY_ID, cells![&id], read).await? else { return Ok(Approved::Gone) };
                if let Some((by, _)) = &act.approved {
                    return Ok(if *by == who { Approved::Done } else { Approved::Gone });
                }
                if act.proposed_by == who {
                    return Ok(Approved::Own);
                }
                if let Some(tie) = ties::between(conn, apart, &act.proposed_by, &who).await? {
                    return Ok(Approved::Tied(tie));
                }
                if conn.execute(APPROVE, cells![&id, &who, now]).await? == 0 {
                    return Ok(Approved::Gone);
                }
                let detail = json!({ "proposal": &id, "envelope": act.envelope.as_str(), "proposed_by": &act.proposed_by });
                audit::append(conn, now, &who, "call.attach_envelope", &object(&act.call), detail).await?;
                Ok(Approved::Done)
            })
        })
        .await
}

/// Nobody approves it any more. False when it was approved, dropped or out of time before.
pub async fn drop_proposal(store: &Store, id: &str, who: &str, now: Timestamp) -> Result<bool> {
    let (id, who) = (id.to_owned(), who.to_owned());
    store
        .write(move |conn| {
            Box::pin(async move {
                let Some(act) = conn.row(BY_ID, cells![&id], read).await? else { return Ok(false) };
                if conn.execute(DROP, cells![&id, now]).await? == 0 {
                    return Ok(false);
                }
                audit::append(conn, now, &who, "call.drop_envelope", &object(&act.call), json!({ "proposal": &id })).await?;
                Ok(true)
            })
        })
        .await
}

pub async fn find(store: &Store, id: &str) -> Result<Option<Act>> {
    store.reader().await?.row(BY_ID, cells![id], read).await
}

/// Every act on a call, the latest proposed first.
pub async fn of_call(store: &Store, call: &str) -> Result<Vec<Act>> {
    store.reader().await?.rows(OF_CALL, cells![call], read).await
}

/// Those that wait for somebody else, whatever the call, the first out of time on top.
pub async fn waiting(store: &Store, now: Timestamp) -> Result<Vec<Act>> {
    store.reader().await?.rows(WAITING, cells![now], read).await
}

/// The envelope of each call that an act gave one.
pub async fn in_force(store: &Store) -> Result<BTreeMap<String, EnvelopeId>> {
    let pair = |row: &Row| Ok((row.text("call")?, envelope(row)?));
    // The latest comes last, and stays.
    Ok(store.reader().await?.rows(IN_FORCE, vec![], pair).await?.into_iter().collect())
}

/// The envelope a call draws on: that of the act in force, else the one its file names.
pub async fn root(store: &Store, call: &str, written: Option<&str>) -> Result<Option<EnvelopeId>> {
    Ok(in_force(store).await?.remove(call).or_else(|| written.and_then(EnvelopeId::parse)))
}

fn envelope(row: &Row) -> Result<EnvelopeId> {
    EnvelopeId::try_from(row.text("envelope")?).map_err(|why| StoreError::unreadable("envelope", why))
}

fn read(row: &Row) -> Result<Act> {
    let decided_on = row.text("decided_on")?;
    Ok(Act {
        id: row.text("id")?,
        call: row.text("call")?,
        envelope: envelope(row)?,
        decided_on: decided_on.parse().map_err(|why| StoreError::unreadable("decided_on", why))?,
        decision: row.text("decision")?,
        proposed_by: row.text("proposed_by")?,
        proposed_at: row.time("proposed_at")?,
        expires_at: row.time("expires_at")?,
        approved: row.maybe_text("approved_by")?.zip(row.maybe_time("approved_at")?),
    })
}

fn object(call: &str) -> String {
    format!("call:{call}")
}
