//! Money over HTTP: anyone sees where envelopes stand, the operator alone decides, a retry decides once.

use crate::server::{Answer, Server, body, form_request, request};
use axum::body::Body;
use axum::http::Method;
use serde_json::{Value, json};
use std::sync::Arc;

async fn signed_in(server: &Server) -> String {
    let answer = server.post("/operateur", &[("key", server.key.expose())]).await;
    answer.header("set-cookie").split(';').next().unwrap_or_default().to_owned()
}

async fn decide(server: &Server, cookie: &str, id: &str, key: &str, decision: &Value) -> Answer {
    let sent = request(Method::POST, &format!("/api/v1/envelopes/{id}/decisions"))
        .header("content-type", "application/json")
        .header("idempotency-key", key)
        .header("cookie", cookie)
        .body(Body::from(decision.to_string()));
    server.send(sent.expect("a request")).await
}

fn commitment(award: &str, cents: i64) -> Value {
    json!({ "kind": "commitment", "award": award, "amount": cents, "date": "2020-12-15", "decision": "PV du 15 décembre 2020" })
}

#[tokio::test]
async fn the_fourteen_envelopes_of_the_programmes_are_open_and_raised_by_their_acts() {
    let server = Server::start().await;
    let all = server.get("/api/v1/envelopes").await.json();
    assert_eq!(all["total"], 14);
    let fund = all["items"].as_array().expect("a list").iter().find(|e| e["id"] == "fonds-friches").expect("the brownfield fund");
    assert_eq!(
        (&fund["opened"], &fund["remaining"], &fund["opened_on"]),
        (&json!(65_000_000_000_i64), &json!(65_000_000_000_i64), &json!("2020-11-06"))
    );
    assert!(!fund["sources"].as_array().expect("a list").is_empty());
    let page = server.get("/enveloppes").await.text();
    assert!(
        page.contains("Fonds friches") && page.contains("650\u{202f}000\u{202f}000\u{a0}€") && page.contains("1\u{202f}000\u{a0}places")
    );
    let english = server.get("/en/enveloppes/fonds-friches").await.text();
    assert!(english.contains("€650,000,000") && english.contains("Opening") && english.contains("17 May 2021"), "{english}");
    let csv = server.get("/enveloppes/enveloppes.csv").await.text();
    assert!(csv.contains("fonds-friches;Fonds friches;"), "{csv}");
    assert!(csv.contains(";650000000.00;"), "{csv}");
    assert_eq!(server.get("/enveloppes/aucune").await.status, 404);
}

#[tokio::test]
async fn the_envelope_takes_one_and_refuses_the_second_by_one_euro() {
    let server = Server::start().await;
    let cookie = signed_in(&server).await;
    let first = decide(&server, &cookie, "fonds-friches", "k1", &commitment("FF-001", 64_900_000_000)).await;
    assert_eq!(first.status, 200, "{}", first.text());
    let again = decide(&server, &cookie, "fonds-friches", "k1", &commitment("FF-001", 64_900_000_000)).await;
    assert_eq!((again.status, again.json()), (first.status, first.json()), "sent again: one line, the same answer");
    let second = decide(&server, &cookie, "fonds-friches", "k2", &commitment("FF-002", 100_000_100)).await;
    assert_eq!(second.status, 409);
    let refusal = second.json();
    assert_eq!(refusal["refusal"]["passes"], 100_000_000);
    assert!(refusal["error"].as_str().expect("a sentence").contains("dépassement de 1\u{a0}€"), "{refusal}");
    let reused = decide(&server, &cookie, "fonds-friches", "k1", &commitment("FF-001", 1)).await;
    assert_eq!(reused.status, 400, "a key serves one decision");
    // Whoever is not the operator sees that money was committed, not for whom.
    let public = server.get("/enveloppes/fonds-friches").await.text();
    assert!(public.contains("649\u{202f}000\u{202f}000\u{a0}€") && !public.contains("FF-001") && !public.contains("PV du 15"), "{public}");
    let own = server
        .send(request(Method::GET, "/enveloppes/fonds-friches").header("cookie", &cookie).body(Body::empty()).expect("a request"))
        .await;
    assert!(own.text().contains("FF-001") && own.text().contains("PV du 15"));
    let journal = server.get("/enveloppes/fonds-friches/journal.csv").await.text();
    assert!(!journal.contains("FF-001"), "{journal}");
}

