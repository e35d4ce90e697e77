//! Flores (INSEE): establishments and salaried posts at the end of the year by commune × division, every employer,
//! public ones too. Long files "DS_FLORES_A88_2024_data.csv": GEO;GEO_OBJECT;ACTIVITY;LEGAL_FORM_WITH_PUBLIC;FLORES_MEASURE;
//! OBS_STATUS;TIME_PERIOD;OBS_VALUE, quoted (A38 and A17 also have NUMBER_EMPL, and letters for activities).
//!
//! The shape is known from public programs that read these files, not from INSEE's own notice: partial. Rows of other
//! places than communes (employment areas, living areas, districts of Paris), of totals and of other legal forms are passed
//! over and counted. Status "A" is a figure, a zero too; "K" one that INSEE does not publish, never a zero; "W" a figure that
//! stands for several cells together. A combination that is not in the file is not a zero either.

use super::Importing;
use super::cells::{Cells, Told};
use super::codes::{Place, Places};
use super::input::Input;
use super::reading::{Reading, Taken, again};
use super::records::{Records, figure};
use super::report::{Causes, Refusals, SectorReport};
use super::shelf::{Draft, Held, Kind};
use super::urssaf::{file_name, file_of, nothing_kept, unknown_commune, update, with};
use domain::Text;
use std::collections::{BTreeMap, HashMap};
use std::path::Path;

/// Legal forms together, as the files name the total.
const ALL_FORMS: [&str; 2] = ["1T9X7", "_T"];

