//! The stock of establishments as Parquet: only the columns needed are read, a group of rows at a time.

use super::input::Meter;
use super::sirene::Columns;
use super::tally::{Establishment, Tally};
use super::{Importing, input};
use domain::{Text, name};
use parquet::column::reader::{ColumnReader, ColumnReaderImpl};
use parquet::data_type::{ByteArray, ByteArrayType};
use parquet::file::reader::{FileReader, SerializedFileReader};
use std::fs::File;
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

/// Rows decoded at a time.
const BATCH: usize = 8192;

pub fn read<'a>(
    path: &Path,
    threads: usize,
    new: &(dyn Fn() -> Tally<'a> + Sync),
    importing: &mut Importing,
) -> Result<Vec<Tally<'a>>, Text> {
    let file = path.display().to_string();
    let reader = opened(path, &file)?;
    let metadata = reader.metadata();
    let schema = metadata.file_metadata().schema_descr();
    let folded: Vec<String> = schema.columns().iter().map(|c| name::fold(c.name())).collect();
    let columns = Columns::find(&file, &folded)?;
    let (groups, rows) = (metadata.num_row_groups(), metadata.file_metadata().num_rows().max(0) as u64);
    let (next, stop, done) = (AtomicUsize::new(0), AtomicBool::new(false), AtomicUsize::new(0));
    let meter = Meter::counting(rows);
    let work = || -> Result<Tally<'a>, Text> {
        let mut tally = new();
        let reader = opened(path, &file)?;
        while !stop.load(Ordering::Relaxed) {
            let group = next.fetch_add(1, Ordering::Relaxed);
            if group >= groups {
                break;
            }
            if let Err(why) = read_group(&reader, group, &file, &columns, &mut tally, &meter) {
                stop.store(true, Ordering::Relaxed);
                return Err(why);
            }
        }
        Ok(tally)
    };
    let threads = threads.max(1);
    std::thread::scope(|scope| {
        let workers: Vec<_> = (0..threads)
            .map(|_| {
                scope.spawn(|| {
                    let tally = work();
                    done.fetch_add(1, Ordering::Release);
                    tally
                })
            })
            .collect();
        while done.load(Ordering::Acquire) < threads && !workers.iter().all(|w| w.is_finished()) {
            std::thread::sleep(Duration::from_millis(20));
            importing.clock.tick(meter.read(), &meter);
        }
        let stopped = |_| Err(Text::new(format!("{file} : lecture interrompue"), format!("{file}: reading stopped")));
        workers.into_iter().map(|worker| worker.join().unwrap_or_else(stopped)).collect()
    })
}

fn opened(path: &Path, file: &str) -> Result<SerializedFileReader<File>, Text> {
    let opened = File::open(path).map_err(|e| input::cannot_read(file, &e))?;
    // A footer that lies can make the reader stop short; the workers are caught where they are joined.
    let read = std::panic::catch_unwind(|| SerializedFileReader::new(opened));
    match read {
        Ok(read) => read.map_err(|e| input::cannot_read(file, &e)),
        Err(_) => Err(input::cannot_read(file, &"en-tête abîmé / damaged heading")),
    }
}

/// One column of a group of rows, decoded batch by batch.
struct Column {
    reader: ColumnReaderImpl<ByteArrayType>,
    optional: bool,
    levels: Vec<i16>,
    values: Vec<ByteArray>,
    /// For each row of the batch, its value: rank in `values`.
    rank: Vec<Option<u32>>,
}

impl Column {
    fn next(&mut self, file: &str) -> Result<usize, Text> {
        self.levels.clear();
        self.values.clear();
        self.rank.clear();
        let (rows, ..) = self
            .reader
            .read_records(BATCH, self.optional.then_some(&mut self.levels), None, &mut self.values)
            .map_err(|e| input::cannot_read(file, &e))?;
        let mut next = 0;
        self.rank.extend((0..rows).map(|row| {
            let there = !self.optional || self.levels.get(row).is_some_and(|level| *level > 0);
            there.then(|| {
                next += 1;
                next - 1
            })
        }));
        Ok(rows)
    }

    fn get(&self, row: usize) -> &[u8] {
        let rank = self.rank.get(row).copied().flatten();
        rank.and_then(|rank| self.values.get(rank as usize)).map_or(&[], |value| value.data())
    }
}

fn read_group(
    reader: &SerializedFileReader<File>,
    group: usize,
    file: &str,
    columns: &Columns,
    tally: &mut Tally,
    meter: &Meter,
) -> Result<(), Text> {
    let rows = reader.get_row_group(group).map_err(|e| input::cannot_read(file, &e))?;
    let schema = reader.metadata().file_metadata().schema_descr();
    let open = |column: usize| -> Result<Column, Text> {
        let description = schema.column(column);
        match rows.get_column_reader(column).map_err(|e| input::cannot_read(file, &e))? {
            ColumnReader::ByteArrayColumnReader(reader) if description.max_rep_level() == 0 => {
                let optional = description.max_def_level() > 0;
                Ok(Column { reader, optional, levels: Vec::new(), values: Vec::new(), rank: Vec::new() })
            }
            _ => Err(Text::new(
                format!(
                    "{file} : la colonne « {} » n’est pas du texte ; donnez le fichier Parquet de l’Insee tel quel",
                    description.name()
                ),
                format!("{file}: the column “{}” is not text; give the Parquet file of Insee as it is", description.name()),
            )),
        }
    };
    let (mut siret, mut band, mut commune) = (open(columns.siret)?, open(columns.band)?, open(columns.commune)?);
    let (mut state, mut activity) = (open(columns.state)?, open(columns.activity)?);
    let optional = |column: Option<usize>| column.map(open).transpose();
    let (mut nomenclature, mut status) = (optional(columns.nomenclature)?, optional(columns.status)?);
    let mut names = [optional(columns.names[0])?, optional(columns.names[1])?];
    let mut line = 0;
    loop {
        let count = siret.next(file)?;
        let others = [&mut band, &mut commune, &mut state, &mut activity];
        let others = others.into_iter().chain(nomenclature.as_mut()).chain(status.as_mut()).chain(names.iter_mut().flatten());
        let mut uneven = false;
        for column in others {
            uneven |= column.next(file)? != count;
        }
        if uneven {
            return Err(input::cannot_read(file, &format!("groupe / group {group} : colonnes inégales / uneven columns")));
        }
        if count == 0 {
            return Ok(());
        }
        for row in 0..count {
            tally.read += 1;
            line += 1;
            let establishment = Establishment {
                siret: siret.get(row),
                band: band.get(row),
                commune: commune.get(row),
                state: state.get(row),
                activity: activity.get(row),
                nomenclature: nomenclature.as_ref().map(|column| column.get(row)),
                shown: status.as_ref().is_none_or(|column| column.get(row) == b"O"),
                names: [0, 1].map(|at: usize| names[at].as_ref().map_or(&[][..], |column| column.get(row))),
            };
            tally.take(group as u64, line, &establishment);
        }
        meter.add(count as u64);
    }
}
