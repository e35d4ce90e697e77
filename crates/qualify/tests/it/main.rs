//! Verdicts and questions: stories, laws, and the real measures. One binary: a file put straight into `tests/` is linked
//! alone, with all that it stands on, which takes time and disk.

mod laws;
mod questions;
mod real_measures;
mod trade;
mod verdicts;
