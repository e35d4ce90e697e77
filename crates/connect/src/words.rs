//! How flows are said, in both languages.

use crate::flow::{Shared, Substance};
use crate::quantity::{Milli, Unit};
use crate::rules::Matching;
use domain::{Lang, Text, format};

/// "12,5 t": what a quantity of a year is.
pub fn quantity_told(amount: Milli, unit: Unit) -> Text {
    Text::each(|lang| format!("{}\u{a0}{}", format::number(amount.as_units(), 3, lang), unit.symbol()))
}

pub fn km_told(tenths: i64) -> Text {
    Text::each(|lang| format!("{}\u{a0}km", format::number(tenths as f64 / 10.0, 1, lang)))
}

/// What a substance is called: "déchet 07 07 08*", "bois", "chaleur à 90 °C".
pub fn substance_told(substance: &Substance, matching: &Matching) -> Text {
    let warm = |fr: &str, en: &str, celsius: Option<f64>| {
        Text::each(|lang| {
            let what = if lang == Lang::Fr { fr } else { en };
            match celsius {
                None => what.to_owned(),
                Some(celsius) => {
                    let at = if lang == Lang::Fr { "à" } else { "at" };
                    format!("{what} {at} {}\u{a0}°C", format::number(celsius, 1, lang))
                }
            }
        })
    };
    match substance {
        Substance::Waste(code) => Text::new(format!("déchet {code}"), format!("waste {code}")),
        Substance::Material(class) => matching.material(class).map_or_else(|| Text::same(class), |class| class.label.clone()),
        Substance::Heat(celsius) => warm("chaleur", "heat", *celsius),
        Substance::Steam(celsius) => warm("vapeur", "steam", *celsius),
        Substance::Water => Text::new("eau", "water"),
        Substance::Shared(kind, what) => {
            let (fr, en) = match kind {
                Shared::Service => ("service partagé", "shared service"),
                Shared::Purchase => ("achat groupé", "joint purchase"),
                Shared::Equipment => ("équipement partagé", "shared equipment"),
                Shared::Skill => ("compétence partagée", "shared skill"),
            };
            Text::new(format!("{fr}\u{a0}: {what}"), format!("{en}: {what}"))
        }
    }
}
