//! Files attached: whole or not at all, within a quota that two uploads at once cannot pass together.

use crate::engines::{at_each_place, minute, on_each_engine};
use store::attachments::{self, Added, Given};
use store::{Store, audit, copy};

fn given(object: &str, bytes: Vec<u8>) -> Given {
    Given { object: object.into(), owner: "territory:2:ti-2704".into(), name: "plan.pdf".into(), kind: "application/pdf".into(), bytes }
}

/// Bytes that repeat nowhere, so that a piece lost or moved is seen.
fn bytes(length: usize, seed: u32) -> Vec<u8> {
    let mut state = seed.wrapping_mul(2_654_435_761).wrapping_add(1);
    (0..length)
        .map(|_| {
            state ^= state << 13;
            state ^= state >> 17;
            state ^= state << 5;
            state as u8
        })
        .collect()
}

async fn add(store: &Store, given: Given, quota: i64) -> Added {
    attachments::add(store, given, quota, "person:camille", minute(0)).await.expect("written")
}

#[tokio::test]
async fn a_file_comes_back_byte_for_byte_whatever_its_size() {
    on_each_engine(async |store| {
        for (n, length) in [0, 1, 196_607, 196_608, 196_609, 1_000_003].into_iter().enumerate() {
            let (object, body) = (format!("sheet:{n}"), bytes(length, n as u32));
            let Added::Added(id) = add(&store, given(&object, body.clone()), 10_000_000).await else { panic!("added") };
            let found = attachments::find(&store, &id).await.expect("read").expect("found");
            assert_eq!((found.file.bytes, found.file.sha256.as_str()), (length as i64, store::sha256(&body).as_str()));
            assert_eq!(attachments::bytes(&store, &found.file.id).await.expect("read"), Some(body));
        }
    })
    .await;
}

#[tokio::test]
async fn uploads_at_once_never_pass_the_quota_together() {
    on_each_engine(async |store| {
        let uploads = (0..12_u32).map(|n| {
            let store = store.clone();
            tokio::spawn(async move { add(&store, given(&format!("sheet:{n}"), bytes(1_000, n)), 5_500).await })
        });
        let mut added = 0;
        for upload in uploads.collect::<Vec<_>>() {
            match upload.await.expect("ran") {
                Added::Added(_) => added += 1,
                Added::OverQuota { used } => assert!(used > 4_500, "{used}"),
                Added::Same(_) => panic!("they differ"),
            }
        }
        assert_eq!((added, attachments::used(&store, "territory:2:ti-2704").await), (5, Ok(5_000)));
    })
    .await;
}

#[tokio::test]
async fn a_file_is_removed_brought_back_and_erased_for_good_and_all_is_audited() {
    on_each_engine(async |store| {
        let body = bytes(2_000, 7);
        let Added::Added(id) = add(&store, given("sheet:a", body.clone()), 5_000).await else { panic!("added") };
        assert_eq!(add(&store, given("sheet:a", body.clone()), 5_000).await, Added::Same(id.clone()), "the same bytes once");
        let act = async |what: &str| {
            let (who, now) = ("person:camille", minute(1));
            match what {
                "remove" => attachments::remove(&store, &id, who, now).await,
                "restore" => attachments::restore(&store, &id, who, now).await,
                _ => attachments::erase(&store, &id, who, now).await,
            }
            .expect("written")
        };
        assert!(!act("erase").await, "what stands is not erased");
        assert!(act("remove").await && !act("remove").await);
        assert!(act("restore").await && act("remove").await);
        assert_eq!(attachments::used(&store, "territory:2:ti-2704").await, Ok(2_000), "kept, so counted");
        assert!(act("erase").await && !act("restore").await);
        assert_eq!(attachments::used(&store, "territory:2:ti-2704").await, Ok(0));
        assert_eq!(attachments::of_object(&store, "sheet:a").await, Ok(vec![]));
        let acts: Vec<String> = audit::of_object(&store, "sheet:a", 10).await.expect("read").into_iter().map(|e| e.what).collect();
        let mut wanted = ["add", "remove", "restore", "remove", "erase"].map(|a| format!("attachment.{a}")).to_vec();
        wanted.sort();
        let mut acts = acts;
        acts.sort();
        assert_eq!(acts, wanted);
    })
    .await;
}

#[tokio::test]
async fn what_was_removed_long_ago_is_erased_and_what_was_yesterday_is_not() {
    on_each_engine(async |store| {
        for (n, at) in [(1, 10), (2, 20)] {
            let Added::Added(id) = add(&store, given("sheet:a", bytes(100, n)), 5_000).await else { panic!("added") };
            attachments::remove(&store, &id, "person:camille", minute(at)).await.expect("removed");
        }
        assert_eq!(attachments::forget(&store, minute(15), "server", minute(30)).await, Ok(1));
        assert_eq!(attachments::of_object(&store, "sheet:a").await.expect("read").len(), 1);
        let many = attachments::of_objects(&store, &["sheet:z", "sheet:a"]).await.expect("read");
        assert_eq!(many.iter().map(|(object, files)| (object.as_str(), files.len())).collect::<Vec<_>>(), [("sheet:a", 1)], "each once");
    })
    .await;
}

#[tokio::test]
async fn bytes_that_were_altered_are_not_handed_over() {
    at_each_place(async |place| {
        let store = Store::open(&place.url).await.expect("opens");
        let Added::Added(id) = add(&store, given("sheet:a", bytes(500, 3)), 5_000).await else { panic!("added") };
        let found = attachments::find(&store, &id).await.expect("read").expect("found");
        place.tamper("UPDATE file_piece SET body = 'AAAA'").await;
        assert!(matches!(attachments::bytes(&store, &found.file.id).await, Err(store::StoreError::Damaged { .. })));
    })
    .await;
}

#[tokio::test]
async fn a_backup_and_a_copy_to_the_other_engine_take_the_files_along() {
    at_each_place(async |place| {
        let store = Store::open(&place.url).await.expect("opens");
        let body = bytes(400_000, 9);
        let Added::Added(id) = add(&store, given("sheet:a", body.clone()), 5_000_000).await else { panic!("added") };
        let folder = tempfile::tempdir().expect("folder");
        let other = Store::open(&format!("sqlite:{}", folder.path().join("other.db").display())).await.expect("opens");
        copy::copy(&store, &other).await.expect("copied");
        let found = attachments::find(&other, &id).await.expect("read").expect("found");
        assert_eq!(attachments::bytes(&other, &found.file.id).await.expect("read"), Some(body));
    })
    .await;
}
