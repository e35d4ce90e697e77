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
        }
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
