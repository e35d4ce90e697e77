//! Delays that followed projects really met, beside those promised and those of the law: by procedure and département. A
//! cell of fewer than five files is hidden, and with it whatever would let it be found by subtraction.

use crate::window::DAYS_PER_MONTH;
use domain::followed::{Followed, Outcome};
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeMap;

/// Fewest files that a published figure stands on.
pub const LEAST: usize = 5;

/// Files of one procedure in one département, or in the country.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Delay {
    pub procedure: String,
    /// Code of the département; none for the whole country.
    pub department: Option<String>,
    /// None: too few files, or enough to give another cell away.
    pub figures: Option<Figures>,
}

/// Months are counted from the filing, so that the three delays can be compared.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Figures {
    /// Files followed, decided or not.
    pub filed: usize,
    /// What only the files decided tell; none when too few are.
    pub decided: Option<Decided>,
}

#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Decided {
    pub files: usize,
    /// First quartile, median, third quartile of the real delay.
    pub real: [f64; 3],
    /// Median of the delay that the law gave, and share of the files decided within it; none when too few say it.
    pub legal: Option<Against>,
    pub promised: Option<Against>,
    /// Share refused or withdrawn.
    pub lost: f64,
}

#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Against {
    pub files: usize,
    pub median: f64,
    /// Share of these files decided in time.
    pub kept: f64,
}

/// By procedure, the country first, then each département.
pub fn delays(followed: &[Followed]) -> Vec<Delay> {
    let mut procedures: BTreeMap<&str, BTreeMap<&str, Vec<&Followed>>> = BTreeMap::new();
    for one in followed {
        procedures.entry(&one.procedure).or_default().entry(&one.department).or_default().push(one);
    }
    let mut found = Vec::new();
    for (procedure, departments) in procedures {
        let all: Vec<&Followed> = departments.values().flatten().copied().collect();
        let row =
            |department: Option<&str>, figures| Delay { procedure: procedure.into(), department: department.map(str::to_owned), figures };
        found.push(row(None, figures(&all, all.len() >= LEAST, decided(&all).len() >= LEAST)));
        let counts = |of: fn(&[&Followed]) -> usize| departments.values().map(|files| of(files)).collect::<Vec<usize>>();
        let filed = shown(&counts(|files| files.len()));
        let ended = shown(&counts(|files| decided(files).len()));
        for (((department, files), filed), ended) in departments.iter().zip(filed).zip(ended) {
            found.push(row(Some(department), figures(files, filed, filed && ended)));
        }
    }
    found
}

/// Which counts can be shown beside their total: none under [`LEAST`], and no hidden one that a subtraction would give.
fn shown(counts: &[usize]) -> Vec<bool> {
    let mut shown: Vec<bool> = counts.iter().map(|count| *count >= LEAST).collect();
    loop {
        let hidden: Vec<usize> =
            counts.iter().zip(&shown).filter(|(count, shown)| !**shown && **count > 0).map(|(count, _)| *count).collect();
        if hidden.is_empty() || (hidden.len() > 1 && hidden.iter().sum::<usize>() >= LEAST) {
            return shown;
        }
        let Some(next) = (0..counts.len()).filter(|at| shown[*at]).min_by_key(|at| counts[*at]) else { return shown };
        shown[next] = false;
    }
}

fn decided<'a>(files: &[&'a Followed]) -> Vec<&'a Followed> {
    files.iter().copied().filter(|f| f.outcome != Outcome::Pending && f.days().is_some()).collect()
}

fn figures(files: &[&Followed], filed: bool, ended: bool) -> Option<Figures> {
    if !filed {
        return None;
    }
    Some(Figures { filed: files.len(), decided: ended.then(|| told(&decided(files))).flatten() })
}

fn told(files: &[&Followed]) -> Option<Decided> {
    if files.len() < LEAST {
        return None;
    }
    let real: Vec<f64> = files.iter().filter_map(|f| f.days()).map(months).collect();
    // A file taken back met no decision in time or out of it.
    let judged: Vec<&&Followed> = files.iter().filter(|f| f.outcome != Outcome::Withdrawn).collect();
    let against = |of: fn(&Followed) -> Option<domain::Date>| {
        let with: Vec<(i32, i32)> = judged.iter().filter_map(|f| Some((f.until(of(f))?, f.days()?))).collect();
        (with.len() >= LEAST).then(|| Against {
            files: with.len(),
            median: quantile(&with.iter().map(|(limit, _)| months(*limit)).collect::<Vec<_>>(), 0.5),
            kept: with.iter().filter(|(limit, days)| days <= limit).count() as f64 / with.len() as f64,
        })
    };
    let lost = files.iter().filter(|f| matches!(f.outcome, Outcome::Refused | Outcome::Withdrawn)).count();
    Some(Decided {
        files: files.len(),
        real: [0.25, 0.5, 0.75].map(|share| quantile(&real, share)),
        legal: against(|f| f.legal),
        promised: against(|f| f.promised),
        lost: lost as f64 / files.len() as f64,
    })
}

fn months(days: i32) -> f64 {
    f64::from(days) / DAYS_PER_MONTH
}

/// Between the two values around, as most spreadsheets do.
fn quantile(values: &[f64], share: f64) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let Some(last) = sorted.len().checked_sub(1) else { return 0.0 };
    let at = share * last as f64;
    let (low, high) = (at.floor() as usize, at.ceil() as usize);
    sorted[low] + (sorted[high] - sorted[low]) * at.fract()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_subtraction_gives_a_hidden_cell() {
        assert_eq!(shown(&[9, 7, 2]), [true, false, false], "a lone hidden cell would be the total less the others");
        assert_eq!(shown(&[9, 7, 2, 3]), [true, true, false, false]);
        assert_eq!(shown(&[9, 7, 1, 1]), [true, false, false, false], "two hidden cells of one file are still two files");
        assert_eq!(shown(&[9, 7, 0]), [true, true, false], "nothing to hide");
        assert_eq!((shown(&[3]), shown(&[5])), (vec![false], vec![true]));
        for counts in [[5, 5, 4], [40, 6, 1], [5, 1, 0]] {
            let shown = shown(&counts);
            let hidden: Vec<usize> = counts.iter().zip(&shown).filter(|(c, s)| !**s && **c > 0).map(|(c, _)| *c).collect();
            assert!(hidden.len() != 1 || shown.iter().all(|s| !s), "{counts:?} {shown:?}");
        }
    }
}
