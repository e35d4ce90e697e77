//! What is proposed to territories from an orientation: to accelerate a sheet, or to reorient it, by a day. The territory decides
//! with its committee, or declines with a reason; what nobody answered can be taken back.

use super::{find_in, object};
use crate::conn::{Conn, Result, Row, cells};
use crate::idempotency::{self, Key, Request};
use crate::sheets::{day, phase};
use crate::{OrientationId, ProposalId, SheetId, Store, StoreError, audit, sheets};
use contracts::DecisionKind;
use domain::Date;
use jiff::Timestamp;
use serde_json::json;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum State {
    /// The territory has not answered.
    Open,
    /// A decision of this kind was recorded since.
    Decided,
    Declined,
    Withdrawn,
}

impl State {
    pub const ALL: [State; 4] = [State::Open, State::Decided, State::Declined, State::Withdrawn];

    pub fn code(self) -> &'static str {
        match self {
            State::Open => "open",
            State::Decided => "decided",
            State::Declined => "declined",
            State::Withdrawn => "withdrawn",
        }
    }
    fn parse(code: &str) -> Option<State> {
        State::ALL.into_iter().find(|state| state.code() == code)
    }
}

/// What is proposed, why, and when an answer is expected.
#[derive(Clone, Debug)]
pub struct Proposed<'a> {
    pub kind: DecisionKind,
    pub why: &'a str,
    pub due: Date,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Proposal {
    pub id: ProposalId,
    pub orientation: OrientationId,
    pub sheet: SheetId,
    /// Of the sheet.
    pub title: String,
    pub phase: u8,
    pub code: String,
    pub region: String,
    pub kind: DecisionKind,
    pub why: String,
    pub due: Date,
    pub state: State,
    pub author: String,
    pub at: Timestamp,
    /// Who answered what, when it was declined or taken back.
    pub answered: Option<(Timestamp, String, String)>,
}

/// How many proposals of one orientation stand so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Count {
    pub orientation: OrientationId,
    pub state: State,
    pub proposals: u64,
}

/// A decision of the same kind that was recorded since and holds.
macro_rules! decided {
    ($proposal:literal) => {
        concat!(
            "EXISTS (SELECT 1 FROM sheet_decision d WHERE d.sheet_id = ",
            $proposal,
            ".sheet_id AND d.kind = ",
            $proposal,
            ".kind AND d.at >= ",
            $proposal,
            ".at AND d.undone_at IS NULL)"
        )
    };
}
macro_rules! stands {
    () => {
        concat!("CASE WHEN p.state = 'open' AND ", decided!("p"), " THEN 'decided' ELSE p.state END")
    };
}
macro_rules! select {
    ($end:literal) => {
        concat!(
            "SELECT p.id, p.orientation_id, p.sheet_id, s.title, p.phase, p.code, p.region, p.kind, p.why, p.due, p.author, p.at, \
             p.answered_at, p.answered_by, p.answer, ",
            stands!(),
            " AS stands FROM orientation_proposal p JOIN sheet s ON s.id = p.sheet_id WHERE ",
            $end
        )
    };
}
const OF_SHEET: &str = select!("p.sheet_id = $1 ORDER BY p.at DESC, p.id DESC");
const OF_CONTRACT: &str = select!("p.phase = $1 AND p.code = $2 AND p.state = 'open' ORDER BY p.due, p.id LIMIT $3");
const OF_ORIENTATION: &str = select!("p.orientation_id = $1 AND ($2 = '' OR p.region = $2) ORDER BY p.phase, p.code, p.at, p.id");
const COUNTS: &str = concat!(
    "SELECT t.orientation_id, t.stands, COUNT(*) AS n FROM (SELECT p.orientation_id, ",
    stands!(),
    " AS stands FROM orientation_proposal p WHERE ($1 = '' OR p.region = $1)) AS t GROUP BY t.orientation_id, t.stands"
);
/// Held while sheets are added to it, so that two who propose at once do not propose the same.
const HOLD: &str = "UPDATE orientation SET version = version + 1 WHERE id = $1 AND withdrawn_at IS NULL";
const ADD: &str = "INSERT INTO orientation_proposal (id, orientation_id, sheet_id, phase, code, region, kind, why, due, state, author, at) \
     SELECT $1, $2, s.id, s.phase, s.code, s.region, $4, $5, $6, 'open', $7, $8 FROM sheet s WHERE s.id = $3 AND s.is_open = 1 \
     AND NOT EXISTS (SELECT 1 FROM orientation_proposal p WHERE p.sheet_id = s.id AND p.kind = $4 AND p.state = 'open' \
     AND NOT EXISTS (SELECT 1 FROM sheet_decision d WHERE d.sheet_id = p.sheet_id AND d.kind = p.kind AND d.at >= p.at AND d.undone_at IS NULL))";
