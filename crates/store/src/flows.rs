//! Flows that establishments declare: who gives what, who looks for it. One that is not shared is read by its organisation alone.

use crate::conn::{Result, Row, cells, to_json};
use crate::idempotency::{self, Key, Request};
use crate::removal::{self, Removal};
use crate::sheets::{day, phase};
use crate::{FlowId, Store, StoreError, audit};
use domain::Date;
use jiff::Timestamp;
use serde_json::json;

/// As it was declared. Quantities are thousandths of the unit, prices are cents per unit.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Declared {
    /// Empty: declared by the lead of the territory.
    pub organisation: String,
    pub phase: u8,
    pub code: String,
    pub siret: String,
    pub name: String,
    pub naf: String,
    pub commune: String,
    /// "supply", "demand".
    pub side: String,
    pub substance: String,
    pub unit: String,
    pub amount: Option<i64>,
    pub months: Option<[i64; 12]>,
    pub minimum: Option<i64>,
    pub from: Option<Date>,
    pub until: Option<Date>,
    pub price: Option<i64>,
    pub disposal: Option<i64>,
    pub treatment: Option<i64>,
    /// Basis points.
    pub substitution: Option<i64>,
    pub rubrics: Vec<String>,
    pub shared: bool,
    pub counted: bool,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Kept {
    pub id: FlowId,
    pub declared: Declared,
    pub version: i64,
    pub author: String,
    pub at: Timestamp,
}

macro_rules! select {
    ($end:literal) => {
        concat!(
            "SELECT id, organisation, phase, code, siret, name, naf, commune, side, substance, unit, amount, months, minimum, from_on, \
             until_on, price, disposal, treatment, substitution, rubrics, shared, counted, version, author, at FROM flow WHERE ",
            $end
        )
    };
}
const BY_ID: &str = select!("removed_at IS NULL AND id = $1");
const REMOVED_BY_ID: &str = select!("removed_at IS NOT NULL AND id = $1");
/// The last removed first.
const REMOVED: &str =
    select!("removed_at IS NOT NULL AND phase = $1 AND code = $2 AND organisation = $3 ORDER BY removed_at DESC, id DESC LIMIT $4");
const OF_PLACE: &str = select!("removed_at IS NULL AND phase = $1 AND code = $2 ORDER BY id");
const ALL: &str = select!("removed_at IS NULL ORDER BY id");
const ADD: &str = "INSERT INTO flow (id, organisation, phase, code, siret, name, naf, commune, side, substance, unit, amount, months, minimum, \
     from_on, until_on, price, disposal, treatment, substitution, rubrics, shared, counted, version, author, at) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, 1, $24, $25)";
const SHARE: &str = "UPDATE flow SET shared = $3, counted = $4, version = version + 1, author = $5, at = $6 \
     WHERE id = $1 AND version = $2 AND removed_at IS NULL";
const REMOVE: &str = "UPDATE flow SET removed_at = $3, version = version + 1 WHERE id = $1 AND version = $2 AND removed_at IS NULL";
const RESTORE: &str =
    "UPDATE flow SET removed_at = NULL, version = version + 1, at = $3 WHERE id = $1 AND version = $2 AND removed_at IS NOT NULL";

/// Keeps a flow. With a `key`, a retry gives the same one.
pub async fn declare(store: &Store, flow: &Declared, author: &str, key: Option<&Key>, now: Timestamp) -> Result<FlowId> {
    let (flow, author) = (flow.clone(), author.to_owned());
    let months = flow.months.map(|months| to_json("months", &months)).transpose()?;
    let request = key.map(|key| {
        let content = [flow.substance.as_str(), &flow.side, &flow.name, &flow.commune, &flow.unit];
        Request::new(key, &format!("flow.declare:{author}"), &content)
    });
    store
        .write(move |conn| {
            Box::pin(async move {
                if let Some(answer) = idempotency::claim(conn, request.as_ref(), now).await? {
                    return FlowId::parse(&answer).ok_or_else(|| StoreError::unreadable("idempotency", answer));
                }
                let id = FlowId::fresh(now);
                let cells = cells![
                    id.as_str(),
                    &flow.organisation,
                    i64::from(flow.phase),
                    &flow.code,
                    &flow.siret,
                    &flow.name,
                    &flow.naf,
                    &flow.commune,
                    &flow.side,
                    &flow.substance,
                    &flow.unit,
                    flow.amount,
                    months,
                    flow.minimum,
                    flow.from.map(|d| d.to_string()),
                    flow.until.map(|d| d.to_string()),
                    flow.price,
                    flow.disposal,
                    flow.treatment,
                    flow.substitution,
                    flow.rubrics.join("|"),
                    i64::from(flow.shared),
                    i64::from(flow.counted),
                    &author,
                    now
                ];
                conn.execute(ADD, cells).await?;
                // Neither the substance nor the name: the audit is read by others than the territory.
                let detail = json!({ "shared": flow.shared, "counted": flow.counted });
                audit::append(conn, now, &author, "flow.declare", &object(&id), detail).await?;
                idempotency::settle(conn, request.as_ref(), id.as_str()).await?;
                Ok(id)
            })
        })
        .await
}

