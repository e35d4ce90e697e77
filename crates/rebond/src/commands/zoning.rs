//! `rebond import zoning`: the zone of the planning document at each site whose own place is known, asked of the public service,
//! and kept as a list of the catalogue: seen in the history of each site, and withdrawn like any list.

use super::{Outcome, both, roads_import::catalogue};
use crate::Data;
use clap::Args;
use domain::{Lang, Site};
use jiff::Timestamp;
use reference::DownloadOptions;
use reference::connect::{Client, Service};
use reference::standard::zoned;
use std::path::PathBuf;
use store::{Store, site_lists};

#[derive(Args)]
pub struct Zoning {
    /// Identifier of a site; every site with a place of its own when absent. Repeated.
    #[arg(long = "site")]
    sites: Vec<String>,
    /// Import the zones found; otherwise they are only shown.
    #[arg(long)]
    yes: bool,
    /// Where answers are kept.
    #[arg(long, env = "REBOND_ANSWERS", default_value = "var/answers")]
    cache: PathBuf,
    /// A mirror that stands for the public service.
    #[arg(long)]
    from: Option<String>,
    /// An answer younger than so many days is not asked again.
    #[arg(long, default_value_t = 30)]
    days: i32,
    #[arg(long, env = "REBOND_DATABASE", default_value = "sqlite:var/rebond.db")]
    database: String,
    #[command(flatten)]
    data: Data,
}

impl Zoning {
    pub fn run(self) -> Outcome {
        let reference = self.data.reference()?;
        let runtime = tokio::runtime::Runtime::new().map_err(|e| e.to_string())?;
        let sites = runtime.block_on(catalogue(&reference, &self.database))?;
        let found = self.ask(&sites);
        if !self.yes {
            println!("Rien n’est enregistré : ajouter --yes pour importer. / Nothing is saved: add --yes to import.");
            return Ok(());
        }
        let Some(first) = found.first() else { return Ok(()) };
        let said: Vec<String> = found.iter().map(|site| format!("{} {}", site.id, site.source.title)).collect();
        let read = site_lists::Read {
            list: "zonage".into(),
            file: Service::Carto.title().to_owned(),
            // The same zones read again are the same list.
            file_sha256: store::sha256(said.join("\n").as_bytes()),
            source: first.source.url.clone().unwrap_or_default(),
            sites: found,
            beside: vec![],
            rejected: vec![],
        };
        runtime.block_on(async {
            let store = Store::open(&self.database).await.map_err(|e| e.to_string())?;
            let imported = site_lists::import(&store, read, "command line", Timestamp::now()).await.map_err(|e| e.to_string())?;
            println!("{} site(s) complété(s) / completed", imported.import.sites);
            Ok(())
        })
    }

    /// One question for each site, told as it is answered; a service that does not answer stops nothing.
    fn ask(&self, sites: &[Site]) -> Vec<Site> {
        let client = match &self.from {
            Some(base) => Client::of_mirror(&self.cache, DownloadOptions::default(), base),
            None => Client::new(&self.cache, DownloadOptions::default()),
        };
        let today = domain::calendar::paris_time(Timestamp::now()).date();
        let mut found = Vec::new();
        for site in sites.iter().filter(|site| self.sites.is_empty() || self.sites.contains(&site.id)) {
            // The centre of a commune says nothing of the zone of a site.
            let Some(place) = site.position.filter(|place| !place.approximate) else { continue };
            let point = format!("{{\"type\":\"Point\",\"coordinates\":[{},{}]}}", place.lon, place.lat);
            match client.get(Service::Carto, "/gpu/zone-urba", &[("geom", point.as_str())], today, self.days) {
                Err(why) => eprintln!("{} : {}", site.id, both(&why)),
                Ok(answer) => match zoned(site, &answer) {
                    None => println!("{} : aucune zone, ou plusieurs / no zone, or several", site.id),
                    Some(zoned) => {
                        let kind = zoned.attributes.values().next().map(|datum| datum.value.show(Lang::Fr)).unwrap_or_default();
                        println!("{} : {kind} · {}", site.id, zoned.source.title);
                        found.push(zoned);
                    }
                },
            }
        }
        found
    }
}
