//! From a portfolio to a plan that can be shown: greedy, prices, search, and a second look before anything leaves.

use crate::bound::{Bounder, Prices};
use crate::desk::Desk;
use crate::greedy::{fill_up, greedy, keep_first};
use crate::improve::Improver;
use crate::mistake::Mistake;
use crate::model::{Fate, Model};
use crate::portfolio::{Plan, Portfolio, Scenario};
use crate::verify::{self, Violation};
use domain::Text;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How long to search. With rounds alone the plan is the same on every machine; a clock ends it earlier.
#[derive(Clone, Copy)]
pub struct Effort<'a> {
    /// Rounds of each worker.
    pub rounds: u64,
    /// Steps of the bound.
    pub steps: usize,
    /// Searches side by side, each with its own draws.
    pub workers: usize,
    pub seed: u64,
    /// The part of the time granted that is spent, from 0 to 1; always 0 when time does not count. A station has no clock.
    pub spent: &'a (dyn Fn() -> f64 + Sync),
}

impl Default for Effort<'_> {
    fn default() -> Self {
        Self { rounds: 20_000, steps: 400, workers: 2, seed: 1, spent: &|| 0.0 }
    }
}

/// A plan and how good it is known to be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Proposal {
    pub plan: Plan,
    /// What the plan is worth.
    pub value: i64,
    /// No plan is worth more: proved, by the prices.
    pub bound: i64,
    /// What the most score for the aid asked, project after project, would give.
    pub greedy: i64,
    pub prices: Prices,
}

impl Proposal {
    /// How far from the best the plan can be, in hundredths of a percent, rounded up.
    #[must_use]
    pub fn gap(&self) -> i64 {
        let bound = i128::from(self.bound.max(1));
        ((i128::from(self.bound - self.value).max(0) * 10_000 + bound - 1) / bound) as i64
    }
}

/// Why there is no proposal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Failure {
    Mistake(Mistake),
    /// The second look refused the plan: a defect of this crate, and nothing is shown.
    Broken(Vec<Violation>),
}

impl From<Mistake> for Failure {
    fn from(mistake: Mistake) -> Self {
        Self::Mistake(mistake)
    }
}

impl Failure {
    /// In words.
    #[must_use]
    pub fn told(&self) -> Text {
        match self {
            Self::Mistake(mistake) => mistake.told(),
            Self::Broken(rules) => Text::new(
                format!("Le plan trouvé enfreint {} règles : c’est un défaut du programme, et il n’est pas montré.", rules.len()),
                format!("The plan found breaks {} rules: this is a defect of the program, and it is not shown.", rules.len()),
            ),
        }
    }
}

/// How much what is left unspent counts on the way: of 0, 0.2, 0.4, 0.6, 0.8 and 1, the best on L1, L2 and X2 at the same rounds.
const SPARED: f64 = 0.6;
/// From this part of the way on, the score alone counts.
const SCORE_ALONE: f64 = 0.85;
/// Part of the time given to the bound.
const FOR_THE_BOUND: f64 = 0.2;
/// Parts of the typical score: what a round may lose at first, and at last.
const HOTTEST: f64 = 0.1;
const COLDEST: f64 = 0.003;
/// What stands is to stay where it can: a decision starts from nearly cold.
const WARM: f64 = 0.006;

/// The best plan found for a portfolio under a scenario.
///
/// # Errors
/// A mistake in the portfolio; a project that is kept and that nothing lets fund.
pub fn solve(portfolio: &Portfolio, scenario: &Scenario, effort: &Effort) -> Result<Proposal, Failure> {
    let model = Model::new(portfolio, scenario)?;
    let mut baseline = Desk::new(&model);
    greedy(&mut baseline);
    all_kept(&baseline)?;
    let mut bounder = Bounder::new(&model);
    bounder.begin();
    let mut best = baseline.clone();
    for step in 0..effort.steps {
        bounder.step(best.value);
        if (effort.spent)() > FOR_THE_BOUND {
            break;
        }
        // Prices are soon good enough to fill a better plan, which makes the next steps better.
        if (step + 1).is_power_of_two() {
            let mut filled = Desk::new(&model);
            keep_first(&mut filled);
            Improver::new(&model, &bounder.prices(), effort.seed).fill(&mut filled);
            best = better(best, filled);
        }
    }
    best = search(best, &bounder.prices(), HOTTEST, effort);
    finish(portfolio, scenario, best, baseline.value, &bounder)
}

