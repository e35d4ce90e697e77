//! Numbers and amounts of the standard: what `tabular` reads, told when it is not written as the public schema wants.

use super::Found;
use crate::record::Value;
use domain::{Cents, Text};
use tabular::{Writing, number, unknown};

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
