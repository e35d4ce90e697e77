//! Geometries as GeoPackage stores them: a header (clause 2.1.3 of OGC 12-128r18), then WKB (OGC 06-103r4).

use cnig::{MOST_VERTICES, Shape};
use geo_types::{Coord, Geometry, LineString, MultiPoint, MultiPolygon, Point, Polygon};

/// Little-endian, no envelope, not empty.
const FLAGS: u8 = 0b0000_0001;
const WGS84: i32 = 4326;

/// The blob of a shape.
pub fn encode(shape: &Shape) -> Vec<u8> {
    let mut out = vec![b'G', b'P', 0, FLAGS];
    out.extend(WGS84.to_le_bytes());
    put(&mut out, &shape.geometry());
    out
}

fn put(out: &mut Vec<u8>, geometry: &Geometry<f64>) {
    let mut head = |code: u32| {
        out.push(1);
        out.extend(code.to_le_bytes());
    };
    match geometry {
        Geometry::Point(point) => {
            head(1);
            coord(out, point.0);
        }
        Geometry::MultiPoint(points) => {
            head(4);
            count(out, points.0.len());
            points.0.iter().for_each(|p| put(out, &Geometry::Point(*p)));
        }
        Geometry::Polygon(polygon) => {
            head(3);
            count(out, 1 + polygon.interiors().len());
            for ring in std::iter::once(polygon.exterior()).chain(polygon.interiors()) {
                count(out, ring.0.len());
                ring.0.iter().for_each(|c| coord(out, *c));
            }
        }
        Geometry::MultiPolygon(polygons) => {
            head(6);
            count(out, polygons.0.len());
            polygons.0.iter().for_each(|p| put(out, &Geometry::Polygon(p.clone())));
        }
        // A shape is never anything else.
        _ => {}
    }
}

fn coord(out: &mut Vec<u8>, c: Coord<f64>) {
    out.extend(c.x.to_le_bytes());
    out.extend(c.y.to_le_bytes());
}

fn count(out: &mut Vec<u8>, n: usize) {
    out.extend((n as u32).to_le_bytes());
}

/// The geometry of a blob, in the coordinates it holds; `None` when it is empty, broken, too heavy or of another kind.
pub fn decode(blob: &[u8]) -> Option<Geometry<f64>> {
    let body = match blob {
        [b'G', b'P', _, flags, ..] => {
            let envelope = match (flags >> 1) & 0b111 {
                0 => 0,
                1 => 32,
                2 | 3 => 48,
                4 => 64,
                _ => return None,
            };
            blob.get(8 + envelope..)?
        }
        _ => blob,
    };
    Cursor { bytes: body, little: true, vertices: 0 }.geometry(0)
}

struct Cursor<'a> {
    bytes: &'a [u8],
    little: bool,
    vertices: usize,
}

impl Cursor<'_> {
    fn take<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (head, rest) = self.bytes.split_first_chunk::<N>()?;
        self.bytes = rest;
        Some(*head)
    }

    fn whole(&mut self) -> Option<u32> {
        let bytes = self.take()?;
        Some(if self.little { u32::from_le_bytes(bytes) } else { u32::from_be_bytes(bytes) })
    }

    fn real(&mut self) -> Option<f64> {
        let bytes = self.take()?;
        Some(if self.little { f64::from_le_bytes(bytes) } else { f64::from_be_bytes(bytes) })
    }

    /// A number of things of at least `size` bytes each, which the rest of the blob can hold.
    fn counted(&mut self, size: usize) -> Option<usize> {
        let n = self.whole()? as usize;
        (n.checked_mul(size)? <= self.bytes.len()).then_some(n)
    }

    /// `more` ordinates after x and y (height, measure) are read and left out.
    fn coord(&mut self, more: usize) -> Option<Coord<f64>> {
        let c = Coord { x: self.real()?, y: self.real()? };
        for _ in 0..more {
            self.real()?;
        }
        self.vertices += 1;
        (self.vertices <= MOST_VERTICES).then_some(c)
    }

    /// Kinds 1, 3, 4 and 6, with heights or measures (ISO thousands, EWKB high bits).
    fn geometry(&mut self, depth: usize) -> Option<Geometry<f64>> {
        self.little = self.take::<1>()?[0] == 1;
        let code = self.whole()?;
        let more = match (code & 0xc000_0000, (code & 0x0fff_ffff) / 1000) {
            (0, 0) => 0,
            (0, 1 | 2) | (0x8000_0000 | 0x4000_0000, 0) => 1,
            (0, 3) | (0xc000_0000, 0) => 2,
            _ => return None,
        };
        if code & 0x2000_0000 != 0 {
            self.whole()?;
        }
        let size = 16 + 8 * more;
        match (code & 0x0fff_ffff) % 1000 {
            1 => Some(Geometry::Point(Point(self.coord(more)?))),
            3 => {
                let rings: Option<Vec<LineString<f64>>> = (0..self.counted(4)?)
                    .map(|_| (0..self.counted(size)?).map(|_| self.coord(more)).collect::<Option<Vec<_>>>().map(LineString))
                    .collect();
                let mut rings = rings?.into_iter();
                Some(Geometry::Polygon(Polygon::new(rings.next()?, rings.collect())))
            }
            4 if depth == 0 => {
                let points: Option<Vec<Point<f64>>> = (0..self.counted(5 + size)?)
                    .map(|_| match self.geometry(1)? {
                        Geometry::Point(point) => Some(point),
                        _ => None,
                    })
                    .collect();
                Some(Geometry::MultiPoint(MultiPoint(points?)))
            }
            6 if depth == 0 => {
                let polygons: Option<Vec<Polygon<f64>>> = (0..self.counted(9)?)
                    .map(|_| match self.geometry(1)? {
                        Geometry::Polygon(polygon) => Some(polygon),
                        _ => None,
                    })
                    .collect();
                Some(Geometry::MultiPolygon(MultiPolygon(polygons?)))
            }
            _ => None,
        }
    }
}
