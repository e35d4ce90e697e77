//! Zonings of communes that INSEE draws and that no package we read holds: employment areas (zones d'emploi), catchment areas,
//! living areas. Imported by `rebond import zones`, held beside the sector data as a data set of its own, under its own
//! licence, and never merged with the communes: some tables are under the ODbL, whose terms would follow the data.

mod import;
mod schemes;
mod table;

pub use import::ZoningOptions;
pub(super) use import::import;

use super::shelf::{Held, Kind, Manifest, written};
use diagnose::{ZoneLevel, Zones};
use domain::{Insee, Mark, Source, Text, name};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::SystemTime;

/// One zone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Zone {
    /// What the address holds: the code itself for an employment area ("2607"), else with its zoning ("BV2022-71076").
    pub key: String,
    /// "ZE2020".
    pub scheme: String,
    pub name: String,
    pub communes: BTreeSet<Insee>,
}

/// What was imported: nothing by default.
#[derive(Debug, Default)]
pub struct Zonings {
    /// Title of each zoning, by its heading in the file: "ZE2020" → "Zone d'emploi 2020".
    pub titles: BTreeMap<String, Text>,
    /// By key.
    zones: BTreeMap<String, Zone>,
    pub held: Option<Held>,
    /// Why what is held cannot be read.
    pub damaged: Option<Text>,
}

impl Zonings {
    /// What the reference folder holds.
    pub fn open(dir: &Path) -> Zonings {
        let read = || -> Result<Zonings, Text> {
            match Manifest::read(dir)?.get(Kind::Zones) {
                Some(held) => table::read(&held.path(dir), held.clone()),
                None => Ok(Zonings::default()),
            }
        };
        read().unwrap_or_else(|why| Zonings { damaged: Some(why), ..Zonings::default() })
    }

    pub fn is_empty(&self) -> bool {
        self.zones.is_empty()
    }

    pub fn zone(&self, key: &str) -> Option<&Zone> {
        self.zones.get(key)
    }

    /// Every zone, by zoning then key.
    pub fn zones(&self) -> impl Iterator<Item = &Zone> {
        self.titles.keys().flat_map(|scheme| self.zones.values().filter(move |zone| zone.scheme == *scheme))
    }

    /// Zones whose name holds the words, accents and case apart, or whose key is what was typed.
    pub fn search<'a>(&'a self, query: &str) -> impl Iterator<Item = &'a Zone> {
        let (wanted, key) = (name::fold(query), query.trim().to_uppercase());
        self.zones().filter(move |zone| zone.key == key || name::fold(&zone.name).contains(&wanted))
    }

    /// The employment areas as zones to learn a proximity on, those of the latest zoning held; none when no zoning held is one.
    /// Whoever shows what was learned on them cites their source, which bears their licence.
    pub fn employment_areas(&self) -> Option<Zones> {
        let scheme = self.titles.keys().rfind(|heading| schemes::Scheme::own(heading).is_employment_area())?;
        let areas: Vec<&Zone> = self.zones.values().filter(|zone| zone.scheme == *scheme).collect();
        let source = self
            .held
            .as_ref()
            .zip(areas.first())
            .map(|(held, area)| Source { date: Some(held.on), ..Source::new(self.notice(area).fr.to_string(), Mark::Verified) });
        Some(Zones {
            level: ZoneLevel::EmploymentAreas,
            source,
            names: areas.iter().map(|area| Text::same(&area.name)).collect(),
            ids: areas.iter().map(|area| area.key.clone()).collect(),
            of_commune: areas.iter().zip(0..).flat_map(|(area, at)| area.communes.iter().map(move |c| (c.clone(), at))).collect(),
        })
    }

    /// The zoning that a key belongs to, in words.
    pub fn kind(key: &str) -> Text {
        match key.split_once('-') {
            Some((heading, _)) => schemes::Scheme::own(heading).title,
            None => schemes::Scheme::own("ZE").title,
        }
    }

    /// Who drew a zone, from which file, under which licence: shown wherever the zone is used.
    pub fn notice(&self, zone: &Zone) -> Text {
        let Some(held) = &self.held else { return Text::default() };
        let title = self.titles.get(&zone.scheme).cloned().unwrap_or_else(|| Text::same(&zone.scheme));
        let (producer, licence, file) = (&held.provenance.producer, &held.provenance.licence, &held.provenance.file);
        Text::new(
            format!("{} : composition d’après {producer} ({file}). Licence de cette composition : {licence}", title.fr),
            format!("{}: composition from {producer} ({file}). Licence of this composition: {licence}", title.en),
        )
    }
}

/// The zonings of a reference folder, read again when an import changes them while the server runs.
#[derive(Clone, Debug, Default)]
pub(crate) struct Watched {
    dir: Option<PathBuf>,
    known: Arc<RwLock<(Option<SystemTime>, Arc<Zonings>)>>,
}

impl Watched {
    pub(crate) fn of(dir: &Path) -> Watched {
        Watched { dir: Some(dir.to_owned()), known: Arc::default() }
    }

    pub(crate) fn get(&self) -> Arc<Zonings> {
        let Some(dir) = &self.dir else { return Arc::default() };
        let written = written(dir);
        let known = self.known.read().unwrap_or_else(PoisonError::into_inner);
        if known.0 == written {
            return Arc::clone(&known.1);
        }
        drop(known);
        let read = Arc::new(Zonings::open(dir));
        *self.known.write().unwrap_or_else(PoisonError::into_inner) = (written, Arc::clone(&read));
        read
    }
}
