//! The times from one place to every commune, computed once and kept: a ranking of thousands of sites reads them, and a
//! page says who computed them, from what, and when.

use domain::{Date, Source, Text};
use locate::travel::{Minutes, Place, Quality, TravelTime};
use serde::{Deserialize, Serialize};
use std::io::Write;
use std::path::{Path, PathBuf};

/// Minutes kept: the longest of what is asked (suppliers within two hours).
pub const CUTOFF: f64 = 120.0;
/// Bytes of a commune: its code, and two times in tenths of a minute.
const ROW: usize = 9;
const HEADING: usize = 64 * 1024;

/// A commune as a place to reach.
#[derive(Clone, Debug, PartialEq)]
pub struct Goal {
    pub code: String,
    pub place: Place,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Times {
    pub quality: Quality,
    pub source: Source,
    /// Day they were computed or asked.
    pub on: Option<Date>,
    /// Why a better provider did not answer, when this one stands in.
    pub instead: Option<Text>,
    /// Communes within reach and their minutes, by code.
    pub to: Vec<(String, Minutes)>,
}

#[derive(Serialize, Deserialize)]
struct Heading {
    quality: Quality,
    source: Source,
    on: Option<Date>,
    rows: usize,
}

impl Times {
    /// # Errors
    /// The sentence of a provider that does not answer.
    pub fn compute(travel: &dyn TravelTime, from: Place, to: &[Goal], cutoff: f64, on: Option<Date>) -> Result<Times, Text> {
        let places: Vec<Place> = to.iter().map(|goal| goal.place).collect();
        let found = travel.one_to_many(from, &places, cutoff)?;
        let to = to.iter().zip(found).filter_map(|(goal, minutes)| Some((goal.code.clone(), minutes?))).collect();
        Ok(Times { quality: travel.quality(), source: travel.source(), on, instead: None, to })
    }

    pub fn to(&self, commune: &str) -> Option<Minutes> {
        self.to.binary_search_by(|(code, _)| code.as_str().cmp(commune)).ok().map(|at| self.to[at].1)
    }

    /// Written whole under another name first: a reader never meets half of it.
    pub fn save(&self, file: &Path) -> Result<(), Text> {
        let fail = |e: &dyn std::fmt::Display| {
            let file = file.display();
            Text::new(format!("{file} : écriture impossible ({e})"), format!("{file}: cannot be written ({e})"))
        };
        let heading = Heading { quality: self.quality, source: self.source.clone(), on: self.on, rows: self.to.len() };
        let mut bytes = serde_json::to_vec(&heading).map_err(|e| fail(&e))?;
        bytes.push(b'\n');
        let tenths = |minutes: f64, up: bool| {
            let tenths = minutes * 10.0;
            (if up { tenths.ceil() } else { tenths.floor() }).clamp(0.0, f64::from(u16::MAX)) as u16
        };
        for (code, minutes) in &self.to {
            let mut padded = [b' '; 5];
            padded.iter_mut().zip(code.bytes()).for_each(|(to, from)| *to = from);
            bytes.extend_from_slice(&padded);
            // The same rounding for one time known exactly; outwards for an interval.
            let exact = minutes.low == minutes.high;
            let low = if exact { (minutes.low * 10.0).round() as u16 } else { tenths(minutes.low, false) };
            let high = if exact { low } else { tenths(minutes.high, true) };
            bytes.extend_from_slice(&low.to_le_bytes());
            bytes.extend_from_slice(&high.to_le_bytes());
        }
        let part = file.with_extension("part");
        if let Some(folder) = file.parent() {
            std::fs::create_dir_all(folder).map_err(|e| fail(&e))?;
        }
        std::fs::File::create(&part).and_then(|mut f| f.write_all(&bytes)).map_err(|e| fail(&e))?;
        std::fs::rename(&part, file).map_err(|e| fail(&e))
    }

    /// `None` when nothing is kept there, or when it is damaged: it will be computed again.
    pub fn open(file: &Path) -> Option<Times> {
        let bytes = std::fs::read(file).ok()?;
        let end = bytes.iter().take(HEADING).position(|b| *b == b'\n')?;
        let heading: Heading = serde_json::from_slice(&bytes[..end]).ok()?;
        let rows = bytes.get(end + 1..)?;
        if rows.len() != heading.rows.checked_mul(ROW)? {
            return None;
        }
        let number = |two: &[u8]| f64::from(u16::from_le_bytes([two[0], two[1]])) / 10.0;
        let to = rows.chunks_exact(ROW).map(|row| {
            let code = String::from_utf8_lossy(&row[..5]).trim_end().to_owned();
            (code, Minutes { low: number(&row[5..7]), high: number(&row[7..9]) })
        });
        Some(Times { quality: heading.quality, source: heading.source, on: heading.on, instead: None, to: to.collect() })
    }
}

/// Where the times from a place are kept: by its position to a metre, and how well it is known.
pub fn file(folder: &Path, from: &Place) -> PathBuf {
    let name = format!("{:.5}_{:.5}_{:.0}.times", from.position.lat, from.position.lon, from.doubt_km);
    folder.join(name)
}
