//! Flores (INSEE): establishments and salaried posts at the end of the year by commune × division, every employer,
//! public ones too. Long files "DS_FLORES_A88_2024": GEO;GEO_OBJECT;ACTIVITY;LEGAL_FORM_WITH_PUBLIC;FLORES_MEASURE;
//! OBS_STATUS;TIME_PERIOD;OBS_VALUE (A38 also has NUMBER_EMPL).
//!
//! The shape is known from public programs that read these files, not from INSEE's own notice: partial. Rows of other
//! places than communes, of totals and of other legal forms are passed over and counted; a status other than "A" without
//! value is a figure that INSEE does not publish, never a zero.

use super::Importing;
use super::cells::{Cells, Told};
use super::codes::{Place, Places};
use super::input::Input;
use super::records::{Records, Row, figure};
use super::report::{Causes, Refusals, SectorReport, too_long};
use super::shelf::{Draft, Held, Kind};
use super::urssaf::{file_name, file_of, nothing_kept, uneven, unknown_commune, update, with};
use crate::tables::Provenance;
use domain::{Problem, Text};
use std::collections::{BTreeMap, HashMap};
use std::path::Path;

/// Legal forms together, as the files name the total.
const ALL_FORMS: [&str; 2] = ["1T9X7", "_T"];

pub fn import(path: &Path, importing: &mut Importing) -> Result<SectorReport, Text> {
    let mut input = Input::open(path, &|name| name.to_lowercase().ends_with("_data.csv"))?;
    let (name, meter) = (input.name.clone(), input.meter());
    let mut records = Records::new(&name, &mut input.reader)?;
    let required = |fr: &str, en: &str, heading: &str| records.require(&Text::new(fr, en), &[heading]);
    let geo = required("le code du lieu", "the code of the place", "geo")?;
    let activity = required("l’activité", "the activity", "activity")?;
    let measure = required("la mesure (EMPL3112, UNIT_LOC)", "the measure (EMPL3112, UNIT_LOC)", "flores measure")?;
    let year = required("l’année", "the year", "time period")?;
    let value = required("la valeur", "the value", "obs value")?;
    let (object, form) = (records.column(&["geo object"]), records.column(&["legal form with public"]));
    let size = records.column(&["number empl"]);
    let draft = Draft::begin(importing.dir, Kind::Flores)?;
    let mut refusals = Refusals::begin(&draft)?;
    let places = Places::new(importing.reference);
    let (mut causes, header) = (Causes::default(), records.header.clone());
    let mut report = SectorReport { file: name.clone(), ..SectorReport::default() };
    // Long file: the years are known at the end, so that figures wait by year.
    let mut codes: BTreeMap<String, u32> = BTreeMap::new();
    let mut told: HashMap<(i16, u32, u32), [Told; 2]> = HashMap::new();
    loop {
        let (line, fields) = match records.next()? {
            Row::End => break,
            Row::TooLong { line } => {
                report.read += 1;
                refusals.add(too_long(&name, line))?;
                continue;
            }
            Row::Fields { line, fields } => (line, fields),
        };
        report.read += 1;
        importing.tick(report.read, &meter);
        let refuse = |column: usize, what: Text, mend: Text| {
            Problem::at(&name, line as usize, column + 1, header.get(column).cloned().unwrap_or_default(), what, mend)
        };
        let value_like = |column: usize| {
            let found = fields.text(column);
            Text::new(format!("« {found} » n’est pas une valeur attendue"), format!("“{found}” is not an expected value"))
        };
        let left_out = || Text::new("ligne laissée de côté", "row left out");
        if fields.len() != header.len() {
            refusals.add(refuse(0, uneven(fields.len(), header.len()), left_out()))?;
            continue;
        }
        if object.is_some_and(|column| fields.get(column) != b"COM") {
            causes.add(3, "autres lieux que des communes, passés", "places other than communes, passed over", 1);
            continue;
        }
        if form.is_some_and(|column| !ALL_FORMS.iter().any(|all| all.as_bytes() == fields.get(column))) {
            causes.add(4, "détail par forme juridique, passé", "detail by legal form, passed over", 1);
            continue;
        }
        if size.is_some_and(|column| fields.get(column) != b"_T") || fields.get(activity) == b"_T" {
            causes.add(5, "totaux et détail par taille, passés", "totals and detail by size, passed over", 1);
            continue;
        }
        let which = match fields.get(measure) {
            b"UNIT_LOC" => 0,
            b"EMPL3112" => 1,
            _ => {
                causes.add(6, "autres mesures, passées", "other measures, passed over", 1);
                continue;
            }
        };
        let place = match places.of(fields.get(geo)) {
            Place::Current(place) => place,
            Place::PartOf(place) => {
                let (fr, en) = places.told(&fields.text(geo));
                causes.add(0, &fr, &en, 1);
                place
            }
            Place::Unknown => {
                refusals.add(refuse(geo, unknown_commune(importing.reference, &fields.text(geo)), update()))?;
                continue;
            }
        };
        let code = fields.text(activity);
        if importing.reference.naf_label(&code).is_none() {
            let what = Text::new(
                format!("« {code} » n’est pas un code de la NAF : prenez le fichier A88 (divisions), pas A5, A17 ou A38"),
                format!("“{code}” is not a code of the NAF: take the A88 file (divisions), not A5, A17 or A38"),
            );
            refusals.add(refuse(activity, what, left_out()))?;
            continue;
        }
        let Some(of) = figure(fields.get(year)).filter(|y| (1900.0..2200.0).contains(y)) else {
            refusals.add(refuse(year, value_like(year), left_out()))?;
            continue;
        };
        let figure = match (fields.get(value).is_empty(), figure(fields.get(value))) {
            (true, _) => Told::Withheld,
            (_, Some(figure)) if figure >= 0.0 => Told::Figure(figure),
            _ => {
                let (heading, found) = (&header[value], fields.text(value));
                let fr = format!("« {heading} » : « {found} », gardé comme inconnu");
                causes.add(2, &fr, &format!("“{heading}”: “{found}”, kept as unknown"), 1);
                Told::Withheld
            }
        };
        let next = codes.len() as u32;
        let rank = *codes.entry(code).or_insert(next);
        let cell = told.entry((of as i16, place, rank)).or_insert([Told::Nothing; 2]);
        cell[which] = match (cell[which], figure) {
            (Told::Nothing, new) => new,
            (Told::Figure(a), Told::Figure(b)) => Told::Figure(a + b),
            _ => Told::Withheld,
        };
        report.kept += 1;
    }
    drop(records);
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
    let held = Held {
        kind: Kind::Flores,
        folder: String::new(),
        provenance: Provenance {
            dataset: Text::new("Flores : établissements et postes salariés", "Flores: establishments and salaried posts"),
            producer: "INSEE".to_owned(),
            version: file_name(&name),
            licence: "Licence Ouverte 2.0 ? (voir / see insee.fr)".to_owned(),
            file: file_name(&name),
            sha256: report.sha256.clone(),
            vintage: report.years.last().map(i16::to_string),
            rows: report.cells as usize,
        },
        years: report.years.clone(),
        read: report.read,
        rejected: report.rejected,
        on: importing.on,
        synthetic: false,
        nomenclature: "A88".to_owned(),
        scope: with(
            Text::new(
                "postes salariés au 31 décembre, public et privé ; par division (A88), donc sans le détail des métiers de l’industrie",
                "salaried posts on 31 December, public and private; by division (A88), so without the detail of industrial trades",
            ),
            partial,
        ),
    };
    report.replayed = draft.commit(held)?;
    Ok(report)
}
