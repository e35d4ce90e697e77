//! Measures as people type them: decimal commas, spaces of every width, units after the figure. Never a guess.

use crate::Refusal;
use domain::{Text, name};

/// How the file writes numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Writing {
    /// Cells cut by ";" or tabs: French, the comma is decimal.
    French,
    /// Cells cut by commas: a comma inside a number can be either.
    Doubtful,
    /// A spreadsheet, GeoJSON or a base: numbers are numbers.
    Plain,
}

/// "1 234,5", "1 234.5", "1,234.5" → 1234.5. None for an empty cell.
pub fn number(cell: &str, writing: Writing) -> Result<Option<f64>, Refusal> {
    let compact: String = cell.chars().filter(|c| !c.is_whitespace() && *c != '\u{202f}' && *c != '\'' && *c != '’').collect();
    if compact.is_empty() || unknown(&compact) {
        return Ok(None);
    }
    let unreadable = || {
        (
            Text::new(format!("« {cell} » n’est pas un nombre"), format!("“{cell}” is not a number")),
            Text::new("écrivez un nombre seul, par exemple 12,5", "write a number alone, for example 12.5"),
        )
    };
    let normal = match (compact.rfind(','), compact.rfind('.')) {
        (Some(comma), Some(point)) if comma > point => compact.replace('.', "").replace(',', "."),
        (Some(_), Some(_)) => compact.replace(',', ""),
        (Some(comma), None) => {
            let thousands = compact.len() - comma == 4 && comma <= 3 && !compact.starts_with('0');
            if writing == Writing::Doubtful && thousands {
                return Err(either(cell, &compact));
            }
            compact.replace(',', ".")
        }
        (None, _) => compact,
    };
    let value: f64 = normal.parse().map_err(|_| unreadable())?;
    let decimal = normal.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b'-' | b'+'));
    if decimal && value.is_finite() { Ok(Some(value)) } else { Err(unreadable()) }
}

fn either(cell: &str, compact: &str) -> Refusal {
    let (small, large) = (compact.replace(',', "."), compact.replace(',', ""));
    (
        Text::new(format!("« {cell} » : {small} ou {large} ?"), format!("“{cell}”: {small} or {large}?")),
        Text::new("écrivez le nombre sans séparateur de milliers", "write the number without a thousands separator"),
    )
}

/// Words that say that nothing is known.
pub fn unknown(text: &str) -> bool {
    matches!(
        name::fold(text).as_str(),
        "" | "inconnu" | "inconnue" | "unknown" | "nc" | "n c" | "nr" | "na" | "n a" | "null" | "sans objet" | "sansobjet"
    )
}
