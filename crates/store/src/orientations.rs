//! Priorities that change: what the State or a region wants backed first, and what it proposes to territories from there.
//!
//! An orientation is taken, then withdrawn or over; its text is never changed. The decisions it leads to are those of the
//! territories ([`crate::sheets::decide`]).

mod proposals;

pub use proposals::{
    Count, Proposal, Proposed, State, counts, decline, of_contract, of_orientation, of_sheet, propose, withdraw_proposals,
};

use crate::conn::{Conn, Result, Row, cells, to_json};
use crate::idempotency::{self, Key, Request};
use crate::{OrientationId, SheetId, Store, StoreError, audit, sheets};
use contracts::Orientation;
use domain::Date;
use jiff::Timestamp;
use serde_json::json;

/// An orientation as it was taken.
#[derive(Clone, Debug, PartialEq)]
pub struct Stored {
    pub id: OrientationId,
    /// INSEE code; empty for the whole country.
    pub region: String,
    pub orientation: Orientation,
    pub author: String,
    pub at: Timestamp,
    pub withdrawn: Option<Withdrawn>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Withdrawn {
    pub at: Timestamp,
    pub by: String,
    pub why: String,
}

impl Stored {
    /// Whether it holds on this day: taken, begun, neither over nor withdrawn.
    pub fn holds_on(&self, day: Date) -> bool {
        self.withdrawn.is_none() && self.orientation.holds_on(day)
    }
}

/// A sheet that somebody still has something to do with: what an orientation looks at.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidate {
    pub id: SheetId,
    pub phase: u8,
    pub code: String,
    pub region: String,
    pub number: String,
    pub title: String,
    pub holder: String,
    pub state: String,
    pub axes: Vec<String>,
    /// Number, title and holder, folded.
    pub folded: String,
    pub accelerated: bool,
    /// Made up to try the pages.
    pub invented: bool,
}

macro_rules! select {
    ($end:literal) => {
        concat!("SELECT id, region, content, author, at, withdrawn_at, withdrawn_by, withdrawn_why FROM orientation WHERE ", $end)
    };
}
const TAKE: &str =
    "INSERT INTO orientation (id, region, version, content, from_on, until_on, author, at) VALUES ($1, $2, 1, $3, $4, $5, $6, $7)";
const WITHDRAW: &str = "UPDATE orientation SET version = version + 1, withdrawn_at = $2, withdrawn_by = $3, withdrawn_why = $4 \
     WHERE id = $1 AND withdrawn_at IS NULL";
const BY_ID: &str = select!("id = $1");
const ALL: &str = select!("($1 = '' OR region = '' OR region = $1) ORDER BY at DESC, id DESC LIMIT $2");
const COVERING: &str = select!(
    "(region = '' OR region = $1) AND withdrawn_at IS NULL AND from_on <= $2 AND until_on >= $2 ORDER BY region, from_on DESC, id LIMIT $3"
);
const CANDIDATES: &str = "SELECT id, phase, code, region, number, title, holder, state, axes, folded, accelerated, synthetic FROM sheet \
     WHERE is_open = 1 AND ($1 = '' OR region = $1) ORDER BY phase DESC, code, rank, id";
/// Nobody follows more of them at once.
const MOST: i64 = 200;

