//! Decisions as committees take them.

use crate::history::{acts, award, entry, envelope};
use jiff::civil::date;
use ledger::{Balances, Kind, Refusal, Rule, Unit, breaches, opened_by_two, replay, within};
use std::collections::BTreeMap;

fn opened() -> Balances {
    replay(&acts()).expect("the acts are sound")
}
fn commitment(name: &str, amount: i64, year: i16) -> Kind {
    Kind::Commitment { award: award(name), schedule: BTreeMap::from([(year, amount)]), beneficiary: None }
}
fn refusal(balances: &mut Balances, on: &str, kind: Kind, amount: i64, day: &str) -> Refusal {
    balances.apply(&entry(on, kind, amount, day)).expect_err("refused")
}
fn write(balances: &mut Balances, on: &str, kind: Kind, amount: i64, day: &str) {
    balances.apply(&entry(on, kind, amount, day)).unwrap_or_else(|refusal| panic!("{refusal:?}"));
    assert_eq!(breaches(balances), []);
}

#[test]
fn the_second_company_is_refused_by_one_cent_and_told_the_amount_that_passes() {
    let mut balances = opened();
    write(&mut balances, "fonds", commitment("FA-1", 600, 2020), 600, "2020-09-15");
    let refused = refusal(&mut balances, "fonds", commitment("FA-2", 401, 2020), 401, "2020-09-16");
    assert_eq!((refused.rule, refused.passes), (Rule::Opened, Some(400)));
    assert_eq!(&*refused.what.fr, "Enveloppe fonds : 4,01\u{a0}€ demandés, il reste 4\u{a0}€ ; dépassement de 0,01\u{a0}€.");
    assert_eq!(&*refused.what.en, "Envelope fonds: €4.01 asked, there remain €4; €0.01 too much.");
    assert_eq!(&*refused.mend.fr, "Demandez au plus 4\u{a0}€.");
    write(&mut balances, "fonds", commitment("FA-2", 400, 2020), 400, "2020-09-16");
}

#[test]
fn a_convention_below_the_committee_s_amount_frees_the_difference() {
    let mut balances = opened();
    write(&mut balances, "fonds", Kind::Reservation { award: award("FA-1"), until: None, beneficiary: None }, 500, "2020-09-15");
    write(&mut balances, "fonds", commitment("FA-1", 320, 2020), 320, "2020-11-02");
    let fund = &balances.envelopes[&envelope("fonds")];
    assert_eq!((fund.reserved, fund.committed, fund.available()), (0, 320, 680));
}

#[test]
fn a_reservation_that_has_expired_is_not_committed() {
    let mut balances = opened();
    let until = Some(date(2020, 12, 31));
    write(&mut balances, "fonds", Kind::Reservation { award: award("FA-1"), until, beneficiary: None }, 500, "2020-09-15");
    assert_eq!(refusal(&mut balances, "fonds", commitment("FA-1", 500, 2021), 500, "2021-01-01").rule, Rule::Date);
    write(&mut balances, "fonds", Kind::Release { award: award("FA-1") }, 500, "2021-01-01");
    write(&mut balances, "fonds", commitment("FA-1", 500, 2021), 500, "2021-01-02");
}

#[test]
fn whoever_is_watched_does_not_lift_the_watch_alone() {
    let mut balances = opened();
    write(&mut balances, "region", Kind::FourEyes, 100, "2020-08-01");
    let refused = refusal(&mut balances, "region", commitment("FA-1", 100, 2020), 100, "2020-09-15");
    assert_eq!((refused.rule, refused.passes), (Rule::FourEyes, Some(99)));
    let alone = refusal(&mut balances, "region", Kind::FourEyes, 1_000, "2020-09-15");
    assert_eq!((alone.rule, alone.passes), (Rule::FourEyes, None));
    let together = ledger::Entry { approver: Some("directeur".into()), ..entry("region", Kind::FourEyes, 0, "2020-09-15") };
    balances.apply(&together).expect("two persons lift it");
    write(&mut balances, "region", commitment("FA-1", 100, 2020), 100, "2020-09-15");
}

