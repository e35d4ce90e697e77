//! People of each occupation, place by place: a long table of one kind of place (`commune`, a zoning that is imported such as
//! `ZE2020`, or `department`), `occupation`, `people`. The codes of occupations are those of the profiles.

use super::Importing;
use super::codes::{Place, Places};
use super::occupations::{OCCUPATION, OccupationOptions};
use super::reading::{Heading, Taken, again, code, gather};
use super::records::{Line, figure};
use super::report::{Causes, SectorReport};
use super::shelf::Kind;
use super::urssaf::{unknown_commune, update};
use super::zonings::Zonings;
use crate::tables;
use domain::{Problem, Text};
use serde::{Deserialize, Serialize};
use std::collections::btree_map::Entry;
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
    /// The code of a commune that is now part of another.
    fn former(&self, found: &str) -> bool {
        matches!(self, Level::Commune(places) if matches!(places.of(found.as_bytes()), Place::PartOf(_)))
    }

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
    let mut sums = BTreeMap::<(String, String), f64>::new();
    let reference = importing.reference;
    let columns = |name: &str, heading: &Heading, importing: &Importing| -> Result<(usize, Level, usize, usize), Text> {
        let (place, level) = level(name, heading, importing)?;
        let occupation = heading.require(&Text::new("le métier (code)", "the occupation (code)"), &OCCUPATION)?;
        let people = heading.require(&Text::new("le nombre de personnes", "the number of people"), &PEOPLE)?;
        Ok((place, level, occupation, people))
    };
    let mut gathered = gather(path, Kind::LocalOccupations, importing, columns, |(column, level, occupation, people), row, causes| {
        let place = level.place(reference, row, *column, causes)?;
        let job = code(row, *occupation, ("métier absent", "no occupation"))?;
        let Some(count) = figure(row.get(*people)).filter(|count| *count >= 0.0) else {
            let (heading, found) = (row.heading(*people), row.text(*people));
            let fr = format!("« {heading} » : « {found} », gardé comme inconnu : la case ne compte pas");
            causes.add(2, &fr, &format!("“{heading}”: “{found}”, kept as unknown: the cell does not count"), 1);
            return Ok(Taken::Passed);
        };
        // A former commune is told by its own sentence when it is added to the one it is part of.
        let repeated = !level.former(&row.text(*column));
        match sums.entry((place, job)) {
            Entry::Occupied(mut sum) => {
                *sum.get_mut() += count;
                if repeated {
                    again(causes, &sum.key().0, &sum.key().1);
                }
            }
            Entry::Vacant(none) => {
                none.insert(count);
            }
        }
        Ok(Taken::Kept)
    })?;
    strangers(importing, &sums, &mut gathered.causes)?;
    let rows: Vec<LocalRow> = sums.into_iter().map(|((place, occupation), people)| LocalRow { place, occupation, people }).collect();
    let places = rows.chunk_by(|a, b| a.place == b.place).count();
    tables::write(&gathered.draft.path(FILE), &rows)?;
    let scope = Text::new(
        format!("{places} lieux ; un territoire en prend la part de sa population"),
        format!("{places} places; a territory takes the part of its population"),
    );
    let dataset = Text::new("Gens de métier, lieu par lieu", "People of each occupation, place by place");
    gathered.hold(Kind::LocalOccupations, rows.len() as u64, options.described(dataset, scope), importing)
}

/// The column of the places, and what they are; the error is a question.
fn level(file: &str, records: &Heading, importing: &Importing) -> Result<(usize, Level), Text> {
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
