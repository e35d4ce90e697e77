//! The example of a portfolio is one, and a schema is of a kind of file.

use std::path::Path;
use steer::{Portfolio, schema};

#[test]
fn the_example_is_a_portfolio_that_can_be_steered() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/invented.json");
    let text = std::fs::read_to_string(path).expect("the example is there");
    let portfolio: Portfolio = serde_json::from_str(&text).expect("the example follows the schema");
    let effort = steer::Effort { rounds: 2_000, ..steer::Effort::default() };
    let proposal = steer::solve(&portfolio, &steer::Scenario::default(), &effort).expect("a plan");
    assert!(proposal.value > 0 && proposal.value <= proposal.bound);
    assert_eq!(schema("invoice"), None);
}
