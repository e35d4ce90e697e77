//! Who did what to which object, and when: written in the transaction of the change itself, in a chain that tells
//! the first line that was altered, erased, moved or cut off ([`crate::chain`]).

use crate::Store;
use crate::chain::{self, AUDIT, Flaw, Head, Walk};
use crate::conn::{Conn, Result, Row, cells, to_json};
use crate::id;
use jiff::Timestamp;
use serde_json::Value;

#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    pub id: String,
    pub at: Timestamp,
    /// "holder", "operator", a share's label: never a secret.
    pub who: String,
    /// "project.save", "site_list.withdraw"…
    pub what: String,
    /// "project:ID", "import:ID", "share:ID", "operator".
    pub object: String,
    pub detail: Value,
}

/// The migration that chained the audit: it takes in what was there before.
pub(crate) const CHAINED_SINCE: i64 = 5;
const PAGE: i64 = 5_000;

const APPEND: &str = "INSERT INTO audit (id, at, who, what, object, detail, seq, digest) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
const BEGIN: &str = "INSERT INTO chain_head (chain, entries, digest) VALUES ($1, 0, '')";
const UNCHAINED: &str = "SELECT id, at, who, what, object, detail FROM audit WHERE seq IS NULL ORDER BY at, id";
const CHAIN: &str = "UPDATE audit SET seq = $2, digest = $3 WHERE id = $1 AND seq IS NULL";
const AFTER: &str = "SELECT id, at, who, what, object, detail, seq, digest FROM audit WHERE seq > $1 ORDER BY seq LIMIT $2";
const OUTSIDE: &str = "SELECT COUNT(*) AS outside FROM audit WHERE seq IS NULL";
const LATEST: &str = "SELECT id, at, who, what, object, detail FROM audit ORDER BY at DESC, id DESC LIMIT $1";
const OF_OBJECT: &str = "SELECT id, at, who, what, object, detail FROM audit WHERE object = $1 ORDER BY at DESC, id DESC LIMIT $2";

/// Takes the audit before something is read that decides what is written: of two at once on PostgreSQL, the second then reads what the
/// first wrote.
pub(crate) async fn hold(conn: &mut Conn) -> Result<()> {
    chain::lock(conn, AUDIT).await.map(drop)
}

pub(crate) async fn append(conn: &mut Conn, at: Timestamp, who: &str, what: &str, object: &str, detail: Value) -> Result<()> {
    let line = Line {
        id: id::fresh(at),
        at: at.as_microsecond(),
        who: who.into(),
        what: what.into(),
        object: object.into(),
        detail: to_json(what, &detail)?,
    };
    let head = chain::lock(conn, AUDIT).await?;
    let next = line.after(&head);
    let cells = cells![line.id, line.at, line.who, line.what, line.object, line.detail, next.entries, &next.digest];
    conn.execute(APPEND, cells).await?;
    chain::advance(conn, AUDIT, &head, &next).await
}

/// A line as it is stored, and as it is digested.
struct Line {
    id: String,
    at: i64,
    who: String,
    what: String,
    object: String,
    detail: String,
}

impl Line {
    fn read(row: &Row) -> Result<Line> {
        Ok(Line {
            id: row.text("id")?,
            at: row.whole("at")?,
            who: row.text("who")?,
            what: row.text("what")?,
            object: row.text("object")?,
            detail: row.text("detail")?,
        })
    }
    fn fields<R>(&self, with: impl FnOnce(&[Option<&str>]) -> R) -> R {
        let at = self.at.to_string();
        with(&[&self.id, &at, &self.who, &self.what, &self.object, &self.detail].map(|text| Some(text.as_str())))
    }
    fn after(&self, head: &Head) -> Head {
        self.fields(|fields| head.next(fields))
    }
}

/// Begins the chain, with the lines written before there was one, as they stand.
pub(crate) async fn chain_what_was_before(conn: &mut Conn) -> Result<()> {
    conn.execute(BEGIN, cells![AUDIT]).await?;
    let empty = chain::lock(conn, AUDIT).await?;
    let mut head = empty.clone();
    for line in conn.rows(UNCHAINED, vec![], Line::read).await? {
        head = line.after(&head);
        conn.execute(CHAIN, cells![line.id, head.entries, &head.digest]).await?;
    }
    chain::advance(conn, AUDIT, &empty, &head).await
}

/// Follows the whole chain; gives its head, or the first line that does not hold. `kept` is a head that an operator
/// wrote down earlier.
pub async fn verify(store: &Store, kept: Option<&Head>) -> Result<std::result::Result<Head, Flaw>> {
    store.snapshot(async |conn| follow(conn, kept).await).await
}

pub(crate) async fn follow(conn: &mut Conn, kept: Option<&Head>) -> Result<std::result::Result<Head, Flaw>> {
    let mut walk = Walk::new(kept);
    loop {
        let read = |row: &Row| Ok((Line::read(row)?, row.maybe_whole("seq")?, row.maybe_text("digest")?));
        let lines = conn.rows(AFTER, cells![walk.head.entries, PAGE], read).await?;
        for (line, seq, digest) in &lines {
            if let Err(flaw) = line.fields(|fields| walk.step(*seq, digest.as_deref(), fields)) {
                return Ok(Err(flaw));
            }
        }
        if lines.is_empty() {
            break;
        }
    }
    if conn.row(OUTSIDE, vec![], |row| row.whole("outside")).await?.unwrap_or_default() > 0 {
        return Ok(walk.step(None, None, &[]).map(|()| walk.head.clone()));
    }
    let head = chain::head_of(conn, AUDIT).await?;
    Ok(walk.end(&head).map(|()| head))
}

/// Records something done outside the database: a dossier downloaded, a reference file replaced.
pub async fn record(store: &Store, who: &str, what: &str, object: &str, detail: Value, now: Timestamp) -> Result<()> {
    let (who, what, object) = (who.to_owned(), what.to_owned(), object.to_owned());
    store.write(move |conn| Box::pin(async move { append(conn, now, &who, &what, &object, detail).await })).await
}

/// The last `limit` entries, newest first.
pub async fn latest(store: &Store, limit: u32) -> Result<Vec<Entry>> {
    store.reader().await?.rows(LATEST, cells![i64::from(limit)], read).await
}

/// The last `limit` entries about `object`, newest first.
pub async fn of_object(store: &Store, object: &str, limit: u32) -> Result<Vec<Entry>> {
    store.reader().await?.rows(OF_OBJECT, cells![object, i64::from(limit)], read).await
}

fn read(row: &Row) -> Result<Entry> {
    Ok(Entry {
        id: row.text("id")?,
        at: row.time("at")?,
        who: row.text("who")?,
        what: row.text("what")?,
        object: row.text("object")?,
        detail: row.json("detail")?,
    })
}
