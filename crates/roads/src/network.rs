//! The network on the disk and in use: crossings in one file, the contraction hierarchy in two that are mapped, not read.
//! One-to-many is one search over the hierarchy, whatever the number of places.

use crate::build::{Graph, Node};
use crate::nearest::nearest;
use cch::{Cch, CchBundle, ElimTreeQuery, INF_WEIGHT, MetricBundle};
use domain::{Source, Text};
use locate::travel::{Estimated, Minutes, Place, Quality, TravelTime};
use std::collections::HashMap;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

const NODES: &str = "nodes.bin";
const STRUCTURE: &str = "hierarchy.structure";
const METRIC: &str = "hierarchy.metric";
/// Bytes of a node: two coordinates and whether places join it.
const NODE: usize = 9;
/// Tenths of a second in a minute.
const TENTHS: f64 = 600.0;

/// Contracts the graph and writes it whole in a folder.
pub fn write(graph: &Graph, folder: &Path) -> Result<(), Text> {
    let fail = |e: std::io::Error| cannot(folder, &e);
    let mut bytes = Vec::with_capacity(graph.nodes.len() * NODE);
    for node in &graph.nodes {
        bytes.extend_from_slice(&node.lat.to_le_bytes());
        bytes.extend_from_slice(&node.lon.to_le_bytes());
        bytes.push(u8::from(node.joined));
    }
    std::fs::write(folder.join(NODES), bytes).map_err(fail)?;
    let degrees = |of: fn(&Node) -> i32| graph.nodes.iter().map(|n| (f64::from(of(n)) / 1e7) as f32).collect::<Vec<_>>();
    let mut tail = Vec::with_capacity(graph.head.len());
    for (node, window) in graph.first_out.windows(2).enumerate() {
        tail.extend(std::iter::repeat_n(node as u32, (window[1] - window[0]) as usize));
    }
    let order = cch::inertial_order(graph.nodes.len() as u32, &tail, &graph.head, &degrees(|n| n.lat), &degrees(|n| n.lon));
    drop(tail);
    let input = cch::graph::Graph { first_out: graph.first_out.clone(), head: graph.head.clone(), weight: graph.weight.clone() };
    let hierarchy = Cch::build(&input, &order);
    hierarchy.save_struct(&folder.join(STRUCTURE)).map_err(fail)?;
    hierarchy.customize(&input.weight).save(&folder.join(METRIC)).map_err(fail)
}

fn cannot(path: &Path, e: &dyn std::fmt::Display) -> Text {
    let path = path.display();
    Text::new(
        format!(
            "{path} : réseau routier illisible ou impossible à écrire ({e}). Importez-le de nouveau : rebond import roads FICHIER.osm.pbf"
        ),
        format!("{path}: road network unreadable or impossible to write ({e}). Import it again: rebond import roads FILE.osm.pbf"),
    )
}

/// How a place joins the network.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Joined {
    node: u32,
    minutes: f64,
}

pub struct Network {
    nodes: Vec<Node>,
    structure: CchBundle,
    metric: MetricBundle,
    source: Source,
    access_kmh: f64,
    furthest_km: f64,
    fastest_kmh: f64,
    /// Where places were found to join: the same communes are asked about for every site.
    known: Mutex<HashMap<(u64, u64), Option<Joined>>>,
}

/// What a network needs to be read besides its files.
#[derive(Clone, Debug)]
pub struct Reading {
    pub source: Source,
    pub access_kmh: f64,
    pub furthest_km: f64,
    pub fastest_kmh: f64,
}

