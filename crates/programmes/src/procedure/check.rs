//! Mistakes in procedure files: wrong durations, names that lead nowhere, circles, facts the dictionary does not hold.

use super::{Procedure, Procedures};
use crate::Condition;
use domain::dictionary::nearest;
use domain::{Dictionary, FactKind, Problem, Text};
use std::collections::BTreeSet;

/// The line on which the procedure gives its identifier, from 1; 0 when it is written in an unusual way.
pub fn line_of(text: &str, id: &str) -> usize {
    let is_it =
        |line: &str| line.strip_prefix("id").is_some_and(|rest| rest.trim_start_matches([' ', '=']).starts_with(&format!("\"{id}\"")));
    text.lines().position(is_it).map_or(0, |i| i + 1)
}

fn problem(procedure: &Procedure, field: &str, what: Text, mend: Text) -> Problem {
    let column = usize::from(procedure.line > 0);
    Problem::at(&procedure.file, procedure.line, column, format!("procedures.{}.{field}", procedure.id), what, mend)
}

/// The same, on the line of the field when it can be found below the identifier.
fn problem_in(text: &str, procedure: &Procedure, field: &str, key: &str, nth: usize, what: Text, mend: Text) -> Problem {
    let mut found = problem(procedure, field, what, mend);
    let below = text.lines().enumerate().skip(procedure.line).take_while(|(_, l)| l.trim() != "[[procedures]]");
    if let Some((line, content)) = below.filter(|(_, l)| l.trim_start().starts_with(key)).nth(nth) {
        found.line = line + 1;
        found.column = content.len() - content.trim_start().len() + 1;
    }
    found
}

/// What can be judged from the procedure alone.
pub fn alone(procedure: &Procedure, text: &str) -> Vec<Problem> {
    let mut found = Vec::new();
    if procedure.durations.is_empty() && procedure.outside.is_none() {
        found.push(problem(
            procedure,
            "durations",
            Text::new("aucune durée", "no duration"),
            Text::new(
                "ajouter [[procedures.durations]] avec months = [2, 3, 4], ou dire par « outside » pourquoi la procédure reste hors réseau",
                "add [[procedures.durations]] with months = [2, 3, 4], or say with “outside” why it stays out of the network",
            ),
        ));
    }
    for (i, duration) in procedure.durations.iter().enumerate() {
        let [low, likely, high] = duration.months;
        if !(0.0 <= low && low <= likely && likely <= high && high <= 240.0) {
            found.push(problem_in(
                text,
                procedure,
                &format!("durations[{}].months", i + 1),
                "months",
                i,
                Text::new(
                    format!("durées [{low}, {likely}, {high}] dans le désordre, négatives ou de plus de 240 mois"),
                    format!("durations [{low}, {likely}, {high}] out of order, negative or above 240 months"),
                ),
                Text::new("écrire des mois : optimiste ≤ probable ≤ pessimiste", "write months: optimistic ≤ likely ≤ pessimistic"),
            ));
        }
    }
    if let Some(season) = &procedure.season
        && (season.start_months.is_empty() || season.start_months.iter().any(|m| !(1..=12).contains(m)))
    {
        found.push(problem_in(
            text,
            procedure,
            "season.start_months",
            "season",
            0,
            Text::new("mois de saison hors de 1 à 12, ou liste vide", "season months outside 1 to 12, or empty list"),
            Text::new("écrire par exemple start_months = [3, 4, 5]", "write for example start_months = [3, 4, 5]"),
        ));
    }
    for window in procedure.windows.iter().filter(|w| w.until < w.from) {
        let what = Text::new(
            format!("la fenêtre finit le {} avant de commencer", window.until),
            format!("the window ends on {} before it begins", window.until),
        );
        found.push(problem_in(
            text,
            procedure,
            "windows",
            "windows",
            0,
            what,
            Text::new("échanger « from » et « until »", "swap “from” and “until”"),
        ));
    }
    if procedure.when.as_ref().is_some_and(|when| leaves(when).iter().any(|c| c.at_most_fact.is_some() || c.priority || c.valid.is_some()))
    {
        let what = Text::new(
            "« at_most_fact », « priority » et « valid » n’ont pas de sens ici",
            "“at_most_fact”, “priority” and “valid” mean nothing here",
        );
        let mend = Text::new("comparer un fait à une valeur ; dater les durées", "compare a fact with a value; date the durations");
        found.push(problem_in(text, procedure, "when", "when", 0, what, mend));
    }
    found
}

