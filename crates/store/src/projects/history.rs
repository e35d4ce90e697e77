//! The versions of a project: to see what changed, compare, and bring one back.

use super::{Saved, write_version};
use crate::conn::{Conn, Result, Row, cells};
use crate::{ProjectId, Store};
use domain::Project;
use jiff::Timestamp;

#[derive(Clone, Debug, PartialEq)]
pub struct Version {
    /// From 1.
    pub number: i64,
    pub author: String,
    pub at: Timestamp,
    /// What changed since the version before: facts by key, fields by name.
    pub changed: Vec<String>,
    /// The version this one brought back.
    pub restored_from: Option<i64>,
}

const VERSIONS: &str = "SELECT v.version, v.author, v.at, v.changed, v.restored_from FROM project_version v \
     JOIN project p ON p.id = v.project_id WHERE v.project_id = $1 AND p.deleted_at IS NULL ORDER BY v.version DESC";
const VERSION: &str = "SELECT v.version, v.author, v.at, v.changed, v.restored_from, v.project FROM project_version v \
     JOIN project p ON p.id = v.project_id WHERE v.project_id = $1 AND v.version = $2 AND p.deleted_at IS NULL";

/// Every version, newest first; none for a deleted project.
pub async fn versions(store: &Store, id: &ProjectId) -> Result<Vec<Version>> {
    store.reader().await?.rows(VERSIONS, cells![id.as_str()], read).await
}

/// One version, whole.
pub async fn version(store: &Store, id: &ProjectId, number: i64) -> Result<Option<(Version, Project)>> {
    read_version(&mut store.reader().await?, id, number).await
}

/// Brings version `number` back as a new version, if the project still stands at `expected`: nothing is erased, so
/// this too can be undone.
pub async fn restore(store: &Store, id: &ProjectId, number: i64, expected: i64, author: &str, now: Timestamp) -> Result<Saved> {
    let (id, author) = (id.clone(), author.to_owned());
    store
        .write(move |conn| {
            Box::pin(async move {
                let Some((_, project)) = read_version(conn, &id, number).await? else { return Ok(Saved::Gone) };
                write_version(conn, &id, expected, &project, &author, Some(number), now).await
            })
        })
        .await
}

pub(super) async fn read_version(conn: &mut Conn, id: &ProjectId, number: i64) -> Result<Option<(Version, Project)>> {
    conn.row(VERSION, cells![id.as_str(), number], |row| Ok((read(row)?, row.json("project")?))).await
}

fn read(row: &Row) -> Result<Version> {
    Ok(Version {
        number: row.whole("version")?,
        author: row.text("author")?,
        at: row.time("at")?,
        changed: row.json("changed")?,
        restored_from: row.maybe_whole("restored_from")?,
    })
}
