//! The sessions people opened: each can be listed and ended, and what somebody may do is read again at every request,
//! so that a right that is taken back, or a session that is ended, stops at the next one.

use crate::conn::{Result, Row, cells};
use crate::people::{self, Person};
use crate::{PersonId, Store, TokenHash, audit};
use domain::rights::Right;
use jiff::Timestamp;
use serde_json::json;

#[derive(Clone, Debug, PartialEq)]
pub struct Session {
    /// Digest of the cookie: names the session without opening it.
    pub id: TokenHash,
    pub device: String,
    pub created_at: Timestamp,
    pub last_seen_at: Timestamp,
    pub expires_at: Timestamp,
}

/// A session that stands, whose it is, and what they may do now.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    pub person: Person,
    pub rights: Vec<Right>,
    pub last_seen_at: Timestamp,
    /// Given by the identity provider that opened it.
    pub id_token: Option<String>,
}

const OPEN: &str = "INSERT INTO person_session (id_hash, person_id, device, created_at, last_seen_at, expires_at, id_token) \
     SELECT $1, p.id, $3, $4, $4, $5, $6 FROM person p WHERE p.id = $2 AND p.closed_at IS NULL";
const WHOSE: &str = "SELECT p.id, p.email, p.name, p.created_at, p.closed_at, s.last_seen_at, s.id_token FROM person_session s JOIN person p ON p.id = s.person_id \
     WHERE s.id_hash = $1 AND s.expires_at > $2 AND s.revoked_at IS NULL AND p.closed_at IS NULL";
const RIGHTS: &str = "SELECT id, person_id, organisation_id, role, scope, given_at, given_by FROM person_right \
     WHERE person_id = $1 AND taken_back_at IS NULL ORDER BY given_at, id";
const OF_PERSON: &str = "SELECT id_hash, device, created_at, last_seen_at, expires_at FROM person_session \
     WHERE person_id = $1 AND expires_at > $2 AND revoked_at IS NULL ORDER BY last_seen_at DESC, id_hash";
const SEEN: &str = "UPDATE person_session SET last_seen_at = $2 WHERE id_hash = $1 AND last_seen_at < $3 AND revoked_at IS NULL";
const REVOKE: &str = "UPDATE person_session SET revoked_at = $3 WHERE id_hash = $1 AND person_id = $2 AND revoked_at IS NULL";
const REVOKE_ALL: &str = "UPDATE person_session SET revoked_at = $2 WHERE person_id = $1 AND revoked_at IS NULL";
const FORGET: &str = "DELETE FROM person_session WHERE expires_at < $1";

/// Opens a session; false when the account is not there or is closed.
pub async fn open(
    store: &Store,
    person: &PersonId,
    id: &TokenHash,
    device: &str,
    expires_at: Timestamp,
    id_token: Option<&str>,
    now: Timestamp,
) -> Result<bool> {
    let id_token = id_token.map(str::to_owned);
    let (person, id, device) = (person.clone(), id.0.clone(), device.chars().filter(|c| *c != '\0').take(200).collect::<String>());
    store
        .write(move |conn| {
            Box::pin(async move {
                let opened = conn.execute(OPEN, cells![id, person.as_str(), device, now, expires_at, id_token]).await? == 1;
                if opened {
                    let object = people::object(&person);
                    audit::append(conn, now, &object, "person.sign_in", &object, json!({})).await?;
                }
                Ok(opened)
            })
        })
        .await
}

/// Whose session it is, if it stands at `now`, and what they may do now.
pub async fn find(store: &Store, id: &TokenHash, now: Timestamp) -> Result<Option<Found>> {
    let mut conn = store.reader().await?;
    let read = |row: &Row| Ok((people::read(row)?, row.time("last_seen_at")?, row.maybe_text("id_token")?));
    let Some((person, last_seen_at, id_token)) = conn.row(WHOSE, cells![&id.0, now], read).await? else { return Ok(None) };
    let rights = conn.rows(RIGHTS, cells![person.id.as_str()], people::given).await?;
    let rights = rights.into_iter().map(|given| given.right).collect();
    Ok(Some(Found { person, rights, last_seen_at, id_token }))
}

/// Notes that the session was used, once a minute at most: a write per request would cost more than it tells.
pub async fn seen(store: &Store, id: &TokenHash, now: Timestamp) -> Result<()> {
    let (id, minute) = (id.0.clone(), now - jiff::SignedDuration::from_secs(60));
    store.write(move |conn| Box::pin(async move { conn.execute(SEEN, cells![id, now, minute]).await.map(drop) })).await
}

/// The sessions of somebody that stand at `now`, last used first.
pub async fn of_person(store: &Store, person: &PersonId, now: Timestamp) -> Result<Vec<Session>> {
    store.reader().await?.rows(OF_PERSON, cells![person.as_str(), now], read).await
}

/// Ends one session of this person, effective at the next request. False when it did not stand, or is another's.
pub async fn revoke(store: &Store, person: &PersonId, id: &TokenHash, now: Timestamp) -> Result<bool> {
    let (person, id) = (person.clone(), id.0.clone());
    store
        .write(move |conn| {
            Box::pin(async move {
                let done = conn.execute(REVOKE, cells![id, person.as_str(), now]).await? == 1;
                if done {
                    let object = people::object(&person);
                    audit::append(conn, now, &object, "person.sign_out", &object, json!({})).await?;
                }
                Ok(done)
            })
        })
        .await
}

/// Ends every session of this person; returns how many stood.
pub async fn revoke_all(store: &Store, person: &PersonId, author: &str, now: Timestamp) -> Result<u64> {
    let (person, author) = (person.clone(), author.to_owned());
    store
        .write(move |conn| {
            Box::pin(async move {
                let ended = conn.execute(REVOKE_ALL, cells![person.as_str(), now]).await?;
                audit::append(conn, now, &author, "person.sign_out_everywhere", &people::object(&person), json!({ "ended": ended }))
                    .await?;
                Ok(ended)
            })
        })
        .await
}

/// Erases the sessions that ended before `before`; returns how many.
pub async fn forget(store: &Store, before: Timestamp) -> Result<u64> {
    store.write(move |conn| Box::pin(async move { conn.execute(FORGET, cells![before]).await })).await
}

fn read(row: &Row) -> Result<Session> {
    Ok(Session {
        id: TokenHash(row.text("id_hash")?),
        device: row.text("device")?,
        created_at: row.time("created_at")?,
        last_seen_at: row.time("last_seen_at")?,
        expires_at: row.time("expires_at")?,
    })
}
