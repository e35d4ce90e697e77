//! `rebond rank`: a table in, a ranking out, or every mistake of the table with its place.

use crate::running::{rebond, root};
use std::fs;
use std::path::PathBuf;

fn fixture(name: &str) -> PathBuf {
    root().join("crates/locate/tests/fixture").join(name)
}

#[test]
fn each_method_writes_the_columns_of_its_oracle() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (method, oracle) in
        [("topsis", "mcdm_topsis.csv"), ("promethee2", "mcdm_promethee2.csv"), ("wsm", "mcdm_wsm_veto.csv"), ("smaa", "mcdm_smaa.csv")]
    {
        let out = folder.path().join(oracle);
        let mut command = rebond();
        command.arg("rank").arg("--matrix").arg(fixture("mcdm_matrix.csv")).arg("--params").arg(fixture("mcdm_params.json"));
        command.arg("--weights").arg(fixture("mcdm_smaa_weights.csv")).args(["--method", method]).arg("--out").arg(&out);
        let output = command.output().expect("the program starts");
        assert!(output.status.success(), "{method}: {}", String::from_utf8_lossy(&output.stderr));
        let (found, oracle) = (fs::read_to_string(&out).expect("a result"), fs::read_to_string(fixture(oracle)).expect("an oracle"));
        assert_eq!(found.lines().next(), oracle.lines().next(), "{method}");
        assert_eq!(found.lines().count(), oracle.lines().count(), "{method}");
    }
}

#[test]
fn a_table_with_a_hole_is_refused_with_its_place_and_nothing_is_written() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let (matrix, params, out) = (folder.path().join("m.csv"), folder.path().join("p.json"), folder.path().join("r.csv"));
    fs::write(&matrix, "id,area\nA,1\nB,\n").expect("a matrix");
    fs::write(&params, r#"{"criteria":["area"],"sense":[1],"weights_raw":[1]}"#).expect("parameters");
    let mut command = rebond();
    command.arg("rank").arg("--matrix").arg(&matrix).arg("--params").arg(&params).args(["--method", "wsm"]).arg("--out").arg(&out);
    let output = command.output().expect("the program starts");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success() && said.contains("m.csv:3:2 [area]") && said.contains("cellule vide"), "{said}");
    assert!(!out.exists());
}
