//! Files read from the State's form platform: the latest state of each, and where the reading of each form stands. The
//! content is kept as the reader gave it; nothing here knows its form.

use crate::conn::{Result, Row, cells};
use crate::{FundingId, Store, audit};
use jiff::Timestamp;
use serde_json::json;

/// One file, as it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Read {
    pub number: i64,
    pub state: String,
    pub siret: Option<String>,
    pub modified_at: Timestamp,
    /// JSON.
    pub content: String,
}

/// One file, as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    pub number: i64,
    pub state: String,
    pub siret: Option<String>,
    pub modified_at: Timestamp,
    pub content: String,
    pub funding: Option<FundingId>,
    pub erased_at: Option<Timestamp>,
}

/// What a page brought.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Brought {
    pub new: usize,
    pub changed: usize,
    pub erased: usize,
}

const CHECKPOINT: &str = "SELECT checkpoint FROM demarche_pull WHERE demarche = $1";
const SET_CHECKPOINT: &str = "INSERT INTO demarche_pull (demarche, checkpoint, changed_at) VALUES ($1, $2, $3) \
     ON CONFLICT (demarche) DO UPDATE SET checkpoint = $2, changed_at = $3";
const ADD: &str = "INSERT INTO demarche_dossier (demarche, number, state, siret, modified_at, content, read_at) \
     VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (demarche, number) DO NOTHING";
/// The same change read twice, as the overlap of two pulls does, touches nothing; an older one neither.
const CHANGE: &str = "UPDATE demarche_dossier SET state = $3, siret = $4, modified_at = $5, content = $6, read_at = $7, erased_at = NULL \
     WHERE demarche = $1 AND number = $2 AND (modified_at < $5 OR erased_at IS NOT NULL)";
const ERASE: &str =
    "UPDATE demarche_dossier SET content = '', siret = NULL, erased_at = $3 WHERE demarche = $1 AND number = $2 AND erased_at IS NULL";
const PAGE: &str = "SELECT number, state, siret, modified_at, content, funding_id, erased_at FROM demarche_dossier \
     WHERE demarche = $1 AND number > $2 ORDER BY number LIMIT $3";
const MATCH: &str = "UPDATE demarche_dossier SET funding_id = $3 WHERE demarche = $1 AND number = $2";
const OFFER: &str = "INSERT INTO demarche_form (demarche, call, measure, address, mapping, questions, read_at) \
     VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (demarche) DO UPDATE SET call = $2, measure = $3, address = $4, mapping = $5, \
     questions = $6, read_at = $7";
const WITHDRAW: &str = "DELETE FROM demarche_form WHERE demarche = $1";
const OFFERED: &str = "SELECT demarche, call, measure, address, mapping, questions, read_at FROM demarche_form WHERE demarche = $1";
const ALL_OFFERED: &str = "SELECT demarche, call, measure, address, mapping, questions, read_at FROM demarche_form ORDER BY demarche";
const FORMS: &str = "SELECT demarche, COUNT(*) AS n FROM demarche_dossier WHERE erased_at IS NULL GROUP BY demarche ORDER BY demarche";

/// Where the reading of a form stands, as it was kept.
pub async fn checkpoint(store: &Store, demarche: i64) -> Result<Option<String>> {
    store.reader().await?.row(CHECKPOINT, cells![demarche], |row| row.text("checkpoint")).await
}

/// Keeps a page and where it ends, in one transaction: stopped after it, the next pull goes on from there.
pub async fn keep(
    store: &Store,
    demarche: i64,
    files: Vec<Read>,
    erased: Vec<i64>,
    checkpoint: String,
    author: &str,
    now: Timestamp,
) -> Result<Brought> {
    let author = author.to_owned();
    store
        .write(move |conn| {
            Box::pin(async move {
                let mut brought = Brought::default();
                for file in &files {
                    let cells = || cells![demarche, file.number, &file.state, file.siret.clone(), file.modified_at, &file.content, now];
                    if conn.execute(ADD, cells()).await? == 1 {
                        brought.new += 1;
                    } else {
                        brought.changed += conn.execute(CHANGE, cells()).await? as usize;
                    }
                }
                for number in &erased {
                    brought.erased += conn.execute(ERASE, cells![demarche, *number, now]).await? as usize;
                }
                conn.execute(SET_CHECKPOINT, cells![demarche, checkpoint, now]).await?;
                if brought != Brought::default() {
                    let detail = json!({ "new": brought.new, "changed": brought.changed, "erased": brought.erased });
                    audit::append(conn, now, &author, "demarche.pull", &format!("demarche:{demarche}"), detail).await?;
                }
                Ok(brought)
            })
        })
        .await
}

