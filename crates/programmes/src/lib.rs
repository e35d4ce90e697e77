//! Programmes, measures, calls, envelopes and dated legal rules, read from files that a civil servant can edit.
//!
//! A new programme, measure, call or procedure is a TOML file; no Rust changes. Reading is strict: every mistake is
//! reported with its file, line, field and what would be right ([`check`]), and nothing is half-loaded.

mod bounds;
mod call;
mod check;
mod condition;
mod files;
mod input;
mod meaning;
pub mod model;
mod plausible;
pub mod procedure;
pub mod project_file;
mod read;
mod rulebook;
pub mod schema;
mod shape;
pub mod state_aid;
mod tree;
mod wave;

pub use call::{Call, Wave};
pub use check::{LookUps, check, check_with};
pub use domain::calendar::read_date;
pub use files::unreadable;
pub use input::{Known, read_fact, show_input};
pub use model::*;
pub use procedure::Procedures;
pub use project_file::{read_project, write_project};
pub use read::{Reading, read};
pub use rulebook::Rulebook;
pub use schema::schema;
pub use state_aid::StateAid;
pub use wave::WaveState;
