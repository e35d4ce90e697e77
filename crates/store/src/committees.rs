//! Committee sessions: who sits, who is recused, what each scored, the ranking once it is frozen.
//!
//! Every write on a session first takes its row while it is not frozen; freezing takes it too, then reads the scores.
//! So a score is either in the ranking or refused, never given and forgotten.

use crate::applications::Place;
use crate::conn::{Conn, Result, Row, cells, to_json};
use crate::{ApplicationId, PersonId, SessionId, Store, StoreError, audit};
use applications::{Grid, Points, Ranking, Recusal};
use domain::Date;
use jiff::Timestamp;
use serde_json::json;
use std::collections::BTreeMap;

#[derive(Clone, Debug, PartialEq)]
pub struct Session {
    pub id: SessionId,
    pub call: String,
    pub wave: String,
    pub operator: String,
    /// INSEE code of the region whose files it ranks; None: those of the whole country.
    pub region: Option<String>,
    /// Of its minutes; one in its call.
    pub reference: String,
    pub held_on: Date,
    /// Version of the grid that its scores name.
    pub grid: i64,
    pub ranking: Option<Ranking>,
    pub frozen_at: Option<Timestamp>,
    pub frozen_by: Option<String>,
    pub convened_by: String,
    /// Who sits and who is recused, as the pure crate judges it.
    pub sits: applications::Session,
}

impl Session {
    /// Whether it ranks the files of such a place.
    pub fn covers(&self, place: Option<&Place>) -> bool {
        self.region.as_ref().is_none_or(|region| place.is_some_and(|place| place.region == *region))
    }
}

/// What one member gave to one application.
#[derive(Clone, Debug, PartialEq)]
pub struct Score {
    pub application: ApplicationId,
    pub member: PersonId,
    pub grid: i64,
    pub points: Points,
    /// By criterion.
    pub comments: BTreeMap<String, String>,
    pub at: Timestamp,
}

#[derive(Clone, Debug)]
pub struct New {
    pub call: String,
    pub wave: String,
    pub operator: String,
    pub region: Option<String>,
    pub reference: String,
    pub held_on: Date,
    pub quorum: u32,
    pub grid: i64,
    pub members: Vec<PersonId>,
}

const ADD: &str = "INSERT INTO committee_session (id, call, wave, operator, reference, held_on, quorum, grid, convened_by, created_at, \
     region) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
const SIT: &str = "INSERT INTO committee_member (session, person) VALUES ($1, $2) ON CONFLICT (session, person) DO NOTHING";
const LEAVE: &str = "DELETE FROM committee_member WHERE session = $1 AND person = $2 AND NOT EXISTS \
     (SELECT 1 FROM committee_score s WHERE s.session = $1 AND s.person = $2)";
/// Takes the row; nothing changes, and nothing passes once the session is frozen.
const HOLD: &str = "UPDATE committee_session SET quorum = quorum WHERE id = $1 AND frozen_at IS NULL";
const FREEZE: &str = "UPDATE committee_session SET ranking = $2, frozen_at = $3, frozen_by = $4 WHERE id = $1";
/// Nothing when the grid was edited since it was read.
const GRID_USED: &str = "UPDATE call_grid SET frozen_at = COALESCE(frozen_at, $3) WHERE call = $1 AND version = $2 AND grid = $4";
const SCORE: &str = "INSERT INTO committee_score (session, application, person, grid, points, comments, at) \
     SELECT $1, $2, $3, $4, $5, $6, $7 FROM committee_member m WHERE m.session = $1 AND m.person = $3 \
     AND NOT EXISTS (SELECT 1 FROM committee_recusal r WHERE r.session = $1 AND r.application = $2 AND r.person = $3) \
     ON CONFLICT (session, application, person) DO UPDATE SET grid = excluded.grid, points = excluded.points, \
     comments = excluded.comments, at = excluded.at";
const RECUSE: &str = "INSERT INTO committee_recusal (session, application, person, reason, who, at) VALUES ($1, $2, $3, $4, $5, $6) \
     ON CONFLICT (session, application, person) DO NOTHING";
const UNSCORE: &str = "DELETE FROM committee_score WHERE session = $1 AND application = $2 AND person = $3";
const BY_ID: &str = "SELECT id, call, wave, operator, reference, held_on, quorum, grid, ranking, frozen_at, frozen_by, convened_by, \
     region FROM committee_session WHERE id = $1";
const OF_CALL: &str = "SELECT id FROM committee_session WHERE call = $1 ORDER BY held_on DESC, id DESC";
const OF_MEMBER: &str = "SELECT s.id FROM committee_session s JOIN committee_member m ON m.session = s.id \
     WHERE m.person = $1 AND s.frozen_at IS NULL ORDER BY s.held_on, s.id LIMIT $2";
