//! Everything the line is judged by: the questions, the programmes, and the dated legal rules, loaded whole or not at all.

use crate::files::Files;
use crate::read::read;
use crate::{Call, EnvelopesFile, Measure, Programme, ProgrammeFile, StateAid};
use domain::{Dictionary, Problem, Text};
use std::path::Path;

#[derive(Clone, Debug)]
pub struct Rulebook {
    pub dictionary: Dictionary,
    pub programmes: Vec<Programme>,
    pub state_aid: StateAid,
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

    /// The programme a measure belongs to.
    pub fn programme_of(&self, measure: &str) -> Option<&Programme> {
        self.programmes.iter().find(|p| p.measures.iter().any(|m| m.id == measure))
    }
}

/// What could be read, and every problem met on the way.
pub(crate) fn assemble(files: &Files) -> (Rulebook, Vec<Problem>) {
    let mut problems = Vec::new();
    let dictionary = dictionary(files, &mut problems);
    let mut programmes: Vec<Programme> =
        files.programmes().into_iter().filter_map(|name| programme(files, name, &mut problems)).collect();
    // The newest programme is read last: pages show them in the order of their phases.
    programmes.sort_by(|a, b| (a.phase, &a.id).cmp(&(b.phase, &b.id)));
    let state_aid = files.inside("rules/state-aid").map(|(path, _, text)| (files.shown(path), text)).collect::<Vec<_>>();
    let state_aid = StateAid::gather(state_aid.iter().map(|(path, text)| (path.as_str(), *text)))
        .map_err(|found| problems.extend(found))
        .unwrap_or_default();
    (Rulebook { dictionary, programmes, state_aid }, problems)
}

pub(crate) fn dictionary(files: &Files, problems: &mut Vec<Problem>) -> Dictionary {
    let path = "rules/facts.toml";
    let Some(text) = files.text(path) else {
        problems.push(missing(&files.shown(path)));
        return Dictionary::default();
    };
    let reading = read::<Dictionary>(&files.shown(path), text);
    problems.extend(reading.problems);
    reading.value.unwrap_or_default()
}

fn programme(files: &Files, name: &str, problems: &mut Vec<Problem>) -> Option<Programme> {
    let folder = format!("programmes/{name}");
    let path = format!("{folder}/programme.toml");
    let Some(text) = files.text(&path) else {
        problems.push(missing(&files.shown(&path)));
        return None;
    };
    let head = read::<ProgrammeFile>(&files.shown(&path), text);
    problems.extend(head.problems);
    let mut measures = Vec::new();
    for (path, _, text) in files.inside(&format!("{folder}/measures")) {
        let reading = read::<Measure>(&files.shown(path), text);
        problems.extend(reading.problems);
        measures.extend(reading.value);
    }
    let mut calls = Vec::new();
    for (path, _, text) in files.inside(&format!("{folder}/calls")) {
        let reading = read::<Call>(&files.shown(path), text);
        problems.extend(reading.problems);
        calls.extend(reading.value);
    }
    let path = format!("{folder}/envelopes.toml");
    let envelopes = files.text(&path).map(|text| read::<EnvelopesFile>(&files.shown(&path), text));
    let envelopes = envelopes.map_or_else(Vec::new, |reading| {
        problems.extend(reading.problems);
        reading.value.unwrap_or_default().envelopes
    });
    let ProgrammeFile { id, name, summary, phase, valid, sources } = head.value?;
    Some(Programme { id, name, summary, phase, valid, sources, measures, calls, envelopes })
}

fn missing(file: &str) -> Problem {
    let what = Text::new("ce fichier manque", "this file is missing");
    let mend = Text::new("le créer, sur le modèle d’un programme voisin", "create it, after a neighbouring programme");
    Problem::at(file, 0, 0, "", what, mend)
}
