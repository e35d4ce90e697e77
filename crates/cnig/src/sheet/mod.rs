//! From the bytes of a file to headings and rows of text, whatever the encoding, the separator or the format.
//!
//! Bounded on purpose: bytes, rows, columns and what an archive unpacks to are limited before anything is built.

mod book;
mod delimited;
mod features;

use crate::cell::Writing;
use crate::shape::Refusal;
use domain::Text;

/// Bytes of a file.
pub const MOST_BYTES: usize = 20_000_000;
/// Rows under the heading: a list of sites is not a database.
pub const MOST_ROWS: usize = 50_000;
/// Columns read of a sheet.
pub const MOST_COLUMNS: usize = 300;

/// (line in the file, cells).
pub type Rows = Vec<(usize, Vec<String>)>;

/// One table of a file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sheet {
    /// Name of the sheet or layer; empty for a text file.
    pub name: String,
    pub header: Vec<String>,
    pub header_line: usize,
    /// Rows that hold something; one more than [`MOST_ROWS`] when there are too many.
    pub rows: Rows,
    /// "UTF-8", "windows-1252", "xlsx", "GeoJSON".
    pub encoding: String,
    /// None when cells are not cut by a sign.
    pub separator: Option<char>,
}

impl Sheet {
    pub fn writing(&self) -> Writing {
        match self.separator {
            None => Writing::Plain,
            Some(',') => Writing::Doubtful,
            Some(_) => Writing::French,
        }
    }

    fn from_rows(name: String, rows: Rows, encoding: &str, separator: Option<char>) -> Option<Sheet> {
        let mut rows = rows.into_iter();
        let (header_line, header) = rows.next()?;
        Some(Sheet { name, header, header_line, rows: rows.collect(), encoding: encoding.to_owned(), separator })
    }
}

/// Every table of a file, at least one. A GeoPackage is a database and is read elsewhere (crate `geopackage`).
pub fn sheets(bytes: &[u8]) -> Result<Vec<Sheet>, Refusal> {
    if bytes.len() > MOST_BYTES {
        let most = MOST_BYTES / 1_000_000;
        return Err((
            Text::new(format!("le fichier dépasse {most} Mo"), format!("the file is over {most} MB")),
            Text::new("ne gardez que la feuille et les colonnes utiles", "keep only the useful sheet and columns"),
        ));
    }
    let head: Vec<u8> = bytes.iter().copied().filter(|b| !b.is_ascii_whitespace()).take(4).collect();
    let sheets = if bytes.starts_with(b"PK\x03\x04") {
        book::read(bytes)?
    } else if bytes.starts_with(b"\xd0\xcf\x11\xe0") {
        return Err((
            Text::new("ancien format Excel (.xls)", "old Excel format (.xls)"),
            Text::new("enregistrez en .xlsx ou en CSV", "save it as .xlsx or CSV"),
        ));
    } else if head.starts_with(b"{") || head.starts_with(b"\xef\xbb\xbf{") {
        vec![features::read(bytes)?]
    } else {
        delimited::read(bytes).into_iter().collect()
    };
    if sheets.is_empty() {
        return Err((
            Text::new("le fichier est vide", "the file is empty"),
            Text::new("la première ligne nomme les colonnes", "the first row names the columns"),
        ));
    }
    Ok(sheets)
}

/// Without the spaces around, ordinary or not, and the control characters inside.
fn tidy(cell: &str) -> String {
    cell.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}').replace(['\0', '\r'], "").replace('\n', " ")
}
