//! A plain table as a spreadsheet: the rows a page shows, to take away.

use crate::RenderError;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook};

/// One sheet; a cell that reads as a number is a number, anything else is text and never a formula.
pub fn render_table(title: &str, heads: &[&str], rows: &[impl AsRef<[String]>]) -> Result<Vec<u8>, RenderError> {
    render(title, heads, rows, |_, cell| number(cell))
}

/// The same, where only the columns said to be of numbers hold any: "2.10" stays the number of a sheet, and a SIRET keeps
/// its zeros.
pub fn render_columns(title: &str, heads: &[&str], rows: &[impl AsRef<[String]>], numbers: &[bool]) -> Result<Vec<u8>, RenderError> {
    let counted = |column: usize| numbers.get(column).copied().unwrap_or_default();
    render(title, heads, rows, |column, cell| if counted(column) { number(cell) } else { None })
}

/// Codes with a leading zero, and numbers so long that a spreadsheet would round them, stay text.
fn number(cell: &str) -> Option<f64> {
    let number = cell.parse::<f64>().ok().filter(|n| n.is_finite())?;
    let whole = cell.trim_start_matches('-').split('.').next().unwrap_or_default();
    let code = whole.len() > 11 || (whole.starts_with('0') && whole.len() > 1) || !whole.starts_with(|c: char| c.is_ascii_digit());
    (!code).then_some(number)
}

fn render(
    title: &str,
    heads: &[&str],
    rows: &[impl AsRef<[String]>],
    number: impl Fn(usize, &str) -> Option<f64>,
) -> Result<Vec<u8>, RenderError> {
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
            match number(column, cell) {
                Some(number) => sheet.write_number(i as u32 + 1, column as u16, number)?,
                None => sheet.write_string(i as u32 + 1, column as u16, cell)?,
            };
        }
    }
    sheet.autofit();
    Ok(book.save_to_buffer()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_one_and_a_code_stays_as_it_is_written() {
        for (cell, read) in
            [("12", Some(12.0)), ("-3.5", Some(-3.5)), ("0.5", Some(0.5)), ("1250000.50", Some(1_250_000.5)), ("0", Some(0.0))]
        {
            assert_eq!(number(cell), read, "{cell}");
        }
        for cell in ["01004", "35600000000048", "inf", "NaN", "", "12 000", "=1+1", "+33612345678", ".5"] {
            assert_eq!(number(cell), None, "{cell}");
        }
    }
}
