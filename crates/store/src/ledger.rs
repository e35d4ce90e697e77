//! The ledger of envelopes, durable: the journal in a chain, the counters under guards, one desk that writes.
//!
//! How no envelope is overspent. Whatever is decided goes through [`Desk`], which takes what waits, opens one
//! transaction, takes the head of the chain (a row lock on PostgreSQL, the single writer on SQLite), reads the counters
//! it needs, judges each decision with the pure crate `ledger`, adds the accepted ones to the journal, and moves the
//! counters by statements that refuse to pass what is opened. Checks of the schema stand behind them. All are
//! acknowledged after one commit. Two servers on one PostgreSQL wait for each other at the head; nobody locks anything
//! before it, so nobody waits in a circle. See `docs/decisions/0011`.

mod book;
mod bulk;
mod desk;
mod proposals;
mod read;
mod rows;
mod verify;
mod wide;

pub use bulk::decide_all;
pub use desk::{Decided, Receipt};
pub(crate) use desk::{Desk, Judged};
pub use proposals::{Approved, Proposal, approve, drop_proposal, proposal, proposals, propose};
pub use read::{Page, Written, award, awards, entries, envelope, envelopes, written};
pub(crate) use verify::replay;
pub use verify::{Fault, Verified, check, verify};

use crate::conn::Result;
use crate::idempotency::Key;
use crate::{Store, StoreError, sha256};
use jiff::Timestamp;
use ledger::{Entry, Refusal};

/// Writes `entry` in the journal, or gives the rule that refuses it. The same `key` with the same entry, even at the
/// same moment, even years later, gets the first answer and writes nothing; with another entry it is refused with
/// [`StoreError::KeyReused`]. A refusal keeps no key: the same request may pass later.
pub async fn decide(store: &Store, entry: &Entry, key: &Key, now: Timestamp) -> Result<Decided> {
    if let Some(refusal) = opened_alone(store, entry).await? {
        return Ok(Decided::Refused(refusal));
    }
    store.desk().decide(entry.clone(), entry_key(key), now).await
}

/// An opening that wants a second person. A name that is taken is left to the journal, which refuses it or knows its key.
async fn opened_alone(store: &Store, entry: &Entry) -> Result<Option<Refusal>> {
    let Err(refusal) = ledger::opened_by_two(entry) else { return Ok(None) };
    Ok(envelope(store, &entry.envelope).await?.is_none().then_some(refusal))
}

/// What the journal keeps of a client's key.
fn entry_key(key: &Key) -> String {
    sha256(format!("ledger\n{}", key.0).as_bytes())
}

/// One wrong text must not undo the decisions of others in its batch: it is refused before it joins one.
fn storable(entry: &Entry) -> Result<()> {
    const LONGEST: usize = 500;
    let texts = [Some(&entry.decision), Some(&entry.actor), entry.approver.as_ref()];
    for text in texts.into_iter().flatten() {
        if text.contains('\0') || text.chars().count() > LONGEST {
            let what = text.chars().filter(|c| *c != '\0').take(40).collect();
            return Err(StoreError::Unstorable { what, why: format!("U+0000, > {LONGEST}") });
        }
    }
    Ok(())
}
