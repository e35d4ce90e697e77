//! The text files of a checkout, or of the binary itself when no folder is given.

use domain::{Problem, Text};
use include_dir::{Dir, include_dir};
use std::collections::BTreeMap;
use std::path::Path;

static RULES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../../rules");
static PROGRAMMES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../../programmes");

/// The `.toml` files of `rules/` and `programmes/`, by their path from the root, with "/" between names.
pub struct Files {
    /// Put before each path when it is shown: the folder as the person named it.
    root: String,
    /// Taken off the front of each path when it is shown.
    base: String,
    texts: BTreeMap<String, String>,
}

impl Files {
    pub fn embedded() -> Files {
        let mut texts = BTreeMap::new();
        for (name, folder) in [("rules", &RULES), ("programmes", &PROGRAMMES)] {
            gather_embedded(name, folder, &mut texts);
        }
        Files { root: String::new(), base: String::new(), texts }
    }

    /// One programme folder that stands alone, judged with the rules of the binary.
    pub fn alone(folder: &Path) -> Result<Files, Vec<Problem>> {
        let name = folder.file_name().unwrap_or_default().to_string_lossy();
        let base = format!("programmes/{name}");
        let (mut texts, mut problems) = (BTreeMap::new(), Vec::new());
        gather_embedded("rules", &RULES, &mut texts);
        gather(folder, &base, &mut texts, &mut problems);
        let files = Files { root: prefix(folder), base: format!("{base}/"), texts };
        if problems.is_empty() { Ok(files) } else { Err(problems) }
    }

    /// Reads both folders of a checkout; a file that cannot be read is a problem, not a silence.
    pub fn on_disk(root: &Path) -> Result<Files, Vec<Problem>> {
        let (mut texts, mut problems) = (BTreeMap::new(), Vec::new());
        for name in ["rules", "programmes"] {
            gather(&root.join(name), name, &mut texts, &mut problems);
        }
        if problems.is_empty() { Ok(Files { root: prefix(root), base: String::new(), texts }) } else { Err(problems) }
    }

    pub fn text(&self, path: &str) -> Option<&str> {
        self.texts.get(path).map(String::as_str)
    }

    /// The path as the person would write it.
    pub fn shown(&self, path: &str) -> String {
        format!("{}{}", self.root, path.strip_prefix(&self.base).unwrap_or(path))
    }

    /// Files directly inside this folder: (path, stem, text).
    pub fn inside<'a>(&'a self, folder: &'a str) -> impl Iterator<Item = (&'a str, &'a str, &'a str)> {
        self.texts.iter().filter_map(move |(path, text)| {
            let stem = path.strip_prefix(folder)?.strip_prefix('/')?.strip_suffix(".toml")?;
            (!stem.contains('/')).then_some((path.as_str(), stem, text.as_str()))
        })
    }

    /// Names of the folders of `programmes/`.
    pub fn programmes(&self) -> Vec<&str> {
        let mut names: Vec<&str> =
            self.texts.keys().filter_map(|path| path.strip_prefix("programmes/")?.split_once('/').map(|(name, _)| name)).collect();
        names.dedup();
        names
    }
}

fn prefix(root: &Path) -> String {
    let root = root.to_string_lossy();
    if root.is_empty() || root == "." { String::new() } else { format!("{}/", root.trim_end_matches('/')) }
}

fn gather_embedded(name: &str, folder: &Dir<'_>, texts: &mut BTreeMap<String, String>) {
    for file in folder.files().filter(|f| f.path().extension().is_some_and(|e| e == "toml")) {
        // Not UTF-8: kept as it can be read, so that the check shows where.
        let text = String::from_utf8_lossy(file.contents()).into_owned();
        texts.insert(format!("{name}/{}", file.path().to_string_lossy().replace('\\', "/")), text);
    }
    for inner in folder.dirs() {
        gather_embedded(name, inner, texts);
    }
}

fn gather(folder: &Path, name: &str, texts: &mut BTreeMap<String, String>, problems: &mut Vec<Problem>) {
    let entries = match std::fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) => return problems.push(unreadable(folder, &error)),
    };
    for entry in entries.flatten() {
        let (path, name) = (entry.path(), format!("{name}/{}", entry.file_name().to_string_lossy()));
        if path.is_dir() {
            gather(&path, &name, texts, problems);
        } else if name.ends_with(".toml") {
            match std::fs::read_to_string(&path) {
                Ok(text) => drop(texts.insert(name, text)),
                Err(error) => problems.push(unreadable(&path, &error)),
            }
        }
    }
}

/// A file or folder that the system or its encoding keeps from being read.
pub fn unreadable(path: &Path, error: &std::io::Error) -> Problem {
    let (what, mend) = match error.kind() {
        std::io::ErrorKind::NotFound => {
            (Text::new("fichier ou dossier introuvable", "no such file or folder"), Text::new("vérifier le chemin", "check the path"))
        }
        std::io::ErrorKind::InvalidData => (
            Text::new("ce fichier n’est pas en UTF-8", "this file is not in UTF-8"),
            Text::new("l’enregistrer de nouveau, encodage UTF-8", "save it again with the UTF-8 encoding"),
        ),
        _ => (Text::new(format!("lecture impossible ({error})"), format!("cannot be read ({error})")), Text::default()),
    };
    Problem::at(path.to_string_lossy(), 0, 0, "", what, mend)
}
