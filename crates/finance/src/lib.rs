//! Who pays what, legally: the plan to the cent, the rules that bind it, and the calendar of payments.
//!
//! Each rule of law is one file of pure functions whose figures come from [`programmes::StateAid`]; [`plan`] puts them
//! together, and [`verify`] checks any plan again by another road.

mod build;
mod candidate;
mod caps;
mod case;
mod checks_aid;
mod checks_public;
mod cumulation;
mod notes;
mod propose;
mod range;
mod say;
mod search;
mod verify;

pub mod de_minimis;
pub mod own_share;
pub mod payments;
pub mod plan;
pub mod regional;
pub mod size;
pub mod sme;

pub use build::plan;
pub use candidate::Candidate;
pub use cumulation::{SameCosts, same_costs};
pub use plan::*;
pub use range::Range;
pub use size::size;
pub use verify::verify;
