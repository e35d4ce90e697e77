//! Rows of a delimited text, one at a time, in bounded memory whatever the bytes: a quote never closed or a line without
//! an end is one refused row, not the whole file in memory.

use super::input::cannot_read;
use domain::{Problem, Text, name};
use std::io::{BufRead, BufReader, Read};
use std::ops::Range;

/// Longest row accepted, bytes. Official rows are under a thousand.
pub const LONGEST_ROW: usize = 1 << 20;

/// Where each field of a row is. A field that holds doubled quotes is rewritten into `unquoted`.
#[derive(Default)]
pub struct Fields {
    places: Vec<Range<usize>>,
    unquoted: Vec<u8>,
    row: Vec<u8>,
}

impl Fields {
    pub fn len(&self) -> usize {
        self.places.len()
    }
    /// Empty when the row has no such column.
    pub fn get(&self, column: usize) -> &[u8] {
        let Some(place) = self.places.get(column) else { return &[] };
        let text = if self.unquoted.is_empty() { &self.row } else { &self.unquoted };
        text.get(place.clone()).unwrap_or_default().trim_ascii()
    }
    pub fn text(&self, column: usize) -> String {
        String::from_utf8_lossy(self.get(column)).into_owned()
    }

    /// Cuts a row given whole, without its end of line.
    pub fn set(&mut self, row: &[u8], separator: u8) {
        self.row.clear();
        self.row.extend_from_slice(row);
        self.cut(separator);
    }

    /// Cuts the row held. Quotes follow RFC 4180; a quote inside a bare field is an ordinary character.
    fn cut(&mut self, separator: u8) {
        self.places.clear();
        self.unquoted.clear();
        if memchr::memchr(b'"', &self.row).is_none() {
            let mut from = 0;
            for at in memchr::memchr_iter(separator, &self.row) {
                self.places.push(from..at);
                from = at + 1;
            }
            self.places.push(from..self.row.len());
            return;
        }
        let (mut at, row) = (0, &self.row);
        loop {
            let from = self.unquoted.len();
            if row.get(at) == Some(&b'"') {
                at += 1;
                while at < row.len() {
                    match (row[at], row.get(at + 1)) {
                        (b'"', Some(b'"')) => {
                            self.unquoted.push(b'"');
                            at += 2;
                        }
                        (b'"', _) => {
                            at += 1;
                            break;
                        }
                        (byte, _) => {
                            self.unquoted.push(byte);
                            at += 1;
                        }
                    }
                }
            }
            while at < row.len() && row[at] != separator {
                self.unquoted.push(row[at]);
                at += 1;
            }
            self.places.push(from..self.unquoted.len());
            if at >= row.len() {
                break;
            }
            at += 1;
        }
        // Keeps `get` on this buffer even when every field is empty.
        self.unquoted.push(b'\n');
    }
}

/// True when a quoted field of the row has no end: only a quote at the beginning of a field opens one.
pub fn unclosed(row: &[u8], separator: u8) -> bool {
    let mut at = 0;
    loop {
        if row.get(at) == Some(&b'"') {
            at += 1;
            loop {
                let Some(quote) = memchr::memchr(b'"', &row[at..]) else { return true };
                at += quote + 1;
                if row.get(at) != Some(&b'"') {
                    break;
                }
                at += 1;
            }
        }
        match memchr::memchr(separator, &row[at..]) {
            Some(next) => at += next + 1,
            None => return false,
        }
    }
}

/// The rows of one file.
pub struct Records<R: Read> {
    file: String,
    reader: BufReader<R>,
    pub separator: u8,
    /// Headings as written.
    pub header: Vec<String>,
    folded: Vec<String>,
    line: u64,
    fields: Fields,
    /// Lines read, then given back; `at` is where the next one begins.
    back: Vec<u8>,
    at: usize,
}

/// One row, with what tells where it is.
#[derive(Clone, Copy)]
pub struct Line<'a> {
    file: &'a str,
    /// From 1, the first line of the row.
    pub number: u64,
    pub header: &'a [String],
    fields: &'a Fields,
}

