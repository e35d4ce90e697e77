//! The tolerant reader: sheets in, records and a report out. Form is mended and told; meaning is never guessed.

use crate::align::{Aligned, align};
use crate::cell::{self, Around, Found, written};
use crate::class::Class;
use crate::columns::{Column, columns, geometry_field, recognise};
use crate::field::{Field, Kind};
use crate::record::{Record, Value};
use crate::report::{Correction, MOST_CORRECTIONS};
use crate::units;
use domain::{Problem, Text};
use std::collections::HashMap;
use tabular::{MOST_ROWS, Mark, Sheet, marks};

/// A sheet that was recognised.
#[derive(Clone, Debug, PartialEq)]
pub struct Seen {
    pub sheet: String,
    pub class: Class,
    /// Headings of the file that the standard has not.
    pub unread: Vec<String>,
    pub rows: usize,
}

/// A file as read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reading {
    pub records: Vec<Record>,
    pub corrections: Vec<Correction>,
    /// Corrections beyond [`MOST_CORRECTIONS`], counted only.
    pub more_corrections: usize,
    pub rejected: Vec<Problem>,
    pub seen: Vec<Seen>,
}

impl Reading {
    pub fn of(&self, class: Class) -> impl Iterator<Item = &Record> {
        self.records.iter().filter(move |r| r.class == class)
    }
}

/// Reads the sheets that hold a table of the standard; `None` when none does.
pub fn read(file: &str, sheets: &[Sheet]) -> Option<Reading> {
    let known: Vec<(&Sheet, Class)> = sheets.iter().filter_map(|s| Some((s, recognise(s)?))).collect();
    if known.is_empty() {
        return None;
    }
    let mut reader = Reader { file, reading: Reading::default(), keys: HashMap::new() };
    for (sheet, class) in known {
        reader.sheet(sheet, class);
    }
    Some(reader.reading)
}

struct Reader<'a> {
    file: &'a str,
    reading: Reading,
    /// (table, key) → line where it was first read.
    keys: HashMap<(Class, String), usize>,
}

