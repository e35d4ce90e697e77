//! What the station answers: sites excluded with their reasons, sites ranked with their contributions.

use domain::{Answer, Lang, Position, Source, Status, Text};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Ranking {
    /// Sites looked at.
    pub read: usize,
    pub criteria: Vec<Criterion>,
    /// Those that would be compared too, and are weighed zero.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aside: Vec<Criterion>,
    pub excluded: Vec<Exclusion>,
    /// Best first.
    pub ranked: Vec<Ranked>,
    /// Random weightings drawn for the robustness figures, and their seed.
    pub draws: usize,
    pub seed: u64,
    /// How far the weights drawn may be from those given, as a share of them; none when any weighting is drawn.
    #[serde(default)]
    pub margin: Option<f64>,
    /// What is not known of many sites and would settle the ranking.
    pub limits: Vec<Text>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Criterion {
    /// "area", "distance", "rail", "power", "maturity"…
    pub id: String,
    pub label: Text,
    /// Share of the total weight, 0 to 1; all weights sum to 1.
    pub weight: f64,
    /// Least and most share drawn, when an interval was given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub interval: Option<(f64, f64)>,
    /// How the value becomes a utility between 0 and 1.
    pub method: Text,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Exclusion {
    pub site: String,
    pub name: String,
    /// Each hard requirement that is not met, with the value read.
    pub reasons: Vec<Text>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Ranked {
    pub rank: usize,
    pub site: String,
    pub name: String,
    pub commune: String,
    pub department: String,
    pub labels: Vec<String>,
    pub position: Option<Position>,
    /// 0 to 100, with unknown criteria at the middle of their range.
    pub score: f64,
    /// Score if every unknown turned out bad, and if every unknown turned out good.
    pub score_low: f64,
    pub score_high: f64,
    pub contributions: Vec<Contribution>,
    /// Two or three strongest points, and weakest or unknown ones, in words.
    pub strengths: Vec<Text>,
    pub weaknesses: Vec<Text>,
    /// Criteria whose value is known, out of all.
    pub known: usize,
    pub total: usize,
    /// Share of random weightings (unknown values drawn over their range) in which the site comes first, or in the first three.
    pub first_share: f64,
    pub top3_share: f64,
    #[serde(default)]
    pub robustness: Robustness,
    /// Hard requirements that could not be checked because the fact is unknown.
    pub to_check: Vec<Text>,
    /// "Passerait premier si…"; "perd sa place si…".
    pub would_change: Vec<Text>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Contribution {
    pub criterion: String,
    /// Met, not met or unknown, for yes-or-no criteria; met when a value is known otherwise.
    pub answer: Answer,
    pub value: Option<Text>,
    /// 0 to 1; none when unknown.
    pub utility: Option<f64>,
    /// Points brought to the score (weight × utility × 100; the middle when unknown).
    pub points: f64,
    pub status: Option<Status>,
    /// How far the value can be relied upon; none when unknown.
    #[serde(default)]
    pub confidence: Option<Confidence>,
    pub source: Option<Source>,
}

/// How the place of a site holds: under other weights, and under other methods.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Robustness {
    /// Shares of the draws, 0 to 1, in which the site is first, in the first three, in the first ten.
    pub first: f64,
    pub top3: f64,
    pub top10: f64,
    /// Mean of the weightings that put it first, in the order of the criteria; none when no draw does (SMAA-2: who would
    /// choose this site).
    pub central_weights: Option<Vec<f64>>,
    /// The same in a sentence: which criteria count more for whoever chooses it.
    pub chosen_by: Option<Text>,
    /// Place under TOPSIS with vector normalisation, and closeness, 0 to 1.
    pub topsis: Place,
    /// Place under PROMETHEE II with linear preferences, and net flow, −1 to 1.
    pub promethee: Place,
}

/// Rank from 1 and figure of a method.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Place {
    pub rank: usize,
    pub value: f64,
}

/// How far a value can be relied upon, from the weakest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Confidence {
    /// No one says it of this very site: implied by a label or a rule.
    Assumed,
    /// Somebody says it.
    Declared,
    /// A study or a computation gives it.
    Studied,
    /// Checked against its source.
    Certified,
}

impl Confidence {
    pub fn of(status: Status) -> Confidence {
        match status {
            Status::Assumed => Confidence::Assumed,
            Status::Declared => Confidence::Declared,
            Status::Computed => Confidence::Studied,
            Status::Verified => Confidence::Certified,
        }
    }

    pub fn said(self, lang: Lang) -> &'static str {
        match (self, lang) {
            (Confidence::Assumed, Lang::Fr) => "supposé",
            (Confidence::Declared, Lang::Fr) => "déclaré",
            (Confidence::Studied, Lang::Fr) => "étudié ou calculé",
            (Confidence::Certified, Lang::Fr) => "certifié",
            (Confidence::Assumed, Lang::En) => "assumed",
            (Confidence::Declared, Lang::En) => "declared",
            (Confidence::Studied, Lang::En) => "studied or computed",
            (Confidence::Certified, Lang::En) => "certified",
        }
    }
}
