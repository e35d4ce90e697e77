//! What is told at once: a file sent back for what is missing, a decision notified, a step that awaits its second person. The
//! journal of steps is the queue, so nothing is added to the transaction of a step. A line per reader, taken before the letter is
//! written, makes several servers tell it once; it is held for a while only and marked when the letter left, so that what a server that
//! was killed had taken is written by another look. A server killed right after the letter left tells it twice: never told is worse.

use crate::conn::{Result, Row, cells};
use crate::letters::{self, Reader};
use crate::{Store, StoreError, TokenHash};
use jiff::{SignedDuration, Timestamp};

/// How long a server holds a letter that it has not said to have left: longer than a round of letters lasts.
const LEASE: SignedDuration = SignedDuration::from_mins(30);

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Incomplete,
    Inadmissible,
    Notified,
    Declined,
    /// A step of an application waits for a second person.
    Proposed,
    /// A line of an envelope does.
    Envelope,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct News {
    /// Names the event: told once to each reader.
    pub object: String,
    pub kind: Kind,
    /// Of the application, or of the proposal on an envelope.
    pub id: String,
}

/// Events since an instant of which not everybody concerned was told, the oldest first.
const NEWS: &str = "SELECT n.object, n.what, n.id FROM (\
     SELECT 'application:' || s.application || ':' || CAST(s.version AS TEXT) AS object, s.after AS what, s.application AS id, s.at AS at \
     FROM application_step s WHERE s.at >= $1 AND s.before <> s.after AND s.after IN ('incomplete', 'inadmissible', 'notified', 'declined') \
     UNION ALL \
     SELECT 'application:' || a.id || ':' || CAST(a.version AS TEXT) AS object, 'proposed' AS what, a.id AS id, a.changed_at AS at \
     FROM application a WHERE a.proposal IS NOT NULL AND a.changed_at >= $1 \
     UNION ALL \
     SELECT 'proposal:' || p.id AS object, 'envelope' AS what, p.id AS id, p.proposed_at AS at FROM ledger_proposal p \
     WHERE p.proposed_at >= $1 AND p.expires_at > $2 AND NOT EXISTS (SELECT 1 FROM ledger_entry e WHERE e.key = p.key)) n \
     WHERE NOT EXISTS (SELECT 1 FROM letter_once o WHERE o.object = n.object AND o.reader = '') ORDER BY n.at, n.object LIMIT 200";
/// The guard: of two servers, one takes the letter. Taken before $4 and not left, its server is no more: it is taken again.
const CLAIM: &str = "INSERT INTO letter_once (object, reader, at) VALUES ($1, $2, $3) ON CONFLICT (object, reader) \
     DO UPDATE SET at = excluded.at WHERE letter_once.sent IS NULL AND letter_once.at < $4";
const SENT: &str = "UPDATE letter_once SET sent = $3 WHERE object = $1 AND reader = $2 AND sent IS NULL";
/// With the mark of the end: whoever put it may have counted on this letter.
const GIVE_BACK: &str = "DELETE FROM letter_once WHERE object = $1 AND (reader = '' OR reader = $2 AND sent IS NULL)";
/// Not while a letter taken since $3 has not left: the server that holds it may be killed before.
const DONE: &str = "INSERT INTO letter_once (object, reader, at, sent) SELECT $1, '', $2, $2 WHERE NOT EXISTS (\
     SELECT 1 FROM letter_once o WHERE o.object = $1 AND o.sent IS NULL AND o.at >= $3) ON CONFLICT (object, reader) DO NOTHING";
const FORGET: &str = "DELETE FROM letter_once WHERE at < $1";

pub async fn since(store: &Store, since: Timestamp, now: Timestamp) -> Result<Vec<News>> {
    store.reader().await?.rows(NEWS, cells![since, now], news).await
}

/// Takes the letter of somebody about this: true for the one server that writes it, then says that it left ([`sent`]) or that it
/// did not ([`give_back`]). `stop` is the link at its foot.
pub async fn claim(store: &Store, object: &str, reader: &Reader, stop: &TokenHash, now: Timestamp) -> Result<bool> {
    let (object, person, stop) = (object.to_owned(), reader.person.clone(), stop.0.clone());
    store
        .write(move |conn| {
            Box::pin(async move {
                let taken = conn.execute(CLAIM, cells![&object, person.as_str(), now, now - LEASE]).await? == 1;
                if taken {
                    conn.execute(letters::STOP, cells![stop, person.as_str(), now]).await?;
                }
                Ok(taken)
            })
        })
        .await
}

/// The letter left, or was refused for good: nobody writes it again.
pub async fn sent(store: &Store, object: &str, reader: &Reader, now: Timestamp) -> Result<()> {
    let (object, person) = (object.to_owned(), reader.person.clone());
    store.write(move |conn| Box::pin(async move { conn.execute(SENT, cells![object, person.as_str(), now]).await.map(drop) })).await
}

/// The letter did not leave: it is written again later.
pub async fn give_back(store: &Store, object: &str, reader: &Reader) -> Result<()> {
    let (object, person) = (object.to_owned(), reader.person.clone());
    store.write(move |conn| Box::pin(async move { conn.execute(GIVE_BACK, cells![object, person.as_str()]).await.map(drop) })).await
}

/// Everybody concerned was written to, unless a letter is still in the hands of a server.
pub async fn done(store: &Store, object: &str, now: Timestamp) -> Result<()> {
    let object = object.to_owned();
    store.write(move |conn| Box::pin(async move { conn.execute(DONE, cells![object, now, now - LEASE]).await.map(drop) })).await
}

/// Forgets what was told before this instant.
pub async fn forget(store: &Store, before: Timestamp) -> Result<u64> {
    store.write(move |conn| Box::pin(async move { conn.execute(FORGET, cells![before]).await })).await
}

fn news(row: &Row) -> Result<News> {
    let what = row.text("what")?;
    let kind = match what.as_str() {
        "incomplete" => Kind::Incomplete,
        "inadmissible" => Kind::Inadmissible,
        "notified" => Kind::Notified,
        "declined" => Kind::Declined,
        "proposed" => Kind::Proposed,
        "envelope" => Kind::Envelope,
        _ => return Err(StoreError::unreadable("news", what)),
    };
    Ok(News { object: row.text("object")?, kind, id: row.text("id")? })
}
