//! From bytes to a heading and rows of cells, whatever the encoding, the separator or the spreadsheet.

use super::cells::Refusal;
use super::{MOST_BYTES, MOST_ROWS};
use calamine::{DataRef, Reader, Xlsx};
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use domain::Text;
use encoding_rs::{Encoding, UTF_8};
use std::io::Cursor;

/// Columns read of a spreadsheet.
const MOST_COLUMNS: usize = 300;
/// Bytes of a spreadsheet once unpacked, as its own directory declares them.
const MOST_UNPACKED: u64 = 400_000_000;

/// (line in the file, cells).
type Rows = Vec<(usize, Vec<String>)>;

pub struct Grid {
    pub header: Vec<String>,
    pub header_line: usize,
    /// (line in the file, cells); rows without anything are left out.
    pub rows: Rows,
    pub encoding: String,
    pub separator: Option<char>,
}

pub fn read(bytes: &[u8]) -> Result<Grid, Refusal> {
    let bad = |what: Text, mend: Text| (what, mend);
    if bytes.len() > MOST_BYTES {
        let most = MOST_BYTES / 1_000_000;
        return Err(bad(
            Text::new(format!("le fichier dépasse {most} Mo"), format!("the file is over {most} MB")),
            Text::new("ne gardez que la feuille et les colonnes utiles", "keep only the useful sheet and columns"),
        ));
    }
    let (rows, encoding, separator) = if bytes.starts_with(b"PK\x03\x04") {
        (spreadsheet(bytes)?, "xlsx".to_owned(), None)
    } else if bytes.starts_with(b"\xd0\xcf\x11\xe0") {
        return Err(bad(
            Text::new("ancien format Excel (.xls)", "old Excel format (.xls)"),
            Text::new("enregistrez en .xlsx ou en CSV", "save it as .xlsx or CSV"),
        ));
    } else {
        let (text, encoding) = decode(bytes);
        let separator = separator(&text);
        (delimited(&text, separator), encoding, Some(separator))
    };
    let mut rows = rows.into_iter();
    let Some((header_line, header)) = rows.next() else {
        return Err(bad(
            Text::new("le fichier est vide", "the file is empty"),
            Text::new("la première ligne nomme les colonnes", "the first row names the columns"),
        ));
    };
    Ok(Grid { header, header_line, rows: rows.collect(), encoding, separator })
}

/// UTF-8 when it is, the mark at the head of the file when there is one, the likeliest old encoding otherwise.
fn decode(bytes: &[u8]) -> (String, String) {
    let encoding = match Encoding::for_bom(bytes) {
        Some((encoding, _)) => encoding,
        None if std::str::from_utf8(bytes).is_ok() => UTF_8,
        None => {
            let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
            detector.feed(bytes, true);
            detector.guess(Some(b"fr"), Utf8Detection::Deny)
        }
    };
    let (text, used, _) = encoding.decode(bytes);
    (text.into_owned(), used.name().to_owned())
}

/// The sign that cuts the first row the most, outside quotes.
fn separator(text: &str) -> char {
    let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let mut quoted = false;
    let mut counts = [(';', 0), ('\t', 0), (',', 0)];
    for c in first.chars() {
        quoted ^= c == '"';
        for (sign, count) in &mut counts {
            *count += usize::from(!quoted && c == *sign);
        }
    }
    counts.iter().rev().max_by_key(|(_, count)| *count).map_or(';', |(sign, _)| *sign)
}

fn delimited(text: &str, separator: char) -> Rows {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(separator as u8).from_reader(text.as_bytes());
    let mut rows = Vec::new();
    let mut record = csv::StringRecord::new();
    // The text is valid UTF-8 and the reader flexible: reading cannot fail, and stops at the end.
    while let Ok(true) = reader.read_record(&mut record) {
        let line = record.position().map_or(0, |p| p.line() as usize + blank_lines(text, p.byte() as usize));
        let cells: Vec<String> = record.iter().map(tidy).collect();
        if cells.iter().any(|c| !c.is_empty()) {
            rows.push((line, cells));
        }
        // One more than the limit, and the heading: enough for the caller to say that there are too many.
        if rows.len() > MOST_ROWS + 1 {
            break;
        }
    }
    rows
}

/// The position of a record is where its search began: empty lines before it are counted here.
fn blank_lines(text: &str, from: usize) -> usize {
    text.as_bytes().get(from..).unwrap_or_default().iter().take_while(|b| matches!(b, b'\n' | b'\r')).filter(|b| **b == b'\n').count()
}

/// First sheet, cell by cell: one cell far away in a sheet never makes a table of the size of the sheet.
fn spreadsheet(bytes: &[u8]) -> Result<Rows, Refusal> {
    let again = || Text::new("ouvrez-le puis enregistrez-le en .xlsx ou en CSV", "open it, then save it as .xlsx or CSV");
    let bad = |error: &dyn std::fmt::Display| {
        (Text::new(format!("classeur illisible ({error})"), format!("unreadable spreadsheet ({error})")), again())
    };
    if unpacked_size(bytes) > MOST_UNPACKED {
        return Err((Text::new("classeur trop grand une fois décompressé", "spreadsheet too large once unpacked"), again()));
    }
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|e| bad(&e))?;
    let sheet =
        book.sheet_names().first().cloned().ok_or_else(|| (Text::new("classeur sans feuille", "spreadsheet without a sheet"), again()))?;
    let mut cells = book.worksheet_cells_reader(&sheet).map_err(|e| bad(&e))?;
    let mut rows = Rows::new();
    while let Some(cell) = cells.next_cell().map_err(|e| bad(&e))? {
        let (row, column) = (cell.get_position().0 as usize, cell.get_position().1 as usize);
        let text = shown(cell.get_value());
        if text.is_empty() || column >= MOST_COLUMNS {
            continue;
        }
        if rows.last().is_none_or(|(line, _)| *line != row + 1) {
            if rows.len() > MOST_ROWS + 1 {
                break;
            }
            rows.push((row + 1, Vec::new()));
        }
        if let Some((_, line)) = rows.last_mut() {
            if line.len() <= column {
                line.resize(column + 1, String::new());
            }
            line[column] = text;
        }
    }
    Ok(rows)
}

fn shown(value: &DataRef) -> String {
    match value {
        DataRef::Int(n) => n.to_string(),
        DataRef::Float(n) => n.to_string(),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => tidy(text),
        DataRef::SharedString(text) => tidy(text),
        DataRef::Bool(yes) => if *yes { "oui" } else { "non" }.to_owned(),
        DataRef::DateTime(_) | DataRef::Error(_) | DataRef::Empty => String::new(),
    }
}

/// Sizes declared in the central directory of the archive (PKWARE APPNOTE 4.3.12: 32 bits, 24 bytes after the mark).
fn unpacked_size(bytes: &[u8]) -> u64 {
    let marks = bytes.windows(28).filter(|w| w.starts_with(b"PK\x01\x02"));
    marks.map(|w| u64::from(u32::from_le_bytes([w[24], w[25], w[26], w[27]]))).sum()
}

/// Without the spaces around, ordinary or not, and the control characters inside.
fn tidy(cell: &str) -> String {
    cell.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}').replace(['\0', '\r'], "").replace('\n', " ")
}
