//! Reading an OpenStreetMap extract (`.osm.pbf`) twice: the roads one can drive on, then where their nodes are. What is
//! kept grows with the roads, never with the file; a damaged or truncated file is told, not half-read.

use crate::speeds::Profile;
use domain::{Date, Text};
use osmpbf::{Blob, BlobDecode, BlobReader, Element, TagIter};
use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::{BufReader, Read};
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

/// Nodes of roads kept at most: about four times those of France, some four gigabytes.
pub const MOST_REFS: usize = 160_000_000;

/// How far an import is: what it does, and how much of it is done.
pub type Told<'a> = &'a mut dyn FnMut(&Text, u64, u64);

/// One road, whose nodes end at `end` of [`Roads::refs`].
pub struct Way {
    pub end: usize,
    pub kmh: f32,
    pub forward: bool,
    pub backward: bool,
    pub joined: bool,
}

#[derive(Default)]
pub struct Roads {
    /// Nodes of the roads, end to end.
    pub refs: Vec<i64>,
    pub ways: Vec<Way>,
    /// When the file says until when its data go.
    pub date: Option<Date>,
    pub sha256: String,
    /// The heading says that a program invented the roads.
    pub synthetic: bool,
}

/// Where nodes are, in ten-millionths of a degree.
pub struct Positions {
    /// Sorted.
    pub ids: Vec<i64>,
    /// `None` for a node that the file does not hold.
    pub at: Vec<Option<(i32, i32)>>,
}

/// The file, with the digest of what has gone through it.
struct Tapped {
    file: File,
    digest: Option<Arc<Mutex<Sha256>>>,
}

impl Read for Tapped {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let count = self.file.read(buffer)?;
        if let Some(Ok(mut digest)) = self.digest.as_ref().map(|d| d.lock()) {
            digest.update(&buffer[..count]);
        }
        Ok(count)
    }
}

/// Counts what the decoder takes.
struct Counted<R> {
    inner: R,
    taken: Arc<AtomicU64>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let count = self.inner.read(buffer)?;
        self.taken.fetch_add(count as u64, Ordering::Relaxed);
        Ok(count)
    }
}

/// Every element of the file, in order.
fn walk(
    path: &Path,
    step: &Text,
    told: Told,
    digest: Option<Arc<Mutex<Sha256>>>,
    each: &mut dyn FnMut(Block) -> Result<(), Text>,
) -> Result<(), Text> {
    let name = path.display().to_string();
    let cannot = |e: &dyn std::fmt::Display| unreadable(&name, e);
    let file = File::open(path).map_err(|e| cannot(&e))?;
    let size = file.metadata().map_err(|e| cannot(&e))?.len();
    let taken = Arc::new(AtomicU64::new(0));
    let tapped = BufReader::with_capacity(1 << 20, Tapped { file, digest });
    let mut reader = BlobReader::new(Counted { inner: tapped, taken: Arc::clone(&taken) });
    let mut blobs = 0_u64;
    loop {
        let before = taken.load(Ordering::Relaxed);
        match reader.next() {
            Some(blob) => decode(&blob.map_err(|e| cannot(&e))?, &name, each)?,
            // The reader takes one to three bytes left over for the end of the file.
            None if taken.load(Ordering::Relaxed) != before => return Err(cannot(&"fin manquante / end missing")),
            None => break,
        }
        blobs += 1;
        told(step, taken.load(Ordering::Relaxed), size);
    }
    if blobs == 0 {
        return Err(cannot(&"ce n’est pas un fichier .osm.pbf / not an .osm.pbf file"));
    }
    told(step, size, size);
    Ok(())
}

pub enum Block<'a> {
    /// Until when the data go, and which program wrote them.
    Header(Option<i64>, Option<&'a str>),
    Element(Element<'a>),
}

fn decode(blob: &Blob, name: &str, each: &mut dyn FnMut(Block) -> Result<(), Text>) -> Result<(), Text> {
    let cannot = |e: &dyn std::fmt::Display| unreadable(name, e);
    match blob.decode().map_err(|e| cannot(&e))? {
        BlobDecode::OsmHeader(header) => {
            let known = ["OsmSchema-V0.6", "DenseNodes"];
            if let Some(feature) = header.required_features().iter().find(|f| !known.contains(&f.as_str())) {
                return Err(cannot(&format!("{feature} : extension non gérée / extension not handled")));
            }
            each(Block::Header(header.osmosis_replication_timestamp(), header.writing_program()))
        }
        BlobDecode::OsmData(block) => {
            let mut outcome = Ok(());
            // The decoder trusts the indexes of the file: one that leads nowhere must not stop the program.
            let walked = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
                for element in block.elements() {
                    outcome = each(Block::Element(element));
                    if outcome.is_err() {
                        break;
                    }
                }
            }));
            match walked {
                Ok(()) => outcome,
                Err(_) => Err(cannot(&"bloc incohérent / inconsistent block")),
            }
        }
        BlobDecode::Unknown(_) => Ok(()),
    }
}

pub fn unreadable(name: &str, error: &dyn std::fmt::Display) -> Text {
    Text::new(
        format!(
            "{name} : lecture impossible ({error}). Le fichier est sans doute tronqué ou abîmé : téléchargez-le de nouveau et comparez sa somme. Rien n’a changé dans les données déjà importées."
        ),
        format!(
            "{name}: cannot be read ({error}). The file is probably truncated or damaged: download it again and compare its checksum. Nothing changed in the data already imported."
        ),
    )
}

