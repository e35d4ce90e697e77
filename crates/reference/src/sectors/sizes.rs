//! Establishments by commune × activity × size band: counted in bounded memory, written as one small table.

use super::bands::Band;
use crate::tables;
use diagnose::Largest;
use domain::Text;
use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;

pub const FILE: &str = "sizes.csv";

/// Keys held before they are sorted and counted: 32 MB.
const PENDING: usize = 8 << 20;
/// Keys fit in 32 bits: communes × classes × bands = 35 000 × 732 × 17 < 2³².
const ACTIVITIES: u32 = 1 << 10;
const BANDS: u32 = 1 << 5;

/// Counts of one worker: keys wait in a list, then are sorted and merged into the sorted counts.
#[derive(Default)]
pub struct Counts {
    pending: Vec<u64>,
    counted: Vec<(u64, u32)>,
}

impl Counts {
    pub fn add(&mut self, place: u32, activity: u32, band: Band) {
        let key = (u64::from(place) * u64::from(ACTIVITIES) + u64::from(activity)) * u64::from(BANDS) + u64::from(band.0);
        self.pending.push(key);
        if self.pending.len() == PENDING {
            self.count();
        }
    }

    fn count(&mut self) {
        let mut keys = std::mem::take(&mut self.pending);
        keys.sort_unstable();
        let fresh = keys.chunk_by(|a, b| a == b).map(|same| (same[0], same.len() as u32));
        self.counted = merge(std::mem::take(&mut self.counted), fresh.collect());
        keys.clear();
        self.pending = keys;
    }

    fn sorted(mut self) -> Vec<(u64, u32)> {
        self.count();
        self.counted
    }
}

/// Two sorted lists of counts into one.
fn merge(left: Vec<(u64, u32)>, right: Vec<(u64, u32)>) -> Vec<(u64, u32)> {
    if left.is_empty() {
        return right;
    }
    let mut out = Vec::with_capacity(left.len() + right.len() / 2);
    let (mut left, mut right) = (left.into_iter().peekable(), right.into_iter().peekable());
    loop {
        match (left.peek().copied(), right.peek().copied()) {
            (Some(a), Some(b)) if a.0 == b.0 => {
                out.push((a.0, a.1.saturating_add(b.1)));
                left.next();
                right.next();
            }
            (Some(a), Some(b)) if a.0 < b.0 => {
                out.push(a);
                left.next();
            }
            (_, Some(b)) => {
                out.push(b);
                right.next();
            }
            (Some(a), None) => {
                out.push(a);
                left.next();
            }
            (None, None) => return out,
        }
    }
}

/// Writes the counts of all the workers, sorted by commune, activity, band. Cells written.
pub fn write(path: &Path, counts: Vec<Counts>, places: &[String], activities: &[String]) -> Result<u64, Text> {
    let fail = |e: std::io::Error| tables::cannot_write(path, &e);
    let all = counts.into_iter().map(Counts::sorted).fold(Vec::new(), merge);
    let mut out = std::io::BufWriter::new(std::fs::File::create(path).map_err(fail)?);
    out.write_all(b"commune,activity,band,establishments\n").map_err(fail)?;
    let mut line = Vec::new();
    for (key, count) in &all {
        let (key, band) = (key / u64::from(BANDS), Band((key % u64::from(BANDS)) as u8));
        let (place, activity) = ((key / u64::from(ACTIVITIES)) as usize, (key % u64::from(ACTIVITIES)) as usize);
        line.clear();
        for (text, end) in [(places[place].as_str(), b','), (activities[activity].as_str(), b','), (band.code(), b',')] {
            line.extend_from_slice(text.as_bytes());
            line.push(end);
        }
        write!(line, "{count}").map_err(fail)?;
        line.push(b'\n');
        out.write_all(&line).map_err(fail)?;
    }
    out.flush().map_err(fail)?;
    Ok(all.len() as u64)
}

