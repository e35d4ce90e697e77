//! What becomes of each row, before anything is written.

use crate::columns::{Target, targets};
use crate::matching::{Index, key_of};
use crate::read::{Around, Communes, put};
use crate::{Layout, Refusal};
use contracts::{Change, Lifecycle, Owner, Sheet, Sound, admit, admit_edit, difference};
use domain::{Date, Problem, Text, name};
use std::collections::HashMap;
use tabular::{Cell, MOST_ROWS, Row, Table, habit};

/// A sheet of the contract.
#[derive(Clone, Debug, PartialEq)]
pub struct Known {
    pub id: String,
    pub version: i64,
    pub sheet: Sheet,
}

/// What an open sheet must have and a table may not say.
#[derive(Clone, Debug, PartialEq)]
pub struct Defaults {
    pub owner: Owner,
    pub next_action: String,
    pub due: Date,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Fate {
    New(Box<Sound>),
    /// `at`: place among the known sheets.
    Changed { at: usize, after: Box<Sound>, changes: Vec<Change> },
    Same { at: usize },
    /// A line of totals.
    Left,
    Refused(Vec<Problem>),
}

#[derive(Clone, Debug, PartialEq)]
pub struct Planned {
    pub line: usize,
    /// As the row says it, to be found again.
    pub title: String,
    pub fate: Fate,
    /// What was mended or left out in a row that is taken.
    pub notes: Vec<Problem>,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Plan {
    pub rows: Vec<Planned>,
    /// Rows after the most that a table may hold.
    pub cut: bool,
}

impl Plan {
    pub fn count(&self, fate: impl Fn(&Fate) -> bool) -> usize {
        self.rows.iter().filter(|row| fate(&row.fate)).count()
    }
    pub fn refused(&self) -> usize {
        self.count(|fate| matches!(fate, Fate::Refused(_)))
    }
}

/// Where the rows come from, and what is known.
pub struct Intake<'a> {
    pub file: &'a str,
    pub tables: &'a [Table],
    pub layout: &'a Layout,
    pub lifecycle: &'a Lifecycle,
    pub known: &'a [Known],
    pub defaults: &'a Defaults,
    pub communes: Communes<'a>,
}

/// Plans every row; `tell` hears how many are done.
pub fn plan(intake: &Intake, mut tell: impl FnMut(usize)) -> Plan {
    let body = intake.layout.body(intake.tables);
    let planner = Planner::new(intake, body);
    let (mut plan, mut seen) = (Plan { rows: Vec::new(), cut: body.len() > MOST_ROWS }, Seen::default());
    for (done, row) in body.iter().take(MOST_ROWS).enumerate() {
        if done % 200 == 0 {
            tell(done);
        }
        plan.rows.push(planner.row(row, &mut seen));
    }
    tell(plan.rows.len());
    plan
}

/// Lines of the file by number, by title, and by known sheet.
#[derive(Default)]
struct Seen {
    numbers: HashMap<String, usize>,
    titles: HashMap<String, usize>,
    known: HashMap<usize, usize>,
}

struct Planner<'a> {
    intake: &'a Intake<'a>,
    index: Index,
    /// Columns that are read, with their targets and whether their dates lead with the month.
    columns: Vec<(usize, Target, bool)>,
}

