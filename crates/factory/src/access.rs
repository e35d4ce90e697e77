//! Times by road around a site, from the best that is at hand: a routing service, the network imported, else the estimate.
//! What is computed is kept under the reference folder; what could not be says why, and the estimate stands in.

use crate::reach;
use domain::{Date, Site, Source, Text};
use jiff::civil::DateDifference;
use locate::travel::{DEGREE_KM, Estimated, Place, Quality, Reach, TravelTime, pool};
use reference::{DownloadOptions, Reference};
use roads::service::{Address, External};
use roads::times::{CUTOFF, Goal, Times, file};
use roads::{Held, Network};
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, OnceLock, PoisonError};

/// Answers of a service older than so many days are asked again.
const DAYS: i32 = 90;

pub struct Access {
    dir: PathBuf,
    network: Option<(Held, Network)>,
    service: Option<Address>,
    /// Communes to reach, in the order of their codes: wide as they are, for the estimate.
    goals: Vec<Goal>,
    /// People of each.
    people: Vec<u32>,
    /// See [`Access::centres`].
    centres: OnceLock<Vec<Goal>>,
    /// The communes of the estimate and their people, from south to north: a count looks at a band of them only.
    band: (Vec<Place>, Vec<u32>),
    /// Why a better provider did not answer for a place, by the file where its times would be.
    failed: Mutex<HashMap<PathBuf, Text>>,
}

impl Access {
    /// # Errors
    /// A network is held and cannot be read.
    pub fn open(dir: &Path, reference: &Reference, service: Option<Address>) -> Result<Access, Text> {
        let network = match roads::held(dir)? {
            Some(held) => Some(held.open(dir).map(|network| (held, network))?),
            None => None,
        };
        Ok(Access { network, service, ..Access::estimated(dir, reference) })
    }

    /// Neither network nor service: distances only.
    pub fn estimated(dir: &Path, reference: &Reference) -> Access {
        let (mut goals, mut people, mut band) = (Vec::new(), Vec::new(), Vec::new());
        for commune in reference.communes() {
            if let Some(place) = reach::place(commune) {
                goals.push(Goal { code: commune.code.clone(), place });
                let souls = commune.population.unwrap_or_default();
                people.push(souls);
                band.push((place, souls));
            }
        }
        band.sort_by(|(a, _), (b, _)| a.position.lat.total_cmp(&b.position.lat));
        let band = band.into_iter().unzip();
        let (centres, failed) = (OnceLock::new(), Mutex::default());
        Access { dir: dir.to_owned(), network: None, service: None, goals, people, centres, band, failed }
    }

    pub fn with_service(self, service: Option<Address>) -> Access {
        Access { service, ..self }
    }

    /// The best provider that is configured.
    pub fn best(&self) -> Quality {
        match (&self.service, &self.network) {
            (Some(_), _) => Quality::External,
            (None, Some(_)) => Quality::Graph,
            (None, None) => Quality::Estimated,
        }
    }

    pub fn network(&self) -> Option<&Held> {
        self.network.as_ref().map(|(held, _)| held)
    }

    pub fn people(&self, commune: &str) -> u32 {
        self.goals.binary_search_by(|goal| goal.code.as_str().cmp(commune)).map_or(0, |at| self.people[at])
    }

    /// The communes where a route is measured to the centre of each: only an approximate position leaves a doubt. Made when a
    /// network or a service first asks for them.
    fn centres(&self) -> &[Goal] {
        let centre = |goal: &Goal| {
            let doubt_km = if goal.place.position.approximate { goal.place.doubt_km } else { 0.0 };
            Goal { code: goal.code.clone(), place: Place { doubt_km, ..goal.place } }
        };
        self.centres.get_or_init(|| self.goals.iter().map(centre).collect())
    }

    /// The best times kept for a place; none when nothing better than the estimate is.
    pub fn kept(&self, from: &Place) -> Option<Times> {
        self.files(from).into_iter().find_map(|(_, file)| Times::open(&file))
    }

    /// Times kept, else estimated; the estimate says why nothing better answered.
    pub fn times(&self, from: &Place) -> Times {
        self.times_within(from, CUTOFF)
    }

    /// The same, when nothing beyond so many minutes is looked at.
    pub fn times_within(&self, from: &Place, minutes: f64) -> Times {
        let failed = self.failed.lock().unwrap_or_else(PoisonError::into_inner);
        let why = self.files(from).first().and_then(|(_, file)| failed.get(file)).cloned();
        drop(failed);
        let mut times = self.kept(from).unwrap_or_else(|| self.estimate(from, minutes));
        times.instead = why.filter(|_| times.quality < self.best());
        times
    }

