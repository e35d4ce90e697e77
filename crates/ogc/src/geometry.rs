//! Geometries: read from a question, checked, moved between reference systems, written.

use crate::crs::Crs;
use domain::{Problem, Text};
use geo::{BoundingRect, Coord, CoordsIter, Geometry, MapCoords, Rect, Validation};
use std::fmt::Write;

/// Most vertices a question may hold: more than the outline of any département of the collection.
pub const MAX_VERTICES: usize = 4_000;

pub fn each(geometry: &Geometry, f: &mut impl FnMut(Coord)) {
    geometry.coords_iter().for_each(f);
}

/// The geometry in the plane of `crs` (x = east).
pub fn project(geometry: &Geometry, crs: Crs) -> Geometry {
    geometry.map_coords(|c| crs.project(c))
}

/// Degrees that surely hold this box of the plane of `crs`; the whole world when the projection says nothing.
pub fn degrees(rect: Rect, crs: Crs) -> Rect {
    const STEPS: u32 = 64;
    const MARGIN: f64 = 0.001;
    let world = Rect::new((-180.0, -90.0), (180.0, 90.0));
    if crs.is_geographic() {
        return rect;
    }
    // The edges of a box of the plane are curves on the globe: they are followed step by step.
    let (mut low, mut high) = (Coord { x: f64::MAX, y: f64::MAX }, Coord { x: f64::MIN, y: f64::MIN });
    for step in 0..=STEPS {
        let t = f64::from(step) / f64::from(STEPS);
        let x = rect.min().x + t * rect.width();
        let y = rect.min().y + t * rect.height();
        for edge in [(x, rect.min().y), (x, rect.max().y), (rect.min().x, y), (rect.max().x, y)] {
            let place = crs.locate(edge.into());
            if !place.x.is_finite() || !place.y.is_finite() {
                return world;
            }
            low = Coord { x: low.x.min(place.x), y: low.y.min(place.y) };
            high = Coord { x: high.x.max(place.x), y: high.y.max(place.y) };
        }
    }
    Rect::new((low.x - MARGIN, low.y - MARGIN), (high.x + MARGIN, high.y + MARGIN))
}

/// A geometry of a question, in the axes of its own system, brought to the plane (x = east) and checked: finite, in
/// range, not too heavy, valid.
pub fn checked(geometry: Geometry, crs: Crs, field: &str) -> Result<Geometry, Problem> {
    let vertices = geometry.coords_count();
    let refuse = |what: Text, mend: Text| Problem::at("", 0, 0, field, what, mend);
    if vertices == 0 {
        return Err(refuse(
            Text::new("géométrie vide", "empty geometry"),
            Text::new("donner au moins un point", "give at least one point"),
        ));
    }
    if vertices > MAX_VERTICES {
        return Err(too_heavy(vertices, field));
    }
    let geometry = if crs.north_first() { geometry.map_coords(|c| Coord { x: c.y, y: c.x }) } else { geometry };
    if let Some(bad) = geometry.coords_iter().find(|c| !in_range(*c, crs)) {
        return Err(out_of_range(bad, crs, field));
    }
    geometry.check_validation().map_err(|why| {
        refuse(
            Text::new(format!("géométrie non valide ({why})"), format!("invalid geometry ({why})")),
            Text::new(
                "fermer chaque anneau, sans qu’il se recoupe ni sorte de son contour",
                "close every ring, without crossing itself or leaving its outline",
            ),
        )
    })?;
    Ok(geometry)
}

pub fn too_heavy(vertices: usize, field: &str) -> Problem {
    Problem::at(
        "",
        0,
        0,
        field,
        Text::new(
            format!("géométrie de {vertices} sommets, {MAX_VERTICES} au plus"),
            format!("geometry of {vertices} vertices, {MAX_VERTICES} at most"),
        ),
        Text::new("simplifier le contour, ou interroger par boîte (bbox)", "simplify the outline, or ask with a box (bbox)"),
    )
}

