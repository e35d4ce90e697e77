//! Sirene, stock of establishments (INSEE): tens of millions of rows, streamed in bounded memory into a table of counts
//! by commune × activity × size band and, on request, the list of employers that supplier searches need.
//!
//! A reader cuts the text in blocks at ends of rows; workers cut the rows. The order of the rows never matters, so the
//! result is the same whatever the number of threads.

use super::Importing;
use super::blocks::{self, Block};
use super::codes::{Activities, Places};
use super::establishments::{self, Listed};
use super::input::{Input, file_digest};
use super::legal_units::Names;
use super::reading::uneven;
use super::report::{Refusals, SectorReport};
use super::shelf::{Draft, Held, Kind};
use super::sizes;
use super::tally::{Establishment, Refusal, Tally};
use super::urssaf::{file_name, nothing_kept, unknown_activity, unknown_commune, update};
use domain::{Problem, Text};
use std::path::{Path, PathBuf};

/// What to keep besides the table of counts.
#[derive(Clone, Debug)]
pub struct SireneOptions {
    /// Also keep the list of establishments with at least one employee.
    pub establishments: bool,
    /// StockUniteLegale, whose names stand in for those that the stock of establishments does not hold.
    pub units: Option<PathBuf>,
    /// Worker threads.
    pub threads: usize,
}

impl Default for SireneOptions {
    fn default() -> Self {
        let threads = std::thread::available_parallelism().map_or(2, usize::from);
        SireneOptions { establishments: false, units: None, threads: threads.min(8) }
    }
}

/// The columns read of each row.
#[derive(Clone, Copy, Debug)]
pub struct Columns {
    pub siret: usize,
    pub band: usize,
    pub commune: usize,
    pub state: usize,
    pub activity: usize,
    /// "NAFRev2"; without it, codes that are not of the NAF rev. 2 are refused one by one.
    pub nomenclature: Option<usize>,
    pub status: Option<usize>,
    pub names: [Option<usize>; 2],
    pub width: usize,
}

pub const HEADINGS: [(&str, &str, &str); 5] = [
    ("siret", "le SIRET", "the SIRET"),
    ("trancheeffectifsetablissement", "la tranche d’effectifs", "the size band"),
    ("codecommuneetablissement", "le code de la commune", "the code of the commune"),
    ("etatadministratifetablissement", "l’état (actif, fermé)", "the state (active, closed)"),
    ("activiteprincipaleetablissement", "l’activité principale", "the main activity"),
];

impl Columns {
    /// From folded headings; the error is a question.
    pub fn find(file: &str, folded: &[String]) -> Result<Columns, Text> {
        let at = |heading: &str| folded.iter().position(|h| h == heading);
        let mut found = [0; 5];
        for (place, (heading, fr, en)) in found.iter_mut().zip(HEADINGS) {
            *place = at(heading).ok_or_else(|| {
                Text::new(
                    format!("{file} : quelle colonne donne {fr} ? Attendu : « {heading} », comme dans StockEtablissement. Est-ce bien ce fichier, et non StockUniteLegale ?"),
                    format!("{file}: which column gives {en}? Expected: “{heading}”, as in StockEtablissement. Is it this file, and not StockUniteLegale?"),
                )
            })?;
        }
        let [siret, band, commune, state, activity] = found;
        Ok(Columns {
            siret,
            band,
            commune,
            state,
            activity,
            nomenclature: at("nomenclatureactiviteprincipaleetablissement"),
            status: at("statutdiffusionetablissement"),
            names: [at("denominationusuelleetablissement"), at("enseigne1etablissement")],
            width: folded.len(),
        })
    }
}

