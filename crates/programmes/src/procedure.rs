//! Formalities as data (`rules/procedures/*.toml`): what each lasts at a given date, what it waits for, when it applies,
//! and how long what it yields stays valid. A new formality is an entry in a file, no Rust.

mod check;

use crate::{Condition, Validity};
use domain::{Date, Problem, Source, Text, Value};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// One file of `rules/procedures/`, or all of them once gathered.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Procedures {
    /// Present in each file; none once gathered (its condition is then part of each procedure's).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub family: Option<Family>,
    #[serde(default)]
    pub groups: Vec<Group>,
    #[serde(default)]
    pub assumptions: Vec<Assumption>,
    #[serde(default)]
    pub procedures: Vec<Procedure>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Family {
    pub name: Text,
    /// Projects that this family concerns; absent: all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<Condition>,
}

/// What a site can have done beforehand: the word used by `Anticipation::procedure`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Group {
    pub id: String,
    pub name: Text,
    /// How long what was obtained can be used, in months, when the document gives no expiry.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub validity: Option<Lasting>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Lasting {
    pub months: u32,
    /// Past this age it still counts, but the administration may ask for an update.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub doubtful_after: Option<u32>,
    pub source: Source,
}

/// What is taken for an unknown fact: the careful choice, always told to the reader.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Assumption {
    pub fact: String,
    /// Absent: every procedure that depends on the fact is kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<Assumed>,
    pub note: Text,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Assumed {
    Bool(bool),
    Number(f64),
    Code(String),
}

impl Assumed {
    pub fn value(&self) -> Value {
        match self {
            Assumed::Bool(value) => Value::Bool(*value),
            Assumed::Number(value) => Value::Number(*value),
            Assumed::Code(value) => Value::Code(value.clone()),
        }
    }
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Procedure {
    /// "PC", "FF4S", "AE_DECISION": shown in the network, used by `after`.
    pub id: String,
    pub name: Text,
    /// Group that anticipates it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
    /// Other groups whose anticipation makes it pointless (a finished impact study holds its inventory).
    #[serde(default)]
    pub covered_by: Vec<String>,
    /// `covered_by` counts only this many months after the date of the anticipation (an appeal must have lapsed).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub covered_after_months: Option<u32>,
    /// Procedures that must be finished before this one starts; those that do not apply hold nothing.
    #[serde(default)]
    pub after: Vec<String>,
    /// When it applies; absent: always.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<Condition>,
    /// Applies only together with one of these procedures.
    #[serde(default)]
    pub goes_with: Vec<String>,
    /// Does not apply when one of these does.
    #[serde(default)]
    pub unless: Vec<String>,
    /// Why it is listed but never put in a network: no fact tells, or it is counted inside another.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outside: Option<Text>,
    /// It ends with a decision that the project needs (appeals come after).
    #[serde(default)]
    pub decision: bool,
    /// From when the legal clock runs: "à compter du dossier complet".
    #[serde(default)]
    pub clock: Text,
    /// What silence means at the end of the clock.
    #[serde(default)]
    pub silence: Text,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub season: Option<Season>,
    /// Fixed dates between which it can start (committees, closing of a fund); empty: any day.
    #[serde(default)]
    pub windows: Vec<Window>,
    /// Told to the reader whenever it is in the network.
    #[serde(default)]
    pub note: Text,
    /// The first that is valid at the date of the calendar; none valid: the procedure did not exist, or no more.
    #[serde(default)]
    pub durations: Vec<Duration>,
    pub source: Source,
    /// Where it was read, for messages.
    #[serde(skip)]
    pub file: String,
    #[serde(skip)]
    pub line: usize,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Duration {
    /// Optimistic, likely, pessimistic, in months.
    pub months: [f64; 3],
    pub basis: Basis,
    #[serde(default)]
    pub valid: Validity,
    /// The delay as the law puts it: "3 mois".
    #[serde(default)]
    pub legal: Text,
    /// When it differs from the source of the procedure.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<Source>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Basis {
    /// A delay of the law; its end is carried over to the next working day.
    Legal,
    /// An assumption of the project.
    Assumed,
}

/// Months of the year (1 to 12) in which the procedure can start.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Season {
    pub start_months: Vec<i8>,
    pub why: Text,
    pub source: Source,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Window {
    /// First and last day on which the procedure can start.
    #[schemars(with = "String")]
    pub from: Date,
    #[schemars(with = "String")]
    pub until: Date,
    pub why: Text,
}

impl Procedure {
    /// The duration in force at that date.
    pub fn duration(&self, on: Date) -> Option<&Duration> {
        self.durations.iter().find(|d| d.valid.contains(on))
    }
    /// "3 mois à compter du dossier complet ; silence : accord", when the duration is a legal one.
    pub fn legal(&self, duration: &Duration) -> Option<Text> {
        let sentence = |legal: &str, clock: &str, silence: &str, colon: &str| {
            let silence = if silence.is_empty() { String::new() } else { format!("{colon}{silence}") };
            format!("{legal} {clock}{silence}").trim().to_owned()
        };
        (!duration.legal.is_empty()).then(|| {
            Text::new(
                sentence(&duration.legal.fr, &self.clock.fr, &self.silence.fr, "\u{a0}; silence\u{a0}: "),
                sentence(&duration.legal.en, &self.clock.en, &self.silence.en, "; silence means "),
            )
        })
    }
}

impl Procedures {
    /// Reads one file. What it says of procedures of other files is checked by [`Procedures::gather`].
    pub fn parse(file: &str, text: &str) -> Result<Procedures, Vec<Problem>> {
        let mut read: Procedures = toml::from_str(text).map_err(|error| vec![crate::state_aid::located(file, text, &error)])?;
        let scope = read.family.as_ref().and_then(|f| f.when.clone());
        for procedure in &mut read.procedures {
            procedure.file = file.to_owned();
            procedure.line = check::line_of(text, &procedure.id);
            if let Some(scope) = &scope {
                let own = procedure.when.take();
                procedure.when =
                    Some(Condition { all: [Some(scope.clone()), own].into_iter().flatten().collect(), ..Condition::default() });
            }
        }
        let problems: Vec<Problem> = read.procedures.iter().flat_map(|p| check::alone(p, text)).collect();
        if problems.is_empty() { Ok(read) } else { Err(problems) }
    }

    /// Reads every (name, text) of `rules/procedures/` into one network of rules: names that lead nowhere, names used
    /// twice and circles are refused.
    pub fn gather<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>) -> Result<Procedures, Vec<Problem>> {
        let (mut all, mut problems) = (Procedures::default(), Vec::new());
        for (file, text) in files {
            match Procedures::parse(file, text) {
                Ok(part) => {
                    all.groups.extend(part.groups);
                    all.assumptions.extend(part.assumptions);
                    all.procedures.extend(part.procedures);
                }
                Err(found) => problems.extend(found),
            }
        }
        // A file that cannot be read hides its names: the links would all look broken.
        if problems.is_empty() {
            problems = check::together(&all);
        }
        if problems.is_empty() { Ok(all) } else { Err(problems) }
    }

    pub fn get(&self, id: &str) -> Option<&Procedure> {
        self.procedures.iter().find(|p| p.id == id)
    }
    pub fn group(&self, id: &str) -> Option<&Group> {
        self.groups.iter().find(|g| g.id == id)
    }
    /// Every fact that a condition or an assumption names, with the procedure's file and line, against the dictionary.
    pub fn check_facts(&self, dictionary: &domain::Dictionary) -> Vec<Problem> {
        check::facts(self, dictionary)
    }
}
