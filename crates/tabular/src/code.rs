//! Codes that spreadsheets spoil: leading zeros eaten, long numbers turned into powers of ten.

use crate::amount::broken;
use crate::{Cell, Read, Refusal, unknown};
use domain::{Siren, Siret, Text};

/// The code of a commune, five characters. A zero that a spreadsheet ate is put back, and told.
///
/// # Errors
/// In words, when it is no such code.
pub fn commune_code(cell: &Cell) -> Result<Read<String>, Refusal> {
    let Some(written) = written(cell)? else { return Ok(Read::Nothing) };
    let code = written.to_ascii_uppercase();
    let digits = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
    let code = if code.len() == 4 && digits(&code) { format!("0{code}") } else { code };
    let fits = code.len() == 5
        && code.split_at_checked(2).is_some_and(|(department, rest)| digits(rest) && (digits(department) || matches!(department, "2A" | "2B")));
    if !fits {
        return Err((
            Text::new(format!("« {written} » n’est pas un code INSEE (cinq caractères)"), format!("“{written}” is not an INSEE code (five characters)")),
            Text::new("écrivez par exemple 71076 ou 2A004", "write for example 71076 or 2A004"),
        ));
    }
    Ok(mended(&written, code))
}

/// A SIREN (9) or a SIRET (14), whose check digits hold. Zeros eaten at its head are put back when the check digits
/// then hold, and told.
///
/// # Errors
/// In words: digits lost, wrong count, wrong check digits.
pub fn digits(cell: &Cell, length: usize) -> Result<Read<String>, Refusal> {
    let Some(written) = written(cell)? else { return Ok(Read::Nothing) };
    let code: String = written.chars().filter(|c| !c.is_whitespace() && !matches!(c, '.' | '-')).collect();
    if written.contains(['e', 'E']) && written.contains(['+', ',', '.']) {
        return Err((
            Text::new(format!("« {written} » : le tableur a perdu des chiffres"), format!("“{written}”: the spreadsheet lost digits")),
            Text::new("mettez la colonne au format texte et recopiez le numéro", "set the column to text format and copy the number again"),
        ));
    }
    let all_digits = !code.is_empty() && code.bytes().all(|b| b.is_ascii_digit());
    let checked = |code: &str| if length == 9 { Siren::parse(code).map(|_| ()) } else { Siret::parse(code).map(|_| ()) };
    let padded = format!("{code:0>length$}");
    if all_digits && code.len() + 3 >= length && code.len() < length && checked(&padded).is_ok() {
        return Ok(mended(&written, padded));
    }
    if !all_digits || code.len() != length {
        return Err((
            Text::new(format!("« {written} » : {length} chiffres attendus"), format!("“{written}”: {length} digits expected")),
            Text::new("mettez la colonne au format texte", "set the column to text format"),
        ));
    }
    match checked(&code) {
        Ok(()) => Ok(mended(&written, code)),
        Err(what) => Err((what, Text::new("vérifiez le numéro", "check the number"))),
    }
}

/// The cell without the ".0" that a workbook puts after whole numbers; none when it says nothing.
fn written(cell: &Cell) -> Result<Option<String>, Refusal> {
    if let Cell::Error(error) = cell {
        return Err(broken(error));
    }
    let text = cell.text();
    let text = text.trim();
    let text = text.strip_suffix(".0").unwrap_or(text);
    Ok((!text.is_empty() && !unknown(text)).then(|| text.to_owned()))
}

fn mended(written: &str, code: String) -> Read<String> {
    if written == code {
        return Read::Kept(code);
    }
    let why = Text::new(format!("« {written} » lu {code}"), format!("“{written}” read as {code}"));
    Read::Mended(code, why)
}
