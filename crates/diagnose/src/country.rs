//! What of the country does not depend on one territory: totals by activity, and what is withheld. Computed once.

use crate::employer::Biggest;
use crate::{Largest, National, Table};
use std::collections::{BTreeMap, BTreeSet};

/// One entry per activity in every list; activities are those of the jobs and of the establishments together, sorted.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Country {
    pub year: i16,
    pub activities: Vec<String>,
    /// `x_p`, and `x`.
    pub jobs: Vec<f64>,
    pub total: f64,
    pub establishments: Vec<f64>,
    /// The most jobs that withheld cells can hold; `None` when nothing bounds them.
    pub hidden: Vec<Option<f64>>,
    /// Number of the activity for each column of the jobs, and of the establishments.
    of_jobs: Vec<u32>,
    of_establishments: Vec<u32>,
    /// How many cells the two tables have.
    cells: (usize, usize),
    /// Withheld cells: commune of the establishments, activity, most jobs; sorted.
    withheld: Vec<(u32, u32, Option<f64>)>,
}

/// The jobs of one territory, one entry per activity of the country.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Local {
    pub jobs: Vec<f64>,
    pub total: f64,
    pub establishments: Vec<f64>,
    pub biggest: Vec<Biggest>,
    /// The most jobs that withheld cells can hold; 0 where nothing is withheld, `None` where nothing bounds it.
    pub hidden: Vec<Option<f64>>,
    pub withheld: usize,
    /// Communes of which the source says nothing.
    pub absent: Vec<String>,
}

impl Country {
    /// A withheld cell is bounded by its establishments times the largest mean size that a commune shows in the activity:
    /// an assumption, said wherever a bound is shown.
    pub fn of(national: &National) -> Country {
        let (jobs, places) = (&national.jobs, &national.establishments);
        let activities: Vec<String> =
            jobs.activities.iter().chain(&places.activities).collect::<BTreeSet<_>>().into_iter().cloned().collect();
        let number: BTreeMap<&str, u32> = activities.iter().map(String::as_str).zip(0..).collect();
        let columns = |table: &Table| table.activities.iter().map(|id| number.get(id.as_str()).copied().unwrap_or_default()).collect();
        let (of_jobs, of_establishments): (Vec<u32>, Vec<u32>) = (columns(jobs), columns(places));
        let cells = (jobs.value.len(), places.value.len());
        let mut country = Country { year: national.year, activities, of_jobs, of_establishments, cells, ..Country::default() };
        country.jobs = spread(&jobs.activity_totals(), &country.of_jobs, country.activities.len());
        country.establishments = spread(&places.activity_totals(), &country.of_establishments, country.activities.len());
        country.total = country.jobs.iter().sum();
        country.hidden = vec![Some(0.0); country.activities.len()];
        if !national.withheld.is_empty() {
            country.withhold(national);
        }
        country
    }

    /// Whether this was made of that table: same year, same shape, same number of cells.
    pub fn is_of(&self, national: &National) -> bool {
        let shape = (national.jobs.activities.len(), national.establishments.activities.len(), national.withheld.len());
        let mine = (self.of_jobs.len(), self.of_establishments.len(), self.withheld.len());
        self.year == national.year && shape == mine && self.cells == (national.jobs.value.len(), national.establishments.value.len())
    }

    fn withhold(&mut self, national: &National) {
        let mut largest: Vec<f64> = vec![0.0; self.activities.len()];
        for (commune, place) in national.establishments.places.iter().enumerate().filter_map(|(i, id)| Some((i, national.jobs.place(id)?)))
        {
            self.each_cell(national, place, Some(commune), |activity, jobs, count| {
                if let Some(count) = count.filter(|count| *count >= 1.0) {
                    largest[activity] = largest[activity].max(jobs / count);
                }
            });
        }
        for cell in &national.withheld {
            let count = national.establishments.get(cell.place as usize, cell.activity as usize).max(1.0);
            let activity = self.of_establishments[cell.activity as usize];
            let size = largest[activity as usize];
            let most = (size > 0.0).then_some(size * count);
            self.withheld.push((cell.place, activity, most));
            let hidden = &mut self.hidden[activity as usize];
            *hidden = hidden.zip(most).map(|(sum, most)| sum + most);
        }
        self.withheld.sort_by_key(|w| (w.0, w.1));
    }

