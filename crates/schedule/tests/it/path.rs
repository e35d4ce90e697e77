//! The critical path against every path of the network, on random networks.

use proptest::prelude::*;
use schedule::beta_pert::BetaPert;
use schedule::monte_carlo::play;
use schedule::path::Network;
use schedule::window::Openings;

/// Steps that wait for some of the earlier ones, with three durations each.
fn networks() -> impl Strategy<Value = (Network, Vec<[f64; 3]>)> {
    let step = (any::<u16>(), 0..60u32, 0..40u32, 0..40u32, prop::option::of((0..200u32, 1..60u32)));
    prop::collection::vec(step, 1..14).prop_map(|steps| {
        let before = steps.iter().enumerate().map(|(i, s)| (0..i).filter(|p| s.0 >> (p % 16) & 1 == 1).collect()).collect();
        let openings = steps.iter().map(|s| match s.4 {
            Some((opens, length)) => Openings::new(vec![(f64::from(opens) / 4.0, f64::from(opens + length) / 4.0)]),
            None => Openings::default(),
        });
        let durations = steps.iter().map(|s| [f64::from(s.1) / 4.0, f64::from(s.1 + s.2) / 4.0, f64::from(s.1 + s.2 + s.3) / 4.0]);
        (Network { before, openings: openings.collect() }, durations.collect())
    })
}

/// Every way to the step, walked one by one.
fn longest(network: &Network, durations: &[f64], step: usize) -> f64 {
    let ready = network.before[step].iter().map(|p| longest(network, durations, *p)).fold(0.0, f64::max);
    network.openings[step].next(ready) + durations[step]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn the_length_is_that_of_the_longest_path((network, shapes) in networks()) {
        let durations: Vec<f64> = shapes.iter().map(|s| s[1]).collect();
        let path = network.path(&durations);
        let brute = (0..durations.len()).map(|i| longest(&network, &durations, i)).fold(0.0, f64::max);
        prop_assert!((path.length - brute).abs() < 1e-9);
    }

    #[test]
    fn a_step_is_critical_exactly_when_a_delay_of_it_delays_the_opening((network, shapes) in networks()) {
        let durations: Vec<f64> = shapes.iter().map(|s| s[1]).collect();
        let path = network.path(&durations);
        for i in 0..durations.len() {
            prop_assert_eq!(path.is_critical(i), path.float(i) == 0.0);
            let longer = |by: f64| {
                let mut longer = durations.clone();
                longer[i] += by;
                network.path(&longer).length
            };
            // Within its float nothing moves; beyond it the opening does.
            prop_assert!(longer(path.float(i) * 0.99) <= path.length + 1e-9);
            prop_assert!(longer(path.float(i) + 0.01) > path.length);
        }
        prop_assert!((0..durations.len()).any(|i| path.is_critical(i)));
    }

    #[test]
    fn the_draws_are_ordered_reproducible_and_within_the_extreme_calendars((network, shapes) in networks(), seed in any::<u64>()) {
        let beta: Vec<BetaPert> = shapes.iter().map(|s| BetaPert::new(*s)).collect();
        let runs = play(&network, &beta, 60, seed);
        prop_assert_eq!(&runs, &play(&network, &beta, 60, seed));
        let (p10, p50, p90) = (runs.quantile(0.1), runs.quantile(0.5), runs.quantile(0.9));
        prop_assert!(p10 <= p50 && p50 <= p90);
        let extreme = |k: usize| network.path(&shapes.iter().map(|s| s[k]).collect::<Vec<_>>()).length;
        prop_assert!(extreme(0) - 1e-9 <= p10 && p90 <= extreme(2) + 1e-9);
        prop_assert!(runs.criticality.iter().all(|c| (0.0..=1.0).contains(c)));
        prop_assert!(runs.criticality.iter().any(|c| *c > 0.0));
    }
}

#[test]
fn the_durations_drawn_have_the_mean_and_the_spread_of_the_beta_pert_law() {
    for shape in [[6.0, 12.0, 36.0], [1.0, 2.0, 3.0], [12.0, 12.0, 14.0], [1.0, 3.0, 3.0], [0.5, 1.5, 4.0]] {
        let [low, likely, high]: [f64; 3] = shape;
        let law = BetaPert::new(shape);
        let n = 1 << 20;
        let drawn: Vec<f64> = (0..n).map(|i| law.at((i << 12) + (1 << 11))).collect();
        let mean = drawn.iter().sum::<f64>() / f64::from(n);
        let variance = drawn.iter().map(|d| (d - mean).powi(2)).sum::<f64>() / f64::from(n);
        let wanted = (low + 4.0 * likely + high) / 6.0;
        // Variance of a beta law on [low, high] with α + β = 6.
        let spread = (wanted - low) * (high - wanted) / 7.0;
        assert!((mean - wanted).abs() < 0.001 * (high - low), "{shape:?}: mean {mean}, expected {wanted}");
        assert!((variance / spread - 1.0).abs() < 0.01, "{shape:?}: variance {variance}, expected {spread}");
        assert!(drawn.iter().all(|d| (low..=high).contains(d)));
    }
}

#[test]
fn a_certain_duration_is_never_anything_else() {
    let law = BetaPert::new([0.75; 3]);
    assert!([0, 1, u32::MAX / 2, u32::MAX].iter().all(|r| law.at(*r) == 0.75));
}

#[test]
fn half_of_the_draws_wait_for_the_slower_of_two_equal_steps() {
    let network = Network { before: vec![vec![], vec![]], openings: vec![Openings::default(); 2] };
    let runs = play(&network, &[BetaPert::new([1.0, 2.0, 3.0]), BetaPert::new([1.0, 2.0, 3.0])], 20_000, 1);
    assert!((runs.criticality[0] - 0.5).abs() < 0.02, "{:?}", runs.criticality);
    assert!((runs.criticality.iter().sum::<f64>() - 1.0).abs() < 1e-9);
}
