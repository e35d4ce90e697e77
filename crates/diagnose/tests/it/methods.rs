//! The laws that the methods of the studies obey, on any numbers.

use diagnose::concentration::{banded_plant_herfindahl, ellison_glaeser, herfindahl, krugman, normalised_herfindahl, plant_herfindahl};
use diagnose::entry::roc_auc;
use diagnose::input_output::{DELTAS, InputOutput, flq};
use diagnose::score::{Scores, Weights, percentiles, robustness};
use diagnose::shift_share::{Cell, esteban_marquillas, shift_share};
use diagnose::skills::{Occupations, coverage, quotients};
use diagnose::variety::variety;
use proptest::collection::vec;
use proptest::prelude::*;

fn close(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-9 * (1.0 + a.abs().max(b.abs()))
}

fn jobs() -> impl Strategy<Value = f64> {
    prop_oneof![2 => Just(0.0), 5 => 1.0..5_000.0f64]
}

fn scores() -> impl Strategy<Value = Scores> {
    let one = || proptest::option::weighted(0.8, 0.0..=100.0f64);
    (one(), one(), one(), one(), one()).prop_map(|(need, proximity, skills, reception, returns)| Scores {
        need,
        proximity,
        skills,
        reception,
        returns,
    })
}

fn weights() -> impl Strategy<Value = Weights> {
    let one = || 0.01..3.0f64;
    (one(), one(), one(), one(), one()).prop_map(|(need, proximity, skills, reception, returns)| Weights {
        need,
        proximity,
        skills,
        reception,
        returns,
    })
}

