//! Reads a list of sites given by a person: CSV or spreadsheet, French, English or CNIG headings.
//!
//! Tolerant with form (encodings, separators, decimal commas, lost zeros), never with meaning: a figure whose unit is
//! not known is refused with a question, a commune that does not exist is refused with its successor, and every
//! correction is reported. What is not in the file stays unknown.

mod cells;
mod columns;
pub(crate) mod places;
mod rows;

pub use columns::{Mapping, SITE_FIELDS, SiteField};

use crate::{Reference, standard};
use cnig::{MOST_ROWS, Sheet};
use columns::{AreaUnit, Columns};
use domain::{Beside, Problem, Site, Text};

/// An area a person typed on a form, in hectares unless its unit is written: "4,5", "4,5 ha", "45 000 m²". None when empty.
///
/// # Errors
/// What is wrong, then how to mend it.
pub fn hectares(typed: &str) -> Result<Option<f64>, cnig::Refusal> {
    cells::area(typed.trim(), AreaUnit::Hectare, None)
}

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
    /// Poles, plots and establishments of a list in the national standard.
    pub beside: Vec<Beside>,
    pub rejected: Vec<Problem>,
    /// What was changed or left out in rows that are accepted.
    pub corrections: Vec<Problem>,
    /// "UTF-8", "windows-1252", "xlsx".
    pub encoding: String,
    /// None for a spreadsheet.
    pub separator: Option<char>,
    /// Tables of the national standard that were recognised, with their rows; empty for a list in other words.
    pub tables: Vec<(String, usize)>,
    /// Headings that nothing reads, when the list is in the national standard.
    pub unread: Vec<String>,
}

/// Reads a list of sites. `mapping` (field → heading) overrides the automatic recognition of headings, field by field.
pub fn read_site_list(file_name: &str, bytes: &[u8], reference: &Reference, mapping: Option<&Mapping>) -> SiteList {
    match cnig::sheets(bytes) {
        Ok(sheets) => read_site_sheets(file_name, &sheets, reference, mapping),
        Err((what, mend)) => SiteList { rejected: vec![Problem::at(file_name, 0, 0, "", what, mend)], ..SiteList::default() },
    }
}

/// The same from tables already read. One in the national standard is read as such; otherwise the first table is a list.
pub fn read_site_sheets(file_name: &str, sheets: &[Sheet], reference: &Reference, mapping: Option<&Mapping>) -> SiteList {
    read_site_sheets_beside(file_name, sheets, reference, mapping, &standard::Catalogue::of(reference.sites()))
}

/// The same beside the catalogue: a site that it knows keeps its identity, and rows without the table of their site are attached to
/// it.
pub fn read_site_sheets_beside(
    file_name: &str,
    sheets: &[Sheet],
    reference: &Reference,
    mapping: Option<&Mapping>,
    known: &standard::Catalogue<'_>,
) -> SiteList {
    let mut list = SiteList::default();
    let Some(sheet) = sheets.first() else { return list };
    list.encoding.clone_from(&sheet.encoding);
    list.separator = sheet.separator;
    list.columns.clone_from(&sheet.header);
    if let Some(reading) = cnig::read(file_name, sheets).filter(|_| mapping.is_none()) {
        list.read = reading.seen.iter().map(|s| s.rows.min(MOST_ROWS)).sum();
        standard::take(file_name, &reading, reference, known, &mut list);
        return list;
    }
    let columns = match Columns::recognise(&sheet.header, mapping) {
        Ok(columns) => columns,
        Err((field, what, mend)) => {
            list.mapping = columns::guess(&sheet.header, mapping);
            list.rejected.push(Problem::at(file_name, sheet.header_line, 0, field, what, mend));
            return list;
        }
    };
    list.mapping = columns.mapping(&sheet.header);
    let mut reader = rows::RowReader::new(file_name, &columns, reference, known, cnig::marks(sheet));
    for (line, cells) in &sheet.rows {
        if list.read == MOST_ROWS {
            list.rejected.push(Problem::at(
                file_name,
                *line,
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
        reader.row(*line, cells, &mut list);
    }
    list
}
