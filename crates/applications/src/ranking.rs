//! From scores to a ranked list. Marks are exact fractions: two applications are tied when they are equal, not when they
//! are printed alike, and a tie is told. Nothing breaks it but the committee, with a reason.

use crate::{Grid, Points};
use serde::{Deserialize, Serialize};
use std::cmp::Ordering;

/// Mean of the members' weighted sums, kept as sum and number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    pub sum: u64,
    pub members: u32,
    /// What the highest scores of one member would give.
    pub most: u64,
}

impl Mark {
    /// On 100, in hundredths, rounded down: for the eye only.
    pub fn hundredths(&self) -> u64 {
        let den = u128::from(self.members) * u128::from(self.most);
        (u128::from(self.sum) * 10_000).checked_div(den).unwrap_or(0) as u64
    }
    fn better(&self, other: &Mark) -> Ordering {
        let cross = |a: &Mark, b: &Mark| u128::from(a.sum) * u128::from(b.members);
        cross(other, self).cmp(&cross(self, other))
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ranked {
    pub application: String,
    /// From 1; those that are tied bear the same.
    pub rank: u32,
    pub mark: Mark,
    pub tied: bool,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ranking {
    /// Best first.
    pub ranked: Vec<Ranked>,
    /// Scored by nobody who counts, or not on every criterion: not placed.
    pub unscored: Vec<String>,
}

impl Ranking {
    /// The groups that share a rank, two at least.
    pub fn ties(&self) -> Vec<&[Ranked]> {
        self.ranked.chunk_by(|a, b| a.rank == b.rank).filter(|group| group.len() > 1).collect()
    }
}

/// `scores`: for each application, the points of each member who counts (not recused, present).
pub fn rank(grid: &Grid, scores: &[(String, Vec<Points>)]) -> Ranking {
    let mut ranking = Ranking::default();
    for (application, members) in scores {
        let totals: Option<Vec<u64>> = members.iter().map(|points| grid.total(points)).collect();
        match totals {
            Some(totals) if !totals.is_empty() => {
                let mark = Mark { sum: totals.iter().sum(), members: totals.len() as u32, most: grid.most() };
                ranking.ranked.push(Ranked { application: application.clone(), rank: 0, mark, tied: false });
            }
            _ => ranking.unscored.push(application.clone()),
        }
    }
    // The name orders what is tied on the page, so that a page does not move from one reading to the next.
    ranking.ranked.sort_by(|a, b| a.mark.better(&b.mark).then_with(|| a.application.cmp(&b.application)));
    let equal = |a: &Ranked, b: &Ranked| a.mark.better(&b.mark) == Ordering::Equal;
    let ranks: Vec<(u32, bool)> = (0..ranking.ranked.len())
        .map(|i| {
            let me = &ranking.ranked[i];
            let first = ranking.ranked.iter().position(|other| equal(other, me)).unwrap_or(i);
            let tied = ranking.ranked.iter().filter(|other| equal(other, me)).count() > 1;
            (first as u32 + 1, tied)
        })
        .collect();
    for (ranked, (rank, tied)) in ranking.ranked.iter_mut().zip(ranks) {
        (ranked.rank, ranked.tied) = (rank, tied);
    }
    ranking
}
