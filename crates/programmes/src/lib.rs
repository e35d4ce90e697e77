//! Programmes, measures, calls, envelopes and dated legal rules, read from files that a civil servant can edit.
//!
//! A new programme, measure, call or procedure is a TOML file; no Rust changes. Reading is strict: every mistake is
//! reported with its file, line, field and what would be right ([`check`]), and nothing is half-loaded.

pub mod model;
pub mod state_aid;

pub use model::*;
pub use state_aid::StateAid;
