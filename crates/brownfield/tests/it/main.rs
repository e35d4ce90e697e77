//! Brownfields as their owners and the national inventory tell them. One binary: a file put straight into `tests/` is linked
//! alone, with all that it stands on, which takes time and disk.

mod inventory;
mod stories;

/// The day that values are reckoned at.
const WHEN: domain::Date = domain::Date::constant(2026, 11, 28);
