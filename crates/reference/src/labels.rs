//! Waves of the turnkey-site label: official totals, how many sites are named, what the State committed to.

use domain::{Site, Source, Text};
use serde::Deserialize;
use std::collections::BTreeMap;

pub(crate) const FILE: &str = include_str!("../../../reference/labels.toml");

/// How much of a series of labels the table of named sites covers: "36 of 78".
#[derive(Clone, Debug, PartialEq)]
pub struct WaveCoverage {
    /// "2020", "2021", "2024".
    pub wave: String,
    pub year: i16,
    pub label: Text,
    /// Labelled sites named in the table, counted.
    pub named: usize,
    /// Sites the State announced.
    pub official: usize,
    pub source: Source,
}

/// One announcement: the 2020 series came in two.
#[derive(Clone, Debug, PartialEq)]
pub struct Wave {
    pub id: String,
    pub series: String,
    pub label: Text,
    /// None when the sources say the year and not the wave.
    pub official: Option<usize>,
    pub named: usize,
}

/// What the State promised on its labelled sites, in months.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct StateCommitment {
    pub building_permit_months: u32,
    pub environmental_authorisation_months: u32,
    /// Series of labels that the sources say it of.
    pub series: Vec<String>,
    #[serde(skip)]
    pub source: Source,
}

impl StateCommitment {
    /// True when a source says that the promise holds for one of the site's labels.
    pub fn covers(&self, site: &Site) -> bool {
        site.waves().any(|wave| self.series.iter().any(|series| wave.starts_with(series.as_str())))
    }

    /// The delay promised for a procedure of `rules/procedures`, in months.
    pub fn months(&self, procedure: &str) -> Option<u32> {
        match procedure {
            "PC" | "PC_ERP" | "PC_DEF" | "PC_EE" | "PC_EP" => Some(self.building_permit_months),
            "AE_DECISION" => Some(self.environmental_authorisation_months),
            _ => None,
        }
    }
}

#[derive(Clone, Deserialize)]
struct File {
    sources: BTreeMap<String, Source>,
    series: Vec<SeriesRow>,
    waves: Vec<WaveRow>,
    commitment: CommitmentRow,
}

#[derive(Clone, Deserialize)]
struct SeriesRow {
    id: String,
    year: i16,
    official: usize,
    source: String,
    label: Text,
    anticipates: Vec<String>,
    definition: String,
}

#[derive(Clone, Deserialize)]
struct WaveRow {
    id: String,
    series: String,
    official: Option<usize>,
    label: Text,
}

#[derive(Clone, Deserialize)]
struct CommitmentRow {
    #[serde(flatten)]
    months: StateCommitment,
    source: String,
}

/// `labels.toml`, read once.
#[derive(Clone)]
pub struct Labels(File);

impl Labels {
    pub fn embedded() -> Labels {
        Labels(toml::from_str(FILE).expect("reference/labels.toml is embedded and a test reads it"))
    }

    pub fn source(&self, id: &str) -> Source {
        self.0.sources.get(id).cloned().unwrap_or_default()
    }

    /// Groups of procedures that the definition of a wave's label supposes done, and the source of that definition.
    pub fn anticipated(&self, wave: &str) -> Option<(&[String], Source)> {
        let series = &self.0.waves.iter().find(|w| w.id == wave)?.series;
        let series = self.0.series.iter().find(|s| s.id == *series)?;
        Some((&series.anticipates, self.source(&series.definition)))
    }

    /// A wave of the State's label, or a series of them when the wave is not told.
    pub fn is_wave(&self, wave: &str) -> bool {
        self.0.waves.iter().any(|w| w.id == wave) || self.0.series.iter().any(|s| s.id == wave)
    }

    pub fn coverage(&self, sites: &[Site]) -> Vec<WaveCoverage> {
        let waves = self.waves(sites);
        let count = |id: &str| waves.iter().filter(|w| w.series == id).map(|w| w.named).sum();
        self.0
            .series
            .iter()
            .map(|s| WaveCoverage {
                wave: s.id.clone(),
                year: s.year,
                label: s.label.clone(),
                named: count(&s.id),
                official: s.official,
                source: self.source(&s.source),
            })
            .collect()
    }

    pub fn waves(&self, sites: &[Site]) -> Vec<Wave> {
        let named = |id: &str| sites.iter().flat_map(Site::waves).filter(|wave| *wave == id).count();
        self.0
            .waves
            .iter()
            .map(|w| Wave { id: w.id.clone(), series: w.series.clone(), label: w.label.clone(), official: w.official, named: named(&w.id) })
            .collect()
    }

    pub fn commitment(&self) -> StateCommitment {
        StateCommitment { source: self.source(&self.0.commitment.source), ..self.0.commitment.months.clone() }
    }
}
