//! Taking out of every list what keeps its states, and bringing it back: leads of sites, targets, flows and signatories go the same way.

use crate::conn::{Result, cells};
use crate::{Store, audit};
use jiff::Timestamp;
use serde_json::json;

pub(crate) struct Removal {
    /// `$1` its identifier, `$2` the version it must stand at, `$3` the time.
    pub statement: &'static str,
    pub id: String,
    pub expected: i64,
    /// What the audit says was done, and of what.
    pub action: &'static str,
    pub object: String,
}

/// False when it does not stand at that version: nothing is removed, and nothing is said of it.
pub(crate) async fn remove(store: &Store, removal: Removal, author: &str, now: Timestamp) -> Result<bool> {
    apply(store, removal, false, author, now).await
}

/// The same of what comes back. It waits for whoever adds the same thing, so that it is not there twice.
pub(crate) async fn restore(store: &Store, removal: Removal, author: &str, now: Timestamp) -> Result<bool> {
    apply(store, removal, true, author, now).await
}

async fn apply(store: &Store, removal: Removal, waits: bool, author: &str, now: Timestamp) -> Result<bool> {
    let author = author.to_owned();
    store
        .write(move |conn| {
            Box::pin(async move {
                let Removal { statement, id, expected, action, object } = removal;
                if waits {
                    audit::hold(conn).await?;
                }
                let done = conn.execute(statement, cells![id, expected, now]).await? == 1;
                if done {
                    audit::append(conn, now, &author, action, &object, json!({})).await?;
                }
                Ok(done)
            })
        })
        .await
}
