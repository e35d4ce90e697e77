//! The loop that the imports of a delimited file share: every row is counted, told to the clock, then taken, passed over or
//! refused with its place and its mending. What a row means is the business of each import.

use super::Importing;
use super::input::Meter;
use super::records::{Line, Records, Row};
use super::report::{Refusals, SectorReport, too_long};
use domain::{Problem, Text};
use std::io::Read;

/// What became of a row that is not refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Taken {
    Kept,
    /// Not what the import looks for: the import says so among its causes.
    Passed,
}

/// What is kept of a reading while it goes on.
pub struct Reading<'a, 'b> {
    pub importing: &'a mut Importing<'b>,
    pub meter: &'a Meter,
    pub refusals: &'a mut Refusals,
    pub report: &'a mut SectorReport,
    /// What to do about a row that does not have as many fields as the heading.
    pub uneven: Text,
}

impl Reading<'_, '_> {
    /// Reads every row to the end. A row too long to be cut, or not as wide as the heading, is refused here: a value of it
    /// could be cut as well.
    pub fn rows<R: Read>(&mut self, mut records: Records<R>, take: &mut dyn FnMut(&Line) -> Result<Taken, Problem>) -> Result<(), Text> {
        let name = self.report.file.clone();
        loop {
            let row = records.next()?;
            if matches!(row, Row::End) {
                return Ok(());
            }
            self.report.read += 1;
            self.importing.tick(self.report.read, self.meter);
            let taken = match &row {
                Row::Fields(line) if line.width() != line.header.len() => {
                    let (found, expected) = (line.width(), line.header.len());
                    Err(line.problem(found.min(expected), uneven(found, expected), self.uneven.clone()))
                }
                Row::Fields(line) => take(line),
                Row::TooLong { line } => Err(too_long(&name, *line)),
                Row::End => Ok(Taken::Passed),
            };
            match taken {
                Ok(Taken::Kept) => self.report.kept += 1,
                Ok(Taken::Passed) => {}
                Err(problem) => self.refusals.add(problem)?,
            }
        }
    }
}

pub fn uneven(found: usize, expected: usize) -> Text {
    Text::new(format!("{found} champs au lieu de {expected}"), format!("{found} fields instead of {expected}"))
}