impl<'a> Line<'a> {
    /// Number of fields, which may not be that of the heading.
    pub fn width(&self) -> usize {
        self.fields.len()
    }
    /// Empty when the row has no such column.
    pub fn get(&self, column: usize) -> &'a [u8] {
        self.fields.get(column)
    }
    pub fn text(&self, column: usize) -> String {
        self.fields.text(column)
    }
    pub fn heading(&self, column: usize) -> &'a str {
        self.header.get(column).map_or("", String::as_str)
    }
    /// What is wrong with the field of a column, and how to mend it.
    pub fn problem(&self, column: usize, what: Text, mend: Text) -> Problem {
        Problem::at(self.file, self.number as usize, column + 1, self.heading(column), what, mend)
    }
}

/// One step of reading.
pub enum Row<'a> {
    Fields(Line<'a>),
    /// Row longer than [`LONGEST_ROW`], passed over.
    TooLong {
        line: u64,
    },
    End,
}

impl<R: Read> Records<R> {
    /// Reads the heading: separator among `;`, tab, comma, `|`; byte-order mark dropped; UTF-8 or Windows-1252.
    pub fn new(file: &str, reader: R) -> Result<Records<R>, Text> {
        let mut records = Records {
            file: file.to_owned(),
            reader: BufReader::with_capacity(1 << 18, reader),
            separator: b';',
            header: Vec::new(),
            folded: Vec::new(),
            line: 0,
            fields: Fields::default(),
            back: Vec::new(),
            at: 0,
        };
        let start = records.reader.fill_buf().map_err(|e| cannot_read(file, &e))?;
        if start.starts_with(b"\xff\xfe") || start.starts_with(b"\xfe\xff") {
            return Err(Text::new(
                format!("{file} est en UTF-16 : enregistrez-le en « CSV UTF-8 », ou donnez le fichier tel que téléchargé"),
                format!("{file} is in UTF-16: save it as “CSV UTF-8”, or give the file as it was downloaded"),
            ));
        }
        let mark = if start.starts_with(b"\xef\xbb\xbf") { 3 } else { 0 };
        records.reader.consume(mark);
        loop {
            match records.fill()? {
                Filled::Row if records.fields.row.iter().all(u8::is_ascii_whitespace) => {}
                Filled::Row => break,
                Filled::TooLong | Filled::End => {
                    return Err(Text::new(
                        format!("{file} : aucune ligne d’en-tête lisible ; la première ligne doit nommer les colonnes"),
                        format!("{file}: no readable heading; the first row must name the columns"),
                    ));
                }
            }
        }
        let row = &records.fields.row;
        let count = |sign: u8| memchr::memchr_iter(sign, row).count();
        let best = [b'|', b',', b'\t', b';'].into_iter().max_by_key(|sign| count(*sign));
        records.separator = best.unwrap_or(b';');
        records.fields.cut(records.separator);
        records.header = (0..records.fields.len()).map(|i| decode(records.fields.get(i))).collect();
        records.folded = records.header.iter().map(|h| name::fold(h)).collect();
        Ok(records)
    }

    /// Headings folded: small letters without accents, words with one space between.
    pub fn folded(&self) -> &[String] {
        &self.folded
    }

    /// Column whose folded heading is one of `names`, first name first.
    pub fn column(&self, names: &[&str]) -> Option<usize> {
        names.iter().find_map(|name| self.folded.iter().position(|h| h == name))
    }

    /// The column, or a question that names what was looked for and what there is.
    pub fn require(&self, what: &Text, names: &[&str]) -> Result<usize, Text> {
        self.column(names).ok_or_else(|| {
            let (header, wanted) = (self.header.join(" · "), names.join("», «"));
            Text::new(
                format!("{} : quelle colonne donne {} ? Attendu : «{wanted}». Le fichier a : {header}", self.file, what.fr),
                format!("{}: which column gives {}? Expected: “{}”. The file has: {header}", self.file, what.en, names.join("”, “")),
            )
        })
    }

