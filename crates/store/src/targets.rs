//! Targets of a territory: whom it wants to bring, how far each went, what is to be done next. Every earlier state is kept; a name
//! never goes in the audit.

use crate::conn::{Conn, Result, Row, cells, to_json};
use crate::removal::{self, Removal};
use crate::sheets::{Place, day, phase};
use crate::{Store, StoreError, TargetId, audit};
use domain::Date;
use domain::target::{Stage, Target};
use jiff::Timestamp;
use serde_json::json;

#[derive(Clone, Debug, PartialEq)]
pub struct Kept {
    pub id: TargetId,
    pub phase: u8,
    pub code: String,
    pub target: Target,
    /// From 1; send it back with the next save.
    pub version: i64,
    pub author: String,
    pub at: Timestamp,
}

/// An earlier state of a target.
#[derive(Clone, Debug, PartialEq)]
pub struct Past {
    pub version: i64,
    pub target: Target,
    pub author: String,
    pub at: Timestamp,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Added {
    Added(TargetId),
    /// It is followed already: the same establishment, or the same name and activity.
    Same(TargetId),
}

/// What is wanted: every field that is empty wants everything.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Filter {
    pub state: Option<Stage>,
    /// Name of the owner.
    pub owner: String,
    /// Open ones whose next action was due before this day.
    pub late_on: Option<Date>,
}

/// Where a page ends. The name of a target stays out of addresses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct After {
    ended: bool,
    /// As it sorts: "9999" without a date.
    due: String,
    id: TargetId,
}

impl After {
    pub fn of(kept: &Kept) -> After {
        let due = kept.target.due.map_or_else(|| "9999".to_owned(), |due| due.to_string());
        After { ended: kept.target.state.ended(), due, id: kept.id.clone() }
    }
    /// None for what no page gave.
    pub fn parse(text: &str) -> Option<After> {
        let mut parts = text.splitn(3, '.');
        let (ended, due, id) = (parts.next()?, parts.next()?, parts.next()?);
        let dated = due == "9999" || due.parse::<Date>().is_ok();
        dated.then_some(After { ended: ended == "1", due: due.to_owned(), id: TargetId::parse(id)? })
    }
}

impl std::fmt::Display for After {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}.{}.{}", u8::from(self.ended), self.due, self.id)
    }
}

macro_rules! select {
    ($end:literal) => {
        concat!(
            "SELECT id, phase, code, siret, name, activity, origin, origin_words, state, reason, next_action, due, note, owner, owner_person, \
             version, author, at FROM relocation_target WHERE ",
            $end
        )
    };
}
const BY_ID: &str = select!("removed_at IS NULL AND id = $1");
const REMOVED_BY_ID: &str = select!("removed_at IS NOT NULL AND id = $1");
/// The last removed first.
const REMOVED: &str = select!("removed_at IS NOT NULL AND phase = $1 AND code = $2 ORDER BY removed_at DESC, id DESC LIMIT $3");
/// What is due first on top, then what has no date, then what ended. `$6` to `$8`: where the page before ended.
const LIST: &str = select!(
    "removed_at IS NULL AND phase = $1 AND code = $2 AND state LIKE $3 AND owner LIKE $4 \
     AND ($5 = '' OR (due < $5 AND state <> 'coming' AND state <> 'not_coming')) \
     AND ($8 = '' OR (CASE WHEN state = 'coming' OR state = 'not_coming' THEN 1 ELSE 0 END, COALESCE(due, '9999'), name, id) \
     > ($6, $7, (SELECT t.name FROM relocation_target t WHERE t.id = $8 AND t.phase = $1 AND t.code = $2), $8)) \
     ORDER BY CASE WHEN state = 'coming' OR state = 'not_coming' THEN 1 ELSE 0 END, COALESCE(due, '9999'), name, id LIMIT $9"
);
const OF_OWNER: &str = select!(
    "removed_at IS NULL AND owner_person = $1 AND due IS NOT NULL AND state <> 'coming' AND state <> 'not_coming' ORDER BY due, id LIMIT $2"
);
const SAME: &str = "SELECT id FROM relocation_target WHERE phase = $1 AND code = $2 AND removed_at IS NULL \
     AND ((siret <> '' AND siret = $3) OR (siret = '' AND $3 = '' AND activity = $4 AND name = $5)) ORDER BY id LIMIT 1";
const ADD: &str = "INSERT INTO relocation_target (id, phase, code, region, siret, name, activity, origin, origin_words, state, reason, \
     next_action, due, note, owner, owner_person, version, author, at) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, 1, $17, $18)";
