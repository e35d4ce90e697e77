//! Two sets of priorities side by side: who enters, who leaves, and why.

use crate::portfolio::{Plan, Portfolio, Project, Scenario};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Why a project moves.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum Cause {
    /// The second scenario keeps it or sets it aside.
    Settled,
    /// Its part of all the points rises or falls, as its move does.
    Priorities,
    /// Its own part does not say it: these, which share its measures, its site or a need, moved the other way.
    Others { projects: Vec<String> },
    /// Neither: an envelope changed, or a plan of the same worth was found.
    Elsewhere,
}

/// A project that is in one plan and not in the other.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Move {
    pub project: String,
    /// It enters; else it leaves.
    pub enters: bool,
    pub need: i64,
    pub before: i64,
    pub after: i64,
    pub cause: Cause,
}

/// Who moves from the first scenario and plan to the second.
#[must_use]
pub fn moves(portfolio: &Portfolio, first: (&Scenario, &Plan), second: (&Scenario, &Plan)) -> Vec<Move> {
    let total = |scenario: &Scenario| portfolio.projects.iter().map(|p| i128::from(scenario.score(p).max(0))).sum::<i128>().max(1);
    let (all_before, all_after) = (total(first.0), total(second.0));
    let held = |plan: &Plan, project: &Project| plan.retained.contains_key(&project.id);
    let moved: Vec<(&Project, bool)> =
        portfolio.projects.iter().filter(|p| held(first.1, p) != held(second.1, p)).map(|p| (p, held(second.1, p))).collect();
    let tell = |&(project, enters): &(&Project, bool)| {
        let (before, after) = (first.0.score(project), second.0.score(project));
        // Parts of a whole: weights all doubled change nothing.
        let (was, is) = (i128::from(before) * all_after, i128::from(after) * all_before);
        let settled = [&second.0.keep, &second.0.refuse].iter().any(|list| list.contains(&project.id));
        let cause = if settled {
            Cause::Settled
        } else if (enters && is > was) || (!enters && is < was) {
            Cause::Priorities
        } else {
            let others = moved.iter().filter(|(other, enters_too)| *enters_too != enters && tied(project, other));
            let mut projects: Vec<String> = others.map(|(other, _)| other.id.clone()).collect();
            projects.truncate(MOST_NAMED);
            if projects.is_empty() { Cause::Elsewhere } else { Cause::Others { projects } }
        };
        Move { project: project.id.clone(), enters, need: project.need, before, after, cause }
    };
    moved.iter().map(tell).collect()
}

/// More names are not read.
const MOST_NAMED: usize = 5;

fn tied(a: &Project, b: &Project) -> bool {
    a.measures.iter().any(|m| b.measures.contains(m)) || (a.site.is_some() && a.site == b.site) || a.needs.contains(&b.id)
}
