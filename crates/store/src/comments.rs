//! What people say of a sheet, and whom they call by name.

use crate::conn::{Result, Row, cells};
use crate::idempotency::{self, Key, Request};
use crate::sheets::phase;
use crate::{CommentId, PersonId, SheetId, Store, StoreError, audit};
use jiff::Timestamp;
use serde_json::json;

#[derive(Clone, Debug, PartialEq)]
pub struct Comment {
    pub id: CommentId,
    pub sheet: SheetId,
    pub author: String,
    pub at: Timestamp,
    pub body: String,
    /// Taken back by its author: the text is no longer shown, that there was one is.
    pub withdrawn_at: Option<Timestamp>,
}

/// Somebody was called by name.
#[derive(Clone, Debug, PartialEq)]
pub struct Mention {
    pub comment: Comment,
    pub phase: u8,
    pub code: String,
    pub title: String,
}

const ADD: &str = "INSERT INTO sheet_comment (id, sheet_id, author, at, body) SELECT $1, s.id, $3, $4, $5 FROM sheet s WHERE s.id = $2";
const MENTION: &str = "INSERT INTO sheet_mention (comment_id, person_id, at) SELECT $1, p.id, $3 FROM person p WHERE p.id = $2 \
     ON CONFLICT (comment_id, person_id) DO NOTHING";
const OF_SHEET: &str = "SELECT id, sheet_id, author, at, body, withdrawn_at FROM sheet_comment WHERE sheet_id = $1 ORDER BY at, id";
const OF_CONTRACT: &str = "SELECT c.id, c.sheet_id, c.author, c.at, c.body, c.withdrawn_at FROM sheet_comment c JOIN sheet s ON s.id = c.sheet_id \
     WHERE s.phase = $1 AND s.code = $2 ORDER BY c.sheet_id, c.at, c.id";
const MENTIONS: &str = "SELECT c.id, c.sheet_id, c.author, c.at, c.body, c.withdrawn_at, s.phase, s.code, s.title FROM sheet_mention m \
     JOIN sheet_comment c ON c.id = m.comment_id JOIN sheet s ON s.id = c.sheet_id \
     WHERE m.person_id = $1 AND m.at >= $2 AND c.withdrawn_at IS NULL ORDER BY m.at DESC, c.id DESC LIMIT $3";
const WITHDRAW: &str =
    "UPDATE sheet_comment SET withdrawn_at = $3 WHERE id = $1 AND author = $2 AND sheet_id = $4 AND withdrawn_at IS NULL";

/// Adds a comment, and tells those it calls by name; None when the sheet is not there. With a `key`, a retry gives the same
/// comment.
pub async fn add(
    store: &Store,
    sheet: &SheetId,
    body: &str,
    mentioned: &[PersonId],
    author: &str,
    key: Option<&Key>,
    now: Timestamp,
) -> Result<Option<CommentId>> {
    let request = key.map(|key| Request::new(key, &format!("sheet.comment:{sheet}:{author}"), &[body]));
    let (sheet, body, mentioned, author) = (sheet.clone(), body.to_owned(), mentioned.to_vec(), author.to_owned());
    store
        .write(move |conn| {
            Box::pin(async move {
                if let Some(answer) = idempotency::claim(conn, request.as_ref(), now).await? {
                    return CommentId::parse(&answer).map(Some).ok_or_else(|| StoreError::unreadable("idempotency", answer));
                }
                let id = CommentId::fresh(now);
                if conn.execute(ADD, cells![id.as_str(), sheet.as_str(), &author, now, body]).await? == 0 {
                    idempotency::release(conn, request.as_ref()).await?;
                    return Ok(None);
                }
                for person in &mentioned {
                    conn.execute(MENTION, cells![id.as_str(), person.as_str(), now]).await?;
                }
                let detail = json!({ "comment": id.as_str(), "mentions": mentioned.len() });
                audit::append(conn, now, &author, "sheet.comment", &crate::sheets::object(&sheet), detail).await?;
                idempotency::settle(conn, request.as_ref(), id.as_str()).await?;
                Ok(Some(id))
            })
        })
        .await
}

/// Takes one's own comment of this sheet back. False when it is not one's own, is of another sheet, or was taken back.
pub async fn withdraw(store: &Store, sheet: &SheetId, comment: &CommentId, author: &str, now: Timestamp) -> Result<bool> {
    let (sheet, comment, author) = (sheet.clone(), comment.clone(), author.to_owned());
    store
        .write(move |conn| {
            Box::pin(async move {
                let done = conn.execute(WITHDRAW, cells![comment.as_str(), &author, now, sheet.as_str()]).await? == 1;
                if done {
                    audit::append(conn, now, &author, "comment.withdraw", &format!("comment:{comment}"), json!({})).await?;
                }
                Ok(done)
            })
        })
        .await
}

/// In the order they were written.
pub async fn of_sheet(store: &Store, sheet: &SheetId) -> Result<Vec<Comment>> {
    store.reader().await?.rows(OF_SHEET, cells![sheet.as_str()], read).await
}

/// Those of a whole contract, sheet by sheet.
pub async fn of_contract(store: &Store, phase: u8, code: &str) -> Result<Vec<Comment>> {
    store.reader().await?.rows(OF_CONTRACT, cells![i64::from(phase), code], read).await
}

/// Where somebody was called by name since then, newest first.
pub async fn mentions(store: &Store, person: &PersonId, since: Timestamp, most: u32) -> Result<Vec<Mention>> {
    let mention = |row: &Row| Ok(Mention { comment: read(row)?, phase: phase(row)?, code: row.text("code")?, title: row.text("title")? });
    store.reader().await?.rows(MENTIONS, cells![person.as_str(), since, i64::from(most)], mention).await
}

fn read(row: &Row) -> Result<Comment> {
    Ok(Comment {
        id: CommentId(row.text("id")?),
        sheet: SheetId(row.text("sheet_id")?),
        author: row.text("author")?,
        at: row.time("at")?,
        body: row.text("body")?,
        withdrawn_at: row.maybe_time("withdrawn_at")?,
    })
}
