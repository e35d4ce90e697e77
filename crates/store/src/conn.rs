//! One connection of either engine: the same SQL constant, the same cells in, the same rows out.

use crate::StoreError;
use jiff::Timestamp;
use serde::{Serialize, de::DeserializeOwned};
use sqlx::pool::PoolConnection;
use sqlx::postgres::PgRow;
use sqlx::sqlite::SqliteRow;
use sqlx::{Postgres, Row as _, Sqlite, Transaction};
use std::pin::Pin;

pub(crate) type Result<T> = std::result::Result<T, StoreError>;
pub(crate) type Pending<'c, T> = Pin<Box<dyn Future<Output = T> + Send + 'c>>;

pub(crate) enum Conn {
    Sqlite(PoolConnection<Sqlite>),
    Postgres(PoolConnection<Postgres>),
    /// Rolled back when dropped before its commit.
    PostgresWrite(Transaction<'static, Postgres>),
}

/// A parameter. TEXT and BIGINT are all the schema uses.
pub(crate) enum Cell {
    Text(Option<String>),
    Whole(Option<i64>),
}

pub(crate) enum Row {
    Sqlite(SqliteRow),
    Postgres(PgRow),
}

/// Runs `$run` with `$c` bound to the engine's own connection and `$engine` to its sqlx database.
macro_rules! on_engine {
    ($conn:expr, |$c:ident, $row:ident| $run:expr, $sql:expr, $cells:expr) => {
        match $conn {
            Conn::Sqlite($c) => on_engine!(@ Sqlite, Sqlite, $c, $row, $run, $sql, $cells),
            Conn::Postgres($c) => on_engine!(@ Postgres, Postgres, $c, $row, $run, $sql, $cells),
            Conn::PostgresWrite($c) => on_engine!(@ Postgres, Postgres, $c, $row, $run, $sql, $cells),
        }
    };
    (@ $engine:ident, $variant:ident, $c:ident, $row:ident, $run:expr, $sql:expr, $cells:expr) => {{
        let mut query = sqlx::query::<$engine>($sql);
        for cell in $cells {
            query = match cell {
                Cell::Text(text) => query.bind(text),
                Cell::Whole(number) => query.bind(number),
            };
        }
        let $row = Row::$variant;
        let $c = (&mut **$c, query);
        $run
    }};
}

impl Conn {
    /// Returns the number of rows touched.
    pub(crate) async fn execute(&mut self, sql: &'static str, cells: Vec<Cell>) -> Result<u64> {
        check(&cells)?;
        on_engine!(self, |c, _row| Ok(c.1.execute(c.0).await?.rows_affected()), sql, cells)
    }

    pub(crate) async fn rows<T>(&mut self, sql: &'static str, cells: Vec<Cell>, read: impl Fn(&Row) -> Result<T>) -> Result<Vec<T>> {
        check(&cells)?;
        let rows: Vec<Row> = on_engine!(self, |c, row| c.1.fetch_all(c.0).await?.into_iter().map(row).collect(), sql, cells);
        rows.iter().map(read).collect()
    }

    pub(crate) async fn row<T>(&mut self, sql: &'static str, cells: Vec<Cell>, read: impl Fn(&Row) -> Result<T>) -> Result<Option<T>> {
        check(&cells)?;
        let row: Option<Row> = on_engine!(self, |c, row| c.1.fetch_optional(c.0).await?.map(row), sql, cells);
        row.as_ref().map(read).transpose()
    }