/// The plan again, after a decision: what stood stays where it can, what is kept enters, the rest is searched around it.
///
/// # Errors
/// As [`solve`].
pub fn replan(portfolio: &Portfolio, scenario: &Scenario, before: &Proposal, effort: &Effort) -> Result<Proposal, Failure> {
    let model = Model::new(portfolio, scenario)?;
    let mut baseline = Desk::new(&model);
    greedy(&mut baseline);
    all_kept(&baseline)?;
    let mut bounder = Bounder::starting_at(&model, &before.prices);
    bounder.step(before.value);
    for _ in 1..effort.steps {
        if (effort.spent)() > FOR_THE_BOUND {
            break;
        }
        bounder.step(before.value);
    }
    let prices = bounder.prices();
    let mut desk = Desk::new(&model);
    desk.take_up(&before.plan);
    let mut improver = Improver::new(&model, &prices, effort.seed);
    for project in (0..model.asked.len()).filter(|p| model.asked[*p].fate == Fate::Kept) {
        improver.force(&mut desk, project);
    }
    if all_kept(&desk).is_err() {
        desk = Desk::new(&model);
        keep_first(&mut desk);
        desk.take_up(&before.plan);
    }
    let found = search(better(baseline.clone(), desk), &prices, WARM, effort);
    finish(portfolio, scenario, found, baseline.value, &bounder)
}

fn all_kept(desk: &Desk) -> Result<(), Mistake> {
    let missing = |p: &usize| desk.model.asked[*p].fate == Fate::Kept && !desk.retained[*p];
    match (0..desk.retained.len()).find(missing) {
        Some(project) => Err(Mistake::Kept(desk.model.project_id(project).to_owned())),
        None => Ok(()),
    }
}

fn better<'m>(a: Desk<'m>, b: Desk<'m>) -> Desk<'m> {
    if b.value > a.value && all_kept(&b).is_ok() { b } else { a }
}

/// Several searches from the same plan; the best of them, the first on a tie.
fn search<'m>(from: Desk<'m>, prices: &Prices, hottest: f64, effort: &Effort) -> Desk<'m> {
    let one = |worker: u64| {
        let seed = effort.seed.wrapping_add(worker.wrapping_mul(0x9E37_79B9));
        let mut improver = Improver::new(from.model, prices, seed);
        walk(from.clone(), &mut improver, hottest, effort)
    };
    let found: Vec<Desk<'m>> = if effort.workers <= 1 {
        vec![one(0)]
    } else {
        std::thread::scope(|scope| {
            let one = &one;
            let workers: Vec<_> = (0..effort.workers as u64).map(|worker| scope.spawn(move || one(worker))).collect();
            workers.into_iter().filter_map(|worker| worker.join().ok()).collect()
        })
    };
    let mut best = found.into_iter().fold(from, better);
    fill_up(&mut best);
    best
}

/// Rounds from hot to cold, by project.
const A_CYCLE: u64 = 2_000;

/// Hot, then colder and colder: worse plans are passed through less and less.
fn walk<'m>(mut desk: Desk<'m>, improver: &mut Improver<'m>, hottest: f64, effort: &Effort) -> Desk<'m> {
    const AT_ONCE: u64 = 64;
    improver.take(&mut desk);
    let mut best = desk.snapshot();
    let scores = desk.model.asked.iter().map(|asked| asked.score.max(0) as f64);
    let typical = scores.sum::<f64>() / desk.model.asked.len().max(1) as f64;
    // Once cold, a small portfolio is heated again: longer would find nothing, another way down may.
    let cycle = effort.rounds.min(A_CYCLE * desk.model.asked.len().max(1) as u64);
    let mut round = 0;
    while round < effort.rounds {
        let spent = (effort.spent)();
        let part = ((round % cycle) as f64 / cycle as f64).max(spent);
        if spent >= 1.0 {
            break;
        }
        let spared = if part < SCORE_ALONE && hottest > WARM { SPARED } else { 0.0 };
        let heat = typical * hottest * (COLDEST / hottest).powf(part);
        for _ in 0..AT_ONCE.min(effort.rounds - round) {
            improver.round(&mut desk, heat, spared);
            round += 1;
            if desk.value > best.value {
                desk.snapshot_in(&mut best);
            }
        }
    }
    desk.restore(&best);
    desk
}

fn finish(portfolio: &Portfolio, scenario: &Scenario, desk: Desk, greedy: i64, bounder: &Bounder) -> Result<Proposal, Failure> {
    let plan = desk.plan();
    let broken = verify::verify(portfolio, scenario, &plan);
    if !broken.is_empty() {
        return Err(Failure::Broken(broken));
    }
    let value = verify::value(portfolio, scenario, &plan);
    Ok(Proposal { plan, value, bound: bounder.bound(), greedy, prices: bounder.prices() })
}
