//! What must hold for any conditions and any facts.

use crate::trade::*;
use domain::{Answer, Cents, Date, Facts, Value};
use programmes::{AmountRule, Condition, Measure, Programme, Quantity};
use proptest::prelude::*;
use qualify::{answers, qualify};

const KEYS: [&str; 6] = ["project.started", "place.ti_phase2", "project.eligible_cost", "holder.equity", "project.naf", "holder.kind"];
const NAF: [&str; 6] = ["C", "22", "22.22Z", "22.2", "01.11Z", "64.2"];
const KIND: [&str; 3] = ["company", "epci", "association"];

fn today() -> Date {
    day("2020-09-15")
}

fn a_value(key: &'static str) -> BoxedStrategy<Value> {
    match key {
        "project.started" | "place.ti_phase2" => any::<bool>().prop_map(Value::Bool).boxed(),
        "project.naf" => prop::sample::select(&NAF[..]).prop_map(code).boxed(),
        "holder.kind" => prop::sample::select(&KIND[..]).prop_map(code).boxed(),
        _ => (0..6i64).prop_map(|n| Value::Money(Cents(n))).boxed(),
    }
}

fn a_leaf() -> BoxedStrategy<Condition> {
    prop::sample::select(&KEYS[..])
        .prop_flat_map(|key| match key {
            "project.started" | "place.ti_phase2" => any::<bool>().prop_map(move |b| is(key, b)).boxed(),
            "project.naf" => prop::sample::subsequence(NAF.to_vec(), 1..4).prop_map(move |c| one_of(key, &c)).boxed(),
            "holder.kind" => prop::sample::subsequence(KIND.to_vec(), 1..3)
                .prop_map(move |c| Condition { none_of: one_of(key, &c).one_of, ..fact(key) })
                .boxed(),
            _ => (0..6i64, any::<bool>())
                .prop_map(move |(n, other)| match other {
                    true => Condition { at_most_fact: Some("holder.equity".into()), ..fact(key) },
                    false => Condition { at_least: Some(Quantity::Money(Cents(n))), ..fact(key) },
                })
                .boxed(),
        })
        .boxed()
}

fn a_tree() -> impl Strategy<Value = Condition> {
    a_leaf().prop_recursive(3, 12, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 1..4).prop_map(|all| Condition { all, ..Condition::default() }),
            prop::collection::vec(inner.clone(), 1..4).prop_map(|any| Condition { any, ..Condition::default() }),
            inner.clone().prop_map(|not| Condition { not: Some(Box::new(not)), ..Condition::default() }),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| Condition { any: vec![a], ..b }),
            inner.prop_map(|c| Condition { priority: true, ..c }),
        ]
    })
}

fn some_facts() -> impl Strategy<Value = Facts> {
    KEYS.map(|key| prop::option::of(a_value(key)).prop_map(move |value| value.map(|v| (key, v))))
        .into_iter()
        .collect::<Vec<_>>()
        .prop_map(|known| facts(&known.into_iter().flatten().collect::<Vec<_>>()))
}

fn one(conditions: Vec<Condition>) -> Programme {
    let amount = AmountRule::None { note: Default::default() };
    programme(vec![measure("m", conditions, amount)])
}

fn judge(facts: &Facts, conditions: Vec<Condition>) -> Answer {
    qualify(facts, &[one(conditions)], &dictionary(), today()).verdicts[0].answer
}

fn group(kind: &str, parts: Vec<Condition>) -> Condition {
    match kind {
        "all" => Condition { all: parts, ..Condition::default() },
        "any" => Condition { any: parts, ..Condition::default() },
        _ => Condition { not: parts.into_iter().next().map(Box::new), ..Condition::default() },
    }
}

fn not(condition: Condition) -> Condition {
    group("not", vec![condition])
}

