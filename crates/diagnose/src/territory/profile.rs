//! The territory in a few figures: how special, how diverse, how it changed.

use super::strengths::Found;
use super::{Study, words};
use crate::country::Country;
use crate::shift_share::{Cell, OwnEffect, ShiftShare, esteban_marquillas, shift_share};
use crate::{concentration, variety};
use domain::Text;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::collections::BTreeSet;

/// Activities named among what grew and what shrank.
const NAMED: usize = 10;

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Profile {
    /// Krugman, in [0, 2]: 0 is the national mix.
    pub krugman: Option<f64>,
    /// Normalised Herfindahl over activities, in [0, 1].
    pub concentration: Option<f64>,
    /// Bits: across divisions of the NAF, inside them, both.
    pub unrelated_variety: f64,
    pub related_variety: f64,
    pub total_variety: f64,
    /// Mean PCI of the specialisations (subnational complexity), and over how many of them it is known.
    pub complexity: Option<f64>,
    pub complexity_known: usize,
    pub specialisations: usize,
    /// Activities of which some jobs are withheld here: left out of the three indices above, which would take them for nothing.
    pub left_out: Vec<String>,
    pub change: Option<Change>,
}

/// What changed since the earlier table: `national + mix + own = change`, in jobs.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Change {
    pub from: i16,
    pub to: i16,
    pub change: f64,
    pub national: f64,
    pub mix: f64,
    pub own: f64,
    /// Activities of which some jobs are withheld here in one of the two years: left out, as a job that is no longer told would be
    /// counted as lost.
    pub left_out: Vec<String>,
    /// Activities with the greatest own effect, up and down.
    pub activities: Vec<ActivityChange>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ActivityChange {
    pub activity: String,
    pub label: Text,
    pub change: f64,
    pub national: f64,
    pub mix: f64,
    pub own: f64,
    /// Esteban-Marquillas; absent when the activity was not here before.
    pub competitive: Option<f64>,
    pub allocation: Option<f64>,
}

pub(super) fn profile(study: &Study, found: &Found, communes: &BTreeSet<String>) -> Profile {
    let (country, local) = (study.country, study.local);
    let division = |id: &String| id.get(..2).and_then(|digits| digits.parse().ok()).unwrap_or(0);
    let (kept, out): (Vec<usize>, Vec<usize>) = (0..country.activities.len()).partition(|p| local.hidden[*p] == Some(0.0));
    let of = |jobs: &[f64]| -> Vec<f64> { kept.iter().map(|p| jobs[*p]).collect() };
    let groups: Vec<u32> = kept.iter().map(|p| division(&country.activities[*p])).collect();
    let (here, whole) = (of(&local.jobs), of(&country.jobs));
    let variety = variety::variety(&here, &groups);
    let pci = |p: &usize| study.learned.activity(&country.activities[*p]).and_then(|at| study.learned.pci[at]);
    let known: Vec<f64> = found.list.iter().filter_map(|(p, _)| pci(p)).collect();
    Profile {
        krugman: concentration::krugman(&here, &whole),
        concentration: concentration::normalised_herfindahl(&here),
        unrelated_variety: variety.unrelated,
        related_variety: variety.related,
        total_variety: variety.total,
        complexity: (!known.is_empty()).then(|| known.iter().sum::<f64>() / known.len() as f64),
        complexity_known: known.len(),
        specialisations: found.list.len(),
        left_out: out.into_iter().map(|p| country.activities[p].clone()).collect(),
        change: change(study, communes),
    }
}

fn change(study: &Study, communes: &BTreeSet<String>) -> Option<Change> {
    let earlier = study.national.earlier.as_deref()?;
    let (now, there) = (study.country, study.local);
    let known = study.learned.earlier.as_ref().filter(|before| before.is_of(earlier));
    let before = known.map_or_else(|| Cow::Owned(Country::of(earlier)), Cow::Borrowed);
    let here = before.local(earlier, communes);
    let whole = [before.total, now.total];
    let mut rows: Vec<ActivityChange> = Vec::new();
    let mut sum = Change { from: earlier.year, to: study.national.year, ..Change::default() };
    // Activities of either year, both lists sorted.
    let ids: BTreeSet<&str> = before.activities.iter().chain(&now.activities).map(String::as_str).collect();
    let (mut was, mut is) = (before.activities.iter().enumerate().peekable(), now.activities.iter().enumerate().peekable());
    for id in ids {
        let (old_at, new_at) = (was.next_if(|(_, other)| *other == id), is.next_if(|(_, other)| *other == id));
        let old = old_at.map(|(at, _)| (here.jobs[at], before.jobs[at])).unwrap_or_default();
        let new = new_at.map(|(at, _)| (there.jobs[at], now.jobs[at])).unwrap_or_default();
        let told = |hidden: &[Option<f64>], at: Option<(usize, &String)>| at.is_none_or(|(at, _)| hidden[at] == Some(0.0));
        if !told(&here.hidden, old_at) || !told(&there.hidden, new_at) {
            sum.left_out.push(id.to_owned());
            continue;
        }
        if old.0 == 0.0 && new.0 == 0.0 {
            continue;
        }
        let cell = Cell { place: [old.0, new.0], activity: [old.1, new.1], whole, all_of_place: here.total };
        let ShiftShare { change, national, mix, own } = shift_share(&cell)?;
        let split = esteban_marquillas(&cell);
        sum.change += change;
        sum.national += national;
        sum.mix += mix;
        sum.own += own;
        let part = |of: fn(&OwnEffect) -> f64| split.as_ref().map(of);
        let (competitive, allocation) = (part(|s| s.competitive), part(|s| s.allocation));
        rows.push(ActivityChange { activity: id.to_owned(), label: Text::default(), change, national, mix, own, competitive, allocation });
    }
    rows.sort_by(|a, b| b.own.abs().total_cmp(&a.own.abs()).then_with(|| a.activity.cmp(&b.activity)));
    rows.truncate(2 * NAMED);
    rows.iter_mut().for_each(|row| row.label = words::label(study.options, &row.activity));
    sum.activities = rows;
    Some(sum)
}
