//! People of each occupation, place by place: a long table of one kind of place (`commune`, a zoning that is imported such as
//! `ZE2020`, or `department`), `occupation`, `people`. The codes of occupations are those of the profiles.

use super::Importing;
use super::codes::{Place, Places};
use super::input::Input;
use super::occupations::{OCCUPATION, OccupationOptions};
use super::reading::{Reading, Taken};
use super::records::{Line, Records, figure};
use super::report::{Causes, Refusals, SectorReport};
use super::shelf::{Draft, Held, Kind};
use super::urssaf::{file_name, nothing_kept, unknown_commune, update};
use super::zonings::Zonings;
use crate::tables::{self, Provenance};
use domain::{Problem, Text};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

pub const FILE: &str = "local_occupations.csv";

const COMMUNE: [&str; 5] = ["commune", "codgeo", "code commune", "code insee", "insee"];
const DEPARTMENT: [&str; 5] = ["department", "departement", "dep", "code departement", "code dep"];
const ZONE: [&str; 4] = ["ze2020", "zone d emploi", "code zone d emploi", "zone"];
const PEOPLE: [&str; 7] = ["people", "jobs", "emplois", "actifs", "effectifs", "effectif", "nombre"];

/// One figure: the place is "71076", "D71", or the key of a zone led by Z ("Z2607").
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LocalRow {
    pub place: String,
    pub occupation: String,
    pub people: f64,
}

/// What kind of place the file is about.
enum Level {
    Commune(Places),
    Department,
    Zone(Arc<Zonings>),
}

impl Level {
    /// The place of a row, as the table holds it.
    fn place(&self, reference: &crate::Reference, row: &Line, column: usize, causes: &mut Causes) -> Result<String, Problem> {
        let found = row.text(column);
        let unknown = |what: Text| Err(row.problem(column, what, update()));
        match self {
            Level::Commune(places) => match places.of(found.as_bytes()) {
                Place::Current(rank) => Ok(places.codes[rank as usize].clone()),
                Place::PartOf(rank) => {
                    let (fr, en) = places.told(&found);
                    causes.add(0, &fr, &en, 1);
                    Ok(places.codes[rank as usize].clone())
                }
                Place::Unknown => unknown(unknown_commune(reference, &found)),
            },
            Level::Department => {
                let code = format!("{:0>2}", found.to_uppercase());
                match reference.department_name(&code) {
                    Some(_) => Ok(format!("D{code}")),
                    None => unknown(Text::new(format!("« {found} » n’est pas un département"), format!("“{found}” is not a département"))),
                }
            }
            Level::Zone(zonings) => {
                let short = found.bytes().all(|b| b.is_ascii_digit()) && found.len() < 4;
                let key = if short { format!("{found:0>4}") } else { found.to_uppercase() };
                match zonings.zone(&key) {
                    Some(_) => Ok(format!("Z{key}")),
                    None => {
                        unknown(Text::new(format!("« {found} » n’est pas une zone importée"), format!("“{found}” is not an imported zone")))
                    }
                }
            }
        }
    }
}

