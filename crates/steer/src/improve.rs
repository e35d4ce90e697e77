//! Betters a plan, round after round: some projects go out, others come in, and the change is kept if it is worth it.
//!
//! Two kinds of rounds under simulated annealing (Kirkpatrick, Gelatt & Vecchi 1983): a project is brought in and puts out who
//! stands in its way (ejection chains, Glover 1996); or a few projects that draw on the same limits are put out and their place
//! is filled anew (ruin and recreate, Schrimpf et al. 2000). Who is worth trying, and who pays, follow the prices of
//! [`crate::bound`]: money that everybody wants is spared.

use crate::bound::Prices;
use crate::desk::Desk;
use crate::dice::Dice;
use crate::fund::{Funder, UNIT};
use crate::greedy::{cheapest, fill};
use crate::model::{Fate, Model};

/// What a plan is worth on the way: its score, and the part `spared` of the price of what it leaves unspent. Plans of the same score
/// that spare what is scarce leave room for others.
fn level(desk: &Desk, spared: f64) -> f64 {
    desk.value as f64 - spared * desk.spent as f64 / UNIT as f64
}

/// Works on a desk with seeded draws; the same seed and the same rounds give the same plan.
#[derive(Debug)]
pub struct Improver<'m> {
    model: &'m Model,
    /// Price of one unit of each pair.
    price: Vec<i64>,
    /// How much dearer each measure looks in this round: always the same preference would always find the same plan.
    mood: Vec<f64>,
    /// What each project is worth beyond its price, as a part of its score.
    worth: Vec<f64>,
    /// Projects that can be funded and may be retained.
    open: Vec<usize>,
    /// The same by measure: who may take what is freed.
    by_measure: Vec<Vec<usize>>,
    dice: Dice,
    funder: Funder,
    out: Vec<usize>,
    wanting: Vec<(f64, usize)>,
}

/// Projects put out to let one in, at most.
const MOST_OUT: usize = 12;
/// One round in five is a ruin.
const RUINS: f64 = 0.2;
/// Prices are seen up to a tenth above or below.
const MOOD: f64 = 0.2;

impl<'m> Improver<'m> {
    #[must_use]
    pub fn new(model: &'m Model, prices: &Prices, seed: u64) -> Self {
        let price: Vec<i64> = (0..model.pairs.len()).map(|pair| prices.unit(model, pair)).collect();
        let mut funder = Funder::default();
        let (mut worth, mut open) = (vec![f64::MIN; model.asked.len()], Vec::new());
        let mut by_measure = vec![Vec::new(); model.measures];
        for (project, asked) in model.asked.iter().enumerate() {
            const LOOKS: usize = 2_000;
            let useful = asked.fate != Fate::Refused && (asked.score > 0 || !asked.needed_by.is_empty());
            let cost = funder.fund(model, project, |pair| model.pairs[pair].most, |pair| price[pair], LOOKS);
            if let Some(cost) = cost.filter(|_| useful) {
                worth[project] = 1.0 - cost as f64 / UNIT as f64 / asked.score.max(1) as f64;
                open.push(project);
                asked.pairs.clone().for_each(|pair| by_measure[model.pairs[pair].measure].push(project));
            }
        }
        let (mood, dice) = (vec![1.0; model.measures], Dice::new(seed));
        Self { model, price, mood, worth, open, by_measure, dice, funder, out: Vec::new(), wanting: Vec::new() }
    }

    /// Prepares a desk for rounds: it counts at these prices.
    pub fn take(&self, desk: &mut Desk) {
        desk.count_at(&self.price);
        desk.settle();
    }

    /// Fills a desk, the worthiest first.
    pub fn fill(&mut self, desk: &mut Desk) {
        let mut order = self.open.clone();
        order.sort_by(|a, b| self.worth[*b].total_cmp(&self.worth[*a]));
        let (price, funder) = (&self.price, &mut self.funder);
        fill(desk, &order, |desk, project| cheapest(desk, funder, project, |pair| price[pair]));
    }

