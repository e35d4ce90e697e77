//! Profiles of occupations: what each activity employs, as a long table `activity;occupation;jobs` (or `share`), with the name
//! of each occupation beside. Activities are codes of the NAF at any level from the division (A88); occupations any one
//! nomenclature: PCS, FAP, ROME.
//!
//! No producer publishes this very layout under an address known here: it is what the tables of INSEE (PCS × NAF) and of
//! Dares (FAP × NAF) are turned into by a copy of their three columns.

use super::Importing;
use super::input::Input;
use super::reading::{Reading, Taken};
use super::records::{Records, figure};
use super::report::{Causes, Refusals, SectorReport};
use super::shelf::{Draft, Held, Kind};
use super::urssaf::{file_name, nothing_kept};
use crate::tables::{self, Provenance};
use diagnose::skills::Occupations;
use domain::{Source, Text};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::Path;

pub const PROFILES: &str = "occupations.csv";
pub const LABELS: &str = "occupation_labels.csv";

const ACTIVITY: [&str; 8] = ["activity", "activite", "naf", "code naf", "a88", "na88", "ape", "code ape"];
pub const OCCUPATION: [&str; 12] =
    ["occupation", "metier", "profession", "fap", "code fap", "fap 225", "fap 87", "pcs", "pcs ese", "code pcs", "rome", "code rome"];
const LABEL: [&str; 6] = ["label", "libelle", "intitule", "libelle fap", "libelle pcs", "libelle rome"];
const JOBS: [&str; 5] = ["jobs", "emplois", "effectifs", "effectif", "nombre"];
const SHARE: [&str; 2] = ["share", "part"];
/// Shares of an activity may exceed 1 by their rounding.
const ROUNDING: f64 = 0.01;

