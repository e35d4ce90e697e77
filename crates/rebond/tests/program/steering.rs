//! `rebond steer`: a portfolio in, a proposal and its decisions out, or the mistake named.

use crate::running::{rebond, root};
use serde_json::Value;
use std::fs;

#[test]
fn a_portfolio_becomes_a_proposal_with_its_bound_and_who_moves_under_other_priorities() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let (jobs, out) = (folder.path().join("emploi.json"), folder.path().join("out"));
    fs::write(&jobs, r#"{"name":"emploi","weights":{"carbone":0}}"#).expect("a scenario");
    let mut command = rebond();
    command.arg("steer").arg(root().join("crates/steer/tests/data/invented.json")).arg("--against").arg(&jobs);
    let output = command.args(["--iterations", "2000"]).arg("--out").arg(&out).output().expect("the program starts");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let answer: Value = serde_json::from_str(&fs::read_to_string(out.join("proposition.json")).expect("a proposal")).expect("JSON");
    let figure = |key: &str| answer["proposal"][key].as_i64().expect("an integer");
    assert!(figure("greedy") <= figure("value") && figure("value") <= figure("bound"), "{answer}");
    let table = fs::read_to_string(out.join("decisions.csv")).expect("decisions");
    assert_eq!(table.lines().count(), 8, "{table}");
    assert!(table.starts_with("projet,nom,decision,points,aide,financeurs,motif"), "{table}");
}

#[test]
fn a_project_kept_that_nothing_can_fund_is_named_and_nothing_is_written() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let (keep, out) = (folder.path().join("garder.json"), folder.path().join("out"));
    fs::write(&keep, r#"{"keep":["forge"],"envelopes":{"friches":0,"region":0}}"#).expect("a scenario");
    let mut command = rebond();
    command.arg("steer").arg(root().join("crates/steer/tests/data/invented.json")).arg("--scenario").arg(&keep);
    let output = command.args(["--iterations", "10"]).arg("--out").arg(&out).output().expect("the program starts");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success() && said.contains("« forge » est à garder") && !out.exists(), "{said}");
}
