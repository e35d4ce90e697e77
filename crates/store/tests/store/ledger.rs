//! Money on both engines: what the journal promises, with the words of those who decide.

use crate::engines::{at_each_place, minute, on_each_engine};
use crate::history::{self, award, entry, envelope, somebody};
use ledger::{Entry, Kind, Rule, Unit, replay};
use std::collections::BTreeMap;
use store::idempotency::Key;
use store::ledger::{Approved, Decided, Page, Receipt, check, decide, decide_all, verify};
use store::{Store, StoreError};

pub async fn write(store: &Store, entry: &Entry, key: &str) -> Receipt {
    match decide(store, entry, &Key::new(key), minute(0)).await.expect("decided") {
        Decided::Written(receipt) => receipt,
        Decided::Refused(refusal) => panic!("{refusal:?}"),
    }
}

/// The tree of envelopes of the histories.
pub async fn open(store: &Store) {
    for (n, act) in history::acts().iter().enumerate() {
        write(store, act, &format!("act {n}")).await;
    }
}

pub fn commit(on: &str, file: &str, amount: i64) -> Entry {
    entry(
        on,
        Kind::Commitment { award: award(file), schedule: BTreeMap::from([(2020, amount)]), beneficiary: somebody() },
        amount,
        "2020-09-15",
    )
}

pub async fn sound(store: &Store) -> i64 {
    let verified = verify(store, None).await.expect("read").expect("the ledger holds");
    assert_eq!(check(store).await.expect("read").expect("the ledger holds"), verified.head);
    verified.head.entries
}

#[tokio::test]
async fn the_envelope_takes_one_company_and_refuses_the_second_by_one_cent() {
    on_each_engine(async |store| {
        open(&store).await;
        write(&store, &commit("territoire", "FA-1", 200), "first").await;
        let second = decide(&store, &commit("territoire", "FA-2", 51), &Key::new("second"), minute(1)).await.expect("judged");
        let Decided::Refused(refusal) = second else { panic!("{second:?}") };
        assert_eq!((refusal.rule, refusal.passes), (Rule::Opened, Some(50)));
        // The refusal kept no key: mended, the same request passes.
        write(&store, &commit("territoire", "FA-2", 50), "second").await;
        let territory = store::ledger::envelope(&store, &envelope("territoire")).await.expect("read").expect("there");
        assert_eq!((territory.opened, territory.committed, territory.available()), (250, 250, 0));
        let journal = store::ledger::entries(&store, &envelope("territoire"), Page { before: None, limit: 2, with_awards: true })
            .await
            .expect("read");
        assert_eq!(journal.iter().map(|line| line.entry.amount).collect::<Vec<_>>(), [50, 200]);
        assert_eq!(sound(&store).await, history::acts().len() as i64 + 2);
    })
    .await;
}

#[tokio::test]
async fn a_decision_sent_three_times_at_once_and_again_later_is_one_line_with_one_answer() {
    at_each_place(async |place| {
        let store = Store::open(&place.url).await.expect("opens");
        open(&store).await;
        let mut tasks = tokio::task::JoinSet::new();
        for n in 0..60 {
            for _ in 0..3 {
                let store = store.clone();
                tasks.spawn(async move { (n, write(&store, &commit("fonds", &format!("FA-{n}"), 5), &format!("key {n}")).await) });
            }
        }
        let mut answers: BTreeMap<i32, Vec<Receipt>> = BTreeMap::new();
        for (n, receipt) in tasks.join_all().await {
            answers.entry(n).or_default().push(receipt);
        }
        assert!(answers.values().all(|same| same.len() == 3 && same.iter().all(|receipt| *receipt == same[0])));
        drop(store);
        let store = Store::open(&place.url).await.expect("opens again");
        assert_eq!(write(&store, &commit("fonds", "FA-7", 5), "key 7").await, answers[&7][0], "after a restart too");
        let other = decide(&store, &commit("fonds", "FA-7", 6), &Key::new("key 7"), minute(9)).await;
        assert_eq!(other, Err(StoreError::KeyReused));
        assert_eq!(sound(&store).await, history::acts().len() as i64 + 60);
    })
    .await;
}

#[tokio::test]
async fn a_decision_that_cannot_be_stored_hinders_nobody() {
    on_each_engine(async |store| {
        open(&store).await;
        let mut wrong = commit("fonds", "FA-0", 1);
        wrong.decision = "PV\0".into();
        let key = Key::new("wrong");
        let (unknown, right) = (commit("inconnue", "FA-0", 1), commit("fonds", "FA-1", 1));
        let (bad, good, none) = tokio::join!(
            decide(&store, &wrong, &key, minute(0)),
            write(&store, &right, "good"),
            decide(&store, &unknown, &key, minute(0)),
        );
        assert!(matches!(bad, Err(StoreError::Unstorable { .. })), "{bad:?}");
        assert!(good.entry > 0);
        assert!(matches!(none, Ok(Decided::Refused(refusal)) if refusal.rule == Rule::Name));
        sound(&store).await;
    })
    .await;
}

