//! Amounts and numbers outside what is plausible: nearly always a wrong unit, so the right one is proposed.

use crate::input::Slip;
use domain::{Cents, FactSpec, Lang, Text, format};

/// Euros of the dictionary in cents.
fn bound(euros: f64) -> Cents {
    Cents((euros * 100.0) as i64)
}

pub(crate) fn amount(spec: &FactSpec, amount: Cents) -> Result<Cents, Slip> {
    let (least, most) = (spec.least.map(bound), spec.most.map(bound));
    let fits = |a: Cents| least.is_none_or(|l| a >= l) && most.is_none_or(|m| a <= m);
    if fits(amount) {
        return Ok(amount);
    }
    let written = |lang| format::money(amount, lang);
    let proposals = if least.is_some_and(|l| amount < l) && amount > Cents::ZERO { larger(amount, fits) } else { smaller(amount, fits) };
    let [in_french, in_english] = [Lang::Fr, Lang::En].map(|lang| {
        let or = if lang == Lang::Fr { " ou " } else { " or " };
        proposals.iter().map(|p| p.get(lang)).collect::<Vec<_>>().join(or)
    });
    let (what, mend) = if proposals.is_empty() {
        (
            Text::each(|lang| match lang {
                Lang::Fr => format!("{} n’est pas plausible pour « {} »", written(lang), spec.label.fr),
                Lang::En => format!("{} is not plausible for “{}”", written(lang), spec.label.en),
            }),
            between(spec, |euros, lang| format::money(bound(euros), lang)),
        )
    } else {
        (
            Text::new(format!("{} : est-ce {in_french} ?", written(Lang::Fr)), format!("{}: is it {in_english}?", written(Lang::En))),
            Text::new(
                format!("vérifier l’unité et écrire par exemple \"{}\"", proposals[0].fr),
                format!("check the unit and write for example \"{}\"", proposals[0].en),
            ),
        )
    };
    Err(Slip::new(what, mend))
}

/// The same figure in millions, then in thousands.
fn larger(amount: Cents, fits: impl Fn(Cents) -> bool) -> Vec<Text> {
    let scaled = [(1_000_000, "M€"), (1_000, "k€")].into_iter();
    scaled
        .filter(|(scale, _)| amount.0.checked_mul(*scale).is_some_and(|a| fits(Cents(a))))
        .map(|(_, unit)| Text::each(|lang| format!("{} {unit}", format::number(amount.0 as f64 / 100.0, 2, lang))))
        .collect()
}

/// The same figure as if it had been given in a unit a thousand or a million times too large.
fn smaller(amount: Cents, fits: impl Fn(Cents) -> bool) -> Vec<Text> {
    [1_000, 1_000_000]
        .into_iter()
        .map(|scale| Cents(amount.0 / scale))
        .filter(|a| fits(*a) && *a > Cents::ZERO)
        .map(|a| Text::each(|lang| format::money(a, lang)))
        .collect()
}

pub(crate) fn number(spec: &FactSpec, number: f64) -> Result<f64, Slip> {
    if spec.least.is_none_or(|l| number >= l) && spec.most.is_none_or(|m| number <= m) {
        return Ok(number);
    }
    let unit = spec.unit.clone().unwrap_or_default();
    let figure = |n: f64, lang: Lang| format!("{} {}", format::number(n, 3, lang), unit.get(lang)).trim_end().to_owned();
    let what = Text::each(|lang| match lang {
        Lang::Fr => format!("{} n’est pas plausible pour « {} »", figure(number, lang), spec.label.fr),
        Lang::En => format!("{} is not plausible for “{}”", figure(number, lang), spec.label.en),
    });
    Err(Slip::new(what, between(spec, figure)))
}

fn between(spec: &FactSpec, figure: impl Fn(f64, Lang) -> String) -> Text {
    Text::each(|lang| match (spec.least, spec.most, lang) {
        (Some(least), Some(most), Lang::Fr) => format!("attendu : de {} à {}", figure(least, lang), figure(most, lang)),
        (Some(least), Some(most), Lang::En) => format!("expected: from {} to {}", figure(least, lang), figure(most, lang)),
        (Some(least), None, Lang::Fr) => format!("attendu : au moins {}", figure(least, lang)),
        (Some(least), None, Lang::En) => format!("expected: at least {}", figure(least, lang)),
        (None, Some(most), Lang::Fr) => format!("attendu : au plus {}", figure(most, lang)),
        (None, Some(most), Lang::En) => format!("expected: at most {}", figure(most, lang)),
        (None, None, _) => String::new(),
    })
}
