//! The payment rules of décret 2018-514, on the vectors P-a and P-b of the file of facts.

use crate::{I, Walk, day, form, pay};
use applications::{Application, Chosen, Form, Party, PaymentKind::*, State, Step};
use domain::{Cents, Rate};

#[test]
fn the_advance_is_at_most_thirty_per_cent_or_sixty_with_a_guarantee() {
    for (guarantee, most) in [(false, 150_000), (true, 300_000)] {
        let mut walk = Walk::asking(500_000).to_contract(500_000, 24, guarantee);
        let refusal = walk.take(I, pay(Advance, most + 1)).expect_err("one euro too much");
        assert_eq!(refusal.passes, Some(Cents::euros(most)));
        assert!(refusal.what.fr.contains("décret 2018-514"), "{}", refusal.what.fr);
        assert_eq!(walk.0.state, State::Contracted, "refused, nothing has moved");
        assert_eq!(walk.must(I, pay(Advance, most)).0.paid(), Cents::euros(most));
    }
}

/// The Fonds vert advances 15 % (instruction of 28 February 2025).
#[test]
fn a_measure_that_sets_a_smaller_advance_bounds_it_with_or_without_a_guarantee() {
    let measure = |advance| Chosen { id: "fonds-vert-ti".into(), advance: Some(Rate::percent(advance)), ..Chosen::default() };
    let signed = |advance, guarantee| {
        let form = Form { measure: Some(measure(advance)), ..form(500_000) };
        Walk(Application::draft("vague-1", true, form)).to_contract(500_000, 24, guarantee)
    };
    for guarantee in [false, true] {
        let refusal = signed(15, guarantee).take(I, pay(Advance, 75_001)).expect_err("one euro too much");
        assert_eq!(refusal.passes, Some(Cents::euros(75_000)));
        assert!(refusal.what.fr.contains("que fixe la mesure"), "{}", refusal.what.fr);
        assert_eq!(signed(15, guarantee).must(I, pay(Advance, 75_000)).0.paid(), Cents::euros(75_000));
    }
    let refusal = signed(45, false).take(I, pay(Advance, 150_001)).expect_err("never above the decree");
    assert!(refusal.passes == Some(Cents::euros(150_000)) && refusal.what.fr.contains("décret 2018-514"), "{}", refusal.what.fr);
}

#[test]
fn advance_and_instalments_stop_at_eighty_per_cent_or_ninety_beyond_four_years() {
    for (months, most) in [(24, 400_000), (48, 400_000), (49, 450_000)] {
        let mut walk = Walk::asking(500_000).to_contract(500_000, months, false).must(I, pay(Advance, 150_000));
        let refusal = walk.take(I, pay(Instalment, most - 150_000 + 1)).expect_err("one euro too much");
        assert_eq!(refusal.passes, Some(Cents::euros(most - 150_000)), "{months} months");
        let mut walk = walk.must(I, pay(Instalment, most - 150_000));
        assert!(walk.take(I, pay(Instalment, 1)).is_err(), "the rest waits for the balance");
        assert!(walk.take(I, pay(Advance, 1)).is_err());
    }
}

#[test]
fn the_balance_follows_the_real_spend_and_what_remains_is_withdrawn_at_closing() {
    let report = |spent| Step::Report { spent: Cents::euros(spent), note: String::new() };
    let walk = Walk::asking(400_000).to_contract(400_000, 24, false).must(I, pay(Advance, 120_000));
    let mut walk = walk.must(Party::Holder, report(800_000));
    assert_eq!(walk.0.balance_due(), Cents::euros(200_000), "40 % of 800 000 is 320 000, less 120 000");
    assert!(walk.take(I, Step::Close { on: day("2022-01-01") }).is_err(), "the balance first");
    assert_eq!(walk.take(I, pay(Balance, 200_001)).expect_err("too much").passes, Some(Cents::euros(200_000)));
    let walk = walk.must(I, pay(Balance, 200_000)).must(I, Step::Close { on: day("2022-01-01") });
    assert_eq!((walk.0.state, walk.0.paid()), (State::Closed, Cents::euros(320_000)));
}

#[test]
fn what_was_paid_beyond_the_real_spend_comes_back_before_the_closing() {
    let walk = Walk::asking(400_000).to_contract(400_000, 24, false).must(I, pay(Advance, 120_000));
    let mut walk = walk.must(Party::Holder, Step::Report { spent: Cents::euros(250_000), note: String::new() });
    assert_eq!(walk.0.overpaid(), Cents::euros(20_000), "40 % of 250 000 is 100 000");
    let refusal = walk.take(I, Step::Close { on: day("2022-01-01") }).expect_err("overpaid");
    assert_eq!(refusal.passes, Some(Cents::euros(20_000)));
    let claim = Step::ClaimBack { amount: Cents::euros(20_000), reason: "Dépense réelle moindre".into() };
    let walk = walk.must(I, claim).must(I, Step::TakeBack { on: day("2022-03-01") });
    assert_eq!((walk.0.state, walk.0.repaid), (State::Reported, Cents::euros(20_000)), "a part: the file goes on");
    let walk = walk.must(I, Step::Close { on: day("2022-03-02") });
    assert_eq!((walk.0.state, walk.0.kept_paid()), (State::Closed, Cents::euros(100_000)));
}

