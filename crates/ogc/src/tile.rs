//! Vector tiles of the WebMercatorQuad set (OGC 17-083r4), in Mapbox Vector Tile 2.1.
//!
//! Where places crowd (zooms below [`WHOLE`]), a tile shows one place per small square: the most important, with all its
//! attributes and `point_count`, the number it stands for. A tile is never heavier than its grid.

use crate::collection::{Collection, Feature, Kind, Value};
use crate::crs::MERCATOR_EDGE;
use geo::{Area, BooleanOps, Coord, Geometry, MapCoords, MultiPolygon, Rect, Simplify};
pub use mvt::Error;
use mvt::{GeomData, GeomEncoder, GeomType, Tile};
use std::collections::BTreeMap;
use std::f64::consts::PI;

/// Deepest zoom: a metre is several units of a tile.
pub const DEEPEST: u8 = 16;
/// From this zoom every place is shown.
pub const WHOLE: u8 = 9;
/// Units on a side.
pub const EXTENT: u32 = 4_096;
/// Units around the tile, so that signs and borders are not cut.
const BUFFER: f64 = 64.0;
/// Squares on a side, below [`WHOLE`]: eight pixels on a screen of 512.
const GRID: i64 = 64;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Address {
    pub z: u8,
    pub row: u32,
    pub col: u32,
}

impl Address {
    /// None outside the set.
    pub fn new(z: u8, row: u32, col: u32) -> Option<Address> {
        let side = 1u32.checked_shl(u32::from(z))?;
        (z <= DEEPEST && row < side && col < side).then_some(Address { z, row, col })
    }

    /// Degrees to units of this tile, y downwards.
    fn units(self, place: Coord) -> Coord {
        let side = f64::from(1u32 << self.z);
        let lat = place.y.clamp(-MERCATOR_EDGE, MERCATOR_EDGE).to_radians();
        let x = (place.x + 180.0) / 360.0 * side - f64::from(self.col);
        let y = (1.0 - (PI / 4.0 + lat / 2.0).tan().ln() / PI) / 2.0 * side - f64::from(self.row);
        Coord { x: x * f64::from(EXTENT), y: y * f64::from(EXTENT) }
    }

    /// Degrees of the tile and its margin.
    pub fn degrees(self) -> Rect {
        let side = f64::from(1u32 << self.z);
        let margin = BUFFER / f64::from(EXTENT);
        let lon = |col: f64| (col / side * 360.0 - 180.0).clamp(-180.0, 180.0);
        let lat = |row: f64| (PI * (1.0 - 2.0 * row / side)).sinh().atan().to_degrees();
        let (row, col) = (f64::from(self.row), f64::from(self.col));
        Rect::new((lon(col - margin), lat(row + 1.0 + margin)), (lon(col + 1.0 + margin), lat(row - margin)))
    }
}

/// The tile, one layer named after the collection; none when nothing is there.
pub fn encode(collection: &Collection, at: Address) -> Result<Option<Vec<u8>>, mvt::Error> {
    encode_where(collection, at, |_| true)
}

/// The same, of some features alone: `keep` is told their place in [`Collection::features`].
pub fn encode_where(collection: &Collection, at: Address, keep: impl Fn(usize) -> bool) -> Result<Option<Vec<u8>>, mvt::Error> {
    let mut near: Vec<u32> = collection.near(at.degrees()).collect();
    near.sort_unstable();
    let all = collection.features();
    let tile = Tile::new(EXTENT);
    let mut layer = tile.create_layer(collection.about.id);
    let mut crowd: BTreeMap<(i64, i64), (usize, Coord, i64)> = BTreeMap::new();
    let mut drawn = 0usize;
    for i in near.into_iter().map(|i| i as usize).filter(|i| keep(*i)) {
        match &all[i].geometry {
            Some(Geometry::Point(p)) => {
                let point = at.units(p.0);
                if at.z >= WHOLE {
                    layer = sign(layer, collection, i, point, 1)?;
                    drawn += 1;
                    continue;
                }
                let square = |n: f64| (n * GRID as f64 / f64::from(EXTENT)).floor() as i64;
                let kept = crowd.entry((square(point.y), square(point.x))).or_insert((i, point, 0));
                kept.2 += 1;
                if kept.0 != i && importance(collection, &all[i]) > importance(collection, &all[kept.0]) {
                    (kept.0, kept.1) = (i, point);
                }
            }
            Some(shape) => {
                let Some(data) = surface(shape, at)? else { continue };
                let mut feature = layer.into_feature(data);
                feature.set_id(i as u64 + 1);
                tags(&mut feature, collection, &all[i]);
                layer = feature.into_layer();
                drawn += 1;
            }
            None => {}
        }
    }
    for (i, point, count) in crowd.into_values() {
        layer = sign(layer, collection, i, point, count)?;
        drawn += 1;
    }
    if drawn == 0 {
        return Ok(None);
    }
    let mut tile = tile;
    tile.add_layer(layer)?;
    tile.to_bytes().map(Some)
}

