//! A copy is taken while people decide, and put back.

use crate::engines::{at_each_place, created, minute};
use crate::ledger::{commit, open, write};
use store::backup::{NotRestored, restore};
use store::{Store, audit, ledger};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_backup_taken_while_others_write_is_one_instant_that_holds() {
    at_each_place(async |place| {
        let store = Store::open(&place.url).await.expect("opens");
        let folder = tempfile::tempdir().expect("folder");
        let copy = folder.path().join("backup.db");
        if !place.is_sqlite() {
            let refused = store.backup(&copy).await.expect_err("PostgreSQL has pg_dump");
            assert!(refused.message().en.contains("pg_dump"), "{refused}");
            return;
        }
        open(&store).await;
        let writing = store.clone();
        let writer = tokio::spawn(async move {
            for n in 0..150 {
                write(&writing, &commit("fonds", &format!("FA-{n}"), 2), &format!("key {n}")).await;
                created(&writing).await;
            }
        });
        tokio::time::sleep(std::time::Duration::from_millis(30)).await;
        let contents = store.backup(&copy).await.expect("copied");
        assert!(store.backup(&copy).await.is_err(), "a backup is never written over");
        writer.await.expect("written");
        // What goes on after passes through what was copied: the copy is an instant of this very journal.
        ledger::verify(&store, Some(&contents.ledger)).await.expect("read").expect("passes through the copy");
        audit::verify(&store, Some(&contents.audit)).await.expect("read").expect("passes through the copy");

        let target = format!("sqlite:{}", folder.path().join("rebond.db").display());
        assert_eq!(restore(&copy, &target, false, false).await.as_ref(), Ok(&contents));
        assert!(!folder.path().join("rebond.db").exists(), "verified only");
        assert_eq!(restore(&copy, &target, true, false).await.as_ref(), Ok(&contents));
        assert!(matches!(restore(&copy, &target, true, false).await, Err(NotRestored::Occupied(_))));
        let restored = Store::open(&target).await.expect("opens");
        write(&restored, &commit("fonds", "FA-after", 1), "after").await;
        assert_eq!(ledger::verify(&restored, None).await.expect("read").expect("holds").head.entries, contents.ledger.entries + 1);
        drop(restored);
        assert_eq!(restore(&copy, &target, true, true).await.as_ref(), Ok(&contents));
        assert!(folder.path().join("rebond.db.before").exists(), "what was there is put aside");
        let names: Vec<_> = std::fs::read_dir(folder.path()).expect("read").map(|f| f.expect("file").file_name()).collect();
        assert!(names.iter().all(|name| !name.to_string_lossy().contains("restoring")), "{names:?}");
    })
    .await;
}

#[tokio::test]
async fn a_copy_that_was_altered_is_not_put_in_place() {
    at_each_place(async |place| {
        if !place.is_sqlite() {
            return;
        }
        let store = Store::open(&place.url).await.expect("opens");
        open(&store).await;
        audit::record(&store, "operator", "x", "y", serde_json::json!({}), minute(0)).await.expect("audited");
        let folder = tempfile::tempdir().expect("folder");
        let (copy, target) = (folder.path().join("b.db"), folder.path().join("rebond.db"));
        store.backup(&copy).await.expect("copied");
        let sound = std::fs::read(&copy).expect("read");
        // Every trace of the actor: pages may hold bytes that are no line any more.
        let mut altered = sound.clone();
        for at in 0..sound.len() - 12 {
            if sound[at..].starts_with(b"instructrice") {
                altered[at] = b'I';
            }
        }
        assert_ne!(altered, sound);
        std::fs::write(&copy, altered).expect("written");
        let url = format!("sqlite:{}", target.display());
        let refused = restore(&copy, &url, true, false).await;
        assert!(matches!(&refused, Err(NotRestored::Unsound(why)) if why.en.starts_with("ledger, line ")), "{refused:?}");
        std::fs::write(&copy, &sound[..sound.len() / 2]).expect("cut");
        assert!(restore(&copy, &url, true, false).await.is_err());
        assert!(!target.exists());
    })
    .await;
}
