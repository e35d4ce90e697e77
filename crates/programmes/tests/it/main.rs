//! Files of rules, programmes and projects: read whole, refused in their place. One binary: a file put straight into `tests/`
//! is linked alone, with all that it stands on, which takes time and disk.

mod check;
mod examples;
mod forms;
mod procedures;
mod project_file;
mod rulebook;
mod schemas;
mod state_aid;
mod waves;

use domain::Dictionary;
use programmes::Rulebook;
use std::sync::LazyLock;

/// The questions that the repository asks.
static DICTIONARY: LazyLock<Dictionary> = LazyLock::new(|| Rulebook::load(None).expect("the rules of the repository are right").dictionary);
