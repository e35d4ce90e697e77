//! The sheets of a territory, of a region or of the whole country, for those who steer: one list, and sums by territory.
//!
//! A contract has its own table ([`crate::sheets::list`]); nothing there joins two territories.

mod list;
mod sums;

pub use crate::sheets::After;
pub use list::{Filter, Found, Line, Order, found, list};
pub use sums::{Blocked, Decided, Promised, Stands, blocked, decided, promised, stands};

/// Whose sheets.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub enum Within {
    #[default]
    Country,
    /// INSEE code.
    Region(String),
    /// (phase, code).
    Territory(u8, String),
}
