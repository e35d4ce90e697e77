//! Can it be staffed: do people here already hold the trades that the activity needs, and which ones are missing?

use domain::{Source, Text};
use std::collections::BTreeMap;

/// Which occupations each activity employs, from a census or from job offers.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Occupations {
    /// Codes (PCS, ROME), in the order used by the profiles.
    pub codes: Vec<String>,
    pub labels: Vec<Text>,
    /// Activity, at any level of the NAF ("25", "25.6", "25.62B") → (number of the occupation, its share of the jobs); shares of
    /// an activity sum to at most 1. A broad profile stands for the activities it holds: see [`Occupations::profile`].
    pub profiles: BTreeMap<String, Vec<(u32, f64)>>,
    pub year: i16,
    pub source: Source,
    pub synthetic: bool,
}

/// How far a basin holds the trades of one activity.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Coverage {
    /// `S_cp = Σ_o share_po · min(1, LQ_co)`, over the share of the profile that is known; in [0, 1].
    pub share: f64,
    /// Occupations below the national level here: (number, share in the activity, location quotient), greatest lack first.
    pub lacking: Vec<(u32, f64, f64)>,
}

/// The people of each occupation that a source counts, in the order of [`Occupations::codes`].
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LocalOccupations {
    /// In the territory, and in all the places of the source.
    pub here: Vec<f64>,
    pub whole: Vec<f64>,
    pub year: i16,
    pub source: Source,
    pub synthetic: bool,
}

impl Occupations {
    /// The finest profile that holds the activity: its own, or that of its class, group or division.
    pub fn profile(&self, activity: &str) -> Option<&[(u32, f64)]> {
        let levels = [activity.len(), 5, 4, 2].into_iter().filter(|length| *length <= activity.len());
        let found = levels.filter_map(|length| activity.get(..length)).find_map(|code| self.profiles.get(code));
        found.map(Vec::as_slice)
    }

    /// `Σ_p x_cp share_po`: the people of each occupation that these jobs would employ if each activity had its national
    /// profile. An estimate, to be said so; `jobs` gives (activity, jobs), activities without a profile are passed over.
    pub fn stock<'a>(&self, jobs: impl IntoIterator<Item = (&'a str, f64)>) -> Vec<f64> {
        let mut stock = vec![0.0; self.codes.len()];
        for (activity, jobs) in jobs {
            for (occupation, share) in self.profile(activity).into_iter().flatten() {
                stock[*occupation as usize] += jobs * share;
            }
        }
        stock
    }
}

/// `LQ_co` of each occupation from the stock of the place and of the whole; 0 where the whole has none.
pub fn quotients(place: &[f64], whole: &[f64]) -> Vec<f64> {
    let (x_c, x): (f64, f64) = (place.iter().sum(), whole.iter().sum());
    let one = |(p, w): (&f64, &f64)| if *w > 0.0 && x_c > 0.0 { (p / x_c) / (w / x) } else { 0.0 };
    place.iter().zip(whole).map(one).collect()
}

/// `None` for an activity without a known profile.
pub fn coverage(profile: &[(u32, f64)], quotients: &[f64]) -> Option<Coverage> {
    let known: f64 = profile.iter().map(|(_, share)| share).sum();
    if known <= 0.0 {
        return None;
    }
    let quotient = |o: u32| quotients.get(o as usize).copied().unwrap_or(0.0);
    let share = profile.iter().map(|(o, share)| share * quotient(*o).min(1.0)).sum::<f64>() / known;
    let mut lacking: Vec<_> = profile.iter().map(|(o, share)| (*o, share / known, quotient(*o))).filter(|l| l.2 < 1.0).collect();
    lacking.sort_by(|a, b| (b.1 * (1.0 - b.2)).total_cmp(&(a.1 * (1.0 - a.2))).then(a.0.cmp(&b.0)));
    Some(Coverage { share, lacking })
}
