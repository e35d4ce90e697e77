//! What was observed elsewhere: who gave what to whom. Exchanges come from a file that somebody imported; none is invented.

use crate::code::{Nace, WasteCode};
use crate::predict::Grain;
use crate::rules::{Level, Points, codes};
use domain::Source;
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeSet;

/// One exchange observed, in the words of its file; what the file leaves empty is none.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Exchange {
    pub donor: Option<Nace>,
    pub receiver: Option<Nace>,
    pub code: Option<WasteCode>,
    /// The case it was observed in: exchanges of one park are not independent.
    pub case: String,
    /// As the file says it: "implemented", "planned".
    pub status: String,
}

#[derive(Clone, Debug, Default)]
pub struct Knowledge {
    pub exchanges: Vec<Exchange>,
    pub source: Source,
}

/// What the exchanges observed say of one pair.
#[derive(Clone, Debug, Default, PartialEq, Serialize, JsonSchema)]
pub struct Evidence {
    /// Exchanges towards such a receiver, of such a flow or from such a donor.
    pub exchanges: usize,
    /// Of these: the same six, four, two digits of waste.
    pub codes: [usize; 3],
    /// Of these: from the same class, from the same division.
    pub donors: [usize; 2],
    /// Where, once each.
    pub cases: BTreeSet<String>,
    /// True when no exchange was seen towards the class itself, and its division stands in.
    pub by_division: bool,
    pub points: u32,
}

/// Points towards each receiver, from one donor and one flow: a cell for each number of the NACE, zero where nothing was seen.
#[derive(Clone, Debug)]
pub(crate) struct Toward {
    class: Vec<u32>,
    division: [u32; 100],
}

impl Toward {
    pub(crate) fn points(&self, receiver: Option<Nace>) -> u32 {
        let Some(receiver) = receiver else { return 0 };
        match self.class[usize::from(receiver.number())] {
            0 => self.division[usize::from(receiver.division())],
            seen => seen,
        }
    }
}

/// How near an exchange is to a donor and a flow: points of the code and of the activity, zero when neither agrees.
pub(crate) fn weight(points: &Points, exchange: &Exchange, donor: Option<Nace>, code: Option<WasteCode>) -> u32 {
    let flow = match exchange.code.zip(code).and_then(|(a, b)| codes(a, b)) {
        Some(Level::Code6) => points.code_6,
        Some(Level::Code4) => points.code_4,
        Some(Level::Code2) => points.code_2,
        _ => 0,
    };
    let activity = match exchange.donor.zip(donor) {
        Some((a, b)) if a.same_class(b) => points.class,
        Some((a, b)) if a.division() == b.division() => points.division,
        _ => 0,
    };
    flow + activity
}

impl Knowledge {
    pub(crate) fn toward(&self, points: &Points, donor: Option<Nace>, code: Option<WasteCode>) -> Toward {
        let mut toward = Toward { class: vec![0; 10_000], division: [0; 100] };
        for exchange in &self.exchanges {
            let (Some(receiver), weight) = (exchange.receiver, weight(points, exchange, donor, code)) else { continue };
            if weight > 0 {
                toward.division[usize::from(receiver.division())] += weight;
                if receiver.is_class() {
                    toward.class[usize::from(receiver.number())] += weight;
                }
            }
        }
        toward
    }

    /// What was observed of such a donor, such a flow, such a receiver.
    pub fn evidence(&self, points: &Points, donor: Option<Nace>, code: Option<WasteCode>, receiver: Option<Nace>) -> Evidence {
        let of = |grain: Grain| {
            let mut found = Evidence { by_division: grain == Grain::Division, ..Evidence::default() };
            for exchange in &self.exchanges {
                let same = exchange.receiver.zip(receiver).is_some_and(|(a, b)| match grain {
                    Grain::Class => a.same_class(b),
                    Grain::Division => a.division() == b.division(),
                });
                let weight = weight(points, exchange, donor, code);
                if !same || weight == 0 {
                    continue;
                }
                found.exchanges += 1;
                found.points += weight;
                found.cases.insert(exchange.case.clone());
                match exchange.code.zip(code).and_then(|(a, b)| codes(a, b)) {
                    Some(Level::Code6) => found.codes[0] += 1,
                    Some(Level::Code4) => found.codes[1] += 1,
                    Some(Level::Code2) => found.codes[2] += 1,
                    _ => {}
                }
                match exchange.donor.zip(donor) {
                    Some((a, b)) if a.same_class(b) => found.donors[0] += 1,
                    Some((a, b)) if a.division() == b.division() => found.donors[1] += 1,
                    _ => {}
                }
            }
            found
        };
        let class = of(Grain::Class);
        match class.exchanges {
            0 => Some(of(Grain::Division)).filter(|found| found.exchanges > 0).unwrap_or_default(),
            _ => class,
        }
    }
}
