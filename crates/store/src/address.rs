//! From the address a person writes to open connections, with errors that name the place and never the password.

use crate::StoreError;
use crate::conn::{Conn, Result};
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{Connection, PgConnection, PgPool, SqlitePool};
use std::str::FromStr;
use std::time::{Duration, Instant};

/// How long a write waits for another program to let go of the database.
const PATIENCE: Duration = Duration::from_secs(5);
const PAUSE: Duration = Duration::from_millis(20);
const SQLITE_READERS: u32 = 8;
const POSTGRES_CONNECTIONS: u32 = 16;

pub(crate) enum Address {
    Sqlite { options: Box<SqliteConnectOptions>, in_memory: bool, place: String },
    Postgres { options: Box<PgConnectOptions>, place: String },
}

impl Address {
    /// `sqlite:var/rebond.db`, `sqlite::memory:` or `postgres://user:password@host/database`.
    pub(crate) fn parse(url: &str) -> Result<Address> {
        let refuse = |why: String| StoreError::Address { address: without_password(url), why };
        if url.starts_with("sqlite:") {
            let options = SqliteConnectOptions::from_str(url).map_err(|error| refuse(error.to_string()))?;
            let path = options.get_filename().display().to_string();
            let in_memory = url.contains(":memory:") || url.contains("mode=memory");
            if path.is_empty() {
                return Err(refuse("no path".into()));
            }
            // An address that says its mode is obeyed; otherwise a first start makes the file.
            let options = if url.contains("mode=") { options } else { options.create_if_missing(true) };
            let place = if in_memory { "sqlite::memory:".into() } else { path };
            Ok(Address::Sqlite { options: Box::new(options.busy_timeout(PATIENCE).foreign_keys(true)), in_memory, place })
        } else if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            let options = PgConnectOptions::from_str(url).map_err(|error| refuse(error.to_string()))?;
            let place =
                format!("{}:{}/{}", options.get_host(), options.get_port(), options.get_database().unwrap_or(options.get_username()));
            // Whatever the server's defaults: an acknowledged write is on its disk, and a write that waited for
            // another sees what the other committed.
            let options = options
                .options([("synchronous_commit", "on"), ("default_transaction_isolation", "read committed")])
                .application_name("rebond");
            Ok(Address::Postgres { options: Box::new(options), place })
        } else {
            Err(refuse("sqlite: / postgres://".into()))
        }
    }

    pub(crate) fn place(&self) -> &str {
        match self {
            Address::Sqlite { place, .. } | Address::Postgres { place, .. } => place,
        }
    }
}

/// The connection that writes, alone; WAL and `synchronous=FULL` make a commit survive a power cut.
pub(crate) async fn sqlite_writer(options: &SqliteConnectOptions, in_memory: bool) -> Result<Conn> {
    let path = options.get_filename();
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    if !in_memory && folder.is_some_and(|folder| !folder.exists()) {
        return Err(StoreError::Missing);
    }
    let options = options.clone().journal_mode(SqliteJournalMode::Wal).synchronous(SqliteSynchronous::Full);
    let deadline = Instant::now() + PATIENCE;
    loop {
        let pool = SqlitePoolOptions::new().max_connections(1).idle_timeout(None).max_lifetime(None);
        let writer = async { pool.connect_with(options.clone()).await?.acquire().await }.await;
        match writer.map(Conn::Sqlite).map_err(StoreError::from) {
            // SQLite does not wait when several programs turn the same new file to WAL at once: we do.
            Err(StoreError::Locked) if Instant::now() < deadline => tokio::time::sleep(PAUSE).await,
            Err(StoreError::Unwritable { .. }) if !in_memory && !path.exists() => return Err(StoreError::Missing),
            answer => return answer,
        }
    }
}

/// Read-only connections; in memory the file is shared, so reads are kept from writing by a pragma instead.
pub(crate) async fn sqlite_readers(options: &SqliteConnectOptions, in_memory: bool) -> Result<SqlitePool> {
    let options = options.clone().create_if_missing(false);
    let options = if in_memory { options.pragma("query_only", "ON") } else { options.read_only(true) };
    Ok(SqlitePoolOptions::new().max_connections(SQLITE_READERS).connect_with(options).await?)
}

pub(crate) async fn postgres_pool(options: &PgConnectOptions) -> Result<PgPool> {
    // The pool tries again in silence for as long as its patience; a person at a terminal wants to know now.
    PgConnection::connect_with(options).await?.close().await?;
    let pool = PgPoolOptions::new().max_connections(POSTGRES_CONNECTIONS).acquire_timeout(2 * PATIENCE);
    Ok(pool.connect_with(options.clone()).await?)
}

/// `postgres://user:secret@host/db` → `postgres://user:…@host/db`.
fn without_password(url: &str) -> String {
    let Some((scheme, rest)) = url.split_once("://") else { return url.to_owned() };
    let Some((login, host)) = rest.rsplit_once('@') else { return url.to_owned() };
    let user = login.split(':').next().unwrap_or_default();
    format!("{scheme}://{user}:…@{host}")
}
