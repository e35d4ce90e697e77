//! A workbook of plain tables: typed cells, frozen heads, widths, a fixed date. No cell is ever a formula.

use crate::RenderError;
use crate::words::say;
use domain::{Cents, Date, Lang, Source, Text};
use rust_xlsxwriter::{Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError};

/// Excel refuses longer texts in a cell.
const LONGEST_TEXT: usize = 32_767;

pub enum Cell {
    Empty,
    Text(String),
    Strong(String),
    Money(Cents),
    /// Value and number of decimals shown; the cell keeps them all.
    Number(f64, usize),
    /// Between 0 and 1.
    Share(f64),
    Date(Date),
}

impl Cell {
    pub fn text(text: impl Into<String>) -> Cell {
        Cell::Text(text.into())
    }
    pub fn money(amount: Option<Cents>) -> Cell {
        amount.map_or(Cell::Empty, Cell::Money)
    }
    pub fn maybe(text: Option<impl Into<String>>) -> Cell {
        text.map_or(Cell::Empty, |t| Cell::Text(t.into()))
    }
    /// "RGEC, art. 14".
    pub fn source(source: Option<&Source>) -> Cell {
        Cell::maybe(source.map(|s| match &s.article {
            Some(article) => format!("{}, {article}", s.title),
            None => s.title.clone(),
        }))
    }
    pub fn count(n: usize) -> Cell {
        Cell::Number(n as f64, 0)
    }
}

/// The message that names a column, and its width in characters.
pub type Column = (&'static str, f64);

pub struct Book {
    workbook: Workbook,
    pub lang: Lang,
    formats: Formats,
}

struct Formats {
    head: Format,
    text: Format,
    /// Text that Excel would read as a formula if someone edited the cell: kept as text by the quote prefix.
    guarded: Format,
    strong: Format,
    money: Format,
    share: Format,
    date: Format,
    numbers: [Format; 4],
}

impl Formats {
    fn new(lang: Lang) -> Formats {
        let base = || Format::new().set_align(FormatAlign::Top);
        let (money, date) = match lang {
            Lang::Fr => ("#,##0.00\\ \"€\"", "dd/mm/yyyy"),
            Lang::En => ("\"€\"#,##0.00", "d mmm yyyy"),
        };
        Formats {
            head: Format::new()
                .set_bold()
                .set_text_wrap()
                .set_align(FormatAlign::VerticalCenter)
                .set_background_color(Color::RGB(0xF1EDE5))
                .set_border_bottom(FormatBorder::Medium)
                .set_border_bottom_color(Color::RGB(0x1B1F24)),
            text: base().set_text_wrap(),
            guarded: base().set_text_wrap().set_quote_prefix(),
            strong: base().set_text_wrap().set_bold(),
            money: base().set_num_format(money),
            share: base().set_num_format("0.0%"),
            date: base().set_num_format(date),
            numbers: ["#,##0", "#,##0.0", "#,##0.00", "#,##0.000"].map(|shape| base().set_num_format(shape)),
        }
    }
}

impl Book {
    /// `on` is written in the file, so that the same tables give the same bytes.
    pub fn new(title: &str, on: Date, lang: Lang) -> Result<Book, RenderError> {
        let mut workbook = Workbook::new();
        let properties = DocProperties::new().set_title(title).set_author("Rebond").set_creation_datetime(&excel(on)?);
        workbook.set_properties(&properties);
        Ok(Book { workbook, lang, formats: Formats::new(lang) })
    }

    pub fn say(&self, key: &str) -> String {
        say(self.lang, key)
    }

    pub fn text(&self, text: &Text) -> Cell {
        Cell::text(text.get(self.lang))
    }

    /// Several texts in one cell, one per line.
    pub fn texts(&self, texts: &[Text]) -> Cell {
        Cell::text(texts.iter().map(|t| t.get(self.lang)).collect::<Vec<_>>().join("\n"))
    }

    /// One sheet: a frozen head with filters, then the rows. A table without rows keeps its head.
    pub fn table(&mut self, sheet: &str, columns: &[Column], rows: &[Vec<Cell>]) -> Result<(), RenderError> {
        let (name, heads): (String, Vec<String>) = (self.say(sheet), columns.iter().map(|(key, _)| self.say(key)).collect());
        let formats = &self.formats;
        let page = self.workbook.add_worksheet();
        page.set_name(name)?.set_freeze_panes(1, 0)?.set_repeat_rows(0, 0)?.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0);
        page.set_row_height(0, 30)?;
        for (column, ((_, width), head)) in (0u16..).zip(columns.iter().zip(heads)) {
            page.set_column_width(column, *width)?.write_string_with_format(0, column, head, &formats.head)?;
        }
        for (row, cells) in (1u32..).zip(rows) {
            for (column, cell) in (0u16..).zip(cells) {
                write(page, row, column, cell, formats)?;
            }
        }
        if !rows.is_empty() {
            page.autofilter(0, 0, rows.len() as u32, columns.len() as u16 - 1)?;
        }
        Ok(())
    }

    pub fn bytes(mut self) -> Result<Vec<u8>, RenderError> {
        Ok(self.workbook.save_to_buffer()?)
    }
}

fn write(page: &mut Worksheet, row: u32, column: u16, cell: &Cell, formats: &Formats) -> Result<(), XlsxError> {
    match cell {
        Cell::Empty => {}
        // Always a string, never a formula or a link, whatever its first character.
        Cell::Text(text) if text.starts_with(['=', '+', '-', '@', '\t', '\r']) => {
            page.write_string_with_format(row, column, within(text), &formats.guarded)?;
        }
        Cell::Text(text) => {
            page.write_string_with_format(row, column, within(text), &formats.text)?;
        }
        Cell::Strong(text) => {
            page.write_string_with_format(row, column, within(text), &formats.strong)?;
        }
        // The cell shows euros; the integer cents stay in the JSON. Exact up to 90 000 billion euros.
        Cell::Money(amount) => {
            page.write_number_with_format(row, column, amount.0 as f64 / 100.0, &formats.money)?;
        }
        Cell::Number(value, decimals) => {
            page.write_number_with_format(row, column, *value, &formats.numbers[(*decimals).min(3)])?;
        }
        Cell::Share(share) => {
            page.write_number_with_format(row, column, *share, &formats.share)?;
        }
        Cell::Date(date) => match excel(*date) {
            Ok(day) => {
                page.write_datetime_with_format(row, column, &day, &formats.date)?;
            }
            // Excel has no date before 1900: the day is written as text.
            Err(_) => {
                page.write_string_with_format(row, column, date.to_string(), &formats.text)?;
            }
        },
    }
    Ok(())
}

fn within(text: &str) -> String {
    if text.chars().count() <= LONGEST_TEXT { text.to_owned() } else { text.chars().take(LONGEST_TEXT - 1).chain(['…']).collect() }
}

fn excel(date: Date) -> Result<ExcelDateTime, XlsxError> {
    ExcelDateTime::from_ymd(u16::try_from(date.year()).unwrap_or_default(), date.month() as u8, date.day() as u8)
}
