//! Compares a located file with its JSON Schema: unknown and missing fields, wrong types, unreadable amounts, rates,
//! dates and times, unknown choices. The schema is the one editors use, so both say the same thing.

use crate::tree::{Key, Node, Place, Shape};
use domain::{Problem, Text, dictionary::nearest};
use serde_json::Value;

pub struct Checker<'a> {
    pub file: &'a str,
    pub schema: &'a Value,
    pub problems: Vec<Problem>,
}

impl<'a> Checker<'a> {
    pub fn new(file: &'a str, schema: &'a Value) -> Checker<'a> {
        Checker { file, schema, problems: Vec::new() }
    }

    fn report(&mut self, place: Place, path: &str, what: Text, mend: Text) {
        self.problems.push(Problem::at(self.file, place.line, place.column, path, what, mend));
    }

    pub fn check(&mut self, node: &Node, schema: &Value, path: &str) {
        if let Some(target) = schema["$ref"].as_str() {
            let target = &self.schema["definitions"][target.rsplit('/').next().unwrap_or_default()];
            return self.check(node, target, path);
        }
        for part in list(&schema["allOf"]) {
            self.check(node, part, path);
        }
        for variants in [list(&schema["oneOf"]), list(&schema["anyOf"])] {
            if !variants.is_empty() {
                return self.check_variants(node, variants, path);
            }
        }
        if !self.check_type(node, schema, path) {
            return;
        }
        match &node.shape {
            Shape::String(text) | Shape::Date(text) => self.check_text(node, text, schema, path),
            Shape::Integer(n) => self.check_bounds(node, *n as f64, schema, path),
            Shape::Float(n) => self.check_bounds(node, *n, schema, path),
            Shape::Table(entries) => self.check_table(node, entries, schema, path),
            Shape::List(items) => {
                if items.is_empty() && schema["minItems"].as_u64().is_some_and(|n| n > 0) {
                    let what = Text::new("la liste est vide", "the list is empty");
                    self.report(node.place, path, what, Text::new("en donner au moins un élément", "give at least one item"));
                }
                for (i, item) in items.iter().enumerate() {
                    self.check(item, &schema["items"], &format!("{path}[{}]", i + 1));
                }
            }
            Shape::Bool(_) => {}
        }
    }

    fn check_type(&mut self, node: &Node, schema: &Value, path: &str) -> bool {
        let Some(expected) = schema["type"].as_str() else { return true };
        let format = schema["format"].as_str().unwrap_or_default();
        let right = match &node.shape {
            Shape::String(_) => expected == "string",
            Shape::Date(_) => expected == "string" && format == "date",
            Shape::Integer(_) => matches!(expected, "integer" | "number"),
            Shape::Float(_) => expected == "number",
            Shape::Bool(_) => expected == "boolean",
            Shape::List(_) => expected == "array",
            Shape::Table(_) => expected == "object",
        };
        if !right {
            let (what, mend) = if format == "amount" && matches!(node.shape, Shape::Integer(_) | Shape::Float(_)) {
                bare_amount(&node.json().to_string())
            } else {
                let (found, wanted) = (kind_of(node), kind_named(expected));
                let what = Text::new(
                    format!("{} attendu, mais c’est {}", wanted.fr, found.fr),
                    format!("{} expected, found {}", wanted.en, found.en),
                );
                (what, format_example(format).unwrap_or_else(|| type_example(expected)))
            };
            self.report(node.place, path, what, mend);
        }
        right
    }

    fn check_text(&mut self, node: &Node, text: &str, schema: &Value, path: &str) {
        let choices = choices(schema);
        if !choices.is_empty() && !choices.contains(&text) {
            self.report(node.place, path, unknown_choice(text), mend_choice(text, &choices));
        } else if text.trim().is_empty() && schema["minLength"].as_u64().is_some_and(|n| n > 0) {
            let mend =
                Text::new("l’écrire, en français et en anglais si c’est un texte montré", "write it, in both languages if it is shown");
            self.report(node.place, path, Text::new("ce texte est vide", "this text is empty"), mend);
        } else if schema["format"] == "amount" && !has_unit(text) && text.parse::<domain::Cents>().is_ok() {
            let (what, mend) = bare_amount(text);
            self.report(node.place, path, what, mend);
        } else if let Some(format) = schema["format"].as_str()
            && let Err(what) = read_format(format, text)
        {
            self.report(node.place, path, what, format_example(format).unwrap_or_default());
        }
    }

    fn check_bounds(&mut self, node: &Node, n: f64, schema: &Value, path: &str) {
        let (least, most) = (schema["minimum"].as_f64(), schema["maximum"].as_f64());
        if least.is_some_and(|l| n < l) || most.is_some_and(|m| n > m) {
            let what = Text::new(format!("{n} n’est pas possible ici"), format!("{n} is not possible here"));
            let bound = |b: Option<f64>| b.map_or("…".to_owned(), |b| b.to_string());
            let (least, most) = (bound(least), bound(most));
            let mend = Text::new(format!("un nombre de {least} à {most}"), format!("a number from {least} to {most}"));
            self.report(node.place, path, what, mend);
        }
    }

    fn check_table(&mut self, node: &Node, entries: &[(Key, Node)], schema: &Value, path: &str) {
        let none = serde_json::Map::new();
        let properties = schema["properties"].as_object().unwrap_or(&none);
        let join = |name: &str| if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") };
        let closed = schema["additionalProperties"] == Value::Bool(false);
        for (key, value) in entries {
            match properties.get(&key.name) {
                Some(property) => self.check(value, property, &join(&key.name)),
                None if closed => {
                    let (what, mend) = unknown_field(&key.name, properties.keys().map(String::as_str));
                    self.report(key.place, &join(&key.name), what, mend);
                }
                None if schema["additionalProperties"].is_object() => {
                    self.check(value, &schema["additionalProperties"], &join(&key.name));
                }
                None => {}
            }
        }
        for required in list(&schema["required"]).iter().filter_map(Value::as_str) {
            if node.get(required).is_none() {
                let what = Text::new(format!("le champ « {required} » manque"), format!("the field “{required}” is missing"));
                let example = match properties.get(required).map(|p| p["format"].as_str().unwrap_or_default()) {
                    Some("date") => "2020-09-15",
                    Some("amount") => "\"400 000 €\"",
                    Some("rate") => "\"50 %\"",
                    _ => "…",
                };
                let mend = Text::new(format!("ajouter une ligne {required} = {example}"), format!("add a line {required} = {example}"));
                self.report(node.place, &join(required), what, mend);
            }
        }
    }

    /// Variants are either words (an enumeration), tables told apart by a tag, or types (an amount or a number).
    fn check_variants(&mut self, node: &Node, variants: &[Value], path: &str) {
        let words: Vec<&str> = variants.iter().flat_map(choices).collect();
        if words.len() >= variants.len() {
            let merged = serde_json::json!({ "type": "string", "enum": words });
            return self.check(node, &merged, path);
        }
        if let Some(tag) = tag_of(&variants[0]) {
            let tags: Vec<&str> = variants.iter().filter_map(|v| v["properties"][tag]["const"].as_str()).collect();
            let given = node.field(tag);
            match variants.iter().find(|v| given.is_some() && v["properties"][tag]["const"].as_str() == given) {
                Some(variant) => self.check(node, variant, path),
                None => {
                    let place = node.get(tag).map_or(node.place, |n| n.place);
                    let given = given.unwrap_or_default();
                    let what = if given.is_empty() {
                        Text::new(format!("« {tag} » manque"), format!("“{tag}” is missing"))
                    } else {
                        unknown_choice(given)
                    };
                    self.report(place, &format!("{path}.{tag}"), what, mend_choice(given, &tags));
                }
            }
            return;
        }
        let attempts = variants.iter().map(|variant| {
            let mut attempt = Checker::new(self.file, self.schema);
            attempt.check(node, variant, path);
            attempt.problems
        });
        // Of several failures, the one of the variant that has the type that was written says most.
        let wanted = |v: &Value| match node.shape {
            Shape::String(_) => v["type"] == "string",
            Shape::Table(_) => v["type"] == "object" || v["$ref"].is_string(),
            _ => false,
        };
        let tried: Vec<Vec<Problem>> = attempts.collect();
        if !tried.iter().any(Vec::is_empty) {
            let best = variants.iter().position(wanted).unwrap_or(0);
            self.problems.extend(tried.into_iter().nth(best).unwrap_or_default());
        }
    }
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn choices(schema: &Value) -> Vec<&str> {
    list(&schema["enum"]).iter().chain(std::iter::once(&schema["const"])).filter_map(Value::as_str).collect()
}

