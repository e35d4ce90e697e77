//! The drawn map: outlines and points as SVG, in pages without scripts, on paper, and behind the interactive map.

use crate::page::Page;
use domain::{Position, Site};
use locate::travel::Ring;
use reference::{Outlines, Reference};

pub struct MapView<'a> {
    pub outlines: &'a Outlines,
    pub points: Vec<MapPoint>,
    /// Sites that the map cannot place, told beside it.
    pub unplaced: usize,
    /// What is surely and perhaps within reach of one place.
    pub ring: Option<DrawnRing>,
}

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
    let (mut points, mut unplaced) = (vec![], 0);
    for (site, rank) in sites {
        let Some((x, y)) = site.position.and_then(|p| outlines.point(p)) else {
            unplaced += 1;
            continue;
        };
        points.push(MapPoint {
            site: site.id.clone(),
            x: format!("{x:.1}"),
            y: format!("{y:.1}"),
            class: if is_2020(site) { "w2020" } else { "later" },
            title: format!("{} – {} ({})", site.name, site.commune_name, site.department),
            link: page.url(&format!("/sites/{}", site.id)),
            rank,
        });
    }
    // Ranked points are drawn last, over the others.
    points.sort_by_key(|p| std::cmp::Reverse(p.rank.unwrap_or(usize::MAX)));
    MapView { outlines, points, unplaced, ring: None }
}

pub fn is_2020(site: &Site) -> bool {
    site.labels.iter().any(|l| l.wave.starts_with("2020"))
}
