//! Where coordinates really are: degrees in the right order, degrees swapped, or metres of a French projection put in a
//! column of degrees. What falls nowhere in France is refused; what is converted is told.

use crate::shape::{Refusal, Shape, bounds};
use domain::Text;
use geo_types::Coord;
use proj4rs::Proj;
use std::sync::LazyLock;

/// Longitudes and latitudes of a French territory, degrees.
type Land = [f64; 4];

const METROPOLITAN: Land = [-5.6, 9.9, 41.2, 51.3];
const OVERSEAS: [Land; 6] = [
    [-63.3, -60.7, 14.3, 18.2],   // Guadeloupe, Martinique, Saint-Martin, Saint-Barthélemy
    [-54.7, -51.5, 2.0, 6.0],     // Guyane
    [55.1, 55.95, -21.5, -20.8],  // La Réunion
    [44.9, 45.4, -13.1, -12.5],   // Mayotte
    [-56.6, -56.0, 46.6, 47.2],   // Saint-Pierre-et-Miquelon
    [163.0, 168.5, -23.0, -19.0], // Nouvelle-Calédonie
];

struct Plane {
    name: &'static str,
    proj: Proj,
    land: Land,
}

/// Parameters of the EPSG register; NTF is brought to WGS 84 by the three-figure shift of IGN, right to a few metres.
static PLANES: LazyLock<Vec<Plane>> = LazyLock::new(|| {
    let conic = |lat_1: f64, lat_2: f64, lat_0: f64, x: u32, y: u32| {
        format!("+proj=lcc +lat_1={lat_1} +lat_2={lat_2} +lat_0={lat_0} +lon_0=3 +x_0={x} +y_0={y} +ellps=GRS80 +units=m +no_defs")
    };
    let mut all = vec![("Lambert-93", conic(49.0, 44.0, 46.5, 700_000, 6_600_000), METROPOLITAN)];
    const ZONES: [&str; 9] = ["CC42", "CC43", "CC44", "CC45", "CC46", "CC47", "CC48", "CC49", "CC50"];
    for (zone, lat) in ZONES.into_iter().zip(42_u32..) {
        let at = f64::from(lat);
        all.push((zone, conic(at - 0.75, at + 0.75, at, 1_700_000, (lat - 41) * 1_000_000 + 200_000), METROPOLITAN));
    }
    let old = "+proj=lcc +lat_1=46.8 +lat_0=46.8 +lon_0=2.33722917 +k_0=0.99987742 +x_0=600000 +y_0=2200000 +a=6378249.2 +b=6356515 \
               +towgs84=-168,-60,320,0,0,0,0 +units=m +no_defs";
    all.push(("Lambert II étendu", old.to_owned(), METROPOLITAN));
    for (name, zone, land) in [
        ("UTM 20 N", "20", OVERSEAS[0]),
        ("UTM 22 N", "22", OVERSEAS[1]),
        ("UTM 40 S", "40 +south", OVERSEAS[2]),
        ("UTM 38 S", "38 +south", OVERSEAS[3]),
    ] {
        all.push((name, format!("+proj=utm +zone={zone} +ellps=GRS80 +units=m +no_defs"), land));
    }
    all.into_iter().filter_map(|(name, text, land)| Some(Plane { name, proj: Proj::from_proj_string(&text).ok()?, land })).collect()
});

static GLOBE: LazyLock<Option<Proj>> = LazyLock::new(|| Proj::from_proj_string("+proj=longlat +datum=WGS84 +no_defs").ok());

fn inside(land: &Land, c: Coord<f64>) -> bool {
    (land[0]..=land[1]).contains(&c.x) && (land[2]..=land[3]).contains(&c.y)
}

/// Both corners in one French territory.
fn in_france(low: Coord<f64>, high: Coord<f64>) -> bool {
    std::iter::once(&METROPOLITAN).chain(&OVERSEAS).any(|land| inside(land, low) && inside(land, high))
}

fn swap(c: Coord<f64>) -> Coord<f64> {
    Coord { x: c.y, y: c.x }
}

impl Plane {
    fn degrees(&self, c: Coord<f64>) -> Option<Coord<f64>> {
        let mut at = (c.x, c.y, 0.0);
        proj4rs::transform::transform(&self.proj, GLOBE.as_ref()?, &mut at).ok()?;
        // A centimetre: what a survey can give, and a figure a reader can copy.
        let round = |radians: f64| (radians.to_degrees() * 1e7).round() / 1e7;
        let found = Coord { x: round(at.0), y: round(at.1) };
        (found.x.is_finite() && found.y.is_finite() && inside(&self.land, found)).then_some(found)
    }
}

