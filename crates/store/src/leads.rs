//! Leads of sites: who came, for what, and how it ended. Names are for operators alone; every earlier state is kept.

use crate::conn::{Cell, Conn, Result, Row, cells, to_json};
use crate::removal::{self, Removal};
use crate::{LeadId, Store, StoreError, audit};
use domain::Date;
use domain::lead::{Closing, Lead, Need};
use jiff::Timestamp;
use serde_json::json;

#[derive(Clone, Debug, PartialEq)]
pub struct Kept {
    pub id: LeadId,
    pub lead: Lead,
    /// From 1; send it back with the next save.
    pub version: i64,
    pub author: String,
    pub at: Timestamp,
}

/// An earlier state of a lead.
#[derive(Clone, Debug, PartialEq)]
pub struct Past {
    pub version: i64,
    pub lead: Lead,
    pub author: String,
    pub at: Timestamp,
}

const ADD: &str = "INSERT INTO lead (id, site_id, received_on, need, area, name, outcome, closed_on, reason, note, version, author, at) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 1, $11, $12)";
const CHANGE: &str = "UPDATE lead SET received_on = $3, need = $4, area = $5, name = $6, outcome = $7, closed_on = $8, reason = $9, note = $10, \
     version = version + 1, author = $11, at = $12 WHERE id = $1 AND version = $2 AND removed_at IS NULL";
const ADD_VERSION: &str = "INSERT INTO lead_version (lead_id, version, lead, author, at) VALUES ($1, $2, $3, $4, $5)";
const REMOVE: &str = "UPDATE lead SET removed_at = $3 WHERE id = $1 AND version = $2 AND removed_at IS NULL";
const RESTORE: &str = "UPDATE lead SET removed_at = NULL, at = $3 WHERE id = $1 AND version = $2 AND removed_at IS NOT NULL";
/// The last removed first.
const REMOVED: &str = "SELECT id, site_id, received_on, need, area, name, outcome, closed_on, reason, note, version, author, at FROM lead \
     WHERE site_id = $1 AND removed_at IS NOT NULL ORDER BY removed_at DESC, id DESC LIMIT $2";
const OF_SITE: &str = "SELECT id, site_id, received_on, need, area, name, outcome, closed_on, reason, note, version, author, at FROM lead \
     WHERE site_id = $1 AND removed_at IS NULL ORDER BY received_on DESC, id DESC";
const ALL: &str = "SELECT id, site_id, received_on, need, area, name, outcome, closed_on, reason, note, version, author, at FROM lead \
     WHERE removed_at IS NULL ORDER BY site_id, received_on DESC, id DESC";
const ONE: &str = "SELECT id, site_id, received_on, need, area, name, outcome, closed_on, reason, note, version, author, at FROM lead \
     WHERE id = $1 AND removed_at IS NULL";
const PAST: &str = "SELECT version, lead, author, at FROM lead_version WHERE lead_id = $1 ORDER BY version DESC";

pub async fn add(store: &Store, lead: &Lead, author: &str, now: Timestamp) -> Result<LeadId> {
    let (lead, author) = (lead.clone(), author.to_owned());
    store
        .write(move |conn| {
            Box::pin(async move {
                let id = LeadId::fresh(now);
                conn.execute(ADD, written(&id, Cell::from(&lead.site), &lead, &author, now)).await?;
                keep(conn, &id, 1, &lead, &author, now).await?;
                Ok(id)
            })
        })
        .await
}

/// Changes a lead that stands at version `expected`. False when it does not: somebody changed or removed it since.
pub async fn change(store: &Store, id: &LeadId, expected: i64, lead: &Lead, author: &str, now: Timestamp) -> Result<bool> {
    let (id, lead, author) = (id.clone(), lead.clone(), author.to_owned());
    store
        .write(move |conn| {
            Box::pin(async move {
                let done = conn.execute(CHANGE, written(&id, Cell::from(expected), &lead, &author, now)).await? == 1;
                if done {
                    keep(conn, &id, expected + 1, &lead, &author, now).await?;
                }
                Ok(done)
            })
        })
        .await
}

