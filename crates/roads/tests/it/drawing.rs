//! A town drawn by hand: a grid of streets with bends, a ring road, one-way streets, limits, a private drive, an island, and
//! a street out of which nobody comes back. What it keeps beside the file is what a plain Dijkstra needs.

use domain::{Date, Position};
use roads::synthetic::{Drawn, pbf};
use std::cmp::Reverse;
use std::collections::BinaryHeap;

pub struct Drawing {
    drawn: Drawn,
    /// Roads between crossings: from, to, tenths of a second.
    arcs: Vec<(usize, usize, u32)>,
    pub one_way: [usize; 2],
    pub private: [usize; 2],
    /// A node of the island.
    pub island: usize,
}

const SIDE: usize = 20;

impl Drawing {
    pub fn bytes(&self) -> Vec<u8> {
        pbf(&self.drawn).expect("written in memory")
    }

    /// As the file keeps it: ten-millionths of a degree.
    pub fn position(&self, node: usize) -> Position {
        let (lat, lon) = self.place(node);
        Position { lat: f64::from(lat) / 1e7, lon: f64::from(lon) / 1e7, approximate: false }
    }

    pub fn place(&self, node: usize) -> (i32, i32) {
        let p = self.drawn.nodes[node].1;
        ((p.lat * 1e7).round() as i32, (p.lon * 1e7).round() as i32)
    }

    pub fn number(&self, lat: i32, lon: i32) -> usize {
        (0..self.drawn.nodes.len()).find(|n| self.place(*n) == (lat, lon)).expect("a node of the drawing")
    }

    fn node(&mut self, lat: f64, lon: f64) -> usize {
        self.drawn.node(lat, lon);
        self.drawn.nodes.len() - 1
    }

    /// A road through bends, in both directions unless told; `kmh` is what the tags must give.
    fn road(&mut self, through: &[usize], tags: &[(&str, &str)], kmh: Option<f64>, both: bool) {
        let ids: Vec<i64> = through.iter().map(|n| self.drawn.nodes[*n].0).collect();
        self.drawn.way(&ids, tags);
        if let Some(kmh) = kmh {
            let tenths = self.arc(through, kmh);
            if both {
                self.arcs.push((through[through.len() - 1], through[0], tenths));
            }
        }
    }

    fn arc(&mut self, through: &[usize], kmh: f64) -> u32 {
        let seconds: f64 =
            through.windows(2).map(|w| self.position(w[0]).distance_km(self.position(w[1])) / f64::from(kmh as f32) * 3_600.0).sum();
        let tenths = ((seconds * 10.0).round() as u32).max(1);
        self.arcs.push((through[0], through[through.len() - 1], tenths));
        tenths
    }

    pub fn dijkstra(&self, from: usize) -> Vec<Option<u32>> {
        let mut out: Vec<Vec<(usize, u32)>> = vec![Vec::new(); self.drawn.nodes.len()];
        self.arcs.iter().for_each(|(from, to, tenths)| out[*from].push((*to, *tenths)));
        let mut found = vec![None; out.len()];
        let mut heap = BinaryHeap::from([Reverse((0_u32, from))]);
        while let Some(Reverse((time, node))) = heap.pop() {
            if found[node].is_some() {
                continue;
            }
            found[node] = Some(time);
            heap.extend(out[node].iter().map(|(to, tenths)| Reverse((time + tenths, *to))));
        }
        found
    }
}

pub fn town() -> Drawing {
    let drawn = Drawn { until: Some(Date::constant(2026, 11, 1)), ..Drawn::default() };
    let mut d = Drawing { drawn, arcs: vec![], one_way: [0; 2], private: [0; 2], island: 0 };
    // Crossings first: 400 of them, some 400 m apart and none on a line.
    let mut seed = 20_200_720_u32;
    let mut shake = || {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        f64::from(seed >> 8) / f64::from(1 << 24) * 0.002
    };
    for i in 0..SIDE * SIDE {
        let (lat, lon) = (46.75 + (i / SIDE) as f64 * 0.004 + shake(), 4.80 + (i % SIDE) as f64 * 0.006 + shake());
        d.node(lat, lon);
    }
    let classes = [("residential", 25.0), ("tertiary", 50.0), ("secondary", 60.0)];
    for i in 0..SIDE * SIDE {
        for (to, edge) in [(i + 1, i % SIDE == SIDE - 1), (i + SIDE, i / SIDE == SIDE - 1)] {
            if edge {
                continue;
            }
            let (a, b) = (d.position(i), d.position(to));
            let bend = d.node((a.lat + b.lat) / 2.0 + shake() / 4.0, (a.lon + b.lon) / 2.0 + shake() / 4.0);
            let (class, kmh) = classes[(i + to) % 3];
            match i % 11 {
                // Written limits are practised at 85 %.
                3 => d.road(&[i, bend, to], &[("highway", class), ("maxspeed", "30")], Some(25.5), true),
                5 => d.road(&[i, bend, to], &[("highway", class), ("oneway", "yes")], Some(kmh), false),
                // Against the way it is drawn.
                7 => {
                    d.road(&[to, bend, i], &[("highway", class), ("oneway", "-1")], None, true);
                    d.arc(&[i, bend, to], kmh);
                }
                _ => d.road(&[i, bend, to], &[("highway", class), ("name", "Rue de l’Été")], Some(kmh), true),
            }
        }
    }
    d.one_way = [5, 6];
    // A motorway across, which no village joins; two ends of it are crossings of the grid.
    d.road(&[0, SIDE * SIDE - 1], &[("highway", "motorway")], Some(110.0), false);
    d.road(&[SIDE * SIDE - 1, 0], &[("highway", "motorway")], Some(110.0), false);
    // A street out of which nobody comes back.
    let sink = d.node(46.74, 4.79);
    d.road(&[0, sink], &[("highway", "residential"), ("oneway", "yes")], Some(25.0), false);
    // A private drive, and a footpath.
    let (gate, house) = (d.node(46.741, 4.801), d.node(46.742, 4.802));
    d.road(&[gate, house], &[("highway", "residential"), ("access", "private")], None, true);
    d.road(&[gate, 1], &[("highway", "footway")], None, true);
    d.private = [gate, house];
    // An island of its own, large enough to be a network.
    let first = d.node(46.60, 4.60);
    d.island = first;
    let mut last = first;
    for i in 1..40 {
        let next = d.node(46.60 + f64::from(i) * 0.001, 4.60 + f64::from(i % 3) * 0.001);
        d.road(&[last, next], &[("highway", "tertiary")], Some(50.0), true);
        last = next;
    }
    d
}
