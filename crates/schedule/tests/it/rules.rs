//! Which formalities a project meets, under the law of its date, in the calendar of France.

use crate::setting::*;
use domain::calendar::is_working_day;
use domain::{Datum, Facts, Value};

fn set(facts: &mut Facts, key: &str, value: Value) {
    facts.set(key, Datum::declared(value));
}

#[test]
fn an_inventory_ordered_in_october_waits_for_march() {
    let calendar = run(&plant(0.0), None, "2026-10-15");
    let inventory = task(&calendar, "FF4S");
    assert_eq!(inventory.earliest_start, date("2027-03-01"));
    assert!((inventory.waits_months - 4.5).abs() < 0.05, "{}", inventory.waits_months);
    assert!(inventory.waits_for.as_ref().is_some_and(|w| w.fr.contains("mars")));
    assert!(inventory.critical);
    assert!((calendar.opening.months - 24.33 - inventory.waits_months).abs() < 0.05);
    // In the season it starts at once, and every draw honours the season too.
    assert_eq!(task(&run(&plant(0.0), None, SPRING), "FF4S").waits_months, 0.0);
    assert!(calendar.opening.p10 > date("2028-10-01"), "{}", calendar.opening.p10);
}

#[test]
fn the_authorisation_follows_the_law_of_its_date() {
    let old = run(&plant(0.0), None, "2024-10-21");
    assert!(has(&old, "AE_INQUIRY") && !has(&old, "AE_REPORT"));
    let new = run(&plant(0.0), None, "2024-10-22");
    assert!(has(&new, "AE_REPORT") && !has(&new, "AE_INQUIRY"));
    // 2020: inventory 12.33, study 2, file 1.75, examination 4.17, inquiry 3, decision 2, appeals 4.
    let year_2020 = run(&plant(0.0), None, "2020-09-15");
    assert!((year_2020.opening.months - 29.25).abs() < 0.05, "{}", year_2020.opening.months);
    assert_eq!(task(&year_2020, "REC_AE").likely, 4.0);
    assert!(task(&year_2020, "AE_EXAM").legal.as_ref().is_some_and(|l| l.fr.starts_with("4 mois d’examen")));
    // Filed in 2026 only: the law will have changed before.
    let across = run(&plant(0.0), None, "2024-09-15");
    assert!(told(&across, "la règle change après le 21\u{a0}octobre 2024"), "{:#?}", across.notes);
}

#[test]
fn legal_clocks_end_on_working_days() {
    for start in ["2026-03-02", "2026-04-06", "2026-05-01", "2026-07-14", "2026-12-24"] {
        let calendar = run(&plant(2.0), None, start);
        for t in calendar.tasks.iter().filter(|t| t.legal.is_some()) {
            assert!(is_working_day(t.earliest_finish), "{} ends on {}", t.id, t.earliest_finish);
        }
        for day in [calendar.opening.p10, calendar.opening.p50, calendar.opening.p90] {
            assert!(is_working_day(day));
        }
    }
    // A declaration of 1 May is proved on the next working day, Monday 4 May 2026.
    let mut facts = plant(0.0);
    set(&mut facts, "site.icpe", Value::Code("declaration".into()));
    assert_eq!(task(&run(&facts, None, "2026-05-01"), "ICPE_D").earliest_finish, date("2026-05-04"));
}

#[test]
fn appeals_against_the_permit_run_from_the_permit_not_from_the_authorisation() {
    let calendar = run(&plant(0.0), None, SPRING);
    assert_eq!(task(&calendar, "REC_PC").after, ["PC"]);
    assert_eq!(task(&calendar, "REC_PC").earliest_start, task(&calendar, "PC").earliest_finish);
}

#[test]
fn the_aid_file_comes_before_the_first_order() {
    let calendar = run(&plant(0.0), None, SPRING);
    let order = task(&calendar, "FIRST_ORDER");
    assert!(order.after.contains(&"AID_FILED".to_owned()) && order.after.contains(&"AE_DECISION".to_owned()));
    assert!(task(&calendar, "AID_FILED").earliest_finish <= order.earliest_start);
}

#[test]
fn each_regime_has_its_own_formalities() {
    let network = |regime: &str| {
        let mut facts = plant(0.0);
        set(&mut facts, "site.icpe", Value::Code(regime.into()));
        run(&facts, None, SPRING)
    };
    let registration = network("registration");
    assert!(has(&registration, "ICPE_E") && has(&registration, "REC_AE") && !has(&registration, "AE_FILE") && !has(&registration, "FF4S"));
    let declaration = network("declaration");
    assert!(has(&declaration, "ICPE_D") && !has(&declaration, "REC_AE"));
    assert!(has(&network("seveso_high"), "AE_DECISION"));
    let none = network("none");
    assert!(!has(&none, "ICPE_D") && !has(&none, "ICPE_E") && has(&none, "PC"));
    assert!(none.opening.months < registration.opening.months);
}

#[test]
fn one_permit_at_most_is_asked_for() {
    let mut facts = plant(0.0);
    set(&mut facts, "site.icpe", Value::Code("none".into()));
    let permits = |facts: &Facts| {
        let calendar = run(facts, None, SPRING);
        let permits: Vec<String> = calendar.tasks.iter().map(|t| t.id.clone()).filter(|id| id.starts_with("PC")).collect();
        permits.join(" ")
    };
    assert_eq!(permits(&facts), "PC");
    set(&mut facts, "site.public_building", Value::Bool(true));
    assert_eq!(permits(&facts), "PC_ERP");
    set(&mut facts, "site.clearing", Value::Bool(true));
    assert_eq!(permits(&facts), "PC_DEF");
    set(&mut facts, "site.floor_m2", Value::Number(40_000.0));
    assert_eq!(permits(&facts), "PC_EE");
    set(&mut facts, "site.icpe", Value::Code("authorisation".into()));
    assert_eq!(permits(&facts), "PC_EP");
}

