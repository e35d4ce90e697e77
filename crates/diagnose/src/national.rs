//! What the country does, commune by commune: the one base that a territory is compared with.

use crate::Table;
use domain::{Source, Text};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What the set that a program makes is called, in French then in English: the only source whose title is ours to translate.
pub const INVENTED: [&str; 2] = ["Données inventées pour la démonstration", "Invented data for demonstration"];

/// Jobs and establishments of every commune in every activity, at the end of one year.
#[derive(Clone, Debug, PartialEq)]
pub struct National {
    pub year: i16,
    /// Communes × NAF sub-classes; jobs.
    pub jobs: Table,
    /// Communes × NAF sub-classes; establishments. Its places and activities hold those of `jobs`, in its own order.
    pub establishments: Table,
    /// Cells that exist and whose jobs the source does not tell (statistical secrecy): unknown, never zero.
    pub withheld: Vec<Withheld>,
    /// True when figures were made by a program: every page that shows them says so.
    pub synthetic: bool,
    /// Its title names the year.
    pub source: Source,
    /// What the source leaves out, in plain words: "private employers only, no farming".
    pub scope: Text,
    /// The largest band of size that a register of establishments shows, by commune and activity, in that order; empty without a
    /// register, and only known of cells that have employers in it. Of another date than the jobs.
    pub sizes: Vec<Largest>,
    /// The same country some years before, for what changed.
    pub earlier: Option<Box<National>>,
}

/// The band of the largest establishment of a cell: its numbers in [`National::establishments`], least and most employees; no
/// most for the last band.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Largest {
    pub place: u32,
    pub activity: u32,
    pub least: f64,
    pub most: Option<f64>,
}

impl National {
    /// The bands of a commune, by activity.
    pub fn sizes_of(&self, place: usize) -> &[Largest] {
        let from = self.sizes.partition_point(|size| (size.place as usize) < place);
        let to = self.sizes.partition_point(|size| size.place as usize <= place);
        &self.sizes[from..to]
    }
}

/// A cell with establishments and no headcount: its numbers in [`National::establishments`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Withheld {
    pub place: u32,
    pub activity: u32,
}

/// What the zones are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ZoneLevel {
    /// Held in every case: their codes are SIRENs.
    #[default]
    Intercommunalities,
    /// Labour markets, held once a table of them is imported: their codes are those of its zoning.
    EmploymentAreas,
}

impl ZoneLevel {
    /// In the plural, in the middle of a sentence.
    pub fn named(self) -> Text {
        match self {
            ZoneLevel::Intercommunalities => Text::new("intercommunalités", "intercommunalities"),
            ZoneLevel::EmploymentAreas => Text::new("zones d’emploi", "employment areas"),
        }
    }
}

/// Zones that hold communes: the places a proximity is learned on, wide enough to be labour markets.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Zones {
    pub level: ZoneLevel,
    /// Who drew them, under which licence, when that is not the official list of the reference.
    pub source: Option<Source>,
    pub names: Vec<Text>,
    /// Code of each zone, in the order of `names`.
    pub ids: Vec<String>,
    /// Commune → number of its zone.
    pub of_commune: BTreeMap<String, u32>,
}

impl Zones {
    /// Sums a table of communes into the zones; communes of no zone are left out, and named.
    pub fn gather(&self, communes: &Table) -> (Table, Vec<String>) {
        let of: Vec<Option<u32>> = communes.places.iter().map(|code| self.of_commune.get(code).copied()).collect();
        let outside = communes.places.iter().zip(&of).filter(|(_, zone)| zone.is_none()).map(|(code, _)| code.clone()).collect();
        (communes.group_places(&of, self.ids.clone()), outside)
    }
}