/// The first reading.
pub fn roads(path: &Path, profile: &Profile, told: Told) -> Result<Roads, Text> {
    let digest = Arc::new(Mutex::new(Sha256::new()));
    let mut roads = Roads::default();
    let step = Text::new("lecture des routes", "reading the roads");
    walk(path, &step, told, Some(Arc::clone(&digest)), &mut |block| {
        match block {
            Block::Header(seconds, program) => {
                let at = seconds.and_then(|s| jiff::Timestamp::from_second(s).ok());
                roads.date = at.map(|t| domain::calendar::paris_time(t).date());
                roads.synthetic = program.is_some_and(|p| p.contains("synthetic"));
            }
            Block::Element(Element::Way(way)) => {
                let Some(kind) = Kind::of(way.tags(), profile) else { return Ok(()) };
                let from = roads.refs.len();
                roads.refs.extend(way.refs());
                if roads.refs.len() - from < 2 {
                    roads.refs.truncate(from);
                    return Ok(());
                }
                if roads.refs.len() > MOST_REFS {
                    return Err(too_many());
                }
                roads.ways.push(Way {
                    end: roads.refs.len(),
                    kmh: kind.kmh as f32,
                    forward: kind.forward,
                    backward: kind.backward,
                    joined: kind.joined,
                });
            }
            Block::Element(_) => {}
        }
        Ok(())
    })?;
    if roads.ways.is_empty() {
        let name = path.display();
        return Err(Text::new(
            format!("{name} : aucune route carrossable. Est-ce un extrait du réseau routier, entier ?"),
            format!("{name}: no road to drive on. Is it an extract of the road network, whole?"),
        ));
    }
    let digest = digest.lock().map(|d| d.clone()).unwrap_or_default();
    roads.sha256 = digest.finalize().iter().map(|b| format!("{b:02x}")).collect();
    Ok(roads)
}

fn too_many() -> Text {
    let most = MOST_REFS / 1_000_000;
    Text::new(
        format!("plus de {most} millions de points de routes : importez un extrait plus petit (un pays, une région)"),
        format!("more than {most} million points of roads: import a smaller extract (a country, a region)"),
    )
}

/// What a road is to a car; `None` when a car cannot use it.
struct Kind {
    kmh: f64,
    forward: bool,
    backward: bool,
    joined: bool,
}

impl Kind {
    fn of(tags: TagIter, profile: &Profile) -> Option<Kind> {
        let (mut class, mut speed, mut oneway, mut roundabout, mut area) = (None, None, None, false, false);
        // The most particular of the rights of way told: car, motor vehicle, vehicle, anyone.
        let mut rights: [Option<&str>; 4] = [None; 4];
        for (key, value) in tags {
            match key {
                "highway" => class = Some(value),
                "maxspeed" => speed = Some(value),
                "oneway" => oneway = Some(value),
                "junction" => roundabout = matches!(value, "roundabout" | "circular"),
                "area" => area = value == "yes",
                "motorcar" => rights[0] = Some(value),
                "motor_vehicle" => rights[1] = Some(value),
                "vehicle" => rights[2] = Some(value),
                "access" => rights[3] = Some(value),
                _ => {}
            }
        }
        let class = class?;
        let road = *profile.roads.get(class)?;
        let right = rights.into_iter().flatten().next();
        if area || matches!(right, Some("no" | "private" | "agricultural" | "forestry" | "delivery" | "military" | "emergency")) {
            return None;
        }
        let alone = roundabout || matches!(class, "motorway" | "motorway_link");
        let (forward, backward) = match oneway {
            Some("yes" | "true" | "1") => (true, false),
            Some("-1" | "reverse") => (false, true),
            Some("reversible" | "alternating") => return None,
            Some(_) => (true, true),
            None => (true, !alone),
        };
        Some(Kind { kmh: profile.kmh(road, speed), forward, backward, joined: road.joined })
    }
}

/// The second reading: where the nodes of `ids` (sorted) are.
pub fn positions(path: &Path, ids: Vec<i64>, told: Told) -> Result<Positions, Text> {
    let mut at = vec![None; ids.len()];
    let step = Text::new("lecture des positions", "reading the positions");
    let mut next = 0_usize;
    walk(path, &step, told, None, &mut |block| {
        let (id, place) = match block {
            Block::Element(Element::DenseNode(n)) => (n.id(), (n.decimicro_lat(), n.decimicro_lon())),
            Block::Element(Element::Node(n)) => (n.id(), (n.decimicro_lat(), n.decimicro_lon())),
            _ => return Ok(()),
        };
        // Nodes nearly always come in order: the next one wanted is looked at first.
        if ids.get(next).is_some_and(|wanted| id < *wanted) && (next == 0 || ids[next - 1] < id) {
            return Ok(());
        }
        let found = match ids.get(next) {
            Some(wanted) if *wanted == id => Some(next),
            _ => ids.binary_search(&id).ok(),
        };
        if let Some(found) = found {
            let (lat, lon) = place;
            let on_earth = (-900_000_000..=900_000_000).contains(&lat) && (-1_800_000_000..=1_800_000_000).contains(&lon);
            at[found] = on_earth.then_some(place);
            next = found + 1;
        }
        Ok(())
    })?;
    Ok(Positions { ids, at })
}
