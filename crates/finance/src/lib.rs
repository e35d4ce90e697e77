//! Who pays what, legally: the plan to the cent, the rules that bind it, and the calendar of payments.

pub mod plan;

pub use plan::*;
