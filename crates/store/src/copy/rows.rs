//! Rows of any table, read as a stream from one engine and written in batches on the other.

use super::digest::Digest;
use super::shape::{Kind, Table};
use super::{Copied, Result};
use crate::conn::{Cell, Conn};
use futures_util::TryStreamExt;
use sqlx::{AssertSqlSafe, Row as _};

/// Parameters of one statement: the least of both engines (SQLite: 32 766).
const MOST_CELLS: usize = 30_000;
/// Rows and bytes of one statement.
const MOST_ROWS: usize = 500;
const MOST_BYTES: usize = 4_000_000;

/// Names come from the catalogue and are quoted; a quote inside is doubled.
fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

fn columns(table: &Table) -> String {
    table.columns.iter().map(|(name, _)| quoted(name)).collect::<Vec<_>>().join(", ")
}

pub fn shown(cell: &Cell) -> String {
    match cell {
        Cell::Text(text) => text.clone().unwrap_or_default(),
        Cell::Whole(number) => number.map(|n| n.to_string()).unwrap_or_default(),
    }
}

/// Runs `$body` with `$cells` bound to each row of a table in turn; `$body` may wait.
macro_rules! for_each_row {
    ($conn:expr, $table:expr, |$cells:ident| $body:expr) => {{
        let sql = AssertSqlSafe(format!("SELECT {} FROM {}", columns($table), quoted(&$table.name)));
        match $conn {
            Conn::Sqlite(c) => for_each_row!(@ c, sql, $table, $cells, $body),
            Conn::Postgres(c) => for_each_row!(@ c, sql, $table, $cells, $body),
            Conn::PostgresWrite(c) => for_each_row!(@ c, sql, $table, $cells, $body),
        }
    }};
    (@ $c:expr, $sql:expr, $table:expr, $cells:ident, $body:expr) => {{
        let mut rows = sqlx::query($sql).fetch(&mut **$c);
        while let Some(row) = rows.try_next().await? {
            let mut $cells = Vec::with_capacity($table.columns.len());
            for (at, (_, kind)) in $table.columns.iter().enumerate() {
                $cells.push(match kind {
                    Kind::Text => Cell::Text(row.try_get(at)?),
                    Kind::Whole => Cell::Whole(row.try_get(at)?),
                });
            }
            $body
        }
    }};
}

/// Hands every row of a table over, one at a time.
pub async fn each(conn: &mut Conn, table: &Table, mut take: impl FnMut(Vec<Cell>) + Send) -> Result<()> {
    for_each_row!(conn, table, |cells| take(cells));
    Ok(())
}

/// True when the table holds a row.
pub async fn any(conn: &mut Conn, table: &Table) -> Result<bool> {
    let sql = AssertSqlSafe(format!("SELECT 1 FROM {} LIMIT 1", quoted(&table.name)));
    Ok(match conn {
        Conn::Sqlite(c) => sqlx::query(sql).fetch_optional(&mut **c).await?.is_some(),
        Conn::Postgres(c) => sqlx::query(sql).fetch_optional(&mut **c).await?.is_some(),
        Conn::PostgresWrite(c) => sqlx::query(sql).fetch_optional(&mut **c).await?.is_some(),
    })
}

pub async fn empty(conn: &mut Conn, table: &Table) -> Result<()> {
    write(conn, format!("DELETE FROM {}", quoted(&table.name)), vec![]).await
}

/// Copies a table, and tells what was read.
pub async fn pour(source: &mut Conn, target: &mut Conn, table: &Table) -> Result<Copied> {
    let (mut digest, mut batch, mut bytes) = (Digest::default(), Vec::new(), 0);
    let most = (MOST_CELLS / table.columns.len().max(1)).min(MOST_ROWS);
    for_each_row!(source, table, |cells| {
        digest.add(&cells);
        bytes += cells.iter().map(|cell| if let Cell::Text(Some(text)) = cell { text.len() } else { 8 }).sum::<usize>();
        batch.push(cells);
        if batch.len() >= most || bytes >= MOST_BYTES {
            bytes = 0;
            insert(target, table, std::mem::take(&mut batch)).await?;
        }
    });
    insert(target, table, batch).await?;
    Ok(digest.copied(&table.name))
}

async fn insert(conn: &mut Conn, table: &Table, rows: Vec<Vec<Cell>>) -> Result<()> {
    if rows.is_empty() {
        return Ok(());
    }
    let width = table.columns.len();
    let places = |row: usize| (1..=width).map(|column| format!("${}", row * width + column)).collect::<Vec<_>>().join(", ");
    let values = (0..rows.len()).map(|row| format!("({})", places(row))).collect::<Vec<_>>().join(", ");
    let sql = format!("INSERT INTO {} ({}) VALUES {values}", quoted(&table.name), columns(table));
    write(conn, sql, rows.into_iter().flatten().collect()).await
}

async fn write(conn: &mut Conn, sql: String, cells: Vec<Cell>) -> Result<()> {
    macro_rules! run {
        ($c:expr) => {{
            let mut query = sqlx::query(AssertSqlSafe(sql)).persistent(false);
            for cell in cells {
                query = match cell {
                    Cell::Text(text) => query.bind(text),
                    Cell::Whole(number) => query.bind(number),
                };
            }
            query.execute(&mut **$c).await?;
        }};
    }
    match conn {
        Conn::Sqlite(c) => run!(c),
        Conn::Postgres(c) => run!(c),
        Conn::PostgresWrite(c) => run!(c),
    }
    Ok(())
}
