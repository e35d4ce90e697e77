//! What is already under way when the calendar starts: a formality that the project filed or saw decided, a connection whose day
//! is told. What is left of each is counted, instead of its whole length.
//!
//! A formality that began says something of those before it: nobody decides on a file whose study is not finished. They are
//! taken as finished, which is told as a supposition while the file is only filed.

use crate::formalities::Step;
use crate::window::months_until;
use domain::{Date, Lang, Text, format};
use programmes::procedure::Procedures;
use std::collections::BTreeSet;

/// How far a procedure of `rules/procedures` has come.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Progress {
    pub procedure: String,
    pub stage: Stage,
    /// Of the site and not of the project: a bare site does not have it.
    pub of_site: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Stage {
    /// Will be there on that day, as a source says.
    Expected { on: Date },
    /// Filed that day; the law counts from `counted`, and gives until `legal` when that was notified.
    Filed { on: Date, counted: Date, legal: Option<Date> },
    /// Granted, or otherwise finished, that day.
    Done { on: Date },
}

/// What is left of a step.
#[derive(Clone, Debug, PartialEq)]
pub struct Left {
    /// Optimistic, likely, pessimistic, in months from the start.
    pub months: [f64; 3],
    /// Nothing is left: it holds nothing.
    pub done: bool,
    pub told: Text,
}

