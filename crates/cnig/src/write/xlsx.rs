//! A workbook: one sheet per table, then what could not be written.

use super::csv::inert;
use crate::class::Class;
use crate::record::{Record, Value};
use rust_xlsxwriter::{Format, Workbook, XlsxError};

/// A sheet of plain text beside the tables: its name, headings and rows.
pub struct Report {
    pub name: String,
    pub header: Vec<String>,
    pub rows: Vec<Vec<String>>,
}

/// Excel holds this many characters in a cell; a longer geometry is left to the other formats.
const MOST_CHARACTERS: usize = 32_767;

/// The tables that have records, the first of `classes` in any case.
pub fn xlsx(classes: &[Class], records: &[Record], reports: &[Report]) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let bold = Format::new().set_bold();
    for (place, class) in classes.iter().enumerate() {
        let rows: Vec<&Record> = records.iter().filter(|r| r.class == *class).collect();
        if rows.is_empty() && place > 0 {
            continue;
        }
        let sheet = book.add_worksheet();
        sheet.set_name(class.name())?.set_freeze_panes(1, 0)?;
        for (column, field) in (0_u16..).zip(class.fields()) {
            sheet.write_string_with_format(0, column, &field.name, &bold)?;
        }
        for (row, record) in (1_u32..).zip(rows) {
            for (column, (field, value)) in (0_u16..).zip(record.values()) {
                match value {
                    None => {}
                    Some(Value::Number(number)) => {
                        sheet.write_number(row, column, *number)?;
                    }
                    Some(value) => {
                        let text = inert(field, value);
                        if text.chars().count() <= MOST_CHARACTERS {
                            sheet.write_string(row, column, text)?;
                        }
                    }
                }
            }
        }
    }
    for report in reports {
        let sheet = book.add_worksheet();
        sheet.set_name(report.name.chars().take(31).collect::<String>())?.set_freeze_panes(1, 0)?;
        for (column, head) in (0_u16..).zip(&report.header) {
            sheet.write_string_with_format(0, column, head, &bold)?;
        }
        for (row, cells) in (1_u32..).zip(&report.rows) {
            for (column, cell) in (0_u16..).zip(cells) {
                sheet.write_string(row, column, cell.chars().take(MOST_CHARACTERS).collect::<String>())?;
            }
        }
    }
    book.save_to_buffer()
}
