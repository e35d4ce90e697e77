//! Cells of a CSV as columns of figures, or every cell that is no figure with its line and column.

use super::{File, MOST_PROBLEMS};
use domain::{Problem, Text};
use std::collections::BTreeMap;

pub struct Grid {
    /// The cells of the key column; empty when there is none.
    pub keys: Vec<String>,
    /// One per criterion, in the order asked.
    pub columns: Vec<Vec<f64>>,
    /// Line of each row in the file.
    pub lines: Vec<usize>,
    /// Headings that are neither the key nor a criterion.
    pub ignored: Vec<String>,
}

/// A French spreadsheet separates by semicolons and writes decimal commas; the rest of the world by commas and points.
fn separator(text: &str) -> u8 {
    let first = text.lines().next().unwrap_or_default();
    if first.contains(';') { b';' } else { b',' }
}

pub fn read(file: File, key: Option<&str>, criteria: &[String]) -> Result<Grid, Vec<Problem>> {
    let text = file.text.strip_prefix('\u{feff}').unwrap_or(file.text);
    let separator = separator(text);
    let mut reader = csv::ReaderBuilder::new().flexible(true).delimiter(separator).trim(csv::Trim::All).from_reader(text.as_bytes());
    // From a text in memory, flexible rows: nothing here can fail but an empty file, which has no heading.
    let header: Vec<String> = reader.headers().map(|h| h.iter().map(str::to_owned).collect()).unwrap_or_default();
    let at = |name: &str| header.iter().position(|h| h == name);
    let missing: Vec<Problem> = key
        .into_iter()
        .chain(criteria.iter().map(String::as_str))
        .filter(|name| at(name).is_none())
        .map(|name| {
            let what = Text::new(format!("la colonne « {name} » manque"), format!("the column “{name}” is missing"));
            let read = header.join(", ");
            Problem::at(file.name, 1, 0, name, what, Text::new(format!("colonnes lues : {read}"), format!("columns read: {read}")))
        })
        .collect();
    if !missing.is_empty() {
        return Err(missing);
    }
    let key_at = key.and_then(at);
    let places: Vec<usize> = criteria.iter().filter_map(|name| at(name)).collect();
    let ignored = header.iter().enumerate().filter(|(i, _)| Some(*i) != key_at && !places.contains(i)).map(|(_, h)| h.clone()).collect();
    let mut grid = Grid { keys: Vec::new(), columns: vec![Vec::new(); criteria.len()], lines: Vec::new(), ignored };
    let (mut problems, mut seen) = (Vec::new(), BTreeMap::new());
    for record in reader.records() {
        let record = match record {
            Ok(record) => record,
            Err(why) => {
                problems.push(unreadable(file.name, &why));
                break;
            }
        };
        let line = line(text, &record);
        let mut tell = |column: usize, field: &str, what: Text, mend: Text| {
            if problems.len() < MOST_PROBLEMS {
                problems.push(Problem::at(file.name, line, column, field, what, mend));
            }
        };
        if record.len() != header.len() {
            let (has, wanted) = (record.len(), header.len());
            tell(
                0,
                "",
                Text::new(format!("{has} cellules, {wanted} attendues"), format!("{has} cells, {wanted} expected")),
                Text::new("autant de cellules que de colonnes dans l’en-tête", "as many cells as columns in the heading"),
            );
            continue;
        }
        if let (Some(at), Some(name)) = (key_at, key) {
            let id = record.get(at).unwrap_or_default();
            if let Some(before) = seen.insert(id.to_owned(), line) {
                tell(
                    at + 1,
                    name,
                    Text::new(format!("« {id} » est déjà à la ligne {before}"), format!("“{id}” is already on line {before}")),
                    Text::new("une seule ligne par site", "one row per site"),
                );
            }
            grid.keys.push(id.to_owned());
        }
        for ((place, column), name) in places.iter().zip(&mut grid.columns).zip(criteria) {
            let cell = record.get(*place).unwrap_or_default();
            match figure(cell, separator) {
                Some(value) => column.push(value),
                None => tell(place + 1, name, not_a_figure(cell), mend_figure()),
            }
        }
        grid.lines.push(line);
    }
    if problems.is_empty() { Ok(grid) } else { Err(problems) }
}

fn figure(cell: &str, separator: u8) -> Option<f64> {
    let parsed = if separator == b';' { cell.replace(',', ".").parse() } else { cell.parse() };
    parsed.ok().filter(|value: &f64| value.is_finite())
}

fn not_a_figure(cell: &str) -> Text {
    match cell {
        "" => Text::new("cellule vide", "empty cell"),
        _ => Text::new(format!("« {cell} » n’est pas un nombre"), format!("“{cell}” is not a number")),
    }
}

fn mend_figure() -> Text {
    Text::new(
        "ces méthodes comparent des nombres connus : complétez la cellule ou retirez le site",
        "these methods compare known figures: fill the cell or take the site out",
    )
}

fn unreadable(file: &str, why: &csv::Error) -> Problem {
    let line = why.position().map_or(0, |p| p.line() as usize);
    Problem::at(file, line, 0, "", Text::new(format!("ligne illisible : {why}"), format!("unreadable line: {why}")), Text::default())
}

/// The position of a record is where its search began: empty lines before it are counted here.
fn line(text: &str, record: &csv::StringRecord) -> usize {
    let Some(position) = record.position() else { return 0 };
    let rest = text.as_bytes().get(position.byte() as usize..).unwrap_or_default();
    let blank = rest.iter().take_while(|b| matches!(b, b'\n' | b'\r')).filter(|b| **b == b'\n').count();
    position.line() as usize + blank
}
