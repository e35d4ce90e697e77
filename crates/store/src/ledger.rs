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
pub(crate) mod wide;

pub use bulk::decide_all;
pub use desk::{Decided, Receipt};
pub(crate) use desk::{Desk, Judged};
pub use proposals::{Approved, Proposal, approve, drop_proposal, proposal, proposals, propose};
pub use read::{Page, Written, award, awards, awards_of, entries, envelope, envelopes, written};
pub(crate) use verify::replay;
pub use verify::{Fault, Verified, check, verify};

use crate::conn::Result;
use crate::idempotency::Key;
use crate::{Store, StoreError, sha256};
use domain::Date;
use jiff::Timestamp;
use ledger::{Entry, Envelope, EnvelopeId, Refusal};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Writes `entry` in the journal, or gives the rule that refuses it. The same `key` with the same entry, even at the
/// same moment, even years later, gets the first answer and writes nothing; with another entry it is refused with
/// [`StoreError::KeyReused`]. A key is its author's: the same word of another client is another key. A refusal keeps no key: the
/// same request may pass later. `now` is the clock: no entry is of a day to come.
pub async fn decide(store: &Store, entry: &Entry, key: &Key, now: Timestamp) -> Result<Decided> {
    store.desk().decide(entry.clone(), entry_key(&entry.actor, key), now).await
}

/// What is asked of new decisions besides the rules of the ledger, by the programme files and by whoever runs the server. Of many
/// imported at once, and of a journal that is replayed, it is not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Terms {
    /// The last day that files give to envelopes at the top, until an act sets another: see [`ledger::last_day`].
    pub until: BTreeMap<EnvelopeId, Date>,
    /// From this amount on, in cents, money at the top is opened and raised by two: see [`ledger::opened_by_two`].
    pub two_persons_from: Option<i64>,
    /// Two people whom the same third brought in are not the two of one decision: see [`crate::ties`].
    pub apart: bool,
}

/// Changes what this program asks from its next decision on; nothing of it is stored.
pub fn ask(store: &Store, change: impl FnOnce(&mut Terms)) {
    store.desk().ask(change);
}

/// What this program asks of new decisions now.
pub fn asked(store: &Store) -> Arc<Terms> {
    store.desk().terms()
}

/// Why one of these new entries is out of the time of its envelope, read before a second person is asked to approve it.
pub(crate) async fn over(store: &Store, entries: &[Entry]) -> Result<Option<Refusal>> {
    let terms = store.desk().terms();
    let all: BTreeMap<EnvelopeId, Envelope> = envelopes(store).await?.into_iter().collect();
    let refused = |entry: &Entry| ledger::within(entry, ledger::last_day(&all, &entry.envelope, &terms.until)).err();
    Ok(entries.iter().find_map(refused))
}

/// What the journal keeps of a client's key, and what it kept of it before keys were their author's: a line of that time that is
/// sent again is found.
pub(crate) struct Keyed {
    own: String,
    former: Option<String>,
}

impl Keyed {
    /// A key that never was another's.
    fn only(own: String) -> Keyed {
        Keyed { own, former: None }
    }
}

fn entry_key(actor: &str, key: &Key) -> Keyed {
    let own = sha256(format!("ledger.by\n{actor}\n{}", key.0).as_bytes());
    Keyed { own, former: Some(sha256(format!("ledger\n{}", key.0).as_bytes())) }
}

/// One wrong text must not undo the decisions of others in its batch: it is refused before it joins one.
fn storable(entry: &Entry) -> Result<()> {
    const LONGEST: usize = 500;
    let texts = [Some(entry.decision.as_str()), Some(entry.actor.as_str()), entry.approver.as_deref(), entry.kind.beneficiary()];
    for text in texts.into_iter().flatten() {
        if text.contains('\0') || text.chars().count() > LONGEST {
            let what = text.chars().filter(|c| *c != '\0').take(40).collect();
            return Err(StoreError::Unstorable { what, why: format!("U+0000, > {LONGEST}") });
        }
    }
    Ok(())
}
