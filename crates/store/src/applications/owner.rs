//! Which application a number of the ledger belongs to: its money moves by its steps alone.

use crate::conn::{Conn, Result, cells};
use ledger::AwardId;

/// What the number of every application begins with: no other file of the ledger costs a look.
pub(super) const PREFIX: &str = "A-";

const CALL_OF: &str = "SELECT call FROM application WHERE number = $1";

/// Where the page of the application of this number is, if there is one.
pub(crate) async fn owner(conn: &mut Conn, award: &AwardId) -> Result<Option<String>> {
    if !award.as_str().starts_with(PREFIX) {
        return Ok(None);
    }
    let call = conn.row(CALL_OF, cells![award.as_str()], |row| row.text("call")).await?;
    Ok(call.map(|call| format!("/appels/{call}/candidatures/{award}")))
}
