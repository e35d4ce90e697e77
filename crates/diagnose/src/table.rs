//! The one input of every method: what each place has in each activity, with only the known, positive cells kept.
//!
//! Compressed sparse rows: 35 000 communes × 732 activities hold one million jobs cells, and two hundred times less
//! memory than the square would take at the size of several years.

use crate::threads;
use domain::Text;
use rayon::prelude::*;
use std::collections::HashMap;

/// Places × activities. Row `i` is `column[start[i]..start[i + 1]]` with its values, columns strictly rising, values > 0.
/// The unit is the caller's (jobs, euros), the same in every cell. A cell that is absent is zero, or unknown: the caller
/// who knows which keeps the list of what is unknown.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    pub places: Vec<String>,
    pub activities: Vec<String>,
    /// Length: places + 1.
    pub start: Vec<usize>,
    pub column: Vec<u32>,
    pub value: Vec<f64>,
}

/// A table made from loose cells, and what making it had to decide.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Gathered {
    pub table: Table,
    /// Keys given more than once: their values were summed. Each once, sorted.
    pub merged: Vec<(String, String)>,
    /// Keys given with a negative or non-finite value: such a cell is not in the table. Sorted.
    pub unknown: Vec<(String, String)>,
}

/// Places and activities taken out because nothing is known of them; a method would divide by zero on them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Dropped {
    pub places: Vec<String>,
    pub activities: Vec<String>,
}

impl Dropped {
    pub fn is_empty(&self) -> bool {
        self.places.is_empty() && self.activities.is_empty()
    }
}

impl Table {
    /// Takes cells in any order; ids come out sorted. Duplicates are summed, zeros keep their ids and take no room.
    pub fn gather(cells: impl IntoIterator<Item = (impl AsRef<str>, impl AsRef<str>, f64)>) -> Gathered {
        let (mut places, mut activities) = (Names::default(), Names::default());
        let mut triples: Vec<(u32, u32, f64)> = Vec::new();
        let mut unknown = Vec::new();
        for (place, activity, value) in cells {
            let key = (places.number(place.as_ref()), activities.number(activity.as_ref()));
            match value.is_finite() && value >= 0.0 {
                true => triples.push((key.0, key.1, value)),
                false => unknown.push((place.as_ref().to_owned(), activity.as_ref().to_owned())),
            }
        }
        let (places, place_rank) = places.sorted();
        let (activities, activity_rank) = activities.sorted();
        for triple in &mut triples {
            (triple.0, triple.1) = (place_rank[triple.0 as usize], activity_rank[triple.1 as usize]);
        }
        // Stable: duplicates are summed in the order they came.
        triples.sort_by_key(|t| (t.0, t.1));
        let mut merged = Vec::new();
        triples.dedup_by(|later, kept| {
            let same = (later.0, later.1) == (kept.0, kept.1);
            if same {
                kept.2 += later.2;
                merged.push((later.0, later.1));
            }
            same
        });
        merged.dedup();
        let merged = merged.iter().map(|(i, j)| (places[*i as usize].clone(), activities[*j as usize].clone())).collect();
        unknown.sort();
        Gathered { table: Table::from_sorted(places, activities, triples.into_iter()), merged, unknown }
    }

    /// Checks the shape given by hand: lengths, rising columns, finite positive values.
    pub fn new(places: Vec<String>, activities: Vec<String>, start: Vec<usize>, column: Vec<u32>, value: Vec<f64>) -> Result<Table, Text> {
        let table = Table { places, activities, start, column, value };
        let wrong = |fr: String, en: String| Err(Text::new(fr, en));
        let (rows, cells) = (table.places.len(), table.value.len());
        let bounds = table.start.len() == rows + 1 && table.start[0] == 0 && table.start[rows] == cells && table.column.len() == cells;
        if !bounds || table.start.windows(2).any(|w| w[0] > w[1]) {
            return wrong(
                format!("tableau mal formé : {rows} lieux, {} débuts de ligne, {cells} valeurs", table.start.len()),
                format!("malformed table: {rows} places, {} row starts, {cells} values", table.start.len()),
            );
        }
        for (i, place) in table.places.iter().enumerate() {
            let (columns, values) = table.row(i);
            if columns.windows(2).any(|w| w[0] >= w[1]) || columns.last().is_some_and(|last| *last as usize >= table.activities.len()) {
                return wrong(
                    format!("« {place} » : colonnes en désordre ou hors du tableau"),
                    format!("“{place}”: columns out of order or outside the table"),
                );
            }
            if values.iter().any(|v| !v.is_finite() || *v <= 0.0) {
                return wrong(
                    format!("« {place} » : une valeur n’est pas un nombre positif"),
                    format!("“{place}”: a value is not a positive number"),
                );
            }
        }
        Ok(table)
    }

