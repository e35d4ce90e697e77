//! What is held to find exchanges: the supplies that establishments declare, the exchanges observed elsewhere, the rubrics of
//! installations. Pages and commands ask here, so that they say the same.

use connect::{Candidate, Flow, Knowledge, Lead, Matcher, Matching, Party, Quantity, Rhythm, Side, Substance, Unit};
use domain::{Answer, Position, Source, Status, Text};
use reference::sectors::{self, Supply};
use reference::{Installations, Reference};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Range;
use std::path::Path;

/// Leads kept for each supply.
const MOST: usize = 20;

#[derive(Default)]
pub struct Exchanges {
    /// Waste declared to the State, each at the centre of its commune.
    pub supplies: Vec<Flow>,
    /// Where they come from; none when no file was imported.
    pub source: Option<Source>,
    pub knowledge: Knowledge,
    /// By SIRET: rubrics of the classified installation there.
    rubrics: HashMap<String, Vec<String>>,
    /// What is not held, and which file to fetch.
    pub missing: Vec<Text>,
}

/// Where a project looks for exchanges, and by which rules.
#[derive(Clone, Copy)]
pub struct Looking<'a> {
    pub exchanges: &'a Exchanges,
    pub matching: &'a Matching,
}

/// Establishments counted around a project, at most.
const COUNTED: usize = 100;

impl Looking<'_> {
    /// How many supplies around are of a kind that this activity was seen to receive; none when nothing held could tell.
    pub fn count(&self, place: Option<Position>, naf: Option<&str>) -> Option<usize> {
        let known = !self.exchanges.supplies.is_empty() && !self.exchanges.knowledge.exchanges.is_empty();
        let (place, naf) = (place.filter(|_| known)?, naf?);
        Some(self.exchanges.towards(place, naf, self.matching, COUNTED).len())
    }
}

/// A lead with the two flows it joins.
#[derive(Clone, Debug)]
pub struct Found {
    pub lead: Lead,
    pub supply: Flow,
    pub demand: Flow,
}

impl Exchanges {
    /// # Errors
    /// A file that was held and cannot be read any more.
    pub fn open(dir: &Path, reference: &Reference, installations: &Installations) -> Result<Exchanges, Text> {
        let rubrics = installations
            .iter()
            .filter(|one| !one.siret.is_empty() && !one.rubrics.is_empty())
            .map(|one| (one.siret.clone(), one.rubrics.clone()))
            .collect();
        let mut found = Exchanges { rubrics, missing: sectors::missing_for_exchanges(dir), ..Exchanges::default() };
        found.knowledge = sectors::open_exchanges(dir)?.unwrap_or_default();
        if let Some((supplies, source)) = sectors::open_irep(dir)? {
            found.supplies = supplies.iter().filter_map(|supply| flow(supply, reference, &source)).collect();
            found.source = Some(source);
        }
        Ok(found)
    }

    /// Nothing is held, for this reason.
    pub fn without(why: Text) -> Exchanges {
        Exchanges { missing: vec![why], ..Exchanges::default() }
    }

    /// Rubrics known of an establishment; none says nothing.
    pub fn rubrics(&self, siret: &str) -> Vec<String> {
        self.rubrics.get(siret).cloned().unwrap_or_default()
    }

    /// Supplies declared in these communes.
    pub fn within<'a>(&'a self, communes: &'a BTreeSet<String>) -> impl Iterator<Item = &'a Flow> {
        self.supplies.iter().filter(move |supply| communes.contains(&supply.party.commune))
    }

    /// The leads between declared flows, and between them and the supplies held, that touch these communes: most points first,
    /// then the nearest. Without declared flows there is nobody to give to, and nothing is made up.
    pub fn leads(&self, declared: &[Flow], communes: &BTreeSet<String>, matching: &Matching, most: usize) -> Vec<Found> {
        self.leads_among(declared, communes, matching, &|_, _| true, 0..most)
    }