fn tag_of(variant: &Value) -> Option<&str> {
    variant["properties"].as_object()?.iter().find(|(_, p)| p["const"].is_string()).map(|(name, _)| name.as_str())
}

/// Reads a text in one of the formats of programme files: amount, rate, date, clock.
fn read_format(format: &str, text: &str) -> Result<(), Text> {
    let (fr, en, right) = match format {
        "amount" => ("montant illisible", "unreadable amount", has_unit(text) && text.parse::<domain::Cents>().is_ok()),
        "rate" => ("taux illisible", "unreadable rate", crate::percent::parse(text).is_ok()),
        "date" => ("date illisible", "unreadable date", text.len() == 10 && text.parse::<domain::Date>().is_ok()),
        "clock" => ("heure illisible", "unreadable time", crate::wave::time(text).is_some()),
        "uri" => ("adresse illisible", "unreadable address", text.starts_with("https://") || text.starts_with("http://")),
        _ => return Ok(()),
    };
    if right { Ok(()) } else { Err(Text::new(format!("« {text} » : {fr}"), format!("“{text}”: {en}"))) }
}

pub fn has_unit(amount: &str) -> bool {
    let end = amount.trim_end().to_lowercase();
    end.ends_with('€') || end.ends_with("eur") || end.ends_with("euros")
}