    /// People within each of these times, by the estimate; the communes too far north or south are not looked at.
    pub(crate) fn people_estimated(&self, from: &Place, within: &[f64]) -> Vec<Reach> {
        let longest = within.iter().copied().fold(0.0, f64::max);
        let degrees = (Estimated::ring(longest).most_km + from.doubt_km + reach::EPCI_KM) / DEGREE_KM;
        let until = |lat: f64| self.band.0.partition_point(|place| place.position.lat < lat);
        let near = until(from.position.lat - degrees)..until(from.position.lat + degrees);
        pool(&Estimated, *from, &self.band.0[near.clone()], &self.band.1[near], within).unwrap_or_default()
    }

    fn estimate(&self, from: &Place, minutes: f64) -> Times {
        Times::compute(&Estimated, *from, &self.goals, minutes, None).unwrap_or_else(|_| Times {
            quality: Quality::Estimated,
            source: Estimated.source(),
            on: None,
            instead: None,
            to: Vec::new(),
        })
    }

    /// Where the times of a place are kept, from the best provider.
    fn files(&self, from: &Place) -> Vec<(Quality, PathBuf)> {
        let service = self.service.as_ref().map(|address| {
            let name: String = address.base.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
            (Quality::External, file(&self.dir.join(roads::FOLDER).join("external").join(name), from))
        });
        let network = self.network.as_ref().map(|(held, _)| (Quality::Graph, file(&held.times(&self.dir), from)));
        service.into_iter().chain(network).collect()
    }

    /// True when the best provider should be asked for this place.
    pub fn wanting(&self, from: &Place, today: Date) -> bool {
        let Some((quality, file)) = self.files(from).into_iter().next() else { return false };
        let old = |times: Times| {
            let age = times.on.and_then(|on| on.until(DateDifference::new(today)).ok()).map_or(i32::MAX, |span| span.get_days());
            quality == Quality::External && age > DAYS
        };
        Times::open(&file).is_none_or(old)
    }

    /// Computes and keeps the times of a place: by the service, else by the network.
    ///
    /// # Errors
    /// The sentence of the best provider, when it did not answer; another may have.
    pub fn compute(&self, from: &Place, today: Date) -> Result<(), Text> {
        let mut first = None;
        for (quality, file) in self.files(from) {
            let found = match (quality, &self.service, &self.network) {
                (Quality::External, Some(address), _) => {
                    let service = External::new(address.clone(), DownloadOptions::default(), today);
                    Times::compute(&service, *from, self.centres(), CUTOFF, Some(today))
                }
                (_, _, Some((_, network))) => Times::compute(network, *from, self.centres(), CUTOFF, Some(today)),
                _ => continue,
            };
            match found.and_then(|times| times.save(&file)) {
                Ok(()) => {
                    self.failed.lock().unwrap_or_else(PoisonError::into_inner).remove(&file);
                    break;
                }
                Err(why) => {
                    self.failed.lock().unwrap_or_else(PoisonError::into_inner).insert(file, why.clone());
                    first.get_or_insert(why);
                }
            }
        }
        first.map_or(Ok(()), Err)
    }

    /// Computes what is wanting for these sites, as long as `going` says so; it hears how many are done, and of how many.
    /// A service that fails several times in a row is left alone, as one that is down would be waited for at every site.
    pub fn fill(&self, sites: &[Site], reference: &Reference, today: Date, going: &mut dyn FnMut(usize, usize) -> bool) -> Filled {
        let mut places: Vec<Place> = sites.iter().filter_map(|site| reach::origin(site, reference)).collect();
        places.retain(|place| self.wanting(place, today));
        // A network has no better answer the next time; a service may.
        if self.service.is_none() {
            let failed = self.failed.lock().unwrap_or_else(PoisonError::into_inner);
            places.retain(|place| self.files(place).first().is_none_or(|(_, file)| !failed.contains_key(file)));
        }
        let mut filled = Filled { left: places.len(), ..Filled::default() };
        let mut in_a_row = 0;
        for place in &places {
            match self.compute(place, today) {
                Ok(()) => (filled.done, in_a_row) = (filled.done + 1, 0),
                Err(why) => {
                    (filled.failed, in_a_row) = (filled.failed + 1, in_a_row + 1);
                    filled.why = Some(why);
                }
            }
            filled.left -= 1;
            filled.down = self.service.is_some() && in_a_row >= PATIENCE;
            if filled.down || !going(filled.done + filled.failed, places.len()) {
                break;
            }
        }
        filled
    }
}

/// What [`Access::fill`] did.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Filled {
    pub done: usize,
    pub failed: usize,
    pub left: usize,
    /// The service did not answer several times in a row.
    pub down: bool,
    /// The last failure.
    pub why: Option<Text>,
}

/// Places in a row for which a service did not answer, before it is left alone.
const PATIENCE: usize = 3;

/// What stands beside a figure: how its times were found, from what, of when.
pub fn cited(times_quality: Quality, source: &Source) -> Source {
    let date = source.date.map(|d| format!(", données du {d}")).unwrap_or_default();
    let mut cited = source.clone();
    cited.title = format!("Temps {} : {}{date}", times_quality.label().fr, source.title);
    cited
}
