//! One territory: its communes, its sites, the weights of whoever asks.

use super::Study;
use super::reception::reception;
use diagnose::score::Weights;
use diagnose::{TerritoryDiagnosis, TerritoryOptions};
use domain::{Date, Site};
use reference::Perimeter;

impl Study {
    /// What the territory does more than others, what is near, what it could attract or bring back. `sites`: those that the
    /// catalogue names, anywhere.
    pub fn territory(&self, perimeter: &Perimeter, sites: &[Site], weights: Weights, on: Date) -> TerritoryDiagnosis {
        let reception = reception(sites, &perimeter.communes, &self.learned.activities, self.sectors.site_needs.as_ref(), on);
        let people = self.people.as_ref().and_then(|people| people.within(&perimeter.communes));
        let options = TerritoryOptions {
            weights,
            reception: reception.as_ref(),
            needs: self.needs.as_ref(),
            occupations: self.sectors.occupations.as_ref(),
            local_occupations: people.as_ref(),
            input_output: self.input_output.as_ref(),
            labels: Some(&self.labels),
            composition: perimeter.notice.as_ref(),
            // Every activity has its place on the picture and its row in the workbook; pages show the first.
            shown: usize::MAX,
            ..TerritoryOptions::on(on)
        };
        diagnose::territory::diagnose(&self.national, &self.learned, &perimeter.communes, perimeter.name.clone(), &options)
    }
}
