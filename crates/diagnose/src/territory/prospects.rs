//! What is not here and could be: each activity with its five figures, its rank, how steady the rank is, and the exact
//! reason of its nearness.

use super::strengths::Found;
use super::{BranchGap, Reception, Staffing, Study, TerritoryOptions, skilled, words};
use crate::density;
use crate::input_output::{Multiplier, Regional};
use crate::quadrant::{Quadrant, median, quadrant};
use crate::relative::relative_relatedness;
use crate::score::{Scores, percentiles, robustness};
use crate::vulnerability::Need;
use domain::Text;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Standard deviations below which two activities are as near: sums in another order differ by less.
const ALIKE: f64 = 1e-9;
/// Present activities named as the reason of a density.
const PARTS: usize = 3;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Prospect {
    pub rank: usize,
    pub activity: String,
    pub label: Text,
    /// Jobs already here, too few or too uncertain for a specialisation; and the location quotient.
    pub jobs: f64,
    pub quotient: f64,
    /// Share of the activities near to this one that are here, in [0, 1], and what withheld cells could make of it.
    pub density: f64,
    pub density_bounds: Bounds,
    /// Density in standard deviations around the mean of the activities absent from here.
    pub relatedness: f64,
    /// Places of the matrix that are specialised in it; under the floor its nearness is not scored.
    pub found_in: usize,
    /// PCI, when known, and where that puts the activity in the picture.
    pub complexity: Option<f64>,
    pub quadrant: Option<Quadrant>,
    pub scores: Scores,
    /// 1 to 100; `None` when no figure that counts is known.
    pub total: Option<f64>,
    /// Share of the random weightings that keep it in the first ten, in [0, 1].
    pub robustness: f64,
    /// The present activities that bring most of the density; `others` brings the rest, exactly.
    pub because: Vec<Part>,
    pub others: Part,
    /// Rank by nearness alone, and the same without the specialisations that hang on one establishment.
    pub rank_of_nearness: usize,
    pub rank_of_nearness_without_biggest: usize,
    pub need: Option<Need>,
    pub staffing: Option<Staffing>,
    pub reception: Option<Reception>,
    pub multiplier: Option<Multiplier>,
    pub why: Text,
}

/// A present activity's part of a density.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Part {
    /// Empty for the others together.
    pub activity: String,
    pub label: Text,
    /// `φ_pq / Σ φ_p`: all the parts of a line add up to its density.
    pub density: f64,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Bounds {
    pub low: f64,
    pub high: f64,
}

/// A candidate while it is ranked: its number in the country and in what was learned.
struct Candidate {
    country: usize,
    learned: usize,
    scores: Scores,
    total: Option<f64>,
}

pub(super) fn regional(study: &Study) -> Option<(Regional, Vec<Option<usize>>)> {
    let table = study.options.branches()?;
    let branches = table.branches_of(study.country.activities.iter().map(String::as_str));
    let sum = |jobs: &[f64]| {
        let mut out = vec![0.0; table.branches.len()];
        jobs.iter().zip(&branches).for_each(|(jobs, branch)| branch.iter().for_each(|b| out[*b] += jobs));
        out
    };
    let (place, whole) = (sum(&study.local.jobs), sum(&study.country.jobs));
    let mut regional = table.regional(&place, &whole)?;
    regional.unmet = study.options.residents.and_then(|share| table.unmet(&place, &whole, share)).unwrap_or_default();
    Some((regional, branches))
}

pub(super) fn gaps(options: &TerritoryOptions, (regional, _): &(Regional, Vec<Option<usize>>)) -> Vec<BranchGap> {
    let branches = options.branches().map(|table| table.branches.as_slice()).unwrap_or_default();
    let each = branches.iter().zip(&regional.gaps).zip(&regional.multipliers).enumerate();
    let one = |(at, ((branch, gap), multiplier)): (usize, ((&String, &_), &_))| {
        let division = branch.trim_start_matches(|c: char| c.is_ascii_alphabetic());
        let unmet = regional.unmet.get(at).copied().flatten();
        BranchGap { branch: branch.clone(), label: words::label(options, division), gap: *gap, unmet, multiplier: *multiplier }
    };
    let mut gaps: Vec<BranchGap> = each.map(one).collect();
    let leak = |gap: &BranchGap| gap.gap.central.0 + gap.unmet.map_or(0, |unmet| unmet.central.0);
    gaps.sort_by(|a, b| leak(b).cmp(&leak(a)).then_with(|| a.branch.cmp(&b.branch)));
    gaps
}

