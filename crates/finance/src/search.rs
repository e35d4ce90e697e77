//! Which candidates to take, and for how much: the most money that every cap allows.
//!
//! A candidate gives nothing, or between its least and its most. For a given choice the caps nest (a regime, the aids on
//! the same costs, public aid in all, the cost), so raising each amount in turn as far as the caps allow is optimal; only
//! the choice itself is searched, by branch and bound up to [`EXACT`] candidates, and greedily beyond.

use crate::Candidate;
use crate::caps::{Cap, caps};
use crate::case::{Case, Entry};
use domain::{AidRegime, Cents, Text};
use std::collections::BTreeMap;

/// Most candidates for which the best choice is proved.
pub const EXACT: usize = 20;

pub(crate) struct Search<'c> {
    case: &'c Case<'c>,
    entries: &'c [Entry],
    items: Vec<&'c Candidate>,
    /// Caps by the set of regimes chosen: nothing else of a choice changes them.
    caps: BTreeMap<u8, Vec<Cap<'c>>>,
    best: Choice,
}

/// Amounts by position in the items; nothing for those left out.
#[derive(Clone, Debug, Default)]
struct Choice {
    total: Cents,
    amounts: BTreeMap<usize, Cents>,
}

fn bit(regime: AidRegime) -> u8 {
    1 << regime as u8
}

