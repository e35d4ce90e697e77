//! People who left for the identity provider and are awaited back: what must match when they are. Used once.

use crate::conn::{Result, Row, cells};
use crate::{Store, TokenHash};
use jiff::Timestamp;

#[derive(Clone, PartialEq)]
pub struct Errand {
    pub state: String,
    pub nonce: String,
    pub verifier: String,
    /// Address to go back to, ours.
    pub back: String,
}

const LEAVE: &str = "INSERT INTO identity_errand (id_hash, state, nonce, verifier, back, expires_at) VALUES ($1, $2, $3, $4, $5, $6)";
const FIND: &str = "SELECT state, nonce, verifier, back FROM identity_errand WHERE id_hash = $1 AND expires_at > $2";
/// The guard: of two who come back by the same errand, one is let in.
const END: &str = "DELETE FROM identity_errand WHERE id_hash = $1";
const FORGET: &str = "DELETE FROM identity_errand WHERE expires_at < $1";

pub async fn leave(store: &Store, id: &TokenHash, errand: &Errand, expires_at: Timestamp) -> Result<()> {
    let (id, errand) = (id.0.clone(), errand.clone());
    store
        .write(move |conn| {
            Box::pin(async move {
                let cells = cells![id, errand.state, errand.nonce, errand.verifier, errand.back, expires_at];
                conn.execute(LEAVE, cells).await.map(drop)
            })
        })
        .await
}

/// Whoever comes back, once.
pub async fn take(store: &Store, id: &TokenHash, now: Timestamp) -> Result<Option<Errand>> {
    let id = id.0.clone();
    store
        .write(move |conn| {
            Box::pin(async move {
                let found = conn.row(FIND, cells![&id, now], read).await?;
                let ended = conn.execute(END, cells![id]).await? == 1;
                Ok(found.filter(|_| ended))
            })
        })
        .await
}

/// Erases those that were not finished before `before`.
pub async fn forget(store: &Store, before: Timestamp) -> Result<u64> {
    store.write(move |conn| Box::pin(async move { conn.execute(FORGET, cells![before]).await })).await
}

fn read(row: &Row) -> Result<Errand> {
    Ok(Errand { state: row.text("state")?, nonce: row.text("nonce")?, verifier: row.text("verifier")?, back: row.text("back")? })
}
