//! What the station says of one project and one measure.

use crate::trade::*;
use domain::{Answer, Cents, Facts, Rate, Text, Value};
use programmes::{AmountRule, Condition, Measure, Programme, Quantity, Validity};
use qualify::{Qualification, Verdict, qualify};

const DAY: &str = "2020-09-15";

fn judge(values: &[(&str, Value)], measures: Vec<Measure>) -> Qualification {
    qualify(&facts(values), &[programme(measures)], &dictionary(), day(DAY))
}

fn verdict(values: &[(&str, Value)], conditions: Vec<Condition>) -> Verdict {
    judge(values, vec![measure("m", conditions, no_money())]).verdicts.remove(0)
}

#[test]
fn a_cost_above_the_floor_is_met_and_shows_both_figures() {
    let v = verdict(&[("project.eligible_cost", euros(11_200_000))], vec![at_least("project.eligible_cost", 400_000)]);
    assert_eq!(v.answer, Answer::Met);
    let reason = &v.reasons[1];
    assert_eq!(&*reason.because.fr, "11\u{202f}200\u{202f}000\u{a0}€ ≥ 400\u{202f}000\u{a0}€");
    assert_eq!(&*reason.because.en, "€11,200,000 ≥ €400,000");
    let used = reason.used.as_ref().expect("a leaf names its fact");
    assert_eq!((used.key.as_str(), used.status), ("project.eligible_cost", Some(domain::Status::Declared)));
}

#[test]
fn a_cost_one_cent_under_the_floor_is_refused() {
    let v = verdict(&[("project.eligible_cost", Value::Money(Cents(39_999_999)))], vec![at_least("project.eligible_cost", 400_000)]);
    assert_eq!(v.answer, Answer::NotMet);
    assert_eq!(&*v.reasons[1].because.en, "€399,999.99 < €400,000");
    assert!(v.missing.is_empty());
}

#[test]
fn a_missing_cost_leaves_the_measure_open_and_is_named() {
    let v = verdict(&[], vec![at_least("project.eligible_cost", 400_000)]);
    assert_eq!(v.answer, Answer::Unknown);
    assert_eq!(v.missing, ["project.eligible_cost"]);
    assert_eq!(&*v.reasons[1].because.fr, "« Dépenses éligibles » : pas encore connu");
}

#[test]
fn works_already_begun_refuse_whatever_else_is_unknown() {
    let v = verdict(&[("project.started", Value::Bool(true))], vec![at_least("project.eligible_cost", 1), is("project.started", false)]);
    assert_eq!(v.answer, Answer::NotMet);
    assert!(v.missing.is_empty(), "nothing is asked once the answer is certain: {:?}", v.missing);
    assert_eq!(&*v.reasons[2].because.fr, "oui, alors qu’il faut « non »");
}

#[test]
fn a_plastics_plant_is_in_section_c_and_a_farm_is_not() {
    let industry = || vec![one_of("project.naf", &["B", "C", "D", "E"])];
    assert_eq!(verdict(&[("project.naf", code("22.22Z"))], industry()).answer, Answer::Met);
    assert_eq!(verdict(&[("project.naf", code("01.11Z"))], industry()).answer, Answer::NotMet);
}

#[test]
fn a_division_is_too_vague_for_a_rule_about_a_class_and_asks_to_be_made_precise() {
    let v = verdict(&[("project.naf", code("64"))], vec![one_of("project.naf", &["64.2"])]);
    assert_eq!(v.answer, Answer::Unknown);
    assert_eq!(v.missing, ["project.naf"]);
    assert!(v.reasons[1].because.fr.contains("trop général"), "{}", v.reasons[1].because.fr);
}

#[test]
fn a_preference_of_the_operator_neither_refuses_nor_leaves_open() {
    let preference = |expected| Condition { priority: true, ..is("place.ti_phase2", expected) };
    for values in [vec![], vec![("place.ti_phase2", Value::Bool(false))]] {
        let v = verdict(&values, vec![preference(true)]);
        assert_eq!(v.answer, Answer::Met);
        assert!(v.reasons[1].priority && v.reasons[1].answer != Answer::Met && v.missing.is_empty());
    }
    let group = Condition { any: vec![preference(true), is("project.started", false)], ..Condition::default() };
    let v = verdict(&[("project.started", Value::Bool(true)), ("place.ti_phase2", Value::Bool(true))], vec![group]);
    assert_eq!(v.answer, Answer::NotMet, "a preference does not replace the condition beside it");
}