    /// Cells already sorted by (place, activity), without duplicates; zeros are left out.
    fn from_sorted(places: Vec<String>, activities: Vec<String>, cells: impl Iterator<Item = (u32, u32, f64)>) -> Table {
        let mut start = vec![0; places.len() + 1];
        let (mut column, mut value) = (Vec::new(), Vec::new());
        for (i, j, v) in cells.filter(|cell| cell.2 > 0.0) {
            start[i as usize + 1] += 1;
            column.push(j);
            value.push(v);
        }
        for i in 0..places.len() {
            start[i + 1] += start[i];
        }
        Table { places, activities, start, column, value }
    }

    pub fn row(&self, place: usize) -> (&[u32], &[f64]) {
        let cells = self.start[place]..self.start[place + 1];
        (&self.column[cells.clone()], &self.value[cells])
    }

    /// Zero when the cell is absent.
    pub fn get(&self, place: usize, activity: usize) -> f64 {
        let (columns, values) = self.row(place);
        columns.binary_search(&(activity as u32)).map_or(0.0, |at| values[at])
    }

    pub fn place(&self, id: &str) -> Option<usize> {
        find(&self.places, id)
    }
    pub fn activity(&self, id: &str) -> Option<usize> {
        find(&self.activities, id)
    }

    /// `x_c`, one per place.
    pub fn place_totals(&self) -> Vec<f64> {
        (0..self.places.len()).map(|i| self.row(i).1.iter().sum()).collect()
    }
    /// `x_p`, one per activity; each is summed in the order of places.
    pub fn activity_totals(&self) -> Vec<f64> {
        self.totals_in(threads::parts(self.value.len()))
    }
    /// [`Table::activity_totals`] by that many threads, which share the activities so that the sums keep their order.
    fn totals_in(&self, parts: usize) -> Vec<f64> {
        let mut totals = vec![0.0; self.activities.len()];
        let width = totals.len().div_ceil(parts).max(1);
        totals.par_chunks_mut(width).enumerate().for_each(|(part, totals)| {
            let first = (part * width) as u32;
            for place in 0..self.places.len() {
                let (columns, values) = self.row(place);
                let from = if first == 0 { 0 } else { columns.partition_point(|j| *j < first) };
                for (j, v) in columns[from..].iter().zip(&values[from..]) {
                    let Some(total) = totals.get_mut((*j - first) as usize) else { break };
                    *total += v;
                }
            }
        });
        totals
    }
    /// `x`.
    pub fn total(&self) -> f64 {
        self.activity_totals().iter().sum()
    }

    /// Sums places into groups (communes into zones): place `i` goes to row `of[i]` of the result, or nowhere. Rows are
    /// in the order of `names`. `of` has one entry per place; an index outside `names` counts as nowhere.
    pub fn group_places(&self, of: &[Option<u32>], names: Vec<String>) -> Table {
        let mut members: Vec<Vec<usize>> = vec![Vec::new(); names.len()];
        for (i, group) in of.iter().enumerate().take(self.places.len()) {
            if let Some(rows) = group.and_then(|g| members.get_mut(g as usize)) {
                rows.push(i);
            }
        }
        let mut sums = vec![0.0; self.activities.len()];
        let mut cells = Vec::new();
        for (g, rows) in members.iter().enumerate() {
            for i in rows {
                let (columns, values) = self.row(*i);
                for (j, v) in columns.iter().zip(values) {
                    sums[*j as usize] += v;
                }
            }
            for (j, sum) in sums.iter_mut().enumerate().filter(|(_, sum)| **sum > 0.0) {
                cells.push((g as u32, j as u32, std::mem::take(sum)));
            }
        }
        Table::from_sorted(names, self.activities.clone(), cells.into_iter())
    }