/// Takes an orientation for a region, or for the country when empty. With a `key`, a retry gives the same one.
pub async fn take(
    store: &Store,
    region: &str,
    orientation: &Orientation,
    author: &str,
    key: Option<&Key>,
    now: Timestamp,
) -> Result<OrientationId> {
    let content = to_json("orientation", orientation)?;
    let scope = format!("orientation.take:{region}:{author}");
    let request = key.map(|key| Request::new(key, &scope, &[&content]));
    let from = orientation.from.to_string();
    let until = orientation.until.map_or_else(|| sheets::NEVER.to_owned(), |day| day.to_string());
    let (region, author, title) = (region.to_owned(), author.to_owned(), orientation.title.clone());
    store
        .write(move |conn| {
            Box::pin(async move {
                if let Some(answer) = idempotency::claim(conn, request.as_ref(), now).await? {
                    return OrientationId::parse(&answer).ok_or_else(|| StoreError::unreadable("idempotency", answer));
                }
                let id = OrientationId::fresh(now);
                conn.execute(TAKE, cells![id.as_str(), &region, content, from, until, &author, now]).await?;
                let detail = json!({ "region": region, "title": title });
                audit::append(conn, now, &author, "orientation.take", &object(&id), detail).await?;
                idempotency::settle(conn, request.as_ref(), id.as_str()).await?;
                Ok(id)
            })
        })
        .await
}

/// Takes it back, with the proposals made from it that nobody answered: how many. None when it does not stand.
pub async fn withdraw(store: &Store, id: &OrientationId, why: &str, author: &str, now: Timestamp) -> Result<Option<u64>> {
    let (id, why, author) = (id.clone(), why.to_owned(), author.to_owned());
    store
        .write(move |conn| {
            Box::pin(async move {
                if conn.execute(WITHDRAW, cells![id.as_str(), now, &author, &why]).await? == 0 {
                    return Ok(None);
                }
                let left = proposals::withdraw_open(conn, &id, "", &author, now).await?;
                let detail = json!({ "proposals": left });
                audit::append(conn, now, &author, "orientation.withdraw", &object(&id), detail).await?;
                Ok(Some(left))
            })
        })
        .await
}

pub async fn find(store: &Store, id: &OrientationId) -> Result<Option<Stored>> {
    store.reader().await?.row(BY_ID, cells![id.as_str()], read).await
}

/// Those that cover a region, the country's among them, whatever became of them, the last first; all of them when empty.
pub async fn all(store: &Store, region: &str) -> Result<Vec<Stored>> {
    store.reader().await?.rows(ALL, cells![region, MOST], read).await
}

/// Those that hold on this day and cover a region: the country's, then its own.
pub async fn covering(store: &Store, region: &str, day: Date) -> Result<Vec<Stored>> {
    store.reader().await?.rows(COVERING, cells![region, day.to_string(), MOST], read).await
}

/// Every open sheet of a region, or of the country when empty, by territory.
pub async fn candidates(store: &Store, region: &str) -> Result<Vec<Candidate>> {
    let read = |row: &Row| {
        Ok(Candidate {
            id: SheetId(row.text("id")?),
            phase: sheets::phase(row)?,
            code: row.text("code")?,
            region: row.text("region")?,
            number: row.text("number")?,
            title: row.text("title")?,
            holder: row.text("holder")?,
            state: row.text("state")?,
            axes: row.text("axes")?.split(',').filter(|axis| !axis.is_empty()).map(str::to_owned).collect(),
            folded: row.text("folded")?,
            accelerated: row.whole("accelerated")? == 1,
            invented: row.whole("synthetic")? == 1,
        })
    };
    store.reader().await?.rows(CANDIDATES, cells![region], read).await
}

async fn find_in(conn: &mut Conn, id: &OrientationId) -> Result<Option<Stored>> {
    conn.row(BY_ID, cells![id.as_str()], read).await
}

fn object(id: &OrientationId) -> String {
    format!("orientation:{id}")
}

fn read(row: &Row) -> Result<Stored> {
    let withdrawn = match (row.maybe_time("withdrawn_at")?, row.maybe_text("withdrawn_by")?, row.maybe_text("withdrawn_why")?) {
        (Some(at), Some(by), Some(why)) => Some(Withdrawn { at, by, why }),
        _ => None,
    };
    Ok(Stored {
        id: OrientationId(row.text("id")?),
        region: row.text("region")?,
        orientation: row.json("content")?,
        author: row.text("author")?,
        at: row.time("at")?,
        withdrawn,
    })
}
