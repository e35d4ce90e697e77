//! All the flows of a country at once: for each supply, the best demands within its range. What is kept here is only who meets
//! whom and in which order; `explain` says why, for the pairs that somebody looks at.

use crate::code::{Nace, WasteCode};
use crate::evidence::{Knowledge, Toward};
use crate::explain::{Lead, explain};
use crate::flow::{Flow, Side, Substance};
use crate::grid::{Grid, km};
use crate::hazard::received;
use crate::quantity::{Usable, usable};
use crate::rules::{Level, Matching, codes};
use domain::{Answer, Date, Rate, name};
use rayon::prelude::*;
use std::collections::{BTreeMap, HashMap};

/// A pair that nothing known forbids.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// Ranks among the flows given.
    pub supply: u32,
    pub demand: u32,
    pub points: u32,
    /// By road, estimated, tenths of a kilometre.
    pub tenths_km: i64,
}

/// What must be read of a demand before it is worth looking at the rest: kept side by side in memory.
#[derive(Clone, Copy, Debug)]
struct Wanted {
    demand: u32,
    party: u32,
    code: Option<WasteCode>,
    nace: Option<Nace>,
}

/// Where a demand is looked for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Drawer {
    Chapter(u32),
    Material(String),
    Heat,
    Steam,
    Water,
    /// Kind, and words without case or accents.
    Shared(&'static str, String),
}

pub struct Matcher<'a> {
    flows: &'a [Flow],
    matching: &'a Matching,
    knowledge: &'a Knowledge,
    drawers: BTreeMap<Drawer, Grid<Wanted>>,
    parties: Vec<u32>,
}

