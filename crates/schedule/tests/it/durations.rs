//! Every duration of the rules, one by one, as the facts of the mission give them: months, basis, words of the law.

use crate::setting::*;
use programmes::procedure::Basis::{self, Assumed, Legal};
use std::collections::BTreeSet;

/// Procedure, day of the rules, months (optimistic, likely, pessimistic), basis, first words of the law.
type Row = (&'static str, &'static str, [f64; 3], Basis, &'static str);

/// Since 22 October 2024 for the authorisation, since 2025 for its appeals.
const NOW: &str = SPRING;
const PACK: &str = "2020-09-15";

const ROWS: [Row; 42] = [
    ("AID_FILED", NOW, [0.0, 0.0, 0.0], Assumed, ""),
    ("FIRST_ORDER", NOW, [0.0, 0.0, 0.0], Assumed, ""),
    // Permits: R.423-23 to R.423-29.
    ("PC", NOW, [3.0, 4.0, 6.0], Legal, "3 mois"),
    ("PC", PACK, [3.0, 4.0, 6.0], Legal, "3 mois"),
    ("PC_PLUS_2", NOW, [2.0, 2.0, 2.0], Legal, "2 mois"),
    ("PC_ERP", NOW, [5.0, 6.0, 8.0], Legal, "5 mois"),
    ("PC_DEF", NOW, [3.0, 7.0, 9.0], Legal, "3 mois ; 7 si reconnaissance des terrains ; 9 si enquête publique"),
    ("PC_EP", NOW, [2.0, 2.0, 2.0], Legal, "2 mois"),
    ("PC_EE", NOW, [7.0, 9.5, 12.0], Assumed, "7 à 12 mois en pratique"),
    // Environmental authorisation, before and since the decree of 2024.
    ("AE_FILE", NOW, [0.5, 1.5, 4.0], Assumed, ""),
    ("AE_EXAM", PACK, [4.0, 4.0, 5.0], Legal, "4 mois d’examen (5 dans certains cas)"),
    ("AE_EXAM", "2024-10-21", [4.0, 4.0, 5.0], Legal, "4 mois"),
    ("AE_INQUIRY", PACK, [3.0, 3.0, 3.0], Legal, "3 mois"),
    ("AE_EXAM", "2024-10-22", [3.0, 3.0, 4.0], Legal, "3 mois, examen et consultation en parallèle"),
    ("AE_REPORT", "2024-10-22", [0.75, 0.75, 0.75], Legal, "3 semaines"),
    ("AE_DECISION", PACK, [1.0, 2.0, 3.0], Legal, "2 mois"),
    ("AE_DECISION", NOW, [1.0, 2.0, 3.0], Legal, "2 mois"),
    ("ICPE_E", NOW, [5.0, 5.0, 7.0], Legal, "5 mois (2 de plus possibles)"),
    ("ICPE_D", NOW, [0.0, 0.0, 0.0], Legal, "preuve de dépôt immédiate"),
    ("IOTA_D", NOW, [2.0, 2.0, 4.0], Legal, "2 mois"),
    // 35 days are 1.15 months, 50 are 1.64.
    ("CPC", NOW, [1.15, 1.15, 1.64], Legal, "35 jours"),
    ("EI", NOW, [1.0, 2.0, 3.0], Assumed, ""),
    // Living environment.
    ("FF4S", NOW, [12.0, 12.0, 14.0], Assumed, ""),
    ("ESP", NOW, [4.0, 4.0, 4.0], Legal, "4 mois"),
    ("N2000", NOW, [2.0, 2.0, 2.0], Legal, "2 mois"),
    ("DEF", NOW, [2.0, 4.0, 6.0], Legal, "2 à 6 mois"),
    // Archaeology.
    ("ARC_1", NOW, [1.0, 2.0, 2.0], Legal, "2 mois"),
    ("ARC_2", NOW, [1.0, 3.0, 3.0], Legal, "3 mois au plus"),
    ("ARC_3", NOW, [0.5, 2.0, 4.0], Legal, "4 mois au plus pour commencer"),
    ("ARC_REPORT", NOW, [1.0, 1.5, 3.0], Assumed, ""),
    ("ARC_4", NOW, [1.0, 3.0, 3.0], Legal, "3 mois"),
    ("ARC_5", NOW, [12.0, 12.0, 18.0], Legal, "12 mois au plus, 18 si l’Inrap la conduit"),
    // Local plan: only the two totals of the press were read.
    ("PLU_MS", NOW, [2.0, 3.0, 4.0], Assumed, "2 à 4 mois"),
    ("PLU_M", NOW, [8.0, 12.0, 18.0], Assumed, ""),
    ("PLU_MEC", NOW, [8.0, 12.0, 18.0], Assumed, ""),
    ("PLU_RA", NOW, [8.0, 12.0, 18.0], Assumed, ""),
    ("PLU_R", NOW, [36.0, 42.0, 48.0], Assumed, "3 à 4 ans"),
    // Appeals of third parties, and networks.
    ("REC_PC", NOW, [2.0, 2.0, 4.0], Legal, "2 mois"),
    ("REC_AE", PACK, [4.0, 4.0, 4.0], Legal, "4 mois"),
    ("REC_AE", "2024-12-31", [4.0, 4.0, 4.0], Legal, "4 mois"),
    ("REC_AE", "2025-01-01", [2.0, 2.0, 4.0], Legal, "2 mois (à vérifier)"),
    ("RACC", NOW, [6.0, 12.0, 36.0], Assumed, ""),
];

#[test]
fn each_procedure_lasts_what_its_source_says() {
    let rules = rules();
    for (id, on, months, basis, legal) in ROWS {
        let procedure = rules.get(id).unwrap_or_else(|| panic!("{id} is in the rules"));
        let duration = procedure.duration(date(on)).unwrap_or_else(|| panic!("{id} has a duration on {on}"));
        assert_eq!((duration.months, duration.basis), (months, basis), "{id} on {on}");
        assert!(duration.legal.fr.starts_with(legal) && duration.legal.is_empty() == legal.is_empty(), "{id}: {}", duration.legal.fr);
        assert!(procedure.legal(duration).is_none_or(|told| told.fr.starts_with(legal) && !told.en.is_empty()), "{id}");
    }
}

#[test]
fn no_procedure_of_the_network_is_left_without_a_duration_checked_here() {
    let rules = rules();
    let (out, inside): (Vec<_>, Vec<_>) = rules.procedures.iter().partition(|p| p.outside.is_some());
    let checked: BTreeSet<&str> = ROWS.iter().map(|row| row.0).collect();
    assert_eq!(inside.iter().map(|p| p.id.as_str()).collect::<BTreeSet<_>>(), checked);
    // What stays out is a reference, a part of another procedure, or no delay at all.
    let told = |id: &str| out.iter().find(|p| p.id == id).and_then(|p| p.outside.clone()).map(|text| text.fr.to_string());
    for (id, words) in [
        ("AE_PRACTICE", "17 mois en moyenne"),
        ("AVIS_AE", "2 mois, 3 si l’autorité est nationale"),
        ("EP", "30 jours environ"),
        ("PC_PLUS_1", "comptée dans la durée probable du permis"),
        ("ZAN", "ce n’est pas un délai"),
    ] {
        assert!(told(id).is_some_and(|text| text.contains(words)), "{id}");
    }
    assert_eq!(out.len(), 5);
}

#[test]
fn a_regime_that_the_law_of_the_day_does_not_know_has_no_duration() {
    let rules = rules();
    let lasts = |id: &str, on: &str| rules.get(id).is_some_and(|p| p.duration(date(on)).is_some());
    assert!(lasts("AE_INQUIRY", "2024-10-21") && !lasts("AE_INQUIRY", "2024-10-22"));
    assert!(!lasts("AE_REPORT", "2024-10-21") && lasts("AE_REPORT", "2024-10-22"));
}

#[test]
fn silence_and_validity_are_those_of_the_texts() {
    let rules = rules();
    for (id, words) in [
        ("PC", "accord"),
        ("PC_EE", "refus"),
        ("PC_EP", "refus"),
        ("AE_EXAM", "refus"),
        ("AE_DECISION", "refus"),
        ("ICPE_E", "refus"),
        ("IOTA_D", "absence d’opposition"),
        ("CPC", "obligation d’évaluation"),
        ("ESP", "refus"),
        ("AVIS_AE", "absence d’observation"),
        ("ARC_1", "renonciation, pour 5 ans"),
        ("ARC_3", "caducité de la prescription"),
        ("ARC_4", "renonciation"),
    ] {
        let silence = rules.get(id).map(|p| p.silence.fr.to_string()).unwrap_or_default();
        assert!(silence.starts_with(words), "{id}: {silence}");
    }
    let lasting = |id: &str| rules.group(id).and_then(|g| g.validity.as_ref()).map(|v| (v.months, v.doubtful_after));
    assert_eq!(lasting("archaeology"), Some((60, None)));
    assert_eq!(lasting("clearing"), Some((60, None)));
    assert_eq!(lasting("inventory"), Some((60, Some(36))));
}
