//! A grid of mutability: criteria with their weight, and the score of each answer. Read strictly, or refused whole.

use domain::{Date, Problem, Source, Text, Value};
use serde::Deserialize;

#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Grid {
    pub version: String,
    pub valid_from: Date,
    pub source: Source,
    pub criteria: Vec<Criterion>,
}

#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Criterion {
    /// Fact of the project.
    pub fact: String,
    /// Attribute of the site, read when the project does not say.
    #[serde(default)]
    pub attribute: Option<String>,
    pub label: Text,
    pub weight: f64,
    /// Tried in order: the first that holds gives the score.
    pub levels: Vec<Level>,
}

#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Level {
    #[serde(default)]
    pub is: Option<Is>,
    #[serde(default)]
    pub below: Option<f64>,
    /// −2, −1, 0.5, 1 or 2.
    pub score: f64,
}

#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(untagged)]
pub enum Is {
    Bool(bool),
    Code(String),
}

const SCORES: [f64; 5] = [-2.0, -1.0, 0.5, 1.0, 2.0];

impl Grid {
    /// Reads a grid, or tells what is wrong with it and where.
    pub fn read(file: &str, text: &str) -> Result<Grid, Vec<Problem>> {
        let grid: Grid = toml::from_str(text).map_err(|why| {
            let line = why.span().map_or(0, |span| text[..span.start.min(text.len())].matches('\n').count() + 1);
            let said = why.message();
            vec![Problem::at(
                file,
                line,
                0,
                "",
                Text::new(format!("grille illisible : {said}"), format!("unreadable grid: {said}")),
                Text::default(),
            )]
        })?;
        let mut problems = Vec::new();
        for criterion in &grid.criteria {
            let mut tell = |fr: &str, en: &str| {
                problems.push(Problem::at(file, 0, 0, &criterion.fact, Text::new(fr, en), Text::default()));
            };
            if !(criterion.weight.is_finite() && criterion.weight > 0.0) {
                tell("le poids doit être positif", "the weight must be above zero");
            }
            if criterion.levels.is_empty() || criterion.levels.iter().any(|l| !SCORES.contains(&l.score)) {
                tell("chaque réponse vaut −2, −1, 0,5, 1 ou 2", "each answer is worth −2, −1, 0.5, 1 or 2");
            }
        }
        if problems.is_empty() { Ok(grid) } else { Err(problems) }
    }
}

impl Criterion {
    /// The score of a value; none when no level foresees it.
    pub fn score(&self, value: &Value) -> Option<f64> {
        let holds = |level: &&Level| match (&level.is, level.below, value) {
            (Some(Is::Bool(wanted)), _, Value::Bool(given)) => wanted == given,
            (Some(Is::Code(wanted)), _, Value::Code(given)) => wanted == given,
            (None, Some(below), Value::Number(given)) => *given < below,
            (None, None, Value::Number(given)) => given.is_finite(),
            _ => false,
        };
        self.levels.iter().find(holds).map(|level| level.score)
    }
}

/// The grid in force on a date: the last one valid by then, or the first there is.
pub fn in_force(grids: &[Grid], on: Date) -> Option<&Grid> {
    grids.iter().rfind(|g| g.valid_from <= on).or(grids.first())
}
