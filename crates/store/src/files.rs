//! The bytes of files that people give, in pieces of text, with the digest that proves they come back whole.

use crate::conn::{Conn, Result, Row, cells};
use crate::{FileId, Store, StoreError, sha256};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use jiff::Timestamp;

/// Bytes of one piece; a multiple of three, so that no piece is padded.
const PIECE: usize = 196_608;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    pub id: FileId,
    pub name: String,
    /// Media type.
    pub kind: String,
    pub bytes: i64,
    pub sha256: String,
    pub created_at: Timestamp,
    pub created_by: String,
}

const ADD: &str = "INSERT INTO file (id, name, kind, bytes, sha256, created_at, created_by) VALUES ($1, $2, $3, $4, $5, $6, $7)";
const ADD_PIECE: &str = "INSERT INTO file_piece (file_id, position, body) VALUES ($1, $2, $3)";
const FIND: &str = "SELECT id, name, kind, bytes, sha256, created_at, created_by FROM file WHERE id = $1";
const PIECES: &str = "SELECT body FROM file_piece WHERE file_id = $1 ORDER BY position";
const ERASE: &str = "DELETE FROM file_piece WHERE file_id = $1";

/// Keeps a file, in the transaction of whatever it belongs to.
pub(crate) async fn keep(conn: &mut Conn, name: &str, kind: &str, bytes: &[u8], author: &str, now: Timestamp) -> Result<FileId> {
    let id = FileId::fresh(now);
    conn.execute(ADD, cells![id.as_str(), name, kind, bytes.len() as i64, sha256(bytes), now, author]).await?;
    for (position, piece) in (1_i64..).zip(bytes.chunks(PIECE)) {
        conn.execute(ADD_PIECE, cells![id.as_str(), position, STANDARD.encode(piece)]).await?;
    }
    Ok(id)
}

/// Throws the bytes away; the line that says what they were stays.
pub(crate) async fn erase(conn: &mut Conn, id: &FileId) -> Result<()> {
    conn.execute(ERASE, cells![id.as_str()]).await.map(drop)
}

/// A file and its bytes; None when there is none, or its bytes were erased.
///
/// # Errors
/// [`StoreError::Damaged`] when the bytes are no longer those that were given.
pub async fn read(store: &Store, id: &FileId) -> Result<Option<(File, Vec<u8>)>> {
    let mut conn = store.reader().await?;
    let Some(file) = conn.row(FIND, cells![id.as_str()], file).await? else { return Ok(None) };
    let pieces = conn.rows(PIECES, cells![id.as_str()], |row| row.text("body")).await?;
    if pieces.is_empty() && file.bytes > 0 {
        return Ok(None);
    }
    let damaged = |why: String| StoreError::Damaged { why: format!("file {id}: {why}") };
    let mut bytes = Vec::with_capacity(file.bytes.max(0) as usize);
    for piece in pieces {
        STANDARD.decode_vec(piece, &mut bytes).map_err(|error| damaged(error.to_string()))?;
    }
    let digest = sha256(&bytes);
    if digest != file.sha256 {
        return Err(damaged(digest));
    }
    Ok(Some((file, bytes)))
}

pub(crate) fn file(row: &Row) -> Result<File> {
    Ok(File {
        id: FileId(row.text("id")?),
        name: row.text("name")?,
        kind: row.text("kind")?,
        bytes: row.whole("bytes")?,
        sha256: row.text("sha256")?,
        created_at: row.time("created_at")?,
        created_by: row.text("created_by")?,
    })
}
