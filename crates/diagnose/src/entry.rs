//! The only honest score of relatedness: did the activities it announced really come, and better than a guess would say?

use crate::{AnalysisOptions, Presence, Proximity, Table, density, proximity, relative, specialisation};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Entries between two years: absent then (`RCA < threshold`, or under the floor of jobs), present now.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct EntryTest {
    /// Place × activity pairs absent at first, and those of them that entered.
    pub candidates: usize,
    pub entries: usize,
    /// Chance that an entry is ranked above a non-entry, in [0, 1], 0.5 by luck: for the relatedness density, the relative
    /// relatedness, and the two guesses without relatedness: ubiquity of the activity, size of the place.
    pub density: f64,
    pub relative: f64,
    pub ubiquity: f64,
    pub size: f64,
    /// Share of entries among the ten absent activities nearest to each place; among the ten that the most places do, a guess
    /// without relatedness; and among all candidates, which is also what the size of the place would guess, as it tells no
    /// activity of a place from another.
    pub hit_rate: f64,
    pub hit_rate_of_common: f64,
    pub base_rate: f64,
}

/// Years between the two dates; when the year so far back is not held, the oldest one held since.
pub const SPAN: i16 = 5;
/// How many activities of each place are announced.
const FIRST: usize = 10;

/// Learns on `before`, looks at `after`, with the specialisations of the matrix that is judged: of at least `least` jobs. Places
/// and activities are matched by id; those of one year only are left out. `None` when nothing entered, or everything did.
pub fn entry(before: &Table, after: &Table, options: AnalysisOptions, least: f64) -> Option<EntryTest> {
    let first = specialisation::specialised(before, least, options.threshold);
    let later = specialisation::specialised(after, least, options.threshold);
    let phi = proximity::proximity(&first, options.proximity, options.threads);
    let sums = phi.sums_as(options.convention);
    judge(&first, &later, &before.place_totals(), (&phi, sums.as_slice()), options)
}

/// What is near what, learned elsewhere: on world trade.
#[derive(Clone, Copy, Debug)]
pub struct Nearness<'a> {
    /// Sorted; those of `proximity` and `sums`.
    pub activities: &'a [String],
    pub proximity: &'a Proximity,
    pub sums: &'a [f64],
}

/// The same by a nearness learned elsewhere, that must not be of a later year than `before`: it would have seen what it
/// announces. The activities that it does not hold are left out, but count in the quotients.
pub fn entry_by(near: &Nearness, before: &Table, after: &Table, options: AnalysisOptions, least: f64) -> Option<EntryTest> {
    let held = |table: &Table| {
        let all = specialisation::specialised(table, least, options.threshold);
        let both = |id: &String| before.activity(id).is_some() && after.activity(id).is_some();
        let number = |id: &String| near.activities.binary_search(id).ok().filter(|_| both(id)).and_then(|at| u32::try_from(at).ok());
        let of: Vec<Option<u32>> = all.activities.iter().map(number).collect();
        // Both lists are sorted: so are the rows.
        let row = |place: usize| all.activities_of(place).iter().filter_map(|p| of[*p as usize]);
        Presence::from_rows(all.places.clone(), near.activities.to_vec(), (0..all.places.len()).map(row))
    };
    judge(&held(before), &held(after), &before.place_totals(), (near.proximity, near.sums), options)
}

/// `sizes`: jobs of each place of `first`.
fn judge(
    first: &Presence,
    later: &Presence,
    sizes: &[f64],
    (phi, sums): (&Proximity, &[f64]),
    options: AnalysisOptions,
) -> Option<EntryTest> {
    let ids = |names: &[String]| -> BTreeMap<String, u32> { names.iter().cloned().zip(0..).collect() };
    let (places, activities) = (ids(&later.places), ids(&later.activities));
    let columns: Vec<Option<u32>> = first.activities.iter().map(|id| activities.get(id).copied()).collect();
    let ubiquity = first.ubiquity();

    let mut entered = Vec::new();
    let mut scores: [Vec<f64>; 4] = Default::default();
    let (mut announced, mut near_entered, mut common_entered) = (0, 0, 0);
    for (c, place) in first.places.iter().enumerate() {
        let Some(now) = places.get(place) else { continue };
        let present = first.activities_of(c);
        let row = density::row(present, phi, sums, options.convention.diagonal());
        let relative = relative::relative_relatedness(&row, present);
        let (mut near, mut common): (Vec<(f64, bool)>, Vec<(f64, bool)>) = Default::default();
        for (p, z) in relative.iter().enumerate() {
            let (Some(z), Some(column)) = (z, columns[p]) else { continue };
            if ubiquity[p] == 0 {
                continue;
            }
            let enters = later.has(*now as usize, column as usize);
            entered.push(enters);
            [row[p], *z, f64::from(ubiquity[p]), sizes[c]].into_iter().zip(&mut scores).for_each(|(s, list)| list.push(s));
            near.push((*z, enters));
            common.push((f64::from(ubiquity[p]), enters));
        }
        announced += near.len().min(FIRST);
        near_entered += first_entered(near);
        common_entered += first_entered(common);
    }
    let entries = entered.iter().filter(|e| **e).count();
    let auc = |scores: &[f64]| roc_auc(scores, &entered);
    Some(EntryTest {
        candidates: entered.len(),
        entries,
        density: auc(&scores[0])?,
        relative: auc(&scores[1])?,
        ubiquity: auc(&scores[2])?,
        size: auc(&scores[3])?,
        hit_rate: near_entered as f64 / announced as f64,
        hit_rate_of_common: common_entered as f64 / announced as f64,
        base_rate: entries as f64 / entered.len() as f64,
    })
}

/// Of the greatest scores, those that entered; equal scores keep the order of the activities.
fn first_entered(mut scored: Vec<(f64, bool)>) -> usize {
    scored.sort_by(|a, b| b.0.total_cmp(&a.0));
    scored.iter().take(FIRST).filter(|(_, enters)| *enters).count()
}

/// Area under the receiver operating characteristic, by ranks (Mann & Whitney 1947), ties counting half. `None` when only
/// one of the two outcomes happens.
pub fn roc_auc(scores: &[f64], outcome: &[bool]) -> Option<f64> {
    let mut order: Vec<usize> = (0..scores.len()).collect();
    order.sort_by(|a, b| scores[*a].total_cmp(&scores[*b]));
    let (mut ranks, mut from) = (0.0, 0);
    while from < order.len() {
        let mut to = from + 1;
        while to < order.len() && scores[order[to]] == scores[order[from]] {
            to += 1;
        }
        let rank = (from + to + 1) as f64 / 2.0;
        ranks += rank * order[from..to].iter().filter(|i| outcome[**i]).count() as f64;
        from = to;
    }
    let yes = outcome.iter().filter(|o| **o).count() as f64;
    let no = outcome.len() as f64 - yes;
    (yes > 0.0 && no > 0.0).then(|| (ranks - yes * (yes + 1.0) / 2.0) / (yes * no))
}
