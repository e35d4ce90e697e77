//! What a holder can say of the land and of the plan, what each answer puts in the calendar, and when it is asked.

use crate::setting::*;
use domain::{Datum, Facts, Value};

/// A plant outside the nomenclature of classified installations, with these answers on top.
fn bare_plant(answers: &[(&str, Value)]) -> Facts {
    let mut facts = plant(0.0);
    facts.set("site.icpe", Datum::declared(Value::Code("none".into())));
    for (key, value) in answers {
        facts.set(key, Datum::declared(value.clone()));
    }
    facts
}

const ARCHAEOLOGY: [&str; 6] = ["ARC_1", "ARC_2", "ARC_3", "ARC_REPORT", "ARC_4", "ARC_5"];

#[test]
fn an_excavation_prescribed_becomes_critical_where_the_rest_was_anticipated() {
    let mut facts = plant(0.0);
    let site = with(&["plu", "inventory"]);
    assert!(near(run(&facts, Some(&site), SPRING).opening.months, 12.0));
    facts.set("site.excavation", Datum::declared(Value::Bool(true)));
    let calendar = run(&facts, Some(&site), SPRING);
    // 1.83 + 2.67 + 2.08 + 1.67 + 2.67 up to the prescription, then 13 months of excavation.
    assert!(near(calendar.opening.months, 23.92), "{}", calendar.opening.months);
    assert_eq!(calendar.critical_path, ARCHAEOLOGY);
    let legal = task(&calendar, "ARC_5").legal.clone().expect("a legal delay");
    assert!(legal.fr.starts_with("12 mois au plus, 18 si l’Inrap"), "{}", legal.fr);
    assert!(task(&calendar, "ARC_5").source.title.contains("2011"));
}

#[test]
fn a_diagnosis_made_beforehand_does_not_make_the_excavation_that_it_asked_for() {
    let mut facts = plant(0.0);
    facts.set("site.excavation", Datum::declared(Value::Bool(true)));
    let calendar = run(&facts, Some(&with(&["plu", "inventory", "archaeology"])), SPRING);
    assert!(task(&calendar, "ARC_4").anticipated.is_some() && task(&calendar, "ARC_5").anticipated.is_none());
    assert!(near(calendar.opening.months, 13.0), "{}", calendar.opening.months);
    assert_eq!(calendar.critical_path, ["ARC_5"]);
}

#[test]
fn species_and_natura_2000_have_their_own_clock_outside_an_authorisation_only() {
    let touched = [("site.protected_species", Value::Bool(true)), ("site.natura2000", Value::Bool(true))];
    let calendar = run(&bare_plant(&touched), None, SPRING);
    assert_eq!((task(&calendar, "ESP").expected, task(&calendar, "N2000").expected), (4.0, 2.0));
    let order = task(&calendar, "FIRST_ORDER");
    assert!(["ESP", "N2000"].iter().all(|id| order.after.iter().any(|after| after == id)), "{:?}", order.after);
    let site = with(&["protected_species"]);
    assert!(task(&run(&bare_plant(&touched), Some(&site), SPRING), "ESP").anticipated.is_some());
    let mut authorised = bare_plant(&touched);
    authorised.set("site.icpe", Datum::declared(Value::Code("authorisation".into())));
    let calendar = run(&authorised, None, SPRING);
    assert!(!has(&calendar, "ESP") && !has(&calendar, "N2000"), "both are inside the authorisation");
}

#[test]
fn what_nobody_answered_is_supposed_absent_told_and_asked() {
    for (key, step, words) in [
        ("site.excavation", "ARC_5", "aucune fouille archéologique n’est supposée"),
        ("site.protected_species", "ESP", "aucune dérogation n’est supposée"),
        ("site.natura2000", "N2000", "aucune évaluation des incidences n’est supposée"),
        ("site.permit_commission", "PC_PLUS_2", "commission inconnue"),
    ] {
        let mut facts = bare_plant(&[]);
        assert!(!told(&run(&facts, None, SPRING), words), "{key} is known");
        facts.0.remove(key);
        let calendar = run(&facts, None, SPRING);
        assert!(!has(&calendar, step), "{step}");
        assert!(told(&calendar, words), "{key}: {:#?}", calendar.notes);
        assert_eq!(calendar.missing, [key]);
    }
    // Under an authorisation these three change nothing: they are not asked.
    let mut facts = plant(0.0);
    for key in ["site.protected_species", "site.natura2000", "site.urban_zone"] {
        facts.0.remove(key);
    }
    assert!(run(&facts, None, SPRING).missing.is_empty());
}

