//! The crossing nearest to a place: crossings are kept in the order of cells of a fiftieth of a degree (some two
//! kilometres), so that a search reads a few runs of them and nothing else is built.

use crate::build::Node;
use domain::Position;

/// Side of a cell, in ten-millionths of a degree.
const SIDE: i64 = 200_000;
const DEGREE: f64 = 1e7;
/// Least kilometres in a degree of latitude.
const DEGREE_KM: f64 = 110.5;

/// Number of a cell: its row, then its column.
pub fn cell(lat: i32, lon: i32) -> u32 {
    key(row(i64::from(lat)), column(i64::from(lon)))
}

fn row(lat: i64) -> i64 {
    (lat + 900_000_000) / SIDE
}

fn column(lon: i64) -> i64 {
    (lon + 1_800_000_000) / SIDE
}

fn key(row: i64, column: i64) -> u32 {
    ((row.clamp(0, 0xFFFF) as u32) << 16) | column.clamp(0, 0xFFFF) as u32
}

/// The nearest node where a place can be joined within `km`, and how far it is.
pub fn nearest(nodes: &[Node], place: Position, km: f64) -> Option<(u32, f64)> {
    if !place.lat.is_finite() || !place.lon.is_finite() {
        return None;
    }
    // Most places have a crossing around the corner: a small search first.
    let small = 1.5_f64.min(km);
    within(nodes, place, small).or_else(|| within(nodes, place, km))
}

fn within(nodes: &[Node], place: Position, km: f64) -> Option<(u32, f64)> {
    let high = km / DEGREE_KM;
    let wide = high / place.lat.to_radians().cos().max(0.01);
    let units = |degrees: f64| (degrees * DEGREE) as i64;
    let (south, north) = (row(units(place.lat - high)), row(units(place.lat + high)));
    let (west, east) = (column(units(place.lon - wide)), column(units(place.lon + wide)));
    let mut best: Option<(u32, f64)> = None;
    for row in south..=north {
        let from = nodes.partition_point(|n| cell(n.lat, n.lon) < key(row, west));
        for (at, node) in nodes.iter().enumerate().skip(from).take_while(|(_, n)| cell(n.lat, n.lon) <= key(row, east)) {
            if node.joined {
                let away = node.position().distance_km(place);
                if away <= km && best.is_none_or(|(_, least)| away < least) {
                    best = Some((at as u32, away));
                }
            }
        }
    }
    best
}

impl Node {
    pub fn position(&self) -> Position {
        Position { lat: f64::from(self.lat) / DEGREE, lon: f64::from(self.lon) / DEGREE, approximate: false }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_crossing_is_the_one_a_search_through_all_finds() {
        // A spiral around Chalon, some of it not joined.
        let mut nodes: Vec<Node> = (0..4_000)
            .map(|i| {
                let (turn, away) = (f64::from(i) * 0.7, f64::from(i) * 1e-4);
                let (lat, lon) = (46.78 + away * turn.sin(), 4.85 + away * turn.cos());
                Node { lat: (lat * DEGREE) as i32, lon: (lon * DEGREE) as i32, joined: i % 7 != 0 }
            })
            .collect();
        nodes.sort_by_key(|n| cell(n.lat, n.lon));
        for i in 0..300 {
            let place = Position { lat: 46.5 + f64::from(i) * 0.002, lon: 4.5 + f64::from(i % 40) * 0.02, approximate: false };
            let all = nodes.iter().filter(|n| n.joined).map(|n| n.position().distance_km(place)).fold(f64::INFINITY, f64::min);
            let found = nearest(&nodes, place, 5.0).map(|(_, km)| km);
            assert_eq!(found, (all <= 5.0).then_some(all), "{place:?}");
        }
    }
}
