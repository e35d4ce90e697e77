//! `var/reference/roads`: the network held, in a folder of its own that a manifest names. The manifest's rename is the only
//! moment at which anything changes: an import that stops before it leaves the former network as it was.

use crate::build;
use crate::network::{self, Network, Reading};
use crate::pbf::{self, Told};
use crate::speeds::{self, Profile};
use domain::{Date, Mark, Source, Text};
use reference::Provenance;
use serde::{Deserialize, Serialize};
use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};

/// Beside the other reference data.
pub const FOLDER: &str = "roads";
const MANIFEST: &str = "manifest.json";
const LICENCE: &str = "ODbL 1.0, © les contributeurs d’OpenStreetMap";

/// The network held, as the manifest says it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Held {
    pub folder: String,
    pub provenance: Provenance,
    /// Until when the data of the file go, when it says so.
    pub data: Option<Date>,
    pub imported: Date,
    /// Made by a program, and every page says so.
    pub synthetic: bool,
    pub profile: String,
    pub profile_name: Text,
    pub crossings: usize,
    pub roads: usize,
    /// Nodes of roads that the file does not hold: roads cut by its border.
    pub missing: u64,
    pub access_kmh: f64,
    pub furthest_km: f64,
    pub fastest_kmh: f64,
}

pub struct Options<'a> {
    /// The reference folder.
    pub dir: &'a Path,
    pub profiles: &'a [Profile],
    /// Of the data, when the file does not tell.
    pub date: Option<Date>,
    pub today: Date,
    /// The SHA-256 that the file must have.
    pub sha256: Option<&'a str>,
}

/// What an import says when it is done.
#[derive(Clone, Debug)]
pub struct Report {
    pub held: Held,
    /// The very same file and profile were already held.
    pub replayed: bool,
}

pub type Import = Result<Report, Text>;

impl Held {
    pub fn path(&self, dir: &Path) -> PathBuf {
        dir.join(FOLDER).join(&self.folder)
    }

    /// Times computed on this network.
    pub fn times(&self, dir: &Path) -> PathBuf {
        self.path(dir).join("times")
    }

    pub fn source(&self) -> Source {
        let invented = if self.synthetic { "réseau INVENTÉ pour essai, " } else { "" };
        let title = format!("{invented}OpenStreetMap ({}) ; {}", self.provenance.file, self.profile_name.fr);
        let mut source = Source::new(title, Mark::Computed);
        source.date = self.data;
        source
    }

    pub fn open(&self, dir: &Path) -> Result<Network, Text> {
        let Held { access_kmh, furthest_km, fastest_kmh, .. } = *self;
        Network::open(&self.path(dir), Reading { source: self.source(), access_kmh, furthest_km, fastest_kmh })
    }
}

/// The network held under a reference folder; none when none was imported.
pub fn held(dir: &Path) -> Result<Option<Held>, Text> {
    let path = dir.join(FOLDER).join(MANIFEST);
    match std::fs::read(&path) {
        Ok(bytes) => serde_json::from_slice(&bytes).map(Some).map_err(|e| damaged(&path, &e)),
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(e) => Err(damaged(&path, &e)),
    }
}

fn damaged(path: &Path, e: &dyn std::fmt::Display) -> Text {
    let path = path.display();
    Text::new(
        format!("{path} : illisible ({e}). Importez de nouveau le réseau : rebond import roads FICHIER.osm.pbf"),
        format!("{path}: cannot be read ({e}). Import the network again: rebond import roads FILE.osm.pbf"),
    )
}

fn unwritable(path: &Path, e: &dyn std::fmt::Display) -> Text {
    let path = path.display();
    Text::new(format!("{path} : écriture impossible ({e})"), format!("{path}: cannot be written ({e})"))
}