impl<'c> Search<'c> {
    /// The items are taken in order: those outside de minimis first, to keep its room for what has no other.
    pub fn new(case: &'c Case<'c>, entries: &'c [Entry], mut items: Vec<&'c Candidate>) -> Search<'c> {
        items.retain(|c| c.most.is_some_and(|most| most > Cents::ZERO && c.least.is_none_or(|least| least <= most)));
        items.sort_by_key(|c| (c.regime == AidRegime::DeMinimis, c.programme.clone(), c.measure.clone()));
        Search { case, entries, items, caps: BTreeMap::new(), best: Choice::default() }
    }

    /// The chosen candidates with their amounts, and whether the choice is proved to be the best.
    pub fn run(mut self) -> (Vec<(&'c Candidate, Cents)>, bool) {
        let exact = self.items.len() <= EXACT;
        if exact {
            self.branch(0, &mut Vec::new());
        } else {
            self.greedy();
        }
        self.drop_useless();
        let items = self.items;
        (self.best.amounts.into_iter().map(|(i, amount)| (items[i], amount)).collect(), exact)
    }

    fn branch(&mut self, next: usize, chosen: &mut Vec<usize>) {
        if !self.least_fits(chosen) || self.bound(next, chosen) <= self.best.total {
            return;
        }
        if next == self.items.len() {
            self.keep_if_better(chosen);
            return;
        }
        if !self.already(next, chosen) {
            chosen.push(next);
            self.branch(next + 1, chosen);
            chosen.pop();
        }
        self.branch(next + 1, chosen);
    }

    fn greedy(&mut self) {
        let mut order: Vec<usize> = (0..self.items.len()).collect();
        order.sort_by_key(|i| std::cmp::Reverse(self.items[*i].most));
        let mut chosen = Vec::new();
        for next in order {
            if self.already(next, &chosen) {
                continue;
            }
            chosen.push(next);
            chosen.sort_unstable();
            if !self.keep_if_better(&chosen) {
                chosen.retain(|i| *i != next);
            }
        }
    }

    /// Whether the measure is chosen on another legal basis.
    fn already(&self, next: usize, chosen: &[usize]) -> bool {
        chosen.iter().any(|i| self.items[*i].same_measure(self.items[next]))
    }

    fn keep_if_better(&mut self, chosen: &[usize]) -> bool {
        let better = self.fill(chosen).filter(|choice| choice.total > self.best.total);
        let found = better.is_some();
        if let Some(choice) = better {
            self.best = choice;
        }
        found
    }

    /// Removes lines without which the same total is reached: fewer applications for the same money.
    fn drop_useless(&mut self) {
        for index in self.best.amounts.keys().rev().copied().collect::<Vec<_>>() {
            let others: Vec<usize> = self.best.amounts.keys().copied().filter(|i| *i != index).collect();
            if let Some(choice) = self.fill(&others).filter(|choice| choice.total >= self.best.total) {
                self.best = choice;
            }
        }
    }

    fn caps_of(&mut self, chosen: &[usize]) -> &[Cap<'c>] {
        let mask = chosen.iter().fold(0, |mask, i| mask | bit(self.items[*i].regime));
        let (case, entries, items) = (self.case, self.entries, &self.items);
        self.caps.entry(mask).or_insert_with(|| caps(case, entries, &chosen.iter().map(|i| items[*i]).collect::<Vec<_>>()))
    }

    /// Every chosen candidate at its least, then each raised in turn; none when the least amounts do not fit, or when
    /// nothing is left for one of them.
    fn fill(&mut self, chosen: &[usize]) -> Option<Choice> {
        let items = self.items.clone();
        let caps = self.caps_of(chosen);
        let mut rooms: Vec<Cents> = caps.iter().map(|cap| cap.room).collect();
        let mut take = |index: usize, wanted: Cents| {
            let covering: Vec<usize> = (0..caps.len()).filter(|k| (caps[*k].covers)(items[index])).collect();
            let amount = covering.iter().map(|k| rooms[*k]).fold(wanted, Cents::min);
            for k in covering {
                rooms[k] -= amount;
            }
            amount
        };
        let mut amounts = BTreeMap::new();
        for index in chosen {
            let least = items[*index].least.unwrap_or(Cents::ZERO).max(Cents::ZERO);
            if take(*index, least) < least {
                return None;
            }
            amounts.insert(*index, least);
        }
        for index in chosen {
            let most = items[*index].most?;
            let more = take(*index, most - amounts[index]);
            *amounts.get_mut(index)? += more;
        }
        // A line of zero brings no money but would bring its regime, and with it a ceiling that nothing justifies: the
        // same choice without it is tried elsewhere.
        if amounts.values().any(|amount| amount.is_zero()) {
            return None;
        }
        Some(Choice { total: amounts.values().copied().sum(), amounts })
    }

    /// Whether the least amounts of a choice fit under the caps that nothing else changes.
    fn least_fits(&mut self, chosen: &[usize]) -> bool {
        let items = self.items.clone();
        let least = |cap: &Cap| chosen.iter().map(|i| items[*i]).filter(|c| (cap.covers)(c)).filter_map(|c| c.least).sum::<Cents>();
        self.caps_of(&[]).iter().filter(|cap| cap.fixed).all(|cap| {
            let least = least(cap);
            least.is_zero() || least <= cap.room
        })
    }

    /// No choice that starts with `chosen` and goes on from `next` gives more.
    fn bound(&mut self, next: usize, chosen: &[usize]) -> Cents {
        let open: Vec<&Candidate> = chosen.iter().map(|i| self.items[*i]).chain(self.items[next..].iter().copied()).collect();
        let fixed: Vec<&Cap> = self.caps_of(&[]).iter().filter(|cap| cap.fixed).collect();
        // Each candidate is bounded with its regime, then all of them by the caps that cover them all.
        let mut by_regime: BTreeMap<u8, Cents> = BTreeMap::new();
        for candidate in &open {
            *by_regime.entry(bit(candidate.regime)).or_default() += candidate.most.unwrap_or_default();
        }
        for candidate in &open {
            let regime = candidate.regime;
            for cap in fixed.iter().filter(|cap| open.iter().filter(|c| c.regime == regime).all(|c| (cap.covers)(c))) {
                by_regime.entry(bit(regime)).and_modify(|sum| *sum = (*sum).min(cap.room.max(Cents::ZERO)));
            }
        }
        let all = fixed.iter().filter(|cap| open.iter().all(|c| (cap.covers)(c))).map(|cap| cap.room.max(Cents::ZERO));
        all.fold(by_regime.into_values().sum(), Cents::min)
    }
}

/// Why a candidate gets no more: the tightest cap on it, once the chosen lines are in the plan.
pub(crate) fn tightest(case: &Case, entries: &[Entry], candidate: &Candidate) -> (Cents, Text) {
    let caps = caps(case, entries, &[candidate]);
    let tightest = caps.into_iter().filter(|cap| (cap.covers)(candidate)).min_by_key(|cap| cap.room);
    tightest.map_or((Cents::ZERO, Text::default()), |cap| (cap.room, cap.why))
}
