//! A plan being made: what is left of every limit, who draws on it, and how to take back what was tried.

use crate::model::{Fate, Model};
use crate::portfolio::Plan;
use std::collections::BTreeMap;

/// What was changed, to take it back.
#[derive(Debug, Clone, Copy)]
enum Change {
    Amount { pair: usize, before: i64 },
    Retained { project: usize, before: bool },
}

/// A plan found on the way, to come back to.
#[derive(Debug, Clone)]
pub struct Snapshot {
    pub value: i64,
    amount: Vec<i64>,
    retained: Vec<bool>,
}

/// The state of a plan. Everything that moves passes by [`Desk::pay`] and [`Desk::retain`], which remember it.
#[derive(Debug, Clone)]
pub struct Desk<'m> {
    pub model: &'m Model,
    /// Hundredths left of each resource.
    pub left: Vec<i64>,
    pub amount: Vec<i64>,
    pub retained: Vec<bool>,
    pub value: i64,
    /// Price of one unit of each pair, and what the plan spends at these prices; zero until [`Desk::count_at`].
    price: Vec<i64>,
    pub spent: i128,
    /// Pairs that draw on each resource, and where each draw stands in that list.
    takers: Vec<Vec<u32>>,
    place: Vec<u32>,
    changes: Vec<Change>,
}

impl<'m> Desk<'m> {
    #[must_use]
    pub fn new(model: &'m Model) -> Self {
        Self {
            model,
            left: model.capacity.clone(),
            amount: vec![0; model.pairs.len()],
            retained: vec![false; model.asked.len()],
            value: 0,
            price: vec![0; model.pairs.len()],
            spent: 0,
            takers: vec![Vec::new(); model.capacity.len()],
            place: vec![0; model.draws.len()],
            changes: Vec::new(),
        }
    }

    /// Counts what the plan spends at these prices, from now on.
    pub fn count_at(&mut self, price: &[i64]) {
        self.price.copy_from_slice(price);
        self.spent = self.amount.iter().zip(price).map(|(amount, price)| i128::from(*amount) * i128::from(*price)).sum();
    }

    /// The pairs that draw on a resource.
    #[must_use]
    pub fn takers(&self, resource: usize) -> &[u32] {
        &self.takers[resource]
    }

    /// Most that this pair could take now, its own amount not counted again; below the floor it is nothing.
    #[must_use]
    pub fn room(&self, pair: usize) -> i64 {
        let of = &self.model.pairs[pair];
        let mut room = of.most;
        for draw in &self.model.draws[of.draws.clone()] {
            let left = self.left[draw.resource];
            if left < room * draw.by {
                room = left / draw.by;
            }
        }
        if room < of.floor { 0 } else { room }
    }

    /// Whether a project may be retained as far as other projects go.
    #[must_use]
    pub fn admissible(&self, project: usize) -> bool {
        let asked = &self.model.asked[project];
        asked.fate != Fate::Refused && !asked.rivals.iter().any(|r| self.retained[*r]) && asked.needs.iter().all(|n| self.retained[*n])
    }

    pub fn pay(&mut self, pair: usize, amount: i64) {
        let before = self.amount[pair];
        if before != amount {
            self.changes.push(Change::Amount { pair, before });
            self.set(pair, amount);
        }
    }

    pub fn retain(&mut self, project: usize, retained: bool) {
        let before = self.retained[project];
        if before != retained {
            self.changes.push(Change::Retained { project, before });
            self.mark(project, retained);
        }
    }

    /// Takes a project out, with those that need it.
    pub fn drop(&mut self, project: usize, dropped: &mut Vec<usize>) {
        if !self.retained[project] {
            return;
        }
        let model = self.model;
        self.retain(project, false);
        for pair in model.asked[project].pairs.clone() {
            self.pay(pair, 0);
        }
        dropped.push(project);
        for other in &model.asked[project].needed_by {
            self.drop(*other, dropped);
        }
    }

    /// Where a later [`Desk::back_to`] returns.
    #[must_use]
    pub fn mark_here(&self) -> usize {
        self.changes.len()
    }

    pub fn back_to(&mut self, mark: usize) {
        while self.changes.len() > mark {
            match self.changes.pop() {
                Some(Change::Amount { pair, before }) => self.set(pair, before),
                Some(Change::Retained { project, before }) => self.mark(project, before),
                None => return,
            }
        }
    }