#[test]
fn what_is_delegated_cannot_be_used_above_nor_overspent_below() {
    let mut balances = opened();
    assert_eq!(refusal(&mut balances, "etat", commitment("FA-1", 101, 2020), 101, "2020-09-15").passes, Some(100));
    assert_eq!(refusal(&mut balances, "territoire", commitment("FA-1", 251, 2020), 251, "2020-09-15").passes, Some(250));
    write(&mut balances, "territoire", commitment("FA-1", 250, 2020), 250, "2020-09-15");
    let back = refusal(&mut balances, "territoire", Kind::DelegationReturn, 1, "2020-09-16");
    assert_eq!((back.rule, back.passes), (Rule::Opened, None));
    write(&mut balances, "autre-region", Kind::DelegationReturn, 300, "2020-09-16");
    write(&mut balances, "etat", commitment("FA-2", 400, 2020), 400, "2020-09-17");
}

#[test]
fn an_envelope_raised_by_an_act_takes_what_it_refused() {
    let mut balances = opened();
    assert_eq!(
        refusal(&mut balances, "places", Kind::Reservation { award: award("VTE-1"), until: None, beneficiary: None }, 1_001, "2020-09-15")
            .passes,
        Some(1_000)
    );
    write(&mut balances, "places", Kind::Raise, 1, "2020-09-20");
    write(&mut balances, "places", Kind::Reservation { award: award("VTE-1"), until: None, beneficiary: None }, 1_001, "2020-09-21");
    let paid = refusal(&mut balances, "places", Kind::Liquidation { award: award("VTE-1") }, 1, "2020-09-22");
    assert_eq!(paid.rule, Rule::Unit);
}

#[test]
fn payments_stay_within_what_is_due_and_the_credits_of_the_year() {
    let mut balances = opened();
    write(&mut balances, "fonds", commitment("FA-1", 800, 2020), 800, "2020-09-15");
    let early = refusal(&mut balances, "fonds", Kind::Payment { award: award("FA-1") }, 1, "2020-10-01");
    assert_eq!((early.rule, early.passes), (Rule::Award, None), "nothing is liquidated yet");
    write(&mut balances, "fonds", Kind::Liquidation { award: award("FA-1") }, 700, "2020-10-02");
    let beyond = refusal(&mut balances, "fonds", Kind::Payment { award: award("FA-1") }, 501, "2020-10-03");
    assert_eq!((beyond.rule, beyond.passes), (Rule::PaymentCredits, Some(500)));
    write(&mut balances, "fonds", Kind::Payment { award: award("FA-1") }, 500, "2020-10-03");
    write(&mut balances, "fonds", Kind::PaymentCredits { year: 2021 }, 200, "2021-01-01");
    write(&mut balances, "fonds", Kind::Payment { award: award("FA-1") }, 200, "2021-01-05");
    let late = refusal(&mut balances, "fonds", Kind::AwardClosing { award: award("FA-1") }, 99, "2021-06-01");
    assert_eq!((late.rule, late.passes), (Rule::Schedule, Some(100)), "I4: exactly committed − paid");
    write(&mut balances, "fonds", Kind::AwardClosing { award: award("FA-1") }, 100, "2021-06-01");
    write(&mut balances, "fonds", Kind::Repayment { award: award("FA-1") }, 700, "2021-07-01");
}

#[test]
fn what_is_withdrawn_in_a_later_year_lapses_until_somebody_authorises_its_use() {
    let mut balances = opened();
    write(&mut balances, "fonds", commitment("FA-1", 300, 2020), 300, "2020-09-15");
    write(&mut balances, "fonds", Kind::Withdrawal { award: award("FA-1") }, 100, "2020-12-31");
    assert_eq!(balances.envelopes[&envelope("fonds")].available(), 800, "the same year: free again");
    write(&mut balances, "fonds", Kind::Withdrawal { award: award("FA-1") }, 100, "2021-01-02");
    let fund = &balances.envelopes[&envelope("fonds")];
    assert_eq!((fund.available(), fund.lapsed), (800, 100));
    write(&mut balances, "fonds", Kind::Recycling, 100, "2021-02-01");
    assert_eq!(balances.envelopes[&envelope("fonds")].available(), 900);
}

