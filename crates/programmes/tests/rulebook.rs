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
