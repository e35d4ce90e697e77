//! Imports exact commune positions from geo.api.gouv.fr GeoJSON into a loaded reference folder.

use crate::load::Fresh;
use crate::packages::sha256;
use crate::tables::{self, CommuneRow, PositionRow, Provenance};
use domain::{Position, Problem, Text};
use geojson::{GeoJson, GeometryValue};
use std::collections::{BTreeMap, HashMap};
use std::path::Path;

/// What an import read, kept and refused.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ImportReport {
    pub read: usize,
    pub accepted: usize,
    /// One per feature refused; the line is the rank of the feature in the file, from 1.
    pub rejected: Vec<Problem>,
    /// Communes of the reference that still stand at the centre of their EPCI or département.
    pub still_approximate: usize,
}

/// Reads a FeatureCollection of communes (property `code`; geometry a point, or an outline whose centre is taken) and
/// sets the positions of those communes in the folder `out`, all or nothing. `file` names the data in the report.
pub fn import_communes(file: &str, bytes: &[u8], out: &Path) -> Result<ImportReport, Text> {
    import_all(&[(file.to_owned(), bytes.to_vec())], out)
}

/// The same for several files, as one import.
pub(crate) fn import_all(files: &[(String, Vec<u8>)], out: &Path) -> Result<ImportReport, Text> {
    let mut communes: Vec<CommuneRow> = tables::read(&out.join(tables::COMMUNES))?;
    let mut provenance: Vec<Provenance> = tables::read_json(&out.join(tables::PROVENANCE))?;
    let former = out.join(tables::IMPORTED);
    let before: Vec<PositionRow> = if former.exists() { tables::read(&former)? } else { Vec::new() };

    let known: HashMap<String, usize> = communes.iter().enumerate().map(|(i, c)| (c.code.clone(), i)).collect();
    let mut positions: BTreeMap<String, PositionRow> = before.into_iter().map(|row| (row.code.clone(), row)).collect();
    let mut report = ImportReport::default();
    for (file, bytes) in files {
        for (rank, feature) in features(file, bytes)?.into_iter().enumerate() {
            report.read += 1;
            let placed = position(&feature, |code| known.contains_key(code));
            match placed.and_then(|row| the_right_way_round(known.get(&row.code).map(|&i| &communes[i]), row)) {
                Ok(row) => {
                    report.accepted += 1;
                    positions.insert(row.code.clone(), row);
                }
                Err((field, what, mend)) => report.rejected.push(Problem::at(file, rank + 1, 0, field, what, mend)),
            }
        }
    }
    for row in positions.values() {
        if let Some(commune) = known.get(&row.code).and_then(|&i| communes.get_mut(i)) {
            (commune.lat, commune.lon, commune.located) = (Some(row.lat), Some(row.lon), "exact".to_owned());
        }
    }
    report.still_approximate = communes.iter().filter(|c| c.located != "exact").count();

    let rows: Vec<PositionRow> = positions.into_values().collect();
    provenance.retain(|p| p.file != tables::IMPORTED);
    provenance.push(Provenance {
        dataset: Text::new("Positions des communes", "Positions of communes"),
        producer: "IGN et Etalab, geo.api.gouv.fr".to_owned(),
        version: files.iter().map(|(file, _)| file.as_str()).take(3).collect::<Vec<_>>().join(", "),
        licence: "Licence Ouverte 2.0".to_owned(),
        file: tables::IMPORTED.to_owned(),
        sha256: sha256(&files.iter().flat_map(|(_, bytes)| bytes).copied().collect::<Vec<u8>>()),
        vintage: None,
        rows: rows.len(),
    });

    let fresh = Fresh::beside(out)?;
    for entry in std::fs::read_dir(out).map_err(|e| tables::cannot_write(out, &e))? {
        let entry = entry.map_err(|e| tables::cannot_write(out, &e))?;
        if entry.path().is_file() {
            std::fs::copy(entry.path(), fresh.path.join(entry.file_name())).map_err(|e| tables::cannot_write(out, &e))?;
        }
    }
    tables::write(&fresh.path.join(tables::COMMUNES), &communes)?;
    tables::write(&fresh.path.join(tables::IMPORTED), &rows)?;
    let json = serde_json::to_string_pretty(&provenance).map_err(|e| tables::cannot_write(out, &e))?;
    tables::write_text(&fresh.path.join(tables::PROVENANCE), &json)?;
    fresh.replace(out)?;
    Ok(report)
}

/// Features of a file; the error is about the file as a whole.
pub(crate) fn features(file: &str, bytes: &[u8]) -> Result<Vec<geojson::Feature>, Text> {
    let bad = |why: Text| {
        Text::new(
            format!(
                "{file} n’est pas une FeatureCollection GeoJSON de communes ({}). Demandez « format=geojson » à geo.api.gouv.fr.",
                why.fr
            ),
            format!("{file} is not a GeoJSON FeatureCollection of communes ({}). Ask geo.api.gouv.fr for `format=geojson`.", why.en),
        )
    };
    match GeoJson::from_reader(bytes) {
        Ok(GeoJson::FeatureCollection(collection)) => Ok(collection.features),
        Ok(_) => Err(bad(Text::new("pas une liste", "not a list"))),
        Err(error) => Err(bad(Text::same(error.to_string()))),
    }
}

