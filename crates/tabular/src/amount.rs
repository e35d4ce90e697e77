//! An amount of money of a cell, to the cent: read right, told when it was mended, or asked. Never guessed.

use crate::figure::{Decimal, Doubt, Mark, figure};
use crate::{Cell, Read, Refusal, unknown};
use domain::{Cents, Text};

/// Words after a figure, and the cents of one.
const UNITS: [(&str, i128); 13] = [
    ("md€", 100_000_000_000),
    ("mdeur", 100_000_000_000),
    ("m€", 100_000_000),
    ("meur", 100_000_000),
    ("k€", 100_000),
    ("keur", 100_000),
    ("euros", 100),
    ("euro", 100),
    ("eur", 100),
    ("€ ht", 100),
    ("€ ttc", 100),
    ("ht", 100),
    ("€", 100),
];

/// Reads an amount in euros. `scale`: cents of one unit where the cell names none (100; 100 000 under a heading in k€).
/// `mark` is what the other figures of the column tell.
///
/// # Errors
/// With the question or the reason: two ways to read, more precise than a cent, no amount at all.
pub fn amount(cell: &Cell, scale: i64, mark: Option<Mark>) -> Result<Read<Cents>, Refusal> {
    match cell {
        Cell::Empty => Ok(Read::Nothing),
        Cell::Number { value, .. } => counted(*value, scale),
        Cell::Text(text) => typed(text, scale, mark),
        Cell::Error(error) => Err(broken(error)),
        Cell::Date(date) => {
            let what = Text::new(format!("une date ({date}), pas un montant"), format!("a date ({date}), not an amount"));
            Err((what, Text::new("mettez la cellule au format nombre", "set the cell to the format number")))
        }
        Cell::Bool(_) => Err(unreadable(&cell.text())),
    }
}

pub(crate) fn broken(error: &str) -> Refusal {
    let what = Text::new(
        format!("le classeur n’a pas su calculer cette cellule ({error})"),
        format!("the workbook could not compute this cell ({error})"),
    );
    (what, Text::new("corrigez la formule, ou écrivez la valeur", "mend the formula, or write the value"))
}

/// A figure of a workbook. What a formula left beyond the cent is rounded, and told.
fn counted(value: f64, scale: i64) -> Result<Read<Cents>, Refusal> {
    let cents = value * scale as f64;
    // Beyond this a float no longer counts every cent.
    if !cents.is_finite() || cents.abs() > 9e15 {
        return Err(unreadable(&value.to_string()));
    }
    let whole = cents.round();
    let read = Cents(whole as i64);
    if (cents - whole).abs() <= 1e-6 * cents.abs().clamp(1.0, 1_000.0) {
        return Ok(Read::Kept(read));
    }
    Ok(Read::Mended(read, Text::new(format!("{value} arrondi au centime"), format!("{value} rounded to the cent"))))
}

fn typed(text: &str, scale: i64, mark: Option<Mark>) -> Result<Read<Cents>, Refusal> {
    if unknown(text) || matches!(text.trim(), "-" | "–" | "—") {
        return Ok(Read::Nothing);
    }
    let lower = text.to_lowercase();
    let mut bare = lower.trim().strip_prefix('€').unwrap_or(lower.trim());
    let mut unit = None;
    for (word, cents) in UNITS {
        if let Some(rest) = bare.strip_suffix(word) {
            (bare, unit) = (rest.trim_end(), Some(cents));
            break;
        }
    }
    // "12 000 € HT": the word of the tax, then the unit.
    if unit == Some(100)
        && let Some(rest) = bare.strip_suffix('€')
    {
        bare = rest.trim_end();
    }
    let scale = unit.unwrap_or(i128::from(scale));
    match figure(bare, mark) {
        Ok(found) => cents(text, found, scale).map(|amount| told(text, amount, mark)),
        // "1,250 M€" can only be one million and a quarter: nobody writes thousands of millions so.
        Err(Doubt::Either(small, _)) if unit.is_some_and(|cents| cents > 100) => cents(text, small, scale).map(Read::Kept),
        Err(Doubt::Either(small, large)) => Err(either(text, small, large)),
        Err(Doubt::Unreadable) => Err(unreadable(text)),
    }
}

/// A lone mark that only the rest of the column explains is told.
fn told(text: &str, amount: Cents, mark: Option<Mark>) -> Read<Cents> {
    match (mark, figure(text.trim_end_matches(|c: char| !c.is_ascii_digit()), None)) {
        (Some(_), Err(Doubt::Either(..))) => {
            let euros = |lang| domain::format::money(amount, lang);
            Read::Mended(
                amount,
                Text::new(
                    format!("« {text} » lu {}, comme le reste de la colonne", euros(domain::Lang::Fr)),
                    format!("“{text}” read as {}, like the rest of the column", euros(domain::Lang::En)),
                ),
            )
        }
        _ => Read::Kept(amount),
    }
}

fn cents(text: &str, figure: Decimal, scale: i128) -> Result<Cents, Refusal> {
    let ten = 10_i128.pow(figure.places.min(24));
    let total = figure.units.checked_mul(scale).ok_or_else(|| unreadable(text))?;
    if total % ten != 0 {
        return Err((
            Text::new(format!("« {text} » est plus précis que le centime"), format!("“{text}” is more precise than a cent")),
            Text::new("gardez deux décimales au plus", "keep two decimals at most"),
        ));
    }
    i64::try_from(total / ten).map(Cents).map_err(|_| unreadable(text))
}

pub(crate) fn either(text: &str, small: Decimal, large: Decimal) -> Refusal {
    let (small, large) = (small.written(), large.written());
    (
        Text::new(format!("« {text} » : {} ou {large} ?", small.replace('.', ",")), format!("“{text}”: {small} or {large}?")),
        Text::new(
            "écrivez le nombre sans séparateur de milliers, ou dites ce que vaut la virgule de cette colonne",
            "write the number without a thousands separator, or say what the mark of this column is",
        ),
    )
}

fn unreadable(text: &str) -> Refusal {
    (
        Text::new(format!("« {text} » n’est pas un montant"), format!("“{text}” is not an amount")),
        Text::new(
            "écrivez un montant seul, par exemple 1\u{202f}250\u{202f}000 ou 1\u{202f}250,50\u{a0}€",
            "write an amount alone, for example 1250000 or 1250.50",
        ),
    )
}