/// Reads StockEtablissement (CSV, zipped or gzipped CSV, Parquet).
pub fn import(path: &Path, options: &SireneOptions, importing: &mut Importing) -> Result<SectorReport, Text> {
    let (places, activities) = (Places::new(importing.reference), Activities::new(importing.reference));
    let name = path.display().to_string();
    let draft = Draft::begin(importing.dir, Kind::Sirene)?;
    let new = || Tally::new(&places, &activities, options.establishments);
    let (mut tallies, starts, sha256) = if is_parquet(path) {
        let tallies = super::sirene_parquet::read(path, options.threads, &new, importing)?;
        (tallies, Vec::new(), file_digest(path)?)
    } else {
        let mut input =
            Input::open(path, &|name| name.to_lowercase().contains("stocketablissement_") && name.to_lowercase().ends_with(".csv"))?;
        let meter = input.meter();
        let (columns, separator, rest) = heading(&name, &mut input.reader)?;
        let work = |tally: &mut Tally, block: &Block| rows(tally, block, &columns, separator);
        let (tallies, starts) = blocks::run(&name, &mut input.reader, rest, options.threads, &new, &work, &mut |rows| {
            importing.clock.tick(rows, &meter);
        })?;
        (tallies, starts, input.digest()?)
    };
    let mut report = SectorReport { file: name.clone(), sha256, ..SectorReport::default() };
    report.read = tallies.iter().map(|t| t.read).sum();
    report.kept = tallies.iter().map(|t| t.active).sum();
    importing.end(report.read);
    report.corrections = corrections(&places, &tallies);
    (report.rejected, report.problems) = refusals(&name, &draft, importing, &starts, &mut tallies)?;
    if report.kept == 0 {
        return Err(nothing_kept(&report));
    }
    let counts = tallies.iter_mut().map(|t| std::mem::take(&mut t.counts)).collect();
    report.cells = sizes::write(&draft.path(sizes::FILE), counts, &places.codes, &activities.codes)?;
    if options.establishments {
        let listed: Vec<Listed> = tallies.iter_mut().map(|t| std::mem::take(&mut t.listed)).collect();
        let names = names(&listed, options, importing, &mut report)?;
        establishments::write(&draft, listed, &places.codes, &activities.codes, &names)?;
    }
    let source = (
        Text::new("Répertoire Sirene, stock des établissements", "Sirene register, stock of establishments"),
        "INSEE",
        "Licence Ouverte 2.0",
    );
    let held = Held {
        nomenclature: "NAF 732".to_owned(),
        scope: Text::new(
            "établissements actifs, avec ou sans salarié ; l’activité est l’activité principale déclarée, l’effectif une tranche",
            "active establishments, with or without employees; the activity is the declared main one, the headcount a band",
        ),
        ..Held::of(Kind::Sirene, source, file_name(&name), &report, importing.on)
    };
    report.replayed = draft.commit(held)?;
    Ok(report)
}

/// Names of companies, when their file is given; how many employers stay without one is told.
fn names(listed: &[Listed], options: &SireneOptions, importing: &mut Importing, report: &mut SectorReport) -> Result<Names, Text> {
    let mut wanted: Vec<u32> = listed.iter().flat_map(Listed::unnamed).collect();
    wanted.sort_unstable();
    wanted.dedup();
    let names = match &options.units {
        Some(path) => Names::read(path, &wanted, importing)?,
        None => Names::default(),
    };
    let number = |n: usize, lang| domain::format::number(n as f64, 0, lang);
    let left = wanted.len() - names.len();
    if left > 0 {
        let (fr, en) = (number(left, domain::Lang::Fr), number(left, domain::Lang::En));
        report.corrections.push(Text::new(
            format!("{fr} entreprises employeuses sans nom ni enseigne : le répertoire des établissements n’en donne guère (--units StockUniteLegale les nomme, sauf les personnes physiques)"),
            format!("{en} employing companies without a name nor a sign: the register of establishments gives few (--units StockUniteLegale names them, but for natural persons)"),
        ));
    }
    Ok(names)
}

fn is_parquet(path: &Path) -> bool {
    let mut head = [0; 4];
    std::fs::File::open(path).and_then(|mut f| super::input::read_full(&mut f, &mut head)).is_ok_and(|n| &head[..n] == b"PAR1")
}

/// Reads the first row: columns, separator, and the bytes read beyond it.
fn heading(name: &str, reader: &mut dyn std::io::Read) -> Result<(Columns, u8, Vec<u8>), Text> {
    let mut start = vec![0; 1 << 16];
    let count = super::input::read_full(reader, &mut start).map_err(|e| super::input::cannot_read(name, &e))?;
    start.truncate(count);
    let end = memchr::memchr(b'\n', &start).map_or(start.len(), |at| at + 1);
    let records = super::records::Records::new(name, &start[..end])?;
    let columns = Columns::find(name, records.folded())?;
    Ok((columns, records.separator, start.split_off(end)))
}

