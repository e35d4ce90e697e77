//! What to back, accelerate or reorient: which projects to retain within envelopes, years of payments, shares of regions and
//! rules of co-funding, and why the others are out.
//!
//! [`solve()`] searches; [`verify()`], written apart, checks every rule again before a plan leaves; the [`Proposal`] bears the
//! bound that no plan passes. [`explain()`] says of each project left out what holds it and what would change it; [`replan()`] takes
//! a decision in; [`moves()`] compares two sets of priorities. It proposes: nobody is bound by it.

mod bound;
mod desk;
mod dice;
mod explain;
mod fund;
mod greedy;
mod improve;
mod mistake;
mod model;
mod moves;
mod portfolio;
mod schema;
mod solve;
mod verify;

pub use bound::Prices;
pub use dice::Dice;
pub use explain::{Change, Named, Refused, Tight, Why, explain};
pub use mistake::{Figure, Mistake};
pub use moves::{Cause, Move, moves};
pub use portfolio::{Measure, Plan, Portfolio, Project, Scenario};
pub use schema::{Answer, KINDS, schema};
pub use solve::{Effort, Failure, Proposal, replan, solve};
pub use verify::{Violation, value, verify};
