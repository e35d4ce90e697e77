//! How far from the best a plan can be: a bound that no plan passes, and the prices that prove it.
//!
//! Lagrangian relaxation (Held & Karp 1971; Geoffrion 1974): every limit gets a price, projects are then judged one by one,
//! and whatever the prices the sum of what they bring net of price, plus the limits at that price, is above any plan. The
//! prices are bettered by deflected subgradients with Polyak's step (Camerini, Fratta & Maffioli 1975), each limit measured
//! against its own size. The bound itself is computed in exact integers: what floats lose makes it looser, never wrong.

use crate::fund::{Funder, UNIT};
use crate::model::{Fate, Limit, Model};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Prices of every limit, in [`UNIT`]s of score; by hundredth of the unit of money for resources.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Prices {
    pub resources: Vec<i64>,
    /// Of two projects that exclude one another.
    pub rivals: Vec<i64>,
    /// Of a project that needs another.
    pub needs: Vec<i64>,
}

impl Prices {
    /// What one unit paid by this pair costs.
    #[must_use]
    pub fn unit(&self, model: &Model, pair: usize) -> i64 {
        model.draws_of(pair).iter().map(|draw| self.resources[draw.resource] * draw.by).sum()
    }
}

/// The search of the best prices; it can be stopped and gone on with.
#[derive(Debug, Clone)]
pub struct Bounder<'m> {
    model: &'m Model,
    rivals: Vec<(usize, usize)>,
    needs: Vec<(usize, usize)>,
    scale: Vec<f64>,
    at: Vec<f64>,
    direction: Vec<f64>,
    best_at: Vec<f64>,
    /// The least bound seen, in [`UNIT`]s.
    best: i128,
    step: f64,
    stale: usize,
    funder: Funder,
}

/// Sets of measures looked at before the cost of a project is replaced by its relaxation.
const LOOKS: usize = 5_000;
/// Steps without a better bound before the step is shortened.
const PATIENCE: usize = 12;

impl<'m> Bounder<'m> {
    #[must_use]
    pub fn new(model: &'m Model) -> Self {
        let all = 0..model.asked.len();
        let rivals: Vec<_> =
            all.clone().flat_map(|a| model.asked[a].rivals.iter().filter(move |b| a < **b).map(move |b| (a, *b))).collect();
        let needs: Vec<_> = all.flat_map(|a| model.asked[a].needs.iter().map(move |b| (a, *b))).collect();
        let score: f64 = model.asked.iter().map(|a| a.score.max(0) as f64).sum::<f64>().max(1.0);
        let need: f64 = model.asked.iter().map(|a| a.need as f64 * 100.0).sum::<f64>().max(1.0);
        let each = score / model.asked.len().max(1) as f64;
        let mut scale: Vec<f64> = model.capacity.iter().map(|c| score / need / (*c as f64).max(100.0)).collect();
        scale.resize(scale.len() + rivals.len() + needs.len(), each);
        let at = vec![0.0; scale.len()];
        Self {
            model,
            rivals,
            needs,
            direction: vec![0.0; at.len()],
            best_at: at.clone(),
            at,
            scale,
            best: i128::MAX,
            step: 1.0,
            stale: 0,
            funder: Funder::default(),
        }
    }

    /// Begins at one price for all envelopes, the best of a few: from nothing, the first hundred steps would look for it.
    pub fn begin(&mut self) {
        let score: f64 = self.model.asked.iter().map(|a| a.score.max(0) as f64).sum();
        let need: f64 = self.model.asked.iter().map(|a| a.need as f64 * 100.0).sum::<f64>().max(1.0);
        for times in [0.25, 0.5, 0.75, 1.0, 1.25, 1.5, 2.0] {
            let envelope = |limit: &Limit| matches!(limit, Limit::Envelope { .. });
            let price = |limit| if envelope(limit) { times * score / need } else { 0.0 };
            let mut at: Vec<f64> = self.model.limits.iter().map(price).collect();
            at.resize(self.at.len(), 0.0);
            let bound = self.judge(&self.rounded(&at), &mut vec![0.0; at.len()]);
            if bound < self.best {
                self.best = bound;
                self.best_at.clone_from(&at);
                self.at = at;
            }
        }
    }

    /// Goes on from the prices of a neighbour: the same portfolio under other settings. Prices of another one are left aside.
    #[must_use]
    pub fn starting_at(model: &'m Model, prices: &Prices) -> Self {
        let mut bounder = Self::new(model);
        let all = prices.resources.iter().chain(&prices.rivals).chain(&prices.needs);
        let at: Vec<f64> = all.map(|price| *price as f64 / UNIT as f64).collect();
        if prices.resources.len() == model.capacity.len() && at.len() == bounder.at.len() {
            bounder.best_at.clone_from(&at);
            bounder.at = at;
        }
        bounder
    }