/// `point` has x = east.
fn in_range(point: Coord, crs: Crs) -> bool {
    if crs.is_geographic() { point.x.abs() <= 180.0 && point.y.abs() <= 90.0 } else { point.x.abs() <= 3e7 && point.y.abs() <= 3e7 }
}

fn out_of_range(point: Coord, crs: Crs, field: &str) -> Problem {
    let shown = if crs.north_first() { (point.y, point.x) } else { (point.x, point.y) };
    let metres = crs.is_geographic() && (point.x.abs() > 360.0 || point.y.abs() > 360.0);
    let mend = if metres {
        Text::new(
            "ce sont sans doute des mètres : dire le système, par exemple http://www.opengis.net/def/crs/EPSG/0/2154 pour Lambert-93",
            "these are probably metres: say the system, for instance http://www.opengis.net/def/crs/EPSG/0/2154 for Lambert-93",
        )
    } else if crs.north_first() {
        Text::new("EPSG:4326 s’écrit latitude puis longitude", "EPSG:4326 is written latitude, then longitude")
    } else if crs == Crs::Crs84 {
        Text::new("CRS84 s’écrit longitude puis latitude, en degrés", "CRS84 is written longitude, then latitude, in degrees")
    } else {
        Text::new("donner des mètres de ce système", "give metres of this system")
    };
    let what = Text::new(
        format!("la coordonnée ({}, {}) sort de {}", shown.0, shown.1, crs.uri()),
        format!("the coordinate ({}, {}) is out of {}", shown.0, shown.1, crs.uri()),
    );
    Problem::at("", 0, 0, field, what, mend)
}

pub fn envelope(geometry: &Geometry) -> Option<Rect> {
    geometry.bounding_rect()
}

/// GeoJSON of a geometry (degrees), its coordinates in `crs` and in the order of its axes.
pub fn write(out: &mut String, geometry: &Geometry, crs: Crs) {
    use Geometry as G;
    let (kind, geometry) = match geometry {
        G::Point(p) => {
            out.push_str("{\"type\":\"Point\",\"coordinates\":");
            position(out, p.0, crs);
            return out.push('}');
        }
        G::MultiPolygon(all) => {
            out.push_str("{\"type\":\"MultiPolygon\",\"coordinates\":");
            list(out, all.0.iter(), |out, polygon| rings(out, polygon, crs));
            return out.push('}');
        }
        G::Polygon(polygon) => {
            out.push_str("{\"type\":\"Polygon\",\"coordinates\":");
            rings(out, polygon, crs);
            return out.push('}');
        }
        G::MultiPoint(points) => ("MultiPoint", points.iter().map(|p| p.0).collect::<Vec<_>>()),
        G::LineString(line) => ("LineString", line.0.clone()),
        // No collection holds other kinds.
        _ => return out.push_str("null"),
    };
    let _ = write!(out, "{{\"type\":\"{kind}\",\"coordinates\":");
    list(out, geometry.iter(), |out, c| position(out, *c, crs));
    out.push('}');
}

fn rings(out: &mut String, polygon: &geo::Polygon, crs: Crs) {
    let rings = std::iter::once(polygon.exterior()).chain(polygon.interiors());
    list(out, rings, |out, ring| list(out, ring.coords(), |out, c| position(out, *c, crs)));
}

fn list<T>(out: &mut String, items: impl Iterator<Item = T>, mut write: impl FnMut(&mut String, T)) {
    out.push('[');
    for (i, item) in items.enumerate() {
        if i > 0 {
            out.push(',');
        }
        write(out, item);
    }
    out.push(']');
}

fn position(out: &mut String, place: Coord, crs: Crs) {
    let point = crs.project(place);
    let scale = 10f64.powi(crs.decimals());
    let round = |n: f64| (n * scale).round() / scale;
    let (x, y) = (round(point.x), round(point.y));
    let (first, second) = if crs.north_first() { (y, x) } else { (x, y) };
    if first.is_finite() && second.is_finite() {
        let _ = write!(out, "[{first},{second}]");
    } else {
        // Out of the domain of the projection: GeoJSON has no word for it but an empty position.
        out.push_str("[]");
    }
}
