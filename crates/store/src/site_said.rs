//! What those who keep a site say of it, over what lists say: what was anticipated, the labels that a decision gave it, and the
//! characteristics that they accepted from a public service. Every earlier word is kept.

use crate::conn::{Conn, Result, Row, cells, to_json};
use crate::{Store, StoreError, audit};
use domain::{Anticipation, Datum, Label};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::json;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Said {
    Anticipation(Anticipation),
    Label(Label),
    Characteristic(Characteristic),
}

/// A characteristic of the catalogue ("flood"), with its source and day.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Characteristic {
    pub key: String,
    pub datum: Datum,
}

impl Said {
    pub fn about(&self) -> About {
        match self {
            Said::Anticipation(anticipation) => About { kind: Kind::Anticipation, subject: anticipation.procedure.clone() },
            Said::Label(label) => About { kind: Kind::Label, subject: label.wave.clone() },
            Said::Characteristic(own) => About { kind: Kind::Characteristic, subject: own.key.clone() },
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Anticipation,
    Label,
    Characteristic,
}

impl Kind {
    pub fn code(self) -> &'static str {
        match self {
            Kind::Anticipation => "anticipation",
            Kind::Label => "label",
            Kind::Characteristic => "characteristic",
        }
    }
    pub fn parse(code: &str) -> Option<Kind> {
        [Kind::Anticipation, Kind::Label, Kind::Characteristic].into_iter().find(|kind| kind.code() == code)
    }
}

/// What is spoken of: a group of procedures, the wave of a label, or a characteristic.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct About {
    pub kind: Kind,
    pub subject: String,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Kept {
    pub site: String,
    pub about: About,
    /// None once it was taken back: what lists say stands again.
    pub said: Option<Said>,
    /// Number of the application that a label comes from; empty otherwise.
    pub application: String,
    /// From 1; send it back with the next word, 0 when nothing was ever said.
    pub version: i64,
    pub author: String,
    pub at: Timestamp,
}

/// A word as it was said, or taken back.
#[derive(Clone, Debug, PartialEq)]
pub struct Past {
    pub about: About,
    pub version: i64,
    pub said: Option<Said>,
    pub author: String,
    pub at: Timestamp,
}

/// A word for a site.
#[derive(Clone, Debug)]
pub struct Word {
    pub site: String,
    pub about: About,
    /// None takes back what was said.
    pub said: Option<Said>,
    pub application: String,
}

const ALL: &str = "SELECT site_id, kind, subject, said, application, version, author, at FROM site_said ORDER BY site_id, kind, subject";
const OF_SITE: &str = "SELECT site_id, kind, subject, said, application, version, author, at FROM site_said \
     WHERE site_id = $1 ORDER BY kind, subject";
const USED: &str = "SELECT application FROM site_said WHERE application <> '' AND said <> '' ORDER BY application";
const MARK: &str = "SELECT CAST(COALESCE(SUM(version), 0) AS BIGINT) AS words FROM site_said";
const STANDS: &str = "SELECT version FROM site_said WHERE site_id = $1 AND kind = $2 AND subject = $3";
const PUT: &str = "INSERT INTO site_said (site_id, kind, subject, said, application, version, author, at) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (site_id, kind, subject) DO UPDATE \
     SET said = excluded.said, application = excluded.application, version = excluded.version, author = excluded.author, at = excluded.at";
/// One decision gives one label: another site that bears it already stops this word.
const ELSEWHERE: &str = "SELECT site_id FROM site_said WHERE application = $1 AND said <> '' AND NOT (site_id = $2 AND subject = $3)";
const ADD_VERSION: &str =
    "INSERT INTO site_said_version (site_id, kind, subject, version, said, author, at) VALUES ($1, $2, $3, $4, $5, $6, $7)";

const PAST: &str = "SELECT kind, subject, version, said, author, at FROM site_said_version WHERE site_id = $1 \
     ORDER BY at DESC, kind, subject, version DESC";

/// Says something of a site, on top of version `expected`. False when somebody spoke in between, or when the decision of this
/// application already gave a label elsewhere.
pub async fn say(store: &Store, word: Word, expected: i64, author: &str, now: Timestamp) -> Result<bool> {
    say_all(store, vec![(word, expected)], author, now).await
}

/// Says all these words, each on top of its version, or none of them: false when one may not be said.
pub async fn say_all(store: &Store, words: Vec<(Word, i64)>, author: &str, now: Timestamp) -> Result<bool> {
    let author = author.to_owned();
    store
        .write(move |conn| {
            Box::pin(async move {
                audit::hold(conn).await?;
                for (word, expected) in &words {
                    if !may_be_said(conn, word, *expected).await? {
                        return Ok(false);
                    }
                }
                for (word, expected) in &words {
                    put(conn, word, *expected, &author, now).await?;
                }
                Ok(true)
            })
        })
        .await
}

/// Whether nobody spoke since, and no other site bears a label of the same decision.
async fn may_be_said(conn: &mut Conn, word: &Word, expected: i64) -> Result<bool> {
    let Word { site, about, said, application } = word;
    let (kind, subject) = (about.kind.code(), &about.subject);
    if !application.is_empty() && said.is_some() {
        let elsewhere = conn.row(ELSEWHERE, cells![application, site, subject], |row| row.text("site_id")).await?;
        if elsewhere.is_some() {
            return Ok(false);
        }
    }
    let stands = conn.row(STANDS, cells![site, kind, subject], |row| row.whole("version")).await?;
    Ok(stands.unwrap_or(0) == expected)
}

async fn put(conn: &mut Conn, word: &Word, expected: i64, author: &str, now: Timestamp) -> Result<()> {
    let Word { site, about, said, application } = word;
    let (kind, subject) = (about.kind.code(), &about.subject);
    let text = said.as_ref().map(|said| to_json("said", said)).transpose()?.unwrap_or_default();
    let version = expected + 1;
    conn.execute(PUT, cells![site, kind, subject, &text, application, version, author, now]).await?;
    conn.execute(ADD_VERSION, cells![site, kind, subject, version, &text, author, now]).await?;
    let act = if said.is_some() { "site.say" } else { "site.unsay" };
    let detail = json!({ "kind": kind, "subject": subject, "application": application, "version": version });
    audit::append(conn, now, author, act, &format!("site:{site}"), detail).await
}

/// Every word that stands or was taken back.
pub async fn all(store: &Store) -> Result<Vec<Kept>> {
    store.reader().await?.rows(ALL, vec![], read).await
}

pub async fn of_site(store: &Store, site: &str) -> Result<Vec<Kept>> {
    store.reader().await?.rows(OF_SITE, cells![site], read).await
}

/// Every word ever said of a site, latest first.
pub async fn past(store: &Store, site: &str) -> Result<Vec<Past>> {
    let read = |row: &Row| {
        let (about, said) = (about(row)?, said(row)?);
        Ok(Past { about, version: row.whole("version")?, said, author: row.text("author")?, at: row.time("at")? })
    };
    store.reader().await?.rows(PAST, cells![site], read).await
}

/// Numbers of the applications whose decision already gave a label.
pub async fn used(store: &Store) -> Result<Vec<String>> {
    store.reader().await?.rows(USED, vec![], |row| row.text("application")).await
}

/// A number that grows with each word: another server looks again when it has changed.
pub async fn mark(store: &Store) -> Result<i64> {
    Ok(store.reader().await?.row(MARK, vec![], |row| row.whole("words")).await?.unwrap_or(0))
}

fn about(row: &Row) -> Result<About> {
    let kind = row.text("kind")?;
    let kind = Kind::parse(&kind).ok_or_else(|| StoreError::unreadable("kind", kind))?;
    Ok(About { kind, subject: row.text("subject")? })
}

fn said(row: &Row) -> Result<Option<Said>> {
    if row.text("said")?.is_empty() { Ok(None) } else { row.json("said").map(Some) }
}

fn read(row: &Row) -> Result<Kept> {
    Ok(Kept {
        site: row.text("site_id")?,
        about: about(row)?,
        said: said(row)?,
        application: row.text("application")?,
        version: row.whole("version")?,
        author: row.text("author")?,
        at: row.time("at")?,
    })
}
