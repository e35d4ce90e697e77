//! Reads one row per place and activity from CSV, gzipped or not. Codes stay text ("na" is a country, "0111" a product);
//! what cannot be counted is kept unknown and told with its line.

use diagnose::{Gathered, Table};
use domain::{Problem, Text};
use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;

/// The names of the three columns, as the person gave them.
pub struct Columns<'a> {
    pub location: &'a str,
    pub activity: &'a str,
    pub value: &'a str,
}

pub struct Read3 {
    pub gathered: Gathered,
    pub rows: usize,
    /// Rows whose value is not a number that can be counted; their cell is unknown, not zero.
    pub unknown: Vec<Problem>,
}

/// The file is read once, row by row; memory is that of its cells.
pub fn read(path: &Path, columns: &Columns) -> Result<Read3, Box<Problem>> {
    let name = path.display().to_string();
    let stop = |line: usize, field: &str, what: Text, mend: Text| Box::new(Problem::at(&name, line, 0, field, what, mend));
    let broken = |line: usize, e: &dyn std::fmt::Display| {
        let what = Text::new(format!("lecture impossible : {e}"), format!("cannot be read: {e}"));
        stop(line, "", what, Text::new("donner un fichier CSV, ou CSV compressé en .gz", "give a CSV file, or CSV compressed as .gz"))
    };
    let mut bytes = opened(path).map_err(|e| broken(0, &e))?;
    let delimiter = delimiter(bytes.fill_buf().map_err(|e| broken(0, &e))?);
    let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).flexible(true).from_reader(bytes);
    let header: Vec<String> = reader.byte_headers().map_err(|e| broken(1, &e))?.iter().map(text).collect();
    let header: Vec<&str> = header.iter().map(|h| h.trim_start_matches('\u{feff}').trim()).collect();
    let find = |asked: &str| {
        header.iter().position(|h| *h == asked).ok_or_else(|| {
            let found = header.join(", ");
            let what = Text::new(format!("colonne « {asked} » introuvable"), format!("no column “{asked}”"));
            stop(1, asked, what, Text::new(format!("colonnes trouvées : {found}"), format!("columns found: {found}")))
        })
    };
    let (location, activity, value) = (find(columns.location)?, find(columns.activity)?, find(columns.value)?);
    let (mut cells, mut unknown, mut rows) = (Vec::new(), Vec::new(), 0);
    let mut record = csv::ByteRecord::new();
    while reader.read_byte_record(&mut record).map_err(|e| broken(e.position().map_or(0, |p| p.line() as usize), &e))? {
        rows += 1;
        let line = record.position().map_or(0, |p| p.line() as usize);
        let field = |at: usize| text(record.get(at).unwrap_or_default()).trim().to_owned();
        let (place, what) = (field(location), field(activity));
        if place.is_empty() || what.is_empty() {
            let column = if place.is_empty() { columns.location } else { columns.activity };
            let said = Text::new("code vide : ligne laissée de côté", "empty code: row left out");
            unknown.push(*stop(line, column, said, Text::new("donner le code", "give the code")));
            continue;
        }
        let written = field(value);
        match number(&written) {
            Some(v) => cells.push((place, what, v)),
            None => {
                let said = Text::new(
                    format!(
                        "{place}, {what} : « {written} » n’est pas un nombre de 0 à un million de milliards ; la valeur reste inconnue"
                    ),
                    format!("{place}, {what}: “{written}” is not a number from 0 to a million billion; the value stays unknown"),
                );
                unknown.push(*stop(line, columns.value, said, Text::default()));
                // The codes exist, even if nothing else is known of them.
                cells.push((place, what, f64::NAN));
            }
        }
    }
    Ok(Read3 { gathered: Table::gather(cells), rows, unknown })
}

fn opened(path: &Path) -> std::io::Result<BufReader<Box<dyn Read>>> {
    let mut file = BufReader::new(File::open(path)?);
    // By what it holds rather than by its name.
    let gzipped = file.fill_buf()?.starts_with(&[0x1f, 0x8b]);
    let bytes: Box<dyn Read> = if gzipped { Box::new(flate2::bufread::MultiGzDecoder::new(file)) } else { Box::new(file) };
    Ok(BufReader::with_capacity(1 << 16, bytes))
}

/// The separator that the first line uses most.
fn delimiter(start: &[u8]) -> u8 {
    let line = start.split(|b| *b == b'\n').next().unwrap_or_default();
    let count = |d: u8| line.iter().filter(|b| **b == d).count();
    [b',', b';', b'\t'].into_iter().rev().max_by_key(|d| count(*d)).unwrap_or(b',')
}

