//! `rebond ask`: what a public service says of a commune, a company or a place, with its source. Answers are kept.

use super::Outcome;
use clap::{Args, Subcommand};
use domain::Lang;
use jiff::Timestamp;
use reference::DownloadOptions;
use reference::connect::{Answered, Client, Service, communes, companies, zones};
use std::path::PathBuf;

#[derive(Args)]
pub struct Ask {
    #[command(subcommand)]
    what: What,
    /// Where answers are kept.
    #[arg(long, env = "REBOND_ANSWERS", default_value = "var/answers", global = true)]
    cache: PathBuf,
    /// A mirror that stands for the public services.
    #[arg(long, global = true)]
    from: Option<String>,
    /// An answer younger than so many days is not asked again.
    #[arg(long, default_value_t = 30, global = true)]
    days: i32,
}

#[derive(Subcommand)]
enum What {
    /// A commune by its INSEE code (geo.api.gouv.fr).
    Commune { code: String },
    /// A company by name, SIREN or SIRET (recherche-entreprises.api.gouv.fr).
    Company { text: String },
    /// Classified installations within five kilometres (Géorisques), as the service answers.
    Installations { lat: f64, lon: f64 },
    /// Zones of the planning document at a place (API Carto, Géoportail de l'urbanisme).
    Zoning { lat: f64, lon: f64 },
}

impl Ask {
    pub fn run(self) -> Outcome {
        let client = match &self.from {
            Some(base) => Client::of_mirror(&self.cache, DownloadOptions::default(), base),
            None => Client::new(&self.cache, DownloadOptions::default()),
        };
        let today = domain::calendar::paris_time(Timestamp::now()).date();
        let get = |service, path: &str, query: &[(&str, &str)]| {
            client.get(service, path, query, today, self.days).map_err(|why| format!("✕ {} / {}", why.get(Lang::Fr), why.get(Lang::En)))
        };
        let answer = match &self.what {
            What::Commune { code } => {
                let answer = get(Service::Geo, &format!("/communes/{code}"), &[("fields", "nom,code,codesPostaux")])?;
                for c in communes(&answer.json) {
                    println!("{} {} ({})", c.code, c.name, c.postcodes.join(", "));
                }
                answer
            }
            What::Company { text } => {
                let answer = get(Service::Companies, "/search", &[("q", text.as_str()), ("per_page", "10")])?;
                for c in companies(&answer.json) {
                    println!("{} {} · NAF {} · SIRET {} · {}", c.siren, c.name, c.activity, c.siret, c.commune);
                }
                answer
            }
            What::Installations { lat, lon } => {
                let place = format!("{lon},{lat}");
                let answer = get(Service::Georisques, "/installations_classees", &[("latlon", place.as_str()), ("rayon", "5000")])?;
                println!("{:#}", answer.json);
                answer
            }
            What::Zoning { lat, lon } => {
                let point = format!("{{\"type\":\"Point\",\"coordinates\":[{lon},{lat}]}}");
                let answer = get(Service::Carto, "/gpu/zone-urba", &[("geom", point.as_str())])?;
                for z in zones(&answer.json) {
                    println!("{} {} · {} · {}", z.kind, z.label, z.document, z.valid);
                }
                answer
            }
        };
        told(&answer);
        Ok(())
    }
}

fn told(answer: &Answered) {
    let date = answer.source.date.map(|d| d.to_string()).unwrap_or_default();
    let old =
        if answer.stale { " (le service ne répond pas : dernière réponse / the service does not answer: last answer)" } else { "" };
    println!("{} · {} · {date}{old}", answer.source.title, answer.source.url.as_deref().unwrap_or_default());
}
