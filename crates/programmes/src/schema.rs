//! The JSON Schema of each kind of file: editors complete and underline with it, and the strict reader follows it.

use crate::files::Files;
use crate::project_file::ProjectFile;
use crate::{Call, EnvelopesFile, Measure, ProgrammeFile, rulebook};
use contracts::Lifecycle;
use domain::{Dictionary, FactKind, FactSpec};
use schemars::{JsonSchema, generate::SchemaSettings};
use serde_json::{Value, json};

/// The schema of a Rust type as a TOML file can hold it: TOML has no null, and an empty text says nothing.
pub(crate) fn of<T: JsonSchema>() -> Value {
    let mut schema = SchemaSettings::draft07().into_generator().into_root_schema_for::<T>().to_value();
    without_null(&mut schema);
    // The types of `domain` are shared with pages and answers, where these constraints do not hold.
    if let Some(definitions) = schema.get_mut("definitions").and_then(Value::as_object_mut) {
        if let Some(text) = definitions.get_mut("Text") {
            text["properties"]["fr"]["minLength"] = 1.into();
            text["properties"]["en"]["minLength"] = 1.into();
        }
        if let Some(fact) = definitions.get_mut("FactSpec") {
            // A fact that the line derives is never asked: its question stays empty.
            let text = json!({ "type": "string" });
            fact["properties"]["question"] = json!({
                "type": "object", "properties": { "fr": text, "en": text }, "required": ["fr", "en"], "additionalProperties": false,
            });
        }
        if let Some(source) = definitions.get_mut("Source") {
            source["properties"]["title"]["minLength"] = 1.into();
            source["properties"]["date"]["format"] = "date".into();
            source["properties"]["url"]["format"] = "uri".into();
        }
    }
    schema
}

fn without_null(schema: &mut Value) {
    match schema {
        Value::Array(items) => items.iter_mut().for_each(without_null),
        Value::Object(object) => {
            if let Some(Value::Array(kinds)) = object.get_mut("type") {
                kinds.retain(|k| k != "null");
                if let [only] = kinds.as_slice() {
                    let only = only.clone();
                    object.insert("type".into(), only);
                }
            }
            let variants = object.get_mut("anyOf").and_then(Value::as_array_mut);
            let single = variants.and_then(|variants| {
                let before = variants.len();
                variants.retain(|v| v["type"] != "null");
                (variants.len() == 1 && before > 1).then(|| variants[0].clone())
            });
            if let Some(single) = single {
                object.shift_remove("anyOf");
                object.insert("allOf".into(), Value::Array(vec![single]));
            }
            if object.get("default").is_some_and(Value::is_null) {
                object.shift_remove("default");
            }
            object.values_mut().for_each(without_null);
        }
        _ => {}
    }
}

/// The kinds of file that have a schema, by the name of their schema file.
pub const KINDS: [&str; 6] = ["measure", "call", "envelopes", "programme", "lifecycle", "project"];

/// The JSON Schema (draft 7) of a kind of file, for editors; `None` when the kind is not one of [`KINDS`].
pub fn schema(kind: &str) -> Option<Value> {
    let mut schema = match kind {
        "measure" => of::<Measure>(),
        "call" => of::<Call>(),
        "envelopes" => of::<EnvelopesFile>(),
        "programme" => of::<ProgrammeFile>(),
        "lifecycle" => of::<Lifecycle>(),
        "project" => project(&rulebook::dictionary(&Files::embedded(), &mut Vec::new())),
        _ => return None,
    };
    schema["title"] = kind.into();
    Some(schema)
}

/// A project file has one table per family of questions of the dictionary.
fn project(dictionary: &Dictionary) -> Value {
    let mut schema = of::<ProjectFile>();
    for fact in dictionary.facts.iter().filter(|f| !f.derived) {
        let Some((table, name)) = fact.key.split_once('.') else { continue };
        let properties = &mut schema["properties"];
        if properties[table].is_null() {
            properties[table] = json!({ "type": "object", "properties": {}, "additionalProperties": false });
        }
        properties[table]["properties"][name] = answer(fact);
    }
    schema
}

fn answer(fact: &FactSpec) -> Value {
    let choices: Vec<&str> = fact.choices.iter().map(|c| c.id.as_str()).collect();
    let mut schema = match fact.kind {
        FactKind::Bool => json!({ "type": "boolean" }),
        FactKind::Money => json!({ "type": "string", "format": "amount" }),
        FactKind::Number => json!({ "type": "number" }),
        FactKind::Date => json!({ "type": "string", "format": "date" }),
        FactKind::Choice => json!({ "type": "string", "enum": choices }),
        FactKind::Choices => json!({ "type": "array", "items": { "type": "string", "enum": choices } }),
        FactKind::Naf | FactKind::Commune | FactKind::Siret | FactKind::Text => json!({ "type": "string" }),
    };
    schema["title"] = (*fact.label.fr).into();
    schema["description"] = format!("{} {}", fact.question.fr, fact.hint.fr).trim().into();
    if fact.kind == FactKind::Number {
        for (bound, value) in [("minimum", fact.least), ("maximum", fact.most)] {
            if let Some(value) = value {
                schema[bound] = value.into();
            }
        }
    }
    schema
}