proptest! {
    #[test]
    fn related_and_unrelated_variety_add_up_to_the_whole(rows in vec((jobs(), 0u32..8), 1..60)) {
        let (values, groups): (Vec<f64>, Vec<u32>) = rows.into_iter().unzip();
        let v = variety(&values, &groups);
        prop_assert!(close(v.related + v.unrelated, v.total));
        prop_assert!(v.related >= -1e-12 && v.unrelated >= -1e-12);
        prop_assert!(v.total <= (values.len() as f64).log2() + 1e-9);
    }

    #[test]
    fn shift_share_explains_all_of_the_change(place in [jobs(), jobs()], others in [jobs(), jobs()], rest in [1.0..1e6f64, 1.0..1e6f64], of_place in 1.0..1e4f64) {
        let activity = [place[0] + others[0], place[1] + others[1]];
        let whole = [activity[0] + rest[0], activity[1] + rest[1]];
        let cell = Cell { place, activity, whole, all_of_place: place[0] + of_place };
        let parts = shift_share(&cell).expect("the whole had jobs");
        prop_assert!(close(parts.national + parts.mix + parts.own, place[1] - place[0]));
        if let Some(split) = esteban_marquillas(&cell) {
            prop_assert!(close(split.competitive + split.allocation, parts.own));
        }
    }

    #[test]
    fn indices_of_concentration_keep_within_their_bounds(place in vec(jobs(), 2..40), more in vec(1.0..100.0f64, 40)) {
        let whole: Vec<f64> = place.iter().zip(&more).map(|(p, m)| p + m).collect();
        if let Some(k) = krugman(&place, &whole) {
            prop_assert!((0.0..=2.0 + 1e-9).contains(&k));
        }
        prop_assert!(krugman(&whole, &whole).is_some_and(|k| k.abs() < 1e-12));
        if let (Some(h), Some(n)) = (herfindahl(&place), normalised_herfindahl(&place)) {
            prop_assert!(h >= 1.0 / place.len() as f64 - 1e-12 && h <= 1.0 + 1e-12 && (0.0..=1.0).contains(&n));
        }
    }

    #[test]
    fn plant_sizes_that_are_not_published_lie_between_the_bounds(cells in vec(vec(1.0..500.0f64, 1..6), 2..10)) {
        let told: Vec<(f64, f64)> = cells.iter().map(|plants| (plants.iter().sum(), plants.len() as f64)).collect();
        let truth = herfindahl(&cells.concat()).expect("there are jobs");
        let (least, most) = plant_herfindahl(&told).expect("there are plants");
        prop_assert!(least <= truth + 1e-12 && truth <= most + 1e-12);
        for (plants, (jobs, count)) in cells.iter().zip(&told) {
            let (low, high) = diagnose::employer::bounds(*jobs, *count);
            let biggest = plants.iter().copied().fold(0.0, f64::max);
            prop_assert!(low <= biggest + 1e-9 && biggest <= high + 1e-9);
        }
    }

    #[test]
    fn a_better_figure_never_lowers_the_total(scores in scores(), weights in weights(), more in 0.0..50.0f64) {
        let before = scores.total(&weights);
        for k in 0..5 {
            let mut better = scores;
            let figure = [&mut better.need, &mut better.proximity, &mut better.skills, &mut better.reception, &mut better.returns].into_iter().nth(k).expect("five");
            *figure = figure.map(|f| (f + more).min(100.0));
            prop_assert!(better.total(&weights).unwrap_or(0.0) >= before.unwrap_or(0.0) - 1e-9);
        }
    }

    #[test]
    fn the_total_lies_between_the_least_and_the_greatest_known_figure(scores in scores(), weights in weights()) {
        let known: Vec<f64> = scores.list().into_iter().flatten().map(|s| s.max(1.0)).collect();
        match scores.total(&weights) {
            None => prop_assert!(known.is_empty()),
            Some(total) => {
                let (least, most) = (known.iter().copied().fold(100.0, f64::min), known.iter().copied().fold(0.0, f64::max));
                prop_assert!(total >= least - 1e-9 && total <= most + 1e-9);
            }
        }
    }

    #[test]
    fn a_figure_weighed_zero_is_as_if_unknown(scores in scores(), weights in weights()) {
        let without = Weights { skills: 0.0, ..weights };
        let unknown = Scores { skills: None, ..scores };
        prop_assert_eq!(scores.total(&without).map(|t| (t * 1e9).round()), unknown.total(&weights).map(|t| (t * 1e9).round()));
    }

    #[test]
    fn robustness_is_a_share_and_the_ten_first_share_the_draws(lines in vec(scores(), 0..40), seed in any::<u64>()) {
        let shares = robustness(&lines, 50, seed);
        prop_assert!(shares.iter().all(|s| (0.0..=1.0).contains(s)));
        prop_assert_eq!(&shares, &robustness(&lines, 50, seed));
        let known = lines.iter().filter(|s| s.list().iter().any(Option::is_some)).count();
        prop_assert!(shares.iter().sum::<f64>() <= known.min(10) as f64 + 1e-9);
        if known == lines.len() && lines.len() <= 10 {
            prop_assert!(shares.iter().all(|s| *s == 1.0));
        }
    }

    #[test]
    fn percentiles_keep_the_order_and_forget_what_is_unknown(values in vec(proptest::option::of(-5i32..5), 1..50)) {
        let values: Vec<Option<f64>> = values.into_iter().map(|v| v.map(f64::from)).collect();
        let ranks = percentiles(&values);
        for (a, x) in values.iter().zip(&ranks) {
            prop_assert_eq!(a.is_some(), x.is_some());
            prop_assert!(x.is_none_or(|x| x > 0.0 && x < 100.0));
            for (b, y) in values.iter().zip(&ranks) {
                if let (Some(a), Some(b), Some(x), Some(y)) = (a, b, x, y) {
                    prop_assert_eq!(a.total_cmp(b), x.total_cmp(y));
                }
            }
        }
        let known: Vec<f64> = ranks.into_iter().flatten().collect();
        prop_assert!(known.is_empty() || close(known.iter().sum::<f64>() / known.len() as f64, 50.0));
    }

    #[test]
    fn ranks_of_a_guess_are_worth_one_half_and_mirror_each_other(rows in vec((0i32..6, any::<bool>()), 2..60)) {
        let (scores, outcome): (Vec<f64>, Vec<bool>) = rows.iter().map(|(s, o)| (f64::from(*s), *o)).unzip();
        let opposite: Vec<f64> = scores.iter().map(|s| -s).collect();
        if let (Some(auc), Some(mirror)) = (roc_auc(&scores, &outcome), roc_auc(&opposite, &outcome)) {
            prop_assert!((0.0..=1.0).contains(&auc) && close(auc + mirror, 1.0));
            prop_assert!(close(roc_auc(&vec![1.0; scores.len()], &outcome).unwrap_or(0.0), 0.5));
        }
    }

    #[test]
    fn a_weaker_territory_keeps_less_of_the_money_as_delta_grows(table in table(), place in vec(0.0..500.0f64, 4)) {
        let whole = [900.0, 2_000.0, 700.0, 1_500.0];
        prop_assume!(place.iter().sum::<f64>() > 1.0);
        let study = table.regional(&place, &whole).expect("purchases are below output");
        for m in &study.multipliers {
            prop_assert!(1.0 - 1e-9 <= m.output.low && m.output.low <= m.output.central && m.output.central <= m.output.high);
            prop_assert!(m.jobs.is_none_or(|jobs| jobs.low >= 1.0 - 1e-9 && jobs.low <= jobs.high));
        }
        prop_assert!(study.gaps.iter().all(|g| g.low <= g.central && g.central <= g.high && g.low.0 >= 0));
        let shares: Vec<Vec<f64>> = DELTAS.iter().map(|delta| flq(&place, &whole, *delta)).collect();
        prop_assert!(shares[0].iter().zip(&shares[2]).all(|(wide, narrow)| wide >= narrow));
    }

    #[test]
    fn coverage_is_a_share_and_more_people_of_a_trade_never_lower_it(profile in vec(0.01..1.0f64, 1..8), quotients in vec(0.0..3.0f64, 8), more in 0.0..2.0f64) {
        let profile: Vec<(u32, f64)> = (0..).zip(profile).collect();
        let before = coverage(&profile, &quotients).expect("a profile");
        let richer: Vec<f64> = quotients.iter().map(|q| q + more).collect();
        let after = coverage(&profile, &richer).expect("a profile");
        prop_assert!((0.0..=1.0 + 1e-12).contains(&before.share) && after.share >= before.share - 1e-12);
        prop_assert_eq!(before.lacking.is_empty(), close(before.share, 1.0));
    }
}