    /// No plan is worth more than this.
    #[must_use]
    pub fn bound(&self) -> i64 {
        let floor = self.best.div_euclid(i128::from(UNIT));
        i64::try_from(floor).unwrap_or(i64::MAX)
    }

    /// The prices that prove [`Bounder::bound`].
    #[must_use]
    pub fn prices(&self) -> Prices {
        self.rounded(&self.best_at)
    }

    fn rounded(&self, at: &[f64]) -> Prices {
        let integer = |v: &f64| (v * UNIT as f64).clamp(0.0, (1_i64 << 52) as f64).round() as i64;
        let (resources, others) = at.split_at(self.model.capacity.len());
        let (rivals, needs) = others.split_at(self.rivals.len());
        let integers = |list: &[f64]| list.iter().map(integer).collect();
        Prices { resources: integers(resources), rivals: integers(rivals), needs: integers(needs) }
    }

    /// One step; `target` is what the best plan known is worth.
    pub fn step(&mut self, target: i64) {
        let prices = self.rounded(&self.at);
        let mut slope = vec![0.0; self.at.len()];
        let bound = self.judge(&prices, &mut slope);
        if bound < self.best {
            if self.best - bound > (bound >> 17) {
                self.stale = 0;
            } else {
                self.stale += 1;
            }
            self.best = bound;
            self.best_at.clone_from(&self.at);
        } else {
            self.stale += 1;
        }
        if self.stale > PATIENCE {
            self.stale = 0;
            self.step *= 0.7;
            self.at.clone_from(&self.best_at);
            self.direction.fill(0.0);
            if self.step < 1e-4 {
                self.step = 0.3;
            }
            return;
        }
        let mut norm = 0.0;
        for (k, slope) in slope.iter().enumerate() {
            // A limit with room left and no price has nothing to say.
            let slope = if self.at[k] <= 0.0 && *slope > 0.0 { 0.0 } else { *slope };
            self.direction[k] = 0.65 * self.direction[k] + 0.35 * slope;
            norm += self.direction[k] * self.direction[k] * self.scale[k];
        }
        let above = (bound as f64 / UNIT as f64 - target as f64).max(1.0);
        let length = self.step * above / norm.max(1e-12);
        for k in 0..self.at.len() {
            self.at[k] = (self.at[k] - length * self.scale[k] * self.direction[k]).max(0.0);
        }
    }

    /// The bound of given prices, exact, in [`UNIT`]s, and its slope.
    fn judge(&mut self, prices: &Prices, slope: &mut [f64]) -> i128 {
        let model = self.model;
        let mut wanted = vec![false; model.asked.len()];
        let (first_rival, first_need) = (model.capacity.len(), model.capacity.len() + self.rivals.len());
        let mut bound: i128 = 0;
        for (r, capacity) in model.capacity.iter().enumerate() {
            bound += i128::from(*capacity) * i128::from(prices.resources[r]);
            slope[r] = *capacity as f64;
        }
        let mut tied = vec![0_i128; model.asked.len()];
        for (k, &(a, b)) in self.rivals.iter().enumerate() {
            let price = i128::from(prices.rivals[k]);
            bound += price;
            slope[first_rival + k] = 1.0;
            tied[a] -= price;
            tied[b] -= price;
        }
        for (k, &(a, b)) in self.needs.iter().enumerate() {
            tied[a] -= i128::from(prices.needs[k]);
            tied[b] += i128::from(prices.needs[k]);
        }
        for project in 0..model.asked.len() {
            let asked = &model.asked[project];
            if asked.fate == Fate::Refused {
                continue;
            }
            let gross = i128::from(asked.score) * i128::from(UNIT) + tied[project];
            if gross <= 0 && asked.fate == Fate::Free {
                continue;
            }
            let cost = self.funder.fund(model, project, |p| model.pairs[p].most, |p| prices.unit(model, p), LOOKS);
            let net = match cost {
                // A search cut short may have missed a cheaper way: nothing is then counted for its price.
                _ if self.funder.cut_short() => gross,
                Some(cost) => gross - cost,
                None => continue,
            };
            if net > 0 || asked.fate == Fate::Kept {
                bound += net;
                wanted[project] = true;
                for &(pair, amount) in self.funder.amounts() {
                    for draw in model.draws_of(pair) {
                        slope[draw.resource] -= (amount * draw.by) as f64;
                    }
                }
            }
        }
        for (k, &(a, b)) in self.rivals.iter().enumerate() {
            slope[first_rival + k] -= f64::from(u8::from(wanted[a])) + f64::from(u8::from(wanted[b]));
        }
        for (k, &(a, b)) in self.needs.iter().enumerate() {
            slope[first_need + k] = f64::from(u8::from(wanted[b])) - f64::from(u8::from(wanted[a]));
        }
        bound
    }
}
