//! The rows that were refused, as a table to mend and to send again: their own cells, and what is wrong with each.

use crate::{Fate, Layout, Plan, named, targets};
use contracts::Lifecycle;
use domain::Lang;
use tabular::{Cell, Table};

/// Heading of the column that says what is wrong; it is read as no field when the table comes back.
pub const TO_MEND: (&str, &str) = ("À corriger (ne pas remplir)", "To mend (leave as is)");

/// Headings and rows; every cell as a text that is read back to the same value.
pub fn rejected(plan: &Plan, layout: &Layout, tables: &[Table], lifecycle: &Lifecycle, lang: Lang) -> (Vec<String>, Vec<Vec<String>>) {
    let (targets, colon) = (targets(lifecycle), if lang == Lang::Fr { " : " } else { ": " });
    let width = layout.columns.len();
    let mut heads: Vec<String> = layout.columns.iter().map(|c| c.heading.clone()).collect();
    heads.push(if lang == Lang::Fr { TO_MEND.0 } else { TO_MEND.1 }.to_owned());
    let mut body = layout.body(tables).iter();
    let rows = plan.rows.iter().filter_map(|planned| {
        let row = body.find(|row| row.line == planned.line)?;
        let Fate::Refused(problems) = &planned.fate else { return None };
        let mut cells: Vec<String> = (0..width).map(|at| row.cells.get(at).map(written).unwrap_or_default()).collect();
        let say = |p: &domain::Problem| {
            let place = if p.field.is_empty() { String::new() } else { format!("{}{colon}", named(&p.field, &targets, lang)) };
            let mend = if p.mend.get(lang).is_empty() { String::new() } else { format!(" → {}", p.mend.get(lang)) };
            format!("{place}{}{mend}", p.what.get(lang))
        };
        let line = if lang == Lang::Fr { format!("l. {}", planned.line) } else { format!("line {}", planned.line) };
        cells.push(format!("{line} ; {}", problems.iter().map(say).collect::<Vec<_>>().join(" ; ")));
        Some(cells)
    });
    (heads, rows.collect())
}

/// A number keeps its digits and takes the decimal comma, which a French spreadsheet reads back as a number.
fn written(cell: &Cell) -> String {
    match cell {
        Cell::Number { value, .. } => value.to_string().replace('.', ","),
        other => other.text(),
    }
}
