//! Who is specialised in what, yes or no: `M_cp`, kept three ways because three kernels want it three ways.
//!
//! Lists by place (density reads the activities of a place), lists by activity (eigenvectors need both directions), and
//! bits by activity (co-occurrence counts the bits two activities share). Bits are interleaved by four activities: word `w`
//! of activity `j` is at `((j / 4) · words + w) · 4 + j mod 4`, so that one 256-bit load holds the same 64 places of four
//! activities and no sum across lanes is ever needed.

use crate::{Dropped, Table, threads};
use rayon::prelude::*;

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Presence {
    pub places: Vec<String>,
    pub activities: Vec<String>,
    by_place: Lists,
    by_activity: Lists,
    bits: Bits,
}

/// One sorted list of numbers per line.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Lists {
    start: Vec<usize>,
    item: Vec<u32>,
}

/// The columns of `M` as interleaved bits; the last group of four is padded with empty columns.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Bits {
    /// 64-bit words per column.
    pub words: usize,
    /// Groups of four columns × words.
    pub quads: Vec<[u64; 4]>,
}

impl Bits {
    /// The words of the four activities of a group.
    pub fn group(&self, group: usize) -> &[[u64; 4]] {
        &self.quads[group * self.words..][..self.words]
    }
    pub fn groups(&self) -> impl Iterator<Item = &[[u64; 4]]> {
        self.quads.chunks_exact(self.words.max(1))
    }
}

impl Lists {
    pub fn row(&self, i: usize) -> &[u32] {
        &self.item[self.start[i]..self.start[i + 1]]
    }
    pub fn len(&self) -> usize {
        self.start.len().saturating_sub(1)
    }
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
    pub fn lengths(&self) -> Vec<u32> {
        self.start.windows(2).map(|w| (w[1] - w[0]) as u32).collect()
    }

    /// The cells of each row that reach the threshold.
    fn above(table: &Table, values: &[f64], threshold: f64) -> Lists {
        let cells = |i: usize| (table.start[i]..table.start[i + 1]).filter(|at| values[*at] >= threshold);
        let places = (0..table.places.len()).into_par_iter().with_min_len(64);
        // Each place is read twice, to count then to fill: its room is known, and threads share the places.
        let counts: Vec<usize> = places.map(|i| cells(i).count()).collect();
        let mut item = vec![0; counts.iter().sum()];
        let (mut rows, mut start, mut rest) = (Vec::with_capacity(counts.len()), vec![0], item.as_mut_slice());
        for count in counts {
            let (row, after) = rest.split_at_mut(count);
            rows.push(row);
            start.push(start[start.len() - 1] + count);
            rest = after;
        }
        let rows = rows.into_par_iter().enumerate().with_min_len(64);
        rows.for_each(|(i, row)| row.iter_mut().zip(cells(i)).for_each(|(out, at)| *out = table.column[at]));
        Lists { start, item }
    }

    /// The lists by column, rows rising. `parts`: how many threads share the columns, each with as many ones; the result is the same.
    fn turned(&self, columns: usize, parts: usize) -> Lists {
        let ones = self.item.len();
        let counts = self.item.par_chunks(ones.div_ceil(parts).max(1)).map(|items| {
            let mut count = vec![0; columns];
            items.iter().for_each(|j| count[*j as usize] += 1);
            count
        });
        let counts: Vec<Vec<usize>> = counts.collect();
        let mut start = vec![0; columns + 1];
        (0..columns).for_each(|j| start[j + 1] = start[j] + counts.iter().map(|count| count[j]).sum::<usize>());
        let mut item = vec![0; ones];
        let (mut shares, mut first, mut rest) = (Vec::with_capacity(parts), 0, item.as_mut_slice());
        for part in 1..=parts {
            let end = start.partition_point(|before| *before < part * ones / parts);
            let (share, after) = rest.split_at_mut(start[end] - start[first]);
            shares.push((first..end, share));
            (first, rest) = (end, after);
        }
        shares.into_par_iter().for_each(|(columns, item)| {
            let (first, before) = (columns.start as u32, start[columns.start]);
            let mut next: Vec<usize> = start[columns].iter().map(|at| at - before).collect();
            for i in 0..self.len() {
                let row = self.row(i);
                let from = if first == 0 { 0 } else { row.partition_point(|j| *j < first) };
                for j in &row[from..] {
                    let Some(next) = next.get_mut((*j - first) as usize) else { break };
                    item[*next] = i as u32;
                    *next += 1;
                }
            }
        });
        Lists { start, item }
    }
}

impl Presence {
    /// `M_cp = 1` where `values`, one per cell of the table and usually its RCA, is at least `threshold` (1 by custom, and
    /// `≥` in every package read). Same places and activities as the table, empty ones included.
    pub fn above(table: &Table, values: &[f64], threshold: f64) -> Presence {
        // Thirty thousand names are as long to copy as their lists to make.
        let names = || (table.places.clone(), table.activities.clone());
        let ((places, activities), by_place) = rayon::join(names, || Lists::above(table, values, threshold));
        Presence::from_lists(places, activities, by_place)
    }

