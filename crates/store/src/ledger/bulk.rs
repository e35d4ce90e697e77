//! Many decisions at once, where nobody waits for each: what an invented country writes. The rules, the chain and the guards
//! are those of the desk; only the transaction is longer, as long as its caller likes.

use super::desk::{Asked, Batch, Decided, Origin};
use super::{Keyed, Terms, entry_key, storable};
use crate::Store;
use crate::conn::{Conn, Result};
use crate::idempotency::Key;
use jiff::Timestamp;
use ledger::{Entry, Refusal};

/// Keys come in no order, so a long batch touches every page of their index: SQLite keeps these in memory until the commit
/// (128 MB instead of 2) rather than write each and read it again many times.
const ROOM: &str = "PRAGMA cache_size = -131072";
/// What SQLite takes by itself.
const AS_BEFORE: &str = "PRAGMA cache_size = -2000";

/// Writes these decisions in their order, in one transaction, or none of them: the first that the rules refuse is given, and
/// nothing is written. A decision that the journal holds under its key is passed over; the same key with another decision
/// refuses the whole with [`crate::StoreError::KeyReused`].
pub async fn decide_all(store: &Store, decisions: Vec<(Entry, Key)>, now: Timestamp) -> Result<std::result::Result<(), Refusal>> {
    decisions.iter().try_for_each(|(entry, _)| storable(entry))?;
    let decisions = decisions.into_iter().map(|(entry, key)| {
        let key = entry_key(&entry.actor, &key);
        (entry, key)
    });
    let decisions: Vec<(Entry, Keyed)> = decisions.collect();
    store
        .write(move |conn| {
            Box::pin(async move {
                let embedded = matches!(conn, Conn::Sqlite(_));
                if embedded {
                    conn.execute(ROOM, vec![]).await?;
                }
                let written = write(conn, &decisions, now).await;
                if embedded {
                    conn.execute(AS_BEFORE, vec![]).await?;
                }
                written
            })
        })
        .await
}

async fn write(conn: &mut Conn, decisions: &[(Entry, Keyed)], now: Timestamp) -> Result<std::result::Result<(), Refusal>> {
    let mut batch = Batch::begin(conn).await?;
    let asked = decisions.iter().map(|(entry, key)| Asked { entry, key: &key.own, former: key.former.as_deref() });
    let asked: Vec<Asked> = asked.collect();
    batch.look_up(conn, &asked).await?;
    let terms = Terms::default();
    for asked in asked {
        if let Decided::Refused(refusal) = batch.judge_line(conn, asked, (Origin::Import, &terms), now).await?? {
            return Ok(Err(refusal));
        }
    }
    batch.end(conn).await.map(Ok)
}