const DECLINE: &str = "UPDATE orientation_proposal SET state = 'declined', answered_at = $3, answered_by = $4, answer = $5 \
     WHERE id = $1 AND sheet_id = $2 AND state = 'open'";
const WITHDRAW: &str = concat!(
    "UPDATE orientation_proposal SET state = 'withdrawn', answered_at = $3, answered_by = $4, answer = '' \
     WHERE orientation_id = $1 AND ($2 = '' OR region = $2) AND state = 'open' AND NOT ",
    decided!("orientation_proposal")
);

/// Proposes the same thing for these sheets, all at once: how many were proposed. A closed sheet, and one for which the same is
/// proposed and not answered yet, is left. None when the orientation does not stand. With a `key`, a retry proposes once.
pub async fn propose(
    store: &Store,
    orientation: &OrientationId,
    proposed: Proposed<'_>,
    sheets: Vec<SheetId>,
    author: &str,
    key: Option<&Key>,
    now: Timestamp,
) -> Result<Option<u64>> {
    let (id, why, author) = (orientation.clone(), proposed.why.to_owned(), author.to_owned());
    let (kind, due) = (proposed.kind.code(), proposed.due.to_string());
    let scope = format!("orientation.propose:{id}:{author}");
    let asked: String = sheets.iter().map(SheetId::as_str).collect();
    let request = key.map(|key| Request::new(key, &scope, &[kind, &due, &why, &asked]));
    store
        .write(move |conn| {
            Box::pin(async move {
                if let Some(answer) = idempotency::claim(conn, request.as_ref(), now).await? {
                    return answer.parse().map(Some).map_err(|_| StoreError::unreadable("idempotency", answer));
                }
                if conn.execute(HOLD, cells![id.as_str()]).await? == 0 {
                    idempotency::release(conn, request.as_ref()).await?;
                    return Ok(None);
                }
                let mut proposed: u64 = 0;
                for sheet in &sheets {
                    let proposal = ProposalId::fresh(now);
                    let cells = cells![proposal.as_str(), id.as_str(), sheet.as_str(), kind, &why, &due, &author, now];
                    if conn.execute(ADD, cells).await? == 1 {
                        let detail = json!({ "proposal": proposal.as_str(), "orientation": id.as_str(), "kind": kind, "due": due });
                        audit::append(conn, now, &author, "orientation.propose", &sheets::object(sheet), detail).await?;
                        proposed += 1;
                    }
                }
                idempotency::settle(conn, request.as_ref(), &proposed.to_string()).await?;
                Ok(Some(proposed))
            })
        })
        .await
}

/// The territory says no, and why. False when there is nothing to answer there any more.
pub async fn decline(store: &Store, sheet: &SheetId, id: &ProposalId, words: &str, author: &str, now: Timestamp) -> Result<bool> {
    let (sheet, id, words, author) = (sheet.clone(), id.clone(), words.to_owned(), author.to_owned());
    store
        .write(move |conn| {
            Box::pin(async move {
                if conn.execute(DECLINE, cells![id.as_str(), sheet.as_str(), now, &author, &words]).await? == 0 {
                    return Ok(false);
                }
                let detail = json!({ "proposal": id.as_str() });
                audit::append(conn, now, &author, "orientation.decline", &sheets::object(&sheet), detail).await?;
                Ok(true)
            })
        })
        .await
}