/// Opens a flow to its territory, or counts it without a name, or takes that back. False when it moved since `expected`.
pub async fn share(store: &Store, id: &FlowId, expected: i64, shared: bool, counted: bool, author: &str, now: Timestamp) -> Result<bool> {
    let (id, author) = (id.clone(), author.to_owned());
    store
        .write(move |conn| {
            Box::pin(async move {
                let cells = cells![id.as_str(), expected, i64::from(shared), i64::from(counted), &author, now];
                let done = conn.execute(SHARE, cells).await? == 1;
                if done {
                    let detail = json!({ "shared": shared, "counted": counted });
                    audit::append(conn, now, &author, "flow.share", &object(&id), detail).await?;
                }
                Ok(done)
            })
        })
        .await
}

/// Takes a flow out of every list. False when it moved since `expected`.
pub async fn remove(store: &Store, id: &FlowId, expected: i64, author: &str, now: Timestamp) -> Result<bool> {
    let removal = Removal { statement: REMOVE, id: id.to_string(), expected, action: "flow.remove", object: object(id) };
    removal::remove(store, removal, author, now).await
}

/// Brings a removed flow back, as open as it was. False when it moved since `expected`.
pub async fn restore(store: &Store, id: &FlowId, expected: i64, author: &str, now: Timestamp) -> Result<bool> {
    let removal = Removal { statement: RESTORE, id: id.to_string(), expected, action: "flow.restore", object: object(id) };
    removal::restore(store, removal, author, now).await
}

pub async fn find_removed(store: &Store, id: &FlowId) -> Result<Option<Kept>> {
    store.reader().await?.row(REMOVED_BY_ID, cells![id.as_str()], read).await
}

/// Flows of a territory that this organisation (empty: the territory itself) declared there and that were removed, the last first, at
/// most so many.
pub async fn removed(store: &Store, phase: u8, code: &str, organisation: &str, most: u32) -> Result<Vec<Kept>> {
    store.reader().await?.rows(REMOVED, cells![i64::from(phase), code, organisation, i64::from(most)], read).await
}

pub async fn find(store: &Store, id: &FlowId) -> Result<Option<Kept>> {
    store.reader().await?.row(BY_ID, cells![id.as_str()], read).await
}

/// Every flow of a territory, shared or not: whoever asks shows what may be shown.
pub async fn of_place(store: &Store, phase: u8, code: &str) -> Result<Vec<Kept>> {
    store.reader().await?.rows(OF_PLACE, cells![i64::from(phase), code], read).await
}

/// Every flow of the database, for who holds it.
pub async fn all(store: &Store) -> Result<Vec<Kept>> {
    store.reader().await?.rows(ALL, vec![], read).await
}

fn object(id: &FlowId) -> String {
    format!("flow:{id}")
}

fn read(row: &Row) -> Result<Kept> {
    let months = row.maybe_text("months")?.map(|text| serde_json::from_str(&text).map_err(|e| StoreError::unreadable("months", e)));
    let date = |column: &'static str| -> Result<Option<Date>> {
        match row.maybe_text(column)? {
            None => Ok(None),
            Some(_) => day(row, column).map(Some),
        }
    };
    Ok(Kept {
        id: FlowId(row.text("id")?),
        declared: Declared {
            organisation: row.text("organisation")?,
            phase: phase(row)?,
            code: row.text("code")?,
            siret: row.text("siret")?,
            name: row.text("name")?,
            naf: row.text("naf")?,
            commune: row.text("commune")?,
            side: row.text("side")?,
            substance: row.text("substance")?,
            unit: row.text("unit")?,
            amount: row.maybe_whole("amount")?,
            months: months.transpose()?,
            minimum: row.maybe_whole("minimum")?,
            from: date("from_on")?,
            until: date("until_on")?,
            price: row.maybe_whole("price")?,
            disposal: row.maybe_whole("disposal")?,
            treatment: row.maybe_whole("treatment")?,
            substitution: row.maybe_whole("substitution")?,
            rubrics: row.text("rubrics")?.split('|').filter(|rubric| !rubric.is_empty()).map(str::to_owned).collect(),
            shared: row.whole("shared")? == 1,
            counted: row.whole("counted")? == 1,
        },
        version: row.whole("version")?,
        author: row.text("author")?,
        at: row.time("at")?,
    })
}
