//! Which column of a list of sites is which field: what its headings tell, and what a person says of those that tell nothing.
//! Nothing of the file is kept between the two: it is given again with the answer.

use crate::page::Page;
use cnig::Sheet;
use domain::Text;
use reference::{Mapping, SITE_FIELDS, SiteList};

/// Values of a column that are shown.
const SAMPLES: usize = 3;

/// A column of the file, to be told.
pub struct Column {
    pub at: usize,
    pub heading: String,
    pub samples: String,
    /// Field it is read as; empty when nothing reads it.
    pub field: String,
}

/// What a column may be: identifier, name.
pub fn fields(page: &Page) -> Vec<(String, String)> {
    SITE_FIELDS.iter().map(|field| (field.id.to_owned(), page.x(&field.text()))).collect()
}

/// The columns of a list that is not in the national standard. A heading is told by its words: one without words, or the same as
/// one before it, cannot be.
pub fn columns(list: &SiteList, samples: &[String]) -> Vec<Column> {
    if !list.tables.is_empty() {
        return vec![];
    }
    let first = |(at, heading): &(usize, &String)| !heading.is_empty() && list.columns.iter().position(|h| h == *heading) == Some(*at);
    let read_as = |heading: &String| list.mapping.iter().find(|(_, read)| *read == heading).map(|(field, _)| field.clone());
    let column = |(at, heading): (usize, &String)| Column {
        at,
        heading: heading.clone(),
        samples: samples.get(at).cloned().unwrap_or_default(),
        field: read_as(heading).unwrap_or_default(),
    };
    list.columns.iter().enumerate().filter(first).map(column).collect()
}

/// The first values of each column.
pub fn samples(sheet: &Sheet) -> Vec<String> {
    let of = |at: usize| sheet.rows.iter().filter_map(move |(_, cells)| cells.get(at)).filter(|cell| !cell.is_empty());
    let shown = |cell: &String| cell.chars().take(40).collect::<String>();
    (0..sheet.header.len()).map(|at| of(at).take(SAMPLES).map(shown).collect::<Vec<_>>().join(" · ")).collect()
}

/// What was said, field by field; none when nothing was.
///
/// # Errors
/// Two columns said to be one field, and how to mend it.
pub fn said(said: &[(usize, String)], header: &[String]) -> Result<Option<Mapping>, (Text, Text)> {
    let mut mapping = Mapping::new();
    for (at, id) in said {
        let (Some(field), Some(heading)) = (SITE_FIELDS.iter().find(|field| field.id == id), header.get(*at)) else { continue };
        if let Some(before) = mapping.insert(field.id.to_owned(), heading.clone()) {
            let (fr, en) = field.label;
            return Err((
                Text::new(
                    format!("« {before} » et « {heading} » sont toutes deux dites « {fr} »"),
                    format!("“{before}” and “{heading}” are both said to be “{en}”"),
                ),
                Text::new("gardez-en une", "keep one of them"),
            ));
        }
    }
    Ok((!mapping.is_empty()).then_some(mapping))
}
