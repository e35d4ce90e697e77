//! Establishments and jobs by commune × activity, year by year: the table that every national source fills.
//!
//! A cell is a figure, nothing (no row, or an empty one: nothing was published, which is no zero), or withheld: there
//! are establishments, and their headcount is not told.

use crate::tables;
use diagnose::Table;
use domain::Text;
use std::collections::HashMap;
use std::io::Write;
use std::path::{Path, PathBuf};

/// Nothing published.
const NOTHING: f32 = f32::NAN;
/// Something is there, and is not told.
const WITHHELD: f32 = -1.0;

/// Rows by (place, activity), with two figures a year.
pub struct Cells {
    pub years: Vec<i16>,
    rows: HashMap<(u32, u32), u32>,
    /// Row × year × (establishments, jobs).
    figures: Vec<[f32; 2]>,
}

/// What one row of a source says of one year.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Told {
    Nothing,
    Withheld,
    Figure(f64),
}

impl Told {
    fn kept(self) -> f32 {
        match self {
            Told::Nothing => NOTHING,
            Told::Withheld => WITHHELD,
            // Headcounts are whole numbers under 16 million: exact here.
            Told::Figure(value) => value as f32,
        }
    }
}

impl Cells {
    pub fn new(years: Vec<i16>) -> Cells {
        Cells { years, rows: HashMap::new(), figures: Vec::new() }
    }

    /// The row of a place and an activity; `true` when it was there already.
    pub fn row(&mut self, place: u32, activity: u32) -> (u32, bool) {
        let (next, years) = (self.rows.len() as u32, self.years.len());
        let mut new = false;
        let row = *self.rows.entry((place, activity)).or_insert_with(|| {
            new = true;
            next
        });
        if new {
            self.figures.resize(self.figures.len() + years, [NOTHING; 2]);
        }
        (row, !new)
    }

    /// Adds what a source says. Something withheld added to a figure is withheld: the sum is not known.
    pub fn add(&mut self, row: u32, year: usize, establishments: Told, jobs: Told) {
        let cell = &mut self.figures[row as usize * self.years.len() + year];
        for (kept, told) in cell.iter_mut().zip([establishments, jobs]) {
            let told = told.kept();
            *kept = match (*kept, told) {
                (old, new) if old.is_nan() => new,
                (old, new) if new.is_nan() => old,
                (old, new) if old < 0.0 || new < 0.0 => WITHHELD,
                (old, new) => old + new,
            };
        }
    }

    /// Told when the rows cover less than half of the communes: a file of one zone is no picture of the country.
    pub fn partial(&self, of: usize) -> Option<Text> {
        let places: std::collections::HashSet<u32> = self.rows.keys().map(|(place, _)| *place).collect();
        (places.len() * 2 < of).then(|| {
            let communes = |n: usize, lang| domain::format::number(n as f64, 0, lang);
            let (fr, en) = (domain::Lang::Fr, domain::Lang::En);
            let word = if places.len() > 1 { "communes" } else { "commune" };
            Text::new(
                format!(
                    "PARTIEL : {} {word} sur {}, les comparaisons au pays ne sont que des comparaisons à ces communes",
                    communes(places.len(), fr),
                    communes(of, fr)
                ),
                format!(
                    "PARTIAL: {} {word} out of {}, comparisons with the country only are comparisons with these communes",
                    communes(places.len(), en),
                    communes(of, en)
                ),
            )
        })
    }

