//! What a programme file says, beyond its shape: names that lead nowhere, dates the wrong way round, identifiers that
//! are not the name of the file. Works on the located tree, so that a file with other mistakes is still checked.

use crate::condition;
use crate::shape::mend_choice;
use crate::tree::{Node, Place};
use domain::dictionary::nearest;
use domain::{Cents, Dictionary, FactKind, Problem, Text};
use std::collections::BTreeMap;

/// Checks one file and keeps what it finds.
pub(crate) struct Meaning<'a> {
    pub file: String,
    pub dictionary: &'a Dictionary,
    pub problems: Vec<Problem>,
}

/// Identifiers already given, with the file that gave them.
pub(crate) type Seen = BTreeMap<String, String>;

impl<'a> Meaning<'a> {
    pub fn new(file: String, dictionary: &'a Dictionary) -> Meaning<'a> {
        Meaning { file, dictionary, problems: Vec::new() }
    }

    pub fn report(&mut self, place: Place, path: impl Into<String>, what: Text, mend: Text) {
        self.problems.push(Problem::at(&self.file, place.line, place.column, path, what, mend));
    }

    /// The identifier is the name of the file (or folder), and nobody else has it.
    pub fn identifier(&mut self, tree: &Node, stem: &str, seen: &mut Seen) {
        let Some(id) = tree.get("id") else { return };
        let Some(text) = id.str() else { return };
        if text != stem {
            self.report(
                id.place,
                "id",
                Text::new(
                    format!("l’identifiant « {text} » n’est pas le nom du fichier"),
                    format!("the identifier “{text}” is not the name of the file"),
                ),
                Text::new(format!("écrire id = \"{stem}\", ou renommer le fichier"), format!("write id = \"{stem}\", or rename the file")),
            );
        }
        self.unique(id, "id", seen);
    }

    pub fn unique(&mut self, id: &Node, path: &str, seen: &mut Seen) {
        let Some(text) = id.str() else { return };
        if let Some(other) = seen.get(text) {
            let what = Text::new(
                format!("l’identifiant « {text} » est déjà celui de {other}"),
                format!("the identifier “{text}” is already that of {other}"),
            );
            self.report(id.place, path, what, Text::new("en choisir un autre", "choose another one"));
        } else {
            seen.insert(text.to_owned(), self.file.clone());
        }
    }

    /// `names` are the identifiers that exist; absent when the file is checked alone.
    pub fn known(&mut self, node: &Node, path: &str, nouns: (&str, &str), names: Option<&[&str]>) {
        let (Some(text), Some(names)) = (node.str(), names) else { return };
        if !names.contains(&text) {
            let what = Text::new(format!("{} inconnue : « {text} »", nouns.0), format!("unknown {}: “{text}”", nouns.1));
            self.report(node.place, path, what, mend_choice(text, names));
        }
    }

    pub fn measure(&mut self, tree: &Node, envelopes: Option<&[&str]>) {
        self.validity(tree, "");
        for (i, node) in tree.get("conditions").map_or(&[][..], Node::items).iter().enumerate() {
            condition::check(self, node, &format!("conditions[{}]", i + 1));
        }
        if let Some(envelope) = tree.get("envelope") {
            self.known(envelope, "envelope", ("enveloppe", "envelope"), envelopes);
        }
        let Some(amount) = tree.get("amount") else { return };
        if let Some(base) = amount.get("base") {
            self.money_fact(base, "amount.base");
        }
        for (least, most) in [("least", "most"), ("floor", "cap")] {
            let figure = |key| amount.field(key).and_then(|t| t.parse::<Cents>().ok());
            if let (Some(low), Some(high), Some(node)) = (figure(least), figure(most), amount.get(least))
                && low > high
            {
                let what = Text::new(format!("« {least} » dépasse « {most} »"), format!("“{least}” is above “{most}”"));
                self.report(node.place, format!("amount.{least}"), what, Text::new("les échanger", "swap them"));
            }
        }
        if let Some(rate) = amount.get("rate")
            && rate.str().and_then(|t| crate::percent::parse(t).ok()).is_some_and(|r| r > domain::Rate::percent(100))
        {
            let what = Text::new("un taux d’aide ne dépasse pas 100 %", "an aid rate is not above 100%");
            self.report(rate.place, "amount.rate", what, Text::new("vérifier le taux", "check the rate"));
        }
    }

    /// Identifiers, ways in and ways out: judged once the file has its shape.
    pub fn lifecycle(&mut self, tree: &Node) {
        let Ok(lifecycle) = crate::read::value::<contracts::Lifecycle>(&self.file, tree) else { return };
        for flaw in lifecycle.flaws() {
            self.report(tree.locate(&flaw.path), flaw.path, flaw.what, flaw.mend);
        }
    }

    /// A fact of the dictionary that is an amount.
    pub fn money_fact(&mut self, node: &Node, path: &str) {
        let Some(key) = node.str() else { return };
        match self.dictionary.get(key) {
            None => self.unknown_fact(node.place, path, key),
            Some(spec) if spec.kind != FactKind::Money => {
                let what = Text::new(format!("« {key} » n’est pas un montant"), format!("“{key}” is not an amount"));
                let money: Vec<&str> = self.dictionary.facts.iter().filter(|f| f.kind == FactKind::Money).map(|f| f.key.as_str()).collect();
                self.report(node.place, path, what, mend_choice(key, &money));
            }
            Some(_) => {}
        }
    }

    pub fn unknown_fact(&mut self, place: Place, path: &str, key: &str) {
        let what = Text::new(
            format!("« {key} » n’est pas dans le dictionnaire des questions"),
            format!("“{key}” is not in the dictionary of questions"),
        );
        let mend = match nearest(key, self.dictionary.facts.iter().map(|f| f.key.as_str())) {
            Some(near) => Text::new(format!("était-ce « {near} » ?"), format!("was it “{near}”?")),
            None => {
                let subject = key.split_once('.').map_or(key, |(subject, _)| subject);
                let beside = self.dictionary.facts.iter().filter(|f| f.key.split_once('.').is_some_and(|(of, _)| of == subject));
                let beside = beside.map(|f| f.key.as_str()).collect::<Vec<_>>().join(", ");
                if beside.is_empty() {
                    Text::new("l’ajouter à rules/facts.toml", "add it to rules/facts.toml")
                } else {
                    Text::new(
                        format!("en prendre une de celles-ci : {beside} ; ou l’ajouter à rules/facts.toml"),
                        format!("take one of these: {beside}; or add it to rules/facts.toml"),
                    )
                }
            }
        };
        self.report(place, path, what, mend);
    }

    pub fn call(&mut self, tree: &Node, measures: Option<&[&str]>, envelopes: Option<&[&str]>) {
        if let Some(envelope) = tree.get("envelope") {
            self.known(envelope, "envelope", ("enveloppe", "envelope"), envelopes);
        }
        for (i, measure) in tree.get("measures").map_or(&[][..], Node::items).iter().enumerate() {
            self.known(measure, &format!("measures[{}]", i + 1), ("mesure", "measure"), measures);
        }
        let own: Vec<&str> = tree.get("measures").map_or(&[][..], Node::items).iter().filter_map(Node::str).collect();
        for (measure, envelope) in tree.get("draws").map_or(&[][..], Node::entries) {
            let path = format!("draws.{}", measure.name);
            self.known(envelope, &path, ("enveloppe", "envelope"), envelopes);
            if !own.contains(&measure.name.as_str()) {
                let name = &measure.name;
                let what =
                    Text::new(format!("« {name} » n’est pas une mesure de cet appel"), format!("“{name}” is not a measure of this call"));
                self.report(measure.place, path, what, mend_choice(name, &own));
            }
        }
        let waves = tree.get("waves").map_or(&[][..], Node::items);
        let mut seen = Seen::new();
        for (i, wave) in waves.iter().enumerate() {
            let path = |field: &str| format!("waves[{}].{field}", i + 1);
            if let Some(id) = wave.get("id") {
                self.unique(id, &path("id"), &mut seen);
            }
            self.in_order(wave, ("opens", "closes"), &path("closes"), ("la vague ferme avant d’ouvrir", "the wave closes before it opens"));
            let selection = ("la sélection a lieu avant la clôture", "the selection takes place before the closing");
            self.in_order(wave, ("closes", "selection"), &path("selection"), selection);
            if let (Some(at), None) = (wave.get("closes_at"), wave.get("closes")) {
                let what = Text::new("une heure de clôture sans jour de clôture", "a closing time without a closing day");
                self.report(at.place, path("closes_at"), what, Text::new("ajouter closes = 2021-01-31", "add closes = 2021-01-31"));
            }
            let previous = waves[..i].iter().rev().find_map(|w| w.date("opens"));
            if let (Some(previous), Some(opens), Some(node)) = (previous, wave.date("opens"), wave.get("opens"))
                && opens < previous
            {
                let what = Text::new(
                    "cette vague ouvre avant celle qui la précède dans le fichier",
                    "this wave opens before the one above it in the file",
                );
                let mend = Text::new("ranger les vagues dans l’ordre de leur ouverture", "put the waves in the order of their opening");
                self.report(node.place, path("opens"), what, mend);
            }
        }
    }

    pub fn envelopes(&mut self, tree: &Node, seen: &mut Seen) {
        for (i, envelope) in tree.get("envelopes").map_or(&[][..], Node::items).iter().enumerate() {
            if let Some(id) = envelope.get("id") {
                self.unique(id, &format!("envelopes[{}].id", i + 1), seen);
            }
            self.validity(envelope, &format!("envelopes[{}].", i + 1));
        }
    }

    /// The `valid` of this table, whose path ends with a dot or is empty.
    pub fn validity(&mut self, node: &Node, path: &str) {
        if let Some(valid) = node.get("valid") {
            self.in_order(
                valid,
                ("from", "until"),
                &format!("{path}valid.until"),
                ("la fin précède le début", "the end is before the start"),
            );
        }
    }

    pub fn in_order(&mut self, node: &Node, (first, last): (&str, &str), path: &str, what: (&str, &str)) {
        if let (Some(from), Some(until), Some(place)) = (node.date(first), node.date(last), node.get(last).map(|n| n.place))
            && until < from
        {
            let mend = Text::new(
                format!("« {first} » est le {from} et « {last} » le {until} : corriger l’un des deux"),
                format!("“{first}” is {from} and “{last}” is {until}: correct one of them"),
            );
            self.report(place, path, Text::new(what.0, what.1), mend);
        }
    }

    /// The dictionary of questions itself.
    pub fn dictionary_file(&mut self, tree: &Node) {
        let mut seen = Seen::new();
        for (i, fact) in tree.get("facts").map_or(&[][..], Node::items).iter().enumerate() {
            let path = |field: &str| format!("facts[{}].{field}", i + 1);
            if let Some(key) = fact.get("key") {
                self.unique(key, &path("key"), &mut seen);
            }
            let has_choices = fact.get("choices").is_some_and(|c| !c.items().is_empty());
            if matches!(fact.field("kind"), Some("choice" | "choices")) != has_choices {
                let what = if has_choices {
                    Text::new("des choix pour une question qui n’en a pas", "choices for a question that has none")
                } else {
                    Text::new("une question à choix sans choix", "a question with choices, but none is given")
                };
                let mend = Text::new("accorder « kind » et « choices »", "make “kind” and “choices” agree");
                self.report(fact.place, path("choices"), what, mend);
            }
            let asked = !matches!(fact.get("derived").map(|d| &d.shape), Some(crate::tree::Shape::Bool(true)));
            for lang in ["fr", "en"] {
                if let Some(text) = fact.get("question").and_then(|q| q.get(lang))
                    && asked
                    && text.str() == Some("")
                {
                    let what = Text::new("la question est vide", "the question is empty");
                    let mend = Text::new("l’écrire, ou dire derived = true", "write it, or say derived = true");
                    self.report(text.place, path(&format!("question.{lang}")), what, mend);
                }
            }
        }
    }
}