/// UTF-8, or else Latin-1, where any byte is a letter.
fn text(bytes: &[u8]) -> String {
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => bytes.iter().map(|b| *b as char).collect(),
    }
}

/// Beyond it nothing is counted, in jobs nor in euros: sums of millions of cells stay finite.
const LARGEST: f64 = 1e15;

/// "1234.5", "1 234,5", "1,5e3"; `None` for what is empty, negative, secret ("s", "nd") or beyond belief.
fn number(written: &str) -> Option<f64> {
    let plain: String = written.chars().filter(|c| !matches!(c, ' ' | '\u{a0}' | '\u{202f}')).collect();
    let plain = if plain.contains('.') { plain } else { plain.replacen(',', ".", 1) };
    plain.parse().ok().filter(|v: &f64| (0.0..=LARGEST).contains(v))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read_text(text: &str) -> Result<Read3, Box<Problem>> {
        let file = tempfile::NamedTempFile::new().expect("a file");
        std::fs::write(file.path(), text).expect("written");
        read(file.path(), &Columns { location: "zone", activity: "naf", value: "jobs" })
    }

    #[test]
    fn codes_stay_text_and_what_is_not_a_number_stays_unknown_with_its_line() {
        let read = read_text("naf;zone;jobs\n0111;na;1 234,5\n0111;na;2\n25.50B;71076;s\n25.50B;;4\n28.12Z;71076;-1\n").expect("read");
        assert_eq!((read.rows, read.gathered.table.total()), (5, 1236.5));
        assert_eq!(read.gathered.merged, [("na".to_owned(), "0111".to_owned())]);
        assert_eq!(read.unknown.iter().map(|p| (p.line, p.field.as_str())).collect::<Vec<_>>(), [(4, "jobs"), (5, "zone"), (6, "jobs")]);
        assert_eq!(read.gathered.table.places, ["71076", "na"]);
    }

    #[test]
    fn a_column_that_is_not_there_is_answered_with_those_that_are() {
        let why = read_text("zone,code,jobs\na,b,1\n").err().expect("refused");
        assert!(why.mend.en.contains("zone, code, jobs"), "{}", why.mend.en);
    }

    /// A good file, spoilt a little: read with its unknowns, or refused in both languages; never a value that is no number.
    const GOOD: &str = "zone;naf;jobs\nna;0111;1 234,5\n71076;25.50B;12\n71154;25.50B;s\n71076;0111;3\n";

    fn spoilt() -> impl Strategy<Value = Vec<u8>> {
        let bite = (0.0..1.0_f64, proptest::collection::vec(any::<u8>(), 0..4), 0..6_usize);
        proptest::collection::vec(bite, 0..6).prop_map(|bites| {
            let mut bytes = GOOD.as_bytes().to_vec();
            for (at, put, taken) in bites {
                let from = (at * bytes.len() as f64) as usize;
                let to = (from + taken).min(bytes.len());
                drop(bytes.splice(from..to, put));
            }
            bytes
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn no_bytes_make_the_reading_of_a_table_panic_or_count_what_is_no_number(bytes in spoilt(), gzipped in any::<bool>()) {
            let file = tempfile::NamedTempFile::new().expect("a file");
            let bytes = if gzipped { [&[0x1f, 0x8b][..], &bytes].concat() } else { bytes };
            std::fs::write(file.path(), bytes).expect("written");
            match read(file.path(), &Columns { location: "zone", activity: "naf", value: "jobs" }) {
                Err(why) => prop_assert!(!why.what.fr.is_empty() && !why.what.en.is_empty()),
                Ok(read) => {
                    prop_assert!(read.gathered.table.value.iter().all(|v| v.is_finite() && *v > 0.0));
                    prop_assert!(read.gathered.unknown.len() <= read.unknown.len() && read.unknown.len() <= read.rows);
                    prop_assert!(read.unknown.iter().all(|p| p.line >= 1 && !p.what.en.is_empty()));
                }
            }
        }
    }

    #[test]
    fn numbers_are_read_as_the_french_and_the_english_write_them() {
        assert_eq!([number("1\u{202f}234,5"), number("1234.5"), number("1e3")], [Some(1234.5), Some(1234.5), Some(1000.0)]);
        assert_eq!([number(""), number("nd"), number("-3"), number("inf"), number("NaN"), number("1e308")], [None; 6]);
    }
}