    /// One file a year, rows sorted by place then activity; an empty cell is not told. Cells written.
    pub fn write(&self, places: &[String], activities: &[String], path: impl Fn(i16) -> PathBuf) -> Result<u64, Text> {
        let mut rows: Vec<(u32, u32, u32)> = self.rows.iter().map(|((p, a), row)| (*p, *a, *row)).collect();
        rows.sort_unstable();
        let mut written = 0;
        for (year, name) in self.years.iter().enumerate() {
            let path = path(*name);
            let fail = |e: std::io::Error| tables::cannot_write(&path, &e);
            let mut out = std::io::BufWriter::new(std::fs::File::create(&path).map_err(fail)?);
            out.write_all(b"commune,activity,establishments,jobs\n").map_err(fail)?;
            for (place, activity, row) in &rows {
                let [establishments, jobs] = self.figures[*row as usize * self.years.len() + year];
                // A zero of each is what the source says of an activity that left: kept, as a zero is not a silence.
                if establishments.is_nan() && jobs.is_nan() {
                    continue;
                }
                let shown = |figure: f32| if figure >= 0.0 { figure.to_string() } else { String::new() };
                let (place, activity) = (&places[*place as usize], &activities[*activity as usize]);
                writeln!(out, "{place},{activity},{},{}", shown(establishments), shown(jobs)).map_err(fail)?;
                written += 1;
            }
            out.flush().map_err(fail)?;
        }
        Ok(written)
    }
}

/// One year as read back.
pub struct Year {
    pub jobs: Table,
    pub establishments: Table,
    /// (place, activity) as positions in `establishments`: establishments that are there, headcount not told.
    pub withheld: Vec<(u32, u32)>,
}

/// Reads a file of [`Cells::write`]. Both tables have the same places and activities.
pub fn read(path: &Path) -> Result<Year, Text> {
    let damaged = |line: usize| super::shelf::damaged(path, &format!("ligne / line {line}"));
    let bytes = std::fs::read(path).map_err(|e| super::shelf::damaged(path, &e))?;
    let (mut places, mut activities): (Vec<String>, Vec<&[u8]>) = (Vec::new(), Vec::new());
    let mut rank: HashMap<&[u8], u32> = HashMap::new();
    let mut rows: Vec<(u32, u32, f64, f64)> = Vec::with_capacity(bytes.len() / 20);
    for (number, line) in bytes.split(|b| *b == b'\n').enumerate().skip(1).filter(|(_, line)| !line.is_empty()) {
        let mut fields = line.split(|b| *b == b',');
        let (Some(place), Some(activity), Some(establishments), Some(jobs)) = (fields.next(), fields.next(), fields.next(), fields.next())
        else {
            return Err(damaged(number + 1));
        };
        if places.last().is_none_or(|last| last.as_bytes() != place) {
            places.push(String::from_utf8_lossy(place).into_owned());
        }
        let activity = *rank.entry(activity).or_insert_with(|| {
            activities.push(activity);
            activities.len() as u32 - 1
        });
        let figure = |field: &[u8]| match field {
            [] => Some(f64::NAN),
            field => super::records::figure(field),
        };
        let (Some(establishments), Some(jobs)) = (figure(establishments), figure(jobs)) else { return Err(damaged(number + 1)) };
        rows.push((places.len() as u32 - 1, activity, establishments, jobs));
    }
    if places.windows(2).any(|w| w[0] >= w[1]) {
        return Err(super::shelf::damaged(path, &"désordre / out of order"));
    }
    let mut order: Vec<u32> = (0..activities.len() as u32).collect();
    order.sort_by_key(|a| activities[*a as usize]);
    let mut place_of = vec![0; activities.len()];
    order.iter().enumerate().for_each(|(new, old)| place_of[*old as usize] = new as u32);
    let names: Vec<String> = order.iter().map(|a| String::from_utf8_lossy(activities[*a as usize]).into_owned()).collect();
    for row in &mut rows {
        row.1 = place_of[row.1 as usize];
    }
    let withheld = rows.iter().filter(|r| r.3.is_nan() && (r.2.is_nan() || r.2 > 0.0)).map(|r| (r.0, r.1)).collect();
    let table = |value: fn(&(u32, u32, f64, f64)) -> f64| {
        let kept: Vec<_> = rows.iter().filter(|row| value(row) > 0.0).collect();
        let mut start = vec![0; places.len() + 1];
        kept.iter().for_each(|row| start[row.0 as usize + 1] += 1);
        (0..places.len()).for_each(|i| start[i + 1] += start[i]);
        let column = kept.iter().map(|row| row.1).collect();
        Table::new(places.clone(), names.clone(), start, column, kept.iter().map(|row| value(row)).collect())
    };
    Ok(Year { establishments: table(|row| row.2)?, jobs: table(|row| row.3)?, withheld })
}
