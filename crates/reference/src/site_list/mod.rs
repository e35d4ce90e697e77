//! Reads a list of sites given by a person: CSV or spreadsheet, French, English or CNIG headings.
//!
//! Tolerant with form (encodings, separators, decimal commas, lost zeros), never with meaning: a figure whose unit is
//! not known is refused with a question, a commune that does not exist is refused with its successor, and every
//! correction is reported. What is not in the file stays unknown.

mod cells;
mod columns;
mod grid;
mod places;
mod rows;

pub use columns::{Mapping, SITE_FIELDS, SiteField};

use crate::Reference;
use columns::Columns;
use domain::{Problem, Site, Text};

/// Rows read beyond this are refused: a list of sites is not a database.
pub const MOST_ROWS: usize = 50_000;
/// Bytes of a file.
pub const MOST_BYTES: usize = 20_000_000;

/// A list as read: what was understood, kept, corrected and refused.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SiteList {
    /// Headings of the file, in order.
    pub columns: Vec<String>,
    /// Field → heading it is read from.
    pub mapping: Mapping,
    /// Rows under the heading that hold something.
    pub read: usize,
    /// One per site; the labels of several rows of one site are together.
    pub accepted: Vec<Site>,
    pub rejected: Vec<Problem>,
    /// What was changed or left out in rows that are accepted.
    pub corrections: Vec<Problem>,
    /// "UTF-8", "windows-1252", "xlsx".
    pub encoding: String,
    /// None for a spreadsheet.
    pub separator: Option<char>,
}

/// Reads a list of sites. `mapping` (field → heading) overrides the automatic recognition of headings, field by field.
pub fn read_site_list(file_name: &str, bytes: &[u8], reference: &Reference, mapping: Option<&Mapping>) -> SiteList {
    let mut list = SiteList::default();
    let grid = match grid::read(bytes) {
        Ok(grid) => grid,
        Err((what, mend)) => {
            list.rejected.push(Problem::at(file_name, 0, 0, "", what, mend));
            return list;
        }
    };
    list.encoding = grid.encoding;
    list.separator = grid.separator;
    list.columns = grid.header.clone();
    let columns = match Columns::recognise(&grid.header, mapping) {
        Ok(columns) => columns,
        Err((field, what, mend)) => {
            list.rejected.push(Problem::at(file_name, grid.header_line, 0, field, what, mend));
            return list;
        }
    };
    list.mapping = columns.mapping(&grid.header);
    let mut reader = rows::RowReader::new(file_name, &columns, reference, grid.separator);
    for (line, cells) in grid.rows {
        if list.read == MOST_ROWS {
            list.rejected.push(Problem::at(
                file_name,
                line,
                0,
                "",
                Text::new(
                    format!("plus de {MOST_ROWS} lignes : la suite n’est pas lue"),
                    format!("more than {MOST_ROWS} rows: the rest is not read"),
                ),
                Text::new("coupez le fichier", "split the file"),
            ));
            break;
        }
        list.read += 1;
        reader.row(line, &cells, &mut list);
    }
    list
}
