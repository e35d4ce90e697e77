//! `rebond check`: all that is wrong in a checkout, a programme folder, one of its files, or a project file.

use crate::files::{Files, unreadable};
use crate::input::Known;
use crate::meaning::{Meaning, Seen};
use crate::rulebook::{assemble, read_dictionary};
use crate::{Call, EnvelopesFile, Measure, Procedures, Rulebook, StateAid, read, read_project};
use contracts::Lifecycle;
use domain::{Dictionary, Problem, Text};
use schemars::JsonSchema;
use serde::de::DeserializeOwned;
use std::path::{Path, PathBuf};

/// What is known of places, activities and sites when a project file is checked (see [`Known`]).
pub struct LookUps<'a> {
    pub commune: &'a dyn Fn(&str) -> Result<String, Text>,
    pub naf: &'a dyn Fn(&str) -> Result<String, Text>,
    pub site: &'a dyn Fn(&str) -> Result<String, Text>,
}

/// Checks without reference data: codes of a project file are checked for their form only. See [`check_with`].
pub fn check(path: &Path) -> Vec<Problem> {
    let as_written = |text: &str| Ok(text.to_owned());
    check_with(path, &LookUps { commune: &as_written, naf: &as_written, site: &as_written })
}

/// Every problem of what stands at this path: a checkout (both `rules/` and `programmes/`), a folder or a file of it, a
/// programme folder alone, a project file, or a folder of project files. An empty path means the files of the binary.
///
/// A file of a checkout is judged together with the others, so that a name that leads nowhere is found.
pub fn check_with(path: &Path, look_ups: &LookUps) -> Vec<Problem> {
    if path.as_os_str().is_empty() {
        return assemble(&Files::embedded()).1;
    }
    if !path.exists() {
        return vec![unreadable(path, &std::io::ErrorKind::NotFound.into())];
    }
    if let Some((root, inside)) = checkout(path)
        && ["", "rules", "programmes"].contains(&inside.split('/').next().unwrap_or_default())
    {
        return Files::on_disk(&root).map_or_else(|problems| problems, |files| part_of(&files, &inside));
    }
    if let Some(folder) = path.ancestors().find(|a| a.join("programme.toml").is_file()) {
        let inside = path.strip_prefix(folder).unwrap_or(path).to_string_lossy().into_owned();
        let name = folder.file_name().unwrap_or_default().to_string_lossy();
        let inside = format!("programmes/{name}/{inside}");
        return Files::alone(folder).map_or_else(|problems| problems, |files| part_of(&files, inside.trim_end_matches('/')));
    }
    if path.is_dir() { folder(path, look_ups) } else { file(path, look_ups) }
}

/// The problems of one file or folder among those of the whole.
fn part_of(files: &Files, inside: &str) -> Vec<Problem> {
    let (_, mut problems) = assemble(files);
    let (shown, folder) = (files.shown(inside), files.shown(&format!("{inside}/")));
    problems.retain(|p| inside.is_empty() || p.file == shown || p.file.starts_with(&folder));
    // Shape is judged before meaning; whoever mends a file reads it from top to bottom.
    problems.sort_by(|a, b| (&a.file, a.line, a.column).cmp(&(&b.file, b.line, b.column)));
    problems
}

/// The checkout this path is in, and the path inside it with "/" between names.
fn checkout(path: &Path) -> Option<(PathBuf, String)> {
    let find = |path: &Path| {
        let root = path.ancestors().find(|a| a.join("rules/facts.toml").is_file() && a.join("programmes").is_dir())?;
        let inside = path.strip_prefix(root).ok()?.components();
        let names: Vec<String> = inside.map(|c| c.as_os_str().to_string_lossy().into_owned()).filter(|name| name != ".").collect();
        Some((root.to_path_buf(), names.join("/")))
    };
    find(path).or_else(|| find(&std::path::absolute(path).ok()?))
}

/// Every project file of a folder.
fn folder(path: &Path, look_ups: &LookUps) -> Vec<Problem> {
    let entries = match std::fs::read_dir(path) {
        Ok(entries) => entries,
        Err(error) => return vec![unreadable(path, &error)],
    };
    let mut files: Vec<PathBuf> = entries.flatten().map(|e| e.path()).filter(|p| p.extension().is_some_and(|e| e == "toml")).collect();
    files.sort();
    if files.is_empty() {
        let what = Text::new("rien à vérifier ici : aucun fichier .toml", "nothing to check here: no .toml file");
        let mend =
            Text::new("donner un fichier, un dossier de programme ou une copie du dépôt", "give a file, a programme folder or a checkout");
        return vec![Problem::at(path.to_string_lossy(), 0, 0, "", what, mend)];
    }
    files.iter().flat_map(|p| file(p, look_ups)).collect()
}

/// A file outside any programme: its kind is told by its name or its folder; otherwise it is a project.
fn file(path: &Path, look_ups: &LookUps) -> Vec<Problem> {
    let text = match std::fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) => return vec![unreadable(path, &error)],
    };
    let (rulebook, _) = assemble(&Files::embedded());
    let shown = path.to_string_lossy();
    let named = |part: Option<&std::ffi::OsStr>| part.unwrap_or_default().to_string_lossy().into_owned();
    let (stem, name) = (named(path.file_stem()), named(path.file_name()));
    let parent = named(path.parent().and_then(Path::file_name));
    let alone = Alone { file: &shown, text: &text, dictionary: &rulebook.dictionary };
    match (parent.as_str(), name.as_str()) {
        ("measures", _) => alone.check::<Measure>(|meaning, tree| {
            meaning.identifier(tree, &stem, &mut Seen::new());
            meaning.measure(tree, None);
        }),
        ("calls", _) => alone.check::<Call>(|meaning, tree| {
            meaning.identifier(tree, &stem, &mut Seen::new());
            meaning.call(tree, None, None);
        }),
        ("procedures", _) => Procedures::parse(&shown, &text).err().unwrap_or_default(),
        ("state-aid", _) => StateAid::parse(&shown, &text).err().unwrap_or_default(),
        (_, "lifecycle.toml") => alone.check::<Lifecycle>(|meaning, tree| meaning.lifecycle(tree)),
        (_, "envelopes.toml") => alone.check::<EnvelopesFile>(|meaning, tree| meaning.envelopes(tree, &mut Seen::new())),
        (_, "facts.toml") => read_dictionary(&shown, &text).1,
        _ => project(&shown, &text, &rulebook, look_ups),
    }
}

fn project(file: &str, text: &str, rulebook: &Rulebook, look_ups: &LookUps) -> Vec<Problem> {
    let LookUps { commune, naf, site } = *look_ups;
    let known = Known { dictionary: &rulebook.dictionary, measures: rulebook.measure_ids(), commune, naf, site };
    read_project(file, text, &known).err().unwrap_or_default()
}

struct Alone<'a> {
    file: &'a str,
    text: &'a str,
    dictionary: &'a Dictionary,
}

impl Alone<'_> {
    fn check<T: DeserializeOwned + JsonSchema>(&self, meaning: impl FnOnce(&mut Meaning<'_>, &crate::tree::Node)) -> Vec<Problem> {
        let reading = read::<T>(self.file, self.text);
        let mut found = Meaning::new(self.file.to_owned(), self.dictionary);
        if let Some(tree) = &reading.tree {
            meaning(&mut found, tree);
        }
        reading.problems.into_iter().chain(found.problems).collect()
    }
}
