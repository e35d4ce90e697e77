//! Everything the line is judged by: the questions, the programmes, and the dated legal rules, loaded whole or not at all.

use crate::files::Files;
use crate::meaning::{Meaning, Seen};
use crate::read::{Reading, read};
use crate::{Call, EnvelopesFile, Measure, Procedures, Programme, ProgrammeFile, StateAid};
use contracts::Lifecycle;
use domain::{Dictionary, Problem, Text};
use schemars::JsonSchema;
use serde::de::DeserializeOwned;
use std::path::Path;

#[derive(Clone, Debug)]
pub struct Rulebook {
    pub dictionary: Dictionary,
    pub programmes: Vec<Programme>,
    pub procedures: Procedures,
    pub state_aid: StateAid,
    /// The life cycle of the action sheets of each programme that has contracts, with its phase.
    pub lifecycles: Vec<(u8, Lifecycle)>,
}

impl Rulebook {
    /// Loads the `rules/` and `programmes/` folders of a checkout, or those embedded in the binary when `dir` is
    /// `None`. Any mistake in any file refuses the whole, with the list of all of them.
    pub fn load(dir: Option<&Path>) -> Result<Rulebook, Vec<Problem>> {
        let files = match dir {
            Some(dir) => Files::on_disk(dir)?,
            None => Files::embedded(),
        };
        let (rulebook, problems) = assemble(&files);
        if problems.is_empty() { Ok(rulebook) } else { Err(problems) }
    }

    /// The measure of this identifier, in whichever programme it is.
    pub fn measure(&self, id: &str) -> Option<&Measure> {
        self.programmes.iter().flat_map(|p| &p.measures).find(|m| m.id == id)
    }

    /// The calls through which one applies to this measure.
    pub fn calls_for(&self, measure: &str) -> Vec<&Call> {
        self.programmes.iter().flat_map(|p| &p.calls).filter(|c| c.measures.iter().any(|m| m == measure)).collect()
    }

    /// How the action sheets of the contracts of this phase live; `None` when no programme of the phase says it.
    pub fn lifecycle(&self, phase: u8) -> Option<&Lifecycle> {
        self.lifecycles.iter().find(|(of, _)| *of == phase).map(|(_, lifecycle)| lifecycle)
    }

    /// Identifiers of every measure, as a project file may name them.
    pub fn measure_ids(&self) -> Vec<&str> {
        self.programmes.iter().flat_map(|p| &p.measures).map(|m| m.id.as_str()).collect()
    }
}

/// What could be read, and every problem met on the way.
pub(crate) fn assemble(files: &Files) -> (Rulebook, Vec<Problem>) {
    let mut problems = Vec::new();
    let dictionary = dictionary(files, &mut problems);
    let mut reader = Reader { files, dictionary: &dictionary, problems, measures: Seen::new(), calls: Seen::new(), envelopes: Seen::new() };
    let mut lifecycles = Vec::new();
    let mut programmes: Vec<Programme> = Vec::new();
    for name in files.programmes() {
        let lifecycle = reader.lifecycle(name);
        let Some(programme) = reader.programme(name) else { continue };
        lifecycles.extend(lifecycle.map(|lifecycle| (programme.phase, lifecycle)));
        programmes.push(programme);
    }
    let mut problems = reader.problems;
    // Pages show programmes in the order of their phases.
    programmes.sort_by(|a, b| (a.phase, &a.id).cmp(&(b.phase, &b.id)));
    let shown = |folder: &'static str| files.inside(folder).map(|(path, _, text)| (files.shown(path), text)).collect::<Vec<_>>();
    let (aid, formalities) = (shown("rules/state-aid"), shown("rules/procedures"));
    let state_aid = StateAid::gather(aid.iter().map(|(path, text)| (path.as_str(), *text)));
    let procedures = Procedures::gather(formalities.iter().map(|(path, text)| (path.as_str(), *text)));
    let state_aid = state_aid.map_err(|found| problems.extend(found)).unwrap_or_default();
    let procedures = procedures.map_err(|found| problems.extend(found)).unwrap_or_default();
    problems.extend(procedures.check_facts(&dictionary));
    (Rulebook { dictionary, programmes, procedures, state_aid, lifecycles }, problems)
}

