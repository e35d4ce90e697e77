//! What hangs on one establishment: its size is not published, but the number of establishments bounds it.

/// The least and greatest size, in jobs, of the biggest of `establishments` that share `jobs`: at least the mean, at most all
/// of them, as sources count establishments that employ nobody at the end of the year. Exact when there is one.
pub fn bounds(jobs: f64, establishments: f64) -> (f64, f64) {
    (jobs / establishments.max(1.0), jobs)
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
    /// Adds a commune: its jobs, and how many establishments share them when this is known.
    pub fn add(&mut self, jobs: f64, establishments: Option<f64>) {
        match establishments.filter(|count| *count >= 1.0) {
            Some(count) => {
                let (least, most) = bounds(jobs, count);
                self.least = self.least.max(least);
                self.most = self.most.max(most);
            }
            None => self.untold += jobs,
        }
    }

    /// False when some jobs belong to communes without a count: then the biggest is not bounded from above.
    pub fn told(&self) -> bool {
        self.untold <= 0.0 && self.most > 0.0
    }
}