type Refusal = (&'static str, Text, Text);

fn position(feature: &geojson::Feature, known: impl Fn(&str) -> bool) -> Result<PositionRow, Refusal> {
    let property = |key: &str| feature.property(key).and_then(|v| v.as_str()).unwrap_or_default().to_owned();
    let (code, name) = (property("code"), property("nom"));
    if code.is_empty() {
        return Err((
            "code",
            Text::new("pas de code INSEE", "no INSEE code"),
            Text::new("demandez le champ « code »", "ask for the field `code`"),
        ));
    }
    if !known(&code) {
        return Err((
            "code",
            Text::new(
                format!("{code} {name} n’est pas une commune de la référence"),
                format!("{code} {name} is not a commune of the reference"),
            ),
            Text::new("l’année du code officiel n’est sans doute pas la même", "the year of the official code is probably not the same"),
        ));
    }
    let none = || {
        (
            "geometry",
            Text::new(format!("{code} {name} n’a ni point ni contour"), format!("{code} {name} has neither point nor outline")),
            Text::new("demandez « geometry=centre »", "ask for `geometry=centre`"),
        )
    };
    let (lon, lat) = feature.geometry.as_ref().and_then(|g| centre(&g.value)).ok_or_else(none)?;
    if !(-90.0..=90.0).contains(&lat) || !(-180.0..=180.0).contains(&lon) {
        return Err((
            "geometry",
            Text::new(
                format!("{code} {name} : ({lon}, {lat}) n’est pas en degrés, sans doute des mètres (Lambert-93)"),
                format!("{code} {name}: ({lon}, {lat}) is not in degrees, probably metres (Lambert-93)"),
            ),
            Text::new("convertissez en WGS 84 (EPSG:4326)", "convert to WGS 84 (EPSG:4326)"),
        ));
    }
    Ok(PositionRow { code, lat, lon })
}

/// How far the centre of a commune may be from where it was known to be, which may be the centre of its département.
const NEAR_KM: f64 = 300.0;

/// Refuses a latitude written before its longitude: far from where the commune is known to be, and near once exchanged.
fn the_right_way_round(commune: Option<&CommuneRow>, row: PositionRow) -> Result<PositionRow, Refusal> {
    let at = |lat: f64, lon: f64| Position { lat, lon, approximate: true };
    let Some((known, name)) = commune.and_then(|c| Some((at(c.lat?, c.lon?), &c.name))) else { return Ok(row) };
    let near = |lat: f64, lon: f64| known.distance_km(at(lat, lon)) <= NEAR_KM;
    if near(row.lat, row.lon) || !near(row.lon, row.lat) {
        return Ok(row);
    }
    let PositionRow { code, lat, lon } = row;
    Err((
        "geometry",
        Text::new(
            format!("{code} {name} : ({lon}, {lat}) a sa latitude et sa longitude inversées"),
            format!("{code} {name}: ({lon}, {lat}) has its latitude and longitude exchanged"),
        ),
        Text::new("en GeoJSON, écrivez la longitude d’abord", "in GeoJSON, write the longitude first"),
    ))
}

/// The point, or the centre of gravity of the largest polygon.
fn centre(geometry: &GeometryValue) -> Option<(f64, f64)> {
    match geometry {
        GeometryValue::Point { coordinates } => Some((*coordinates.as_slice().first()?, *coordinates.as_slice().get(1)?)),
        GeometryValue::Polygon { coordinates } => gravity(coordinates.first()?).map(|(point, _)| point),
        GeometryValue::MultiPolygon { coordinates } => {
            coordinates.iter().filter_map(|polygon| gravity(polygon.first()?)).max_by(|a, b| a.1.total_cmp(&b.1)).map(|(point, _)| point)
        }
        _ => None,
    }
}

/// Centre of gravity of a ring and its area (square degrees), by the shoelace formula.
fn gravity(ring: &[geojson::Position]) -> Option<((f64, f64), f64)> {
    let xy = |p: &geojson::Position| Some((*p.as_slice().first()?, *p.as_slice().get(1)?));
    let (x0, y0) = xy(ring.first()?)?;
    let (mut twice, mut x, mut y) = (0.0, 0.0, 0.0);
    for pair in ring.windows(2) {
        // Measured from the first vertex, so that small outlines lose no precision.
        let ((ax, ay), (bx, by)) = (xy(&pair[0])?, xy(&pair[1])?);
        let (ax, ay, bx, by) = (ax - x0, ay - y0, bx - x0, by - y0);
        let cross = ax * by - bx * ay;
        twice += cross;
        x += (ax + bx) * cross;
        y += (ay + by) * cross;
    }
    let finite = twice.is_finite() && x.is_finite() && y.is_finite();
    (finite && twice != 0.0).then(|| ((x0 + x / (3.0 * twice), y0 + y / (3.0 * twice)), twice.abs() / 2.0))
}