    /// From the rising activity numbers of each place, one list per place, every number within `activities`.
    pub fn from_rows(places: Vec<String>, activities: Vec<String>, rows: impl Iterator<Item = impl Iterator<Item = u32>>) -> Presence {
        let (mut start, mut item) = (vec![0], Vec::new());
        for row in rows {
            item.extend(row);
            start.push(item.len());
        }
        Presence::from_lists(places, activities, Lists { start, item })
    }

    fn from_lists(places: Vec<String>, activities: Vec<String>, by_place: Lists) -> Presence {
        let by_activity = by_place.turned(activities.len(), threads::parts(by_place.item.len()));
        let words = places.len().div_ceil(64);
        let mut quads = vec![[0u64; 4]; activities.len().div_ceil(4) * words];
        quads.par_chunks_mut(words.max(1)).enumerate().with_min_len(16).for_each(|(group, quads)| {
            for j in group * 4..by_activity.len().min(group * 4 + 4) {
                by_activity.row(j).iter().for_each(|i| quads[*i as usize / 64][j % 4] |= 1 << (i % 64));
            }
        });
        Presence { places, activities, by_place, by_activity, bits: Bits { words, quads } }
    }

    /// The activities that the place is specialised in, rising.
    pub fn activities_of(&self, place: usize) -> &[u32] {
        self.by_place.row(place)
    }
    /// The places that are specialised in the activity, rising.
    pub fn places_of(&self, activity: usize) -> &[u32] {
        self.by_activity.row(activity)
    }
    pub fn has(&self, place: usize, activity: usize) -> bool {
        self.activities_of(place).binary_search(&(activity as u32)).is_ok()
    }
    /// Number of ones.
    pub fn ones(&self) -> usize {
        self.by_place.item.len()
    }
    /// `d_c`: in how many activities each place is specialised.
    pub fn diversity(&self) -> Vec<u32> {
        self.by_place.lengths()
    }
    /// `u_p`: how many places are specialised in each activity.
    pub fn ubiquity(&self) -> Vec<u32> {
        self.by_activity.lengths()
    }
    pub fn by_place(&self) -> &Lists {
        &self.by_place
    }
    pub fn by_activity(&self) -> &Lists {
        &self.by_activity
    }
    pub fn bits(&self) -> &Bits {
        &self.bits
    }

    /// Without places that are specialised in nothing and activities that nobody is specialised in, and their names.
    pub fn without_empty(self) -> (Presence, Dropped) {
        let (diversity, ubiquity) = (self.diversity(), self.ubiquity());
        if !diversity.contains(&0) && !ubiquity.contains(&0) {
            return (self, Dropped::default());
        }
        let mut rank = vec![0u32; ubiquity.len()];
        (0..ubiquity.len()).filter(|j| ubiquity[*j] > 0).enumerate().for_each(|(new, old)| rank[old] = new as u32);
        let part = |names: &[String], count: &[u32], kept: bool| -> Vec<String> {
            names.iter().zip(count).filter(|(_, n)| (**n > 0) == kept).map(|(name, _)| name.clone()).collect()
        };
        let dropped = Dropped { places: part(&self.places, &diversity, false), activities: part(&self.activities, &ubiquity, false) };
        let rows = (0..diversity.len()).filter(|i| diversity[*i] > 0);
        let rows = rows.map(|i| self.activities_of(i).iter().map(|j| rank[*j as usize]));
        let places = part(&self.places, &diversity, true);
        (Presence::from_rows(places, part(&self.activities, &ubiquity, true), rows), dropped)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_turned_by_several_threads_are_the_same() {
        // Two columns that nobody has, one of them the last.
        let rows: Vec<Vec<u32>> = (0..50u32).map(|i| (0..12).filter(|j| *j != 5 && (i * 7 + j * j) % 9 < i % 4).collect()).collect();
        let start: Vec<usize> = (0..=rows.len()).map(|end| rows[..end].iter().map(Vec::len).sum::<usize>()).collect();
        let lists = Lists { start, item: rows.concat() };
        let plain = lists.turned(13, 1);
        assert_eq!((plain.len(), plain.row(5).len(), plain.row(12).len()), (13, 0, 0));
        for j in 0..13 {
            let having: Vec<u32> = (0..50).filter(|i| rows[*i as usize].contains(&j)).collect();
            assert_eq!(plain.row(j as usize), having);
        }
        for parts in [2, 3, 40] {
            assert_eq!(lists.turned(13, parts), plain, "{parts} parts");
        }
        assert_eq!(Lists { start: vec![0], item: vec![] }.turned(2, 3), Lists { start: vec![0; 3], item: vec![] });
    }
}
