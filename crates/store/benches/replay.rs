//! A journal of a million lines on SQLite: how long it takes to replay it whole, and to look at it before serving.
//! It prints, and fails when the journal does not replay; with `REBOND_BARS` also when that takes 30 s, or the look 5 s.
//! `REBOND_BENCH_LINES` (1000000); `tests/bars` runs it.
//!
//!   cargo bench -p store --bench replay

use ledger::{AwardId, Entry, EnvelopeId, Kind, MOST, Unit};
use std::collections::BTreeMap;
use std::time::Instant;
use store::Store;
use store::idempotency::Key;
use store::ledger::{Decided, check, decide, verify};
use tokio::task::JoinSet;

const DECIDERS: u64 = 256;
/// Lines of one file: reserved, committed, liquidated, paid.
const STEPS: u64 = 4;

fn entry(kind: Kind, amount: i64) -> Entry {
    let envelope = EnvelopeId::parse("etat").expect("a name");
    let date = jiff::civil::date(2020, 9, 15);
    Entry { envelope, kind, amount, date, decision: "PV 12".into(), actor: "instructrice".into(), approver: None }
}

/// The day of every line, at eight: no entry is of a day to come.
const NOW: jiff::Timestamp = jiff::Timestamp::constant(1_600_156_800, 0);

async fn write(store: &Store, entry: Entry, key: &str) {
    let decided = decide(store, &entry, &Key::new(key), NOW).await.expect("judged");
    assert!(matches!(decided, Decided::Written(_)), "{decided:?}");
}

async fn file(store: &Store, n: u64) {
    let (award, amount) = (AwardId::parse(&format!("FA-{n}")).expect("a name"), 1_000 + (n % 977) as i64);
    let steps = [
        Kind::Reservation { award: award.clone(), until: None, beneficiary: Some("Banc".into()) },
        Kind::Commitment { award: award.clone(), schedule: BTreeMap::from([(2020, amount)]), beneficiary: None },
        Kind::Liquidation { award: award.clone() },
        Kind::Payment { award },
    ];
    for (step, kind) in steps.into_iter().enumerate() {
        write(store, entry(kind, amount), &format!("{n} {step}")).await;
    }
}

#[tokio::main]
async fn main() {
    let lines: u64 = std::env::var("REBOND_BENCH_LINES").ok().and_then(|text| text.parse().ok()).unwrap_or(1_000_000);
    let folder = tempfile::tempdir().expect("folder");
    let url = format!("sqlite:{}", folder.path().join("rebond.db").display());
    let store = Store::open(&url).await.expect("opens");
    let opening = Kind::Opening { name: domain::Text::same("État"), parent: None, unit: Unit::Money, four_eyes_from: None, until: None };
    write(&store, entry(opening, MOST), "opening").await;
    write(&store, entry(Kind::PaymentCredits { year: 2020 }, MOST), "credits").await;
    let start = Instant::now();
    let mut crowd = JoinSet::new();
    for decider in 0..DECIDERS {
        let store = store.clone();
        crowd.spawn(async move {
            for n in (decider..lines / STEPS).step_by(DECIDERS as usize) {
                file(&store, n).await;
            }
        });
    }
    crowd.join_all().await;
    let elapsed = start.elapsed();
    println!("{lines} lines written in {elapsed:.1?}: {:.0} a second, {DECIDERS} deciders", lines as f64 / elapsed.as_secs_f64());
    drop(store);
    let start = Instant::now();
    let store = Store::open(&url).await.expect("opens again");
    check(&store).await.expect("read").expect("holds");
    let looked = start.elapsed();
    println!("opened and looked at before serving in {looked:.2?}");
    let start = Instant::now();
    let verified = verify(&store, None).await.expect("read").expect("holds");
    let replayed = start.elapsed();
    println!("replayed: {} lines, {} files, identical, in {replayed:.1?}", verified.head.entries, verified.awards);
    println!("{} MB on disk", std::fs::metadata(folder.path().join("rebond.db")).map_or(0, |file| file.len()) / 1_000_000);
    if std::env::var_os("REBOND_BARS").is_some() {
        assert!(replayed.as_secs() < 30 && looked.as_secs() < 5, "replayed in {replayed:?}, looked at in {looked:?}");
    }
}