type Ranked = (Vec<Prospect>, usize, Vec<Text>);

/// The lines shown, how many were ranked, and which figures are unknown everywhere.
pub(super) fn rank(study: &Study, found: &Found, regional: Option<&(Regional, Vec<Option<usize>>)>) -> Ranked {
    let (learned, country, options) = (study.learned, study.country, study.options);
    let of_country: Vec<Option<usize>> = country.activities.iter().map(|id| learned.activity(id)).collect();
    let row = |marks: &[bool]| {
        let mut present: Vec<u32> = (0..marks.len()).filter(|p| marks[*p]).filter_map(|p| Some(of_country[p]? as u32)).collect();
        present.sort_unstable();
        let diagonal = learned.options.analysis.convention.diagonal();
        (density::row(&present, &learned.proximity, &learned.sums, diagonal), present)
    };
    let (density, present) = row(&found.present);
    let sure = found.least == found.present && found.most == found.present;
    let (low, high) = if sure { (density.clone(), density.clone()) } else { (row(&found.least).0, row(&found.most).0) };
    let relative = relative_relatedness(&density, &present);

    let absent = |p: &usize| !found.present[*p] && country.jobs[*p] > 0.0 && options.considered.holds(&country.activities[*p]);
    let mut candidates: Vec<Candidate> = (0..country.activities.len())
        .filter(absent)
        .filter_map(|p| Some(Candidate { country: p, learned: of_country[p]?, scores: Scores::default(), total: None }))
        .collect();
    let known = |c: &Candidate| learned.ubiquity[c.learned] as usize >= options.floor.places;
    let nearness: Vec<Option<f64>> = candidates.iter().map(|c| relative[c.learned].filter(|_| known(c))).collect();
    let (staffing, why_no_skills) = skilled::staffing(study, candidates.iter().map(|c| c.country));
    let multiplier = |c: &Candidate| regional.and_then(|(regional, branches)| Some(regional.multipliers[branches[c.country]?]));
    let need = |c: &Candidate| options.needs.and_then(|needs| needs.of.get(&country.activities[c.country]));
    let sites = |c: &Candidate| options.reception.and_then(|of| of.get(&country.activities[c.country]));
    let columns = Columns {
        need: need_scores(&candidates.iter().map(need).collect::<Vec<_>>()),
        proximity: percentiles(&nearness),
        returns: percentiles(&candidates.iter().map(|c| multiplier(c).map(|m| m.jobs.unwrap_or(m.output).central)).collect::<Vec<_>>()),
    };
    for (i, candidate) in candidates.iter_mut().enumerate() {
        let reception = sites(candidate).filter(|r| r.counts).map(|r| r.score.clamp(0.0, 100.0));
        let skills = staffing[i].as_ref().map(|s| 100.0 * s.share);
        candidate.scores =
            Scores { need: columns.need[i], proximity: columns.proximity[i], skills, reception, returns: columns.returns[i] };
        candidate.total = candidate.scores.total(&options.weights);
    }
    let missing = words::missing(study, &candidates.iter().map(|c| c.scores).collect::<Vec<_>>(), why_no_skills);

    // Best total first; nearness, then the code, settle what is equal.
    let mut order: Vec<usize> = (0..candidates.len()).collect();
    order.sort_by(|a, b| {
        let (x, y) = (&candidates[*a], &candidates[*b]);
        let total = |c: &Candidate| c.total.unwrap_or(0.0);
        total(y).total_cmp(&total(x)).then(density_order(&relative, x, y)).then(x.country.cmp(&y.country))
    });
    let steadiness = robustness(&order.iter().map(|i| candidates[*i].scores).collect::<Vec<_>>(), options.draws, options.seed);
    let near = ranks(&candidates, &relative);
    let steady = if found.steady == found.present {
        near.clone()
    } else {
        let (density, present) = row(&found.steady);
        ranks(&candidates, &relative_relatedness(&density, &present))
    };
    let middle = median(candidates.iter().filter_map(|c| learned.pci[c.learned])).unwrap_or(0.0);
    let line = |(at, i): (usize, usize)| {
        let c = &candidates[i];
        let activity = &country.activities[c.country];
        let relatedness = relative[c.learned].unwrap_or(0.0);
        let (because, others) = reasons(study, &present, c.learned, density[c.learned]);
        let complexity = learned.pci[c.learned];
        let mut prospect = Prospect {
            rank: at + 1,
            activity: activity.clone(),
            label: words::label(options, activity),
            jobs: study.local.jobs[c.country],
            quotient: found.quotients[c.country].value,
            density: density[c.learned],
            density_bounds: Bounds { low: low[c.learned], high: high[c.learned] },
            relatedness,
            found_in: learned.ubiquity[c.learned] as usize,
            complexity,
            quadrant: complexity.map(|pci| quadrant(relatedness, pci - middle)),
            scores: c.scores,
            total: c.total,
            robustness: steadiness[at],
            because,
            others,
            rank_of_nearness: near[i],
            rank_of_nearness_without_biggest: steady[i],
            need: need(c).cloned(),
            staffing: staffing[i].clone(),
            reception: sites(c).cloned(),
            multiplier: multiplier(c),
            why: Text::default(),
        };
        prospect.why = words::prospect(study, &prospect, candidates.len());
        prospect
    };
    let shown = order.into_iter().take(options.shown).enumerate().map(line).collect();
    (shown, candidates.len(), missing)
}