    /// The next row that holds something.
    pub fn next(&mut self) -> Result<Row<'_>, Text> {
        loop {
            let line = self.line + 1;
            match self.fill()? {
                Filled::End => return Ok(Row::End),
                Filled::TooLong => return Ok(Row::TooLong { line }),
                Filled::Row if self.fields.row.iter().all(u8::is_ascii_whitespace) => {}
                Filled::Row => {
                    self.fields.cut(self.separator);
                    return Ok(Row::Fields(Line { file: &self.file, number: line, header: &self.header, fields: &self.fields }));
                }
            }
        }
    }

    /// One row into `self.fields.row`, without its end of line: several lines when a quoted field goes on. When the quote
    /// never closes, the row is its first line alone, and the others are read again.
    fn fill(&mut self) -> Result<Filled, Text> {
        self.fields.row.clear();
        let (mut first, mut lines) = (None, 0);
        loop {
            let before = self.fields.row.len();
            self.read_line()?;
            let row = &mut self.fields.row;
            let ended = row.len() == before;
            if ended && row.is_empty() {
                return Ok(Filled::End);
            }
            lines += u64::from(!ended);
            if !row.ends_with(b"\n") && row.len() > LONGEST_ROW && first.is_none() {
                self.line += 1;
                self.skip_line()?;
                return Ok(Filled::TooLong);
            }
            if !ended && unclosed(row, self.separator) && row.ends_with(b"\n") && row.len() < LONGEST_ROW {
                first.get_or_insert(row.len());
                continue;
            }
            if let Some(end) = first.filter(|_| unclosed(row, self.separator)) {
                let unread = self.back.split_off(self.at);
                self.back = [&row[end..], &unread].concat();
                (self.at, lines) = (0, 1);
                row.truncate(end);
            }
            self.line += lines;
            while row.ends_with(b"\n") || row.ends_with(b"\r") {
                row.pop();
            }
            return Ok(Filled::Row);
        }
    }

    /// Adds one line to the row, up to a little over the longest row: from what was given back, then from the file.
    fn read_line(&mut self) -> Result<(), Text> {
        let row = &mut self.fields.row;
        let room = LONGEST_ROW + 1 - row.len().min(LONGEST_ROW);
        let held = &self.back[self.at..];
        let taken = memchr::memchr(b'\n', held).map_or(held.len(), |at| at + 1).min(room);
        row.extend_from_slice(&held[..taken]);
        self.at += taken;
        if taken < room && (taken == 0 || !row.ends_with(b"\n")) {
            let rest = (&mut self.reader).take((room - taken) as u64).read_until(b'\n', row);
            rest.map_err(|e| cannot_read(&self.file, &e))?;
        }
        Ok(())
    }

    fn skip_line(&mut self) -> Result<(), Text> {
        (self.back, self.at) = (Vec::new(), 0);
        loop {
            let held = self.reader.fill_buf().map_err(|e| cannot_read(&self.file, &e))?;
            let (count, end) = match memchr::memchr(b'\n', held) {
                Some(at) => (at + 1, true),
                None => (held.len(), held.is_empty()),
            };
            self.reader.consume(count);
            if end {
                return Ok(());
            }
        }
    }
}

enum Filled {
    Row,
    TooLong,
    End,
}

/// UTF-8 when it is, Windows-1252 otherwise.
fn decode(bytes: &[u8]) -> String {
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned(),
    }
}

/// Beyond it, no count nor value of an official file is believed; sums of millions of them stay finite.
const LARGEST: f64 = 1e15;

/// A figure of an official file: "1234", "1 234", "12,5"; none when it is not a number.
pub fn figure(field: &[u8]) -> Option<f64> {
    // Most are plain digits.
    if field.len() <= 15 && !field.is_empty() && field.iter().all(u8::is_ascii_digit) {
        return Some(field.iter().fold(0.0, |sum, digit| sum * 10.0 + f64::from(digit - b'0')));
    }
    let text = std::str::from_utf8(field).ok()?;
    let text: String = text.chars().filter(|c| !c.is_whitespace()).map(|c| if c == ',' { '.' } else { c }).collect();
    text.parse::<f64>().ok().filter(|value| value.abs() <= LARGEST)
}
