//! A copy of a SQLite database made while others write, and its way back. PostgreSQL has its own tools.

use crate::address::Address;
use crate::chain::{self, AUDIT, Head, LEDGER};
use crate::conn::{Conn, Result, cells};
use crate::{Store, StoreError, audit, ledger};
use domain::Text;
use std::path::{Path, PathBuf};

/// What a backup holds: the heads of its two chains, to write down beside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contents {
    pub ledger: Head,
    pub audit: Head,
}

/// One instant of the database, whole, in a new file.
const COPY: &str = "VACUUM INTO $1";

impl Store {
    /// Copies the database as it stands at one instant into `file`, which must not exist, while others go on writing.
    ///
    /// # Errors
    /// On PostgreSQL (use `pg_dump`); when the file is there or cannot be written.
    pub async fn backup(&self, file: &Path) -> Result<Contents> {
        let refuse = |why: &str| StoreError::Unwritable { why: format!("{}: {why}", file.display()) };
        if file.exists() {
            return Err(refuse("the file exists / le fichier existe"));
        }
        let mut conn = self.reader().await?;
        if !matches!(conn, Conn::Sqlite(_)) {
            return Err(StoreError::Address { address: "postgres".into(), why: "pg_dump".into() });
        }
        conn.execute(COPY, cells![file.to_string_lossy().into_owned()]).await?;
        drop(conn);
        // The copy is on disk before anybody is told that there is one; its rights are its owner's.
        let written = std::fs::File::open(file).and_then(|copy| copy.sync_all());
        written.map_err(|error| refuse(&error.to_string()))?;
        contents(file).await
    }
}

async fn contents(file: &Path) -> Result<Contents> {
    // Read-only and immutable: looking at a copy leaves nothing beside it.
    let mut conn = read_only(file).await?;
    Ok(Contents { ledger: chain::head_of(&mut conn, LEDGER).await?, audit: chain::head_of(&mut conn, AUDIT).await? })
}

async fn read_only(file: &Path) -> Result<Conn> {
    use sqlx::sqlite::{SqliteConnectOptions, SqlitePoolOptions};
    let options = SqliteConnectOptions::new().filename(file).read_only(true).immutable(true);
    let pool = SqlitePoolOptions::new().max_connections(1).connect_with(options).await?;
    Ok(Conn::Sqlite(pool.acquire().await?))
}

/// Why a copy is not put in place.
#[derive(Debug, PartialEq)]
pub enum NotRestored {
    Store(StoreError),
    /// A database is at that place already.
    Occupied(PathBuf),
    /// The copy does not hold: the ledger, the audit or the file itself.
    Unsound(Text),
}

impl From<StoreError> for NotRestored {
    fn from(error: StoreError) -> NotRestored {
        NotRestored::Store(error)
    }
}

/// Verifies the copy `file` on a copy of its own, then puts it where `url` says. `keep` false only verifies: it reads the file
/// where it is, on any machine, and writes nothing. With `replace`, the database that was there is put aside as `….before`.
/// No server may run on it.
pub async fn restore(file: &Path, url: &str, keep: bool, replace: bool) -> std::result::Result<Contents, NotRestored> {
    if !keep {
        return verify(file).await;
    }
    let Address::Sqlite { options, in_memory: false, .. } = Address::parse(url)? else {
        return Err(StoreError::Address { address: "postgres".into(), why: "pg_restore".into() }.into());
    };
    let target = options.get_filename().to_path_buf();
    if target.exists() && !replace {
        return Err(NotRestored::Occupied(target));
    }
    let trial = beside(&target, "restoring");
    let moved = |error: std::io::Error| StoreError::Unwritable { why: error.to_string() };
    remove(&trial);
    std::fs::copy(file, &trial).map_err(moved)?;
    let verified = verify(&trial).await;
    if verified.is_err() {
        remove(&trial);
        return verified;
    }
    for ending in ["", "-wal", "-shm"] {
        let old = PathBuf::from(format!("{}{ending}", target.display()));
        if old.exists() {
            std::fs::rename(&old, format!("{}.before{ending}", target.display())).map_err(moved)?;
        }
    }
    std::fs::rename(&trial, &target).map_err(moved)?;
    std::fs::File::open(&target).and_then(|file| file.sync_all()).map_err(moved)?;
    remove(&trial);
    verified
}

const INTEGRITY: &str = "PRAGMA integrity_check(1)";

async fn verify(trial: &Path) -> std::result::Result<Contents, NotRestored> {
    let unsound = |text: Text| Err(NotRestored::Unsound(text));
    let mut conn = read_only(trial).await?;
    let said = conn.row(INTEGRITY, vec![], |row| row.text("integrity_check")).await?.unwrap_or_default();
    if said != "ok" {
        return unsound(Text::same(said));
    }
    let audit = match audit::follow(&mut conn, None).await? {
        Ok(head) => head,
        Err(flaw) => return unsound(flaw.told("audit")),
    };
    let ledger = match ledger::replay(&mut conn, None).await? {
        Ok(verified) => verified.head,
        Err(fault) => return unsound(fault.told()),
    };
    Ok(Contents { ledger, audit })
}

fn beside(target: &Path, word: &str) -> PathBuf {
    PathBuf::from(format!("{}.{word}", target.display()))
}

fn remove(file: &Path) {
    for ending in ["", "-wal", "-shm"] {
        // What is not there need not be removed.
        let _ = std::fs::remove_file(format!("{}{ending}", file.display()));
    }
}
