//! What industry and which people are around each site: the establishments of an activity and of those near to it within an
//! hour, the people who have an occupation within half an hour. Computed characteristics like any other, each an interval
//! with its source; only from real data, as a site is chosen on them.

use super::Study;
use crate::access::{Access, cited};
use crate::reach::origin;
use diagnose::suppliers::{Search, related};
use domain::{Datum, Site, Source, Status, Value};
use locate::travel::{Minutes, Quality};
use reference::Reference;
use std::collections::HashMap;

/// Minutes within which establishments are counted, and people.
const SUPPLIERS: f64 = 60.0;
const PEOPLE: f64 = 30.0;

/// The communes around each site, with their minutes: found once for all activities.
pub struct Surroundings {
    /// Commune → its rank among those of the reference.
    ranks: HashMap<String, u32>,
    of: HashMap<String, Around>,
}

struct Around {
    quality: Quality,
    source: Source,
    /// Rank of the commune, least and most minutes.
    to: Vec<(u32, f32, f32)>,
}

impl Surroundings {
    /// A site whose commune is not known has none.
    pub fn of(sites: &[Site], reference: &Reference, access: &Access) -> Surroundings {
        let ranks: HashMap<String, u32> = reference.communes().iter().map(|c| c.code.clone()).zip(0..).collect();
        let around = |site: &Site| {
            let times = access.times_within(&origin(site, reference)?, SUPPLIERS);
            let reached = |(code, Minutes { low, high }): &(String, Minutes)| Some((*ranks.get(code)?, *low as f32, *high as f32));
            let to = times.to.iter().filter(|(_, minutes)| minutes.low <= SUPPLIERS).filter_map(reached).collect();
            Some((site.id.clone(), Around { quality: times.quality, source: times.source, to }))
        };
        let of = sites.iter().filter_map(around).collect();
        Surroundings { ranks, of }
    }

    /// One value for each commune, in the order of their ranks.
    fn spread<'a>(&self, values: impl Iterator<Item = (&'a str, f64)>) -> Vec<f64> {
        let mut spread = vec![0.0; self.ranks.len()];
        for (commune, value) in values {
            if let Some(rank) = self.ranks.get(commune) {
                spread[*rank as usize] += value;
            }
        }
        spread
    }
}

impl Around {
    /// The sum over the communes surely within so many minutes, and over all that may be.
    fn sum(&self, of: &[f64], minutes: f64) -> (f64, f64) {
        let (mut low, mut high) = (0.0, 0.0);
        for (rank, least, most) in &self.to {
            let value = of[*rank as usize];
            high += if f64::from(*least) <= minutes { value } else { 0.0 };
            low += if f64::from(*most) <= minutes { value } else { 0.0 };
        }
        (low.round(), high.round())
    }
}

impl Study {
    /// The sites, each with the possible suppliers of the activity within an hour, and the people who have an occupation within
    /// half an hour. What is not held, or was invented, adds nothing: the characteristic stays unknown.
    pub fn with_industry(&self, mut sites: Vec<Site>, around: &Surroundings, naf: Option<&str>) -> Vec<Site> {
        let suppliers = naf.filter(|_| !self.national.synthetic).and_then(|naf| self.suppliers(naf, around));
        let people = self.people.as_ref().filter(|people| !people.synthetic).map(|people| {
            let counts = around.spread(people.each());
            (counts, people.source.clone())
        });
        for site in &mut sites {
            let Some(there) = around.of.get(&site.id) else { continue };
            let found = [
                (suppliers.as_ref(), SUPPLIERS, ["suppliers_60min_low", "suppliers_60min_high"]),
                (people.as_ref(), PEOPLE, ["labour_30min_low", "labour_30min_high"]),
            ];
            for (counted, minutes, keys) in found {
                let Some((counts, what)) = counted.filter(|_| !crate::reach::told(site, keys[0])) else { continue };
                let times = cited(there.quality, &there.source);
                let source = Source { title: format!("{} ; {}", what.title, times.title), ..times };
                let (low, high) = there.sum(counts, minutes);
                for (key, value) in keys.into_iter().zip([low, high]) {
                    let datum = Datum { value: Value::Number(value), status: Status::Computed, source: Some(source.clone()) };
                    site.attributes.entry(key.to_owned()).or_insert(datum);
                }
            }
        }
        sites
    }

    /// Establishments of the activity and of those near to it, commune by commune, and what is counted. None for an activity
    /// that the table does not hold.
    fn suppliers(&self, naf: &str, around: &Surroundings) -> Option<(Vec<f64>, Source)> {
        let table = &self.national.establishments;
        let naf = self.counted(naf)?;
        let near = related(&self.learned, naf, Search::default().nearness);
        let mut wanted = vec![false; table.activities.len()];
        near.iter().filter_map(|(activity, _)| table.activity(activity)).for_each(|column| wanted[column] = true);
        let kept = wanted.iter().filter(|wanted| **wanted).count();
        if kept == 0 {
            return None;
        }
        let counted = table.places.iter().enumerate().map(|(place, code)| {
            let (columns, values) = table.row(place);
            let sum: f64 = columns.iter().zip(values).filter(|(column, _)| wanted[**column as usize]).map(|(_, value)| value).sum();
            (code.as_str(), sum)
        });
        let counts = around.spread(counted);
        let source = &self.national.source;
        let title =
            format!("Établissements de {naf} et de ses activités proches ({}) : {} ({})", kept - 1, source.title, self.national.year);
        Some((counts, Source { title, ..source.clone() }))
    }
}