    /// The same, of those whose supply and demand `keeps` lets through: these ranks of them.
    pub fn leads_among(
        &self,
        declared: &[Flow],
        communes: &BTreeSet<String>,
        matching: &Matching,
        keeps: &dyn Fn(&Flow, &Flow) -> bool,
        ranks: Range<usize>,
    ) -> Vec<Found> {
        if !declared.iter().any(|flow| flow.side == Side::Demand) {
            return Vec::new();
        }
        // Only what is near enough of a demand is compared: the register of a whole country is not copied.
        let reach = matching.ranges.iter().map(|range| range.km).fold(0.0, f64::max) / matching.detour.factor + 1.0;
        let wanted: Vec<Position> = declared.iter().filter(|flow| flow.side == Side::Demand).filter_map(|flow| flow.place).collect();
        let near = |flow: &&Flow| flow.place.is_some_and(|place| wanted.iter().any(|other| other.distance_km(place) <= reach));
        let flows: Vec<Flow> = declared.iter().chain(self.supplies.iter().filter(near)).cloned().collect();
        let matcher = Matcher::new(&flows, matching, &self.knowledge);
        let touches =
            |found: &Candidate| [found.supply, found.demand].iter().any(|rank| communes.contains(&flows[*rank as usize].party.commune));
        let mut found: Vec<Candidate> = matcher.all(MOST).into_iter().flatten().filter(touches).collect();
        found.sort_by_key(|one| (std::cmp::Reverse(one.points), one.tenths_km, one.supply, one.demand));
        // Two demands that can be met together are found from both sides.
        let mut seen = BTreeSet::new();
        found.retain(|one| seen.insert((one.supply.min(one.demand), one.supply.max(one.demand))));
        let told = |one: Candidate| {
            let (supply, demand) = (&flows[one.supply as usize], &flows[one.demand as usize]);
            let lead = Some(one).filter(|_| keeps(supply, demand)).and_then(|one| matcher.explain(one))?;
            (lead.answer != Answer::NotMet).then_some((lead, supply, demand))
        };
        let told = found.into_iter().filter_map(told).skip(ranks.start).take(ranks.len());
        told.map(|(lead, supply, demand)| Found { lead, supply: supply.clone(), demand: demand.clone() }).collect()
    }

    /// Supplies held within the range of a place, that an activity is known to receive: most points first, then the nearest. Empty
    /// without exchanges observed, as nothing then tells what an activity receives.
    pub fn towards(&self, place: Position, naf: &str, matching: &Matching, most: usize) -> Vec<Found> {
        let wanted = self.received(naf);
        let party = Party { id: "project".to_owned(), nace: connect::Nace::parse(naf), ..Party::default() };
        let demands: Vec<Flow> = wanted
            .into_iter()
            .map(|(code, substance)| {
                let mut demand = Flow::new(format!("project:{code}"), Side::Demand, substance, party.clone());
                (demand.place, demand.status) = (Some(place), Status::Assumed);
                demand.source = self.knowledge.source.clone();
                demand
            })
            .collect();
        let range = matching.ranges.iter().find(|range| range.of == "matter").map_or(0.0, |range| range.km);
        let reach = range / matching.detour.factor + 1.0;
        let near = |flow: &&Flow| flow.place.is_some_and(|there| there.distance_km(place) <= reach);
        let flows: Vec<Flow> = self.supplies.iter().filter(near).cloned().chain(demands).collect();
        let matcher = Matcher::new(&flows, matching, &self.knowledge);
        let mut best: Vec<Candidate> = matcher.all(1).into_iter().flatten().collect();
        best.sort_by_key(|one| (std::cmp::Reverse(one.points), one.tenths_km, one.supply));
        best.truncate(most);
        let told = |one: Candidate| {
            let lead = matcher.explain(one)?;
            Some(Found { lead, supply: flows[one.supply as usize].clone(), demand: flows[one.demand as usize].clone() })
        };
        best.into_iter().filter_map(told).collect()
    }

