//! ODS, read as a stream: a row or a cell "repeated a million times", as LibreOffice writes emptiness, costs nothing,
//! and one that holds something is repeated no further than the bounds of a table.

use crate::archive::unreadable;
use crate::excel::MOST_SHEETS;
use crate::table::{Filling, MOST_COLUMNS, MOST_ROWS};
use crate::{Cell, Refusal, Table};
use quick_xml::{Reader, XmlVersion};
use quick_xml::events::{BytesStart, Event};
use std::io::{BufReader, Cursor};

pub fn read(bytes: &[u8]) -> Result<Vec<Table>, Refusal> {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|e| unreadable(&e))?;
    let content = zip.by_name("content.xml").map_err(|e| unreadable(&e))?;
    let mut reader = Reader::from_reader(BufReader::new(content));
    let mut sheets = Sheets::default();
    let mut buffer = Vec::new();
    loop {
        match reader.read_event_into(&mut buffer).map_err(|e| unreadable(&e))? {
            Event::Start(start) => sheets.open(&start, false)?,
            Event::Empty(start) => sheets.open(&start, true)?,
            Event::End(end) => sheets.close(end.local_name().as_ref())?,
            Event::Text(text) => sheets.said(&text.xml10_content()),
            Event::CData(text) => sheets.said(&text.xml10_content()),
            Event::GeneralRef(reference) => sheets.said(&entity(&reference)),
            Event::Eof => break,
            _ => {}
        }
        buffer.clear();
        if sheets.done.len() >= MOST_SHEETS {
            break;
        }
    }
    Ok(sheets.done)
}

/// "&amp;", "&#233;": an entity that XML does not know gives nothing.
fn entity(reference: &quick_xml::events::BytesRef) -> String {
    if let Ok(Some(character)) = reference.resolve_char_ref() {
        return character.to_string();
    }
    match &*reference.xml10_content() {
        "amp" => "&",
        "lt" => "<",
        "gt" => ">",
        "quot" => "\"",
        "apos" => "'",
        _ => "",
    }
    .to_owned()
}

struct Sheets {
    done: Vec<Table>,
    filling: Filling,
    name: Option<String>,
    row: usize,
    row_repeat: usize,
    /// Cells of the row being read, with their columns.
    cells: Vec<(usize, Cell)>,
    column: usize,
    cell: Option<Typed>,
    /// Inside a comment: its words are not those of the cell.
    aside: usize,
    full: bool,
}

impl Default for Sheets {
    fn default() -> Sheets {
        Sheets {
            done: Vec::new(),
            filling: Filling::new(),
            name: None,
            row: 0,
            row_repeat: 1,
            cells: Vec::new(),
            column: 0,
            cell: None,
            aside: 0,
            full: false,
        }
    }
}

/// A cell being read.
struct Typed {
    value: Option<Cell>,
    text: String,
    paragraphs: usize,
    repeat: usize,
}

impl Sheets {
    fn open(&mut self, start: &BytesStart, closed: bool) -> Result<(), Refusal> {
        match start.local_name().as_ref() {
            "table" if self.name.is_none() => {
                self.name = Some(attribute(start, "name").unwrap_or_default());
                (self.row, self.full) = (0, false);
            }
            "table-row" => {
                self.row_repeat = repeated(start, "number-rows-repeated");
                self.column = 0;
                self.cells.clear();
            }
            "table-cell" | "covered-table-cell" => {
                self.cell = Some(Typed {
                    value: value(start),
                    text: String::new(),
                    paragraphs: 0,
                    repeat: repeated(start, "number-columns-repeated"),
                });
            }
            "annotation" if !closed => self.aside += 1,
            "p" if self.aside == 0 => {
                if let Some(cell) = &mut self.cell {
                    if cell.paragraphs > 0 {
                        cell.text.push('\n');
                    }
                    cell.paragraphs += 1;
                }
            }
            "s" => {
                let spaces = repeated(start, "c").min(1_000);
                self.said(&" ".repeat(spaces));
            }
            "tab" => self.said("\t"),
            "line-break" => self.said("\n"),
            _ => {}
        }
        if closed { self.close(start.local_name().as_ref()) } else { Ok(()) }
    }

    fn said(&mut self, text: &str) {
        if let Some(cell) = self.cell.as_mut().filter(|cell| self.aside == 0 && cell.paragraphs > 0) {
            cell.text.push_str(text);
        }
    }

    fn close(&mut self, name: &str) -> Result<(), Refusal> {
        match name {
            "annotation" => self.aside = self.aside.saturating_sub(1),
            "table-cell" | "covered-table-cell" => {
                let Some(cell) = self.cell.take() else { return Ok(()) };
                let value = match cell.value {
                    Some(value) => value,
                    None => Cell::typed(&cell.text),
                };
                if !value.is_empty() {
                    let last = (self.column + cell.repeat).min(MOST_COLUMNS);
                    self.cells.extend((self.column..last).map(|column| (column, value.clone())));
                }
                self.column = self.column.saturating_add(cell.repeat);
            }
            "table-row" => {
                let cells = std::mem::take(&mut self.cells);
                let rows = if cells.is_empty() || self.full { 0 } else { self.row_repeat.min(MOST_ROWS + 2) };
                for row in self.row..self.row + rows {
                    for (column, cell) in &cells {
                        if !self.filling.place(row, *column, cell.clone())? {
                            self.full = true;
                        }
                    }
                    if self.full {
                        break;
                    }
                }
                self.row = self.row.saturating_add(self.row_repeat);
            }
            "table" => {
                if let Some(name) = self.name.take() {
                    self.done.push(Table { name, hidden: false, rows: self.filling.take(), encoding: "ods", separator: None });
                }
            }
            _ => {}
        }
        Ok(())
    }
}

fn attribute(start: &BytesStart, name: &str) -> Option<String> {
    let found = start.attributes().flatten().find(|a| a.key.local_name().as_ref() == name)?;
    Some(found.normalized_value(XmlVersion::Implicit1_0).ok()?.into_owned())
}

fn repeated(start: &BytesStart, name: &str) -> usize {
    attribute(start, name).and_then(|n| n.parse().ok()).unwrap_or(1).clamp(1, 2_000_000)
}

/// The value that the cell declares; none when its text is all it has.
fn value(start: &BytesStart) -> Option<Cell> {
    match attribute(start, "value-type")?.as_str() {
        "float" | "currency" | "percentage" => attribute(start, "value")?.parse().ok().map(Cell::number),
        "date" => attribute(start, "date-value")?.get(..10)?.parse().ok().map(Cell::Date),
        "boolean" => Some(Cell::Bool(attribute(start, "boolean-value")? == "true")),
        _ => None,
    }
}
