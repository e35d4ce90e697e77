//! What the territory does more than others, and what would remain of it without its biggest establishment.

use super::{Study, words};
use crate::Table;
use crate::country::{Quotient, Withholding};
use crate::significance::{at_least, benjamini_hochberg};
use crate::vulnerability::Need;
use domain::Text;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Expected jobs that draw a location quotient towards 1: see [`crate::significance::shrunk_quotient`].
const SHRINK: f64 = 20.0;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Strength {
    pub rank: usize,
    pub activity: String,
    pub label: Text,
    pub jobs: f64,
    pub establishments: f64,
    /// Location quotient, with its bounds when cells are withheld; `high` absent when nothing bounds it.
    pub quotient: f64,
    pub quotient_low: f64,
    pub quotient_high: Option<f64>,
    /// The quotient drawn towards 1 by twenty expected jobs: what ranks.
    pub shrunk: f64,
    /// Jobs beyond what the national mix would give.
    pub beyond: f64,
    /// Share of false discoveries at which this would still be called a specialisation.
    pub discoveries: f64,
    /// PCI, when known.
    pub complexity: Option<f64>,
    /// What the country buys abroad of it, when trade is held.
    pub need: Option<Need>,
    pub hangs: Hangs,
    pub why: Text,
}

/// What would remain without the biggest establishment; its size is bounded, not known.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case", tag = "state")]
pub enum Hangs {
    /// The specialisation would remain, whatever the size of the biggest.
    No { rank_then: usize },
    /// It depends on the size, which lies between the two.
    Perhaps { least: f64, most: f64, rank_then: usize },
    /// It would go, even if the biggest has its least possible size. `rank_then` absent: no job would be left.
    Yes { least: f64, quotient_then: f64, rank_then: Option<usize> },
    /// The number of establishments is not known.
    Untold,
}

/// Specialisations by number of activity of the country.
pub(super) struct Found {
    /// Most marked first: (activity, shrunk quotient).
    pub list: Vec<(usize, f64)>,
    /// One per activity of the country.
    pub quotients: Vec<Quotient>,
    pub discoveries: Vec<f64>,
    /// Present for sure, perhaps (when withheld cells may hide it), and present without its biggest establishment.
    pub present: Vec<bool>,
    pub least: Vec<bool>,
    pub most: Vec<bool>,
    pub steady: Vec<bool>,
}

pub(super) fn find(study: &Study) -> Found {
    let (country, local, floor) = (study.country, study.local, study.options.floor);
    let threshold = study.learned.options.analysis.threshold;
    let n = country.activities.len();
    let withholding = country.withholding(local);
    let quotients: Vec<Quotient> = (0..n).map(|p| country.quotient(local, p, &withholding)).collect();
    let expected = |p: usize| if country.total > 0.0 { local.total * country.jobs[p] / country.total } else { 0.0 };
    // Only what is above its expectation can be a discovery; the test still counts every activity.
    let here: Vec<usize> = (0..n).filter(|p| local.jobs[*p] > 0.0).collect();
    let probability: Vec<f64> =
        here.iter().map(|p| if quotients[*p].value > 1.0 { at_least(local.jobs[*p], expected(*p)) } else { 1.0 }).collect();
    let row = Table {
        places: vec![String::new()],
        activities: vec![String::new(); n],
        start: vec![0, here.len()],
        column: here.iter().map(|p| *p as u32).collect(),
        value: here.iter().map(|p| local.jobs[*p]).collect(),
    };
    let mut discoveries = vec![1.0; n];
    here.iter().zip(benjamini_hochberg(&row, &probability)).for_each(|(p, share)| discoveries[*p] = share);

    let shrunk = |p: usize| (local.jobs[p] + SHRINK) / (expected(p) + SHRINK);
    let enough = |p: usize, jobs: f64| jobs > 0.0 && jobs >= floor.jobs && discoveries[p] <= floor.discoveries;
    let present: Vec<bool> = (0..n).map(|p| quotients[p].value >= threshold && enough(p, local.jobs[p])).collect();
    let least = (0..n).map(|p| present[p] && quotients[p].low >= threshold).collect();
    let most = (0..n).map(|p| present[p] || !withholding.nothing && could(study, p, &quotients[p], &withholding)).collect();
    let mut list: Vec<(usize, f64)> = (0..n).filter(|p| present[*p]).map(|p| (p, shrunk(p))).collect();
    list.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    let steady = (0..n).map(|p| present[p] && without(study, p, local.biggest[p].least).quotient >= threshold).collect();
    Found { list, quotients, discoveries, present, least, most, steady }
}

