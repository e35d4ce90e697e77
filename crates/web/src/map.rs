//! The drawn map: outlines and points as SVG, in pages without scripts, on paper, and behind the interactive map.

use crate::page::Page;
use domain::{Position, Site};
use locate::travel::Ring;
use reference::{Outlines, Reference};
use std::collections::BTreeMap;

pub struct MapView<'a> {
    pub outlines: &'a Outlines,
    pub points: Vec<MapPoint>,
    /// Several sites drawn as one, where there are too many to tell apart.
    pub clusters: Vec<Cluster>,
    /// Too many sites to draw each: neighbours are counted together.
    pub crowded: bool,
    /// Brownfields: no label tells them apart.
    pub plain: bool,
    /// Sites that the map cannot place, told beside it.
    pub unplaced: usize,
    /// What is surely and perhaps within reach of one place.
    pub ring: Option<DrawnRing>,
}

pub struct Cluster {
    pub x: String,
    pub y: String,
    pub radius: String,
    pub count: String,
}

/// More sites than the interactive map should take at once: above, it takes the tiles of what it shows.
pub const TILED: usize = 2_000;
/// Sites drawn one by one; more of them are counted by cell.
const MOST_POINTS: usize = 400;
/// Side of a cell, in the units of the drawing.
const CELL: f64 = 36.0;

/// Circles around a place, in the units of the drawing.
pub struct DrawnRing {
    pub x: String,
    pub y: String,
    pub sure: String,
    pub most: String,
}

impl MapView<'_> {
    /// A ring with its range: an estimate of time is never drawn as an isochrone.
    pub fn with_ring(mut self, around: Option<Position>, ring: Ring) -> Self {
        let drawn = around.and_then(|from| {
            let (x, y) = self.outlines.point(from)?;
            // A degree of latitude is 111.2 km: the scale of the drawing at that place.
            let (_, above) = self.outlines.point(Position { lat: from.lat + 0.1, ..from })?;
            let per_km = (y - above).abs() / 11.12;
            let radius = |km: f64| format!("{:.1}", km * per_km);
            Some(DrawnRing { x: format!("{x:.1}"), y: format!("{y:.1}"), sure: radius(ring.sure_km), most: radius(ring.most_km) })
        });
        self.ring = drawn;
        self
    }
}

pub struct MapPoint {
    pub site: String,
    pub x: String,
    pub y: String,
    pub class: &'static str,
    pub title: String,
    pub link: String,
    /// Rank drawn in the point, for the first of a ranking.
    pub rank: Option<usize>,
}

pub fn view<'a>(reference: &'a Reference, sites: impl IntoIterator<Item = (&'a Site, Option<usize>)>, page: &Page) -> MapView<'a> {
    let outlines = reference.outlines();
    let mut unplaced = 0;
    let mut placed = Vec::new();
    for (site, rank) in sites {
        match site.position.and_then(|p| outlines.point(p)) {
            Some(at) => placed.push((site, rank, at)),
            None => unplaced += 1,
        }
    }
    let crowded = placed.len() > MOST_POINTS;
    let clusters = if crowded { gather(&mut placed, page) } else { vec![] };
    let mut points = Vec::with_capacity(placed.len());
    for (site, rank, (x, y)) in placed {
        points.push(MapPoint {
            site: site.id.clone(),
            x: format!("{x:.1}"),
            y: format!("{y:.1}"),
            class: if is_2020(site) { "w2020" } else { "later" },
            title: format!("{} – {} ({})", site.name, site.commune_name, site.department),
            link: page.url(format!("/sites/{}", site.id)),
            rank,
        });
    }
    // Ranked points are drawn last, over the others.
    points.sort_by_key(|p| std::cmp::Reverse(p.rank.unwrap_or(usize::MAX)));
    MapView { outlines, points, clusters, crowded, plain: false, unplaced, ring: None }
}

type Placed<'a> = (&'a Site, Option<usize>, (f64, f64));

/// Takes out the sites that share a cell, and counts them; those that stand alone or have a rank stay.
fn gather(placed: &mut Vec<Placed>, page: &Page) -> Vec<Cluster> {
    let cell = |(x, y): (f64, f64)| ((x / CELL).floor() as i32, (y / CELL).floor() as i32);
    let mut cells: BTreeMap<(i32, i32), (usize, f64, f64)> = BTreeMap::new();
    for (_, _, at) in placed.iter().filter(|(_, rank, _)| rank.is_none()) {
        let (count, x, y) = cells.entry(cell(*at)).or_default();
        (*count, *x, *y) = (*count + 1, *x + at.0, *y + at.1);
    }
    cells.retain(|_, (count, ..)| *count > 1);
    placed.retain(|(_, rank, at)| rank.is_some() || !cells.contains_key(&cell(*at)));
    let drawn = |(count, x, y): &(usize, f64, f64)| Cluster {
        x: format!("{:.1}", x / *count as f64),
        y: format!("{:.1}", y / *count as f64),
        // The area grows with the count, as far as the cell goes.
        radius: format!("{:.1}", (4.0 + (*count as f64).sqrt()).min(CELL / 2.0)),
        count: page.count(*count),
    };
    cells.values().map(drawn).collect()
}

/// Brownfields: each leads to its own page.
pub fn brownfields<'a>(reference: &'a Reference, sites: impl IntoIterator<Item = &'a Site>, page: &Page) -> MapView<'a> {
    let mut map = view(reference, sites.into_iter().map(|site| (site, None)), page);
    map.plain = true;
    map.points.iter_mut().for_each(|point| {
        (point.class, point.link) = ("later", page.url(format!("/friches/{}", point.site)));
    });
    map
}

/// Places that are no sites: identifier, name, position, address. Those without a position are told beside the map.
pub fn places(reference: &Reference, places: impl IntoIterator<Item = (String, String, Option<Position>, String)>) -> MapView<'_> {
    let outlines = reference.outlines();
    let (mut points, mut unplaced) = (vec![], 0);
    for (site, title, position, link) in places {
        match position.and_then(|position| outlines.point(position)) {
            Some((x, y)) => {
                points.push(MapPoint { site, x: format!("{x:.1}"), y: format!("{y:.1}"), class: "later", title, link, rank: None })
            }
            None => unplaced += 1,
        }
    }
    MapView { outlines, points, clusters: vec![], crowded: false, plain: true, unplaced, ring: None }
}

pub fn is_2020(site: &Site) -> bool {
    site.waves().any(|wave| wave.starts_with("2020"))
}
