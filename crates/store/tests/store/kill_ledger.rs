//! The plug is pulled while money is decided: what was acknowledged is there, and every promise holds.

use crate::engines::{at_each_place_on_disk, minute};
use crate::history::{award, entry, envelope, somebody};
use crate::kill::{CHILD, killed_after};
use crate::ledger::{open, write};
use ledger::{Entry, Kind, Unit};
use std::collections::BTreeMap;
use std::io::Write;
use std::time::{Duration, Instant};
use store::idempotency::Key;
use store::ledger::{Decided, check, decide, verify};
use store::{Store, Token};

const LARGE: &str = "grande";

fn asked(file: &str, amount: i64) -> Entry {
    // Every fourth goes to an envelope that is soon used up.
    let on = if amount % 4 == 0 { "territoire" } else { LARGE };
    let kind = Kind::Commitment { award: award(file), schedule: BTreeMap::from([(2020, amount)]), beneficiary: somebody() };
    entry(on, kind, amount, "2020-09-15")
}

/// Not a story: the program that the next one kills.
#[tokio::test]
async fn decides_until_killed() {
    let Ok(url) = std::env::var(CHILD) else { return };
    let store = Store::open(&url).await.expect("opens after a kill");
    open(&store).await;
    let large = Kind::Opening { name: domain::Text::same(LARGE), parent: None, unit: Unit::Money, four_eyes_from: None, until: None };
    write(&store, &entry(LARGE, large, 1_000_000_000_000, "2020-07-20"), "large").await;
    let mut tasks = tokio::task::JoinSet::new();
    for decider in 0..8 {
        let store = store.clone();
        tasks.spawn(async move {
            for n in 0.. {
                let (token, amount) = (Token::random(), 1 + (decider + n) % 97);
                let file = token.expose();
                let decided = decide(&store, &asked(file, amount), &Key::new(file), minute(0)).await.expect("judged");
                if let Decided::Written(receipt) = decided {
                    let line = format!("acknowledged {file} {amount} {} {}\n", receipt.entry, receipt.digest);
                    std::io::stdout().lock().write_all(line.as_bytes()).expect("told");
                }
            }
        });
    }
    tasks.join_all().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_decision_is_lost_and_no_promise_broken_when_the_server_is_killed() {
    let kills = if std::env::var_os("REBOND_LONG").is_some() { 200 } else { 10 };
    at_each_place_on_disk(async |place| {
        let (mut acknowledged, mut slowest) = (0, Duration::ZERO);
        for _ in 0..kills {
            let drawn = u64::from_str_radix(&store::sha256(Token::random().expose().as_bytes())[..2], 16).expect("hexadecimal");
            let lines =
                tokio::task::block_in_place(|| killed_after(place, "kill_ledger::decides_until_killed", Duration::from_millis(drawn)));
            let store = Store::open(&place.url).await.expect("opens after the kill");
            let start = Instant::now();
            check(&store).await.expect("read").expect("the ledger holds after the kill");
            slowest = slowest.max(start.elapsed());
            acknowledged += sent_again(&store, &lines).await;
        }
        let store = Store::open(&place.url).await.expect("opens after the kills");
        let verified = verify(&store, None).await.expect("read").expect("the ledger holds");
        let territory = store::ledger::envelope(&store, &envelope("territoire")).await.expect("read").expect("there");
        assert!(territory.committed <= 250);
        assert!(slowest < Duration::from_secs(5), "{slowest:?}");
        println!("{kills} kills, {acknowledged} acknowledged, 0 lost, {} lines, slowest check {slowest:?}", verified.head.entries);
    })
    .await;
}

/// Each acknowledged decision, sent again, gets the same line: it is there, once.
async fn sent_again(store: &Store, lines: &[String]) -> usize {
    let mut found = 0;
    for line in lines {
        let words: Vec<&str> = line.split(' ').collect();
        // The last line may be cut by the kill: then it was not told whole.
        let [file, amount, place, digest] = words[..] else { continue };
        if digest.len() != 64 {
            continue;
        }
        let entry = asked(file, amount.parse().expect("an amount"));
        let decided = decide(store, &entry, &Key::new(file), minute(5)).await.expect("judged");
        let Decided::Written(receipt) = decided else { panic!("acknowledged, then lost: {line}: {decided:?}") };
        assert_eq!((receipt.entry.to_string().as_str(), receipt.digest.as_str()), (place, digest));
        found += 1;
    }
    found
}
