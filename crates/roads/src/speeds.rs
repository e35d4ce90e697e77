//! Speeds by kind of road: dated data with their source, not code.

use domain::{Date, Source, Text};
use serde::Deserialize;
use std::collections::BTreeMap;

const FILE: &str = include_str!("../../../reference/roads.toml");
pub const NAME: &str = "reference/roads.toml";

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Profile {
    pub id: String,
    /// First day it holds.
    pub from: Date,
    pub name: Text,
    /// Share of a written limit that is practised.
    pub of_limit: f64,
    /// From a place to its road, as the crow flies.
    pub access_kmh: f64,
    pub furthest_km: f64,
    /// Crossings under which a piece of network joins no place.
    pub smallest_network: usize,
    pub source: Source,
    pub limits_source: Source,
    /// Implicit limits: "FR:urban" → km/h.
    pub limits: BTreeMap<String, f64>,
    /// By value of `highway`.
    pub roads: BTreeMap<String, Road>,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Road {
    pub kmh: f64,
    /// A place can be entered from it.
    pub joined: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    profiles: Vec<Profile>,
}

/// The profiles of the binary.
pub fn embedded() -> Vec<Profile> {
    read(NAME, FILE).expect("reference/roads.toml is embedded and a test reads it")
}

/// Reads profiles from a file of the same shape, by rising date.
///
/// # Errors
/// What cannot be right, with the file and the field.
pub fn read(name: &str, text: &str) -> Result<Vec<Profile>, Text> {
    let file: File = toml::from_str(text).map_err(|e| Text::same(format!("{name} : {e}")))?;
    let mut profiles = file.profiles;
    profiles.sort_by_key(|p| p.from);
    for profile in &profiles {
        let wrong = |what: &str| {
            let id = &profile.id;
            Text::new(
                format!("{name}, profil {id}, {what} : une vitesse est entre 1 et 200 km/h, une part entre 0 et 1, une distance positive"),
                format!("{name}, profile {id}, {what}: a speed is between 1 and 200 km/h, a share between 0 and 1, a distance positive"),
            )
        };
        let speed = |kmh: f64| (1.0..=200.0).contains(&kmh);
        for (what, road) in &profile.roads {
            if !speed(road.kmh) {
                return Err(wrong(what));
            }
        }
        if let Some((what, _)) = profile.limits.iter().find(|(_, kmh)| !speed(**kmh)) {
            return Err(wrong(what));
        }
        if !speed(profile.access_kmh) || profile.of_limit.is_nan() || profile.of_limit <= 0.0 || profile.of_limit > 1.0 {
            return Err(wrong("access_kmh, of_limit"));
        }
        if !(0.0..=50.0).contains(&profile.furthest_km) || profile.roads.is_empty() {
            return Err(wrong("furthest_km, roads"));
        }
    }
    if profiles.is_empty() {
        return Err(Text::new(format!("{name} : aucun profil de vitesses"), format!("{name}: no profile of speeds")));
    }
    Ok(profiles)
}

/// The one that holds on a date: the latest begun, or the first of all.
pub fn on(profiles: &[Profile], date: Date) -> Option<&Profile> {
    profiles.iter().rfind(|p| p.from <= date).or_else(|| profiles.first())
}

impl Profile {
    /// Practised speed of a kind of road under its written limit, when there is one.
    pub fn kmh(&self, road: Road, maxspeed: Option<&str>) -> f64 {
        let limit = maxspeed.and_then(|text| self.limit(text));
        limit.map_or(road.kmh, |limit| (limit * self.of_limit).max(1.0))
    }

    /// "50", "50 km/h", "30 mph", "FR:urban".
    fn limit(&self, text: &str) -> Option<f64> {
        let text = text.trim();
        if let Some(limit) = self.limits.get(text) {
            return Some(*limit);
        }
        let (number, factor) = match text.strip_suffix("mph") {
            Some(number) => (number, 1.609_344),
            None => (text.strip_suffix("km/h").unwrap_or(text), 1.0),
        };
        number.trim().parse::<f64>().ok().map(|kmh| kmh * factor).filter(|kmh| (5.0..=150.0).contains(kmh))
    }

    /// Nothing goes faster: a bound on how far one can get.
    pub fn fastest_kmh(&self) -> f64 {
        let limits = self.limits.values().map(|kmh| kmh * self.of_limit);
        // A number written on a road may be as high as `limit` believes.
        self.roads.values().map(|road| road.kmh).chain(limits).fold(150.0 * self.of_limit, f64::max)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::Mark;

    #[test]
    fn the_speeds_of_the_binary_say_that_they_are_assumed() {
        let profiles = embedded();
        assert!(profiles.iter().all(|p| p.source.mark == Mark::Assumed && p.limits_source.mark == Mark::General));
        let now = on(&profiles, Date::constant(2026, 11, 28)).expect("a profile");
        assert_eq!(now.id, "2018-07");
        let road = now.roads["secondary"];
        assert_eq!((now.kmh(road, None), now.kmh(road, Some("50")), now.kmh(road, Some("FR:urban"))), (60.0, 42.5, 42.5));
        assert_eq!((now.kmh(road, Some("none")), now.kmh(road, Some("30 mph")).round()), (60.0, 41.0));
        assert!(!now.roads["motorway"].joined && now.fastest_kmh() >= 127.0);
    }

    #[test]
    fn an_impossible_speed_is_refused_with_its_road() {
        let wrong = FILE.replace("primary = { kmh = 65.0", "primary = { kmh = 650.0");
        assert!(read("speeds.toml", &wrong).is_err_and(|why| why.fr.contains("primary") && why.fr.contains("speeds.toml")));
        assert!(read("speeds.toml", &FILE.replace("of_limit", "of_limits")).is_err());
    }
}