    /// Waste that this class, else this division, was seen to receive.
    fn received(&self, naf: &str) -> BTreeMap<String, Substance> {
        let Some(nace) = connect::Nace::parse(naf) else { return BTreeMap::new() };
        let of = |same: &dyn Fn(connect::Nace) -> bool| {
            let exchanges = self.knowledge.exchanges.iter().filter(|exchange| exchange.receiver.is_some_and(same));
            exchanges
                .filter_map(|exchange| exchange.code)
                .map(|code| (code.to_string(), Substance::Waste(code)))
                .collect::<BTreeMap<_, _>>()
        };
        let class = of(&|receiver| nace.is_class() && receiver == nace);
        if class.is_empty() { of(&|receiver| receiver.division() == nace.division()) } else { class }
    }
}

/// What an establishment declared, at the centre of its commune; none when its commune is not known or the code is not of the list.
fn flow(supply: &Supply, reference: &Reference, source: &Source) -> Option<Flow> {
    let commune = reference.commune(&supply.commune)?;
    let party = Party {
        id: if supply.siret.is_empty() { format!("irep:{}", supply.id) } else { supply.siret.clone() },
        name: supply.name.clone(),
        commune: commune.code.clone(),
        nace: supply.nace(),
        rubrics: Vec::new(),
    };
    let mut flow = Flow::new(format!("irep:{}:{}", supply.id, supply.code), Side::Supply, Substance::Waste(supply.waste()?), party);
    flow.place = commune.position.map(|position| Position { approximate: true, ..position });
    flow.quantity = Some(Quantity { unit: Unit::Tonne, rhythm: Rhythm::Year(supply.amount()) });
    flow.source = source.clone();
    Some(flow)
}

#[cfg(test)]
mod tests {
    use super::*;
    use connect::WasteCode;

    fn flow(id: &str, side: Side, away: f64) -> Flow {
        let party = Party { id: id.to_owned(), name: id.to_owned(), commune: "71076".to_owned(), ..Party::default() };
        let code = WasteCode::parse("03 01 05").expect("a code");
        let place = Some(Position { lat: 46.78 + away, lon: 4.85, approximate: false });
        Flow { place, ..Flow::new(id, side, Substance::Waste(code), party) }
    }

    #[test]
    fn leads_are_cut_after_the_filter_and_each_is_on_one_page() {
        let (held, communes) = (Exchanges::default(), BTreeSet::from(["71076".to_owned()]));
        let supplies = ["a", "b", "c"].map(|id| flow(id, Side::Supply, 0.0));
        let demands = [("d", 0.01), ("e", 0.02)].map(|(id, away)| flow(id, Side::Demand, away));
        let declared: Vec<Flow> = supplies.into_iter().chain(demands).collect();
        let rules = connect::Rules::embedded();
        let matching = rules.on(domain::Date::constant(2026, 11, 28));
        let pairs = |keeps: &dyn Fn(&Flow, &Flow) -> bool, ranks: Range<usize>| -> Vec<(String, String)> {
            let found = held.leads_among(&declared, &communes, matching, keeps, ranks);
            found.into_iter().map(|found| (found.supply.id, found.demand.id)).collect()
        };
        let whole = pairs(&|_, _| true, 0..usize::MAX);
        assert_eq!(whole.len(), 6);
        let pages: Vec<_> = [0..4, 4..8].into_iter().flat_map(|ranks| pairs(&|_, _| true, ranks)).collect();
        assert_eq!(pages, whole);
        let of_c = |supply: &Flow, _: &Flow| supply.party.name == "c";
        assert_eq!(pairs(&of_c, 0..1), [("c".to_owned(), "d".to_owned())], "the nearest, whatever comes before in the whole list");
        assert_eq!(pairs(&of_c, 1..2), [("c".to_owned(), "e".to_owned())]);
        assert!(pairs(&of_c, 2..3).is_empty());
    }
}
