//! Urssaf: establishments and salaried headcounts by commune × APE, one column a year (open.urssaf.fr, data set
//! "etablissements-et-effectifs-salaries-au-niveau-commune-x-ape-last", CSV export).
//!
//! An empty cell means that nothing is published: it is never read as zero. Private sector, general scheme, without
//! agriculture, at the end of the year.

use super::Importing;
use super::cells::{Cells, Told};
use super::codes::{Activities, Place, Places};
use super::input::Input;
use super::reading::{Reading, Taken, again as given_again};
use super::records::{Line, Records, figure};
use super::report::{Causes, Refusals, SectorReport};
use super::shelf::{Draft, Held, Kind};
use domain::Text;
use std::collections::BTreeMap;
use std::path::Path;

/// Columns of one year.
struct YearColumns {
    establishments: usize,
    jobs: usize,
}

/// Reads the public CSV (plain, .gz, .zip) and holds every year of it, in the place of the former import.
pub fn import(path: &Path, importing: &mut Importing) -> Result<SectorReport, Text> {
    let mut input = Input::open(path, &|name| name.to_lowercase().ends_with(".csv"))?;
    let (name, meter) = (input.name.clone(), input.meter());
    let records = Records::new(&name, &mut input.reader)?;
    let commune = records.require(&Text::new("le code de la commune", "the code of the commune"), &["code commune"])?;
    let ape = records.require(&Text::new("le code APE", "the APE code"), &["code ape"])?;
    let columns = year_columns(&name, records.folded())?;
    let draft = Draft::begin(importing.dir, Kind::Urssaf)?;
    let mut refusals = Refusals::begin(&draft)?;
    let (places, activities) = (Places::new(importing.reference), Activities::new(importing.reference));
    let mut cells = Cells::new(columns.keys().copied().collect());
    let columns: Vec<YearColumns> = columns.into_values().collect();
    let (mut causes, mut report) = (Causes::default(), SectorReport { file: name.clone(), ..SectorReport::default() });
    let reference = importing.reference;
    let mut reading = Reading { importing, meter: &meter, refusals: &mut refusals, report: &mut report, uneven: again() };
    reading.rows(records, &mut |row| {
        let place = match places.of(row.get(commune)) {
            Place::Current(place) => place,
            Place::PartOf(place) => {
                let (fr, en) = places.told(&row.text(commune));
                causes.add(0, &fr, &en, 1);
                place
            }
            Place::Unknown => {
                return Err(row.problem(commune, unknown_commune(reference, &row.text(commune)), update()));
            }
        };
        let Some(activity) = activities.of(row.get(ape)) else {
            let (what, mend) = unknown_activity(&row.text(ape));
            return Err(row.problem(ape, what, mend));
        };
        let (cell, again) = cells.row(place, activity);
        if again && matches!(places.of(row.get(commune)), Place::Current(_)) {
            given_again(&mut causes, &row.text(commune), &row.text(ape));
        }
        for (year, column) in columns.iter().enumerate() {
            let jobs = told(row, column.jobs, &mut causes);
            let establishments = told(row, column.establishments, &mut causes);
            // Establishments without a headcount: they are there, their staff is not told.
            let jobs = match (jobs, establishments) {
                (Told::Nothing, Told::Figure(count)) if count > 0.0 => Told::Withheld,
                (jobs, _) => jobs,
            };
            cells.add(cell, year, establishments, jobs);
        }
        Ok(Taken::Kept)
    })?;
    report.sha256 = input.digest()?;
    report.cells = cells.write(&places.codes, &activities.codes, |year| draft.path(&file_of(year)))?;
    (report.rejected, report.problems) = refusals.end()?;
    report.corrections = causes.told();
    report.years = cells.years.clone();
    importing.end(report.read);
    if report.kept == 0 {
        return Err(nothing_kept(&report));
    }
    let partial = cells.partial(places.codes.len());
    report.corrections.extend(partial.clone());
    let source = (
        Text::new("Établissements et effectifs salariés par commune et APE", "Establishments and salaried headcounts by commune and APE"),
        "Urssaf",
        "voir / see open.urssaf.fr",
    );
    let held = Held {
        nomenclature: "NAF 732".to_owned(),
        scope: with(
            Text::new(
                "salariés du secteur privé au régime général, hors agriculture ; ni fonction publique, ni indépendants",
                "employees of the private sector under the general scheme, without agriculture; neither public service nor self-employed",
            ),
            partial,
        ),
        ..Held::of(Kind::Urssaf, source, file_name(&name), &report, importing.on)
    };
    report.replayed = draft.commit(held)?;
    Ok(report)
}

