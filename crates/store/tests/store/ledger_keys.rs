//! What a new line of money is asked on both engines: a key of its author, a day that has come, an envelope that runs, two persons at
//! the top, somebody whom it is for.

use crate::engines::{at_each_place, minute, on_each_engine};
use crate::history::{acts, award, entry, envelope};
use crate::ledger::{commit, open, sound, write};
use domain::{Date, Text};
use jiff::civil::date;
use ledger::{Entry, Kind, Refusal, Rule, Unit};
use std::collections::BTreeMap;
use store::idempotency::Key;
use store::ledger::{Approved, Decided, Receipt, approve, ask, decide, decide_all, propose};
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

/// Why this new line is refused.
async fn refused(store: &Store, entry: &Entry) -> Refusal {
    match decide(store, entry, &Key::new("refused"), minute(0)).await.expect("judged") {
        Decided::Refused(refusal) => refusal,
        Decided::Written(receipt) => panic!("{receipt:?}"),
    }
}

#[tokio::test]
async fn an_envelope_past_its_last_day_takes_no_new_decision_and_what_was_written_is_paid_and_read() {
    on_each_engine(async |store| {
        open(&store).await;
        let first = write(&store, &commit("territoire", "FA-1", 5), "1").await;
        ask(&store, |terms| terms.until = BTreeMap::from([(envelope("etat"), jiff::civil::date(2020, 9, 14))]));
        let late = commit("territoire", "FA-2", 5);
        let refusal = refused(&store, &late).await;
        assert_eq!(refusal.rule, Rule::Validity, "the last day of the top binds what is below");
        assert!(refusal.what.fr.contains("territoire vaut jusqu’au 14\u{a0}septembre 2020"), "{}", refusal.what.fr);
        assert_eq!(refused(&store, &Entry { kind: reservation("FA-2"), ..late.clone() }).await.rule, Rule::Validity);
        write(&store, &commit("fonds", "FA-3", 5), "2").await;
        assert_eq!(write(&store, &commit("territoire", "FA-1", 5), "1").await, first, "sent again, its line");
        write(&store, &entry("territoire", Kind::Liquidation { award: award("FA-1") }, 5, "2020-09-15"), "3").await;
        write(&store, &entry("territoire", Kind::Payment { award: award("FA-1") }, 5, "2020-09-15"), "4").await;
        // A past is imported as it was.
        assert_eq!(decide_all(&store, vec![(late, Key::new("5"))], minute(0)).await, Ok(Ok(())));
        sound(&store).await;
    })
    .await;
}

#[tokio::test]
async fn a_last_day_set_by_an_act_binds_all_that_is_below_and_comes_before_that_of_the_files() {
    on_each_engine(async |store| {
        open(&store).await;
        let ends = |day: Option<Date>| entry("etat", Kind::LastDay { until: day }, 0, "2020-09-15");
        write(&store, &ends(Some(date(2020, 9, 14))), "1").await;
        let late = commit("territoire", "FA-1", 5);
        assert_eq!(refused(&store, &late).await.rule, Rule::Validity);
        // The journal says it: many lines at once are asked it too.
        let many = decide_all(&store, vec![(late.clone(), Key::new("2"))], minute(0)).await;
        assert!(matches!(&many, Ok(Err(refusal)) if refusal.rule == Rule::Validity), "{many:?}");
        ask(&store, |terms| terms.until = BTreeMap::from([(envelope("etat"), date(2020, 8, 1))]));
        write(&store, &ends(Some(date(2020, 12, 31))), "3").await;
        write(&store, &late, "4").await;
        write(&store, &ends(None), "5").await;
        assert_eq!(refused(&store, &commit("territoire", "FA-2", 5)).await.rule, Rule::Validity, "lifted: that of the files is back");
        let until = Some(date(2020, 9, 14));
        let kind = Kind::Opening { name: Text::same("bref"), parent: None, unit: Unit::Money, four_eyes_from: None, until };
        write(&store, &entry("bref", kind, 10, "2020-09-01"), "6").await;
        assert_eq!(refused(&store, &commit("bref", "FA-3", 5)).await.rule, Rule::Validity);
        let kept = store::ledger::envelope(&store, &envelope("bref")).await.expect("read").expect("there");
        assert_eq!(kept.until, until);
        sound(&store).await;
    })
    .await;
}

fn reservation(file: &str) -> Kind {
    Kind::Reservation { award: award(file), until: None, beneficiary: Some("Fonderie Duval".into()) }
}

#[tokio::test]
async fn money_at_the_top_is_opened_and_raised_by_two_where_the_installation_asks_it() {
    on_each_engine(async |store| {
        open(&store).await;
        let opening = |name: &str, amount: i64| {
            let kind = Kind::Opening { name: Text::same(name), parent: None, unit: Unit::Money, four_eyes_from: None, until: None };
            entry(name, kind, amount, "2020-09-15")
        };
        write(&store, &opening("avant", 500), "1").await;
        ask(&store, |terms| terms.two_persons_from = Some(500));
        assert_eq!(write(&store, &opening("avant", 500), "1").await.entry, acts().len() as i64 + 1, "sent again, its line");
        let large = opening("grand", 500);
        let raise = entry("etat", Kind::Raise, 500, "2020-09-15");
        for alone in [&large, &raise] {
            let refusal = refused(&store, alone).await;
            assert_eq!((refusal.rule, refusal.passes), (Rule::FourEyes, Some(499)));
            let id = propose(&store, alone, &Key::new(alone.envelope.as_str()), minute(60), minute(0)).await.expect("proposed");
            let approved = approve(&store, &id, "directeur", minute(1)).await;
            assert!(matches!(approved, Ok(Approved::Decided(Decided::Written(_)))), "{approved:?}");
        }
        write(&store, &opening("petit", 499), "2").await;
        write(&store, &entry("places", Kind::Raise, 500, "2020-09-15"), "3").await;
        assert_eq!(decide_all(&store, vec![(opening("importe", 500), Key::new("4"))], minute(0)).await, Ok(Ok(())));
        sound(&store).await;
    })
    .await;
}
