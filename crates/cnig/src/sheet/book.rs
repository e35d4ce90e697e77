//! Workbooks: XLSX cell by cell, ODS table by table. One cell far away never makes a table of the size of the sheet.

use super::{MOST_COLUMNS, MOST_ROWS, Rows, Sheet, tidy};
use crate::shape::Refusal;
use calamine::{Data, DataRef, ExcelDateTime, Ods, Reader, Xlsx};
use domain::Text;
use std::io::Cursor;

/// Bytes once unpacked, as the archive's own directory declares them.
const MOST_UNPACKED: u64 = 400_000_000;
/// The same for ODS, whose reader holds whole sheets.
const MOST_UNPACKED_ODS: u64 = 40_000_000;
/// Sheets of a workbook that are looked at.
const MOST_SHEETS: usize = 20;

fn again() -> Text {
    Text::new("ouvrez-le puis enregistrez-le en .xlsx ou en CSV", "open it, then save it as .xlsx or CSV")
}

fn bad(error: &dyn std::fmt::Display) -> Refusal {
    (Text::new(format!("classeur illisible ({error})"), format!("unreadable spreadsheet ({error})")), again())
}

pub fn read(bytes: &[u8]) -> Result<Vec<Sheet>, Refusal> {
    let ods = bytes.get(..100).is_some_and(|head| head.windows(30).any(|w| w == b"application/vnd.oasis.opendocu"));
    if unpacked_size(bytes) > if ods { MOST_UNPACKED_ODS } else { MOST_UNPACKED } {
        return Err((Text::new("classeur trop grand une fois décompressé", "spreadsheet too large once unpacked"), again()));
    }
    if ods { open_document(bytes) } else { excel(bytes) }
}

fn excel(bytes: &[u8]) -> Result<Vec<Sheet>, Refusal> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|e| bad(&e))?;
    let names: Vec<String> = book.sheet_names().into_iter().take(MOST_SHEETS).collect();
    let mut sheets = Vec::new();
    for name in names {
        // A sheet without cells (a chart) is no table; the first one must be readable.
        let mut cells = match book.worksheet_cells_reader(&name) {
            Ok(cells) => cells,
            Err(error) if sheets.is_empty() => return Err(bad(&error)),
            Err(_) => continue,
        };
        let mut rows = Rows::new();
        while let Some(cell) = cells.next_cell().map_err(|e| bad(&e))? {
            let (row, column) = (cell.get_position().0 as usize, cell.get_position().1 as usize);
            let text = match cell.get_value() {
                DataRef::Int(n) => n.to_string(),
                DataRef::Float(n) => n.to_string(),
                DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => tidy(text),
                DataRef::SharedString(text) => tidy(text),
                DataRef::Bool(yes) => if *yes { "oui" } else { "non" }.to_owned(),
                DataRef::DateTime(date) => day(date),
                DataRef::Error(_) | DataRef::Empty => String::new(),
            };
            if !place(&mut rows, row, column, text) {
                break;
            }
        }
        sheets.extend(Sheet::from_rows(name, rows, "xlsx", None));
    }
    Ok(sheets)
}

fn open_document(bytes: &[u8]) -> Result<Vec<Sheet>, Refusal> {
    let mut book: Ods<_> = Ods::new(Cursor::new(bytes)).map_err(|e| bad(&e))?;
    let names: Vec<String> = book.sheet_names().into_iter().take(MOST_SHEETS).collect();
    let mut sheets = Vec::new();
    for name in names {
        let range = book.worksheet_range(&name).map_err(|e| bad(&e))?;
        let (top, left) = range.start().unwrap_or_default();
        let mut rows = Rows::new();
        for (row, column, value) in range.used_cells() {
            let text = match value {
                Data::Int(n) => n.to_string(),
                Data::Float(n) => n.to_string(),
                Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => tidy(text),
                Data::Bool(yes) => if *yes { "oui" } else { "non" }.to_owned(),
                Data::DateTime(date) => day(date),
                _ => String::new(),
            };
            if !place(&mut rows, row + top as usize, column + left as usize, text) {
                break;
            }
        }
        sheets.extend(Sheet::from_rows(name, rows, "ods", None));
    }
    Ok(sheets)
}

/// Puts a cell in its row; false when there are too many rows.
fn place(rows: &mut Rows, row: usize, column: usize, text: String) -> bool {
    if text.is_empty() || column >= MOST_COLUMNS {
        return true;
    }
    if rows.last().is_none_or(|(line, _)| *line != row + 1) {
        if rows.len() > MOST_ROWS + 1 {
            return false;
        }
        rows.push((row + 1, Vec::new()));
    }
    if let Some((_, line)) = rows.last_mut() {
        if line.len() <= column {
            line.resize(column + 1, String::new());
        }
        line[column] = text;
    }
    true
}

/// A date of a spreadsheet, 1900 or 1904 base; the hour is left out.
fn day(date: &ExcelDateTime) -> String {
    if !date.is_datetime() {
        return String::new();
    }
    let (year, month, day, ..) = date.to_ymd_hms_milli();
    format!("{year:04}-{month:02}-{day:02}")
}

/// Sizes declared in the central directory of the archive (PKWARE APPNOTE 4.3.12: 32 bits, 24 bytes after the mark).
fn unpacked_size(bytes: &[u8]) -> u64 {
    let marks = bytes.windows(28).filter(|w| w.starts_with(b"PK\x01\x02"));
    marks.map(|w| u64::from(u32::from_le_bytes([w[24], w[25], w[26], w[27]]))).sum()
}
