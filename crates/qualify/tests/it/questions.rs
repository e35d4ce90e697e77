//! Which question comes next, and why.

use crate::trade::*;
use domain::{AidRegime, Answer, Cents, Text, Value};
use programmes::{AmountRule, Condition, Measure, Quantity};
use qualify::{Question, qualify};

fn ask(values: &[(&str, Value)], measures: Vec<Measure>) -> Vec<Question> {
    qualify(&facts(values), &[programme(measures)], &dictionary(), day("2020-09-15")).questions
}

fn flat(id: &str, amount: i64, conditions: Vec<Condition>) -> Measure {
    let rule = AmountRule::Flat { amount: Cents::euros(amount), note: Text::default() };
    Measure { regime: AidRegime::DeMinimis, ..measure(id, conditions, rule) }
}

#[test]
fn the_question_that_opens_two_measures_says_how_much_they_bring() {
    let questions = ask(
        &[("project.started", Value::Bool(false))],
        vec![
            measure("école", vec![one_of("holder.kind", &["association"])], half_of("school.investment", 800_000)),
            flat("vte", 4_000, vec![one_of("holder.kind", &["company", "association"]), is("project.started", false)]),
            flat("autre", 10, vec![at_least("holder.equity", 1)]),
        ],
    );
    assert_eq!(questions[0].key, "holder.kind");
    assert_eq!((questions[0].settles, questions[0].unlocks), (2, Cents::euros(804_000)));
    assert_eq!(&*questions[0].because.fr, "ouvre 2 mesures, jusqu’à 804\u{202f}000\u{a0}€");
    assert_eq!(&*questions[0].because.en, "opens 2 measures, up to €804,000");
    assert_eq!(questions[0].measures.iter().map(|m| &**m).collect::<Vec<_>>(), ["vte", "école"]);
    assert_eq!(questions[1].key, "holder.equity");
}

#[test]
fn a_fact_that_can_only_refuse_says_so() {
    let questions = ask(&[], vec![flat("m", 4_000, vec![is("project.started", false), at_least("holder.equity", 1)])]);
    assert_eq!(questions.len(), 2);
    assert_eq!((questions[0].key.as_str(), questions[0].settles), ("project.started", 1));
    assert_eq!(&*questions[0].because.en, "can rule out 1 measure: €4,000 at stake");
}

#[test]
fn at_equal_worth_the_order_of_the_dictionary_decides() {
    let both = vec![at_least("holder.equity", 1), is("project.started", false), one_of("project.naf", &["C"])];
    let keys: Vec<String> = ask(&[], vec![flat("m", 1, both)]).into_iter().map(|q| q.key).collect();
    assert_eq!(keys, ["project.naf", "project.started", "holder.equity"]);
}

#[test]
fn a_branch_already_won_asks_nothing_more() {
    let either = Condition { any: vec![is("project.started", false), at_least("holder.equity", 1)], ..Condition::default() };
    let questions = ask(&[("project.started", Value::Bool(false))], vec![flat("m", 1, vec![either, one_of("holder.kind", &["epci"])])]);
    assert_eq!(questions.iter().map(|q| q.key.as_str()).collect::<Vec<_>>(), ["holder.kind"]);
}

#[test]
fn two_answers_needed_together_settle_nothing_alone() {
    let either = Condition { any: vec![at_least("holder.equity", 1), is("project.started", true)], ..Condition::default() };
    let unstated = Condition { unstated: true, ..Condition::default() };
    let questions = ask(&[], vec![flat("m", 1, vec![either, unstated])]);
    assert!(questions.iter().all(|q| q.settles == 0), "{questions:?}");
    assert!(questions[0].because.fr.starts_with("compte pour 1 mesure, avec d’autres réponses"));
}

#[test]
fn thresholds_on_the_same_fact_are_tried_together() {
    let between = Condition { at_most: Some(Quantity::Money(Cents::euros(500))), ..at_least("holder.equity", 500) };
    let questions = ask(&[], vec![flat("m", 1, vec![between])]);
    assert_eq!(&*questions[0].because.fr, "ouvre 1 mesure, jusqu’à 1\u{a0}€");
    let empty =
        vec![at_least("holder.equity", 501), Condition { at_most: Some(Quantity::Money(Cents::euros(500))), ..fact("holder.equity") }];
    let questions = ask(&[], vec![flat("m", 1, empty)]);
    assert!(questions[0].because.fr.starts_with("peut écarter"), "no value can open it: {}", questions[0].because.fr);
}

#[test]
fn the_size_of_a_company_is_asked_through_its_headcount_and_accounts() {
    let sme = || vec![flat("m", 1, vec![one_of("holder.size", &["small", "medium"])])];
    let keys = |values: &[(&str, Value)]| ask(values, sme()).into_iter().map(|q| (q.key, q.settles)).collect::<Vec<_>>();
    let all = [("holder.headcount", 1), ("holder.turnover", 0), ("holder.balance_sheet", 0)];
    assert_eq!(keys(&[]), all.map(|(k, n)| (k.to_owned(), n)));
    let left = [("holder.turnover".to_owned(), 1), ("holder.balance_sheet".to_owned(), 0)];
    assert_eq!(keys(&[("holder.headcount", Value::Number(40.0))]), left);
}

#[test]
fn the_territory_is_asked_through_the_commune_and_never_by_itself() {
    let inside = || vec![flat("m", 1, vec![is("place.ti_phase2", true)])];
    assert_eq!(ask(&[], inside())[0].key, "project.commune");
    let q = qualify(&facts(&[("project.commune", code("71076"))]), &[programme(inside())], &dictionary(), day("2020-09-15"));
    assert_eq!(q.verdicts[0].answer, Answer::Unknown);
    assert!(q.questions.is_empty(), "the commune is known: only the reference data can tell");
    assert_eq!(q.verdicts[0].missing, ["place.ti_phase2"]);
}
