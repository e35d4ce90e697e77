//! The fields of a sheet as people meet them: their words, and how each is read from a text and written back.
//!
//! One table serves the forms, the history, the spreadsheets in and the spreadsheets out.

mod table;
mod text;

use crate::{Lifecycle, Sheet};
use domain::{Lang, Text};

/// A part of the sheet, edited on one page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Group {
    Identity,
    Follow,
    Actors,
    Content,
    Money,
    Time,
    Maturity,
    Obstacles,
    Indicators,
}

impl Group {
    pub const ALL: [Group; 9] = [
        Group::Identity,
        Group::Follow,
        Group::Actors,
        Group::Content,
        Group::Money,
        Group::Time,
        Group::Maturity,
        Group::Obstacles,
        Group::Indicators,
    ];

    /// As written in addresses.
    pub fn code(self) -> &'static str {
        match self {
            Group::Identity => "identite",
            Group::Follow => "suite",
            Group::Actors => "acteurs",
            Group::Content => "contenu",
            Group::Money => "couts",
            Group::Time => "calendrier",
            Group::Maturity => "maturite",
            Group::Obstacles => "obstacles",
            Group::Indicators => "indicateurs",
        }
    }

    pub fn parse(code: &str) -> Option<Group> {
        Group::ALL.into_iter().find(|g| g.code() == code)
    }

    pub fn name(self) -> Text {
        let (fr, en) = match self {
            Group::Identity => ("Identité", "Identity"),
            Group::Follow => ("Qui fait quoi, et quand", "Who does what, and when"),
            Group::Actors => ("Acteurs", "Actors"),
            Group::Content => ("Contenu", "Content"),
            Group::Money => ("Coûts", "Costs"),
            Group::Time => ("Calendrier", "Calendar"),
            Group::Maturity => ("Maturité", "Maturity"),
            Group::Obstacles => ("Obstacles", "Obstacles"),
            Group::Indicators => ("Indicateurs", "Indicators"),
        };
        Text::new(fr, en)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Line,
    Paragraph,
    Date,
    Money,
    Figure,
    /// Oui or non.
    Flag,
    /// One of [`choices`].
    Choice,
    /// Axes of the life cycle, by identifier or name, separated by commas.
    Axes,
    /// INSEE codes, separated by commas.
    Communes,
    /// One a line: "Bpifrance : financeur".
    Partners,
    /// One a line: "15/09/2026 : permis déposé (fait)".
    Milestones,
    Owner,
}

/// What a field is called, and how it is filled.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    /// "title", "indicator.jobs_created.target".
    pub key: String,
    pub group: Group,
    pub kind: Kind,
    pub label: Text,
    /// Empty when the label says enough.
    pub hint: Text,
}

/// Every field that can be edited, in the order of the pages; the state and the pace change by decisions.
pub fn all(lifecycle: &Lifecycle) -> Vec<Field> {
    let plain = table::FIELDS.iter().map(|(key, group, kind, label, hint)| Field {
        key: (*key).into(),
        group: *group,
        kind: *kind,
        label: Text::new(label.0, label.1),
        hint: Text::new(hint.0, hint.1),
    });
    let of_indicators = lifecycle.indicators.iter().flat_map(|spec| {
        table::INDICATOR.iter().map(move |(part, kind, label)| Field {
            key: format!("indicator.{}.{part}", spec.id),
            group: Group::Indicators,
            kind: *kind,
            label: Text::new(
                format!("{} ({})\u{a0}: {}", spec.name.fr, spec.unit.fr, label.0),
                format!("{} ({}): {}", spec.name.en, spec.unit.en, label.1),
            ),
            hint: spec.definition.clone(),
        })
    });
    plain.chain(of_indicators).collect()
}

/// The fields of one part.
pub fn of_group(lifecycle: &Lifecycle, group: Group) -> Vec<Field> {
    all(lifecycle).into_iter().filter(|f| f.group == group).collect()
}

/// What a key of [`crate::changed`] is called: a field, an indicator as a whole ("indicator.jobs_created"), the state.
pub fn label(key: &str, lifecycle: &Lifecycle) -> Text {
    if let Some(id) = key.strip_prefix("indicator.") {
        let id = id.split('.').next().unwrap_or(id);
        return lifecycle.indicator(id).map_or_else(|| Text::same(id), |spec| spec.name.clone());
    }
    let found = table::FIELDS.iter().find(|f| f.0 == key).map(|f| Text::new(f.3.0, f.3.1));
    found.unwrap_or_else(|| match key {
        "state" => Text::new("État", "State"),
        "accelerated" => Text::new("Accélérée", "Accelerated"),
        "synthetic" => Text::new("Donnée inventée", "Invented data"),
        other => Text::same(other),
    })
}

/// What everybody may read of a published sheet: never a contact, an obstacle, or who must do what.
pub fn is_public(key: &str) -> bool {
    matches!(
        key,
        "number"
            | "title"
            | "axes"
            | "state"
            | "holder"
            | "objectives"
            | "actions"
            | "results"
            | "communes"
            | "sector"
            | "starts"
            | "ends"
            | "accelerated"
    ) || key.starts_with("indicator.")
}

/// Identifiers and words of a [`Kind::Choice`].
pub fn choices(key: &str) -> Vec<(&'static str, Text)> {
    match key {
        "maturity" => table::MATURITY.iter().map(|(id, _, fr, en)| (*id, Text::new(fr, en))).collect(),
        key if key.ends_with(".status") => table::STATUS.iter().map(|(id, _, fr, en)| (*id, Text::new(fr, en))).collect(),
        _ => vec![],
    }
}

impl Field {
    /// What a form holds for this field: read back by [`Field::write`] to the same value.
    pub fn input(&self, sheet: &Sheet, lang: Lang) -> String {
        text::input(&self.key, sheet, lang)
    }

    /// Puts a typed text in the sheet; an empty text empties the field.
    ///
    /// # Errors
    /// What cannot be read, and how to write it; the sheet is untouched.
    pub fn write(&self, sheet: &mut Sheet, text: &str, lifecycle: &Lifecycle) -> Result<(), Text> {
        text::write(&self.key, sheet, text, lifecycle)
    }
}

/// The value of a key of [`crate::changed`] in words; empty when there is none.
pub fn show(key: &str, sheet: &Sheet, lang: Lang, lifecycle: &Lifecycle) -> String {
    text::show(key, sheet, lang, lifecycle)
}