#[test]
fn a_commission_adds_two_months_to_an_ordinary_permit() {
    let conform = ("site.plu_conform", Value::Bool(true));
    let site = with(&["archaeology"]);
    let plain = run(&bare_plant(std::slice::from_ref(&conform)), Some(&site), SPRING);
    // A permit of 4.17 months, then 2.33 of appeals.
    assert!(near(plain.opening.months, 6.5), "{}", plain.opening.months);
    let seen = [conform, ("site.permit_commission", Value::Bool(true))];
    let calendar = run(&bare_plant(&seen), Some(&site), SPRING);
    assert!(near(calendar.opening.months, 8.5), "{}", calendar.opening.months);
    assert_eq!(task(&calendar, "PC").after, ["PC_PLUS_2"]);
    let mut open_to_the_public = bare_plant(&seen);
    open_to_the_public.set("site.public_building", Datum::declared(Value::Bool(true)));
    assert!(!has(&run(&open_to_the_public, None, SPRING), "PC_PLUS_2"), "that permit has a delay of its own");
}

#[test]
fn each_way_of_changing_the_local_plan_has_its_own_length() {
    let steps = |facts: &Facts| -> Vec<String> {
        let calendar = run(facts, None, SPRING);
        calendar.tasks.iter().map(|t| t.id.clone()).filter(|id| id.starts_with("PLU_")).collect()
    };
    for (procedure, id, months) in [
        ("declaration", "PLU_MEC", 12.33),
        ("simplified", "PLU_MS", 3.0),
        ("modification", "PLU_M", 12.33),
        ("light_revision", "PLU_RA", 12.33),
        ("revision", "PLU_R", 42.0),
    ] {
        let facts = bare_plant(&[("site.plu_procedure", Value::Code(procedure.into()))]);
        assert_eq!(steps(&facts), [id]);
        let calendar = run(&facts, None, SPRING);
        assert!(near(task(&calendar, id).expected, months), "{id}: {}", task(&calendar, id).expected);
        assert!(task(&calendar, "PC").after.iter().any(|after| after == id), "the permit waits for {id}");
        assert!(run(&facts, Some(&with(&["plu"])), SPRING).tasks.iter().any(|t| t.id == id && t.anticipated.is_some()));
    }
    assert!(steps(&bare_plant(&[("site.plu_conform", Value::Bool(true))])).is_empty());
}

#[test]
fn the_way_to_change_the_plan_is_asked_once_the_project_is_known_not_to_conform() {
    let mut facts = plant(0.0);
    facts.0.remove("site.plu_procedure");
    let calendar = run(&facts, None, SPRING);
    assert!(has(&calendar, "PLU_MEC"));
    assert_eq!(calendar.missing, ["site.plu_procedure"]);
    assert!(told(&calendar, "une déclaration de projet avec mise en compatibilité est supposée"));
    facts.0.remove("site.plu_conform");
    let calendar = run(&facts, None, SPRING);
    assert_eq!(calendar.missing, ["site.plu_conform"]);
    assert!(told(&calendar, "conformité au PLU inconnue") && told(&calendar, "procédure d’urbanisme inconnue"), "{:#?}", calendar.notes);
}

#[test]
fn forty_thousand_square_metres_are_assessed_outside_zone_u_and_examined_case_by_case_inside() {
    let network = |floor: f64, area: f64, urban: bool| {
        let (floor, area) = (("site.floor_m2", Value::Number(floor)), ("site.area_ha", Value::Number(area)));
        let calendar = run(&bare_plant(&[floor, area, ("site.urban_zone", Value::Bool(urban))]), None, SPRING);
        ["CPC", "EI", "PC", "PC_EE"].map(|id| has(&calendar, id))
    };
    let (case_by_case, assessed) = ([true, false, true, false], [false, true, false, true]);
    assert_eq!(network(39_999.0, 4.0, false), case_by_case);
    assert_eq!(network(40_000.0, 4.0, false), assessed);
    assert_eq!(network(40_000.0, 4.0, true), case_by_case);
    // Rubric 39 b: 10 ha of land are assessed in every zone.
    assert_eq!(network(40_000.0, 10.0, true), assessed);
    let mut facts = bare_plant(&[("site.floor_m2", Value::Number(40_000.0))]);
    facts.0.remove("site.urban_zone");
    let calendar = run(&facts, None, SPRING);
    assert!(has(&calendar, "PC_EE") && told(&calendar, "zone du PLU inconnue"));
    assert_eq!(calendar.missing, ["site.urban_zone"]);
    // The zone is not asked before the footprint, and never of a small building.
    facts.0.remove("site.floor_m2");
    assert_eq!(run(&facts, None, SPRING).missing, ["site.floor_m2"]);
    // Under authorisation, the inquiry is shared outside zone U; inside, the permit is an ordinary one.
    let large = |urban: bool| {
        let mut facts = plant(0.0);
        facts.set("site.floor_m2", Datum::declared(Value::Number(40_000.0)));
        facts.set("site.urban_zone", Datum::declared(Value::Bool(urban)));
        let calendar = run(&facts, None, SPRING);
        ["PC", "PC_EP"].map(|id| has(&calendar, id))
    };
    assert_eq!((large(false), large(true)), ([false, true], [true, false]));
}
