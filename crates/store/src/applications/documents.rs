//! The files that a holder gives with an application: which of the documents asked each answers. Given while it is a draft, added
//! when it was sent back as incomplete, and never touched otherwise: the statement that takes the row of the application looks.

use super::object;
use crate::attachments::{self, Act, Added, Given};
use crate::conn::{Result, Row, cells};
use crate::{ApplicationId, AttachmentId, Store};
use jiff::Timestamp;

/// Takes the row of an application whose holder may give files; nothing passes once it is filed. After the row come the
/// quota and the audit, as for every step: nobody waits in a circle.
const HOLD: &str = "UPDATE application SET version = version WHERE id = $1 AND state IN ('draft', 'incomplete') AND proposal IS NULL";
const HOLD_DRAFT: &str = "UPDATE application SET version = version WHERE id = $1 AND state = 'draft' AND proposal IS NULL";
const ANSWER: &str =
    "INSERT INTO application_document (attachment, document) VALUES ($1, $2) ON CONFLICT (attachment, document) DO NOTHING";
const ANSWERS: &str = "SELECT d.document, d.attachment FROM application_document d JOIN attachment a ON a.id = d.attachment \
     WHERE a.object = $1 AND a.erased_at IS NULL ORDER BY d.attachment, d.document";

/// Attaches a file as an answer to `document`, within `quota` bytes for its owner. None when nothing may be added any more.
pub async fn add(
    store: &Store,
    id: &ApplicationId,
    document: &str,
    given: Given,
    quota: i64,
    author: &str,
    now: Timestamp,
) -> Result<Option<Added>> {
    let (id, document, author) = (id.clone(), document.to_owned(), author.to_owned());
    let given = Given { object: object(&id), ..given };
    store
        .write(move |conn| {
            Box::pin(async move {
                if conn.execute(HOLD, cells![id.as_str()]).await? == 0 {
                    return Ok(None);
                }
                let added = attachments::add_in(conn, &given, quota, &author, now).await?;
                // The same file may answer two of them.
                if let Added::Added(file) | Added::Same(file) = &added {
                    conn.execute(ANSWER, cells![file.as_str(), document]).await?;
                }
                Ok(Some(added))
            })
        })
        .await
}

/// Puts a file of a draft aside, brings it back or throws its bytes away. False once it is filed, or when there was nothing to do.
pub async fn change(store: &Store, id: &ApplicationId, file: &AttachmentId, act: Act, author: &str, now: Timestamp) -> Result<bool> {
    let (id, file, author) = (id.clone(), file.clone(), author.to_owned());
    store
        .write(move |conn| {
            Box::pin(async move {
                if conn.execute(HOLD_DRAFT, cells![id.as_str()]).await? == 0 {
                    return Ok(false);
                }
                attachments::act_in(conn, &file, act, &author, now).await
            })
        })
        .await
}

/// Which document each file answers, files put aside included: (document, file).
pub async fn answers(store: &Store, id: &ApplicationId) -> Result<Vec<(String, AttachmentId)>> {
    let read = |row: &Row| Ok((row.text("document")?, AttachmentId(row.text("attachment")?)));
    store.reader().await?.rows(ANSWERS, cells![object(id)], read).await
}
