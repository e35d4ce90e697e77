//! The account of a person: its password, the identity provider that vouches for it, its name, its end.

use crate::conn::{Conn, Result, Row, cells};
use crate::people::{self, Person, normal_email, object};
use crate::{PersonId, Store, TokenHash, audit};
use domain::Lang;
use jiff::Timestamp;
use serde_json::json;

/// What is needed to check a password.
#[derive(Clone, PartialEq)]
pub struct Credentials {
    pub person: PersonId,
    /// PHC string of argon2; None when only an identity provider vouches.
    pub password: Option<String>,
    /// The browser that asks already signed in to this account.
    pub known_browser: bool,
}

const CREATE: &str = "INSERT INTO person (id, email, name, created_at, lang) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (email) DO NOTHING";
const BY_EMAIL: &str = "SELECT id, email, name, created_at, closed_at FROM person WHERE email = $1";
const CREDENTIALS: &str = "SELECT p.id, p.password_hash, (SELECT COUNT(*) FROM known_browser b WHERE b.person_id = p.id AND b.id_hash = $2) AS known \
     FROM person p WHERE p.email = $1 AND p.closed_at IS NULL";
const PASSWORD_OF: &str = "SELECT password_hash FROM person WHERE id = $1 AND closed_at IS NULL";
const SET_PASSWORD: &str = "UPDATE person SET password_hash = $2 WHERE id = $1 AND closed_at IS NULL";
const END_OTHERS: &str = "UPDATE person_session SET revoked_at = $3 WHERE person_id = $1 AND id_hash <> $2 AND revoked_at IS NULL";
const RENAME: &str = "UPDATE person SET name = $2, lang = $3 WHERE id = $1 AND closed_at IS NULL";
const LANG: &str = "SELECT lang FROM person WHERE id = $1";
const KNOW: &str = "INSERT INTO known_browser (id_hash, person_id, known_at) VALUES ($1, $2, $3) ON CONFLICT (id_hash) DO NOTHING";
const FORGET_BROWSERS: &str = "DELETE FROM known_browser WHERE person_id = $1";
const BY_IDENTITY: &str = "SELECT id, email, name, created_at, closed_at FROM person WHERE identity = $1 AND closed_at IS NULL";
/// An account is vouched for by one identity: another subject with the same address does not take it over.
const VOUCH: &str = "UPDATE person SET identity = $2 WHERE id = $1 AND closed_at IS NULL AND (identity IS NULL OR identity = $2)";
/// The address and the secrets go; the name stays in histories, where it was written in the open.
const CLOSE: &str =
    "UPDATE person SET closed_at = $2, email = $3, password_hash = NULL, identity = NULL WHERE id = $1 AND closed_at IS NULL";
const CLOSE_RIGHTS: &str = "UPDATE person_right SET taken_back_at = $2, taken_back_by = $3 WHERE person_id = $1 AND taken_back_at IS NULL";
const CLOSE_SESSIONS: &str = "UPDATE person_session SET revoked_at = $2 WHERE person_id = $1 AND revoked_at IS NULL";
const CLOSE_RESETS: &str = "UPDATE password_reset SET used_at = $2 WHERE person_id = $1 AND used_at IS NULL";

const MAKE_RESET: &str = "INSERT INTO password_reset (token_hash, person_id, made_at, made_by, expires_at) \
     SELECT $1, p.id, $3, $4, $5 FROM person p WHERE p.id = $2 AND p.closed_at IS NULL";
const RESET: &str = "SELECT r.person_id AS id, p.email, p.name, p.created_at, p.closed_at FROM password_reset r JOIN person p ON p.id = r.person_id \
     WHERE r.token_hash = $1 AND r.used_at IS NULL AND r.expires_at > $2 AND p.closed_at IS NULL";
const USE_RESET: &str = "UPDATE password_reset SET used_at = $2 WHERE token_hash = $1 AND used_at IS NULL AND expires_at > $2";

