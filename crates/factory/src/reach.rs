//! How many people live around each site, from the communes of the reference: a computed characteristic like any other,
//! with its interval, its status and its source.

use crate::access::{Access, cited};
use domain::{Commune, Datum, Site, Status, Value};
use locate::travel::{Minutes, Place, Reach, sum};
use reference::{Reference, landmass};

/// Minutes, and the attributes that hold the least and the most people within.
pub const REACHES: [(f64, [&str; 2]); 2] =
    [(30.0, ["population_30min_low", "population_30min_high"]), (45.0, ["population_45min_low", "population_45min_high"])];

/// A commune drawn as a point: about the radius of a commune. Assumption.
const COMMUNE_KM: f64 = 3.0;
/// A commune placed at the centre of its EPCI. Assumption, the one distances are told with.
pub(crate) const EPCI_KM: f64 = 20.0;

pub fn place(commune: &Commune) -> Option<Place> {
    let position = commune.position?;
    let doubt_km = if position.approximate { EPCI_KM } else { COMMUNE_KM };
    Some(Place { position, doubt_km, landmass: landmass(&commune.code) })
}

/// From where times to a site are measured; none when its commune is not known.
pub fn origin(site: &Site, reference: &Reference) -> Option<Place> {
    let from = place(reference.commune(site.commune.as_deref()?)?)?;
    match site.position.filter(|p| !p.approximate) {
        Some(own) => Some(Place { position: own, doubt_km: 0.0, ..from }),
        None => Some(from),
    }
}

/// The sites, each with the people that live within so many minutes of it; a site whose commune is not known gets none.
pub fn with_reach(mut sites: Vec<Site>, reference: &Reference, access: &Access) -> Vec<Site> {
    for site in &mut sites {
        if let Some(from) = origin(site, reference) {
            add(site, access.people_within(&from));
        }
    }
    sites
}

impl Access {
    /// People within each time of [`REACHES`].
    pub fn people_within(&self, from: &Place) -> Vec<Reach> {
        let within = REACHES.map(|(minutes, _)| minutes);
        let Some(times) = self.kept(from) else { return self.people_estimated(from, &within) };
        let people = times.to.iter().map(|(code, minutes): &(String, Minutes)| (*minutes, u64::from(self.people(code))));
        sum(people, &within, times.quality, &times.source)
    }
}

fn add(site: &mut Site, reaches: Vec<Reach>) {
    for ((_, [low, high]), reach) in REACHES.iter().zip(reaches) {
        let source = cited(reach.quality, &reach.source);
        if told(site, low) {
            continue;
        }
        for (key, value) in [(*low, reach.low), (*high, reach.high)] {
            let datum = Datum { value: Value::Number(value as f64), status: Status::Computed, source: Some(source.clone()) };
            site.attributes.entry(key.to_owned()).or_insert(datum);
        }
    }
}

/// What a source says of the site itself, be it a figure or one of its bounds, is never overwritten, nor mixed with a bound
/// of ours. `low` is the characteristic of the lower bound.
pub(crate) fn told(site: &Site, low: &str) -> bool {
    let figure = low.strip_suffix("_low").unwrap_or(low);
    ["", "_low", "_high"].iter().any(|end| {
        let datum = site.attributes.get(&format!("{figure}{end}"));
        datum.is_some_and(|datum| datum.status != Status::Computed)
    })
}