#[test]
fn a_condition_that_no_source_states_stays_open_and_asks_nothing() {
    let unstated = Condition { unstated: true, label: Text::same("Critères de la région"), ..Condition::default() };
    let q = judge(&[], vec![measure("m", vec![unstated], no_money())]);
    assert_eq!(q.verdicts[0].answer, Answer::Unknown);
    assert!(q.verdicts[0].missing.is_empty() && q.questions.is_empty());
}

#[test]
fn what_a_decider_appreciates_is_told_and_does_not_hold_back_the_application() {
    let judged = Condition { judged: true, label: Text::same("Retombées pour le territoire"), ..Condition::default() };
    let q = judge(
        &[("project.started", Value::Bool(false))],
        vec![measure("m", vec![is("project.started", false), judged.clone()], no_money())],
    );
    let v = &q.verdicts[0];
    assert_eq!(v.answer, Answer::Met);
    assert!(v.reasons[2].judged && v.reasons[2].answer == Answer::Unknown && q.questions.is_empty());
    let q = judge(&[("project.started", Value::Bool(true))], vec![measure("m", vec![is("project.started", false), judged], no_money())]);
    assert_eq!(q.verdicts[0].answer, Answer::NotMet, "it saves nothing either");
}

#[test]
fn a_dated_condition_is_not_asked_outside_its_dates() {
    let later = Condition { valid: Some(Validity { from: Some(day("2021-06-01")), until: None }), ..is("project.started", false) };
    let v = verdict(&[("project.started", Value::Bool(true))], vec![later]);
    assert_eq!((v.answer, v.reasons.len()), (Answer::Met, 1));
}

#[test]
fn several_groups_in_one_condition_are_all_required() {
    let both = Condition {
        any: vec![is("place.ti_phase2", true), is("project.started", true)],
        not: Some(Box::new(one_of("holder.kind", &["association"]))),
        ..is("project.started", false)
    };
    let base = [("project.started", Value::Bool(false)), ("place.ti_phase2", Value::Bool(true))];
    let with = |kind: &str| [base.to_vec(), vec![("holder.kind", code(kind))]].concat();
    assert_eq!(verdict(&with("company"), vec![both.clone()]).answer, Answer::Met);
    assert_eq!(verdict(&with("association"), vec![both.clone()]).answer, Answer::NotMet);
    let open = verdict(&base, vec![both]);
    assert_eq!((open.answer, open.missing.as_slice()), (Answer::Unknown, &["holder.kind".to_owned()][..]));
    assert_eq!(open.reasons[1].parts.len(), 3);
}

#[test]
fn a_loan_may_not_exceed_the_equity() {
    let rule = || vec![Condition { at_most_fact: Some("holder.equity".into()), ..fact("school.investment") }];
    let loan = ("school.investment", euros(300_000));
    assert_eq!(verdict(&[loan.clone(), ("holder.equity", euros(300_000))], rule()).answer, Answer::Met);
    assert_eq!(verdict(&[loan.clone(), ("holder.equity", euros(299_999))], rule()).answer, Answer::NotMet);
    let open = verdict(&[loan], rule());
    assert_eq!(open.missing, ["holder.equity"]);
}

#[test]
fn dates_bound_a_contract_on_both_sides() {
    let rule = || vec![Condition { from: Some(day("2020-01-01")), until: Some(day("2020-12-31")), ..fact("project.start") }];
    let on = |text| verdict(&[("project.start", Value::Date(day(text)))], rule());
    assert_eq!(on("2020-01-01").answer, Answer::Met);
    assert_eq!(on("2019-12-31").answer, Answer::NotMet);
    assert_eq!(on("2021-01-01").answer, Answer::NotMet);
    assert!(on("2019-12-31").reasons[1].because.fr.contains("avant le 1er"));
}

#[test]
fn a_number_is_never_compared_with_an_amount() {
    let rule = Condition { at_least: Some(Quantity::Number(400_000.0)), ..fact("project.eligible_cost") };
    assert_eq!(verdict(&[("project.eligible_cost", euros(500_000))], vec![rule]).answer, Answer::Unknown);
}

