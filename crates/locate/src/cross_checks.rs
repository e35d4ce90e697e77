//! The same sites under two other published methods, to see whether the weighted sum is alone in its opinion. They read
//! the utilities of the sum, each unknown value at the middle of its range.

use crate::criteria::Chosen;
use crate::methods::{self, Normalisation, Preference, Sense, Table, ranks};
use crate::ranking::Place;
use crate::score::Scored;

/// Differences of utility that do not count, and that count in full. Assumption: 5 and 25 % of the scale.
const LINEAR: Preference = Preference::Linear { indifference: 0.05, preference: 0.25 };

fn table(scored: &[Scored], criteria: &[Chosen]) -> Table {
    Table {
        columns: (0..criteria.len()).map(|at| scored.iter().map(|s| s.reads[at].middle).collect()).collect(),
        senses: vec![Sense::Benefit; criteria.len()],
        weights: criteria.iter().map(|c| c.weight).collect(),
    }
}

fn places(values: Vec<f64>) -> Vec<Place> {
    let ranks = ranks(&values);
    values.into_iter().zip(ranks).map(|(value, rank)| Place { rank, value }).collect()
}

/// TOPSIS, vector normalisation.
pub fn topsis(scored: &[Scored], criteria: &[Chosen]) -> Vec<Place> {
    if criteria.is_empty() {
        return vec![Place::default(); scored.len()];
    }
    places(methods::topsis(&table(scored, criteria), Normalisation::Vector))
}

/// PROMETHEE II, linear preferences.
pub fn promethee(scored: &[Scored], criteria: &[Chosen]) -> Vec<Place> {
    if criteria.is_empty() {
        return vec![Place::default(); scored.len()];
    }
    places(methods::promethee2(&table(scored, criteria), &vec![LINEAR; criteria.len()]).net)
}
