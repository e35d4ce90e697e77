//! How many people live around each site, from the communes of the reference: a computed characteristic like any other,
//! with its interval, its status and its source.

use domain::{Commune, Datum, Site, Status, Value};
use locate::travel::{Estimated, Place, Reach, TravelTime, pool};
use reference::{Reference, landmass};

/// Minutes, and the attributes that hold the least and the most people within.
pub const REACHES: [(f64, [&str; 2]); 2] =
    [(30.0, ["population_30min_low", "population_30min_high"]), (45.0, ["population_45min_low", "population_45min_high"])];

/// A commune drawn as a point: about the radius of a commune. Assumption.
const COMMUNE_KM: f64 = 3.0;
/// A commune placed at the centre of its EPCI. Assumption, the one distances are told with.
const EPCI_KM: f64 = 20.0;

fn place(commune: &Commune) -> Option<Place> {
    let position = commune.position?;
    let doubt_km = if position.approximate { EPCI_KM } else { COMMUNE_KM };
    Some(Place { position, doubt_km, landmass: landmass(&commune.code) })
}

/// The sites, each with the people that live within so many minutes of it; a site whose commune is not known gets none.
pub fn with_reach(mut sites: Vec<Site>, reference: &Reference) -> Vec<Site> {
    let (places, people): (Vec<Place>, Vec<u32>) = reference.communes().iter().filter_map(|c| Some((place(c)?, c.population?))).unzip();
    for site in &mut sites {
        let Some(commune) = site.commune.as_deref().and_then(|code| reference.commune(code)) else { continue };
        let Some(mut from) = place(commune) else { continue };
        if let Some(own) = site.position.filter(|p| !p.approximate) {
            from = Place { position: own, doubt_km: 0.0, ..from };
        }
        add(site, &Estimated, from, &places, &people);
    }
    sites
}

fn add(site: &mut Site, travel: &dyn TravelTime, from: Place, places: &[Place], people: &[u32]) {
    // A provider that does not answer leaves the figure unknown.
    let Ok(reaches) = pool(travel, from, places, people, &REACHES.map(|(minutes, _)| minutes)) else { return };
    for ((_, [low, high]), reach) in REACHES.iter().zip(reaches) {
        let Reach { low: least, high: most, source, .. } = reach;
        for (key, value) in [(*low, least), (*high, most)] {
            let datum = Datum { value: Value::Number(value as f64), status: Status::Computed, source: Some(source.clone()) };
            // What a source says of the site itself is never overwritten.
            site.attributes.entry(key.to_owned()).or_insert(datum);
        }
    }
}
