//! What a territory is told, and what it is not told.

use crate::country::{bridge, communes, drawn, learned, national, options, plant, valley, zones};
use diagnose::sector::{self, SectorOptions};
use diagnose::suppliers::Search;
use diagnose::territory::{Hangs, Reception, TerritoryOptions, diagnose};
use diagnose::vulnerability::Needs;
use diagnose::{Floor, LearnOptions, Learned, National, Route, TerritoryDiagnosis, Trade, Withheld};
use domain::{Source, Text};
use proptest::prelude::*;
use std::collections::BTreeSet;

const OFF: Floor = Floor { jobs: 0.0, establishments: 1.0, places: 0, discoveries: 1.0 };

fn of_zone(national: &National, zone: usize) -> BTreeSet<String> {
    let first = format!("{zone:03}-");
    national.jobs.places.iter().filter(|c| c.starts_with(&first)).cloned().collect()
}

fn study(national: &National, learned: &Learned, zone: usize, options: &TerritoryOptions) -> TerritoryDiagnosis {
    diagnose(national, learned, &of_zone(national, zone), Text::same("essai"), options)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn the_reasons_of_a_rank_add_up_to_the_density(seed in any::<u64>(), zone in 0usize..12) {
        let country = drawn(12, 48, seed);
        let told = study(&country, &learned(&country, Floor::default()), zone, &options());
        for line in &told.prospects {
            let sum: f64 = line.because.iter().map(|p| p.density).sum::<f64>() + line.others.density;
            prop_assert!((sum - line.density).abs() < 1e-12, "{} {} {}", line.activity, sum, line.density);
            prop_assert!((0.0..=1.0).contains(&line.density) && (0.0..=1.0).contains(&line.robustness));
            prop_assert!(line.density_bounds.low <= line.density && line.density <= line.density_bounds.high);
        }
    }

    #[test]
    fn what_is_withheld_lies_between_the_bounds_told(seed in any::<u64>(), zone in 0usize..10, step in 3usize..9) {
        let truth = drawn(10, 36, seed);
        let known = withholding(&truth, step);
        let learned = learned(&known, OFF);
        let options = TerritoryOptions { floor: OFF, ..options() };
        let (told, true_one) = (study(&known, &learned, zone, &options), study(&truth, &learned, zone, &options));
        for line in &told.prospects {
            if let Some(real) = true_one.prospects.iter().find(|p| p.activity == line.activity) {
                let bounds = line.density_bounds;
                prop_assert!(bounds.low <= real.density + 1e-12 && real.density <= bounds.high + 1e-12);
            }
        }
        for line in &told.strengths {
            if let Some(real) = true_one.strengths.iter().find(|s| s.activity == line.activity) {
                prop_assert!(line.quotient_low <= real.quotient + 1e-9);
                prop_assert!(line.quotient_high.is_none_or(|high| real.quotient <= high + 1e-9));
            }
        }
        prop_assert!(told.withheld == 0 || told.limits.iter().any(|l| l.fr.contains("secret statistique")));
    }

    #[test]
    fn the_order_of_the_rows_changes_nothing(seed in any::<u64>(), zone in 0usize..8) {
        let country = drawn(8, 30, seed);
        let mut rows: Vec<(String, String, f64, f64)> = Vec::new();
        for (i, place) in country.jobs.places.iter().enumerate() {
            let (columns, values) = country.jobs.row(i);
            for (j, v) in columns.iter().zip(values) {
                rows.push((place.clone(), country.jobs.activities[*j as usize].clone(), *v, country.establishments.get(i, *j as usize)));
            }
        }
        rows.reverse();
        let turned = national(&rows.iter().map(|r| (r.0.as_str(), r.1.as_str(), r.2, r.3)).collect::<Vec<_>>());
        let (a, b) = (learned(&country, Floor::default()), learned(&turned, Floor::default()));
        prop_assert_eq!(study(&country, &a, zone, &options()), study(&turned, &b, zone, &options()));
    }
}

