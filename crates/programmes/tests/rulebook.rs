//! The rule and programme files of the repository are read whole.

use programmes::Rulebook;
use std::path::Path;

#[test]
fn the_files_in_the_binary_are_those_of_the_checkout() {
    let embedded = Rulebook::load(None).unwrap_or_else(|problems| panic!("{}", shown(&problems)));
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let on_disk = Rulebook::load(Some(&root)).unwrap_or_else(|problems| panic!("{}", shown(&problems)));
    assert_eq!(embedded.dictionary, on_disk.dictionary);
    assert_eq!(embedded.programmes, on_disk.programmes);
    assert!(embedded.dictionary.get("project.cost").is_some());
}

fn shown(problems: &[domain::Problem]) -> String {
    problems.iter().map(|p| p.show(domain::Lang::Fr)).collect::<Vec<_>>().join("\n")
}

#[test]
fn a_measure_written_out_reads_back_the_same_with_its_amounts_and_rates() {
    let rulebook = programmes::Rulebook::load(None).unwrap_or_else(|problems| panic!("{problems:?}"));
    for measure in rulebook.programmes.iter().flat_map(|p| &p.measures) {
        let json = serde_json::to_string(measure).expect("a measure is written");
        let back: programmes::Measure = serde_json::from_str(&json).unwrap_or_else(|e| panic!("{}: {e}", measure.id));
        assert_eq!(&back, measure, "{json}");
    }
}
