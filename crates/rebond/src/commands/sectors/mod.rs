//! `rebond sectors`: what a table of jobs or trade says of places and activities.

mod analyse;
mod diagnose;
mod long_table;
mod written;

use super::Outcome;
use ::diagnose::Convention;
use clap::Subcommand;

#[derive(Subcommand)]
pub enum Sectors {
    /// From a long table (place, activity, value): specialisation, proximity, density, complexity, as CSV.
    Analyse(analyse::Analyse),
    /// The study of a territory, into files a committee can read.
    Diagnose(diagnose::Diagnose),
}

impl Sectors {
    pub fn run(self) -> Outcome {
        match self {
            Sectors::Analyse(analyse) => analyse.run(),
            Sectors::Diagnose(diagnose) => diagnose.run(),
        }
    }
}

/// A convention by its name, or the names there are.
fn convention(name: &str) -> Result<Convention, String> {
    Convention::parse(name).ok_or_else(|| Convention::ALL.map(Convention::name).join(", "))
}
