//! Whoever operates this installation: a local key, and the sessions it opens.

use crate::conn::{Result, Row, cells};
use crate::{Store, TokenHash, audit};
use jiff::Timestamp;
use serde_json::json;

#[derive(Clone, Debug, PartialEq)]
pub struct Session {
    pub created_at: Timestamp,
    pub last_seen_at: Timestamp,
    pub expires_at: Timestamp,
    /// Label of the key that opened it.
    pub operator: String,
}

const ADD_KEY: &str = "INSERT INTO operator_key (key_hash, label, created_at) VALUES ($1, $2, $3)";
const REVOKE_KEYS: &str = "UPDATE operator_key SET revoked_at = $1 WHERE revoked_at IS NULL";
const HAS_KEY: &str = "SELECT COUNT(*) AS keys FROM operator_key WHERE revoked_at IS NULL";
const LABEL: &str = "SELECT label FROM operator_key WHERE key_hash = $1 AND revoked_at IS NULL";
/// Opens only with a key that stands, in the same statement: a key revoked at the same moment opens nothing.
const OPEN: &str = "INSERT INTO operator_session (id_hash, key_hash, created_at, last_seen_at, expires_at) \
     SELECT $1, k.key_hash, $3, $3, $4 FROM operator_key k WHERE k.key_hash = $2 AND k.revoked_at IS NULL";
const VALID: &str = "SELECT s.created_at, s.last_seen_at, s.expires_at, k.label FROM operator_session s \
     JOIN operator_key k ON k.key_hash = s.key_hash \
     WHERE s.id_hash = $1 AND s.expires_at > $2 AND s.revoked_at IS NULL AND k.revoked_at IS NULL";
const SEEN: &str = "UPDATE operator_session SET last_seen_at = $2 WHERE id_hash = $1 AND last_seen_at < $2 AND revoked_at IS NULL";
const REVOKE: &str = "UPDATE operator_session SET revoked_at = $2 WHERE id_hash = $1 AND revoked_at IS NULL";
const REVOKE_ALL: &str = "UPDATE operator_session SET revoked_at = $1 WHERE revoked_at IS NULL";
const FORGET: &str = "DELETE FROM operator_session WHERE expires_at < $1";

/// Makes `key` the only operator key: former keys and their sessions end at once.
pub async fn set_key(store: &Store, key: &TokenHash, label: &str, now: Timestamp) -> Result<()> {
    let (key, label) = (key.0.clone(), label.to_owned());
    store
        .write(move |conn| {
            Box::pin(async move {
                conn.execute(REVOKE_KEYS, cells![now]).await?;
                conn.execute(REVOKE_ALL, cells![now]).await?;
                conn.execute(ADD_KEY, cells![key, &label, now]).await?;
                audit::append(conn, now, &label, "operator.set_key", "operator", json!({})).await
            })
        })
        .await
}

/// False on a new installation: a key must be made before anyone can sign in.
pub async fn has_key(store: &Store) -> Result<bool> {
    let keys = store.reader().await?.row(HAS_KEY, vec![], |row| row.whole("keys")).await?;
    Ok(keys.is_some_and(|keys| keys > 0))
}

/// Opens the session `id` until `expires_at` if `key` is the operator key; false, and nothing is opened, otherwise.
pub async fn open_session(store: &Store, key: &TokenHash, id: &TokenHash, expires_at: Timestamp, now: Timestamp) -> Result<bool> {
    let (key, id) = (key.0.clone(), id.0.clone());
    store
        .write(move |conn| {
            Box::pin(async move {
                if conn.execute(OPEN, cells![id, &key, now, expires_at]).await? == 0 {
                    return Ok(false);
                }
                let label = conn.row(LABEL, cells![key], |row| row.text("label")).await?.unwrap_or_default();
                audit::append(conn, now, &label, "operator.sign_in", "operator", json!({})).await?;
                Ok(true)
            })
        })
        .await
}

/// The session, if it stands at `now`.
pub async fn find_session(store: &Store, id: &TokenHash, now: Timestamp) -> Result<Option<Session>> {
    store.reader().await?.row(VALID, cells![&id.0, now], read).await
}

/// Notes that the session was used. A write: once a minute is enough.
pub async fn seen(store: &Store, id: &TokenHash, now: Timestamp) -> Result<()> {
    let id = id.0.clone();
    store.write(move |conn| Box::pin(async move { conn.execute(SEEN, cells![id, now]).await.map(drop) })).await
}

/// Ends one session, effective at the next request. False when it did not stand.
pub async fn revoke_session(store: &Store, id: &TokenHash, now: Timestamp) -> Result<bool> {
    let id = id.0.clone();
    store
        .write(move |conn| {
            Box::pin(async move {
                let done = conn.execute(REVOKE, cells![id, now]).await? == 1;
                if done {
                    audit::append(conn, now, "operator", "operator.sign_out", "operator", json!({})).await?;
                }
                Ok(done)
            })
        })
        .await
}

/// Erases the sessions that ended before `before`; returns how many.
pub async fn forget_sessions(store: &Store, before: Timestamp) -> Result<u64> {
    store.write(move |conn| Box::pin(async move { conn.execute(FORGET, cells![before]).await })).await
}

fn read(row: &Row) -> Result<Session> {
    Ok(Session {
        created_at: row.time("created_at")?,
        last_seen_at: row.time("last_seen_at")?,
        expires_at: row.time("expires_at")?,
        operator: row.text("label")?,
    })
}
