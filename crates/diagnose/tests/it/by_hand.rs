//! Each method of the studies on numbers small enough to be worked out on paper: laws alone would let a wrong formula pass.

use crate::country::presence;
use diagnose::complexity::eci_pci;
use diagnose::concentration::{ellison_glaeser, herfindahl, krugman, normalised_herfindahl};
use diagnose::convention::Spread;
use diagnose::entry::{Nearness, entry, entry_by, roc_auc};
use diagnose::input_output::{Gap, InputOutput, flq};
use diagnose::outlook::outlook;
use diagnose::proximity::{ProximityKind, proximity};
use diagnose::shift_share::{Cell, esteban_marquillas, shift_share};
use diagnose::skills::coverage;
use diagnose::specialisation::{rca, specialised};
use diagnose::variety::variety;
use diagnose::{AnalysisOptions, Convention, Proximity, Table};
use domain::Cents;

fn near(found: f64, expected: f64) {
    assert!((found - expected).abs() <= 1e-12 * (1.0 + expected.abs()), "{found}, not {expected}");
}

#[test]
fn the_five_proximities_are_those_of_their_formulas() {
    // C01 = 2, C02 = 1, C12 = 1; u = 3, 2, 2; S = 3, 3, 2; T = 8.
    let presence = presence(&[&[0, 1], &[0, 1, 2], &[0], &[2]], 3);
    let six = 6f64.sqrt();
    for (kind, expected) in [
        (ProximityKind::Minimum, [2.0 / 3.0, 1.0 / 3.0, 0.5]),
        (ProximityKind::Geometric, [2.0 / six, 1.0 / six, 0.5]),
        (ProximityKind::Cosine, [2.0 / 3.0, 1.0 / six, 1.0 / six]),
        (ProximityKind::Jaccard, [0.5, 0.25, 0.25]),
        (ProximityKind::Association, [16.0 / 9.0, 4.0 / 3.0, 4.0 / 3.0]),
    ] {
        let phi = proximity(&presence, kind, 1);
        for ((p, q), value) in [(0, 1), (0, 2), (1, 2)].into_iter().zip(expected) {
            near(phi.get(p, q), value);
        }
    }
}

#[test]
fn distance_to_the_national_mix_and_concentration() {
    let (place, whole) = ([30.0, 10.0, 0.0, 60.0], [100.0, 300.0, 100.0, 500.0]);
    near(krugman(&place, &whole).expect("jobs"), 0.6);
    near(herfindahl(&place).expect("jobs"), 0.46);
    near(normalised_herfindahl(&place).expect("jobs"), 0.28);
    // G = 0.35² + 0.05² + 0.3² = 0.215; 1 − Σ s_c² = 0.625; (0.215 − 0.0625) / (0.625 × 0.9).
    near(ellison_glaeser(&[30.0, 10.0, 10.0], &[100.0, 100.0, 200.0], 0.1).expect("plants"), 0.1525 / 0.5625);
}

#[test]
fn variety_across_divisions_and_inside_them() {
    // Two halves: one bit across; one of them split in two: half a bit inside.
    let found = variety(&[4.0, 4.0, 8.0], &[0, 0, 1]);
    near(found.unrelated, 1.0);
    near(found.related, 0.5);
    near(found.total, 1.5);
}

#[test]
fn what_changed_is_shared_between_the_country_the_mix_and_the_place() {
    // g = 0.2, g_p = 0.1, g_cp = 0.5; x' = 600 × 1 000 / 10 000 = 60.
    let cell = Cell { place: [100.0, 150.0], activity: [1_000.0, 1_100.0], whole: [10_000.0, 12_000.0], all_of_place: 600.0 };
    let parts = shift_share(&cell).expect("jobs before");
    for (found, expected) in [(parts.change, 50.0), (parts.national, 20.0), (parts.mix, -10.0), (parts.own, 40.0)] {
        near(found, expected);
    }
    let own = esteban_marquillas(&cell).expect("jobs before");
    near(own.competitive, 24.0);
    near(own.allocation, 16.0);
}

#[test]
fn purchases_brought_down_to_a_place_leak_what_the_quotients_say() {
    // LQ = 2 and 8/9, λ = (log2 1.1)^δ; δ = 0.1, 0.25, 0.4, and 2 × 2 inverses.
    let (place, whole) = ([20.0, 80.0], [100.0, 900.0]);
    let lambda = 0.608_945_544_156_277_7;
    for (found, expected) in flq(&place, &whole, 0.25).into_iter().zip([2.0, 2.25, 4.0 / 9.0, 8.0 / 9.0]) {
        near(found, expected * lambda);
    }
    let table = InputOutput {
        branches: vec!["10".into(), "25".into()],
        flows: vec![10.0, 60.0, 20.0, 90.0],
        output: vec![100.0, 600.0],
        euros: 1_000_000,
        ..InputOutput::default()
    };
    let found = table.regional(&place, &whole).expect("a table");
    let gap = |low, central, high| Gap { low: Cents(low), central: Cents(central), high: Cents(high) };
    assert_eq!(found.gaps, [gap(0, 0, 19_122_094), gap(471_081_689, 658_715_072, 798_049_097)]);
    let [first, second] = &found.multipliers[..] else { panic!("two branches") };
    near(first.output.low, 1.151_875_503_350_970_2);
    near(first.output.central, 1.184_320_810_304_953_6);
    near(second.output.high, 1.258_959_313_343_689);
    near(second.jobs.expect("jobs").central, 1.176_689_669_110_776_7);
}

