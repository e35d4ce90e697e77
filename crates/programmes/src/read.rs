//! Reads one file into its Rust type: all its mistakes at once, or the whole value.

use crate::tree::{self, Node};
use crate::{schema, shape::Checker};
use domain::{Problem, Text};
use schemars::JsonSchema;
use serde::de::DeserializeOwned;

/// A file read as far as it could be: the located tree serves the checks of meaning even when the value is missing.
pub struct Reading<T> {
    pub tree: Option<Node>,
    pub value: Option<T>,
    pub problems: Vec<Problem>,
}

/// Reads a TOML text strictly: unknown or missing fields, wrong types, unreadable amounts, rates and dates, empty
/// texts are all reported with file, line, column, field, and what would be right.
pub fn read<T: DeserializeOwned + JsonSchema>(file: &str, text: &str) -> Reading<T> {
    let tree = match tree::parse(file, text) {
        Ok(tree) => tree,
        Err(problems) => return Reading { tree: None, value: None, problems },
    };
    let schema = schema::of::<T>();
    let mut checker = Checker::new(file, &schema);
    checker.check(&tree, &schema, "");
    let mut problems = checker.problems;
    let value = if problems.is_empty() { value(file, &tree).map_err(|found| problems.extend(found)).ok() } else { None };
    Reading { tree: Some(tree), value, problems }
}

/// The last word is serde's: what the schema lets through and the type refuses is still located.
pub(crate) fn value<T: DeserializeOwned>(file: &str, tree: &Node) -> Result<T, Vec<Problem>> {
    serde_path_to_error::deserialize(tree.json()).map_err(|error| {
        let path = error.path().to_string();
        let place = tree.locate(&from_one(&path));
        let message = error.into_inner().to_string();
        vec![Problem::at(file, place.line, place.column, path, Text::same(message), Text::default())]
    })
}

/// serde counts list items from 0, readers from 1.
fn from_one(path: &str) -> String {
    let step = |part: &str| match part.split_once(']') {
        Some((index, rest)) if index.parse::<usize>().is_ok() => {
            format!("{}]{rest}", index.parse::<usize>().map_or(0, |i| i + 1))
        }
        _ => part.to_owned(),
    };
    path.split('[').map(step).collect::<Vec<_>>().join("[")
}
