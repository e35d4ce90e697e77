//! World trade as a long table: country (or place), product, value. Column names `l,p,v`, or country/product/value and
//! their usual names; plain, .gz or .zip.

use super::Importing;
use super::bridges::Nomenclature;
use super::reading::{Described, Heading, Taken, again, code, gather};
use super::records::figure;
use super::report::SectorReport;
use super::shelf::{Held, Kind, damaged};
use crate::tables;
use diagnose::Table;
use domain::Text;
use std::collections::hash_map::Entry;
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
    /// "SITC rev. 2", "HS 1992"…: told from the codes when absent, refused when they do not tell.
    pub nomenclature: Option<String>,
    /// Of the exports: a matrix without a date is refused.
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
    /// The data set that they come from: exports imported as such, or BACI.
    pub kind: Kind,
}

pub fn import(path: &Path, options: &TradeOptions, importing: &mut Importing) -> Result<SectorReport, Text> {
    let mut sums: HashMap<(Box<str>, Box<str>), f64> = HashMap::new();
    let columns = |_: &str, heading: &Heading, _: &Importing| -> Result<[usize; 3], Text> {
        let found = [
            heading.require(&Text::new("le pays", "the country"), &COUNTRY)?,
            heading.require(&Text::new("le produit", "the product"), &PRODUCT)?,
            heading.require(&Text::new("la valeur", "the value"), &VALUE)?,
        ];
        match options.year {
            Some(_) => Ok(found),
            None => Err(Text::new(
                format!("{} : de quelle année sont ces exportations ? Ajoutez --year ANNÉE", path.display()),
                format!("{}: of which year are these exports? Add --year YEAR", path.display()),
            )),
        }
    };
    let gathered = gather(path, Kind::Trade, importing, columns, |[country, product, value], row, causes| {
        let country = code(row, *country, ("code absent", "no code"))?;
        let product = code(row, *product, ("code absent", "no code"))?;
        let Some(amount) = figure(row.get(*value)).filter(|amount| *amount >= 0.0) else {
            let found = row.text(*value);
            let what = Text::new(format!("« {found} » n’est pas un montant positif"), format!("“{found}” is not a positive amount"));
            let mend = Text::new("laissée de côté : la valeur reste inconnue", "left out: the value stays unknown");
            return Err(row.problem(*value, what, mend));
        };
        match sums.entry((country.into_boxed_str(), product.into_boxed_str())) {
            Entry::Occupied(mut sum) => {
                *sum.get_mut() += amount;
                again(causes, &sum.key().0, &sum.key().1);
            }
            Entry::Vacant(none) => {
                none.insert(amount);
            }
        }
        Ok(Taken::Kept)
    })?;
    let sums: BTreeMap<_, _> = sums.into_iter().collect();
    let nomenclature = options.nomenclature.clone().or_else(|| guess(sums.keys().map(|key| &*key.1)));
    let nomenclature = nomenclature.filter(|name| Nomenclature::of(name).is_some()).ok_or_else(|| {
        Text::new(
            format!("{} : dans quelle nomenclature sont les produits ? Leurs codes ne le disent pas ; ajoutez --nomenclature « SITC rev. 2 » ou « HS 2017 »", path.display()),
            format!("{}: in which nomenclature are the products? Their codes do not tell; add --nomenclature “SITC rev. 2” or “HS 2017”", path.display()),
        )
    })?;
    let cells = write(&gathered.draft.path(FILE), sums.iter().map(|((c, p), v)| (&**c, &**p, *v)))?;
    let described = Described {
        dataset: Text::new("Exportations mondiales par pays et produit", "World exports by country and product"),
        producer: options.producer.clone(),
        licence: None,
        year: options.year,
        nomenclature,
        scope: Text::new(
            "exportations seulement : ne dit rien de la dépendance aux importations",
            "exports only: tells nothing of the dependence on imports",
        ),
    };
    gathered.hold(Kind::Trade, cells, described, importing)
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
    Ok(Exports { table, nomenclature: held.nomenclature.clone(), year: held.years.last().copied(), kind: Kind::Trade })
}

/// Only what the length of the codes allows to say: four digits may be HS headings or SITC groups.
fn guess<'a>(products: impl Iterator<Item = &'a str>) -> Option<String> {
    let mut lengths: BTreeMap<usize, usize> = BTreeMap::new();
    for product in products.filter(|p| p.bytes().all(|b| b.is_ascii_digit())) {
        *lengths.entry(product.len()).or_default() += 1;
    }
    lengths.into_iter().max_by_key(|(_, count)| *count).filter(|(length, _)| *length == 6).map(|_| "HS".to_owned())
}
