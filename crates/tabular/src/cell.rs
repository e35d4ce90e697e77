//! A cell as the file holds it: a number that a workbook counted is not the same as a text that looks like one.

use domain::Date;

#[derive(Clone, Debug, Default, PartialEq)]
pub enum Cell {
    #[default]
    Empty,
    /// As typed, without the spaces around; its line ends are "\n".
    Text(Box<str>),
    /// Counted by a workbook. `epoch_1904`: if it is a day without the form of a date, it counts from 1904.
    Number {
        value: f64,
        epoch_1904: bool,
    },
    /// A day of a workbook; the hour is left out.
    Date(Date),
    Bool(bool),
    /// "#REF!": the workbook could not compute it.
    Error(Box<str>),
}

impl Cell {
    /// A text cell; empty when it holds spaces only.
    pub fn typed(text: &str) -> Cell {
        let kept = text.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}' || c == '\0');
        match kept.is_empty() {
            true => Cell::Empty,
            false if kept.contains(['\0', '\r']) => Cell::Text(kept.replace('\0', "").replace("\r\n", "\n").replace('\r', "\n").into()),
            false => Cell::Text(kept.into()),
        }
    }

    pub fn number(value: f64) -> Cell {
        Cell::Number { value, epoch_1904: false }
    }

    pub fn is_empty(&self) -> bool {
        matches!(self, Cell::Empty)
    }

    /// The cell as a person reads it. The apostrophe before a formula is taken off ([`inert`]): an export comes back as it was.
    pub fn text(&self) -> String {
        match self {
            Cell::Empty => String::new(),
            Cell::Text(text) => inert(text).to_owned(),
            Cell::Number { value, .. } => value.to_string(),
            Cell::Date(date) => date.to_string(),
            Cell::Bool(yes) => if *yes { "oui" } else { "non" }.to_owned(),
            Cell::Error(text) => text.to_string(),
        }
    }
}

/// Without the apostrophe that a program put before a formula, so that a spreadsheet would not run it.
pub fn inert(cell: &str) -> &str {
    cell.strip_prefix('\'').filter(|rest| rest.starts_with(['=', '+', '-', '@', '\t', '\r'])).unwrap_or(cell)
}
