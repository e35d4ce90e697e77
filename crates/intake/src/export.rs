//! The sheets of a contract as a table that [`crate::plan`] reads back without a difference.

use crate::columns::targets;
use contracts::{Kind, Lifecycle, Sheet, field};
use domain::Lang;
use domain::format::euros;

/// A table of every field.
pub struct Export {
    pub heads: Vec<String>,
    pub rows: Vec<Vec<String>>,
    /// Columns whose cells are numbers; the others are texts, even "2.10".
    pub numbers: Vec<bool>,
}

/// Headings in the words of the pages, the state after the axes; one row a sheet.
pub fn export<'a>(sheets: impl Iterator<Item = &'a Sheet>, lifecycle: &Lifecycle, lang: Lang) -> Export {
    let targets = targets(lifecycle);
    let rows = sheets.map(|sheet| {
        let cell = |target: &crate::Target| match (&target.field, target.key.as_str()) {
            (None, _) => field::show("state", sheet, lang, lifecycle),
            (Some(_), "total_cost") => sheet.total_cost.map_or_else(String::new, euros),
            (Some(_), "eligible_base") => sheet.eligible_base.map_or_else(String::new, euros),
            // A number takes the point, which a workbook wants and the import reads.
            (Some(field), _) if target.kind == Kind::Figure => field.input(sheet, Lang::En),
            (Some(field), _) => field.input(sheet, lang),
        };
        targets.iter().map(cell).collect()
    });
    Export {
        heads: targets.iter().map(|t| t.label.get(lang).to_owned()).collect(),
        rows: rows.collect(),
        numbers: targets.iter().map(|t| matches!(t.kind, Kind::Money | Kind::Figure)).collect(),
    }
}