#[tokio::test]
async fn envelopes_open_below_one_another_in_one_batch() {
    on_each_engine(async |store| {
        let mut acts = vec![];
        // Named so that the one above comes after in the alphabet.
        for (name, parent) in [("z", None), ("m", Some("z")), ("a", Some("m"))] {
            let kind = Kind::Opening {
                name: domain::Text::same(name),
                parent: parent.map(envelope),
                unit: Unit::Money,
                four_eyes_from: None,
                until: None,
            };
            acts.push(entry(name, kind, if parent.is_none() { 10 } else { 0 }, "2020-07-20"));
        }
        acts.push(entry("z", Kind::Delegation { to: envelope("m") }, 5, "2020-07-20"));
        acts.push(entry("m", Kind::Delegation { to: envelope("a") }, 5, "2020-07-20"));
        let tasks: Vec<_> = acts
            .into_iter()
            .enumerate()
            .map(|(n, act)| {
                let store = store.clone();
                tokio::spawn(async move { write(&store, &act, &format!("act {n}")).await })
            })
            .collect();
        for task in tasks {
            task.await.expect("written");
        }
        sound(&store).await;
    })
    .await;
}

/// The two first lines of each of these files on the fund, a cent each, under keys of their own.
fn files(range: std::ops::Range<usize>) -> Vec<(Entry, Key)> {
    let of = |n: usize| {
        let reservation = Kind::Reservation { award: award(&format!("FA-{n}")), until: None, beneficiary: somebody() };
        let steps = [entry("fonds", reservation, 1, "2020-09-15"), commit("fonds", &format!("FA-{n}"), 1)];
        steps.into_iter().enumerate().map(move |(step, line)| (line, Key::new(&format!("file {n} {step}"))))
    };
    range.flat_map(of).collect()
}

#[tokio::test]
async fn many_decisions_in_one_transaction_are_the_lines_that_they_would_be_one_by_one() {
    on_each_engine(async |store| {
        open(&store).await;
        let acts = history::acts().len() as i64;
        // More than a statement holds, of lines, of keys and of files; the last ones of a file and the first in one batch.
        assert_eq!(decide_all(&store, files(0..150), minute(0)).await, Ok(Ok(())));
        assert_eq!(sound(&store).await, acts + 300);
        let one_by_one = write(&store, &commit("fonds", "FA-7", 1), "file 7 1").await;
        assert_eq!(one_by_one.entry, acts + 16, "in the order they were given, under the keys they were given");
        assert_eq!(decide_all(&store, files(0..160), minute(9)).await, Ok(Ok(())), "what is there is passed over, the rest is written");
        assert_eq!(sound(&store).await, acts + 320);
        let fund = store::ledger::envelope(&store, &envelope("fonds")).await.expect("read").expect("there");
        assert_eq!((fund.reserved, fund.committed), (0, 160));
    })
    .await;
}

#[tokio::test]
async fn one_refusal_among_many_decisions_writes_none_of_them() {
    on_each_engine(async |store| {
        open(&store).await;
        let before = sound(&store).await;
        let mut decisions = files(0..40);
        decisions.push((commit("territoire", "FA-X", 251), Key::new("too much")));
        let refused = decide_all(&store, decisions.clone(), minute(0)).await.expect("judged").expect_err("a cent too many");
        assert_eq!((refused.rule, refused.passes), (Rule::Opened, Some(250)));
        assert_eq!(sound(&store).await, before);
        decisions.pop();
        decisions.push((commit("fonds", "FA-0", 2), Key::new("file 0 0")));
        assert_eq!(decide_all(&store, decisions, minute(0)).await, Err(StoreError::KeyReused), "twice one key, two decisions");
        assert_eq!(sound(&store).await, before);
    })
    .await;
}

#[tokio::test]
async fn no_statement_of_any_program_overspends_nor_rewrites_the_journal() {
    at_each_place(async |place| {
        let store = Store::open(&place.url).await.expect("opens");
        open(&store).await;
        for sql in [
            "UPDATE ledger_envelope SET committed = committed + 10000",
            "UPDATE ledger_envelope SET opened = 0",
            "UPDATE ledger_credits SET paid = opened + 1",
            "UPDATE ledger_entry SET amount = 1",
            "DELETE FROM ledger_entry",
            "UPDATE audit SET who = 'nobody'",
            "DELETE FROM audit",
        ] {
            store::audit::record(&store, "operator", "test", "x", serde_json::json!({}), minute(0)).await.expect("audited");
            assert!(place.try_tampering(sql).await.is_err(), "{sql}");
        }
        sound(&store).await;
    })
    .await;
}

