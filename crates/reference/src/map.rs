//! The small map that pages and PDF draw without any library: paths already projected, and where a place falls on it.

use crate::lambert::lambert93;
use domain::Position;
use serde::{Deserialize, Serialize};

/// Side of the square view box, in map units; metropolitan France is drawn at 2 km per unit.
pub const SIDE: f64 = 600.0;
/// Lambert-93 coordinates (metres) of the top left corner of the map.
const LEFT: f64 = 71_000.0;
const TOP: f64 = 7_178_000.0;
const METRES_PER_UNIT: f64 = 2_000.0;

/// Outlines ready for SVG: `<svg viewBox="0 0 600 600">` and one `<path d>` per shape. Coordinates are relative moves
/// with at most one decimal (200 m), finer than the drawing they come from.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Outlines {
    /// Width and height of the view box.
    pub width: f64,
    pub height: f64,
    /// Neighbouring countries, behind.
    pub neighbours: Vec<Shape>,
    /// Metropolitan départements, by code.
    pub departments: Vec<Shape>,
    /// Overseas départements, each in its own frame and at its own scale.
    pub insets: Vec<Inset>,
    /// Départements and collectivités that no frame shows, by code: a page lists them beside the map.
    pub not_drawn: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Shape {
    pub code: String,
    pub name: String,
    /// SVG path, empty never.
    pub path: String,
}

/// A frame of the map. Inside, longitudes are shortened by the cosine of the middle latitude (plate carrée): at the size
/// of an island the error is under one unit.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Inset {
    pub shape: Shape,
    pub x: f64,
    pub y: f64,
    pub width: f64,
    pub height: f64,
    /// Degrees of the bounding box of the outline: west, south, east, north.
    pub bounds: [f64; 4],
}

impl Outlines {
    /// Where a place falls on the map, in map units; none outside metropolitan France and the frames.
    pub fn point(&self, place: Position) -> Option<(f64, f64)> {
        self.insets.iter().find_map(|inset| inset.point(place.lat, place.lon)).or_else(|| {
            let on_map = (40.5..=52.0).contains(&place.lat) && (-6.0..=10.5).contains(&place.lon);
            on_map.then(|| metropolitan(place.lon, place.lat)).filter(|(x, y)| (0.0..=SIDE).contains(x) && (0.0..=SIDE).contains(y))
        })
    }
}

/// Lambert-93 (EPSG:2154), 2 km per unit, y downwards. Degrees in, map units out.
pub fn metropolitan(lon: f64, lat: f64) -> (f64, f64) {
    let (x, y) = lambert93(lat, lon);
    ((x - LEFT) / METRES_PER_UNIT, (TOP - y) / METRES_PER_UNIT)
}

impl Inset {
    const MARGIN: f64 = 4.0;

    pub fn point(&self, lat: f64, lon: f64) -> Option<(f64, f64)> {
        let [west, south, east, north] = self.bounds;
        // A tenth of a degree around: capes are clipped by the simplified outline.
        let inside = (west - 0.1..=east + 0.1).contains(&lon) && (south - 0.1..=north + 0.1).contains(&lat);
        inside.then(|| self.project(lon, lat))
    }

    /// Fits the bounding box in the frame, centred, without distortion.
    pub fn project(&self, lon: f64, lat: f64) -> (f64, f64) {
        let [west, south, east, north] = self.bounds;
        let squeeze = ((south + north) / 2.0).to_radians().cos();
        let (wide, high) = (((east - west) * squeeze).max(1e-6), (north - south).max(1e-6));
        let scale = ((self.width - 2.0 * Self::MARGIN) / wide).min((self.height - 2.0 * Self::MARGIN) / high);
        (
            self.x + self.width / 2.0 + (lon - (west + east) / 2.0) * squeeze * scale,
            self.y + self.height / 2.0 - (lat - (south + north) / 2.0) * scale,
        )
    }
}
