//! XLSX, cell by cell: one cell far away never makes a table of the size of the sheet.

use crate::archive::unreadable;
use crate::table::Filling;
use crate::{Cell, Refusal, Table};
use calamine::{DataRef, ExcelDateTime, Reader, SheetVisible, Xlsx};
use domain::Date;
use std::io::Cursor;

/// Sheets of a workbook that are looked at.
pub(crate) const MOST_SHEETS: usize = 20;

pub fn read(bytes: &[u8]) -> Result<Vec<Table>, Refusal> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|e| unreadable(&e))?;
    let epoch_1904 = book.has_1904_epoch();
    let sheets: Vec<(String, bool)> =
        book.sheets_metadata().iter().take(MOST_SHEETS).map(|sheet| (sheet.name.clone(), sheet.visible != SheetVisible::Visible)).collect();
    let (mut tables, mut filling) = (Vec::new(), Filling::new());
    for (name, hidden) in sheets {
        // A sheet without cells (a chart) is no table; the first one must be readable.
        let mut cells = match book.worksheet_cells_reader(&name) {
            Ok(cells) => cells,
            Err(error) if tables.is_empty() => return Err(unreadable(&error)),
            Err(_) => continue,
        };
        while let Some(cell) = cells.next_cell().map_err(|e| unreadable(&e))? {
            let (row, column) = (cell.get_position().0 as usize, cell.get_position().1 as usize);
            let cell = match cell.get_value() {
                DataRef::Int(n) => Cell::Number { value: *n as f64, epoch_1904 },
                DataRef::Float(value) => Cell::Number { value: *value, epoch_1904 },
                DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => Cell::typed(text),
                DataRef::SharedString(text) => Cell::typed(text),
                DataRef::Bool(yes) => Cell::Bool(*yes),
                DataRef::DateTime(date) => day(date),
                DataRef::Error(error) => Cell::Error(error.to_string().into()),
                DataRef::Empty => Cell::Empty,
            };
            if !filling.place(row, column, cell)? {
                break;
            }
        }
        tables.push(Table { name, hidden, rows: filling.take(), encoding: "xlsx", separator: None });
    }
    Ok(tables)
}

/// A date of a spreadsheet, 1900 or 1904 base. A duration, or the day zero of an hour alone, is no day.
fn day(date: &ExcelDateTime) -> Cell {
    if !date.is_datetime() || date.as_f64() < 1.0 {
        return Cell::Empty;
    }
    let (year, month, day, ..) = date.to_ymd_hms_milli();
    match Date::new(year as i16, month as i8, day as i8) {
        Ok(date) => Cell::Date(date),
        Err(_) => Cell::number(date.as_f64()),
    }
}
