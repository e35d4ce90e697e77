//! The network is bad: the same request comes twice, or sixteen times at once.

use crate::engines::{created, minute, on_each_engine, press_shop, with_headcount};
use std::collections::BTreeSet;
use store::idempotency::{self, Key};
use store::projects::{self, Saved};
use store::{StoreError, Token, audit};

#[tokio::test]
async fn sixteen_parallel_retries_of_one_creation_make_one_project() {
    on_each_engine(async |store| {
        let token = Token::random();
        let mut tasks = tokio::task::JoinSet::new();
        for _ in 0..16 {
            let (store, token) = (store.clone(), token.clone());
            tasks.spawn(async move {
                let key = Key::new(token.expose());
                projects::create(&store, &token.hash(), &press_shop(), "holder", Some(&key), minute(0)).await
            });
        }
        let ids: Vec<_> = tasks.join_all().await.into_iter().map(|id| id.expect("created")).collect();
        assert_eq!(ids.len(), 16);
        assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), 1, "one project, and the same answer to all");
        let creations = audit::latest(&store, 100).await.expect("audit");
        assert_eq!(creations.iter().filter(|entry| entry.what == "project.create").count(), 1);
    })
    .await;
}

#[tokio::test]
async fn a_repeated_save_gets_its_first_answer_even_after_others_have_saved() {
    on_each_engine(async |store| {
        let (id, _) = created(&store).await;
        let key = Key::new("6f1c7e1e-6b6b-4b8e-9a58-0e3a6f4f0a11");
        let save = async || projects::save(&store, &id, 1, &with_headcount(52.0), "holder", Some(&key), minute(1)).await;
        assert_eq!(save().await, Ok(Saved::Saved(2)));
        projects::save(&store, &id, 2, &with_headcount(53.0), "colleague", None, minute(2)).await.expect("saved");
        assert_eq!(save().await, Ok(Saved::Saved(2)), "not a conflict: it was done");
        assert_eq!(projects::versions(&store, &id).await.expect("versions").len(), 3);
    })
    .await;
}

#[tokio::test]
async fn sixteen_parallel_retries_of_one_save_make_one_version() {
    on_each_engine(async |store| {
        let (id, _) = created(&store).await;
        let mut tasks = tokio::task::JoinSet::new();
        for _ in 0..16 {
            let (store, id) = (store.clone(), id.clone());
            tasks.spawn(async move {
                let key = Key::new("bd0f3b3a-2a5e-4a0b-8a7b-000000000001");
                projects::save(&store, &id, 1, &with_headcount(52.0), "holder", Some(&key), minute(1)).await
            });
        }
        assert!(tasks.join_all().await.into_iter().all(|answer| answer == Ok(Saved::Saved(2))));
        assert_eq!(projects::versions(&store, &id).await.expect("versions").len(), 2);
    })
    .await;
}

#[tokio::test]
async fn a_key_used_for_another_request_is_refused() {
    on_each_engine(async |store| {
        let (token, key) = (Token::random(), Key::new("bd0f3b3a-2a5e-4a0b-8a7b-000000000002"));
        projects::create(&store, &token.hash(), &press_shop(), "holder", Some(&key), minute(0)).await.expect("created");
        let other = projects::create(&store, &token.hash(), &with_headcount(1.0), "holder", Some(&key), minute(1)).await;
        assert_eq!(other, Err(StoreError::KeyReused));
        let elsewhere = projects::create(&store, &Token::random().hash(), &press_shop(), "holder", Some(&key), minute(1)).await;
        assert_eq!(elsewhere, Err(StoreError::KeyReused), "a new address under an old key would open nothing");
    })
    .await;
}

#[tokio::test]
async fn the_same_key_on_two_projects_is_two_requests() {
    on_each_engine(async |store| {
        let (one, _) = created(&store).await;
        let (two, _) = created(&store).await;
        let key = Key::new("bd0f3b3a-2a5e-4a0b-8a7b-000000000003");
        for id in [&one, &two] {
            let saved = projects::save(&store, id, 1, &with_headcount(52.0), "holder", Some(&key), minute(1)).await;
            assert_eq!(saved, Ok(Saved::Saved(2)));
        }
    })
    .await;
}

#[tokio::test]
async fn a_refused_save_gives_its_key_back() {
    on_each_engine(async |store| {
        let (id, _) = created(&store).await;
        projects::save(&store, &id, 1, &with_headcount(52.0), "colleague", None, minute(1)).await.expect("saved");
        let key = Key::new("bd0f3b3a-2a5e-4a0b-8a7b-000000000004");
        let late = projects::save(&store, &id, 1, &with_headcount(60.0), "holder", Some(&key), minute(2)).await;
        assert!(matches!(late, Ok(Saved::Conflict { .. })));
        let merged = projects::save(&store, &id, 2, &with_headcount(60.0), "holder", Some(&key), minute(3)).await;
        assert_eq!(merged, Ok(Saved::Saved(3)));
    })
    .await;
}

#[tokio::test]
async fn old_keys_are_forgotten_recent_ones_are_not() {
    on_each_engine(async |store| {
        let (id, _) = created(&store).await;
        let key = |n: i64| Key::new(&format!("bd0f3b3a-2a5e-4a0b-8a7b-00000000001{n}"));
        for n in 1..=2 {
            projects::save(&store, &id, n, &with_headcount(60.0 + n as f64), "holder", Some(&key(n)), minute(n)).await.expect("saved");
        }
        assert_eq!(idempotency::forget(&store, minute(2)).await, Ok(1));
        let again = projects::save(&store, &id, 2, &with_headcount(62.0), "holder", Some(&key(2)), minute(3)).await;
        assert_eq!(again, Ok(Saved::Saved(3)));
        let forgotten = projects::save(&store, &id, 1, &with_headcount(61.0), "holder", Some(&key(1)), minute(3)).await;
        assert!(matches!(forgotten, Ok(Saved::Conflict { .. })), "{forgotten:?}");
    })
    .await;
}
