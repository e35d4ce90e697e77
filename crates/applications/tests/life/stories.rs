//! What happens to applications, told one at a time.

use crate::{H, I, Walk, advice, at, day, favour, form, open, pay, sign};
use applications::{Application, InKind, Opinion, Party, PaymentKind, State, Step};
use domain::{Cents, Text};

#[test]
fn a_draft_that_lacks_something_is_told_all_of_it_at_once() {
    let mut walk = Walk::asking(500_000);
    walk.0.form.need = String::new();
    walk.0.form.documents[0].ready = false;
    let refusal = walk.take(H, Step::File).expect_err("incomplete");
    assert!(refusal.what.fr.contains("le besoin") && refusal.what.fr.contains("la pièce « Devis »"), "{}", refusal.what.fr);
    walk.0.form = form(1_000_001);
    assert!(walk.take(H, Step::File).expect_err("asks more than it spends").what.en.contains("eligible spend"));
}

#[test]
fn an_incomplete_file_is_completed_and_keeps_what_was_filed() {
    let mut walk = Walk::asking(500_000).must(H, Step::File);
    assert!(walk.take(I, Step::FindIncomplete { missing: vec![], until: day("2020-11-01") }).is_err(), "a list is due");
    let mut walk = walk.must(I, Step::FindIncomplete { missing: vec!["RIB".into()], until: day("2020-11-01") });
    let mut changed = form(900_000);
    changed.documents.clear();
    walk.0.edit(changed).expect("documents may be brought");
    assert_eq!(walk.0.form.asked, Some(Cents::euros(500_000)), "the amount asked is the one filed");
    let mut walk = walk.must(H, Step::Complete { note: "RIB joint".into() }).must(I, Step::FindAdmissible);
    assert!(walk.0.missing.is_empty());
    assert!(walk.0.edit(form(1)).is_err(), "no edit after filing");
}

#[test]
fn the_committee_waits_for_the_rapporteur_and_knows_who_was_not_waited_for() {
    let walk = Walk::asking(500_000).must(H, Step::File).must(I, Step::FindAdmissible);
    let mut walk = walk.must(I, Step::AskAdvice { services: vec!["DREETS".into(), "ADEME".into()] });
    let present = |without: &str| Step::Present { proposed: Cents::euros(300_000), without: without.into() };
    assert!(walk.take(I, present("")).expect_err("no report").what.fr.contains("rapporteur"));
    walk.take(I, advice("DREETS")).expect("given");
    assert!(walk.take(I, advice("DREETS")).is_err(), "once");
    assert!(walk.take(I, advice("Nobody")).is_err());
    assert!(walk.take(I, present("")).expect_err("ADEME is silent").what.en.contains("ADEME"));
    let walk = walk.must(I, present("Délai d’un mois passé"));
    assert_eq!((walk.0.state, walk.0.proposed), (State::Committee, Some(Cents::euros(300_000))));
}

#[test]
fn reservations_are_lifted_before_the_signature_and_a_lower_contract_is_allowed() {
    let reserved =
        Step::Favour { amount: Cents::euros(300_000), reservations: "Permis".into(), session: "PV".into(), on: day("2020-12-15") };
    let walk = Walk::asking(500_000).to_committee(300_000).must(Party::Committee, reserved).must(I, Step::Notify { on: day("2020-12-20") });
    let mut walk = walk;
    assert!(walk.take(I, sign(300_000, 24, false)).expect_err("reservations").what.fr.contains("réserves"));
    let lifted = |euros: i64| match sign(euros, 24, false) {
        Step::Sign { amount, eligible, months, guarantee, rules, on, .. } => {
            Step::Sign { amount, eligible, months, guarantee, rules, on, because: String::new(), law: None, lifted: "Permis reçu".into() }
        }
        other => other,
    };
    assert_eq!(walk.take(I, lifted(300_001)).expect_err("above the decision").passes, Some(Cents::euros(300_000)));
    assert_eq!(walk.must(I, lifted(250_000)).0.state, State::Contracted);
}

#[test]
fn a_postponed_file_goes_to_the_next_wave_with_its_advice() {
    let postponed = Step::Postpone { reason: "Attendre le permis".into(), session: "PV 1".into() };
    let mut walk = Walk::asking(500_000).to_committee(300_000).must(Party::Committee, postponed);
    assert!(walk.take(I, Step::CarryOver { wave: "vague-1".into() }).is_err(), "the same wave");
    let walk = walk.must(I, Step::CarryOver { wave: "vague-2".into() });
    assert_eq!((walk.0.state, walk.0.wave.as_str(), walk.0.advices.len()), (State::Admissible, "vague-2", 1));
}

#[test]
fn the_waiting_list_keeps_the_reason_and_the_amount_that_would_pass() {
    let wait = Step::Wait { reason: Text::new("1 € de trop", "€1 too much"), passes: Some(Cents::euros(299_999)) };
    let mut walk = Walk::asking(500_000).to_committee(300_000);
    assert!(walk.take(Party::Committee, wait.clone()).is_err(), "only the ledger says so");
    let walk = walk.must(Party::Ledger, wait);
    assert_eq!(walk.0.waiting.as_ref().and_then(|w| w.passes), Some(Cents::euros(299_999)));
    let walk = walk.must(Party::Committee, favour(299_999));
    assert!(walk.0.waiting.is_none() && walk.0.state == State::Favourable);
}