#[test]
fn a_project_that_lapses_after_its_advance_gives_it_back() {
    let walk = Walk::asking(400_000).to_contract(400_000, 24, false).must(I, pay(Advance, 100_000));
    let walk = walk.must(I, Step::Lapse { reason: "Non commencé en deux ans".into(), on: day("2023-01-11") });
    assert_eq!((walk.0.state, walk.0.claimed), (State::Repayment, Cents::euros(100_000)));
    let unpaid = Walk::asking(400_000).to_contract(400_000, 24, false);
    assert_eq!(unpaid.must(I, Step::Lapse { reason: "Non commencé".into(), on: day("2023-01-11") }).0.state, State::Lapsed);
}

#[test]
fn a_balance_paid_in_part_is_paid_further_and_then_closed() {
    let walk = Walk::asking(400_000).to_contract(400_000, 24, false);
    let walk = walk.must(Party::Holder, Step::Report { spent: Cents::euros(1_000_000), note: String::new() });
    let mut walk = walk.must(I, pay(Balance, 150_000));
    assert_eq!(walk.0.balance_due(), Cents::euros(250_000));
    assert!(walk.take(I, Step::Close { on: day("2022-01-01") }).is_err(), "the rest is due");
    assert_eq!(walk.take(I, pay(Balance, 250_001)).expect_err("too much").passes, Some(Cents::euros(250_000)));
    let walk = walk.must(I, pay(Balance, 250_000)).must(I, Step::Close { on: day("2022-01-01") });
    assert_eq!((walk.0.state, walk.0.paid()), (State::Closed, Cents::euros(400_000)));
}

#[test]
fn the_service_corrects_the_spend_with_a_reason_and_the_balance_follows() {
    let walk = Walk::asking(400_000).to_contract(400_000, 24, false).must(I, pay(Advance, 120_000));
    let mut walk = walk.must(Party::Holder, Step::Report { spent: Cents::euros(1_000_000), note: String::new() });
    let correct = |reason: &str| Step::Correct { spent: Cents::euros(500_000), reason: reason.into() };
    assert!(walk.take(I, correct(" ")).is_err(), "a reason is due");
    assert!(walk.take(Party::Holder, correct("Moins")).is_err(), "the service retains the spend");
    let walk = walk.must(I, correct("Factures de 2019 écartées"));
    assert_eq!((walk.0.state, walk.0.balance_due()), (State::Reported, Cents::euros(80_000)), "40 % of 500 000, less 120 000");
}

#[test]
fn the_service_reports_for_a_holder_who_does_not_and_says_why() {
    let report = |note: &str| Step::Report { spent: Cents::ZERO, note: note.into() };
    let mut walk = Walk::asking(400_000).to_contract(400_000, 24, false);
    assert!(walk.take(I, report("")).expect_err("no reason").what.fr.contains("à la place du porteur"));
    let walk = walk.must(I, report("Liquidation judiciaire, sans rapport")).must(I, Step::Close { on: day("2022-01-01") });
    assert_eq!((walk.0.state, walk.0.paid()), (State::Closed, Cents::ZERO));
}

#[test]
fn a_part_claimed_back_lets_the_project_go_on_and_all_of_it_ends_the_file() {
    let claim = |euros: i64| Step::ClaimBack { amount: Cents::euros(euros), reason: "Dépense écartée".into() };
    let back = || Step::TakeBack { on: day("2021-06-01") };
    let walk = Walk::asking(400_000).to_contract(400_000, 24, false).must(I, pay(Advance, 120_000));
    let walk = walk.must(I, claim(20_000)).must(I, back());
    assert_eq!((walk.0.state, walk.0.kept_paid()), (State::Paying, Cents::euros(100_000)));
    let mut walk = walk.must(I, pay(Instalment, 200_000));
    assert_eq!(walk.take(I, claim(300_001)).expect_err("more than is kept").passes, Some(Cents::euros(300_000)));
    assert_eq!(walk.must(I, claim(300_000)).must(I, back()).0.state, State::Closed);
}

#[test]
fn a_project_that_lapses_gives_back_what_it_still_keeps() {
    let walk = Walk::asking(400_000).to_contract(400_000, 24, false).must(I, pay(Advance, 120_000));
    let walk = walk.must(I, Step::ClaimBack { amount: Cents::euros(20_000), reason: "Écartée".into() });
    let walk = walk.must(I, Step::TakeBack { on: day("2021-06-01") });
    let walk = walk.must(I, Step::Lapse { reason: "Arrêté".into(), on: day("2022-01-01") });
    assert_eq!((walk.0.state, walk.0.claimed), (State::Repayment, Cents::euros(100_000)));
    assert_eq!(walk.must(I, Step::TakeBack { on: day("2022-06-01") }).0.state, State::Closed);
}