    /// What is done is done: nothing before can be taken back.
    pub fn settle(&mut self) {
        self.changes.clear();
    }

    /// What a plan is, and nothing of how it was made.
    #[must_use]
    pub fn snapshot(&self) -> Snapshot {
        Snapshot { value: self.value, amount: self.amount.clone(), retained: self.retained.clone() }
    }

    /// The same in the memory of another.
    pub fn snapshot_in(&self, kept: &mut Snapshot) {
        kept.value = self.value;
        kept.amount.copy_from_slice(&self.amount);
        kept.retained.copy_from_slice(&self.retained);
    }

    pub fn restore(&mut self, kept: &Snapshot) {
        (0..kept.amount.len()).for_each(|pair| self.pay(pair, kept.amount[pair]));
        (0..kept.retained.len()).for_each(|project| self.retain(project, kept.retained[project]));
        self.settle();
    }

    fn mark(&mut self, project: usize, retained: bool) {
        self.retained[project] = retained;
        let score = self.model.asked[project].score;
        self.value += if retained { score } else { -score };
    }

    fn set(&mut self, pair: usize, amount: i64) {
        let before = std::mem::replace(&mut self.amount[pair], amount);
        self.spent += i128::from(amount - before) * i128::from(self.price[pair]);
        for at in self.model.pairs[pair].draws.clone() {
            let draw = self.model.draws[at];
            self.left[draw.resource] -= (amount - before) * draw.by;
            if before == 0 && amount != 0 {
                self.place[at] = self.takers[draw.resource].len() as u32;
                self.takers[draw.resource].push(pair as u32);
            } else if before != 0 && amount == 0 {
                self.leave(draw.resource, self.place[at] as usize);
            }
        }
    }

    fn leave(&mut self, resource: usize, place: usize) {
        self.takers[resource].swap_remove(place);
        if let Some(&moved) = self.takers[resource].get(place) {
            for at in self.model.pairs[moved as usize].draws.clone() {
                if self.model.draws[at].resource == resource {
                    self.place[at] = place as u32;
                }
            }
        }
    }

    /// The plan with the names of the portfolio.
    #[must_use]
    pub fn plan(&self) -> Plan {
        let aids = |project: usize| -> BTreeMap<String, i64> {
            let pairs = self.model.asked[project].pairs.clone().filter(|p| self.amount[*p] > 0);
            pairs.map(|p| (self.model.measure_id(self.model.pairs[p].measure).to_owned(), self.amount[p])).collect()
        };
        let retained = (0..self.retained.len()).filter(|p| self.retained[*p]);
        Plan { retained: retained.map(|p| (self.model.project_id(p).to_owned(), aids(p))).collect() }
    }

    /// Takes a plan up. Projects that no longer fit are left out, so that the desk never holds an impossible plan.
    pub fn take_up(&mut self, plan: &Plan) {
        let wanted: Vec<(usize, i64)> = self.model.amounts(plan).collect();
        let mut by_project: BTreeMap<usize, Vec<(usize, i64)>> = BTreeMap::new();
        for (pair, amount) in wanted {
            by_project.entry(self.model.pairs[pair].project).or_default().push((pair, amount));
        }
        let mut ahead = true;
        while ahead {
            ahead = false;
            for (&project, aids) in &by_project {
                if self.retained[project] || !self.admissible(project) {
                    continue;
                }
                let sum: i64 = aids.iter().map(|(_, amount)| amount).sum();
                let measure = |at: usize| self.model.pairs[aids[at].0].measure;
                let clash = (0..aids.len()).any(|a| (0..a).any(|b| self.model.clash(measure(a), measure(b))));
                let legal = aids.len() <= self.model.most_funders
                    && !clash
                    && aids.iter().all(|(p, amount)| *amount >= self.model.pairs[*p].floor.max(1) && *amount <= self.room(*p));
                if sum == self.model.asked[project].need && legal {
                    aids.iter().for_each(|(pair, amount)| self.pay(*pair, *amount));
                    self.retain(project, true);
                    ahead = true;
                }
            }
        }
        self.settle();
    }
}
