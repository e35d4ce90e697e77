//! The instances of the oracles: the same ones, certificates that the second look accepts, plans that never lose to greedy.

use crate::common;
use serde_json::Value;
use std::time::Instant;
use steer::{Effort, Plan, Portfolio, Scenario, replan, solve, value, verify};

fn oracle(name: &str) -> Value {
    let all: Value = serde_json::from_str(include_str!("../data/oracles.json")).expect("the oracles are JSON");
    all["instances"][name].clone()
}

fn portfolio(name: &str) -> Portfolio {
    common::portfolio(&common::instance(name))
}

fn certificate(oracle: &Value) -> Option<Plan> {
    let amounts = oracle.get("amounts")?;
    Some(Plan { retained: serde_json::from_value(amounts.clone()).expect("amounts by project and measure") })
}

#[test]
fn every_instance_is_the_one_the_oracle_solved() {
    for name in common::names() {
        assert_eq!(common::digest(&common::instance(name)), oracle(name)["sha256"], "{name}");
    }
}

#[test]
fn the_second_look_accepts_the_certificates_at_their_value() {
    for name in common::names() {
        let (oracle, scenario) = (oracle(name), Scenario::default());
        let Some(plan) = certificate(&oracle) else { continue };
        let portfolio = portfolio(name);
        assert_eq!(verify(&portfolio, &scenario, &plan), [], "{name}");
        assert_eq!(value(&portfolio, &scenario, &plan), common::integer(&oracle["best"]), "{name}");
    }
}

#[test]
fn the_second_look_sees_one_euro_too_many_in_every_envelope_of_a_certificate() {
    let (portfolio, scenario) = (portfolio("M3"), Scenario::default());
    let plan = certificate(&oracle("M3")).expect("a certificate");
    for measure in portfolio.measures.iter().map(|m| &m.id) {
        let spent: i64 = plan.retained.values().filter_map(|aids| aids.get(measure)).sum();
        if spent > 0 {
            let tighter = Scenario { envelopes: [(measure.clone(), spent - 1)].into(), ..Scenario::default() };
            assert_eq!(verify(&portfolio, &tighter, &plan).len(), 1, "{measure}");
        }
    }
    assert!(verify(&portfolio, &scenario, &plan).is_empty());
}

#[test]
fn small_portfolios_reach_the_proved_optimum() {
    for name in ["S1", "S2", "S3"] {
        let effort = Effort { rounds: 40_000, ..Effort::default() };
        let proposal = solve(&portfolio(name), &Scenario::default(), &effort).expect("a plan");
        let best = common::integer(&oracle(name)["best"]);
        assert_eq!(proposal.value, best, "{name}");
        assert!(proposal.bound >= best && proposal.greedy < best, "{name}: {proposal:?}");
    }
}

#[test]
fn no_plan_is_impossible_worse_than_greedy_or_above_its_bound() {
    for name in ["S1", "S2", "S3", "M1", "M2", "M3", "L2"] {
        let (portfolio, scenario) = (portfolio(name), Scenario::default());
        for seed in [1, 2] {
            let effort = Effort { rounds: 200, steps: 30, seed, ..Effort::default() };
            let proposal = solve(&portfolio, &scenario, &effort).expect("a plan");
            assert_eq!(verify(&portfolio, &scenario, &proposal.plan), [], "{name}");
            assert!(proposal.greedy <= proposal.value && proposal.value <= proposal.bound, "{name}");
            assert!(proposal.bound >= common::integer(&oracle(name)["best"]), "{name}: a bound below a plan that is known");
        }
    }
}

#[test]
fn the_same_rounds_and_seed_give_the_same_plan() {
    let portfolio = portfolio("M2");
    let effort = Effort { rounds: 500, steps: 50, ..Effort::default() };
    let [one, two] = [(); 2].map(|()| solve(&portfolio, &Scenario::default(), &effort).expect("a plan"));
    assert_eq!(one, two);
}

#[test]
fn a_decision_keeps_what_stands_around_it() {
    let portfolio = portfolio("M3");
    let effort = Effort { rounds: 2_000, steps: 100, ..Effort::default() };
    let before = solve(&portfolio, &Scenario::default(), &effort).expect("a plan");
    let inside = before.plan.retained.keys().next().expect("somebody").clone();
    let fundable = |p: &&steer::Project| !before.plan.retained.contains_key(&p.id) && p.needs.is_empty() && p.measures.len() > 2;
    let outside = portfolio.projects.iter().find(fundable).expect("somebody is out").id.clone();
    let decided = Scenario { keep: vec![outside.clone()], refuse: vec![inside.clone()], ..Scenario::default() };
    let after = replan(&portfolio, &decided, &before, &effort).expect("a plan");
    assert_eq!(verify(&portfolio, &decided, &after.plan), []);
    assert!(after.plan.retained.contains_key(&outside) && !after.plan.retained.contains_key(&inside));
    let stayed = before.plan.retained.keys().filter(|p| after.plan.retained.contains_key(*p)).count();
    assert!(stayed * 2 > before.plan.retained.len(), "{stayed} of {} stayed", before.plan.retained.len());
    assert!(after.value <= after.bound);
}

/// The bars, on a machine that does nothing else: `REBOND_LONG=1 cargo test --release -p steer -- --ignored`.
#[test]
#[ignore = "ten minutes of two cores: REBOND_LONG=1"]
fn the_large_ones_are_better_than_what_solvers_found() {
    if std::env::var_os("REBOND_LONG").is_none() {
        return;
    }
    for (name, seconds) in [("M3", 60.0), ("L2", 60.0), ("X1", 60.0), ("X2", 60.0)] {
        let started = Instant::now();
        let spent = move || started.elapsed().as_secs_f64() / seconds;
        let effort = Effort { rounds: u64::MAX, steps: 1_500, workers: 2, seed: 1, spent: &spent };
        let proposal = solve(&portfolio(name), &Scenario::default(), &effort).expect("a plan");
        let best = common::integer(&oracle(name)["best"]);
        assert!(proposal.value > best, "{name}: {} is not above {best}", proposal.value);
        assert!(proposal.gap() <= 200, "{name}: {} hundredths of a percent", proposal.gap());
    }
}
