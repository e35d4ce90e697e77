//! A plain table as a spreadsheet: the rows a page shows, to take away.

use crate::RenderError;
use rust_xlsxwriter::{Format, Workbook};

/// One sheet; a cell that reads as a number is a number, anything else is text and never a formula.
pub fn render_table<const N: usize>(title: &str, heads: &[&str; N], rows: &[[String; N]]) -> Result<Vec<u8>, RenderError> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    // Excel holds 31 characters in the name of a sheet.
    sheet.set_name(title.chars().filter(|c| !"[]:*?/\\".contains(*c)).take(31).collect::<String>())?;
    sheet.set_freeze_panes(1, 0)?;
    for (column, head) in heads.iter().enumerate() {
        sheet.write_string_with_format(0, column as u16, *head, &Format::new().set_bold())?;
    }
    for (i, row) in rows.iter().enumerate() {
        for (column, cell) in row.iter().enumerate() {
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