pub fn import(path: &Path, importing: &mut Importing) -> Result<SectorReport, Text> {
    let mut input = Input::open(path, &|name| name.to_lowercase().ends_with("_data.csv"))?;
    let (name, meter) = (input.name.clone(), input.meter());
    let records = Records::new(&name, &mut input.reader)?;
    let required = |fr: &str, en: &str, heading: &str| records.require(&Text::new(fr, en), &[heading]);
    let geo = required("le code du lieu", "the code of the place", "geo")?;
    let activity = required("l’activité", "the activity", "activity")?;
    let measure = required("la mesure (EMPL3112, UNIT_LOC)", "the measure (EMPL3112, UNIT_LOC)", "flores measure")?;
    let year = required("l’année", "the year", "time period")?;
    let value = required("la valeur", "the value", "obs value")?;
    let (object, form) = (records.column(&["geo object"]), records.column(&["legal form with public"]));
    let status = records.column(&["obs status"]);
    let size = records.column(&["number empl"]);
    let draft = Draft::begin(importing.dir, Kind::Flores)?;
    let mut refusals = Refusals::begin(&draft)?;
    let places = Places::new(importing.reference);
    let mut causes = Causes::default();
    let mut report = SectorReport { file: name.clone(), ..SectorReport::default() };
    // Long file: the years are known at the end, so that figures wait by year.
    let mut codes: BTreeMap<String, u32> = BTreeMap::new();
    let mut told: HashMap<(i16, u32, u32), [Told; 2]> = HashMap::new();
    let reference = importing.reference;
    let left_out = || Text::new("ligne laissée de côté", "row left out");
    let mut reading = Reading { importing, meter: &meter, refusals: &mut refusals, report: &mut report, uneven: left_out() };
    reading.rows(records, &mut |row| {
        let value_like = |column: usize| {
            let found = row.text(column);
            Text::new(format!("« {found} » n’est pas une valeur attendue"), format!("“{found}” is not an expected value"))
        };
        if object.is_some_and(|column| row.get(column) != b"COM") {
            causes.add(3, "autres lieux que des communes, passés", "places other than communes, passed over", 1);
            return Ok(Taken::Passed);
        }
        if form.is_some_and(|column| !ALL_FORMS.iter().any(|all| all.as_bytes() == row.get(column))) {
            causes.add(4, "détail par forme juridique, passé", "detail by legal form, passed over", 1);
            return Ok(Taken::Passed);
        }
        if size.is_some_and(|column| row.get(column) != b"_T") || row.get(activity) == b"_T" {
            causes.add(5, "totaux et détail par taille, passés", "totals and detail by size, passed over", 1);
            return Ok(Taken::Passed);
        }
        let which = match row.get(measure) {
            b"UNIT_LOC" => 0,
            b"EMPL3112" => 1,
            _ => {
                causes.add(6, "autres mesures, passées", "other measures, passed over", 1);
                return Ok(Taken::Passed);
            }
        };
        // The service of data writes "2025-COM-71076" where the files write "71076".
        let code = row.get(geo).rsplit(|byte| *byte == b'-').next().unwrap_or_default();
        let (place, former) = match places.of(code) {
            Place::Current(place) => (place, false),
            Place::PartOf(place) => {
                let (fr, en) = places.told(&String::from_utf8_lossy(code));
                causes.add(0, &fr, &en, 1);
                (place, true)
            }
            Place::Unknown => {
                return Err(row.problem(geo, unknown_commune(reference, &row.text(geo)), update()));
            }
        };
        let code = row.text(activity);
        if reference.naf_label(&code).is_none() {
            let what = Text::new(
                format!("« {code} » n’est pas un code de la NAF : prenez le fichier A88 (divisions), pas A5, A17 ou A38"),
                format!("“{code}” is not a code of the NAF: take the A88 file (divisions), not A5, A17 or A38"),
            );
            return Err(row.problem(activity, what, left_out()));
        }
        let Some(of) = figure(row.get(year)).filter(|y| (1900.0..2200.0).contains(y)) else {
            return Err(row.problem(year, value_like(year), left_out()));
        };
        let status = status.map_or(&b""[..], |column| row.get(column));
        if status == b"W" {
            let fr = "statut W : le chiffre vaut pour plusieurs cases ensemble, gardé où le fichier le porte";
            causes.add(1, fr, "status W: the figure stands for several cells together, kept where the file puts it", 1);
        }
        let figure = match (row.get(value).is_empty() || status == b"K", figure(row.get(value))) {
            (true, _) => {
                causes.add(
                    7,
                    "chiffres que l’Insee ne publie pas (secret), gardés comme inconnus",
                    "figures that INSEE does not publish (secrecy), kept as unknown",
                    1,
                );
                Told::Withheld
            }
            (_, Some(figure)) if figure >= 0.0 => Told::Figure(figure),
            _ => {
                let (heading, found) = (row.heading(value), row.text(value));
                let fr = format!("« {heading} » : « {found} », gardé comme inconnu");
                causes.add(2, &fr, &format!("“{heading}”: “{found}”, kept as unknown"), 1);
                Told::Withheld
            }
        };
        let next = codes.len() as u32;
        let rank = *codes.entry(code.clone()).or_insert(next);
        let cell = told.entry((of as i16, place, rank)).or_insert([Told::Nothing; 2]);
        if cell[which] != Told::Nothing && !former {
            again(&mut causes, &row.text(geo), &code);
        }
        cell[which] = match (cell[which], figure) {
            (Told::Nothing, new) => new,
            (Told::Figure(a), Told::Figure(b)) => Told::Figure(a + b),
            _ => Told::Withheld,
        };
        Ok(Taken::Kept)
    })?;
    report.sha256 = input.digest()?;
    (report.rejected, report.problems) = refusals.end()?;
    report.corrections = causes.told();
    importing.end(report.read);
    if report.kept == 0 {
        return Err(nothing_kept(&report));
    }
    let mut years: Vec<i16> = told.keys().map(|key| key.0).collect();
    years.sort_unstable();
    years.dedup();
    let mut names: Vec<String> = vec![String::new(); codes.len()];
    let mut sorted = vec![0_u32; codes.len()];
    for (rank, (code, old)) in codes.into_iter().enumerate() {
        (names[rank], sorted[old as usize]) = (code, rank as u32);
    }
    let mut cells = Cells::new(years);
    for ((year, place, activity), [establishments, jobs]) in told {
        let (row, _) = cells.row(place, sorted[activity as usize]);
        let year = cells.years.binary_search(&year).unwrap_or_default();
        let jobs = if jobs == Told::Nothing && matches!(establishments, Told::Figure(n) if n > 0.0) { Told::Withheld } else { jobs };
        cells.add(row, year, establishments, jobs);
    }
    report.cells = cells.write(&places.codes, &names, |year| draft.path(&file_of(year)))?;
    report.years = cells.years.clone();
    let partial = cells.partial(places.codes.len());
    report.corrections.extend(partial.clone());
    let source = (
        Text::new("Flores : établissements et postes salariés", "Flores: establishments and salaried posts"),
        "INSEE",
        "Licence Ouverte 2.0 ? (voir / see insee.fr)",
    );
    let held = Held {
        nomenclature: "A88".to_owned(),
        scope: with(
            Text::new(
                "postes salariés au 31 décembre, public et privé ; par division (A88), donc sans le détail des métiers de l’industrie",
                "salaried posts on 31 December, public and private; by division (A88), so without the detail of industrial trades",
            ),
            partial,
        ),
        ..Held::of(Kind::Flores, source, file_name(&name), &report, importing.on)
    };
    report.replayed = draft.commit(held)?;
    Ok(report)
}