const RANKING: &str = "SELECT ranking FROM committee_session WHERE call = $1 AND reference = $2 AND ranking IS NOT NULL";
const MEMBERS: &str = "SELECT person FROM committee_member WHERE session = $1 ORDER BY person";
const RECUSALS: &str = "SELECT application, person, reason FROM committee_recusal WHERE session = $1 ORDER BY application, person";
const SCORES: &str = "SELECT application, person, grid, points, comments, at FROM committee_score WHERE session = $1 \
     ORDER BY application, person";

/// Convenes a session. [`StoreError::Twice`] when the reference is already that of another of the same call.
pub async fn convene(store: &Store, new: New, who: &str, now: Timestamp) -> Result<SessionId> {
    let who = who.to_owned();
    store
        .write(move |conn| {
            Box::pin(async move {
                let id = SessionId::fresh(now);
                let cells = cells![
                    id.as_str(),
                    &new.call,
                    &new.wave,
                    &new.operator,
                    &new.reference,
                    new.held_on.to_string(),
                    i64::from(new.quorum),
                    new.grid,
                    &who,
                    now,
                    new.region
                ];
                conn.execute(ADD, cells).await?;
                for member in &new.members {
                    conn.execute(SIT, cells![id.as_str(), member.as_str()]).await?;
                }
                let detail = json!({ "reference": new.reference, "members": new.members.len() });
                audit::append(conn, now, &who, "session.convene", &object(&id), detail).await?;
                Ok(id)
            })
        })
        .await
}

pub async fn find(store: &Store, id: &SessionId) -> Result<Option<Session>> {
    session(&mut store.reader().await?, id).await
}

/// The sessions of a call, the latest first.
pub async fn of_call(store: &Store, call: &str) -> Result<Vec<Session>> {
    let mut conn = store.reader().await?;
    let ids = conn.rows(OF_CALL, cells![call], |row| row.text("id")).await?;
    let mut sessions = Vec::with_capacity(ids.len());
    for id in ids {
        sessions.extend(session(&mut conn, &SessionId(id)).await?);
    }
    Ok(sessions)
}

/// The sessions not frozen yet in which somebody sits, the first to come first, `most` of them.
pub async fn of_member(store: &Store, person: &PersonId, most: u32) -> Result<Vec<Session>> {
    let mut conn = store.reader().await?;
    let ids = conn.rows(OF_MEMBER, cells![person.as_str(), i64::from(most)], |row| row.text("id")).await?;
    let mut sessions = Vec::with_capacity(ids.len());
    for id in ids {
        sessions.extend(session(&mut conn, &SessionId(id)).await?);
    }
    Ok(sessions)
}

pub async fn scores(store: &Store, id: &SessionId) -> Result<Vec<Score>> {
    store.reader().await?.rows(SCORES, cells![id.as_str()], score_of).await
}

/// What the session of these minutes ranked, once frozen, as the transaction sees it.
pub(crate) async fn ranking(conn: &mut Conn, call: &str, reference: &str) -> Result<Option<Ranking>> {
    conn.row(RANKING, cells![call, reference], |row| row.json("ranking")).await
}

/// Enters or removes a member present. False once frozen, or when a member who scored is to be removed.
pub async fn seat(store: &Store, id: &SessionId, member: &PersonId, present: bool, who: &str, now: Timestamp) -> Result<bool> {
    let (member, action) = (member.clone(), if present { "session.seat" } else { "session.unseat" });
    held(store, id, who, action, now, json!({ "member": member.as_str() }), move |conn, id| {
        Box::pin(async move {
            let done = conn.execute(if present { SIT } else { LEAVE }, cells![id.as_str(), member.as_str()]).await?;
            Ok(present || done == 1)
        })
    })
    .await
}

/// Records a conflict of interest; what the member had scored on this application is erased. False once frozen.
pub async fn recuse(
    store: &Store,
    id: &SessionId,
    application: &ApplicationId,
    member: &PersonId,
    reason: &str,
    who: &str,
    now: Timestamp,
) -> Result<bool> {
    let (application, member, reason, by) = (application.clone(), member.clone(), reason.to_owned(), who.to_owned());
    let detail = json!({ "application": application.as_str(), "member": member.as_str() });
    held(store, id, who, "session.recuse", now, detail, move |conn, id| {
        Box::pin(async move {
            conn.execute(RECUSE, cells![id.as_str(), application.as_str(), member.as_str(), reason, by, now]).await?;
            conn.execute(UNSCORE, cells![id.as_str(), application.as_str(), member.as_str()]).await?;
            Ok(true)
        })
    })
    .await
}