#[test]
fn final_demand_is_met_as_far_as_the_quotient_of_the_seller_goes() {
    // y = 8 % of 300 and 500; LQ = 2 and 8/9; λ = 0.820 033…, 0.608 945…, 0.452 194…: 2 λ is under 1 for the greatest delta only.
    let table = InputOutput {
        branches: vec!["10".into(), "25".into(), "84".into()],
        home_demand: vec![300.0, 500.0, 900.0],
        euros: 1_000_000,
        ..InputOutput::default()
    };
    let gap = |low, central, high| Some(Gap { low: Cents(low), central: Cents(central), high: Cents(high) });
    let found = table.unmet(&[20.0, 80.0, 0.0], &[100.0, 900.0, 0.0], 0.08).expect("a final demand");
    let counted_nowhere = None;
    assert_eq!(found, [gap(0, 0, 229_465_124), gap(1_084_326_755, 1_834_860_287, 2_392_196_388), counted_nowhere]);
    let country = table.unmet(&[100.0, 900.0, 1.0], &[100.0, 900.0, 1.0], 1.0).expect("a final demand");
    assert_eq!(country, vec![gap(0, 0, 0); 3], "the whole country buys nothing elsewhere");
    assert!(InputOutput { home_demand: vec![], ..table }.unmet(&[20.0, 80.0, 0.0], &[100.0, 900.0, 0.0], 0.08).is_none());
}

#[test]
fn skills_are_covered_up_to_what_the_country_has_and_no_further() {
    let found = coverage(&[(0, 0.5), (1, 0.3)], &[2.0, 0.4]).expect("a profile");
    near(found.share, 0.62 / 0.8);
    let [(occupation, share, quotient)] = found.lacking[..] else { panic!("one lacks: {:?}", found.lacking) };
    assert_eq!((occupation, quotient), (1, 0.4));
    near(share, 0.375);
}

/// `Σ_q M_cq φ_pq / Σ_q φ_pq` and `(1 − M_cp) Σ_q (1 − M_cq) φ_pq / Σ_r φ_qr PCI_q`, term by term.
#[test]
fn density_and_outlooks_follow_the_formulas_of_each_convention() {
    let presence = presence(&[&[0, 1, 2, 4], &[0, 1, 3], &[1, 2, 3], &[0], &[0, 1, 4, 5], &[2, 5]], 6);
    let phi = proximity(&presence, ProximityKind::Minimum, 1);
    for convention in Convention::ALL {
        let complexity = eci_pci(&presence, convention, 1).unwrap_or_else(|why| panic!("{}", why.text().en));
        let pci: Vec<f64> = match convention {
            Convention::Atlas => complexity.raw_pci.iter().map(|v| v / complexity.raw_eci_spread.sd).collect(),
            Convention::Datawheel | Convention::R => complexity.pci.clone(),
        };
        let with = |p: usize, q: usize| if p == q && convention == Convention::Datawheel { 0.0 } else { phi.get(p, q) };
        let sum = |p: usize| (0..6).map(|q| with(p, q)).sum::<f64>();
        let found = outlook(&presence, &phi, &complexity, 1);
        let mut outlooks = Vec::new();
        for c in 0..6 {
            let density = |p: usize| (0..6).filter(|q| presence.has(c, *q)).map(|q| with(p, q)).sum::<f64>() / sum(p);
            for p in 0..6 {
                near(found.density[c * 6 + p], density(p));
                let opens = (0..6).filter(|q| !presence.has(c, *q)).map(|q| with(p, q) / sum(q) * pci[q]).sum::<f64>();
                near(found.cog[c * 6 + p], if presence.has(c, p) { 0.0 } else { opens });
            }
            outlooks.push((0..6).filter(|p| !presence.has(c, *p)).map(|p| density(p) * pci[p]).sum::<f64>());
        }
        let spread = Spread::of(&outlooks, 0);
        for (coi, outlook) in found.coi.iter().zip(outlooks) {
            near(*coi, if convention == Convention::Atlas { (outlook - spread.mean) / spread.sd } else { outlook });
        }
    }
}

#[test]
fn the_area_under_the_curve_is_that_of_the_textbook() {
    // The example of scikit-learn's roc_auc_score.
    near(roc_auc(&[0.1, 0.4, 0.35, 0.8], &[false, false, true, true]).expect("both outcomes"), 0.75);
}

