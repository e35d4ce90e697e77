//! A whole installation moves from SQLite to PostgreSQL and back: nothing is lost, nothing is changed, on either side.

use crate::engines::{at_each_bare_place, created, minute};
use crate::ledger::{commit, open, write};
use store::copy::{Copied, NotCopied, copy, digests};
use store::{Store, audit, ledger, operators, shares};

/// Something in as many tables as the stories of this crate know how to fill.
async fn filled(store: &Store) {
    open(store).await;
    for n in 0..40 {
        write(store, &commit("fonds", &format!("FA-{n}"), 2), &format!("key {n}")).await;
    }
    let (id, _) = created(store).await;
    shares::create(store, &id, &store::Token::random().hash(), "L’élue « référente » ; l’œil", None, "holder", minute(3))
        .await
        .expect("shared");
    operators::set_key(store, &store::Token::random().hash(), "console", minute(4)).await.expect("a key");
    audit::record(store, "operator", "x", "y", serde_json::json!({ "quote": "it's \"so\"\n\\ é \u{1F3ED}" }), minute(5))
        .await
        .expect("audited");
}

fn names(copied: &[Copied]) -> Vec<&str> {
    copied.iter().map(|c| c.table.as_str()).collect()
}

#[tokio::test]
async fn a_database_copied_there_and_back_has_the_same_digests_table_by_table() {
    // Whatever the first engine, the second is SQLite and the third the first engine again.
    at_each_bare_place(async |place| {
        let first = Store::open(&place.url).await.expect("opens");
        filled(&first).await;
        let before = digests(&first).await.expect("read");
        assert!(before.iter().filter(|t| t.rows > 0).count() >= 8, "{before:?}");
        let folder = tempfile::tempdir().expect("folder");
        let second = Store::open(&format!("sqlite:{}", folder.path().join("second.db").display())).await.expect("opens");
        assert_eq!(copy(&first, &second).await.expect("copied"), before);
        at_each_bare_place(async |there| {
            let third = Store::open(&there.url).await.expect("opens");
            assert_eq!(copy(&second, &third).await.expect("copied"), before, "{} → sqlite → {}", first.engine(), third.engine());
            assert_eq!(digests(&third).await.expect("read"), before);
            ledger::verify(&third, None).await.expect("read").expect("the journal holds");
            audit::verify(&third, None).await.expect("read").expect("the audit holds");
            // The copy lives on: references are checked, and the chains go on.
            write(&third, &commit("fonds", "FA-after", 1), "after").await;
            let orphan = "INSERT INTO share (id, project_id, token_hash, label, created_at) VALUES ('a', 'nobody', 'b', '', 0)";
            let orphan = if there.is_sqlite() { format!("PRAGMA foreign_keys = ON; {orphan}") } else { orphan.to_owned() };
            assert!(there.try_tampering(&orphan).await.is_err(), "references are checked again");
        })
        .await;
    })
    .await;
}

#[tokio::test]
async fn every_table_of_the_schema_is_copied_even_one_that_nobody_told_us_of() {
    at_each_bare_place(async |place| {
        let first = Store::open(&place.url).await.expect("opens");
        filled(&first).await;
        let more =
            "CREATE TABLE \"new one\" (\"key\" TEXT NOT NULL PRIMARY KEY, n BIGINT); INSERT INTO \"new one\" VALUES ('a', 1), ('b', NULL)";
        place.tamper(more).await;
        at_each_bare_place(async |there| {
            let second = Store::open(&there.url).await.expect("opens");
            let refused = copy(&first, &second).await.expect_err("a table that only one side has");
            assert_eq!(refused, NotCopied::Unlike("new one".into()));
            there.tamper("CREATE TABLE \"new one\" (\"key\" TEXT NOT NULL PRIMARY KEY, n BIGINT)").await;
            let copied = copy(&first, &second).await.expect("copied");
            assert!(names(&copied).contains(&"new one"));
            assert_eq!(copied.iter().find(|c| c.table == "new one").map(|c| c.rows), Some(2));
        })
        .await;
    })
    .await;
}

#[tokio::test]
async fn a_database_in_use_is_not_copied_over_and_one_altered_on_the_way_is_not_kept() {
    at_each_bare_place(async |place| {
        let first = Store::open(&place.url).await.expect("opens");
        filled(&first).await;
        let folder = tempfile::tempdir().expect("folder");
        let second = Store::open(&format!("sqlite:{}", folder.path().join("second.db").display())).await.expect("opens");
        created(&second).await;
        let before = digests(&second).await.expect("read");
        assert!(matches!(copy(&first, &second).await, Err(NotCopied::Occupied(_))));
        assert_eq!(digests(&second).await.expect("read"), before);
        // A trigger of the receiving side changes what is written: told, and undone.
        let url = format!("sqlite:{}", folder.path().join("third.db").display());
        let third = Store::open(&url).await.expect("opens");
        use sqlx::Connection;
        let mut other = sqlx::SqliteConnection::connect(&url).await.expect("connects");
        let spoil = "CREATE TRIGGER spoil AFTER INSERT ON share BEGIN UPDATE share SET label = 'spoilt'; END";
        sqlx::raw_sql(spoil).execute(&mut other).await.expect("a trigger");
        assert_eq!(copy(&first, &third).await.expect_err("altered"), NotCopied::Altered("share".into()));
        assert!(
            digests(&third).await.expect("read").iter().all(|t| t.rows == 0 || ["chain_head", "funding_clock"].contains(&t.table.as_str())),
            "nothing was kept"
        );
    })
    .await;
}
