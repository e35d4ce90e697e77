//! The JSON Schemas of portfolios are those of the reader. `UPDATE_GOLDEN=1 cargo test -p steer` rewrites them.

use std::path::Path;
use steer::{KINDS, Portfolio, schema};

#[test]
fn the_schemas_of_portfolios_are_up_to_date() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/schemas");
    for kind in KINDS {
        let schema = schema(kind).unwrap_or_else(|| panic!("{kind} is a kind of file"));
        let text = format!("{}\n", serde_json::to_string_pretty(&schema).expect("a schema is JSON"));
        let path = folder.join(format!("{kind}.json"));
        if std::env::var_os("UPDATE_GOLDEN").is_some() {
            std::fs::write(&path, text).expect("docs/schemas can be written");
        } else {
            let golden = std::fs::read_to_string(&path).expect("docs/schemas holds every kind; UPDATE_GOLDEN=1 writes it");
            assert!(golden == text, "docs/schemas/{kind}.json is not what the types say: run with UPDATE_GOLDEN=1 and read the change");
        }
    }
    assert_eq!(schema("invoice"), None);
}

#[test]
fn the_example_is_a_portfolio_that_can_be_steered() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/invented.json");
    let text = std::fs::read_to_string(path).expect("the example is there");
    let portfolio: Portfolio = serde_json::from_str(&text).expect("the example follows the schema");
    let effort = steer::Effort { rounds: 2_000, ..steer::Effort::default() };
    let proposal = steer::solve(&portfolio, &steer::Scenario::default(), &effort).expect("a plan");
    assert!(proposal.value > 0 && proposal.value <= proposal.bound);
}