/// Where it came from stays.
const CHANGE: &str = "UPDATE relocation_target SET siret = $3, name = $4, activity = $5, state = $6, reason = $7, next_action = $8, due = $9, \
     note = $10, owner = $11, owner_person = $12, version = version + 1, author = $13, at = $14 \
     WHERE id = $1 AND version = $2 AND removed_at IS NULL";
const ADD_VERSION: &str = "INSERT INTO relocation_target_version (target_id, version, target, author, at) VALUES ($1, $2, $3, $4, $5)";
const REMOVE: &str = "UPDATE relocation_target SET removed_at = $3 WHERE id = $1 AND version = $2 AND removed_at IS NULL";
/// Not when the same was added again: it would be followed twice.
const RESTORE: &str = "UPDATE relocation_target SET removed_at = NULL, at = $3 WHERE id = $1 AND version = $2 AND removed_at IS NOT NULL \
     AND NOT EXISTS (SELECT 1 FROM relocation_target s WHERE s.phase = relocation_target.phase AND s.code = relocation_target.code \
     AND s.removed_at IS NULL AND ((s.siret <> '' AND s.siret = relocation_target.siret) OR (s.siret = '' \
     AND relocation_target.siret = '' AND s.activity = relocation_target.activity AND s.name = relocation_target.name)))";
const PAST: &str = "SELECT version, target, author, at FROM relocation_target_version WHERE target_id = $1 ORDER BY version DESC";
const COUNTS: &str =
    "SELECT state, COUNT(*) AS n FROM relocation_target WHERE phase = $1 AND code = $2 AND removed_at IS NULL GROUP BY state";
const OWNERS: &str =
    "SELECT DISTINCT owner FROM relocation_target WHERE phase = $1 AND code = $2 AND removed_at IS NULL AND owner <> '' ORDER BY owner";

/// Adds a target; one that is followed already is given back, so that a second click adds nothing.
pub async fn add(store: &Store, place: &Place, target: &Target, author: &str, now: Timestamp) -> Result<Added> {
    let (place, target, author) = (place.clone(), target.clone(), author.to_owned());
    store
        .write(move |conn| {
            Box::pin(async move {
                let (phase, t) = (i64::from(place.phase), &target);
                audit::hold(conn).await?;
                let same = cells![phase, &place.code, &t.siret, &t.activity, &t.name];
                if let Some(id) = conn.row(SAME, same, |row| row.text("id")).await? {
                    return Ok(Added::Same(TargetId(id)));
                }
                let id = TargetId::fresh(now);
                let cells = cells![
                    id.as_str(),
                    phase,
                    &place.code,
                    &place.region,
                    &t.siret,
                    &t.name,
                    &t.activity,
                    &t.origin,
                    &t.origin_words,
                    t.state.code(),
                    &t.reason,
                    &t.next_action,
                    t.due.map(|d| d.to_string()),
                    &t.note,
                    &t.owner,
                    t.person.clone().unwrap_or_default(),
                    &author,
                    now
                ];
                conn.execute(ADD, cells).await?;
                keep(conn, &id, 1, t, &author, now).await?;
                Ok(Added::Added(id))
            })
        })
        .await
}

/// Changes a target that stands at version `expected`. False when it does not: somebody changed or removed it since.
pub async fn change(store: &Store, id: &TargetId, expected: i64, target: &Target, author: &str, now: Timestamp) -> Result<bool> {
    let (id, target, author) = (id.clone(), target.clone(), author.to_owned());
    store
        .write(move |conn| {
            Box::pin(async move {
                let t = &target;
                let cells = cells![
                    id.as_str(),
                    expected,
                    &t.siret,
                    &t.name,
                    &t.activity,
                    t.state.code(),
                    &t.reason,
                    &t.next_action,
                    t.due.map(|d| d.to_string()),
                    &t.note,
                    &t.owner,
                    t.person.clone().unwrap_or_default(),
                    &author,
                    now
                ];
                let done = conn.execute(CHANGE, cells).await? == 1;
                if done {
                    keep(conn, &id, expected + 1, t, &author, now).await?;
                }
                Ok(done)
            })
        })
        .await
}

/// Keeps a state, and writes in the audit that there was one: never the name.
async fn keep(conn: &mut Conn, id: &TargetId, version: i64, target: &Target, author: &str, now: Timestamp) -> Result<()> {
    conn.execute(ADD_VERSION, cells![id.as_str(), version, to_json("target", target)?, author, now]).await?;
    let detail = json!({ "version": version, "state": target.state.code() });
    audit::append(conn, now, author, "target.save", &object(id), detail).await
}