/// Four branches whose purchases are at most 0.8 of their output.
fn table() -> impl Strategy<Value = InputOutput> {
    vec(0.0..0.2f64, 16).prop_map(|a| {
        let output = vec![10_000.0, 40_000.0, 5_000.0, 90_000.0];
        let flows = a.iter().enumerate().map(|(at, a)| a * output[at % 4]).collect();
        let branches = ["10-12", "C24", "C25T28", "49"].map(str::to_owned).to_vec();
        InputOutput { branches, flows, output, euros: 1_000_000, ..InputOutput::default() }
    })
}

#[test]
fn the_multiplier_is_the_one_of_the_textbook() {
    // Two branches, the whole country: A = [[0.15, 0.25], [0.20, 0.05]], (I − A)⁻¹ = [[0.95, 0.25], [0.20, 0.85]] / 0.7575
    // (Miller & Blair, Input–Output Analysis, section 2.3); column sums 1.15/0.7575 and 1.10/0.7575.
    let table = InputOutput {
        branches: vec!["10".into(), "25".into()],
        flows: vec![150.0, 500.0, 200.0, 100.0],
        output: vec![1_000.0, 2_000.0],
        euros: 1,
        ..InputOutput::default()
    };
    let study = table.regional(&[10.0, 10.0], &[10.0, 10.0]).expect("a table");
    assert!((study.multipliers[0].output.central - 1.15 / 0.7575).abs() < 1e-12);
    assert!((study.multipliers[1].output.central - 1.10 / 0.7575).abs() < 1e-12);
    assert_eq!(study.gaps[0].high.0, 0, "the whole country buys nothing elsewhere");
}

