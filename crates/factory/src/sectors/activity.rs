//! One activity: where it is in France, and whom to call, for a territory when one wants it.

use super::{How, Study};
use diagnose::score::Weights;
use diagnose::sector::{SectorDiagnosis, SectorOptions};
use diagnose::suppliers::{Establishment, Search, Supplier, candidates, related};
use diagnose::{Learned, TerritoryOptions, sector};
use domain::{Date, Site, Text};
use reference::Perimeter;

/// The territory that wants the activity, as its own study knows it: the same sites and the same weights, so that the rank told
/// here is the rank told there.
#[derive(Clone, Copy)]
pub struct Wanted<'a> {
    pub place: &'a Perimeter,
    /// The sites that the catalogue names, anywhere.
    pub sites: &'a [Site],
    pub weights: Weights,
}

impl Study {
    /// The code under which jobs are counted for an activity: its own, or its division when the source only has divisions
    /// (Flores). None when the country has none of either.
    pub fn counted<'a>(&self, naf: &'a str) -> Option<&'a str> {
        let held = |code: &&str| self.national.jobs.activity(code).or_else(|| self.national.establishments.activity(code)).is_some();
        [Some(naf), naf.get(..2)].into_iter().flatten().find(held)
    }

    /// `whom`: from where, how far and how large the companies called may be; the study says where communes are. `how`: on
    /// what relatedness is learned, and by which convention.
    ///
    /// # Errors
    /// An activity that the national table does not hold, or a register of establishments that cannot be read.
    pub fn activity(&self, naf: &str, wanted: Option<Wanted>, whom: Search, how: How, on: Date) -> Result<SectorDiagnosis, Text> {
        let learned = self.learned_by(how);
        let naf = self.counted(naf).unwrap_or(naf);
        let search = Search { positions: Some(&self.positions), ..whom };
        let establishments = self.employers(learned, naf, search.nearness)?;
        let trade = self.sectors.flows.as_ref().map(|flows| flows.trades()).unwrap_or_default();
        let people = wanted.and_then(|wanted| self.people_of(wanted.place));
        let reception = wanted.and_then(|wanted| self.reception_of(wanted.place, wanted.sites, on));
        let options = SectorOptions {
            territory: match wanted {
                Some(wanted) => self.asked(wanted.place, reception.as_ref(), people.as_ref(), wanted.weights, on),
                None => TerritoryOptions { shown: usize::MAX, ..self.given(on) },
            },
            communes: wanted.map(|wanted| &wanted.place.communes),
            establishments: &establishments,
            search,
            trade: &trade,
            bridge: self.bridge.as_ref(),
            methods: &self.methods,
        };
        sector::diagnose(&self.national, learned, naf, &options)
    }

    /// Whom to call first for an activity, of the very activity alone: companies of the territory, or elsewhere in the country; and
    /// how many there are. Nobody when the register is not held.
    ///
    /// # Errors
    /// A register of establishments that cannot be read.
    pub fn first_calls(&self, naf: &str, place: &Perimeter, elsewhere: bool, whom: Search) -> Result<(Vec<Supplier>, usize), Text> {
        // No proximity reaches this: only the activity itself is looked for.
        let search = Search { positions: Some(&self.positions), nearness: f64::INFINITY, ..whom };
        let all = self.employers(&self.learned, naf, search.nearness)?;
        let wanted = all.iter().filter(|e| place.communes.contains(&e.commune) != elsewhere);
        Ok(candidates(&self.learned, naf, wanted, &search))
    }

    /// Employers of the activity and of those near to it; none when the register is not held.
    fn employers(&self, learned: &Learned, naf: &str, nearness: f64) -> Result<Vec<Establishment>, Text> {
        let Some(list) = &self.sectors.establishments else { return Ok(vec![]) };
        let mut found = vec![];
        for (activity, _) in related(learned, naf, nearness) {
            found.extend(list.of(&activity)?);
        }
        Ok(found)
    }
}
