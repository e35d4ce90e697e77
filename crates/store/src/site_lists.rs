//! Imported lists of sites: what each file gave, what was rejected and why, all or nothing.

use crate::conn::{Conn, Result, Row, cells, to_json};
use crate::{ImportId, Store, audit};
use domain::{Beside, Problem, Site};
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::collections::BTreeMap;

/// A file that was read: what is to be kept of it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Read {
    /// Name of the list: "turnkey-2020", "friches-grand-chalon".
    pub list: String,
    /// File as the person named it.
    pub file: String,
    /// [`crate::sha256`] of its bytes.
    pub file_sha256: String,
    /// Where the file comes from: title or address.
    pub source: String,
    pub sites: Vec<Site>,
    /// Poles, plots and establishments that the file gives beside its sites.
    #[serde(default)]
    pub beside: Vec<Beside>,
    pub rejected: Vec<Problem>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Import {
    pub id: ImportId,
    pub list: String,
    pub file: String,
    pub file_sha256: String,
    pub source: String,
    pub author: String,
    pub imported_at: Timestamp,
    pub withdrawn_at: Option<Timestamp>,
    /// Number of sites taken.
    pub sites: i64,
    /// Number of lines rejected.
    pub rejected: i64,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Imported {
    pub import: Import,
    /// True when the same file was in the list already: nothing was written.
    pub replayed: bool,
}

const ADD: &str = "INSERT INTO site_import (id, list, file, file_sha256, source, author, imported_at, sites, rejected) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT DO NOTHING";
const SAME: &str = "SELECT id, list, file, file_sha256, source, author, imported_at, withdrawn_at, sites, rejected \
     FROM site_import WHERE list = $1 AND file_sha256 = $2 AND withdrawn_at IS NULL";
const ADD_SITE: &str = "INSERT INTO site_row (import_id, position, site_id, site) VALUES ($1, $2, $3, $4)";
const ADD_BESIDE: &str = "INSERT INTO site_beside (import_id, position, held) VALUES ($1, $2, $3)";
const BESIDE: &str = "SELECT b.held FROM site_beside b JOIN site_import i ON i.id = b.import_id WHERE i.withdrawn_at IS NULL \
     ORDER BY i.imported_at, i.id, b.position";
const ADD_REJECTED: &str = "INSERT INTO site_rejected (import_id, position, problem) VALUES ($1, $2, $3)";
const IMPORTS: &str = "SELECT id, list, file, file_sha256, source, author, imported_at, withdrawn_at, sites, rejected \
     FROM site_import ORDER BY imported_at DESC, id DESC";
const FIND: &str = "SELECT id, list, file, file_sha256, source, author, imported_at, withdrawn_at, sites, rejected \
     FROM site_import WHERE id = $1";
const SITES: &str = "SELECT r.site FROM site_row r JOIN site_import i ON i.id = r.import_id WHERE i.withdrawn_at IS NULL \
     ORDER BY i.imported_at, i.id, r.position";
const RECEIVED: &str = "SELECT r.site, i.imported_at FROM site_row r JOIN site_import i ON i.id = r.import_id WHERE i.withdrawn_at IS NULL \
     ORDER BY i.imported_at, i.id, r.position";
const SITES_OF: &str = "SELECT site FROM site_row WHERE import_id = $1 ORDER BY position";
const REJECTED_OF: &str = "SELECT problem FROM site_rejected WHERE import_id = $1 ORDER BY position";
/// What makes the lists that stand other than they were: an import, or a withdrawal.
const MARK: &str = "SELECT COUNT(*) AS imports, COUNT(withdrawn_at) AS withdrawn FROM site_import";
const PREVIEW: &str = "INSERT INTO site_preview (file_sha256, reading, seen_at) VALUES ($1, $2, $3) \
     ON CONFLICT (file_sha256) DO UPDATE SET reading = excluded.reading, seen_at = excluded.seen_at";
const PREVIEWED: &str = "SELECT reading FROM site_preview WHERE file_sha256 = $1";
const FORGET: &str = "DELETE FROM site_preview WHERE seen_at < $1";
const WITHDRAW: &str = "UPDATE site_import SET withdrawn_at = $2 WHERE id = $1 AND withdrawn_at IS NULL";

/// How long a preview waits to be taken in.
const PREVIEW_STAYS: SignedDuration = SignedDuration::from_hours(24);

/// Keeps what was read until somebody takes it in, from whichever server; what nobody took in a day is forgotten.
pub async fn keep_preview(store: &Store, read: &Read, now: Timestamp) -> Result<()> {
    let (sha256, reading) = (read.file_sha256.clone(), to_json(&read.file_sha256, read)?);
    store
        .write(move |conn| {
            Box::pin(async move {
                conn.execute(FORGET, cells![now - PREVIEW_STAYS]).await?;
                conn.execute(PREVIEW, cells![&sha256, reading, now]).await.map(drop)
            })
        })
        .await
}

/// A file previewed less than a day ago.
pub async fn previewed(store: &Store, file_sha256: &str) -> Result<Option<Read>> {
    store.reader().await?.row(PREVIEWED, cells![file_sha256], |row| row.json("reading")).await
}

/// Differs from an earlier one when [`sites`] may: (imports ever made, withdrawn ones).
pub async fn mark(store: &Store) -> Result<(i64, i64)> {
    let mark = store.reader().await?.row(MARK, vec![], |row| Ok((row.whole("imports")?, row.whole("withdrawn")?))).await?;
    Ok(mark.unwrap_or_default())
}

/// Imports a file in one transaction. The same file (by its digest) in the same list is not imported twice: the
/// import it already made is returned.
///
/// # Errors
/// [`crate::StoreError::Twice`] when two sites bear the same identifier: nothing is imported.
pub async fn import(store: &Store, read: Read, author: &str, now: Timestamp) -> Result<Imported> {
    let author = author.to_owned();
    store.write(move |conn| Box::pin(async move { add(conn, read, &author, now).await })).await
}

async fn add(conn: &mut Conn, read: Read, author: &str, now: Timestamp) -> Result<Imported> {
    let import = Import {
        id: ImportId::fresh(now),
        list: read.list,
        file: read.file,
        file_sha256: read.file_sha256,
        source: read.source,
        author: author.to_owned(),
        imported_at: now,
        withdrawn_at: None,
        sites: read.sites.len() as i64,
        rejected: read.rejected.len() as i64,
    };
    let Import { id, list, file, file_sha256, source, .. } = &import;
    let header = cells![id.as_str(), list, file, file_sha256, source, author, now, import.sites, import.rejected];
    if conn.execute(ADD, header).await? == 0 {
        let same = conn.row(SAME, cells![list, file_sha256], read_import).await?;
        let gone = || crate::StoreError::Busy { why: "import withdrawn meanwhile".into() };
        return Ok(Imported { import: same.ok_or_else(gone)?, replayed: true });
    }
    for (position, site) in (1..).zip(&read.sites) {
        conn.execute(ADD_SITE, cells![id.as_str(), position, &site.id, to_json(&site.id, site)?]).await?;
    }
    for (position, row) in (1..).zip(&read.beside) {
        conn.execute(ADD_BESIDE, cells![id.as_str(), position, to_json(&row.id, row)?]).await?;
    }
    for (position, problem) in (1..).zip(&read.rejected) {
        conn.execute(ADD_REJECTED, cells![id.as_str(), position, to_json("problem", problem)?]).await?;
    }
    let detail = json!({ "list": list, "file": file, "sha256": file_sha256, "sites": import.sites, "beside": read.beside.len(),
        "rejected": import.rejected });
    audit::append(conn, now, author, "site_list.import", &object(id), detail).await?;
    Ok(Imported { import, replayed: false })
}

/// Every import, withdrawn ones included, newest first.
pub async fn imports(store: &Store) -> Result<Vec<Import>> {
    store.reader().await?.rows(IMPORTS, vec![], read_import).await
}

pub async fn find(store: &Store, id: &ImportId) -> Result<Option<Import>> {
    store.reader().await?.row(FIND, cells![id.as_str()], read_import).await
}

/// The sites of all imports that stand, sorted by identifier. A site that several imports hold is the one of the
/// latest: a corrected file corrects, and withdrawing it brings the former line back.
pub async fn sites(store: &Store) -> Result<Vec<Site>> {
    let rows = store.reader().await?.rows(SITES, vec![], |row| row.json::<Site>("site")).await?;
    let by_id: BTreeMap<String, Site> = rows.into_iter().map(|site| (site.id.clone(), site)).collect();
    Ok(by_id.into_values().collect())
}

/// What every import that stands says of each site, with the time it was received, oldest first: a site that several hold is there
/// as often.
pub async fn received(store: &Store) -> Result<Vec<(Timestamp, Site)>> {
    store.reader().await?.rows(RECEIVED, vec![], |row| Ok((row.time("imported_at")?, row.json::<Site>("site")?))).await
}

/// What every import that stands says beside its sites, oldest first.
pub async fn beside(store: &Store) -> Result<Vec<Beside>> {
    store.reader().await?.rows(BESIDE, vec![], |row| row.json("held")).await
}

/// The sites of one import, in the order of the file.
pub async fn sites_of(store: &Store, import: &ImportId) -> Result<Vec<Site>> {
    store.reader().await?.rows(SITES_OF, cells![import.as_str()], |row| row.json("site")).await
}

/// The lines of the file that were not taken, and how to mend them.
pub async fn rejected_of(store: &Store, import: &ImportId) -> Result<Vec<Problem>> {
    store.reader().await?.rows(REJECTED_OF, cells![import.as_str()], |row| row.json("problem")).await
}

/// Takes an import out of [`sites`]; it stays listed, and the same file may then be imported again. False when it
/// did not stand.
pub async fn withdraw(store: &Store, import: &ImportId, author: &str, now: Timestamp) -> Result<bool> {
    let (id, author) = (import.clone(), author.to_owned());
    store
        .write(move |conn| {
            Box::pin(async move {
                let done = conn.execute(WITHDRAW, cells![id.as_str(), now]).await? == 1;
                if done {
                    audit::append(conn, now, &author, "site_list.withdraw", &object(&id), json!({})).await?;
                }
                Ok(done)
            })
        })
        .await
}

fn object(id: &ImportId) -> String {
    format!("import:{id}")
}

pub(crate) fn read_import(row: &Row) -> Result<Import> {
    Ok(Import {
        id: ImportId(row.text("id")?),
        list: row.text("list")?,
        file: row.text("file")?,
        file_sha256: row.text("file_sha256")?,
        source: row.text("source")?,
        author: row.text("author")?,
        imported_at: row.time("imported_at")?,
        withdrawn_at: row.maybe_time("withdrawn_at")?,
        sites: row.whole("sites")?,
        rejected: row.whole("rejected")?,
    })
}