impl Network {
    pub fn open(folder: &Path, reading: Reading) -> Result<Network, Text> {
        let path = folder.join(NODES);
        let bytes = std::fs::read(&path).map_err(|e| cannot(&path, &e))?;
        let number = |bytes: &[u8]| bytes.try_into().map(i32::from_le_bytes).unwrap_or_default();
        let nodes: Vec<Node> =
            bytes.chunks_exact(NODE).map(|c| Node { lat: number(&c[..4]), lon: number(&c[4..8]), joined: c[8] != 0 }).collect();
        let structure = CchBundle::open(&folder.join(STRUCTURE)).map_err(|e| cannot(folder, &e))?;
        let metric = MetricBundle::open(&folder.join(METRIC)).map_err(|e| cannot(folder, &e))?;
        if structure.node_count() != nodes.len() || structure.cch_arc_count() != metric.cch_arc_count() {
            return Err(cannot(folder, &"fichiers qui ne vont pas ensemble / files that do not belong together"));
        }
        let Reading { source, access_kmh, furthest_km, fastest_kmh } = reading;
        Ok(Network { nodes, structure, metric, source, access_kmh, furthest_km, fastest_kmh, known: Mutex::default() })
    }

    pub fn crossings(&self) -> usize {
        self.nodes.len()
    }

    pub fn nodes(&self) -> &[Node] {
        &self.nodes
    }

    /// Tenths of a second from a crossing to others, along the roads.
    pub fn tenths(&self, from: u32, to: &[u32]) -> Vec<Option<u32>> {
        if to.is_empty() {
            return Vec::new();
        }
        let (structure, metric) = (self.structure.view(), self.metric.view());
        let mut query = ElimTreeQuery::new(&structure);
        query.pin_targets(to);
        query.add_source_and_run(&metric, from);
        let mut found = vec![0; to.len()];
        query.get_distances_to_targets(&mut found);
        found.into_iter().map(|tenths| (tenths < INF_WEIGHT).then_some(tenths)).collect()
    }

    fn join(&self, place: &Place) -> Option<Joined> {
        let key = (place.position.lat.to_bits(), place.position.lon.to_bits());
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        *known.entry(key).or_insert_with(|| {
            let (node, km) = nearest(&self.nodes, place.position, self.furthest_km)?;
            Some(Joined { node, minutes: km / self.access_kmh * 60.0 })
        })
    }
}

impl TravelTime for Network {
    fn quality(&self) -> Quality {
        Quality::Graph
    }

    fn source(&self) -> Source {
        self.source.clone()
    }

    /// A place off the network (beyond the border of the extract, say) is answered with the interval of the estimate: it is
    /// neither lost nor reached for sure.
    fn one_to_many(&self, from: Place, to: &[Place], cutoff: f64) -> Result<Vec<Option<Minutes>>, Text> {
        let start = self.join(&from).ok_or_else(|| {
            let km = self.furthest_km;
            Text::new(
                format!("aucune route du réseau importé à moins de {km} km : le lieu est hors de l’extrait"),
                format!("no road of the imported network within {km} km: the place is outside the extract"),
            )
        })?;
        let far_km = cutoff / 60.0 * self.fastest_kmh;
        let (mut asked, mut nodes) = (Vec::new(), Vec::new());
        let mut found = vec![None; to.len()];
        let slack = |place: &Place| if place.doubt_km > 0.0 { Estimated::minutes(place.doubt_km, 0.0).high } else { 0.0 };
        for (at, place) in to.iter().enumerate() {
            // A degree of latitude is 110.5 km at least: most places are too far by it alone.
            let doubt = from.doubt_km + place.doubt_km;
            let too_far = (place.position.lat - from.position.lat).abs() * 110.5 > far_km + doubt
                || from.position.distance_km(place.position) > far_km + doubt;
            if place.landmass != from.landmass || too_far {
                continue;
            }
            match self.join(place) {
                Some(end) => {
                    asked.push((at, end.minutes, slack(place)));
                    nodes.push(end.node);
                }
                None => found[at] = Estimated.one_to_many(from, std::slice::from_ref(place), cutoff)?.pop().flatten(),
            }
        }
        let own = slack(&from);
        for ((at, access, slack), tenths) in asked.into_iter().zip(self.tenths(start.node, &nodes)) {
            let Some(tenths) = tenths else { continue };
            let minutes = start.minutes + access + f64::from(tenths) / TENTHS;
            let doubt = own + slack;
            let low = (minutes - doubt).max(0.0);
            found[at] = (low <= cutoff).then_some(Minutes { low, high: minutes + doubt });
        }
        Ok(found)
    }
}
