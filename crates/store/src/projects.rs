//! Projects created without an account: whoever has the address has the project.
//!
//! Saves are guarded by the version the author started from, so that nobody's work is silently lost; every version
//! is kept whole, so that any of them can be compared, merged or brought back.

mod change;
mod history;
mod life;
mod origin;

pub use change::{Merge, changes, merge};
pub use history::{Version, restore, version, versions};
pub use life::{delete, find_deleted_by_token, purge, undelete};
pub use origin::{Origin, opened_from, origin};

use crate::conn::{Conn, Result, Row, cells, to_json};
use crate::idempotency::{self, Key, Request};
use crate::{ProjectId, Store, StoreError, TokenHash, audit};
use domain::Project;
use jiff::Timestamp;
use serde_json::json;

/// A project as it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Stored {
    pub id: ProjectId,
    /// From 1, one more at each save. Send it back with the next save.
    pub version: i64,
    pub project: Project,
    pub created_at: Timestamp,
    pub changed_at: Timestamp,
    pub deleted_at: Option<Timestamp>,
}

/// What became of a save.
#[derive(Clone, Debug, PartialEq)]
pub enum Saved {
    /// Saved as this version. The number is the one given when nothing had changed: no version is made of nothing.
    Saved(i64),
    /// Someone saved since; nothing was written. `changed` names what they changed, `current` is what they saved:
    /// see [`merge`].
    Conflict { current: Box<Stored>, changed: Vec<String> },
    /// No such project, or it was deleted.
    Gone,
}

pub(crate) const STORED: &str = "SELECT p.id, p.version, v.project, p.created_at, p.changed_at, p.deleted_at FROM project p \
     JOIN project_version v ON v.project_id = p.id AND v.version = p.version WHERE p.id = $1 AND p.deleted_at IS NULL";
const BY_TOKEN: &str = "SELECT p.id, p.version, v.project, p.created_at, p.changed_at, p.deleted_at FROM project p \
     JOIN project_version v ON v.project_id = p.id AND v.version = p.version WHERE p.token_hash = $1 AND p.deleted_at IS NULL";
const CREATE: &str =
    "INSERT INTO project (id, token_hash, title, version, created_at, changed_at, origin) VALUES ($1, $2, $3, 1, $4, $4, $5)";
const ADD_VERSION: &str = "INSERT INTO project_version (project_id, version, project, author, at, changed, restored_from) \
     VALUES ($1, $2, $3, $4, $5, $6, $7)";
/// The guard: on either engine, of all those who started from the same version, one row is touched once.
const ADVANCE: &str = "UPDATE project SET version = version + 1, title = $3, changed_at = $4 \
     WHERE id = $1 AND version = $2 AND deleted_at IS NULL";

/// Creates a project behind the address whose digest is `token`.
///
/// With a `key`, a retry gives the same project. The retry must carry the same token (a form draws it once, with
/// [`crate::Token::random`], and sends it back; it may serve as the key itself): a new token under the same key would
/// open nothing and is refused with [`StoreError::KeyReused`].
pub async fn create(
    store: &Store,
    token: &TokenHash,
    project: &Project,
    author: &str,
    key: Option<&Key>,
    now: Timestamp,
) -> Result<ProjectId> {
    create_from(store, token, project, None, author, key, now).await
}

/// The same, which remembers what it was opened from.
pub async fn create_from(
    store: &Store,
    token: &TokenHash,
    project: &Project,
    origin: Option<&Origin>,
    author: &str,
    key: Option<&Key>,
    now: Timestamp,
) -> Result<ProjectId> {
    let text = to_json("project", project)?;
    let request = key.map(|key| Request::new(key, "project.create", &[&token.0, &text]));
    let (token, title, author) = (token.0.clone(), project.title.clone(), author.to_owned());
    let origin = origin.map(Origin::to_string).unwrap_or_default();
    store
        .write(move |conn| {
            Box::pin(async move {
                if let Some(answer) = idempotency::claim(conn, request.as_ref(), now).await? {
                    return ProjectId::parse(&answer).ok_or_else(|| StoreError::unreadable("idempotency", answer));
                }
                let id = ProjectId::fresh(now);
                conn.execute(CREATE, cells![id.as_str(), token, title, now, origin]).await?;
                conn.execute(ADD_VERSION, cells![id.as_str(), 1, text, &author, now, "[]", None::<i64>]).await?;
                audit::append(conn, now, &author, "project.create", &object(&id), json!({})).await?;
                idempotency::settle(conn, request.as_ref(), id.as_str()).await?;
                Ok(id)
            })
        })
        .await
}

