//! `var/reference/sectors`: one folder per data set held, and a `manifest.json` that names them.
//!
//! A data set is written whole in a folder of its own, then the manifest that names it replaces the former one by a
//! rename: that rename is the only moment at which anything changes. An import killed before it leaves the former data
//! as they were, and a folder that no manifest names is swept at the next import.

use super::input::file_digest;
use super::report::SectorReport;
use crate::tables::{self, Provenance};
use domain::{Date, Mark, Text};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// Beside the other reference data.
pub const FOLDER: &str = "sectors";
const MANIFEST: &str = "manifest.json";
const LOCK: &str = "lock";

/// What a data set is. Each is held once: an import replaces the former one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    Urssaf,
    Flores,
    Sirene,
    Baci,
    Trade,
    InputOutput,
    /// Which occupations each activity employs; how many people of each, place by place.
    Occupations,
    LocalOccupations,
    /// What each activity asks of a site: a table that a territory makes.
    SiteNeeds,
    /// Exchanges of by-products observed elsewhere; waste that establishments declare (IREP).
    Exchanges,
    Irep,
    /// Zonings of communes: a data set under its own licence.
    Zones,
    /// Made by `rebond generate sectors`; never counted among real data.
    Synthetic,
}

impl Kind {
    /// An import takes the place of the former one of its kind. Invented and real jobs are never held together.
    fn replaces(self, other: Kind) -> bool {
        let real = |kind| matches!(kind, Kind::Urssaf | Kind::Flores);
        self == other || (real(self) && other == Kind::Synthetic) || (self == Kind::Synthetic && real(other))
    }
}

/// A data set held, as the manifest says it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Held {
    pub kind: Kind,
    /// Folder inside `sectors/`.
    pub folder: String,
    /// Where the data come from; `rows` is the number of cells kept.
    pub provenance: Provenance,
    /// Years held, rising; empty when the file does not say.
    #[serde(default)]
    pub years: Vec<i16>,
    /// Rows read, and rows refused (all are in `rejected.csv` of the folder).
    pub read: u64,
    pub rejected: u64,
    pub on: Date,
    #[serde(default)]
    pub synthetic: bool,
    /// "NAF 732", "A88", "SITC rev. 2", "HS"; unit and other particulars that a reader must know.
    #[serde(default)]
    pub nomenclature: String,
    #[serde(default)]
    pub scope: Text,
}

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Manifest {
    pub held: Vec<Held>,
}

impl Manifest {
    /// Empty when nothing was imported. `dir` is the reference folder.
    pub fn read(dir: &Path) -> Result<Manifest, Text> {
        let path = dir.join(FOLDER).join(MANIFEST);
        if !path.exists() {
            return Ok(Manifest::default());
        }
        let text = std::fs::read_to_string(&path).map_err(|e| damaged(&path, &e))?;
        serde_json::from_str(&text).map_err(|e| damaged(&path, &e))
    }

    pub fn get(&self, kind: Kind) -> Option<&Held> {
        self.held.iter().find(|h| h.kind == kind)
    }
}

/// Whether real jobs, by commune and activity, are held: not those that a program invented.
pub fn real_jobs(dir: &Path) -> bool {
    Manifest::read(dir).is_ok_and(|manifest| [Kind::Urssaf, Kind::Flores].iter().any(|kind| manifest.get(*kind).is_some()))
}

/// When what is held last changed; none when nothing was ever imported.
pub fn written(dir: &Path) -> Option<SystemTime> {
    std::fs::metadata(dir.join(FOLDER).join(MANIFEST)).and_then(|m| m.modified()).ok()
}

impl Held {
    /// What the report tells of the file it read; the data set, its producer and its licence are those of `source`.
    pub fn of(kind: Kind, source: (Text, &str, &str), file: String, report: &SectorReport, on: Date) -> Held {
        let (dataset, producer, licence) = source;
        let provenance = Provenance {
            dataset,
            producer: producer.to_owned(),
            version: file.clone(),
            licence: licence.to_owned(),
            file,
            sha256: report.sha256.clone(),
            vintage: report.years.last().map(i16::to_string),
            rows: report.cells as usize,
        };
        Held {
            kind,
            folder: String::new(),
            provenance,
            years: report.years.clone(),
            read: report.read,
            rejected: report.rejected,
            on,
            synthetic: false,
            nomenclature: String::new(),
            scope: Text::default(),
        }
    }

    /// "INSEE, Flores : …".
    pub fn title(&self) -> String {
        format!("{}, {}", self.provenance.producer, self.provenance.dataset.fr)
    }

    pub fn mark(&self) -> Mark {
        if self.synthetic { Mark::Assumed } else { Mark::Verified }
    }

    pub fn path(&self, dir: &Path) -> PathBuf {
        dir.join(FOLDER).join(&self.folder)
    }
}

/// A data set being written. Dropped without [`Draft::commit`], it leaves nothing.
pub struct Draft {
    sectors: PathBuf,
    folder: String,
    kind: Kind,
    /// Held until the end: one import at a time.
    _lock: File,
    done: bool,
}