/// Hides the jobs of every `step`-th cell that is not the largest of its activity by mean size.
fn withholding(truth: &National, step: usize) -> National {
    let (jobs, counts) = (&truth.jobs, &truth.establishments);
    let mut largest = vec![(0.0, 0); jobs.activities.len()];
    for i in 0..jobs.places.len() {
        let (columns, values) = jobs.row(i);
        for (j, v) in columns.iter().zip(values) {
            let mean = v / counts.get(i, *j as usize);
            if mean > largest[*j as usize].0 {
                largest[*j as usize] = (mean, i);
            }
        }
    }
    let mut known = truth.clone();
    let (mut cells, mut seen) = (Vec::new(), 0);
    for i in 0..jobs.places.len() {
        let (columns, values) = jobs.row(i);
        for (j, v) in columns.iter().zip(values) {
            seen += 1;
            if seen % step == 0 && largest[*j as usize].1 != i {
                known.withheld.push(Withheld { place: i as u32, activity: *j });
            } else {
                cells.push((jobs.places[i].clone(), jobs.activities[*j as usize].clone(), *v));
            }
        }
    }
    known.jobs = diagnose::Table::gather(cells.iter().map(|c| (&c.0, &c.1, c.2))).table;
    known
}

#[test]
fn secrecy_widens_the_bounds_and_without_it_there_are_none() {
    let truth = drawn(10, 36, 7);
    let known = withholding(&truth, 3);
    let options = TerritoryOptions { floor: OFF, ..options() };
    let wide = |told: &TerritoryDiagnosis| told.prospects.iter().filter(|p| p.density_bounds.low < p.density_bounds.high).count();
    let told = study(&known, &learned(&known, OFF), 2, &options);
    assert!(told.withheld > 0 && wide(&told) > 0, "{} cells, {} bounds", told.withheld, wide(&told));
    assert!(told.strengths.iter().any(|s| s.quotient_high.is_some_and(|high| s.quotient_low < s.quotient && s.quotient < high)));
    let open = study(&truth, &learned(&truth, OFF), 2, &options);
    assert_eq!((open.withheld, wide(&open)), (0, 0));
}

fn valley_study(options: &TerritoryOptions) -> TerritoryDiagnosis {
    let country = valley();
    diagnose(&country, &learned(&country, Floor::default()), &communes(&["v-1", "v-2"]), Text::same("la vallée"), options)
}

#[test]
fn a_valley_of_foundries_is_told_what_it_does_and_what_is_near() {
    let told = valley_study(&options());
    let strengths: Vec<&str> = told.strengths.iter().map(|s| s.activity.as_str()).collect();
    assert_eq!(strengths, ["25.30Z", "24.51Z", "25.62B"]);
    let forge = told.prospects.iter().find(|p| p.activity == "25.50B").expect("stamping is absent here");
    assert_eq!(forge.rank_of_nearness, 1, "it lives with foundries and machining elsewhere");
    assert!(forge.because.iter().any(|part| part.activity == "24.51Z"));
    assert!(forge.why.fr.contains("24.51Z") && forge.why.en.contains("24.51Z"));
}

#[test]
fn one_workshop_of_three_jobs_is_no_specialisation() {
    let told = valley_study(&options());
    assert!(told.strengths.iter().all(|s| s.activity != "32.12Z"), "three jewellers are luck");
    let all = valley_study(&TerritoryOptions { floor: OFF, ..options() });
    assert!(all.prospects.iter().any(|p| p.activity == "32.12Z") || all.strengths.iter().any(|s| s.activity == "32.12Z"));
}

#[test]
fn an_activity_known_in_too_few_places_has_no_score_of_nearness() {
    let told = valley_study(&TerritoryOptions { floor: Floor::default(), ..options() });
    assert!(told.prospects.iter().all(|p| p.found_in < 5 && p.scores.proximity.is_none() && p.total.is_none()));
    assert!(told.prospects[0].why.fr.contains("Proximité non notée") && told.prospects[0].why.en.contains("not scored"));
    assert!(told.missing.iter().any(|m| m.en.starts_with("Proximity: unknown")));
}