/// Reads the file, contracts its roads and puts the network in the place of the former one.
///
/// # Errors
/// A sentence; the former network stays as it was.
pub fn import(file: &Path, options: &Options, told: Told) -> Import {
    let profile = speeds::on(options.profiles, options.date.unwrap_or(options.today))
        .ok_or_else(|| Text::new("aucun profil de vitesses", "no profile of speeds"))?;
    let roads_dir = options.dir.join(FOLDER);
    std::fs::create_dir_all(&roads_dir).map_err(|e| unwritable(&roads_dir, &e))?;
    let lock = File::create(roads_dir.join("lock")).map_err(|e| unwritable(&roads_dir, &e))?;
    match lock.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => {
            return Err(Text::new(
                "un autre import de réseau est en cours : attendez qu’il finisse, puis relancez",
                "another import of a network is running: wait until it ends, then run this again",
            ));
        }
        Err(TryLockError::Error(e)) => return Err(unwritable(&roads_dir, &e)),
    }
    let former = held(options.dir).unwrap_or_default();
    sweep(&roads_dir, former.as_ref());

    let roads = pbf::roads(file, profile, told)?;
    if let Some(wanted) = options.sha256.filter(|wanted| !wanted.eq_ignore_ascii_case(&roads.sha256)) {
        return Err(pbf::unreadable(&file.display().to_string(), &format!("SHA-256 {} ≠ {wanted}", roads.sha256)));
    }
    let (date, sha256, count, synthetic) = (roads.date.or(options.date), roads.sha256.clone(), roads.ways.len(), roads.synthetic);
    let (ids, crossing) = build::crossings(&roads);
    let positions = pbf::positions(file, ids, told)?;
    let step = Text::new("contraction du réseau", "contracting the network");
    told(&step, 0, 1);
    let graph = build::graph(roads, &crossing, &positions, profile)?;
    drop((crossing, positions));
    let draft = Draft::begin(&roads_dir)?;
    network::write(&graph, &draft.path)?;
    told(&step, 1, 1);

    let name = file.file_name().map_or_else(String::new, |n| n.to_string_lossy().into_owned());
    let new = Held {
        folder: draft.folder.clone(),
        provenance: Provenance {
            dataset: Text::new("Réseau routier", "Road network"),
            producer: if synthetic { "Rebond (réseau inventé)".into() } else { "OpenStreetMap".into() },
            version: profile.id.clone(),
            licence: if synthetic { "EUPL-1.2".into() } else { LICENCE.into() },
            file: name,
            sha256,
            vintage: date.map(|d| d.to_string()),
            rows: count,
        },
        data: date,
        imported: options.today,
        synthetic,
        profile: profile.id.clone(),
        profile_name: profile.name.clone(),
        crossings: graph.nodes.len(),
        roads: graph.head.len(),
        missing: graph.missing,
        access_kmh: profile.access_kmh,
        furthest_km: profile.furthest_km,
        fastest_kmh: profile.fastest_kmh(),
    };
    // What was written must be readable before anything leans on it.
    Network::open(&draft.path, Reading { source: new.source(), access_kmh: 1.0, furthest_km: 1.0, fastest_kmh: 1.0 })?;
    let replayed = former.as_ref().is_some_and(|f| f.provenance.sha256 == new.provenance.sha256 && f.profile == new.profile);
    draft.commit(&roads_dir, &new)?;
    sweep(&roads_dir, Some(&new));
    Ok(Report { held: new, replayed })
}

/// A network being written. Dropped without [`Draft::commit`], it leaves nothing.
struct Draft {
    path: PathBuf,
    folder: String,
    done: bool,
}

impl Draft {
    fn begin(roads: &Path) -> Result<Draft, Text> {
        let folder = (1_u32..).map(|n| format!("roads-{n}")).find(|f| !roads.join(f).exists()).unwrap_or_else(|| "roads".into());
        let path = roads.join(&folder);
        std::fs::create_dir_all(&path).map_err(|e| unwritable(&path, &e))?;
        Ok(Draft { path, folder, done: false })
    }

    fn commit(mut self, roads: &Path, held: &Held) -> Result<(), Text> {
        for entry in std::fs::read_dir(&self.path).into_iter().flatten().flatten() {
            File::open(entry.path()).and_then(|f| f.sync_all()).map_err(|e| unwritable(&entry.path(), &e))?;
        }
        let (path, part) = (roads.join(MANIFEST), roads.join("manifest.json.part"));
        let json = serde_json::to_vec_pretty(held).map_err(|e| unwritable(&path, &e))?;
        std::fs::write(&part, json).map_err(|e| unwritable(&path, &e))?;
        File::open(&part).and_then(|f| f.sync_all()).map_err(|e| unwritable(&path, &e))?;
        std::fs::rename(&part, &path).map_err(|e| unwritable(&path, &e))?;
        self.done = true;
        Ok(())
    }
}

impl Drop for Draft {
    fn drop(&mut self) {
        if !self.done {
            // Whatever cannot be removed now is swept by the next import.
            let _ = std::fs::remove_dir_all(&self.path);
        }
    }
}

/// Removes networks that the manifest does not name.
fn sweep(roads: &Path, held: Option<&Held>) {
    for entry in std::fs::read_dir(roads).into_iter().flatten().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.starts_with("roads-") && held.is_none_or(|h| h.folder != name) {
            let _ = std::fs::remove_dir_all(entry.path());
        }
    }
}
