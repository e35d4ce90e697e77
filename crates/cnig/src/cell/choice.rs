//! Values of a list, whatever their case and accents; yes and no in every spelling.

use super::{Found, same};
use crate::field::{Field, List};
use crate::record::Value;
use domain::{Text, name};
use tabular::unknown;

/// "oui", "Non", "yes", "x", "1"…
pub(super) fn yes_no(cell: &str) -> Found {
    let value = match name::fold(cell).as_str() {
        "oui" | "o" | "yes" | "y" | "vrai" | "true" | "t" | "x" | "1" => true,
        "non" | "n" | "no" | "faux" | "false" | "f" | "0" => false,
        text if unknown(text) => return Found::Nothing,
        _ => {
            return Found::Lost(
                Text::new(
                    format!("« {cell} » n’est ni oui ni non : laissé inconnu"),
                    format!("“{cell}” is neither yes nor no: left unknown"),
                ),
                Text::new("écrivez oui, non ou rien", "write yes, no or nothing"),
            );
        }
    };
    match cell {
        "oui" | "non" => Found::Kept(Value::Yes(value)),
        _ => Found::Mended(Value::Yes(value), Text::new("le standard écrit « oui » ou « non »", "the standard writes “oui” or “non”")),
    }
}

/// The value of the list that the cell means.
fn listed<'f>(field: &'f Field, cell: &str) -> Option<&'f str> {
    let exact = field.values.iter().find(|v| *v == cell);
    let folded = || {
        let yes = |word: &str| field.values.iter().find(|v| *v == word);
        match yes_no(cell) {
            Found::Kept(Value::Yes(answer)) | Found::Mended(Value::Yes(answer), _) => yes(if answer { "oui" } else { "non" }),
            _ => None,
        }
    };
    exact.or_else(|| field.values.iter().find(|v| same(v, cell))).or_else(folded).or_else(|| longer(field, cell)).map(String::as_str)
}

/// "extension" for "extension urbaine": the only value of the list that begins so.
fn longer<'f>(field: &'f Field, cell: &str) -> Option<&'f String> {
    let begin = format!("{} ", name::fold(cell));
    let mut found = field.values.iter().filter(|v| name::fold(v).starts_with(&begin));
    found.next().filter(|_| begin.len() > 4 && found.next().is_none())
}

pub(super) fn choice(field: &Field, cell: &str) -> Found {
    match listed(field, cell) {
        Some(value) if value == cell => Found::Kept(Value::Text(value.to_owned())),
        Some(value) => {
            Found::Mended(Value::Text(value.to_owned()), Text::new("valeur de la liste du standard", "value of the standard’s list"))
        }
        None if field.list == List::Open => Found::Mended(
            Value::Text(cell.to_owned()),
            Text::new(
                "absente de la liste du standard, que le schéma public n’impose pas : gardée telle quelle",
                "not in the standard’s list, which the public schema does not enforce: kept as it is",
            ),
        ),
        None => not_listed(field, cell),
    }
}

pub(super) fn choices(field: &Field, cell: &str) -> Found {
    let mut exact = true;
    let mut values: Vec<String> = Vec::new();
    for part in cell.split(['|', ';']).map(str::trim).filter(|p| !p.is_empty()) {
        let Some(value) = listed(field, part) else { return not_listed(field, part) };
        exact &= value == part;
        if !values.iter().any(|v| v == value) {
            values.push(value.to_owned());
        }
    }
    match exact && !cell.contains(';') {
        true => Found::Kept(Value::List(values)),
        false => Found::Mended(Value::List(values), Text::new("valeurs de la liste du standard", "values of the standard’s list")),
    }
}

fn not_listed(field: &Field, cell: &str) -> Found {
    let values = field.values.join(", ");
    Found::Lost(
        Text::new(
            format!("« {cell} » n’est pas dans la liste du standard : laissé inconnu"),
            format!("“{cell}” is not in the standard’s list: left unknown"),
        ),
        Text::new(format!("valeurs admises : {values}"), format!("allowed values: {values}")),
    )
}
