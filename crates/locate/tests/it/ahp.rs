//! Weights from pairwise comparisons: what is consistent is taken as it is, what contradicts itself is pointed at.

use locate::ahp::{ACCEPTED, ahp, pairs};
use proptest::prelude::*;

#[test]
fn the_worked_example_of_three_criteria() {
    // Recomputed in plain Python: weights 0.6370, 0.2583, 0.1047, largest eigenvalue 3.0385.
    let found = ahp(3, &[3.0, 5.0, 3.0]).expect("three judgements");
    for (weight, expected) in found.weights.iter().zip([0.6370, 0.2583, 0.1047]) {
        assert!((weight - expected).abs() < 5e-5, "{:?}", found.weights);
    }
    assert!((found.consistency - 0.0385 / 2.0 / 0.58).abs() < 1e-4, "{}", found.consistency);
    assert!(found.accepted() && found.revisit.is_none());
}

#[test]
fn a_contradiction_is_named_with_what_the_others_imply() {
    // Power over rail, rail over price, and price far over power: the circle cannot hold.
    let found = ahp(3, &[3.0, 1.0 / 9.0, 3.0]).expect("three judgements");
    assert!(!found.accepted());
    let revisit = found.revisit.expect("one judgement stands out");
    assert_eq!((revisit.pair, revisit.given), ((0, 2), 1.0 / 9.0));
}

#[test]
fn too_few_judgements_or_one_that_is_no_ratio_give_no_weights() {
    assert_eq!((ahp(3, &[1.0, 1.0]), ahp(2, &[0.0]), ahp(2, &[f64::NAN]), ahp(0, &[])), (None, None, None, None));
    assert_eq!(ahp(1, &[]).map(|a| a.weights), Some(vec![1.0]));
}

proptest! {
    #[test]
    fn judgements_that_follow_from_weights_give_them_back(raw in prop::collection::vec(0.05..1.0f64, 2..9)) {
        let total: f64 = raw.iter().sum();
        let judgements: Vec<f64> = pairs(raw.len()).map(|(a, b)| raw[a] / raw[b]).collect();
        let found = ahp(raw.len(), &judgements).expect("as many judgements as pairs");
        prop_assert!(found.consistency.abs() < 1e-9, "{}", found.consistency);
        for (weight, given) in found.weights.iter().zip(&raw) {
            prop_assert!((weight - given / total).abs() < 1e-9);
        }
    }

    #[test]
    fn weights_are_positive_sum_to_one_and_only_what_is_not_accepted_is_to_be_revisited(
        steps in prop::collection::vec(-8i32..9, 10)
    ) {
        let ratio = |s: &i32| if *s >= 0 { f64::from(s + 1) } else { 1.0 / f64::from(1 - s) };
        let found = ahp(5, &steps.iter().map(ratio).collect::<Vec<_>>()).expect("ten judgements for five criteria");
        prop_assert!((found.weights.iter().sum::<f64>() - 1.0).abs() < 1e-9 && found.weights.iter().all(|w| *w > 0.0));
        prop_assert_eq!(found.revisit.is_some(), found.consistency >= ACCEPTED);
    }
}