/// Takes back what was proposed from an orientation in a region (everywhere when empty) and not answered: how many.
pub async fn withdraw_proposals(store: &Store, id: &OrientationId, region: &str, author: &str, now: Timestamp) -> Result<u64> {
    let (id, region, author) = (id.clone(), region.to_owned(), author.to_owned());
    store
        .write(move |conn| {
            Box::pin(async move {
                if find_in(conn, &id).await?.is_none() {
                    return Ok(0);
                }
                let left = withdraw_open(conn, &id, &region, &author, now).await?;
                if left > 0 {
                    let detail = json!({ "region": region, "proposals": left });
                    audit::append(conn, now, &author, "orientation.withdraw_proposals", &object(&id), detail).await?;
                }
                Ok(left)
            })
        })
        .await
}

/// In the transaction of whoever takes back.
pub(super) async fn withdraw_open(conn: &mut Conn, id: &OrientationId, region: &str, author: &str, now: Timestamp) -> Result<u64> {
    conn.execute(WITHDRAW, cells![id.as_str(), region, now, author]).await
}

/// Every proposal for a sheet, the last first.
pub async fn of_sheet(store: &Store, sheet: &SheetId) -> Result<Vec<Proposal>> {
    store.reader().await?.rows(OF_SHEET, cells![sheet.as_str()], read).await
}

/// What a territory has not answered, first what is due first; those decided meanwhile are left out.
pub async fn of_contract(store: &Store, phase: u8, code: &str, most: u32) -> Result<Vec<Proposal>> {
    let all = store.reader().await?.rows(OF_CONTRACT, cells![i64::from(phase), code, i64::from(most)], read).await?;
    Ok(all.into_iter().filter(|proposal| proposal.state == State::Open).collect())
}

/// What was proposed from an orientation, in a region or everywhere when empty.
pub async fn of_orientation(store: &Store, id: &OrientationId, region: &str) -> Result<Vec<Proposal>> {
    store.reader().await?.rows(OF_ORIENTATION, cells![id.as_str(), region], read).await
}

/// How the proposals of every orientation stand, in a region or everywhere when empty.
pub async fn counts(store: &Store, region: &str) -> Result<Vec<Count>> {
    let read = |row: &Row| {
        let proposals = u64::try_from(row.whole("n")?).unwrap_or_default();
        Ok(Count { orientation: OrientationId(row.text("orientation_id")?), state: state(row)?, proposals })
    };
    store.reader().await?.rows(COUNTS, cells![region], read).await
}

fn state(row: &Row) -> Result<State> {
    let code = row.text("stands")?;
    State::parse(&code).ok_or_else(|| StoreError::unreadable("state", code))
}

fn read(row: &Row) -> Result<Proposal> {
    let kind = row.text("kind")?;
    let answered = match (row.maybe_time("answered_at")?, row.maybe_text("answered_by")?, row.maybe_text("answer")?) {
        (Some(at), Some(by), Some(words)) => Some((at, by, words)),
        _ => None,
    };
    Ok(Proposal {
        id: ProposalId(row.text("id")?),
        orientation: OrientationId(row.text("orientation_id")?),
        sheet: SheetId(row.text("sheet_id")?),
        title: row.text("title")?,
        phase: phase(row)?,
        code: row.text("code")?,
        region: row.text("region")?,
        kind: DecisionKind::parse(&kind).ok_or_else(|| StoreError::unreadable("kind", kind))?,
        why: row.text("why")?,
        due: day(row, "due")?,
        state: state(row)?,
        author: row.text("author")?,
        at: row.time("at")?,
        answered,
    })
}
