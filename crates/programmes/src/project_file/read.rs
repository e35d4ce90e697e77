//! Reads a project file, and finds all that is wrong in it at once.

use super::{Citation, Evidence, FinancingEntry, PastAidEntry, ProjectFile, facts};
use crate::input::Known;
use crate::shape::{Checker, mend_choice};
use crate::tree::{self, Key, Node, Place, Shape};
use crate::{read, schema};
use domain::dictionary::nearest;
use domain::{Cents, Datum, Facts, FinancingLine, PastAid, Problem, Project, Siren, Text};

/// Reads a project file strictly.
///
/// # Errors
/// Every problem of the file, in the order of its lines, each with what would be right.
pub fn read_project(file_name: &str, text: &str, known: &Known) -> Result<Project, Vec<Problem>> {
    let tree = tree::parse(file_name, text)?;
    let mut reader = Reader { file: file_name, known, problems: Vec::new() };
    let facts = reader.facts(&tree);
    let tables = facts::tables(known.dictionary);
    let head =
        Node { shape: Shape::Table(tree.entries().iter().filter(|(k, _)| !tables.contains(&k.name.as_str())).cloned().collect()), ..tree };
    reader.names(&head, &facts);
    let mut schema = schema::of::<ProjectFile>();
    // Unknown names at the root were told with the tables in mind.
    schema["additionalProperties"] = true.into();
    let mut checker = Checker::new(file_name, &schema);
    checker.check(&head, &schema, "");
    reader.problems.extend(checker.problems);
    let mut problems = reader.problems;
    problems.sort_by_key(|p| (p.line, p.column));
    if !problems.is_empty() {
        return Err(problems);
    }
    let file: ProjectFile = read::value(file_name, &head)?;
    Ok(project(file, facts))
}

fn project(file: ProjectFile, mut facts: Facts) -> Project {
    let sources = file.sources;
    let titled = |citation: Option<Citation>| match citation? {
        Citation::Title(title) => sources.iter().find(|s| s.title == title).cloned(),
        Citation::Whole(source) => Some(source),
    };
    for (key, Evidence { status, source }) in file.evidence {
        if let Some(datum) = facts.0.get_mut(&key) {
            *datum = Datum { status, source: titled(source), ..datum.clone() };
        }
    }
    let line = |entry: FinancingEntry| FinancingLine {
        label: entry.label,
        funder: entry.funder,
        instrument: entry.instrument,
        amount: entry.amount,
        regime: entry.regime,
        state: entry.state,
        measure: entry.measure,
        grant_equivalent: entry.grant_equivalent,
        base: entry.base,
        source: titled(entry.source),
    };
    let past = |entry: PastAidEntry| PastAid {
        siren: entry.siren.map(|siren| siren.chars().filter(|c| !c.is_whitespace()).collect()),
        granted_on: entry.granted_on,
        amount: entry.amount,
        regime: entry.regime,
    };
    Project {
        title: file.title,
        summary: file.summary.into(),
        judged_on: file.judged_on,
        facts,
        financing: file.financing.into_iter().map(line).collect(),
        past_aid: file.past_aid.into_iter().map(past).collect(),
        past_aid_complete: file.past_aid_complete,
        sources,
    }
}

struct Reader<'a> {
    file: &'a str,
    known: &'a Known<'a>,
    problems: Vec<Problem>,
}