impl<'a> Planner<'a> {
    fn new(intake: &'a Intake<'a>, body: &[Row]) -> Planner<'a> {
        let targets = targets(intake.lifecycle);
        let read = intake.layout.columns.iter().enumerate().filter_map(|(at, column)| {
            let target = targets.iter().find(|t| t.key == column.field)?.clone();
            let month_first = target.kind == contracts::Kind::Date && habit(body, at).month_first;
            Some((at, target, month_first))
        });
        Planner { intake, index: Index::new(intake.known), columns: read.collect() }
    }

    fn row(&self, row: &Row, seen: &mut Seen) -> Planned {
        let (mut said, mut problems, mut notes) = (Sheet::default(), Vec::new(), Vec::new());
        let mut filled = Vec::new();
        for (at, target, month_first) in &self.columns {
            let cell = row.cells.get(*at).unwrap_or(&Cell::Empty);
            if cell.is_empty() {
                continue;
            }
            let around = Around {
                column: &self.intake.layout.columns[*at],
                month_first: *month_first,
                lifecycle: self.intake.lifecycle,
                communes: self.intake.communes,
            };
            match put(target, cell, &around, &mut said) {
                Ok(why) => {
                    filled.push((*at, target));
                    notes.extend(why.map(|why| self.at(row, *at + 1, &target.label, why, Text::default())));
                }
                Err((what, mend)) => problems.push(self.at(row, *at + 1, &target.label, what, mend)),
            }
        }
        let title = if said.title.is_empty() { said.number.clone() } else { said.title.clone() };
        let fate = match problems.is_empty() {
            _ if totals(row) => {
                notes = vec![self.at(row, 0, &Text::default(), Text::new("ligne de total, laissée", "a line of totals, left out"), Text::default())];
                Fate::Left
            }
            true => self.fate(row, &said, &filled, seen, &mut notes),
            false => Fate::Refused(problems),
        };
        Planned { line: row.line, title, fate, notes }
    }

    fn fate(&self, row: &Row, said: &Sheet, filled: &[(usize, &Target)], seen: &mut Seen, notes: &mut Vec<Problem>) -> Fate {
        let refuse = |(what, mend): Refusal| Fate::Refused(vec![self.at(row, 0, &Text::default(), what, mend)]);
        let found = match self.index.find(said) {
            Ok(found) => found,
            Err(what) => return refuse((what, Text::new("donnez le numéro de la fiche voulue", "give the number of the sheet meant"))),
        };
        if let Some(first) = self.earlier(row.line, said, found, seen) {
            return refuse((
                Text::new(format!("déjà à la ligne {first} de ce fichier"), format!("already on line {first} of this file")),
                Text::new("gardez une des deux lignes, ou changez son numéro et son intitulé", "keep one of the two rows, or change its number and title"),
            ));
        }
        match found {
            Some(at) => self.changed(row, at, filled, notes),
            None => self.new_sheet(row, said, notes),
        }
    }

    /// The line that already speaks of the same sheet; else this one is noted.
    fn earlier(&self, line: usize, said: &Sheet, found: Option<usize>, seen: &mut Seen) -> Option<usize> {
        let mut first = None;
        let mut note = |map: &mut HashMap<String, usize>, key: String| {
            if !key.is_empty() {
                let known = *map.entry(key).or_insert(line);
                first = first.or((known != line).then_some(known));
            }
        };
        // Two rows with one title and two numbers are two sheets.
        note(&mut seen.numbers, key_of(&said.number));
        let title = key_of(&said.title);
        note(&mut seen.titles, if title.is_empty() || said.number.is_empty() { title } else { format!("{title}|{}", key_of(&said.number)) });
        if let Some(at) = found {
            let known = *seen.known.entry(at).or_insert(line);
            first = first.or((known != line).then_some(known));
        }
        first
    }

    fn changed(&self, row: &Row, at: usize, filled: &[(usize, &Target)], notes: &mut Vec<Problem>) -> Fate {
        let before = &self.intake.known[at].sheet;
        let mut after = before.clone();
        for (column, target) in filled {
            let around = Around {
                column: &self.intake.layout.columns[*column],
                month_first: self.columns.iter().any(|(c, _, month_first)| c == column && *month_first),
                lifecycle: self.intake.lifecycle,
                communes: self.intake.communes,
            };
            // It was read once already: it is read again, on top of what is known.
            if let Some(cell) = row.cells.get(*column) {
                let _ = put(target, cell, &around, &mut after);
            }
        }
        if after.state != before.state {
            let what = Text::each(|lang| {
                let name = |id: &str| self.intake.lifecycle.state(id).map_or_else(|| id.to_owned(), |s| s.name.get(lang).to_owned());
                format!("{} → {}", name(&before.state), name(&after.state))
            });
            let mend = Text::new("l’état d’une fiche connue change par une décision : il est laissé", "the state of a known sheet changes by a decision: it is left");
            notes.push(self.at(row, 0, &contracts::field::label("state", self.intake.lifecycle), what, mend));
            after.state.clone_from(&before.state);
        }
        self.closed(row, &mut after, notes);
        match admit_edit(self.intake.lifecycle, before, &after) {
            Err(slips) => self.refused(row, slips),
            Ok(sound) => match difference(before, &sound, self.intake.lifecycle) {
                changes if changes.is_empty() => Fate::Same { at },
                changes => Fate::Changed { at, after: Box::new(sound), changes },
            },
        }
    }

    fn new_sheet(&self, row: &Row, said: &Sheet, notes: &mut Vec<Problem>) -> Fate {
        let mut sheet = said.clone();
        if sheet.state.is_empty() {
            self.intake.lifecycle.first().clone_into(&mut sheet.state);
        }
        if self.intake.lifecycle.is_open(&sheet.state) {
            let defaults = self.intake.defaults;
            sheet.owner.get_or_insert_with(|| defaults.owner.clone());
            sheet.due.get_or_insert(defaults.due);
            if sheet.next_action.is_empty() {
                sheet.next_action.clone_from(&defaults.next_action);
            }
        }
        if sheet.source.is_empty() {
            let table = self.intake.tables.get(self.intake.layout.table).map_or("", |t| t.name.as_str());
            let table = if table.is_empty() { String::new() } else { format!(", {table}") };
            sheet.source = format!("{}{table}, l. {}", self.intake.file, row.line);
        }
        self.closed(row, &mut sheet, notes);
        match admit(self.intake.lifecycle, &sheet) {
            Ok(sound) => Fate::New(Box::new(sound)),
            Err(slips) => self.refused(row, slips),
        }
    }

    /// A sheet that is closed has nobody to act: what the row says of it is left, and told.
    fn closed(&self, row: &Row, sheet: &mut Sheet, notes: &mut Vec<Problem>) {
        if self.intake.lifecycle.state(&sheet.state).is_none_or(|s| s.open) {
            return;
        }
        let had = [sheet.owner.take().map(|o| o.name), Some(std::mem::take(&mut sheet.next_action)), sheet.due.take().map(|d| d.to_string())];
        let had: Vec<String> = had.into_iter().flatten().filter(|t| !t.is_empty()).collect();
        if !had.is_empty() {
            let mend = Text::new("fiche close : ni responsable ni échéance", "closed sheet: neither owner nor due date");
            notes.push(self.at(row, 0, &Text::default(), Text::same(had.join(", ")), mend));
        }
    }

    fn refused(&self, row: &Row, slips: Vec<contracts::Slip>) -> Fate {
        let problem = |slip: contracts::Slip| {
            let column = self.intake.layout.column(&slip.field).map_or(0, |at| at + 1);
            self.at(row, column, &contracts::field::label(&slip.field, self.intake.lifecycle), slip.what, Text::default())
        };
        Fate::Refused(slips.into_iter().map(problem).collect())
    }

    fn at(&self, row: &Row, column: usize, field: &Text, what: Text, mend: Text) -> Problem {
        Problem::at(self.intake.file, row.line, column, field.fr.to_string(), what, mend)
    }
}

/// "Total", "Sous-total", "TOTAL GÉNÉRAL" in front of figures.
fn totals(row: &Row) -> bool {
    let first = row.cells.iter().find(|cell| !cell.is_empty());
    let Some(Cell::Text(text)) = first else { return false };
    matches!(name::fold(text).as_str(), "total" | "totaux" | "sous total" | "total general" | "total ht" | "ensemble")
}
