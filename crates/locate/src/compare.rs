//! A few sites side by side: what is known of each, criterion by criterion, what nobody knows, and which is ahead.

use crate::criteria::{self, ALL, Group, Reading, Spec};
use crate::need::Need;
use crate::ranking::Confidence;
use crate::requirements;
use crate::seen::Seen;
use domain::{Date, Facts, Position, Source, Status, Text};
use schemars::JsonSchema;
use serde::Serialize;

#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Comparison {
    pub groups: Vec<ComparedGroup>,
    /// Criteria that no site of these gives.
    pub unknown: Vec<Text>,
    /// Per site, in the order given: what the project asks and the site does not have, then what could not be checked.
    pub failed: Vec<Vec<Text>>,
    pub to_check: Vec<Vec<Text>>,
}

#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct ComparedGroup {
    pub label: Text,
    pub rows: Vec<ComparedRow>,
}

#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct ComparedRow {
    pub id: String,
    pub label: Text,
    /// One per site.
    pub cells: Vec<ComparedCell>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, JsonSchema)]
pub struct ComparedCell {
    /// None when unknown.
    pub value: Option<Text>,
    /// Better than every other known value, and there is one.
    pub ahead: bool,
    pub status: Option<Status>,
    pub confidence: Option<Confidence>,
    pub source: Option<Source>,
}

/// Sites in the order given; with no facts, the anchors of each criterion say which value is better.
pub fn compare<'s>(facts: &Facts, origin: Option<Position>, on: Date, sites: impl IntoIterator<Item = impl Into<Seen<'s>>>) -> Comparison {
    let sites: Vec<Seen> = sites.into_iter().map(Into::into).collect();
    let need = Need::read(facts, origin, on);
    let asked = requirements::requirements(&need);
    let checks: Vec<requirements::Checks> = sites.iter().map(|site| requirements::check(&asked, site)).collect();
    let (failed, to_check) = checks.into_iter().map(|c| (c.failed, c.to_check)).unzip();
    let (mut groups, mut unknown): (Vec<(Group, ComparedGroup)>, Vec<Text>) = (Vec::new(), Vec::new());
    let mut specs: Vec<&Spec> = ALL.iter().filter(|s| s.reading != Reading::Distance || origin.is_some()).collect();
    specs.sort_by_key(|s| s.group);
    for spec in specs {
        let cells = row(spec, &need, &sites);
        if cells.iter().all(|c| c.value.is_none()) {
            unknown.push(spec.label());
            continue;
        }
        let row = ComparedRow { id: spec.id.to_owned(), label: spec.label(), cells };
        match groups.last_mut() {
            Some((group, last)) if *group == spec.group => last.rows.push(row),
            _ => groups.push((spec.group, ComparedGroup { label: spec.group.label(), rows: vec![row] })),
        }
    }
    Comparison { groups: groups.into_iter().map(|(_, g)| g).collect(), unknown, failed, to_check }
}

fn row(spec: &Spec, need: &Need, sites: &[Seen]) -> Vec<ComparedCell> {
    let reads: Vec<criteria::Read> = sites.iter().map(|site| criteria::read(spec, need, site)).collect();
    let ahead = |at: usize| {
        let others = || reads.iter().enumerate().filter(|(other, read)| *other != at && read.value.is_some());
        // Surely better: its worst is above the best of each other whose value is known.
        reads[at].value.is_some() && others().next().is_some() && others().all(|(_, read)| reads[at].range.low > read.range.high)
    };
    let leads: Vec<bool> = (0..reads.len()).map(ahead).collect();
    reads
        .into_iter()
        .zip(leads)
        .map(|(read, ahead)| ComparedCell {
            ahead,
            confidence: read.status.map(Confidence::of),
            value: read.value.map(|said| said.text(spec)),
            status: read.status,
            source: read.source.cloned(),
        })
        .collect()
}

impl Group {
    pub fn label(self) -> Text {
        let (fr, en) = match self {
            Group::Land => ("Terrain", "Land"),
            Group::Power => ("Électricité", "Power"),
            Group::Fluids => ("Gaz, eau, chaleur", "Gas, water, heat"),
            Group::Telecom => ("Télécoms", "Telecom"),
            Group::Freight => ("Transport", "Transport"),
            Group::Labour => ("Emploi", "Labour"),
            Group::Training => ("Formation", "Training"),
            Group::ValueChain => ("Filière", "Value chain"),
            Group::Rules => ("Règles et risques", "Rules and risks"),
            Group::Time => ("Délais", "Time"),
            Group::Money => ("Argent", "Money"),
            Group::Brownfield => ("Friche", "Brownfield"),
            Group::Society => ("Accueil", "Welcome"),
        };
        Text::new(fr, en)
    }
}
