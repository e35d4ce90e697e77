//! Random histories against a model written another way: a table of arrows and four sums.

use crate::{Walk, advice, day, favour, pay, sign};
use applications::{InKind, Party, PaymentKind, State, Step};
use domain::{Cents, Text};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use std::collections::BTreeSet;

/// The arrows of the life, as a reader of the call would draw them: from, step, party, to. `pay` and the closing of
/// money have their own rules below.
const ARROWS: &str = "
draft file holder filed | incomplete complete holder completed | filed,completed find_admissible instructor admissible
filed,completed find_incomplete instructor incomplete | filed,completed,incomplete find_inadmissible instructor inadmissible
admissible ask_advice instructor advice | advice give_advice instructor advice | advice present instructor committee
committee,waiting favour committee favourable | committee,waiting postpone committee postponed
committee,waiting disfavour committee unfavourable | committee,waiting wait ledger waiting
draft carry_over holder draft | draft carry_over instructor draft
postponed,waiting carry_over holder admissible | postponed,waiting carry_over instructor admissible
favourable,conditional notify instructor notified | unfavourable notify instructor declined
postponed take_up instructor admissible
notified sign instructor contracted | contracted,paying report holder reported | contracted,paying report instructor reported
reported correct instructor reported | balanced correct instructor balanced
draft,filed,incomplete,completed,admissible,advice,committee,postponed,waiting,favourable,conditional,notified withdraw holder withdrawn
";

fn arrow(from: State, step: &str, party: Party) -> Option<State> {
    let party = format!("{party:?}").to_lowercase();
    ARROWS.split(['|', '\n']).map(str::trim).filter(|line| !line.is_empty()).find_map(|line| {
        let words: Vec<&str> = line.split_whitespace().collect();
        let found = words[0].split(',').any(|state| state == from.code()) && words[1] == step && words[2] == party;
        found.then(|| State::parse(words[3]).expect("a state of the drawing"))
    })
}

/// How many things anybody may try.
pub const STEPS: u8 = 25;

/// Everything anybody may try; `n` varies amounts and texts.
pub fn step(which: u8, n: i64) -> Step {
    let text = |n: i64| if n % 7 == 0 { String::new() } else { format!("texte {n}") };
    match which % STEPS {
        0 => Step::File,
        1 => Step::Complete { note: text(n) },
        2 => Step::FindAdmissible,
        3 => Step::FindIncomplete { missing: vec![text(n)], until: day("2020-11-01") },
        4 => Step::FindInadmissible { reason: text(n) },
        5 => Step::AskAdvice { services: vec!["DREETS".into()] },
        6 => advice("DREETS"),
        7 => Step::Present { proposed: Cents::euros(n * 1_000), without: String::new() },
        8 => match favour(n * 10_000) {
            Step::Favour { amount, session, on, .. } if n % 5 == 0 => Step::Favour { amount, session, on, reservations: "Permis".into() },
            plain => plain,
        },
        9 => Step::Postpone { reason: text(n), session: "PV".into() },
        10 => Step::Disfavour { reason: text(n), session: "PV".into() },
        11 => Step::Wait { reason: Text::same("trop"), passes: None },
        12 => Step::CarryOver { wave: format!("vague-{}", n % 3) },
        13 => Step::Notify { on: day("2020-12-20") },
        14 => match sign(n * 10_000, (n + 10) as u16, n % 2 == 0) {
            Step::Sign { amount, eligible, months, guarantee, rules, on, .. } => {
                Step::Sign { amount, eligible, months, guarantee, rules, on, because: String::new(), law: None, lifted: text(n) }
            }
            other => other,
        },
        15 => pay(PaymentKind::ALL[n as usize % 3], n * 2_000),
        16 => Step::Report { spent: Cents::euros(n * 20_000), note: text(n) },
        17 => Step::Close { on: day("2022-01-01") },
        18 => Step::Lapse { reason: text(n), on: day("2022-01-01") },
        19 => Step::ClaimBack { amount: Cents::euros(n * 1_000), reason: text(n) },
        20 => Step::TakeBack { on: day("2022-01-01") },
        21 => Step::TakeUp { reason: text(n) },
        22 => Step::Correct { spent: Cents::euros(n * 20_000), reason: text(n) },
        23 => Step::Value { given: InKind { value: None, days: Some(n as u32), provider: text(n) } },
        _ => Step::Withdraw { reason: text(n) },
    }
}

/// What to try, who tries, with which amount.
pub fn tries() -> impl Strategy<Value = Vec<(u8, usize, i64)>> {
    prop::collection::vec((0u8..=255, 0usize..6, 1i64..50), 1..60)
}

