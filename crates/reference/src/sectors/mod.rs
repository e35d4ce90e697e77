//! The data of the sector studies: who works where in what, who sells what to whom, which branch buys from which.
//!
//! Real data come by `rebond import urssaf|flores|sirene|baci|trade|input-output`; a synthetic matrix, labelled as such
//! everywhere, by `rebond generate sectors`. Each is held under `sectors/` of the reference folder with its provenance,
//! all of it or nothing. [`open`] reads what is held, and says in plain words what is not.

mod baci;
mod bands;
mod blocks;
pub mod bridges;
mod cells;
mod codes;
mod download;
mod establishments;
mod flores;
mod generate;
mod input;
mod input_output;
mod missing;
mod national;
mod progress;
mod records;
mod report;
mod shelf;
mod sirene;
mod sirene_parquet;
mod sizes;
mod tally;
mod trade;
mod urssaf;

pub use baci::{Flow, Flows};
pub use bands::Band;
pub use download::{FetchOptions, fetch};
pub use establishments::Establishments;
pub use input_output::{InputOutput, InputOutputOptions};
pub use missing::{Official, official};
pub use progress::Progress;
pub use report::SectorReport;
pub use shelf::{Held, Kind};
pub use sirene::SireneOptions;
pub use sizes::Size;
pub use trade::{Exports, TradeOptions};

use crate::Reference;
use diagnose::National;
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
pub fn import_sirene(path: &Path, options: SireneOptions, importing: &mut Importing) -> Result<SectorReport, Text> {
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
    // Jobs and flows are the two large ones: read side by side.
    let (national, flows) = std::thread::scope(|scope| {
        let flows = scope.spawn(|| folder(Kind::Baci).map(|(path, held)| baci::read(&path, held)).transpose());
        (jobs.map(|held| read_national(dir, held)).transpose(), flows.join())
    });
    let national = national?;
    let flows = flows.unwrap_or_else(|_| Err(shelf::damaged(dir, &"lecture interrompue / reading stopped")))?;
    let exports = match folder(Kind::Trade) {
        Some((path, held)) => Some(trade::read(&path, held)?),
        None => flows.as_ref().map(Flows::exports),
    };
    Ok(Some(Sectors {
        national,
        exports,
        flows,
        input_output: folder(Kind::InputOutput).map(|(path, _)| input_output::read(&path)).transpose()?,
        establishments: folder(Kind::Sirene).map(|(path, _)| Establishments::open(&path)).transpose()?.flatten(),
        missing: missing::told(&manifest),
        held: manifest.held,
    }))
}

/// What is missing when nothing is held: for the page that says how to begin.
pub fn missing_without_data() -> Vec<Text> {
    missing::told(&Manifest::default())
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
        let products = exports.table.activities.iter().map(String::as_str);
        let divisions: Vec<String> = (1..100).map(|division| format!("{division:02}")).collect();
        let activities = self.national.as_ref().map_or(&divisions, |national| &national.jobs.activities);
        bridges::bridge(&exports.nomenclature, products, activities.iter().map(String::as_str))
    }

    /// True when the figures shown are invented.
    pub fn synthetic(&self) -> bool {
        self.national.as_ref().is_some_and(|n| n.synthetic)
    }
}
