//! What a new line of money is asked on both engines: a key of its author, a day that has come, somebody whom it is for.

use crate::engines::{at_each_place, minute, on_each_engine};
use crate::history::{acts, award, entry};
use crate::ledger::{commit, open, sound, write};
use ledger::{Entry, Kind, Rule};
use store::idempotency::Key;
use store::ledger::{Decided, Receipt, decide, decide_all};
use store::{Store, StoreError};

#[tokio::test]
async fn a_key_is_its_author_s_and_a_first_line_says_when_and_for_whom() {
    on_each_engine(async |store| {
        open(&store).await;
        let of = |actor: &str, entry: Entry| Entry { actor: actor.into(), ..entry };
        write(&store, &of("inès", commit("fonds", "FA-1", 5)), "1").await;
        let theirs = write(&store, &of("karim", commit("fonds", "FA-2", 7)), "1").await;
        assert_eq!(write(&store, &of("karim", commit("fonds", "FA-2", 7)), "1").await, theirs, "sent again, the same line");
        let reused = decide(&store, &of("karim", commit("fonds", "FA-2", 8)), &Key::new("1"), minute(0)).await;
        assert_eq!(reused, Err(StoreError::KeyReused));
        let refused = async |entry: Entry| match decide(&store, &entry, &Key::new("x"), minute(0)).await.expect("judged") {
            Decided::Refused(refusal) => refusal.rule,
            Decided::Written(receipt) => panic!("{receipt:?}"),
        };
        let nameless = |file: &str| Kind::Reservation { award: award(file), until: None, beneficiary: None };
        assert_eq!(refused(entry("fonds", nameless("FA-3"), 1, "2020-09-15")).await, Rule::Beneficiary);
        // What is known already is not named again.
        write(&store, &entry("fonds", nameless("FA-2"), 1, "2020-09-15"), "y").await;
        assert_eq!(refused(Entry { date: jiff::civil::date(2206, 9, 15), ..commit("fonds", "FA-3", 1) }).await, Rule::Date);
        assert_eq!(refused(Entry { date: jiff::civil::date(2020, 9, 16), ..commit("fonds", "FA-3", 1) }).await, Rule::Date);
        // Many lines of a past at once keep their dates: they are imported, not decided.
        let past = Entry { date: jiff::civil::date(2020, 12, 1), ..commit("fonds", "FA-4", 1) };
        assert_eq!(decide_all(&store, vec![(past, Key::new("z"))], minute(0)).await, Ok(Ok(())));
        sound(&store).await;
    })
    .await;
}

#[tokio::test]
async fn a_line_kept_under_a_key_of_the_former_way_is_found_by_its_author_and_hinders_nobody_else() {
    at_each_place(async |place| {
        let store = Store::open(&place.url).await.expect("opens");
        open(&store).await;
        let kept = commit("fonds", "FA-1", 5);
        let (key, detail) = (store::sha256(format!("ledger\n{}", store::sha256(b"old key")).as_bytes()), serde_json::to_string(&kept.kind).expect("written"));
        // As an earlier version of the program would have kept it.
        place
            .tamper(&format!(
                "INSERT INTO ledger_entry (seq, key, written_at, envelope, kind, award, amount, date, decision, actor, approver, detail, digest) \
                 VALUES (900, '{key}', 0, 'fonds', 'commitment', 'FA-1', 5, '2020-09-15', 'PV 1', 'instructrice', NULL, '{detail}', 'x')"
            ))
            .await;
        let again = decide(&store, &kept, &Key::new("old key"), minute(0)).await;
        assert_eq!(again, Ok(Decided::Written(Receipt { entry: 900, digest: "x".into() })), "sent again years later, its line");
        let many = decide_all(&store, vec![(kept.clone(), Key::new("old key"))], minute(0)).await;
        assert_eq!(many, Ok(Ok(())), "passed over, as it is there");
        let changed = decide(&store, &commit("fonds", "FA-1", 6), &Key::new("old key"), minute(0)).await;
        assert_eq!(changed, Err(StoreError::KeyReused));
        let theirs = Entry { actor: "karim".into(), ..commit("fonds", "FA-2", 7) };
        assert_eq!(write(&store, &theirs, "old key").await.entry, acts().len() as i64 + 1, "a line of their own");
    })
    .await;
}
