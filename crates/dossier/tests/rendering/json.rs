//! The dossier as data.

use crate::sample;
use dossier::render_json;
use factory::Dossier;

#[test]
fn the_json_reads_back_as_the_same_dossier() {
    let dossier = sample::dossier();
    let bytes = render_json(&dossier);
    let back: Dossier = serde_json::from_slice(&bytes).expect("our own JSON");
    assert_eq!(back, dossier);
}

#[test]
fn the_json_is_indented_ordered_like_the_types_and_ends_with_a_newline() {
    let text = String::from_utf8(render_json(&sample::dossier())).expect("UTF-8");
    assert!(text.starts_with("{\n  \"format\": 1,\n  \"project\": {"));
    assert!(text.ends_with("}\n") && !text.ends_with("\n\n"));
    let place = |key: &str| text.find(key).unwrap_or_else(|| panic!("{key} is missing"));
    assert!(place("\n  \"qualification\"") < place("\n  \"ranking\"") && place("\n  \"ranking\"") < place("\n  \"plan\""));
    assert_eq!(render_json(&sample::dossier()), render_json(&sample::dossier()));
}
