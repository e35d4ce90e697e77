//! Times and memory of the imports of sector data, on real files or on invented ones of their size.
//!
//! `cargo run --release -p reference --example sector_times -- make ROWS FILE REFERENCE`: a file of the shape of Sirene's
//! StockEtablissement, invented from a seed. `… -- sirene FILE REFERENCE OUT [THREADS]` (with `LIST=1`, the employers too),
//! `… -- urssaf FILE REFERENCE OUT`, `… -- baci FILE REFERENCE OUT`, `… -- trade FILE REFERENCE OUT`: the import.
//! `… -- invent REFERENCE OUT`: the invented matrix. `… -- open OUT`: reading what is held.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};
use reference::Reference;
use reference::sectors::{self, Importing, Progress, SectorReport, SireneOptions, TradeOptions};
use std::io::Write;
use std::path::Path;
use std::time::Instant;

/// The columns of the file of March 2024 and after (3.11), in their order.
const HEADING: &str = "siren,nic,siret,statutDiffusionEtablissement,dateCreationEtablissement,trancheEffectifsEtablissement,anneeEffectifsEtablissement,activitePrincipaleRegistreMetiersEtablissement,dateDernierTraitementEtablissement,etablissementSiege,nombrePeriodesEtablissement,complementAdresseEtablissement,numeroVoieEtablissement,indiceRepetitionEtablissement,dernierNumeroVoieEtablissement,indiceRepetitionDernierNumeroVoieEtablissement,typeVoieEtablissement,libelleVoieEtablissement,codePostalEtablissement,libelleCommuneEtablissement,libelleCommuneEtrangerEtablissement,distributionSpecialeEtablissement,codeCommuneEtablissement,codeCedexEtablissement,libelleCedexEtablissement,codePaysEtrangerEtablissement,libellePaysEtrangerEtablissement,identifiantAdresseEtablissement,coordonneeLambertAbscisseEtablissement,coordonneeLambertOrdonneeEtablissement,complementAdresse2Etablissement,numeroVoie2Etablissement,indiceRepetition2Etablissement,typeVoie2Etablissement,libelleVoie2Etablissement,codePostal2Etablissement,libelleCommune2Etablissement,libelleCommuneEtranger2Etablissement,distributionSpeciale2Etablissement,codeCommune2Etablissement,codeCedex2Etablissement,libelleCedex2Etablissement,codePaysEtranger2Etablissement,libellePaysEtranger2Etablissement,dateDebut,etatAdministratifEtablissement,enseigne1Etablissement,enseigne2Etablissement,enseigne3Etablissement,denominationUsuelleEtablissement,activitePrincipaleEtablissement,nomenclatureActivitePrincipaleEtablissement,caractereEmployeurEtablissement";

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let path = |at: usize| Path::new(arguments.get(at).map_or("", String::as_str));
    let threads = || arguments.get(4).map_or(2, |n| n.parse().expect("a number of threads"));
    match arguments.first().map_or("", String::as_str) {
        "make" => make(arguments[1].parse().expect("a number of rows"), path(2), path(3)),
        "open" => open(path(1)),
        "invent" => timed(path(1), path(2), |importing| sectors::generate(1, true, importing)),
        "urssaf" => timed(path(2), path(3), |importing| sectors::import_urssaf(path(1), importing)),
        "baci" => timed(path(2), path(3), |importing| sectors::import_baci(path(1), None, importing)),
        "trade" => timed(path(2), path(3), |importing| sectors::import_trade(path(1), &sitc(), importing)),
        "sirene" => {
            let options = SireneOptions { threads: threads(), establishments: std::env::var_os("LIST").is_some(), units: None };
            timed(path(2), path(3), |importing| sectors::import_sirene(path(1), &options, importing));
        }
        _ => eprintln!("make | sirene | urssaf | baci | trade | invent | open"),
    }
}

/// The exports of the project's own measures.
fn sitc() -> TradeOptions {
    TradeOptions { nomenclature: Some("SITC rev. 2".into()), year: Some(1999), producer: None }
}

/// Greatest resident memory of this program, as Linux tells it.
fn peak() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    status.lines().find(|line| line.starts_with("VmHWM")).unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ")
}

