//! One intercommunality of the Urssaf extract of one zone, studied by hand by the external route, relatedness learned on
//! world trade: `cargo run -p reference --example external_route -- REFERENCE URSSAF.csv.gz EXPORTS.csv.gz SIREN_EPCI FOLDER`.
//! FOLDER receives what is imported. Quotients are against the communes of the file, not against France.

use diagnose::territory::TerritoryDiagnosis;
use diagnose::{LearnOptions, Learned, TerritoryOptions, Trade, territory};
use domain::{Lang, Source, Text};
use reference::Reference;
use reference::sectors::{self, Importing, Progress, TradeOptions};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::time::Instant;

fn main() -> Result<(), Text> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [reference, urssaf, exports, epci, folder] = &arguments[..] else {
        return Err(Text::same("REFERENCE URSSAF EXPORTS SIREN_EPCI FOLDER"));
    };
    let reference = Reference::open(Path::new(reference))?;
    let on = domain::Date::constant(2026, 11, 23);
    let mut quiet = |_: &Progress| {};
    let folder = Path::new(folder);
    let mut importing = Importing::new(folder, &reference, on, &mut quiet);
    sectors::import_urssaf(Path::new(urssaf), &mut importing)?;
    let sitc = TradeOptions { nomenclature: Some("SITC rev. 2".to_owned()), year: Some(1999), ..TradeOptions::default() };
    sectors::import_trade(Path::new(exports), &sitc, &mut importing)?;
    let real = sectors::open(folder)?.ok_or(none())?;
    let national = real.national.as_ref().ok_or(none())?;
    let zones = reference.learning_zones();
    let labels: BTreeMap<String, Text> =
        national.jobs.activities.iter().filter_map(|id| Some((id.clone(), Text::same(reference.naf_label(id)?)))).collect();
    let communes: BTreeSet<String> = reference.epci(epci).ok_or(none())?.members.iter().cloned().collect();
    let options = TerritoryOptions { labels: Some(&labels), shown: 15, ..TerritoryOptions::on(on) };

    let (table, bridge) = (real.exports.as_ref().ok_or(none())?, real.bridge().ok_or(none())?);
    let trade = Trade {
        exports: &table.table,
        bridge: &bridge,
        year: table.year,
        name: Text::same("226 pays × 785 produits CTCI rév. 2, moyenne 1998-2000"),
        source: Source::default(),
        synthetic: false,
    };
    let external = Learned::from_trade(&trade, national, &zones, LearnOptions::default());
    println!("{} activities reached by the bridge", external.activities.len());
    let began = Instant::now();
    let told = territory::diagnose(national, &external, &communes, Text::same(epci), &options);
    println!("{:.2} ms", began.elapsed().as_secs_f64() * 1e3);
    tell(&told);
    Ok(())
}

fn none() -> Text {
    Text::same("missing")
}

fn tell(told: &TerritoryDiagnosis) {
    println!("\n=== {} · {} jobs, {} communes", told.basis.matrix.get(Lang::Fr), told.jobs, told.communes);
    println!("gap {:?}, without complexity {:?}", told.basis.eigen_gap, told.basis.without_complexity.as_ref().map(|t| t.get(Lang::Fr)));
    println!(
        "{} strengths, {} ranked; Krugman {:?}, mean PCI {:?} over {}",
        told.strengths_found, told.prospects_ranked, told.profile.krugman, told.profile.complexity, told.profile.complexity_known
    );
    for s in &told.strengths {
        println!("{:2} {} {} | LQ {:.1} | {}", s.rank, s.activity, s.label.get(Lang::Fr), s.quotient, s.why.get(Lang::Fr));
    }
    for p in &told.prospects {
        let pci = p.complexity.map_or("?".to_owned(), |pci| format!("{pci:.2}"));
        println!(
            "{:2} {} {} | z {:.2} ω {:.3} PCI {pci} {:?} | {}",
            p.rank,
            p.activity,
            p.label.get(Lang::Fr),
            p.relatedness,
            p.density,
            p.quadrant,
            p.why.get(Lang::Fr)
        );
    }
    for text in told.missing.iter().chain(&told.limits) {
        println!("· {}", text.get(Lang::Fr));
    }
}