    /// Calls `each(activity, jobs, establishments)` for the cells of a commune that have jobs.
    fn each_cell(&self, national: &National, place: usize, commune: Option<usize>, mut each: impl FnMut(usize, f64, Option<f64>)) {
        let (columns, values) = national.jobs.row(place);
        let (others, counts) = commune.map_or((&[][..], &[][..]), |commune| national.establishments.row(commune));
        let mut at = 0;
        for (column, jobs) in columns.iter().zip(values) {
            let activity = self.of_jobs[*column as usize];
            while others.get(at).is_some_and(|other| self.of_establishments[*other as usize] < activity) {
                at += 1;
            }
            let same = others.get(at).is_some_and(|other| self.of_establishments[*other as usize] == activity);
            each(activity as usize, *jobs, same.then(|| counts[at]));
        }
    }

    /// Sums the communes of a territory. `national` must be the one this was made of.
    pub fn local(&self, national: &National, communes: &BTreeSet<String>) -> Local {
        let n = self.activities.len();
        let mut local = Local {
            jobs: vec![0.0; n],
            establishments: vec![0.0; n],
            biggest: vec![Biggest::default(); n],
            hidden: vec![Some(0.0); n],
            ..Local::default()
        };
        for id in communes {
            let (place, commune) = (national.jobs.place(id), national.establishments.place(id));
            if place.is_none() && commune.is_none() {
                local.absent.push(id.clone());
            }
            if let Some(place) = place {
                let bands = commune.map_or(&[][..], |commune| national.sizes_of(commune));
                let number = |band: &Largest| self.of_establishments[band.activity as usize] as usize;
                self.each_cell(national, place, commune, |activity, jobs, count| {
                    let band = bands.binary_search_by_key(&activity, number).ok().map(|at| &bands[at]);
                    local.jobs[activity] += jobs;
                    local.biggest[activity].add(jobs, count, band);
                });
            }
            let Some(commune) = commune else { continue };
            let (columns, counts) = national.establishments.row(commune);
            for (column, count) in columns.iter().zip(counts) {
                local.establishments[self.of_establishments[*column as usize] as usize] += count;
            }
            let first = self.withheld.partition_point(|w| (w.0 as usize) < commune);
            for (_, activity, most) in self.withheld[first..].iter().take_while(|w| w.0 as usize == commune) {
                local.withheld += 1;
                let hidden = &mut local.hidden[*activity as usize];
                *hidden = hidden.zip(*most).map(|(sum, most)| sum + most);
            }
        }
        local.total = local.jobs.iter().sum();
        local
    }

    /// `RCA_cp` with its bounds: what it is if the withheld cells hold nothing, and the least and greatest it can be. The
    /// greatest is `None` when unbounded. `None` for all when the territory or the activity has no known job.
    pub fn quotient(&self, local: &Local, activity: usize, whole: &Withholding) -> Quotient {
        let (x_cp, x_p) = (local.jobs[activity], self.jobs[activity]);
        let value = if local.total > 0.0 && x_p > 0.0 { (x_cp / local.total) / (x_p / self.total) } else { 0.0 };
        if whole.nothing {
            return Quotient { value, low: value, high: Some(value) };
        }
        let low = self.hidden[activity].map_or(0.0, |of_activity| {
            let below = (local.total + whole.local) * (x_p + of_activity);
            if below > 0.0 { x_cp * self.total / below } else { 0.0 }
        });
        let high = local.hidden[activity].and_then(|hidden| {
            let (above, below) = ((x_cp + hidden) * (self.total + whole.country), local.total * x_p);
            if above <= 0.0 { Some(0.0) } else { (below > 0.0).then(|| above / below) }
        });
        Quotient { value, low, high }
    }

    /// The sums of what is withheld, made once for [`Country::quotient`]. An activity of which nothing bounds the withheld cells is
    /// left out of the sums: it has no bound of its own, and does not take theirs from all the others.
    pub fn withholding(&self, local: &Local) -> Withholding {
        let sum = |list: &[Option<f64>]| list.iter().flatten().sum::<f64>();
        Withholding { nothing: self.withheld.is_empty(), local: sum(&local.hidden), country: sum(&self.hidden) }
    }
}

/// A location quotient between its bounds.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Quotient {
    pub value: f64,
    pub low: f64,
    pub high: Option<f64>,
}

/// Most withheld jobs in the territory and in the country.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Withholding {
    pub nothing: bool,
    pub local: f64,
    pub country: f64,
}

fn spread(values: &[f64], to: &[u32], n: usize) -> Vec<f64> {
    let mut out = vec![0.0; n];
    values.iter().zip(to).for_each(|(v, at)| out[*at as usize] += v);
    out
}