#[test]
fn nobody_decides_alone_above_the_threshold() {
    let mut balances = opened();
    let mut alone = entry("fonds", commitment("FA-1", 900, 2020), 900, "2020-09-15");
    let refused = balances.apply(&alone).expect_err("alone");
    assert_eq!((refused.rule, refused.passes), (Rule::FourEyes, Some(899)));
    alone.approver = Some("instructrice".into());
    assert_eq!(balances.apply(&alone).expect_err("the same person twice").rule, Rule::FourEyes);
    alone.approver = Some("directeur".into());
    balances.apply(&alone).expect("two persons");
}

#[test]
fn an_envelope_is_opened_by_two_from_its_own_threshold_on() {
    let opening =
        |four_eyes_from| Kind::Opening { name: domain::Text::same("x"), parent: None, unit: Unit::Money, four_eyes_from, until: None };
    let mut alone = entry("nouveau", opening(Some(900)), 900, "2020-09-15");
    let refused = opened_by_two(&alone, None, None).expect_err("alone");
    assert_eq!((refused.rule, refused.passes), (Rule::FourEyes, Some(899)));
    assert_eq!(opened_by_two(&entry("nouveau", opening(Some(900)), 899, "2020-09-15"), None, None), Ok(()));
    assert_eq!(opened_by_two(&entry("nouveau", opening(None), 900, "2020-09-15"), None, None), Ok(()));
    let balances = opened();
    assert_eq!(opened_by_two(&alone, balances.envelopes.get(&envelope("fonds")), None), Ok(()), "a name that is taken is refused for that");
    // A journal that was written before this rule is read as it was.
    replay(&[alone.clone()]).expect("readable");
    alone.approver = Some("instructrice".into());
    assert_eq!(opened().apply(&alone).expect_err("the same person twice").rule, Rule::FourEyes);
    alone.approver = Some("directeur".into());
    assert_eq!(opened_by_two(&alone, None, None), Ok(()));
    opened().apply(&alone).expect("two persons");
}

#[test]
fn money_at_the_top_is_opened_and_raised_by_two_from_the_threshold_of_the_installation_on() {
    let (balances, house) = (opened(), Some(500));
    let there = |name: &str| balances.envelopes.get(&envelope(name));
    let opening = |parent: Option<&str>, unit, four_eyes_from| Kind::Opening {
        name: domain::Text::same("x"),
        parent: parent.map(envelope),
        unit,
        four_eyes_from,
        until: None,
    };
    let asked = |on: &str, kind: Kind, amount: i64| opened_by_two(&entry(on, kind, amount, "2020-09-15"), there(on), house);
    let refused = asked("nouveau", opening(None, Unit::Money, None), 500).expect_err("alone");
    assert_eq!((refused.rule, refused.passes), (Rule::FourEyes, Some(499)));
    assert_eq!(&*refused.what.fr, "À partir de 5\u{a0}€, seuil de cette installation, l’enveloppe nouveau s’ouvre à deux.");
    assert_eq!(asked("nouveau", opening(None, Unit::Money, None), 499), Ok(()));
    let own = asked("nouveau", opening(None, Unit::Money, Some(200)), 499).expect_err("its own threshold is lower");
    assert_eq!(own.passes, Some(199));
    let raised = asked("etat", Kind::Raise, 500).expect_err("a raise opens money too");
    assert_eq!(&*raised.what.en, "From €5 on, the threshold of this installation, the envelope etat is raised by two.");
    // Places are no euros, what is below receives from above, and whoever shares out opens nothing.
    assert_eq!(asked("nouveau", opening(None, Unit::Places, None), 500), Ok(()));
    assert_eq!(asked("places", Kind::Raise, 500), Ok(()));
    assert_eq!(asked("nouveau", opening(Some("etat"), Unit::Money, None), 0), Ok(()));
    assert_eq!(asked("etat", Kind::Delegation { to: envelope("region") }, 500), Ok(()));
    // What was opened can be decided on for longer, or no more: as heavy.
    let prolonged = asked("etat", Kind::LastDay { until: None }, 0).expect_err("alone");
    assert_eq!((prolonged.rule, prolonged.passes), (Rule::FourEyes, None));
    assert_eq!(&*prolonged.what.fr, "À partir de 5\u{a0}€, seuil de cette installation, l’enveloppe etat change de dernier jour à deux.");
    assert_eq!(asked("region", Kind::LastDay { until: None }, 0), Ok(()));
    let two = ledger::Entry { approver: Some("directeur".into()), ..entry("etat", Kind::Raise, 500, "2020-09-15") };
    assert_eq!(opened_by_two(&two, there("etat"), house), Ok(()));
}

