//! The data of the sector studies: who works where in what, who sells what to whom, which branch buys from which.
//!
//! Real data come by `rebond import urssaf|flores|sirene|baci|trade|input-output|zones|occupations|local-occupations`; a synthetic matrix, labelled as such
//! everywhere, by `rebond generate sectors`. Each is held under `sectors/` of the reference folder with its provenance,
//! all of it or nothing. [`open`] reads what is held, and says in plain words what is not.

mod baci;
mod bands;
mod blocks;
pub mod bridges;
mod cells;
mod codes;
mod dice;
mod download;
mod establishments;
mod exchanges;
mod flores;
mod generate;
mod input;
mod input_output;
mod invented;
mod irep;
mod legal_units;
mod local_occupations;
mod missing;
pub mod names;
mod national;
mod occupations;
mod progress;
mod reading;
mod records;
mod report;
mod shelf;
mod sirene;
mod sirene_parquet;
mod site_needs;
mod sizes;
mod tally;
mod trade;
mod urssaf;
mod whole;
pub mod zonings;

pub use baci::{Flow, Flows};
pub use bands::Band;
pub(crate) use dice::Dice;
pub use download::{FetchOptions, already, fetch};
pub use establishments::Establishments;
pub use exchanges::{ExchangeOptions, open as open_exchanges};
pub use input_output::{InputOutput, InputOutputOptions};
pub use irep::{IrepOptions, Supply, open as open_irep};
pub use local_occupations::LocalRow;
pub use missing::{Official, UNITS, by_hand, command, official};
pub use occupations::OccupationOptions;
pub use progress::Progress;
pub use report::SectorReport;
pub use shelf::{Held, Kind};
pub use shelf::{real_jobs, written};
pub use sirene::SireneOptions;
pub use site_needs::{NEEDS, SiteNeedOptions, SiteNeeds};
pub use sizes::Size;
pub use trade::{Exports, TradeOptions};
pub use zonings::{Zone, ZoningOptions, Zonings};

use crate::Reference;
use diagnose::National;
use diagnose::skills::Occupations;
use domain::{Date, Text};
use national::{national_of, read_national};
use progress::Clock;
use shelf::Manifest;
use std::path::Path;

/// What every import needs besides the file.
pub struct Importing<'a> {
    /// The reference folder, `var/reference`.
    pub dir: &'a Path,
    pub reference: &'a Reference,
    /// Day written in the provenance.
    pub on: Date,
    clock: Clock<'a>,
    ticks: u32,
}