    /// Brings a project in whatever it costs; the desk is as it was when there is no way.
    pub fn force(&mut self, desk: &mut Desk, project: usize) {
        self.out.clear();
        let mark = desk.mark_here();
        if !desk.retained[project] && !self.bring_in(desk, project) {
            desk.back_to(mark);
        }
        desk.settle();
    }

    /// One round at a temperature, in units of score: the desk is left better, or worse within the temperature. `spared`: how much what
    /// is left unspent counts, from 0 to 1.
    pub fn round(&mut self, desk: &mut Desk, heat: f64, spared: f64) {
        if self.open.is_empty() {
            return;
        }
        let (before, mark) = (level(desk, spared), desk.mark_here());
        self.out.clear();
        for mood in &mut self.mood {
            *mood = 1.0 + MOOD * (self.dice.unit() - 0.5);
        }
        let tried = if self.dice.unit() < RUINS { self.ruin(desk) } else { self.bring_one_in(desk) };
        let gain = level(desk, spared) - before;
        if tried && (gain >= 0.0 || self.dice.unit() < (gain / heat.max(f64::MIN_POSITIVE)).exp()) {
            desk.settle();
        } else {
            desk.back_to(mark);
        }
    }

    fn fund(&mut self, desk: &mut Desk, project: usize) -> bool {
        let (price, mood, model) = (&self.price, &self.mood, self.model);
        cheapest(desk, &mut self.funder, project, |pair| (price[pair] as f64 * mood[model.pairs[pair].measure]) as i64)
    }

    fn put_out(&mut self, desk: &mut Desk, project: usize) -> bool {
        let first = self.out.len();
        desk.drop(project, &mut self.out);
        self.out.len() <= MOST_OUT && self.out[first..].iter().all(|p| self.model.asked[*p].fate != Fate::Kept)
    }

    fn bring_one_in(&mut self, desk: &mut Desk) -> bool {
        let Some(project) = self.outsider(desk) else { return false };
        if !self.bring_in(desk, project) {
            return false;
        }
        self.wanting.clear();
        for at in 0..self.out.len() {
            self.want(self.out[at], 0.3);
            let pairs = self.model.asked[self.out[at]].pairs.clone();
            for _ in 0..6 {
                let measure = self.model.pairs[pairs.start + self.dice.below(pairs.len())].measure;
                self.want_one_of(desk, measure, 0.3);
            }
        }
        self.let_in(desk);
        true
    }

    /// One that is out, the worthiest of three.
    fn outsider(&mut self, desk: &Desk) -> Option<usize> {
        let (mut best, mut met): (Option<usize>, usize) = (None, 0);
        for _ in 0..24 {
            let project = self.open[self.dice.below(self.open.len())];
            if desk.retained[project] {
                continue;
            }
            best = best.filter(|b| self.worth[*b] >= self.worth[project]).or(Some(project));
            met += 1;
            if met == 3 {
                break;
            }
        }
        best
    }

    fn bring_in(&mut self, desk: &mut Desk, project: usize) -> bool {
        let model = self.model;
        let asked = &model.asked[project];
        for need in &asked.needs {
            if desk.retained[*need] {
                continue;
            }
            // One step of needs only: longer chains enter from their end.
            let alone = model.asked[*need].needs.iter().all(|n| desk.retained[*n]) && self.worth[*need] > f64::MIN;
            if !alone || !self.bring_in(desk, *need) {
                return false;
            }
        }
        for rival in &asked.rivals {
            if desk.retained[*rival] && !self.put_out(desk, *rival) {
                return false;
            }
        }
        // Those put out may have been needed.
        while desk.admissible(project) {
            if self.fund(desk, project) {
                return true;
            }
            if !self.make_room(desk, project) {
                return false;
            }
        }
        false
    }

