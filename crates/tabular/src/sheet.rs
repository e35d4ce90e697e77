//! A table whose first row names the columns and whose cells are text: what the readers of lists ask for.

use crate::{Cell, Refusal, Table, tables};

/// (line in the file, cells).
pub type Rows = Vec<(usize, Vec<String>)>;

/// One table of a file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sheet {
    /// Name of the sheet or layer; empty for a text file.
    pub name: String,
    pub header: Vec<String>,
    pub header_line: usize,
    /// Rows that hold something; one more than [`crate::MOST_ROWS`] when there are too many.
    pub rows: Rows,
    /// "UTF-8", "windows-1252", "xlsx", "GeoJSON".
    pub encoding: String,
    /// None when cells are not cut by a sign.
    pub separator: Option<char>,
}

/// Every table of a file as text, at least one.
///
/// # Errors
/// Those of [`tables`].
pub fn sheets(bytes: &[u8]) -> Result<Vec<Sheet>, Refusal> {
    Ok(tables(bytes)?.into_iter().map(Sheet::from).collect())
}

impl From<Table> for Sheet {
    fn from(table: Table) -> Sheet {
        let mut rows = table.rows.into_iter().map(|row| (row.line, row.cells.iter().map(shown).collect()));
        let (header_line, header) = rows.next().unwrap_or_default();
        Sheet {
            name: table.name,
            header,
            header_line,
            rows: rows.collect(),
            encoding: table.encoding.to_owned(),
            separator: table.separator,
        }
    }
}

fn shown(cell: &Cell) -> String {
    match cell {
        Cell::Text(text) => tidy(text),
        Cell::Error(_) => String::new(),
        other => other.text(),
    }
}

/// Without the spaces around, ordinary or not, and the control characters inside.
pub fn tidy(cell: &str) -> String {
    cell.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}').replace(['\0', '\r'], "").replace('\n', " ")
}
