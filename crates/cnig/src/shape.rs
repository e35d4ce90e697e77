//! A place or a perimeter: read as GeoJSON, WKT or two numbers, written as the standard wants it.

use domain::{Position, Text};
use geo_types::{Coord, Geometry, MultiPoint, MultiPolygon, Point};

/// Vertices of one geometry; the outline of a département has fewer.
pub const MOST_VERTICES: usize = 100_000;

/// What is wrong, and how to mend it.
pub type Refusal = (Text, Text);

/// Degrees, WGS 84, longitude first: a point, points or surfaces.
#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    Point(Point<f64>),
    Points(MultiPoint<f64>),
    Surfaces(MultiPolygon<f64>),
}

/// How a geometry was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    GeoJson,
    /// GeoJSON with simple quotes, as some programs print it.
    Quoted,
    Wkt,
    TwoNumbers,
}

impl Shape {
    /// Points and surfaces only; the coordinates are taken as they are.
    pub fn new(geometry: Geometry<f64>) -> Result<Shape, Refusal> {
        let shape = match geometry {
            Geometry::Point(point) => Shape::Point(point),
            Geometry::MultiPoint(points) if points.0.len() == 1 => Shape::Point(points.0[0]),
            Geometry::MultiPoint(points) => Shape::Points(points),
            Geometry::Polygon(surface) => Shape::Surfaces(MultiPolygon(vec![surface])),
            Geometry::MultiPolygon(surfaces) => Shape::Surfaces(surfaces),
            _ => return Err(refused("ni point ni surface", "neither a point nor a surface")),
        };
        let count = shape.coords().count();
        if count == 0 {
            return Err(refused("géométrie vide", "empty geometry"));
        }
        if count > MOST_VERTICES {
            return Err(too_heavy(count));
        }
        if shape.coords().any(|c| !c.x.is_finite() || !c.y.is_finite()) {
            return Err(refused("une coordonnée n’est pas un nombre", "a coordinate is not a number"));
        }
        if let Shape::Surfaces(surfaces) = &shape
            && surfaces.0.iter().any(|s| s.exterior().0.len() < 4)
        {
            return Err(refused("un contour a moins de trois sommets", "an outline has fewer than three vertices"));
        }
        Ok(shape)
    }

    pub fn coords(&self) -> Box<dyn Iterator<Item = Coord<f64>> + '_> {
        match self {
            Shape::Point(point) => Box::new(std::iter::once(point.0)),
            Shape::Points(points) => Box::new(points.0.iter().map(|p| p.0)),
            Shape::Surfaces(surfaces) => Box::new(
                surfaces.0.iter().flat_map(|s| std::iter::once(s.exterior()).chain(s.interiors())).flat_map(|ring| ring.0.iter().copied()),
            ),
        }
    }

    /// Moves every vertex; `None` when one has nowhere to go.
    pub fn moved(mut self, f: impl Fn(Coord<f64>) -> Option<Coord<f64>>) -> Option<Shape> {
        let mut all = true;
        let mut step = |c: &mut Coord<f64>| match f(*c) {
            Some(moved) => *c = moved,
            None => all = false,
        };
        match &mut self {
            Shape::Point(point) => step(&mut point.0),
            Shape::Points(points) => points.0.iter_mut().for_each(|p| step(&mut p.0)),
            Shape::Surfaces(surfaces) => {
                for surface in &mut surfaces.0 {
                    surface.exterior_mut(|ring| ring.0.iter_mut().for_each(&mut step));
                    surface.interiors_mut(|rings| rings.iter_mut().flat_map(|r| r.0.iter_mut()).for_each(&mut step));
                }
            }
        }
        all.then_some(self)
    }

    /// Area in hectares, holes out, on a sphere flattened at the middle latitude: right to 1 % for a site.
    pub fn hectares(&self) -> Option<f64> {
        let Shape::Surfaces(surfaces) = self else { return None };
        let middle = self.middle()?.lat.to_radians();
        let (east, north) = (111_319.49 * middle.cos(), 111_132.95);
        let ring = |points: &[Coord<f64>]| {
            let origin = points.first().copied().unwrap_or_default();
            let crosses = points.windows(2).map(|w| {
                let at = |c: Coord<f64>| ((c.x - origin.x) * east, (c.y - origin.y) * north);
                let ((x1, y1), (x2, y2)) = (at(w[0]), at(w[1]));
                x1 * y2 - x2 * y1
            });
            (crosses.sum::<f64>() / 2.0).abs()
        };
        let one = |s: &geo_types::Polygon<f64>| ring(&s.exterior().0) - s.interiors().iter().map(|r| ring(&r.0)).sum::<f64>();
        Some(surfaces.0.iter().map(one).sum::<f64>().max(0.0) / 10_000.0)
    }

    /// Middle of the box around the shape.
    pub fn middle(&self) -> Option<Position> {
        let (low, high) = bounds(self.coords())?;
        Some(Position { lat: (low.y + high.y) / 2.0, lon: (low.x + high.x) / 2.0, approximate: false })
    }

    pub fn geometry(&self) -> Geometry<f64> {
        match self {
            Shape::Point(point) => Geometry::Point(*point),
            Shape::Points(points) => Geometry::MultiPoint(points.clone()),
            Shape::Surfaces(surfaces) => Geometry::MultiPolygon(surfaces.clone()),
        }
    }

    pub fn geojson(&self) -> String {
        geojson::Geometry::from(&self.geometry()).to_string()
    }

    pub fn wkt(&self) -> String {
        wkt::ToWkt::wkt_string(&self.geometry())
    }

    /// "longitude, latitude": the default form of a `geopoint` of Table Schema.
    pub fn point_text(&self) -> Option<String> {
        match self {
            Shape::Point(point) => Some(format!("{}, {}", point.x(), point.y())),
            _ => None,
        }
    }
}

