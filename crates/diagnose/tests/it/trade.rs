//! What foreign trade tells: products bought from few, and the bridge that brings them to activities.

use crate::country::bridge;
use diagnose::bridge::Undivided;
use diagnose::vulnerability::{Criterion, Measure, Method, Need, ProductTrade, Supplier, needs, vulnerability};
use domain::{Mark, Source, Text};

fn thresholds() -> Method {
    let source = Source::new("test", Mark::General);
    let criterion =
        |measure, above| Criterion { label: Text::same("c"), measure: Some(measure), above, missing: None, source: source.clone() };
    Method {
        id: "three".into(),
        year: 2021,
        name: Text::same("trois critères"),
        found: Text::default(),
        criteria: vec![
            criterion(Measure::OutsideConcentration, Some(0.4)),
            criterion(Measure::OutsideShare, Some(0.5)),
            criterion(Measure::OutsideOverExports, Some(1.0)),
        ],
        source,
    }
}

fn trade(product: &str, suppliers: &[(bool, f64, f64, f64)]) -> ProductTrade {
    let suppliers = suppliers.iter().map(|s| Supplier { in_union: s.0, to_world: s.1, to_union: s.2, to_france: s.3 }).collect();
    ProductTrade { product: product.into(), suppliers }
}

#[test]
fn a_product_bought_from_one_distant_country_meets_the_three_criteria() {
    let masks = trade("630790", &[(false, 900.0, 500.0, 100.0), (false, 100.0, 50.0, 10.0), (true, 120.0, 100.0, 20.0)]);
    let verdict = vulnerability(&masks, &thresholds());
    assert_eq!((verdict.met, verdict.vulnerable), (3, Some(true)));
    assert!((verdict.criteria[1].value.expect("imports") - 550.0 / 650.0).abs() < 1e-12);
    let cheese = trade("040690", &[(false, 50.0, 10.0, 1.0), (true, 900.0, 700.0, 300.0)]);
    assert_eq!(vulnerability(&cheese, &thresholds()).vulnerable, Some(false));
}

#[test]
fn each_measure_is_that_of_its_formula_and_unknown_where_it_would_divide_by_nothing() {
    let masks = trade("630790", &[(false, 900.0, 500.0, 100.0), (false, 100.0, 50.0, 10.0), (true, 120.0, 100.0, 20.0)]);
    for (measure, expected) in [
        (Measure::OutsideConcentration, (500.0 * 500.0 + 50.0 * 50.0) / (550.0 * 550.0)),
        (Measure::OutsideShare, 550.0 / 650.0),
        (Measure::OutsideOverExports, 550.0 / 120.0),
        (Measure::WorldConcentration, (900.0 * 900.0 + 100.0 * 100.0 + 120.0 * 120.0) / (1_120.0 * 1_120.0)),
    ] {
        let found = masks.measure(measure).expect("trade");
        assert!((found - expected).abs() < 1e-12, "{measure:?}: {found}, not {expected}");
    }
    assert_eq!(masks.imports(), (130.0, 110.0));
    let ours = trade("220421", &[(true, 900.0, 700.0, 300.0)]);
    assert_eq!((ours.measure(Measure::OutsideConcentration), ours.measure(Measure::OutsideShare)), (None, Some(0.0)));
    let theirs = trade("090111", &[(false, 900.0, 700.0, 300.0)]);
    assert_eq!(theirs.measure(Measure::OutsideOverExports), None, "the Union exports none of it");
}

#[test]
fn a_threshold_that_nobody_could_read_leaves_the_verdict_open() {
    let masks = trade("630790", &[(false, 900.0, 500.0, 100.0), (true, 120.0, 100.0, 20.0)]);
    let mut method = thresholds();
    method.criteria[0].above = None;
    let verdict = vulnerability(&masks, &method);
    assert_eq!((verdict.criteria[0].met, verdict.vulnerable), (None, None));
    method.criteria[1].above = Some(0.99);
    assert_eq!(vulnerability(&masks, &method).vulnerable, Some(false), "one criterion that fails is enough");
}

#[test]
fn imports_reach_activities_by_their_share_and_say_how_clean_the_bridge_is() {
    let bridge = bridge(&[("630790", "13.92Z", 0.5), ("630790", "32.50A", 0.5), ("901890", "32.50A", 1.0)]);
    let masks = trade("630790", &[(false, 900.0, 500.0, 100.0), (true, 120.0, 100.0, 20.0)]);
    let needs = needs(&[masks], &bridge, &[thresholds()]);
    let textile: &Need = &needs["13.92Z"];
    assert_eq!((textile.imports, textile.from_outside, textile.products, textile.exclusive), (60.0, 50.0, 1, 0.0));
    assert_eq!((textile.vulnerable["three"], textile.methods), (1.0, 1));
    assert_eq!(needs["32.50A"].exclusive, 0.5);
}

#[test]
fn an_amount_that_nothing_divides_is_given_whole_with_the_activities_it_is_for() {
    let mut bridge = bridge(&[("731815", "25.93Z", 1.0), ("731815", "25.94Z", 1.0)]);
    let whole = Undivided { level: Text::same("2599"), activities: vec!["25.93Z".into(), "25.94Z".into()] };
    bridge.undivided = ["25.93Z", "25.94Z"].map(|id| (id.to_owned(), whole.clone())).into();
    let screws = trade("731815", &[(false, 900.0, 500.0, 100.0)]);
    let needs = needs(&[screws], &bridge, &[thresholds()]);
    for id in ["25.93Z", "25.94Z"] {
        assert_eq!((needs[id].imports, needs[id].undivided.as_ref()), (100.0, Some(&whole)));
        assert_eq!(needs[id].exclusive, 1.0, "the product leads out of the class nowhere");
    }
}
