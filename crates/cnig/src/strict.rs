//! The strict side: what the public Table Schemas (and so `frictionless`) accept. Nothing is invented: a record that
//! lacks a required value is not written, it is listed with what it lacks.

use crate::cell::written;
use crate::class::Class;
use crate::field::{Field, Kind, List};
use crate::record::{Record, Value};
use domain::{Problem, Text};

/// Records ready to be written, and the report that goes with them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Strict {
    /// Valid under the public schemas, and ours.
    pub records: Vec<Record>,
    /// Records left out, with the fields that are missing or wrong.
    pub left_out: Vec<(Record, Vec<Problem>)>,
    /// Optional values that the public schema refuses, left out of a record that is written.
    pub dropped: Vec<Problem>,
}

/// Sorts records into those that can be written and those that cannot.
pub fn strict(records: impl IntoIterator<Item = Record>) -> Strict {
    let mut out = Strict::default();
    for mut record in records {
        let (mut missing, mut dropped) = (Vec::new(), Vec::new());
        for problem in faults(&record) {
            let required = record.class.fields().iter().any(|f| f.name == problem.field && f.required);
            if required { missing.push(problem) } else { dropped.push(problem) }
        }
        if missing.is_empty() {
            dropped.iter().for_each(|p| record.set(&p.field, None));
            out.dropped.append(&mut dropped);
            out.records.push(record);
        } else {
            out.left_out.push((record, missing));
        }
    }
    out
}

/// Every field of a record that the public schema would refuse, with what is missing or wrong.
pub fn faults(record: &Record) -> Vec<Problem> {
    let key = record.key().unwrap_or_default();
    let at = |field: &Field, what: Text, mend: Text| Problem::at(&key, record.line, 0, &field.name, what, mend);
    let mut faults = Vec::new();
    for (field, value) in record.values() {
        match value {
            None if field.required => {
                let label = &field.label;
                faults.push(at(
                    field,
                    Text::new(format!("{} : aucune valeur connue", label.fr), format!("{}: no known value", label.en)),
                    Text::new("champ obligatoire du standard", "required by the standard"),
                ));
            }
            Some(value) => {
                let text = written(field, value);
                if !admitted(record.class, field, value, &text) {
                    let short: String = text.chars().take(60).collect();
                    faults.push(at(
                        field,
                        Text::new(format!("« {short} » refusé par le schéma public"), format!("“{short}” refused by the public schema")),
                        reason(record.class, field),
                    ));
                }
            }
            None => {}
        }
    }
    faults
}

fn reason(class: Class, field: &Field) -> Text {
    match (class, field.kind) {
        (Class::Plot, Kind::Parcels) => Text::new(
            "le schéma v1.0.1 n’admet pas les parcelles corses : elles restent dans ext_refcad",
            "schema v1.0.1 does not admit Corsican parcels: they stay in ext_refcad",
        ),
        _ => Text::new("corrigez la valeur selon le standard", "mend the value as the standard says"),
    }
}

fn admitted(class: Class, field: &Field, value: &Value, text: &str) -> bool {
    if text.is_empty() || matches!(text, "NA" | "NaN" | "N/A") {
        return !field.required;
    }
    let digits = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
    let web = |s: &str| s.starts_with("http://") || s.starts_with("https://");
    match field.kind {
        Kind::Choice if field.list == List::Closed => field.values.iter().any(|v| v == text),
        Kind::Choices => matches!(value, Value::List(values) if values.iter().all(|v| field.values.contains(v))),
        Kind::Parcels => text.split('|').all(|p| parcel(class, p)),
        Kind::Url => match class {
            Class::Brownfield => web(text) && !text.contains('|') && !text.contains(char::is_whitespace) && uri(text),
            _ => address(text),
        },
        Kind::Urls => text.split('|').all(|u| web(u) && !u.contains(char::is_whitespace)),
        Kind::Contact => (web(text) && uri(text)) && !text.contains(['|', ' ']),
        Kind::Email => text.split_once('@').is_some_and(|(a, b)| !a.is_empty() && b.contains('.') && !text.contains(char::is_whitespace)),
        Kind::Basias => text.split('|').all(basias),
        Kind::OwnerCodes => text.split('|').all(|code| {
            let b = code.as_bytes();
            b.len() == 3 && b[0].is_ascii_uppercase() && b[1].is_ascii_digit() && b[2].is_ascii_lowercase()
        }),
        Kind::Distances => text.split('|').count() == 3 && text.split('|').all(digits),
        Kind::Whole => matches!(value, Value::Number(n) if n.fract() == 0.0 && n.abs() < 9e15),
        Kind::Number => matches!(value, Value::Number(n) if n.is_finite()),
        _ => true,
    }
}

/// TERRAIN-ECO v1.0.1 admits figures only at the head of a parcel; Friches admits Corsica.
fn parcel(class: Class, code: &str) -> bool {
    crate::cell::is_parcel(code) && (class != Class::Plot || code.bytes().take(8).all(|b| b.is_ascii_digit()))
}

/// "B05.10Z".
fn basias(code: &str) -> bool {
    let b: Vec<char> = code.chars().collect();
    b.len() == 7 && b[0].is_ascii_uppercase() && b[6].is_ascii_uppercase() && [b[1], b[2], b[4], b[5]].iter().all(char::is_ascii_digit)
}

/// `^(https?)://[^\s/$.?#].[^\s]*$` of the schemas of sites.
fn address(text: &str) -> bool {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    let mut chars = rest.unwrap_or_default().chars();
    chars.next().is_some_and(|c| !c.is_whitespace() && !"/$.?#".contains(c))
        && chars.next().is_some()
        && !text.contains(char::is_whitespace)
}

/// What RFC 3986 admits in an address, roughly: no space, no quote, no bracket of the wrong kind.
fn uri(text: &str) -> bool {
    !text.contains(|c: char| c.is_whitespace() || c.is_control() || "<>\"{}|\\^`".contains(c))
}
