//! Files attached to a sheet or an application: added within a quota, removed, brought back, erased for good.

use crate::conn::{Conn, Result, Row, cells};
use crate::files::{self, File};
use crate::ledger::wide;
use crate::{AttachmentId, FileId, Store, StoreError, audit};
use jiff::Timestamp;
use serde_json::json;
use std::collections::BTreeMap;
use std::sync::LazyLock;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attachment {
    pub id: AttachmentId,
    /// "sheet:ID".
    pub object: String,
    pub owner: String,
    pub file: File,
    pub added_at: Timestamp,
    pub added_by: String,
    pub removed_at: Option<Timestamp>,
    pub removed_by: Option<String>,
}

/// A file to attach; `kind` was found in its content.
#[derive(Clone, Debug)]
pub struct Given {
    /// "sheet:ID".
    pub object: String,
    /// Whose quota it counts in.
    pub owner: String,
    pub name: String,
    pub kind: String,
    pub bytes: Vec<u8>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Added {
    Added(AttachmentId),
    /// The same bytes are attached there already.
    Same(AttachmentId),
    /// Nothing was kept: `used` bytes of the quota are taken.
    OverQuota {
        used: i64,
    },
}

const COLUMNS_FROM: &str = "SELECT a.id AS attachment_id, a.object, a.owner, a.added_at, a.added_by, a.removed_at, a.removed_by, \
     f.id, f.name, f.kind, f.bytes, f.sha256, f.created_at, f.created_by FROM attachment a JOIN file f ON f.id = a.file_id \
     WHERE a.id = $1 AND a.erased_at IS NULL";
const OF_OBJECT: &str = "SELECT a.id AS attachment_id, a.object, a.owner, a.added_at, a.added_by, a.removed_at, a.removed_by, \
     f.id, f.name, f.kind, f.bytes, f.sha256, f.created_at, f.created_by FROM attachment a JOIN file f ON f.id = a.file_id \
     WHERE a.object = $1 AND a.erased_at IS NULL ORDER BY a.added_at, a.id";
static OF_OBJECTS: LazyLock<String> = LazyLock::new(|| wide::among(OF_OBJECT));
const SAME: &str = "SELECT a.id FROM attachment a JOIN file f ON f.id = a.file_id \
     WHERE a.object = $1 AND f.sha256 = $2 AND a.removed_at IS NULL AND a.erased_at IS NULL ORDER BY a.added_at LIMIT 1";
const START_USE: &str = "INSERT INTO attachment_use (owner, bytes) VALUES ($1, 0) ON CONFLICT DO NOTHING";
/// The guard: of two uploads at once, only those that fit together pass.
const TAKE: &str = "UPDATE attachment_use SET bytes = bytes + $2 WHERE owner = $1 AND bytes + $2 <= $3";
const GIVE_BACK: &str = "UPDATE attachment_use SET bytes = bytes - $2 WHERE owner = $1";
const USED: &str = "SELECT bytes FROM attachment_use WHERE owner = $1";
const ADD: &str = "INSERT INTO attachment (id, file_id, object, owner, added_at, added_by) VALUES ($1, $2, $3, $4, $5, $6)";
const REMOVE: &str = "UPDATE attachment SET removed_at = $2, removed_by = $3 WHERE id = $1 AND removed_at IS NULL AND erased_at IS NULL";
const RESTORE: &str =
    "UPDATE attachment SET removed_at = NULL, removed_by = NULL WHERE id = $1 AND removed_at IS NOT NULL AND erased_at IS NULL";
const ERASE: &str = "UPDATE attachment SET erased_at = $2 WHERE id = $1 AND removed_at IS NOT NULL AND erased_at IS NULL";
const REMOVED_BEFORE: &str = "SELECT id FROM attachment WHERE removed_at < $1 AND erased_at IS NULL ORDER BY removed_at, id LIMIT 100";

/// Attaches a file, within `quota` bytes for its owner.
pub async fn add(store: &Store, given: Given, quota: i64, author: &str, now: Timestamp) -> Result<Added> {
    let author = author.to_owned();
    store.write(move |conn| Box::pin(async move { add_in(conn, &given, quota, &author, now).await })).await
}

/// The same, in a job that does more.
pub(crate) async fn add_in(conn: &mut Conn, given: &Given, quota: i64, author: &str, now: Timestamp) -> Result<Added> {
    let digest = crate::sha256(&given.bytes);
    if let Some(same) = conn.row(SAME, cells![&given.object, &digest], |row| row.text("id")).await? {
        return Ok(Added::Same(AttachmentId(same)));
    }
    let size = given.bytes.len() as i64;
    conn.execute(START_USE, cells![&given.owner]).await?;
    if conn.execute(TAKE, cells![&given.owner, size, quota]).await? == 0 {
        return Ok(Added::OverQuota { used: used_in(conn, &given.owner).await? });
    }
    let file = files::keep(conn, &given.name, &given.kind, &given.bytes, author, now).await?;
    let id = AttachmentId::fresh(now);
    conn.execute(ADD, cells![id.as_str(), file.as_str(), &given.object, &given.owner, now, author]).await?;
    let detail = json!({ "attachment": id.as_str(), "name": given.name, "kind": given.kind, "bytes": size, "sha256": digest });
    audit::append(conn, now, author, "attachment.add", &given.object, detail).await?;
    Ok(Added::Added(id))
}

/// Bytes that an owner has attached, those removed and not yet erased included.
pub async fn used(store: &Store, owner: &str) -> Result<i64> {
    used_in(&mut store.reader().await?, owner).await
}

async fn used_in(conn: &mut Conn, owner: &str) -> Result<i64> {
    Ok(conn.row(USED, cells![owner], |row| row.whole("bytes")).await?.unwrap_or(0))
}

/// The files of an object, those removed included, oldest first.
pub async fn of_object(store: &Store, object: &str) -> Result<Vec<Attachment>> {
    store.reader().await?.rows(OF_OBJECT, cells![object], attachment).await
}

/// The same of many objects at once; those that have no file are left out.
pub async fn of_objects(store: &Store, objects: &[&str]) -> Result<BTreeMap<String, Vec<Attachment>>> {
    let (mut conn, mut found) = (store.reader().await?, BTreeMap::<String, Vec<Attachment>>::new());
    for some in objects.chunks(wide::KEYS) {
        for one in conn.rows(OF_OBJECTS.as_str(), wide::keys(some), attachment).await? {
            found.entry(one.object.clone()).or_default().push(one);
        }
    }
    Ok(found)
}

pub async fn find(store: &Store, id: &AttachmentId) -> Result<Option<Attachment>> {
    store.reader().await?.row(COLUMNS_FROM, cells![id.as_str()], attachment).await
}

/// Puts a file aside. False when it was already.
pub async fn remove(store: &Store, id: &AttachmentId, author: &str, now: Timestamp) -> Result<bool> {
    act(store, id, Act::Remove, author, now).await
}

/// Brings a removed file back. False when it was not removed, or is erased.
pub async fn restore(store: &Store, id: &AttachmentId, author: &str, now: Timestamp) -> Result<bool> {
    act(store, id, Act::Restore, author, now).await
}

/// Throws the bytes of a removed file away, and gives its place back to the quota.
pub async fn erase(store: &Store, id: &AttachmentId, author: &str, now: Timestamp) -> Result<bool> {
    act(store, id, Act::Erase, author, now).await
}

/// Erases what was removed before this instant, a hundred at most; gives how many.
pub async fn forget(store: &Store, before: Timestamp, author: &str, now: Timestamp) -> Result<usize> {
    let ids = store.reader().await?.rows(REMOVED_BEFORE, cells![before], |row| row.text("id")).await?;
    let mut erased = 0;
    for id in ids {
        erased += usize::from(erase(store, &AttachmentId(id), author, now).await?);
    }
    Ok(erased)
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    Remove,
    Restore,
    Erase,
}

async fn act(store: &Store, id: &AttachmentId, act: Act, author: &str, now: Timestamp) -> Result<bool> {
    let (id, author) = (id.clone(), author.to_owned());
    store.write(move |conn| Box::pin(async move { act_in(conn, &id, act, &author, now).await })).await
}

/// The same, in a job that does more.
pub(crate) async fn act_in(conn: &mut Conn, id: &AttachmentId, act: Act, author: &str, now: Timestamp) -> Result<bool> {
    let Some(found) = conn.row(COLUMNS_FROM, cells![id.as_str()], attachment).await? else { return Ok(false) };
    let (what, touched) = match act {
        Act::Remove => ("attachment.remove", conn.execute(REMOVE, cells![id.as_str(), now, author]).await?),
        Act::Restore => ("attachment.restore", conn.execute(RESTORE, cells![id.as_str()]).await?),
        Act::Erase => ("attachment.erase", conn.execute(ERASE, cells![id.as_str(), now]).await?),
    };
    if touched == 0 {
        return Ok(false);
    }
    if matches!(act, Act::Erase) {
        files::erase(conn, &found.file.id).await?;
        conn.execute(GIVE_BACK, cells![&found.owner, found.file.bytes]).await?;
    }
    let detail = json!({ "attachment": id.as_str(), "name": found.file.name, "sha256": found.file.sha256 });
    audit::append(conn, now, author, what, &found.object, detail).await?;
    Ok(true)
}

/// The bytes of an attachment that is not removed.
///
/// # Errors
/// Those of [`files::read`].
pub async fn bytes(store: &Store, id: &FileId) -> std::result::Result<Option<Vec<u8>>, StoreError> {
    Ok(files::read(store, id).await?.map(|(_, bytes)| bytes))
}

fn attachment(row: &Row) -> Result<Attachment> {
    Ok(Attachment {
        id: AttachmentId(row.text("attachment_id")?),
        object: row.text("object")?,
        owner: row.text("owner")?,
        file: files::file(row)?,
        added_at: row.time("added_at")?,
        added_by: row.text("added_by")?,
        removed_at: row.maybe_time("removed_at")?,
        removed_by: row.maybe_text("removed_by")?,
    })
}
