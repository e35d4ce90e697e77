//! What a new file can be opened with, and what remains to be typed. The platform gives back an address; the holder opens it,
//! completes it and files it. Nobody files for the holder, and no page says so.

use crate::{Descriptor, Field, Mapping};
use domain::Text;
use serde::Serialize;
use serde_json::{Map, Value, json};

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Prefill {
    /// Body of the request: "champ_…" → value.
    pub body: Map<String, Value>,
    /// Labels of what is filled.
    pub filled: Vec<String>,
    pub remaining: Vec<Remaining>,
}

/// A question the holder answers alone.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Remaining {
    pub label: String,
    pub required: bool,
    pub why: Text,
}

/// `value` tells a field of ours; `postcode` that of a commune, which the platform asks beside its code.
pub fn prefill(
    mapping: &Mapping,
    form: &[Descriptor],
    value: impl Fn(&str) -> Option<Field>,
    postcode: impl Fn(&str) -> Option<String>,
) -> Prefill {
    let mut made = Prefill { body: Map::new(), filled: vec![], remaining: vec![] };
    for question in form.iter().filter(|q| !matches!(q.kind.as_str(), "HeaderSectionChampDescriptor" | "ExplicationChampDescriptor")) {
        let mapped = mapping.fields.iter().find(|field| field.is(&question.id, &question.label));
        let told = mapped.and_then(|field| Some((field, value(&field.to)?)));
        let why = match (mapped, told) {
            _ if !accepts(&question.kind) => {
                Text::new("La plateforme ne permet pas de la préremplir.", "The platform does not allow to prefill it.")
            }
            (None, _) => Text::new("Rien ici n’y répond.", "Nothing here answers it."),
            (Some(_), None) => Text::new("Le projet ne le dit pas encore.", "The project does not tell it yet."),
            (Some(_), Some((field, value))) => match cell(question, field, value, &postcode) {
                Ok(cell) => {
                    made.body.insert(key(&question.id), cell);
                    made.filled.push(question.label.clone());
                    continue;
                }
                Err(why) => why,
            },
        };
        made.remaining.push(Remaining { label: question.label.clone(), required: question.required, why });
    }
    // What must be answered first; the order of the form otherwise.
    made.remaining.sort_by_key(|question| !question.required);
    made
}

/// "champ_" and the identifier without its padding.
fn key(id: &str) -> String {
    format!("champ_{}", id.trim_end_matches('='))
}

/// Kinds that the platform lets be prefilled, among those we can answer.
fn accepts(kind: &str) -> bool {
    const KINDS: [&str; 15] = [
        "Text",
        "Textarea",
        "DecimalNumber",
        "IntegerNumber",
        "Number",
        "Email",
        "Phone",
        "Siret",
        "Date",
        "YesNo",
        "Checkbox",
        "DropDownList",
        "Commune",
        "Departement",
        "Region",
    ];
    kind.strip_suffix("ChampDescriptor").is_some_and(|kind| KINDS.contains(&kind))
}

fn cell(
    question: &Descriptor,
    field: &crate::MappingField,
    value: Field,
    postcode: &impl Fn(&str) -> Option<String>,
) -> Result<Value, Text> {
    let kind = question.kind.trim_end_matches("ChampDescriptor");
    let unfit = || Text::new("La valeur connue ne convient pas à la question.", "The known value does not fit the question.");
    Ok(match (kind, value) {
        ("DecimalNumber" | "Number", Field::Money(amount)) => json!(euros(amount)),
        ("IntegerNumber", Field::Money(amount)) if amount.0 % 100 == 0 => json!((amount.0 / 100).to_string()),
        ("IntegerNumber", Field::Money(_)) => {
            return Err(Text::new("La question veut des euros entiers.", "The question wants whole euros."));
        }
        ("DecimalNumber" | "Number", Field::Number(n)) => json!(n.to_string()),
        ("IntegerNumber", Field::Number(n)) if n.fract() == 0.0 => json!(format!("{n:.0}")),
        ("Date", Field::Date(day)) => json!(day.to_string()),
        ("YesNo" | "Checkbox", Field::Bool(yes)) => json!(yes.to_string()),
        ("DropDownList", Field::Code(code)) => {
            let words = field.choices.iter().find(|(_, ours)| **ours == code).map(|(words, _)| words.clone());
            json!(words.filter(|words| question.options.contains(words)).ok_or_else(unfit)?)
        }
        ("DropDownList", Field::Text(text)) if question.options.contains(&text) => json!(text),
        ("Commune", Field::Code(insee)) => {
            let unknown = || Text::new("Le code postal n’est pas connu ici.", "The postcode is not known here.");
            json!([postcode(&insee).ok_or_else(unknown)?, insee])
        }
        ("Siret" | "Departement" | "Region", Field::Code(code)) => json!(code),
        ("Text" | "Textarea" | "Email" | "Phone", Field::Text(text)) => json!(text),
        ("Text" | "Textarea", Field::Money(amount)) => json!(format!("{} €", euros(amount))),
        ("Text" | "Textarea", Field::Date(day)) => json!(day.to_string()),
        ("Text" | "Textarea", Field::Code(code)) => json!(code),
        _ => return Err(unfit()),
    })
}

fn euros(amount: domain::Cents) -> String {
    match amount.0 % 100 {
        0 => (amount.0 / 100).to_string(),
        cents => format!("{}{}.{:02}", if amount.0 < 0 { "-" } else { "" }, (amount.0 / 100).abs(), cents.abs()),
    }
}
