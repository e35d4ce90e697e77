//! What would change the ranking: the smallest move of one weight, and the unknown fact, that make a site first or
//! take its first place.
//!
//! When one weight moves from w to t, the others keep their proportions, so a difference of scores between two sites is
//! d(t) = t·dᵢ + (1 − t)/(1 − w)·Σ others: a straight line in t, whose zero is the tipping point.

use crate::criteria::Chosen;
use crate::score::Scored;
use domain::{Lang, Rate, Text, format};
use rayon::prelude::*;

/// Beyond these ranks no one asks what it would take: the sentence is worked out for the first ones.
const WATCHED: usize = 20;
/// Scores are compared at this precision (see `score::sorted`).
const TIE: f64 = 1e-9;

pub fn changes(scored: &[Scored], criteria: &[Chosen]) -> Vec<Vec<Text>> {
    let one = |at: usize| if at == 0 { keeps(scored, criteria) } else { wins(scored, criteria, at) };
    let mut said: Vec<Vec<Text>> = (0..scored.len().min(WATCHED)).into_par_iter().map(one).collect();
    said.resize(scored.len(), Vec::new());
    said
}

/// Score differences between two sites when weight `c` is `t`: (value at t = 0, value at t = 1).
fn ends(a: &Scored, b: &Scored, criteria: &[Chosen], c: usize) -> (f64, f64) {
    let difference = |at: usize| a.reads[at].middle - b.reads[at].middle;
    let others: f64 = (0..criteria.len()).filter(|at| *at != c).map(|at| criteria[at].weight * difference(at)).sum();
    let rest = 1.0 - criteria[c].weight;
    (if rest > TIE { others / rest } else { 0.0 }, difference(c))
}

/// What is announced must hold by more than the rounding of the scores: a site this little ahead is not called first.
const CLEAR: f64 = 1e-6;

/// The weights `t` at which `a` is clearly ahead of `b`, as an interval of [0, 1]; `None` when there are none.
fn ahead(a: &Scored, b: &Scored, criteria: &[Chosen], c: usize) -> Option<(f64, f64)> {
    let (at_zero, at_one) = ends(a, b, criteria, c);
    let crossing = (at_zero - CLEAR) / (at_zero - at_one);
    match (at_zero > CLEAR, at_one > CLEAR) {
        (true, true) => Some((0.0, 1.0)),
        (true, false) => Some((0.0, crossing.clamp(0.0, 1.0))),
        (false, true) => Some((crossing.clamp(0.0, 1.0), 1.0)),
        (false, false) => None,
    }
}

struct Move<'c> {
    criterion: &'c Chosen,
    to: f64,
}

impl<'c> Move<'c> {
    /// The nearest weight inside the interval, written as briefly as it can be: in whole per cents, or in tenths or
    /// hundredths when the interval is that narrow.
    fn into((from, to): (f64, f64), criterion: &'c Chosen) -> Option<Move<'c>> {
        let now = criterion.weight;
        let inside = |t: f64| (t > from || (from <= 0.0 && t >= 0.0)) && (t < to || (to >= 1.0 && t <= 1.0));
        let nearest = |steps: f64| if now <= from { ((from * steps).floor() + 1.0) / steps } else { ((to * steps).ceil() - 1.0) / steps };
        let found = [100.0, 1_000.0, 10_000.0].map(nearest).into_iter().find(|t| inside(*t))?;
        Some(Move { criterion, to: found })
    }

    fn size(&self) -> f64 {
        (self.to - self.criterion.weight).abs()
    }

    /// "le poids de « Distance » passait de 20 % à 34 %".
    fn said(&self, lang: Lang) -> String {
        let percent = |share: f64, steps: f64| format::percent(Rate((share * steps).round() as u32 * (10_000.0 / steps) as u32), lang);
        let (now, then) = (percent(self.criterion.weight, 1_000.0), percent(self.to, 10_000.0));
        let label = self.criterion.spec.label();
        match lang {
            Lang::Fr => format!("le poids de « {} » passait de {now} à {then}", label.fr),
            Lang::En => format!("the weight of “{}” moved from {now} to {then}", label.en),
        }
    }
}

fn smallest<'c>(moves: impl Iterator<Item = Move<'c>>) -> Option<Move<'c>> {
    moves.min_by(|a, b| a.size().total_cmp(&b.size()))
}

/// What would make this site first: against every other site at once.
fn wins(scored: &[Scored], criteria: &[Chosen], site: usize) -> Vec<Text> {
    let moves = criteria.iter().enumerate().filter_map(|(c, criterion)| {
        let (mut from, mut to) = (0.0_f64, 1.0_f64);
        for (other, rival) in scored.iter().enumerate() {
            if other != site {
                let (low, high) = ahead(&scored[site], rival, criteria, c)?;
                (from, to) = (from.max(low), to.min(high));
            }
        }
        (from < to).then(|| Move::into((from, to), criterion)).flatten()
    });
    let mut said = Vec::new();
    if let Some(found) = smallest(moves) {
        said.push(Text::new(
            format!("Passerait premier si {}", found.said(Lang::Fr)),
            format!("Would come first if {}", found.said(Lang::En)),
        ));
    }
    let needed = scored[0].score - scored[site].score;
    if let Some(label) = decisive(&scored[site], criteria, |read| read.range.high - read.middle, needed) {
        said.push(Text::new(
            format!("Passerait premier si « {} », encore incertain, se révélait favorable", label.fr),
            format!("Would come first if “{}”, still uncertain, turned out well", label.en),
        ));
    }
    said
}

/// What would take its place from the first site: the nearest rival on one weight, or one unknown turning out badly.
fn keeps(scored: &[Scored], criteria: &[Chosen]) -> Vec<Text> {
    let (leader, mut said) = (&scored[0], Vec::new());
    let overtakes = scored[1..].iter().flat_map(|rival| {
        criteria
            .iter()
            .enumerate()
            .filter_map(move |(c, criterion)| Some((Move::into(ahead(rival, leader, criteria, c)?, criterion)?, rival)))
    });
    if let Some((found, rival)) = overtakes.min_by(|a, b| a.0.size().total_cmp(&b.0.size())) {
        let name = &rival.site.name;
        said.push(Text::new(
            format!("Perdrait la première place, au profit de {name}, si {}", found.said(Lang::Fr)),
            format!("Would lose the first place to {name} if {}", found.said(Lang::En)),
        ));
    }
    if let Some(second) = scored.get(1)
        && let Some(label) = decisive(leader, criteria, |read| read.middle - read.range.low, leader.score - second.score)
    {
        said.push(Text::new(
            format!("Perdrait la première place si « {} », encore incertain, se révélait défavorable", label.fr),
            format!("Would lose the first place if “{}”, still uncertain, turned out badly", label.en),
        ));
    }
    said
}

/// The uncertain criterion that alone moves the score by more than `needed`, the largest first.
fn decisive(site: &Scored, criteria: &[Chosen], reach: impl Fn(&crate::criteria::Read) -> f64, needed: f64) -> Option<Text> {
    let moves = criteria.iter().zip(&site.reads).map(|(c, read)| (c.weight * reach(read), c.spec));
    moves.filter(|(moved, _)| *moved > needed + TIE).max_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, spec)| spec.label())
}
