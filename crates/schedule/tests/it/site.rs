//! What a site's anticipations are worth: state, expiry, scope, and never a delay.

use crate::setting::*;
use domain::{AnticipationState, Datum, Scope, Status, Value};
use proptest::prelude::*;

const GROUPS: [&str; 11] = [
    "plu",
    "inventory",
    "impact_study",
    "archaeology",
    "grid",
    "environmental_authorisation",
    "registration",
    "building_permit",
    "clearing",
    "water",
    "protected_species",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn one_more_anticipation_never_delays_the_opening(mask in 0u32..2048, extra in 0usize..11, day in 0i64..730, regime in 0usize..4) {
        let start = date("2026-01-01").checked_add(jiff::Span::new().days(day)).expect("a date");
        let mut facts = plant(2.0);
        let regime = ["none", "declaration", "registration", "authorisation"][regime];
        facts.set("site.icpe", Datum::declared(Value::Code(regime.into())));
        facts.set("site.clearing", Datum::declared(Value::Bool(mask % 2 == 0)));
        let groups: Vec<&str> = GROUPS.iter().enumerate().filter(|(i, _)| mask >> i & 1 == 1).map(|(_, g)| *g).collect();
        let more: Vec<&str> = groups.iter().copied().chain([GROUPS[extra]]).collect();
        let at = |groups: &[&str]| schedule::calendar(&facts, Some(&with(groups)), &rules(), start, few());
        let (less, more) = (at(&groups), at(&more));
        prop_assert!(more.opening.months <= less.opening.months);
        prop_assert!(more.opening.decision_months <= less.opening.decision_months);
        prop_assert!(more.opening.date <= less.opening.date);
        for (a, b) in [(more.opening.p10, less.opening.p10), (more.opening.p50, less.opening.p50), (more.opening.p90, less.opening.p90)] {
            prop_assert!(a <= b);
        }
        prop_assert!(more.gain_months >= less.gain_months && less.gain_months >= 0.0);
    }

    #[test]
    fn every_calendar_holds_together(mask in 0u32..2048, day in 0i64..3650) {
        let start = date("2019-01-01").checked_add(jiff::Span::new().days(day)).expect("a date");
        let groups: Vec<&str> = GROUPS.iter().enumerate().filter(|(i, _)| mask >> i & 1 == 1).map(|(_, g)| *g).collect();
        let calendar = schedule::calendar(&plant(2.0), Some(&with(&groups)), &rules(), start, few());
        let o = &calendar.opening;
        prop_assert!(o.p10 <= o.p50 && o.p50 <= o.p90 && o.decision_months <= o.months);
        for (i, t) in calendar.tasks.iter().enumerate() {
            prop_assert_eq!(t.critical, t.float_months == 0.0);
            prop_assert!(start <= t.earliest_start && t.earliest_start <= t.earliest_finish && t.earliest_finish <= t.latest_finish);
            for before in &t.after {
                let place = calendar.tasks.iter().position(|b| b.id == *before);
                prop_assert!(place.is_some_and(|p| p < i && calendar.tasks[p].earliest_finish <= t.earliest_start), "{} before {}", before, t.id);
            }
        }
        prop_assert_eq!(calendar.tasks.iter().map(|t| t.earliest_finish).max(), Some(o.date));
    }
}

#[test]
fn the_same_seed_gives_the_same_bytes() {
    let bytes = |seed| {
        let options = schedule::Options { draws: 500, seed };
        let calendar = schedule::calendar(&plant(2.0), Some(&with(&["plu", "inventory"])), &rules(), date(SPRING), options);
        serde_json::to_vec(&calendar).expect("serialisable")
    };
    assert_eq!(bytes(1), bytes(1));
    assert_ne!(bytes(1), bytes(2));
}

#[test]
fn an_inventory_that_expired_gives_no_gain() {
    let mut inventory = anticipation("inventory");
    inventory.expires = Some(date("2026-03-01"));
    let calendar = run(&plant(0.0), Some(&site(vec![inventory])), SPRING);
    assert_eq!(calendar.opening, calendar.bare);
    assert!(told(&calendar, "inventaire faune-flore\u{a0}: expiré le 1er\u{a0}mars 2026, aucun gain"), "{:#?}", calendar.notes);
}

#[test]
fn an_archaeology_waiver_lasts_five_years_from_its_date() {
    let at = |start| {
        let mut waiver = anticipation("archaeology");
        (waiver.state, waiver.date) = (AnticipationState::Waived, Some(date("2020-05-03")));
        run(&plant(0.0), Some(&site(vec![waiver])), start)
    };
    let valid = at("2025-05-02");
    let text = task(&valid, "ARC_1").anticipated.clone().expect("anticipated");
    assert_eq!(&*text.fr, "renonciation acquise le 3\u{a0}mai 2020, valable jusqu’au 3\u{a0}mai 2025 (déclaré)");
    assert!(told(&valid, "expire le 3\u{a0}mai 2025, avant l’ouverture"), "{:#?}", valid.notes);
    let lapsed = at("2025-05-05");
    assert!(task(&lapsed, "ARC_1").anticipated.is_none());
    assert!(told(&lapsed, "expiré le 3\u{a0}mai 2025"));
}

#[test]
fn an_old_inventory_counts_with_a_reservation() {
    let mut inventory = anticipation("inventory");
    inventory.date = Some(date("2022-03-02"));
    let calendar = run(&plant(0.0), Some(&site(vec![inventory])), SPRING);
    assert!(calendar.gain_months > 5.0);
    assert!(told(&calendar, "une mise à jour peut être demandée"));
}

