//! The files of an envelope that no application owns, and those that one does: whom each is for, of which day its lines are, and
//! who may move its money.

use crate::applications::{CALL, Cast, ENVELOPE, OPERATOR, signed, words};
use crate::envelopes::{commitment, decide, instructor};
use crate::server::Server;
use domain::rights::Role;
use serde_json::{Value, json};

#[tokio::test]
async fn a_file_says_whom_it_is_for_a_decision_is_of_today_at_the_latest_and_a_key_is_its_author_s() {
    let server = Server::start().await;
    let (ines, karim) = (instructor(&server).await, server.person("Karim", Role::Instructor, "operator:prefets-de-region").await);
    let with = |name: &str, value: Value| {
        let mut decision = commitment("FF-001", 100);
        decision[name] = value;
        decision
    };
    let nameless = decide(&server, &ines, "fonds-friches", "a", &with("beneficiary", Value::Null)).await;
    assert_eq!((nameless.status.as_u16(), &nameless.json()["refusal"]["rule"]), (409, &json!("beneficiary")), "{}", nameless.text());
    let form =
        [("kind", "reservation"), ("award", "FF-002"), ("amount", "10 €"), ("date", "2020-12-15"), ("decision", "PV 3"), ("key", "f")];
    let page = server.post_as(&ines, "/enveloppes/fonds-friches/decisions", &form).await;
    assert!(page.status == 409 && page.text().contains("Donnez le nom du bénéficiaire"), "{}", page.text());
    // In 2206 by mistake, nothing could be written on the file before 2206.
    let tomorrow = server.app.today().tomorrow().expect("a day");
    for date in [tomorrow.to_string(), "2206-12-15".to_owned()] {
        let early = decide(&server, &ines, "fonds-friches", "b", &with("date", json!(date))).await;
        assert_eq!((early.status.as_u16(), &early.json()["refusal"]["rule"]), (409, &json!("date")), "{}", early.text());
    }
    // Two clients that count their keys from one do not hinder each other.
    assert_eq!(decide(&server, &ines, "fonds-friches", "1", &commitment("FF-001", 100)).await.status, 200);
    assert_eq!(decide(&server, &karim, "fonds-friches", "1", &commitment("FF-003", 300)).await.status, 200);
    assert_eq!(decide(&server, &karim, "fonds-friches", "1", &commitment("FF-003", 301)).await.status, 400);
    let page = server.get_as(&ines, "/enveloppes/fonds-friches").await.text();
    assert!(page.contains("FF-001 (Fonderie Duval)"), "whom it is for is read by whoever decides: {page}");
    // A payment takes the credits of its year: those of a year that is over are nobody's any more.
    let more = |kind: &str| json!({ "kind": kind, "award": "FF-001", "amount": 100, "date": "2020-12-16", "decision": "PV 4" });
    assert_eq!(decide(&server, &ines, "fonds-friches", "c", &more("liquidation")).await.status, 200);
    let late = decide(&server, &ines, "fonds-friches", "d", &more("payment")).await;
    assert!(late.status == 409 && late.text().contains("l’exercice 2020 est clos"), "{}", late.text());
}

#[tokio::test]
async fn the_money_of_an_application_moves_by_its_steps_alone() {
    let cast = Cast::gathered(OPERATOR).await;
    cast.open(CALL, "continu").await;
    let file = cast.filed(CALL, "continu", 0, "École de Chalon", "3 000 000 €").await;
    cast.to_committee(&file, "1 000 000 €").await;
    let number = file.rsplit('/').next().expect("a number");
    let today = cast.server.app.today().to_string();
    let by_hand = async |kind: &str, amount: i64| {
        let decision =
            json!({ "kind": kind, "award": number, "amount": amount, "date": today, "decision": "Note", "beneficiary": "Presse" });
        let answer = decide(&cast.server, &cast.instructor, ENVELOPE, &format!("{kind} {amount}"), &decision).await;
        assert_eq!((answer.status.as_u16(), &answer.json()["refusal"]["rule"]), (409, &json!("application")), "{kind}: {}", answer.text());
        assert!(answer.text().contains(&file), "the sentence leads to the application: {}", answer.text());
    };
    // Before its committee, beside it, and after.
    by_hand("reservation", 100).await;
    by_hand("commitment", 100).await;
    let session = cast.ranked(CALL, "continu", "PV 1", &[(&file, "5")]).await;
    cast.done(&cast.instructor, &format!("{session}/decisions"), &[("do", "by_rank")]).await;
    for kind in ["release", "commitment", "liquidation", "payment", "withdrawal", "award_closing"] {
        by_hand(kind, 100_000_000).await;
    }
    let form = [("kind", "release"), ("award", number), ("amount", "1 000 000 €"), ("date", &today), ("decision", "Note"), ("key", "page")];
    let page = cast.server.post_as(&cast.instructor, &format!("/enveloppes/{ENVELOPE}/decisions"), &form).await;
    assert!(page.status == 409 && page.text().contains("est une candidature"), "{}", words(&page.text()));
    let award = store::ledger::award(&cast.server.app.store, number).await.expect("read").expect("reserved by its committee");
    assert_eq!((award.reserved, award.closed_on), (100_000_000, None));
    // Its own steps pass.
    cast.instructed(&file, &[("do", "notify"), ("on", &today)]).await;
    let sign = signed("800 000 €", "4 000 000 €", "24", "state");
    cast.instructed(&file, &sign).await;
    store::ledger::verify(&cast.server.app.store, None).await.expect("read").expect("the ledger holds");
}

#[tokio::test]
async fn no_step_of_an_application_is_of_a_day_to_come() {
    let cast = Cast::gathered(OPERATOR).await;
    cast.open(CALL, "continu").await;
    let file = cast.filed(CALL, "continu", 0, "École de Chalon", "3 000 000 €").await;
    cast.to_committee(&file, "1 000 000 €").await;
    let session = cast.ranked(CALL, "continu", "PV 1", &[(&file, "5")]).await;
    cast.done(&cast.instructor, &format!("{session}/decisions"), &[("do", "by_rank")]).await;
    let early = cast.instruct(&file, &[("do", "notify"), ("on", "2206-01-01")]).await;
    assert_eq!(early.status, 409);
    assert!(early.text().contains("1er\u{a0}janvier 2206"), "{}", words(&early.text()));
    cast.instructed(&file, &[("do", "notify"), ("on", &cast.server.app.today().to_string())]).await;
}
