//! Exactly once: a request that comes back with its key, even twice at the same time, gets the first answer.

use crate::conn::{Conn, Result, cells};
use crate::{Store, StoreError, sha256};
use jiff::Timestamp;

/// Chosen by whoever asks, the same on every retry. Anyone who presents it gets the answer, so it must be hard to
/// guess: the token of a form, a random UUID. Only its digest is stored.
#[derive(Clone)]
pub struct Key(pub(crate) String);

impl Key {
    pub fn new(key: &str) -> Key {
        Key(sha256(key.as_bytes()))
    }
}

/// A key within what it is used for ("project.create", "project.save:" and an id), and the digest of the request.
pub(crate) struct Request {
    digest: String,
    request: String,
}

impl Request {
    pub(crate) fn new(key: &Key, scope: &str, content: &[&str]) -> Request {
        let request = sha256(content.iter().map(|part| sha256(part.as_bytes())).collect::<String>().as_bytes());
        Request { digest: sha256(format!("{scope}\n{}", key.0).as_bytes()), request }
    }
}

const CLAIM: &str = "INSERT INTO idempotency (digest, request, response, at) VALUES ($1, $2, NULL, $3) ON CONFLICT (digest) DO NOTHING";
const ANSWERED: &str = "SELECT request, response FROM idempotency WHERE digest = $1";
const SETTLE: &str = "UPDATE idempotency SET response = $2 WHERE digest = $1";
const RELEASE: &str = "DELETE FROM idempotency WHERE digest = $1";
const FORGET: &str = "DELETE FROM idempotency WHERE at < $1";

/// Takes the key, or gives the answer of whoever took it before. A parallel holder of the key is waited for: by the
/// row lock on PostgreSQL, by the single writer on SQLite.
pub(crate) async fn claim(conn: &mut Conn, request: Option<&Request>, now: Timestamp) -> Result<Option<String>> {
    let Some(request) = request else { return Ok(None) };
    if conn.execute(CLAIM, cells![&request.digest, &request.request, now]).await? == 1 {
        return Ok(None);
    }
    let read = |row: &crate::conn::Row| Ok((row.text("request")?, row.maybe_text("response")?));
    match conn.row(ANSWERED, cells![&request.digest], read).await? {
        Some((same, _)) if same != request.request => Err(StoreError::KeyReused),
        Some((_, Some(response))) => Ok(Some(response)),
        _ => Err(StoreError::Busy { why: "idempotency key released meanwhile".into() }),
    }
}

/// Records the answer, in the transaction that made it true.
pub(crate) async fn settle(conn: &mut Conn, request: Option<&Request>, response: &str) -> Result<()> {
    match request {
        Some(request) => conn.execute(SETTLE, cells![&request.digest, response]).await.map(drop),
        None => Ok(()),
    }
}

/// Gives the key back: nothing was done, the same request may succeed later.
pub(crate) async fn release(conn: &mut Conn, request: Option<&Request>) -> Result<()> {
    match request {
        Some(request) => conn.execute(RELEASE, cells![&request.digest]).await.map(drop),
        None => Ok(()),
    }
}

/// Forgets the keys used before `before`; returns how many. A retry older than that is a new request.
pub async fn forget(store: &Store, before: Timestamp) -> Result<u64> {
    store.write(move |conn| Box::pin(async move { conn.execute(FORGET, cells![before]).await })).await
}
