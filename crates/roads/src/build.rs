//! From roads and positions to a graph of crossings: roads are cut where they meet, each piece timed along its bends.

use crate::components::strong;
use crate::nearest::cell;
use crate::pbf::{Positions, Roads};
use crate::speeds::Profile;
use domain::Text;

/// Most time of one piece, in tenths of a second: more is a drawing error (a day of driving without a crossing).
const LONGEST: f64 = 864_000.0;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Node {
    /// Ten-millionths of a degree.
    pub lat: i32,
    pub lon: i32,
    /// A place can be joined here.
    pub joined: bool,
}

/// Crossings and the roads between, in tenths of a second; nodes are in the order of their cells.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Graph {
    pub nodes: Vec<Node>,
    /// Where the roads that leave each node begin; one more than nodes.
    pub first_out: Vec<u32>,
    pub head: Vec<u32>,
    pub weight: Vec<u32>,
    /// Nodes of roads whose position the file does not hold.
    pub missing: u64,
}

struct Piece {
    from: u32,
    to: u32,
    tenths: u32,
}

/// The nodes of all roads, sorted, once each; and whether roads meet or end there.
pub fn crossings(roads: &Roads) -> (Vec<i64>, Vec<bool>) {
    let mut all = roads.refs.clone();
    let mut begin = 0;
    for way in &roads.ways {
        // Ends are counted twice: they are kept like crossings.
        all.push(roads.refs[begin]);
        all.push(roads.refs[way.end - 1]);
        begin = way.end;
    }
    all.sort_unstable();
    let (mut ids, mut crossing): (Vec<i64>, Vec<bool>) = (Vec::new(), Vec::new());
    for id in all {
        if ids.last() == Some(&id) {
            if let Some(last) = crossing.last_mut() {
                *last = true;
            }
        } else {
            ids.push(id);
            crossing.push(false);
        }
    }
    (ids, crossing)
}

/// # Errors
/// When the file holds roads without their nodes, or too many crossings to number.
pub fn graph(roads: Roads, crossing: &[bool], positions: &Positions, profile: &Profile) -> Result<Graph, Text> {
    let missing = positions.at.iter().filter(|p| p.is_none()).count() as u64;
    let numbers = numbered(crossing, positions);
    let mut nodes: Vec<Node> =
        numbers.order.iter().filter_map(|at| positions.at[*at as usize]).map(|(lat, lon)| Node { lat, lon, joined: false }).collect();
    if u32::try_from(nodes.len()).is_err() || nodes.is_empty() {
        return Err(Text::new(
            "les routes sont là, mais pas leurs points : le fichier est tronqué, ou n’est pas un extrait complet",
            "the roads are there but not their nodes: the file is truncated, or not a whole extract",
        ));
    }
    let mut pieces: Vec<Piece> = Vec::new();
    let mut begin = 0;
    for way in &roads.ways {
        let (mut from, mut last, mut seconds): (Option<u32>, Option<(i32, i32)>, f64) = (None, None, 0.0);
        for id in &roads.refs[begin..way.end] {
            let Some((at, place)) = positions.ids.binary_search(id).ok().and_then(|at| Some((at, positions.at[at]?))) else {
                // A road cut by the border of the extract begins again at its next crossing.
                (from, last, seconds) = (None, None, 0.0);
                continue;
            };
            if let Some(last) = last {
                seconds += km(last, place) / f64::from(way.kmh) * 3_600.0;
            }
            last = Some(place);
            let Some(here) = numbers.of[at] else { continue };
            if let Some(from) = from.filter(|from| *from != here) {
                // A weight of nothing would let the search turn for ever on the spot: a tenth of a second at least.
                let tenths = (seconds * 10.0).round().clamp(1.0, LONGEST) as u32;
                if way.forward {
                    pieces.push(Piece { from, to: here, tenths });
                }
                if way.backward {
                    pieces.push(Piece { from: here, to: from, tenths });
                }
                if way.joined {
                    nodes[from as usize].joined = true;
                    nodes[here as usize].joined = true;
                }
            }
            (from, seconds) = (Some(here), 0.0);
        }
        begin = way.end;
    }
    drop(roads);
    pieces.sort_unstable_by_key(|p| (p.from, p.to, p.tenths));
    // Of two roads between the same crossings, the faster.
    pieces.dedup_by_key(|p| (p.from, p.to));
    if u32::try_from(pieces.len()).is_err() || pieces.is_empty() {
        return Err(Text::new("aucune route ne joint deux points placés", "no road joins two located points"));
    }
    let mut first_out = vec![0_u32; nodes.len() + 1];
    for piece in &pieces {
        first_out[piece.from as usize + 1] += 1;
    }
    for at in 1..first_out.len() {
        first_out[at] += first_out[at - 1];
    }
    let head: Vec<u32> = pieces.iter().map(|p| p.to).collect();
    let weight = pieces.iter().map(|p| p.tenths).collect();
    let (of, sizes) = strong(&first_out, &head);
    for (node, component) in nodes.iter_mut().zip(&of) {
        node.joined &= sizes[*component as usize] as usize >= profile.smallest_network;
    }
    Ok(Graph { nodes, first_out, head, weight, missing })
}

struct Numbers {
    /// Places of the crossings among the positions, cell by cell.
    order: Vec<u32>,
    /// Number of each position among the crossings.
    of: Vec<Option<u32>>,
}

fn numbered(crossing: &[bool], positions: &Positions) -> Numbers {
    let mut order: Vec<u32> =
        (0..crossing.len() as u32).filter(|at| crossing[*at as usize] && positions.at[*at as usize].is_some()).collect();
    order.sort_unstable_by_key(|at| (positions.at[*at as usize].map(|(lat, lon)| cell(lat, lon)), *at));
    let mut of = vec![None; crossing.len()];
    for (number, at) in order.iter().enumerate() {
        of[*at as usize] = Some(number as u32);
    }
    Numbers { order, of }
}

fn km(a: (i32, i32), b: (i32, i32)) -> f64 {
    let position = |(lat, lon): (i32, i32)| domain::Position { lat: f64::from(lat) / 1e7, lon: f64::from(lon) / 1e7, approximate: false };
    position(a).distance_km(position(b))
}