/// What can be judged once every file is read.
pub fn together(all: &Procedures) -> Vec<Problem> {
    let ids: BTreeSet<&str> = all.procedures.iter().map(|p| p.id.as_str()).collect();
    let groups: BTreeSet<&str> = all.groups.iter().map(|g| g.id.as_str()).collect();
    let (mut found, mut seen) = (Vec::new(), BTreeSet::new());
    for p in &all.procedures {
        if !seen.insert(&p.id) {
            let mend = Text::new("donner à chaque procédure un identifiant à elle", "give each procedure its own identifier");
            found.push(problem(p, "id", Text::new(format!("« {} » existe déjà", p.id), format!("“{}” already exists", p.id)), mend));
        }
        for (field, names, known) in [
            ("after", &p.after, &ids),
            ("goes_with", &p.goes_with, &ids),
            ("unless", &p.unless, &ids),
            ("covered_by", &p.covered_by, &groups),
        ] {
            found.extend(names.iter().filter(|n| !known.contains(n.as_str())).map(|n| unknown(p, field, n, known)));
        }
        found.extend(p.group.iter().filter(|g| !groups.contains(g.as_str())).map(|g| unknown(p, "group", g, &groups)));
    }
    if found.is_empty() {
        found.extend(circle(all, "after", |p| p.after.iter().collect()));
        found.extend(circle(all, "goes_with/unless", |p| p.goes_with.iter().chain(&p.unless).collect()));
    }
    found
}

fn unknown(p: &Procedure, field: &str, name: &str, known: &BTreeSet<&str>) -> Problem {
    let mend = match nearest(name, known.iter().copied()) {
        Some(near) => Text::new(format!("écrire « {near} »"), format!("write “{near}”")),
        None => {
            let all = known.iter().copied().collect::<Vec<_>>().join(", ");
            Text::new(format!("un de ceux-ci : {all}"), format!("one of: {all}"))
        }
    };
    problem(p, field, Text::new(format!("« {name} » n’existe pas"), format!("“{name}” does not exist")), mend)
}

/// The first procedure from which one comes back to itself by these links.
fn circle(all: &Procedures, field: &str, links: impl Fn(&Procedure) -> Vec<&String>) -> Option<Problem> {
    let mut settled: BTreeSet<&str> = BTreeSet::new();
    // Each round settles what depends on settled procedures only; whatever can never be settled is on a circle, or
    // waits for one.
    loop {
        let before = settled.len();
        for p in &all.procedures {
            if links(p).iter().all(|id| settled.contains(id.as_str())) {
                settled.insert(&p.id);
            }
        }
        if settled.len() == before {
            break;
        }
    }
    let stuck: Vec<&Procedure> = all.procedures.iter().filter(|p| !settled.contains(p.id.as_str())).collect();
    let names = stuck.iter().map(|p| p.id.as_str()).collect::<Vec<_>>().join(", ");
    stuck.first().map(|p| {
        let what = Text::new(
            format!("ces procédures s’attendent en rond : {names}"),
            format!("these procedures wait for one another in a circle: {names}"),
        );
        problem(p, field, what, Text::new("retirer un des liens", "remove one of the links"))
    })
}

pub fn facts(all: &Procedures, dictionary: &Dictionary) -> Vec<Problem> {
    let mut found = Vec::new();
    for p in &all.procedures {
        for leaf in p.when.iter().flat_map(leaves) {
            let Some(key) = &leaf.fact else { continue };
            let Some(spec) = dictionary.get(key) else {
                found.push(unknown(p, "when", key, &dictionary.facts.iter().map(|f| f.key.as_str()).collect()));
                continue;
            };
            if spec.kind == FactKind::Naf {
                let what = Text::new("une formalité ne dépend pas d’un code NAF", "a formality does not depend on a NAF code");
                found.push(problem(p, "when", what, Text::new("tester le régime ICPE ou une surface", "test the ICPE regime or an area")));
            }
            for choice in leaf.one_of.iter().chain(&leaf.none_of).filter(|c| !spec.choices.is_empty() && spec.choice(c).is_none()) {
                found.push(unknown(p, "when", choice, &spec.choices.iter().map(|c| c.id.as_str()).collect()));
            }
        }
    }
    for assumption in all.assumptions.iter().filter(|a| dictionary.get(&a.fact).is_none()) {
        let what = Text::new(
            format!("« {} » n’est pas un fait du dictionnaire", assumption.fact),
            format!("“{}” is not a fact of the dictionary", assumption.fact),
        );
        let near = dictionary.nearest(&assumption.fact).unwrap_or("rules/facts.toml");
        found.push(Problem::at(
            "rules/procedures",
            0,
            0,
            "assumptions.fact",
            what,
            Text::new(format!("voir « {near} »"), format!("see “{near}”")),
        ));
    }
    found
}

/// The tests of a condition, without the groups that hold them.
fn leaves(condition: &Condition) -> Vec<&Condition> {
    let inner = condition.all.iter().chain(&condition.any).chain(condition.not.as_deref());
    let mut found: Vec<&Condition> = inner.flat_map(leaves).collect();
    if found.is_empty() || condition.fact.is_some() {
        found.push(condition);
    }
    found
}