#[test]
fn a_specialisation_that_is_one_plant_says_so_and_how_ranks_move_without_it() {
    let told = valley_study(&options());
    let boilers = &told.strengths[0];
    assert!(matches!(boilers.hangs, Hangs::Yes { least, rank_then: None, .. } if least == 700.0));
    assert!(boilers.why.fr.contains("un seul établissement") && boilers.why.en.contains("single establishment"));
    let foundries = &told.strengths[1];
    assert!(matches!(foundries.hangs, Hangs::Perhaps { least, most, .. } if least == 100.0 && most == 900.0));
}

#[test]
fn an_unknown_number_of_establishments_forbids_the_test_of_the_biggest() {
    let mut country = valley();
    country.establishments = diagnose::Table::gather([("v-1", "25.62B", 30.0)]).table;
    let told = diagnose(&country, &learned(&country, Floor::default()), &communes(&["v-1", "v-2"]), Text::default(), &options());
    let foundries = told.strengths.iter().find(|s| s.activity == "24.51Z").expect("foundries");
    assert_eq!(foundries.hangs, Hangs::Untold);
    assert!(foundries.why.en.contains("cannot be told"));
}

#[test]
fn what_was_not_imported_is_said_and_its_weight_shared() {
    let told = valley_study(&options());
    let names: Vec<&str> = told.missing.iter().map(|m| m.en.split(':').next().unwrap_or_default()).collect();
    assert_eq!(names[..4], ["Need", "Skills", "Reception", "Return"]);
    assert!(told.missing[..4].iter().all(|m| m.en.ends_with("Its weight is shared over the others.")));
    assert!(told.missing[4].en.starts_with("A single figure is known"));
    for line in &told.prospects {
        let proximity = line.scores.proximity.expect("nearness is always known");
        assert!((line.total.expect("one figure is known") - proximity).abs() < 1e-9);
    }
}

#[test]
fn a_site_that_fits_lifts_an_activity_and_a_figure_known_for_some_is_said() {
    let same = Reception { score: 95.0, counts: false, sites: 2, why: Text::same("2 sites") };
    let all = ["10.71A", "25.50B", "32.12Z"].map(|id| (id.to_owned(), same.clone())).into();
    let (told, without) = (valley_study(&TerritoryOptions { reception: Some(&all), ..options() }), valley_study(&options()));
    let totals = |of: &TerritoryDiagnosis| of.prospects.iter().map(|p| (p.activity.clone(), p.total)).collect::<Vec<_>>();
    assert_eq!(totals(&told), totals(&without), "a figure that is the same for all does not count");
    assert!(told.missing.iter().any(|m| m.en.starts_with("Reception: unknown") && m.en.contains("site-needs")), "{:?}", told.missing);
    let fits = Reception { score: 95.0, counts: true, sites: 2, why: Text::same("2 sites") };
    let sites = [("10.71A".to_owned(), fits)].into();
    let told = valley_study(&TerritoryOptions { reception: Some(&sites), ..options() });
    let bakery = told.prospects.iter().find(|p| p.activity == "10.71A").expect("bakery is absent");
    assert_eq!(bakery.scores.reception, Some(95.0));
    assert!(told.missing.iter().any(|m| m.fr.starts_with("Accueil : inconnu pour")));
}

#[test]
fn every_answer_carries_matrix_year_convention_and_whether_it_is_invented() {
    let told = valley_study(&options());
    assert_eq!((told.basis.convention.as_str(), told.basis.proximity.as_str(), told.basis.year), ("atlas", "minimum", 2022));
    assert_eq!((told.basis.route, told.basis.synthetic), (Route::Internal, true));
    assert!(told.basis.matrix.fr.contains("4 intercommunalités") && told.basis.matrix.en.contains("synthetic"));
    assert!(told.limits.iter().any(|l| l.en.contains("nothing here describes reality")));
    let mut invented = valley();
    invented.source.title = format!("Rebond, {} (2022)", diagnose::INVENTED[0]);
    let matrix = learned(&invented, Floor::default()).matrix;
    assert!(
        matrix.fr.contains("Données inventées") && matrix.en.contains("Rebond, Invented data for demonstration (2022)"),
        "{}",
        matrix.en
    );
}

