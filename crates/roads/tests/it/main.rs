//! Times by road, from a network of our own and from services. One binary: a file put straight into `tests/` is linked alone,
//! with all that it stands on, which takes time and disk.

mod drawing;
mod network;
mod service;

/// The day of imports and of answers.
const TODAY: domain::Date = domain::Date::constant(2026, 11, 28);
