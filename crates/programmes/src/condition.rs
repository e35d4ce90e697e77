//! Whether a condition of a measure can be answered: one test or one group, on a fact that exists, compared in a way
//! that fits its kind.

use crate::meaning::Meaning;
use crate::shape::{mend_choice, unknown_choice};
use crate::tree::{Node, Shape};
use domain::{Cents, FactKind, FactSpec, Text};

const FORMS: [&str; 6] = ["all", "any", "not", "fact", "judged", "unstated"];
const COMPARISONS: [&str; 8] = ["is", "one_of", "none_of", "at_least", "at_most", "from", "until", "at_most_fact"];

pub(crate) fn check(meaning: &mut Meaning<'_>, node: &Node, path: &str) {
    let forms: Vec<&str> = FORMS.into_iter().filter(|form| node.get(form).is_some()).collect();
    match forms.as_slice() {
        // A comparison without its fact is told with the comparison.
        [] if COMPARISONS.iter().any(|c| node.get(c).is_some()) => {}
        [] => {
            let mend = Text::new(
                "donner fact = \"…\" et une comparaison, ou un groupe all, any ou not, ou judged = true, ou unstated = true",
                "give fact = \"…\" and a comparison, or a group all, any or not, or judged = true, or unstated = true",
            );
            meaning.report(node.place, path, Text::new("cette condition ne demande rien", "this condition asks nothing"), mend);
        }
        [_] => {}
        [first, second, ..] => {
            let what = Text::new(
                format!("cette condition est à la fois « {first} » et « {second} »"),
                format!("this condition is both “{first}” and “{second}”"),
            );
            let mend = Text::new("en faire deux conditions, réunies par all ou any", "make two conditions of it, joined by all or any");
            meaning.report(node.get(second).map_or(node.place, |n| n.place), format!("{path}.{second}"), what, mend);
        }
    }
    if forms.first().is_some_and(|form| matches!(*form, "fact" | "judged" | "unstated")) && node.get("label").is_none() {
        let what = Text::new("cette condition n’a pas de libellé", "this condition has no label");
        let mend = Text::new("ajouter label = { fr = \"…\", en = \"…\" }", "add label = { fr = \"…\", en = \"…\" }");
        meaning.report(node.place, format!("{path}.label"), what, mend);
    }
    meaning.validity(node, &format!("{path}."));
    for group in ["all", "any"] {
        for (i, inner) in node.get(group).map_or(&[][..], Node::items).iter().enumerate() {
            check(meaning, inner, &format!("{path}.{group}[{}]", i + 1));
        }
    }
    if let Some(inner) = node.get("not") {
        check(meaning, inner, &format!("{path}.not"));
    }
    comparisons(meaning, node, path);
}

fn comparisons(meaning: &mut Meaning<'_>, node: &Node, path: &str) {
    let used: Vec<&str> = COMPARISONS.into_iter().filter(|c| node.get(c).is_some()).collect();
    let Some(fact) = node.get("fact") else {
        if let Some(first) = used.first() {
            let what = Text::new(format!("« {first} » ne compare aucun fait"), format!("“{first}” compares no fact"));
            let place = node.get(first).map_or(node.place, |n| n.place);
            meaning.report(place, format!("{path}.{first}"), what, Text::new("ajouter fact = \"…\"", "add fact = \"…\""));
        }
        return;
    };
    let Some(key) = fact.str() else { return };
    let dictionary = meaning.dictionary;
    let Some(spec) = dictionary.get(key) else {
        return meaning.unknown_fact(fact.place, &format!("{path}.fact"), key);
    };
    let fitting = fitting(spec.kind);
    let mend = || {
        let all = fitting.join(", ");
        Text::new(format!("comparaisons possibles pour « {key} » : {all}"), format!("possible comparisons for “{key}”: {all}"))
    };
    match used.as_slice() {
        [] => {
            let what = Text::new(format!("« {key} » n’est comparé à rien"), format!("“{key}” is compared with nothing"));
            meaning.report(fact.place, format!("{path}.fact"), what, mend());
        }
        [_] | ["at_least", "at_most"] | ["from", "until"] => {}
        [first, second, ..] => {
            let what = Text::new(
                format!("plusieurs comparaisons dans une condition : « {first} » et « {second} »"),
                format!("several comparisons in one condition: “{first}” and “{second}”"),
            );
            let mend = Text::new("en faire deux conditions", "make two conditions of it");
            meaning.report(node.get(second).map_or(node.place, |n| n.place), format!("{path}.{second}"), what, mend);
        }
    }
    for comparison in used {
        let Some(value) = node.get(comparison) else { continue };
        let path = format!("{path}.{comparison}");
        if !fitting.contains(&comparison) {
            let kind = kind(spec.kind);
            let what = Text::new(
                format!("« {comparison} » ne convient pas à « {key} », qui est {}", kind.fr),
                format!("“{comparison}” does not fit “{key}”, which is {}", kind.en),
            );
            meaning.report(value.place, path, what, mend());
            continue;
        }
        match comparison {
            "one_of" | "none_of" => codes(meaning, spec, value, &path),
            "at_least" | "at_most" => threshold(meaning, spec, value, &path),
            "at_most_fact" => meaning.money_fact(value, &path),
            _ => {}
        }
    }
    meaning.in_order(node, ("from", "until"), &format!("{path}.until"), ("la fin précède le début", "the end is before the start"));
    if let (Some(least), Some(most), Some(place)) =
        (figure(node, "at_least"), figure(node, "at_most"), node.get("at_most").map(|n| n.place))
        && least > most
    {
        let what = Text::new("aucune valeur ne peut convenir : at_least dépasse at_most", "no value can fit: at_least is above at_most");
        meaning.report(place, format!("{path}.at_most"), what, Text::new("les échanger", "swap them"));
    }
}