impl<'a> Importing<'a> {
    pub fn new(dir: &'a Path, reference: &'a Reference, on: Date, progress: &'a mut dyn FnMut(&Progress)) -> Importing<'a> {
        Importing { dir, reference, on, clock: Clock::new(progress), ticks: 0 }
    }

    /// Called for every row: looks at the clock every thousand.
    fn tick(&mut self, rows: u64, meter: &input::Meter) {
        self.ticks = self.ticks.wrapping_add(1);
        if self.ticks.is_multiple_of(1024) {
            self.clock.tick(rows, meter);
        }
    }

    fn end(&mut self, rows: u64) {
        self.clock.end(rows);
    }
}

/// Reads the public CSV of Urssaf. See [`SectorReport`].
pub fn import_urssaf(path: &Path, importing: &mut Importing) -> Result<SectorReport, Text> {
    urssaf::import(path, importing)
}

/// Reads the stock of establishments of Sirene: CSV, zipped or gzipped CSV, Parquet. See [`SectorReport`].
pub fn import_sirene(path: &Path, options: &SireneOptions, importing: &mut Importing) -> Result<SectorReport, Text> {
    sirene::import(path, options, importing)
}

/// Reads a Flores A88 file of INSEE. See [`SectorReport`].
pub fn import_flores(path: &Path, importing: &mut Importing) -> Result<SectorReport, Text> {
    flores::import(path, importing)
}

/// Reads one year of BACI. See [`SectorReport`].
pub fn import_baci(path: &Path, year: Option<i16>, importing: &mut Importing) -> Result<SectorReport, Text> {
    baci::import(path, year, importing)
}

/// Reads a long table of world exports. See [`SectorReport`].
pub fn import_trade(path: &Path, options: &TradeOptions, importing: &mut Importing) -> Result<SectorReport, Text> {
    trade::import(path, options, importing)
}

/// Reads a square input–output table. See [`SectorReport`].
pub fn import_input_output(path: &Path, options: &InputOutputOptions, importing: &mut Importing) -> Result<SectorReport, Text> {
    input_output::import(path, options, importing)
}

/// Reads which occupations each activity employs. See [`SectorReport`].
pub fn import_occupations(path: &Path, options: &OccupationOptions, importing: &mut Importing) -> Result<SectorReport, Text> {
    occupations::import(path, options, importing)
}

/// Reads how many people of each occupation there are, place by place. See [`SectorReport`].
pub fn import_local_occupations(path: &Path, options: &OccupationOptions, importing: &mut Importing) -> Result<SectorReport, Text> {
    local_occupations::import(path, options, importing)
}

/// Reads what each activity asks of a site. See [`SectorReport`].
pub fn import_site_needs(path: &Path, options: &SiteNeedOptions, importing: &mut Importing) -> Result<SectorReport, Text> {
    site_needs::import(path, options, importing)
}

/// Reads exchanges of by-products observed elsewhere. See [`SectorReport`].
pub fn import_exchanges(path: &Path, options: &ExchangeOptions, importing: &mut Importing) -> Result<SectorReport, Text> {
    exchanges::import(path, options, importing)
}

/// Reads what establishments declare of their waste: an archive of IREP, or its tables one by one. See [`SectorReport`].
pub fn import_irep(paths: &[std::path::PathBuf], options: &IrepOptions, importing: &mut Importing) -> Result<SectorReport, Text> {
    irep::import(paths, options, importing)
}

/// Reads a table of communes and the zone of each. See [`SectorReport`].
pub fn import_zones(path: &Path, options: &ZoningOptions, importing: &mut Importing) -> Result<SectorReport, Text> {
    zonings::import(path, options, importing)
}

/// Makes the invented matrix of a seed. Refuses to take the place of real data unless `force`.
pub fn generate(seed: u64, force: bool, importing: &mut Importing) -> Result<SectorReport, Text> {
    match generate::refused(&Manifest::read(importing.dir)?) {
        Some(why) if !force => Err(why),
        _ => generate::generate(seed, importing),
    }
}

/// What is held, in memory.
#[derive(Debug, Default)]
pub struct Sectors {
    /// Who works where in what: Urssaf, else Flores, else the synthetic matrix when there is nothing real.
    pub national: Option<National>,
    /// World exports, by country and product: of the file imported as such, else of BACI.
    pub exports: Option<Exports>,
    /// Who supplies what to the world, the Union and France, by product (BACI).
    pub flows: Option<Flows>,
    pub input_output: Option<InputOutput>,
    /// Which occupations each activity employs.
    pub occupations: Option<Occupations>,
    /// How many people of each occupation, place by place; empty when not held.
    pub local_occupations: Vec<LocalRow>,
    /// What each activity asks of a site.
    pub site_needs: Option<SiteNeeds>,
    /// Employers by activity, read on demand; `None` when Sirene was not imported with its list.
    pub establishments: Option<Establishments>,
    /// Every data set held, with its provenance and its scope.
    pub held: Vec<Held>,
    /// What is not held, and which file to fetch: one sentence each.
    pub missing: Vec<Text>,
}

/// Reads what is held under the reference folder; `None` when nothing was ever imported or generated.
pub fn open(dir: &Path) -> Result<Option<Sectors>, Text> {
    let manifest = Manifest::read(dir)?;
    if manifest.held.is_empty() {
        return Ok(None);
    }
    let jobs = [Kind::Urssaf, Kind::Flores, Kind::Synthetic].iter().find_map(|kind| manifest.get(*kind));
    let folder = |kind| manifest.get(kind).map(|held: &Held| (held.path(dir), held));
    // What is not held may have been invented with the jobs: older inventions do not have every table.
    let or_invented = |kind, file: &str| folder(kind).or_else(|| folder(Kind::Synthetic).filter(|(path, _)| path.join(file).exists()));
    // So the list of what is not imported does not say that nothing is computed of it.
    let invented = |kind| {
        let read = match kind {
            Kind::Urssaf => jobs,
            Kind::Baci => or_invented(kind, baci::FILE).map(|(_, held)| held),
            Kind::InputOutput => or_invented(kind, input_output::FILE).map(|(_, held)| held),
            Kind::Occupations => or_invented(kind, occupations::PROFILES).map(|(_, held)| held),
            _ => None,
        };
        read.is_some_and(|held| held.synthetic)
    };
    // Jobs and flows are the two large ones: read side by side.
    let (national, flows) = std::thread::scope(|scope| {
        let flows = scope.spawn(|| or_invented(Kind::Baci, baci::FILE).map(|(path, held)| baci::read(&path, held)).transpose());
        (jobs.map(|held| read_national(dir, held)).transpose(), flows.join())
    });
    let mut national = national?;
    // Invented jobs have no real employers.
    if let Some((national, (path, _))) = national.as_mut().filter(|national| !national.synthetic).zip(folder(Kind::Sirene)) {
        national.sizes = sizes::largest(&path.join(sizes::FILE), &national.establishments)?;
    }
    let flows = flows.unwrap_or_else(|_| Err(shelf::damaged(dir, &"lecture interrompue / reading stopped")))?;
    // Exports in a nomenclature that leads nowhere (imported before it was asked) do not stand before BACI.
    let known = |held: &Held| bridges::Nomenclature::of(&held.nomenclature).is_some();
    let exports = match folder(Kind::Trade).filter(|(_, held)| known(held)) {
        Some((path, held)) => Some(trade::read(&path, held)?),
        // Invented flows would teach an invented complexity of world trade.
        None => flows.as_ref().filter(|flows| !flows.synthetic).map(Flows::exports),
    };
    Ok(Some(Sectors {
        national,
        exports,
        flows,
        input_output: or_invented(Kind::InputOutput, input_output::FILE).map(|(path, _)| input_output::read(&path)).transpose()?,
        occupations: or_invented(Kind::Occupations, occupations::PROFILES)
            .map(|(path, held)| occupations::read(&path, held))
            .transpose()?,
        local_occupations: or_invented(Kind::LocalOccupations, local_occupations::FILE)
            .map(|(path, _)| local_occupations::read(&path))
            .transpose()?
            .unwrap_or_default(),
        site_needs: folder(Kind::SiteNeeds).map(|(path, held)| site_needs::read(&path, held)).transpose()?,
        establishments: folder(Kind::Sirene).map(|(path, _)| Establishments::open(&path)).transpose()?.flatten(),
        missing: missing::told(&manifest, invented),
        held: manifest.held,
    }))
}

/// What is held under the reference folder, by its labels alone: no table is read.
pub fn held(dir: &Path) -> Result<Vec<Held>, Text> {
    Manifest::read(dir).map(|manifest| manifest.held)
}

/// What is missing when nothing is held: for the page that says how to begin.
pub fn missing_without_data() -> Vec<Text> {
    missing::told(&Manifest::default(), |_| false)
}

/// What would help to find exchanges of by-products, and is not held: one sentence each.
pub fn missing_for_exchanges(dir: &Path) -> Vec<Text> {
    missing::told_of_exchanges(&Manifest::read(dir).unwrap_or_default())
}

impl Sectors {
    /// Another year of the source of [`Sectors::national`]: for long series.
    pub fn national_of(&self, dir: &Path, year: i16) -> Result<Option<National>, Text> {
        let held = [Kind::Urssaf, Kind::Flores, Kind::Synthetic].iter().find_map(|k| self.held.iter().find(|h| h.kind == *k));
        held.filter(|h| h.years.contains(&year)).map(|h| national_of(dir, h, year)).transpose()
    }

