//! The client. It speaks to four hosts and no other: an address is never made from what somebody typed, redirections are
//! not followed, and only HTTPS is spoken, whose certificates a private address cannot show.

use crate::DownloadOptions;
use domain::{Date, Mark, Source, Text};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::path::{Path, PathBuf};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Service {
    /// Communes, by code or by place.
    Geo,
    /// Companies and their establishments, by name, SIREN or SIRET.
    Companies,
    /// Risks around a place.
    Georisques,
    /// Planning documents and cadastre, by place.
    Carto,
    /// Travel times by road, from a server that the operator runs or names (OSRM, Valhalla): it has no public address.
    Osrm,
    Valhalla,
}

impl Service {
    fn base(self) -> &'static str {
        match self {
            Service::Geo => "https://geo.api.gouv.fr",
            Service::Companies => "https://recherche-entreprises.api.gouv.fr",
            Service::Georisques => "https://georisques.gouv.fr/api/v1",
            Service::Carto => "https://apicarto.ign.fr/api",
            Service::Osrm | Service::Valhalla => "",
        }
    }

    pub fn title(self) -> &'static str {
        match self {
            Service::Geo => "API Découpage administratif (geo.api.gouv.fr)",
            Service::Companies => "API Recherche d’entreprises (recherche-entreprises.api.gouv.fr)",
            Service::Georisques => "API Géorisques (georisques.gouv.fr)",
            Service::Carto => "API Carto (apicarto.ign.fr)",
            Service::Osrm => "Service d’itinéraires OSRM",
            Service::Valhalla => "Service d’itinéraires Valhalla",
        }
    }
}

/// An answer and where it comes from: title, address, day it was read.
#[derive(Clone, Debug, PartialEq)]
pub struct Answered {
    pub json: Value,
    pub source: Source,
    /// True when the service did not answer and an older answer stands in.
    pub stale: bool,
}

/// What the cache holds.
#[derive(Serialize, Deserialize)]
struct Kept {
    url: String,
    read: Date,
    json: Value,
}

pub struct Client {
    agent: ureq::Agent,
    /// None when whoever asks keeps what it makes of the answers.
    cache: Option<PathBuf>,
    patience: DownloadOptions,
    /// A mirror, or the stub of a test, that stands for every service.
    instead: Option<String>,
}

impl Client {
    /// Answers are kept in `cache`.
    pub fn new(cache: &Path, patience: DownloadOptions) -> Client {
        Client::made(Some(cache), patience, None)
    }

    /// Asks another address than the public ones. It is given by whoever runs the program, never by a visitor.
    pub fn of_mirror(cache: &Path, patience: DownloadOptions, base: &str) -> Client {
        Client::made(Some(cache), patience, Some(base.trim_end_matches('/').to_owned()))
    }

    /// The same, and answers are not kept.
    pub fn without_cache(patience: DownloadOptions, base: &str) -> Client {
        Client::made(None, patience, Some(base.trim_end_matches('/').to_owned()))
    }

    fn made(cache: Option<&Path>, patience: DownloadOptions, instead: Option<String>) -> Client {
        let agent = ureq::Agent::config_builder()
            .timeout_global(Some(patience.timeout))
            .max_redirects(0)
            .https_only(instead.is_none())
            .http_status_as_error(false)
            .build();
        Client { agent: agent.into(), cache: cache.map(Path::to_owned), patience, instead }
    }

