//! The commune of a row: by code, by name, with the leading zero that spreadsheets eat.

use super::cells::Refusal;
use crate::{Reference, fold_commune};
use domain::{Commune, Text};

/// A commune found, and what had to be mended to find it.
pub struct Found<'a> {
    pub commune: &'a Commune,
    pub corrections: Vec<(&'static str, Text, Text)>,
}

/// Looks a commune up by code, then by name and département. The code wins over the name; a disagreement is reported.
pub fn commune<'a>(code: &str, named: &str, department: &str, reference: &'a Reference) -> Result<Found<'a>, (&'static str, Refusal)> {
    if code.is_empty() {
        if named.is_empty() {
            let what = Text::new("ni code INSEE ni nom de commune", "neither INSEE code nor name of commune");
            return Err(("commune", (what, Text::new("indiquez l’un des deux", "give one of them"))));
        }
        let found = if department.is_empty() { reference.find_commune(named) } else { reference.find_named(named, Some(department)) };
        return match found {
            Ok(commune) => Ok(Found { commune, corrections: Vec::new() }),
            Err(what) => {
                Err(("commune", (what, Text::new("corrigez le nom, ou ajoutez le code INSEE", "mend the name, or add the INSEE code"))))
            }
        };
    }
    let mut corrections = Vec::new();
    let commune = match reference.lost_zero(code) {
        Some(commune) => {
            corrections.push((
                "insee",
                Text::new(
                    format!("« {code} » lu {} : le zéro initial était perdu", commune.code),
                    format!("“{code}” read as {}: the leading zero was lost", commune.code),
                ),
                Text::new("mettez la colonne au format texte", "set the column to text format"),
            ));
            commune
        }
        None if is_code(code) => reference.find_commune(code).map_err(|what| {
            ("insee", (what, Text::new("remplacez par le code de la commune d’aujourd’hui", "replace with the code of today’s commune")))
        })?,
        None => {
            let what = Text::new(
                format!("« {code} » n’est pas un code INSEE (cinq caractères)"),
                format!("“{code}” is not an INSEE code (five characters)"),
            );
            return Err(("insee", (what, Text::new("écrivez par exemple 71076 ou 2A004", "write for example 71076 or 2A004"))));
        }
    };
    if !named.is_empty() && fold_commune(named) != fold_commune(&commune.name) {
        let (own, code) = (&commune.name, &commune.code);
        if !corrections.is_empty() {
            // Two doubts on one place are one too many: which is right is asked, not guessed.
            let what = Text::new(
                format!("le code {code} est celui de {own}, le nom dit « {named} »"),
                format!("the code {code} is that of {own}, the name says “{named}”"),
            );
            return Err(("insee", (what, Text::new("écrivez le code sur cinq chiffres", "write the code with five digits"))));
        }
        corrections.push((
            "commune",
            Text::new(
                format!("le nom dit « {named} », le code {code} est celui de {own} : le code est gardé"),
                format!("the name says “{named}”, the code {code} is that of {own}: the code is kept"),
            ),
            Text::new("vérifiez lequel est juste", "check which is right"),
        ));
    }
    Ok(Found { commune, corrections })
}

fn is_code(text: &str) -> bool {
    text.len() == 5 && text.bytes().all(|b| b.is_ascii_alphanumeric())
}