/// South-west and north-east corners.
pub fn bounds(coords: impl Iterator<Item = Coord<f64>>) -> Option<(Coord<f64>, Coord<f64>)> {
    coords.fold(None, |found, c| {
        let (low, high) = found.unwrap_or((c, c));
        Some((Coord { x: low.x.min(c.x), y: low.y.min(c.y) }, Coord { x: high.x.max(c.x), y: high.y.max(c.y) }))
    })
}

fn refused(fr: &str, en: &str) -> Refusal {
    let mend = Text::new(
        "écrivez un GeoJSON ou un WKT complet, en degrés WGS 84 ou en Lambert-93",
        "write a whole GeoJSON or WKT, in WGS 84 degrees or Lambert-93",
    );
    (Text::new(fr, en), mend)
}

fn too_heavy(count: usize) -> Refusal {
    let most = MOST_VERTICES;
    (
        Text::new(format!("géométrie de {count} sommets, {most} au plus"), format!("geometry of {count} vertices, {most} at most")),
        Text::new("simplifiez le contour : un mètre près suffit pour un site", "simplify the outline: one metre is enough for a site"),
    )
}

/// Reads a geometry whatever its form. The reference system is not looked at here.
pub fn parse(text: &str) -> Result<(Shape, Form), Refusal> {
    let text = text.trim();
    // Counted before anything is built: a hostile cell costs its own length and no more.
    let vertices = if text.starts_with('{') { text.matches('[').count() } else { text.matches(',').count() };
    if vertices > MOST_VERTICES * 2 {
        return Err(too_heavy(vertices));
    }
    if text.starts_with('{') {
        let (read, form) = match text.parse::<geojson::GeoJson>() {
            Ok(read) => (read, Form::GeoJson),
            Err(_) if text.contains('\'') => {
                (text.replace('\'', "\"").parse().map_err(|_| refused("GeoJSON illisible", "unreadable GeoJSON"))?, Form::Quoted)
            }
            Err(_) => return Err(refused("GeoJSON illisible", "unreadable GeoJSON")),
        };
        let geometry = match read {
            geojson::GeoJson::Geometry(geometry) => geometry,
            geojson::GeoJson::Feature(feature) => feature.geometry.ok_or_else(|| refused("géométrie vide", "empty geometry"))?,
            geojson::GeoJson::FeatureCollection(_) => {
                return Err(refused("plusieurs objets en une cellule", "several features in one cell"));
            }
        };
        let geometry: Geometry<f64> = geometry.try_into().map_err(|_| refused("GeoJSON illisible", "unreadable GeoJSON"))?;
        return Ok((Shape::new(geometry)?, form));
    }
    if text.starts_with(|c: char| c.is_ascii_alphabetic()) {
        let upper = text.get(..24.min(text.len())).unwrap_or_default().to_ascii_uppercase();
        let body = text.split_once(';').filter(|_| upper.starts_with("SRID")).map_or(text, |(_, body)| body);
        let known = ["POINT", "MULTIPOINT", "POLYGON", "MULTIPOLYGON"];
        let head = body.trim_start().split(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or_default().to_ascii_uppercase();
        if !known.contains(&head.as_str()) {
            return Err(refused("ni point ni surface", "neither a point nor a surface"));
        }
        let read: wkt::Wkt<f64> = body.parse().map_err(|_| refused("WKT illisible ou tronqué", "unreadable or truncated WKT"))?;
        let geometry: Geometry<f64> = read.try_into().map_err(|_| refused("WKT illisible", "unreadable WKT"))?;
        return Ok((Shape::new(geometry)?, Form::Wkt));
    }
    Ok((Shape::new(Geometry::Point(two_numbers(text)?))?, Form::TwoNumbers))
}

/// "49.25, 3.98", "[3.98, 49.25]", "3,98 ; 49,25".
fn two_numbers(text: &str) -> Result<Point<f64>, Refusal> {
    let bare = text.trim_matches(|c| matches!(c, '[' | ']' | '(' | ')'));
    let parts: Vec<&str> = match bare.split_once(';') {
        Some((a, b)) => vec![a, b],
        None if bare.matches(',').count() == 1 => bare.split(',').collect(),
        None => bare.split_whitespace().collect(),
    };
    let numbers: Vec<f64> = parts
        .iter()
        .filter_map(|p| p.trim().trim_end_matches(',').replace(',', ".").parse().ok())
        .filter(|n: &f64| n.is_finite())
        .collect();
    match (parts.len(), numbers.as_slice()) {
        (2, [a, b]) => Ok(Point::new(*a, *b)),
        _ => Err(refused("ni GeoJSON, ni WKT, ni deux nombres", "neither GeoJSON, nor WKT, nor two numbers")),
    }
}