    /// Asks `path` with `query`. An answer younger than `days` on `today` is taken from the cache; an older one only when the
    /// service does not answer, and it says so.
    ///
    /// # Errors
    /// A sentence: the service refuses, redirects, answers something else than JSON or too much, or does not answer.
    pub fn get(&self, service: Service, path: &str, query: &[(&str, &str)], today: Date, days: i32) -> Result<Answered, Text> {
        let plain = path.starts_with('/') && path.bytes().all(|b| b.is_ascii_alphanumeric() || b"/-_.,;".contains(&b));
        if !plain || path.contains("..") || path.contains("//") {
            return Err(Text::new(format!("chemin refusé : {path}"), format!("path refused: {path}")));
        }
        let base = self.instead.as_deref().unwrap_or(service.base());
        if base.is_empty() {
            return Err(Text::new(
                format!("{} : aucune adresse configurée", service.title()),
                format!("{}: no address configured", service.title()),
            ));
        }
        let url = format!("{base}{path}");
        let asked: String = query.iter().map(|(k, v)| format!("&{k}={v}")).collect();
        let name: String = Sha256::digest(format!("{url}{asked}")).iter().map(|b| format!("{b:02x}")).collect();
        let file = self.cache.as_ref().map(|cache| cache.join(format!("{name}.json")));
        let kept: Option<Kept> =
            file.as_ref().and_then(|file| std::fs::read(file).ok()).and_then(|bytes| serde_json::from_slice(&bytes).ok());
        let answered = |kept: Kept, stale: bool| {
            let mut source = Source::new(service.title(), Mark::Verified);
            source.url = Some(kept.url);
            source.date = Some(kept.read);
            Answered { json: kept.json, source, stale }
        };
        let age = |kept: &Kept| kept.read.until(today).map_or(i32::MAX, |span| span.get_days());
        if let Some(kept) = kept.as_ref().filter(|k| (0..days).contains(&age(k))) {
            return Ok(answered(Kept { url: kept.url.clone(), read: kept.read, json: kept.json.clone() }, false));
        }
        match (self.fetch(&url, query), kept) {
            (Ok(json), _) => {
                let fresh = Kept { url: format!("{url}?{}", asked.trim_start_matches('&')), read: today, json };
                // The cache is a comfort: an answer that cannot be kept is an answer all the same.
                if let Some(((cache, file), bytes)) = self.cache.as_ref().zip(file).zip(serde_json::to_vec(&fresh).ok()) {
                    let part = file.with_extension("part");
                    let _ = std::fs::create_dir_all(cache)
                        .and_then(|()| std::fs::write(&part, bytes))
                        .and_then(|()| std::fs::rename(&part, &file));
                }
                Ok(answered(fresh, false))
            }
            (Err(_), Some(old)) => Ok(answered(old, true)),
            (Err(why), None) => Err(Text::new(format!("{} : {}", service.title(), why.fr), format!("{}: {}", service.title(), why.en))),
        }
    }

    fn fetch(&self, url: &str, query: &[(&str, &str)]) -> Result<Value, Text> {
        let (mut pause, mut attempt) = (self.patience.pause, 1);
        loop {
            let why = match self.once(url, query) {
                Ok(json) => return Ok(json),
                Err((why, again)) if !again || attempt >= self.patience.tries => return Err(why),
                Err((_, _)) => pause,
            };
            std::thread::sleep(why);
            (pause, attempt) = (pause * 2, attempt + 1);
        }
    }

    /// One try; the error says whether another is worth it.
    fn once(&self, url: &str, query: &[(&str, &str)]) -> Result<Value, (Text, bool)> {
        let request = query.iter().fold(self.agent.get(url), |r, (k, v)| r.query(k, v));
        let mut response = request.call().map_err(|e| (unanswered(&e), true))?;
        match response.status().as_u16() {
            200 => {}
            code @ 300..=399 => {
                let why = Text::new(format!("redirection refusée (HTTP {code})"), format!("redirection refused (HTTP {code})"));
                return Err((why, false));
            }
            code => return Err((Text::same(format!("HTTP {code}")), code == 408 || code == 429 || code >= 500)),
        }
        let bytes = response.body_mut().with_config().limit(self.patience.most).read_to_vec().map_err(|e| (unanswered(&e), true))?;
        let not_json = Text::new("la réponse n’est pas du JSON", "the answer is not JSON");
        serde_json::from_slice(&bytes).map_err(|_| (not_json, true))
    }
}

/// In words, where the library tells what the system calls it.
fn unanswered(why: &ureq::Error) -> Text {
    match why {
        ureq::Error::Timeout(_) => Text::new("pas de réponse à temps ; réessayez plus tard", "no answer in time; try again later"),
        ureq::Error::HostNotFound | ureq::Error::ConnectionFailed | ureq::Error::Io(_) => Text::new(
            "service injoignable depuis ce serveur ; réessayez plus tard",
            "the service cannot be reached from this server; try again later",
        ),
        other => Text::same(other.to_string()),
    }
}
