//! Codes that spreadsheets spoil: leading zeros, scientific notation, parcels cut in every way.

use super::Found;
use crate::record::Value;
use domain::{Siren, Siret, Text};

/// Several values, "|" between; other separators are mended.
pub(super) fn several(cell: &str) -> Found {
    let values: Vec<String> = cell.split('|').map(str::trim).filter(|v| !v.is_empty()).map(str::to_owned).collect();
    match values.join("|") == cell {
        true => Found::Kept(Value::List(values)),
        false => Found::Mended(Value::List(values), Text::new("espaces et séparateurs vides ôtés", "spaces and empty separators removed")),
    }
}

fn kept(cell: &str, value: String, fr: &str, en: &str) -> Found {
    let why = (value != cell).then(|| Text::new(fr, en));
    Found::from_mended(Value::Text(value), why)
}

fn whole(cell: &str) -> &str {
    cell.strip_suffix(".0").unwrap_or(cell)
}

/// Five characters; the zero that a spreadsheet ate is put back.
pub(super) fn insee(cell: &str) -> Found {
    let code = whole(cell).to_ascii_uppercase();
    let code = if code.len() == 4 && code.bytes().all(|b| b.is_ascii_digit()) { format!("0{code}") } else { code };
    let (department, rest) = code.split_at_checked(2).unwrap_or((&code, ""));
    let digits = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
    if code.len() == 5 && digits(rest) && (digits(department) || matches!(department, "2A" | "2B")) {
        return kept(cell, code, "le zéro initial ou la majuscule était perdu", "the leading zero or the capital was lost");
    }
    Found::Lost(
        Text::new(
            format!("« {cell} » n’est pas un code INSEE (cinq caractères)"),
            format!("“{cell}” is not an INSEE code (five characters)"),
        ),
        Text::new("écrivez par exemple 71076 ou 2A004", "write for example 71076 or 2A004"),
    )
}

/// SIREN or SIRET; a wrong check digit is told and the number kept as it is.
pub(super) fn digits(cell: &str, length: usize) -> Found {
    let code: String = whole(cell).chars().filter(|c| !c.is_whitespace() && *c != '\u{202f}').collect();
    if code.len() != length || !code.bytes().all(|b| b.is_ascii_digit()) {
        return Found::Lost(
            Text::new(format!("« {cell} » : {length} chiffres attendus"), format!("“{cell}”: {length} digits expected")),
            Text::new("mettez la colonne au format texte", "set the column to text format"),
        );
    }
    let checked = if length == 9 { Siren::parse(&code).map(|_| ()) } else { Siret::parse(&code).map(|_| ()) };
    match checked {
        Ok(()) => kept(cell, code, "espaces ôtés", "spaces removed"),
        Err(what) => Found::Mended(
            Value::Text(code),
            Text::each(|lang| match lang {
                domain::Lang::Fr => format!("{} : gardé tel quel, à vérifier", what.fr),
                domain::Lang::En => format!("{}: kept as it is, to be checked", what.en),
            }),
        ),
    }
}

/// Four figures.
pub(super) fn formdomi(cell: &str) -> Found {
    let code = whole(cell);
    match code.len() {
        1..=3 if code.bytes().all(|b| b.is_ascii_digit()) => {
            kept(cell, format!("{code:0>4}"), "le zéro initial était perdu", "the leading zero was lost")
        }
        _ => Found::Kept(Value::Text(code.to_owned())),
    }
}

/// Three whole numbers, "2|6|46".
pub(super) fn distances(cell: &str) -> Found {
    let parts: Vec<String> = cell.split(['|', ';', '/']).map(|p| p.trim().to_owned()).collect();
    let fine = parts.len() == 3 && parts.iter().all(|p| !p.is_empty() && p.bytes().all(|b| b.is_ascii_digit()));
    match fine {
        true if parts.join("|") == cell => Found::Kept(Value::List(parts)),
        true => Found::Mended(Value::List(parts), Text::new("séparateur « | »", "separator “|”")),
        false => Found::Lost(
            Text::new(format!("« {cell} » : trois distances attendues"), format!("“{cell}”: three distances expected")),
            Text::new("écrivez par exemple 2|6|46 (route, fer, eau)", "write for example 2|6|46 (road, rail, water)"),
        ),
    }
}

/// Identifiers of parcels: commune (5), prefix (3), section (2), number (4). Corsica's letters are parcels too.
pub(super) fn parcels(cell: &str, insee: &str) -> Found {
    let mut values = Vec::new();
    for part in cell.split(['|', ',', ';', '/', ' ', '\t']).map(str::trim).filter(|p| !p.is_empty()) {
        match parcel(part, insee) {
            Some(parcel) => values.push(parcel),
            None => {
                return Found::Lost(
                    Text::new(format!("« {part} » n’est pas une parcelle"), format!("“{part}” is not a parcel")),
                    Text::new("écrivez 14 caractères, par exemple 80024000ZO0030", "write 14 characters, for example 80024000ZO0030"),
                );
            }
        }
    }
    let why = (values.join("|") != cell)
        .then(|| Text::new("parcelles remises à 14 caractères, « | » entre elles", "parcels put to 14 characters, “|” between them"));
    Found::from_mended(Value::List(values), why)
}

/// "80024000ZO0030"; "000AY34" and "AY34" take the commune of the row.
fn parcel(text: &str, insee: &str) -> Option<String> {
    let code = text.to_ascii_uppercase();
    if !code.is_ascii() {
        return None;
    }
    let number_at = code.rfind(|c: char| !c.is_ascii_digit()).map_or(0, |i| i + 1);
    let (rest, number) = code.split_at(number_at);
    if is_parcel(&code) {
        return Some(code);
    }
    if number.is_empty() || number.len() > 4 || insee.len() != 5 {
        return None;
    }
    let (prefix, section) = match rest.len() {
        1 | 2 => ("000", rest),
        4 | 5 => rest.split_at(3),
        9 | 10 if rest.starts_with(insee) => rest[5..].split_at(3),
        _ => return None,
    };
    let made = format!("{insee}{prefix}{section:0>2}{number:0>4}");
    is_parcel(&made).then_some(made)
}

/// The pattern of Friches v1.0.5 and later, which admits Corsica.
pub(crate) fn is_parcel(code: &str) -> bool {
    let b = code.as_bytes();
    b.len() == 14
        && b[..2].iter().all(|c| c.is_ascii_digit() || matches!(c, b'A' | b'B'))
        && b[2..8].iter().all(u8::is_ascii_digit)
        && b[8..10].iter().all(|c| c.is_ascii_digit() || c.is_ascii_uppercase())
        && b[10..].iter().all(u8::is_ascii_digit)
}
