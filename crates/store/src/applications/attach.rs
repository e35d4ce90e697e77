//! An application chosen for an action sheet of its territory, and let go again: the act of somebody who writes that sheet.

use super::{drawn, object, rows};
use crate::conn::{Result, cells, to_json};
use crate::{ApplicationId, SheetId, Store, audit, funding};
use grants::Line;
use jiff::Timestamp;
use serde_json::json;

/// What became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Attached {
    /// It counts in this sheet; asked again, the same answer.
    Done,
    /// It counts in another sheet, or is not filed, or not for the territory of this one: nothing was written.
    Elsewhere,
}

/// The guard: an application counts in one sheet, of the territory it was filed for.
const ATTACH: &str = "UPDATE application SET sheet = $2, pays = COALESCE(pays, $3) WHERE id = $1 AND (sheet IS NULL OR sheet = $2) \
     AND filed_at IS NOT NULL \
     AND EXISTS (SELECT 1 FROM sheet s WHERE s.id = $2 AND s.phase = application.phase AND s.code = application.territory)";
const DETACH: &str = "UPDATE application SET sheet = NULL WHERE id = $1 AND sheet = $2 AND filed_at IS NOT NULL";

/// Makes the application count in the sheet from now on. `pays` is kept when it does not say yet who pays.
pub async fn attach(store: &Store, id: &ApplicationId, sheet: &SheetId, pays: &Line, author: &str, now: Timestamp) -> Result<Attached> {
    let (id, sheet, pays, author) = (id.clone(), sheet.clone(), to_json("pays", pays)?, author.to_owned());
    store
        .write(move |conn| {
            Box::pin(async move {
                if conn.execute(ATTACH, cells![id.as_str(), sheet.as_str(), pays]).await? == 0 {
                    return Ok(Attached::Elsewhere);
                }
                let Some(record) = conn.row(rows::BY_ID, cells![id.as_str()], rows::record).await? else { return Ok(Attached::Elsewhere) };
                drawn::draw(conn, &id, &record.life, now).await?;
                let detail = json!({ "sheet": sheet.as_str() });
                audit::append(conn, now, &author, "application.attach", &object(&id), detail).await?;
                drawn::tick(conn, &id, now).await?;
                Ok(Attached::Done)
            })
        })
        .await
}

/// Makes the application count in this sheet no more, and by itself again; the lines it had replaced come back. False when it did not
/// count there.
pub async fn detach(store: &Store, id: &ApplicationId, sheet: &SheetId, author: &str, now: Timestamp) -> Result<bool> {
    let (id, sheet, author) = (id.clone(), sheet.clone(), author.to_owned());
    store
        .write(move |conn| {
            Box::pin(async move {
                if conn.execute(DETACH, cells![id.as_str(), sheet.as_str()]).await? == 0 {
                    return Ok(false);
                }
                let Some(record) = conn.row(rows::BY_ID, cells![id.as_str()], rows::record).await? else { return Ok(false) };
                funding::erase(conn, &id, &drawn::author(&record.number), now).await?;
                drawn::draw(conn, &id, &record.life, now).await?;
                let detail = json!({ "sheet": sheet.as_str() });
                audit::append(conn, now, &author, "application.detach", &object(&id), detail).await?;
                drawn::tick(conn, &id, now).await?;
                Ok(true)
            })
        })
        .await
}
