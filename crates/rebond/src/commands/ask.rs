//! `rebond ask`: what a public service says of a commune, a company or a place, with its source. Answers are kept.

use super::{Outcome, both};
use clap::{Args, Subcommand};
use domain::{Date, Lang, Position};
use jiff::Timestamp;
use reference::DownloadOptions;
use reference::connect::{Answered, Client, Service, communes, companies, parcels, zones};
use reference::standard::{field_of, risks_at};
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
    Installations {
        #[arg(allow_negative_numbers = true)]
        lat: f64,
        #[arg(allow_negative_numbers = true)]
        lon: f64,
    },
    /// Risks of a commune, by its INSEE code, and around a place of it (Géorisques): what they let propose of a site there.
    Risks {
        code: String,
        #[arg(long, requires = "lon", allow_negative_numbers = true)]
        lat: Option<f64>,
        #[arg(long, requires = "lat", allow_negative_numbers = true)]
        lon: Option<f64>,
    },
    /// Zones of the planning document at a place (API Carto, Géoportail de l'urbanisme).
    Zoning {
        #[arg(allow_negative_numbers = true)]
        lat: f64,
        #[arg(allow_negative_numbers = true)]
        lon: f64,
    },
    /// Parcel of the land register at a place (API Carto, cadastre).
    Parcel {
        #[arg(allow_negative_numbers = true)]
        lat: f64,
        #[arg(allow_negative_numbers = true)]
        lon: f64,
    },
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
            What::Risks { code, lat, lon } => {
                let place = lat.zip(*lon).map(|(lat, lon)| Position { lat, lon, approximate: false });
                return risks(&client, code, place, today, self.days);
            }
            What::Parcel { lat, lon } => {
                let answer = get(Service::Carto, "/cadastre/parcelle", &[("geom", point(*lat, *lon).as_str())])?;
                for p in parcels(&answer.json) {
                    println!("{} · {}", p.code, p.area_m2.map(|area| format!("{area} m²")).unwrap_or_default());
                }
                answer
            }
            What::Zoning { lat, lon } => {
                let answer = get(Service::Carto, "/gpu/zone-urba", &[("geom", point(*lat, *lon).as_str())])?;
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

/// A place as API Carto reads it.
fn point(lat: f64, lon: f64) -> String {
    format!("{{\"type\":\"Point\",\"coordinates\":[{lon},{lat}]}}")
}

fn risks(client: &Client, code: &str, place: Option<Position>, today: Date, days: i32) -> Outcome {
    let found = risks_at(client, Some(code), place, today, days);
    for proposal in &found.proposals {
        let source = proposal.datum.source.as_ref();
        let title = source.map(|source| source.title.as_str()).unwrap_or_default();
        let day = source.and_then(|source| source.date).map(|day| day.to_string()).unwrap_or_default();
        println!("{} = {} · {title} · {day}", field_of(proposal.key), proposal.datum.value.show(Lang::Fr));
    }
    for (label, _) in &found.commune {
        println!("commune {code} : {label}");
    }
    found.untold.iter().for_each(|why| eprintln!("{}", both(why)));
    match found.proposals.is_empty() && found.commune.is_empty() {
        true => Err("✕ Géorisques n’a rien dit / said nothing".into()),
        false => Ok(()),
    }
}

fn told(answer: &Answered) {
    let date = answer.source.date.map(|d| d.to_string()).unwrap_or_default();
    let old =
        if answer.stale { " (le service ne répond pas : dernière réponse / the service does not answer: last answer)" } else { "" };
    println!("{} · {} · {date}{old}", answer.source.title, answer.source.url.as_deref().unwrap_or_default());
}
