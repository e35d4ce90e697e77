//! The employers of the register, by activity: the list from which suppliers are called.
//!
//! One file sorted by activity, and an index that says where each activity begins: a search reads only its activities.

use super::bands::Band;
use super::legal_units::{Names, siren};
use super::shelf::{Draft, damaged};
use crate::tables;
use diagnose::suppliers::Establishment;
use domain::Text;
use serde::{Deserialize, Serialize};
use std::fs::File;
use std::io::{BufWriter, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

pub const FILE: &str = "establishments.csv";
pub const INDEX: &str = "establishments.index.csv";

/// One establishment while the register is read.
pub struct Kept<'a> {
    pub siret: &'a [u8],
    pub name: &'a [u8],
    /// The person asked not to be shown.
    pub hidden: bool,
    pub place: u32,
    pub activity: u32,
    pub band: Band,
}

/// The establishments of one worker: texts end to end, to hold millions without as many allocations.
#[derive(Default)]
pub struct Listed {
    /// The SIRET comes first in the text, on 14 bytes, then the name.
    rows: Vec<ListedRow>,
    text: Vec<u8>,
}

#[derive(Clone, Copy)]
struct ListedRow {
    activity: u16,
    place: u32,
    band: Band,
    hidden: bool,
    /// Length of the name.
    length: u8,
    /// Where the text begins.
    from: u32,
}

/// Longest name kept, bytes.
const LONGEST_NAME: usize = 120;

impl Listed {
    pub fn add(&mut self, kept: Kept) {
        let (Ok(from), Ok(siret)) = (u32::try_from(self.text.len()), <&[u8; 14]>::try_from(kept.siret)) else { return };
        let name = &kept.name[..kept.name.len().min(LONGEST_NAME)];
        self.text.extend_from_slice(siret);
        self.text.extend_from_slice(name);
        let (activity, length) = (kept.activity as u16, name.len() as u8);
        self.rows.push(ListedRow { activity, place: kept.place, band: kept.band, hidden: kept.hidden, length, from });
    }
}

#[derive(Serialize, Deserialize)]
struct IndexRow {
    activity: String,
    from: u64,
    rows: u64,
}

/// Activity, commune, band, SIRET: what sorts the list; then which worker holds the row, and where.
type Rank = (u16, u32, std::cmp::Reverse<Band>, [u8; 14], u32, u32);

impl Listed {
    /// SIREN of the companies whose establishments have no name of their own, and may be shown.
    pub fn unnamed(&self) -> impl Iterator<Item = u32> {
        let row = |row: &&ListedRow| row.length == 0 && !row.hidden;
        self.rows.iter().filter(row).filter_map(|row| siren(self.text.get(row.from as usize..)?))
    }
}

/// Writes the list of all the workers, by activity, commune, greatest band first, SIRET. `names` gives those of the companies
/// whose establishment has none of its own.
pub fn write(draft: &Draft, listed: Vec<Listed>, places: &[String], activities: &[String], names: &Names) -> Result<u64, Text> {
    let path = draft.path(FILE);
    let fail = |e: std::io::Error| tables::cannot_write(&path, &e);
    let siret = |list: &'_ Listed, from: u32| -> [u8; 14] {
        let from = from as usize;
        list.text.get(from..from + 14).and_then(|s| s.try_into().ok()).unwrap_or([b'0'; 14])
    };
    let mut order: Vec<Rank> = Vec::new();
    for (list, held) in listed.iter().enumerate() {
        for (row, kept) in held.rows.iter().enumerate() {
            let band = std::cmp::Reverse(kept.band);
            order.push((kept.activity, kept.place, band, siret(held, kept.from), list as u32, row as u32));
        }
    }
    order.sort_unstable();
    let out = Counted { inner: BufWriter::new(File::create(&path).map_err(fail)?), written: 0 };
    let mut out = csv::WriterBuilder::new().has_headers(false).from_writer(out);
    let mut index: Vec<IndexRow> = Vec::new();
    for (activity, place, band, siret, list, row) in &order {
        let code = &activities[usize::from(*activity)];
        if index.last().is_none_or(|last| last.activity != *code) {
            out.flush().map_err(fail)?;
            index.push(IndexRow { activity: code.clone(), from: out.get_ref().written, rows: 0 });
        }
        let held = &listed[*list as usize];
        let kept = held.rows[*row as usize];
        let begin = kept.from as usize + 14;
        let own = String::from_utf8_lossy(&held.text[begin..begin + usize::from(kept.length)]);
        let name = match own.trim() {
            "" if !kept.hidden => names.of(siret).unwrap_or_default(),
            own => own,
        };
        let hidden = if kept.hidden { "hidden" } else { "" };
        let fields = [&*String::from_utf8_lossy(siret), name, &places[*place as usize], band.0.code(), hidden];
        out.write_record(fields).map_err(|e| tables::cannot_write(&path, &e))?;
        if let Some(last) = index.last_mut() {
            last.rows += 1;
        }
    }
    out.flush().map_err(fail)?;
    tables::write(&draft.path(INDEX), &index)?;
    Ok(order.len() as u64)
}

