//! A whole database moved from one engine to the other: SQLite to PostgreSQL and back, with equal digests per table.
//!
//! The tables and their columns are those that the schema of both sides holds, never a list kept here: a table added by
//! a migration is copied from that day on, and a column of a type that does not cross the border is refused. All of it
//! is one transaction on the side that receives, committed once every table has been read back and is the same.

mod digest;
mod rows;
mod shape;

use crate::conn::{Conn, Result};
use crate::{Store, StoreError};
use digest::Digest;
use domain::Text;
use shape::Table;

/// What was copied of one table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Copied {
    pub table: String,
    pub rows: u64,
    /// SHA-256 of its rows, whatever their order and the engine.
    pub digest: String,
}

/// Why nothing was copied.
#[derive(Debug, PartialEq)]
pub enum NotCopied {
    Store(StoreError),
    /// The receiving database already holds rows of this table.
    Occupied(String),
    /// The two schemas are not the same, here.
    Unlike(String),
    /// What was written is not what was read; nothing was kept.
    Altered(String),
}

impl NotCopied {
    pub fn message(&self) -> Text {
        match self {
            NotCopied::Store(error) => error.message(),
            NotCopied::Occupied(table) => Text::new(
                format!("La base d’arrivée n’est pas vide (table {table}) ; rien n’a été copié. Donnez une base nouvelle."),
                format!("The receiving database is not empty (table {table}); nothing was copied. Give a new database."),
            ),
            NotCopied::Unlike(place) => Text::new(
                format!("Les deux bases n’ont pas le même schéma ({place}) ; rien n’a été copié."),
                format!("The two databases do not have the same schema ({place}); nothing was copied."),
            ),
            NotCopied::Altered(table) => Text::new(
                format!("La table {table} relue n’est pas celle qui a été lue ; rien n’a été copié."),
                format!("The table {table} read back is not the one that was read; nothing was copied."),
            ),
        }
    }
}

impl From<StoreError> for NotCopied {
    fn from(error: StoreError) -> NotCopied {
        NotCopied::Store(error)
    }
}

/// Rows that every new database holds: the heads of its empty chains, and the count of changes of its money.
const SEEDED: [&str; 2] = ["chain_head", "funding_clock"];
/// Written by the migrations of each side.
const OWN: &str = "schema_version";

/// Copies everything `from` holds, as it stands at one instant, into `to`, which holds nothing.
///
/// # Errors
/// See [`NotCopied`]; the receiving database is then as it was.
pub async fn copy(from: &Store, to: &Store) -> std::result::Result<Vec<Copied>, NotCopied> {
    let source = from.reader().await?;
    let moved = to.write(move |target| {
        Box::pin(async move {
            let mut source = source;
            source
                .execute(
                    if matches!(source, Conn::Sqlite(_)) { "BEGIN" } else { "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY" },
                    vec![],
                )
                .await?;
            let moved = all(&mut source, target).await;
            source.execute("ROLLBACK", vec![]).await?;
            // A refusal is an error here, so that the transaction is undone; it is taken out of its wrapping below.
            match moved {
                Ok(copied) => Ok(copied),
                Err(NotCopied::Store(error)) => Err(error),
                Err(other) => Err(wrapped(&other)),
            }
        })
    });
    moved.await.map_err(unwrapped)
}

/// The digest of every table as it stands: two databases with the same digests hold the same.
pub async fn digests(store: &Store) -> Result<Vec<Copied>> {
    store
        .snapshot(async |conn| {
            let mut all = Vec::new();
            for table in shape::tables(conn).await?.into_iter().filter(|table| table.name != OWN) {
                all.push(digest_of(conn, &table).await?);
            }
            Ok(all)
        })
        .await
}

async fn all(source: &mut Conn, target: &mut Conn) -> std::result::Result<Vec<Copied>, NotCopied> {
    let (tables, received) = (shape::tables(source).await?, shape::tables(target).await?);
    if let Some(place) = shape::difference(&tables, &received) {
        return Err(NotCopied::Unlike(place));
    }
    for table in received.iter().filter(|table| table.name != OWN && !SEEDED.contains(&table.name.as_str())) {
        if rows::any(target, table).await? {
            return Err(NotCopied::Occupied(table.name.clone()));
        }
    }
    for table in received.iter().filter(|table| SEEDED.contains(&table.name.as_str())) {
        if digest_rows(target, table).await?.iter().any(|row| !row.contains("|0|")) {
            return Err(NotCopied::Occupied(table.name.clone()));
        }
        rows::empty(target, table).await?;
    }
    shape::hold_references(target).await?;
    let mut copied = Vec::new();
    for table in tables.iter().filter(|table| table.name != OWN) {
        copied.push(rows::pour(source, target, table).await?);
    }
    for (table, read) in tables.iter().filter(|table| table.name != OWN).zip(&copied) {
        if digest_of(target, table).await? != *read {
            return Err(NotCopied::Altered(table.name.clone()));
        }
    }
    shape::check_references(target).await?;
    Ok(copied)
}

async fn digest_of(conn: &mut Conn, table: &Table) -> Result<Copied> {
    let mut digest = Digest::default();
    rows::each(conn, table, |cells| digest.add(&cells)).await?;
    Ok(digest.copied(&table.name))
}

/// The few rows of a table, each as text.
async fn digest_rows(conn: &mut Conn, table: &Table) -> Result<Vec<String>> {
    let mut all = Vec::new();
    rows::each(conn, table, |cells| {
        all.push(cells.iter().map(|cell| format!("|{}", rows::shown(cell))).collect::<String>() + "|");
    })
    .await?;
    Ok(all)
}

const MARKS: [(&str, fn(String) -> NotCopied); 3] =
    [("copy-occupied:", NotCopied::Occupied), ("copy-unlike:", NotCopied::Unlike), ("copy-altered:", NotCopied::Altered)];

fn wrapped(refusal: &NotCopied) -> StoreError {
    let why = match refusal {
        NotCopied::Occupied(table) => format!("{}{table}", MARKS[0].0),
        NotCopied::Unlike(place) => format!("{}{place}", MARKS[1].0),
        NotCopied::Altered(table) => format!("{}{table}", MARKS[2].0),
        NotCopied::Store(error) => return error.clone(),
    };
    StoreError::Query { why }
}

fn unwrapped(error: StoreError) -> NotCopied {
    if let StoreError::Query { why } = &error
        && let Some(refusal) = MARKS.iter().find_map(|(mark, refusal)| why.strip_prefix(mark).map(|rest| refusal(rest.to_owned())))
    {
        return refusal;
    }
    NotCopied::Store(error)
}
