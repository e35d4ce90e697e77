//! The plug is pulled while committees decide: an application is favoured if and only if its money is reserved.

use crate::applications::{FUND, draft, favour, fund, record, step, to_committee};
use crate::engines::{at_each_place_on_disk, minute};
use crate::kill::{CHILD, killed_after};
use ::applications::{Party, State};
use domain::Cents;
use ledger::EnvelopeId;
use std::io::Write;
use std::time::Duration;
use store::applications::{Reach, Taken, Wanted, page};
use store::ledger::{check, verify};
use store::{Store, Token};

/// Not a story: the program that the next one kills.
#[tokio::test]
async fn favours_until_killed() {
    let Ok(url) = std::env::var(CHILD) else { return };
    let store = Store::open(&url).await.expect("opens after a kill");
    fund(&store, Cents::euros(3_000).0, None).await;
    let mut tasks = tokio::task::JoinSet::new();
    for _ in 0..4 {
        let store = store.clone();
        tasks.spawn(async move {
            loop {
                let id = draft(&store, Token::random().expose(), 400).await;
                to_committee(&store, &id, 300).await;
                let taken = step(&store, &id, Party::Committee, "person:i", favour(300)).await;
                let word = if matches!(taken, Taken::Done(_)) { "favourable" } else { "waiting" };
                std::io::stdout().lock().write_all(format!("acknowledged {id} {word}\n").as_bytes()).expect("told");
            }
        });
    }
    tasks.join_all().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_decision_and_its_money_are_there_together_or_not_at_all() {
    let kills = if std::env::var_os("REBOND_LONG").is_some() { 200 } else { 8 };
    at_each_place_on_disk(async |place| {
        let mut told = 0;
        for _ in 0..kills {
            let drawn = u64::from_str_radix(&store::sha256(Token::random().expose().as_bytes())[..2], 16).expect("hexadecimal");
            let lines = tokio::task::block_in_place(|| {
                killed_after(place, "kill_applications::favours_until_killed", Duration::from_millis(drawn))
            });
            let store = Store::open(&place.url).await.expect("opens after the kill");
            check(&store).await.expect("read").expect("the ledger holds after the kill");
            for line in &lines {
                let Some((id, word)) = line.split_once(' ') else { continue };
                let Some(id) = store::ApplicationId::parse(id) else { continue };
                if ["favourable", "waiting"].contains(&word) {
                    assert_eq!(record(&store, &id).await.life.state.code(), word, "acknowledged, then lost");
                    told += 1;
                }
            }
            let filed = Reach { filed: true, ..Reach::default() };
            let favoured = page(&store, "ecoles-de-production-2021", &filed, &Wanted::default(), None, 100_000).await.expect("read");
            let mut reserved = 0;
            for record in &favoured {
                let award = store::ledger::award(&store, &record.number).await.expect("read").map_or(0, |award| award.reserved);
                assert_eq!(award > 0, record.life.state == State::Favourable, "{}", record.number);
                reserved += award;
            }
            let fund = store::ledger::envelope(&store, &EnvelopeId::parse(FUND).expect("a name")).await.expect("read").expect("there");
            assert!(fund.reserved == reserved && reserved <= Cents::euros(3_000).0);
        }
        let store = Store::open(&place.url).await.expect("opens after the kills");
        verify(&store, None).await.expect("read").expect("the ledger holds");
        store::audit::verify(&store, None).await.expect("read").expect("the audit holds");
        println!("{kills} kills, {told} acknowledged, 0 lost, until {}", minute(0));
    })
    .await;
}
