//! Measures as people type them: spaces of every width, decimal commas or points. What the other figures of the column
//! tell settles a comma before three digits; when they tell nothing, it is a question. Never a guess.

use crate::Refusal;
use crate::amount::either;
use crate::figure::{Doubt, Mark, figure};
use domain::{Text, name};

/// "1 234,5", "1 234.5", "1,234.5" → 1234.5; "1,250" → a question, unless `mark` says which mark is decimal in its column
/// ([`crate::marks`]). A lone point is the mark that public schemas and programs write: decimal, unless the column says
/// that its decimals have a comma. None for an empty cell.
///
/// # Errors
/// With the question, or the reason.
pub fn number(cell: &str, mark: Option<Mark>) -> Result<Option<f64>, Refusal> {
    let text = cell.trim();
    if text.is_empty() || unknown(text) {
        return Ok(None);
    }
    let read = match figure(text, mark) {
        Ok(found) => found.written(),
        Err(Doubt::Either(decimal, _)) if !text.contains(',') => decimal.written(),
        Err(Doubt::Either(decimal, whole)) => return Err(either(text, decimal, whole)),
        // ".5" and "12." are what some programs write.
        Err(Doubt::Unreadable) => text.to_owned(),
    };
    let plain = read.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b'-' | b'+'));
    match read.parse::<f64>() {
        Ok(value) if plain && value.is_finite() => Ok(Some(value)),
        _ => Err((
            Text::new(format!("« {cell} » n’est pas un nombre"), format!("“{cell}” is not a number")),
            Text::new("écrivez un nombre seul, par exemple 12,5", "write a number alone, for example 12.5"),
        )),
    }
}

/// Words that say that nothing is known.
pub fn unknown(text: &str) -> bool {
    matches!(
        name::fold(text).as_str(),
        "" | "inconnu" | "inconnue" | "unknown" | "nc" | "n c" | "nr" | "na" | "n a" | "null" | "sans objet" | "sansobjet"
    )
}