    /// Puts out one project that draws on what this one lacks: of a few, the one that frees most for what it brings.
    fn make_room(&mut self, desk: &mut Desk, project: usize) -> bool {
        let model = self.model;
        let pairs = model.asked[project].pairs.clone();
        for _ in 0..6 {
            let pair = pairs.start + self.dice.below(pairs.len());
            let most = model.pairs[pair].most;
            let tight = model.draws_of(pair).iter().min_by_key(|d| desk.left[d.resource] / d.by);
            let Some(tight) = tight.filter(|d| desk.left[d.resource] / d.by < most) else { continue };
            let lacking = (most * tight.by - desk.left[tight.resource]) as f64;
            let takers = desk.takers(tight.resource);
            let mut least: Option<(f64, usize)> = None;
            for _ in 0..5.min(takers.len()) {
                let taker = takers[self.dice.below(takers.len())] as usize;
                let other = model.pairs[taker].project;
                let asked = &model.asked[other];
                if other == project || asked.fate == Fate::Kept {
                    continue;
                }
                let by = model.draws_of(taker).iter().find(|d| d.resource == tight.resource).map_or(0, |d| d.by);
                let freed = ((desk.amount[taker] * by) as f64).min(lacking).max(1.0);
                let loss = asked.score.max(0) as f64 * (0.1 + self.worth[other].max(0.0)) + 0.01;
                let loss = loss / freed * (0.5 + self.dice.unit());
                if least.is_none_or(|(least, _)| loss < least) {
                    least = Some((loss, other));
                }
            }
            if let Some((_, other)) = least {
                return self.put_out(desk, other);
            }
        }
        false
    }

    /// Puts out a few projects that share limits, those that are neither clearly in nor clearly out first; fills their place.
    fn ruin(&mut self, desk: &mut Desk) -> bool {
        let model = self.model;
        let first = self.dice.below(model.capacity.len());
        for at in 0..2 + self.dice.below(7) {
            let resource = if at == 0 || self.out.is_empty() { first } else { self.limit_of_one_out() };
            let takers = desk.takers(resource);
            let mut least: Option<usize> = None;
            for _ in 0..2.min(takers.len()) {
                let other = model.pairs[takers[self.dice.below(takers.len())] as usize].project;
                least = least.filter(|l| self.worth[*l].abs() <= self.worth[other].abs()).or(Some(other));
            }
            if let Some(other) = least.filter(|l| model.asked[*l].fate != Fate::Kept)
                && !self.put_out(desk, other)
            {
                return false;
            }
        }
        self.wanting.clear();
        let noise = 0.5 * self.dice.unit();
        let mut seen = Vec::new();
        for at in 0..self.out.len() {
            self.want(self.out[at], noise);
            for pair in model.asked[self.out[at]].pairs.clone() {
                let measure = model.pairs[pair].measure;
                if !seen.contains(&measure) {
                    seen.push(measure);
                    for _ in 0..12 {
                        self.want_one_of(desk, measure, noise);
                    }
                }
            }
        }
        self.let_in(desk);
        true
    }

    fn limit_of_one_out(&mut self) -> usize {
        let one = self.out[self.dice.below(self.out.len())];
        let pairs = self.model.asked[one].pairs.clone();
        let draws = self.model.draws_of(pairs.start + self.dice.below(pairs.len()));
        draws[self.dice.below(draws.len())].resource
    }

    fn want(&mut self, project: usize, noise: f64) {
        self.wanting.push((self.worth[project] + noise * self.dice.unit(), project));
    }

    fn want_one_of(&mut self, desk: &Desk, measure: usize, noise: f64) {
        let list = &self.by_measure[measure];
        if list.is_empty() {
            return;
        }
        let project = list[self.dice.below(list.len())];
        if !desk.retained[project] && self.worth[project] > -0.4 {
            self.want(project, noise);
        }
    }

    /// Those who want in, the worthiest first, as long as they fit.
    fn let_in(&mut self, desk: &mut Desk) {
        let mut wanting = std::mem::take(&mut self.wanting);
        wanting.sort_by(|a, b| b.0.total_cmp(&a.0));
        for &(_, project) in &wanting {
            if !desk.retained[project] && self.model.asked[project].score > 0 && desk.admissible(project) {
                self.fund(desk, project);
            }
        }
        self.wanting = wanting;
    }
}