/// Five times in six, a step that the file can take, so that histories go far; else anything.
pub fn drawn(walk: &Walk, which: u8, who: usize, n: i64) -> Step {
    let can = |which: &u8| {
        let (mut walk, step) = (Walk(walk.0.clone()), step(*which, n));
        // To leave is always possible: it would end most histories early.
        !matches!(step, Step::Withdraw { .. }) && walk.take(step.parties()[0], step.clone()).is_ok()
    };
    let possible: Vec<u8> = if who == 5 { vec![] } else { (0..STEPS).filter(can).collect() };
    match possible.len() {
        0 => step(which, n),
        many => step(possible[usize::from(which) % many], n),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(if std::env::var_os("REBOND_LONG").is_some() { 10_000 } else { 1_000 }))]
    #[test]
    fn a_random_history_is_the_one_of_the_plain_model(tries in tries()) {
        let mut walk = Walk::asking(500_000);
        let (mut signed, mut paid, mut decided) = (None::<i64>, 0i64, 0i64);
        let mut steps = vec![];
        for (which, who, n) in tries {
            let step = drawn(&walk, which, who, n);
            // Mostly whoever may; else anybody.
            let party = if who == 4 { Party::ALL[n as usize % 4] } else { step.parties()[0] };
            let before = walk.0.clone();
            let taken = walk.take(party, step.clone());
            if let Err(refusal) = &taken {
                prop_assert_eq!(&before, &walk.0, "refused, and something moved");
                prop_assert!(!refusal.what.fr.is_empty() && !refusal.what.en.is_empty() && !refusal.mend.fr.is_empty());
                continue;
            }
            match &step {
                Step::Pay { kind, amount, .. } => {
                    let grant = signed.expect("nothing is paid without a contract");
                    prop_assert!(before.state.has_contract());
                    paid += amount.0;
                    prop_assert!(paid <= grant, "paid {} of {}", paid, grant);
                    if *kind != PaymentKind::Balance {
                        prop_assert!(paid * 100 <= grant * 90);
                    }
                }
                Step::Close { .. } => prop_assert!(walk.0.balance_due().is_zero() && walk.0.overpaid().is_zero()),
                Step::Lapse { .. } => prop_assert_eq!(walk.0.state == State::Lapsed, paid == 0),
                Step::ClaimBack { amount, .. } => prop_assert!(amount.0 <= paid),
                Step::TakeBack { .. } => prop_assert!(walk.0.repaid.0 <= paid),
                Step::Favour { reservations, .. } => {
                    let after = if reservations.is_empty() { State::Favourable } else { State::Conditional };
                    prop_assert!(walk.0.state == after && arrow(before.state, "favour", party).is_some());
                }
                _ => {
                    let expected = arrow(before.state, step.code(), party);
                    prop_assert_eq!(Some(walk.0.state), expected, "{:?} from {:?}", step, before.state);
                }
            }
            match &step {
                Step::Favour { amount, .. } => decided = amount.0,
                Step::Sign { amount, .. } => {
                    prop_assert!(amount.0 <= decided && decided <= Cents::euros(500_000).0);
                    signed = Some(amount.0);
                }
                _ => {}
            }
            prop_assert_eq!(walk.0.paid().0, paid);
            steps.push((step, crate::at("2020-10-01T10:00:00Z")));
            let Some(counted) = walk.0.counted(&steps) else { continue };
            let amounts = [counted.paid, counted.contracted, counted.granted, Some(counted.asked)].map(|told| told.map(|(amount, _)| amount));
            for pair in amounts.windows(2) {
                prop_assert!(pair[0].is_none() || pair[0] <= pair[1], "a plan would count {:?}", amounts);
            }
            prop_assert!(counted.granted.is_none() || walk.0.notified_on.is_some());
            let ended = [State::Inadmissible, State::Declined, State::Withdrawn, State::Lapsed].contains(&walk.0.state);
            prop_assert!(counted.lost.is_some() || !ended, "{:?} is lost", walk.0.state);
            prop_assert!(counted.lost.is_none() || walk.0.state.is_final());
        }
    }
}

#[test]
fn the_histories_that_are_drawn_reach_contracts_payments_and_closings() {
    let mut runner = TestRunner::deterministic();
    let mut reached = BTreeSet::new();
    for _ in 0..1_000 {
        let mut walk = Walk::asking(500_000);
        for (which, who, n) in tries().new_tree(&mut runner).expect("drawn").current() {
            let step = drawn(&walk, which, who, n);
            let _ = walk.take(step.parties()[0], step);
            reached.insert(walk.0.state);
        }
    }
    let missing: Vec<State> = State::ALL.into_iter().filter(|state| !reached.contains(state)).collect();
    assert_eq!(missing, [], "the histories prove nothing of these");
}

#[test]
fn no_path_from_a_draft_reaches_a_payment_without_crossing_a_contract() {
    // Every state that the life reaches when nobody signs, by every party and every step.
    let mut seen = BTreeSet::new();
    let mut ahead = vec![Walk::asking(500_000).0];
    while let Some(application) = ahead.pop() {
        // What matters to go on: the state, the wave, the advice given.
        let given = application.advices.iter().filter(|a| a.opinion.is_some()).count();
        if !seen.insert((application.state, application.wave.clone(), given, application.missing.len())) {
            continue;
        }
        for which in (0..STEPS).filter(|which| *which != 14) {
            for n in [3, 5, 15, 26] {
                for party in Party::ALL {
                    let mut walk = Walk(application.clone());
                    if walk.take(party, step(which, n)).is_ok() {
                        assert!(walk.0.payments.is_empty() && !walk.0.state.has_contract(), "{:?}", walk.0.state);
                        ahead.push(walk.0);
                    }
                }
            }
        }
    }
    let states: BTreeSet<State> = seen.iter().map(|(state, ..)| *state).collect();
    for reached in [State::Notified, State::Declined, State::Waiting, State::Postponed, State::Withdrawn, State::Lapsed] {
        assert!(states.contains(&reached), "the walk is too short to prove anything: {reached:?}");
    }
}
