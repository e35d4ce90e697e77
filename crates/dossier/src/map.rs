//! The outline map behind the ranked sites: outlines come from the caller, points are placed over them.

use locate::Ranking;
use serde::Serialize;
use std::collections::BTreeMap;
use std::fmt::Write;

/// One outline, as the `d` attribute of an SVG path, in the units of the view box.
#[derive(Clone, Debug, Default)]
pub struct MapPath {
    pub d: String,
    /// A neighbouring country, drawn paler and behind.
    pub neighbour: bool,
}

/// What the dossier draws with and does not hold itself.
#[derive(Clone, Debug, Default)]
pub struct Extras {
    /// Without outlines the chapter on sites has no map: its tables say the same.
    pub outlines: Vec<MapPath>,
    /// x, y, width, height of the drawing.
    pub view_box: [f64; 4],
    /// Frames of the overseas insets: x, y, width, height.
    pub frames: Vec<[f64; 4]>,
    /// Where each site falls, in the units of the view box, by identifier; a site without a point is named below the map.
    pub points: BTreeMap<String, (f64, f64)>,
}

#[derive(Debug, Serialize)]
pub struct MapView {
    /// Height over width.
    pub ratio: f64,
    /// Worst rank first, so that the best are drawn on top.
    pub points: Vec<Point>,
    /// Ranked sites that have no place on this map: no position, or overseas.
    pub off: Vec<String>,
    pub approximate: bool,
}

#[derive(Debug, Serialize)]
pub struct Point {
    pub rank: usize,
    pub name: String,
    /// Shares of the width and of the height.
    pub x: f64,
    pub y: f64,
    pub approximate: bool,
}

impl Extras {
    pub fn map(&self, ranking: &Ranking, shown: usize) -> Option<MapView> {
        let [left, top, width, height] = self.view_box;
        if self.outlines.is_empty() || width <= 0.0 || height <= 0.0 {
            return None;
        }
        let mut map = MapView { ratio: height / width, points: vec![], off: vec![], approximate: false };
        for site in ranking.ranked.iter().take(shown) {
            let placed = self.points.get(&site.site).map(|(x, y)| ((x - left) / width, (y - top) / height));
            let approximate = site.position.is_some_and(|p| p.approximate);
            match placed.filter(|(x, y)| (0.0..=1.0).contains(x) && (0.0..=1.0).contains(y)) {
                Some((x, y)) => {
                    map.approximate |= approximate;
                    map.points.push(Point { rank: site.rank, name: site.name.clone(), x, y, approximate });
                }
                None => map.off.push(site.name.clone()),
            }
        }
        map.points.reverse();
        Some(map)
    }

    /// The outlines alone, as a drawing the typesetter embeds.
    pub fn svg(&self) -> String {
        let [x, y, w, h] = self.view_box;
        let allowed = |c: &char| c.is_ascii_alphanumeric() || matches!(c, ' ' | ',' | '.' | '-' | '+');
        let layer = |neighbour| {
            let paths = self.outlines.iter().filter(|p| p.neighbour == neighbour);
            paths.fold(String::new(), |mut text, path| {
                let d: String = path.d.chars().filter(allowed).collect();
                let _ = write!(text, "<path d=\"{d}\"/>");
                text
            })
        };
        let frames = self.frames.iter().fold(String::new(), |mut text, [x, y, w, h]| {
            let _ = write!(text, "<rect x=\"{x}\" y=\"{y}\" width=\"{w}\" height=\"{h}\" rx=\"3\"/>");
            text
        });
        let stroke = w / 900.0;
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"{x} {y} {w} {h}\" width=\"{w}\" height=\"{h}\">\
             <g fill=\"#f7f5f0\">{}</g>\
             <g fill=\"none\" stroke=\"#dcd6ca\" stroke-width=\"{stroke}\">{frames}</g>\
             <g fill=\"#ebe5d9\" stroke=\"#c9c1b2\" stroke-width=\"{stroke}\" stroke-linejoin=\"round\">{}</g></svg>",
            layer(true),
            layer(false)
        )
    }
}
