//! The opened database: who reads, who writes, on either engine.

use crate::address::{self, Address};
use crate::conn::{Conn, Pending, Result};
use crate::ledger::Desk;
use crate::migrate;
use crate::writer::Writer;
use sqlx::{PgPool, SqlitePool};

/// Cheap to clone; all clones share the same connections. Dropping the last one closes the database.
#[derive(Clone)]
pub struct Store {
    engine: Engine,
    desk: Desk,
}

#[derive(Clone)]
pub(crate) enum Engine {
    Sqlite { readers: SqlitePool, writer: Writer },
    Postgres(PgPool),
}

impl Store {
    /// Opens `sqlite:var/rebond.db`, `sqlite::memory:` or `postgres://user:password@host/database`, and brings its
    /// schema up to date. A SQLite file is created when its folder exists (`?mode=rw` refuses to).
    ///
    /// # Errors
    /// An address that is not understood; a database that is missing, unreachable, unwritable, locked, damaged, or
    /// written by a more recent Rebond: each says what to do.
    pub async fn open(url: &str) -> Result<Store> {
        let address = Address::parse(url)?;
        let engine = Engine::open(&address).await.map_err(|error| error.opening(address.place()))?;
        Ok(Store { desk: Desk::start(engine.clone()), engine })
    }

    /// "SQLite" or "PostgreSQL", for the page that says how this installation is made.
    pub fn engine(&self) -> &'static str {
        match self.engine {
            Engine::Sqlite { .. } => "SQLite",
            Engine::Postgres(_) => "PostgreSQL",
        }
    }

    /// A connection to read with.
    pub(crate) async fn reader(&self) -> Result<Conn> {
        match &self.engine {
            Engine::Sqlite { readers, .. } => Ok(Conn::Sqlite(readers.acquire().await?)),
            Engine::Postgres(pool) => Ok(Conn::Postgres(pool.acquire().await?)),
        }
    }

    /// Where decisions on the ledger are written.
    pub(crate) fn desk(&self) -> &Desk {
        &self.desk
    }

    /// Reads several things as they stand at one instant, whatever is written meanwhile.
    pub(crate) async fn snapshot<T>(&self, read: impl AsyncFnOnce(&mut Conn) -> Result<T>) -> Result<T> {
        let mut conn = self.reader().await?;
        let begin = if matches!(conn, Conn::Sqlite(_)) { "BEGIN" } else { "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY" };
        conn.execute(begin, vec![]).await?;
        let value = read(&mut conn).await;
        conn.execute("ROLLBACK", vec![]).await?;
        value
    }

    /// Runs `job` in one transaction, undone whole if it fails, and returns once it is on disk.
    ///
    /// On PostgreSQL the isolation is READ COMMITTED: a job must decide by a guarded `UPDATE … WHERE` or a unique
    /// key, never by what it read before.
    pub(crate) async fn write<T: Send + 'static>(
        &self,
        job: impl for<'c> FnOnce(&'c mut Conn) -> Pending<'c, Result<T>> + Send + 'static,
    ) -> Result<T> {
        self.engine.write(job).await
    }
}

impl Engine {
    pub(crate) async fn write<T: Send + 'static>(
        &self,
        job: impl for<'c> FnOnce(&'c mut Conn) -> Pending<'c, Result<T>> + Send + 'static,
    ) -> Result<T> {
        match self {
            Engine::Sqlite { writer, .. } => writer.write(job).await,
            Engine::Postgres(pool) => {
                let mut conn = Conn::PostgresWrite(pool.begin().await?);
                let value = job(&mut conn).await?;
                if let Conn::PostgresWrite(transaction) = conn {
                    transaction.commit().await?;
                }
                Ok(value)
            }
        }
    }

    async fn open(address: &Address) -> Result<Engine> {
        match address {
            Address::Sqlite { options, in_memory, .. } => {
                let mut conn = address::sqlite_writer(options, *in_memory).await?;
                migrate::bring_up_to_date(&mut conn).await?;
                let readers = address::sqlite_readers(options, *in_memory).await?;
                Ok(Engine::Sqlite { readers, writer: Writer::start(conn) })
            }
            Address::Postgres { options, .. } => {
                let pool = address::postgres_pool(options).await?;
                let mut conn = Conn::Postgres(pool.acquire().await?);
                migrate::bring_up_to_date(&mut conn).await?;
                Ok(Engine::Postgres(pool))
            }
        }
    }
}