impl Reader<'_> {
    fn sheet(&mut self, sheet: &Sheet, class: Class) {
        let columns = columns(class, &sheet.header);
        let fields: Vec<Option<&'static Field>> = columns.iter().map(|c| c.field()).collect();
        let unread = columns.iter().zip(&sheet.header).filter(|(c, _)| matches!(c, Column::Unread)).map(|(_, h)| h.clone());
        self.reading.seen.push(Seen { sheet: sheet.name.clone(), class, unread: unread.collect(), rows: sheet.rows.len() });
        let marks = marks(sheet);
        for (read, (line, cells)) in sheet.rows.iter().enumerate() {
            if read == MOST_ROWS {
                let what = Text::new(
                    format!("plus de {MOST_ROWS} lignes : la suite n’est pas lue"),
                    format!("more than {MOST_ROWS} rows: the rest is not read"),
                );
                self.reading.rejected.push(Problem::at(self.file, *line, 0, "", what, Text::new("coupez le fichier", "split the file")));
                break;
            }
            let insee = fields
                .iter()
                .position(|f| f.is_some_and(|f| f.kind == Kind::Insee))
                .and_then(|at| cells.get(at))
                .map_or("", String::as_str);
            // Where a value stands does not depend on what its comma means.
            let around = Around { mark: Some(Mark::Comma), insee };
            match align(&fields, cells, sheet.separator, around) {
                Aligned::AsItIs => self.row(class, &columns, *line, cells, &marks),
                Aligned::Mended { cells, column, read, kept, why } => {
                    let field = fields.get(column).copied().flatten().map_or("", |f| f.name.as_str());
                    self.correct(Correction::new(self.file, *line, column + 1, field, &read, &kept, why));
                    self.row(class, &columns, *line, &cells, &marks);
                }
                Aligned::Lost(what, mend) => self.reading.rejected.push(Problem::at(self.file, *line, 0, "", what, mend)),
            }
        }
    }

    fn correct(&mut self, correction: Correction) {
        if self.reading.corrections.len() < MOST_CORRECTIONS {
            self.reading.corrections.push(correction);
        } else {
            self.reading.more_corrections += 1;
        }
    }

    fn row(&mut self, class: Class, columns: &[Column], line: usize, cells: &[String], marks: &[Option<Mark>]) {
        let mut record = Record::new(class, line);
        let mut more = Record::new(Class::Extension, line);
        let mut corrections = Vec::new();
        let insee = columns.iter().position(|c| matches!(c, Column::Own(f) if f.kind == Kind::Insee));
        let insee = match insee.and_then(|at| Some((columns[at].field()?, cells.get(at)?))) {
            Some((field, text)) => match cell::read(field, text, Around { mark: None, insee: "" }) {
                Found::Kept(Value::Text(code)) | Found::Mended(Value::Text(code), _) => code,
                _ => String::new(),
            },
            None => String::new(),
        };
        let around = |at: usize| Around { mark: marks.get(at).copied().flatten(), insee: &insee };
        let (mut lat, mut lon) = (None, None);
        for (at, (column, text)) in columns.iter().zip(cells).enumerate() {
            let field = match column {
                Column::Own(field) | Column::More(field) => field,
                Column::Geometry if !text.is_empty() => {
                    let point = text.to_ascii_uppercase().contains("POINT");
                    let Some(field) = geometry_field(class, point) else { continue };
                    field
                }
                Column::Latitude => {
                    lat = Some((at, text));
                    continue;
                }
                Column::Longitude => {
                    lon = Some(text);
                    continue;
                }
                Column::Geometry | Column::Unread => continue,
            };
            let target = if matches!(column, Column::More(_)) { &mut more } else { &mut record };
            self.cell(target, field, text, at + 1, around(at), &mut corrections);
        }
        if let (Some((at, lat)), Some(lon), Some(field)) = (lat, lon, geometry_field(class, true))
            && record.get(&field.name).is_none()
            && !lat.is_empty()
            && !lon.is_empty()
        {
            let text = format!("{} ; {}", lon, lat);
            let mut told = Vec::new();
            self.cell(&mut record, field, &text, at + 1, around(at), &mut told);
            // Two columns are not the form of the standard, which nobody asked them to have: only a conversion is told.
            told.retain(|c| !c.why.fr.contains("là où le standard veut"));
            corrections.append(&mut told);
        }
        units::mend(&mut record, self.file, columns, &mut corrections);
        self.keep(record, more, corrections);
    }

    fn cell(&self, record: &mut Record, field: &Field, text: &str, column: usize, around: Around, corrections: &mut Vec<Correction>) {
        let line = record.line;
        let mut told = |kept: &str, why: Text| corrections.push(Correction::new(self.file, line, column, &field.name, text, kept, why));
        match cell::read(field, text, around) {
            Found::Nothing => {}
            Found::Kept(value) => record.set(&field.name, Some(value)),
            Found::Mended(value, why) => {
                told(&written(field, &value), why);
                record.set(&field.name, Some(value));
            }
            Found::Lost(what, mend) => told(
                "",
                Text::each(|lang| {
                    let (what, mend) = (what.get(lang), mend.get(lang));
                    [what, mend].into_iter().filter(|t| !t.is_empty()).collect::<Vec<_>>().join(" → ")
                }),
            ),
        }
    }

    fn keep(&mut self, record: Record, mut more: Record, corrections: Vec<Correction>) {
        let class = record.class;
        let refuse = |what: Text, mend: Text| Problem::at(self.file, record.line, 0, class.key()[0], what, mend);
        let Some(key) = record.key() else {
            let names = class.key().join(", ");
            let problem = refuse(
                Text::new(format!("{names} : identifiant absent"), format!("{names}: no identifier")),
                Text::new(
                    "donnez un identifiant stable, par exemple 80024_SITE-ECO_00001",
                    "give a stable identifier, for example 80024_SITE-ECO_00001",
                ),
            );
            self.reading.rejected.push(problem);
            return;
        };
        // Several procedures of one kind may cover several scopes: they are told apart by their line.
        if let Some(first) = self.keys.get(&(class, key.clone())).filter(|_| class != Class::Procedure) {
            let problem = refuse(
                Text::new(format!("« {key} » est déjà à la ligne {first}"), format!("“{key}” is already on line {first}")),
                Text::new("gardez une des deux lignes", "keep one of the two rows"),
            );
            self.reading.rejected.push(problem);
            return;
        }
        self.keys.insert((class, key.clone()), record.line);
        for correction in corrections {
            self.correct(correction);
        }
        self.reading.records.push(record);
        if more.values().any(|(_, v)| v.is_some()) {
            more.set("site_id", Some(Value::Text(key.clone())));
            if self.keys.insert((Class::Extension, key), more.line).is_none() {
                self.reading.records.push(more);
            }
        }
    }
}