#[test]
fn thresholds_of_footprint_and_land_decide_of_the_assessment() {
    let network = |floor: f64, area: f64| {
        let mut facts = plant(0.0);
        set(&mut facts, "site.icpe", Value::Code("none".into()));
        set(&mut facts, "site.floor_m2", Value::Number(floor));
        set(&mut facts, "site.area_ha", Value::Number(area));
        let c = run(&facts, None, SPRING);
        (has(&c, "CPC"), has(&c, "EI"), has(&c, "IOTA_D"), has(&c, "AE_FILE"))
    };
    assert_eq!(network(9_999.0, 0.9), (false, false, false, false));
    assert_eq!(network(10_000.0, 0.9), (true, false, false, false));
    assert_eq!(network(9_999.0, 5.0), (true, false, true, false));
    assert_eq!(network(9_999.0, 10.0), (false, true, true, false));
    assert_eq!(network(9_999.0, 20.0), (false, true, false, true));
}

#[test]
fn rain_water_and_wetlands_ask_for_a_declaration_then_an_authorisation_at_the_thresholds_of_their_headings() {
    let network = |area: f64, wetland: f64| {
        let mut facts = plant(0.0);
        set(&mut facts, "site.icpe", Value::Code("none".into()));
        set(&mut facts, "site.area_ha", Value::Number(area));
        set(&mut facts, "site.wetland_m2", Value::Number(wetland));
        let calendar = run(&facts, None, SPRING);
        (has(&calendar, "IOTA_D"), has(&calendar, "AE_FILE"))
    };
    // Heading 2.1.5.0: 1 ha, then 20 ha.
    assert_eq!([network(0.99, 0.0), network(1.0, 0.0)], [(false, false), (true, false)]);
    assert_eq!([network(19.99, 0.0), network(20.0, 0.0)], [(true, false), (false, true)]);
    // Heading 3.3.1.0: 0.1 ha, then 1 ha.
    assert_eq!([network(0.9, 999.0), network(0.9, 1_000.0)], [(false, false), (true, false)]);
    assert_eq!([network(0.9, 9_999.0), network(0.9, 10_000.0)], [(true, false), (false, true)]);
}

#[test]
fn a_project_of_five_fields_gets_the_careful_calendar_and_the_questions_that_would_change_it() {
    let mut facts = Facts::default();
    set(&mut facts, "project.kind", Value::Code("new_plant".into()));
    let calendar = run(&facts, None, SPRING);
    assert!((calendar.opening.months - 24.33).abs() < 0.05, "{}", calendar.opening.months);
    for key in ["site.icpe", "site.plu_conform", "site.power_mva", "site.clearing", "site.floor_m2"] {
        assert!(calendar.missing.iter().any(|m| m == key), "{key} in {:?}", calendar.missing);
    }
    assert!(told(&calendar, "régime ICPE inconnu") && told(&calendar, "puissance inconnue"));
    assert!(has(&calendar, "RACC") && has(&calendar, "PLU_MEC"));
    // Once everything is known nothing is asked any more.
    assert!(run(&plant(2.0), None, SPRING).missing.is_empty());
}

#[test]
fn a_known_fact_is_never_asked_again_even_when_others_are_open() {
    let mut facts = plant(2.0);
    facts.0.remove("site.wetland_m2");
    // Under authorisation the wetland is judged inside it: asking would change nothing.
    assert!(run(&facts, None, SPRING).missing.is_empty());
    set(&mut facts, "site.icpe", Value::Code("none".into()));
    assert_eq!(run(&facts, None, SPRING).missing, ["site.wetland_m2"]);
}

#[test]
fn a_recruitment_needs_no_formality() {
    let mut facts = Facts::default();
    set(&mut facts, "project.kind", Value::Code("hiring".into()));
    let calendar = run(&facts, None, SPRING);
    assert_eq!(calendar.tasks.iter().map(|t| t.id.as_str()).collect::<Vec<_>>(), ["AID_FILED", "FIRST_ORDER"]);
    assert_eq!(calendar.opening.months, 0.0);
    assert!(calendar.missing.is_empty());
}

#[test]
fn a_committee_that_sits_on_fixed_dates_makes_the_step_wait() {
    let mut files = files();
    for (name, text) in &mut files {
        if name == "connection.toml" {
            *text = text.replace(
                "id = \"RACC\"",
                "id = \"RACC\"\nwindows = [{ from = \"2026-06-10\", until = \"2026-06-12\", why = { fr = \"comité du 10 juin\", en = \"committee of 10 June\" } }]",
            );
        }
    }
    let rules = programmes::Procedures::gather(files.iter().map(|(n, t)| (n.as_str(), t.as_str()))).expect("right");
    let at = |start| schedule::calendar(&plant(2.0), None, &rules, date(start), few());
    let before = at(SPRING);
    assert_eq!(task(&before, "RACC").earliest_start, date("2026-06-10"));
    assert_eq!(task(&before, "RACC").waits_for.as_ref().map(|w| &*w.fr), Some("comité du 10 juin"));
    // Past the last known date nothing is imposed.
    assert_eq!(task(&at("2026-06-13"), "RACC").waits_months, 0.0);
}
