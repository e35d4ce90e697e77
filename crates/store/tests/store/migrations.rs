//! A database is opened again, by this program, by an older one, by several at once.

use crate::engines::{at_each_bare_place, created};
use store::{Store, StoreError, projects};

fn cause(error: StoreError) -> StoreError {
    match error {
        StoreError::Open { cause, .. } => *cause,
        other => panic!("an opening error, not {other:?}"),
    }
}

#[tokio::test]
async fn opening_again_changes_nothing() {
    at_each_bare_place(async |place| {
        let store = Store::open(&place.url).await.expect("opens");
        let (id, token) = created(&store).await;
        drop(store);
        let again = Store::open(&place.url).await.expect("opens again");
        let found = projects::find_by_token(&again, &token.hash()).await.expect("read").expect("still there");
        assert_eq!(found.id, id);
    })
    .await;
}

#[tokio::test]
async fn servers_that_start_together_migrate_once() {
    at_each_bare_place(async |place| {
        let mut tasks = tokio::task::JoinSet::new();
        for _ in 0..6 {
            let url = place.url.clone();
            tasks.spawn(async move { Store::open(&url).await });
        }
        let opened: Result<Vec<Store>, StoreError> = tasks.join_all().await.into_iter().collect();
        let opened = opened.expect("all open");
        for store in &opened {
            created(store).await;
        }
    })
    .await;
}

#[tokio::test]
async fn a_migration_cut_short_is_finished_at_the_next_start() {
    at_each_bare_place(async |place| {
        Store::open(&place.url).await.expect("opens");
        place.tamper("DROP TABLE operator_session; DROP TABLE operator_key; DELETE FROM schema_version WHERE version = 4").await;
        let store = Store::open(&place.url).await.expect("opens and resumes");
        assert_eq!(store::operators::has_key(&store).await, Ok(false));
    })
    .await;
}

#[tokio::test]
async fn a_database_of_a_newer_rebond_is_refused_and_left_alone() {
    at_each_bare_place(async |place| {
        Store::open(&place.url).await.expect("opens");
        place.tamper("INSERT INTO schema_version (version, digest) VALUES (9999, 'of the future')").await;
        let error = Store::open(&place.url).await.err().expect("refused");
        let message = error.message();
        assert!(message.fr.contains("9999") && message.fr.contains("plus récente"), "{}", message.fr);
        assert!(message.en.contains("more recent"), "{}", message.en);
        assert!(matches!(cause(error), StoreError::NewerSchema { found: 9999, .. }));
        place.tamper("DELETE FROM schema_version WHERE version = 9999").await;
        Store::open(&place.url).await.expect("opens again: nothing was touched");
    })
    .await;
}

#[tokio::test]
async fn a_migration_applied_under_another_text_is_refused() {
    at_each_bare_place(async |place| {
        Store::open(&place.url).await.expect("opens");
        place.tamper("UPDATE schema_version SET digest = 'altered' WHERE version = 2").await;
        let error = Store::open(&place.url).await.err().expect("refused");
        assert_eq!(cause(error), StoreError::AlteredSchema { version: 2 });
    })
    .await;
}