fn importance(collection: &Collection, feature: &Feature) -> f64 {
    match collection.about.importance.and_then(|column| feature.values[column].as_ref()) {
        Some(Value::Number(n)) => *n,
        _ => f64::MIN,
    }
}

fn sign(layer: mvt::Layer, collection: &Collection, i: usize, point: Coord, count: i64) -> Result<mvt::Layer, mvt::Error> {
    let data = GeomEncoder::new(GeomType::Point).point(point.x.round(), point.y.round())?.encode()?;
    let mut feature = layer.into_feature(data);
    // Numbers, as the format wants; the identifier of the collection is the tag `id`.
    feature.set_id(i as u64 + 1);
    tags(&mut feature, collection, &collection.features()[i]);
    feature.add_tag_int("point_count", count);
    Ok(feature.into_layer())
}

fn tags(feature: &mut mvt::Feature, collection: &Collection, of: &Feature) {
    feature.add_tag_string("id", &of.id);
    for (property, value) in collection.about.properties.iter().zip(&of.values) {
        match value {
            // Not known: no tag, as the format has no null.
            None => {}
            Some(Value::Text(text)) => feature.add_tag_string(property.name, text),
            Some(Value::Number(n)) if property.kind == Kind::Integer => feature.add_tag_int(property.name, *n as i64),
            Some(Value::Number(n)) => feature.add_tag_double(property.name, *n),
            Some(Value::Bool(b)) => feature.add_tag_bool(property.name, *b),
            Some(Value::Date(date)) => feature.add_tag_string(property.name, &date.to_string()),
        }
    }
}

/// A surface, thinned to half a unit and cut to the tile and its margin.
fn surface(shape: &Geometry, at: Address) -> Result<Option<GeomData>, mvt::Error> {
    let polygons = match shape {
        Geometry::MultiPolygon(all) => all.clone(),
        Geometry::Polygon(one) => MultiPolygon::new(vec![one.clone()]),
        _ => return Ok(None),
    };
    let thin = polygons.map_coords(|c| at.units(c)).simplify(0.5);
    let frame = Rect::new((-BUFFER, -BUFFER), (f64::from(EXTENT) + BUFFER, f64::from(EXTENT) + BUFFER)).to_polygon();
    let cut = thin.intersection(&MultiPolygon::new(vec![frame]));
    let mut encoder = GeomEncoder::new(GeomType::Polygon);
    let mut any = false;
    for polygon in cut.0.iter().filter(|p| p.unsigned_area() >= 1.0) {
        // In a tile y goes down: an outline must have a positive area there, a hole a negative one.
        for (ring, outline) in std::iter::once((polygon.exterior(), true)).chain(polygon.interiors().iter().map(|r| (r, false))) {
            let Some(points) = turned(ring, outline) else { continue };
            for c in points {
                encoder.add_point(c.x, c.y)?;
            }
            encoder.complete_geom()?;
            any = true;
        }
    }
    if any { encoder.encode().map(Some) } else { Ok(None) }
}

/// A ring in whole units, without its closing point, turning the way the format wants; none when rounding empties it.
fn turned(ring: &geo::LineString, outline: bool) -> Option<Vec<Coord>> {
    let mut points: Vec<Coord> = ring.coords().map(|c| Coord { x: c.x.round(), y: c.y.round() }).collect();
    points.dedup();
    if points.first() == points.last() {
        points.pop();
    }
    let twice: f64 = points.iter().zip(points.iter().cycle().skip(1)).map(|(a, b)| a.x * b.y - b.x * a.y).sum();
    if points.len() < 3 || twice == 0.0 {
        return None;
    }
    if (twice > 0.0) != outline {
        points.reverse();
    }
    Some(points)
}