impl Reader<'_> {
    fn report(&mut self, place: Place, field: impl Into<String>, what: Text, mend: Text) {
        self.problems.push(Problem::at(self.file, place.line, place.column, field, what, mend));
    }

    fn facts(&mut self, tree: &Node) -> Facts {
        let mut facts = Facts::default();
        let tables = facts::tables(self.known.dictionary);
        for (table, node) in tree.entries().iter().filter(|(k, _)| tables.contains(&k.name.as_str())) {
            if !matches!(node.shape, Shape::Table(_)) {
                let mend = Text::new(
                    format!("écrire [{}] seul sur sa ligne, puis ses champs", table.name),
                    format!("write [{}] alone on its line, then its fields", table.name),
                );
                self.report(table.place, &table.name, Text::new("une table est attendue", "a table is expected"), mend);
            }
            for (key, value) in node.entries() {
                self.fact(table, key, value, &mut facts);
            }
        }
        facts
    }

    fn fact(&mut self, table: &Key, key: &Key, value: &Node, facts: &mut Facts) {
        let path = format!("{}.{}", table.name, key.name);
        let dictionary = self.known.dictionary;
        let Some(spec) = dictionary.get(&path) else {
            let what = Text::new(
                format!("champ inconnu « {} » dans [{}]", key.name, table.name),
                format!("unknown field “{}” in [{}]", key.name, table.name),
            );
            return self.report(key.place, path, what, facts::meant(&table.name, &key.name, dictionary));
        };
        match facts::read(spec, value, self.known) {
            Ok(value) => facts.set(&path, Datum::declared(value)),
            Err(slip) => self.report(value.place, path, slip.what, slip.mend),
        }
    }

    /// Names at the root, measures, sources, SIREN: what a schema cannot tell.
    fn names(&mut self, head: &Node, facts: &Facts) {
        const FIELDS: [&str; 8] = ["title", "judged_on", "summary", "past_aid_complete", "financing", "past_aid", "sources", "evidence"];
        let tables = facts::tables(self.known.dictionary);
        for (key, _) in head.entries().iter().filter(|(k, _)| !FIELDS.contains(&k.name.as_str())) {
            let all: Vec<&str> = FIELDS.into_iter().chain(tables.iter().copied()).collect();
            let mend = match nearest(&key.name, all.iter().copied()) {
                Some(near) => Text::new(format!("était-ce « {near} » ?"), format!("was it “{near}”?")),
                None => facts::meant("", &key.name, self.known.dictionary),
            };
            let mend = if mend.fr.ends_with(": ") { mend_choice("", &all) } else { mend };
            self.report(
                key.place,
                &key.name,
                Text::new(format!("champ inconnu « {} »", key.name), format!("unknown field “{}”", key.name)),
                mend,
            );
        }
        let titles: Vec<&str> = items(head, "sources").iter().filter_map(|source| source.field("title")).collect();
        for (i, line) in items(head, "financing").iter().enumerate() {
            let path = |field: &str| format!("financing[{}].{field}", i + 1);
            if let Some((node, measure)) = line.get("measure").and_then(|n| Some((n, n.str()?)))
                && !self.known.measures.contains(&measure)
            {
                let what = Text::new(format!("mesure inconnue : « {measure} »"), format!("unknown measure: “{measure}”"));
                self.report(node.place, path("measure"), what, mend_choice(measure, &self.known.measures));
            }
            self.cited(line, &path("source"), &titles);
            for field in ["amount", "base", "grant_equivalent"] {
                self.not_negative(line, field, &path(field));
            }
        }
        for (i, aid) in items(head, "past_aid").iter().enumerate() {
            if let Some((node, Err(what))) = aid.get("siren").and_then(|n| Some((n, Siren::parse(n.str()?)))) {
                let mend = Text::new("le recopier d’un extrait Kbis", "copy it from the company register");
                self.report(node.place, format!("past_aid[{}].siren", i + 1), what, mend);
            }
            self.not_negative(aid, "amount", &format!("past_aid[{}].amount", i + 1));
        }
        for (key, evidence) in head.get("evidence").map_or(&[][..], Node::entries) {
            let path = format!("evidence.\"{}\"", key.name);
            if facts.get(&key.name).is_none() && !self.problems.iter().any(|p| p.field == key.name) {
                let what = Text::new(
                    format!("« {} » n’est pas donné dans ce fichier", key.name),
                    format!("“{}” is not given in this file", key.name),
                );
                let mend = match nearest(&key.name, facts.0.keys().map(String::as_str)) {
                    Some(near) => Text::new(format!("était-ce \"{near}\" ?"), format!("was it \"{near}\"?")),
                    None => Text::new(
                        "écrire la clé entière entre guillemets : \"project.cost\"",
                        "write the whole key in quotes: \"project.cost\"",
                    ),
                };
                self.report(key.place, &path, what, mend);
            }
            self.cited(evidence, &format!("{path}.source"), &titles);
        }
    }

    /// A source cited by its title is one of the list, and only one.
    fn cited(&mut self, node: &Node, path: &str, titles: &[&str]) {
        let Some((source, title)) = node.get("source").and_then(|n| Some((n, n.str()?))) else { return };
        let (what, mend) = match titles.iter().filter(|t| **t == title).count() {
            0 => (
                Text::new(format!("aucune source n’a pour titre « {title} »"), format!("no source has the title “{title}”")),
                match nearest(title, titles.iter().copied()) {
                    Some(near) => Text::new(format!("était-ce « {near} » ?"), format!("was it “{near}”?")),
                    None => Text::new("ajouter une table [[sources]] avec ce titre", "add a table [[sources]] with this title"),
                },
            ),
            1 => return,
            _ => (
                Text::new(format!("plusieurs sources ont pour titre « {title} »"), format!("several sources have the title “{title}”")),
                Text::new("préciser leurs titres", "make their titles more precise"),
            ),
        };
        self.report(source.place, path, what, mend);
    }

    fn not_negative(&mut self, node: &Node, field: &str, path: &str) {
        if let Some((amount, cents)) = node.get(field).and_then(|n| Some((n, n.str()?.parse::<Cents>().ok()?)))
            && cents < Cents::ZERO
        {
            let what = Text::new("un montant négatif n’a pas de sens ici", "a negative amount makes no sense here");
            self.report(amount.place, path, what, Text::new("retirer le signe moins", "remove the minus sign"));
        }
    }
}

fn items<'t>(head: &'t Node, key: &str) -> &'t [Node] {
    head.get(key).map_or(&[], Node::items)
}
