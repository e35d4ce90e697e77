//! The four reference systems of the data (OGC 18-058r1): their names, the order of their axes, and the way between them.
//!
//! Inside, a place is always `x` = longitude, `y` = latitude, degrees, WGS 84. RGF93 is taken for WGS 84: less than a
//! metre apart. Lambert-93 is computed by `proj4rs`; the spherical Mercator is short enough to be written here.

use geo::Coord;
use proj4rs::Proj;
use std::f64::consts::PI;
use std::sync::LazyLock;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Crs {
    /// Longitude, latitude: the order of GeoJSON.
    Crs84,
    /// Latitude, longitude, as the authority orders them.
    Epsg4326,
    /// Web Mercator: easting, northing, metres.
    Epsg3857,
    /// Lambert-93, legal in metropolitan France: easting, northing, metres.
    Epsg2154,
}

/// Radius of the sphere of EPSG:3857, metres.
const SPHERE: f64 = 6_378_137.0;
/// Latitude where the Mercator square ends, degrees.
pub const MERCATOR_EDGE: f64 = 85.051_128_779_806_59;

/// Parameters of EPSG:2154 and of its geographic system, as the EPSG register gives them.
static LAMBERT: LazyLock<Option<(Proj, Proj)>> = LazyLock::new(|| {
    let plane = "+proj=lcc +lat_1=49 +lat_2=44 +lat_0=46.5 +lon_0=3 +x_0=700000 +y_0=6600000 +ellps=GRS80 +units=m +no_defs";
    let globe = "+proj=longlat +ellps=GRS80 +no_defs";
    Some((Proj::from_proj_string(globe).ok()?, Proj::from_proj_string(plane).ok()?))
});

impl Crs {
    pub const ALL: [Crs; 4] = [Crs::Crs84, Crs::Epsg4326, Crs::Epsg3857, Crs::Epsg2154];

    pub fn uri(self) -> &'static str {
        match self {
            Crs::Crs84 => "http://www.opengis.net/def/crs/OGC/1.3/CRS84",
            Crs::Epsg4326 => "http://www.opengis.net/def/crs/EPSG/0/4326",
            Crs::Epsg3857 => "http://www.opengis.net/def/crs/EPSG/0/3857",
            Crs::Epsg2154 => "http://www.opengis.net/def/crs/EPSG/0/2154",
        }
    }

    pub fn parse(uri: &str) -> Option<Crs> {
        Crs::ALL.into_iter().find(|crs| crs.uri() == uri)
    }

    pub fn is_geographic(self) -> bool {
        matches!(self, Crs::Crs84 | Crs::Epsg4326)
    }

    /// True when the first axis is the northing (latitude).
    pub fn north_first(self) -> bool {
        self == Crs::Epsg4326
    }

    /// Decimals that are worth writing: a tenth of a metre.
    pub fn decimals(self) -> i32 {
        if self.is_geographic() { 6 } else { 1 }
    }

    /// Degrees (x = longitude) to the plane of this system (x = east, y = north, whatever the order of its axes).
    /// Out of the domain of the projection, the coordinates are not finite.
    pub fn project(self, place: Coord) -> Coord {
        match self {
            Crs::Crs84 | Crs::Epsg4326 => place,
            Crs::Epsg3857 => {
                let y = (PI / 4.0 + place.y.to_radians() / 2.0).tan().ln();
                Coord { x: SPHERE * place.x.to_radians(), y: SPHERE * y }
            }
            Crs::Epsg2154 => lambert(place, true),
        }
    }

    /// The way back to degrees.
    pub fn locate(self, point: Coord) -> Coord {
        match self {
            Crs::Crs84 | Crs::Epsg4326 => point,
            Crs::Epsg3857 => {
                Coord { x: (point.x / SPHERE).to_degrees(), y: (2.0 * (point.y / SPHERE).exp().atan() - PI / 2.0).to_degrees() }
            }
            Crs::Epsg2154 => lambert(point, false),
        }
    }
}

fn lambert(point: Coord, forward: bool) -> Coord {
    const NOWHERE: Coord = Coord { x: f64::NAN, y: f64::NAN };
    let Some((globe, plane)) = &*LAMBERT else { return NOWHERE };
    if forward {
        let mut moved = (point.x.to_radians(), point.y.to_radians(), 0.0);
        proj4rs::transform::transform(globe, plane, &mut moved).map_or(NOWHERE, |()| Coord { x: moved.0, y: moved.1 })
    } else {
        let mut moved = (point.x, point.y, 0.0);
        proj4rs::transform::transform(plane, globe, &mut moved)
            .map_or(NOWHERE, |()| Coord { x: moved.0.to_degrees(), y: moved.1.to_degrees() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(found: Coord, x: f64, y: f64, within: f64) {
        assert!((found.x - x).abs() < within && (found.y - y).abs() < within, "{found:?}, expected {x} {y}");
    }

    #[test]
    fn the_origin_of_lambert_93_has_its_published_coordinates() {
        near(Crs::Epsg2154.project(Coord { x: 3.0, y: 46.5 }), 700_000.0, 6_600_000.0, 0.001);
    }

    #[test]
    fn a_place_goes_to_every_system_and_comes_back() {
        for crs in Crs::ALL {
            for (lon, lat) in [(2.2945, 48.85825), (-4.48, 48.39), (9.45, 42.70), (55.45, -20.88), (-61.5, 16.2)] {
                let back = crs.locate(crs.project(Coord { x: lon, y: lat }));
                near(back, lon, lat, 1e-7);
            }
        }
    }

    #[test]
    fn web_mercator_ends_in_a_square() {
        let edge = Crs::Epsg3857.project(Coord { x: 180.0, y: MERCATOR_EDGE });
        near(edge, 20_037_508.342_789, 20_037_508.342_789, 0.001);
    }

    #[test]
    fn a_pole_that_lambert_cannot_draw_is_not_a_place_of_the_plane() {
        let south = Crs::Epsg2154.project(Coord { x: 3.0, y: -90.0 });
        assert!(!south.x.is_finite() || !south.y.is_finite() || south.y.abs() > 1e7, "{south:?}");
    }
}
