//! What people type in the forms of flows and synergies, read or refused with a sentence.

use crate::form::Typed;
use connect::{Milli, Shared, Substance, Unit};
use domain::{Cents, Text};

/// "1 250,5", "12.5"; none when empty. "1,250" is a thousand in one language and a little more than one in the other: it is asked, as
/// in a table that is imported.
pub fn number(typed: &str) -> Result<Option<f64>, Text> {
    tabular::number(typed, None).map_err(|(what, _)| {
        Text::new(
            format!("{} Écrire par exemple 850, 1250 ou 12,5, sans séparateur de milliers.", what.fr),
            format!("{} Write for example 850, 1250 or 12.5, without a thousands separator.", what.en),
        )
    })
}

/// Cents as they are typed again and as a table holds them: "-0.50".
pub fn written(cents: i64) -> String {
    tabular::Decimal { units: i128::from(cents), places: 2 }.written()
}

/// "850", "850 t", "12 000 m³": thousandths of a unit, that of the substance when none is written.
pub fn quantity(typed: &str, natural: Option<Unit>) -> Result<Option<(Milli, Unit)>, Text> {
    let typed = typed.trim();
    let at = typed.find(|c: char| c.is_alphabetic()).unwrap_or(typed.len());
    let (figure, unit) = (&typed[..at], typed[at..].trim());
    if figure.trim().is_empty() && !unit.is_empty() {
        return Err(Text::new(format!("« {typed} » n’est pas une quantité"), format!("“{typed}” is not a quantity")));
    }
    let Some(amount) = number(figure)? else { return Ok(None) };
    let (unit, scale) = match (unit, natural) {
        ("", Some(natural)) => (natural, 1.0),
        ("", None) => return Err(Text::new("dire l’unité : t, m³ ou MWh", "say the unit: t, m³ or MWh")),
        (unit, _) => Unit::read(unit)
            .ok_or_else(|| Text::new(format!("unité « {unit} » : écrire t, m³ ou MWh"), format!("unit “{unit}”: write t, m³ or MWh")))?,
    };
    let kept = Milli::units(amount * scale).ok_or_else(|| Text::new("une quantité est positive", "a quantity is positive"))?;
    if kept.0 == 0 && amount > 0.0 {
        return Err(Text::new("moins d’un millième : une quantité plus grande", "less than a thousandth: a larger quantity"));
    }
    Ok(Some((kept, unit)))
}

/// "45 €", "45,50": cents per unit; none when empty.
pub fn price(typed: &str) -> Result<Option<i64>, Text> {
    let typed = typed.trim();
    let typed = typed.split('/').next().unwrap_or_default().trim();
    if typed.is_empty() {
        return Ok(None);
    }
    typed.parse::<Cents>().map(|cents| Some(cents.0)).map_err(|why| why.words())
}

/// The substance of the kind chosen; a waste is a code of the list, or words that only one code has.
pub fn substance(typed: &Typed) -> Result<Substance, Text> {
    let (kind, what) = (typed.get("kind"), typed.get("what"));
    match kind {
        "waste" => waste(what).map(Substance::Waste),
        "heat" | "steam" => {
            let celsius = number(what.trim_end_matches(['C', 'c']).trim_end_matches('°'))?;
            if celsius.is_some_and(|celsius| !(-50.0..2_000.0).contains(&celsius)) {
                return Err(Text::new("une température va de −50 à 2\u{202f}000\u{a0}°C", "a temperature is from −50 to 2,000 °C"));
            }
            Ok(if kind == "heat" { Substance::Heat(celsius) } else { Substance::Steam(celsius) })
        }
        "water" => Ok(Substance::Water),
        _ => match (kind.strip_prefix("material:"), Shared::ALL.into_iter().find(|shared| shared.id() == kind)) {
            (Some(class), _) => Ok(Substance::Material(class.to_owned())),
            (None, Some(_)) if what.is_empty() => Err(Text::new("dire ce qui se partage", "say what is shared")),
            (None, Some(shared)) => Ok(Substance::Shared(shared, what.replace(['\n', '\r'], " "))),
            (None, None) => Err(Text::new("choisir une sorte de flux", "choose a kind of flow")),
        },
    }
}

