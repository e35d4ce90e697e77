//! A file of the shape of Sirene's StockEtablissement, invented from a seed, to measure the import on; and the import,
//! with its time and memory.
//!
//! `cargo run --release -p reference --example sirene_shaped -- make ROWS FILE`
//! `cargo run --release -p reference --example sirene_shaped -- read FILE REFERENCE OUT [THREADS]`

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};
use reference::Reference;
use reference::sectors::{self, Importing, Progress, SireneOptions};
use std::io::Write;
use std::path::Path;
use std::time::Instant;

/// The columns of the file of March 2024 and after (3.11), in their order.
const HEADING: &str = "siren,nic,siret,statutDiffusionEtablissement,dateCreationEtablissement,trancheEffectifsEtablissement,anneeEffectifsEtablissement,activitePrincipaleRegistreMetiersEtablissement,dateDernierTraitementEtablissement,etablissementSiege,nombrePeriodesEtablissement,complementAdresseEtablissement,numeroVoieEtablissement,indiceRepetitionEtablissement,dernierNumeroVoieEtablissement,indiceRepetitionDernierNumeroVoieEtablissement,typeVoieEtablissement,libelleVoieEtablissement,codePostalEtablissement,libelleCommuneEtablissement,libelleCommuneEtrangerEtablissement,distributionSpecialeEtablissement,codeCommuneEtablissement,codeCedexEtablissement,libelleCedexEtablissement,codePaysEtrangerEtablissement,libellePaysEtrangerEtablissement,identifiantAdresseEtablissement,coordonneeLambertAbscisseEtablissement,coordonneeLambertOrdonneeEtablissement,complementAdresse2Etablissement,numeroVoie2Etablissement,indiceRepetition2Etablissement,typeVoie2Etablissement,libelleVoie2Etablissement,codePostal2Etablissement,libelleCommune2Etablissement,libelleCommuneEtranger2Etablissement,distributionSpeciale2Etablissement,codeCommune2Etablissement,codeCedex2Etablissement,libelleCedex2Etablissement,codePaysEtranger2Etablissement,libellePaysEtranger2Etablissement,dateDebut,etatAdministratifEtablissement,enseigne1Etablissement,enseigne2Etablissement,enseigne3Etablissement,denominationUsuelleEtablissement,activitePrincipaleEtablissement,nomenclatureActivitePrincipaleEtablissement,caractereEmployeurEtablissement";

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["make", rows, file, data] => make(rows.parse().expect("a number of rows"), Path::new(file), Path::new(data)),
        ["read", file, data, out] => read(Path::new(file), Path::new(data), Path::new(out), 2),
        ["read", file, data, out, threads] => read(Path::new(file), Path::new(data), Path::new(out), threads.parse().expect("a number")),
        _ => eprintln!("make ROWS FILE REFERENCE | read FILE REFERENCE OUT [THREADS]"),
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

fn read(file: &Path, data: &Path, out: &Path, threads: usize) {
    let reference = Reference::open(data).unwrap_or_else(|e| panic!("{}", e.en));
    let begun = Instant::now();
    let mut progress = |p: &Progress| eprintln!("{}", p.told().en);
    let mut importing = Importing::new(out, &reference, jiff::civil::date(2026, 11, 23), &mut progress);
    let options = SireneOptions { threads, establishments: std::env::var_os("LIST").is_some() };
    let report = sectors::import_sirene(file, options, &mut importing).unwrap_or_else(|e| panic!("{}", e.en));
    let peak = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = peak.lines().find(|l| l.starts_with("VmHWM")).unwrap_or_default().to_owned();
    println!(
        "{:.2} s, {} rows, {} kept, {} refused, {} cells, {peak}",
        begun.elapsed().as_secs_f64(),
        report.read,
        report.kept,
        report.rejected,
        report.cells
    );
}
