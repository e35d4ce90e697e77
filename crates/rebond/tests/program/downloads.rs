//! `rebond import … --download`: each data set that has an official address, from a server that breaks off half-way; and what
//! is said to whoever has no network.

#[path = "../../../reference/tests/it/stub.rs"]
#[allow(dead_code, reason = "the stories of another crate use the rest")]
mod stub;

use crate::running::{rebond, root};
use std::path::{Path, PathBuf};
use std::process::Output;
use stub::{Answer, server};

/// Half of the file first, the rest when it is asked for.
fn half_then_the_rest(times: usize, range: Option<usize>) -> Answer {
    match times {
        1 => Answer::Send { from: 0, until: 150, etag: "\"v1\"" },
        _ => Answer::Send { from: range.unwrap_or(0), until: usize::MAX, etag: "\"v1\"" },
    }
}

/// A reference folder of its own: imports write in it.
pub fn reference() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a folder");
    let data = folder.path().join("reference");
    let packages = root().join("crates/reference/tests/fixtures/packages");
    let loaded = rebond().arg("load").arg("--packages").arg(packages).arg("--data").arg(&data).output().expect("the program runs");
    assert!(loaded.status.success(), "{}", String::from_utf8_lossy(&loaded.stderr));
    (folder, data)
}

fn import(data: &Path, arguments: &[&str]) -> Output {
    rebond().arg("import").args(arguments).arg("--data").arg(data).output().expect("the program runs")
}

pub fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

fn zipped(name: &str, bytes: &[u8]) -> Vec<u8> {
    let mut out = std::io::Cursor::new(Vec::new());
    let mut writer = zip::ZipWriter::new(&mut out);
    let stored = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    writer.start_file(name, stored).expect("zip");
    std::io::Write::write_all(&mut writer, bytes).expect("zip");
    writer.finish().expect("zip");
    out.into_inner()
}

/// (what the command is called, what more it wants, the file of the server, the name it is kept under), in the layouts of the
/// producers, about communes of the small reference.
fn data_sets() -> Vec<(&'static str, &'static [&'static str], Vec<u8>, &'static str)> {
    let urssaf = "Commune;APE;Code commune;Code APE;Nombre d'établissements 2022;Effectifs salariés 2022\n\
        71076 Chalon;2562B x;71076;2562B;3;40\n71154 Crissey;2562B x;71154;2562B;1;5\n";
    let flores = "\"GEO\";\"GEO_OBJECT\";\"ACTIVITY\";\"LEGAL_FORM_WITH_PUBLIC\";\"FLORES_MEASURE\";\"OBS_STATUS\";\"TIME_PERIOD\";\"OBS_VALUE\"\n\
        \"71076\";\"COM\";\"25\";\"1T9X7\";\"UNIT_LOC\";\"A\";\"2024\";\"4\"\n\
        \"71076\";\"COM\";\"25\";\"1T9X7\";\"EMPL3112\";\"A\";\"2024\";\"40\"\n";
    let sirene = "siren,nic,siret,statutDiffusionEtablissement,trancheEffectifsEtablissement,libelleCommuneEtablissement,\
        codeCommuneEtablissement,etatAdministratifEtablissement,enseigne1Etablissement,denominationUsuelleEtablissement,\
        activitePrincipaleEtablissement,nomenclatureActivitePrincipaleEtablissement,caractereEmployeurEtablissement\n\
        1,2,00000000000001,O,12,X,71076,A,ATELIER,,25.62B,NAFRev2,O\n";
    let baci = "t,i,j,k,v,q\n2024,156,251,850760,100.5,10\n2024,156,276,850760,50,NA\n2024,276,251,850760,20,1\n2024,842,251,010121,3,\n\
        2024,842,276,010121,3,\n2024,842,380,010121,3,\n2024,842,724,010121,3,\n2024,842,528,010121,3,\n";
    let zones = "CODGEO,LIBGEO,DEP,REG,ZE2020,LIBZE2020\n71076,Chalon-sur-Saône,71,27,9901,Essai de Chalon\n\
        71154,Crissey,71,27,9901,Essai de Chalon\n01053,Bourg-en-Bresse,01,84,0051,Essai de Bourg\n";
    vec![
        ("urssaf", &[], urssaf.into(), "urssaf-commune-ape.csv"),
        ("flores", &[], zipped("DS_FLORES_A88_2024_data.csv", flores.as_bytes()), "DS_FLORES_A88_2024_CSV_FR.zip"),
        ("sirene", &["--establishments"], zipped("StockEtablissement_utf8.csv", sirene.as_bytes()), "StockEtablissement_utf8.zip"),
        ("baci", &["--year", "2024"], zipped("BACI_HS17_Y2024_V202601.csv", baci.as_bytes()), "BACI_HS17_V202601.zip"),
        ("zones", &["--licence", "essai", "--producer", "essai"], zones.into(), "ZE2020_au_01-01-2026.zip"),
    ]
}

#[test]
fn every_data_set_with_an_official_address_is_fetched_resumed_and_taken_in() {
    let (_folder, data) = reference();
    for (command, more, body, name) in data_sets() {
        let size = body.len();
        let (url, asked) = server(body, half_then_the_rest);
        let arguments = [&[command, "--download", "--from", &url], more].concat();
        let done = import(&data, &arguments);
        assert!(done.status.success(), "{command}: {}", said(&done));
        assert_eq!(*asked.lock().expect("log"), [None, Some(150)], "{command} goes on from where it stopped");
        let kept = data.with_file_name("downloads").join(name);
        assert_eq!(std::fs::metadata(&kept).map(|m| m.len() as usize).ok(), Some(size), "{command}: {}", kept.display());
        let digest = said(&done).split("sha256 ").nth(1).and_then(|rest| rest.get(..64)).map(str::to_owned).expect("its digest is told");

        // Again, and with the digest of another file: nothing is asked for, and the digest is held to.
        let again = import(&data, &[&arguments[..], &["--sha256", &digest]].concat());
        assert!(again.status.success() && said(&again).contains("déjà importé"), "{command}: {}", said(&again));
        let other = import(&data, &[&arguments[..], &["--sha256", &"0".repeat(64)]].concat());
        assert!(!other.status.success() && said(&other).contains(&digest), "{command}: {}", said(&other));
        assert_eq!(asked.lock().expect("log").len(), 2, "{command}");
    }
    let held = std::fs::read_to_string(data.join("sectors/manifest.json")).expect("what is held");
    for kind in ["flores", "sirene", "baci", "zones"] {
        assert!(held.contains(&format!("\"{kind}\"")), "{kind}: {held}");
    }
}

#[test]
fn whoever_has_no_network_is_told_which_file_to_fetch_and_where_to_put_it() {
    let (_folder, data) = reference();
    for (command, more, body, name) in data_sets() {
        let (url, _) = server(Vec::new(), |_, _| Answer::Status(404));
        let arguments = [&[command, "--download", "--from", &url], more].concat();
        let refused = import(&data, &arguments);
        let told = said(&refused);
        let place = data.with_file_name("downloads").join(name);
        let run = format!("rebond import {command} --download");
        assert!(!refused.status.success() && told.contains(&url) && told.contains("from another machine"), "{told}");
        assert!(told.contains(&place.display().to_string()) && told.contains(&run), "{told}");
        // What it says works: the file put there by hand is read, and no server is asked.
        std::fs::write(&place, body).expect("put there by hand");
        let done = import(&data, &[&[command, "--download"], more].concat());
        assert!(done.status.success(), "{command}: {}", said(&done));
    }
}