/// File of one year inside a folder of cells.
pub fn file_of(year: i16) -> String {
    format!("cells-{year}.csv")
}

/// Year → its two columns, from headings such as "Nombre d'établissements 2022", "effectifs_salaries_2022".
fn year_columns(file: &str, folded: &[String]) -> Result<BTreeMap<i16, YearColumns>, Text> {
    let mut found: BTreeMap<i16, (Option<usize>, Option<usize>)> = BTreeMap::new();
    for (at, heading) in folded.iter().enumerate() {
        let Some((words, year)) = heading.rsplit_once(' ') else { continue };
        let Some(year) = year.parse::<i16>().ok().filter(|y| (1900..2200).contains(y)) else { continue };
        match words {
            "nombre d etablissements" => found.entry(year).or_default().0 = Some(at),
            "effectifs salaries" => found.entry(year).or_default().1 = Some(at),
            _ => {}
        }
    }
    let whole: BTreeMap<i16, YearColumns> =
        found.into_iter().filter_map(|(y, (e, j))| Some((y, YearColumns { establishments: e?, jobs: j? }))).collect();
    if whole.is_empty() {
        return Err(Text::new(
            format!(
                "{file} : aucune année reconnue. Il faut des colonnes « Nombre d’établissements 2022 » et « Effectifs salariés 2022 » ; est-ce bien l’export CSV complet d’open.urssaf.fr ?"
            ),
            format!(
                "{file}: no year recognised. Columns “Nombre d'établissements 2022” and “Effectifs salariés 2022” are needed; is it the whole CSV export of open.urssaf.fr?"
            ),
        ));
    }
    Ok(whole)
}

/// A figure; a negative or unreadable one is withheld, and told.
fn told(row: &Line, column: usize, causes: &mut Causes) -> Told {
    let field = row.get(column);
    if field.is_empty() {
        return Told::Nothing;
    }
    match figure(field) {
        Some(value) if value >= 0.0 => Told::Figure(value),
        read => {
            let (heading, value) = (row.heading(column), row.text(column));
            let (fr, en) = match read {
                Some(_) => ("nombre négatif", "negative number"),
                None => ("n’est pas un nombre", "not a number"),
            };
            causes.add(
                2,
                &format!("« {heading} » : « {value} », {fr}, gardé comme inconnu"),
                &format!("“{heading}”: “{value}”, {en}, kept as unknown"),
                1,
            );
            Told::Withheld
        }
    }
}

/// A scope, and what more must be said of it.
pub fn with(scope: Text, more: Option<Text>) -> Text {
    more.map_or(scope.clone(), |more| Text::new(format!("{} ; {}", scope.fr, more.fr), format!("{}; {}", scope.en, more.en)))
}

pub fn file_name(path: &str) -> String {
    Path::new(path).file_name().map_or_else(|| path.to_owned(), |n| n.to_string_lossy().into_owned())
}

fn again() -> Text {
    Text::new("ligne coupée ou abîmée : téléchargez de nouveau le fichier", "cut or damaged row: download the file again")
}

pub fn unknown_commune(reference: &crate::Reference, code: &str) -> Text {
    match reference.find_commune(code) {
        Err(why) => why,
        Ok(commune) => Text::same(format!("{} ({})", commune.name, commune.code)),
    }
}

pub fn update() -> Text {
    Text::new(
        "le code officiel géographique du fichier et celui de Rebond ne sont pas de la même année : « rebond load » met à jour celui de Rebond",
        "the official geographic codes of the file and of Rebond are not of the same year: `rebond load` updates Rebond's",
    )
}

pub fn unknown_activity(code: &str) -> (Text, Text) {
    (
        Text::new(
            format!("« {code} » n’est pas une sous-classe de la NAF rév. 2"),
            format!("“{code}” is not a subclass of the NAF rev. 2"),
        ),
        Text::new(
            "ligne laissée de côté : ancien code, ou nomenclature NAF 2025, que Rebond ne lit pas encore",
            "row left out: an old code, or the NAF 2025 nomenclature, which Rebond does not read yet",
        ),
    )
}

/// No row could be used: the former data stay.
pub fn nothing_kept(report: &SectorReport) -> Text {
    let first = report.problems.first().map(|p| (p.show(domain::Lang::Fr), p.show(domain::Lang::En))).unwrap_or_default();
    Text::new(
        format!("{} : aucune des {} lignes n’a pu être lue, rien n’a changé. Première : {}", report.file, report.read, first.0),
        format!("{}: none of the {} rows could be read, nothing changed. First: {}", report.file, report.read, first.1),
    )
}