/// Files of a form after this number, in order.
pub async fn files(store: &Store, demarche: i64, after: i64, most: u32) -> Result<Vec<Kept>> {
    let read = |row: &Row| {
        Ok(Kept {
            number: row.whole("number")?,
            state: row.text("state")?,
            siret: row.maybe_text("siret")?,
            modified_at: row.time("modified_at")?,
            content: row.text("content")?,
            funding: row.maybe_text("funding_id")?.map(FundingId),
            erased_at: row.maybe_time("erased_at")?,
        })
    };
    store.reader().await?.rows(PAGE, cells![demarche, after, i64::from(most)], read).await
}

/// Forms that were read, with how many files each has.
pub async fn forms(store: &Store) -> Result<Vec<(i64, usize)>> {
    let read = |row: &Row| Ok((row.whole("demarche")?, usize::try_from(row.whole("n")?).unwrap_or_default()));
    store.reader().await?.rows(FORMS, vec![], read).await
}

/// Says which line a file feeds.
pub async fn matched(store: &Store, demarche: i64, number: i64, funding: &FundingId) -> Result<()> {
    let funding = funding.clone();
    store.write(move |conn| Box::pin(async move { conn.execute(MATCH, cells![demarche, number, funding.as_str()]).await.map(drop) })).await
}

/// A form that pages offer to prefill. The mapping and the questions are kept as their reader gave them, in JSON.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offered {
    pub demarche: i64,
    /// On the pages of which call, or of which measure.
    pub call: Option<String>,
    pub measure: Option<String>,
    /// Where a prefilled file is opened.
    pub address: String,
    pub mapping: String,
    pub questions: String,
    pub read_at: Timestamp,
}

/// Offers a form, or renews what was read of it.
pub async fn offer(store: &Store, offered: Offered, author: &str) -> Result<()> {
    let author = author.to_owned();
    store
        .write(move |conn| {
            Box::pin(async move {
                let Offered { demarche, call, measure, address, mapping, questions, read_at } = offered;
                let detail = json!({ "call": call, "measure": measure });
                conn.execute(OFFER, cells![demarche, call, measure, address, mapping, questions, read_at]).await?;
                audit::append(conn, read_at, &author, "demarche.offer", &format!("demarche:{demarche}"), detail).await
            })
        })
        .await
}

/// Offers it no more. False when it was not offered.
pub async fn withdraw(store: &Store, demarche: i64, author: &str, now: Timestamp) -> Result<bool> {
    let author = author.to_owned();
    store
        .write(move |conn| {
            Box::pin(async move {
                if conn.execute(WITHDRAW, cells![demarche]).await? == 0 {
                    return Ok(false);
                }
                audit::append(conn, now, &author, "demarche.withdraw", &format!("demarche:{demarche}"), json!({})).await?;
                Ok(true)
            })
        })
        .await
}

pub async fn offered(store: &Store, demarche: i64) -> Result<Option<Offered>> {
    store.reader().await?.row(OFFERED, cells![demarche], read_offer).await
}

/// Every form that is offered: as many as somebody mapped.
pub async fn all_offered(store: &Store) -> Result<Vec<Offered>> {
    store.reader().await?.rows(ALL_OFFERED, vec![], read_offer).await
}

fn read_offer(row: &Row) -> Result<Offered> {
    Ok(Offered {
        demarche: row.whole("demarche")?,
        call: row.maybe_text("call")?,
        measure: row.maybe_text("measure")?,
        address: row.text("address")?,
        mapping: row.text("mapping")?,
        questions: row.text("questions")?,
        read_at: row.time("read_at")?,
    })
}
