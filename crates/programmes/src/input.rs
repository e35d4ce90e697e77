//! One answer typed by a person, in a form or in a project file: read, compared with what is plausible, or refused with
//! the reason and the way to mend it.

use crate::condition::{is_naf, naf_mend};
use crate::plausible;
use crate::shape::{mend_choice, unknown_choice};
use domain::calendar::read_date;
use domain::{Cents, Dictionary, FactKind, FactSpec, Lang, Siret, Text, Value, name};

/// What the reader knows of the world: each function gives the canonical code, or why there is none.
pub struct Known<'a> {
    pub dictionary: &'a Dictionary,
    /// Identifiers of the measures of every programme.
    pub measures: Vec<&'a str>,
    /// INSEE code of a commune given by code or name; for a former code, the reason names its successor.
    pub commune: &'a dyn Fn(&str) -> Result<String, Text>,
    pub naf: &'a dyn Fn(&str) -> Result<String, Text>,
    /// Identifier of a site.
    pub site: &'a dyn Fn(&str) -> Result<String, Text>,
}

/// Why an answer is refused, and how to mend it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Slip {
    pub what: Text,
    pub mend: Text,
}

impl Slip {
    pub fn new(what: Text, mend: Text) -> Slip {
        Slip { what, mend }
    }
}

/// Reads an answer typed in a form: a bare amount is in euros, decimals take a comma or a point, dates are ISO or
/// dd/mm/yyyy, several choices are separated by commas.
///
/// # Errors
/// Why it cannot be read or is not plausible, and what to write instead.
pub fn read_fact(spec: &FactSpec, text: &str, known: &Known) -> Result<Value, Text> {
    typed(spec, text.trim()).and_then(|value| settle(spec, value, known)).map_err(|slip| {
        if slip.mend.is_empty() {
            return slip.what;
        }
        // A question is answered by what follows it: no sign is put after its own.
        let sign = |what: &str, sign: &'static str| if what.ends_with('?') { " " } else { sign };
        let (fr, en) = (sign(&slip.what.fr, "\u{a0}; "), sign(&slip.what.en, "; "));
        Text::new([&*slip.what.fr, fr, &slip.mend.fr].concat(), [&*slip.what.en, en, &slip.mend.en].concat())
    })
}

fn typed(spec: &FactSpec, text: &str) -> Result<Value, Slip> {
    let code = |word: &str| choice(spec, word);
    Ok(match spec.kind {
        FactKind::Bool => match name::fold(text).as_str() {
            "oui" | "yes" | "true" => Value::Bool(true),
            "non" | "no" | "false" => Value::Bool(false),
            _ => {
                let what = Text::new(format!("« {text} » n’est ni oui ni non"), format!("“{text}” is neither yes nor no"));
                return Err(Slip::new(what, Text::new("répondre oui ou non", "answer yes or no")));
            }
        },
        FactKind::Money => Value::Money(amount(text)?),
        FactKind::Number => Value::Number(number(spec, text)?),
        FactKind::Date => Value::Date(read_date(text).map_err(|what| Slip::new(what, Text::default()))?),
        FactKind::Choice => Value::Code(code(text)),
        FactKind::Choices => Value::Codes(text.split(',').map(str::trim).filter(|w| !w.is_empty()).map(code).collect()),
        FactKind::Naf | FactKind::Commune | FactKind::Siret => Value::Code(text.to_owned()),
        FactKind::Text => Value::Text(text.to_owned()),
    })
}

/// The choice whose identifier or label this is; otherwise the word itself, which is refused later.
fn choice(spec: &FactSpec, word: &str) -> String {
    let folded = name::fold(word);
    let found = spec.choice(word).or_else(|| spec.choices.iter().find(|c| name::fold(&c.fr) == folded || name::fold(&c.en) == folded));
    found.map_or_else(|| word.to_owned(), |c| c.id.clone())
}

pub(crate) fn amount(text: &str) -> Result<Cents, Slip> {
    text.parse().map_err(|_| {
        Slip::new(
            Text::new(format!("« {text} » : montant illisible"), format!("“{text}”: unreadable amount")),
            Text::new("écrire par exemple 1 250 000 €, 1,25 M€ ou 480 k€", "write for example 1250000 €, 1.25 M€ or 480 k€"),
        )
    })
}

/// "1 234,5" or "1234.5", with the unit or without it. "1,234" is refused: a thousand here, a decimal there.
fn number(spec: &FactSpec, text: &str) -> Result<f64, Slip> {
    let unreadable = || {
        Slip::new(
            Text::new(format!("« {text} » : nombre illisible"), format!("“{text}”: unreadable number")),
            Text::new("écrire par exemple 1250 ou 12,5", "write for example 1250 or 12.5"),
        )
    };
    let unit = spec.unit.as_ref().and_then(|unit| text.strip_suffix(&*unit.fr).or_else(|| text.strip_suffix(&*unit.en)));
    let digits: String = unit.unwrap_or(text).chars().filter(|c| !c.is_whitespace()).collect();
    let digits = digits.replace('−', "-").replace(',', ".");
    let (whole, fraction) = digits.split_once('.').unwrap_or((&digits, ""));
    let whole_digits = whole.strip_prefix('-').unwrap_or(whole);
    let figures = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
    if whole_digits.is_empty() || !figures(whole_digits) || !figures(fraction) || is_ambiguous(&digits) {
        return Err(unreadable());
    }
    digits.parse().map_err(|_| unreadable())
}