struct Columns {
    need: Vec<Option<f64>>,
    proximity: Vec<Option<f64>>,
    returns: Vec<Option<f64>>,
}

/// Half how large the imports are (their percentile among the activities considered), half how much of them the methods that
/// conclude call vulnerable, on average; the first alone where no method concludes. An assumption of the project. Activities
/// whose amounts are not divided are ranked on the amount they have together, and come out equal.
fn need_scores(needs: &[Option<&Need>]) -> Vec<Option<f64>> {
    let large = percentiles(&needs.iter().map(|need| need.map(|n| n.imports)).collect::<Vec<_>>());
    let one = |(need, large): (&Option<&Need>, Option<f64>)| {
        let vulnerable = &(*need)?.vulnerable;
        let mean = 100.0 * vulnerable.values().sum::<f64>() / vulnerable.len().max(1) as f64;
        large.map(|large| if vulnerable.is_empty() { large } else { (large + mean) / 2.0 })
    };
    needs.iter().zip(large).map(one).collect()
}

fn density_order(relative: &[Option<f64>], x: &Candidate, y: &Candidate) -> std::cmp::Ordering {
    relative[y.learned].unwrap_or(f64::NEG_INFINITY).total_cmp(&relative[x.learned].unwrap_or(f64::NEG_INFINITY))
}

/// Rank of each candidate by nearness, 1 the nearest; as near, the same rank.
fn ranks(candidates: &[Candidate], relative: &[Option<f64>]) -> Vec<usize> {
    let z = |i: usize| relative[candidates[i].learned].unwrap_or(f64::NEG_INFINITY);
    let mut order: Vec<usize> = (0..candidates.len()).collect();
    order.sort_by(|a, b| z(*b).total_cmp(&z(*a)).then(a.cmp(b)));
    let mut ranks = vec![0; order.len()];
    for (at, i) in order.iter().enumerate() {
        let tied = at.checked_sub(1).map(|before| order[before]).filter(|before| z(*before) - z(*i) < ALIKE);
        ranks[*i] = tied.map_or(at + 1, |before| ranks[before]);
    }
    ranks
}

fn reasons(study: &Study, present: &[u32], activity: usize, density: f64) -> (Vec<Part>, Part) {
    let learned = study.learned;
    let all = density::reasons(present, activity, &learned.proximity, learned.options.analysis.convention.diagonal());
    let part = |(q, density): &(u32, f64)| {
        let activity = learned.activities[*q as usize].clone();
        Part { label: words::label(study.options, &activity), activity, density: *density }
    };
    let because: Vec<Part> = all.iter().take(PARTS).filter(|(_, part)| *part > 0.0).map(part).collect();
    let named: f64 = because.iter().map(|part| part.density).sum();
    let label = Text::new("les autres spécialisations ensemble", "the other specialisations together");
    (because, Part { activity: String::new(), label, density: (density - named).max(0.0) })
}
