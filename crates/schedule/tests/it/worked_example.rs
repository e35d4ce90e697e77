//! The worked example of the mission: what each anticipation wins, in months, with the durations of the rules files.

use crate::setting::*;
use domain::Source;
use schedule::{Progress, Stage};

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

    let months = |id: &str| match id {
        "PC" => Some(3),
        "AE_DECISION" => Some(9),
        _ => None,
    };
    let promises = |calendar: &schedule::Calendar, progress: &[Progress]| {
        let found = schedule::promise(calendar, &rules(), progress, &months, &Source::default());
        found.into_iter().map(|p| (p.task, p.filed, p.kept)).collect::<Vec<_>>()
    };
    let start = date(SPRING);
    assert_eq!(promises(&calendar, &[]), [("PC".to_owned(), start, false), ("AE_DECISION".to_owned(), start, true)]);
    // Counted from the filing: the year of studies that comes before it is nobody's promise.
    let bare = run(&plant(2.0), None, SPRING);
    let of_bare = promises(&bare, &[]);
    assert_eq!(of_bare.iter().map(|p| p.2).collect::<Vec<_>>(), [false, true]);
    assert_eq!(of_bare[1].1, task(&bare, "AE_FILE").earliest_start);
    assert!(of_bare[1].1 > date("2027-03-01"), "{:?}", of_bare[1]);
    // A file lodged last summer is late, however little is left of it.
    let lodged = date("2025-06-02");
    let filed =
        [Progress { procedure: "AE_DECISION".into(), stage: Stage::Filed { on: lodged, counted: lodged, legal: None }, of_site: false }];
    let late = schedule::calendar_from(&plant(2.0), None, &filed, &rules(), start, few());
    let told = promises(&late, &filed);
    assert!(told.contains(&("AE_DECISION".to_owned(), lodged, false)), "{told:?}");
}