fn waste(what: &str) -> Result<connect::WasteCode, Text> {
    if what.is_empty() {
        return Err(Text::new(
            "dire quel déchet\u{a0}: six chiffres, ou un mot de son libellé dans la liste des déchets",
            "say which waste: six digits, or a (French) word of its label in the list of waste",
        ));
    }
    if let Some(code) = reference::waste::read(what) {
        return Ok(code);
    }
    let found: Vec<_> = reference::waste::search(what, 400).into_iter().filter(|entry| entry.code.len() == 8).collect();
    match found.as_slice() {
        [] => Err(Text::new(
            format!("«\u{a0}{what}\u{a0}»\u{a0}: aucun code de la liste des déchets\u{a0}; écrire six chiffres, ou un mot de son libellé"),
            format!("“{what}”: no code of the list of waste; write six digits, or a (French) word of its label"),
        )),
        [one] => reference::waste::read(&one.code).ok_or_else(Text::default),
        several => {
            let first: Vec<String> = several.iter().take(8).map(|entry| format!("{} {}", entry.code, entry.label)).collect();
            let (first, count) = (first.join("\u{a0}; "), several.len());
            Err(Text::new(format!("{count} codes conviennent, lequel\u{a0}? {first}"), format!("{count} codes fit, which one? {first}")))
        }
    }
}

/// The unit in which it is usually told; none for what is shared.
pub fn natural(substance: &Substance) -> Option<Unit> {
    match substance {
        Substance::Waste(_) | Substance::Material(_) => Some(Unit::Tonne),
        Substance::Heat(_) | Substance::Steam(_) => Some(Unit::MegawattHour),
        Substance::Water => Some(Unit::CubicMetre),
        Substance::Shared(..) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantities_are_read_with_or_without_their_unit() {
        assert_eq!(quantity("1 250,5", Some(Unit::Tonne)), Ok(Some((Milli(1_250_500), Unit::Tonne))));
        assert_eq!(quantity("800 kg", Some(Unit::Tonne)), Ok(Some((Milli(800), Unit::Tonne))));
        assert_eq!(quantity("12 000 m³", Some(Unit::Tonne)), Ok(Some((Milli(12_000_000), Unit::CubicMetre))));
        assert_eq!(quantity(" ", None), Ok(None));
        for refused in ["12 barils", "-3", "beaucoup"] {
            assert!(quantity(refused, Some(Unit::Tonne)).is_err(), "{refused}");
        }
        assert!(quantity("12", None).is_err(), "no unit is guessed for what is shared");
        assert!(quantity("0,1 kg", None).is_err(), "not kept as nothing");
        assert_eq!(quantity("0 t", None), Ok(Some((Milli(0), Unit::Tonne))));
        assert_eq!(price("45,50 €/t"), Ok(Some(4_550)));
        assert_eq!((price("0"), price("")), (Ok(Some(0)), Ok(None)));
        assert!(price("1,250 €").is_err(), "the same doubt");
    }

    #[test]
    fn a_mark_is_read_alike_in_both_languages_or_is_a_question() {
        let read = |typed: &str| quantity(typed, Some(Unit::Tonne)).map(|read| read.map(|(amount, _)| amount.0));
        for half in ["1,5", "1.5", "1,5 t", "1.50"] {
            assert_eq!(read(half), Ok(Some(1_500)), "{half}");
        }
        for thousands in ["1500", "1 500", "1\u{a0}500", "1\u{202f}500 t", "1,500.0", "1.500,0"] {
            assert_eq!(read(thousands), Ok(Some(1_500_000)), "{thousands}");
        }
        let asked = read("1,500").expect_err("a thousand and a half, or one and a half");
        assert!(asked.fr.contains("1,500 ou 1500") && asked.en.contains("1.500 or 1500"), "{asked:?}");
        assert!(read("1 50").is_err() && read("1,5,5").is_err());
        // What a form shows again is read back as it was.
        for thousandths in [125, 1_125, 12_500, 1_250_000] {
            assert_eq!(read(&Milli(thousandths).as_units().to_string()), Ok(Some(thousandths)));
        }
        assert_eq!((written(-50), written(123_405)), ("-0.50".to_owned(), "1234.05".to_owned()));
    }
}
