//! Draws the map once, at load time: départements, overseas insets and neighbours, as SVG paths and as GeoJSON.

use crate::map::{Inset, Outlines, SIDE, Shape, metropolitan};
use crate::tables::DepartmentRow;
use crate::topology::{Feature, Ring};
use domain::name;
use serde_json::json;

/// Slips of spelling in the outlines package, and the département meant.
const MISSPELT: [(&str, &str); 4] =
    [("haute rhin", "68"), ("meurhe et moselle", "54"), ("seien et marne", "77"), ("guyane francaise", "973")];
/// ISO 3166-1 numeric codes of the countries drawn around France.
const NEIGHBOURS: [(&str, &str); 15] = [
    ("020", "Andorre"),
    ("040", "Autriche"),
    ("056", "Belgique"),
    ("276", "Allemagne"),
    ("372", "Irlande"),
    ("380", "Italie"),
    ("438", "Liechtenstein"),
    ("442", "Luxembourg"),
    ("492", "Monaco"),
    ("528", "Pays-Bas"),
    ("724", "Espagne"),
    ("756", "Suisse"),
    ("826", "Royaume-Uni"),
    ("831", "Guernesey"),
    ("832", "Jersey"),
];
/// Degrees around France kept of the neighbours: west, south, east, north.
const AROUND: [f64; 4] = [-12.0, 39.0, 16.0, 55.0];
/// A little more than the view box, so that no cut edge shows.
const FRAME: [f64; 4] = [-10.0, -10.0, SIDE + 10.0, SIDE + 10.0];
/// Top left corners of the frames of the overseas départements, in the empty Atlantic of the map.
const INSETS: [(&str, f64, f64); 5] =
    [("971", 6.0, 330.0), ("972", 68.0, 330.0), ("973", 6.0, 392.0), ("974", 68.0, 392.0), ("976", 6.0, 454.0)];
const INSET_SIDE: f64 = 58.0;

pub struct Drawing {
    pub outlines: Outlines,
    pub departments: String,
    pub neighbours: String,
}

/// Outlines of départements and countries → everything the pages draw. A département without outline is listed.
pub fn draw(departments: &[DepartmentRow], france: Vec<Feature>, world: Vec<Feature>) -> Drawing {
    let mut outlines = Outlines { width: SIDE, height: SIDE, ..Outlines::default() };
    let mut features = Vec::new();
    let mut drawn = Vec::new();
    for outline in france {
        let Some(row) = department_of(&outline.name, departments) else { continue };
        let shape = |path| Shape { code: row.code.clone(), name: row.name.clone(), path };
        if let Some(&(_, x, y)) = INSETS.iter().find(|(code, _, _)| *code == row.code) {
            let mut inset = Inset { shape: shape(String::new()), x, y, width: INSET_SIDE, height: INSET_SIDE, bounds: bounds(&outline) };
            inset.shape.path = path(&outline.polygons, |[lon, lat]| inset.project(lon, lat).into(), None);
            outlines.insets.push(inset);
        } else {
            outlines.departments.push(shape(path(&outline.polygons, |[lon, lat]| metropolitan(lon, lat).into(), None)));
        }
        drawn.push(row.code.as_str());
        let properties = json!({ "code": row.code, "name": row.name, "region": row.region });
        features.push((row.code.clone(), geojson(properties, &outline.polygons)));
    }
    outlines.departments.sort_by(|a, b| a.code.cmp(&b.code));
    outlines.insets.sort_by(|a, b| a.shape.code.cmp(&b.shape.code));
    outlines.not_drawn = departments.iter().map(|d| d.code.clone()).filter(|c| !drawn.contains(&c.as_str())).collect();
    features.sort_by(|a, b| a.0.cmp(&b.0));

    let mut around = Vec::new();
    for country in world {
        let Some((code, name)) = NEIGHBOURS.iter().find(|(id, _)| *id == country.id) else { continue };
        let near: Vec<Vec<Ring>> = country.polygons.iter().filter_map(|rings| clipped(rings, AROUND)).collect();
        let path = path(&near, |[lon, lat]| metropolitan(lon, lat).into(), Some(FRAME));
        if !path.is_empty() {
            outlines.neighbours.push(Shape { code: (*code).to_owned(), name: (*name).to_owned(), path });
            around.push(geojson(json!({ "code": code, "name": name }), &near));
        }
    }
    outlines.neighbours.sort_by(|a, b| a.code.cmp(&b.code));
    let departments = features.into_iter().map(|(_, feature)| feature).collect();
    Drawing { outlines, departments: collection(departments), neighbours: collection(around) }
}

fn department_of<'a>(outline: &str, departments: &'a [DepartmentRow]) -> Option<&'a DepartmentRow> {
    let key = name::fold(outline);
    let meant = MISSPELT.iter().find(|(slip, _)| *slip == key).map(|(_, code)| *code);
    departments.iter().find(|d| meant.map_or_else(|| name::fold(&d.name) == key, |code| d.code == code))
}

fn bounds(outline: &Feature) -> [f64; 4] {
    let mut all = [f64::MAX, f64::MAX, f64::MIN, f64::MIN];
    for [x, y] in outline.polygons.iter().flatten().flatten() {
        all = [all[0].min(*x), all[1].min(*y), all[2].max(*x), all[3].max(*y)];
    }
    all
}

