//! World trade as a long table: country (or place), product, value. Column names `l,p,v`, or country/product/value and
//! their usual names; plain, .gz or .zip.

use super::Importing;
use super::input::Input;
use super::reading::{Reading, Taken};
use super::records::{Records, figure};
use super::report::{Causes, Refusals, SectorReport};
use super::shelf::{Draft, Held, Kind, damaged};
use super::urssaf::{file_name, nothing_kept};
use crate::tables::{self, Provenance};
use diagnose::Table;
use domain::Text;
use std::collections::{BTreeMap, HashMap};
use std::path::Path;

pub const FILE: &str = "exports.csv";

const COUNTRY: [&str; 9] = ["l", "country", "location", "exporter", "pays", "location code", "country code", "exporter code", "country id"];
const PRODUCT: [&str; 10] = [
    "p",
    "product",
    "produit",
    "hs product code",
    "product code",
    "sitc product code",
    "commodity code",
    "hs code",
    "product id",
    "activity",
];
const VALUE: [&str; 7] = ["v", "value", "valeur", "export value", "exports", "trade value", "export val"];

/// What the person knows of the file, and the file does not say.
#[derive(Clone, Debug, Default)]
pub struct TradeOptions {
    /// "SITC rev. 2", "HS 1992"…: told from the codes when absent.
    pub nomenclature: Option<String>,
    pub year: Option<i16>,
    /// Who produces the data.
    pub producer: Option<String>,
}

/// World exports: countries × products, with the nomenclature of the products.
#[derive(Clone, Debug)]
pub struct Exports {
    pub table: Table,
    pub nomenclature: String,
    pub year: Option<i16>,
}

pub fn import(path: &Path, options: &TradeOptions, importing: &mut Importing) -> Result<SectorReport, Text> {
    let mut input = Input::open(path, &|name| name.to_lowercase().ends_with(".csv"))?;
    let (name, meter) = (input.name.clone(), input.meter());
    let records = Records::new(&name, &mut input.reader)?;
    let country = records.require(&Text::new("le pays", "the country"), &COUNTRY)?;
    let product = records.require(&Text::new("le produit", "the product"), &PRODUCT)?;
    let value = records.require(&Text::new("la valeur", "the value"), &VALUE)?;
    let draft = Draft::begin(importing.dir, Kind::Trade)?;
    let mut refusals = Refusals::begin(&draft)?;
    let mut report = SectorReport { file: name.clone(), ..SectorReport::default() };
    let mut causes = Causes::default();
    let mut sums: HashMap<(Box<str>, Box<str>), f64> = HashMap::new();
    let check = Text::new("vérifiez le séparateur et les guillemets de cette ligne", "check the separator and the quotes of this row");
    let mut reading = Reading { importing, meter: &meter, refusals: &mut refusals, report: &mut report, uneven: check };
    reading.rows(records, &mut |row| {
        let codes = [country, product].map(|column| row.text(column));
        if let Some(column) = [country, product].into_iter().find(|column| row.get(*column).is_empty()) {
            let mend = Text::new("donnez le code, ou retirez la ligne", "give the code, or remove the row");
            return Err(row.problem(column, Text::new("code absent", "no code"), mend));
        }
        let Some(amount) = figure(row.get(value)).filter(|amount| *amount >= 0.0) else {
            let found = row.text(value);
            let what = Text::new(format!("« {found} » n’est pas un montant positif"), format!("“{found}” is not a positive amount"));
            let mend = Text::new("laissée de côté : la valeur reste inconnue", "left out: the value stays unknown");
            return Err(row.problem(value, what, mend));
        };
        let [country, product] = codes;
        let key = (country.into_boxed_str(), product.into_boxed_str());
        match sums.get_mut(&key) {
            Some(sum) => {
                *sum += amount;
                let fr = format!("{} × {} est donné plusieurs fois : les lignes sont additionnées", key.0, key.1);
                causes.add(1, &fr, &format!("{} × {} is given several times: the rows are summed", key.0, key.1), 1);
            }
            None => {
                sums.insert(key, amount);
            }
        }
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
    let sums: BTreeMap<_, _> = sums.into_iter().collect();
    let nomenclature = options.nomenclature.clone().unwrap_or_else(|| guess(sums.keys().map(|key| &*key.1)));
    report.cells = write(&draft.path(FILE), sums.iter().map(|((c, p), v)| (&**c, &**p, *v)))?;
    let held = Held {
        kind: Kind::Trade,
        folder: String::new(),
        provenance: Provenance {
            dataset: Text::new("Exportations mondiales par pays et produit", "World exports by country and product"),
            producer: options.producer.clone().unwrap_or_else(|| "?".to_owned()),
            version: file_name(&name),
            licence: "?".to_owned(),
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
        nomenclature,
        scope: Text::new(
            "exportations seulement : ne dit rien de la dépendance aux importations",
            "exports only: tells nothing of the dependence on imports",
        ),
    };
    report.replayed = draft.commit(held)?;
    Ok(report)
}

/// Rows sorted by country then product. Cells written.
pub fn write<'a>(path: &Path, cells: impl Iterator<Item = (&'a str, &'a str, f64)>) -> Result<u64, Text> {
    let fail = |e: csv::Error| tables::cannot_write(path, &e);
    let mut writer = csv::Writer::from_path(path).map_err(fail)?;
    writer.write_record(["country", "product", "value"]).map_err(fail)?;
    let mut written = 0;
    for (country, product, value) in cells {
        writer.write_record([country, product, &value.to_string()]).map_err(fail)?;
        written += 1;
    }
    writer.flush().map_err(|e| tables::cannot_write(path, &e))?;
    Ok(written)
}

pub fn read(folder: &Path, held: &Held) -> Result<Exports, Text> {
    let path = folder.join(FILE);
    let fail = |e: &dyn std::fmt::Display| damaged(&path, e);
    let mut reader = csv::Reader::from_path(&path).map_err(|e| fail(&e))?;
    let mut cells = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|e| fail(&e))?;
        let value: f64 = record.get(2).unwrap_or_default().parse().map_err(|e| fail(&e))?;
        cells.push((record.get(0).unwrap_or_default().to_owned(), record.get(1).unwrap_or_default().to_owned(), value));
    }
    let table = Table::gather(cells).table;
    Ok(Exports { table, nomenclature: held.nomenclature.clone(), year: held.years.last().copied() })
}

/// Only what the length of the codes allows to say, with its doubt.
fn guess<'a>(products: impl Iterator<Item = &'a str>) -> String {
    let mut lengths: BTreeMap<usize, usize> = BTreeMap::new();
    for product in products.filter(|p| p.bytes().all(|b| b.is_ascii_digit())) {
        *lengths.entry(product.len()).or_default() += 1;
    }
    match lengths.into_iter().max_by_key(|(_, count)| *count) {
        Some((6, _)) => "HS".to_owned(),
        // Four digits may be HS headings or SITC groups: the person must say.
        _ => "?".to_owned(),
    }
}
