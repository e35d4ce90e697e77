//! What the imports of a delimited file share: the file opened with its heading, every row counted, told to the clock, then
//! taken, passed over or refused with its place and its mending, and the data set put in its place at the end. Which columns
//! are looked for and what a row means are the business of each import.

use super::Importing;
use super::input::{Input, Meter};
use super::records::{Line, Records, Row};
use super::report::{Causes, Refusals, SectorReport, too_long};
use super::shelf::{Draft, Held, Kind};
use super::urssaf::{file_name, nothing_kept};
use domain::{Problem, Text};
use std::io::Read;
use std::path::Path;

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

/// The heading of a file that a person made: any separator, plain, .gz or .zip.
pub type Heading<'r> = Records<&'r mut (dyn Read + Send)>;

/// A long table that a person made, read to its end: at least one row was kept, nothing is held yet.
pub struct Gathered {
    pub draft: Draft,
    pub causes: Causes,
    pub report: SectorReport,
}

/// What a person or a format says of a data set; what is not said shows as a question mark.
pub struct Described {
    pub dataset: Text,
    pub producer: Option<String>,
    pub licence: Option<String>,
    pub year: Option<i16>,
    pub nomenclature: String,
    pub scope: Text,
}

/// Reads a long table (CSV, .csv.gz, .zip of one): `columns` finds what is needed in its heading, or asks for it; `take` says
/// what a row becomes.
pub fn gather<C>(
    path: &Path,
    kind: Kind,
    importing: &mut Importing,
    columns: impl FnOnce(&str, &Heading, &Importing) -> Result<C, Text>,
    mut take: impl FnMut(&C, &Line, &mut Causes) -> Result<Taken, Problem>,
) -> Result<Gathered, Text> {
    let mut input = Input::open(path, &|name| name.to_lowercase().ends_with(".csv"))?;
    let (name, meter) = (input.name.clone(), input.meter());
    let reader: &mut (dyn Read + Send) = &mut *input.reader;
    let records = Records::new(&name, reader)?;
    let columns = columns(&name, &records, importing)?;
    let draft = Draft::begin(importing.dir, kind)?;
    let mut refusals = Refusals::begin(&draft)?;
    let (mut causes, mut report) = (Causes::default(), SectorReport { file: name.clone(), ..SectorReport::default() });
    let uneven = Text::new("vérifiez le séparateur et les guillemets de cette ligne", "check the separator and the quotes of this row");
    let mut reading = Reading { importing, meter: &meter, refusals: &mut refusals, report: &mut report, uneven };
    reading.rows(records, &mut |row| take(&columns, row, &mut causes))?;
    report.sha256 = input.digest()?;
    (report.rejected, report.problems) = refusals.end()?;
    importing.end(report.read);
    if report.kept == 0 {
        return Err(nothing_kept(&report));
    }
    Ok(Gathered { draft, causes, report })
}

impl Gathered {
    /// Puts the data set in the place of the former one, its tables being written in the draft; `cells` is what they hold.
    pub fn hold(self, kind: Kind, cells: u64, described: Described, importing: &Importing) -> Result<SectorReport, Text> {
        let Gathered { draft, causes, mut report } = self;
        report.corrections = causes.told();
        report.years = described.year.into_iter().collect();
        report.cells = cells;
        let source = (described.dataset, described.producer.as_deref().unwrap_or("?"), described.licence.as_deref().unwrap_or("?"));
        let held = Held {
            nomenclature: described.nomenclature,
            scope: described.scope,
            ..Held::of(kind, source, file_name(&report.file), &report, importing.on)
        };
        report.replayed = draft.commit(held)?;
        Ok(report)
    }
}

/// A code that a row must give.
pub fn code(row: &Line, column: usize, absent: (&'static str, &'static str)) -> Result<String, Problem> {
    let code = row.text(column);
    if code.is_empty() {
        let mend = Text::new("donnez le code, ou retirez la ligne", "give the code, or remove the row");
        return Err(row.problem(column, Text::new(absent.0, absent.1), mend));
    }
    Ok(code)
}

/// Tells a pair of codes that the file gives again: its rows are summed.
pub fn again(causes: &mut Causes, one: &str, other: &str) {
    let fr = format!("{one} × {other} est donné plusieurs fois : les lignes sont additionnées");
    causes.add(1, &fr, &format!("{one} × {other} is given several times: the rows are summed"), 1);
}
