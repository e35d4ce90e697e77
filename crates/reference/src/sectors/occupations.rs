//! Profiles of occupations: what each activity employs, as a long table `activity;occupation;jobs` (or `share`), with the name
//! of each occupation beside. Activities are codes of the NAF at any level from the division (A88); occupations any one
//! nomenclature: PCS, FAP, ROME.
//!
//! No producer publishes this very layout under an address known here: it is what the tables of INSEE (PCS × NAF) and of
//! Dares (FAP × NAF) are turned into by a copy of their three columns.

use super::Importing;
use super::reading::{Described, Heading, Taken, again, code, gather};
use super::records::figure;
use super::report::SectorReport;
use super::shelf::{Held, Kind};
use crate::tables;
use diagnose::skills::Occupations;
use domain::{Source, Text};
use serde::{Deserialize, Serialize};
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};
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
    let (mut sums, mut labels) = (BTreeMap::<String, BTreeMap<String, f64>>::new(), BTreeMap::<String, String>::new());
    let (reference, mut by_share) = (importing.reference, false);
    let columns = |_: &str, heading: &Heading, _: &Importing| -> Result<Columns, Text> {
        let activity = heading.require(&Text::new("l’activité (code NAF)", "the activity (NAF code)"), &ACTIVITY)?;
        let occupation = heading.require(&Text::new("le métier (code)", "the occupation (code)"), &OCCUPATION)?;
        let share = heading.column(&SHARE);
        by_share = share.is_some();
        let value = match share {
            Some(column) => column,
            None => heading.require(&Text::new("les emplois, ou la part", "the jobs, or the share"), &JOBS)?,
        };
        Ok(Columns { activity, occupation, value, share: by_share, label: heading.column(&LABEL) })
    };
    let gathered = gather(path, Kind::Occupations, importing, columns, |at: &Columns, row, causes| {
        let Some(activity) = naf(reference, &row.text(at.activity)) else {
            let found = row.text(at.activity);
            let what = Text::new(
                format!("« {found} » n’est pas un code de la NAF, de la division (25) à la sous-classe (25.62B)"),
                format!("“{found}” is not a code of the NAF, from the division (25) to the sub-class (25.62B)"),
            );
            return Err(row.problem(at.activity, what, Text::new("ligne laissée de côté", "row left out")));
        };
        let job = code(row, at.occupation, ("métier absent", "no occupation"))?;
        let Some(amount) = figure(row.get(at.value)).filter(|amount| *amount >= 0.0) else {
            let (heading, found) = (row.heading(at.value), row.text(at.value));
            let fr = format!("« {heading} » : « {found} », gardé comme inconnu : le profil est celui des autres métiers");
            causes.add(2, &fr, &format!("“{heading}”: “{found}”, kept as unknown: the profile is that of the other occupations"), 1);
            return Ok(Taken::Passed);
        };
        if at.share && amount > 1.0 + ROUNDING {
            let found = row.text(at.value);
            let what = Text::new(format!("part de {found}, au-delà de 1"), format!("share of {found}, beyond 1"));
            let mend = Text::new(
                "une part va de 0 à 1 : divisez par 100, ou donnez des emplois",
                "a share goes from 0 to 1: divide by 100, or give jobs",
            );
            return Err(row.problem(at.value, what, mend));
        }
        if let Some(named) = at.label.map(|column| row.text(column)).filter(|named| !named.is_empty()) {
            labels.entry(job.clone()).or_insert(named);
        }
        match sums.entry(activity.clone()).or_default().entry(job) {
            Entry::Occupied(mut sum) => {
                *sum.get_mut() += amount;
                again(causes, &activity, sum.key());
            }
            Entry::Vacant(none) => {
                none.insert(amount);
            }
        }
        Ok(Taken::Kept)
    })?;
    let profiles = shares(&gathered.report.file, sums, by_share)?;
    let activities = profiles.chunk_by(|a, b| a.activity == b.activity).count();
    let jobs: BTreeSet<&str> = profiles.iter().map(|row| row.occupation.as_str()).collect();
    let occupations = jobs.len();
    let rows: Vec<LabelRow> = jobs
        .into_iter()
        .map(|code| {
            let named = labels.get(code).cloned().unwrap_or_else(|| code.to_owned());
            LabelRow { occupation: code.to_owned(), fr: named.clone(), en: named }
        })
        .collect();
    tables::write(&gathered.draft.path(PROFILES), &profiles)?;
    tables::write(&gathered.draft.path(LABELS), &rows)?;
    let scope = Text::new(
        format!("{activities} activités × {occupations} métiers"),
        format!("{activities} activities × {occupations} occupations"),
    );
    let dataset = Text::new("Profils de métiers par activité", "Profiles of occupations by activity");
    gathered.hold(Kind::Occupations, profiles.len() as u64, options.described(dataset, scope), importing)
}

/// Where the file says what.
struct Columns {
    activity: usize,
    occupation: usize,
    value: usize,
    /// The value is a share of the activity, and not jobs.
    share: bool,
    label: Option<usize>,
}

impl OccupationOptions {
    pub fn described(&self, dataset: Text, scope: Text) -> Described {
        Described {
            dataset,
            producer: self.producer.clone(),
            licence: self.licence.clone(),
            year: self.year,
            nomenclature: self.nomenclature.clone().unwrap_or_else(|| "?".to_owned()),
            scope,
        }
    }
}

/// "2562b" → "25.62B"; none for a section, or for what the NAF does not hold.
pub fn naf(reference: &crate::Reference, written: &str) -> Option<String> {
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
