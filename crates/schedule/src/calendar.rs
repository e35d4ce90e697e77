//! What the station answers: dated tasks, the opening date at P50 and P90, and the gain against a bare site.

use domain::{Cents, Date, Source, Status, Text};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Calendar {
    #[schemars(with = "String")]
    pub start: Date,
    /// Site the calendar is computed for; none for a bare site.
    pub site: Option<String>,
    /// In topological order.
    pub tasks: Vec<Task>,
    /// Identifiers of the tasks of the critical path (expected durations), first to last.
    pub critical_path: Vec<String>,
    pub opening: Opening,
    /// The works that follow, when their length is told: the plant opens at their end.
    pub works: Option<Works>,
    /// The same project on a site where nothing was anticipated.
    pub bare: Opening,
    /// Months won against the bare site, at P50.
    pub gain_months: f64,
    /// What each anticipation wins alone, largest first; those that win nothing are told in `notes`.
    pub gains: Vec<Gain>,
    /// Interest not carried thanks to the months won against the bare site; none until cost and rate are known.
    pub gain_carried: Option<Cents>,
    /// Tasks that can begin in the first month, those that hold the opening first.
    pub first_steps: Vec<String>,
    pub draws: usize,
    pub seed: u64,
    /// Anticipations that bring nothing here, and why: out of scope, expired, not on the critical path.
    pub notes: Vec<Text>,
    /// Facts that would change the network if they were known (keys of the dictionary).
    pub missing: Vec<String>,
    /// How the promise of the site's label fares, when it has one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub promises: Vec<crate::Promise>,
}

/// Months are counted from `start`; a month is 30.4375 days.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Opening {
    /// With the expected (PERT) duration of every task, without legal appeals; decision in hand.
    pub decision_months: f64,
    /// With the expected duration of every task, appeals purged.
    pub months: f64,
    #[schemars(with = "String")]
    pub date: Date,
    #[schemars(with = "String")]
    pub p10: Date,
    #[schemars(with = "String")]
    pub p50: Date,
    #[schemars(with = "String")]
    pub p90: Date,
}

/// Works of `project.duration_months` begun the day every formality is behind: the end, at the same chances as that day.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Works {
    pub months: f64,
    #[schemars(with = "String")]
    pub p50: Date,
    #[schemars(with = "String")]
    pub p90: Date,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Gain {
    /// Group of procedures, as in `rules/procedures`.
    pub anticipation: String,
    pub name: Text,
    /// Months the expected opening would slip without it.
    pub months: f64,
    pub carried: Option<Cents>,
    pub because: Text,
    pub status: Status,
    pub source: Source,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Task {
    /// "PC", "AE", "FF4S"… as in `rules/procedures`.
    pub id: String,
    pub name: Text,
    pub after: Vec<String>,
    /// Months: optimistic, likely, pessimistic.
    pub optimistic: f64,
    pub likely: f64,
    pub pessimistic: f64,
    /// (o + 4 l + p) / 6; zero when the site anticipated it.
    pub expected: f64,
    #[schemars(with = "String")]
    pub earliest_start: Date,
    #[schemars(with = "String")]
    pub earliest_finish: Date,
    #[schemars(with = "String")]
    pub latest_finish: Date,
    /// Months the task can slip without moving the opening.
    pub float_months: f64,
    pub critical: bool,
    /// Share of the draws in which the task is on the critical path.
    pub criticality: f64,
    /// Months of waiting for a season or a fixed date before the task can start.
    pub waits_months: f64,
    pub waits_for: Option<Text>,
    /// Set when the site already did it: "renonciation acquise le 3 mai 2020, valable jusqu'au 3 mai 2025"; or the project:
    /// "obtenu par le projet le 4 mars 2026".
    pub anticipated: Option<Text>,
    /// Who stands behind the anticipation.
    pub anticipated_status: Option<Status>,
    /// Set when it has begun: what is left is counted. "déposé le 4 mars 2026, au plus 2 mois encore".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub under_way: Option<Text>,
    /// Legal clock in words: "3 mois à compter du dossier complet ; silence : accord".
    pub legal: Option<Text>,
    pub source: Source,
}
