//! One way to read a table in the project: the bytes of any file that people call a spreadsheet become rows of typed
//! cells, then amounts, dates and codes, in every French habit of writing.
//!
//! Tolerant with form, never with meaning: what can be read in two ways is a question ("1,250": 1.25 or 1250?), not a
//! guess. Bounded: bytes, rows, columns, entries of an archive and what they unpack to are limited before anything is
//! built. Pure: bytes in, values and reasons out.

mod amount;
mod archive;
mod cell;
mod code;
mod date;
mod delimited;
mod encoding;
mod excel;
mod figure;
mod habit;
mod number;
mod open_document;
mod sheet;
mod table;

pub use amount::amount;
pub use archive::{Archive, MOST_ENTRIES, inspect};
pub use cell::{Cell, inert};
pub use code::{commune_code, digits};
pub use date::date;
pub use figure::{Decimal, Doubt, Mark, figure};
pub use habit::{Habit, habit, marks};
pub use number::{number, unknown};
pub use sheet::{Rows, Sheet, sheets, tidy};
pub use table::{MOST_BYTES, MOST_CELLS, MOST_COLUMNS, MOST_ROWS, Row, Table, tables};

use domain::Text;

/// What is wrong, and how to mend it.
pub type Refusal = (Text, Text);

/// A value read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Read<T> {
    Nothing,
    Kept(T),
    /// The value, and why it is not what was written.
    Mended(T, Text),
}

impl<T> Read<T> {
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Read<U> {
        match self {
            Read::Nothing => Read::Nothing,
            Read::Kept(value) => Read::Kept(change(value)),
            Read::Mended(value, why) => Read::Mended(change(value), why),
        }
    }

    pub fn value(self) -> Option<T> {
        match self {
            Read::Nothing => None,
            Read::Kept(value) | Read::Mended(value, _) => Some(value),
        }
    }
}
