//! The worked example of the mission: what each anticipation wins, in months, with the durations of the rules files.

mod setting;
use setting::*;

fn near(months: f64, expected: f64) -> bool {
    (months - expected).abs() < 0.05
}

/// Months to the opening with no grid connection to make, then with one.
fn months(groups: &[&str]) -> (f64, f64) {
    let site = with(groups);
    let at = |power| run(&plant(power), Some(&site), SPRING).opening.months;
    (at(0.0), at(2.0))
}

#[test]
fn on_a_bare_site_the_authorisation_takes_two_years() {
    let calendar = run(&plant(2.0), None, SPRING);
    assert!(near(calendar.opening.months, 24.3), "{}", calendar.opening.months);
    assert_eq!(calendar.critical_path, ["FF4S", "EI", "AE_FILE", "AE_EXAM", "AE_REPORT", "AE_DECISION", "REC_AE"]);
    assert_eq!(calendar.gain_months, 0.0);
    assert_eq!(calendar.bare, calendar.opening);
    assert!(calendar.missing.is_empty(), "{:?}", calendar.missing);
}

#[test]
fn a_local_plan_already_right_wins_nothing_and_the_reader_is_told() {
    let (without, with_grid) = months(&["plu"]);
    assert!(near(without, 24.3) && near(with_grid, 24.3));
    let calendar = run(&plant(2.0), Some(&with(&["plu"])), SPRING);
    assert!(told(&calendar, "conformité au plan local d’urbanisme\u{a0}: hors du chemin critique"), "{:#?}", calendar.notes);
}

#[test]
fn an_inventory_already_made_halves_the_delay_until_the_grid_becomes_critical() {
    let (without, with_grid) = months(&["plu", "inventory"]);
    assert!(near(without, 12.0) && near(with_grid, 15.0), "{without} {with_grid}");
    assert_eq!(run(&plant(2.0), Some(&with(&["plu", "inventory"])), SPRING).critical_path, ["RACC"]);
}

#[test]
fn archaeology_on_top_wins_nothing() {
    let (without, with_grid) = months(&["plu", "inventory", "archaeology"]);
    assert!(near(without, 12.0) && near(with_grid, 15.0));
    let calendar = run(&plant(2.0), Some(&with(&["plu", "inventory", "archaeology"])), SPRING);
    assert!(told(&calendar, "archéologie préventive\u{a0}: hors du chemin critique"));
}

#[test]
fn everything_anticipated_keeps_the_promise_of_nine_months_but_not_that_of_the_permit() {
    let site = with(&["plu", "inventory", "archaeology", "impact_study", "grid"]);
    let calendar = run(&plant(2.0), Some(&site), SPRING);
    assert!(near(calendar.opening.months, 10.0), "{}", calendar.opening.months);
    assert!(near(calendar.opening.decision_months, 7.7), "{}", calendar.opening.decision_months);
    assert_eq!(calendar.critical_path, ["AE_FILE", "AE_EXAM", "AE_REPORT", "AE_DECISION", "REC_AE"]);
    assert!(calendar.gain_months > 12.0);

    let promises = schedule::promise(&calendar);
    let kept: Vec<(&str, bool)> = promises.iter().map(|p| (p.task.as_str(), p.kept)).collect();
    assert_eq!(kept, [("PC", false), ("AE_DECISION", true)]);
    let bare = schedule::promise(&run(&plant(2.0), None, SPRING));
    assert!(bare.iter().all(|p| !p.kept));
}
