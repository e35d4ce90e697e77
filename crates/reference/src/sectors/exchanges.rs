//! Exchanges of by-products observed elsewhere, as a table with the activity of the donor, that of the receiver, the waste code,
//! the case and the status: the layout of the MAESTRI database (sheet "Exchanges Database"), or any table that names the same.
//!
//! The file is imported by whoever has the right to it; the project holds none.

use super::Importing;
use super::input::{Meter, file_digest};
use super::reading::{Described, Gathered};
use super::report::{Causes, Refusals, SectorReport};
use super::shelf::{Draft, Held, Kind, Manifest};
use super::urssaf::nothing_kept;
use crate::tables;
use crate::waste;
use ::connect::{Exchange, Knowledge, Nace, WasteCode};
use cnig::{MOST_BYTES, MOST_ROWS, Sheet};
use domain::{Problem, Source, Text, name};
use serde::{Deserialize, Serialize};
use std::path::Path;

pub const FILE: &str = "exchanges.csv";

#[derive(Clone, Debug, Default)]
pub struct ExchangeOptions {
    pub producer: Option<String>,
    pub licence: Option<String>,
    pub year: Option<i16>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct ExchangeRow {
    donor: String,
    receiver: String,
    code: String,
    case: String,
    status: String,
}

struct Columns {
    donor: usize,
    receiver: usize,
    code: usize,
    case: usize,
    status: Option<usize>,
}

/// The column whose heading holds the first of these sets of words that finds one; of several, the one where most cells can
/// be read, of equals the first.
fn column(sheet: &Sheet, wanted: &[&[&str]], reads: &dyn Fn(&str) -> bool) -> Option<usize> {
    let holds = |at: &usize, words: &[&str]| {
        let folded = name::fold(&sheet.header[*at]);
        words.iter().all(|word| folded.split(' ').any(|part| part == *word))
    };
    let read = |at: usize| sheet.rows.iter().filter(|(_, cells)| cells.get(at).is_some_and(|cell| reads(cell))).count();
    wanted.iter().find_map(|words| {
        let found = (0..sheet.header.len()).rev().filter(|at| holds(at, words)).map(|at| (read(at), at));
        found.filter(|(count, _)| *count > 0).max_by_key(|(count, _)| *count).map(|(_, at)| at)
    })
}

fn columns(sheet: &Sheet) -> Option<Columns> {
    let nace = |cell: &str| Nace::parse(cell).is_some();
    let any = |cell: &str| !cell.is_empty();
    let donor: &[&[&str]] = &[&["donor", "nace"], &["provider", "nace"], &["donneur", "naf"], &["donneur"], &["donor"]];
    let receiver: &[&[&str]] = &[&["receiver", "nace"], &["receveur", "naf"], &["receveur"], &["receiver"], &["recipient"]];
    let code: &[&[&str]] = &[&["ewc"], &["waste", "code"], &["code", "dechet"], &["ced"], &["led"]];
    let case: &[&[&str]] = &[&["case"], &["cas"], &["cases"], &["park"], &["parc"]];
    let status: &[&[&str]] = &[&["status"], &["statut"], &["etat"], &["state"]];
    Some(Columns {
        donor: column(sheet, donor, &nace)?,
        receiver: column(sheet, receiver, &nace)?,
        code: column(sheet, code, &|cell| WasteCode::parse(&padded(cell)).is_some())?,
        case: column(sheet, case, &any)?,
        status: column(sheet, status, &any),
    })
}

pub fn import(path: &Path, options: &ExchangeOptions, importing: &mut Importing) -> Result<SectorReport, Text> {
    let file = path.display().to_string();
    let size = std::fs::metadata(path).map(|m| m.len()).map_err(|e| super::input::cannot_read(&file, &e))?;
    if size > MOST_BYTES as u64 {
        let what = Text::new("fichier trop gros pour une table d’échanges", "file too large for a table of exchanges");
        return Err(super::input::cannot_read(&file, &format!("{} / {}", what.fr, what.en)));
    }
    let bytes = std::fs::read(path).map_err(|e| super::input::cannot_read(&file, &e))?;
    let sheets = cnig::sheets(&bytes)
        .map_err(|(what, mend)| Text::new(format!("{file} : {} → {}", what.fr, mend.fr), format!("{file}: {} → {}", what.en, mend.en)))?;
    let Some((sheet, columns)) = sheets.iter().find_map(|sheet| Some((sheet, columns(sheet)?))) else {
        let headings = sheets.iter().map(|sheet| sheet.header.join(" · ")).collect::<Vec<_>>().join(" | ");
        return Err(Text::new(
            format!(
                "{file} : il faut une feuille dont l’en-tête nomme l’activité du donneur (« Donor NACE »), celle du receveur (« Receiver NACE »), le code déchet (« EWC ») et le cas (« Case »). Le fichier a : {headings}"
            ),
            format!(
                "{file}: a sheet is needed whose heading names the activity of the donor (“Donor NACE”), that of the receiver (“Receiver NACE”), the waste code (“EWC”) and the case (“Case”). The file has: {headings}"
            ),
        ));
    };
    let draft = Draft::begin(importing.dir, Kind::Exchanges)?;
    let mut refusals = Refusals::begin(&draft)?;
    let (mut causes, mut kept) = (Causes::default(), Vec::new());
    let mut report = SectorReport { file: file.clone(), ..SectorReport::default() };
    let meter = Meter::counting(size);
    for (line, cells) in sheet.rows.iter().take(MOST_ROWS) {
        report.read += 1;
        importing.tick(report.read, &meter);
        match row(&file, *line, cells, sheet, &columns, &mut causes) {
            Ok(row) => kept.push(row),
            Err(problem) => refusals.add(problem)?,
        }
    }
    report.kept = kept.len() as u64;
    (report.rejected, report.problems) = refusals.end()?;
    report.sha256 = file_digest(path)?;
    importing.end(report.read);
    if kept.is_empty() {
        return Err(nothing_kept(&report));
    }
    tables::write(&draft.path(FILE), &kept)?;
    let full = kept.iter().filter(|row| [&row.donor, &row.receiver, &row.code].iter().all(|code| !code.is_empty())).count();
    let mut cases: Vec<&str> = kept.iter().map(|row| row.case.as_str()).collect();
    cases.sort_unstable();
    cases.dedup();
    let (count, parks) = (kept.len(), cases.len());
    let described = Described {
        dataset: Text::new("Échanges de coproduits observés", "Exchanges of by-products observed"),
        producer: options.producer.clone(),
        licence: options.licence.clone(),
        year: options.year,
        nomenclature: "NACE rév. 2 × liste des déchets".to_owned(),
        scope: Text::new(
            format!("{count} échanges de {parks} cas, dont {full} avec leurs trois codes"),
            format!("{count} exchanges of {parks} cases, {full} of them with their three codes"),
        ),
    };
    Gathered { draft, causes, report }.hold(Kind::Exchanges, count as u64, described, importing)
}

/// A spreadsheet that took a code for a number has lost its leading zero: five digits alone.
fn padded(code: &str) -> String {
    let lost = code.len() == 5 && code.bytes().all(|b| b.is_ascii_digit());
    if lost { format!("0{code}") } else { code.to_owned() }
}

/// One exchange: a code that is there must be one; at least two of the three must be there for the row to teach anything.
fn row(file: &str, line: usize, cells: &[String], sheet: &Sheet, columns: &Columns, causes: &mut Causes) -> Result<ExchangeRow, Problem> {
    let cell = |at: usize| cells.get(at).map_or("", |cell| cell.trim());
    let refuse = |at: usize, fr: String, en: String, mend: (&str, &str)| {
        let heading = sheet.header.get(at).map_or("", String::as_str);
        Problem::at(file, line, at + 1, heading, Text::new(fr, en), Text::new(mend.0, mend.1))
    };
    let nace = |at: usize| match cell(at) {
        "" | "-" | "?" | "n/a" | "N/A" | "NA" => Ok(String::new()),
        text => Nace::parse(text).map(|nace| nace.to_string()).ok_or_else(|| {
            let mend = ("écrivez une classe (25.50) ou une division (25)", "write a class (25.50) or a division (25)");
            refuse(at, format!("« {text} » n’est pas une activité de la NACE"), format!("“{text}” is not an activity of the NACE"), mend)
        }),
    };
    let (donor, receiver) = (nace(columns.donor)?, nace(columns.receiver)?);
    let code = match padded(cell(columns.code)).as_str() {
        "" | "-" | "?" | "n/a" | "N/A" | "NA" => String::new(),
        text => match (waste::read(text), WasteCode::parse(text)) {
            (Some(code), _) => code.to_string(),
            (None, parsed) => {
                let mend = ("écrivez six chiffres, comme 03 01 05", "write six digits, as 03 01 05");
                let (fr, en) = match parsed {
                    Some(_) => (format!("« {text} » n’est pas dans la liste des déchets"), format!("“{text}” is not in the list of waste")),
                    None => (format!("« {text} » n’est pas un code déchet"), format!("“{text}” is not a waste code")),
                };
                return Err(refuse(columns.code, fr, en, mend));
            }
        },
    };
    let known = [&donor, &receiver, &code].iter().filter(|code| !code.is_empty()).count();
    if known < 2 {
        let mend = (
            "complétez l’activité du donneur, celle du receveur ou le code déchet",
            "add the activity of the donor, of the receiver, or the waste code",
        );
        return Err(refuse(columns.donor, "moins de deux codes sur trois".to_owned(), "fewer than two codes of three".to_owned(), mend));
    }
    if known == 2 {
        causes.add(
            1,
            "un des trois codes manque : l’échange ne sert qu’en partie",
            "one of the three codes is missing: the exchange serves in part only",
            1,
        );
    }
    let case = cell(columns.case).to_owned();
    if case.is_empty() {
        let mend = (
            "nommez le cas : les échanges d’un même site ne sont pas indépendants",
            "name the case: exchanges of one site are not independent",
        );
        return Err(refuse(columns.case, "cas absent".to_owned(), "no case".to_owned(), mend));
    }
    let status = columns.status.map_or("", cell).to_owned();
    Ok(ExchangeRow { donor, receiver, code, case, status })
}

/// The exchanges held under the reference folder; none when no file was imported.
pub fn open(dir: &Path) -> Result<Option<Knowledge>, Text> {
    let manifest = Manifest::read(dir)?;
    manifest.get(Kind::Exchanges).map(|held| read(&held.path(dir), held)).transpose()
}

fn read(folder: &Path, held: &Held) -> Result<Knowledge, Text> {
    let rows: Vec<ExchangeRow> = tables::read(&folder.join(FILE))?;
    let exchange = |row: ExchangeRow| Exchange {
        donor: Nace::parse(&row.donor),
        receiver: Nace::parse(&row.receiver),
        code: waste::read(&row.code),
        case: row.case,
        status: row.status,
    };
    let source = Source { date: Some(held.on), ..Source::new(held.title(), held.mark()) };
    Ok(Knowledge { exchanges: rows.into_iter().map(exchange).collect(), source })
}
