//! `rebond generate`: invented data, to see the pages before having real ones.

use super::{Outcome, both, sectors_import};
use clap::{Args, Subcommand};
use jiff::Timestamp;
use reference::sectors::{self, Importing};
use std::path::PathBuf;

#[derive(Subcommand)]
pub enum Generate {
    /// Invented jobs by commune and activity, labelled as such on every page.
    Sectors(Sectors),
    /// An invented contract of a territory: action sheets, labelled as such wherever they are shown.
    Contract(super::contract::Contract),
    /// An invented country in an empty database: sheets of every territory, their financing, a ledger.
    Country(super::country::Country),
    /// An invented list of sites, as a CSV that `rebond import sites` reads; labelled as such in every row.
    Sites(Sites),
    /// An invented road network around a commune, as an .osm.pbf that `rebond import roads` reads; labelled as such.
    Roads(Roads),
}

#[derive(Args)]
pub struct Roads {
    /// File to write.
    file: PathBuf,
    /// Commune in the middle, by name or INSEE code.
    #[arg(long, default_value = "71076")]
    around: String,
    /// How far the roads go, as the crow flies.
    #[arg(long, default_value_t = 80.0)]
    km: f64,
    #[arg(long, env = "REBOND_DATA", default_value = "var/reference")]
    data: PathBuf,
}

#[derive(Args)]
pub struct Sites {
    /// File to write.
    file: PathBuf,
    /// How many sites.
    #[arg(long, default_value_t = 5_000)]
    count: usize,
    /// The same seed gives the same sites.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    #[arg(long, env = "REBOND_DATA", default_value = "var/reference")]
    data: PathBuf,
}

#[derive(Args)]
pub struct Sectors {
    /// The same seed gives the same data.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Replace real data with invented ones.
    #[arg(long)]
    force: bool,
    #[arg(long, env = "REBOND_DATA", default_value = "var/reference")]
    data: PathBuf,
}

impl Generate {
    pub fn run(self) -> Outcome {
        match self {
            Generate::Sectors(sectors) => sectors.run(),
            Generate::Contract(contract) => contract.run(),
            Generate::Country(country) => country.run(),
            Generate::Sites(sites) => sites.run(),
            Generate::Roads(roads) => roads.run(),
        }
    }
}

impl Sites {
    fn run(self) -> Outcome {
        let reference = reference::Reference::open(&self.data).map_err(|why| both(&why))?;
        let today = domain::calendar::paris_time(Timestamp::now()).date();
        let bytes = reference::invented_sites(&reference, self.count, self.seed, today).map_err(|e| e.to_string())?;
        std::fs::write(&self.file, bytes).map_err(|e| format!("✕ {} : {e}", self.file.display()))?;
        println!("{} : {} sites INVENTÉS / INVENTED sites", self.file.display(), self.count);
        Ok(())
    }
}

impl Roads {
    fn run(self) -> Outcome {
        let reference = reference::Reference::open(&self.data).map_err(|why| both(&why))?;
        let middle = reference.find_commune(&self.around).map_err(|why| both(&why))?;
        let middle = middle.position.ok_or_else(|| format!("✕ {} : position inconnue / position not known", self.around))?;
        let land = |code: &str| reference::landmass(code);
        let places: Vec<domain::Position> = reference
            .communes()
            .iter()
            .filter(|c| land(&c.code) == 0)
            .filter_map(|c| c.position)
            .filter(|p| !p.approximate && p.distance_km(middle) <= self.km)
            .collect();
        let drawn = roads::synthetic::between(&places, domain::calendar::paris_time(Timestamp::now()).date());
        let bytes = roads::synthetic::pbf(&drawn).map_err(|e| e.to_string())?;
        std::fs::write(&self.file, bytes).map_err(|e| format!("✕ {} : {e}", self.file.display()))?;
        println!("{} : {} communes, {} routes INVENTÉES / INVENTED roads", self.file.display(), places.len(), drawn.ways.len());
        Ok(())
    }
}

impl Sectors {
    fn run(self) -> Outcome {
        let Sectors { seed, force, data } = self;
        let reference = reference::Reference::open(&data).map_err(|why| both(&why))?;
        let mut silent = |_: &sectors::Progress| {};
        let mut importing = Importing::new(&data, &reference, domain::calendar::paris_time(Timestamp::now()).date(), &mut silent);
        let report = sectors::generate(seed, force, &mut importing).map_err(|why| both(&why))?;
        sectors_import::show(&report, &data);
        println!(
            "Données inventées, signalées partout ; un import réel les remplace. / Invented data, labelled everywhere; a real import replaces them."
        );
        Ok(())
    }
}