pub(crate) fn dictionary(files: &Files, problems: &mut Vec<Problem>) -> Dictionary {
    let path = "rules/facts.toml";
    let Some(text) = files.text(path) else {
        problems.push(missing(&files.shown(path)));
        return Dictionary::default();
    };
    let (dictionary, found) = read_dictionary(&files.shown(path), text);
    problems.extend(found);
    dictionary
}

pub(crate) fn read_dictionary(file: &str, text: &str) -> (Dictionary, Vec<Problem>) {
    let reading = read::<Dictionary>(file, text);
    let empty = Dictionary::default();
    let mut meaning = Meaning::new(file.to_owned(), &empty);
    if let Some(tree) = &reading.tree {
        meaning.dictionary_file(tree);
    }
    let problems = reading.problems.into_iter().chain(meaning.problems).collect();
    (reading.value.unwrap_or_default(), problems)
}

/// Reads the folders of programmes, and remembers the identifiers that were already given.
struct Reader<'a> {
    files: &'a Files,
    dictionary: &'a Dictionary,
    problems: Vec<Problem>,
    measures: Seen,
    calls: Seen,
    envelopes: Seen,
}

impl Reader<'_> {
    fn read<T: DeserializeOwned + JsonSchema>(
        &mut self,
        path: &str,
        text: &str,
        meaning: impl FnOnce(&mut Meaning<'_>, &crate::tree::Node, &mut Self),
    ) -> Option<T> {
        let Reading { tree, value, problems } = read::<T>(&self.files.shown(path), text);
        self.problems.extend(problems);
        if let Some(tree) = tree {
            let mut found = Meaning::new(self.files.shown(path), self.dictionary);
            meaning(&mut found, &tree, self);
            self.problems.extend(found.problems);
        }
        value
    }

    /// A programme without contracts has none.
    fn lifecycle(&mut self, name: &str) -> Option<Lifecycle> {
        let path = format!("programmes/{name}/lifecycle.toml");
        let files = self.files;
        self.read(&path, files.text(&path)?, |meaning, tree, _| meaning.lifecycle(tree))
    }

    fn programme(&mut self, name: &str) -> Option<Programme> {
        let folder = format!("programmes/{name}");
        let files = self.files;
        let path = format!("{folder}/envelopes.toml");
        let envelopes = files.text(&path).and_then(|text| {
            self.read::<EnvelopesFile>(&path, text, |meaning, tree, reader| meaning.envelopes(tree, &mut reader.envelopes))
        });
        let envelopes = envelopes.unwrap_or_default().envelopes;
        let measures_folder = format!("{folder}/measures");
        let stems: Vec<&str> = files.inside(&measures_folder).map(|(_, stem, _)| stem).collect();
        let envelope_ids: Vec<&str> = envelopes.iter().map(|e| e.id.as_str()).collect();
        let mut measures = Vec::new();
        for (path, stem, text) in files.inside(&measures_folder) {
            measures.extend(self.read::<Measure>(path, text, |meaning, tree, reader| {
                meaning.identifier(tree, stem, &mut reader.measures);
                meaning.measure(tree, Some(&envelope_ids));
            }));
        }
        let mut calls = Vec::new();
        for (path, stem, text) in files.inside(&format!("{folder}/calls")) {
            calls.extend(self.read::<Call>(path, text, |meaning, tree, reader| {
                meaning.identifier(tree, stem, &mut reader.calls);
                // By file name: a measure with a mistake elsewhere is still a measure.
                meaning.call(tree, Some(&stems), Some(&envelope_ids));
            }));
        }
        let path = format!("{folder}/programme.toml");
        let Some(text) = files.text(&path) else {
            self.problems.push(missing(&files.shown(&path)));
            return None;
        };
        let head = self.read::<ProgrammeFile>(&path, text, |meaning, tree, _| {
            meaning.identifier(tree, name, &mut Seen::new());
            meaning.validity(tree, "");
        });
        let ProgrammeFile { id, name, summary, phase, valid, sources } = head?;
        Some(Programme { id, name, summary, phase, valid, sources, measures, calls, envelopes })
    }
}

fn missing(file: &str) -> Problem {
    let what = Text::new("ce fichier manque", "this file is missing");
    let mend = Text::new("le créer, sur le modèle d’un programme voisin", "create it, after a neighbouring programme");
    Problem::at(file, 0, 0, "", what, mend)
}
