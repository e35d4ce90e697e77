//! On what an answer rests, written on every page of it: matrix, dates, convention, floors, what is invented.

use crate::entry::EntryTest;
use crate::learned::{Floor, Learned, Route};
use crate::{National, ZoneLevel};
use domain::{Date, Source, Text};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Basis {
    #[schemars(with = "String")]
    pub on: Date,
    /// Year of the jobs, and their source.
    pub year: i16,
    pub source: Source,
    pub scope: Text,
    /// Who says which communes the territory holds, under which licence, when that is not the official list.
    pub composition: Option<Text>,
    /// Where relatedness was learned.
    pub route: Route,
    pub matrix: Text,
    /// Of the matrix; none when nobody said.
    pub matrix_year: Option<i16>,
    pub matrix_source: Source,
    /// What the zones of the matrix, and of "where in France", are.
    #[serde(default)]
    pub zones: ZoneLevel,
    /// The other data that the figures come from: trade, branches, occupations, zones.
    pub other_sources: Vec<Source>,
    /// Where complexity was learned, when elsewhere.
    pub complexity_matrix: Option<Text>,
    /// Why there is no complexity.
    pub without_complexity: Option<Text>,
    /// `λ2 − λ3` of the complexity: small means that it is not identified.
    pub eigen_gap: Option<f64>,
    /// "atlas", "datawheel", "r".
    pub convention: String,
    pub proximity: String,
    /// RCA from which an activity counts as present.
    pub threshold: f64,
    pub floor: Floor,
    /// Any of the data was made by a program.
    pub synthetic: bool,
    /// Places and activities left out of the matrix, as they hold no specialisation.
    pub dropped_places: Vec<String>,
    pub dropped_activities: Vec<String>,
    /// Year from which the entry test looks ahead, and what it found: how far nearness announced what came.
    pub entry_from: Option<i16>,
    pub entry: Option<EntryTest>,
}

impl Basis {
    /// `invented`: some other data given with the question are synthetic.
    pub fn of(national: &National, learned: &Learned, on: Date, floor: Floor, invented: bool) -> Basis {
        let analysis = learned.options.analysis;
        Basis {
            on,
            year: national.year,
            source: national.source.clone(),
            scope: national.scope.clone(),
            composition: None,
            route: learned.route,
            matrix: learned.matrix.clone(),
            matrix_year: learned.year,
            matrix_source: learned.source.clone(),
            zones: learned.zones.level,
            other_sources: Vec::new(),
            complexity_matrix: learned.pci_matrix.clone(),
            without_complexity: learned.without_pci.clone(),
            eigen_gap: learned.gap,
            convention: analysis.convention.name().to_owned(),
            proximity: analysis.proximity.name().to_owned(),
            threshold: analysis.threshold,
            floor,
            synthetic: national.synthetic || learned.synthetic || invented,
            dropped_places: learned.dropped.places.clone(),
            dropped_activities: learned.dropped.activities.clone(),
            entry_from: learned.entry.as_ref().map(|(from, _)| *from),
            entry: learned.entry.as_ref().map(|(_, test)| test.clone()),
        }
    }
}
