//! The real cases and the programmes of the repository are read without one remark.

use domain::Lang;
use std::path::Path;

fn remarks(folder: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(folder);
    programmes::check(&path).iter().map(|p| p.show(Lang::Fr)).collect::<Vec<_>>().join("\n")
}

#[test]
fn every_real_case_is_read_with_each_fact_in_its_right_form() {
    assert_eq!(remarks("examples"), "");
}

#[test]
fn every_programme_says_only_what_the_dictionary_and_its_own_files_know() {
    assert_eq!(remarks("programmes"), "");
}