#[tokio::test]
async fn two_persons_decide_above_the_threshold_before_the_proposal_expires() {
    use store::ledger::{approve, drop_proposal, proposals, propose};
    on_each_engine(async |store| {
        open(&store).await;
        let large = commit("fonds", "FA-1", 950);
        let alone = decide(&store, &large, &Key::new("alone"), minute(0)).await;
        assert!(matches!(alone, Ok(Decided::Refused(refusal)) if refusal.rule == Rule::FourEyes));
        let asked = Key::new("a form");
        let id = propose(&store, &large, &asked, minute(60), minute(0)).await.expect("proposed");
        assert_eq!(propose(&store, &large, &asked, minute(60), minute(0)).await.as_ref(), Ok(&id), "sent twice, one proposal");
        let other = propose(&store, &commit("fonds", "FA-1", 951), &asked, minute(60), minute(0)).await;
        assert_eq!(other, Err(store::StoreError::KeyReused));
        let own = approve(&store, &id, "instructrice", minute(1)).await;
        assert!(matches!(own, Ok(Approved::Decided(Decided::Refused(refusal))) if refusal.rule == Rule::FourEyes));
        assert_eq!(approve(&store, &id, "directeur", minute(60)).await, Ok(Approved::Expired(minute(60))));
        assert_eq!(proposals(&store, minute(1)).await.expect("read").len(), 1);
        let first = approve(&store, &id, "directeur", minute(2)).await.expect("approved");
        let Approved::Decided(Decided::Written(receipt)) = &first else { panic!("{first:?}") };
        assert_eq!(approve(&store, &id, "directeur", minute(99)).await.as_ref(), Ok(&first), "sent again, the same answer");
        assert_eq!(approve(&store, &id, "préfète", minute(3)).await, Ok(Approved::Already(receipt.entry)));
        assert_eq!(proposals(&store, minute(3)).await.expect("read"), []);
        let line = store::ledger::written(&store, receipt.entry).await.expect("read").expect("there");
        assert_eq!((line.entry.actor.as_str(), line.entry.approver.as_deref()), ("instructrice", Some("directeur")));
        assert_eq!(approve(&store, "none", "directeur", minute(3)).await, Ok(Approved::Unknown));
        assert_eq!(drop_proposal(&store, &id, "directeur", minute(3)).await, Ok(false), "what is written stays");
        let again = propose(&store, &commit("fonds", "FA-2", 950), &Key::new("another"), minute(60), minute(4)).await.expect("proposed");
        assert_eq!(drop_proposal(&store, &again, "instructrice", minute(5)).await, Ok(true));
        assert!(matches!(approve(&store, &again, "directeur", minute(6)).await, Ok(Approved::Expired(_))));
    })
    .await;
}

/// The store against the pure model: the same answers, the same balances, step by step, thirty-two histories at once.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whatever_is_asked_the_store_answers_as_the_model_does() {
    let histories = history::how_many(64);
    on_each_engine(async |store| {
        let mut crowd = tokio::task::JoinSet::new();
        let mut written = 0;
        for seed in 0..histories {
            if crowd.len() == 32 {
                written += crowd.join_next().await.expect("one is told").expect("no divergence");
            }
            crowd.spawn(told(store.clone(), seed));
        }
        written += crowd.join_all().await.into_iter().sum::<i64>();
        assert_eq!(sound(&store).await, written, "replayed whole, every counter compared");
        println!("{histories} histories, {written} lines, 0 divergence");
    })
    .await;
}

/// One history; gives how many lines it wrote.
async fn told(store: Store, seed: u64) -> i64 {
    // Each history has names of its own, so that one database serves them all.
    let own = |entry: &Entry| renamed(entry, seed);
    let mut draw = history::Draw(seed);
    let mut balances = replay(&history::acts()).expect("the acts are sound");
    let mut written = 0;
    for (n, act) in history::acts().iter().enumerate() {
        write(&store, &own(act), &format!("{seed} act {n}")).await;
        written += 1;
    }
    for step in 0..50 {
        let asked = history::drawn(&mut draw, &balances, step);
        let said = balances.apply(&asked);
        // Asked on its own day: what is of a day to come is a story of its own.
        let now = domain::calendar::paris_instant(asked.date.at(12, 0, 0, 0));
        let answer = decide(&store, &own(&asked), &Key::new(&format!("{seed} {step}")), now).await.expect("judged");
        match (said, answer) {
            (Ok(()), Decided::Written(_)) => written += 1,
            (Err(model), Decided::Refused(stored)) => assert_eq!((model.rule, model.passes), (stored.rule, stored.passes)),
            (model, stored) => panic!("seed {seed}, step {step}: {asked:?}\nmodel {model:?}\nstore {stored:?}"),
        }
    }
    written
}

