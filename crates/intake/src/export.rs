//! The sheets of a contract as a table that [`crate::plan`] reads back without a difference.

use crate::columns::targets;
use contracts::{Lifecycle, Sheet, field};
use domain::Lang;

/// Headings and rows: every field in the words of the pages, the state after the axes.
pub fn export<'a>(sheets: impl Iterator<Item = &'a Sheet>, lifecycle: &Lifecycle, lang: Lang) -> (Vec<String>, Vec<Vec<String>>) {
    let targets = targets(lifecycle);
    let heads = targets.iter().map(|t| t.label.get(lang).to_owned()).collect();
    let rows = sheets.map(|sheet| {
        let cell = |target: &crate::Target| match &target.field {
            None => field::show("state", sheet, lang, lifecycle),
            Some(field) => field.input(sheet, lang),
        };
        targets.iter().map(cell).collect()
    });
    (heads, rows.collect())
}