/// A threshold as a number that can be compared with another of the same condition (cents for amounts).
fn figure(node: &Node, key: &str) -> Option<f64> {
    match &node.get(key)?.shape {
        Shape::Integer(n) => Some(*n as f64),
        Shape::Float(n) => Some(*n),
        Shape::String(text) => text.parse::<Cents>().ok().map(|c| c.0 as f64),
        _ => None,
    }
}

fn fitting(kind: FactKind) -> &'static [&'static str] {
    match kind {
        FactKind::Bool => &["is"],
        FactKind::Money => &["at_least", "at_most", "at_most_fact"],
        FactKind::Number => &["at_least", "at_most"],
        FactKind::Date => &["from", "until"],
        FactKind::Choice | FactKind::Choices | FactKind::Naf | FactKind::Commune | FactKind::Siret | FactKind::Text => {
            &["one_of", "none_of"]
        }
    }
}

pub(crate) fn kind(kind: FactKind) -> Text {
    match kind {
        FactKind::Bool => Text::new("un oui/non", "a yes/no"),
        FactKind::Money => Text::new("un montant", "an amount"),
        FactKind::Number => Text::new("un nombre", "a number"),
        FactKind::Date => Text::new("une date", "a date"),
        FactKind::Choice => Text::new("un choix", "a choice"),
        FactKind::Choices => Text::new("une liste de choix", "a list of choices"),
        FactKind::Naf => Text::new("un code NAF", "a NAF code"),
        FactKind::Commune => Text::new("une commune", "a commune"),
        FactKind::Siret => Text::new("un SIRET", "a SIRET"),
        FactKind::Text => Text::new("un texte", "a text"),
    }
}

fn codes(meaning: &mut Meaning<'_>, spec: &FactSpec, value: &Node, path: &str) {
    let choices: Vec<&str> = spec.choices.iter().map(|c| c.id.as_str()).collect();
    for (i, item) in value.items().iter().enumerate() {
        let Some(text) = item.str() else { continue };
        let path = format!("{path}[{}]", i + 1);
        if !choices.is_empty() && !choices.contains(&text) {
            meaning.report(item.place, path, unknown_choice(text), mend_choice(text, &choices));
        } else if spec.kind == FactKind::Naf && !is_naf(text) {
            meaning.report(
                item.place,
                path,
                Text::new(format!("« {text} » : code NAF illisible"), format!("“{text}”: unreadable NAF code")),
                naf_mend(),
            );
        }
    }
}

/// Section ("C"), division ("25"), group ("25.1"), class ("25.11") or sub-class ("25.11Z") of NAF rev. 2; the dot may
/// be left out of a class or sub-class. Whether the code exists is another question.
pub(crate) fn is_naf(code: &str) -> bool {
    let figures: String = code.chars().filter(|c| *c != '.').collect();
    let dotted = code.find('.').is_none_or(|at| at == 2) && code.matches('.').count() <= 1 && !code.ends_with('.');
    let (digits, letter) = match figures.chars().last() {
        Some(last) if last.is_ascii_uppercase() => (&figures[..figures.len() - 1], true),
        _ => (figures.as_str(), false),
    };
    let numeric = digits.bytes().all(|b| b.is_ascii_digit());
    dotted
        && numeric
        && match (digits.len(), letter) {
            (0, true) => ('A'..='U').contains(&figures.chars().next().unwrap_or(' ')),
            (2..=4, false) | (4, true) => true,
            _ => false,
        }
}

pub(crate) fn naf_mend() -> Text {
    Text::new(
        "écrire une section (C), une division (25), un groupe (25.1), une classe (25.11) ou un code entier (25.11Z)",
        "write a section (C), a division (25), a group (25.1), a class (25.11) or a whole code (25.11Z)",
    )
}

fn threshold(meaning: &mut Meaning<'_>, spec: &FactSpec, value: &Node, path: &str) {
    match (&value.shape, spec.kind) {
        (Shape::Integer(_) | Shape::Float(_), FactKind::Money) => {
            let (what, mend) = crate::shape::bare_amount(&value.json().to_string());
            meaning.report(value.place, path, what, mend);
        }
        (Shape::String(text), FactKind::Number) => {
            let what = Text::new(
                format!("« {text} » est un montant, mais « {} » est un nombre", spec.key),
                format!("“{text}” is an amount, but “{}” is a number", spec.key),
            );
            meaning.report(
                value.place,
                path,
                what,
                Text::new("écrire un nombre sans guillemets ni unité", "write a number without quotes or unit"),
            );
        }
        _ => {}
    }
}
