//! From what is held to a proposal: the station `steer` computes it, the same for the same address and the same applications.

use super::ask::{ANY, Ask, Weights};
use super::held::Held;
use crate::error::{Failure, OrFail, Result};
use crate::page::Here;
use std::collections::BTreeMap;
use steer::{Effort, Measure, Move, Portfolio, Project, Proposal, Refused, Scenario};

/// A thousand euros, in cents: one point for each, when applications count by what they ask.
const A_POINT: i64 = 100_000;
const MOST_POINTS: i64 = 1_000_000;

pub struct Proposed {
    pub portfolio: Portfolio,
    pub scenario: Scenario,
    pub proposal: Proposal,
    pub refused: Vec<Refused>,
    /// Who moves from the first set of weights to the second; nobody when they are not compared.
    pub moves: Vec<Move>,
}

pub async fn proposed(here: &Here, ask: &Ask, held: &Held) -> Result<Proposed> {
    let portfolio = portfolio(ask, held);
    let scenario = |weights: &Weights| Scenario { weights: weights.clone(), ..Scenario::default() };
    let (first, second) = (scenario(&ask.first), ask.compared.then(|| scenario(&ask.second)));
    let working = move || -> Result<Proposed, steer::Failure> {
        let effort = Effort { rounds: 4_000, steps: 300, workers: 1, ..Effort::default() };
        let proposal = steer::solve(&portfolio, &first, &effort)?;
        let refused = steer::explain(&portfolio, &first, &proposal)?;
        let moves = match second {
            Some(second) => {
                let other = steer::solve(&portfolio, &second, &effort)?;
                steer::moves(&portfolio, (&first, &proposal.plan), (&second, &other.plan))
            }
            None => vec![],
        };
        Ok(Proposed { portfolio, scenario: first, proposal, refused, moves })
    };
    let done = tokio::task::spawn_blocking(working).await.or_ours(here)?;
    done.map_err(|why| Failure::ours(here, why.told().en))
}

fn portfolio(ask: &Ask, held: &Held) -> Portfolio {
    let measure = |(id, purse): (&ledger::EnvelopeId, &super::held::Purse)| Measure {
        id: id.to_string(),
        envelope: purse.left.0,
        ..Measure::default()
    };
    let project = |waiting: &super::held::Waiting| {
        let worth = if ask.by_amount { (waiting.asked.0 / A_POINT).clamp(1, MOST_POINTS) } else { 1 };
        let criteria = waiting.themes.iter().cloned().chain([ANY.to_owned()]);
        Project {
            id: waiting.number.clone(),
            cost: waiting.cost.unwrap_or(waiting.asked).0.max(0),
            need: waiting.asked.0,
            points: criteria.map(|criterion| (criterion, worth)).collect::<BTreeMap<_, _>>(),
            measures: vec![waiting.envelope.to_string()],
            ..Project::default()
        }
    };
    Portfolio {
        most_funders: 1,
        measures: held.purses.iter().map(measure).collect(),
        projects: held.waiting.iter().map(project).collect(),
        ..Portfolio::default()
    }
}
