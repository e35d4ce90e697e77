//! `rebond import roads`: an OpenStreetMap extract becomes a road network, and the times from every site known are computed.

use super::{Outcome, both};
use clap::Args;
use domain::{Date, Text};
use factory::Access;
use jiff::Timestamp;
use reference::Reference;
use roads::{Options, speeds};
use std::path::PathBuf;
use std::time::{Duration, Instant};
use store::{Store, site_lists};

#[derive(Args)]
pub struct Roads {
    /// Extract of OpenStreetMap (.osm.pbf): a country or a region, for instance of download.geofabrik.de.
    file: PathBuf,
    /// SHA-256 that the file must have.
    #[arg(long)]
    sha256: Option<String>,
    /// Speeds by kind of road instead of the built-in ones (same shape as reference/roads.toml).
    #[arg(long)]
    speeds: Option<PathBuf>,
    /// Date of the data, when the file does not tell.
    #[arg(long, value_parser = super::day)]
    date: Option<Date>,
    #[arg(long, env = "REBOND_DATA", default_value = "var/reference")]
    data: PathBuf,
    /// Where imported lists of sites are, so that their times are computed too.
    #[arg(long, env = "REBOND_DATABASE", default_value = "sqlite:var/rebond.db")]
    database: String,
}

impl Roads {
    pub fn run(self) -> Outcome {
        let reference = Reference::open(&self.data).map_err(|why| both(&why))?;
        let profiles = match &self.speeds {
            Some(path) => {
                let name = path.display().to_string();
                let text = super::read_file(path)?;
                speeds::read(&name, &text).map_err(|why| both(&why))?
            }
            None => speeds::embedded(),
        };
        let today = domain::calendar::paris_time(Timestamp::now()).date();
        let options = Options { dir: &self.data, profiles: &profiles, date: self.date, today, sha256: self.sha256.as_deref() };
        let mut last: Option<(String, Instant)> = None;
        let mut told = |step: &Text, done: u64, of: u64| {
            let fresh = last.as_ref().is_none_or(|(name, at)| name.as_str() != &*step.fr || at.elapsed() > Duration::from_secs(2));
            if fresh {
                last = Some((step.fr.to_string(), Instant::now()));
                eprintln!("  {} / {} : {} %", step.fr, step.en, done * 100 / of.max(1));
            }
        };
        let report = roads::import(&self.file, &options, &mut told).map_err(|why| both(&why))?;
        let held = &report.held;
        let date = held.data.map_or_else(|| "date inconnue / date unknown".to_owned(), |d| d.to_string());
        println!(
            "{} routes lues / roads read, {} carrefours / crossings, {} tronçons / stretches, {date}, vitesses / speeds {}",
            held.provenance.rows, held.crossings, held.roads, held.profile
        );
        if held.synthetic {
            println!("Réseau INVENTÉ : les pages le diront. / INVENTED network: the pages will say so.");
        }
        if held.missing > 0 {
            println!(
                "{} points hors du fichier : routes coupées à son bord / points outside the file: roads cut by its border",
                held.missing
            );
        }
        if report.replayed {
            println!("Ce fichier était déjà importé : le réseau est le même. / This file was already imported: the network is the same.");
        }
        let sites = self.sites(&reference)?;
        let access = Access::open(&self.data, &reference, None).map_err(|why| both(&why))?;
        let mut last = Instant::now();
        let filled = access.fill(&sites, &reference, today, &mut |done, of| {
            if done == of || last.elapsed() > Duration::from_secs(2) {
                last = Instant::now();
                eprintln!("  temps par la route / times by road : {done} / {of}");
            }
            true
        });
        println!("{} site(s) sur le réseau / on the network, {} hors du réseau, estimés / off it, estimated", filled.done, filled.failed);
        Ok(())
    }

    /// Sites of the reference, and those of imported lists when there is a database.
    fn sites(&self, reference: &Reference) -> Result<Vec<domain::Site>, String> {
        let runtime = tokio::runtime::Runtime::new().map_err(|e| e.to_string())?;
        runtime.block_on(catalogue(reference, &self.database))
    }
}

/// The sites as pages show them: the reference, completed by the lists when there is a database.
pub async fn catalogue(reference: &Reference, database: &str) -> Result<Vec<domain::Site>, String> {
    let missing = database.strip_prefix("sqlite:").is_some_and(|file| !std::path::Path::new(file).exists());
    if missing {
        return Ok(reference.sites().to_vec());
    }
    let store = Store::open(database).await.map_err(|e| e.to_string())?;
    let received = site_lists::received(&store).await.map_err(|e| e.to_string())?;
    let lists = received.into_iter().map(|(at, site)| (domain::calendar::paris_time(at).date(), site));
    Ok(reference::standard::merge(reference.sites(), lists))
}
