//! How easily the brownfield can take industry again: an index, and how much of the grid is known.
//!
//! Index = points for / (points for + points against), points being score × weight; completeness = weight of what is
//! known / total weight (Mutafriches, ADEME, algorithm v1.11).

use crate::Grid;
use crate::grid::Criterion;
use domain::{Datum, Facts, Site, Status, Text};
use schemars::JsonSchema;
use serde::Serialize;

#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Mutability {
    /// Version of the grid: with the same facts it gives the same answer, whenever it is asked.
    pub grid: String,
    /// 0 to 1; none when nothing is known.
    pub index: Option<f64>,
    /// The least and the most it can be once all is known, each unknown at its worst and at its best.
    pub least: f64,
    pub most: f64,
    /// 0 to 1.
    pub completeness: f64,
    pub rows: Vec<Row>,
}

#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Row {
    pub fact: String,
    pub label: Text,
    pub weight: f64,
    pub value: Option<domain::Value>,
    pub status: Option<Status>,
    /// −2 to 2; none when unknown.
    pub score: Option<f64>,
}

pub fn mutability(grid: &Grid, facts: &Facts, site: Option<&Site>) -> Mutability {
    let rows: Vec<Row> = grid
        .criteria
        .iter()
        .map(|criterion| {
            let datum = datum_of(criterion, facts, site);
            let score = datum.and_then(|d| criterion.score(&d.value));
            let known = datum.filter(|_| score.is_some());
            Row {
                fact: criterion.fact.clone(),
                label: criterion.label.clone(),
                weight: criterion.weight,
                value: known.map(|d| d.value.clone()),
                status: known.map(|d| d.status),
                score,
            }
        })
        .collect();
    let total: f64 = grid.criteria.iter().map(|c| c.weight).sum();
    let filled: f64 = rows.iter().filter(|r| r.score.is_some()).map(|r| r.weight).sum();
    let extreme = |worst: bool| {
        let of = |(row, criterion): (&Row, &Criterion)| {
            let scores = criterion.levels.iter().map(|l| l.score);
            let bound = if worst { scores.fold(f64::INFINITY, f64::min) } else { scores.fold(f64::NEG_INFINITY, f64::max) };
            row.weight * row.score.unwrap_or(bound)
        };
        index(rows.iter().zip(&grid.criteria).map(of)).unwrap_or(0.0)
    };
    Mutability {
        grid: grid.version.clone(),
        index: index(rows.iter().filter_map(|r| Some(r.weight * r.score?))),
        least: extreme(true),
        most: extreme(false),
        completeness: if total > 0.0 { filled / total } else { 0.0 },
        rows,
    }
}

/// The index and the completeness alone, for a list of many brownfields: those of [`mutability`], without its rows.
pub fn standing(grid: &Grid, facts: &Facts, site: Option<&Site>) -> (Option<f64>, f64) {
    let (mut filled, mut total) = (0.0, 0.0);
    let points = grid.criteria.iter().filter_map(|criterion| {
        total += criterion.weight;
        let score = datum_of(criterion, facts, site).and_then(|d| criterion.score(&d.value))?;
        filled += criterion.weight;
        Some(criterion.weight * score)
    });
    let found = index(points);
    (found, if total > 0.0 { filled / total } else { 0.0 })
}

/// What the project says, or else the site.
fn datum_of<'a>(criterion: &Criterion, facts: &'a Facts, site: Option<&'a Site>) -> Option<&'a Datum> {
    facts.get(&criterion.fact).or_else(|| site.and_then(|s| s.attributes.get(criterion.attribute.as_deref()?)))
}

fn index(points: impl Iterator<Item = f64>) -> Option<f64> {
    let (mut good, mut bad) = (0.0, 0.0);
    points.for_each(|p| if p > 0.0 { good += p } else { bad -= p });
    (good + bad > 0.0).then(|| good / (good + bad))
}
