//! What the pilot puts on the table: projects that ask, measures that can pay, and the rules between them.
//!
//! Amounts are integers of one unit, the same in the whole file (cents in the product). Points are integers too, so that two
//! plans compare exactly.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A set of projects and measures, with everything a plan must respect.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Portfolio {
    /// What it is, in the words of whoever made it.
    #[serde(default)]
    pub name: String,
    /// The unit of every amount, for readers: “EUR cents”.
    #[serde(default)]
    pub unit: String,
    /// How many measures may pay for one project.
    pub most_funders: usize,
    pub measures: Vec<Measure>,
    pub projects: Vec<Project>,
    /// Of two projects, one at most.
    #[serde(default)]
    pub exclusive: Vec<[String; 2]>,
    /// Two measures that may not pay for the same project.
    #[serde(default)]
    pub not_cumulable: Vec<[String; 2]>,
}

/// A measure and its envelope.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Measure {
    pub id: String,
    #[serde(default)]
    pub label: String,
    /// What may be committed in all (*autorisations d’engagement*).
    pub envelope: i64,
    /// What may be paid each year (*crédits de paiement*), from year 0; nothing said, nothing limits. Years after the last are
    /// not limited.
    #[serde(default)]
    pub yearly: Vec<i64>,
    /// How an amount is paid, in percent, from the year the project starts.
    #[serde(default)]
    pub payments: Vec<i64>,
    /// Most that it pays of the eligible cost, in percent.
    #[serde(default)]
    pub rate: Option<i64>,
    /// Least that it pays to a project it pays for.
    #[serde(default)]
    pub floor: i64,
    /// Most that it pays to one project.
    #[serde(default)]
    pub cap: Option<i64>,
    /// Most that the projects of a region take together; a region that is not named has no such limit.
    #[serde(default)]
    pub shares: BTreeMap<String, i64>,
}

/// A project that asks for aid; it is retained whole or not at all.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Project {
    pub id: String,
    #[serde(default)]
    pub label: String,
    /// Eligible cost.
    pub cost: i64,
    /// Aid without which its plan does not close: exactly this is paid, or nothing.
    pub need: i64,
    /// Most that the law lets all aids be together; nothing said, the need itself.
    #[serde(default)]
    pub ceiling: Option<i64>,
    #[serde(default)]
    pub region: Option<String>,
    /// Projects of the same site exclude one another.
    #[serde(default)]
    pub site: Option<String>,
    /// Year of its first payment.
    #[serde(default)]
    pub start: usize,
    /// What it brings, criterion by criterion.
    pub points: BTreeMap<String, i64>,
    /// The measures it is eligible for.
    pub measures: Vec<String>,
    /// Most that a measure may pay to this project, where its own rules say less than the rate and the cap.
    #[serde(default)]
    pub most: BTreeMap<String, i64>,
    /// The projects without which it is not retained.
    #[serde(default)]
    pub needs: Vec<String>,
}

/// A set of priorities, and what is already settled.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Scenario {
    #[serde(default)]
    pub name: String,
    /// How much one point of a criterion counts; a criterion that is not named counts 1.
    #[serde(default)]
    pub weights: BTreeMap<String, i64>,
    /// Projects retained whatever they bring.
    #[serde(default)]
    pub keep: Vec<String>,
    /// Projects set aside.
    #[serde(default)]
    pub refuse: Vec<String>,
    /// Envelopes supposed to be other than they are, by measure.
    #[serde(default)]
    pub envelopes: BTreeMap<String, i64>,
}

impl Measure {
    /// Most that this measure can pay to this project alone: its cap, its rate of the cost, the need, what is said of the pair.
    #[must_use]
    pub fn most(&self, project: &Project) -> i64 {
        let by_rate = self.rate.map_or(project.need, |rate| (i128::from(project.cost) * i128::from(rate) / 100) as i64);
        let said = project.most.get(&self.id).copied().unwrap_or(project.need);
        project.need.min(by_rate).min(self.cap.unwrap_or(project.need)).min(said)
    }
}

impl Scenario {
    /// What a project is worth under these priorities.
    #[must_use]
    pub fn score(&self, project: &Project) -> i64 {
        project.points.iter().map(|(criterion, points)| points * self.weights.get(criterion).copied().unwrap_or(1)).sum()
    }

    /// The envelope of a measure under this scenario.
    #[must_use]
    pub fn envelope(&self, measure: &Measure) -> i64 {
        self.envelopes.get(&measure.id).copied().unwrap_or(measure.envelope)
    }
}

/// Who pays what to the projects that are retained.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Plan {
    /// By project, by measure: an amount.
    pub retained: BTreeMap<String, BTreeMap<String, i64>>,
}