/// Counts the bytes that have been written.
struct Counted {
    inner: BufWriter<File>,
    written: u64,
}

impl Write for Counted {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let count = self.inner.write(bytes)?;
        self.written += count as u64;
        Ok(count)
    }
    fn flush(&mut self) -> std::io::Result<()> {
        self.inner.flush()
    }
}

/// The list on the disk.
#[derive(Clone, Debug)]
pub struct Establishments {
    path: PathBuf,
    /// (activity, where it begins, number of rows), sorted.
    index: Vec<(String, u64, u64)>,
}

impl Establishments {
    /// `None` when the register was imported without its list.
    pub fn open(folder: &Path) -> Result<Option<Establishments>, Text> {
        let (path, index) = (folder.join(FILE), folder.join(INDEX));
        if !index.exists() {
            return Ok(None);
        }
        let rows: Vec<IndexRow> = tables::read(&index)?;
        Ok(Some(Establishments { path, index: rows.into_iter().map(|row| (row.activity, row.from, row.rows)).collect() }))
    }

    /// Number of employers listed.
    pub fn len(&self) -> u64 {
        self.index.iter().map(|row| row.2).sum()
    }

    pub fn is_empty(&self) -> bool {
        self.index.is_empty()
    }

    /// Every employer of an activity ("25.50B"), or of all those that a broader code holds ("25"), by activity, then commune,
    /// largest first.
    pub fn of(&self, activity: &str) -> Result<Vec<Establishment>, Text> {
        let first = self.index.partition_point(|row| row.0.as_str() < activity);
        let held = self.index[first..].iter().take_while(|row| row.0.starts_with(activity)).count();
        let mut found = Vec::new();
        for at in first..first + held {
            self.read(at, &mut found)?;
        }
        Ok(found)
    }

    /// The employers of one line of the index.
    fn read(&self, at: usize, found: &mut Vec<Establishment>) -> Result<(), Text> {
        let fail = |e: &dyn std::fmt::Display| damaged(&self.path, e);
        let mut file = File::open(&self.path).map_err(|e| fail(&e))?;
        let (activity, from, _) = &self.index[at];
        let to = match self.index.get(at + 1) {
            Some(next) => next.1,
            None => file.metadata().map_err(|e| fail(&e))?.len(),
        };
        file.seek(SeekFrom::Start(*from)).map_err(|e| fail(&e))?;
        let part = file.take(to.saturating_sub(*from));
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(part);
        for record in reader.records() {
            let record = record.map_err(|e| fail(&e))?;
            let field = |column: usize| record.get(column).unwrap_or_default();
            let band = Band::of(field(3).as_bytes()).ok_or_else(|| fail(&"tranche / band"))?;
            let name = Some(field(1)).filter(|name| !name.is_empty()).map(str::to_owned);
            found.push(Establishment {
                siret: field(0).to_owned(),
                name,
                hidden: field(4) == "hidden",
                commune: field(2).to_owned(),
                activity: activity.clone(),
                least: band.least(),
                most: band.most(),
            });
        }
        Ok(())
    }
}
