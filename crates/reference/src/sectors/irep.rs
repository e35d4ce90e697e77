//! What establishments declare of their waste (IREP, Géorisques): `etablissements.csv` joined with `Prod_dechets_dangereux.csv`
//! and `Prod_dechets_non_dangereux.csv`, in the archive of a year or one by one. Each row is a real supply: who, where, which
//! code, how many tonnes.
//!
//! The traps of these files: coordinates cannot be used, so an establishment stands at its commune; a département has lost its
//! leading zero; an identifier may be empty, and the name then joins, if it names one establishment only.

mod columns;

use super::Importing;
use super::input::{Input, file_digest};
use super::reading::{Described, Gathered, Reading, Taken};
use super::records::Records;
use super::report::{Causes, Refusals, SectorReport};
use super::shelf::{Draft, Held, Kind, Manifest};
use super::urssaf::{file_name, nothing_kept};
use crate::{tables, waste};
use ::connect::{Milli, Nace, WasteCode};
use columns::{EstablishmentColumns, Known, SIRET, WasteColumns};
use domain::{Source, Text};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::cell::Cell;
use std::collections::BTreeMap;
use std::io::Read;
use std::path::{Path, PathBuf};

pub const FILE: &str = "supplies.csv";

/// Members of the archive, the establishments first: the others are joined to them.
const MEMBERS: [&str; 3] = ["etablissements.csv", "prod_dechets_dangereux.csv", "prod_dechets_non_dangereux.csv"];

#[derive(Clone, Debug, Default)]
pub struct IrepOptions {
    /// Year of the declaration, when the rows do not say it.
    pub year: Option<i16>,
}

/// Waste that one establishment declared for one year, all destinations together.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Supply {
    /// Identifier of the establishment in the file; its folded name when it has none.
    pub id: String,
    /// Empty when the file gives none, or a wrong one.
    pub siret: String,
    pub name: String,
    /// NAF code, as the reference writes it; empty when unknown.
    pub naf: String,
    /// INSEE code; empty when the commune was not recognised.
    pub commune: String,
    /// "07 07 08*".
    pub code: String,
    pub year: i16,
    pub kilograms: i64,
    /// Operations declared, "R3|D5".
    pub operations: String,
}

impl Supply {
    pub fn waste(&self) -> Option<WasteCode> {
        waste::read(&self.code)
    }
    pub fn nace(&self) -> Option<Nace> {
        Nace::parse(&self.naf)
    }
    pub fn amount(&self) -> Milli {
        Milli(self.kilograms)
    }
}

/// One table to read: a file, and its member when it is an archive.
struct Table {
    path: PathBuf,
    member: Option<&'static str>,
    establishments: bool,
}

impl Table {
    fn open(&self) -> Result<Input, Text> {
        Input::open(&self.path, &|inside| self.member.is_some_and(|member| is(inside, member)))
    }
    fn label(&self) -> String {
        let path = self.path.display();
        self.member.map_or_else(|| path.to_string(), |member| format!("{path}#{member}"))
    }
}

fn is(inside: &str, member: &str) -> bool {
    inside.rsplit('/').next().is_some_and(|file| file.to_lowercase() == member)
}

/// The tables of a file, told by the names in an archive, by its heading when it is one table.
fn tables_of(path: &Path) -> Result<Vec<Table>, Text> {
    let (archive, mut found) = (Cell::new(false), Vec::new());
    for member in MEMBERS {
        let seen = Cell::new(false);
        let input = Input::open(path, &|inside| {
            archive.set(true);
            let wanted = is(inside, member);
            seen.set(seen.get() || wanted);
            wanted
        });
        match input {
            Ok(_) if archive.get() => {
                found.push(Table { path: path.to_owned(), member: Some(member), establishments: member == MEMBERS[0] });
            }
            Ok(mut input) => {
                let name = input.name.clone();
                let reader: &mut (dyn Read + Send) = &mut *input.reader;
                let establishments = Records::new(&name, reader)?.column(&SIRET).is_some();
                return Ok(vec![Table { path: path.to_owned(), member: None, establishments }]);
            }
            // Waste that is not hazardous is only there since 2007.
            Err(_) if archive.get() && !seen.get() => {}
            Err(why) => return Err(why),
        }
    }
    Ok(found)
}

