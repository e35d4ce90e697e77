//! Brings the schema up to date: the scripts of `migrations/`, in order, each in its own transaction.
//!
//! A kill in the middle leaves whole scripts only, and the next start resumes. A schema that this program does not
//! know, or that was made by another text, is refused: guessing would corrupt it.

use crate::conn::{Conn, Result, cells};
use crate::{StoreError, applications, audit, sha256};

struct Migration {
    version: i64,
    sql: &'static str,
    /// What has no common wording, for SQLite and for PostgreSQL: triggers, a constraint that goes.
    own: Option<(&'static str, &'static str)>,
}

/// Never change a script that was released: add one.
const MIGRATIONS: &[Migration] = &[
    Migration { version: 1, sql: include_str!("../migrations/0001_audit_and_idempotency.sql"), own: None },
    Migration { version: 2, sql: include_str!("../migrations/0002_projects.sql"), own: None },
    Migration { version: 3, sql: include_str!("../migrations/0003_site_lists.sql"), own: None },
    Migration { version: 4, sql: include_str!("../migrations/0004_operators.sql"), own: None },
    Migration {
        version: 5,
        sql: include_str!("../migrations/0005_ledger.sql"),
        own: Some((include_str!("../migrations/0005_ledger.sqlite.sql"), include_str!("../migrations/0005_ledger.postgres.sql"))),
    },
    Migration { version: 6, sql: include_str!("../migrations/0006_ledger_acts.sql"), own: None },
    Migration { version: 7, sql: include_str!("../migrations/0007_people.sql"), own: None },
    Migration { version: 8, sql: include_str!("../migrations/0008_accounts.sql"), own: None },
    Migration { version: 9, sql: include_str!("../migrations/0009_contracts.sql"), own: None },
    Migration { version: 10, sql: include_str!("../migrations/0010_files_and_imports.sql"), own: None },
    Migration { version: 11, sql: include_str!("../migrations/0011_applications.sql"), own: None },
    Migration { version: 12, sql: include_str!("../migrations/0012_site_life.sql"), own: None },
    Migration { version: 13, sql: include_str!("../migrations/0013_funding.sql"), own: None },
    Migration { version: 14, sql: include_str!("../migrations/0014_sharing_and_letters.sql"), own: None },
    Migration { version: 15, sql: include_str!("../migrations/0015_sheet_holders.sql"), own: None },
    Migration { version: 16, sql: include_str!("../migrations/0016_site_pages.sql"), own: None },
    Migration { version: 18, sql: include_str!("../migrations/0018_site_previews.sql"), own: None },
    Migration {
        version: 19,
        sql: include_str!("../migrations/0019_committee_references.sql"),
        own: Some((
            include_str!("../migrations/0019_committee_references.sqlite.sql"),
            include_str!("../migrations/0019_committee_references.postgres.sql"),
        )),
    },
    Migration { version: 20, sql: include_str!("../migrations/0020_application_lines.sql"), own: None },
    Migration { version: 21, sql: include_str!("../migrations/0021_calls_and_envelopes.sql"), own: None },
    Migration {
        version: 23,
        sql: include_str!("../migrations/0023_steering.sql"),
        own: Some((include_str!("../migrations/0023_steering.sqlite.sql"), include_str!("../migrations/0023_steering.postgres.sql"))),
    },
    Migration { version: 24, sql: include_str!("../migrations/0024_flows_and_synergies.sql"), own: None },
    Migration { version: 25, sql: include_str!("../migrations/0025_desks.sql"), own: None },
    Migration { version: 26, sql: include_str!("../migrations/0026_news_and_targets.sql"), own: None },
    Migration { version: 28, sql: include_str!("../migrations/0028_origins_and_signatories.sql"), own: None },
    Migration { version: 30, sql: include_str!("../migrations/0030_site_beside.sql"), own: None },
    Migration { version: 31, sql: include_str!("../migrations/0031_last_days.sql"), own: None },
    Migration { version: 32, sql: include_str!("../migrations/0032_applications_alone.sql"), own: None },
];

const TABLE: &str = "CREATE TABLE IF NOT EXISTS schema_version (version BIGINT NOT NULL PRIMARY KEY, digest TEXT NOT NULL)";
const APPLIED: &str = "SELECT version, digest FROM schema_version ORDER BY version";
const APPLY: &str = "INSERT INTO schema_version (version, digest) VALUES ($1, $2)";
/// Any number, the same in every Rebond: servers that start together migrate one after the other.
const POSTGRES_LOCK: &str = "SELECT pg_advisory_xact_lock(7265626)";

pub(crate) async fn bring_up_to_date(conn: &mut Conn) -> Result<()> {
    // First without a script: an unknown schema is refused before anything is written, and a known one is not asked again.
    let applied = in_transaction(conn, None).await?;
    for migration in MIGRATIONS.iter().filter(|migration| !applied.contains(&migration.version)) {
        in_transaction(conn, Some(migration)).await?;
    }
    Ok(())
}

/// The versions that were applied before this one.
async fn in_transaction(conn: &mut Conn, migration: Option<&Migration>) -> Result<Vec<i64>> {
    let begin = if matches!(conn, Conn::Sqlite(_)) { "BEGIN IMMEDIATE" } else { "BEGIN" };
    conn.execute(begin, vec![]).await?;
    match apply(conn, migration).await {
        Ok(applied) => conn.execute("COMMIT", vec![]).await.map(|_| applied),
        Err(error) => {
            // The first error is the one to tell; a connection that cannot even roll back is about to be dropped.
            let _ = conn.execute("ROLLBACK", vec![]).await;
            Err(error)
        }
    }
}

async fn apply(conn: &mut Conn, migration: Option<&Migration>) -> Result<Vec<i64>> {
    if !matches!(conn, Conn::Sqlite(_)) {
        conn.execute(POSTGRES_LOCK, vec![]).await?;
    }
    conn.execute(TABLE, vec![]).await?;
    let applied = conn.rows(APPLIED, vec![], |row| Ok((row.whole("version")?, row.text("digest")?))).await?;
    let newest = MIGRATIONS.last().map_or(0, |last| last.version);
    for (version, digest) in &applied {
        match MIGRATIONS.iter().find(|migration| migration.version == *version) {
            None if *version > newest => return Err(StoreError::NewerSchema { found: *version, known: newest }),
            Some(migration) if sha256(migration.sql.as_bytes()) == *digest => {}
            _ => return Err(StoreError::AlteredSchema { version: *version }),
        }
    }
    let applied: Vec<i64> = applied.into_iter().map(|(version, _)| version).collect();
    let Some(migration) = migration else { return Ok(applied) };
    // Another server may have applied it meanwhile.
    if applied.contains(&migration.version) {
        return Ok(applied);
    }
    conn.script(migration.sql).await?;
    if let Some((sqlite, postgres)) = migration.own {
        conn.script(if matches!(conn, Conn::Sqlite(_)) { sqlite } else { postgres }).await?;
    }
    if migration.version == audit::CHAINED_SINCE {
        audit::chain_what_was_before(conn).await?;
    }
    if migration.version == applications::FOLDED_SINCE {
        applications::fold_what_was_before(conn).await?;
    }
    if migration.version == applications::COUNTED_SINCE {
        applications::count_what_was_before(conn).await?;
    }
    conn.execute(APPLY, cells![migration.version, sha256(migration.sql.as_bytes())]).await?;
    Ok(applied)
}