fn timed(data: &Path, out: &Path, import: impl FnOnce(&mut Importing) -> Result<SectorReport, domain::Text>) {
    let reference = Reference::open(data).unwrap_or_else(|e| panic!("{}", e.en));
    let begun = Instant::now();
    let mut progress = |p: &Progress| eprintln!("{}", p.told().en);
    let mut importing = Importing::new(out, &reference, jiff::civil::date(2026, 11, 23), &mut progress);
    let report = import(&mut importing).unwrap_or_else(|e| panic!("{}", e.en));
    for text in report.corrections.iter().chain(report.problems.iter().map(|p| &p.what)).take(20) {
        println!("· {}", text.en);
    }
    let SectorReport { read, kept, rejected, cells, .. } = report;
    println!("{:.2} s, {read} rows, {kept} kept, {rejected} refused, {cells} cells, {}", begun.elapsed().as_secs_f64(), peak());
}

fn open(out: &Path) {
    let begun = Instant::now();
    let held = sectors::open(out).unwrap_or_else(|e| panic!("{}", e.en)).expect("something is held");
    println!("{:.3} s to open, {}", begun.elapsed().as_secs_f64(), peak());
    let mut national = held.national.as_ref();
    while let Some(year) = national {
        let (jobs, establishments) = (year.jobs.total(), year.establishments.total());
        let industry: f64 = year
            .jobs
            .activities
            .iter()
            .zip(year.jobs.activity_totals())
            .filter(|(a, _)| ("05".."40").contains(&&a[..2]))
            .map(|(_, n)| n)
            .sum();
        let (places, cells) = (year.jobs.places.len(), year.establishments.value.len());
        println!(
            "{}: {places} places, {cells} cells, {jobs} jobs of which {industry} in divisions 05 to 39, {establishments} establishments, {} withheld",
            year.year,
            year.withheld.len()
        );
        national = year.earlier.as_deref();
    }
}

fn make(rows: u64, file: &Path, data: &Path) {
    let reference = Reference::open(data).unwrap_or_else(|e| panic!("{}", e.en));
    let communes: Vec<(&str, &str)> = reference.communes().iter().map(|c| (c.code.as_str(), c.name.as_str())).collect();
    let mut people: Vec<u64> = Vec::new();
    for commune in reference.communes() {
        people.push(people.last().unwrap_or(&0) + u64::from(commune.population.unwrap_or(0)) + 20);
    }
    let activities: Vec<&str> = reference.naf_codes().filter(|code| code.len() == 6).collect();
    let bands = ["NN", "NN", "NN", "NN", "NN", "", "", "00", "01", "01", "02", "03", "11", "12", "21", "32"];
    let mut chance = ChaCha8Rng::seed_from_u64(40);
    let mut out = std::io::BufWriter::with_capacity(1 << 20, std::fs::File::create(file).expect("file"));
    writeln!(out, "{HEADING}").expect("disk");
    for row in 0..rows {
        let draw = chance.next_u64();
        let pick = |of: usize, shift: u32| ((draw >> shift) as usize) % of;
        let at = people.partition_point(|sum| *sum <= chance.next_u64() % people.last().copied().unwrap_or(1));
        let (code, name) = communes[at.min(communes.len() - 1)];
        let rank = ((chance.next_u32() as f64 / 4_294_967_296.0).powi(2) * activities.len() as f64) as usize;
        let (naf, band) = (activities[rank], bands[pick(bands.len(), 3)]);
        // Four in ten are active, one in sixteen has a quoted comma, as in the register.
        let state = if pick(10, 9) < 4 { "A" } else { "F" };
        let street = if pick(16, 13) == 0 { "\"DU GENERAL DE GAULLE, BATIMENT B\"" } else { "DE LA REPUBLIQUE" };
        let (siren, number) = (100_000_000 + row % 800_000_000, pick(200, 17));
        writeln!(
            out,
            "{siren},00017,{siren}00017,O,2008-01-01,{band},,,2023-11-30T14:12:49,true,3,,{number},,,,RUE,{street},{code},{name},,,{code},,,,,{code}_1234_00012,845123.45,6621987.12,,,,,,,,,,,,,,,2015-06-01,{state},{},,,,{naf},NAFRev2,{}",
            if pick(5, 21) == 0 { "AU BON COIN" } else { "" },
            if band > "00" && band < "NN" { "O" } else { "N" },
        )
        .expect("disk");
    }
    out.flush().expect("disk");
}
