//! The tables of a database as its own catalogue tells them, and its references held until the end of a transaction.

use super::Result;
use crate::StoreError;
use crate::conn::{Conn, cells};
use sqlx::AssertSqlSafe;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Text,
    Whole,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    pub name: String,
    /// By name, so that both engines list them alike.
    pub columns: Vec<(String, Kind)>,
}

const SQLITE: &str = "SELECT m.name AS table_name, c.name AS column_name, lower(c.type) AS data_type \
     FROM sqlite_master m JOIN pragma_table_info(m.name) c \
     WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%' ORDER BY m.name, c.name";
const POSTGRES: &str = "SELECT table_name::TEXT AS table_name, column_name::TEXT AS column_name, data_type::TEXT AS data_type \
     FROM information_schema.columns WHERE table_schema = current_schema() ORDER BY 1, 2";
const POSTGRES_REFERENCES: &str = "SELECT conrelid::regclass::TEXT AS table_name, quote_ident(conname)::TEXT AS name \
     FROM pg_constraint WHERE contype = 'f' AND connamespace = current_schema()::regnamespace ORDER BY 1, 2";

pub async fn tables(conn: &mut Conn) -> Result<Vec<Table>> {
    let sql = if matches!(conn, Conn::Sqlite(_)) { SQLITE } else { POSTGRES };
    let columns = conn.rows(sql, cells![], |row| Ok((row.text("table_name")?, row.text("column_name")?, row.text("data_type")?))).await?;
    let mut tables: Vec<Table> = Vec::new();
    for (table, column, kind) in columns {
        let kind = match kind.as_str() {
            "text" => Kind::Text,
            "bigint" => Kind::Whole,
            other => return Err(StoreError::unreadable(format!("{table}.{column}"), other)),
        };
        if tables.last().is_none_or(|last| last.name != table) {
            tables.push(Table { name: table, columns: Vec::new() });
        }
        if let Some(last) = tables.last_mut() {
            last.columns.push((column, kind));
        }
    }
    // By bytes: each engine sorts "_" its own way.
    for table in &mut tables {
        table.columns.sort_by(|a, b| a.0.cmp(&b.0));
    }
    tables.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(tables)
}

/// The first table or column that only one side has.
pub fn difference(one: &[Table], other: &[Table]) -> Option<String> {
    let alone = |a: &[Table], b: &[Table]| a.iter().find(|table| !b.contains(table)).map(|table| table.name.clone());
    alone(one, other).or_else(|| alone(other, one))
}

/// References may point ahead until [`check_references`].
pub async fn hold_references(conn: &mut Conn) -> Result<()> {
    if matches!(conn, Conn::Sqlite(_)) {
        return conn.execute("PRAGMA defer_foreign_keys = ON", cells![]).await.map(drop);
    }
    alter_references(conn, "DEFERRABLE INITIALLY DEFERRED").await
}

/// SQLite checks at the commit; PostgreSQL now, and its references are again what the migrations made them.
pub async fn check_references(conn: &mut Conn) -> Result<()> {
    if matches!(conn, Conn::Sqlite(_)) {
        return Ok(());
    }
    conn.execute("SET CONSTRAINTS ALL IMMEDIATE", cells![]).await?;
    alter_references(conn, "NOT DEFERRABLE").await
}

async fn alter_references(conn: &mut Conn, how: &str) -> Result<()> {
    let references = conn.rows(POSTGRES_REFERENCES, cells![], |row| Ok((row.text("table_name")?, row.text("name")?))).await?;
    for (table, name) in references {
        // Both names come from the catalogue, quoted by it.
        let sql = AssertSqlSafe(format!("ALTER TABLE {table} ALTER CONSTRAINT {name} {how}"));
        match conn {
            Conn::PostgresWrite(c) => sqlx::raw_sql(sql).execute(&mut **c).await.map(drop)?,
            Conn::Postgres(c) => sqlx::raw_sql(sql).execute(&mut **c).await.map(drop)?,
            Conn::Sqlite(_) => {}
        }
    }
    Ok(())
}
