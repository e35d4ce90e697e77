//! The digest of a table does not depend on the order of its rows: each engine sorts texts its own way.

use super::Copied;
use crate::conn::Cell;
use sha2::{Digest as _, Sha256};

/// Thirty-two bytes a row.
#[derive(Default)]
pub struct Digest {
    rows: Vec<[u8; 32]>,
}

impl Digest {
    pub fn add(&mut self, cells: &[Cell]) {
        let mut row = Sha256::new();
        for cell in cells {
            // A kind and a length before each value: no two rows are written alike.
            match cell {
                Cell::Text(None) | Cell::Whole(None) => row.update([0]),
                Cell::Text(Some(text)) => {
                    row.update([1]);
                    row.update((text.len() as u64).to_be_bytes());
                    row.update(text.as_bytes());
                }
                Cell::Whole(Some(number)) => {
                    row.update([2]);
                    row.update(number.to_be_bytes());
                }
            }
        }
        self.rows.push(row.finalize().into());
    }

    pub fn copied(mut self, table: &str) -> Copied {
        self.rows.sort_unstable();
        let mut all = Sha256::new();
        for row in &self.rows {
            all.update(row);
        }
        let digest = all.finalize().iter().map(|b| format!("{b:02x}")).collect();
        Copied { table: table.to_owned(), rows: self.rows.len() as u64, digest }
    }
}