/// How many establishments of each size a commune has in an activity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Size {
    pub commune: String,
    pub activity: String,
    pub band: Band,
    pub establishments: u32,
}

/// The band of the largest employer of each commune and activity of the jobs: of the sub-class, or of its division when jobs are
/// counted by division. In the order of the communes and activities of the establishments.
pub fn largest(path: &Path, establishments: &diagnose::Table) -> Result<Vec<Largest>, Text> {
    let damaged = |e: &dyn std::fmt::Display| super::shelf::damaged(path, e);
    let mut reader = csv::Reader::from_path(path).map_err(|e| damaged(&e))?;
    let mut found: BTreeMap<(u32, u32), Band> = BTreeMap::new();
    let (mut record, mut last) = (csv::StringRecord::new(), (String::new(), None));
    while reader.read_record(&mut record).map_err(|e| damaged(&e))? {
        let band = Band::of(record.get(2).unwrap_or_default().as_bytes()).ok_or_else(|| damaged(&"tranche / band"))?;
        let (commune, activity) = (record.get(0).unwrap_or_default(), record.get(1).unwrap_or_default());
        if last.0 != commune {
            last = (commune.to_owned(), establishments.place(commune));
        }
        let column = establishments.activity(activity).or_else(|| establishments.activity(activity.get(..2)?));
        let (Some(place), Some(column), true) = (last.1, column, band.employs()) else { continue };
        let largest = found.entry((place as u32, column as u32)).or_insert(band);
        *largest = (*largest).max(band);
    }
    let one = |((place, activity), band): ((u32, u32), Band)| Largest {
        place,
        activity,
        least: f64::from(band.least()),
        most: band.most().map(f64::from),
    };
    Ok(found.into_iter().map(one).collect())
}

/// The rows of a table for which `keep(commune, activity)` holds; streamed, as the whole has millions of rows.
pub fn read(path: &Path, keep: &dyn Fn(&str, &str) -> bool) -> Result<Vec<Size>, Text> {
    let damaged = |e: &dyn std::fmt::Display| super::shelf::damaged(path, e);
    let mut reader = csv::Reader::from_path(path).map_err(|e| damaged(&e))?;
    let (mut found, mut record) = (Vec::new(), csv::StringRecord::new());
    while reader.read_record(&mut record).map_err(|e| damaged(&e))? {
        let (commune, activity) = (record.get(0).unwrap_or_default(), record.get(1).unwrap_or_default());
        if keep(commune, activity) {
            let band = Band::of(record.get(2).unwrap_or_default().as_bytes());
            let count = record.get(3).and_then(|count| count.parse().ok());
            let (Some(band), Some(establishments)) = (band, count) else { return Err(damaged(&"tranche / band")) };
            found.push(Size { commune: commune.to_owned(), activity: activity.to_owned(), band, establishments });
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_largest_band_stands_for_its_activity_or_its_division_and_those_who_employ_nobody_do_not_count() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join(FILE);
        let rows = "71076,25.50B,12,3\n71076,25.50B,31,1\n71076,25.62B,NN,9\n71154,25.62B,53,1\n99999,25.50B,12,1\n";
        std::fs::write(&path, format!("commune,activity,band,establishments\n{rows}")).expect("written");
        let fine = diagnose::Table::gather([("71076", "25.50B", 4.0), ("71076", "25.62B", 9.0), ("71154", "25.62B", 1.0)]).table;
        let told: Vec<_> = largest(&path, &fine).expect("read").into_iter().map(|l| (l.place, l.activity, l.least, l.most)).collect();
        assert_eq!(told, [(0, 0, 200.0, Some(249.0)), (1, 1, 10_000.0, None)]);
        let broad = diagnose::Table::gather([("71076", "25", 13.0)]).table;
        let told: Vec<_> = largest(&path, &broad).expect("read").into_iter().map(|l| (l.place, l.activity, l.least)).collect();
        assert_eq!(told, [(0, 0, 200.0)], "by division, the largest of its sub-classes");
    }
}