/// The project behind an address; None when the token opens nothing or the project was deleted.
pub async fn find_by_token(store: &Store, token: &TokenHash) -> Result<Option<Stored>> {
    store.reader().await?.row(BY_TOKEN, cells![&token.0], stored).await
}

pub async fn find(store: &Store, id: &ProjectId) -> Result<Option<Stored>> {
    store.reader().await?.row(STORED, cells![id.as_str()], stored).await
}

/// Saves `project` if it still stands at version `expected`.
pub async fn save(
    store: &Store,
    id: &ProjectId,
    expected: i64,
    project: &Project,
    author: &str,
    key: Option<&Key>,
    now: Timestamp,
) -> Result<Saved> {
    let text = to_json("project", project)?;
    let scope = format!("project.save:{id}");
    let request = key.map(|key| Request::new(key, &scope, &[&expected.to_string(), &text]));
    let (id, project, author) = (id.clone(), project.clone(), author.to_owned());
    store
        .write(move |conn| {
            Box::pin(async move {
                if let Some(answer) = idempotency::claim(conn, request.as_ref(), now).await? {
                    return answer.parse().map(Saved::Saved).map_err(|_| StoreError::unreadable("idempotency", answer));
                }
                let saved = write_version(conn, &id, expected, &project, &author, None, now).await?;
                match &saved {
                    Saved::Saved(version) => idempotency::settle(conn, request.as_ref(), &version.to_string()).await?,
                    Saved::Conflict { .. } | Saved::Gone => idempotency::release(conn, request.as_ref()).await?,
                }
                Ok(saved)
            })
        })
        .await
}

/// The one place a version is added, by a save or by bringing an old version back.
pub(crate) async fn write_version(
    conn: &mut Conn,
    id: &ProjectId,
    expected: i64,
    project: &Project,
    author: &str,
    restored_from: Option<i64>,
    now: Timestamp,
) -> Result<Saved> {
    let Some(before) = conn.row(STORED, cells![id.as_str()], stored).await? else { return Ok(Saved::Gone) };
    let changed = changes(&before.project, project)?;
    if before.version == expected && changed.is_empty() {
        return Ok(Saved::Saved(expected));
    }
    if conn.execute(ADVANCE, cells![id.as_str(), expected, &project.title, now]).await? == 0 {
        return conflict(conn, id, expected).await;
    }
    let version = expected + 1;
    let (text, keys) = (to_json("project", project)?, to_json("changed", &changed)?);
    conn.execute(ADD_VERSION, cells![id.as_str(), version, text, author, now, keys, restored_from]).await?;
    let what = if restored_from.is_some() { "project.restore" } else { "project.save" };
    let detail = json!({ "version": version, "changed": changed, "restored_from": restored_from });
    audit::append(conn, now, author, what, &object(id), detail).await?;
    Ok(Saved::Saved(version))
}

/// Read after the guard refused, so that it is what the other committed, not what was there before.
async fn conflict(conn: &mut Conn, id: &ProjectId, expected: i64) -> Result<Saved> {
    let Some(current) = conn.row(STORED, cells![id.as_str()], stored).await? else { return Ok(Saved::Gone) };
    let base = history::read_version(conn, id, expected).await?;
    let changed = match base {
        Some((_, base)) => changes(&base, &current.project)?,
        None => vec![],
    };
    Ok(Saved::Conflict { current: Box::new(current), changed })
}

pub(crate) fn object(id: &ProjectId) -> String {
    format!("project:{id}")
}

pub(crate) fn stored(row: &Row) -> Result<Stored> {
    Ok(Stored {
        id: ProjectId(row.text("id")?),
        version: row.whole("version")?,
        project: row.json("project")?,
        created_at: row.time("created_at")?,
        changed_at: row.time("changed_at")?,
        deleted_at: row.maybe_time("deleted_at")?,
    })
}
