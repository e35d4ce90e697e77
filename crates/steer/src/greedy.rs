//! Plans made in one go: projects one after the other in an order, each funded if it still can be.

use crate::desk::Desk;
use crate::fund::Funder;
use crate::model::{Fate, Model};

/// The order anyone would try first: most score for the aid asked.
#[must_use]
pub fn by_yield(model: &Model) -> Vec<usize> {
    let mut order: Vec<usize> = (0..model.asked.len()).collect();
    order.sort_by(|a, b| {
        let (a, b) = (&model.asked[*a], &model.asked[*b]);
        (i128::from(b.score) * i128::from(a.need)).cmp(&(i128::from(a.score) * i128::from(b.need)))
    });
    order
}

/// The baseline: most score for the aid asked, each project funded by the measures that have most room.
///
/// Written like the greedy of the oracles, so that “better than greedy” means the same thing here and there.
pub fn greedy(desk: &mut Desk) {
    let order = by_yield(desk.model);
    keep_first(desk);
    fill(desk, &order, widest_first);
}

/// Goes through the order until nothing more enters. Projects that bring nothing are left out, unless another needs them.
pub fn fill(desk: &mut Desk, order: &[usize], mut fund: impl FnMut(&mut Desk, usize) -> bool) {
    let mut ahead = true;
    while ahead {
        ahead = false;
        for &project in order {
            let asked = &desk.model.asked[project];
            let brings = asked.score > 0 || asked.fate == Fate::Kept;
            if brings && !desk.retained[project] && desk.admissible(project) && fund(desk, project) {
                ahead = true;
            }
        }
    }
}

/// A last pass: whatever still fits enters.
pub fn fill_up(desk: &mut Desk) {
    let order = by_yield(desk.model);
    let mut funder = Funder::default();
    fill(desk, &order, |desk, project| cheapest(desk, &mut funder, project, |_| 0));
}

/// Projects that are kept come before all others, those that they need first.
pub fn keep_first(desk: &mut Desk) {
    let model = desk.model;
    let mut funder = Funder::default();
    let kept: Vec<usize> = (0..model.asked.len()).filter(|p| model.asked[*p].fate == Fate::Kept).collect();
    let mut order = Vec::new();
    for project in kept {
        with_needs(model, project, &mut order);
    }
    for project in order {
        if !desk.retained[project] && desk.admissible(project) {
            // What does not fit is told by whoever asked for it.
            cheapest(desk, &mut funder, project, |_| 0);
        }
    }
}

/// A project after those it needs.
pub fn with_needs(model: &Model, project: usize, order: &mut Vec<usize>) {
    let mut ahead = vec![project];
    let mut found = Vec::new();
    while let Some(next) = ahead.pop() {
        if !found.contains(&next) {
            found.push(next);
            ahead.extend(&model.asked[next].needs);
        }
    }
    order.extend(found.into_iter().rev());
}

/// Funds a project at the least price within what is left.
pub fn cheapest(desk: &mut Desk, funder: &mut Funder, project: usize, price: impl Fn(usize) -> i64) -> bool {
    const LOOKS: usize = 300;
    if funder.fund(desk.model, project, |pair| desk.room(pair), price, LOOKS).is_none() {
        return false;
    }
    for &(pair, amount) in funder.amounts() {
        desk.pay(pair, amount);
    }
    desk.retain(project, true);
    true
}

fn widest_first(desk: &mut Desk, project: usize) -> bool {
    let model = desk.model;
    let asked = &model.asked[project];
    let mut rooms: Vec<(i64, usize)> = asked.pairs.clone().map(|pair| (desk.room(pair), pair)).collect();
    rooms.sort_by_key(|(room, pair)| (std::cmp::Reverse(*room), std::cmp::Reverse(model.pairs[*pair].measure)));
    let (mut rest, mut found): (i64, Vec<(usize, i64)>) = (asked.need, Vec::new());
    for (room, pair) in rooms {
        if rest == 0 || found.len() == model.most_funders {
            break;
        }
        let amount = room.min(rest);
        let clash = found.iter().any(|(other, _)| model.clash(model.pairs[*other].measure, model.pairs[pair].measure));
        if clash || amount < model.pairs[pair].floor.max(1) {
            continue;
        }
        found.push((pair, amount));
        rest -= amount;
    }
    if rest > 0 {
        return false;
    }
    for (pair, amount) in found {
        desk.pay(pair, amount);
    }
    desk.retain(project, true);
    true
}
