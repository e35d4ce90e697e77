//! What an import read, kept, changed and refused. Every refused row is written in `rejected.csv` beside the data; the
//! first ones are kept to be shown.

use super::shelf::Draft;
use crate::tables;
use domain::{Problem, Text};
use std::collections::BTreeMap;
use std::fs::File;
use std::path::PathBuf;

/// Refused rows and corrections shown; the file has them all.
const SHOWN: usize = 50;
pub const REJECTED: &str = "rejected.csv";

/// The account of one import.
#[derive(Clone, Debug, Default)]
pub struct SectorReport {
    pub file: String,
    pub read: u64,
    /// Rows that contributed to the data.
    pub kept: u64,
    pub rejected: u64,
    /// The first refused rows.
    pub problems: Vec<Problem>,
    /// What was changed in rows that are kept: once per cause, with the number of rows.
    pub corrections: Vec<Text>,
    /// Cells, establishments or flows written.
    pub cells: u64,
    pub years: Vec<i16>,
    pub sha256: String,
    /// The very same file was already held, and gave the same: the data are what they were.
    pub replayed: bool,
}

/// Refusals as they come, on the disk.
pub struct Refusals {
    writer: csv::Writer<File>,
    path: PathBuf,
    pub count: u64,
    pub shown: Vec<Problem>,
}

impl Refusals {
    pub fn begin(draft: &Draft) -> Result<Refusals, Text> {
        let path = draft.path(REJECTED);
        let mut writer = csv::Writer::from_path(&path).map_err(|e| tables::cannot_write(&path, &e))?;
        let heading = ["line", "column", "field", "pourquoi", "que_faire", "why", "mend"];
        writer.write_record(heading).map_err(|e| tables::cannot_write(&path, &e))?;
        Ok(Refusals { writer, path, count: 0, shown: Vec::new() })
    }

    pub fn add(&mut self, problem: Problem) -> Result<(), Text> {
        let Problem { line, column, field, what, mend, .. } = &problem;
        let (line, column) = (line.to_string(), column.to_string());
        let row = [&line, &column, field.as_str(), &*what.fr, &*mend.fr, &*what.en, &*mend.en];
        self.writer.write_record(row).map_err(|e| tables::cannot_write(&self.path, &e))?;
        self.count += 1;
        if self.shown.len() < SHOWN {
            self.shown.push(problem);
        }
        Ok(())
    }

    pub fn end(mut self) -> Result<(u64, Vec<Problem>), Text> {
        self.writer.flush().map_err(|e| tables::cannot_write(&self.path, &e))?;
        Ok((self.count, self.shown))
    }
}

/// Counts rows by cause, then says each cause once.
#[derive(Default)]
pub struct Causes(BTreeMap<(u8, String, String), u64>);

impl Causes {
    /// `rank` orders the causes; texts say the cause without the count.
    pub fn add(&mut self, rank: u8, fr: &str, en: &str, rows: u64) {
        if rows > 0 {
            *self.0.entry((rank, fr.to_owned(), en.to_owned())).or_default() += rows;
        }
    }

    /// The first causes of each rank, and how many others there are.
    pub fn told(self) -> Vec<Text> {
        let mut told = Vec::new();
        let mut of_rank: BTreeMap<u8, usize> = BTreeMap::new();
        for ((rank, fr, en), rows) in self.0 {
            let seen = of_rank.entry(rank).or_default();
            *seen += 1;
            if *seen <= SHOWN {
                let (ligne, row) = if rows > 1 { ("lignes", "rows") } else { ("ligne", "row") };
                told.push(Text::new(format!("{fr} ({rows} {ligne})"), format!("{en} ({rows} {row})")));
            }
        }
        for seen in of_rank.into_values().filter(|seen| *seen > SHOWN) {
            let more = seen - SHOWN;
            told.push(Text::new(format!("… et {more} autres du même genre"), format!("… and {more} others of the same kind")));
        }
        told
    }
}

/// Row that cannot be cut into fields.
pub fn too_long(file: &str, line: u64) -> Problem {
    Problem::at(
        file,
        line as usize,
        0,
        "",
        Text::new("ligne de plus d’un mégaoctet, ou guillemet jamais fermé", "row over one megabyte, or a quote that is never closed"),
        Text::new("téléchargez de nouveau le fichier : il est sans doute abîmé", "download the file again: it is probably damaged"),
    )
}
