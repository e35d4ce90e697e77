//! Share links: a read-only address of a project, with an end, that can be taken back at once.

use crate::conn::{Result, Row, cells};
use crate::projects::{self, Stored};
use crate::{ProjectId, ShareId, Store, TokenHash, audit};
use jiff::Timestamp;
use serde_json::json;

#[derive(Clone, Debug, PartialEq)]
pub struct Share {
    pub id: ShareId,
    pub project: ProjectId,
    /// Whom it was made for, in the words of who made it.
    pub label: String,
    pub created_at: Timestamp,
    pub expires_at: Option<Timestamp>,
    pub revoked_at: Option<Timestamp>,
}

const CREATE: &str = "INSERT INTO share (id, project_id, token_hash, label, created_at, expires_at) \
     SELECT $1, p.id, $3, $4, $5, $6 FROM project p WHERE p.id = $2 AND p.deleted_at IS NULL";
const VALID: &str = "SELECT s.id, s.project_id, s.label, s.created_at, s.expires_at, s.revoked_at FROM share s \
     WHERE s.token_hash = $1 AND s.revoked_at IS NULL AND (s.expires_at IS NULL OR s.expires_at > $2)";
const OF_PROJECT: &str = "SELECT s.id, s.project_id, s.label, s.created_at, s.expires_at, s.revoked_at FROM share s \
     WHERE s.project_id = $1 ORDER BY s.created_at DESC, s.id DESC";
const REVOKE: &str = "UPDATE share SET revoked_at = $3 WHERE id = $1 AND project_id = $2 AND revoked_at IS NULL";

/// Makes a read-only link; None when there is no such project.
pub async fn create(
    store: &Store,
    project: &ProjectId,
    token: &TokenHash,
    label: &str,
    expires_at: Option<Timestamp>,
    author: &str,
    now: Timestamp,
) -> Result<Option<ShareId>> {
    let (project, token) = (project.clone(), token.0.clone());
    let (label, author) = (label.to_owned(), author.to_owned());
    store
        .write(move |conn| {
            Box::pin(async move {
                let id = ShareId::fresh(now);
                let cells = cells![id.as_str(), project.as_str(), token, label, now, expires_at];
                if conn.execute(CREATE, cells).await? == 0 {
                    return Ok(None);
                }
                let detail = json!({ "share": id.as_str(), "expires_at": expires_at });
                audit::append(conn, now, &author, "share.create", &projects::object(&project), detail).await?;
                Ok(Some(id))
            })
        })
        .await
}

/// The share and the project it shows; None when the link is wrong, over, taken back, or the project deleted.
pub async fn find_by_token(store: &Store, token: &TokenHash, now: Timestamp) -> Result<Option<(Share, Stored)>> {
    let mut conn = store.reader().await?;
    let Some(share) = conn.row(VALID, cells![&token.0, now], read).await? else { return Ok(None) };
    let project = conn.row(projects::STORED, cells![share.project.as_str()], projects::stored).await?;
    Ok(project.map(|project| (share, project)))
}

/// Every link ever made for the project, newest first.
pub async fn of_project(store: &Store, project: &ProjectId) -> Result<Vec<Share>> {
    store.reader().await?.rows(OF_PROJECT, cells![project.as_str()], read).await
}

/// Takes a link of this project back; effective at the next request. False when it was not one, or already was.
pub async fn revoke(store: &Store, project: &ProjectId, share: &ShareId, author: &str, now: Timestamp) -> Result<bool> {
    let (project, share, author) = (project.clone(), share.clone(), author.to_owned());
    store
        .write(move |conn| {
            Box::pin(async move {
                let done = conn.execute(REVOKE, cells![share.as_str(), project.as_str(), now]).await? == 1;
                if done {
                    let detail = json!({ "share": share.as_str() });
                    audit::append(conn, now, &author, "share.revoke", &projects::object(&project), detail).await?;
                }
                Ok(done)
            })
        })
        .await
}

fn read(row: &Row) -> Result<Share> {
    Ok(Share {
        id: ShareId(row.text("id")?),
        project: ProjectId(row.text("project_id")?),
        label: row.text("label")?,
        created_at: row.time("created_at")?,
        expires_at: row.maybe_time("expires_at")?,
        revoked_at: row.maybe_time("revoked_at")?,
    })
}