    /// The table without rows and columns that hold nothing, and their names.
    pub fn without_empty(&self) -> (Table, Dropped) {
        let totals = self.activity_totals();
        let full: Vec<bool> = totals.iter().map(|t| *t > 0.0).collect();
        let rows: Vec<bool> = self.start.windows(2).map(|w| w[0] < w[1]).collect();
        self.keep(&rows, &full)
    }

    /// The table of the rows and columns marked `true`, and the names of the others.
    pub fn keep(&self, places: &[bool], activities: &[bool]) -> (Table, Dropped) {
        let mut rank = vec![None; self.activities.len()];
        let kept = (0..self.activities.len()).filter(|j| activities[*j]);
        kept.enumerate().for_each(|(new, old)| rank[old] = Some(new as u32));
        let rows = (0..self.places.len()).filter(|i| places[*i]);
        let cells = rows.enumerate().flat_map(|(new, old)| {
            let (columns, values) = self.row(old);
            columns.iter().zip(values).map(move |(j, v)| (new as u32, *j, *v))
        });
        let cells: Vec<_> = cells.filter_map(|(i, j, v)| Some((i, rank[j as usize]?, v))).collect();
        let (kept_places, dropped_places) = part(&self.places, places);
        let (kept_activities, dropped_activities) = part(&self.activities, activities);
        let table = Table::from_sorted(kept_places, kept_activities, cells.into_iter());
        (table, Dropped { places: dropped_places, activities: dropped_activities })
    }
}

/// Sorted ids are found by halving; ids in another order (groups keep the caller's) by looking at each.
fn find(ids: &[String], id: &str) -> Option<usize> {
    ids.binary_search_by(|other| other.as_str().cmp(id)).ok().or_else(|| ids.iter().position(|other| other == id))
}

fn part(names: &[String], kept: &[bool]) -> (Vec<String>, Vec<String>) {
    let (yes, no): (Vec<_>, Vec<_>) = names.iter().zip(kept).partition(|(_, kept)| **kept);
    let owned = |list: Vec<(&String, &bool)>| list.into_iter().map(|(name, _)| name.clone()).collect();
    (owned(yes), owned(no))
}

/// Numbers names in the order they come.
#[derive(Default)]
struct Names(HashMap<String, u32>);

impl Names {
    fn number(&mut self, name: &str) -> u32 {
        if let Some(number) = self.0.get(name) {
            return *number;
        }
        let number = self.0.len() as u32;
        self.0.insert(name.to_owned(), number);
        number
    }

    /// The names in order, and for each number its rank.
    fn sorted(self) -> (Vec<String>, Vec<u32>) {
        let mut names: Vec<(String, u32)> = self.0.into_iter().collect();
        names.sort();
        let mut rank = vec![0; names.len()];
        for (new, (_, old)) in names.iter().enumerate() {
            rank[*old as usize] = new as u32;
        }
        (names.into_iter().map(|(name, _)| name).collect(), rank)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn totals_by_several_threads_have_the_same_bits() {
        // Thirds and sevenths round otherwise in another order; the last activity has no cell.
        let cells = (0..60u32).flat_map(|c| (0..13u32).map(move |p| (c, p)));
        let cells = cells.map(|(c, p)| {
            (format!("c{c:02}"), format!("p{p:02}"), if p < 12 && (c + p) % 3 > 0 { 1e3 / f64::from(3 + c * p) } else { 0.0 })
        });
        let table = Table::gather(cells).table;
        let bits = |parts: usize| table.totals_in(parts).into_iter().map(f64::to_bits).collect::<Vec<u64>>();
        let mut plain = [0.0_f64; 13];
        (0..60).for_each(|c| (0..13).for_each(|p| plain[p] += table.get(c, p)));
        assert_eq!(bits(1), plain.map(f64::to_bits));
        assert!((2..20).all(|parts| bits(parts) == bits(1)));
    }
}
