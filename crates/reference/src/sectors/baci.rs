//! BACI (CEPII): bilateral flows `t,i,j,k,v,q` (year, exporter, importer, HS product on six digits, value in thousands of
//! dollars, quantity in tonnes), tens of millions of rows, reduced while they are read to what the methods of
//! vulnerability need: by product and supplier, what goes to the world, to the Union, to France.

use super::Importing;
use super::input::Input;
use super::reading::{Reading, Taken, again};
use super::records::{Records, figure};
use super::report::{Causes, Refusals, SectorReport};
use super::shelf::{Draft, Held, Kind, damaged};
use super::trade::Exports;
use super::urssaf::{file_name, nothing_kept};
use diagnose::Table;
use diagnose::vulnerability::{ProductTrade, Supplier};
use domain::Text;
use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;

pub const FILE: &str = "flows.csv";

/// France in BACI (the code of Comtrade), and in ISO 3166.
const FRANCE: [u16; 2] = [251, 250];

/// The Union of twenty-seven, without the United Kingdom, the same for every year: numbers of BACI (Comtrade), with the
/// ISO numbers of France and Italy beside. UN M49, general knowledge.
const UNION: [u16; 29] = [
    40, 56, 100, 191, 196, 203, 208, 233, 246, 251, 250, 276, 300, 348, 372, 380, 381, 428, 440, 442, 470, 528, 616, 620, 642, 703, 705,
    724, 752,
];

/// One supplier of one product.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Flow {
    /// Country number of BACI.
    pub supplier: u16,
    /// Thousands of dollars sold to every country, to the members of the Union, to France.
    pub world: f64,
    pub union: f64,
    pub france: f64,
}

/// Who supplies what, for one year.
#[derive(Clone, Debug, Default)]
pub struct Flows {
    pub year: i16,
    /// "HS 2017", as the name of the file tells it.
    pub nomenclature: String,
    /// Made by a program.
    pub synthetic: bool,
    /// Product → suppliers, by country number.
    pub of: BTreeMap<String, Vec<Flow>>,
}

impl Flow {
    /// True for a member of the Union of twenty-seven.
    pub fn in_union(&self) -> bool {
        UNION.contains(&self.supplier)
    }
}

impl Flows {
    /// The suppliers of each product, as the methods of vulnerability take them.
    pub fn trades(&self) -> Vec<ProductTrade> {
        let supplier = |f: &Flow| Supplier { in_union: f.in_union(), to_world: f.world, to_union: f.union, to_france: f.france };
        let trade = |(product, flows): (&String, &Vec<Flow>)| ProductTrade {
            product: product.clone(),
            suppliers: flows.iter().map(supplier).collect(),
        };
        self.of.iter().map(trade).collect()
    }

    /// What each country sells to the world: countries × products.
    pub fn exports(&self) -> Exports {
        let cells = self.of.iter().flat_map(|(product, flows)| flows.iter().map(move |f| (format!("{:03}", f.supplier), product, f.world)));
        Exports { table: Table::gather(cells).table, nomenclature: self.nomenclature.clone(), year: Some(self.year), kind: Kind::Baci }
    }
}

