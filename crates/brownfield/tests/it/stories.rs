//! A brownfield told by its facts: what is known counts, what is not is named.
// The last underscore stands before the cents.
#![allow(clippy::inconsistent_digit_grouping)]

use crate::WHEN;
use brownfield::*;
use domain::{Cents, Datum, Facts, Value};
use proptest::prelude::*;

fn facts(values: &[(&str, Value)]) -> Facts {
    let mut facts = Facts::default();
    values.iter().for_each(|(key, value)| facts.set(key, Datum::declared(value.clone())));
    facts
}

fn rules() -> Rules {
    Rules::embedded()
}

fn number(n: f64) -> Value {
    Value::Number(n)
}

#[test]
fn ninety_three_euros_a_year_for_ten_years_are_worth_769() {
    // The worked example of Bénéfriches: the first year is not discounted.
    let worth = present_value((0..10).map(|_| Cents(9_300)), rules().costs(WHEN));
    assert_eq!((worth.0 as f64 / 100.0).round(), 769.0, "{worth:?}");
}

#[test]
fn the_value_of_carbon_grows_geometrically_between_its_years() {
    for (year, euros) in
        [(2015, 90.0), (2020, 90.0), (2025, 150.0), (2026, 166.13), (2030, 250.0), (2035, 353.55), (2045, 622.49), (2060, 775.0)]
    {
        assert!((carbon_value(rules().costs(WHEN), year) - euros).abs() < 0.005, "{year}: {}", carbon_value(rules().costs(WHEN), year));
    }
}

#[test]
fn doing_nothing_costs_what_the_four_formulas_say() {
    let known = facts(&[
        ("brownfield.area_m2", number(20_000.0)),
        ("brownfield.built_m2", number(4_000.0)),
        ("brownfield.rural", Value::Bool(false)),
        ("place.population", number(45_000.0)),
    ]);
    let found = inaction(rules().costs(WHEN), &known, 10);
    // 22 000 € × 2 ha; 7 € × 4 000 m²; round(0.0047 × 45 000 × 1 % × 900) €; 14 € × 4 000 m² × 0.4038.
    assert_eq!(
        found.lines.iter().map(|l| l.amount).collect::<Vec<_>>(),
        [44_000_00, 28_000_00, 1_904_00, 22_612_80].map(|c| Some(Cents(c)))
    );
    assert_eq!(found.yearly, Cents(96_516_80));
    let rural = facts(&[("brownfield.rural", Value::Bool(true))]);
    let found = inaction(rules().costs(WHEN), &rural, 10);
    assert_eq!((found.lines[0].amount, found.lines[1].amount), (Some(Cents(0)), None));
    assert_eq!(found.lines[1].missing, ["brownfield.built_m2"]);
}

#[test]
fn a_fund_pays_the_deficit_left_and_nothing_when_there_is_none() {
    assert_eq!(aid_ceiling(Cents(1_000), Cents(300), Cents(200)), Cents(500));
    assert_eq!(aid_ceiling(Cents(1_000), Cents(900), Cents(200)), Cents(0));
}

#[test]
fn the_balance_adds_up_and_says_when_it_can_still_move() {
    let mut known = facts(&[
        ("brownfield.area_m2", number(10_000.0)),
        ("brownfield.demolish_m2", number(1_000.0)),
        ("brownfield.asbestos_m2", number(0.0)),
        ("brownfield.polluted_m2", number(2_000.0)),
        ("brownfield.deseal_m2", number(0.0)),
        ("brownfield.purchase", Value::Money(Cents(200_000_00))),
        ("brownfield.other_costs", Value::Money(Cents(0))),
        ("brownfield.revenue", Value::Money(Cents(400_000_00))),
        ("project.jobs_created", number(50.0)),
    ]);
    let spare = inaction(rules().costs(WHEN), &known, 10);
    let open = balance(rules().costs(WHEN), &known, &spare, 2026);
    // 200 000 + 5.81 % + 75 × 1 000 + 66 × 2 000 + (6 + 54) × 10 000.
    assert_eq!((open.total_costs, open.complete), (Cents(200_000_00 + 11_620_00 + 75_000_00 + 132_000_00 + 600_000_00), false));
    known.set("brownfield.other_aid", Datum::declared(Value::Money(Cents(100_000_00))));
    let whole = balance(rules().costs(WHEN), &known, &spare, 2026);
    assert_eq!((whole.aid_ceiling, whole.complete), (Cents(518_620_00), true));
    assert!(whole.benefits.iter().any(|l| l.how.fr.starts_with("50 par hectare")));
    assert!(whole.benefits.iter().filter(|l| l.how.en.starts_with("unknown: no public constant")).all(|l| l.amount.is_none()));
}

#[test]
fn an_old_grid_still_gives_its_old_answer() {
    let first = rules().grids.remove(0);
    let text = include_str!("../../../../rules/brownfield/industry-1.toml");
    let heavier = text.replacen("version = \"1.0\"", "version = \"2.0\"", 1).replacen("2026-01-01", "2027-01-01", 1).replacen(
        "weight = 2.0",
        "weight = 9.0",
        1,
    );
    let second = Grid::read("v2", &heavier).expect("a second grid");
    let known = facts(&[("brownfield.area_m2", number(100_000.0)), ("brownfield.pollution", Value::Code("proved".into()))]);
    let before = mutability(&first, &known, None);
    let all = [first, second];
    assert_eq!(mutability(&all[1], &known, None).grid, "2.0");
    assert_ne!(mutability(&all[1], &known, None).index, before.index);
    let again = all.iter().find(|g| g.version == before.grid).map(|g| mutability(g, &known, None));
    assert_eq!(again, Some(before));
    for (day, version) in [("2020-07-20", "1.0"), ("2026-11-23", "1.0"), ("2027-01-01", "2.0")] {
        assert_eq!(in_force(&all, day.parse().expect("a date")).map(|g| g.version.as_str()), Some(version), "{day}");
    }
}

