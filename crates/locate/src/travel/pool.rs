//! How many people live within so many minutes of a site: from below and from above, as no commune is a point and no
//! estimate a route.

use super::{Minutes, Place, Quality, TravelTime};
use domain::{Source, Text};

/// People within a time of a site.
#[derive(Clone, Debug, PartialEq)]
pub struct Reach {
    pub minutes: f64,
    /// Those of the communes surely within, and of all that may be.
    pub low: u64,
    pub high: u64,
    /// Communes surely within, and that may be.
    pub communes: (usize, usize),
    pub quality: Quality,
    pub source: Source,
}

/// Sums `people`, one per place of `communes`, for each time of `within` (minutes).
pub fn pool(travel: &dyn TravelTime, from: Place, communes: &[Place], people: &[u32], within: &[f64]) -> Result<Vec<Reach>, Text> {
    let longest = within.iter().copied().fold(0.0, f64::max);
    let found = travel.one_to_many(from, communes, longest)?;
    let times = found.iter().zip(people).filter_map(|(time, people)| Some((time.as_ref().copied()?, u64::from(*people))));
    Ok(sum(times, within, travel.quality(), &travel.source()))
}

/// The same from times already known, each with the people of its commune.
pub fn sum(times: impl Iterator<Item = (Minutes, u64)>, within: &[f64], quality: Quality, source: &Source) -> Vec<Reach> {
    let empty = |minutes: &f64| Reach { minutes: *minutes, low: 0, high: 0, communes: (0, 0), quality, source: source.clone() };
    let mut reaches: Vec<Reach> = within.iter().map(empty).collect();
    for (time, people) in times {
        for reach in &mut reaches {
            if time.low <= reach.minutes {
                reach.high += people;
                reach.communes.1 += 1;
            }
            if time.high <= reach.minutes {
                reach.low += people;
                reach.communes.0 += 1;
            }
        }
    }
    reaches
}
