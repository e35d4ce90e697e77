//! Studies an intercommunality inside one zone, from the public Urssaf table (commune × APE) and a table of world exports:
//! `cargo run -p diagnose --release --example urssaf_zone -- URSSAF.csv.gz SIREN_EPCI NAF.csv [EXPORTS.csv.gz]`. The base is
//! the file itself: figures are against the zone, not against France. Without exports, relatedness is learned on communes.

use diagnose::{LearnOptions, Learned, National, Table, TerritoryOptions, Zones};
use domain::{Lang, Mark, Source, Text};
use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::io::Read;

fn open(path: &str) -> Result<csv::Reader<Box<dyn Read>>, Box<dyn Error>> {
    let file = std::fs::File::open(path)?;
    let reader: Box<dyn Read> = if path.ends_with(".gz") { Box::new(flate2::read::GzDecoder::new(file)) } else { Box::new(file) };
    Ok(csv::ReaderBuilder::new().delimiter(if path.contains("urssaf") { b';' } else { b',' }).from_reader(reader))
}

fn year_of(rows: &[csv::StringRecord], header: &csv::StringRecord, year: i16) -> Result<National, Box<dyn Error>> {
    let column = |name: &str| header.iter().position(|h| h == name).ok_or_else(|| format!("{name}: no such column"));
    let (commune, ape) = (column("Code commune")?, column("Code APE")?);
    let (plants, jobs) = (column(&format!("Nombre d'établissements {year}"))?, column(&format!("Effectifs salariés {year}"))?);
    let naf = |code: &str| if code.len() == 5 { format!("{}.{}", &code[..2], &code[2..]) } else { code.to_owned() };
    let cells = |at: usize| rows.iter().filter_map(move |r| Some((r[commune].to_owned(), naf(&r[ape]), r[at].parse::<f64>().ok()?)));
    Ok(National {
        year,
        jobs: Table::gather(cells(jobs)).table,
        establishments: Table::gather(cells(plants)).table,
        withheld: Vec::new(),
        synthetic: false,
        source: Source::new("Urssaf, établissements et effectifs par commune et APE, une zone d’emploi", Mark::Verified),
        scope: Text::new("Secteur privé, régime général, hors agriculture.", "Private sector, general scheme, no farming."),
        sizes: Vec::new(),
        earlier: None,
    })
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [urssaf, epci, naf, ..] = &arguments[..] else { return Err("URSSAF.csv.gz SIREN_EPCI NAF.csv".into()) };
    let mut reader = open(urssaf)?;
    let header = reader.headers()?.clone();
    let rows = reader.records().collect::<Result<Vec<_>, _>>()?;
    let mut national = year_of(&rows, &header, 2022)?;
    national.earlier = Some(Box::new(year_of(&rows, &header, 2017)?));
    let at = |name: &str| header.iter().position(|h| h == name).ok_or("no such column");
    let (commune, siren) = (at("Code commune")?, at("Code EPCI")?);
    let communes: BTreeSet<String> = rows.iter().filter(|r| r[siren] == **epci).map(|r| r[commune].to_owned()).collect();
    let mut labels: BTreeMap<String, Text> = BTreeMap::new();
    for row in open(naf)?.records() {
        let row = row?;
        labels.insert(row[4].to_owned(), Text::same(&row[5]));
    }
    let ids: Vec<String> = national.jobs.places.clone();
    let of_commune = ids.iter().cloned().zip(0..).collect();
    let zones = Zones { names: ids.iter().map(Text::same).collect(), ids, of_commune, ..Zones::default() };
    let learned = Learned::learn(&national, &zones, LearnOptions::default());
    let options = TerritoryOptions { labels: Some(&labels), shown: 15, ..TerritoryOptions::on(domain::Date::constant(2020, 7, 20)) };
    let began = std::time::Instant::now();
    let told = diagnose::territory::diagnose(&national, &learned, &communes, Text::same(epci), &options);
    println!("{} communes, {} jobs, {:.1} ms", told.communes, told.jobs, began.elapsed().as_secs_f64() * 1e3);
    println!("{:?}", told.basis);
    println!("{:?}\n", told.profile);
    for s in &told.strengths {
        println!("{:2} {} {} | {:?} | {}", s.rank, s.activity, s.label.get(Lang::Fr), s.hangs, s.why.get(Lang::Fr));
    }
    println!();
    for p in &told.prospects {
        println!(
            "{:2} {} {} | z {:.2} ω {:.3} PCI {:?} {:?} robust {:.2} | {}",
            p.rank,
            p.activity,
            p.label.get(Lang::Fr),
            p.relatedness,
            p.density,
            p.complexity,
            p.quadrant,
            p.robustness,
            p.why.get(Lang::Fr)
        );
    }
    println!("\n{}\n{}", words(&told.missing), words(&told.limits));
    let before = Zones::gather(&zones, &national.earlier.as_ref().ok_or("no earlier year")?.jobs).0;
    if let Some(test) = diagnose::entry::entry(&before, &Zones::gather(&zones, &national.jobs).0, Default::default(), 20.0) {
        println!("{test:?}");
    }
    Ok(())
}

fn words(list: &[Text]) -> String {
    list.iter().map(|t| t.get(Lang::Fr)).collect::<Vec<_>>().join("\n")
}
