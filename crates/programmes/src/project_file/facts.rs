//! The tables of facts of a project file: each key is a question of the dictionary, each value has its kind.

use crate::condition;
use crate::input::{Known, Slip, amount, settle};
use crate::shape::{bare_amount, has_unit, kind_of};
use crate::tree::{Node, Shape};
use domain::calendar::read_date;
use domain::dictionary::nearest;
use domain::{Dictionary, FactKind, FactSpec, Text, Value};

/// Names of the tables: what stands before the dot in the keys of the dictionary.
pub(crate) fn tables(dictionary: &Dictionary) -> Vec<&str> {
    let mut names: Vec<&str> = Vec::new();
    for fact in &dictionary.facts {
        let name = fact.key.split('.').next().unwrap_or_default();
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

pub(crate) fn read(spec: &FactSpec, node: &Node, known: &Known) -> Result<Value, Slip> {
    if spec.derived {
        return Err(Slip::new(
            Text::new(
                format!("« {} » se déduit d’autres réponses", spec.label.fr),
                format!("“{}” follows from other answers", spec.label.en),
            ),
            Text::new("retirer cette ligne : elle ne se donne pas à la main", "remove this line: it is not given by hand"),
        ));
    }
    written(spec, node).and_then(|value| settle(spec, value, known))
}

/// The value as its type says, before it is compared with what can be true.
fn written(spec: &FactSpec, node: &Node) -> Result<Value, Slip> {
    Ok(match (spec.kind, &node.shape) {
        (FactKind::Bool, Shape::Bool(value)) => Value::Bool(*value),
        (FactKind::Money, Shape::String(text)) if has_unit(text) => Value::Money(amount(text)?),
        (FactKind::Money, Shape::String(text)) if text.parse::<domain::Cents>().is_ok() => return Err(bare(text)),
        (FactKind::Money, Shape::String(text)) => return amount(text).map(Value::Money),
        (FactKind::Money, Shape::Integer(_) | Shape::Float(_)) => return Err(bare(&node.json().to_string())),
        (FactKind::Number, Shape::Integer(n)) => Value::Number(*n as f64),
        (FactKind::Number, Shape::Float(n)) => Value::Number(*n),
        (FactKind::Date, Shape::Date(text) | Shape::String(text)) => Value::Date(date(text)?),
        (FactKind::Choice | FactKind::Naf | FactKind::Commune | FactKind::Siret, Shape::String(text)) => {
            Value::Code(text.trim().to_owned())
        }
        (FactKind::Choices, Shape::List(items)) => {
            let codes: Option<Vec<String>> = items.iter().map(|item| item.str().map(str::to_owned)).collect();
            Value::Codes(codes.ok_or_else(|| wrong_kind(spec, node))?)
        }
        (FactKind::Text, Shape::String(text)) => Value::Text(text.clone()),
        _ => return Err(wrong_kind(spec, node)),
    })
}

fn bare(figure: &str) -> Slip {
    let (what, mend) = bare_amount(figure);
    Slip::new(what, mend)
}

fn date(text: &str) -> Result<domain::Date, Slip> {
    let iso = text.len() == 10 && text.as_bytes()[4] == b'-';
    let mend = |example: &str| {
        Text::new(
            format!("écrire année-mois-jour, sans guillemets : {example}"),
            format!("write year-month-day, without quotes: {example}"),
        )
    };
    let what = || Text::new(format!("« {text} » : date illisible"), format!("“{text}”: unreadable date"));
    match read_date(text) {
        Ok(date) if iso => Ok(date),
        Ok(date) => Err(Slip::new(what(), mend(&date.to_string()))),
        Err(_) => Err(Slip::new(what(), mend("2020-09-15"))),
    }
}

fn wrong_kind(spec: &FactSpec, node: &Node) -> Slip {
    let (expected, found) = (condition::kind(spec.kind), kind_of(node));
    let what =
        Text::new(format!("{} attendu, mais c’est {}", expected.fr, found.fr), format!("{} expected, found {}", expected.en, found.en));
    let mend = match spec.kind {
        FactKind::Bool => Text::new("écrire true ou false, sans guillemets", "write true or false, without quotes"),
        FactKind::Money => Text::new("écrire \"480 000 €\", \"480 k€\" ou \"1,25 M€\"", "write \"480 000 €\", \"480 k€\" or \"1.25 M€\""),
        FactKind::Number => Text::new(
            "écrire le nombre sans guillemets ni unité, avec un point : 12 ou 1.5",
            "write the number without quotes or unit: 12 or 1.5",
        ),
        FactKind::Date => Text::new("écrire 2020-09-15, sans guillemets", "write 2020-09-15, without quotes"),
        FactKind::Choices => Text::new("écrire une liste : [\"…\", \"…\"]", "write a list: [\"…\", \"…\"]"),
        FactKind::Choice | FactKind::Naf | FactKind::Commune | FactKind::Siret | FactKind::Text => {
            Text::new("l’écrire entre guillemets : \"…\"", "write it in quotes: \"…\"")
        }
    };
    Slip::new(what, mend)
}

/// What an unknown key was meant to be: a near one of its table, or the same name in another table.
pub(crate) fn meant(table: &str, name: &str, dictionary: &Dictionary) -> Text {
    let elsewhere = dictionary.facts.iter().find(|f| f.key.split_once('.').is_some_and(|(other, rest)| rest == name && other != table));
    let here = dictionary.facts.iter().filter_map(|f| f.key.split_once('.')).filter(|(t, _)| *t == table).map(|(_, rest)| rest);
    if let Some(near) = nearest(name, here.clone()) {
        return Text::new(format!("était-ce « {near} » ?"), format!("was it “{near}”?"));
    }
    if let Some((other, _)) = elsewhere.and_then(|f| f.key.split_once('.')) {
        return Text::new(format!("le mettre sous [{other}]"), format!("put it under [{other}]"));
    }
    let all = here.collect::<Vec<_>>().join(", ");
    Text::new(format!("champs possibles : {all}"), format!("possible fields: {all}"))
}
