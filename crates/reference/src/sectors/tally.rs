//! What one worker counts of the register: each row is counted, attached, left out or refused, and nothing is lost sight of.

use super::bands::Band;
use super::codes::{Activities, Place, Places};
use super::establishments::{Kept, Listed};
use super::sizes;
use std::collections::BTreeMap;

/// One row, as text.
pub struct Establishment<'a> {
    pub siret: &'a [u8],
    pub band: &'a [u8],
    pub commune: &'a [u8],
    pub state: &'a [u8],
    pub activity: &'a [u8],
    pub nomenclature: Option<&'a [u8]>,
    /// False when the person asked not to be shown: no name is kept.
    pub shown: bool,
    pub names: [&'a [u8]; 2],
}

/// Refused rows held by a worker before they are written; beyond, they are only counted.
const HELD_REFUSALS: usize = 2_000_000;

/// What one worker counts.
pub struct Tally<'a> {
    places: &'a Places,
    activities: &'a Activities,
    list: bool,
    pub read: u64,
    pub active: u64,
    pub closed: u64,
    /// Rows of former communes and districts, by code.
    pub folded: BTreeMap<[u8; 5], u64>,
    /// Active, in another country, or whose place is not told.
    pub elsewhere: u64,
    /// Active, classed in another nomenclature than the NAF rev. 2, or not classed.
    pub unclassed: u64,
    pub counts: sizes::Counts,
    pub listed: Listed,
    pub refused: Vec<(u64, u64, Refusal)>,
    pub refused_more: u64,
}

/// Why a row is refused: made into words at the end, for the rows shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Fields found, and expected.
    Width(usize, usize),
    Siret(String),
    Commune(String),
    Activity(String),
    State(String),
    Band(String),
    TooLong,
}

impl<'a> Tally<'a> {
    pub fn new(places: &'a Places, activities: &'a Activities, list: bool) -> Tally<'a> {
        Tally {
            places,
            activities,
            list,
            read: 0,
            active: 0,
            closed: 0,
            folded: BTreeMap::new(),
            elsewhere: 0,
            unclassed: 0,
            counts: sizes::Counts::default(),
            listed: Listed::default(),
            refused: Vec::new(),
            refused_more: 0,
        }
    }

    /// `block` and `line` tell where the row is, for the account of refusals.
    pub fn refuse(&mut self, block: u64, line: u64, why: Refusal) {
        if self.refused.len() < HELD_REFUSALS {
            self.refused.push((block, line, why));
        } else {
            self.refused_more += 1;
        }
    }

    /// Counts one row.
    pub fn take(&mut self, block: u64, line: u64, row: &Establishment) {
        match row.state {
            b"A" => {}
            b"F" => {
                self.closed += 1;
                return;
            }
            other => return self.refuse(block, line, Refusal::State(text(other))),
        }
        if row.commune.is_empty() || row.commune == b"[ND]" {
            self.elsewhere += 1;
            return;
        }
        if row.activity.is_empty() || row.nomenclature.is_some_and(|n| n != b"NAFRev2") {
            self.unclassed += 1;
            return;
        }
        let place = match self.places.of(row.commune) {
            Place::Current(place) => place,
            Place::PartOf(place) => {
                if let Ok(code) = row.commune.try_into() {
                    *self.folded.entry(code).or_default() += 1;
                }
                place
            }
            Place::Unknown => return self.refuse(block, line, Refusal::Commune(text(row.commune))),
        };
        let Some(activity) = self.activities.of(row.activity) else {
            return self.refuse(block, line, Refusal::Activity(text(row.activity)));
        };
        let Some(band) = Band::of(row.band) else {
            return self.refuse(block, line, Refusal::Band(text(row.band)));
        };
        if row.siret.len() != 14 || !row.siret.iter().all(u8::is_ascii_digit) {
            return self.refuse(block, line, Refusal::Siret(text(row.siret)));
        }
        self.active += 1;
        self.counts.add(place, activity, band);
        if self.list && band.employs() {
            let name =
                if row.shown { row.names.iter().find(|n| !n.is_empty() && **n != b"[ND]").copied().unwrap_or_default() } else { &[] };
            self.listed.add(Kept { siret: row.siret, name, hidden: !row.shown, place, activity, band });
        }
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(&bytes[..bytes.len().min(60)]).into_owned()
}
