//! `rebond generate sectors`, then `rebond sectors diagnose`: the study of a territory into files, without a server.

use crate::downloads::{reference, said};
use crate::running::rebond;
use std::path::Path;
use std::process::Output;

fn diagnose(data: &Path, out: &Path, arguments: &[&str]) -> Output {
    let mut command = rebond();
    command.args(["sectors", "diagnose"]).args(arguments).arg("--out").arg(out).arg("--data").arg(data);
    command.output().expect("the program runs")
}

#[test]
fn a_newcomer_invents_data_and_takes_the_study_of_a_territory_away() {
    let (folder, data) = reference();
    let out = folder.path().join("studies");
    let without = diagnose(&data, &out, &["71076,71154"]);
    assert!(!without.status.success() && said(&without).contains("rebond import urssaf"), "{}", said(&without));

    let made = rebond().args(["generate", "sectors", "--seed", "3", "--data"]).arg(&data).output().expect("the program runs");
    assert!(made.status.success(), "{}", said(&made));
    let done = diagnose(&data, &out, &["71076,71154", "--lang", "en", "--weights", "need=0,proximity=3"]);
    assert!(done.status.success() && said(&done).contains("Synthetic data"), "{}", said(&done));
    let mut files: Vec<_> = std::fs::read_dir(&out).expect("the folder").map(|entry| entry.expect("an entry").path()).collect();
    files.sort();
    let endings: Vec<&str> = files.iter().filter_map(|file| file.extension()?.to_str()).collect();
    assert_eq!(endings, ["json", "pdf", "xlsx"], "whole files, and nothing beside them");
    let read = |at: usize| std::fs::read(&files[at]).expect("a file");
    assert!(read(1).starts_with(b"%PDF-1.7") && read(2).starts_with(b"PK\x03\x04"));
    let study: serde_json::Value = serde_json::from_slice(&read(0)).expect("JSON");
    assert_eq!((study["communes"].as_u64(), study["weights"]["proximity"].as_f64()), (Some(2), Some(3.0)));
    let basis = &study["basis"];
    assert_eq!((basis["synthetic"].as_bool(), basis["convention"].as_str()), (Some(true), Some("atlas")));
    assert!(basis["matrix"]["en"].as_str().is_some_and(|matrix| matrix.contains("synthetic")) && basis["on"].is_string(), "{basis}");

    let other = folder.path().join("datawheel");
    let done = diagnose(&data, &other, &["71076,71154", "--convention", "datawheel", "--format", "json"]);
    assert!(done.status.success(), "{}", said(&done));
    let file = std::fs::read_dir(&other).expect("the folder").next().expect("a file").expect("an entry").path();
    let followed: serde_json::Value = serde_json::from_slice(&std::fs::read(file).expect("a file")).expect("JSON");
    assert_eq!(followed["basis"]["convention"].as_str(), Some("datawheel"), "the answer carries it");
    let nobody = diagnose(&data, &other, &["71076,71154", "--convention", "harvard"]);
    assert!(!nobody.status.success() && said(&nobody).contains("atlas, datawheel, r"), "{}", said(&nobody));

    let unknown = diagnose(&data, &out, &["Atlantide"]);
    assert!(!unknown.status.success() && said(&unknown).contains("unknown territory"), "{}", said(&unknown));
    let untaught = diagnose(&data, &out, &["71076,71154", "--route", "external"]);
    assert!(!untaught.status.success() && said(&untaught).contains("no world trade is imported"), "{}", said(&untaught));
}
