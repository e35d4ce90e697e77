//! Who pays for one project, at given prices: the cheapest way to close its plan within what is left.
//!
//! Filling the cheapest measures first is optimal when it breaks no rule; when it does, sets of measures are searched, which
//! few funders keep small. Prices are integers, so that the bound built on them is exact.

use crate::model::Model;

/// One unit of score in prices: 2^44, so that a price per hundredth of a cent keeps six figures.
pub const UNIT: i64 = 1 << 44;

#[derive(Debug, Clone, Copy)]
struct Offer {
    pair: usize,
    measure: usize,
    room: i64,
    floor: i64,
    price: i64,
}

/// Keeps its memory from one project to the next.
#[derive(Debug, Default, Clone)]
pub struct Funder {
    offers: Vec<Offer>,
    /// The best room from each offer on.
    widest: Vec<i64>,
    chosen: Vec<usize>,
    best: Vec<(usize, i64)>,
    best_cost: Option<i128>,
    looks: usize,
}

impl Funder {
    /// The cheapest plan found for a project and its cost, `None` when there is none. `room` says what each pair may take,
    /// `price` what one unit of it costs. After `looks` sets of measures the best so far is taken.
    pub fn fund(
        &mut self,
        model: &Model,
        project: usize,
        room: impl Fn(usize) -> i64,
        price: impl Fn(usize) -> i64,
        looks: usize,
    ) -> Option<i128> {
        let need = model.asked[project].need;
        self.offers.clear();
        self.best.clear();
        self.looks = 1;
        let mut sum = 0;
        for pair in model.asked[project].pairs.clone() {
            let room = room(pair);
            if room > 0 {
                sum += room;
                let of = &model.pairs[pair];
                self.offers.push(Offer { pair, measure: of.measure, room, floor: of.floor, price: price(pair) });
            }
        }
        if sum < need {
            return None;
        }
        self.offers.sort_unstable_by_key(|o| (o.price, -o.room, o.pair));
        let relaxed = self.cheapest_first(need);
        if self.best.len() <= model.most_funders && self.legal(model) {
            return Some(relaxed);
        }
        self.widest.clear();
        self.widest.resize(self.offers.len() + 1, 0);
        for at in (0..self.offers.len()).rev() {
            self.widest[at] = self.widest[at + 1].max(self.offers[at].room);
        }
        self.chosen.clear();
        self.best.clear();
        self.best_cost = None;
        self.looks = looks;
        self.search(model, 0, 0, 0, need, relaxed);
        self.best_cost
    }

    /// The amounts of the last plan found.
    #[must_use]
    pub fn amounts(&self) -> &[(usize, i64)] {
        &self.best
    }

    /// Whether the last search was cut short: its cost is then no lower bound.
    #[must_use]
    pub const fn cut_short(&self) -> bool {
        self.looks == 0
    }

    fn cheapest_first(&mut self, need: i64) -> i128 {
        let (mut rest, mut cost) = (need, 0);
        for offer in &self.offers {
            let amount = offer.room.min(rest);
            if amount == 0 {
                break;
            }
            rest -= amount;
            cost += i128::from(amount) * i128::from(offer.price);
            self.best.push((offer.pair, amount));
        }
        cost
    }

    fn legal(&self, model: &Model) -> bool {
        let last = self.best.len() - 1;
        let floors = self.best[last].1 >= self.offers[last].floor;
        floors && (1..=last).all(|a| (0..a).all(|b| !model.clash(self.offers[a].measure, self.offers[b].measure)))
    }

    fn search(&mut self, model: &Model, from: usize, room: i64, floors: i64, need: i64, relaxed: i128) {
        if room >= need && !self.chosen.is_empty() {
            self.weigh(floors, need);
        }
        let more = (model.most_funders - self.chosen.len()) as i64;
        for at in from..self.offers.len() {
            if more == 0 || room + more * self.widest[at] < need || self.looks == 0 || self.best_cost == Some(relaxed) {
                return;
            }
            let offer = self.offers[at];
            if floors + offer.floor > need || self.chosen.iter().any(|c| model.clash(self.offers[*c].measure, offer.measure)) {
                continue;
            }
            self.looks -= 1;
            self.chosen.push(at);
            self.search(model, at + 1, room + offer.room, floors + offer.floor, need, relaxed);
            self.chosen.pop();
        }
    }

    /// The cost of the chosen set: floors first, then the cheapest.
    fn weigh(&mut self, floors: i64, need: i64) {
        let mut rest = need - floors;
        let mut cost = 0;
        for at in &self.chosen {
            let offer = &self.offers[*at];
            let more = (offer.room - offer.floor).min(rest);
            rest -= more;
            cost += i128::from(offer.floor + more) * i128::from(offer.price);
        }
        if rest > 0 || self.best_cost.is_some_and(|best| best <= cost) {
            return;
        }
        self.best_cost = Some(cost);
        self.best.clear();
        let mut rest = need - floors;
        for at in &self.chosen {
            let offer = &self.offers[*at];
            let more = (offer.room - offer.floor).min(rest);
            rest -= more;
            if offer.floor + more > 0 {
                self.best.push((offer.pair, offer.floor + more));
            }
        }
    }
}
