//! What a territory and an activity are told no more of than is known: one ranking, bounds that stay, companies as the register
//! names them.

use crate::country::{communes, learned, national, options, plant, valley};
use diagnose::input_output::InputOutput;
use diagnose::score::Weights;
use diagnose::sector::{self, SectorOptions};
use diagnose::suppliers::{Search, candidates};
use diagnose::territory::{Considered, Hangs, Reception, TerritoryOptions, diagnose};
use diagnose::{Floor, Largest, National, Withheld};
use domain::{Cents, Text};
use std::collections::BTreeMap;

#[test]
fn the_page_of_an_activity_tells_the_rank_of_the_territory_itself() {
    let country = valley();
    let learned = learned(&country, Floor::default());
    let here = communes(&["v-1", "v-2"]);
    let site = |score| Reception { score, counts: true, sites: 1, why: Text::same("un site") };
    let reception: BTreeMap<String, Reception> =
        [("25.50B", 12.0), ("10.71A", 90.0), ("62.01Z", 50.0)].map(|(id, score)| (id.to_owned(), site(score))).into();
    let weights = Weights { reception: 5.0, ..Weights::default() };
    let territory =
        TerritoryOptions { considered: Considered::Manufacturing, reception: Some(&reception), weights, draws: 200, ..options() };
    let whole = diagnose(&country, &learned, &here, Text::default(), &territory);
    let asked = SectorOptions {
        territory,
        communes: Some(&here),
        establishments: &[],
        search: Search::default(),
        trade: &[],
        bridge: None,
        methods: &[],
    };
    let line = whole.prospects.iter().find(|p| p.activity == "25.50B").expect("stamping is not here");
    let alone = sector::diagnose(&country, &learned, "25.50B", &asked).expect("a known activity");
    assert_eq!(alone.prospect.as_ref(), Some(line), "rank, figures, robustness: all the same");
    assert!(line.robustness > 0.0);
    let service = sector::diagnose(&country, &learned, "62.01Z", &asked).expect("a known activity");
    assert!(service.prospect.is_none() && service.missing.iter().any(|m| m.en.contains("no rank in it")), "services are not ranked");
}

#[test]
fn of_companies_as_near_by_activity_the_nearer_comes_before_the_larger_and_all_are_counted() {
    let country = valley();
    let learned = learned(&country, Floor::default());
    let plants = [plant("far", "u-1", "25.50B", 500), plant("near", "w-1", "25.50B", 10), plant("nowhere", "x-1", "25.50B", 900)];
    let at = |lon| domain::Position { lon, lat: 46.8, approximate: false };
    let positions: BTreeMap<String, domain::Position> = [("u-1", 6.8), ("w-1", 4.9)].map(|(id, lon)| (id.to_owned(), at(lon))).into();
    let search = Search { origin: Some(at(4.8)), positions: Some(&positions), shown: 2, ..Search::default() };
    let (list, all) = candidates(&learned, "25.50B", &plants, &search);
    assert_eq!(list.iter().map(|s| s.establishment.siret.as_str()).collect::<Vec<_>>(), ["near", "far"]);
    assert_eq!(all, 3);
    let (close, all) = candidates(&learned, "25.50B", &plants, &Search { within_km: Some(50.0), least_size: 100, ..search });
    assert_eq!((close.len(), all, close[0].establishment.siret.as_str()), (1, 1, "nowhere"), "what is not located stays");
}

#[test]
fn the_band_of_the_register_bounds_the_biggest_employer_unless_it_contradicts_the_jobs() {
    let mut country = valley();
    let foundry = |country: &National| {
        let told = diagnose(country, &learned(country, Floor::default()), &communes(&["v-1", "v-2"]), Text::default(), &options());
        told.strengths.into_iter().find(|s| s.activity == "24.51Z").expect("foundries").hangs
    };
    assert!(
        matches!(foundry(&country), Hangs::Perhaps { least: 100.0, most: 900.0, .. }),
        "nine plants, 900 jobs: {:?}",
        foundry(&country)
    );
    let at = |country: &National, least: f64, most: Option<f64>| {
        let table = &country.establishments;
        let (place, activity) = (table.place("v-1").expect("a commune") as u32, table.activity("24.51Z").expect("an activity") as u32);
        vec![Largest { place, activity, least, most }]
    };
    country.sizes = at(&country, 100.0, Some(199.0));
    assert!(matches!(foundry(&country), Hangs::No { .. }), "none is larger than 199: {:?}", foundry(&country));
    country.sizes = at(&country, 2_000.0, Some(4_999.0));
    assert!(
        matches!(foundry(&country), Hangs::Perhaps { least: 100.0, most: 900.0, .. }),
        "a band of another year: {:?}",
        foundry(&country)
    );
}

#[test]
fn where_jobs_are_counted_by_division_the_register_answers_with_what_the_division_holds() {
    let country = national(&[("a-1", "25", 100.0, 4.0), ("a-1", "47", 20.0, 3.0), ("b-1", "47", 200.0, 30.0)]);
    let learned = learned(&country, Floor::default());
    let plants = [plant("1", "a-1", "25.50B", 50), plant("2", "a-1", "24.51Z", 50)];
    let (list, all) = candidates(&learned, "25", &plants, &Search::default());
    assert_eq!((all, list[0].establishment.activity.as_str(), list[0].similarity), (1, "25.50B", 1.0));
    assert!(list[0].why.en.contains("same main activity declared (25.50B)"), "{}", list[0].why.en);
}

