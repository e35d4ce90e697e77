//! A plain table as a spreadsheet: the rows a page shows, to take away.

use crate::RenderError;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook};

/// One sheet; a cell that reads as a number is a number, anything else is text and never a formula.
pub fn render_table(title: &str, heads: &[&str], rows: &[impl AsRef<[String]>]) -> Result<Vec<u8>, RenderError> {
    let mut book = Workbook::new();
    // The library would write the time of day: the same rows must give the same bytes.
    book.set_properties(&DocProperties::new().set_author("Rebond").set_creation_datetime(&ExcelDateTime::from_ymd(2000, 1, 1)?));
    let sheet = book.add_worksheet();
    // Excel holds 31 characters in the name of a sheet.
    sheet.set_name(title.chars().filter(|c| !"[]:*?/\\".contains(*c)).take(31).collect::<String>())?;
    sheet.set_freeze_panes(1, 0)?;
    for (column, head) in heads.iter().enumerate() {
        sheet.write_string_with_format(0, column as u16, *head, &Format::new().set_bold())?;
    }
    for (i, row) in rows.iter().enumerate() {
        for (column, cell) in row.as_ref().iter().enumerate() {
            // Codes with a leading zero stay text.
            match cell
                .parse::<f64>()
                .ok()
                .filter(|n| n.is_finite() && !(cell.starts_with('0') && cell.len() > 1 && !cell.starts_with("0.")))
            {
                Some(number) => sheet.write_number(i as u32 + 1, column as u16, number)?,
                None => sheet.write_string(i as u32 + 1, column as u16, cell)?,
            };
        }
    }
    sheet.autofit();
    Ok(book.save_to_buffer()?)
}
