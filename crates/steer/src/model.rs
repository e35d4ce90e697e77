//! The portfolio as numbers: every limit becomes one kind of thing, a resource that amounts draw on.
//!
//! An envelope, a year of payments and the share of a region differ by name only. In hundredths of the unit, an amount `x`
//! draws `100 x` on an envelope or a share, and `percent × x` on each year in which it is paid.

use crate::mistake::{Figure, Mistake};
use crate::portfolio::{Plan, Portfolio, Scenario};
use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

/// A limit, for the words that explain it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Limit {
    Envelope { measure: usize },
    Year { measure: usize, year: usize },
    Share { measure: usize, region: String },
}

/// One measure for one project.
#[derive(Debug, Clone)]
pub struct Pair {
    pub project: usize,
    pub measure: usize,
    pub floor: i64,
    pub most: i64,
    /// Where its draws are in [`Model::draws`].
    pub draws: Range<usize>,
}

/// What one unit of a pair takes from a resource, in hundredths.
#[derive(Debug, Clone, Copy)]
pub struct Draw {
    pub resource: usize,
    pub by: i64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    Free,
    Kept,
    Refused,
}

/// A project as numbers.
#[derive(Debug, Clone)]
pub struct Asked {
    pub score: i64,
    pub need: i64,
    pub pairs: Range<usize>,
    pub rivals: Vec<usize>,
    pub needs: Vec<usize>,
    pub needed_by: Vec<usize>,
    pub fate: Fate,
}

/// The portfolio under one scenario, compiled.
#[derive(Debug, Clone)]
pub struct Model {
    pub asked: Vec<Asked>,
    pub pairs: Vec<Pair>,
    pub draws: Vec<Draw>,
    pub limits: Vec<Limit>,
    /// Hundredths of the unit.
    pub capacity: Vec<i64>,
    pub most_funders: usize,
    pub measures: usize,
    clash: Vec<bool>,
    project_ids: Vec<String>,
    measure_ids: Vec<String>,
    position: HashMap<String, usize>,
}

/// Amounts stay under this, so that no sum of hundredths overflows: a hundred thousand billion units.
const LARGEST: i64 = 100_000_000_000_000;
/// Points and weights stay under this, and the score they make under its square.
const HEAVIEST: i64 = 1_000_000;

