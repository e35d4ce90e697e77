//! Which measures can this project ask for, why, and which question to ask next.

pub mod verdict;

pub use verdict::*;
