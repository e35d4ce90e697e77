//! `rebond load`: from the installed packages to `var/reference`.

use super::{Outcome, both};
use clap::Args;
use std::path::PathBuf;

#[derive(Args)]
pub struct Load {
    /// Folder of the installed packages.
    #[arg(long, default_value = "ui/node_modules")]
    packages: PathBuf,
    #[arg(long, env = "REBOND_DATA", default_value = "var/reference")]
    data: PathBuf,
}

impl Load {
    pub fn run(self) -> Outcome {
        let mut progress = |what: &str, done: usize, of: usize| eprintln!("  {done}/{of} {what}");
        let report = reference::load(&self.packages, &self.data, &mut progress).map_err(|why| both(&why))?;
        eprintln!(
            "  {} communes ({} à leur place, {} au centre de leur EPCI, {} au centre du département / at their place, at the centre of their EPCI, of their département), {} EPCI, {} codes NAF",
            report.communes, report.exact, report.by_epci, report.by_department, report.epci, report.naf
        );
        Ok(())
    }
}