impl Draft {
    pub fn begin(dir: &Path, kind: Kind) -> Result<Draft, Text> {
        let sectors = dir.join(FOLDER);
        std::fs::create_dir_all(&sectors).map_err(|e| tables::cannot_write(&sectors, &e))?;
        let path = sectors.join(LOCK);
        let lock = File::create(&path).map_err(|e| tables::cannot_write(&path, &e))?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                return Err(Text::new(
                    "un autre import de données des filières est en cours : attendez qu’il finisse, puis relancez",
                    "another import of sector data is running: wait until it ends, then run this again",
                ));
            }
            Err(TryLockError::Error(e)) => return Err(tables::cannot_write(&path, &e)),
        }
        sweep(dir)?;
        let name = serde_json::to_value(kind).ok().and_then(|v| v.as_str().map(str::to_owned)).unwrap_or_default();
        let folder = (1_u32..).map(|n| format!("{name}-{n}")).find(|f| !sectors.join(f).exists()).unwrap_or(name);
        let draft = Draft { sectors, folder, kind, _lock: lock, done: false };
        let path = draft.path("");
        std::fs::create_dir_all(&path).map_err(|e| tables::cannot_write(&path, &e))?;
        Ok(draft)
    }

    pub fn path(&self, file: &str) -> PathBuf {
        self.sectors.join(&self.folder).join(file)
    }

    /// Puts the data set in the place of the former one of its kind. `true` when the very same data were already held.
    pub fn commit(mut self, mut held: Held) -> Result<bool, Text> {
        for entry in std::fs::read_dir(self.path("")).into_iter().flatten().flatten() {
            let synced = File::open(entry.path()).and_then(|file| file.sync_all());
            synced.map_err(|e| tables::cannot_write(&entry.path(), &e))?;
        }
        let dir = self.sectors.parent().unwrap_or(&self.sectors).to_owned();
        let mut manifest = Manifest::read(&dir)?;
        held.folder = self.folder.clone();
        held.kind = self.kind;
        let same = manifest.get(self.kind).is_some_and(|former| self.repeats(&dir, former, &held));
        manifest.held.retain(|h| !self.kind.replaces(h.kind));
        manifest.held.push(held);
        manifest.held.sort_by_key(|h| h.kind);
        write(&self.sectors, &manifest)?;
        self.done = true;
        sweep(&dir)?;
        Ok(same)
    }

    /// The same file again, and the same out of it: what is told with a file (its year, its licence) and the other files read
    /// with it (names of companies) also make the data.
    fn repeats(&self, dir: &Path, former: &Held, held: &Held) -> bool {
        let (was, is) = (&former.provenance, &held.provenance);
        let told = (&former.years, &former.nomenclature, &former.scope) == (&held.years, &held.nomenclature, &held.scope);
        let same = [&was.sha256, &was.producer, &was.licence] == [&is.sha256, &is.producer, &is.licence] && told;
        // What cannot be read any more is not what is there now.
        let before = || digests(&former.path(dir)).ok();
        same && before().is_some_and(|before| digests(&self.path("")).is_ok_and(|now| before == now))
    }
}

/// Each file of a data set, with its digest.
fn digests(folder: &Path) -> Result<BTreeMap<OsString, String>, Text> {
    let files = std::fs::read_dir(folder).into_iter().flatten().flatten();
    files.map(|entry| Ok((entry.file_name(), file_digest(&entry.path())?))).collect()
}

impl Drop for Draft {
    fn drop(&mut self) {
        if !self.done {
            // Whatever cannot be removed now is swept by the next import.
            let _ = std::fs::remove_dir_all(self.path(""));
        }
    }
}

fn write(sectors: &Path, manifest: &Manifest) -> Result<(), Text> {
    let (path, part) = (sectors.join(MANIFEST), sectors.join("manifest.json.part"));
    let fail = |e: &dyn std::fmt::Display| tables::cannot_write(&path, e);
    let json = serde_json::to_string_pretty(manifest).map_err(|e| fail(&e))?;
    std::fs::write(&part, json).map_err(|e| fail(&e))?;
    File::open(&part).and_then(|file| file.sync_all()).map_err(|e| fail(&e))?;
    std::fs::rename(&part, &path).map_err(|e| fail(&e))
}

/// Removes the folders that no manifest names.
fn sweep(dir: &Path) -> Result<(), Text> {
    let manifest = Manifest::read(dir)?;
    for entry in std::fs::read_dir(dir.join(FOLDER)).into_iter().flatten().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        if entry.path().is_dir() && !manifest.held.iter().any(|h| h.folder == name) {
            std::fs::remove_dir_all(entry.path()).map_err(|e| tables::cannot_write(&entry.path(), &e))?;
        }
    }
    Ok(())
}

pub fn damaged(path: &Path, error: &dyn std::fmt::Display) -> Text {
    let path = path.display();
    Text::new(
        format!("{path} est illisible ({error}). Importez de nouveau les données des filières (voir « rebond import --help »)."),
        format!("{path} cannot be read ({error}). Import the sector data again (see `rebond import --help`)."),
    )
}
