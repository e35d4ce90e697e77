//! What is told at once: a file sent back for what is missing, a decision notified, a step that awaits its second person. The
//! journal of steps is the queue, so nothing is added to the transaction of a step and nothing is lost after a crash; a line per
//! reader, taken before the letter is written, makes several servers tell it once.

use crate::conn::{Result, Row, cells};
use crate::letters::{self, Reader};
use crate::{Store, StoreError, TokenHash};
use jiff::Timestamp;

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
/// The guard: of two servers, one takes the letter.
const CLAIM: &str = "INSERT INTO letter_once (object, reader, at) VALUES ($1, $2, $3) ON CONFLICT (object, reader) DO NOTHING";
/// With the mark of the end: whoever put it may have counted on this letter.
const GIVE_BACK: &str = "DELETE FROM letter_once WHERE object = $1 AND reader IN ($2, '')";
const FORGET: &str = "DELETE FROM letter_once WHERE at < $1";

pub async fn since(store: &Store, since: Timestamp, now: Timestamp) -> Result<Vec<News>> {
    store.reader().await?.rows(NEWS, cells![since, now], news).await
}

/// Takes the letter of somebody about this: true for the one server that writes it. `stop` is the link at its foot.
pub async fn claim(store: &Store, object: &str, reader: &Reader, stop: &TokenHash, now: Timestamp) -> Result<bool> {
    let (object, person, stop) = (object.to_owned(), reader.person.clone(), stop.0.clone());
    store
        .write(move |conn| {
            Box::pin(async move {
                let taken = conn.execute(CLAIM, cells![&object, person.as_str(), now]).await? == 1;
                if taken {
                    conn.execute(letters::STOP, cells![stop, person.as_str(), now]).await?;
                }
                Ok(taken)
            })
        })
        .await
}

/// The letter did not leave: it is written again later.
pub async fn give_back(store: &Store, object: &str, reader: &Reader) -> Result<()> {
    let (object, person) = (object.to_owned(), reader.person.clone());
    store.write(move |conn| Box::pin(async move { conn.execute(GIVE_BACK, cells![object, person.as_str()]).await.map(drop) })).await
}

/// Everybody concerned was written to.
pub async fn done(store: &Store, object: &str, now: Timestamp) -> Result<()> {
    let object = object.to_owned();
    store.write(move |conn| Box::pin(async move { conn.execute(CLAIM, cells![object, "", now]).await.map(drop) })).await
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
