//! The next best questions: which missing facts settle most measures, and what is at stake.
//!
//! Order: most measures settled by this answer alone; then the largest sum those measures can give; then the order of
//! the dictionary. To "settle" a measure, some value of the fact, everything else staying as it is, must turn its
//! answer from unknown to met or to not met; values tried are those on each side of every threshold the measure reads.

use crate::Judged;
use crate::condition;
use crate::reading::{Reading, Supposed};
use crate::verdict::{Question, Verdict};
use domain::{Answer, Cents, Dictionary, FactSpec, Lang, Text, format};
use programmes::Condition;
use rustc_hash::FxHashMap;

mod trial;

/// What one answer can do to one measure.
#[derive(Clone, Copy, Default)]
struct Effect {
    /// Some value makes the measure met.
    opens: bool,
    /// Some value makes it met or not met.
    settles: bool,
}

/// The keys to ask in place of those missing, each once: facts that the line derives are replaced by what they are
/// derived from, and stay as they are when nothing can be asked for them.
pub fn asked(reading: &Reading, missing: &[&str]) -> Vec<String> {
    let mut keys: Vec<String> = Vec::new();
    for key in missing {
        let sources = open_sources(reading, key);
        let replaced = if sources.is_empty() { vec![*key] } else { sources };
        for key in replaced {
            if !keys.iter().any(|k| k == key) {
                keys.push(key.to_owned());
            }
        }
    }
    keys
}

/// Facts still missing from which a derived fact follows; the fact itself when it is asked as such.
fn open_sources<'k>(reading: &Reading, key: &'k str) -> Vec<&'k str> {
    let derived = reading.known(key).spec().is_some_and(|spec| spec.derived);
    let sources: &[&'static str] = match key {
        _ if !derived => return vec![key],
        // Annex I of the block exemption regulation: headcount, then turnover or balance sheet.
        "holder.size" => &["holder.headcount", "holder.turnover", "holder.balance_sheet"],
        _ if key.starts_with("place.") => &["project.commune"],
        _ => &[],
    };
    sources.iter().copied().filter(|source| reading.known(source).datum().is_none()).collect()
}

pub fn rank(reading: &Reading, dictionary: &Dictionary, judged: &[Judged]) -> Vec<Question> {
    let mut asked: FxHashMap<&str, Vec<(&Verdict, Effect)>> = FxHashMap::default();
    for open in judged.iter().filter(|judged| judged.verdict.answer == Answer::Unknown) {
        for (key, effect) in effects(reading, open) {
            asked.entry(key).or_default().push((&open.verdict, effect));
        }
    }
    let mut questions: Vec<Question> = dictionary
        .facts
        .iter()
        .filter(|spec| !spec.derived)
        .filter_map(|spec| asked.get(spec.key.as_str()).map(|measures| question(spec, measures)))
        .collect();
    // The sort is stable: questions of equal worth stay in the order of the dictionary.
    questions.sort_by_key(|q| std::cmp::Reverse((q.settles, q.unlocks)));
    questions
}

/// What each askable key can do to one open measure.
fn effects<'v>(reading: &Reading, judged: &'v Judged) -> Vec<(&'v str, Effect)> {
    // Conditions are all required, so those that stay open decide alone what one more answer can do.
    let open: Vec<&Condition> = condition::open(reading, &judged.measure.conditions).collect();
    let mut effects: Vec<(&str, Effect)> = Vec::with_capacity(judged.missing.len());
    for key in &judged.missing {
        let effect = try_values(reading, &open, key);
        // A derived fact follows from several others: the first of them missing is counted as able to settle it.
        for (i, source) in open_sources(reading, key).into_iter().enumerate() {
            let at = effects.iter().position(|(key, _)| *key == source).unwrap_or_else(|| {
                effects.push((source, Effect::default()));
                effects.len() - 1
            });
            let entry = &mut effects[at].1;
            if i == 0 {
                *entry = Effect { opens: entry.opens || effect.opens, settles: entry.settles || effect.settles };
            }
        }
    }
    effects
}

fn try_values(reading: &Reading, open: &[&Condition], key: &str) -> Effect {
    let concerned: Vec<&Condition> = open.iter().copied().filter(|c| condition::mentions(c, key)).collect();
    let others_open = concerned.len() < open.len();
    let mut effect = Effect::default();
    for value in trial::values(reading, &concerned, key) {
        match condition::suppose(reading, concerned.iter().copied(), Some(Supposed { key, value: &value })) {
            Answer::Met if !others_open => return Effect { opens: true, settles: true },
            Answer::NotMet if others_open => return Effect { opens: false, settles: true },
            Answer::NotMet => effect.settles = true,
            _ => {}
        }
    }
    effect
}

fn question(spec: &FactSpec, measures: &[(&Verdict, Effect)]) -> Question {
    let worth = |kept: &dyn Fn(&Effect) -> bool| -> (usize, Cents) {
        let kept = measures.iter().filter(|(_, effect)| kept(effect));
        let sums = kept.clone().filter_map(|(verdict, _)| verdict.amount.most);
        (kept.count(), sums.sum())
    };
    let (opens, sum_opened) = worth(&|effect| effect.opens);
    let (settles, unlocks) = worth(&|effect| effect.settles);
    let (all, sum_all) = worth(&|_| true);
    let because = Text::each(|lang| {
        let (n, sum) = match (opens, settles) {
            (0, 0) => (all, sum_all),
            (0, n) => (n, unlocks),
            (n, _) => (n, sum_opened),
        };
        let (measures, money) = (counted(n, lang), format::money(sum, lang));
        let known = !sum.is_zero();
        match (opens, settles, lang) {
            (0, 0, Lang::Fr) if known => format!("compte pour {measures}, avec d’autres réponses\u{a0}: {money} en jeu"),
            (0, 0, Lang::En) if known => format!("counts for {measures}, with other answers: {money} at stake"),
            (0, 0, Lang::Fr) => format!("compte pour {measures}, avec d’autres réponses"),
            (0, 0, Lang::En) => format!("counts for {measures}, with other answers"),
            (0, _, Lang::Fr) if known => format!("peut écarter {measures}\u{a0}: {money} en jeu"),
            (0, _, Lang::En) if known => format!("can rule out {measures}: {money} at stake"),
            (0, _, Lang::Fr) => format!("peut écarter {measures}"),
            (0, _, Lang::En) => format!("can rule out {measures}"),
            (_, _, Lang::Fr) if known => format!("ouvre {measures}, jusqu’à {money}"),
            (_, _, Lang::En) if known => format!("opens {measures}, up to {money}"),
            (_, _, Lang::Fr) => format!("ouvre {measures}"),
            (_, _, Lang::En) => format!("opens {measures}"),
        }
    });
    let wording = if spec.question.is_empty() { &spec.label } else { &spec.question };
    Question {
        key: spec.key.clone(),
        question: wording.clone(),
        measures: measures.iter().map(|(verdict, _)| verdict.measure.clone()).collect(),
        settles,
        unlocks,
        because,
    }
}

fn counted(measures: usize, lang: Lang) -> String {
    match (measures, lang) {
        (0 | 1, Lang::Fr) => format!("{measures} mesure"),
        (_, Lang::Fr) => format!("{measures} mesures"),
        (1, Lang::En) => "1 measure".to_owned(),
        (_, Lang::En) => format!("{measures} measures"),
    }
}
