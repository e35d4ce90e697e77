//! Numbers and amounts of the standard: what `tabular` reads, told when it is not written as the public schema wants.

use super::Found;
use crate::record::Value;
use domain::Text;
use tabular::{Cell, Mark, Read, amount, number};

/// Digits and a point: how the public schema wants figures.
fn plain(cell: &str) -> bool {
    cell.bytes().all(|b| b.is_ascii_digit() || b == b'.')
}

pub(super) fn measure(cell: &str, mark: Option<Mark>) -> Found {
    match number(cell, mark) {
        Err((what, mend)) => Found::Lost(what, mend),
        Ok(None) => Found::Nothing,
        Ok(Some(value)) if value < 0.0 => super::negative(cell),
        // A column of decimal commas makes "1.250" a thousand: told, though it is written as the schema wants.
        Ok(Some(value)) if plain(cell) && cell.parse() == Ok(value) => Found::Kept(Value::Number(value)),
        Ok(Some(value)) => Found::Mended(Value::Number(value), Text::new("nombre écrit à la française", "number written the French way")),
    }
}

pub(super) fn money(cell: &str, mark: Option<Mark>) -> Found {
    let (found, why) = match amount(&Cell::typed(cell), 100, mark) {
        Err((what, mend)) => return Found::Lost(what, mend),
        Ok(Read::Nothing) => return Found::Nothing,
        Ok(Read::Kept(found)) => (found, None),
        Ok(Read::Mended(found, why)) => (found, Some(why)),
    };
    if found.0 < 0 {
        return super::negative(cell);
    }
    match why {
        None if plain(cell) => Found::Kept(Value::Money(found)),
        Some(why) => Found::Mended(Value::Money(found), why),
        None => {
            Found::Mended(Value::Money(found), Text::new("montant écrit avec son unité ou une virgule", "amount with its unit or a comma"))
        }
    }
}