#[test]
fn nobody_takes_anothers_step_and_every_refusal_says_what_to_do() {
    for party in Party::ALL {
        let mut walk = Walk::asking(500_000);
        if party != H {
            let refusal = walk.take(party, Step::File).expect_err("the holder files");
            assert!(refusal.mend.fr.contains("porteur") && refusal.mend.en.contains("holder"));
        }
    }
    let refusal = Walk::asking(500_000).take(I, pay(PaymentKind::Advance, 1)).expect_err("a draft is not paid");
    assert!(refusal.what.fr.contains("Brouillon"), "{}", refusal.what.fr);
}

#[test]
fn a_call_without_money_goes_from_filing_to_contract_at_zero() {
    let mut application = Application::draft("vague-3", false, form(0));
    application.form.asked = None;
    application.form.cost = None;
    let walk = Walk(application).must(H, Step::File).must(I, Step::FindAdmissible);
    let walk = walk.must(I, Step::AskAdvice { services: vec!["Cnam".into()] });
    let given = Step::GiveAdvice { service: "Cnam".into(), opinion: Opinion::Silent, text: "Vu".into() };
    let walk = walk.must(I, given).must(I, Step::Present { proposed: Cents::ZERO, without: String::new() });
    let walk = walk.must(Party::Committee, favour(0)).must(I, Step::Notify { on: day("2021-09-08") }).must(I, sign(0, 12, false));
    let walk = walk.must(H, Step::Report { spent: Cents::ZERO, note: String::new() }).must(I, Step::Close { on: day("2022-09-08") });
    assert_eq!(walk.0.state, State::Closed);
}

#[test]
fn the_holder_withdraws_until_the_contract_and_not_after() {
    let withdraw = || Step::Withdraw { reason: "Projet abandonné".into() };
    assert_eq!(Walk::asking(1).must(H, withdraw()).0.state, State::Withdrawn);
    let favoured = Walk::asking(500_000).to_committee(300_000).must(Party::Committee, favour(300_000));
    assert_eq!(favoured.must(H, withdraw()).0.state, State::Withdrawn);
    assert!(Walk::asking(500_000).to_contract(300_000, 24, false).take(H, withdraw()).is_err());
}

#[test]
fn what_the_committee_says_is_not_told_before_it_is_notified() {
    for state in [State::Favourable, State::Conditional, State::Unfavourable] {
        assert_eq!(state.as_told_to_the_holder(), State::Committee);
    }
    assert_eq!(State::Notified.as_told_to_the_holder(), State::Notified);
    assert!(State::ALL.into_iter().all(|state| State::parse(state.code()) == Some(state)));
}

#[test]
fn a_refused_step_leaves_the_file_as_it_was() {
    let mut walk = Walk::asking(500_000).to_committee(300_000);
    let before = walk.0.clone();
    let late = walk.0.take(&favour(600_000), Party::Committee, "c", at("2020-12-15T10:00:00Z"), &open());
    assert!(late.is_err() && walk.0 == before);
}

#[test]
fn a_postponed_file_of_a_call_with_one_wave_comes_back_in_it() {
    let postponed = Step::Postpone { reason: "Attendre le permis".into(), session: "PV 1".into() };
    let mut walk = Walk::asking(500_000).to_committee(300_000).must(Party::Committee, postponed);
    assert!(walk.take(I, Step::TakeUp { reason: String::new() }).is_err(), "a reason is due");
    assert!(walk.take(H, Step::TakeUp { reason: "Permis reçu".into() }).is_err(), "the service takes it up");
    let walk = walk.must(I, Step::TakeUp { reason: "Permis reçu".into() });
    assert_eq!((walk.0.state, walk.0.wave.as_str()), (State::Admissible, "vague-1"));
}

#[test]
fn a_support_in_kind_is_valued_where_no_money_is_paid_and_what_nobody_knows_stays_unknown() {
    let given = |value: Option<i64>, days: Option<u32>, provider: &str| Step::Value {
        given: InKind { value: value.map(Cents::euros), days, provider: provider.into() },
    };
    let mut paid = Walk::asking(500_000).to_contract(300_000, 24, false);
    assert!(paid.take(I, given(Some(1_000), None, "")).is_err(), "what is paid is counted already");
    let mut walk = paid;
    walk.0.in_money = false;
    assert!(walk.take(I, given(None, None, " ")).is_err(), "nothing is told");
    let walk = walk.must(I, given(None, Some(15), "Cabinet Duval"));
    let told = walk.0.in_kind.as_ref().expect("valued");
    assert_eq!((told.value, &*told.said().fr), (None, "15 jours, Cabinet Duval"));
    let walk = walk.must(I, given(Some(12_000), Some(15), "Cabinet Duval"));
    assert_eq!((walk.0.state, walk.0.in_kind.and_then(|k| k.value)), (State::Contracted, Some(Cents::euros(12_000))));
}