#[test]
fn a_measure_closed_at_the_date_is_refused_with_its_dates_first() {
    let mut closed = measure("m", vec![], no_money());
    closed.valid = Validity { from: None, until: Some(day("2020-08-31")) };
    let v = judge(&[], vec![closed]).verdicts.remove(0);
    assert_eq!(v.answer, Answer::NotMet);
    assert_eq!(&*v.reasons[0].because.fr, "close à cette date : du 20\u{a0}juillet 2020 au 31\u{a0}août 2020");
}

#[test]
fn a_measure_without_dates_is_taken_as_open_and_says_so() {
    let open = Programme { valid: Validity::default(), ..programme(vec![measure("m", vec![], no_money())]) };
    let q = qualify(&Facts::default(), &[open], &dictionary(), day(DAY));
    assert_eq!(q.verdicts[0].answer, Answer::Met);
    assert!(q.verdicts[0].reasons[0].because.en.starts_with("dates unknown"));
}

#[test]
fn verdicts_come_met_first_then_open_then_refused() {
    let measures = vec![
        measure("c", vec![is("project.started", true)], no_money()),
        measure("b", vec![at_least("holder.equity", 1)], no_money()),
        measure("a", vec![is("project.started", false)], no_money()),
    ];
    let q = judge(&[("project.started", Value::Bool(false))], measures);
    let order: Vec<&str> = q.verdicts.iter().map(|v| &*v.measure).collect();
    assert_eq!(order, ["a", "b", "c"]);
}

#[test]
fn half_of_a_school_is_capped_and_an_unknown_investment_gives_the_cap_only() {
    let rule = || vec![measure("école", vec![], half_of("school.investment", 800_000))];
    let given = judge(&[("school.investment", euros(1_200_000))], rule()).verdicts.remove(0).amount;
    assert_eq!((given.least, given.most), (Some(Cents::euros(600_000)), Some(Cents::euros(600_000))));
    let capped = judge(&[("school.investment", euros(2_000_000))], rule()).verdicts.remove(0).amount;
    assert_eq!(capped.most, Some(Cents::euros(800_000)));
    assert!(capped.because.fr.contains("plafonné à 800"), "{}", capped.because.fr);
    let open = judge(&[], rule()).verdicts.remove(0).amount;
    assert_eq!((open.least, open.most), (None, Some(Cents::euros(800_000))));
}

#[test]
fn an_aid_under_its_floor_gives_nothing_and_an_unstated_amount_stays_unknown() {
    let rule = |floor| AmountRule::Share {
        base: "school.investment".into(),
        rate: Rate::percent(10),
        cap: None,
        floor: Some(Cents::euros(floor)),
        at_most: false,
        note: Text::default(),
    };
    let amount = |rule| judge(&[("school.investment", euros(100_000))], vec![measure("m", vec![], rule)]).verdicts.remove(0).amount;
    assert_eq!(amount(rule(10_001)).most, Some(Cents::ZERO));
    assert_eq!(amount(rule(10_000)).most, Some(Cents::euros(10_000)));
    let unknown = amount(AmountRule::Unknown { note: Text::default() });
    assert_eq!((unknown.least, unknown.most), (None, None));
    let ceiling = amount(AmountRule::UpToCeiling { base: "school.investment".into(), note: Text::same("art. 14") });
    assert_eq!(ceiling.most, None);
    assert!(ceiling.because.en.contains("€100,000") && ceiling.because.en.ends_with("art. 14"));
}

#[test]
fn a_rate_that_is_a_ceiling_promises_no_amount_from_below() {
    let AmountRule::Share { base, rate, cap, floor, note, .. } = half_of("school.investment", 800_000) else { panic!("a share") };
    let ceiling = AmountRule::Share { base, rate, cap, floor, note, at_most: true };
    let given = judge(&[("school.investment", euros(1_000_000))], vec![measure("m", vec![], ceiling)]).verdicts.remove(0).amount;
    assert_eq!((given.least, given.most), (None, Some(Cents::euros(500_000))));
    assert!(given.because.fr.starts_with("au plus "), "{}", given.because.fr);
}
