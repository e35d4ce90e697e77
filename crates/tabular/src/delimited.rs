//! Text files: CSV with any usual sign between cells, in any usual encoding.

use crate::table::Filling;
use crate::{Cell, Refusal, Table, encoding};
use domain::Text;

/// Rows that are tried to find the sign between cells.
const TRIED: usize = 40;
/// Characters that are tried.
const TRIED_BYTES: usize = 200_000;
/// Signs of one line.
const MOST_SIGNS: usize = 20_000;

pub fn read(bytes: &[u8]) -> Result<Option<Table>, Refusal> {
    let (text, encoding) = encoding::decode(bytes)?;
    if !is_text(&text) {
        return Err(crate::table::other("des octets qui ne sont pas du texte", "bytes that are not text"));
    }
    let (separator, skip) = separator(&text);
    let rows = delimited(&text, separator, skip)?;
    Ok((!rows.is_empty()).then(|| Table { name: String::new(), hidden: false, rows, encoding, separator: Some(separator) }))
}

/// A few signs of control are an accident of an old program; more than one in a hundred is a broken workbook, a picture, anything
/// else.
fn is_text(text: &str) -> bool {
    let head = || text.chars().take(TRIED_BYTES);
    let control = head().filter(|c| c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{c}' | '\u{1a}')).count();
    control <= 3 || control * 100 <= head().count()
}

/// The sign that cuts the most rows in the same number of cells; and how many bytes a first line "sep=;" takes.
fn separator(text: &str) -> (char, usize) {
    let body = text.trim_start_matches('\u{feff}');
    let first = body.lines().next().unwrap_or_default();
    if let Some(sign) = first.strip_prefix("sep=").and_then(|rest| rest.chars().next()).filter(|sign| matches!(sign, ';' | ',' | '\t')) {
        let line_end = text[text.len() - body.len() + first.len()..].chars().take_while(|c| matches!(c, '\r' | '\n')).take(2);
        return (sign, text.len() - body.len() + first.len() + line_end.map(char::len_utf8).sum::<usize>());
    }
    let cut = text.char_indices().map(|(at, _)| at).take_while(|at| *at <= TRIED_BYTES).last().unwrap_or(0);
    let tried = if text.len() <= TRIED_BYTES { text } else { &text[..cut] };
    let merit = |sign: char| {
        let mut reader = reader(tried, sign);
        let mut widths: Vec<usize> = Vec::new();
        let mut record = csv::StringRecord::new();
        while widths.len() < TRIED && matches!(reader.read_record(&mut record), Ok(true)) {
            if record.iter().any(|cell| !cell.trim().is_empty()) {
                widths.push(record.len());
            }
        }
        let rows_of = |width: usize| widths.iter().filter(|w| **w == width).count();
        // A row that is alone in its width may still be a heading over shorter rows: the first row counts twice.
        let first = widths.first().copied().filter(|w| *w > 1).map_or(0, |w| w - 1);
        let best = widths.iter().filter(|w| **w > 1).map(|w| rows_of(*w) * (*w - 1).min(6)).max().unwrap_or(0);
        (best + first, first)
    };
    let signs = [',', '\t', ';'];
    let best = signs.into_iter().max_by_key(|sign| merit(*sign)).unwrap_or(';');
    (best, 0)
}

fn reader(text: &str, separator: char) -> csv::Reader<&[u8]> {
    csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(separator as u8).from_reader(text.as_bytes())
}

/// A line of millions of cells is held whole by the reader: it is refused before.
fn narrow(text: &str, separator: char) -> Result<(), Refusal> {
    let wide = |line: &str| line.len() > MOST_SIGNS && memchr::memchr_iter(separator as u8, line.as_bytes()).nth(MOST_SIGNS).is_some();
    match text.lines().position(wide) {
        None => Ok(()),
        Some(at) => Err((
            Text::new(
                format!("ligne {} : plus de {MOST_SIGNS} cellules", at + 1),
                format!("line {}: more than {MOST_SIGNS} cells", at + 1),
            ),
            Text::new("ce fichier n’est pas un tableau fait à la main", "this file is not a table made by hand"),
        )),
    }
}

fn delimited(text: &str, separator: char, skip: usize) -> Result<Vec<crate::Row>, Refusal> {
    narrow(text, separator)?;
    let skipped = text[..skip].matches('\n').count();
    let text = &text[skip..];
    let mut reader = reader(text, separator);
    let mut filling = Filling::new();
    let mut record = csv::StringRecord::new();
    // The text is valid UTF-8 and the reader flexible: reading cannot fail, and stops at the end.
    while let Ok(true) = reader.read_record(&mut record) {
        let line = record.position().map_or(0, |p| p.line() as usize + blank_lines(text, p.byte() as usize)) + skipped;
        for (column, cell) in record.iter().enumerate() {
            if !filling.place(line.saturating_sub(1), column, Cell::typed(cell))? {
                return Ok(filling.take());
            }
        }
    }
    Ok(filling.take())
}

/// The position of a record is where its search began: empty lines before it are counted here.
fn blank_lines(text: &str, from: usize) -> usize {
    text.as_bytes().get(from..).unwrap_or_default().iter().take_while(|b| matches!(b, b'\n' | b'\r')).filter(|b| **b == b'\n').count()
}