    /// How many establishments of each size there are, for the communes and activities kept; empty without Sirene. Streams
    /// a table of millions of rows: for a report, not for each request.
    pub fn sizes(&self, dir: &Path, keep: &dyn Fn(&str, &str) -> bool) -> Result<Vec<Size>, Text> {
        match self.held.iter().find(|h| h.kind == Kind::Sirene) {
            Some(held) => sizes::read(&held.path(dir).join(sizes::FILE), keep),
            None => Ok(Vec::new()),
        }
    }

    /// The bridge from the products of [`Sectors::exports`] to the activities of [`Sectors::national`], or to every
    /// division when no jobs are held; `None` without exports, or when their nomenclature is not known.
    pub fn bridge(&self) -> Option<diagnose::Bridge> {
        let exports = self.exports.as_ref()?;
        self.bridge_of(&exports.nomenclature, &exports.table.activities)
    }

    /// The same from the products of [`Sectors::flows`], which may follow another nomenclature than the exports.
    pub fn flows_bridge(&self) -> Option<diagnose::Bridge> {
        let flows = self.flows.as_ref()?;
        self.bridge_of(&flows.nomenclature, flows.of.keys())
    }

    fn bridge_of<'a>(&self, nomenclature: &str, products: impl IntoIterator<Item = &'a String>) -> Option<diagnose::Bridge> {
        let products: Vec<&str> = products.into_iter().map(String::as_str).collect();
        let divisions: Vec<String> = (1..100).map(|division| format!("{division:02}")).collect();
        let activities = self.national.as_ref().map_or(&divisions, |national| &national.jobs.activities);
        bridges::bridge(nomenclature, products, activities.iter().map(String::as_str))
    }

    /// The data set that holds a kind: its own, else the invented one that stands in.
    pub fn held_for(&self, kind: Kind) -> Option<&Held> {
        let find = |kind| self.held.iter().find(|held| held.kind == kind);
        find(kind).or_else(|| find(Kind::Synthetic))
    }

    /// True when the figures shown are invented.
    pub fn synthetic(&self) -> bool {
        self.national.as_ref().is_some_and(|n| n.synthetic)
    }
}