impl Model {
    /// Compiles a portfolio, or says what is wrong in it.
    ///
    /// # Errors
    /// The first mistake met: a name that leads nowhere, an amount out of bounds, payments that do not make 100 %.
    pub fn new(portfolio: &Portfolio, scenario: &Scenario) -> Result<Self, Mistake> {
        let measure_at = positions(portfolio.measures.iter().map(|m| m.id.as_str()))?;
        let position = positions(portfolio.projects.iter().map(|p| p.id.as_str()))?;
        let bounded = |of: &str, what: Figure, value: i64, least: i64, most: i64| match value {
            v if (least..=most).contains(&v) => Ok(()),
            value => Err(Mistake::Amount { of: of.to_owned(), what, value, least, most }),
        };
        for (criterion, weight) in &scenario.weights {
            bounded(criterion, Figure::Weight, *weight, -HEAVIEST, HEAVIEST)?;
        }
        let (mut limits, mut capacity) = (Vec::new(), Vec::new());
        let mut limit = |which, amount: i64| {
            limits.push(which);
            capacity.push(amount * 100);
            capacity.len() - 1
        };
        let mut envelopes = Vec::new();
        let mut years: Vec<Vec<usize>> = Vec::new();
        let mut shares: Vec<HashMap<&str, usize>> = Vec::new();
        for (measure, asked) in portfolio.measures.iter().enumerate() {
            bounded(&asked.id, Figure::Envelope, scenario.envelope(asked), 0, LARGEST)?;
            bounded(&asked.id, Figure::Floor, asked.floor, 0, LARGEST)?;
            bounded(&asked.id, Figure::Cap, asked.cap.unwrap_or(0), 0, LARGEST)?;
            bounded(&asked.id, Figure::Rate, asked.rate.unwrap_or(0), 0, 100)?;
            let sum: i64 = asked.payments.iter().sum();
            if !asked.payments.is_empty() && (sum != 100 || asked.payments.iter().any(|p| !(0..=100).contains(p))) {
                return Err(Mistake::Payments { of: asked.id.clone(), sum });
            }
            envelopes.push(limit(Limit::Envelope { measure }, scenario.envelope(asked)));
            let mut of_year = Vec::new();
            for (year, &amount) in asked.yearly.iter().enumerate() {
                bounded(&asked.id, Figure::Year, amount, 0, LARGEST)?;
                of_year.push(limit(Limit::Year { measure, year }, amount));
            }
            years.push(of_year);
            let mut of_region = HashMap::new();
            for (region, &amount) in &asked.shares {
                bounded(&asked.id, Figure::Share, amount, 0, LARGEST)?;
                of_region.insert(region.as_str(), limit(Limit::Share { measure, region: region.clone() }, amount));
            }
            shares.push(of_region);
        }

        let (mut asked, mut pairs, mut draws) = (Vec::new(), Vec::new(), Vec::new());
        for (index, project) in portfolio.projects.iter().enumerate() {
            bounded(&project.id, Figure::Need, project.need, 1, LARGEST)?;
            bounded(&project.id, Figure::Cost, project.cost, 0, LARGEST)?;
            bounded(&project.id, Figure::Start, project.start as i64, 0, 100)?;
            for points in project.points.values() {
                bounded(&project.id, Figure::Points, *points, -HEAVIEST, HEAVIEST)?;
            }
            for most in project.most.values() {
                bounded(&project.id, Figure::Most, *most, 0, LARGEST)?;
            }
            let first = pairs.len();
            let payable = project.ceiling.is_none_or(|ceiling| project.need <= ceiling);
            for name in &project.measures {
                let &measure = known(&measure_at, &project.id, name)?;
                let (of, most) = (&portfolio.measures[measure], portfolio.measures[measure].most(project));
                if !payable || pairs[first..].iter().any(|p: &Pair| p.measure == measure) {
                    continue;
                }
                let begin = draws.len();
                draws.push(Draw { resource: envelopes[measure], by: 100 });
                for (after, &by) in of.payments.iter().enumerate() {
                    if let Some(&resource) = years[measure].get(project.start + after).filter(|_| by > 0) {
                        draws.push(Draw { resource, by });
                    }
                }
                if let Some(&resource) = project.region.as_deref().and_then(|region| shares[measure].get(region)) {
                    draws.push(Draw { resource, by: 100 });
                }
                // What the limits allow even to a project alone is all that it can ever take.
                let most = draws[begin..].iter().map(|d| capacity[d.resource] / d.by).fold(most, i64::min);
                if most < of.floor.max(1) {
                    draws.truncate(begin);
                    continue;
                }
                pairs.push(Pair { project: index, measure, floor: of.floor, most, draws: begin..draws.len() });
            }
            let needs = project.needs.iter().map(|n| known(&position, &project.id, n).copied()).collect::<Result<Vec<_>, _>>()?;
            let score = scenario.score(project);
            let (rivals, needed_by, fate) = (Vec::new(), Vec::new(), Fate::Free);
            asked.push(Asked { score, need: project.need, pairs: first..pairs.len(), rivals, needs, needed_by, fate });
        }
        for project in 0..asked.len() {
            for other in asked[project].needs.clone() {
                asked[other].needed_by.push(project);
            }
        }
        let mut exclude = |a: usize, b: usize| {
            if a != b && !asked[a].rivals.contains(&b) {
                asked[a].rivals.push(b);
                asked[b].rivals.push(a);
            }
        };
        for pair in &portfolio.exclusive {
            exclude(*known(&position, &pair[1], &pair[0])?, *known(&position, &pair[0], &pair[1])?);
        }
        let mut sites: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (index, project) in portfolio.projects.iter().enumerate() {
            let here = project.site.as_deref().map(|site| sites.entry(site).or_default());
            for here in here.into_iter() {
                here.iter().for_each(|other| exclude(*other, index));
                here.push(index);
            }
        }
        for (names, fate) in [(&scenario.keep, Fate::Kept), (&scenario.refuse, Fate::Refused)] {
            for name in names {
                let &project = known(&position, &scenario.name, name)?;
                if asked[project].fate != Fate::Free && asked[project].fate != fate {
                    return Err(Mistake::Both(name.clone()));
                }
                asked[project].fate = fate;
            }
        }
        let measures = portfolio.measures.len();
        let mut clash = vec![false; measures * measures];
        for pair in &portfolio.not_cumulable {
            let (a, b) = (*known(&measure_at, &pair[1], &pair[0])?, *known(&measure_at, &pair[0], &pair[1])?);
            clash[a * measures + b] = a != b;
            clash[b * measures + a] = a != b;
        }
        Ok(Self {
            asked,
            pairs,
            draws,
            limits,
            capacity,
            most_funders: portfolio.most_funders,
            measures,
            clash,
            project_ids: portfolio.projects.iter().map(|p| p.id.clone()).collect(),
            measure_ids: portfolio.measures.iter().map(|m| m.id.clone()).collect(),
            position,
        })
    }

    /// Whether two measures may not pay for the same project.
    #[must_use]
    pub fn clash(&self, a: usize, b: usize) -> bool {
        self.clash[a * self.measures + b]
    }

    #[must_use]
    pub fn draws_of(&self, pair: usize) -> &[Draw] {
        &self.draws[self.pairs[pair].draws.clone()]
    }

    #[must_use]
    pub fn project_id(&self, project: usize) -> &str {
        &self.project_ids[project]
    }

    #[must_use]
    pub fn measure_id(&self, measure: usize) -> &str {
        &self.measure_ids[measure]
    }

    #[must_use]
    pub fn project_named(&self, id: &str) -> Option<usize> {
        self.position.get(id).copied()
    }

    /// The amounts of a plan as pairs of this model; what the model does not know is left out.
    pub fn amounts<'a>(&'a self, plan: &'a Plan) -> impl Iterator<Item = (usize, i64)> + 'a {
        plan.retained.iter().filter_map(|(id, aids)| Some((self.project_named(id)?, aids))).flat_map(move |(project, aids)| {
            self.asked[project].pairs.clone().filter_map(move |pair| {
                let amount = aids.get(self.measure_id(self.pairs[pair].measure))?;
                Some((pair, *amount))
            })
        })
    }
}

fn positions<'a>(ids: impl Iterator<Item = &'a str>) -> Result<HashMap<String, usize>, Mistake> {
    let mut found = HashMap::new();
    for (index, id) in ids.enumerate() {
        if found.insert(id.to_owned(), index).is_some() {
            return Err(Mistake::Twice(id.to_owned()));
        }
    }
    Ok(found)
}

fn known<'a>(positions: &'a HashMap<String, usize>, from: &str, name: &str) -> Result<&'a usize, Mistake> {
    positions.get(name).ok_or_else(|| Mistake::Unknown { from: from.to_owned(), name: name.to_owned() })
}