/// What is left of each step; none for one that is still whole. What is known of the site is left out for a bare one.
pub fn left(steps: &[Step<'_>], progress: &[Progress], procedures: &Procedures, start: Date, bare: bool) -> Vec<Option<Left>> {
    let mut left: Vec<Option<Left>> = vec![None; steps.len()];
    let told = progress.iter().filter(|p| !(bare && p.of_site));
    let known: Vec<(usize, Stage)> = told.filter_map(|p| Some((place(steps, procedures, &p.procedure)?, p.stage))).collect();
    for (at, stage) in &known {
        match stage {
            Stage::Expected { on } => left[*at] = Some(expected(*on, start)),
            Stage::Filed { on, .. } => {
                let first = chain(steps, *at).first().copied().unwrap_or(*at);
                for earlier in earlier(steps, first) {
                    left[earlier].get_or_insert_with(|| supposed(&steps[*at].procedure.name, *on));
                }
            }
            Stage::Done { .. } => {}
        }
    }
    // What is said of a step itself replaces what a later one lets suppose.
    for (at, stage) in &known {
        if let Stage::Filed { on, counted, legal } = stage {
            file(steps, &mut left, *at, *on, *counted, *legal, start);
        }
    }
    for (at, stage) in &known {
        if let Stage::Done { on } = stage {
            for earlier in earlier(steps, *at) {
                left[earlier] = Some(behind(&steps[*at].procedure.name, *on));
            }
            left[*at] = Some(done(*on));
        }
    }
    appeals(steps, &mut left, &known, start);
    left
}

/// The step of that procedure, or the variant of it that this project meets: the decision of the same group, as the variants of a
/// permit exclude one another.
fn place(steps: &[Step<'_>], procedures: &Procedures, id: &str) -> Option<usize> {
    let exact = steps.iter().position(|s| s.procedure.id == id);
    let variant = || {
        let group = procedures.get(id).filter(|p| p.decision)?.group.as_deref()?;
        steps.iter().position(|s| s.procedure.decision && s.procedure.group.as_deref() == Some(group))
    };
    exact.or_else(variant)
}

/// Every step that is finished before this one begins.
fn earlier(steps: &[Step<'_>], at: usize) -> BTreeSet<usize> {
    let mut found = BTreeSet::new();
    let mut ahead: Vec<usize> = steps[at].before.clone();
    while let Some(step) = ahead.pop() {
        if found.insert(step) {
            ahead.extend(&steps[step].before);
        }
    }
    found
}

/// The steps that one file goes through, up to this one: those of its group, first to last.
fn chain(steps: &[Step<'_>], at: usize) -> Vec<usize> {
    let group = &steps[at].procedure.group;
    let own = |step: &usize| group.is_some() && steps[*step].procedure.group == *group;
    earlier(steps, at).into_iter().filter(own).chain([at]).collect()
}

/// The time since the filing is taken from the steps of the file in their order; a last day that was notified bounds them all.
fn file(steps: &[Step<'_>], left: &mut [Option<Left>], at: usize, on: Date, counted: Date, legal: Option<Date>, start: Date) {
    let chain = chain(steps, at);
    let mut spent = [months_until(counted, start).max(0.0); 3];
    let mut sum = [0.0; 3];
    let mut rests = Vec::with_capacity(chain.len());
    for step in &chain {
        let mut rest = [0.0; 3];
        for (which, months) in steps[*step].duration.months.iter().enumerate() {
            rest[which] = (months - spent[which]).max(0.0);
            spent[which] = (spent[which] - months).max(0.0);
            sum[which] += rest[which];
        }
        rests.push(rest);
    }
    if let Some(legal) = legal {
        let until = months_until(start, legal).max(0.0);
        rests.iter_mut().for_each(|rest| *rest = [0.0; 3]);
        sum = [sum[0].min(until), until, sum[2].max(until)];
        if let Some(last) = rests.last_mut() {
            *last = sum;
        }
    }
    for (step, months) in chain.iter().zip(rests) {
        let told = if *step == at { filed(on, sum, &steps[at].procedure.silence) } else { supposed(&steps[at].procedure.name, on).told };
        // A step before the last one that has no time left is behind; the decision itself is still awaited.
        left[*step] = Some(Left { months, done: *step != at && months[2] == 0.0, told });
    }
}

/// An appeal runs by itself from the decision, whoever waits for it.
fn appeals(steps: &[Step<'_>], left: &mut [Option<Left>], known: &[(usize, Stage)], start: Date) {
    for at in 0..steps.len() {
        let step = &steps[at];
        if step.procedure.covered_after_months.is_none() || left[at].is_some() || step.before.is_empty() {
            continue;
        }
        let decided = |p: &usize| {
            known.iter().find_map(|(at, stage)| match stage {
                Stage::Done { on } if at == p => Some(*on),
                _ => None,
            })
        };
        let days: Option<Vec<Date>> = step.before.iter().map(decided).collect();
        let Some(from) = days.and_then(|days| days.into_iter().max()) else { continue };
        let spent = months_until(from, start).max(0.0);
        let months = step.duration.months.map(|m| (m - spent).max(0.0));
        left[at] = Some(Left { months, done: months[2] == 0.0, told: running(from) });
    }
}

fn expected(on: Date, start: Date) -> Left {
    let months = months_until(start, on).max(0.0);
    let (fr, en) = days(on);
    Left { months: [months; 3], done: months == 0.0, told: Text::new(format!("annoncé pour le {fr}"), format!("announced for {en}")) }
}

fn done(on: Date) -> Left {
    let (fr, en) = days(on);
    let told = Text::new(format!("obtenu par le projet le {fr}"), format!("obtained by the project on {en}"));
    Left { months: [0.0; 3], done: true, told }
}

/// Behind a step that is decided.
fn behind(after: &Text, on: Date) -> Left {
    let (fr, en) = days(on);
    let told =
        Text::new(format!("derrière : « {} » est obtenu depuis le {fr}", after.fr), format!("behind: “{}” was obtained on {en}", after.en));
    Left { months: [0.0; 3], done: true, told }
}

/// Behind a step that is filed.
fn supposed(after: &Text, on: Date) -> Left {
    let (fr, en) = days(on);
    let told = Text::new(
        format!("supposé fait : « {} » est déposé depuis le {fr}", after.fr),
        format!("supposed done: “{}” was filed on {en}", after.en),
    );
    Left { months: [0.0; 3], done: true, told }
}

/// Beyond its time, a file may be refused or granted by silence: the calendar counts on the decision, and says so.
fn filed(on: Date, rest: [f64; 3], silence: &Text) -> Text {
    Text::each(|lang| {
        let (on, most) = (format::date(on, lang), format::number(rest[2], 1, lang));
        let text = match (lang, rest[2] == 0.0) {
            (Lang::Fr, false) => return format!("déposé le {on}, au plus {most} mois encore"),
            (Lang::En, false) => return format!("filed on {on}, {most} more months at most"),
            (Lang::Fr, true) => format!("déposé le {on}, délai dépassé\u{a0}: la décision est attendue, et comptée à ce jour"),
            (Lang::En, true) => format!("filed on {on}, the delay has run out: the decision is awaited, and counted as of today"),
        };
        match (lang, silence.get(lang)) {
            (_, "") => text,
            (Lang::Fr, silence) => format!("{text}\u{a0}; silence\u{a0}: {silence}"),
            (Lang::En, silence) => format!("{text}; silence means {silence}"),
        }
    })
}

fn running(from: Date) -> Text {
    let (fr, en) = days(from);
    Text::new(format!("court depuis la décision du {fr}"), format!("running since the decision of {en}"))
}

fn days(on: Date) -> (String, String) {
    (format::date(on, Lang::Fr), format::date(on, Lang::En))
}