pub fn import(paths: &[PathBuf], options: &IrepOptions, importing: &mut Importing) -> Result<SectorReport, Text> {
    let mut found = Vec::new();
    for path in paths {
        found.extend(tables_of(path)?);
    }
    found.sort_by_key(|table| !table.establishments);
    let file = paths.iter().map(|path| path.display().to_string()).collect::<Vec<_>>().join(", ");
    if !(found.iter().any(|table| table.establishments) && found.iter().any(|table| !table.establishments)) {
        return Err(Text::new(
            format!(
                "{file} : il faut les établissements (etablissements.csv) et leurs déchets (Prod_dechets_dangereux.csv, Prod_dechets_non_dangereux.csv)"
            ),
            format!(
                "{file}: the establishments (etablissements.csv) and their waste (Prod_dechets_dangereux.csv, Prod_dechets_non_dangereux.csv) are needed"
            ),
        ));
    }
    let draft = Draft::begin(importing.dir, Kind::Irep)?;
    let mut refusals = Refusals::begin(&draft)?;
    let (mut causes, mut report) = (Causes::default(), SectorReport { file, ..SectorReport::default() });
    let (mut known, mut supplies) = (Known::default(), BTreeMap::new());
    for table in &found {
        let mut input = table.open()?;
        let meter = input.meter();
        let reader: &mut (dyn Read + Send) = &mut *input.reader;
        let records = Records::new(&table.label(), reader)?;
        let reference = importing.reference;
        let uneven = Text::new("vérifiez le séparateur et les guillemets de cette ligne", "check the separator and the quotes of this row");
        // Establishments are no data by themselves: only rows of waste are counted as kept.
        let mut reading = Reading { importing, meter: &meter, refusals: &mut refusals, report: &mut report, uneven };
        if table.establishments {
            let columns = EstablishmentColumns::of(&records)?;
            reading.rows(records, &mut |row| {
                known.add(columns.read(row, reference, &mut causes)?);
                Ok(Taken::Passed)
            })?;
        } else {
            let columns = WasteColumns::of(&records)?;
            reading.rows(records, &mut |row| columns.read(row, &known, options, &mut supplies, &mut causes))?;
        }
    }
    (report.rejected, report.problems) = refusals.end()?;
    report.sha256 = digest(paths)?;
    importing.end(report.read);
    if supplies.is_empty() {
        return Err(nothing_kept(&report));
    }
    let rows: Vec<Supply> = supplies.into_values().collect();
    let unplaced = rows.iter().filter(|row| row.commune.is_empty()).count() as u64;
    causes.add(
        2,
        "commune non reconnue : ces quantités ne sont rapprochées de personne",
        "commune not recognised: these quantities are matched with nobody",
        unplaced,
    );
    tables::write(&draft.path(FILE), &rows)?;
    let year = rows.iter().map(|row| row.year).max();
    let mut who: Vec<&str> = rows.iter().map(|row| row.id.as_str()).collect();
    who.sort_unstable();
    who.dedup();
    let (establishments, count) = (who.len(), rows.len());
    let described = Described {
        dataset: Text::new("Déchets déclarés par les établissements (IREP)", "Waste declared by establishments (IREP)"),
        producer: Some("Géorisques (registre des émissions polluantes)".to_owned()),
        licence: Some("Licence Ouverte".to_owned()),
        year,
        nomenclature: "liste des déchets (décision 2000/532/CE)".to_owned(),
        scope: Text::new(
            format!("{count} quantités annuelles de {establishments} établissements, placés à leur commune"),
            format!("{count} yearly quantities of {establishments} establishments, placed at their commune"),
        ),
    };
    let label = paths.first().map(|path| file_name(&path.display().to_string())).unwrap_or_default();
    report.file = if paths.len() > 1 { format!("{label} + {}", paths.len() - 1) } else { label };
    Gathered { draft, causes, report }.hold(Kind::Irep, count as u64, described, importing)
}

/// Of the file, or of the digests of several.
fn digest(paths: &[PathBuf]) -> Result<String, Text> {
    let each = paths.iter().map(|path| file_digest(path)).collect::<Result<Vec<_>, _>>()?;
    match each.as_slice() {
        [one] => Ok(one.clone()),
        several => Ok(Sha256::digest(several.join("\n").as_bytes()).iter().map(|b| format!("{b:02x}")).collect()),
    }
}

/// What is held under the reference folder, of the latest year, with where it comes from; none when nothing was imported.
pub fn open(dir: &Path) -> Result<Option<(Vec<Supply>, Source)>, Text> {
    let manifest = Manifest::read(dir)?;
    manifest.get(Kind::Irep).map(|held| read(&held.path(dir), held)).transpose()
}

fn read(folder: &Path, held: &Held) -> Result<(Vec<Supply>, Source), Text> {
    let mut rows: Vec<Supply> = tables::read(&folder.join(FILE))?;
    let latest = rows.iter().map(|row| row.year).max();
    rows.retain(|row| Some(row.year) == latest);
    // Declared by the establishment, published by the State: nobody weighed it again.
    let title = latest.map_or_else(|| held.title(), |year| format!("{}, {year}", held.title()));
    Ok((rows, Source { date: Some(held.on), ..Source::new(title, held.mark()) }))
}