/// The cells of a line; `second` is its site when it is new, the version it stands at when it changes.
fn written(id: &LeadId, second: Cell, lead: &Lead, author: &str, now: Timestamp) -> Vec<Cell> {
    let Lead { received, need, area, name, closing, closed, reason, note, .. } = lead;
    let (received, closed) = (received.to_string(), closed.map(|d| d.to_string()));
    let mut cells = cells![id.as_str()];
    cells.push(second);
    cells.extend(cells![received, need.code(), *area, name, closing.code(), closed, reason, note, author, now]);
    cells
}

/// Keeps a state, and writes in the audit that there was one: never the name.
async fn keep(conn: &mut Conn, id: &LeadId, version: i64, lead: &Lead, author: &str, now: Timestamp) -> Result<()> {
    conn.execute(ADD_VERSION, cells![id.as_str(), version, to_json("lead", lead)?, author, now]).await?;
    let detail = json!({ "site": lead.site, "version": version, "outcome": lead.closing.code() });
    audit::append(conn, now, author, "lead.save", &object(id), detail).await
}

/// Takes a lead out of the lists; its states stay. False when it does not stand at that version.
pub async fn remove(store: &Store, id: &LeadId, expected: i64, author: &str, now: Timestamp) -> Result<bool> {
    let removal = Removal { statement: REMOVE, id: id.to_string(), expected, action: "lead.remove", object: object(id) };
    removal::remove(store, removal, author, now).await
}

/// Brings a removed lead back. False when it does not stand at that version.
pub async fn restore(store: &Store, id: &LeadId, expected: i64, author: &str, now: Timestamp) -> Result<bool> {
    let removal = Removal { statement: RESTORE, id: id.to_string(), expected, action: "lead.restore", object: object(id) };
    removal::restore(store, removal, author, now).await
}

/// Leads of a site that were removed, the last first, at most so many.
pub async fn removed(store: &Store, site: &str, most: u32) -> Result<Vec<Kept>> {
    store.reader().await?.rows(REMOVED, cells![site, i64::from(most)], read).await
}

/// Leads of a site, latest first.
pub async fn of_site(store: &Store, site: &str) -> Result<Vec<Kept>> {
    store.reader().await?.rows(OF_SITE, cells![site], read).await
}

pub async fn all(store: &Store) -> Result<Vec<Kept>> {
    store.reader().await?.rows(ALL, vec![], read).await
}

pub async fn find(store: &Store, id: &LeadId) -> Result<Option<Kept>> {
    store.reader().await?.row(ONE, cells![id.as_str()], read).await
}

/// Every state of a lead, latest first.
pub async fn past(store: &Store, id: &LeadId) -> Result<Vec<Past>> {
    let read =
        |row: &Row| Ok(Past { version: row.whole("version")?, lead: row.json("lead")?, author: row.text("author")?, at: row.time("at")? });
    store.reader().await?.rows(PAST, cells![id.as_str()], read).await
}

fn object(id: &LeadId) -> String {
    format!("lead:{id}")
}

fn read(row: &Row) -> Result<Kept> {
    let date = |column: &'static str, text: String| text.parse::<Date>().map_err(|e| StoreError::unreadable(column, e));
    let (need, closing) = (row.text("need")?, row.text("outcome")?);
    Ok(Kept {
        id: LeadId(row.text("id")?),
        lead: Lead {
            site: row.text("site_id")?,
            received: date("received_on", row.text("received_on")?)?,
            need: Need::parse(&need).ok_or_else(|| StoreError::unreadable("need", need))?,
            area: row.maybe_whole("area")?,
            name: row.text("name")?,
            closing: Closing::parse(&closing).ok_or_else(|| StoreError::unreadable("outcome", closing))?,
            closed: row.maybe_text("closed_on")?.map(|text| date("closed_on", text)).transpose()?,
            reason: row.text("reason")?,
            note: row.text("note")?,
        },
        version: row.whole("version")?,
        author: row.text("author")?,
        at: row.time("at")?,
    })
}