#[test]
fn an_envelope_takes_no_new_decision_after_its_last_day_and_goes_on_paying() {
    let until = Some(date(2020, 12, 31));
    let late = entry("fonds", commitment("FA-1", 100, 2021), 100, "2021-01-01");
    let refused = within(&late, until).expect_err("over");
    assert_eq!((refused.rule, refused.passes), (Rule::Validity, None));
    assert_eq!(&*refused.what.fr, "L’enveloppe fonds vaut jusqu’au 31\u{a0}décembre 2020, et la décision est du 1er\u{a0}janvier 2021.");
    assert_eq!(within(&entry("fonds", commitment("FA-1", 100, 2020), 100, "2020-12-31"), until), Ok(()), "its last day is one of them");
    assert_eq!(within(&late, None), Ok(()), "no source gives a last day");
    assert_eq!(within(&entry("fonds", Kind::Payment { award: award("FA-1") }, 100, "2021-01-01"), until), Ok(()));
}

#[test]
fn an_act_sets_the_last_day_of_an_envelope_and_of_all_below_it() {
    let mut balances = opened();
    let ends = |year, month, day| Kind::LastDay { until: Some(date(year, month, day)) };
    write(&mut balances, "etat", ends(2020, 12, 31), 0, "2020-09-15");
    write(&mut balances, "territoire", commitment("FA-1", 70, 2020), 70, "2020-12-31");
    let late = refusal(&mut balances, "territoire", commitment("FA-2", 10, 2021), 10, "2021-01-01");
    assert_eq!((late.rule, late.passes), (Rule::Validity, None));
    let reservation = Kind::Reservation { award: award("FA-2"), until: None, beneficiary: None };
    assert_eq!(refusal(&mut balances, "region", reservation, 10, "2021-01-01").rule, Rule::Validity);
    write(&mut balances, "fonds", commitment("FA-9", 10, 2021), 10, "2021-01-01");
    // What is committed is paid.
    write(&mut balances, "territoire", Kind::Liquidation { award: award("FA-1") }, 70, "2021-01-02");
    write(&mut balances, "territoire", Kind::Payment { award: award("FA-1") }, 70, "2021-01-02");
    // A later day below binds nothing as long as the one above is earlier.
    write(&mut balances, "territoire", ends(2021, 6, 30), 0, "2021-01-02");
    assert_eq!(refusal(&mut balances, "territoire", commitment("FA-2", 10, 2021), 10, "2021-01-03").rule, Rule::Validity);
    write(&mut balances, "etat", Kind::LastDay { until: None }, 0, "2021-01-03");
    write(&mut balances, "territoire", commitment("FA-2", 10, 2021), 10, "2021-06-30");
    assert_eq!(refusal(&mut balances, "territoire", commitment("FA-3", 10, 2021), 10, "2021-07-01").rule, Rule::Validity);
    write(&mut balances, "region", commitment("FA-4", 10, 2021), 10, "2021-07-01");
}

