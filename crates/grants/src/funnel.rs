//! Figures of many lines: delays told by their median and their ninth decile, and which cells of a public table are
//! hidden so that no file can be read back.

use serde::{Deserialize, Serialize};

/// A cell of a public table rests on at least this many files.
pub const FEW: u64 = 5;

/// Days from one step to the next.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Delay {
    pub count: u64,
    pub median: i64,
    pub p90: i64,
}

/// Median and ninth decile of days counted by value, whatever the order; nearest rank, so that each is a delay that
/// somebody lived. None when there is none.
pub fn quantiles(days: &[(i64, u64)]) -> Option<Delay> {
    let count: u64 = days.iter().map(|(_, n)| n).sum();
    if count == 0 {
        return None;
    }
    let mut sorted = days.to_vec();
    sorted.sort_unstable();
    let at = |rank: u64| {
        let mut seen = 0;
        sorted.iter().find(|(_, n)| {
            seen += n;
            seen >= rank
        })
    };
    let rank = |percent: u64| (count * percent).div_ceil(100).max(1);
    let value = |percent| at(rank(percent)).map_or(0, |(days, _)| *days);
    Some(Delay { count, median: value(50), p90: value(90) })
}

/// Which cells of one column are hidden, by the number of files behind each. A cell of one to four files is; and so that a
/// total does not give the hidden ones back by subtraction, the smallest others are, until five files and two cells
/// are hidden together.
pub fn masked(files: &[u64]) -> Vec<bool> {
    let mut hidden: Vec<bool> = files.iter().map(|n| (1..FEW).contains(n)).collect();
    let mut by_size: Vec<usize> = (0..files.len()).filter(|i| files[*i] >= FEW).collect();
    by_size.sort_by_key(|i| (files[*i], *i));
    let mut next = by_size.into_iter();
    loop {
        let together: u64 = files.iter().zip(&hidden).filter(|(_, hidden)| **hidden).map(|(n, _)| n).sum();
        let cells = hidden.iter().filter(|hidden| **hidden).count();
        if cells == 0 || together >= FEW && cells > 1 {
            return hidden;
        }
        match next.next() {
            Some(one) => hidden[one] = true,
            // Everything is hidden: nothing is left to subtract from but the total, which the caller hides too.
            None => return hidden,
        }
    }
}
