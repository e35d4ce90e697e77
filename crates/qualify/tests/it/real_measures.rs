//! The real measures, at the values that their sources give: floors, rates, ceilings, sections of activity, dates.

use crate::trade::{code, euros};
use domain::Answer::{self, Met, NotMet, Unknown};
use domain::{Cents, Datum, Facts, Value};
use programmes::Rulebook;
use qualify::{Verdict, qualify};

type Given = Vec<(&'static str, Value)>;

fn rulebook() -> Rulebook {
    Rulebook::load(None).unwrap_or_else(|problems| panic!("{problems:?}"))
}

/// The verdict on one measure; what is `changed` replaces what is given.
fn verdict(rules: &Rulebook, measure: &str, on: &str, given: &[(&str, Value)], changed: &[(&str, Value)]) -> Verdict {
    let mut facts = Facts::default();
    for (key, value) in given.iter().chain(changed) {
        facts.set(key, Datum::declared(value.clone()));
    }
    let judged = qualify(&facts, &rules.programmes, &rules.dictionary, on.parse().expect("a date of the test"));
    judged.verdicts.into_iter().find(|v| &*v.measure == measure).unwrap_or_else(|| panic!("{measure} is in the programmes"))
}

fn text(text: &str) -> Value {
    Value::Text(text.into())
}

/// One cent less.
fn just_under(amount: i64) -> Value {
    Value::Money(Cents(Cents::euros(amount).0 - 1))
}

const YES: Value = Value::Bool(true);
const NO: Value = Value::Bool(false);

/// A press shop of a territory of 2023 that trains and invests, with the agreement of its territory.
fn industrial() -> Given {
    vec![
        ("holder.kind", code("company")),
        ("project.kind", code("training")),
        ("project.naf", code("25.50B")),
        ("project.eligible_cost", euros(400_000)),
        ("project.started", NO),
        ("project.ti_governance_agreed", YES),
        ("project.rebound_territory", YES),
        ("place.ti_phase2", YES),
        ("place.region", text("Hauts-de-France")),
        ("place.overseas", NO),
        ("holder.in_difficulty", NO),
        ("holder.taxes_paid", YES),
    ]
}

const FONDS_VERT: [&str; 3] = ["fonds-vert-ti", "fonds-vert-ti-competences", "fonds-vert-ti-rebond"];

#[test]
fn the_fonds_vert_of_the_territories_begins_at_400_000_euros_but_in_corsica_and_overseas() {
    let rules = rulebook();
    for measure in FONDS_VERT {
        let answer = |changed: &[(&str, Value)]| verdict(&rules, measure, "2025-06-02", &industrial(), changed).answer;
        assert_eq!(answer(&[]), Met, "{measure}");
        assert_eq!(answer(&[("project.eligible_cost", just_under(400_000))]), NotMet, "{measure}");
        let small = ("project.eligible_cost", euros(150_000));
        assert_eq!(answer(&[small.clone(), ("place.region", text("Corse"))]), Met, "{measure}");
        assert_eq!(answer(&[small, ("place.overseas", YES)]), Met, "{measure}");
        for refused in [
            ("place.ti_phase2", NO),
            ("project.started", YES),
            ("project.ti_governance_agreed", NO),
            ("holder.in_difficulty", YES),
            ("holder.taxes_paid", NO),
        ] {
            assert_eq!(answer(std::slice::from_ref(&refused)), NotMet, "{measure}: {}", refused.0);
        }
    }
}

#[test]
fn the_fonds_vert_takes_the_sections_b_to_e_and_no_other() {
    let rules = rulebook();
    for (naf, expected) in [
        ("08.11Z", Met),
        ("10.11Z", Met),
        ("33.20D", Met),
        ("35.11Z", Met),
        ("38.32Z", Met),
        ("01.11Z", NotMet),
        ("41.20B", NotMet),
        ("45.20A", NotMet),
        ("49.41A", NotMet),
    ] {
        for measure in ["fonds-vert-ti", "fonds-vert-ti-rebond"] {
            let found = verdict(&rules, measure, "2025-06-02", &industrial(), &[("project.naf", code(naf))]);
            assert_eq!(found.answer, expected, "{measure}, {naf}");
        }
    }
}

#[test]
fn the_sheet_of_the_fonds_vert_holds_from_12_march_to_31_december_2025() {
    let rules = rulebook();
    for (on, expected) in [("2025-03-11", NotMet), ("2025-03-12", Met), ("2025-12-31", Met), ("2026-01-01", NotMet)] {
        assert_eq!(verdict(&rules, "fonds-vert-ti", on, &industrial(), &[]).answer, expected, "{on}");
    }
    let amount = verdict(&rules, "fonds-vert-ti", "2025-06-02", &industrial(), &[]).amount;
    assert_eq!((amount.least, amount.most), (None, None), "no source gives a rate");
}

/// A young graduate hired for a year beside the manager of an SME.
fn volunteer() -> Given {
    vec![
        ("holder.kind", code("company")),
        ("holder.size", code("medium")),
        ("holder.headcount", Value::Number(120.0)),
        ("project.kind", code("hiring")),
        ("place.ti_phase1", YES),
        ("place.ti_phase2", YES),
        ("vte.contract_date", Value::Date("2020-01-01".parse().expect("a date"))),
        ("vte.contract_months", Value::Number(12.0)),
        ("vte.work_study", NO),
        ("vte.level", Value::Number(3.0)),
        ("vte.recent", YES),
        ("vte.with_manager", YES),
        ("vte.charter", YES),
        ("vte.green_mission", YES),
        ("vte.label_in_time", YES),
    ]
}

#[test]
fn the_vte_of_a_territory_is_4_000_euros_whatever_the_size_of_the_company() {
    let rules = rulebook();
    let vte = |changed: &[(&str, Value)]| verdict(&rules, "vte", "2020-09-15", &volunteer(), changed);
    for size in ["micro", "small", "medium", "mid_cap"] {
        let found = vte(&[("holder.size", code(size))]);
        let flat = Some(Cents::euros(4_000));
        assert_eq!((found.answer, found.amount.least, found.amount.most), (Met, flat, flat), "{size}");
    }
    assert_eq!(vte(&[("holder.size", code("large"))]).answer, NotMet);
    assert_eq!(vte(&[("place.ti_phase1", NO)]).answer, NotMet);
    assert_eq!(vte(&[("vte.contract_date", Value::Date("2019-12-31".parse().expect("a date")))]).answer, NotMet);
    for (months, work_study, expected) in [(12.0, NO, Met), (11.0, NO, NotMet), (10.0, YES, Met), (9.0, YES, NotMet)] {
        let contract = [("vte.contract_months", Value::Number(months)), ("vte.work_study", work_study)];
        assert_eq!(vte(&contract).answer, expected, "{months} months");
    }
    for (level, expected) in [(2.0, Met), (1.0, NotMet)] {
        assert_eq!(vte(&[("vte.level", Value::Number(level))]).answer, expected, "bac+{level}");
    }
}

#[test]
fn the_vte_vert_is_half_of_the_cost_up_to_8_000_euros_and_adds_to_the_other() {
    let rules = rulebook();
    let vert = |changed: &[(&str, Value)]| verdict(&rules, "vte-vert", "2024-06-03", &volunteer(), changed);
    for (cost, given) in [(12_000, 6_000), (15_998, 7_999), (16_000, 8_000), (16_002, 8_000), (40_000, 8_000)] {
        let found = vert(&[("vte.cost", euros(cost))]);
        let given = Some(Cents::euros(given));
        assert_eq!((found.answer, found.amount.least, found.amount.most), (Met, given, given), "{cost} €");
    }
    let territory = verdict(&rules, "vte-territoires-d-industrie", "2024-06-03", &volunteer(), &[]);
    let both = vert(&[("vte.cost", euros(30_000))]).amount.most.map_or(0, |c| c.0) + territory.amount.most.map_or(0, |c| c.0);
    assert_eq!(Cents(both), Cents::euros(12_000));
    assert_eq!(vert(&[("holder.size", code("micro"))]).answer, NotMet);
    for (headcount, expected) in [(4_999.0, Met), (5_000.0, NotMet)] {
        assert_eq!(vert(&[("holder.headcount", Value::Number(headcount))]).answer, expected, "{headcount}");
    }
    assert_eq!(vert(&[("vte.level", Value::Number(2.0))]).answer, NotMet);
    assert_eq!(verdict(&rules, "vte-vert", "2026-01-01", &volunteer(), &[]).answer, NotMet, "ended with 2025");
}

/// A non-profit production school.
fn school() -> Given {
    vec![
        ("holder.kind", code("association")),
        ("holder.nonprofit", YES),
        ("project.kind", code("training")),
        ("project.started", NO),
        ("training.local_need", YES),
        ("school.engineering", euros(60_000)),
    ]
}

#[test]
fn a_production_school_gets_half_of_its_workshop_up_to_800_000_euros_and_50_000_of_engineering() {
    let rules = rulebook();
    for (investment, most) in [(1_000_000, 500_000), (1_599_998, 799_999), (1_600_000, 800_000), (3_000_000, 800_000)] {
        let changed = [("school.investment", euros(investment))];
        let found = verdict(&rules, "ecoles-de-production-investissement", "2021-09-30", &school(), &changed);
        assert_eq!((found.answer, found.amount.least, found.amount.most), (Met, None, Some(Cents::euros(most))), "{investment} €");
    }
    let engineering = verdict(&rules, "ecoles-de-production-ingenierie", "2021-09-30", &school(), &[]);
    assert_eq!((engineering.answer, engineering.amount.most), (Met, Some(Cents::euros(50_000))));
    for measure in ["ecoles-de-production-investissement", "ecoles-de-production-ingenierie"] {
        let answer = |on: &str, changed: &[(&str, Value)]| verdict(&rules, measure, on, &school(), changed).answer;
        assert_eq!(answer("2021-09-30", &[("holder.nonprofit", NO)]), NotMet, "{measure}");
        assert_eq!((answer("2021-05-05", &[]), answer("2021-05-06", &[])), (NotMet, Met), "{measure}: the call of 6 May 2021");
    }
}

#[test]
fn the_floor_of_the_acceleration_fund_is_that_of_the_region_and_open_where_no_notice_was_read() {
    let rules = rulebook();
    let given: Given = vec![
        ("holder.kind", code("company")),
        ("holder.registered_in_france", YES),
        ("project.kind", code("modernisation")),
        ("project.started", NO),
        ("project.duration_months", Value::Number(24.0)),
        ("project.eligible_cost", euros(400_000)),
    ];
    let fund = |changed: &[(&str, Value)]| -> Answer {
        verdict(&rules, "fonds-acceleration-investissements", "2020-09-15", &given, changed).answer
    };
    for (region, cost, expected) in [
        ("Bretagne", euros(200_000), Met),
        ("Bretagne", just_under(200_000), NotMet),
        ("Île-de-France", euros(400_000), Met),
        ("Île-de-France", just_under(400_000), NotMet),
        ("Bourgogne-Franche-Comté", euros(400_000), Met),
        ("Bourgogne-Franche-Comté", just_under(400_000), Unknown),
        ("Bourgogne-Franche-Comté", euros(200_000), Unknown),
        ("Bourgogne-Franche-Comté", just_under(200_000), NotMet),
    ] {
        assert_eq!(fund(&[("place.region", text(region)), ("project.eligible_cost", cost.clone())]), expected, "{region}, {cost:?}");
    }
    let burgundy = ("place.region", text("Bourgogne-Franche-Comté"));
    assert_eq!(fund(&[burgundy.clone(), ("project.duration_months", Value::Number(25.0))]), NotMet, "two years at most");
    assert_eq!(fund(&[burgundy.clone(), ("project.started", YES)]), NotMet, "works already begun");
    // Outside a Territoire d’industrie it is not refused: they come first, no more.
    assert_eq!(fund(&[burgundy, ("place.ti_phase1", NO)]), Met);
}
