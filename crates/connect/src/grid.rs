//! Points in bands of latitude, each sorted by longitude: those within a distance are found without looking at the others.

use domain::Position;

/// Height of a band, degrees.
const BAND: f64 = 0.25;
/// Mean radius of the Earth, kilometres: that of [`Position::distance_km`].
const RADIUS: f64 = 6_371.008_8;

/// A point with what the caller attached to it.
#[derive(Clone, Copy, Debug)]
pub struct Point<T> {
    lon: f64,
    /// On the unit sphere: the chord between two points is compared, which costs no sine.
    at: [f64; 3],
    pub of: T,
}

#[derive(Clone, Debug)]
pub struct Grid<T> {
    lowest: i32,
    /// Where each band begins in `points`; one more at the end.
    bands: Vec<usize>,
    points: Vec<Point<T>>,
}

pub fn on_sphere(place: Position) -> [f64; 3] {
    let (lat, lon) = (place.lat.to_radians(), place.lon.to_radians());
    [lat.cos() * lon.cos(), lat.cos() * lon.sin(), lat.sin()]
}

fn band(lat: f64) -> i32 {
    (lat / BAND).floor() as i32
}

impl<T> Grid<T> {
    pub fn new(places: impl IntoIterator<Item = (Position, T)>) -> Grid<T> {
        let mut found: Vec<(i32, Point<T>)> = places
            .into_iter()
            .filter(|(place, _)| place.lat.is_finite() && place.lon.is_finite())
            .map(|(place, of)| (band(place.lat), Point { lon: place.lon, at: on_sphere(place), of }))
            .collect();
        found.sort_by(|a, b| a.0.cmp(&b.0).then(a.1.lon.total_cmp(&b.1.lon)));
        let lowest = found.first().map_or(0, |(band, _)| *band);
        let highest = found.last().map_or(-1, |(band, _)| *band);
        let bands = (lowest..=highest + 1).map(|band| found.partition_point(|(of, _)| *of < band)).collect();
        Grid { lowest, bands, points: found.into_iter().map(|(_, point)| point).collect() }
    }

    /// Calls `take` for each point within `km` of a place as the crow flies, with the square of the chord.
    pub fn around(&self, place: Position, km: f64, mut take: impl FnMut(&T, f64)) {
        if self.points.is_empty() || !place.lat.is_finite() || !place.lon.is_finite() {
            return;
        }
        let at = on_sphere(place);
        let half = km / (2.0 * RADIUS);
        let chord = (2.0 * half.min(std::f64::consts::FRAC_PI_2).sin()).powi(2);
        // A little more than a circle needs: what is too far is refused by its chord.
        let degrees = (km / RADIUS).to_degrees() * 1.001 + 1e-6;
        let widest = (place.lat.abs() + degrees).min(89.0).to_radians().cos();
        let sides = degrees / widest;
        let last = self.lowest + self.bands.len() as i32 - 2;
        for row in band(place.lat - degrees).max(self.lowest)..=band(place.lat + degrees).min(last) {
            let row = (row - self.lowest) as usize;
            let row = &self.points[self.bands[row]..self.bands[row + 1]];
            let from = row.partition_point(|point| point.lon < place.lon - sides);
            for point in row[from..].iter().take_while(|point| point.lon <= place.lon + sides) {
                let [x, y, z] = [0, 1, 2].map(|axis| point.at[axis] - at[axis]);
                let apart = x * x + y * y + z * z;
                if apart <= chord {
                    take(&point.of, apart);
                }
            }
        }
    }
}

/// The kilometres of a chord.
pub fn km(chord_squared: f64) -> f64 {
    2.0 * RADIUS * (chord_squared.sqrt() / 2.0).min(1.0).asin()
}
