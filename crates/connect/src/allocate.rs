//! One supply shared out among several demands: exactly when they are few, else by taking the best first, and it says which.

use crate::quantity::Milli;
use domain::Cents;
use schemars::JsonSchema;
use serde::Serialize;

/// Up to so many demands, every choice is tried.
const FEW: usize = 12;

/// What a demand can take of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Taker {
    pub demand: String,
    /// In a year, at most.
    pub most: Milli,
    /// Less than this is not worth it; zero when there is no such lot.
    pub least: Milli,
    /// What one unit earns; none when it is not known.
    pub per_unit: Option<Cents>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Method {
    /// Every choice of demands was tried.
    Exact,
    /// The best first: another sharing may be better.
    Greedy,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Given {
    pub demand: String,
    pub amount: Milli,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Allocation {
    pub method: Method,
    pub given: Vec<Given>,
    pub left: Milli,
    /// None as soon as one demand chosen does not say what a unit earns.
    pub value: Option<Cents>,
}

/// Gives as much value as can be when every demand says what a unit earns, else as much matter; with as few demands as that takes.
pub fn allocate(supply: Milli, takers: &[Taker]) -> Allocation {
    let priced = takers.iter().all(|taker| taker.per_unit.is_some());
    // The best first; a demand that loses money takes nothing.
    let mut order: Vec<usize> = (0..takers.len())
        .filter(|at| {
            takers[*at].most.0 > 0 && takers[*at].most >= takers[*at].least && (!priced || takers[*at].per_unit > Some(Cents::ZERO))
        })
        .collect();
    order.sort_by_key(|at| {
        let taker = &takers[*at];
        (std::cmp::Reverse(if priced { taker.per_unit } else { None }), std::cmp::Reverse(taker.most), *at)
    });
    let method = if order.len() <= FEW { Method::Exact } else { Method::Greedy };
    let chosen = match method {
        Method::Exact => {
            let choices = (0_u32..1 << order.len())
                .map(|bits| order.iter().enumerate().filter(|(n, _)| bits & 1 << n != 0).map(|(_, at)| *at).collect());
            let worth = |chosen: &Vec<usize>| {
                let shared = share(supply, takers, chosen)?;
                let amount: i64 = shared.iter().map(|(_, amount)| amount.0).sum();
                let value = if priced { value(takers, &shared)? } else { Cents::ZERO };
                Some((value, amount, std::cmp::Reverse(chosen.len())))
            };
            choices
                .filter_map(|chosen: Vec<usize>| Some((worth(&chosen)?, chosen)))
                .max_by(|a, b| a.0.cmp(&b.0))
                .map(|(_, chosen)| chosen)
                .unwrap_or_default()
        }
        Method::Greedy => {
            let (mut chosen, mut least) = (Vec::new(), 0);
            for at in order {
                if least + takers[at].least.0 <= supply.0 {
                    least += takers[at].least.0;
                    chosen.push(at);
                }
            }
            chosen
        }
    };
    let shared = share(supply, takers, &chosen).unwrap_or_default();
    let used: i64 = shared.iter().map(|(_, amount)| amount.0).sum();
    let value = value(takers, &shared);
    let given = shared
        .into_iter()
        .filter(|(_, amount)| amount.0 > 0)
        .map(|(at, amount)| Given { demand: takers[at].demand.clone(), amount })
        .collect();
    Allocation { method, given, left: Milli(supply.0 - used), value }
}

/// Each its smallest lot, then the rest in the order given. None when the lots alone are more than there is.
fn share(supply: Milli, takers: &[Taker], chosen: &[usize]) -> Option<Vec<(usize, Milli)>> {
    let mut left = supply.0 - chosen.iter().map(|at| takers[*at].least.0).sum::<i64>();
    if left < 0 {
        return None;
    }
    let more = |at: &usize| {
        let taker = &takers[*at];
        let added = left.min(taker.most.0 - taker.least.0);
        left -= added;
        (*at, Milli(taker.least.0 + added))
    };
    Some(chosen.iter().map(more).collect())
}

fn value(takers: &[Taker], shared: &[(usize, Milli)]) -> Option<Cents> {
    let of = |(at, amount): &(usize, Milli)| {
        let per_unit = takers[*at].per_unit?;
        Some(Cents((i128::from(per_unit.0) * i128::from(amount.0) / 1_000) as i64))
    };
    shared.iter().map(of).sum()
}
