//! What committees decided of sheets: who, when, why; what it changed is the version each one made.

use super::bulk::{Change, write_change};
use super::{Saved, day};
use crate::conn::{Conn, Result, Row, cells, to_json};
use crate::idempotency::{self, Key, Request};
use crate::{SheetId, Store, StoreError, audit, id};
use contracts::{Decision, DecisionKind};
use domain::Date;
use jiff::Timestamp;
use serde_json::json;

/// A decision as it was recorded.
#[derive(Clone, Debug, PartialEq)]
pub struct Recorded {
    pub id: String,
    pub sheet: SheetId,
    /// The version it made.
    pub version: i64,
    pub decision: Decision,
    /// Identifiers of the pieces that were asked and not seen.
    pub missing: Vec<String>,
    pub from_state: String,
    pub to_state: String,
    pub author: String,
    pub at: Timestamp,
    /// When it was undone, and by whom.
    pub undone: Option<(Timestamp, String)>,
}

const ADD: &str = "INSERT INTO sheet_decision (id, sheet_id, version, phase, code, kind, committee, held_on, reason, from_state, to_state, \
     seen, missing, author, at) SELECT $1, s.id, $3, s.phase, s.code, $4, $5, $6, $7, $8, s.state, $9, $10, $11, $12 FROM sheet s WHERE s.id = $2";
const OF_SHEET: &str = "SELECT id, sheet_id, version, kind, committee, held_on, reason, from_state, to_state, seen, missing, author, at, \
     undone_at, undone_by FROM sheet_decision WHERE sheet_id = $1 ORDER BY at DESC, id DESC";
const SINCE: &str = "SELECT id, sheet_id, version, kind, committee, held_on, reason, from_state, to_state, seen, missing, author, at, \
     undone_at, undone_by FROM sheet_decision WHERE phase = $1 AND code = $2 AND held_on >= $3 ORDER BY held_on DESC, at DESC, id DESC LIMIT $4";
const COMMITTEES: &str = "SELECT held_on, committee, COUNT(*) AS n FROM sheet_decision WHERE phase = $1 AND code = $2 AND undone_at IS NULL \
     GROUP BY held_on, committee ORDER BY held_on DESC, committee LIMIT $3";

/// Records a decision if the sheet still stands at the version it was judged at.
pub async fn decide(store: &Store, change: &Change, author: &str, key: Option<&Key>, now: Timestamp) -> Result<Saved> {
    let scope = format!("sheet.decide:{}", change.id);
    let (sheet, decision) = (to_json("sheet", &*change.sheet)?, to_json("decision", &change.decision)?);
    let request = key.map(|key| Request::new(key, &scope, &[&change.expected.to_string(), &sheet, &decision]));
    let (change, author) = (change.clone(), author.to_owned());
    store
        .write(move |conn| {
            Box::pin(async move {
                if let Some(answer) = idempotency::claim(conn, request.as_ref(), now).await? {
                    return answer.parse().map(Saved::Saved).map_err(|_| StoreError::unreadable("idempotency", answer));
                }
                let saved = write_change(conn, &change, None, &author, now).await?;
                match &saved {
                    Saved::Saved(version) => idempotency::settle(conn, request.as_ref(), &version.to_string()).await?,
                    Saved::Conflict { .. } | Saved::Gone => idempotency::release(conn, request.as_ref()).await?,
                }
                Ok(saved)
            })
        })
        .await
}

/// In the transaction that made `version`.
pub(super) async fn record(conn: &mut Conn, change: &Change, version: i64, from_state: &str, author: &str, now: Timestamp) -> Result<()> {
    let Some((decision, missing)) = &change.decision else { return Ok(()) };
    let id = id::fresh(now);
    let (seen, lacking) = (to_json("seen", &decision.evidence)?, to_json("missing", missing)?);
    let (kind, held_on) = (decision.kind.code(), decision.held_on.to_string());
    let cells = cells![
        &id,
        change.id.as_str(),
        version,
        kind,
        &decision.committee,
        &held_on,
        &decision.reason,
        from_state,
        seen,
        lacking,
        author,
        now,
    ];
    conn.execute(ADD, cells).await?;
    let detail = json!({ "decision": id, "kind": kind, "committee": decision.committee, "held_on": held_on, "version": version });
    audit::append(conn, now, author, "sheet.decide", &super::object(&change.id), detail).await
}

/// Every decision of a sheet, newest first.
pub async fn decisions(store: &Store, sheet: &SheetId) -> Result<Vec<Recorded>> {
    store.reader().await?.rows(OF_SHEET, cells![sheet.as_str()], read).await
}

/// Decisions taken in a contract on `since` or later, newest first, at most so many.
pub async fn decisions_since(store: &Store, phase: u8, code: &str, since: Date, most: u32) -> Result<Vec<Recorded>> {
    let cells = cells![i64::from(phase), code, since.to_string(), i64::from(most)];
    store.reader().await?.rows(SINCE, cells, read).await
}

/// The last meetings that decided something: (day, committee, how many decisions).
pub async fn committees(store: &Store, phase: u8, code: &str, most: u32) -> Result<Vec<(Date, String, usize)>> {
    let read = |row: &Row| Ok((day(row, "held_on")?, row.text("committee")?, usize::try_from(row.whole("n")?).unwrap_or_default()));
    store.reader().await?.rows(COMMITTEES, cells![i64::from(phase), code, i64::from(most)], read).await
}

fn read(row: &Row) -> Result<Recorded> {
    let kind = row.text("kind")?;
    let kind = DecisionKind::parse(&kind).ok_or_else(|| StoreError::unreadable("kind", kind))?;
    let to_state = row.text("to_state")?;
    let undone = row.maybe_time("undone_at")?.zip(row.maybe_text("undone_by")?);
    let decision = Decision {
        kind,
        to: Some(to_state.clone()),
        committee: row.text("committee")?,
        held_on: day(row, "held_on")?,
        reason: row.text("reason")?,
        evidence: row.json("seen")?,
    };
    Ok(Recorded {
        id: row.text("id")?,
        sheet: SheetId(row.text("sheet_id")?),
        version: row.whole("version")?,
        decision,
        missing: row.json("missing")?,
        from_state: row.text("from_state")?,
        to_state,
        author: row.text("author")?,
        at: row.time("at")?,
        undone,
    })
}
