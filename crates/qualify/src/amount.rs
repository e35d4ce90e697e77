//! How much a measure gives, computed from its rule and the money facts, or why it cannot be said.

use crate::reading::Reading;
use crate::verdict::Amount;
use domain::{Cents, Lang, Rate, Text, Value, format};
use programmes::AmountRule;

pub fn amount(reading: &Reading, rule: &AmountRule) -> Amount {
    match rule {
        AmountRule::None { note } => explained(None, None, Text::new("pas d’argent versé", "no money paid"), note),
        AmountRule::Unknown { note } => {
            explained(None, None, Text::new("aucune source ne donne le montant", "no source gives the amount"), note)
        }
        AmountRule::Flat { amount, note } => {
            let because = Text::each(|lang| match lang {
                Lang::Fr => format!("forfait de {}", format::money(*amount, lang)),
                Lang::En => format!("flat amount of {}", format::money(*amount, lang)),
            });
            explained(Some(*amount), Some(*amount), because, note)
        }
        AmountRule::Range { least, most, note } => {
            let because = Text::each(|lang| match lang {
                Lang::Fr => format!("de {} à {}", format::money(*least, lang), format::money(*most, lang)),
                Lang::En => format!("from {} to {}", format::money(*least, lang), format::money(*most, lang)),
            });
            explained(Some(*least), Some(*most), because, note)
        }
        AmountRule::Share { base, rate, cap, floor, at_most, note } => match money(reading, base) {
            Some(whole) => {
                let given = share(whole, *rate, *cap, *floor, note);
                if *at_most { ceiling(given) } else { given }
            }
            None => explained(None, *cap, share_of_unknown(reading, base, *rate, *cap), note),
        },
        AmountRule::UpToCeiling { base, note } => explained(None, None, up_to_ceiling(reading, base), note),
    }
}

fn money(reading: &Reading, key: &str) -> Option<Cents> {
    match reading.known(key).datum()?.value {
        Value::Money(amount) => Some(amount),
        _ => None,
    }
}

fn explained(least: Option<Cents>, most: Option<Cents>, because: Text, note: &Text) -> Amount {
    if note.is_empty() {
        return Amount { least, most, because };
    }
    let with_note = |lang: Lang| match note.get(lang) {
        "" => because.get(lang).to_owned(),
        note => format!("{}. {note}", because.get(lang)),
    };
    Amount { least, most, because: Text::each(with_note) }
}

/// The rate first, then the cap, then the floor: what is left under the floor after the cap is not granted.
fn share(whole: Cents, rate: Rate, cap: Option<Cents>, floor: Option<Cents>, note: &Text) -> Amount {
    let raw = whole.share(rate);
    let capped = cap.map_or(raw, |cap| raw.min(cap));
    let refused = floor.filter(|floor| capped < *floor);
    let given = if refused.is_some() { Cents::ZERO } else { capped };
    let because = Text::each(|lang| {
        let show = |amount| format::money(amount, lang);
        let rate = format::percent(rate, lang);
        let mut sentence = match lang {
            Lang::Fr => format!("{rate} de {} = {}", show(whole), show(raw)),
            Lang::En => format!("{rate} of {} = {}", show(whole), show(raw)),
        };
        if let Some(cap) = cap.filter(|cap| raw > *cap) {
            sentence += &match lang {
                Lang::Fr => format!(", plafonné à {}", show(cap)),
                Lang::En => format!(", capped at {}", show(cap)),
            };
        }
        if let Some(floor) = refused {
            sentence += &match lang {
                Lang::Fr => format!(", sous le plancher de {} : rien n’est versé", show(floor)),
                Lang::En => format!(", under the floor of {}: nothing is paid", show(floor)),
            };
        }
        sentence
    });
    explained(Some(given), Some(given), because, note)
}

/// The same computation where the rate is the most the operator gives: nothing is promised from below.
fn ceiling(given: Amount) -> Amount {
    let because = Text::new(["au plus ", &given.because.fr].concat(), ["at most ", &given.because.en].concat());
    Amount { least: None, most: given.most, because }
}

fn share_of_unknown(reading: &Reading, base: &str, rate: Rate, cap: Option<Cents>) -> Text {
    let label = reading.known(base).label();
    Text::each(|lang| {
        let (rate, label) = (format::percent(rate, lang), label.get(lang));
        match (cap.map(|cap| format::money(cap, lang)), lang) {
            (Some(cap), Lang::Fr) => format!("{rate} de « {label} », pas encore connu ; au plus {cap}"),
            (Some(cap), Lang::En) => format!("{rate} of “{label}”, not known yet; at most {cap}"),
            (None, Lang::Fr) => format!("{rate} de « {label} », pas encore connu"),
            (None, Lang::En) => format!("{rate} of “{label}”, not known yet"),
        }
    })
}

fn up_to_ceiling(reading: &Reading, base: &str) -> Text {
    let (label, base) = (reading.known(base).label(), money(reading, base));
    Text::each(|lang| {
        let label = label.get(lang);
        match (base.map(|base| format::money(base, lang)), lang) {
            (Some(base), Lang::Fr) => format!("jusqu’au plafond d’aides d’État applicable, sur {base} (« {label} »)"),
            (Some(base), Lang::En) => format!("up to the State-aid ceiling that applies, on {base} (“{label}”)"),
            (None, Lang::Fr) => format!("jusqu’au plafond d’aides d’État applicable, sur « {label} », pas encore connu"),
            (None, Lang::En) => format!("up to the State-aid ceiling that applies, on “{label}”, not known yet"),
        }
    })
}
