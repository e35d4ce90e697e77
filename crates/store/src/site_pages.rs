//! The page of a site: who reads it, and everything that imported lists ever said of the site.

use crate::conn::{Result, Row, cells};
use crate::site_lists::{Import, read_import};
use crate::{Store, audit};
use domain::Site;
use jiff::Timestamp;
use serde_json::json;

const RESTRICTED: &str = "SELECT site_id FROM site_page WHERE restricted = 1 ORDER BY site_id";
const MARK: &str = "SELECT CAST(COALESCE(SUM(version), 0) AS BIGINT) AS acts FROM site_page";
const ADD: &str = "INSERT INTO site_page (site_id, restricted, version, author, at) VALUES ($1, $2, 1, $3, $4) ON CONFLICT DO NOTHING";
/// The guard: an act that changes nothing writes nothing.
const CHANGE: &str =
    "UPDATE site_page SET restricted = $2, version = version + 1, author = $3, at = $4 WHERE site_id = $1 AND restricted <> $2";
const TOLD: &str = "SELECT i.id, i.list, i.file, i.file_sha256, i.source, i.author, i.imported_at, i.withdrawn_at, i.sites, i.rejected, r.site \
     FROM site_row r JOIN site_import i ON i.id = r.import_id WHERE r.site_id = $1 ORDER BY i.imported_at DESC, i.id DESC";

/// Sites whose page is not for everybody.
pub async fn restricted(store: &Store) -> Result<Vec<String>> {
    store.reader().await?.rows(RESTRICTED, vec![], |row| row.text("site_id")).await
}

/// A number that grows with each act: another server looks again when it has changed.
pub async fn mark(store: &Store) -> Result<i64> {
    Ok(store.reader().await?.row(MARK, vec![], |row| row.whole("acts")).await?.unwrap_or(0))
}

/// Restricts the page of a site, or opens it to everybody. False when it was so already.
pub async fn restrict(store: &Store, site: &str, restricted: bool, author: &str, now: Timestamp) -> Result<bool> {
    let (site, author, wanted) = (site.to_owned(), author.to_owned(), i64::from(restricted));
    store
        .write(move |conn| {
            Box::pin(async move {
                // A page that nobody ever restricted is open.
                let added = if restricted { conn.execute(ADD, cells![&site, wanted, &author, now]).await? } else { 0 };
                let changed = added + conn.execute(CHANGE, cells![&site, wanted, &author, now]).await?;
                if changed == 0 {
                    return Ok(false);
                }
                let what = if restricted { "site.restrict" } else { "site.open" };
                audit::append(conn, now, &author, what, &format!("site:{site}"), json!({})).await?;
                Ok(true)
            })
        })
        .await
}

/// What each list said of a site, the latest first, those withdrawn included.
pub async fn told(store: &Store, site: &str) -> Result<Vec<(Import, Site)>> {
    let read = |row: &Row| Ok((read_import(row)?, row.json("site")?));
    store.reader().await?.rows(TOLD, cells![site], read).await
}