pub fn import(path: &Path, options: &OccupationOptions, importing: &mut Importing) -> Result<SectorReport, Text> {
    let mut input = Input::open(path, &|name| name.to_lowercase().ends_with(".csv"))?;
    let (name, meter) = (input.name.clone(), input.meter());
    let records = Records::new(&name, &mut input.reader)?;
    let (column, level) = level(&name, &records, importing)?;
    let occupation = records.require(&Text::new("le métier (code)", "the occupation (code)"), &OCCUPATION)?;
    let people = records.require(&Text::new("le nombre de personnes", "the number of people"), &PEOPLE)?;
    let draft = Draft::begin(importing.dir, Kind::LocalOccupations)?;
    let mut refusals = Refusals::begin(&draft)?;
    let (mut causes, mut report) = (Causes::default(), SectorReport { file: name.clone(), ..SectorReport::default() });
    let mut sums = BTreeMap::<(String, String), f64>::new();
    let reference = importing.reference;
    let check = Text::new("vérifiez le séparateur et les guillemets de cette ligne", "check the separator and the quotes of this row");
    let mut reading = Reading { importing, meter: &meter, refusals: &mut refusals, report: &mut report, uneven: check };
    reading.rows(records, &mut |row| {
        let place = level.place(reference, row, column, &mut causes)?;
        let job = row.text(occupation);
        if job.is_empty() {
            let mend = Text::new("donnez le code, ou retirez la ligne", "give the code, or remove the row");
            return Err(row.problem(occupation, Text::new("métier absent", "no occupation"), mend));
        }
        let Some(count) = figure(row.get(people)).filter(|count| *count >= 0.0) else {
            let (heading, found) = (row.heading(people), row.text(people));
            let fr = format!("« {heading} » : « {found} », gardé comme inconnu : la case ne compte pas");
            causes.add(2, &fr, &format!("“{heading}”: “{found}”, kept as unknown: the cell does not count"), 1);
            return Ok(Taken::Passed);
        };
        *sums.entry((place, job)).or_default() += count;
        Ok(Taken::Kept)
    })?;
    report.sha256 = input.digest()?;
    (report.rejected, report.problems) = refusals.end()?;
    report.years = options.year.into_iter().collect();
    importing.end(report.read);
    if report.kept == 0 {
        return Err(nothing_kept(&report));
    }
    strangers(importing, &sums, &mut causes)?;
    report.corrections = causes.told();
    let rows: Vec<LocalRow> = sums.into_iter().map(|((place, occupation), people)| LocalRow { place, occupation, people }).collect();
    let places = rows.chunk_by(|a, b| a.place == b.place).count();
    report.cells = rows.len() as u64;
    tables::write(&draft.path(FILE), &rows)?;
    let held = Held {
        kind: Kind::LocalOccupations,
        folder: String::new(),
        provenance: Provenance {
            dataset: Text::new("Gens de métier, lieu par lieu", "People of each occupation, place by place"),
            producer: options.producer.clone().unwrap_or_else(|| "?".to_owned()),
            version: file_name(&name),
            licence: options.licence.clone().unwrap_or_else(|| "?".to_owned()),
            file: file_name(&name),
            sha256: report.sha256.clone(),
            vintage: options.year.map(|y| y.to_string()),
            rows: report.cells as usize,
        },
        years: report.years.clone(),
        read: report.read,
        rejected: report.rejected,
        on: importing.on,
        synthetic: false,
        nomenclature: options.nomenclature.clone().unwrap_or_else(|| "?".to_owned()),
        scope: Text::new(
            format!("{places} lieux ; un territoire en prend la part de sa population"),
            format!("{places} places; a territory takes the part of its population"),
        ),
    };
    report.replayed = draft.commit(held)?;
    Ok(report)
}

/// The column of the places, and what they are; the error is a question.
fn level<R: std::io::Read>(file: &str, records: &Records<R>, importing: &Importing) -> Result<(usize, Level), Text> {
    if let Some(column) = records.column(&COMMUNE) {
        return Ok((column, Level::Commune(Places::new(importing.reference))));
    }
    if let Some(column) = records.column(&DEPARTMENT) {
        return Ok((column, Level::Department));
    }
    let column = records.require(
        &Text::new("le lieu (commune, departement, ou ZE2020)", "the place (commune, department, or ZE2020)"),
        &[&ZONE[..], &COMMUNE[..1], &DEPARTMENT[..1]].concat(),
    )?;
    let zonings = Arc::new(Zonings::open(importing.dir));
    if zonings.is_empty() {
        return Err(Text::new(
            format!("{file} est par zone d’emploi, et les zones ne sont pas importées : « rebond import zones » d’abord"),
            format!("{file} is by employment area, and the zones are not imported: `rebond import zones` first"),
        ));
    }
    Ok((column, Level::Zone(zonings)))
}

/// Tells the codes of occupations that no profile uses: they count in the totals, and cover no activity.
fn strangers(importing: &Importing, sums: &BTreeMap<(String, String), f64>, causes: &mut Causes) -> Result<(), Text> {
    let manifest = super::shelf::Manifest::read(importing.dir)?;
    let Some(held) = manifest.get(Kind::Occupations) else { return Ok(()) };
    let known: BTreeSet<String> = super::occupations::read(&held.path(importing.dir), held)?.codes.into_iter().collect();
    let codes: BTreeSet<&String> = sums.keys().map(|(_, occupation)| occupation).collect();
    let strange = codes.iter().filter(|code| !known.contains(**code)).count();
    if strange == codes.len() {
        return Err(Text::new(
            "aucun code de métier n’est dans les profils importés : les deux fichiers doivent suivre la même nomenclature",
            "no code of occupation is in the imported profiles: both files must follow the same nomenclature",
        ));
    }
    causes.add(
        1,
        "codes de métier que les profils importés ne connaissent pas, comptés dans les totaux",
        "codes of occupations that the imported profiles do not know, counted in the totals",
        strange as u64,
    );
    Ok(())
}

pub fn read(folder: &Path) -> Result<Vec<LocalRow>, Text> {
    tables::read(&folder.join(FILE))
}
