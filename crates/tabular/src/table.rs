//! From the bytes of a file to its tables, whatever the encoding, the sign between cells or the format.

use crate::{Cell, Refusal, archive, delimited, excel, open_document};
use domain::Text;

/// Bytes of a file.
pub const MOST_BYTES: usize = 20_000_000;
/// Rows under the heading: what people fill by hand is not a database.
pub const MOST_ROWS: usize = 50_000;
/// Columns read of a sheet.
pub const MOST_COLUMNS: usize = 300;
/// Cells of a whole file, empty ones between two others included.
pub const MOST_CELLS: usize = 4_000_000;
/// Characters of all cells of a file: one long text may be repeated in every row of a workbook.
const MOST_TEXT: usize = 120_000_000;

#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Line in the file, from 1.
    pub line: usize,
    pub cells: Vec<Cell>,
}

/// One table of a file: rows that hold something. Which of them is the heading is for the reader to say.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// Name of the sheet; empty for a text file.
    pub name: String,
    /// A sheet that the workbook hides.
    pub hidden: bool,
    /// One or two more than [`MOST_ROWS`] when there are too many.
    pub rows: Vec<Row>,
    /// "UTF-8", "windows-1252", "xlsx", "ods".
    pub encoding: &'static str,
    /// None for a workbook.
    pub separator: Option<char>,
}

/// Every table of a file that holds something, at least one.
///
/// # Errors
/// In words: too large, of another format, hostile, or empty.
pub fn tables(bytes: &[u8]) -> Result<Vec<Table>, Refusal> {
    if bytes.len() > MOST_BYTES {
        let most = MOST_BYTES / 1_000_000;
        return Err((
            Text::new(format!("le fichier dépasse {most} Mo"), format!("the file is over {most} MB")),
            Text::new("ne gardez que la feuille et les colonnes utiles", "keep only the useful sheet and columns"),
        ));
    }
    let mut tables = if bytes.starts_with(b"PK\x03\x04") {
        let archive = archive::inspect(bytes)?;
        match archive.kind() {
            archive::Kind::OpenDocument => open_document::read(bytes)?,
            archive::Kind::Excel => excel::read(bytes)?,
            archive::Kind::Other => return Err(other("une archive, pas un classeur", "an archive, not a spreadsheet")),
        }
    } else if let Some((fr, en)) = foreign(bytes) {
        return Err(other(fr, en));
    } else {
        delimited::read(bytes)?.into_iter().collect()
    };
    tables.retain(|table| !table.rows.is_empty());
    if tables.is_empty() {
        return Err((
            Text::new("le fichier est vide", "the file is empty"),
            Text::new("la première ligne nomme les colonnes", "the first row names the columns"),
        ));
    }
    Ok(tables)
}

/// A file that is no table, by its first bytes.
fn foreign(bytes: &[u8]) -> Option<(&'static str, &'static str)> {
    let starts = |magic: &[u8]| bytes.starts_with(magic);
    if starts(b"\xd0\xcf\x11\xe0") {
        return Some((
            "ancien format Excel (.xls), ou classeur protégé par un mot de passe",
            "old Excel format (.xls), or a workbook under a password",
        ));
    }
    if starts(b"%PDF") {
        return Some(("un PDF, pas un tableau", "a PDF, not a table"));
    }
    if starts(b"\x89PNG") || starts(b"\xff\xd8\xff") || starts(b"GIF8") {
        return Some(("une image, pas un tableau", "a picture, not a table"));
    }
    if starts(b"\x1f\x8b") || starts(b"7z\xbc\xaf") || starts(b"Rar!") || starts(b"PK") {
        return Some(("une archive, pas un classeur", "an archive, not a spreadsheet"));
    }
    let head: String = bytes.iter().take(400).map(|b| char::from(b.to_ascii_lowercase())).collect();
    let head = head.trim_start_matches(['\u{ef}', '\u{bb}', '\u{bf}', ' ', '\r', '\n', '\t']);
    if head.starts_with("<!doctype") || head.starts_with("<html") || head.starts_with("<?xml") || head.starts_with("<table") {
        return Some(("une page ou du XML, pas un tableau", "a page or XML, not a table"));
    }
    None
}

pub(crate) fn other(fr: &str, en: &str) -> Refusal {
    (Text::new(fr, en), Text::new("enregistrez en .xlsx, .ods ou CSV", "save it as .xlsx, .ods or CSV"))
}

/// Rows being filled, within the bounds of a file.
pub(crate) struct Filling {
    rows: Vec<Row>,
    /// What is left for the whole file.
    cells: usize,
    text: usize,
}

impl Filling {
    pub(crate) fn new() -> Filling {
        Filling { rows: Vec::new(), cells: MOST_CELLS, text: MOST_TEXT }
    }

    /// Puts a cell in its place (from 0); false when there are enough rows. Cells come row after row.
    pub(crate) fn place(&mut self, row: usize, column: usize, cell: Cell) -> Result<bool, Refusal> {
        if cell.is_empty() || column >= MOST_COLUMNS {
            return Ok(true);
        }
        if self.rows.last().is_none_or(|last| last.line != row + 1) {
            // One more than the limit, and the heading: enough for the caller to say that there are too many.
            if self.rows.len() > MOST_ROWS + 1 {
                return Ok(false);
            }
            self.rows.push(Row { line: row + 1, cells: Vec::new() });
        }
        if let Cell::Text(text) = &cell {
            self.text = self.text.checked_sub(text.len()).ok_or_else(too_much)?;
        }
        if let Some(last) = self.rows.last_mut() {
            if last.cells.len() <= column {
                self.cells = self.cells.checked_sub(column + 1 - last.cells.len()).ok_or_else(too_much)?;
                last.cells.resize(column + 1, Cell::Empty);
            }
            last.cells[column] = cell;
        }
        Ok(true)
    }

    /// The rows of the sheet that ends; the bounds go on for the next one.
    pub(crate) fn take(&mut self) -> Vec<Row> {
        std::mem::take(&mut self.rows)
    }
}

fn too_much() -> Refusal {
    (
        Text::new(
            format!("plus de {} millions de cellules ou de {} Mo de texte", MOST_CELLS / 1_000_000, MOST_TEXT / 1_000_000),
            format!("more than {} million cells or {} MB of text", MOST_CELLS / 1_000_000, MOST_TEXT / 1_000_000),
        ),
        Text::new("ne gardez que la feuille et les colonnes utiles", "keep only the useful sheet and columns"),
    )
}