impl<'a> Matcher<'a> {
    /// Flows without a place meet nobody here: their distance is not known, and everybody would be near.
    pub fn new(flows: &'a [Flow], matching: &'a Matching, knowledge: &'a Knowledge) -> Matcher<'a> {
        let mut ranks = HashMap::new();
        let parties: Vec<u32> = flows
            .iter()
            .map(|flow| {
                let next = ranks.len() as u32;
                *ranks.entry(flow.party.id.as_str()).or_insert(next)
            })
            .collect();
        let mut sorted: BTreeMap<Drawer, Vec<_>> = BTreeMap::new();
        for (rank, flow) in flows.iter().enumerate().filter(|(_, flow)| flow.side == Side::Demand) {
            let Some(place) = flow.place else { continue };
            let code = waste(&flow.substance);
            let wanted = Wanted { demand: rank as u32, party: parties[rank], code, nace: flow.party.nace };
            for drawer in drawers(&flow.substance, matching, Side::Demand) {
                sorted.entry(drawer).or_default().push((place, wanted));
            }
        }
        let drawers = sorted.into_iter().map(|(drawer, places)| (drawer, Grid::new(places))).collect();
        Matcher { flows, matching, knowledge, drawers, parties }
    }

    /// The best demands of one flow, at most so many: most points first, then the nearest, then their order. Empty for a demand,
    /// but for what two can buy together.
    pub fn of(&self, rank: usize, most: usize) -> Vec<Candidate> {
        let supply = &self.flows[rank];
        let shared = matches!(supply.substance, Substance::Shared(..));
        let Some(place) = supply.place.filter(|_| most > 0 && (supply.side == Side::Supply || shared)) else { return Vec::new() };
        let code = waste(&supply.substance);
        let toward = self.knowledge.toward(&self.matching.points, supply.party.nace, code);
        let (detour, range) = (self.matching.detour.factor, self.matching.range(&supply.substance).km);
        let mut best = Best { kept: Vec::with_capacity(2 * most), most };
        for drawer in drawers(&supply.substance, self.matching, Side::Supply) {
            let Some(grid) = self.drawers.get(&drawer) else { continue };
            // A tenth of a kilometre more: what is rounded down is within the range too.
            grid.around(place, (range + 0.1) / detour, |wanted, chord| {
                if let Some(found) = self.pair(rank, wanted, (code, &toward, range), chord, &best) {
                    best.add(found);
                }
            });
        }
        best.end()
    }

    /// What is asked most often comes first, and what costs most comes last: a country has millions of pairs.
    fn pair(
        &self,
        rank: usize,
        wanted: &Wanted,
        (code, toward, range): (Option<WasteCode>, &Toward, f64),
        chord: f64,
        best: &Best,
    ) -> Option<Candidate> {
        if wanted.party == self.parties[rank] {
            return None;
        }
        let level = match (code, wanted.code) {
            (Some(a), Some(b)) => codes(a, b)?,
            _ => self.matching.level(&self.flows[rank].substance, &self.flows[wanted.demand as usize].substance)?,
        };
        let points = self.matching.points_of(level) + toward.points(wanted.nace);
        if points < best.least() {
            return None;
        }
        let tenths_km = (km(chord) * self.matching.detour.factor * 10.0).round() as i64;
        let found = Candidate { supply: rank as u32, demand: wanted.demand, points, tenths_km };
        let within = tenths_km as f64 <= range * 10.0;
        (within && best.takes(&found) && self.allowed(rank, wanted.demand as usize, level)).then_some(found)
    }

    /// What `explain` would refuse for another reason than distance.
    fn allowed(&self, supply: usize, demand: usize, level: Level) -> bool {
        let (supply, demand) = (&self.flows[supply], &self.flows[demand]);
        let hazardous = match &supply.substance {
            Substance::Waste(code) => code.hazardous,
            _ => None,
        };
        if matches!(level, Level::Code6 | Level::Code4 | Level::Code2 | Level::Material)
            && received(hazardous, &demand.party.rubrics, self.matching) == Answer::NotMet
        {
            return false;
        }
        let celsius = |flow: &Flow| match flow.substance {
            Substance::Heat(celsius) | Substance::Steam(celsius) => celsius,
            _ => None,
        };
        if celsius(supply).zip(celsius(demand)).is_some_and(|(given, wanted)| given < wanted + self.matching.pinch.kelvin) {
            return false;
        }
        let apart = |end: Option<Date>, start: Option<Date>| end.zip(start).is_some_and(|(end, start)| end < start);
        if apart(supply.available.until, demand.available.from) || apart(demand.available.until, supply.available.from) {
            return false;
        }
        let rate = demand.substitution.unwrap_or(Rate::percent(100));
        match usable(supply.quantity, demand.quantity, rate) {
            Usable::Known { amount, unit, .. } => {
                let lot = |flow: &Flow| flow.minimum.filter(|_| flow.quantity.is_some_and(|quantity| quantity.unit == unit));
                let lots = [lot(supply), lot(demand)].into_iter().flatten();
                level == Level::Shared || lots.max().is_none_or(|minimum| amount >= minimum)
            }
            Usable::OtherUnits | Usable::NotTold => true,
        }
    }

    /// For every flow, its best demands; by several threads.
    pub fn all(&self, most: usize) -> Vec<Vec<Candidate>> {
        (0..self.flows.len()).into_par_iter().map(|rank| self.of(rank, most)).collect()
    }

    pub fn explain(&self, candidate: Candidate) -> Option<Lead> {
        let flow = |rank: u32| &self.flows[rank as usize];
        explain(flow(candidate.supply), flow(candidate.demand), self.matching, self.knowledge)
    }
}

fn waste(substance: &Substance) -> Option<WasteCode> {
    match substance {
        Substance::Waste(code) => Some(*code),
        _ => None,
    }
}

/// A demand of a class of matter is also kept with the chapters of waste that hold it; a supply of such a class also looks there.
fn drawers(substance: &Substance, matching: &Matching, side: Side) -> Vec<Drawer> {
    match substance {
        Substance::Waste(code) => vec![Drawer::Chapter(code.chapter())],
        Substance::Material(class) => {
            let codes = matching.material(class).map(|class| class.codes.as_slice()).unwrap_or_default();
            let mut chapters: Vec<u32> = codes.iter().map(|prefix| prefix.chapter()).collect();
            chapters.sort_unstable();
            chapters.dedup();
            chapters.into_iter().map(Drawer::Chapter).chain([Drawer::Material(class.clone())]).collect()
        }
        Substance::Heat(_) => vec![Drawer::Heat],
        Substance::Steam(_) if side == Side::Supply => vec![Drawer::Steam, Drawer::Heat],
        Substance::Steam(_) => vec![Drawer::Steam],
        Substance::Water => vec![Drawer::Water],
        Substance::Shared(kind, what) => vec![Drawer::Shared(kind.id(), name::fold(what))],
    }
}

/// The best so far: twice as many are kept, and sorted now and then.
struct Best {
    kept: Vec<Candidate>,
    most: usize,
}

impl Best {
    fn key(found: &Candidate) -> (std::cmp::Reverse<u32>, i64, u32) {
        (std::cmp::Reverse(found.points), found.tenths_km, found.demand)
    }

    /// Points below which nothing is worth looking at.
    fn least(&self) -> u32 {
        if self.kept.len() < self.most { 0 } else { self.kept[self.most - 1].points }
    }

    /// False when so many better ones are known that this one is not worth looking at.
    fn takes(&self, found: &Candidate) -> bool {
        self.kept.len() < self.most || Best::key(found) < Best::key(&self.kept[self.most - 1])
    }

    fn add(&mut self, found: Candidate) {
        self.kept.push(found);
        // Until it is full it is sorted once, so that the last kept is the worst of the best.
        if self.kept.len() == self.most || self.kept.len() == 2 * self.most {
            self.trim();
        }
    }

    fn trim(&mut self) {
        self.kept.sort_unstable_by_key(Best::key);
        // The same pair is found in two drawers when both are of one class of matter.
        self.kept.dedup_by_key(|found| found.demand);
        self.kept.truncate(self.most);
    }

    fn end(mut self) -> Vec<Candidate> {
        self.trim();
        self.kept
    }
}
