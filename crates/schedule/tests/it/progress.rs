//! A calendar starts from where the project and its site already stand: what is decided is done, what is filed has so much left.

use crate::setting::*;
use domain::{Date, Datum, Value};
use schedule::{Calendar, Options, Progress, Stage};

fn from(progress: &[Progress]) -> Calendar {
    schedule::calendar_from(&plant(2.0), None, progress, &rules(), date(SPRING), few())
}

fn of(procedure: &str, stage: Stage) -> Progress {
    Progress { procedure: procedure.into(), stage, of_site: false }
}

fn filed(procedure: &str, on: &str) -> Progress {
    of(procedure, Stage::Filed { on: date(on), counted: date(on), legal: None })
}

fn done(procedure: &str, on: &str) -> Progress {
    of(procedure, Stage::Done { on: date(on) })
}

#[test]
fn a_decision_in_hand_is_done_and_so_is_what_led_to_it() {
    let calendar = from(&[done("AE_DECISION", "2026-02-20")]);
    for id in ["AE_DECISION", "AE_REPORT", "AE_EXAM", "AE_FILE", "EI", "FF4S"] {
        let task = task(&calendar, id);
        assert!(task.anticipated.is_some() && task.expected == 0.0, "{id}");
        assert!(!calendar.first_steps.contains(&id.to_owned()), "{id} is not to be started");
    }
    assert!(task(&calendar, "AE_DECISION").anticipated.as_ref().is_some_and(|t| t.fr.contains("20\u{a0}février 2026")));
    assert!(task(&calendar, "RACC").anticipated.is_none(), "a decision says nothing of the connection");
    // The appeal has run for ten days of its two to four months.
    let appeal = task(&calendar, "REC_AE");
    assert!(appeal.pessimistic < 4.0 && appeal.pessimistic > 3.5 && appeal.earliest_start == date(SPRING), "{appeal:?}");
    assert!(calendar.opening.months < from(&[]).opening.months);
}

#[test]
fn a_file_lodged_has_what_is_left_of_its_months_and_is_not_to_be_started() {
    let whole = task(&from(&[]), "RACC").clone();
    let calendar = from(&[filed("RACC", "2025-12-02")]);
    let task = task(&calendar, "RACC");
    let spent = whole.pessimistic - task.pessimistic;
    assert!((spent - 90.0 / 30.4375).abs() < 0.01, "three months were spent: {spent}");
    assert!(task.under_way.as_ref().is_some_and(|t| t.fr.starts_with("déposé le 2\u{a0}décembre 2025") && t.en.starts_with("filed on")));
    assert!(from(&[]).first_steps.contains(&"RACC".to_owned()) && !calendar.first_steps.contains(&"RACC".to_owned()));
}

#[test]
fn the_months_since_the_filing_are_taken_from_the_steps_of_the_file_in_their_order() {
    let calendar = from(&[filed("AE_DECISION", "2025-12-02")]);
    let months = |id: &str| task(&calendar, id).pessimistic;
    // Four months to complete the file at worst, three of which have passed; what follows is whole.
    assert!(months("AE_FILE") > 1.0 && months("AE_FILE") < 1.1, "{}", months("AE_FILE"));
    assert_eq!((task(&calendar, "AE_EXAM").pessimistic, task(&calendar, "AE_DECISION").pessimistic), (4.0, 3.0));
    assert!(task(&calendar, "EI").anticipated.as_ref().is_some_and(|t| t.fr.starts_with("supposé fait")));
    assert!(task(&calendar, "AE_FILE").optimistic == 0.0 && task(&calendar, "AE_EXAM").optimistic < 3.0);
}

#[test]
fn the_last_day_that_was_notified_bounds_what_is_left() {
    let legal = Stage::Filed { on: date("2026-01-05"), counted: date("2026-02-05"), legal: Some(date("2026-05-05")) };
    let calendar = from(&[of("AE_DECISION", legal)]);
    let decision = task(&calendar, "AE_DECISION");
    assert!((decision.likely - 64.0 / 30.4375).abs() < 0.01, "{}", decision.likely);
    assert!(task(&calendar, "AE_EXAM").expected == 0.0);
}

#[test]
fn a_file_beyond_its_last_day_says_that_the_calendar_counts_on_it_and_what_silence_means() {
    let late = Stage::Filed { on: date("2024-11-04"), counted: date("2024-11-04"), legal: Some(date("2025-11-04")) };
    let calendar = from(&[of("AE_DECISION", late)]);
    let told = task(&calendar, "AE_DECISION").under_way.clone().expect("under way");
    assert!(told.fr.contains("comptée à ce jour") && told.fr.ends_with("silence\u{a0}: refus"), "{}", told.fr);
    assert!(told.en.ends_with("silence means refusal"), "{}", told.en);
}

#[test]
fn a_permit_recorded_under_its_ordinary_name_is_the_variant_that_the_project_meets() {
    let mut facts = plant(2.0);
    facts.set("site.floor_m2", Datum::declared(Value::Number(45_000.0)));
    let calendar = schedule::calendar_from(&facts, None, &[done("PC", "2026-02-20")], &rules(), date(SPRING), few());
    assert!(!has(&calendar, "PC") && task(&calendar, "PC_EP").anticipated.is_some());
}

#[test]
fn power_announced_for_a_day_is_waited_for_until_that_day_on_that_site_only() {
    let announced: Date = date("2026-09-02");
    let progress = [Progress { procedure: "RACC".into(), stage: Stage::Expected { on: announced }, of_site: true }];
    let calendar = schedule::calendar_from(&plant(2.0), Some(&with(&[])), &progress, &rules(), date(SPRING), Options::default());
    let connection = task(&calendar, "RACC");
    assert_eq!(connection.optimistic, connection.pessimistic);
    assert!(connection.earliest_finish == announced && connection.under_way.is_some(), "{connection:?}");
    assert!(calendar.bare.p90 >= calendar.opening.p90, "a bare site has no such announcement");
}
