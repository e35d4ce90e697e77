//! One file per command.

pub mod ask;
pub mod backup;
pub mod check;
pub mod contract;
pub mod copy;
pub mod country;
pub mod demarches;
pub mod demarches_match;
pub mod demarches_offer;
pub mod dossier;
pub mod generate;
pub mod import;
pub mod ledger;
pub mod load;
pub mod operator_key;
pub mod rank;
pub mod roads_import;
pub mod sectors;
pub mod sectors_import;
pub mod serve;
pub mod steer;
pub mod synergies;
pub mod zoning;

use crate::Data;
use domain::{Date, Lang, Problem, Text};
use programmes::Rulebook;
use reference::Reference;
use std::path::Path;

/// Why a command stopped, in words: both languages, as the terminal's reader is not known.
pub type Outcome = Result<(), String>;

/// Runs what waits: a command is one task.
pub fn wait(task: impl Future<Output = Outcome>) -> Outcome {
    tokio::runtime::Runtime::new().map_err(|e| e.to_string())?.block_on(task)
}

pub fn both(text: &domain::Text) -> String {
    format!("✕ {}\n  {}", text.fr, text.en)
}

/// What the store could not do.
pub fn told(error: store::StoreError) -> String {
    both(&error.message())
}

/// What the system says of a file or a folder.
pub fn of_file(path: &Path, why: &std::io::Error) -> String {
    format!("✕ {} : {why}", path.display())
}

pub fn read_file(path: &Path) -> Result<String, String> {
    std::fs::read_to_string(path).map_err(|why| unreadable(path, &why))
}

/// Written beside, then renamed: a reader never meets half a file.
pub fn write_file(path: &Path, bytes: impl AsRef<[u8]>) -> Outcome {
    let part = path.with_extension("part");
    std::fs::write(&part, bytes).and_then(|()| std::fs::rename(&part, path)).map_err(|why| of_file(path, &why))
}

/// A day as people write it, on the command line too.
pub fn day(text: &str) -> Result<Date, String> {
    programmes::read_date(text).map_err(|why| format!("{} / {}", why.fr, why.en))
}

/// A file of the command line that cannot be read, with what to do about it.
pub fn unreadable(path: &Path, error: &std::io::Error) -> String {
    list(&[programmes::unreadable(path, error)])
}

pub fn list(problems: &[Problem]) -> String {
    let lines: Vec<String> = problems.iter().map(|p| format!("✕ {}\n  {}", p.show(Lang::Fr), p.show(Lang::En))).collect();
    lines.join("\n")
}

impl Data {
    pub fn reference(&self) -> Result<Reference, String> {
        let methods = reference::vulnerability::in_force(self.rules.as_deref(), &self.data).map_err(|problem| list(&[problem]))?;
        Ok(Reference::open(&self.data).map_err(|why| both(&why))?.with_methods(methods))
    }
    /// Grids and constants of brownfields: those of the folder of rules when it has some.
    pub fn brownfield(&self, rulebook: &Rulebook) -> Result<brownfield::Rules, String> {
        let read = self.rules.as_deref().map(brownfield_in).transpose().map_err(|problems| list(&problems))?.flatten();
        let rules = read.unwrap_or_else(brownfield::Rules::embedded);
        let problems = rules.check_facts(&rulebook.dictionary);
        if problems.is_empty() { Ok(rules) } else { Err(list(&problems)) }
    }
    /// How flows are matched: as the folder of rules says when it does.
    pub fn connect(&self) -> Result<connect::Rules, String> {
        let read = self.rules.as_deref().map(connect_in).transpose().map_err(|problems| list(&problems))?.flatten();
        Ok(read.unwrap_or_else(connect::Rules::embedded))
    }
    pub fn rulebook(&self) -> Result<Rulebook, String> {
        Rulebook::load(self.rules.as_deref()).map_err(|problems| list(&problems))
    }
}

/// What a checkout holds of brownfields; none when it has no such folder.
pub fn brownfield_in(dir: &Path) -> Result<Option<brownfield::Rules>, Vec<Problem>> {
    let Some(files) = rules_in(dir, brownfield::FOLDER)? else { return Ok(None) };
    brownfield::Rules::gather(files.iter().map(|(path, text)| (path.as_str(), text.as_str()))).map(Some)
}

/// How a checkout matches flows; none when it has no such folder.
pub fn connect_in(dir: &Path) -> Result<Option<connect::Rules>, Vec<Problem>> {
    let Some(files) = rules_in(dir, connect::FOLDER)? else { return Ok(None) };
    connect::Rules::gather(files.iter().map(|(path, text)| (path.as_str(), text.as_str()))).map(Some)
}

/// The TOML files of a folder of a checkout, by path, with their text; none when it has no such folder.
fn rules_in(dir: &Path, folder: &str) -> Result<Option<Vec<(String, String)>>, Vec<Problem>> {
    let folder = dir.join(folder);
    if !folder.is_dir() {
        return Ok(None);
    }
    let unreadable = |path: &Path, e: std::io::Error| {
        let what = Text::new(format!("lecture impossible : {e}"), format!("cannot be read: {e}"));
        vec![Problem::at(path.display().to_string(), 0, 0, "", what, Text::default())]
    };
    let mut files = Vec::new();
    for entry in std::fs::read_dir(&folder).map_err(|e| unreadable(&folder, e))? {
        let path = entry.map_err(|e| unreadable(&folder, e))?.path();
        if path.extension().is_some_and(|ending| ending == "toml") {
            let text = std::fs::read_to_string(&path).map_err(|e| unreadable(&path, e))?;
            files.push((path.display().to_string(), text));
        }
    }
    files.sort();
    Ok(Some(files))
}
