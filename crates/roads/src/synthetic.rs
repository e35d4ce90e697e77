//! An invented road network, written as a real `.osm.pbf` and labelled as invented in its own heading: to see the pages
//! without a country's worth of data, and to test the reader on what it reads.

use domain::{Date, Position};
use flate2::Compression;
use flate2::write::ZlibEncoder;
use std::io::Write;

/// The program named in the heading of the file; the import believes it.
pub const PROGRAM: &str = "rebond synthetic";
/// Elements of a block.
const BLOCK: usize = 8_000;

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Drawn {
    pub nodes: Vec<(i64, Position)>,
    pub ways: Vec<(Vec<i64>, Vec<(String, String)>)>,
    /// Until when the data would go.
    pub until: Option<Date>,
}

impl Drawn {
    pub fn node(&mut self, lat: f64, lon: f64) -> i64 {
        let id = 1_000 + self.nodes.len() as i64 * 3;
        self.nodes.push((id, Position { lat, lon, approximate: false }));
        id
    }

    pub fn way(&mut self, refs: &[i64], tags: &[(&str, &str)]) {
        self.ways.push((refs.to_vec(), tags.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect()));
    }
}

/// Roads between places: each to the nearest of its four quarters, through a bend; the longest are the widest.
pub fn between(places: &[Position], until: Date) -> Drawn {
    let mut drawn = Drawn { until: Some(until), ..Drawn::default() };
    let ids: Vec<i64> = places.iter().map(|p| drawn.node(p.lat, p.lon)).collect();
    let mut done = std::collections::BTreeSet::new();
    for (i, from) in places.iter().enumerate() {
        let mut nearest: [Option<(f64, usize)>; 4] = [None; 4];
        for (j, to) in places.iter().enumerate() {
            if i == j || (to.lat - from.lat).abs() > 0.5 {
                continue;
            }
            let quarter = usize::from(to.lat > from.lat) * 2 + usize::from(to.lon > from.lon);
            let km = from.distance_km(*to);
            if km > 0.0 && nearest[quarter].is_none_or(|(least, _)| km < least) {
                nearest[quarter] = Some((km, j));
            }
        }
        for (km, j) in nearest.into_iter().flatten() {
            if !done.insert((i.min(j), i.max(j))) {
                continue;
            }
            let to = places[j];
            // A bend a tenth of the way aside: no road is a straight line.
            let (lat, lon) = ((from.lat + to.lat) / 2.0 + (to.lon - from.lon) * 0.1, (from.lon + to.lon) / 2.0 - (to.lat - from.lat) * 0.1);
            let bend = drawn.node(lat, lon);
            let class = if km > 12.0 {
                "primary"
            } else if km > 6.0 {
                "secondary"
            } else {
                "tertiary"
            };
            drawn.way(&[ids[i], bend, ids[j]], &[("highway", class)]);
        }
    }
    drawn
}

/// The bytes of the file.
pub fn pbf(drawn: &Drawn) -> std::io::Result<Vec<u8>> {
    let mut heading = Vec::new();
    bytes(&mut heading, 4, b"OsmSchema-V0.6");
    bytes(&mut heading, 4, b"DenseNodes");
    bytes(&mut heading, 16, PROGRAM.as_bytes());
    if let Some(until) = drawn.until {
        let noon = domain::calendar::paris_instant(until.at(12, 0, 0, 0));
        number(&mut heading, 32, noon.as_second() as u64);
    }
    let mut file = blob("OSMHeader", &heading)?;
    for nodes in drawn.nodes.chunks(BLOCK) {
        let mut dense = Vec::new();
        let mut column = |field: u64, values: &mut dyn Iterator<Item = i64>| {
            let (mut packed, mut last) = (Vec::new(), 0);
            for value in values {
                varint(&mut packed, zigzag(value - last));
                last = value;
            }
            bytes(&mut dense, field, &packed);
        };
        column(1, &mut nodes.iter().map(|(id, _)| *id));
        column(8, &mut nodes.iter().map(|(_, p)| (p.lat * 1e7).round() as i64));
        column(9, &mut nodes.iter().map(|(_, p)| (p.lon * 1e7).round() as i64));
        let mut group = Vec::new();
        bytes(&mut group, 2, &dense);
        file.extend(blob("OSMData", &block(&[String::new()], &group))?);
    }
    for ways in drawn.ways.chunks(BLOCK) {
        let mut strings = vec![String::new()];
        let mut group = Vec::new();
        for (at, (refs, tags)) in ways.iter().enumerate() {
            let mut way = Vec::new();
            number(&mut way, 1, at as u64 + 1);
            for (field, side) in [(2, 0), (3, 1)] {
                let mut packed = Vec::new();
                for (key, value) in tags {
                    let text = if side == 0 { key } else { value };
                    let at = strings.iter().position(|s| s == text).unwrap_or_else(|| {
                        strings.push(text.clone());
                        strings.len() - 1
                    });
                    varint(&mut packed, at as u64);
                }
                bytes(&mut way, field, &packed);
            }
            let (mut packed, mut last) = (Vec::new(), 0);
            for id in refs {
                varint(&mut packed, zigzag(id - last));
                last = *id;
            }
            bytes(&mut way, 8, &packed);
            bytes(&mut group, 3, &way);
        }
        file.extend(blob("OSMData", &block(&strings, &group))?);
    }
    Ok(file)
}

fn block(strings: &[String], group: &[u8]) -> Vec<u8> {
    let (mut table, mut block) = (Vec::new(), Vec::new());
    strings.iter().for_each(|s| bytes(&mut table, 1, s.as_bytes()));
    bytes(&mut block, 1, &table);
    bytes(&mut block, 2, group);
    block
}

fn blob(kind: &str, content: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut packed = ZlibEncoder::new(Vec::new(), Compression::default());
    packed.write_all(content)?;
    let (mut blob, mut heading) = (Vec::new(), Vec::new());
    number(&mut blob, 2, content.len() as u64);
    bytes(&mut blob, 3, &packed.finish()?);
    bytes(&mut heading, 1, kind.as_bytes());
    number(&mut heading, 3, blob.len() as u64);
    Ok([&(heading.len() as u32).to_be_bytes()[..], &heading, &blob].concat())
}

fn zigzag(value: i64) -> u64 {
    ((value << 1) ^ (value >> 63)) as u64
}

fn varint(out: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        out.push(value as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

fn number(out: &mut Vec<u8>, field: u64, value: u64) {
    varint(out, field << 3);
    varint(out, value);
}

fn bytes(out: &mut Vec<u8>, field: u64, value: &[u8]) {
    varint(out, field << 3 | 2);
    varint(out, value.len() as u64);
    out.extend_from_slice(value);
}