#[test]
fn a_nearness_learned_elsewhere_is_judged_in_the_same_way_on_what_it_holds() {
    let (before, after, least, options) = (jobs(0), jobs(1), 45.0, AnalysisOptions::default());
    let (first, later) = (specialised(&before, least, 1.0), specialised(&after, least, 1.0));
    let phi = proximity(&first, options.proximity, 1);
    let sums = phi.sums_as(options.convention);
    let own = Nearness { activities: &before.activities, proximity: &phi, sums: &sums };
    assert_eq!(entry_by(&own, &before, &after, options, least), entry(&before, &after, options, least), "the same nearness");

    // Eight activities of the thirty, and one that nobody does.
    let mut some: Vec<String> = before.activities.iter().step_by(4).cloned().collect();
    some.push("q00".to_owned());
    let of = |at: usize| (at < 8).then_some(at * 4);
    let cell = |at: usize| of(at / 9).zip(of(at % 9)).map_or(0.5, |(p, q)| phi.get(p, q));
    let phi = Proximity { kind: phi.kind, n: 9, phi: (0..81).map(cell).collect() };
    let sums = phi.sums_as(options.convention);
    let part = Nearness { activities: &some, proximity: &phi, sums: &sums };
    let found = entry_by(&part, &before, &after, options, least).expect("some entered");
    let ubiquity = first.ubiquity();
    let absent = (0..14).flat_map(|c| (0..30).step_by(4).map(move |p| (c, p))).filter(|(c, p)| !first.has(*c, *p) && ubiquity[*p] > 0);
    let absent: Vec<(usize, usize)> = absent.collect();
    let came = absent.iter().filter(|(c, p)| later.has(*c, *p)).count();
    assert_eq!((found.candidates, found.entries), (absent.len(), came));
}

/// Jobs of 14 places in 30 activities, drawn without a drawing: the year moves some of them.
fn jobs(year: usize) -> Table {
    let cell = |k: usize| {
        let (c, p) = (k / 30, k % 30);
        let drawn = (c * 37 + p * 91 + c * p * 13 + year * (c + 2 * p)) % 101;
        (format!("c{c:02}"), format!("p{p:02}"), if drawn < 40 { 0.0 } else { drawn as f64 })
    };
    Table::gather((0..14 * 30).map(cell)).table
}

#[test]
fn what_entered_is_compared_with_guesses_pair_by_pair() {
    let (before, after, least) = (jobs(0), jobs(1), 45.0);
    let found = entry(&before, &after, AnalysisOptions::default(), least).expect("some entered");
    let does = |table: &Table| -> Vec<Vec<bool>> {
        let quotients = rca(table);
        let cell = |c: usize, p: usize| {
            let (columns, values) = table.row(c);
            columns.binary_search(&(p as u32)).is_ok_and(|at| values[at] >= least && quotients[table.start[c] + at] >= 1.0)
        };
        (0..14).map(|c| (0..30).map(|p| cell(c, p)).collect()).collect()
    };
    let (first, later) = (does(&before), does(&after));
    let ubiquity = |p: usize| first.iter().filter(|row| row[p]).count();
    let phi = |p: usize, q: usize| {
        let both = first.iter().filter(|row| row[p] && row[q]).count();
        both as f64 / ubiquity(p).max(ubiquity(q)).max(1) as f64
    };
    let density = |c: usize, p: usize| {
        let all: f64 = (0..30).map(|q| phi(p, q)).sum();
        (0..30).filter(|q| first[c][*q]).map(|q| phi(p, q)).sum::<f64>() / all
    };
    let candidates: Vec<(usize, usize)> =
        (0..14).flat_map(|c| (0..30).map(move |p| (c, p))).filter(|(c, p)| !first[*c][*p] && ubiquity(*p) > 0).collect();
    let (came, not): (Vec<_>, Vec<_>) = candidates.iter().copied().partition(|(c, p)| later[*c][*p]);
    assert_eq!((found.candidates, found.entries), (candidates.len(), came.len()));
    assert!(!came.is_empty() && !not.is_empty());
    // Two sums of the same parts in another order may differ by their rounding: they are as near.
    let chance = |score: &dyn Fn(usize, usize) -> f64| {
        let won = |a: f64, b: f64| if (a - b).abs() < 1e-12 { 0.5 } else { f64::from(u8::from(a > b)) };
        let pairs = came.iter().flat_map(|a| not.iter().map(move |b| won(score(a.0, a.1), score(b.0, b.1))));
        pairs.sum::<f64>() / (came.len() * not.len()) as f64
    };
    let totals = before.place_totals();
    near(found.ubiquity, chance(&|_, p| ubiquity(p) as f64));
    near(found.size, chance(&|c, _| totals[c]));
    assert!((found.density - chance(&density)).abs() < 0.01, "{} {}", found.density, chance(&density));
    near(found.base_rate, came.len() as f64 / candidates.len() as f64);

    // The ten that the most places do, in each place: a guess that needs no relatedness.
    let (mut guessed, mut right) = (0, 0);
    for (c, later) in later.iter().enumerate().take(14) {
        let mut absent: Vec<usize> = candidates.iter().filter(|(place, _)| *place == c).map(|(_, p)| *p).collect();
        absent.sort_by_key(|p| std::cmp::Reverse(ubiquity(*p)));
        absent.truncate(10);
        guessed += absent.len();
        right += absent.iter().filter(|p| later[**p]).count();
    }
    near(found.hit_rate_of_common, right as f64 / guessed as f64);
}