#[test]
fn communes_that_the_source_does_not_know_are_named() {
    let country = valley();
    let told = diagnose(&country, &learned(&country, Floor::default()), &communes(&["v-1", "99999"]), Text::default(), &options());
    assert_eq!(told.absent, ["99999"]);
    let nowhere = diagnose(&country, &learned(&country, Floor::default()), &communes(&["99999"]), Text::default(), &options());
    assert!(nowhere.strengths.is_empty() && nowhere.jobs == 0.0, "and a territory of none of them is told nothing, without failing");
}

#[test]
fn the_change_since_the_earlier_table_adds_up() {
    let mut country = valley();
    let mut before = valley();
    before.year = 2017;
    before.jobs.value.iter_mut().enumerate().for_each(|(i, v)| *v *= 0.7 + 0.1 * (i % 5) as f64);
    country.earlier = Some(Box::new(before));
    let told = diagnose(&country, &learned(&country, Floor::default()), &communes(&["v-1", "v-2"]), Text::default(), &options());
    let change = told.profile.change.expect("two dates");
    assert!((change.national + change.mix + change.own - change.change).abs() < 1e-9);
    assert_eq!((change.from, change.to), (2017, 2022));
    assert!((change.activities.iter().map(|a| a.change).sum::<f64>() - change.change).abs() < 1e-9);
}

#[test]
fn with_two_dates_the_study_says_how_far_nearness_announced_what_came() {
    let mut now = drawn(30, 40, 5);
    let mut before = drawn(30, 40, 5);
    before.year = 2017;
    // One job in three was not there yet: cells that come are drawn, so nearness must do better than luck and not much more.
    before.jobs = diagnose::Table::gather((0..before.jobs.places.len()).flat_map(|i| {
        let (columns, values) = now.jobs.row(i);
        let kept = columns.iter().zip(values).filter(move |(j, _)| !(i + **j as usize).is_multiple_of(3));
        let names = &now.jobs;
        kept.map(move |(j, v)| (names.places[i].clone(), names.activities[*j as usize].clone(), *v)).collect::<Vec<_>>()
    }))
    .table;
    now.earlier = Some(Box::new(before));
    let told = study(&now, &learned(&now, Floor::default()), 3, &options());
    let test = told.basis.entry.expect("two dates");
    // The test judges the matrix that is used: what is under the floor is no specialisation, at either date.
    let strict = learned(&now, Floor { jobs: 200.0, ..Floor::default() }).entry.map(|(_, strict)| (strict.candidates, strict.entries));
    assert!(strict != Some((test.candidates, test.entries)), "another floor, another matrix: {test:?}");
    assert!(test.entries > 0 && test.entries < test.candidates);
    for auc in [test.density, test.relative, test.ubiquity, test.size, test.hit_rate, test.hit_rate_of_common, test.base_rate] {
        assert!((0.0..=1.0).contains(&auc));
    }
    assert_eq!(told.basis.entry_from, Some(2017));
    assert!(told.limits.iter().any(|l| l.fr.contains("de 2017 à 2022") && l.en.contains("Put to the test")));
}