/// The rows of a block.
fn rows(tally: &mut Tally, block: &Block, columns: &Columns, separator: u8) {
    let mut ends: Vec<u32> = Vec::with_capacity(columns.width + 8);
    let mut quoted = super::records::Fields::default();
    blocks::rows(block, separator, |line, row| {
        tally.read += 1;
        if row.len() > super::records::LONGEST_ROW {
            return tally.refuse(block.number, line, Refusal::TooLong);
        }
        if memchr::memchr(b'"', row).is_some() {
            quoted.set(row, separator);
            if quoted.len() != columns.width {
                return tally.refuse(block.number, line, Refusal::Width(quoted.len(), columns.width));
            }
            return tally.take(block.number, line, &establishment(columns, |column| quoted.get(column)));
        }
        ends.clear();
        for (at, byte) in row.iter().enumerate() {
            if *byte == separator {
                ends.push(at as u32);
            }
        }
        ends.push(row.len() as u32);
        if ends.len() != columns.width {
            return tally.refuse(block.number, line, Refusal::Width(ends.len(), columns.width));
        }
        let field = |column: usize| {
            let from = if column == 0 { 0 } else { ends[column - 1] as usize + 1 };
            &row[from..ends[column] as usize]
        };
        tally.take(block.number, line, &establishment(columns, field));
    });
}

fn establishment<'a>(columns: &Columns, field: impl Fn(usize) -> &'a [u8]) -> Establishment<'a> {
    Establishment {
        siret: field(columns.siret),
        band: field(columns.band),
        commune: field(columns.commune),
        state: field(columns.state),
        activity: field(columns.activity),
        nomenclature: columns.nomenclature.map(&field),
        shown: columns.status.is_none_or(|column| field(column) == b"O"),
        names: columns.names.map(|column| column.map_or(&[][..], &field)),
    }
}

/// What was left out or attached, once per cause.
fn corrections(places: &Places, tallies: &[Tally]) -> Vec<Text> {
    let mut causes = super::report::Causes::default();
    for tally in tallies {
        for (code, rows) in &tally.folded {
            let (fr, en) = places.told(&String::from_utf8_lossy(code));
            causes.add(0, &fr, &en, *rows);
        }
        causes.add(1, "établissements fermés, non comptés", "closed establishments, not counted", tally.closed);
        causes.add(
            2,
            "établissements actifs sans commune française, non comptés",
            "active establishments without a French commune, not counted",
            tally.elsewhere,
        );
        causes.add(
            3,
            "établissements actifs sans activité de la NAF rév. 2, non comptés",
            "active establishments without an activity of the NAF rev. 2, not counted",
            tally.unclassed,
        );
        causes.add(
            4,
            "lignes refusées au-delà de deux millions, comptées sans détail",
            "rows refused beyond two million, counted without detail",
            tally.refused_more,
        );
    }
    causes.told()
}

/// Writes every refusal in the order of the file; `starts` are the first lines of the blocks.
fn refusals(name: &str, draft: &Draft, importing: &Importing, starts: &[u64], tallies: &mut [Tally]) -> Result<(u64, Vec<Problem>), Text> {
    let mut all: Vec<(u64, Refusal)> = Vec::new();
    let mut more = 0;
    for tally in tallies {
        more += tally.refused_more;
        let line = |block: u64, line: u64| starts.get(block as usize).map_or(line, |start| start + line);
        all.extend(std::mem::take(&mut tally.refused).into_iter().map(|(block, at, why)| (line(block, at), why)));
    }
    all.sort_by_key(|(line, _)| *line);
    let mut refusals = Refusals::begin(draft)?;
    for (line, why) in all {
        let (field, what, mend) = told(importing, why);
        refusals.add(Problem::at(name, line as usize, 0, field, what, mend))?;
    }
    let (count, shown) = refusals.end()?;
    Ok((count + more, shown))
}

fn told(importing: &Importing, why: Refusal) -> (&'static str, Text, Text) {
    let again =
        || Text::new("téléchargez de nouveau le fichier : il est sans doute abîmé", "download the file again: it is probably damaged");
    let unknown = |value: &str| {
        Text::new(format!("« {value} » n’est pas une valeur du répertoire"), format!("“{value}” is not a value of the register"))
    };
    match why {
        Refusal::Width(found, expected) => ("", uneven(found, expected), again()),
        Refusal::Siret(value) => ("siret", unknown(&value), again()),
        Refusal::TooLong => ("", super::report::too_long("", 0).what, again()),
        Refusal::Commune(code) => ("codeCommuneEtablissement", unknown_commune(importing.reference, &code), update()),
        Refusal::Activity(code) => {
            let (what, mend) = unknown_activity(&code);
            ("activitePrincipaleEtablissement", what, mend)
        }
        Refusal::State(value) => ("etatAdministratifEtablissement", unknown(&value), again()),
        Refusal::Band(value) => ("trancheEffectifsEtablissement", unknown(&value), again()),
    }
}