/// What is asked of an account whose address may not exist.
pub async fn credentials(store: &Store, email: &str, browser: Option<&TokenHash>) -> Result<Option<Credentials>> {
    let browser = browser.map_or("", |token| &token.0);
    let read = |row: &Row| {
        let known_browser = row.whole("known")? > 0;
        Ok(Credentials { person: PersonId(row.text("id")?), password: row.maybe_text("password_hash")?, known_browser })
    };
    store.reader().await?.row(CREDENTIALS, cells![normal_email(email), browser], read).await
}

/// The digest of the password of an account, when it has one.
pub async fn password_of(store: &Store, person: &PersonId) -> Result<Option<String>> {
    let found = store.reader().await?.row(PASSWORD_OF, cells![person.as_str()], |row| row.maybe_text("password_hash")).await?;
    Ok(found.flatten())
}

/// The language this person reads mails in.
pub async fn lang_of(store: &Store, person: &PersonId) -> Result<Lang> {
    let found = store.reader().await?.row(LANG, cells![person.as_str()], |row| row.text("lang")).await?;
    Ok(found.map(|code| lang(&code)).unwrap_or_default())
}

/// Changes the password, and ends every session but the one it is changed from.
pub async fn change_password(store: &Store, person: &PersonId, password: &str, kept: &TokenHash, now: Timestamp) -> Result<u64> {
    let (person, password, kept) = (person.clone(), password.to_owned(), kept.0.clone());
    store
        .write(move |conn| {
            Box::pin(async move {
                set_password(conn, &person, &password).await?;
                let ended = conn.execute(END_OTHERS, cells![person.as_str(), kept, now]).await?;
                conn.execute(FORGET_BROWSERS, cells![person.as_str()]).await?;
                conn.execute(CLOSE_RESETS, cells![person.as_str(), now]).await?;
                let who = object(&person);
                audit::append(conn, now, &who, "person.password", &who, json!({ "ended": ended })).await?;
                Ok(ended)
            })
        })
        .await
}

/// Changes the name shown and the language of mails.
pub async fn rename(store: &Store, person: &PersonId, name: &str, lang: Lang, now: Timestamp) -> Result<()> {
    let (person, name) = (person.clone(), name.to_owned());
    store
        .write(move |conn| {
            Box::pin(async move {
                if conn.execute(RENAME, cells![person.as_str(), name, lang.code()]).await? == 1 {
                    let who = object(&person);
                    audit::append(conn, now, &who, "person.rename", &who, json!({})).await?;
                }
                Ok(())
            })
        })
        .await
}

/// Remembers that this browser signed in to this account.
pub async fn know(store: &Store, person: &PersonId, browser: &TokenHash, now: Timestamp) -> Result<()> {
    let (person, browser) = (person.clone(), browser.0.clone());
    store.write(move |conn| Box::pin(async move { conn.execute(KNOW, cells![browser, person.as_str(), now]).await.map(drop) })).await
}

/// The account an identity provider vouches for; `identity` is "issuer subject".
pub async fn find_by_identity(store: &Store, identity: &str) -> Result<Option<Person>> {
    store.reader().await?.row(BY_IDENTITY, cells![identity], people::read).await
}

/// Closes an account: rights, sessions, password and address go at once. False when it was closed already.
pub async fn close(store: &Store, person: &PersonId, author: &str, now: Timestamp) -> Result<bool> {
    let (person, author) = (person.clone(), author.to_owned());
    store
        .write(move |conn| {
            Box::pin(async move {
                if conn.execute(CLOSE, cells![person.as_str(), now, format!("closed:{person}")]).await? == 0 {
                    return Ok(false);
                }
                let rights = conn.execute(CLOSE_RIGHTS, cells![person.as_str(), now, &author]).await?;
                conn.execute(CLOSE_SESSIONS, cells![person.as_str(), now]).await?;
                conn.execute(CLOSE_RESETS, cells![person.as_str(), now]).await?;
                conn.execute(FORGET_BROWSERS, cells![person.as_str()]).await?;
                audit::append(conn, now, &author, "person.close", &object(&person), json!({ "rights": rights })).await?;
                Ok(true)
            })
        })
        .await
}

