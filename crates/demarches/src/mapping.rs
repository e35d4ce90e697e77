//! Which answer of a form is which field of ours: a TOML file that whoever runs the form can write. The same file serves to
//! read files and to prefill new ones.

use crate::{Champ, Dossier};
use domain::{Cents, Date, Problem, Siret, Text};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mapping {
    /// Number of the form on the platform.
    pub demarche: i64,
    /// Territory whose contract receives the files: "2:ti-2704". Without it, the commune of the file decides.
    #[serde(default)]
    pub territory: Option<String>,
    /// What the form grants: programme, measure, call, wave, funder.
    #[serde(default)]
    pub programme: Option<String>,
    #[serde(default)]
    pub measure: Option<String>,
    #[serde(default)]
    pub call: Option<String>,
    #[serde(default)]
    pub wave: Option<String>,
    #[serde(default)]
    pub operator: Option<String>,
    #[serde(default)]
    pub funder: Option<String>,
    pub fields: Vec<MappingField>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MappingField {
    /// Identifier of the question, or its exact label.
    pub champ: String,
    /// Field of ours: "title", "funding.asked", or a fact of the dictionary: "project.cost".
    pub to: String,
    pub kind: Kind,
    /// Words of the form → codes of ours, for a choice.
    #[serde(default)]
    pub choices: BTreeMap<String, String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    Text,
    Money,
    Number,
    Date,
    Bool,
    Choice,
    Commune,
    Siret,
}

/// A value of ours.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    Text(String),
    Money(Cents),
    Number(f64),
    Date(Date),
    Bool(bool),
    Code(String),
}

/// A file, read through a mapping. What could not be read is a question, never a guess.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Mapped {
    pub fields: BTreeMap<String, Field>,
    pub problems: Vec<Problem>,
}

impl Mapping {
    /// # Errors
    /// What, where, and how to mend it.
    pub fn parse(file: &str, text: &str) -> Result<Mapping, Problem> {
        let mapping: Mapping = toml::from_str(text).map_err(|error| {
            let before = &text[..error.span().map_or(0, |span| span.start.min(text.len()))];
            let (line, column) = (before.matches('\n').count() + 1, before.rsplit('\n').next().unwrap_or_default().chars().count() + 1);
            let mend = Text::new("Voir docs/demarches.md.", "See docs/demarches.md.");
            Problem::at(file, line, column, "", Text::same(error.message()), mend)
        })?;
        let mut seen = std::collections::BTreeSet::new();
        match mapping.fields.iter().find(|field| !seen.insert(&field.to)) {
            Some(twice) => Err(Problem::at(
                file,
                0,
                0,
                &twice.to,
                Text::new("Deux questions pour le même champ.", "Two questions for the same field."),
                Text::new("Garder celle qui fait foi.", "Keep the one that counts."),
            )),
            None => Ok(mapping),
        }
    }

    pub fn read(&self, dossier: &Dossier) -> Mapped {
        let mut mapped = Mapped::default();
        for field in &self.fields {
            let Some(champ) = dossier.champs.iter().chain(&dossier.annotations).find(|c| field.is(&c.id, &c.label)) else {
                mapped.problems.push(problem(
                    dossier,
                    field,
                    Text::new("La question n’est pas dans le dossier.", "The question is not in the file."),
                ));
                continue;
            };
            match field.value(champ) {
                Ok(Some(value)) => drop(mapped.fields.insert(field.to.clone(), value)),
                Ok(None) => {}
                Err(why) => mapped.problems.push(problem(dossier, field, why)),
            }
        }
        mapped
    }
}

fn problem(dossier: &Dossier, field: &MappingField, what: Text) -> Problem {
    let mend = Text::new("Corriger le dossier ou la correspondance.", "Mend the file or the mapping.");
    Problem::at(format!("dossier {}", dossier.number), 0, 0, format!("{} → {}", field.champ, field.to), what, mend)
}

impl MappingField {
    pub(crate) fn is(&self, id: &str, label: &str) -> bool {
        self.champ == id || self.champ.trim() == label.trim()
    }

    fn value(&self, champ: &Champ) -> Result<Option<Field>, Text> {
        let Some(text) = champ.text.as_deref().map(str::trim).filter(|text| !text.is_empty()) else { return Ok(None) };
        let odd = |fr: &str, en: &str| Text::new(format!("« {text} » : {fr}"), format!("“{text}”: {en}"));
        let value = match self.kind {
            Kind::Text => Field::Text(text.to_owned()),
            Kind::Money if is_number(champ) => Field::Money(plain(text).ok_or_else(|| odd("montant illisible", "unreadable amount"))?),
            Kind::Money => Field::Money(text.parse().map_err(|error: domain::money::AmountError| error.words())?),
            Kind::Number => Field::Number(
                text.replace(',', ".")
                    .parse()
                    .ok()
                    .filter(|n: &f64| n.is_finite())
                    .ok_or_else(|| odd("nombre illisible", "unreadable number"))?,
            ),
            Kind::Date => Field::Date(
                text.get(..10).unwrap_or(text).parse().map_err(|_| odd("date attendue : AAAA-MM-JJ", "date expected: YYYY-MM-DD"))?,
            ),
            Kind::Bool => Field::Bool(match text.to_lowercase().as_str() {
                "true" | "oui" => true,
                "false" | "non" => false,
                _ => return Err(odd("oui ou non attendu", "yes or no expected")),
            }),
            Kind::Choice => Field::Code(
                self.choices
                    .get(text)
                    .cloned()
                    .ok_or_else(|| odd("choix absent de la correspondance", "choice missing from the mapping"))?,
            ),
            Kind::Commune => {
                Field::Code(champ.code.clone().ok_or_else(|| odd("commune sans code INSEE", "commune without its INSEE code"))?)
            }
            Kind::Siret => Field::Code(Siret::parse(champ.code.as_deref().unwrap_or(text))?.0),
        };
        Ok(Some(value))
    }
}

fn is_number(champ: &Champ) -> bool {
    matches!(champ.kind.as_str(), "DecimalNumberChamp" | "IntegerNumberChamp")
}

/// A number as the platform writes it: a point is always the decimal mark, whatever the number of figures after it.
fn plain(text: &str) -> Option<Cents> {
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
    let unsigned = whole.strip_prefix('-').unwrap_or(whole);
    // More precise than a cent: nothing is rounded behind the reader's back.
    let (cents, beyond) = part.split_at(part.len().min(2));
    if unsigned.is_empty() || !digits(unsigned) || !digits(part) || beyond.bytes().any(|b| b != b'0') {
        return None;
    }
    format!("{whole}{cents:0<2}").parse().ok().map(Cents)
}
