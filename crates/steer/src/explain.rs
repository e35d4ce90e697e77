//! Why a project is not retained, and what would change it.

use crate::bound::Prices;
use crate::desk::Desk;
use crate::fund::{Funder, UNIT};
use crate::mistake::Mistake;
use crate::model::{Fate, Limit, Model};
use crate::portfolio::{Portfolio, Scenario};
use crate::solve::Proposal;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A limit by its names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum Named {
    Envelope { measure: String },
    Year { measure: String, year: usize },
    Share { measure: String, region: String },
}

/// A limit that leaves a project less than it could take, and what is left of it, rounded down to the unit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Tight {
    pub limit: Named,
    pub left: i64,
}

/// Why a project is out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum Why {
    /// By the scenario itself.
    SetAside,
    /// Even with every envelope whole, its plan does not close: this is the most that it could get.
    NotFundable { most: i64 },
    /// It brings nothing under these priorities.
    BringsNothing,
    /// Another that excludes it is retained.
    Rival { project: String },
    /// It needs one that is out.
    Missing { project: String },
    /// Nothing is left for it: every limit that holds it back.
    Full { tight: Vec<Tight> },
    /// It could still be added; searching longer would.
    Fits,
}

/// What would let a project in, everything else of the plan unchanged.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum Change {
    /// This limit alone, raised by this much.
    Raise { limit: Named, by: i64 },
    /// No limit alone is enough.
    Several,
}

/// A project that is not retained.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Refused {
    pub project: String,
    pub score: i64,
    /// What projects that take as much of what is scarce bring: below it, its place goes to others. `None`: not fundable.
    pub price: Option<i64>,
    pub why: Why,
    pub change: Option<Change>,
}

/// Every project that the proposal leaves out, in the order of the portfolio.
///
/// # Errors
/// A mistake in the portfolio.
pub fn explain(portfolio: &Portfolio, scenario: &Scenario, proposal: &Proposal) -> Result<Vec<Refused>, Mistake> {
    let model = Model::new(portfolio, scenario)?;
    let mut desk = Desk::new(&model);
    desk.take_up(&proposal.plan);
    let mut funder = Funder::default();
    let out = (0..model.asked.len()).filter(|p| !desk.retained[*p]);
    Ok(out.map(|project| of(&model, &desk, &mut funder, &proposal.prices, project)).collect())
}

const LOOKS: usize = 5_000;

fn of(model: &Model, desk: &Desk, funder: &mut Funder, prices: &Prices, project: usize) -> Refused {
    let asked = &model.asked[project];
    let unit = |pair: usize| prices.unit(model, pair);
    let cost = funder.fund(model, project, |pair| model.pairs[pair].most, unit, LOOKS);
    let price = cost.map(|cost| (cost / i128::from(UNIT)) as i64 + 1);
    let named = |p: &usize| model.project_id(*p).to_owned();
    let (why, change) = if asked.fate == Fate::Refused {
        (Why::SetAside, None)
    } else if cost.is_none() {
        let mut most: Vec<i64> = asked.pairs.clone().map(|pair| model.pairs[pair].most).collect();
        most.sort_unstable_by_key(|most| -most);
        (Why::NotFundable { most: most.iter().take(model.most_funders).sum::<i64>().min(asked.need) }, None)
    } else if asked.score <= 0 {
        (Why::BringsNothing, None)
    } else if let Some(rival) = asked.rivals.iter().find(|r| desk.retained[**r]) {
        (Why::Rival { project: named(rival) }, None)
    } else if let Some(missing) = asked.needs.iter().find(|n| !desk.retained[**n]) {
        (Why::Missing { project: named(missing) }, None)
    } else if funder.fund(model, project, |pair| desk.room(pair), |_| 0, LOOKS).is_some() {
        (Why::Fits, None)
    } else {
        let tight = tight(desk, project);
        let change = raise(model, desk, funder, project, &tight);
        let told = tight.iter().map(|r| Tight { limit: name(model, *r), left: desk.left[*r] / 100 }).collect();
        (Why::Full { tight: told }, Some(change))
    };
    Refused { project: named(&project), score: asked.score, price, why, change }
}

/// The limits that leave some measure less than it could pay to this project.
fn tight(desk: &Desk, project: usize) -> Vec<usize> {
    let model = desk.model;
    let mut found = Vec::new();
    for pair in model.asked[project].pairs.clone() {
        for draw in model.draws_of(pair) {
            if desk.left[draw.resource] / draw.by < model.pairs[pair].most {
                found.push(draw.resource);
            }
        }
    }
    found
}

/// The least that one limit alone must be raised by.
fn raise(model: &Model, desk: &Desk, funder: &mut Funder, project: usize, tight: &[usize]) -> Change {
    let mut least: Option<(i64, usize)> = None;
    for &resource in tight {
        let free = |pair: usize| {
            let of = &model.pairs[pair];
            let others = model.draws_of(pair).iter().filter(|d| d.resource != resource);
            let room = others.map(|d| desk.left[d.resource] / d.by).fold(of.most, i64::min);
            if room < of.floor { 0 } else { room }
        };
        let held = |pair: usize| model.draws_of(pair).iter().any(|d| d.resource == resource);
        // What is raised is used last, so that it is raised by little.
        if funder.fund(model, project, free, |pair| i64::from(held(pair)), LOOKS).is_none() {
            continue;
        }
        let drawn = |&(pair, amount): &(usize, i64)| -> i64 {
            model.draws_of(pair).iter().filter(|d| d.resource == resource).map(|d| amount * d.by).sum()
        };
        let by = (funder.amounts().iter().map(drawn).sum::<i64>() - desk.left[resource] + 99) / 100;
        if least.is_none_or(|(least, _)| by < least) {
            least = Some((by, resource));
        }
    }
    least.map_or(Change::Several, |(by, resource)| Change::Raise { limit: name(model, resource), by })
}

fn name(model: &Model, resource: usize) -> Named {
    let measure = |m: &usize| model.measure_id(*m).to_owned();
    match &model.limits[resource] {
        Limit::Envelope { measure: m } => Named::Envelope { measure: measure(m) },
        Limit::Year { measure: m, year } => Named::Year { measure: measure(m), year: *year },
        Limit::Share { measure: m, region } => Named::Share { measure: measure(m), region: region.clone() },
    }
}