#[test]
fn a_grid_with_a_mistake_is_refused_with_its_place() {
    let text = include_str!("../../../../rules/brownfield/industry-1.toml");
    let told = Grid::read("g.toml", &text.replacen("score = -1 }", "score = -7 }", 1)).expect_err("no such score");
    assert_eq!(told[0].field, "brownfield.area_m2");
    let told = Grid::read("g.toml", "version = \"1\"\ncriterion = 3\n").expect_err("an unknown key");
    assert_eq!(told[0].line, 2, "{told:?}");
}

#[test]
fn what_the_site_tells_serves_when_the_project_says_nothing() {
    let grid = rules().grids.remove(0);
    let nothing = mutability(&grid, &Facts::default(), None);
    assert_eq!((nothing.index, nothing.completeness), (None, 0.0));
    let known = facts(&[("brownfield.rail", Value::Bool(true))]);
    let found = mutability(&grid, &known, None);
    assert_eq!(found.index, Some(1.0));
    assert!(found.completeness > 0.0 && found.completeness < 0.1, "{}", found.completeness);
}

fn some_facts() -> impl Strategy<Value = Facts> {
    let pick = |codes: &'static [&'static str]| prop::option::of(prop::sample::select(codes).prop_map(|c| Value::Code(c.into())));
    (
        prop::option::of((0.0..200_000.0f64).prop_map(Value::Number)),
        pick(&["none", "treated", "unlikely", "suspected", "proved"]),
        pick(&["one_public", "one_private", "several"]),
        prop::option::of(any::<bool>().prop_map(Value::Bool)),
    )
        .prop_map(|(area, pollution, owners, flood)| {
            let named = [
                ("brownfield.area_m2", area),
                ("brownfield.pollution", pollution),
                ("brownfield.owners", owners),
                ("brownfield.flood", flood),
            ];
            facts(&named.into_iter().filter_map(|(key, value)| Some((key, value?))).collect::<Vec<_>>())
        })
}

proptest! {
    #[test]
    fn what_is_learnt_falls_between_the_bounds_announced(known in some_facts(), more in some_facts()) {
        let grid = rules().grids.remove(0);
        let before = mutability(&grid, &known, None);
        let mut learnt = more;
        learnt.0.extend(known.0.clone());
        let after = mutability(&grid, &learnt, None);
        prop_assert!(before.least <= after.least + 1e-12 && after.most <= before.most + 1e-12);
        prop_assert!(before.completeness <= after.completeness + 1e-12);
        if let Some(index) = after.index {
            prop_assert!((0.0..=1.0).contains(&index));
        }
    }

    #[test]
    fn the_ceiling_never_pays_more_than_the_deficit(costs in 0..1_000_000_000i64, revenues in 0..1_000_000_000i64, aid in 0..1_000_000_000i64) {
        let most = aid_ceiling(Cents(costs), Cents(revenues), Cents(aid));
        prop_assert!(most.0 >= 0 && (most.0 == 0 || most.0 + revenues + aid == costs));
    }

    #[test]
    fn later_money_is_worth_less_and_the_order_of_years_counts(amount in 1..1_000_000i64, years in 1..50usize) {
        let worth = present_value(std::iter::repeat_n(Cents(amount), years), rules().costs(WHEN));
        prop_assert!(worth.0 <= amount * years as i64 && worth.0 >= amount);
    }
}

#[test]
fn a_new_grid_is_a_file_and_the_former_one_can_still_be_asked_for() {
    let first = include_str!("../../../../rules/brownfield/industry-1.toml");
    let costs = include_str!("../../../../rules/brownfield/costs-2026-08.toml");
    let version = rules().grids[0].version.clone();
    let second = first
        .replace(&format!("version = \"{version}\""), "version = \"essai-2\"")
        .replace("valid_from = \"2026-01-01\"", "valid_from = \"2026-06-01\"");
    let read = Rules::gather([("r/b.toml", second.as_str()), ("r/a.toml", first), ("r/costs-2026.toml", costs)]).expect("two grids");
    let day = |text: &str| text.parse().expect("a date");
    assert_eq!(read.grid(day("2026-03-01")).map(|g| g.version.as_str()), Some(version.as_str()));
    assert_eq!(read.grid(day("2026-07-01")).map(|g| g.version.as_str()), Some("essai-2"));
    let twice = Rules::gather([("a.toml", first), ("b.toml", first), ("costs-1.toml", costs)]).expect_err("one version, two grids");
    assert!(twice[0].what.fr.contains(&version), "{twice:?}");
    assert!(Rules::gather([("a.toml", first)]).is_err_and(|p| p[0].what.fr.contains("costs-")), "no constants");
    let wrong = first.replace("weight", "wieght");
    assert!(Rules::gather([("a.toml", wrong.as_str()), ("costs-1.toml", costs)]).is_err_and(|p| p[0].file == "a.toml" && p[0].line > 0));
    let mut unknown = rules();
    unknown.grids[0].criteria[0].fact = "brownfield.colour".into();
    let problems = unknown.check_facts(&domain::Dictionary::default());
    assert!(problems.iter().any(|p| p.field == "brownfield.colour"), "{problems:?}");
}