/// Writes a member's score, and freezes the version of the grid. False once the session is frozen, when the member is
/// not seated or is recused, or when `grid` was edited meanwhile: the statements themselves look.
pub async fn score(store: &Store, session: &Session, grid: &Grid, score: Score, who: &str) -> Result<bool> {
    let (call, at, grid) = (session.call.clone(), score.at, to_json("grid", grid)?);
    let (points, comments) = (to_json("points", &score.points)?, to_json("comments", &score.comments)?);
    let detail = json!({ "application": score.application.as_str() });
    held(store, &session.id, who, "session.score", at, detail, move |conn, id| {
        Box::pin(async move {
            if conn.execute(GRID_USED, cells![&call, score.grid, at, &grid]).await? == 0 {
                return Ok(false);
            }
            let cells = cells![id.as_str(), score.application.as_str(), score.member.as_str(), score.grid, points, comments, at];
            Ok(conn.execute(SCORE, cells).await? == 1)
        })
    })
    .await
}

/// Freezes the session on the ranking that `rank` makes of its scores. False when it already was.
pub async fn freeze(
    store: &Store,
    id: &SessionId,
    rank: impl FnOnce(&Session, &[Score]) -> Ranking + Send + 'static,
    who: &str,
    now: Timestamp,
) -> Result<bool> {
    let by = who.to_owned();
    held(store, id, who, "session.freeze", now, json!({}), move |conn, id| {
        Box::pin(async move {
            let there = session(conn, id).await?.ok_or_else(|| StoreError::unreadable("session", id))?;
            let scores = conn.rows(SCORES, cells![id.as_str()], score_of).await?;
            let ranking = to_json("ranking", &rank(&there, &scores))?;
            conn.execute(FREEZE, cells![id.as_str(), ranking, now, by]).await?;
            Ok(true)
        })
    })
    .await
}

/// Runs `job` while the session is held and not frozen.
async fn held(
    store: &Store,
    id: &SessionId,
    who: &str,
    what: &'static str,
    now: Timestamp,
    detail: serde_json::Value,
    job: impl for<'c> FnOnce(&'c mut Conn, &'c SessionId) -> crate::conn::Pending<'c, Result<bool>> + Send + 'static,
) -> Result<bool> {
    let (id, who) = (id.clone(), who.to_owned());
    store
        .write(move |conn| {
            Box::pin(async move {
                if conn.execute(HOLD, cells![id.as_str()]).await? == 0 || !job(conn, &id).await? {
                    return Ok(false);
                }
                audit::append(conn, now, &who, what, &object(&id), detail).await?;
                Ok(true)
            })
        })
        .await
}

async fn session(conn: &mut Conn, id: &SessionId) -> Result<Option<Session>> {
    let Some((mut session, quorum)) = conn.row(BY_ID, cells![id.as_str()], read).await? else { return Ok(None) };
    let members = conn.rows(MEMBERS, cells![id.as_str()], |row| row.text("person")).await?;
    let recusal =
        |row: &Row| Ok(Recusal { application: row.text("application")?, member: row.text("person")?, reason: row.text("reason")? });
    let recusals = conn.rows(RECUSALS, cells![id.as_str()], recusal).await?;
    session.sits = applications::Session { members, quorum, recusals, frozen: session.frozen_at.is_some() };
    Ok(Some(session))
}

fn read(row: &Row) -> Result<(Session, u32)> {
    let held_on = row.text("held_on")?;
    let ranking = row.maybe_text("ranking")?;
    let session = Session {
        id: SessionId(row.text("id")?),
        call: row.text("call")?,
        wave: row.text("wave")?,
        operator: row.text("operator")?,
        region: row.maybe_text("region")?,
        reference: row.text("reference")?,
        held_on: held_on.parse().map_err(|error| StoreError::unreadable("held_on", error))?,
        grid: row.whole("grid")?,
        ranking: ranking.map(|text| serde_json::from_str(&text)).transpose().map_err(|error| StoreError::unreadable("ranking", error))?,
        frozen_at: row.maybe_time("frozen_at")?,
        frozen_by: row.maybe_text("frozen_by")?,
        convened_by: row.text("convened_by")?,
        sits: applications::Session { members: vec![], quorum: 0, recusals: vec![], frozen: false },
    };
    Ok((session, row.whole("quorum")?.clamp(1, 1_000) as u32))
}

fn score_of(row: &Row) -> Result<Score> {
    Ok(Score {
        application: ApplicationId(row.text("application")?),
        member: PersonId(row.text("person")?),
        grid: row.whole("grid")?,
        points: row.json("points")?,
        comments: row.json("comments")?,
        at: row.time("at")?,
    })
}

fn object(id: &SessionId) -> String {
    format!("session:{id}")
}