#[tokio::test]
async fn a_visitor_decides_nothing_and_a_decision_without_a_key_is_not_taken() {
    let server = Server::start().await;
    let visitor = decide(&server, "", "fonds-friches", "k", &commitment("FF-001", 1)).await;
    assert_eq!(visitor.status, 403);
    assert_eq!(server.post("/enveloppes/fonds-friches/decisions", &[("kind", "commitment")]).await.status, 403);
    let cookie = signed_in(&server).await;
    let keyless = decide(&server, &cookie, "fonds-friches", "", &commitment("FF-001", 1)).await;
    assert!(keyless.status == 400 && keyless.text().contains("Idempotency-Key"), "{}", keyless.text());
    for wrong in [
        json!({ "kind": "theft", "amount": 1, "date": "2020-12-15", "decision": "x" }),
        json!({ "kind": "commitment", "amount": 1, "date": "2020-12-15", "decision": "x" }),
        json!({ "kind": "raise", "amount": 1, "date": "15/12/2020", "decision": "x" }),
        json!({ "kind": "raise", "amount": 1.5, "date": "2020-12-15", "decision": "x" }),
    ] {
        assert_eq!(decide(&server, &cookie, "fonds-friches", "k", &wrong).await.status, 400, "{wrong}");
    }
    let gone = decide(&server, &cookie, "nulle-part", "k", &commitment("FF-001", 1)).await;
    assert_eq!(gone.status, 409, "{}", gone.text());
}

#[tokio::test]
async fn the_operator_reserves_commits_and_pays_in_the_pages_and_is_told_what_is_missing() {
    let server = Server::start().await;
    let cookie = signed_in(&server).await;
    let send = async |kind: &str, award: &str, amount: &str, key: &str| {
        let form = [("kind", kind), ("award", award), ("amount", amount), ("date", "2020-12-15"), ("decision", "PV 3"), ("key", key)];
        let sent = form_request("/enveloppes/fonds-friches/decisions").header("cookie", &cookie).body(body(&form));
        server.send(sent.expect("a request")).await
    };
    assert_eq!(send("reservation", "FF-9", "1 250 000,50 €", "a").await.status, 303);
    assert_eq!(send("commitment", "FF-9", "1 000 000 €", "b").await.status, 303);
    assert_eq!(send("liquidation", "FF-9", "300 000 €", "c").await.status, 303);
    let early = send("payment", "FF-9", "300 000 €", "d").await;
    assert_eq!(early.status, 409);
    assert!(early.text().contains("crédits de paiement 2020") && early.text().contains("value=\"FF-9\""), "the page keeps what was typed");
    assert_eq!(send("payment_credits", "", "300 000 €", "e").await.status, 303);
    assert_eq!(send("payment", "FF-9", "300 000 €", "d").await.status, 303);
    assert_eq!(send("payment", "FF-9", "1,250", "f").await.status, 400, "an amount that reads two ways is asked again");
    let fund = server.get("/api/v1/envelopes/fonds-friches").await.json();
    assert_eq!(
        (&fund["envelope"]["committed"], &fund["envelope"]["paid"], &fund["envelope"]["reserved"]),
        (&json!(100_000_000), &json!(30_000_000), &json!(0))
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sixty_four_deciders_over_http_overspend_nothing_and_retries_decide_once() {
    let decisions: usize = if std::env::var_os("REBOND_LONG").is_some() { 10_000 } else { 640 };
    let server = Arc::new(Server::start().await);
    let cookie = signed_in(&server).await;
    // Two million euros; what is asked is twice that, on average.
    let share = 400_000_000 / decisions as i64;
    let mut crowd = tokio::task::JoinSet::new();
    for decider in 0..64 {
        let (server, cookie) = (server.clone(), cookie.clone());
        crowd.spawn(async move {
            let mut taken = 0;
            for n in (decider..decisions).step_by(64) {
                let asked = commitment(&format!("EP-{n}"), share + (n % 7) as i64);
                let key = format!("key {n}");
                let (one, two, three) = tokio::join!(
                    decide(&server, &cookie, "ecoles-de-production-2020", &key, &asked),
                    decide(&server, &cookie, "ecoles-de-production-2020", &key, &asked),
                    decide(&server, &cookie, "ecoles-de-production-2020", &key, &asked),
                );
                assert!(one.status == 200 || one.status == 409, "{}", one.text());
                if one.status == 200 {
                    assert!(one.json() == two.json() && two.json() == three.json(), "one effect, one answer");
                    taken += 1;
                }
            }
            taken
        });
    }
    let taken: i64 = crowd.join_all().await.into_iter().sum();
    let fund = server.get("/api/v1/envelopes/ecoles-de-production-2020").await.json();
    let (opened, committed) = (fund["envelope"]["opened"].as_i64(), fund["envelope"]["committed"].as_i64());
    assert!(committed <= opened, "{committed:?} of {opened:?}");
    assert!(committed >= Some(taken * share), "{taken} taken, {committed:?} committed");
    let verified = store::ledger::verify(&server.app.store, None).await.expect("read").expect("the ledger holds");
    assert_eq!(verified.head.entries, 15 + taken, "fourteen openings and one raise");
}
