//! A routing service run elsewhere: OSRM (`/table/v1`) or Valhalla (`/sources_to_targets`). Its address is given by whoever
//! runs the program, never by a visitor; redirections are refused and answers bounded, as for every public service. When it
//! does not answer, the caller falls back and says so.

use domain::{Date, Mark, Source, Text};
use locate::travel::{Estimated, Minutes, Place, Quality, TravelTime};
use reference::DownloadOptions;
use reference::connect::{Client, Service};
use serde_json::{Value, json};

/// Places asked in one request; OSRM refuses more than 100 unless it is told otherwise, the origin included.
pub const BATCH: usize = 99;

/// "osrm=http://127.0.0.1:5000" or "valhalla=https://valhalla.example".
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    pub valhalla: bool,
    pub base: String,
    /// Scheme and host, as shown to readers: no path, no credentials.
    pub shown: String,
}

impl Address {
    /// # Errors
    /// Which part cannot be right.
    pub fn parse(text: &str) -> Result<Address, Text> {
        let wrong = |fr: &str, en: &str| {
            Text::new(
                format!("service d’itinéraires « {text} » : {fr} (exemple : osrm=http://127.0.0.1:5000)"),
                format!("routing service “{text}”: {en} (example: osrm=http://127.0.0.1:5000)"),
            )
        };
        let (kind, base) =
            text.trim().split_once('=').ok_or_else(|| wrong("écrivez le genre puis l’adresse", "write the kind then the address"))?;
        let valhalla = match kind.trim() {
            "osrm" => false,
            "valhalla" => true,
            _ => return Err(wrong("le genre est osrm ou valhalla", "the kind is osrm or valhalla")),
        };
        let base = base.trim().trim_end_matches('/');
        let rest = base.strip_prefix("https://").or_else(|| base.strip_prefix("http://"));
        let rest =
            rest.ok_or_else(|| wrong("l’adresse commence par http:// ou https://", "the address begins with http:// or https://"))?;
        let host = rest.split('/').next().unwrap_or_default();
        if host.is_empty() || rest.contains(['@', '?', '#', ' ']) {
            return Err(wrong("un hôte, sans identifiant ni paramètre", "a host, without credentials or parameters"));
        }
        let shown = format!("{}{host}", &base[..base.len() - rest.len()]);
        Ok(Address { valhalla, base: base.to_owned(), shown })
    }
}

pub struct External {
    client: Client,
    address: Address,
    today: Date,
}

impl External {
    pub fn new(address: Address, patience: DownloadOptions, today: Date) -> External {
        External { client: Client::without_cache(patience, &address.base), address, today }
    }

    /// Minutes to each of `to`, at most [`BATCH`].
    fn ask(&self, from: Place, to: &[&Place]) -> Result<Vec<Option<f64>>, Text> {
        // Five decimals are a metre; the same place is asked in the same words.
        let degrees = |value: f64| format!("{value:.5}");
        let answer = if self.address.valhalla {
            let place = |p: &Place| json!({ "lat": round(p.position.lat), "lon": round(p.position.lon) });
            let targets: Vec<Value> = to.iter().map(|p| place(p)).collect();
            let asked = json!({ "sources": [place(&from)], "targets": targets, "costing": "auto" }).to_string();
            self.client.get(Service::Valhalla, "/sources_to_targets", &[("json", asked.as_str())], self.today, 0)?
        } else {
            let all = std::iter::once(&from).chain(to.iter().copied());
            let places: Vec<String> = all.map(|p| format!("{},{}", degrees(p.position.lon), degrees(p.position.lat))).collect();
            let path = format!("/table/v1/driving/{}", places.join(";"));
            self.client.get(Service::Osrm, &path, &[("sources", "0"), ("annotations", "duration")], self.today, 0)?
        };
        let (row, skip) = match self.address.valhalla {
            true => (&answer.json["sources_to_targets"][0], 0),
            false => (&answer.json["durations"][0], 1),
        };
        let cells = row.as_array().filter(|cells| cells.len() == to.len() + skip).ok_or_else(|| self.odd(&answer.json))?;
        cells.iter().skip(skip).map(|cell| self.minutes(cell)).collect()
    }

    /// Seconds of a cell: a number, nothing when there is no road, else an answer that makes no sense.
    fn minutes(&self, cell: &Value) -> Result<Option<f64>, Text> {
        let seconds = if self.address.valhalla { &cell["time"] } else { cell };
        match seconds {
            Value::Null => Ok(None),
            other => match other.as_f64().filter(|s| s.is_finite() && *s >= 0.0) {
                Some(seconds) => Ok(Some(seconds / 60.0)),
                None => Err(self.odd(other)),
            },
        }
    }

    fn odd(&self, json: &Value) -> Text {
        let said: String = json.to_string().chars().take(120).collect();
        let host = &self.address.shown;
        Text::new(format!("{host} : réponse inattendue ({said})"), format!("{host}: unexpected answer ({said})"))
    }
}

fn round(degrees: f64) -> f64 {
    (degrees * 1e5).round() / 1e5
}

impl TravelTime for External {
    fn quality(&self) -> Quality {
        Quality::External
    }

    fn source(&self) -> Source {
        let name = if self.address.valhalla { Service::Valhalla.title() } else { Service::Osrm.title() };
        let mut source = Source::new(format!("{name} ({})", self.address.shown), Mark::Verified);
        source.date = Some(self.today);
        source
    }

    fn one_to_many(&self, from: Place, to: &[Place], cutoff: f64) -> Result<Vec<Option<Minutes>>, Text> {
        // Only what may be within reach is asked: the estimate is never on the wrong side.
        let estimate = Estimated.one_to_many(from, to, cutoff)?;
        let near: Vec<usize> = (0..to.len()).filter(|at| estimate[*at].is_some()).collect();
        let slack = |place: &Place| if place.doubt_km > 0.0 { Estimated::minutes(place.doubt_km, 0.0).high } else { 0.0 };
        let mut found = vec![None; to.len()];
        for part in near.chunks(BATCH) {
            let asked: Vec<&Place> = part.iter().map(|at| &to[*at]).collect();
            for (at, minutes) in part.iter().zip(self.ask(from, &asked)?) {
                let Some(minutes) = minutes else { continue };
                let doubt = slack(&from) + slack(&to[*at]);
                let low = (minutes - doubt).max(0.0);
                found[*at] = (low <= cutoff).then_some(Minutes { low, high: minutes + doubt });
            }
        }
        Ok(found)
    }
}
