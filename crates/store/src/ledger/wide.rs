//! Several rows in one statement: on either engine a statement costs more than a row, and a batch of the ledger holds many.

use crate::StoreError;
use crate::conn::{Cell, Conn, Result};

/// Rows of one statement that adds. SQLite looks for each parameter by its name, one after the other: a statement of a hundred
/// rows would be slower than ten of ten.
pub(super) const ROWS: usize = 16;
/// Keys of one statement that looks up.
pub(crate) const KEYS: usize = 64;

/// "($1, $2), ($3, $4)": so many rows of so many parameters.
fn places(rows: usize, columns: usize) -> String {
    let row = |at: usize| (1..=columns).map(|column| format!("${}", at * columns + column)).collect::<Vec<_>>().join(", ");
    (0..rows).map(|at| format!("({})", row(at))).collect::<Vec<_>>().join(", ")
}

/// The statement that adds one row of `columns` parameters, made to add [`ROWS`] of them.
pub(super) fn adding(one: &str, columns: usize) -> String {
    one.replace(&places(1, columns), &places(ROWS, columns))
}

/// The statement that looks one key up, made to look up [`KEYS`] of them.
pub(crate) fn among(one: &str) -> String {
    one.replace("= $1", &format!("IN {}", places(1, KEYS)))
}

/// [`KEYS`] parameters: the last key is asked for again where there are fewer.
pub(crate) fn keys(asked: &[&str]) -> Vec<Cell> {
    let last = asked.last().copied().unwrap_or_default();
    (0..KEYS).map(|at| Cell::from(asked.get(at).copied().unwrap_or(last))).collect()
}

/// Adds rows in their order: by `wide` as long as there are [`ROWS`] of them, by `one` what remains.
pub(super) async fn add(conn: &mut Conn, one: &'static str, wide: &'static str, rows: Vec<Vec<Cell>>) -> Result<()> {
    let mut rows = rows.into_iter();
    loop {
        let some: Vec<Vec<Cell>> = rows.by_ref().take(ROWS).collect();
        if some.len() == ROWS {
            let touched = conn.execute(wide, some.into_iter().flatten().collect()).await?;
            if touched != ROWS as u64 {
                return Err(StoreError::Query { why: format!("{touched} rows written of {ROWS}") });
            }
            continue;
        }
        for row in some {
            conn.execute(one, row).await?;
        }
        return Ok(());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_statement_of_one_row_becomes_one_of_many() {
        let wide = adding("INSERT INTO t (a, b) VALUES ($1, $2) ON CONFLICT (a) DO NOTHING", 2);
        assert!(wide.starts_with("INSERT INTO t (a, b) VALUES ($1, $2), ($3, $4), ($5, $6), "), "{wide}");
        assert!(wide.ends_with(&format!("(${}, ${}) ON CONFLICT (a) DO NOTHING", 2 * ROWS - 1, 2 * ROWS)), "{wide}");
        let among = among("SELECT a FROM t WHERE a = $1");
        assert!(among.starts_with("SELECT a FROM t WHERE a IN ($1, $2, ") && among.ends_with(&format!(", ${KEYS})")), "{among}");
        assert_eq!(keys(&["a", "b"]).len(), KEYS);
    }
}