/// SVG path in tenths of a unit: "M12.5 30l.4-1.2…z". Rings of less than three distinct points are dropped.
fn path(polygons: &[Vec<Ring>], project: impl Fn([f64; 2]) -> [f64; 2], frame: Option<[f64; 4]>) -> String {
    let mut out = String::new();
    for ring in polygons.iter().flatten() {
        let mut ring: Ring = ring.iter().map(|p| project(*p)).collect();
        if let Some(frame) = frame {
            ring = clip(&ring, frame);
        }
        let mut tenths: Vec<[i64; 2]> = ring.iter().map(|[x, y]| [(x * 10.0).round() as i64, (y * 10.0).round() as i64]).collect();
        tenths.dedup();
        if tenths.len() > 1 && tenths.first() == tenths.last() {
            tenths.pop();
        }
        if tenths.len() < 3 {
            continue;
        }
        out += &format!("M{} {}l", tenth(tenths[0][0]), tenth(tenths[0][1]));
        for (i, pair) in tenths.windows(2).enumerate() {
            let (dx, dy) = (tenth(pair[1][0] - pair[0][0]), tenth(pair[1][1] - pair[0][1]));
            let between = |next: &str| if next.starts_with('-') { "" } else { " " };
            out += if i == 0 { "" } else { between(&dx) };
            out += &dx;
            out += between(&dy);
            out += &dy;
        }
        out.push('z');
    }
    out
}

/// 125 → "12.5", 120 → "12", -3 → "-.3".
fn tenth(value: i64) -> String {
    let sign = if value < 0 { "-" } else { "" };
    match (value.abs() / 10, value.abs() % 10) {
        (whole, 0) => format!("{sign}{whole}"),
        (0, tenth) => format!("{sign}.{tenth}"),
        (whole, tenth) => format!("{sign}{whole}.{tenth}"),
    }
}

fn clipped(rings: &[Ring], frame: [f64; 4]) -> Option<Vec<Ring>> {
    let kept: Vec<Ring> = rings.iter().map(|ring| clip(ring, frame)).filter(|ring| ring.len() >= 4).collect();
    (!kept.is_empty()).then_some(kept)
}

/// Sutherland and Hodgman's clipping of a ring by a rectangle (west, south, east, north); the result is closed.
fn clip(ring: &[[f64; 2]], frame: [f64; 4]) -> Ring {
    let mut points = ring.to_vec();
    for (side, &limit) in frame.iter().enumerate() {
        let axis = side % 2;
        let keeps = |p: &[f64; 2]| if side < 2 { p[axis] >= limit } else { p[axis] <= limit };
        let mut kept = Ring::new();
        for (i, point) in points.iter().enumerate() {
            let before = &points[(i + points.len() - 1) % points.len()];
            if keeps(point) != keeps(before) {
                let share = (limit - before[axis]) / (point[axis] - before[axis]);
                let other = before[1 - axis] + share * (point[1 - axis] - before[1 - axis]);
                kept.push(if axis == 0 { [limit, other] } else { [other, limit] });
            }
            if keeps(point) {
                kept.push(*point);
            }
        }
        points = kept;
    }
    if points.first() != points.last() {
        points.extend(points.first().copied());
    }
    points
}

fn geojson(properties: serde_json::Value, polygons: &[Vec<Ring>]) -> serde_json::Value {
    let round = |degrees: f64| (degrees * 10_000.0).round() / 10_000.0;
    let rounded: Vec<Vec<Ring>> = polygons
        .iter()
        .map(|rings| rings.iter().map(|ring| ring.iter().map(|[x, y]| [round(*x), round(*y)]).collect()).collect())
        .collect();
    json!({ "type": "Feature", "properties": properties, "geometry": { "type": "MultiPolygon", "coordinates": rounded } })
}

fn collection(features: Vec<serde_json::Value>) -> String {
    json!({ "type": "FeatureCollection", "features": features }).to_string()
}

#[cfg(test)]
mod tests {
    use super::{clip, path, tenth};

    #[test]
    fn tenths_are_written_as_short_as_svg_allows() {
        assert_eq!([125, 120, -3, 0, -10].map(tenth), ["12.5", "12", "-.3", "0", "-1"]);
    }

    #[test]
    fn a_square_becomes_a_relative_path() {
        let square = vec![vec![[0.0, 0.0], [2.0, 0.0], [2.0, 2.0], [0.0, 2.0], [0.0, 0.0]]];
        assert_eq!(path(&[square], |p| p, None), "M0 0l2 0 0 2-2 0z");
    }

    #[test]
    fn a_country_that_crosses_the_frame_is_cut_at_its_edge() {
        let ring = clip(&[[0.0, 0.0], [10.0, 0.0], [10.0, 4.0], [0.0, 4.0], [0.0, 0.0]], [2.0, 1.0, 5.0, 9.0]);
        assert!(ring.iter().all(|[x, y]| (2.0..=5.0).contains(x) && (1.0..=4.0).contains(y)));
        assert_eq!(ring.first(), ring.last());
        assert!(clip(&[[0.0, 0.0], [1.0, 0.0], [0.0, 1.0]], [2.0, 1.0, 5.0, 9.0]).is_empty());
    }
}