    /// Runs a script of several statements, without parameters: migrations only.
    pub(crate) async fn script(&mut self, sql: &'static str) -> Result<()> {
        match self {
            Conn::Sqlite(c) => sqlx::raw_sql(sql).execute(&mut **c).await.map(drop)?,
            Conn::Postgres(c) => sqlx::raw_sql(sql).execute(&mut **c).await.map(drop)?,
            Conn::PostgresWrite(c) => sqlx::raw_sql(sql).execute(&mut **c).await.map(drop)?,
        }
        Ok(())
    }
}

/// PostgreSQL refuses the NUL character in TEXT and SQLite cuts at it in places: both engines refuse it here.
fn check(cells: &[Cell]) -> Result<()> {
    for cell in cells {
        if let Cell::Text(Some(text)) = cell
            && text.contains('\0')
        {
            let what = text.chars().filter(|c| *c != '\0').take(40).collect();
            return Err(StoreError::Unstorable { what, why: "U+0000".into() });
        }
    }
    Ok(())
}

impl Row {
    fn get<'r, T>(&'r self, column: &'static str) -> Result<T>
    where
        T: sqlx::Decode<'r, Sqlite> + sqlx::Type<Sqlite> + sqlx::Decode<'r, Postgres> + sqlx::Type<Postgres>,
    {
        match self {
            Row::Sqlite(row) => row.try_get(column),
            Row::Postgres(row) => row.try_get(column),
        }
        .map_err(|error| StoreError::unreadable(column, error))
    }

    pub(crate) fn text(&self, column: &'static str) -> Result<String> {
        self.get(column)
    }
    pub(crate) fn maybe_text(&self, column: &'static str) -> Result<Option<String>> {
        self.get(column)
    }
    pub(crate) fn whole(&self, column: &'static str) -> Result<i64> {
        self.get(column)
    }
    pub(crate) fn maybe_whole(&self, column: &'static str) -> Result<Option<i64>> {
        self.get(column)
    }
    pub(crate) fn time(&self, column: &'static str) -> Result<Timestamp> {
        Timestamp::from_microsecond(self.whole(column)?).map_err(|error| StoreError::unreadable(column, error))
    }
    pub(crate) fn maybe_time(&self, column: &'static str) -> Result<Option<Timestamp>> {
        let time = self.maybe_whole(column)?.map(Timestamp::from_microsecond).transpose();
        time.map_err(|error| StoreError::unreadable(column, error))
    }
    pub(crate) fn json<T: DeserializeOwned>(&self, column: &'static str) -> Result<T> {
        serde_json::from_str(&self.text(column)?).map_err(|error| StoreError::unreadable(column, error))
    }
}

/// JSON that is known to be readable back: a NaN would be written as `null` and lost.
pub(crate) fn to_json<T: Serialize + DeserializeOwned>(what: &str, value: &T) -> Result<String> {
    let refuse = |error: serde_json::Error| StoreError::Unstorable { what: what.to_owned(), why: error.to_string() };
    let text = serde_json::to_string(value).map_err(refuse)?;
    serde_json::from_str::<T>(&text).map_err(refuse)?;
    Ok(text)
}

impl From<String> for Cell {
    fn from(text: String) -> Cell {
        Cell::Text(Some(text))
    }
}
impl From<&str> for Cell {
    fn from(text: &str) -> Cell {
        Cell::Text(Some(text.to_owned()))
    }
}
impl From<&String> for Cell {
    fn from(text: &String) -> Cell {
        Cell::Text(Some(text.clone()))
    }
}
impl From<Option<String>> for Cell {
    fn from(text: Option<String>) -> Cell {
        Cell::Text(text)
    }
}
impl From<i64> for Cell {
    fn from(number: i64) -> Cell {
        Cell::Whole(Some(number))
    }
}
impl From<Option<i64>> for Cell {
    fn from(number: Option<i64>) -> Cell {
        Cell::Whole(number)
    }
}
impl From<Timestamp> for Cell {
    fn from(time: Timestamp) -> Cell {
        Cell::Whole(Some(time.as_microsecond()))
    }
}
impl From<Option<Timestamp>> for Cell {
    fn from(time: Option<Timestamp>) -> Cell {
        Cell::Whole(time.map(Timestamp::as_microsecond))
    }
}

/// `cells![id, version, now]`: the parameters `$1`, `$2`, `$3`.
macro_rules! cells {
    ($($value:expr),* $(,)?) => { vec![$($crate::conn::Cell::from($value)),*] };
}
pub(crate) use cells;
