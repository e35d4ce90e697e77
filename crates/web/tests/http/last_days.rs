//! The last day of an envelope: stated when it is opened or by an act, told wherever the envelope is read, and kept.

use crate::envelopes::{commitment, decide, instructor};
use crate::server::Server;
use domain::rights::Role;
use serde_json::{Value, json};

const ACTS: &str = "/enveloppes/fonds-friches/actes";

fn last_day(until: &Value) -> Value {
    json!({ "kind": "last_day", "amount": 0, "date": "2020-12-01", "decision": "Arrêté 4", "until": until })
}

async fn until(server: &Server, id: &str) -> Value {
    server.get(&format!("/api/v1/envelopes/{id}")).await.json()["envelope"]["until"].clone()
}

#[tokio::test]
async fn a_fund_is_opened_until_a_day_and_says_so_wherever_it_is_read() {
    let server = Server::without_jobs().await;
    let farida = server.person("Farida", Role::NationalPilot, "national").await;
    let open = async |page: &str, name: &str, until: &str| {
        let form = [
            ("name", name),
            ("unit", "money"),
            ("amount", "100 000 €"),
            ("four-eyes", ""),
            ("until", until),
            ("date", "2021-01-10"),
            ("decision", "Délibération 12"),
            ("key", name),
        ];
        server.post_as(&farida, page, &form).await
    };
    let new = "/enveloppes/nouvelle";
    assert!(server.get_as(&farida, new).await.text().contains("name=\"until\""));
    assert_eq!(open(new, "Fonds bref", "2021-12-31").await.leads_to(), "/enveloppes/fonds-bref");
    let page = server.get_as(&farida, "/enveloppes/fonds-bref").await.text();
    assert!(page.contains("Vaut jusqu’au") && page.contains("31\u{a0}décembre 2021") && page.contains("échue"), "{page}");
    let english = server.get_as(&farida, "/en/enveloppes").await.text();
    assert!(english.contains("Fonds bref") && english.contains("<span class=\"tag\">over</span>"), "{english}");
    let csv = server.get_as(&farida, "/enveloppes/enveloppes.csv").await.text();
    assert!(csv.contains(";ouverte_le;vaut_jusqu_au;close_le;") && csv.contains(";2021-01-10;2021-12-31;;"), "{csv}");
    // Below, the earlier of its own and of the one above.
    for (name, own, told) in [
        ("Tard", "2022-06-30", "31\u{a0}décembre 2021"),
        ("Sans fin", "", "31\u{a0}décembre 2021"),
        ("Tôt", "2021-06-30", "30\u{a0}juin 2021"),
    ] {
        let form = [
            ("place", ""),
            ("name", name),
            ("amount", "10 €"),
            ("four-eyes", ""),
            ("until", own),
            ("date", "2021-01-11"),
            ("decision", "Note"),
            ("key", name),
        ];
        let opened = server.post_as(&farida, "/enveloppes/fonds-bref/au-dessous", &form).await;
        let page = server.get_as(&farida, opened.leads_to()).await.text();
        assert!(page.contains(told), "{name}: {page}");
    }
    // Before it opens, or not a day: the page keeps what was typed and says why.
    let early = open(new, "Fonds court", "2021-01-09").await;
    assert!(early.status == 409 && early.text().contains("est avant l’ouverture de l’enveloppe"), "{}", early.text());
    assert_eq!(open(new, "Fonds court", "demain").await.status, 422);
    store::ledger::verify(&server.app.store, None).await.expect("read").expect("the ledger holds");
}

#[tokio::test]
async fn after_the_last_day_of_an_act_nothing_is_committed_until_another_act_prolongs_it() {
    let server = Server::without_jobs().await;
    let farida = server.person("Farida", Role::NationalPilot, "national").await;
    let ines = instructor(&server).await;
    let act = async |who: &str, until: &str, key: &str| {
        let form = [("kind", "last-day"), ("amount", ""), ("until", until), ("date", "2020-12-01"), ("decision", "Arrêté 3"), ("key", key)];
        server.post_as(who, ACTS, &form).await
    };
    let empty = act(&farida, "", "a").await;
    assert!(empty.status == 422 && empty.text().contains("Donnez le dernier jour"), "{}", empty.text());
    assert_eq!(act(&ines, "2020-12-14", "b").await.status, 403, "who decides on files does not write acts");
    for _ in 0..2 {
        assert!(act(&farida, "2020-12-14", "c").await.header("location").contains("#ecriture-"));
    }
    let late = decide(&server, &ines, "fonds-friches", "late", &commitment("FF-1", 100)).await;
    assert!(late.status == 409 && late.text().contains("vaut jusqu’au 14\u{a0}décembre 2020"), "{}", late.text());
    assert_eq!(until(&server, "fonds-friches").await, json!("2020-12-14"));
    // By a program, with the same rights; a day that cannot be read is not taken for none.
    for wrong in [json!("demain"), json!("2020-02-30")] {
        assert_eq!(decide(&server, &farida, "fonds-friches", "wrong", &last_day(&wrong)).await.status, 400);
    }
    assert_eq!(decide(&server, &ines, "fonds-friches", "own", &last_day(&json!("2021-12-31"))).await.status, 403);
    assert_eq!(decide(&server, &farida, "fonds-friches", "more", &last_day(&json!("2021-12-31"))).await.status, 200);
    let forgotten = json!({ "kind": "last_day", "amount": 0, "date": "2020-12-01", "decision": "Arrêté 5" });
    assert_eq!(decide(&server, &farida, "fonds-friches", "forgotten", &forgotten).await.status, 400, "a day not told lifts nothing");
    assert_eq!(until(&server, "fonds-friches").await, json!("2021-12-31"));
    assert_eq!(decide(&server, &ines, "fonds-friches", "late", &commitment("FF-1", 100)).await.status, 200);
    assert!(act(&farida, "", "d").await.header("location").contains("#ecriture-"), "lifted");
    assert_eq!(until(&server, "fonds-friches").await, Value::Null);
    let journal = server.get("/enveloppes/fonds-friches").await.text();
    for line in ["Dernier jour 14\u{a0}décembre 2020", "Dernier jour 31\u{a0}décembre 2021", "Dernier jour levé"] {
        assert_eq!(journal.matches(line).count(), 1, "{line}: {journal}");
    }
    store::ledger::verify(&server.app.store, None).await.expect("read").expect("the ledger holds");
}

#[tokio::test]
async fn an_act_prolongs_an_envelope_past_the_day_of_its_source() {
    let server = Server::without_jobs().await;
    let farida = server.person("Farida", Role::NationalPilot, "national").await;
    let odile = server.person("Odile", Role::Instructor, "operator:banque-des-territoires").await;
    let fund = "rebond-industriel-aides";
    let whom = "Fonderie Duval";
    let late = json!({ "kind": "commitment", "award": "RI-1", "amount": 100, "date": "2026-11-02", "decision": "PV", "beneficiary": whom });
    assert_eq!(decide(&server, &odile, fund, "late", &late).await.status, 409);
    let more = json!({ "kind": "last_day", "amount": 0, "date": "2026-11-02", "decision": "Avenant 2", "until": "2026-12-31" });
    assert_eq!(decide(&server, &farida, fund, "more", &more).await.status, 200);
    assert_eq!(until(&server, fund).await, json!("2026-12-31"));
    assert_eq!(decide(&server, &odile, fund, "late", &late).await.status, 200);
}