/// The same entry with names of its own, so that many histories live in one database.
fn renamed(entry: &Entry, history: u64) -> Entry {
    let here = |id: &ledger::EnvelopeId| envelope(&format!("{id}.{history}"));
    let own = |id: &ledger::AwardId| award(&format!("{id}.{history}"));
    let kind = match entry.kind.clone() {
        Kind::Opening { name, parent, unit, four_eyes_from, until } => {
            Kind::Opening { name, parent: parent.as_ref().map(here), unit, four_eyes_from, until }
        }
        Kind::Delegation { to } => Kind::Delegation { to: here(&to) },
        Kind::Transfer { to } => Kind::Transfer { to: here(&to) },
        Kind::Reservation { award, until, beneficiary } => Kind::Reservation { award: own(&award), until, beneficiary },
        Kind::Release { award } => Kind::Release { award: own(&award) },
        Kind::Commitment { award, schedule, beneficiary } => Kind::Commitment { award: own(&award), schedule, beneficiary },
        Kind::Withdrawal { award } => Kind::Withdrawal { award: own(&award) },
        Kind::Liquidation { award } => Kind::Liquidation { award: own(&award) },
        Kind::Payment { award } => Kind::Payment { award: own(&award) },
        Kind::Repayment { award } => Kind::Repayment { award: own(&award) },
        Kind::AwardClosing { award } => Kind::AwardClosing { award: own(&award) },
        same => same,
    };
    Entry { envelope: here(&entry.envelope), kind, ..entry.clone() }
}

/// The bar at the store: 64 deciders, five envelopes in a tree, delegations and payments among them.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sixty_four_deciders_at_once_overspend_nothing() {
    let seeds = if std::env::var_os("REBOND_LONG").is_some() { 20 } else { 1 };
    let decisions: u64 = if seeds == 20 { 10_000 } else { 1_500 };
    for seed in 0..seeds {
        on_each_engine(async |store| {
            open(&store).await;
            let mut crowd = tokio::task::JoinSet::new();
            for decider in 0..64 {
                let store = store.clone();
                crowd.spawn(async move {
                    let mut draw = history::Draw(seed << 32 | decider);
                    for n in (decider..decisions).step_by(64) {
                        let on = ["etat", "region", "autre-region", "territoire", "fonds"][draw.below(5) as usize];
                        let to = if on == "etat" { "region" } else { "territoire" };
                        let amount = 1 + draw.below(9) as i64;
                        let asked = match draw.below(8) {
                            0 => entry(on, Kind::Delegation { to: envelope(to) }, amount, "2020-09-15"),
                            1 => entry(on, Kind::DelegationReturn, amount, "2020-09-15"),
                            2 => entry(
                                on,
                                Kind::Reservation { award: award(&format!("FA-{n}")), until: None, beneficiary: somebody() },
                                amount,
                                "2020-09-15",
                            ),
                            3 => entry(on, Kind::Withdrawal { award: award(&format!("FA-{}", draw.below(n + 1))) }, amount, "2020-09-15"),
                            _ => commit(on, &format!("FA-{n}"), amount),
                        };
                        decide(&store, &asked, &Key::new(&format!("{n}")), minute(0)).await.expect("judged");
                    }
                });
            }
            crowd.join_all().await;
            sound(&store).await;
            let all = store::ledger::envelopes(&store).await.expect("read");
            assert!(all.iter().all(|(_, envelope)| envelope.available() >= 0));
        })
        .await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_servers_on_one_database_overspend_nothing_together() {
    at_each_place(async |place| {
        let servers = [Store::open(&place.url).await.expect("opens"), Store::open(&place.url).await.expect("opens too")];
        open(&servers[0]).await;
        let mut crowd = tokio::task::JoinSet::new();
        for n in 0..400_usize {
            let store = servers[n % 2].clone();
            // Every file is decided on twice, once at each server, under one key.
            let file = format!("FA-{}", n / 2);
            crowd.spawn(async move { decide(&store, &commit("fonds", &file, 7), &Key::new(&file), minute(0)).await.expect("judged") });
        }
        let taken = crowd.join_all().await.into_iter().filter(|decided| matches!(decided, Decided::Written(_))).count();
        assert_eq!(taken, 2 * (1_000 / 7), "each line told at both servers");
        for store in &servers {
            let fund = store::ledger::envelope(store, &envelope("fonds")).await.expect("read").expect("there");
            assert_eq!((fund.committed, fund.available()), (994, 6));
        }
        assert_eq!(sound(&servers[1]).await, history::acts().len() as i64 + 142);
    })
    .await;
}