/// Takes a target out of the lists; its states stay. False when it does not stand at that version.
pub async fn remove(store: &Store, id: &TargetId, expected: i64, author: &str, now: Timestamp) -> Result<bool> {
    let removal = Removal { statement: REMOVE, id: id.to_string(), expected, action: "target.remove", object: object(id) };
    removal::remove(store, removal, author, now).await
}

/// Brings a removed target back. False when it does not stand at that version, or the same is followed again meanwhile.
pub async fn restore(store: &Store, id: &TargetId, expected: i64, author: &str, now: Timestamp) -> Result<bool> {
    let removal = Removal { statement: RESTORE, id: id.to_string(), expected, action: "target.restore", object: object(id) };
    removal::restore(store, removal, author, now).await
}

pub async fn find(store: &Store, id: &TargetId) -> Result<Option<Kept>> {
    store.reader().await?.row(BY_ID, cells![id.as_str()], read).await
}

pub async fn find_removed(store: &Store, id: &TargetId) -> Result<Option<Kept>> {
    store.reader().await?.row(REMOVED_BY_ID, cells![id.as_str()], read).await
}

/// Those that were removed, the last first, at most so many.
pub async fn removed(store: &Store, phase: u8, code: &str, most: u32) -> Result<Vec<Kept>> {
    store.reader().await?.rows(REMOVED, cells![i64::from(phase), code, i64::from(most)], read).await
}

/// The targets of a territory, what is due first on top, at most so many after the page before.
pub async fn list(store: &Store, code: (u8, &str), filter: &Filter, after: Option<&After>, most: u32) -> Result<Vec<Kept>> {
    let any = |text: &str| if text.is_empty() { "%".to_owned() } else { text.replace(['%', '_', '\\'], "") };
    let cells = cells![
        i64::from(code.0),
        code.1,
        filter.state.map_or("%", Stage::code),
        any(&filter.owner),
        filter.late_on.map(|d| d.to_string()).unwrap_or_default(),
        after.map_or(0, |after| i64::from(after.ended)),
        after.map_or("", |after| after.due.as_str()),
        after.map_or("", |after| after.id.as_str()),
        i64::from(most),
    ];
    store.reader().await?.rows(LIST, cells, read).await
}

/// Open ones with a next action that this person follows, in every territory, what is due first on top.
pub async fn of_owner(store: &Store, person: &str, most: u32) -> Result<Vec<Kept>> {
    store.reader().await?.rows(OF_OWNER, cells![person, i64::from(most)], read).await
}

/// How many in each state that has any, in the order of the stages.
pub async fn counts(store: &Store, phase: u8, code: &str) -> Result<Vec<(Stage, usize)>> {
    let read = |row: &Row| Ok((stage(row)?, row.whole("n")?.max(0) as usize));
    let mut counts = store.reader().await?.rows(COUNTS, cells![i64::from(phase), code], read).await?;
    counts.sort_by_key(|(stage, _)| *stage);
    Ok(counts)
}

/// Names of those who follow them.
pub async fn owners(store: &Store, phase: u8, code: &str) -> Result<Vec<String>> {
    store.reader().await?.rows(OWNERS, cells![i64::from(phase), code], |row| row.text("owner")).await
}

/// Every state of a target, latest first.
pub async fn past(store: &Store, id: &TargetId) -> Result<Vec<Past>> {
    let read = |row: &Row| {
        Ok(Past { version: row.whole("version")?, target: row.json("target")?, author: row.text("author")?, at: row.time("at")? })
    };
    store.reader().await?.rows(PAST, cells![id.as_str()], read).await
}

fn object(id: &TargetId) -> String {
    format!("target:{id}")
}

fn stage(row: &Row) -> Result<Stage> {
    let state = row.text("state")?;
    Stage::parse(&state).ok_or_else(|| StoreError::unreadable("state", state))
}

fn read(row: &Row) -> Result<Kept> {
    let due = if row.maybe_text("due")?.is_some() { Some(day(row, "due")?) } else { None };
    Ok(Kept {
        id: TargetId(row.text("id")?),
        phase: phase(row)?,
        code: row.text("code")?,
        target: Target {
            siret: row.text("siret")?,
            name: row.text("name")?,
            activity: row.text("activity")?,
            origin: row.text("origin")?,
            origin_words: row.text("origin_words")?,
            state: stage(row)?,
            reason: row.text("reason")?,
            next_action: row.text("next_action")?,
            due,
            note: row.text("note")?,
            owner: row.text("owner")?,
            person: row.maybe_text("owner_person")?.filter(|person| !person.is_empty()),
        },
        version: row.whole("version")?,
        author: row.text("author")?,
        at: row.time("at")?,
    })
}