/// Whether withheld cells may hide a specialisation: at their most here and their least elsewhere. The Benjamini–Hochberg
/// share is never below the probability itself, so nothing that could pass is left out.
fn could(study: &Study, p: usize, quotient: &Quotient, whole: &Withholding) -> bool {
    let (country, local, floor) = (study.country, study.local, study.options.floor);
    let (jobs, threshold) = (local.jobs[p], study.learned.options.analysis.threshold);
    let Some(hidden) = local.hidden[p] else { return true };
    let most = jobs + hidden;
    let expected = local.total * country.jobs[p] / (country.total + whole.country);
    let above = quotient.high.is_none_or(|high| high >= threshold);
    above && most > 0.0 && most >= floor.jobs && at_least(most, expected) <= floor.discoveries
}

/// The territory, and the country, without `gone` jobs of an activity.
struct Without {
    quotient: f64,
    shrunk: f64,
}

fn without(study: &Study, p: usize, gone: f64) -> Without {
    let (country, local) = (study.country, study.local);
    let (x_cp, x_c) = ((local.jobs[p] - gone).max(0.0), local.total - gone);
    let (x_p, x) = (country.jobs[p] - gone, country.total - gone);
    if x_cp <= 1e-9 || x_c <= 0.0 || x_p <= 0.0 || x <= 0.0 {
        return Without { quotient: 0.0, shrunk: 0.0 };
    }
    let expected = x_c * x_p / x;
    Without { quotient: x_cp / expected, shrunk: (x_cp + SHRINK) / (expected + SHRINK) }
}

pub(super) fn told(study: &Study, found: &Found) -> Vec<Strength> {
    let (country, local) = (study.country, study.local);
    let one = |(at, (p, shrunk)): (usize, &(usize, f64))| {
        let (quotient, learned) = (found.quotients[*p], study.learned.activity(&country.activities[*p]));
        let expected = local.total * country.jobs[*p] / country.total;
        let hangs = hangs(study, found, *p, at);
        Strength {
            rank: at + 1,
            activity: country.activities[*p].clone(),
            label: words::label(study.options, &country.activities[*p]),
            jobs: local.jobs[*p],
            establishments: local.establishments[*p],
            quotient: quotient.value,
            quotient_low: quotient.low,
            quotient_high: quotient.high,
            shrunk: *shrunk,
            beyond: local.jobs[*p] - expected,
            discoveries: found.discoveries[*p],
            complexity: learned.and_then(|at| study.learned.pci[at]),
            need: study.options.needs.and_then(|needs| needs.of.get(&country.activities[*p])).cloned(),
            why: words::strength(study, *p, &quotient, expected, &hangs, at + 1),
            hangs,
        }
    };
    found.list.iter().enumerate().take(study.options.shown).map(one).collect()
}

fn hangs(study: &Study, found: &Found, p: usize, at: usize) -> Hangs {
    let (biggest, threshold) = (study.local.biggest[p], study.learned.options.analysis.threshold);
    if biggest.most <= 0.0 {
        return Hangs::Untold;
    }
    let (least, most) = (without(study, p, biggest.least), without(study, p, biggest.most));
    let rank =
        |then: &Without| 1 + found.list.iter().enumerate().filter(|(other, (_, shrunk))| *other != at && *shrunk > then.shrunk).count();
    match () {
        () if least.quotient < threshold => {
            Hangs::Yes { least: biggest.least, quotient_then: least.quotient, rank_then: (least.quotient > 0.0).then(|| rank(&least)) }
        }
        () if !biggest.told() => Hangs::Untold,
        () if most.quotient >= threshold => Hangs::No { rank_then: rank(&most) },
        () => Hangs::Perhaps { least: biggest.least, most: biggest.most, rank_then: rank(&least) },
    }
}
