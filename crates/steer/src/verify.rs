//! A second look at any plan, written apart from what made it: names and exact integers only.
//!
//! A plan that a method hands over without passing here is never shown: a solver stopped at its time limit was seen to leave
//! 578 broken constraints in its file (CBC 2.10.3 on 5 000 projects).

use crate::portfolio::{Plan, Portfolio, Scenario};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// A rule that a plan breaks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case", tag = "rule")]
pub enum Violation {
    Unknown {
        name: String,
    },
    NotEligible {
        project: String,
        measure: String,
    },
    OutOfBounds {
        project: String,
        measure: String,
        amount: i64,
        least: i64,
        most: i64,
    },
    PlanNotClosed {
        project: String,
        aid: i64,
        need: i64,
    },
    AboveCeiling {
        project: String,
        aid: i64,
        ceiling: i64,
    },
    TooManyFunders {
        project: String,
        funders: usize,
        most: usize,
    },
    NotCumulable {
        project: String,
        measures: [String; 2],
    },
    Envelope {
        measure: String,
        committed: i64,
        envelope: i64,
    },
    /// Amounts are in hundredths of the unit, as payments are percentages.
    Year {
        measure: String,
        year: usize,
        paid_hundredths: i128,
        allowed: i64,
    },
    Share {
        measure: String,
        region: String,
        committed: i64,
        share: i64,
    },
    Exclusive {
        projects: [String; 2],
    },
    Site {
        site: String,
        projects: [String; 2],
    },
    Needs {
        project: String,
        missing: String,
    },
    NotKept {
        project: String,
    },
    Refused {
        project: String,
    },
}

/// Every rule that the plan breaks; an empty list is a plan that may be shown.
#[must_use]
pub fn verify(portfolio: &Portfolio, scenario: &Scenario, plan: &Plan) -> Vec<Violation> {
    let mut broken = Vec::new();
    let measures: BTreeMap<&str, _> = portfolio.measures.iter().map(|m| (m.id.as_str(), m)).collect();
    let projects: BTreeMap<&str, _> = portfolio.projects.iter().map(|p| (p.id.as_str(), p)).collect();
    let mut committed: BTreeMap<&str, i64> = BTreeMap::new();
    let mut paid: BTreeMap<(&str, usize), i128> = BTreeMap::new();
    let mut shared: BTreeMap<(&str, &str), i64> = BTreeMap::new();
    let mut sites: BTreeMap<&str, &str> = BTreeMap::new();
    for (id, aids) in &plan.retained {
        let Some(project) = projects.get(id.as_str()) else {
            broken.push(Violation::Unknown { name: id.clone() });
            continue;
        };
        let eligible: BTreeSet<&str> = project.measures.iter().map(String::as_str).collect();
        for (name, &amount) in aids {
            let Some(measure) = measures.get(name.as_str()) else {
                broken.push(Violation::Unknown { name: name.clone() });
                continue;
            };
            if !eligible.contains(name.as_str()) {
                broken.push(Violation::NotEligible { project: id.clone(), measure: name.clone() });
            }
            let (least, most) = (measure.floor.max(1), measure.most(project));
            if amount < least || amount > most {
                broken.push(Violation::OutOfBounds { project: id.clone(), measure: name.clone(), amount, least, most });
            }
            *committed.entry(&measure.id).or_default() += amount;
            if let Some(region) = &project.region {
                *shared.entry((&measure.id, region)).or_default() += amount;
            }
            for (after, percent) in measure.payments.iter().enumerate() {
                *paid.entry((&measure.id, project.start + after)).or_default() += i128::from(amount) * i128::from(*percent);
            }
        }
        let aid: i64 = aids.values().sum();
        if aid != project.need {
            broken.push(Violation::PlanNotClosed { project: id.clone(), aid, need: project.need });
        }
        if let Some(ceiling) = project.ceiling.filter(|c| aid > *c) {
            broken.push(Violation::AboveCeiling { project: id.clone(), aid, ceiling });
        }
        if aids.len() > portfolio.most_funders {
            broken.push(Violation::TooManyFunders { project: id.clone(), funders: aids.len(), most: portfolio.most_funders });
        }
        for pair in &portfolio.not_cumulable {
            if pair.iter().all(|m| aids.contains_key(m)) {
                broken.push(Violation::NotCumulable { project: id.clone(), measures: pair.clone() });
            }
        }
        for missing in project.needs.iter().filter(|n| !plan.retained.contains_key(*n)) {
            broken.push(Violation::Needs { project: id.clone(), missing: missing.clone() });
        }
        if let Some(site) = &project.site
            && let Some(other) = sites.insert(site, id)
        {
            broken.push(Violation::Site { site: site.clone(), projects: [other.to_owned(), id.clone()] });
        }
    }
    for measure in &portfolio.measures {
        let id = measure.id.as_str();
        let (taken, envelope) = (committed.get(id).copied().unwrap_or(0), scenario.envelope(measure));
        if taken > envelope {
            broken.push(Violation::Envelope { measure: measure.id.clone(), committed: taken, envelope });
        }
        for (year, &allowed) in measure.yearly.iter().enumerate() {
            let paid_hundredths = paid.get(&(id, year)).copied().unwrap_or(0);
            if paid_hundredths > i128::from(allowed) * 100 {
                broken.push(Violation::Year { measure: measure.id.clone(), year, paid_hundredths, allowed });
            }
        }
        for (region, &share) in &measure.shares {
            let committed = shared.get(&(id, region.as_str())).copied().unwrap_or(0);
            if committed > share {
                broken.push(Violation::Share { measure: measure.id.clone(), region: region.clone(), committed, share });
            }
        }
    }
    for pair in &portfolio.exclusive {
        if pair[0] != pair[1] && pair.iter().all(|p| plan.retained.contains_key(p)) {
            broken.push(Violation::Exclusive { projects: pair.clone() });
        }
    }
    broken.extend(scenario.keep.iter().filter(|p| !plan.retained.contains_key(*p)).map(|p| Violation::NotKept { project: p.clone() }));
    broken.extend(scenario.refuse.iter().filter(|p| plan.retained.contains_key(*p)).map(|p| Violation::Refused { project: p.clone() }));
    broken
}

/// What a plan is worth under these priorities.
#[must_use]
pub fn value(portfolio: &Portfolio, scenario: &Scenario, plan: &Plan) -> i64 {
    portfolio.projects.iter().filter(|p| plan.retained.contains_key(&p.id)).map(|p| scenario.score(p)).sum()
}
