//! What hangs on one establishment: its size is not published, but the number of establishments bounds it, and so does the band
//! of a register of establishments when one is held.

use crate::Largest;

/// The least and greatest size, in jobs, of the biggest of `establishments` that share `jobs`: at least the mean, at most all
/// of them, as sources count establishments that employ nobody at the end of the year. Exact when there is one.
pub fn bounds(jobs: f64, establishments: f64) -> (f64, f64) {
    (jobs / establishments.max(1.0), jobs)
}

/// What a band of the register leaves between bounds. It is of another date than the jobs: where the two contradict each other,
/// the jobs stand.
pub fn banded((least, most): (f64, f64), band: Option<&Largest>) -> (f64, f64) {
    let Some(band) = band else { return (least, most) };
    let within = (least.max(band.least), band.most.map_or(most, |top| most.min(top)));
    if within.0 <= within.1 { within } else { (least, most) }
}

/// The biggest establishment of one activity over the communes of a territory, bounded commune by commune.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Biggest {
    /// Jobs. The true size lies between the two.
    pub least: f64,
    pub most: f64,
    /// Jobs of communes whose number of establishments is not known: nothing can be said of those.
    pub untold: f64,
}

impl Biggest {
    /// Adds a commune: its jobs, how many establishments share them when this is known, and the band of the largest.
    pub fn add(&mut self, jobs: f64, establishments: Option<f64>, band: Option<&Largest>) {
        match (establishments.filter(|count| *count >= 1.0), band) {
            (Some(count), band) => {
                let (least, most) = banded(bounds(jobs, count), band);
                self.least = self.least.max(least);
                self.most = self.most.max(most);
            }
            // No count, but an establishment that cannot be larger than all the jobs.
            (None, Some(band)) if band.least <= jobs => {
                self.least = self.least.max(band.least);
                self.most = self.most.max(band.most.map_or(jobs, |most| most.min(jobs)));
            }
            (None, _) => self.untold += jobs,
        }
    }

    /// False when some jobs belong to communes without a count: then the biggest is not bounded from above.
    pub fn told(&self) -> bool {
        self.untold <= 0.0 && self.most > 0.0
    }
}