#[test]
fn an_activity_that_nothing_bounds_does_not_take_their_bounds_from_the_others_nor_passes_for_a_loss() {
    let mut country = valley();
    let mut counts: Vec<(String, String, f64)> = Vec::new();
    let table = country.establishments.clone();
    for (at, place) in table.places.iter().enumerate() {
        let (columns, values) = table.row(at);
        counts.extend(columns.iter().zip(values).map(|(j, v)| (place.clone(), table.activities[*j as usize].clone(), *v)));
    }
    counts.push(("v-1".into(), "33.20B".into(), 4.0));
    country.establishments = diagnose::Table::gather(counts.iter().map(|c| (&c.0, &c.1, c.2))).table;
    let cell = |country: &National, id: &str| {
        let table = &country.establishments;
        Withheld { place: table.place("v-1").expect("a commune") as u32, activity: table.activity(id).expect("an activity") as u32 }
    };
    country.withheld = vec![cell(&country, "33.20B")];
    let told = |country: &National| {
        diagnose(country, &learned(country, Floor::default()), &communes(&["v-1", "v-2"]), Text::default(), &options())
    };
    let study = told(&country);
    let foundry = study.strengths.iter().find(|s| s.activity == "24.51Z").expect("foundries");
    assert!(foundry.quotient_high.is_some_and(|high| (high - foundry.quotient).abs() < 1e-9), "its own cells are all told: {foundry:?}");
    assert!(study.limits.iter().any(|l| l.en.contains("nothing bounds") && l.en.contains("33.20B")), "{:?}", study.limits);
    assert_eq!(study.profile.left_out, ["33.20B"]);

    // The foundries of v-1 were told five years ago, and are not any more.
    let before = valley();
    let mut now = valley();
    now.jobs = diagnose::Table::gather(
        now.jobs
            .places
            .iter()
            .enumerate()
            .flat_map(|(at, place)| {
                let (columns, values) = now.jobs.row(at);
                let named = |(j, v): (&u32, &f64)| (place.clone(), now.jobs.activities[*j as usize].clone(), *v);
                columns.iter().zip(values).map(named).collect::<Vec<_>>()
            })
            .filter(|(place, activity, _)| !(place == "v-1" && activity == "24.51Z")),
    )
    .table;
    now.withheld = vec![cell(&now, "24.51Z")];
    now.earlier = Some(Box::new(National { year: 2017, ..before }));
    let change = told(&now).profile.change.expect("two years");
    assert_eq!(change.left_out, ["24.51Z"]);
    assert!(change.activities.iter().all(|row| row.activity != "24.51Z") && change.change == 0.0, "{change:?}");
}

#[test]
fn purchases_elsewhere_are_told_against_the_country_and_never_against_a_part_of_it() {
    // 20 and 80 jobs here, of 100 and 900 in the country: the case worked out in `by_hand.rs`.
    let here = [("v-1", "10.71A", 20.0, 1.0), ("v-1", "25.50B", 80.0, 4.0)];
    let beside = [("u-1", "10.71A", 30.0, 1.0), ("u-1", "25.50B", 170.0, 4.0)];
    let beyond = [("w-1", "10.71A", 50.0, 2.0), ("w-1", "25.50B", 650.0, 9.0)];
    let table = InputOutput {
        branches: vec!["10".into(), "25".into()],
        flows: vec![10.0, 60.0, 20.0, 90.0],
        output: vec![100.0, 600.0],
        home_demand: vec![300.0, 500.0],
        euros: 1_000_000,
        ..InputOutput::default()
    };
    let told = |rows: &[crate::country::Row], partial: bool| {
        let country = national(rows);
        let asked = TerritoryOptions { input_output: Some(&table), residents: Some(0.08), partial, ..options() };
        let learned = learned(&country, Floor::default());
        let place = communes(&["v-1"]);
        let alone = SectorOptions {
            territory: asked.clone(),
            communes: Some(&place),
            establishments: &[],
            search: Search::default(),
            trade: &[],
            bridge: None,
            methods: &[],
        };
        let activity = sector::diagnose(&country, &learned, "25.50B", &alone).expect("an activity of the table");
        (diagnose(&country, &learned, &place, Text::default(), &asked), activity)
    };
    let central = |study: &diagnose::TerritoryDiagnosis| study.gaps.iter().map(|g| (g.branch.clone(), g.gap.central)).collect::<Vec<_>>();

    let (whole, _) = told(&[here, beside, beyond].concat(), false);
    assert_eq!(central(&whole), [("25".to_owned(), Cents(658_715_072)), ("10".to_owned(), Cents(0))]);
    assert_eq!(whole.without_gaps, None);
    assert!(
        whole.gaps_from.is_some_and(|from| from.en.contains("year not told") && from.en.contains("delta 0.25")),
        "an amount names its table"
    );

    // The file of one zone and its neighbour holds 50 and 250 jobs. Taken for the country, it lends to this place 40 % and 32 % of the
    // output of the country, for 20 % and 8.9 %: 9.47 and 0.15 million euros leave, where 6.59 and 0 do.
    let (misled, _) = told(&[here, beside].concat(), false);
    assert_eq!(central(&misled), [("25".to_owned(), Cents(947_164_814)), ("10".to_owned(), Cents(14_731_882))]);
    let (part, activity) = told(&[here, beside].concat(), true);
    assert!(part.gaps.is_empty() && part.gaps_from.is_none() && activity.gap.is_none(), "{:?}", part.gaps);
    assert!(part.prospects.iter().all(|line| line.multiplier.is_none() && line.scores.returns.is_none()));
    let why = part.without_gaps.expect("a reason");
    assert!(why.en.contains("too high") && why.fr.contains("rebond import urssaf"), "{why:?}");
    assert!(activity.missing.iter().any(|m| m.en.contains("too high")), "{:?}", activity.missing);
    assert!(part.limits.iter().all(|l| !l.en.contains("Final demand")), "nothing is said of figures that are not given");
}