#[test]
fn a_last_day_brings_nothing_comes_after_the_opening_and_is_changed_by_two_where_there_is_a_threshold() {
    let mut balances = opened();
    let ends = |year, month, day| Kind::LastDay { until: Some(date(year, month, day)) };
    let early = refusal(&mut balances, "etat", ends(2020, 7, 19), 0, "2020-09-15");
    assert_eq!(early.rule, Rule::Date);
    assert_eq!(&*early.what.fr, "Le dernier jour, le 19\u{a0}juillet 2020, est avant l’ouverture de l’enveloppe, le 20\u{a0}juillet 2020.");
    let brings = refusal(&mut balances, "etat", ends(2020, 12, 31), 5, "2020-09-15");
    assert_eq!((brings.rule, brings.passes), (Rule::Amount, Some(0)));
    let alone = refusal(&mut balances, "fonds", ends(2020, 12, 31), 0, "2020-09-15");
    assert_eq!((alone.rule, alone.passes), (Rule::FourEyes, None));
    let together = ledger::Entry { approver: Some("directeur".into()), ..entry("fonds", ends(2020, 12, 31), 0, "2020-09-15") };
    balances.apply(&together).expect("two persons");
    // Late and above the threshold: nobody is asked to approve what would be refused.
    assert_eq!(refusal(&mut balances, "fonds", commitment("FA-1", 950, 2021), 950, "2021-01-01").rule, Rule::Validity);
    let opening = |until| {
        let name = domain::Text::same("x");
        Kind::Opening { name, parent: None, unit: Unit::Money, four_eyes_from: None, until: Some(until) }
    };
    assert_eq!(refusal(&mut balances, "bref", opening(date(2020, 9, 14)), 100, "2020-09-15").rule, Rule::Date);
    write(&mut balances, "bref", opening(date(2020, 9, 15)), 100, "2020-09-15");
    write(&mut balances, "bref", commitment("FA-2", 10, 2020), 10, "2020-09-15");
    assert_eq!(refusal(&mut balances, "bref", commitment("FA-2", 10, 2020), 10, "2020-09-16").rule, Rule::Validity);
}

#[test]
fn a_commitment_tells_in_which_years_it_is_paid() {
    let mut balances = opened();
    let nowhere = Kind::Commitment { award: award("FA-1"), schedule: BTreeMap::new(), beneficiary: None };
    let refused = refusal(&mut balances, "fonds", nowhere, 100, "2020-09-15");
    assert_eq!((refused.rule, refused.passes), (Rule::Schedule, None));
    assert_eq!(&*refused.what.fr, "Enveloppe fonds : l’engagement de 1\u{a0}€ ne dit aucune année de paiement.");
}

#[test]
fn a_closed_envelope_gives_what_remains_back_and_goes_on_paying() {
    let mut balances = opened();
    write(&mut balances, "territoire", commitment("FA-1", 200, 2020), 200, "2020-09-15");
    write(&mut balances, "territoire", Kind::Liquidation { award: award("FA-1") }, 150, "2020-09-16");
    let wrong = refusal(&mut balances, "territoire", Kind::Closing, 49, "2020-10-01");
    assert_eq!(wrong.passes, Some(50));
    write(&mut balances, "territoire", Kind::Closing, 50, "2020-10-01");
    assert_eq!(balances.envelopes[&envelope("region")].delegated, 200);
    assert_eq!(
        refusal(&mut balances, "territoire", Kind::Reservation { award: award("FA-2"), until: None, beneficiary: None }, 1, "2020-10-02")
            .rule,
        Rule::Closed
    );
    write(&mut balances, "territoire", Kind::Payment { award: award("FA-1") }, 150, "2020-10-02");
    write(&mut balances, "territoire", Kind::AwardClosing { award: award("FA-1") }, 50, "2020-10-03");
    assert_eq!(balances.envelopes[&envelope("territoire")].lapsed, 50);
}

#[test]
fn an_entry_is_read_back_as_it_was_written() {
    let ends = Kind::LastDay { until: Some(date(2020, 12, 31)) };
    let more = [entry("fonds", commitment("FA-1", 2, 2020), 2, "2020-09-15"), entry("etat", ends, 0, "2020-09-15")];
    for entry in acts().into_iter().chain(more) {
        let text = serde_json::to_string(&entry).expect("written");
        assert_eq!(serde_json::from_str::<ledger::Entry>(&text).expect("read"), entry);
        assert!(text.contains(&format!("\"{}\"", entry.kind.code())), "{text}");
    }
    // An opening without a last day is the text it was before there were some.
    assert!(!serde_json::to_string(&acts()[0]).expect("written").contains("until"));
    assert_eq!(ledger::quantity(1, Unit::Places, domain::Lang::En), "1\u{a0}place");
}