#[test]
fn a_naf_code_finds_its_branch_however_the_table_names_it() {
    let table = InputOutput {
        branches: ["C10-C12", "C13T15", "C24", "25", "AZ", "CM", "rien"].map(str::to_owned).to_vec(),
        ..InputOutput::default()
    };
    let of = |code: &str| table.branch_of(code).map(|at| table.branches[at].as_str());
    assert_eq!(of("10.71A"), Some("C10-C12"));
    assert_eq!(of("15.12Z"), Some("C13T15"));
    assert_eq!((of("24.10Z"), of("25.50B"), of("62.01Z"), of("")), (Some("C24"), Some("25"), None, None));
    assert_eq!((of("01.11Z"), of("32.12Z")), (Some("AZ"), Some("CM")), "national accounts name branches by letters");
    let seventeen = InputOutput { branches: ["C5", "C1", "DE"].map(str::to_owned).to_vec(), ..InputOutput::default() };
    assert_eq!((seventeen.branch_of("25.50B"), seventeen.branch_of("19.20Z"), seventeen.branch_of("38.11Z")), (Some(0), None, Some(2)));
}

#[test]
fn purchases_beyond_output_are_refused_rather_than_multiplied() {
    let table = InputOutput { branches: vec!["10".into()], flows: vec![100.0], output: vec![100.0], euros: 1, ..InputOutput::default() };
    assert!(table.regional(&[5.0], &[5.0]).is_none());
    assert!(table.regional(&[0.0], &[5.0]).is_none(), "a territory without jobs");
}

#[test]
fn plants_that_spread_like_all_jobs_are_not_called_agglomerated() {
    let all = [100.0, 200.0, 300.0];
    let even = ellison_glaeser(&[10.0, 20.0, 30.0], &all, 0.01).expect("several places");
    let gathered = ellison_glaeser(&[60.0, 0.0, 0.0], &all, 0.01).expect("several places");
    assert!(even < 0.0 && gathered > 0.5, "{even} {gathered}");
    assert_eq!(ellison_glaeser(&[60.0, 0.0, 0.0], &all, 1.0), None, "one plant gathers nothing");
}

#[test]
fn a_basin_of_boilermakers_staffs_a_boiler_shop_and_names_who_is_missing() {
    let profile = |share: &[f64]| (0..).zip(share.iter().copied()).collect::<Vec<(u32, f64)>>();
    let occupations = Occupations {
        codes: ["624", "382", "564"].map(str::to_owned).to_vec(),
        profiles: [
            ("25.30Z".to_owned(), profile(&[0.7, 0.3, 0.0])),
            ("71.12B".to_owned(), profile(&[0.0, 1.0, 0.0])),
            ("96.02A".to_owned(), profile(&[0.0, 0.0, 1.0])),
        ]
        .into(),
        ..Occupations::default()
    };
    let here = occupations.stock([("25.30Z", 1_000.0), ("96.02A", 500.0)]);
    let country = occupations.stock([("25.30Z", 10_000.0), ("71.12B", 30_000.0), ("96.02A", 20_000.0)]);
    assert_eq!(here, [700.0, 300.0, 500.0]);
    let quotients = quotients(&here, &country);
    let boilers = coverage(&occupations.profiles["25.30Z"], &quotients).expect("a profile");
    let engineers = coverage(&occupations.profiles["71.12B"], &quotients).expect("a profile");
    assert!(boilers.share > engineers.share);
    assert_eq!(engineers.lacking.first().map(|l| l.0), Some(1), "engineers are what is missing");
    assert_eq!(coverage(&[], &quotients), None);
}

#[test]
fn bands_of_the_largest_plants_narrow_their_index() {
    let (least, most) = plant_herfindahl(&[(900.0, 9.0), (100.0, 1.0)]).expect("plants");
    let (low, high) = banded_plant_herfindahl(&[(900.0, 9.0, 200.0, 249.0), (100.0, 1.0, 100.0, 199.0)]).expect("plants");
    assert!(least < low && low < high && high < most, "{least} {low} {high} {most}");
    // One of 200 and eight alike; three of 249 and the rest in one.
    let expected = (0.2f64.powi(2) + 8.0 * 0.0875f64.powi(2) + 0.01, 3.0 * 0.249f64.powi(2) + 0.153f64.powi(2) + 0.01);
    assert!((low - expected.0).abs() < 1e-12 && (high - expected.1).abs() < 1e-12, "{low} {high}");
    assert_eq!(banded_plant_herfindahl(&[(900.0, 9.0, 2_000.0, 4_999.0), (100.0, 1.0, 0.0, f64::INFINITY)]), Some((least, most)));
}
