//! Which table of a file, which row is the heading, which column is which field: guessed, shown, mended by a person,
//! and remembered for the next file with the same headings.

use crate::columns::{Target, rank, targets};
use crate::heading::{readings, scale};
use contracts::{Lifecycle, field::Kind};
use domain::name;
use serde::{Deserialize, Serialize};
use tabular::{Cell, Mark, Row, Table, habit};

/// Rows of a table among which the heading is looked for.
const TRIED: usize = 25;

/// What the mark of a column of figures is, when its figures do not tell.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Decimal {
    /// A figure that could be read in two ways is refused with its question.
    #[default]
    Ask,
    Comma,
    Point,
}

impl Decimal {
    pub fn mark(self) -> Option<Mark> {
        match self {
            Decimal::Ask => None,
            Decimal::Comma => Some(Mark::Comma),
            Decimal::Point => Some(Mark::Point),
        }
    }
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Column {
    pub heading: String,
    /// Key of the field; empty when the column is not read.
    pub field: String,
    /// Cents of one unit, for amounts.
    pub scale: i64,
    pub decimal: Decimal,
    /// Figures of the column that only `decimal` settles.
    pub doubtful: usize,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Layout {
    /// Place of the table in the file.
    pub table: usize,
    /// Line of the heading in the file.
    pub heading: usize,
    pub columns: Vec<Column>,
}

impl Layout {
    /// The likeliest table and heading of a file.
    pub fn guess(tables: &[Table], lifecycle: &Lifecycle) -> Layout {
        let targets = targets(lifecycle);
        let best = |table: &Table| table.rows.iter().take(TRIED).map(|row| (merit(row, &targets), row.line)).max_by_key(|(merit, line)| (*merit, usize::MAX - line));
        let likeliest = (0..tables.len()).max_by_key(|at| (best(&tables[*at]).map_or(0, |b| b.0), !tables[*at].hidden, usize::MAX - at));
        let Some(at) = likeliest else { return Layout::default() };
        let heading = best(&tables[at]).map_or(0, |(_, line)| line);
        Layout::of(tables, at, heading, lifecycle)
    }

    /// The columns of a table under a heading that was chosen; the first row when that line holds nothing.
    pub fn of(tables: &[Table], table: usize, heading: usize, lifecycle: &Lifecycle) -> Layout {
        let Some(found) = tables.get(table) else { return Layout::default() };
        let at = found.rows.iter().position(|row| row.line == heading).unwrap_or(0);
        let Some(head) = found.rows.get(at) else { return Layout { table, ..Layout::default() } };
        let body = &found.rows[at + 1..];
        let width = body.iter().take(2_000).map(|row| row.cells.len()).max().unwrap_or(0).max(head.cells.len());
        let targets = targets(lifecycle);
        let chosen = choose(head, width, &targets);
        let columns = (0..width).map(|column| {
            let heading = head.cells.get(column).map(Cell::text).unwrap_or_default();
            let target = chosen[column].map(|at| &targets[at]);
            described(heading, target, body, column)
        });
        Layout { table, heading: head.line, columns: columns.collect() }
    }

    /// The fields that a person chose for the same headings, put on this table.
    #[must_use]
    pub fn remembering(mut self, remembered: &Layout) -> Layout {
        for (column, known) in self.columns.iter_mut().zip(&remembered.columns) {
            column.field.clone_from(&known.field);
            column.scale = known.scale;
            column.decimal = known.decimal;
        }
        self
    }

    /// The heading and the rows under it.
    pub fn body<'a>(&self, tables: &'a [Table]) -> &'a [Row] {
        let Some(table) = tables.get(self.table) else { return &[] };
        let at = table.rows.iter().position(|row| row.line == self.heading).map_or(table.rows.len(), |at| at + 1);
        &table.rows[at..]
    }

    pub fn column(&self, field: &str) -> Option<usize> {
        self.columns.iter().position(|column| column.field == field)
    }

    /// Fields that two columns would fill.
    pub fn twice(&self) -> Vec<String> {
        let mut fields: Vec<&str> = self.columns.iter().map(|c| c.field.as_str()).filter(|f| !f.is_empty()).collect();
        fields.sort_unstable();
        fields.windows(2).filter(|two| two[0] == two[1]).map(|two| two[0].to_owned()).collect()
    }
}

/// The same for every file with the same headings, in the same order.
pub fn fingerprint(layout: &Layout) -> String {
    layout.columns.iter().map(|column| name::fold(&column.heading)).collect::<Vec<_>>().join("|")
}

/// How many fields a row names; a row that names a title counts more.
fn merit(row: &Row, targets: &[Target]) -> usize {
    let chosen = choose(row, row.cells.len(), targets);
    let titled = chosen.iter().flatten().any(|at| targets[*at].key == "title");
    chosen.iter().flatten().count() * 2 + usize::from(titled) * 3
}

/// For each column, the target that its heading names the most surely; a target serves once.
fn choose(head: &Row, width: usize, targets: &[Target]) -> Vec<Option<usize>> {
    let mut found: Vec<(usize, usize, usize)> = Vec::new();
    for (column, cell) in head.cells.iter().enumerate() {
        let Cell::Text(text) = cell else { continue };
        for (reading, words) in readings(text).iter().enumerate() {
            found.extend(targets.iter().enumerate().filter_map(|(at, target)| Some((rank(target, words)? + reading * 100, column, at))));
        }
    }
    found.sort_unstable();
    let mut chosen = vec![None; width];
    for (_, column, at) in found {
        if chosen[column].is_none() && !chosen.contains(&Some(at)) {
            chosen[column] = Some(at);
        }
    }
    chosen
}

fn described(heading: String, target: Option<&Target>, body: &[Row], column: usize) -> Column {
    let figures = target.is_some_and(|t| matches!(t.kind, Kind::Money | Kind::Figure));
    let habit = if figures { habit(body, column) } else { Default::default() };
    let decimal = match habit.mark {
        Some(Mark::Comma) => Decimal::Comma,
        Some(Mark::Point) => Decimal::Point,
        None => Decimal::Ask,
    };
    Column { scale: scale(&heading), heading, field: target.map(|t| t.key.clone()).unwrap_or_default(), decimal, doubtful: habit.doubtful }
}
