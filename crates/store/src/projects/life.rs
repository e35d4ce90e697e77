//! Deleting a project, changing one's mind, and erasing for good after the delay.

use super::{Stored, object, stored};
use crate::conn::{Result, cells};
use crate::{ProjectId, Store, TokenHash, audit};
use jiff::Timestamp;
use serde_json::json;

const DELETE: &str = "UPDATE project SET deleted_at = $2 WHERE id = $1 AND deleted_at IS NULL";
const UNDELETE: &str = "UPDATE project SET deleted_at = NULL WHERE id = $1 AND deleted_at IS NOT NULL";
const DELETED_BY_TOKEN: &str = "SELECT p.id, p.version, v.project, p.created_at, p.changed_at, p.deleted_at FROM project p \
     JOIN project_version v ON v.project_id = p.id AND v.version = p.version WHERE p.token_hash = $1 AND p.deleted_at IS NOT NULL";
const TO_PURGE: &str = "SELECT id FROM project WHERE deleted_at < $1";
/// Marks before erasing: an undelete that comes at the same moment either came first or finds nothing.
const STILL_DELETED: &str = "UPDATE project SET deleted_at = deleted_at WHERE id = $1 AND deleted_at < $2";
const PURGE: [&str; 5] = [
    "DELETE FROM project_sharing WHERE project_id = $1",
    "DELETE FROM followed WHERE project_id = $1",
    "DELETE FROM share WHERE project_id = $1",
    "DELETE FROM project_version WHERE project_id = $1",
    "DELETE FROM project WHERE id = $1",
];

/// Hides the project everywhere, shares included, until [`undelete`] or [`purge`]. False when there was none.
pub async fn delete(store: &Store, id: &ProjectId, author: &str, now: Timestamp) -> Result<bool> {
    let (id, author) = (id.clone(), author.to_owned());
    store
        .write(move |conn| {
            Box::pin(async move {
                let done = conn.execute(DELETE, cells![id.as_str(), now]).await? == 1;
                if done {
                    audit::append(conn, now, &author, "project.delete", &object(&id), json!({})).await?;
                }
                Ok(done)
            })
        })
        .await
}

/// Brings a deleted project back as it was. False when there is none to bring back.
pub async fn undelete(store: &Store, id: &ProjectId, author: &str, now: Timestamp) -> Result<bool> {
    let (id, author) = (id.clone(), author.to_owned());
    store
        .write(move |conn| {
            Box::pin(async move {
                let done = conn.execute(UNDELETE, cells![id.as_str()]).await? == 1;
                if done {
                    audit::append(conn, now, &author, "project.undelete", &object(&id), json!({})).await?;
                }
                Ok(done)
            })
        })
        .await
}

/// The deleted project behind an address, for the page that offers to bring it back.
pub async fn find_deleted_by_token(store: &Store, token: &TokenHash) -> Result<Option<Stored>> {
    store.reader().await?.row(DELETED_BY_TOKEN, cells![&token.0], stored).await
}

/// Erases for good what was deleted before `before`, versions and shares included; returns how many projects. The
/// audit keeps that they existed, not what they said.
pub async fn purge(store: &Store, before: Timestamp, author: &str, now: Timestamp) -> Result<usize> {
    let author = author.to_owned();
    store
        .write(move |conn| {
            Box::pin(async move {
                let mut purged = 0;
                for id in conn.rows(TO_PURGE, cells![before], |row| row.text("id").map(ProjectId)).await? {
                    if conn.execute(STILL_DELETED, cells![id.as_str(), before]).await? == 0 {
                        continue;
                    }
                    for sql in PURGE {
                        conn.execute(sql, cells![id.as_str()]).await?;
                    }
                    audit::append(conn, now, &author, "project.purge", &object(&id), json!({})).await?;
                    purged += 1;
                }
                Ok(purged)
            })
        })
        .await
}
