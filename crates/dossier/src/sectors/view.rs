//! The study of a territory as pages and paper read it: one language, every figure already written. The template only
//! lays out.

use crate::labels;
use domain::{Lang, Source};
use serde::Serialize;

#[derive(Clone, Debug, Default, Serialize)]
pub struct TerritoryView {
    pub title: String,
    /// What kind of place, how many communes.
    pub subtitle: String,
    pub year: String,
    pub synthetic: bool,
    /// What the study stands on: matrix, year, convention, zones, secrecy.
    pub basis: Vec<(String, String)>,
    pub figures: Vec<Figure>,
    /// The territory in a few figures: how special, how diverse; under each, what it means.
    pub portrait: Vec<Figure>,
    /// What changed since the earlier year held; none when there is a single one.
    pub change: Option<ChangeView>,
    pub more: Vec<More>,
    /// Names of the five scores, in their order.
    #[serde(rename = "score-heads")]
    pub score_heads: Vec<String>,
    pub candidates: Vec<Candidate>,
    /// How many activities were compared beyond those shown, how robustness was drawn.
    pub method: String,
    pub roads: Vec<Road>,
    /// What the territory buys elsewhere, branch by branch; empty without an input–output table.
    pub gaps: Vec<GapRow>,
    pub limits: Vec<String>,
    pub sources: Vec<Cited>,
}

/// A source: its title, which is a proper name in the language of whoever published it, and how it was read.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Cited {
    pub title: String,
    pub mark: String,
}

impl Cited {
    pub fn of(source: &Source, lang: Lang) -> Cited {
        Cited { title: source.title.clone(), mark: labels::mark(source.mark, lang) }
    }
}

#[derive(Clone, Debug, Default, Serialize)]
pub struct Figure {
    pub label: String,
    pub value: String,
    pub under: String,
}

/// What the jobs became between two years, in parts that add up, then the activities with the greatest own effect.
#[derive(Clone, Debug, Default, Serialize)]
pub struct ChangeView {
    /// "De 2017 à 2022".
    pub title: String,
    /// The change, the national tide, the mix of activities, the territory's own.
    pub parts: Vec<Figure>,
    pub rows: Vec<ChangeRow>,
}

#[derive(Clone, Debug, Default, Serialize)]
pub struct ChangeRow {
    pub code: String,
    pub name: String,
    /// Signed jobs: "+120", "−35".
    pub change: String,
    pub national: String,
    pub mix: String,
    pub own: String,
    /// The own effect split in two; empty when the activity was not here before.
    pub competitive: String,
    pub allocation: String,
}

/// An activity the territory does more than others.
#[derive(Clone, Debug, Default, Serialize)]
pub struct More {
    pub code: String,
    pub name: String,
    pub jobs: String,
    pub establishments: String,
    /// "× 4,2".
    pub times: String,
    /// How sure, in words.
    pub because: String,
    /// One big employer, or nothing.
    pub warning: String,
}

/// An activity that the territory does not do, or little, and could.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Candidate {
    pub rank: String,
    pub code: String,
    pub name: String,
    pub quadrant: String,
    /// Relative relatedness and complexity, standard deviations.
    pub near: String,
    pub complex: String,
    pub scores: Vec<Score>,
    pub total: String,
    /// Share of the drawn weightings that keep it among the first ten: the figure, then the sentence.
    pub share: String,
    pub robust: String,
    /// The reason of the rank, part by part.
    pub why: Vec<String>,
}

#[derive(Clone, Debug, Default, Serialize)]
pub struct Score {
    pub label: String,
    /// Between 0 and 1; none when not known.
    pub part: Option<f64>,
    pub shown: String,
    pub because: String,
}

/// Purchases from one branch that leave the territory, and what a job in the branch sets in motion.
#[derive(Clone, Debug, Default, Serialize)]
pub struct GapRow {
    pub code: String,
    pub name: String,
    /// Millions of euros a year: central value, and the interval.
    pub millions: String,
    pub between: String,
    /// The same of final demand; "not known" when nothing tells it, and no interval.
    pub unmet: String,
    pub unmet_between: String,
    pub jobs: String,
}

/// One road of relocation.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Road {
    pub title: String,
    pub text: String,
    pub rows: Vec<RoadRow>,
    /// Said when there is none.
    pub none: String,
}

#[derive(Clone, Debug, Default, Serialize)]
pub struct RoadRow {
    pub code: String,
    pub name: String,
    /// Why it is there, reason by reason.
    pub because: Vec<String>,
}
