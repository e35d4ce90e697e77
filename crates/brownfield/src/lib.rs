//! What a brownfield is worth to industry, what it costs to leave as it is, and what bringing it back costs and earns.
//!
//! Grids and constants are dated data (`rules/brownfield`): a former version stays, so that an old answer can be computed
//! again. What is not known is listed and counts for nothing. Money is in cents, all along.

mod balance;
mod costs;
mod grid;
mod inaction;
mod known;
mod mutability;
mod rules;
mod worth;

pub use balance::{Balance, balance};
pub use costs::Costs;
pub use grid::{Grid, in_force};
pub use inaction::{Inaction, inaction};
pub use known::{known_of, with_known};
pub use mutability::{Mutability, Row, mutability, standing};
pub use rules::{FOLDER, Rules};
pub use worth::{aid_ceiling, carbon_value, present_value, yearly_carbon};

use domain::{Cents, Source, Text};
use schemars::JsonSchema;
use serde::Serialize;

/// One line of a reckoning: an amount with how it was found, or what is missing to find it.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Line {
    pub label: Text,
    pub amount: Option<Cents>,
    /// "66 € × 4 000 m²"; what is missing when there is no amount.
    pub how: Text,
    /// Keys of the facts that would give the amount.
    pub missing: Vec<String>,
    pub source: Option<Source>,
}

/// The sum of the lines that have an amount.
pub fn known(lines: &[Line]) -> Cents {
    Cents(lines.iter().filter_map(|l| l.amount).map(|a| a.0).sum())
}