/// The shape in WGS 84, and what was done to it if anything was. `insee` tells overseas projections from those of the
/// mainland, which share the same figures.
pub fn located(shape: Shape, insee: &str) -> Result<(Shape, Option<Text>), Refusal> {
    let Some((low, high)) = bounds(shape.coords()) else { return Err(nowhere(Coord::default())) };
    if in_france(low, high) {
        return Ok((shape, None));
    }
    if in_france(swap(low), swap(high)) {
        let why = Text::new("latitude et longitude étaient inversées", "latitude and longitude were swapped");
        return shape.moved(|c| Some(swap(c))).map(|s| (s, Some(why))).ok_or_else(|| nowhere(low));
    }
    let metres = [low.x, low.y, high.x, high.y].iter().any(|v| v.abs() > 400.0);
    let overseas = insee.starts_with("97");
    let fits = |plane: &&Plane| (plane.land != METROPOLITAN) == overseas && plane.degrees(low).is_some() && plane.degrees(high).is_some();
    if let Some(plane) = PLANES.iter().filter(|_| metres).find(fits) {
        let why = Text::new(
            format!("coordonnées en mètres ({}) dans une colonne de degrés WGS 84 : converties", plane.name),
            format!("coordinates in metres ({}) in a column of WGS 84 degrees: converted", plane.name),
        );
        return shape.moved(|c| plane.degrees(c)).map(|s| (s, Some(why))).ok_or_else(|| nowhere(low));
    }
    let swapped = |plane: &&Plane| {
        (plane.land != METROPOLITAN) == overseas && plane.degrees(swap(low)).is_some() && plane.degrees(swap(high)).is_some()
    };
    if let Some(plane) = PLANES.iter().filter(|_| metres).find(swapped) {
        let why = Text::new(
            format!("coordonnées en mètres ({}), x et y inversés, dans des colonnes de degrés : converties", plane.name),
            format!("coordinates in metres ({}), x and y swapped, in columns of degrees: converted", plane.name),
        );
        return shape.moved(|c| plane.degrees(swap(c))).map(|s| (s, Some(why))).ok_or_else(|| nowhere(low));
    }
    Err(nowhere(low))
}

fn nowhere(c: Coord<f64>) -> Refusal {
    let at = format!("{} ; {}", c.x, c.y);
    (
        Text::new(
            format!("{at} : ni degrés en France, ni mètres d’une projection française connue"),
            format!("{at}: neither degrees in France nor metres of a known French projection"),
        ),
        Text::new("donnez la position en WGS 84 (degrés) ou en Lambert-93", "give the position in WGS 84 (degrees) or Lambert-93"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shape::parse;

    fn place(text: &str, insee: &str) -> Result<(f64, f64, String), Refusal> {
        let (shape, why) = located(parse(text)?.0, insee)?;
        let middle = shape.middle().unwrap_or(domain::Position { lat: 0.0, lon: 0.0, approximate: true });
        Ok((middle.lon, middle.lat, why.map(|w| w.fr.to_string()).unwrap_or_default()))
    }

    #[test]
    fn the_tower_of_paris_is_found_from_every_system_people_use() {
        // Coordinates by PROJ (pyproj 3): EPSG 2154, 3949 and 27572.
        for (text, word, within) in [
            ("2.2945, 48.85825", "", 1e-9),
            ("48.85825, 2.2945", "inversées", 1e-9),
            ("648237.15253 ; 6862255.00294", "Lambert-93", 1e-6),
            ("1648235.97066 ; 8184478.07361", "CC49", 1e-6),
            ("6862255.00294 ; 648237.15253", "x et y inversés", 1e-6),
            ("596916.01351 ; 2428880.23612", "Lambert II étendu", 1e-4),
        ] {
            let (lon, lat, why) = place(text, "75107").unwrap_or_else(|e| panic!("{text}: {e:?}"));
            assert!((lon - 2.2945).abs() < within && (lat - 48.85825).abs() < within, "{text}: {lon} {lat}");
            assert!(why.contains(word) && why.is_empty() == word.is_empty(), "{text}: {why}");
        }
    }

    #[test]
    fn overseas_metres_are_those_of_their_own_projection() {
        // EPSG 5490, 2972, 2975 and 4471, by PROJ.
        for (text, insee, lon, lat) in [
            ("660342.31239 ; 1791644.13149", "97105", -61.5, 16.2),
            ("355855.43844 ; 541750.16356", "97302", -52.3, 4.9),
            ("344197.57541 ; 7666050.71104", "97411", 55.5, -21.1),
            ("521705.54803 ; 8584972.96247", "97608", 45.2, -12.8),
        ] {
            let found = place(text, insee).unwrap_or_else(|e| panic!("{text}: {e:?}"));
            assert!((found.0 - lon).abs() < 1e-6 && (found.1 - lat).abs() < 1e-6, "{found:?}");
        }
    }

    #[test]
    fn the_same_metres_are_guadeloupe_or_the_south_of_france_by_the_commune() {
        let south = place("650000 ; 1790000", "31555").expect("south of France");
        let west = place("650000 ; 1790000", "97105").expect("Guadeloupe");
        assert!(south.1 > 42.0 && west.1 < 17.0, "{south:?} {west:?}");
    }

    #[test]
    fn what_is_nowhere_in_france_is_refused() {
        for text in ["0, 0", "139.7, 35.7", "1, 1", "-5000000 ; 99999999"] {
            assert!(place(text, "71076").is_err(), "{text}");
        }
    }
}
