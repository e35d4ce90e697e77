//! No step grants what the measure forbids: filing, report to the committee, decision, contract.

use crate::{C, I, Walk, advice, day, favour, form, sign};
use applications::{Application, Chosen, Form, Party, State, Step};
use domain::{Cents, Rate, Text};

/// Half of the spend, at most 800 000 €; the form tells a spend of a million.
fn school(asked: i64) -> Walk {
    let measure = Chosen {
        id: "ecoles".into(),
        name: Text::new("Écoles de production", "Production schools"),
        most: Some(Cents::euros(800_000)),
        rate: Some(Rate::percent(50)),
        source: "Appel du 6 mai 2021".into(),
        ..Chosen::default()
    };
    Walk(Application::draft("vague-1", true, Form { measure: Some(measure), ..form(asked) }))
}

fn present(euros: i64) -> Step {
    Step::Present { proposed: Cents::euros(euros), without: String::new() }
}

#[test]
fn what_is_asked_beyond_the_measure_is_not_filed_and_the_refusal_names_its_source() {
    let mut walk = school(500_001);
    let refusal = walk.take(Party::Holder, Step::File).expect_err("half of a million and one euro");
    assert_eq!(refusal.passes, Some(Cents::euros(500_000)));
    assert!(refusal.what.fr.contains("Appel du 6 mai 2021") && refusal.what.fr.contains("800\u{202f}000"), "{}", refusal.what.fr);
    assert_eq!((walk.0.state, walk.0.filed_at), (State::Draft, None), "refused, nothing has moved");
    school(500_000).must(Party::Holder, Step::File);
}

#[test]
fn report_decision_and_contract_are_held_to_the_measure() {
    // A file that was filed before its spend was mended: what is asked is above the measure.
    let mut walk = school(500_000).must(Party::Holder, Step::File);
    walk.0.form.cost = Some(Cents::euros(600_000));
    let walk = walk.must(I, Step::FindAdmissible).must(I, Step::AskAdvice { services: vec!["DREETS".into()] });
    let mut walk = walk.must(I, advice("DREETS"));
    assert_eq!(walk.take(I, present(300_001)).expect_err("half of 600 000").passes, Some(Cents::euros(300_000)));
    let mut walk = walk.must(I, present(300_000));
    assert_eq!(walk.take(C, favour(300_001)).expect_err("the committee too").passes, Some(Cents::euros(300_000)));
    let mut walk = walk.must(C, favour(300_000)).must(I, Step::Notify { on: day("2020-12-20") });
    let contract = |euros: i64, eligible: i64| match sign(euros, 24, false) {
        Step::Sign { amount, months, guarantee, rules, lifted, on, .. } => {
            Step::Sign { amount, eligible: Cents::euros(eligible), months, guarantee, rules, lifted, because: String::new(), law: None, on }
        }
        other => other,
    };
    let refusal = walk.take(I, contract(300_000, 500_000)).expect_err("half of the spend of the contract");
    assert_eq!(refusal.passes, Some(Cents::euros(250_000)));
    assert_eq!(walk.must(I, contract(250_000, 500_000)).0.state, State::Contracted);
}

#[test]
fn a_call_without_an_amount_is_not_bounded() {
    let mut label = school(0);
    label.0.in_money = false;
    label.must(Party::Holder, Step::File);
}