/// Makes a link that lets its holder choose a new password. False when the account is not there or is closed.
pub async fn make_reset(
    store: &Store,
    person: &PersonId,
    token: &TokenHash,
    author: &str,
    expires_at: Timestamp,
    now: Timestamp,
) -> Result<bool> {
    let (person, token, author) = (person.clone(), token.0.clone(), author.to_owned());
    store
        .write(move |conn| {
            Box::pin(async move {
                // The former links stop: one at most opens an account.
                conn.execute(CLOSE_RESETS, cells![person.as_str(), now]).await?;
                let made = conn.execute(MAKE_RESET, cells![token, person.as_str(), now, &author, expires_at]).await? == 1;
                if made {
                    audit::append(conn, now, &author, "person.reset_link", &object(&person), json!({})).await?;
                }
                Ok(made)
            })
        })
        .await
}

/// Whose password a link lets change, if it stands at `now`.
pub async fn find_reset(store: &Store, token: &TokenHash, now: Timestamp) -> Result<Option<Person>> {
    store.reader().await?.row(RESET, cells![&token.0, now], people::read).await
}

/// Uses the link, once: the password is the new one and every session ends. None when the link does not stand.
pub async fn reset(store: &Store, token: &TokenHash, password: &str, now: Timestamp) -> Result<Option<PersonId>> {
    let (token, password) = (token.0.clone(), password.to_owned());
    store
        .write(move |conn| {
            Box::pin(async move {
                let Some(person) = conn.row(RESET, cells![&token, now], people::read).await? else { return Ok(None) };
                if conn.execute(USE_RESET, cells![&token, now]).await? == 0 {
                    return Ok(None);
                }
                set_password(conn, &person.id, &password).await?;
                let ended = conn.execute(CLOSE_SESSIONS, cells![person.id.as_str(), now]).await?;
                conn.execute(FORGET_BROWSERS, cells![person.id.as_str()]).await?;
                let who = object(&person.id);
                audit::append(conn, now, &who, "person.reset", &who, json!({ "ended": ended })).await?;
                Ok(Some(person.id))
            })
        })
        .await
}

/// False when the address has an account already: nothing is made.
pub(crate) async fn create(conn: &mut Conn, id: &PersonId, email: &str, name: &str, lang: Lang, now: Timestamp) -> Result<bool> {
    let made = conn.execute(CREATE, cells![id.as_str(), normal_email(email), name, now, lang.code()]).await? == 1;
    if made {
        audit::append(conn, now, &object(id), "person.add", &object(id), json!({})).await?;
    }
    Ok(made)
}

pub(crate) async fn by_email(conn: &mut Conn, email: &str) -> Result<Option<Person>> {
    conn.row(BY_EMAIL, cells![email], people::read).await
}

pub(crate) async fn set_password(conn: &mut Conn, person: &PersonId, password: &str) -> Result<()> {
    conn.execute(SET_PASSWORD, cells![person.as_str(), password]).await.map(drop)
}

/// Ties an account to the identity that vouches for it. False when another identity already does.
pub(crate) async fn vouch(conn: &mut Conn, person: &PersonId, identity: &str, now: Timestamp) -> Result<bool> {
    let done = conn.execute(VOUCH, cells![person.as_str(), identity]).await? == 1;
    if done {
        audit::append(conn, now, &object(person), "person.vouch", &object(person), json!({})).await?;
    }
    Ok(done)
}

pub(crate) fn lang(code: &str) -> Lang {
    Lang::parse(code).unwrap_or_default()
}
