//! Whatever is asked, in whatever order: the promises hold after every step.

use crate::history::{Draw, acts, drawn, how_many};
use ledger::{Balances, Kind, breaches, last_day, replay, within};
use std::collections::BTreeMap;

#[test]
fn no_history_breaks_a_promise() {
    let (mut accepted, mut refused) = (BTreeMap::<_, u64>::new(), BTreeMap::<_, u64>::new());
    for seed in 0..how_many(600) {
        let mut draw = Draw(seed);
        let mut journal = acts();
        let mut balances = replay(&journal).expect("the acts are sound");
        for step in 0..50 {
            let entry = drawn(&mut draw, &balances, step);
            let before = balances.clone();
            match balances.apply(&entry) {
                Ok(()) => {
                    *accepted.entry(entry.kind.code()).or_default() += 1;
                    journal.push(entry);
                }
                Err(refusal) => {
                    assert_eq!(balances, before, "seed {seed}, step {step}: refused, and something moved: {entry:?}");
                    *refused.entry(refusal.rule).or_default() += 1;
                }
            }
            assert_eq!(breaches(&balances), [], "seed {seed}, step {step}: {entry:?}", entry = journal.last());
            let last = journal.last().expect("the acts");
            if matches!(last.kind, Kind::Reservation { .. } | Kind::Commitment { .. }) {
                let until = last_day(&balances.envelopes, &last.envelope, &BTreeMap::new());
                assert!(until.is_none_or(|until| last.date <= until), "seed {seed}, step {step}: after its last day, {last:?}");
            }
        }
        assert_eq!(replay(&journal), Ok(balances), "seed {seed}: I6");
    }
    println!("accepted {accepted:?}\nrefused {refused:?}");
    assert_eq!(accepted.len(), 18, "every kind of entry was written at least once");
    assert_eq!(refused.len(), 13, "every rule refused at least once");
}

/// The amount a refusal names is the frontier: it passes, and one more does not.
#[test]
fn the_amount_that_would_pass_passes_and_one_more_does_not() {
    let mut tried = 0;
    for seed in 0..how_many(600) {
        let mut draw = Draw(seed ^ 0xFACE);
        let mut balances = replay(&acts()).expect("the acts are sound");
        for step in 0..50 {
            let entry = drawn(&mut draw, &balances, step);
            let Err(refusal) = balances.apply(&entry) else { continue };
            let Some(passes) = refusal.passes else { continue };
            let asked = |amount: i64| {
                let mut entry = entry.clone();
                entry.amount = amount;
                if let ledger::Kind::Commitment { schedule, .. } = &mut entry.kind
                    && !schedule.is_empty()
                {
                    *schedule = BTreeMap::from([(entry.date.year(), amount)]);
                }
                Balances::apply(&mut balances.clone(), &entry)
            };
            // Another rule may stand behind the first: then it is that one which speaks, never the same.
            match asked(passes) {
                Ok(()) => tried += 1,
                Err(behind) => assert_ne!(behind.rule, refusal.rule, "seed {seed}: {entry:?}\n{refusal:?}\n{behind:?}"),
            }
            assert!(asked(passes + 1).is_err(), "seed {seed}: {entry:?}");
        }
    }
    assert!(tried > 500, "{tried} refusals had an amount that passed");
}

/// The last day of an envelope stops what is reserved and committed there, and nothing else; what was written without that rule is read
/// all the same.
#[test]
fn nothing_is_reserved_nor_committed_after_the_last_day_and_everything_else_goes_on() {
    let takes = |kind: &Kind| matches!(kind, Kind::Reservation { .. } | Kind::Commitment { .. });
    let (mut stopped, mut late) = (0, 0);
    for seed in 0..how_many(200) {
        let mut draw = Draw(seed ^ 0xE17D);
        let until = jiff::civil::date(2020, 8, 1) + jiff::Span::new().days(draw.below(200) as i64);
        let (mut journal, mut free) = (acts(), replay(&acts()).expect("the acts are sound"));
        let mut balances = free.clone();
        for step in 0..50 {
            let entry = drawn(&mut draw, &balances, step);
            // Another ledger, where nobody asks that rule.
            let _ = free.apply(&entry);
            if let Err(refusal) = within(&entry, Some(until)) {
                assert!(takes(&entry.kind) && entry.date > until, "seed {seed}: {entry:?}\n{refusal:?}");
                stopped += 1;
                continue;
            }
            if balances.apply(&entry).is_ok() {
                late += u64::from(entry.date > until);
                journal.push(entry);
            }
            assert_eq!(breaches(&balances), [], "seed {seed}, step {step}");
        }
        assert!(journal.iter().all(|entry| !takes(&entry.kind) || entry.date <= until), "seed {seed}");
        assert_eq!(replay(&journal), Ok(balances), "seed {seed}: I6");
        assert_eq!(breaches(&free), [], "seed {seed}: what was written before the rule still holds");
    }
    assert!(stopped > 100 && late > 100, "{stopped} stopped, {late} written after the last day");
}
