//! Writes a project as a file that a person can read and change, and that reads back to the same project.

use super::facts::tables;
use crate::input::figures;
use domain::{Cents, Datum, Dictionary, Project, Source, Status, Text, Value};
use serde::Serialize;
use std::fmt::Write;

/// The project as a TOML file. Facts that the line derives by itself are left out.
pub fn write_project(project: &Project, dictionary: &Dictionary) -> String {
    let mut out = Out(String::new());
    out.line("title", &quoted(&project.title));
    out.line("judged_on", &project.judged_on.to_string());
    out.summary(&project.summary);
    if project.past_aid_complete {
        out.line("past_aid_complete", "true");
    }
    let kept = |key: &str| dictionary.get(key).is_none_or(|spec| !spec.derived);
    // The dictionary's order is that of the questions; a key it does not know comes last, so that nothing is lost.
    let known = dictionary.facts.iter().filter_map(|spec| project.facts.0.get_key_value(&spec.key));
    let unknown = project.facts.0.iter().filter(|(key, _)| dictionary.get(key).is_none());
    let facts: Vec<(&String, &Datum)> = known.chain(unknown).filter(|(key, _)| kept(key)).collect();
    let others = facts.iter().filter_map(|(key, _)| key.split('.').next());
    let mut names = tables(dictionary);
    for name in others {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    for table in names {
        let of_table = facts.iter().filter_map(|(key, datum)| Some((key.strip_prefix(table)?.strip_prefix('.')?, datum)));
        for (i, (key, datum)) in of_table.enumerate() {
            if i == 0 {
                out.table(table);
            }
            out.line(key, &value(&datum.value));
        }
    }
    let sources = &project.sources;
    out.evidence(&facts, sources);
    for line in &project.financing {
        out.entry("financing");
        out.line("label", &quoted(&line.label));
        out.line("funder", &word(&line.funder));
        out.line("instrument", &word(&line.instrument));
        out.line("amount", &amount(line.amount));
        out.line("regime", &word(&line.regime));
        out.line("state", &word(&line.state));
        out.some("measure", line.measure.as_deref().map(quoted));
        out.some("grant_equivalent", line.grant_equivalent.map(amount));
        out.some("base", line.base.map(amount));
        out.some("source", line.source.as_ref().map(|source| cite(source, sources)));
    }
    for aid in &project.past_aid {
        out.entry("past_aid");
        out.some("siren", aid.siren.as_deref().map(quoted));
        out.line("granted_on", &aid.granted_on.to_string());
        out.line("amount", &amount(aid.amount));
        out.line("regime", &word(&aid.regime));
    }
    for source in sources {
        out.entry("sources");
        for (key, value) in fields(source) {
            out.line(key, &value);
        }
    }
    out.0
}

struct Out(String);

impl Out {
    fn line(&mut self, key: &str, value: &str) {
        writeln!(self.0, "{key} = {value}").expect("writing to a text cannot fail");
    }
    fn some(&mut self, key: &str, value: Option<String>) {
        if let Some(value) = value {
            self.line(key, &value);
        }
    }
    fn table(&mut self, name: &str) {
        writeln!(self.0, "\n[{name}]").expect("writing to a text cannot fail");
    }
    fn entry(&mut self, name: &str) {
        writeln!(self.0, "\n[[{name}]]").expect("writing to a text cannot fail");
    }
    fn summary(&mut self, summary: &Text) {
        let parts = [("fr", &summary.fr), ("en", &summary.en)];
        let parts: Vec<String> = parts.iter().filter(|(_, t)| !t.is_empty()).map(|(lang, t)| format!("{lang} = {}", quoted(t))).collect();
        if !parts.is_empty() {
            self.line("summary", &format!("{{ {} }}", parts.join(", ")));
        }
    }
    fn evidence(&mut self, facts: &[(&String, &Datum)], sources: &[Source]) {
        let told = facts.iter().filter(|(_, d)| d.status != Status::Declared || d.source.is_some());
        for (i, (key, datum)) in told.enumerate() {
            if i == 0 {
                self.table("evidence");
            }
            let source = datum.source.as_ref().map(|s| format!(", source = {}", cite(s, sources))).unwrap_or_default();
            self.line(&quoted(key), &format!("{{ status = {}{source} }}", word(&datum.status)));
        }
    }
}

/// The title of a source of the list; a source that is not in the list is written whole.
fn cite(source: &Source, sources: &[Source]) -> String {
    let mut titled = sources.iter().filter(|s| s.title == source.title);
    if titled.next() == Some(source) && titled.next().is_none() {
        return quoted(&source.title);
    }
    let parts: Vec<String> = fields(source).into_iter().map(|(key, value)| format!("{key} = {value}")).collect();
    format!("{{ {} }}", parts.join(", "))
}

fn fields(source: &Source) -> Vec<(&'static str, String)> {
    let optional = [
        ("url", source.url.as_deref().map(quoted)),
        ("article", source.article.as_deref().map(quoted)),
        ("date", source.date.map(|date| date.to_string())),
    ];
    let optional = optional.into_iter().filter_map(|(key, value)| Some((key, value?)));
    [("title", quoted(&source.title))].into_iter().chain(optional).chain([("mark", word(&source.mark))]).collect()
}

fn value(value: &Value) -> String {
    match value {
        Value::Bool(value) => value.to_string(),
        Value::Money(cents) => amount(*cents),
        Value::Number(n) if n.fract() == 0.0 && n.abs() < 1e15 => format!("{n:.0}"),
        Value::Number(n) => format!("{n:?}"),
        Value::Date(date) => date.to_string(),
        Value::Code(text) | Value::Text(text) => quoted(text),
        Value::Codes(codes) => format!("[{}]", codes.iter().map(|c| quoted(c)).collect::<Vec<_>>().join(", ")),
    }
}

fn amount(cents: Cents) -> String {
    format!("\"{} €\"", figures(cents, " ").replace('.', ","))
}

/// A basic TOML text on one line.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\r' => out.push_str("\\r"),
            c if c.is_control() => write!(out, "\\u{:04X}", u32::from(c)).expect("writing to a text cannot fail"),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// The word of an enumeration, as files write it.
fn word(value: &impl Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => quoted(&word),
        _ => unreachable!("these enumerations are written as one word"),
    }
}