#[test]
fn the_external_route_learns_on_trade_and_says_when_it_cannot_tell_two_activities_apart() {
    let country = valley();
    let exports = diagnose::Table::gather([
        ("deu", "castings", 9.0),
        ("deu", "forgings", 8.0),
        ("deu", "bread", 1.0),
        ("ita", "castings", 7.0),
        ("ita", "forgings", 9.0),
        ("ita", "jewels", 2.0),
        ("fra", "bread", 9.0),
        ("fra", "jewels", 8.0),
        ("fra", "castings", 1.0),
        ("bel", "bread", 5.0),
        ("bel", "forgings", 1.0),
    ])
    .table;
    let bridge = bridge(&[
        ("castings", "24.51Z", 1.0),
        ("forgings", "25.50B", 0.5),
        ("forgings", "25.62B", 0.5),
        ("bread", "10.71A", 1.0),
        ("jewels", "32.12Z", 1.0),
    ]);
    let trade = Trade {
        exports: &exports,
        bridge: &bridge,
        year: Some(1999),
        name: Text::same("commerce mondial"),
        source: Source::default(),
        synthetic: false,
    };
    let learned = Learned::from_trade(&trade, &country, &zones(&country), LearnOptions::default());
    let told = diagnose(&country, &learned, &communes(&["v-1", "v-2"]), Text::default(), &options());
    assert_eq!((told.basis.route, told.basis.matrix_year, told.basis.year), (Route::External, Some(1999), 2022));
    assert_eq!(told.prospects.first().map(|p| p.activity.as_str()), Some("25.50B"));
    assert_eq!(learned.reliability["25.50B"].alike, ["25.62B"]);
    assert!(told.prospects[0].why.en.contains("25.62B"), "{}", told.prospects[0].why.en);
    assert!(told.limits.iter().any(|l| l.en.contains("have no place in the proximity matrix")), "boilers are in no product here");
    for line in &told.prospects {
        let sum: f64 = line.because.iter().map(|p| p.density).sum::<f64>() + line.others.density;
        assert!((sum - line.density).abs() < 1e-12);
    }
    // Proximity of French zones with the complexity of trade: what trade cannot tell apart is still said.
    let mixed = self::learned(&country, Floor::default()).with_complexity_of(&learned);
    let told = diagnose(&country, &mixed, &communes(&["v-1", "v-2"]), Text::default(), &options());
    let stamping = told.prospects.iter().find(|p| p.activity == "25.50B").expect("stamping is not here");
    assert!(stamping.why.en.contains("cannot tell it from 25.62B"), "{}", stamping.why.en);
}

#[test]
fn the_two_routes_call_companies_from_here_and_companies_from_elsewhere() {
    let country = valley();
    let learned = learned(&country, Floor::default());
    let plants = [
        plant("1", "v-1", "24.51Z", 50),
        plant("2", "u-1", "25.50B", 100),
        plant("3", "u-1", "25.50B", 250),
        plant("4", "t-1", "62.01Z", 500),
        plant("5", "w-1", "25.50B", 0),
    ];
    let here = communes(&["v-1", "v-2"]);
    let needs = Needs::default();
    let asked = SectorOptions {
        territory: TerritoryOptions { needs: Some(&needs), ..options() },
        communes: Some(&here),
        establishments: &plants,
        search: Search::default(),
        trade: &[],
        bridge: None,
        methods: &[],
    };
    let told = sector::diagnose(&country, &learned, "25.50B", &asked).expect("a known activity");
    let sirets = |list: &[diagnose::suppliers::Supplier]| list.iter().map(|s| s.establishment.siret.clone()).collect::<Vec<_>>();
    assert_eq!(sirets(&told.reinternalise), ["1"], "a foundry is near stamping");
    assert_eq!(sirets(&told.national_suppliers), ["3", "2"], "same activity, larger first, and nobody without employees");
    assert!(told.national_suppliers.iter().chain(&told.reinternalise).all(|s| &*s.label.en == "candidate, to be qualified"));
    assert_eq!(told.zones.first().map(|z| z.zone.as_str()), Some("u"));
    assert!(told.prospect.is_some() && told.strength.is_none());
    assert_eq!(told.missing.len(), 2, "trade and the input–output table: {:?}", told.missing);
}

#[test]
fn an_activity_that_nobody_declares_is_refused_with_what_to_check() {
    let country = valley();
    let asked = SectorOptions {
        territory: options(),
        communes: None,
        establishments: &[],
        search: Search::default(),
        trade: &[],
        bridge: None,
        methods: &[],
    };
    let why = sector::diagnose(&country, &learned(&country, Floor::default()), "99.99Z", &asked).expect_err("unknown");
    assert!(why.fr.contains("99.99Z") && why.en.contains("NAF"));
}
