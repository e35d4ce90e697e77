//! Numbers as people type them: decimal commas, spaces of every width, units after the figure. Never a guess.

use super::Found;
use crate::record::Value;
use crate::shape::Refusal;
use domain::{Cents, Text, name};

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

pub(super) fn unknown(text: &str) -> bool {
    matches!(
        name::fold(text).as_str(),
        "" | "inconnu" | "inconnue" | "unknown" | "nc" | "n c" | "nr" | "na" | "n a" | "null" | "sans objet" | "sansobjet"
    )
}

/// A number is told when it is not written as the public schema wants: digits and a point.
pub(super) fn told(cell: &str, value: f64) -> Found {
    match cell.bytes().all(|b| b.is_ascii_digit() || b == b'.') {
        true => Found::Kept(Value::Number(value)),
        false => Found::Mended(Value::Number(value), Text::new("nombre écrit à la française", "number written the French way")),
    }
}

pub(super) fn whole(cell: &str, writing: Writing) -> Found {
    match number(cell, writing) {
        Err((what, mend)) => Found::Lost(what, mend),
        Ok(None) => Found::Nothing,
        Ok(Some(value)) if value < 0.0 => super::negative(cell),
        // A whole number is wanted; the unit of a figure with decimals is looked at with the rest of the row.
        Ok(Some(value)) => told(cell, value),
    }
}

pub(super) fn money(cell: &str, writing: Writing) -> Found {
    let compact: String = cell.chars().filter(|c| !c.is_whitespace() && *c != '\u{202f}').collect();
    if unknown(&compact) {
        return Found::Nothing;
    }
    // In a French file a comma is decimal, so "1,250" is not a thousand: written out, `Cents` reads it without doubt.
    let text = match compact.split_once(',') {
        Some((whole, cents)) if writing == Writing::French && cents.len() == 3 && cents.ends_with('0') => {
            format!("{whole},{}", &cents[..2])
        }
        _ => compact,
    };
    match text.parse::<Cents>() {
        Ok(amount) if amount.0 < 0 => super::negative(cell),
        Ok(amount) => match cell.bytes().all(|b| b.is_ascii_digit() || b == b'.') {
            true => Found::Kept(Value::Money(amount)),
            false => Found::Mended(
                Value::Money(amount),
                Text::new("montant écrit avec son unité ou une virgule", "amount with its unit or a comma"),
            ),
        },
        Err(_) => Found::Lost(
            Text::new(format!("« {cell} » : montant illisible"), format!("“{cell}”: unreadable amount")),
            Text::new("écrivez un montant seul, par exemple 530000", "write an amount alone, for example 530000"),
        ),
    }
}
