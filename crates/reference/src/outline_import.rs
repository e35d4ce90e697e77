//! Official outlines of départements (Admin Express of IGN, or any layer with their codes) in the place of the simplified
//! ones of the package; kept through a new `load`. What the file does not hold keeps its former outline, and is told.

use crate::load::Fresh;
use crate::outlines::{Drawing, draw};
use crate::packages::sha256;
use crate::tables::{self, DepartmentRow, Provenance};
use crate::topology::{Feature, Ring};
use cnig::{Shape, Sheet, located, parse_shape};
use domain::{Problem, Text, name};
use geo::Simplify;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::Path;

/// Degrees: about 250 m, under the precision of the drawing (200 m a tenth of a unit).
const TOLERANCE: f64 = 0.002_5;
/// Headings of the code of a département, folded: Admin Express of every year, then others.
const CODES: [&str; 6] = ["insee dep", "code insee", "code insee du departement", "code dept", "code", "dep"];
const GEOMETRIES: [&str; 5] = ["geometry", "geom", "geometrie", "the geom", "wkt"];

/// The polygons of each département, by code, as an import kept them.
pub type Imported = BTreeMap<String, Vec<Vec<Ring>>>;

#[derive(Clone, Debug, Default, PartialEq)]
pub struct OutlinesReport {
    pub read: usize,
    /// Codes whose outline was taken.
    pub taken: Vec<String>,
    /// Codes that keep their former outline.
    pub kept: Vec<String>,
    pub rejected: Vec<Problem>,
}

#[derive(Serialize, Deserialize)]
struct Row {
    code: String,
    polygons: Vec<Vec<Ring>>,
}

/// Reads the layer that holds the départements and puts their outlines in the folder `out`, all or nothing. `bytes` are
/// those of the file, for its digest.
///
/// # Errors
/// No layer has codes of départements and outlines; or the folder cannot be read or written.
pub fn import_outlines(file: &str, bytes: &[u8], sheets: &[Sheet], out: &Path) -> Result<OutlinesReport, Text> {
    let departments: Vec<DepartmentRow> = tables::read(&out.join(tables::DEPARTMENTS))?;
    let mut provenance: Vec<Provenance> = tables::read_json(&out.join(tables::PROVENANCE))?;
    let mut report = OutlinesReport::default();
    let mut imported = before(out)?;
    let Some((sheet, code_at, shape_at)) = sheets.iter().find_map(|sheet| layer(sheet, &departments)) else {
        let seen = sheets.iter().map(|s| format!("{} ({})", s.name, s.header.join(", "))).collect::<Vec<_>>().join(" ; ");
        return Err(Text::new(
            format!(
                "aucune couche n’a les codes des départements et leurs contours ; lues : {seen}. Donnez la couche « departement » d’Admin Express, en GeoJSON ou GeoPackage"
            ),
            format!(
                "no layer has the codes of départements and their outlines; read: {seen}. Give the layer “departement” of Admin Express, as GeoJSON or GeoPackage"
            ),
        ));
    };
    for (line, cells) in &sheet.rows {
        report.read += 1;
        let cell = |at: usize| cells.get(at).map_or("", String::as_str).trim();
        let mut refuse = |field: &str, what: Text, mend: Text| report.rejected.push(Problem::at(file, *line, 0, field, what, mend));
        let code = cell(code_at);
        if !departments.iter().any(|d| d.code == code) {
            let what = Text::new(format!("« {code} » n’est pas un département"), format!("“{code}” is not a département"));
            refuse("code", what, Text::default());
            continue;
        }
        // A code of commune is what tells the projection of a place overseas.
        let insee = if code.len() == 3 { format!("{code}01") } else { format!("{code}001") };
        match parse_shape(cell(shape_at)).and_then(|(shape, _)| located(shape, &insee)) {
            Ok((Shape::Surfaces(surfaces), _)) => {
                let simple = surfaces.simplify(TOLERANCE);
                let ring = |ring: &geo::LineString| ring.coords().map(|c| [c.x, c.y]).collect::<Ring>();
                let polygons = simple.iter().map(|p| std::iter::once(p.exterior()).chain(p.interiors()).map(ring).collect());
                imported.insert(code.to_owned(), polygons.collect());
                report.taken.push(code.to_owned());
            }
            Ok(_) => refuse("geometry", Text::new("pas une surface", "not a surface"), Text::default()),
            Err((what, mend)) => refuse("geometry", what, mend),
        }
    }
    report.kept = departments.iter().map(|d| d.code.clone()).filter(|code| !imported.contains_key(code)).collect();
    if report.taken.is_empty() {
        return Err(Text::new(
            format!("aucun contour n’a pu être lu dans {file} : rien n’a changé"),
            format!("no outline could be read in {file}: nothing has changed"),
        ));
    }
    provenance.retain(|p| p.file != tables::IMPORTED_OUTLINES);
    provenance.push(Provenance {
        dataset: Text::new("Contours officiels des départements", "Official outlines of départements"),
        producer: "IGN, Admin Express".to_owned(),
        version: file.rsplit(['/', '\\']).next().unwrap_or(file).to_owned(),
        licence: "Licence Ouverte 2.0".to_owned(),
        file: tables::IMPORTED_OUTLINES.to_owned(),
        sha256: sha256(bytes),
        vintage: None,
        rows: imported.len(),
    });
    let held = Drawing {
        outlines: tables::read_json(&out.join(tables::OUTLINES))?,
        departments: tables::read_text(&out.join(tables::DEPARTMENTS_MAP))?,
        neighbours: tables::read_text(&out.join(tables::NEIGHBOURS_MAP))?,
    };
    let drawing = redrawn(&departments, &imported, held)?;
    let fresh = Fresh::beside(out)?;
    for entry in std::fs::read_dir(out).map_err(|e| tables::cannot_write(out, &e))? {
        let entry = entry.map_err(|e| tables::cannot_write(out, &e))?;
        if entry.path().is_file() {
            std::fs::copy(entry.path(), fresh.path.join(entry.file_name())).map_err(|e| tables::cannot_write(out, &e))?;
        }
    }
    let write = |name: &str, text: &str| tables::write_text(&fresh.path.join(name), text);
    let fail = |e: serde_json::Error| tables::cannot_write(out, &e);
    write(tables::OUTLINES, &serde_json::to_string_pretty(&drawing.outlines).map_err(fail)?)?;
    write(tables::DEPARTMENTS_MAP, &drawing.departments)?;
    write(tables::PROVENANCE, &serde_json::to_string_pretty(&provenance).map_err(fail)?)?;
    save(&fresh.path, &imported)?;
    fresh.replace(out)?;
    Ok(report)
}

