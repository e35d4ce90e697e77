//! Who could receive it, from the exchanges observed: counts with back-off, and how good that is when each case is hidden in
//! turn. The figures are those of the file that is held; none is claimed without it.

use crate::code::{Nace, WasteCode};
use crate::evidence::{Exchange, weight};
use crate::rules::Points;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// How receivers are ranked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Predictor {
    /// Those seen most often, whatever is given: what any other must beat.
    Popularity,
    /// Points of the exchanges of such a flow, or from such a donor; the most seen first among equals.
    BackOff,
}

/// How finely a receiver is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Grain {
    Class,
    Division,
}

/// Ranks of the true receivers.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Figures {
    /// Exchanges whose three codes are known: the only ones that can be asked.
    pub asked: usize,
    pub cases: usize,
    pub first: usize,
    pub in_5: usize,
    pub in_10: usize,
    /// Mean of 1 ÷ rank; zero for a receiver that is not found.
    pub mean_reciprocal: f64,
    /// Receivers that no other case has: nothing learned here could find them.
    pub unseen: usize,
}

/// Receivers, the likeliest first, with their points. Ties: the most seen, then the smallest code.
pub fn receivers<'a>(
    observed: impl IntoIterator<Item = &'a Exchange>,
    donor: Option<Nace>,
    code: Option<WasteCode>,
    points: &Points,
    predictor: Predictor,
    grain: Grain,
) -> Vec<(Nace, u32)> {
    let mut found = BTreeMap::<Nace, (u32, u32)>::new();
    for exchange in observed {
        let Some(receiver) = exchange.receiver.and_then(|receiver| told(receiver, grain)) else { continue };
        let (sum, seen) = found.entry(receiver).or_default();
        *seen += 1;
        *sum += match predictor {
            Predictor::Popularity => 1,
            Predictor::BackOff => weight(points, exchange, donor, code),
        };
    }
    let mut ranked: Vec<(Nace, u32, u32)> = found.into_iter().map(|(receiver, (sum, seen))| (receiver, sum, seen)).collect();
    ranked.sort_by(|a, b| b.1.cmp(&a.1).then(b.2.cmp(&a.2)).then(a.0.cmp(&b.0)));
    ranked.into_iter().map(|(receiver, sum, _)| (receiver, sum)).collect()
}

/// A receiver at a grain; none for a division alone when classes are wanted.
fn told(receiver: Nace, grain: Grain) -> Option<Nace> {
    match grain {
        Grain::Class => receiver.is_class().then_some(receiver),
        Grain::Division => Nace::parse(&format!("{:02}", receiver.division())),
    }
}

/// Hides each case in turn, and asks the others for the receiver of each of its exchanges.
pub fn leave_one_case_out(exchanges: &[Exchange], points: &Points, predictor: Predictor, grain: Grain) -> Figures {
    let full: Vec<&Exchange> = exchanges
        .iter()
        .filter(|e| e.donor.is_some_and(Nace::is_class) && e.receiver.is_some_and(Nace::is_class) && e.code.is_some())
        .collect();
    let cases: BTreeSet<&str> = full.iter().map(|e| e.case.as_str()).collect();
    let mut figures = Figures { asked: full.len(), cases: cases.len(), ..Figures::default() };
    let mut reciprocals = 0.0;
    for case in &cases {
        let others: Vec<&Exchange> = full.iter().filter(|e| e.case != *case).copied().collect();
        for hidden in full.iter().filter(|e| e.case == *case) {
            let Some(truth) = hidden.receiver.and_then(|receiver| told(receiver, grain)) else { continue };
            let ranked = receivers(others.iter().copied(), hidden.donor, hidden.code, points, predictor, grain);
            match ranked.iter().position(|(receiver, _)| *receiver == truth) {
                None => figures.unseen += 1,
                Some(rank) => {
                    figures.first += usize::from(rank < 1);
                    figures.in_5 += usize::from(rank < 5);
                    figures.in_10 += usize::from(rank < 10);
                    reciprocals += 1.0 / (rank + 1) as f64;
                }
            }
        }
    }
    figures.mean_reciprocal = if figures.asked > 0 { reciprocals / figures.asked as f64 } else { 0.0 };
    figures
}
