//! Travel time from the great circle: a detour and a speed, each as an interval. It is never a route, and never drawn as
//! an isochrone: a ring, with its range.
//!
//! Detour: roads are about 1.3 times the great circle on motorway networks (Wang et al., arXiv 2406.06490, abstract); 20 %
//! on either side, as a single pair is often further off (general knowledge). Speeds are assumptions of the project, until
//! an operator loads a reference to fit them on: the first kilometres are slow, the next faster, the rest faster still.

use super::{Minutes, Place, Quality, TravelTime};
use domain::{Mark, Source, Text};

/// Road over great circle: least, usual, most.
pub const DETOUR: [f64; 3] = [1.04, 1.3, 1.56];
/// Kilometres by road, up to which these speeds hold (km/h, slow and fast).
const SPEEDS: [(f64, f64, f64); 3] = [(10.0, 40.0, 60.0), (50.0, 60.0, 90.0), (f64::INFINITY, 80.0, 110.0)];

#[derive(Clone, Copy, Debug, Default)]
pub struct Estimated;

/// A degree of latitude, a little less than its shortest: what is farther by it alone is too far.
pub const DEGREE_KM: f64 = 110.5;

/// Degrees of longitude up to which a great circle is no shorter than [`degree_east_km`] of each: beyond, it cuts too much off.
const ARC: f64 = 20.0;

/// What a degree of longitude surely measures where no place is farther from the equator than this latitude.
fn degree_east_km(highest: f64) -> f64 {
    DEGREE_KM * highest.min(90.0).to_radians().cos()
}

/// As the crow flies: surely within `sure_km`, perhaps up to `most_km`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ring {
    pub sure_km: f64,
    pub most_km: f64,
}

impl Estimated {
    /// Minutes for a great-circle distance (km) known to `doubt_km`.
    pub fn minutes(km: f64, doubt_km: f64) -> Minutes {
        let by_road = |km: f64, detour: f64, fast: bool| minutes(km.max(0.0) * detour, fast);
        Minutes { low: by_road(km - doubt_km, DETOUR[0], true), high: by_road(km + doubt_km, DETOUR[2], false) }
    }

    /// What can be reached in so many minutes, as a ring.
    pub fn ring(within: f64) -> Ring {
        Ring { sure_km: road_km(within, false) / DETOUR[2], most_km: road_km(within, true) / DETOUR[0] }
    }
}

/// The time of a road, its first kilometres at their own speed: it grows with the length, without a jump.
fn minutes(road: f64, fast: bool) -> f64 {
    let (mut from, mut total) = (0.0, 0.0);
    for (to, slow_speed, fast_speed) in SPEEDS {
        let here = (road.min(to) - from).max(0.0);
        total += here / if fast { fast_speed } else { slow_speed } * 60.0;
        from = to;
    }
    total
}

/// The road that takes so long: the inverse of [`minutes`].
fn road_km(mut left: f64, fast: bool) -> f64 {
    let (mut from, mut road) = (0.0, 0.0);
    for (to, slow_speed, fast_speed) in SPEEDS {
        let speed = if fast { fast_speed } else { slow_speed } / 60.0;
        let here = (left * speed).min(to - from);
        (road, left, from) = (road + here, (left - here / speed).max(0.0), to);
    }
    road
}

impl TravelTime for Estimated {
    fn quality(&self) -> Quality {
        Quality::Estimated
    }

    fn source(&self) -> Source {
        let title = "Distance à vol d’oiseau × 1,3, à 20 % près (Wang et al., arXiv 2406.06490) ; vitesses supposées par Rebond";
        Source::new(title, Mark::Assumed)
    }

    fn one_to_many(&self, from: Place, to: &[Place], cutoff: f64) -> Result<Vec<Option<Minutes>>, Text> {
        let most_km = Estimated::ring(cutoff).most_km;
        let widest_km = most_km + from.doubt_km + to.iter().map(|to| to.doubt_km).fold(0.0, f64::max);
        let degree_km = degree_east_km(from.position.lat.abs() + widest_km / DEGREE_KM);
        let one = |to: &Place| {
            let doubt = from.doubt_km + to.doubt_km;
            // Most places are too far by their latitude alone, or by their longitude, without any trigonometry.
            let north = (to.position.lat - from.position.lat).abs();
            let east = (to.position.lon - from.position.lon).abs();
            let too_far = north * DEGREE_KM > most_km + doubt || east < ARC && east * degree_km > most_km + doubt;
            if to.landmass != from.landmass || too_far {
                return None;
            }
            let found = Estimated::minutes(from.position.distance_km(to.position), doubt);
            (found.low <= cutoff).then_some(found)
        };
        Ok(to.iter().map(one).collect())
    }
}