fn format_example(format: &str) -> Option<Text> {
    let example = match format {
        "amount" => Text::new("écrire \"400 000 €\", \"480 k€\" ou \"1,25 M€\"", "write \"400 000 €\", \"480 k€\" or \"1.25 M€\""),
        "rate" => Text::new("écrire \"50 %\" ou \"12,5 %\"", "write \"50 %\" or \"12,5 %\""),
        "date" => Text::new("écrire année-mois-jour : 2020-09-15", "write year-month-day: 2020-09-15"),
        "clock" => Text::new("écrire \"17:00\" (heure de Paris)", "write \"17:00\" (Paris time)"),
        "uri" => Text::new("écrire l’adresse entière : \"https://…\"", "write the whole address: \"https://…\""),
        _ => return None,
    };
    Some(example)
}

pub fn bare_amount(figure: &str) -> (Text, Text) {
    (
        Text::new(
            format!("{figure} est un nombre sans unité, pas un montant"),
            format!("{figure} is a number without a unit, not an amount"),
        ),
        Text::new(
            format!("écrire l’unité, entre guillemets : \"{figure} €\", \"{figure} k€\" ou \"{figure} M€\""),
            format!("write the unit, in quotes: \"{figure} €\", \"{figure} k€\" or \"{figure} M€\""),
        ),
    )
}

pub fn unknown_field<'a>(name: &str, known: impl Iterator<Item = &'a str> + Clone) -> (Text, Text) {
    let what = Text::new(format!("champ inconnu « {name} »"), format!("unknown field “{name}”"));
    let all = known.clone().collect::<Vec<_>>().join(", ");
    let mend = match nearest(name, known) {
        Some(near) => Text::new(format!("était-ce « {near} » ?"), format!("was it “{near}”?")),
        None => Text::new(format!("champs possibles : {all}"), format!("possible fields: {all}")),
    };
    (what, mend)
}

pub fn unknown_choice(text: &str) -> Text {
    Text::new(format!("« {text} » n’est pas un choix possible"), format!("“{text}” is not a possible choice"))
}

pub fn mend_choice(text: &str, choices: &[&str]) -> Text {
    let all = choices.join(", ");
    match nearest(text, choices.iter().copied()) {
        Some(near) => Text::new(format!("était-ce « {near} » ? Choix : {all}"), format!("was it “{near}”? Choices: {all}")),
        None => Text::new(format!("choix : {all}"), format!("choices: {all}")),
    }
}

pub fn kind_of(node: &Node) -> Text {
    match node.shape {
        Shape::Date(_) => Text::new("une date ou une heure", "a date or a time"),
        Shape::String(_) => kind_named("string"),
        Shape::Integer(_) | Shape::Float(_) => kind_named("number"),
        Shape::Bool(_) => kind_named("boolean"),
        Shape::List(_) => kind_named("array"),
        Shape::Table(_) => kind_named("object"),
    }
}

fn kind_named(kind: &str) -> Text {
    match kind {
        "string" => Text::new("un texte", "a text"),
        "integer" => Text::new("un nombre entier", "a whole number"),
        "number" => Text::new("un nombre", "a number"),
        "boolean" => Text::new("un oui/non", "a yes/no"),
        "array" => Text::new("une liste", "a list"),
        _ => Text::new("une table", "a table"),
    }
}

fn type_example(kind: &str) -> Text {
    match kind {
        "string" => Text::new("l’écrire entre guillemets : \"…\"", "write it in quotes: \"…\""),
        "integer" | "number" => Text::new("l’écrire sans guillemets, avec un point : 12 ou 1.5", "write it without quotes: 12 or 1.5"),
        "boolean" => Text::new("écrire true ou false, sans guillemets", "write true or false, without quotes"),
        "array" => Text::new("l’écrire entre crochets : [ … ]", "write it in brackets: [ … ]"),
        _ => Text::new("l’écrire entre accolades : { fr = \"…\", en = \"…\" }", "write it in braces: { fr = \"…\", en = \"…\" }"),
    }
}
