//! The letters that say what awaits somebody: at which pace, up to when the last one told, and the links that stop them.

use crate::conn::{Result, Row, cells};
use crate::{PersonId, Store, StoreError, TokenHash, accounts, audit, people};
use domain::Lang;
use jiff::Timestamp;
use serde_json::json;

/// How often.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Pace {
    Never,
    Daily,
    /// What an account begins with: nobody looks at what they were not told of.
    #[default]
    Weekly,
}

impl Pace {
    pub const ALL: [Pace; 3] = [Pace::Never, Pace::Weekly, Pace::Daily];

    pub fn code(self) -> &'static str {
        match self {
            Pace::Never => "never",
            Pace::Daily => "daily",
            Pace::Weekly => "weekly",
        }
    }
    pub fn parse(code: &str) -> Option<Pace> {
        Pace::ALL.into_iter().find(|pace| pace.code() == code)
    }
}

/// Somebody who may be written to.
#[derive(Clone, Debug, PartialEq)]
pub struct Reader {
    pub person: PersonId,
    pub name: String,
    pub email: String,
    pub lang: Lang,
    pub pace: Pace,
    /// Up to when the last letter told; when the account was opened, for the first.
    pub told_at: Timestamp,
    pub failures: i64,
}

/// Whoever has an open account, holds a right and did not choose to be left alone.
macro_rules! readers {
    ($rest:literal) => {
        concat!(
            "SELECT p.id, p.name, p.email, p.lang, COALESCE(l.pace, 'weekly') AS pace, \
             COALESCE(l.told_at, p.created_at) AS told_at, COALESCE(l.failures, 0) AS failures \
             FROM person p LEFT JOIN person_letter l ON l.person_id = p.id \
             WHERE p.closed_at IS NULL AND COALESCE(l.pace, 'weekly') <> 'never' \
             AND EXISTS (SELECT 1 FROM person_right r WHERE r.person_id = p.id AND r.taken_back_at IS NULL) ",
            $rest
        )
    };
}

const READERS: &str = readers!("ORDER BY p.id");
const READER: &str = readers!("AND p.id = $1");
const PACE: &str = "SELECT pace FROM person_letter WHERE person_id = $1";
const BEGIN: &str = "INSERT INTO person_letter (person_id, pace, told_at, failures) \
     SELECT p.id, 'weekly', p.created_at, 0 FROM person p WHERE p.id = $1 ON CONFLICT (person_id) DO NOTHING";
const SET_PACE: &str = "UPDATE person_letter SET pace = $2 WHERE person_id = $1 AND pace <> $2";
/// The guard: of two servers that start from the same last letter, one writes the next.
const CLAIM: &str = "UPDATE person_letter SET told_at = $3 WHERE person_id = $1 AND told_at = $2 AND pace <> 'never'";
const LEFT: &str = "UPDATE person_letter SET failures = 0 WHERE person_id = $1";
const FAILED: &str = "UPDATE person_letter SET told_at = $3, failures = failures + 1 WHERE person_id = $1 AND told_at = $2";
pub(crate) const STOP: &str = "INSERT INTO letter_stop (token_hash, person_id, made_at) VALUES ($1, $2, $3)";
const STOPS: &str = "SELECT p.id, p.email, p.name, p.created_at, p.closed_at FROM letter_stop s JOIN person p ON p.id = s.person_id \
     WHERE s.token_hash = $1 AND p.closed_at IS NULL";
const FORGET: &str = "DELETE FROM letter_stop WHERE made_at < $1";

pub async fn readers(store: &Store) -> Result<Vec<Reader>> {
    store.reader().await?.rows(READERS, vec![], reader).await
}

/// Somebody, if they may be written to.
pub async fn reader_of(store: &Store, person: &PersonId) -> Result<Option<Reader>> {
    store.reader().await?.row(READER, cells![person.as_str()], reader).await
}

pub async fn pace(store: &Store, person: &PersonId) -> Result<Pace> {
    let found = store.reader().await?.row(PACE, cells![person.as_str()], |row| row.text("pace")).await?;
    Ok(found.and_then(|code| Pace::parse(&code)).unwrap_or_default())
}

/// Chooses the pace; `author` signs: the person, or the link of a letter.
pub async fn set_pace(store: &Store, person: &PersonId, pace: Pace, author: &str, now: Timestamp) -> Result<()> {
    let (person, author) = (person.clone(), author.to_owned());
    store
        .write(move |conn| {
            Box::pin(async move {
                conn.execute(BEGIN, cells![person.as_str()]).await?;
                if conn.execute(SET_PACE, cells![person.as_str(), pace.code()]).await? == 1 {
                    let detail = json!({ "pace": pace.code() });
                    audit::append(conn, now, &author, "person.letters", &people::object(&person), detail).await?;
                }
                Ok(())
            })
        })
        .await
}

/// Takes the letter of somebody: true for the one server that writes it. `stop` is the link at its foot.
pub async fn claim(store: &Store, reader: &Reader, stop: &TokenHash, now: Timestamp) -> Result<bool> {
    let (person, told_at, stop) = (reader.person.clone(), reader.told_at, stop.0.clone());
    store
        .write(move |conn| {
            Box::pin(async move {
                conn.execute(BEGIN, cells![person.as_str()]).await?;
                let taken = conn.execute(CLAIM, cells![person.as_str(), told_at, now]).await? == 1;
                if taken {
                    conn.execute(STOP, cells![stop, person.as_str(), now]).await?;
                }
                Ok(taken)
            })
        })
        .await
}

/// The letter left.
pub async fn left(store: &Store, person: &PersonId) -> Result<()> {
    let person = person.clone();
    store.write(move |conn| Box::pin(async move { conn.execute(LEFT, cells![person.as_str()]).await.map(drop) })).await
}

/// The letter claimed at `claimed` did not leave: it is written again later, since the same instant.
pub async fn failed(store: &Store, reader: &Reader, claimed: Timestamp) -> Result<()> {
    let (person, told_at) = (reader.person.clone(), reader.told_at);
    store.write(move |conn| Box::pin(async move { conn.execute(FAILED, cells![person.as_str(), claimed, told_at]).await.map(drop) })).await
}

/// Whose letters a link stops.
pub async fn stopped_by(store: &Store, token: &TokenHash) -> Result<Option<people::Person>> {
    store.reader().await?.row(STOPS, cells![&token.0], people::read).await
}

/// Forgets the links of letters made before this instant.
pub async fn forget(store: &Store, before: Timestamp) -> Result<u64> {
    store.write(move |conn| Box::pin(async move { conn.execute(FORGET, cells![before]).await })).await
}

fn reader(row: &Row) -> Result<Reader> {
    let pace = row.text("pace")?;
    Ok(Reader {
        person: PersonId(row.text("id")?),
        name: row.text("name")?,
        email: row.text("email")?,
        lang: accounts::lang(&row.text("lang")?),
        pace: Pace::parse(&pace).ok_or_else(|| StoreError::unreadable("pace", pace))?,
        told_at: row.time("told_at")?,
        failures: row.whole("failures")?,
    })
}
