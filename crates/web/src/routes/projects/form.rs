//! A field of a form, from the fact dictionary: the same drawing for the five first fields, a question and the whole list.

use crate::app::App;
use crate::judge::with_known;
use crate::page::Page;
use domain::{FactKind, FactSpec, Facts, Text, Value, name};
use programmes::{read_fact, show_input};
use std::collections::BTreeMap;

pub struct Field {
    pub key: String,
    pub label: String,
    pub hint: String,
    pub value: String,
    pub error: String,
    pub control: Control,
}

pub enum Control {
    Text {
        suggest: &'static str,
        decimal: bool,
    },
    Date,
    /// (id, label, chosen)
    One(Vec<(String, String, bool)>),
    Many(Vec<(String, String, bool)>),
}

/// What was typed, by key; a key typed several times is a multiple choice.
pub type Typed = BTreeMap<String, String>;

/// Reads the body of a form: repeated names are joined with commas.
pub fn typed(body: &[u8]) -> Typed {
    let mut out = Typed::new();
    for (name, value) in form_urlencoded::parse(body) {
        out.entry(name.into_owned()).and_modify(|v| *v = format!("{v},{value}")).or_insert_with(|| value.into_owned());
    }
    out
}

/// `question` writes the question in full as the label, for a page that asks one thing.
pub fn field(spec: &FactSpec, value: String, error: String, question: bool, page: &Page) -> Field {
    let chosen: Vec<&str> = value.split(',').map(str::trim).collect();
    let choices = || {
        spec.choices
            .iter()
            .map(|c| {
                (c.id.clone(), if page.lang() == domain::Lang::Fr { c.fr.clone() } else { c.en.clone() }, chosen.contains(&c.id.as_str()))
            })
            .collect()
    };
    let control = match spec.kind {
        FactKind::Bool => Control::One(vec![
            ("oui".into(), page.t("yes"), value == "oui" || value == "yes"),
            ("non".into(), page.t("no"), value == "non" || value == "no"),
        ]),
        FactKind::Choice => Control::One(choices()),
        FactKind::Choices => Control::Many(choices()),
        FactKind::Date => Control::Date,
        FactKind::Commune => Control::Text { suggest: "/api/v1/communes", decimal: false },
        FactKind::Naf => Control::Text { suggest: "/api/v1/activities", decimal: false },
        FactKind::Money | FactKind::Number => Control::Text { suggest: "", decimal: true },
        FactKind::Siret | FactKind::Text => Control::Text { suggest: "", decimal: false },
    };
    let words = if question { &spec.question } else { &spec.label };
    let unit = match (&spec.unit, spec.kind) {
        (Some(unit), _) if says(&page.x(words), &page.x(unit)) => String::new(),
        (Some(unit), _) => format!(" ({})", page.x(unit)),
        (None, FactKind::Money) => " (€)".into(),
        _ => String::new(),
    };
    Field { key: spec.key.clone(), label: format!("{}{unit}", page.x(words)), hint: page.x(&spec.hint), value, error, control }
}

/// Whether the words say their unit already: "Combien de salariés…", "Emplois créés". A symbol of one or two letters, like "m", is only
/// said as a word of its own.
fn says(words: &str, unit: &str) -> bool {
    let (told, unit) = (name::fold(words), name::fold(unit));
    match unit.chars().count() {
        0 => false,
        1 | 2 => told.split(' ').any(|word| word == unit),
        _ => told.contains(&unit),
    }
}

/// The field as it stands in the project.
pub fn filled(spec: &FactSpec, facts: &Facts, question: bool, page: &Page) -> Field {
    let value = facts.get(&spec.key).map(|d| show_input(spec, &d.value, page.lang())).unwrap_or_default();
    field(spec, value, String::new(), question, page)
}

/// Reads what was typed under a key; an empty text forgets the fact.
pub fn read(app: &App, spec: &FactSpec, text: &str) -> Result<Option<Value>, Text> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    with_known(app, |known| read_fact(spec, text, known)).map(Some)
}

#[cfg(test)]
mod tests {
    use super::says;

    #[test]
    fn a_unit_is_told_once() {
        for (words, unit) in [("Emplois créés (déclarés)", "emplois"), ("Combien de salariés ?", "salariés"), ("Surface, en m²", "m²")]
        {
            assert!(says(words, unit), "{words}");
        }
        for (words, unit) in [("Hauteur du bâtiment", "m"), ("Part d’aide publique", "%"), ("Chantier", "ha")] {
            assert!(!says(words, unit), "{words}");
        }
    }
}
