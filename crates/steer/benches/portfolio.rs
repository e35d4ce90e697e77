//! The bars of portfolios on the instances of the oracles: quality and time, in seconds of clock on two workers.
//!
//! `cargo bench -p steer` runs S and M; `cargo bench -p steer -- X1 X2` those, `-- all` every one. A plan worse than greedy or
//! refused by the second look stops it.

#[path = "../tests/it/common.rs"]
mod common;

use std::time::{Duration, Instant};
use steer::{Effort, Proposal, Scenario, replan, solve, verify};

fn main() {
    let named: Vec<String> = std::env::args().skip(1).filter(|a| !a.starts_with("--")).collect();
    let seconds = named.iter().find_map(|n| n.parse::<f64>().ok());
    let short = ["S1", "S2", "S3", "M1", "M2", "M3"];
    for name in common::names() {
        if named.iter().any(|n| n == name || n == "all") || (!named.iter().any(|n| n.parse::<f64>().is_err()) && short.contains(&name)) {
            measure(name, seconds);
        }
    }
}

fn measure(name: &str, seconds: Option<f64>) {
    let portfolio = common::portfolio(&common::instance(name));
    let scenario = Scenario::default();
    let limit = seconds.unwrap_or(if name.starts_with('S') {
        5.0
    } else if name < "M3" && name.starts_with('M') {
        30.0
    } else {
        60.0
    });
    let within = |seconds: f64| -> (Proposal, Duration) {
        let started = Instant::now();
        let spent = move || started.elapsed().as_secs_f64() / seconds;
        let effort = Effort { rounds: u64::MAX, steps: 1_500, workers: 2, seed: 1, spent: &spent };
        let proposal = solve(&portfolio, &scenario, &effort).expect("a plan");
        assert!(verify(&portfolio, &scenario, &proposal.plan).is_empty() && proposal.value >= proposal.greedy);
        (proposal, started.elapsed())
    };
    let (first, early) = within(1.5);
    let (proposal, late) = within(limit);
    let out = portfolio.projects.iter().find(|p| proposal.plan.retained.contains_key(&p.id)).expect("somebody is retained");
    let decided = Scenario { refuse: vec![out.id.clone()], ..Scenario::default() };
    let started = Instant::now();
    let spent = move || started.elapsed().as_secs_f64() / 0.7;
    let effort = Effort { rounds: u64::MAX, steps: 1, workers: 2, seed: 1, spent: &spent };
    let again = replan(&portfolio, &decided, &proposal, &effort).expect("a plan");
    println!(
        "{name}: greedy {}, first {} in {:.2} s, best {} in {:.1} s, bound {}, gap {:.2} %, again without {} {} in {:.2} s",
        proposal.greedy,
        first.value,
        early.as_secs_f64(),
        proposal.value,
        late.as_secs_f64(),
        proposal.bound,
        proposal.gap() as f64 / 100.0,
        out.id,
        again.value,
        started.elapsed().as_secs_f64()
    );
}