#[test]
fn an_anticipation_out_of_scope_gives_no_gain() {
    let scopes = [
        (Scope { area_ha: Some(3.9), ..Scope::default() }, "couvre 3,9\u{a0}ha, le projet en demande 4"),
        (Scope { icpe: Some("registration".into()), ..Scope::default() }, "régime ICPE plus léger"),
        (Scope { power_mva: Some(1.5), ..Scope::default() }, "couvre 1,5\u{a0}MVA, le projet en demande 2"),
    ];
    for (scope, why) in scopes {
        let mut study = anticipation("impact_study");
        study.scope = scope;
        let calendar = run(&plant(2.0), Some(&site(vec![study])), SPRING);
        assert_eq!(calendar.opening, calendar.bare);
        assert!(told(&calendar, why), "{:#?}", calendar.notes);
    }
    let mut wide = anticipation("impact_study");
    wide.scope = Scope { area_ha: Some(4.0), icpe: Some("seveso_low".into()), power_mva: Some(2.0) };
    // The local plan, still to be changed, is critical then.
    assert!(run(&plant(2.0), Some(&site(vec![wide])), SPRING).gain_months > 3.0);
}

#[test]
fn what_is_only_filed_or_still_to_do_gives_no_gain() {
    for state in [AnticipationState::ToDo, AnticipationState::Filed] {
        let mut inventory = anticipation("inventory");
        inventory.state = state;
        let calendar = run(&plant(0.0), Some(&site(vec![inventory])), SPRING);
        assert_eq!(calendar.gain_months, 0.0);
        assert!(told(&calendar, "aucun gain"));
    }
}

#[test]
fn what_a_label_lets_suppose_counts_and_says_so() {
    let mut inventory = anticipation("inventory");
    inventory.status = Status::Assumed;
    let calendar = run(&plant(0.0), Some(&site(vec![inventory])), SPRING);
    assert!(calendar.gain_months > 5.0);
    assert_eq!(task(&calendar, "FF4S").anticipated_status, Some(Status::Assumed));
    assert!(task(&calendar, "FF4S").anticipated.as_ref().is_some_and(|t| t.fr.contains("supposé") && t.en.contains("assumed")));
    assert!(told(&calendar, "supposé fait d’après la définition du label"));
}

#[test]
fn a_finished_impact_study_makes_a_separate_inventory_pointless() {
    let calendar = run(&plant(0.0), Some(&with(&["inventory", "impact_study"])), SPRING);
    assert!(task(&calendar, "FF4S").anticipated.is_some() && task(&calendar, "EI").anticipated.is_some());
    assert!(told(&calendar, "inventaire faune-flore\u{a0}: déjà comprise dans une autre anticipation"), "{:#?}", calendar.notes);
}

#[test]
fn a_fresh_authorisation_can_still_be_attacked() {
    let at = |on: &str| {
        let mut authorisation = anticipation("environmental_authorisation");
        authorisation.date = Some(date(on));
        run(&plant(0.0), Some(&site(vec![authorisation])), SPRING)
    };
    assert!(task(&at("2026-02-02"), "REC_AE").anticipated.is_none());
    assert!(task(&at("2025-10-02"), "REC_AE").anticipated.is_some());
}

#[test]
fn an_unknown_area_counts_with_a_reservation_and_becomes_a_question() {
    let mut facts = plant(2.0);
    facts.0.remove("site.area_ha");
    let mut study = anticipation("impact_study");
    study.scope.area_ha = Some(12.0);
    let calendar = run(&facts, Some(&site(vec![study])), SPRING);
    assert!(calendar.gain_months > 3.0);
    assert!(calendar.missing.contains(&"site.area_ha".to_owned()));
    assert!(told(&calendar, "étude d’impact\u{a0}: compté sous réserve, surface du projet inconnue"), "{:#?}", calendar.notes);
}

#[test]
fn each_anticipation_tells_the_months_it_wins_and_the_interest_it_spares() {
    let done = with(&["plu", "inventory"]);
    let mut facts = plant(0.0);
    let unpriced = run(&facts, Some(&done), SPRING);
    let inventory = unpriced.gains.first().expect("the inventory is on the critical path");
    assert_eq!((inventory.anticipation.as_str(), inventory.carried), ("inventory", None));
    assert!(inventory.months > 5.0, "{}", inventory.months);
    assert!(inventory.because.fr.contains("attend le coût et le taux"), "{}", inventory.because.fr);

    facts.set("project.cost", domain::Datum::declared(domain::Value::Money(domain::Cents::euros(12_000_000))));
    facts.set("project.interest_rate", domain::Datum::declared(domain::Value::Number(5.0)));
    let priced = run(&facts, Some(&done), SPRING);
    let inventory = &priced.gains[0];
    // 5 % of 12 M€ is 600 000 € a year, 50 € a thousandth of a month.
    let thousandths = (inventory.months * 1000.0).round() as i64;
    assert_eq!(inventory.carried, Some(domain::Cents::euros(50 * thousandths)));
    assert_eq!(schedule::carried(&facts, 12.0), Some(domain::Cents::euros(600_000)));
    assert!(priced.gains.windows(2).all(|pair| pair[0].months >= pair[1].months));
}

#[test]
fn what_can_begin_this_month_is_told_the_most_pressing_first() {
    let calendar = run(&plant(0.0), None, SPRING);
    assert!(!calendar.first_steps.is_empty());
    let floats: Vec<f64> = calendar.first_steps.iter().map(|id| task(&calendar, id).float_months).collect();
    assert!(floats.windows(2).all(|pair| pair[0] <= pair[1]), "{floats:?}");
    assert!(calendar.first_steps.iter().any(|id| id == "FF4S"), "a survey of four seasons starts at once in spring");
    let month = date(SPRING).checked_add(jiff::Span::new().days(31)).expect("a date");
    assert!(calendar.first_steps.iter().all(|id| task(&calendar, id).earliest_start < month));
}