/// `year` chooses the rows, and the file inside a .zip.
pub fn import(path: &Path, year: Option<i16>, importing: &mut Importing) -> Result<SectorReport, Text> {
    let mut input = Input::open(path, &|name| {
        let name = name.to_uppercase();
        name.contains("BACI_") && name.ends_with(".CSV") && year.is_none_or(|y| name.contains(&format!("_Y{y}_")))
    })?;
    let (name, meter) = (input.name.clone(), input.meter());
    let shown = input.member.clone().unwrap_or_else(|| file_name(&name));
    let records = Records::new(&name, &mut input.reader)?;
    let columns = [
        ("l’année", "the year", "t"),
        ("l’exportateur", "the exporter", "i"),
        ("l’importateur", "the importer", "j"),
        ("le produit", "the product", "k"),
        ("la valeur", "the value", "v"),
    ];
    let mut at = [0; 5];
    for (column, (fr, en, heading)) in at.iter_mut().zip(columns) {
        *column = records.require(&Text::new(fr, en), &[heading])?;
    }
    let draft = Draft::begin(importing.dir, Kind::Baci)?;
    let mut refusals = Refusals::begin(&draft)?;
    let mut causes = Causes::default();
    let mut report = SectorReport { file: name.clone(), ..SectorReport::default() };
    // Product on six digits → suppliers; about 5 000 × 100.
    let mut flows: BTreeMap<u32, BTreeMap<u16, Flow>> = BTreeMap::new();
    let (mut only, mut before) = (year, None);
    let mend = Text::new(
        "ligne laissée de côté ; une ligne de BACI s’écrit 2022,251,276,870323,1234.5,10",
        "row left out; a row of BACI reads 2022,251,276,870323,1234.5,10",
    );
    let mut reading = Reading { importing, meter: &meter, refusals: &mut refusals, report: &mut report, uneven: mend.clone() };
    reading.rows(records, &mut |row| {
        let whole = |column: usize, most: f64| figure(row.get(at[column])).filter(|n| n.fract() == 0.0 && (0.0..=most).contains(n));
        let read = [whole(0, 9999.0), whole(1, 999.0), whole(2, 999.0), whole(3, 999_999.0), figure(row.get(at[4])).filter(|v| *v >= 0.0)];
        let [Some(of), Some(from), Some(to), Some(product), Some(value)] = read else {
            let column = read.iter().position(Option::is_none).map_or(0, |bad| at[bad]);
            let found = row.text(column);
            let what = Text::new(format!("« {found} » n’est pas la valeur attendue"), format!("“{found}” is not the expected value"));
            return Err(row.problem(column, what, mend.clone()));
        };
        let of = of as i16;
        if *only.get_or_insert(of) != of {
            let fr = format!("année {of}, autre que {} : non comptée", only.unwrap_or_default());
            causes.add(0, &fr, &format!("year {of}, other than {}: not counted", only.unwrap_or_default()), 1);
            return Ok(Taken::Passed);
        }
        let (from, to) = (from as u16, to as u16);
        // The file is sorted: a flow given again follows itself. Elsewhere it could not be told in bounded memory.
        if before.replace((from, to, product as u32)) == Some((from, to, product as u32)) {
            again(&mut causes, &format!("{from:03} → {to:03}"), &format!("{:06}", product as u32));
        }
        let flow = flows.entry(product as u32).or_default().entry(from).or_insert(Flow { supplier: from, ..Flow::default() });
        flow.world += value;
        if UNION.contains(&to) {
            flow.union += value;
        }
        if FRANCE.contains(&to) {
            flow.france += value;
        }
        Ok(Taken::Kept)
    })?;
    report.sha256 = input.digest()?;
    (report.rejected, report.problems) = refusals.end()?;
    report.corrections = causes.told();
    report.years = only.into_iter().collect();
    importing.end(report.read);
    if report.kept == 0 {
        return Err(nothing_kept(&report));
    }
    report.cells = write(&draft.path(FILE), &flows)?;
    let source = (
        Text::new("BACI : échanges entre pays par produit", "BACI: trade between countries by product"),
        "CEPII",
        "Etalab 2.0 ? (voir / see www.cepii.fr)",
    );
    let held = Held {
        nomenclature: edition(&shown),
        scope: Text::new(
            "milliers de dollars ; l’Union est celle des vingt-sept, sans le Royaume-Uni, quelle que soit l’année ; les produits réexportés par un port d’entrée en cachent l’origine",
            "thousands of dollars; the Union is that of twenty-seven, without the United Kingdom, whatever the year; goods re-exported by a port of entry hide their origin",
        ),
        ..Held::of(Kind::Baci, source, shown.clone(), &report, importing.on)
    };
    report.replayed = draft.commit(held)?;
    Ok(report)
}

/// "BACI_HS17_Y2022_V202401.csv" → "HS 2017".
fn edition(file: &str) -> String {
    let file = file.to_uppercase();
    let digits = file.split_once("_HS").and_then(|(_, rest)| rest.get(..2)).and_then(|d| d.parse::<u16>().ok());
    digits.map_or_else(|| "HS".to_owned(), |d| format!("HS {}", if d > 80 { 1900 + d } else { 2000 + d }))
}

pub fn write(path: &Path, flows: &BTreeMap<u32, BTreeMap<u16, Flow>>) -> Result<u64, Text> {
    let fail = |e: std::io::Error| crate::tables::cannot_write(path, &e);
    let mut out = std::io::BufWriter::new(std::fs::File::create(path).map_err(fail)?);
    out.write_all(b"product,supplier,world,union,france\n").map_err(fail)?;
    let mut written = 0;
    for (product, suppliers) in flows {
        for flow in suppliers.values() {
            writeln!(out, "{product:06},{},{},{},{}", flow.supplier, flow.world, flow.union, flow.france).map_err(fail)?;
            written += 1;
        }
    }
    out.flush().map_err(fail)?;
    Ok(written)
}

/// `held` is the data set that holds the table: BACI, or the invented one.
pub fn read(folder: &Path, held: &Held) -> Result<Flows, Text> {
    let path = folder.join(FILE);
    let fail = |e: &dyn std::fmt::Display| damaged(&path, e);
    let mut reader = csv::Reader::from_path(&path).map_err(|e| fail(&e))?;
    let nomenclature = if held.synthetic { "HS".to_owned() } else { held.nomenclature.clone() };
    let mut flows =
        Flows { year: held.years.last().copied().unwrap_or_default(), nomenclature, synthetic: held.synthetic, of: BTreeMap::new() };
    let mut record = csv::StringRecord::new();
    while reader.read_record(&mut record).map_err(|e| fail(&e))? {
        let field = |column: usize| record.get(column).unwrap_or_default();
        let value = |column: usize| field(column).parse::<f64>().map_err(|e| fail(&e));
        let supplier = field(1).parse().map_err(|e| fail(&e))?;
        let flow = Flow { supplier, world: value(2)?, union: value(3)?, france: value(4)? };
        match flows.of.get_mut(field(0)) {
            Some(suppliers) => suppliers.push(flow),
            None => {
                flows.of.insert(field(0).to_owned(), vec![flow]);
            }
        }
    }
    Ok(flows)
}
