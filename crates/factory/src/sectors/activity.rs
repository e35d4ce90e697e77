//! One activity: where it is in France, and whom to call, for a territory when one wants it.

use super::Study;
use diagnose::sector::{SectorDiagnosis, SectorOptions};
use diagnose::suppliers::{Establishment, Search, related};
use diagnose::{TerritoryOptions, sector};
use domain::{Date, Position, Text};
use reference::Perimeter;

/// Employers named on each road.
const SHOWN: usize = 40;

impl Study {
    /// # Errors
    /// An activity that the national table does not hold, or a register of establishments that cannot be read.
    pub fn activity(&self, naf: &str, place: Option<&Perimeter>, origin: Option<Position>, on: Date) -> Result<SectorDiagnosis, Text> {
        let search = Search { origin, positions: Some(&self.positions), shown: SHOWN, ..Search::default() };
        let establishments = self.employers(naf, search.nearness)?;
        let trade = self.sectors.flows.as_ref().map(|flows| flows.trades()).unwrap_or_default();
        let people = place.and_then(|p| self.people.as_ref()?.within(&p.communes));
        let options = SectorOptions {
            territory: TerritoryOptions {
                labels: Some(&self.labels),
                composition: place.and_then(|p| p.notice.as_ref()),
                needs: self.needs.as_ref(),
                occupations: self.sectors.occupations.as_ref(),
                local_occupations: people.as_ref(),
                input_output: self.input_output.as_ref(),
                shown: usize::MAX,
                ..TerritoryOptions::on(on)
            },
            communes: place.map(|p| &p.communes),
            establishments: &establishments,
            search,
            trade: &trade,
            bridge: self.bridge.as_ref(),
            methods: &self.methods,
        };
        sector::diagnose(&self.national, &self.learned, naf, &options)
    }

    /// Employers of the activity and of those near to it; none when the register is not held.
    fn employers(&self, naf: &str, nearness: f64) -> Result<Vec<Establishment>, Text> {
        let Some(list) = &self.sectors.establishments else { return Ok(vec![]) };
        let mut found = vec![];
        for (activity, _) in related(&self.learned, naf, nearness) {
            found.extend(list.of(&activity)?);
        }
        Ok(found)
    }
}