/// What the person knows of the file, and the file does not say.
#[derive(Clone, Debug, Default)]
pub struct OccupationOptions {
    pub year: Option<i16>,
    /// "FAP 2021", "PCS 2020", "ROME 4.0".
    pub nomenclature: Option<String>,
    pub producer: Option<String>,
    pub licence: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ProfileRow {
    pub activity: String,
    pub occupation: String,
    pub share: f64,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LabelRow {
    pub occupation: String,
    pub fr: String,
    pub en: String,
}

pub fn import(path: &Path, options: &OccupationOptions, importing: &mut Importing) -> Result<SectorReport, Text> {
    let mut input = Input::open(path, &|name| name.to_lowercase().ends_with(".csv"))?;
    let (name, meter) = (input.name.clone(), input.meter());
    let records = Records::new(&name, &mut input.reader)?;
    let activity = records.require(&Text::new("l’activité (code NAF)", "the activity (NAF code)"), &ACTIVITY)?;
    let occupation = records.require(&Text::new("le métier (code)", "the occupation (code)"), &OCCUPATION)?;
    let share = records.column(&SHARE);
    let value = match share {
        Some(column) => column,
        None => records.require(&Text::new("les emplois, ou la part", "the jobs, or the share"), &JOBS)?,
    };
    let label = records.column(&LABEL);
    let draft = Draft::begin(importing.dir, Kind::Occupations)?;
    let mut refusals = Refusals::begin(&draft)?;
    let (mut causes, mut report) = (Causes::default(), SectorReport { file: name.clone(), ..SectorReport::default() });
    let (mut sums, mut labels) = (BTreeMap::<String, BTreeMap<String, f64>>::new(), BTreeMap::<String, String>::new());
    let reference = importing.reference;
    let check = Text::new("vérifiez le séparateur et les guillemets de cette ligne", "check the separator and the quotes of this row");
    let mut reading = Reading { importing, meter: &meter, refusals: &mut refusals, report: &mut report, uneven: check };
    reading.rows(records, &mut |row| {
        let Some(code) = naf(reference, &row.text(activity)) else {
            let found = row.text(activity);
            let what = Text::new(
                format!("« {found} » n’est pas un code de la NAF, de la division (25) à la sous-classe (25.62B)"),
                format!("“{found}” is not a code of the NAF, from the division (25) to the sub-class (25.62B)"),
            );
            return Err(row.problem(activity, what, Text::new("ligne laissée de côté", "row left out")));
        };
        let job = row.text(occupation);
        if job.is_empty() {
            let mend = Text::new("donnez le code, ou retirez la ligne", "give the code, or remove the row");
            return Err(row.problem(occupation, Text::new("métier absent", "no occupation"), mend));
        }
        let Some(amount) = figure(row.get(value)).filter(|amount| *amount >= 0.0) else {
            let (heading, found) = (row.heading(value), row.text(value));
            let fr = format!("« {heading} » : « {found} », gardé comme inconnu : le profil est celui des autres métiers");
            causes.add(2, &fr, &format!("“{heading}”: “{found}”, kept as unknown: the profile is that of the other occupations"), 1);
            return Ok(Taken::Passed);
        };
        if share.is_some() && amount > 1.0 + ROUNDING {
            let found = row.text(value);
            let what = Text::new(format!("part de {found}, au-delà de 1"), format!("share of {found}, beyond 1"));
            let mend = Text::new(
                "une part va de 0 à 1 : divisez par 100, ou donnez des emplois",
                "a share goes from 0 to 1: divide by 100, or give jobs",
            );
            return Err(row.problem(value, what, mend));
        }
        if let Some(named) = label.map(|column| row.text(column)).filter(|named| !named.is_empty()) {
            labels.entry(job.clone()).or_insert(named);
        }
        *sums.entry(code).or_default().entry(job).or_default() += amount;
        Ok(Taken::Kept)
    })?;
    report.sha256 = input.digest()?;
    (report.rejected, report.problems) = refusals.end()?;
    report.corrections = causes.told();
    report.years = options.year.into_iter().collect();
    importing.end(report.read);
    if report.kept == 0 {
        return Err(nothing_kept(&report));
    }
    let profiles = shares(&name, sums, share.is_some())?;
    report.cells = profiles.len() as u64;
    let activities = profiles.chunk_by(|a, b| a.activity == b.activity).count();
    let jobs: std::collections::BTreeSet<&str> = profiles.iter().map(|row| row.occupation.as_str()).collect();
    let occupations = jobs.len();
    let rows: Vec<LabelRow> = jobs
        .into_iter()
        .map(|code| {
            let named = labels.get(code).cloned().unwrap_or_else(|| code.to_owned());
            LabelRow { occupation: code.to_owned(), fr: named.clone(), en: named }
        })
        .collect();
    tables::write(&draft.path(PROFILES), &profiles)?;
    tables::write(&draft.path(LABELS), &rows)?;
    let held = Held {
        kind: Kind::Occupations,
        folder: String::new(),
        provenance: Provenance {
            dataset: Text::new("Profils de métiers par activité", "Profiles of occupations by activity"),
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
            format!("{activities} activités × {occupations} métiers"),
            format!("{activities} activities × {occupations} occupations"),
        ),
    };
    report.replayed = draft.commit(held)?;
    Ok(report)
}

/// "2562b" → "25.62B"; none for a section, or for what the NAF does not hold.
fn naf(reference: &crate::Reference, written: &str) -> Option<String> {
    let code = written.trim().to_uppercase();
    let digits = code.starts_with(|c: char| c.is_ascii_digit());
    let dotted =
        if digits && !code.contains('.') && code.is_ascii() && code.len() > 2 { format!("{}.{}", &code[..2], &code[2..]) } else { code };
    (digits && dotted.len() >= 2 && reference.naf_label(&dotted).is_some()).then_some(dotted)
}

/// The share of each occupation in its activity.
fn shares(file: &str, sums: BTreeMap<String, BTreeMap<String, f64>>, given: bool) -> Result<Vec<ProfileRow>, Text> {
    let mut rows = Vec::new();
    for (activity, jobs) in sums {
        let total: f64 = jobs.values().sum();
        if given && total > 1.0 + ROUNDING {
            let total = domain::format::number(total, 2, domain::Lang::Fr);
            return Err(Text::new(
                format!(
                    "{file} : les parts de l’activité {activity} font {total} en tout, plus que 1 : le fichier donne-t-il deux fois les mêmes, ou des totaux ?"
                ),
                format!("{file}: the shares of activity {activity} sum to {total}, more than 1: does the file give some twice, or totals?"),
            ));
        }
        let whole = if given { total.max(1.0) } else { total };
        let row = |(occupation, jobs): (String, f64)| ProfileRow { activity: activity.clone(), occupation, share: jobs / whole };
        rows.extend(jobs.into_iter().filter(|(_, jobs)| *jobs > 0.0).map(row));
    }
    Ok(rows)
}

/// As the methods take it. `source` and `synthetic` are those of the data set.
pub fn read(folder: &Path, held: &Held) -> Result<Occupations, Text> {
    let labels: Vec<LabelRow> = tables::read(&folder.join(LABELS))?;
    let rows: Vec<ProfileRow> = tables::read(&folder.join(PROFILES))?;
    let mut found = Occupations {
        codes: labels.iter().map(|row| row.occupation.clone()).collect(),
        labels: labels.into_iter().map(|row| Text::new(row.fr, row.en)).collect(),
        year: held.years.last().copied().unwrap_or_default(),
        source: Source { date: Some(held.on), ..Source::new(held.title(), held.mark()) },
        synthetic: held.synthetic,
        ..Occupations::default()
    };
    let rank: BTreeMap<&str, u32> = found.codes.iter().zip(0..).map(|(code, at)| (code.as_str(), at)).collect();
    for row in rows {
        if let Some(at) = rank.get(row.occupation.as_str()).filter(|_| row.share.is_finite()) {
            found.profiles.entry(row.activity).or_default().push((*at, row.share));
        }
    }
    Ok(found)
}
