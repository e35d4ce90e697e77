//! Text files: CSV with any usual sign between cells, in any usual encoding.

use super::{MOST_COLUMNS, MOST_ROWS, Rows, Sheet, tidy};
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8};

pub fn read(bytes: &[u8]) -> Option<Sheet> {
    let (text, encoding) = decode(bytes);
    let separator = separator(&text);
    Sheet::from_rows(String::new(), delimited(&text, separator), &encoding, Some(separator))
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
        let cells: Vec<String> = record.iter().take(MOST_COLUMNS).map(tidy).collect();
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