proptest! {
    #[test]
    fn the_laws_of_kleene_hold(facts in some_facts(), a in a_leaf(), b in a_leaf(), c in a_leaf()) {
        let said = |condition| judge(&facts, vec![condition]);
        let (all, any) = (|p| group("all", p), |p| group("any", p));
        let (a, b, c) = (|| a.clone(), || b.clone(), || c.clone());
        prop_assert_eq!(said(not(not(a()))), said(a()));
        prop_assert_eq!(said(not(all(vec![a(), b()]))), said(any(vec![not(a()), not(b())])));
        prop_assert_eq!(said(not(any(vec![a(), b()]))), said(all(vec![not(a()), not(b())])));
        prop_assert_eq!(said(all(vec![a(), b(), c()])), said(all(vec![all(vec![c(), b()]), a()])));
        prop_assert_eq!(said(all(vec![a(), any(vec![b(), c()])])), said(any(vec![all(vec![a(), b()]), all(vec![a(), c()])])));
        prop_assert_eq!(said(any(vec![a(), all(vec![a(), b()])])), said(a()));
    }

    #[test]
    fn learning_a_fact_never_reopens_an_answer(facts in some_facts(), tree in a_tree(), which in 0..6usize, value in any::<prop::sample::Index>()) {
        let key = KEYS[which];
        prop_assume!(facts.get(key).is_none());
        let before = judge(&facts, vec![tree.clone()]);
        let candidates: Vec<Value> = match key {
            "project.started" | "place.ti_phase2" => vec![Value::Bool(true), Value::Bool(false)],
            "project.naf" => NAF.map(code).to_vec(),
            "holder.kind" => KIND.map(code).to_vec(),
            _ => (0..6).map(|n| Value::Money(Cents(n))).collect(),
        };
        let mut more = facts.clone();
        more.set(key, domain::Datum::declared(candidates[value.index(candidates.len())].clone()));
        let after = judge(&more, vec![tree.clone()]);
        prop_assert!(before == Answer::Unknown || after == before, "{before:?} became {after:?}");

        // A question is worth asking only if its answer can matter, and it says truly whether it settles alone.
        let asked = qualify(&facts, &[one(vec![tree])], &dictionary(), today());
        let missing = &asked.verdicts[0].missing;
        let askable = if key == "place.ti_phase2" { "project.commune" } else { key };
        if before == Answer::Unknown && after != Answer::Unknown {
            prop_assert!(missing.iter().any(|k| k == askable), "{key} settles and is not among {missing:?}");
            let question = asked.questions.iter().find(|q| q.key == askable);
            prop_assert!(question.is_some_and(|q| q.settles == 1), "{key} settles alone: {question:?}");
        }
    }

    #[test]
    fn a_required_fact_that_is_unknown_never_passes(facts in some_facts(), leaf in a_leaf(), others in prop::collection::vec(a_tree(), 0..3)) {
        let mut facts = facts;
        facts.0.remove(leaf.fact.as_deref().expect("a leaf"));
        let mut conditions = others;
        conditions.push(leaf);
        prop_assert_ne!(judge(&facts, conditions), Answer::Met);
    }

    #[test]
    fn the_order_of_measures_and_conditions_changes_nothing(facts in some_facts(), trees in prop::collection::vec(a_tree(), 1..6)) {
        let measures: Vec<Measure> =
            trees.iter().enumerate().map(|(i, t)| measure(&format!("m{i}"), vec![t.clone()], no_money())).collect();
        let reversed: Vec<Measure> = measures.iter().rev().cloned().collect();
        let there = qualify(&facts, &[programme(measures)], &dictionary(), today());
        let back = qualify(&facts, &[programme(reversed)], &dictionary(), today());
        prop_assert_eq!(there, back);
        let turned: Vec<Condition> = trees.iter().rev().cloned().collect();
        prop_assert_eq!(judge(&facts, trees), judge(&facts, turned));
    }

    #[test]
    fn the_bare_answer_is_the_one_explained(facts in some_facts(), trees in prop::collection::vec(a_tree(), 0..4)) {
        let programmes = [one(trees)];
        let explained = qualify(&facts, &programmes, &dictionary(), today()).verdicts.remove(0);
        prop_assert_eq!(answers(&facts, &programmes, &dictionary(), today()), vec![("essai", "m", explained.answer)]);
        prop_assert_eq!(explained.missing.is_empty(), explained.answer != Answer::Unknown);
    }
}
