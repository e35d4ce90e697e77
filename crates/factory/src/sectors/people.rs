//! People of each occupation in any territory, from a table by commune, employment area or département: a territory takes of
//! each place the part of its population that lives in the territory.

use super::held_source;
use diagnose::skills::LocalOccupations;
use domain::{Insee, Source};
use reference::Reference;
use reference::sectors::{Kind, Sectors};
use std::collections::{BTreeMap, BTreeSet};

/// Share of the population of a territory that the table must cover for its counts to be used.
const COVERED: f64 = 0.5;

pub struct People {
    /// Commune → number of its place.
    place: BTreeMap<Insee, u32>,
    /// Commune → population.
    population: BTreeMap<Insee, f64>,
    /// By place: its population, and its people by occupation.
    places: Vec<(f64, Vec<f64>)>,
    whole: Vec<f64>,
    year: i16,
    pub(super) source: Source,
    pub(super) synthetic: bool,
}

impl People {
    /// None without profiles, without a table, or when they share no occupation.
    pub fn of(sectors: &Sectors, reference: &Reference) -> Option<People> {
        let (occupations, held) = (sectors.occupations.as_ref()?, sectors.held_for(Kind::LocalOccupations)?);
        let rank: BTreeMap<&str, usize> = occupations.codes.iter().map(String::as_str).zip(0..).collect();
        // Occupations that no profile uses count in the totals: one column holds them all.
        let width = occupations.codes.len() + 1;
        let mut people = People {
            place: BTreeMap::new(),
            population: reference.communes().iter().map(|c| (c.code.clone(), f64::from(c.population.unwrap_or(0)))).collect(),
            places: Vec::new(),
            whole: vec![0.0; width],
            year: held.years.last().copied().unwrap_or_default(),
            source: held_source(held),
            synthetic: held.synthetic,
        };
        for rows in sectors.local_occupations.chunk_by(|a, b| a.place == b.place) {
            let mut counts = vec![0.0; width];
            for row in rows {
                counts[rank.get(row.occupation.as_str()).copied().unwrap_or(width - 1)] += row.people;
            }
            let communes = communes(&rows[0].place, reference);
            let number = people.places.len() as u32;
            let inhabitants = communes.iter().map(|c| people.population.get(c).copied().unwrap_or(0.0)).sum();
            people.place.extend(communes.into_iter().map(|commune| (commune, number)));
            people.whole.iter_mut().zip(&counts).for_each(|(all, count)| *all += count);
            people.places.push((inhabitants, counts));
        }
        let known: f64 = people.whole[..width - 1].iter().sum();
        (known > 0.0).then_some(people)
    }

    /// People of all occupations in each commune that the table covers: of its place, the part of its population.
    pub fn each(&self) -> impl Iterator<Item = (&str, f64)> {
        self.place.iter().map(|(commune, place)| {
            let (whole, counts) = &self.places[*place as usize];
            let population = self.population.get(commune).copied().unwrap_or(0.0);
            let share = if *whole > 0.0 { population / whole } else { 0.0 };
            (commune.as_str(), share * counts.iter().sum::<f64>())
        })
    }

    /// None when the table covers less than half of the population of the territory.
    pub fn within(&self, communes: &BTreeSet<Insee>) -> Option<LocalOccupations> {
        let (mut all, mut covered) = (0.0, 0.0);
        let mut inside: BTreeMap<u32, f64> = BTreeMap::new();
        for commune in communes {
            let population = self.population.get(commune).copied().unwrap_or(0.0);
            all += population;
            if let Some(place) = self.place.get(commune) {
                covered += population;
                *inside.entry(*place).or_default() += population;
            }
        }
        if all <= 0.0 || covered < COVERED * all {
            return None;
        }
        let mut here = vec![0.0; self.whole.len()];
        for (place, population) in inside {
            let (whole, counts) = &self.places[place as usize];
            let share = if *whole > 0.0 { population / whole } else { 0.0 };
            here.iter_mut().zip(counts).for_each(|(sum, count)| *sum += share * count);
        }
        let (whole, source) = (self.whole.clone(), self.source.clone());
        Some(LocalOccupations { here, whole, year: self.year, source, synthetic: self.synthetic })
    }
}

/// "71076", "D71", "Z2607".
fn communes(place: &str, reference: &Reference) -> BTreeSet<Insee> {
    if let Some(code) = place.strip_prefix('D') {
        return reference.communes().iter().filter(|c| c.department == code).map(|c| c.code.clone()).collect();
    }
    match place.strip_prefix('Z') {
        Some(key) => reference.zonings().zone(key).map(|zone| zone.communes.clone()).unwrap_or_default(),
        None => BTreeSet::from([place.to_owned()]),
    }
}
