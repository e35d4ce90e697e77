//! One file per command.

pub mod ask;
pub mod backup;
pub mod check;
pub mod demarches;
pub mod demarches_match;
pub mod dossier;
pub mod generate;
pub mod import;
pub mod ledger;
pub mod load;
pub mod operator_key;
pub mod rank;
pub mod sectors;
pub mod sectors_import;
pub mod serve;

use crate::Data;
use domain::{Lang, Problem};
use programmes::Rulebook;
use reference::Reference;

/// Why a command stopped, in words: both languages, as the terminal's reader is not known.
pub type Outcome = Result<(), String>;

/// Runs what waits: a command is one task.
pub fn wait(task: impl Future<Output = Outcome>) -> Outcome {
    tokio::runtime::Runtime::new().map_err(|e| e.to_string())?.block_on(task)
}

pub fn both(text: &domain::Text) -> String {
    format!("✕ {}\n  {}", text.fr, text.en)
}

pub fn list(problems: &[Problem]) -> String {
    let lines: Vec<String> = problems.iter().map(|p| format!("✕ {}\n  {}", p.show(Lang::Fr), p.show(Lang::En))).collect();
    lines.join("\n")
}

impl Data {
    pub fn reference(&self) -> Result<Reference, String> {
        Reference::open(&self.data).map_err(|why| both(&why))
    }
    pub fn rulebook(&self) -> Result<Rulebook, String> {
        Rulebook::load(self.rules.as_deref()).map_err(|problems| list(&problems))
    }
}
