//! The scoring grid of a call: criteria, weights, scale. A version that has received a score is never edited; a change
//! is another version, and a score names the version it was given on.

use crate::Refusal;
use domain::Text;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Criterion {
    /// Stable name, by which scores know it.
    pub key: String,
    pub label: String,
    pub weight: u32,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grid {
    /// Points go from 0 to this.
    pub scale: u32,
    pub criteria: Vec<Criterion>,
}

/// Points of one member on one application, by criterion.
pub type Points = BTreeMap<String, u32>;

const MOST_CRITERIA: usize = 30;
const MOST_WEIGHT: u32 = 1_000;
const MOST_SCALE: u32 = 100;

impl Grid {
    /// Whether it can be scored with.
    pub fn check(&self) -> Result<(), Refusal> {
        let refuse = |what: Text, mend: (&str, &str)| Err(Refusal::new(what, Text::new(mend.0, mend.1)));
        if self.criteria.is_empty() || self.criteria.len() > MOST_CRITERIA {
            return refuse(
                Text::new(
                    format!("La grille a {} critères.", self.criteria.len()),
                    format!("The grid has {} criteria.", self.criteria.len()),
                ),
                ("Donnez de 1 à 30 critères.", "Give 1 to 30 criteria."),
            );
        }
        if !(1..=MOST_SCALE).contains(&self.scale) {
            return refuse(
                Text::new(format!("L’échelle va de 0 à {}.", self.scale), format!("The scale goes from 0 to {}.", self.scale)),
                ("Choisissez une note maximale de 1 à 100.", "Choose a highest score from 1 to 100."),
            );
        }
        let mut seen = BTreeSet::new();
        for criterion in &self.criteria {
            if criterion.label.trim().is_empty() || criterion.key.is_empty() || !seen.insert(&criterion.key) {
                return refuse(
                    Text::new(
                        format!("Le critère « {} » n’a pas de nom, ou ce nom est deux fois dans la grille.", criterion.label),
                        format!("The criterion “{}” has no name, or the name stands twice in the grid.", criterion.label),
                    ),
                    ("Donnez à chaque critère un nom qui lui est propre.", "Give each criterion a name of its own."),
                );
            }
            if !(1..=MOST_WEIGHT).contains(&criterion.weight) {
                return refuse(
                    Text::new(
                        format!("Le poids de « {} » est {}.", criterion.label, criterion.weight),
                        format!("The weight of “{}” is {}.", criterion.label, criterion.weight),
                    ),
                    ("Donnez un poids entier de 1 à 1000.", "Give a whole weight from 1 to 1000."),
                );
            }
        }
        Ok(())
    }

    /// The weighted sum of one member's points; None when a criterion is missing, unknown or above the scale.
    pub fn total(&self, points: &Points) -> Option<u64> {
        if points.len() != self.criteria.len() {
            return None;
        }
        self.criteria.iter().map(|c| points.get(&c.key).filter(|p| **p <= self.scale).map(|p| u64::from(*p) * u64::from(c.weight))).sum()
    }

    /// What all the highest scores give.
    pub fn most(&self) -> u64 {
        self.criteria.iter().map(|c| u64::from(c.weight) * u64::from(self.scale)).sum()
    }
}