/// One separator with exactly three figures after it, and a whole part that could be thousands.
fn is_ambiguous(digits: &str) -> bool {
    let Some((whole, fraction)) = digits.split_once('.') else { return false };
    let whole = whole.strip_prefix('-').unwrap_or(whole);
    fraction.len() == 3 && (1..=3).contains(&whole.len()) && !whole.starts_with('0')
}

/// Compares a value of the right type with what can be true: choices, bounds, codes that exist.
pub(crate) fn settle(spec: &FactSpec, value: Value, known: &Known) -> Result<Value, Slip> {
    let looked_up = |look: &dyn Fn(&str) -> Result<String, Text>, code: &str| look(code).map_err(|what| Slip::new(what, Text::default()));
    match (spec.kind, value) {
        (FactKind::Money, Value::Money(amount)) => plausible::amount(spec, amount).map(Value::Money),
        (FactKind::Number, Value::Number(number)) => plausible::number(spec, number).map(Value::Number),
        (FactKind::Choice, Value::Code(code)) => known_choice(spec, code).map(Value::Code),
        (FactKind::Choices, Value::Codes(codes)) => {
            let mut kept: Vec<String> = Vec::new();
            for code in codes {
                let code = known_choice(spec, code)?;
                if !kept.contains(&code) {
                    kept.push(code);
                }
            }
            Ok(Value::Codes(kept))
        }
        // A word ("plastics") may be understood by `known`; what looks like a code must have the form of one.
        (FactKind::Naf, Value::Code(code)) => {
            if code.bytes().any(|b| b.is_ascii_digit()) && !is_naf(&code.to_uppercase()) {
                let what =
                    Text::new(format!("« {code} » n’a pas la forme d’un code NAF"), format!("“{code}” does not look like a NAF code"));
                return Err(Slip::new(what, naf_mend()));
            }
            looked_up(known.naf, &code).map(Value::Code)
        }
        (FactKind::Commune, Value::Code(code)) => looked_up(known.commune, &code).map(Value::Code),
        (FactKind::Siret, Value::Code(code)) => match Siret::parse(&code) {
            Ok(siret) => Ok(Value::Code(siret.0)),
            Err(what) => {
                let mend = Text::new(
                    "le recopier d’un extrait Kbis ou de l’avis de situation Insee",
                    "copy it from the company register or the Insee notice",
                );
                Err(Slip::new(what, mend))
            }
        },
        (FactKind::Text, Value::Text(text)) if text.trim().is_empty() => {
            let mend = Text::new("l’écrire, ou retirer la ligne si on ne sait pas", "write it, or remove the line if not known");
            Err(Slip::new(Text::new("ce texte est vide", "this text is empty"), mend))
        }
        (FactKind::Text, Value::Text(id)) if spec.key == "site.id" => looked_up(known.site, &id).map(Value::Text),
        (_, value) => Ok(value),
    }
}

fn known_choice(spec: &FactSpec, code: String) -> Result<String, Slip> {
    if spec.choice(&code).is_some() {
        return Ok(code);
    }
    let choices: Vec<&str> = spec.choices.iter().map(|c| c.id.as_str()).collect();
    Err(Slip::new(unknown_choice(&code), mend_choice(worded(spec, &code).unwrap_or(&code), &choices)))
}

/// The choice whose label, in one language or the other, holds what was written in its place: « relocalisation » is `relocation`.
fn worded<'a>(spec: &'a FactSpec, text: &str) -> Option<&'a str> {
    let wanted = name::fold(text);
    let mut found = spec.choices.iter().filter(|c| [&c.fr, &c.en].iter().any(|label| name::fold(label).contains(&wanted)));
    let only = found.next().filter(|_| wanted.chars().count() > 3 && found.next().is_none())?;
    Some(&only.id)
}

/// The value as it stands in the form field: what [`read_fact`] reads back to the same value.
pub fn show_input(_spec: &FactSpec, value: &Value, lang: Lang) -> String {
    let decimal = |text: String| if lang == Lang::Fr { text.replace('.', ",") } else { text };
    match value {
        Value::Money(amount) => decimal(figures(*amount, if lang == Lang::Fr { "\u{202f}" } else { "" })),
        Value::Number(number) => {
            let mut text = number.to_string();
            if is_ambiguous(&text) {
                text.push('0');
            }
            decimal(text)
        }
        Value::Date(date) => date.to_string(),
        other => other.show(lang),
    }
}

/// Euros in figures, the cents only when there are some: "1 250 000.50".
pub(crate) fn figures(amount: Cents, thousands: &str) -> String {
    let (euros, cents) = ((amount.0.unsigned_abs() / 100).to_string(), amount.0.unsigned_abs() % 100);
    let sign = if amount.0 < 0 { "-" } else { "" };
    let grouped = euros.as_bytes().rchunks(3).rev().map(String::from_utf8_lossy).collect::<Vec<_>>().join(thousands);
    if cents == 0 { format!("{sign}{grouped}") } else { format!("{sign}{grouped}.{cents:02}") }
}
