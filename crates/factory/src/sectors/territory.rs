//! One territory: its communes, its sites, the weights of whoever asks.

use super::reception::reception;
use super::{How, Study};
use diagnose::score::Weights;
use diagnose::skills::LocalOccupations;
use diagnose::territory::Reception;
use diagnose::{TerritoryDiagnosis, TerritoryOptions};
use domain::{Date, Site};
use reference::Perimeter;
use std::collections::BTreeMap;

impl Study {
    /// What the territory does more than others, what is near, what it could attract or bring back. `sites`: those that the
    /// catalogue names, anywhere. `how`: on what relatedness is learned, and by which convention.
    pub fn territory(&self, perimeter: &Perimeter, sites: &[Site], weights: Weights, how: How, on: Date) -> TerritoryDiagnosis {
        let (reception, people) = (self.reception_of(perimeter, sites, on), self.people_of(perimeter));
        let options = self.asked(perimeter, reception.as_ref(), people.as_ref(), weights, on);
        diagnose::territory::diagnose(&self.national, self.learned_by(how), &perimeter.communes, perimeter.name.clone(), &options)
    }

    pub(super) fn reception_of(&self, perimeter: &Perimeter, sites: &[Site], on: Date) -> Option<BTreeMap<String, Reception>> {
        reception(sites, &perimeter.communes, &self.national.jobs.activities, self.sectors.site_needs.as_ref(), on)
    }

    pub(super) fn people_of(&self, perimeter: &Perimeter) -> Option<LocalOccupations> {
        self.people.as_ref()?.within(&perimeter.communes)
    }

    /// Part of the inhabitants of the country who live in the territory; none when no commune of it has a known number.
    fn residents_of(&self, perimeter: &Perimeter) -> Option<f64> {
        let here: f64 = perimeter.communes.iter().filter_map(|commune| self.residents.get(commune)).sum();
        (here > 0.0).then(|| here / self.residents.values().sum::<f64>())
    }

    /// What is asked of a territory, the same whether all its activities are looked at or one of them.
    pub(super) fn asked<'a>(
        &'a self,
        perimeter: &'a Perimeter,
        reception: Option<&'a BTreeMap<String, Reception>>,
        people: Option<&'a LocalOccupations>,
        weights: Weights,
        on: Date,
    ) -> TerritoryOptions<'a> {
        TerritoryOptions {
            weights,
            reception,
            local_occupations: people,
            composition: perimeter.notice.as_ref(),
            residents: self.residents_of(perimeter),
            // Every activity has its place on the picture and its row in the workbook; pages show the first.
            shown: usize::MAX,
            ..self.given(on)
        }
    }

    /// What is held, of no territory in particular.
    pub(super) fn given(&self, on: Date) -> TerritoryOptions<'_> {
        TerritoryOptions {
            needs: self.needs.as_ref(),
            occupations: self.sectors.occupations.as_ref(),
            input_output: self.input_output.as_ref(),
            partial: self.lessons.partial,
            labels: Some(&self.labels),
            ..TerritoryOptions::on(on)
        }
    }
}