/// The layer of départements: the place of their code and of their outline. Most codes of the layer must be those of
/// départements: a layer of communes has a code too.
fn layer<'a>(sheet: &'a Sheet, departments: &[DepartmentRow]) -> Option<(&'a Sheet, usize, usize)> {
    let folded: Vec<String> = sheet.header.iter().map(|h| name::fold(h)).collect();
    let at = |names: &[&str]| names.iter().find_map(|n| folded.iter().position(|h| h == n));
    let shape = at(&GEOMETRIES)?;
    let known = |code: usize| {
        let right = |(_, cells): &&(usize, Vec<String>)| cells.get(code).is_some_and(|c| departments.iter().any(|d| d.code == c.trim()));
        sheet.rows.len() <= 2 * departments.len() && sheet.rows.iter().filter(right).count() * 2 >= sheet.rows.len()
    };
    let code = CODES.iter().filter_map(|n| folded.iter().position(|h| h == n)).find(|code| known(*code))?;
    Some((sheet, code, shape))
}

/// The drawing with the outlines imported; the others, the neighbours and the frames stay.
pub fn redrawn(departments: &[DepartmentRow], imported: &Imported, held: Drawing) -> Result<Drawing, Text> {
    let feature = |(code, polygons): (&String, &Vec<Vec<Ring>>)| {
        let row = departments.iter().find(|d| d.code == *code)?;
        Some(Feature { id: code.clone(), name: row.name.clone(), polygons: polygons.clone() })
    };
    let fresh = draw(departments, imported.iter().filter_map(feature).collect(), Vec::new());
    let mut drawing = held;
    let new = |code: &str| imported.contains_key(code);
    drawing.outlines.departments.retain(|shape| !new(&shape.code));
    drawing.outlines.departments.extend(fresh.outlines.departments);
    drawing.outlines.departments.sort_by(|a, b| a.code.cmp(&b.code));
    drawing.outlines.insets.retain(|inset| !new(&inset.shape.code));
    drawing.outlines.insets.extend(fresh.outlines.insets);
    drawing.outlines.insets.sort_by(|a, b| a.shape.code.cmp(&b.shape.code));
    drawing.outlines.not_drawn.retain(|code| !new(code));
    let bad = |e: serde_json::Error| Text::same(format!("{} : {e}", tables::DEPARTMENTS_MAP));
    let read = |text: &str| serde_json::from_str::<serde_json::Value>(text).map_err(bad);
    let (mut map, added) = (read(&drawing.departments)?, read(&fresh.departments)?);
    let code = |feature: &serde_json::Value| feature["properties"]["code"].as_str().unwrap_or_default().to_owned();
    if let (Some(all), Some(added)) = (map["features"].as_array_mut(), added["features"].as_array()) {
        all.retain(|feature| !new(&code(feature)));
        all.extend(added.iter().cloned());
        all.sort_by_key(code);
    }
    drawing.departments = map.to_string();
    Ok(drawing)
}

/// What an import put in a former folder.
pub fn before(out: &Path) -> Result<Imported, Text> {
    let path = out.join(tables::IMPORTED_OUTLINES);
    if !path.exists() {
        return Ok(Imported::new());
    }
    let rows: Vec<Row> = tables::read_json(&path)?;
    Ok(rows.into_iter().map(|row| (row.code, row.polygons)).collect())
}

pub fn save(dir: &Path, imported: &Imported) -> Result<(), Text> {
    let rows: Vec<Row> = imported.iter().map(|(code, polygons)| Row { code: code.clone(), polygons: polygons.clone() }).collect();
    let text = serde_json::to_string(&rows).map_err(|e| tables::cannot_write(dir, &e))?;
    tables::write_text(&dir.join(tables::IMPORTED_OUTLINES), &text)
}
