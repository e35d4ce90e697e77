//! Money over HTTP: anyone sees where envelopes stand, who examines its calls decides on files, the State writes acts, a retry
//! decides once.

use crate::server::{Answer, Server, body, form_request, request};
use axum::body::Body;
use axum::http::Method;
use domain::rights::Role;
use serde_json::{Value, json};
use std::sync::Arc;

/// Whoever examines the call that draws on the brownfield fund.
pub async fn instructor(server: &Server) -> String {
    server.person("Inès", Role::Instructor, "operator:prefets-de-region").await
}

async fn state(server: &Server) -> String {
    server.person("Farida", Role::NationalPilot, "national").await
}

pub async fn decide(server: &Server, cookie: &str, id: &str, key: &str, decision: &Value) -> Answer {
    let sent = request(Method::POST, &format!("/api/v1/envelopes/{id}/decisions"))
        .header("content-type", "application/json")
        .header("idempotency-key", key)
        .header("cookie", cookie)
        .body(Body::from(decision.to_string()));
    server.send(sent.expect("a request")).await
}

pub fn commitment(award: &str, cents: i64) -> Value {
    let whom = "Fonderie Duval";
    json!({ "kind": "commitment", "award": award, "amount": cents, "date": "2020-12-15", "decision": "PV du 15 décembre 2020", "beneficiary": whom })
}

#[tokio::test]
async fn the_sixteen_envelopes_of_the_programmes_are_open_and_raised_by_their_acts() {
    let server = Server::start().await;
    let all = server.get("/api/v1/envelopes").await.json();
    assert_eq!(all["total"], 16);
    let fund = all["items"].as_array().expect("a list").iter().find(|e| e["id"] == "fonds-friches").expect("the brownfield fund");
    assert_eq!(
        (&fund["opened"], &fund["remaining"], &fund["opened_on"]),
        (&json!(75_000_000_000_i64), &json!(75_000_000_000_i64), &json!("2020-11-06"))
    );
    assert!(!fund["sources"].as_array().expect("a list").is_empty());
    let page = server.get("/enveloppes").await.text();
    assert!(
        page.contains("Fonds friches") && page.contains("750\u{202f}000\u{202f}000\u{a0}€") && page.contains("1\u{202f}000\u{a0}places")
    );
    let english = server.get("/en/enveloppes/fonds-friches").await.text();
    assert!(english.contains("€750,000,000") && english.contains("17 May 2021") && english.contains("January 2022"), "{english}");
    let csv = server.get("/enveloppes/enveloppes.csv").await.text();
    assert!(csv.contains("fonds-friches;Fonds friches;"), "{csv}");
    assert!(csv.contains(";750000000.00;"), "{csv}");
    assert_eq!(server.get("/enveloppes/aucune").await.status, 404);
}

#[tokio::test]
async fn the_envelope_takes_one_and_refuses_the_second_by_one_euro() {
    let server = Server::start().await;
    let cookie = instructor(&server).await;
    let first = decide(&server, &cookie, "fonds-friches", "k1", &commitment("FF-001", 74_900_000_000)).await;
    assert_eq!(first.status, 200, "{}", first.text());
    let again = decide(&server, &cookie, "fonds-friches", "k1", &commitment("FF-001", 74_900_000_000)).await;
    assert_eq!((again.status, again.json()), (first.status, first.json()), "sent again: one line, the same answer");
    let second = decide(&server, &cookie, "fonds-friches", "k2", &commitment("FF-002", 100_000_100)).await;
    assert_eq!(second.status, 409);
    let refusal = second.json();
    assert_eq!(refusal["refusal"]["passes"], 100_000_000);
    assert!(refusal["error"].as_str().expect("a sentence").contains("dépassement de 1\u{a0}€"), "{refusal}");
    let reused = decide(&server, &cookie, "fonds-friches", "k1", &commitment("FF-001", 1)).await;
    assert_eq!(reused.status, 400, "a key serves one decision");
    // Whoever does not examine sees that money was committed, not for whom.
    let public = server.get("/enveloppes/fonds-friches").await.text();
    assert!(public.contains("749\u{202f}000\u{202f}000\u{a0}€") && !public.contains("FF-001") && !public.contains("PV du 15"), "{public}");
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
    let cookie = instructor(&server).await;
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
    assert_eq!(gone.status, 403, "no call of theirs draws on it: {}", gone.text());
}

#[tokio::test]
async fn an_instructor_reserves_commits_and_pays_in_the_pages_and_is_told_what_is_missing() {
    let server = Server::start().await;
    let (cookie, state) = (instructor(&server).await, state(&server).await);
    // A payment is of the budget year that runs.
    let (today, year) = (server.app.today().to_string(), server.app.today().year().to_string());
    let send = async |kind: &str, award: &str, amount: &str, key: &str| {
        let whom = if kind == "reservation" { "Fonderie Duval" } else { "" };
        let form = [
            ("kind", kind),
            ("award", award),
            ("amount", amount),
            ("date", &today),
            ("decision", "PV 3"),
            ("key", key),
            ("beneficiary", whom),
        ];
        let sent = form_request("/enveloppes/fonds-friches/decisions").header("cookie", &cookie).body(body(&form));
        server.send(sent.expect("a request")).await
    };
    assert_eq!(send("reservation", "FF-9", "1 250 000,50 €", "a").await.status, 303);
    assert_eq!(send("commitment", "FF-9", "1 000 000 €", "b").await.status, 303);
    assert_eq!(send("liquidation", "FF-9", "300 000 €", "c").await.status, 303);
    let early = send("payment", "FF-9", "300 000 €", "d").await;
    assert_eq!(early.status, 409);
    assert!(
        early.text().contains(&format!("crédits de paiement {year}")) && early.text().contains("value=\"FF-9\""),
        "the page keeps what was typed"
    );
    let credits = [
        ("kind", "payment-credits"),
        ("amount", "300 000 €"),
        ("year", year.as_str()),
        ("date", "15/12/2020"),
        ("decision", "LFI"),
        ("key", "e"),
    ];
    let opened = server.post_as(&state, "/enveloppes/fonds-friches/actes", &credits).await;
    assert_eq!(opened.status, 303, "{}", opened.text());
    assert_eq!(send("payment", "FF-9", "300 000 €", "d").await.status, 303);
    let files = crate::tables::cells(&server, &cookie, "/enveloppes/fonds-friches/dossiers").await;
    let told: Vec<&str> = files[0].iter().map(String::as_str).collect();
    assert_eq!((files.len(), &told[..2]), (1, &["FF-9", "0.00"][..]));
    assert_eq!(told[3..8], ["1000000.00", "300000.00", "300000.00", "0.00", "euros"]);
    crate::tables::refused(&server, &[""], "/enveloppes/fonds-friches/dossiers").await;
    let credits = crate::tables::cells(&server, "", "/enveloppes/fonds-friches/credits").await;
    assert_eq!(credits, [[year.as_str(), "300000.00", "0.00", "300000.00", "0.00", "euros"]]);
    let journal = server.get_as(&cookie, "/enveloppes/fonds-friches").await.text();
    assert!(journal.contains("fichiers du programme") && !journal.contains("envelopes.toml"), "who signs is told in words: {journal}");
    let unclear = send("payment", "FF-9", "1,250", "f").await;
    assert_eq!(unclear.status, 422, "an amount that reads two ways is asked again");
    assert!(unclear.text().contains("href=\"#amount\"") && unclear.text().contains("value=\"1,250\""), "beside its field, as typed");
    let fund = server.get("/api/v1/envelopes/fonds-friches").await.json();
    assert_eq!(
        (&fund["envelope"]["committed"], &fund["envelope"]["paid"], &fund["envelope"]["reserved"]),
        (&json!(100_000_000), &json!(30_000_000), &json!(0))
    );
}

pub async fn counters(server: &Server, id: &str, names: &[&str]) -> Vec<i64> {
    let envelope = server.get(&format!("/api/v1/envelopes/{id}")).await.json();
    names.iter().map(|name| envelope["envelope"][name].as_i64().unwrap_or(i64::MIN)).collect()
}

#[tokio::test]
async fn the_state_shares_an_envelope_out_from_region_to_territory_in_the_pages() {
    let server = Server::without_jobs().await;
    let state = state(&server).await;
    let fund = "/enveloppes/fonds-friches";
    let page = server.get_as(&state, &format!("{fund}/au-dessous")).await.text();
    assert!(page.contains("Bourgogne-Franche-Comté") && page.contains("Reste"), "a region is chosen by its name");
    let below = async |above: &str, place: &str, amount: &str, key: &str| {
        let form =
            [("place", place), ("name", ""), ("amount", amount), ("date", "2021-06-01"), ("decision", "Lettre du 1er juin"), ("key", key)];
        server.post_as(&state, &format!("/enveloppes/{above}/au-dessous"), &form).await
    };
    assert_eq!(below("fonds-friches", "region-27", "22 800 000 €", "r").await.leads_to(), "/enveloppes/fonds-friches.region-27");
    assert_eq!(below("fonds-friches", "region-27", "22 800 000 €", "r").await.status, 303, "sent twice: opened once");
    assert_eq!(below("fonds-friches.region-27", "ti-2702", "3 M€", "t").await.leads_to(), "/enveloppes/fonds-friches.ti-2702");
    assert_eq!(counters(&server, "fonds-friches", &["delegated", "remaining"]).await, [2_280_000_000, 72_720_000_000]);
    assert_eq!(counters(&server, "fonds-friches.region-27", &["opened", "delegated"]).await, [2_280_000_000, 300_000_000]);
    let too_much = below("fonds-friches.region-27", "ti-2701", "20 000 000 €", "u").await;
    assert_eq!(too_much.status, 422);
    assert!(too_much.text().contains("19\u{202f}800\u{202f}000\u{a0}€") && too_much.text().contains("20 000 000"), "{}", too_much.text());
    let region = server.get("/enveloppes/fonds-friches.region-27").await.text();
    assert!(region.contains("href=\"/enveloppes/fonds-friches\">Fonds friches</a>"), "what is above is named: {region}");
    // Anyone follows the tree; nobody else opens a branch of it.
    let public = server.get("/enveloppes").await.text();
    assert!(public.contains("Bourgogne-Franche-Comté") && !public.contains("/actes"), "{public}");
    let instructor = server.person("Inès", Role::Instructor, "operator:prefets-de-region").await;
    for path in ["actes", "au-dessous"] {
        assert_eq!(server.get_as(&instructor, &format!("{fund}/{path}")).await.status, 403, "{path}");
        assert_eq!(server.get(&format!("{fund}/{path}")).await.status, 403, "{path}");
    }
    let act = async |envelope: &str, form: &[(&str, &str)]| {
        let mut whole = vec![("date", "2022-01-10"), ("decision", "Loi de finances")];
        whole.extend(form);
        server.post_as(&state, &format!("/enveloppes/{envelope}/actes"), &whole).await
    };
    // Raised at the top by a dated act; credits of a year go down like the rest; what is not used goes up again.
    assert_eq!(act("fonds-friches", &[("kind", "raise"), ("amount", "100 M€"), ("key", "a")]).await.status, 303);
    let year = [("kind", "payment-credits"), ("amount", "50 M€"), ("year", "2022"), ("key", "b")];
    assert_eq!(act("fonds-friches", &year).await.status, 303);
    let more = act("fonds-friches.region-27", &[("kind", "payment-credits"), ("amount", "60 M€"), ("year", "2022"), ("key", "c")]).await;
    assert_eq!(more.status, 409);
    assert!(more.text().contains("crédits de paiement 2022"), "{}", more.text());
    let down = [("kind", "delegation"), ("to", "fonds-friches.ti-2702"), ("amount", "1 M€"), ("key", "d")];
    assert_eq!(act("fonds-friches.region-27", &down).await.status, 303);
    assert_eq!(act("fonds-friches.ti-2702", &[("kind", "delegation-return"), ("amount", "500 000 €"), ("key", "e")]).await.status, 303);
    assert_eq!(counters(&server, "fonds-friches.ti-2702", &["opened"]).await, [350_000_000]);
    let closed = act("fonds-friches.ti-2702", &[("kind", "closing"), ("amount", ""), ("key", "f")]).await;
    assert_eq!(closed.status, 303, "{}", closed.text());
    assert_eq!(counters(&server, "fonds-friches.region-27", &["delegated"]).await, [0]);
    let unsaid = act("fonds-friches", &[("kind", "transfer"), ("amount", "1 €"), ("key", "g")]).await;
    assert_eq!(unsaid.status, 422);
    let english = server.get_as(&state, "/en/enveloppes/fonds-friches/actes").await.text();
    assert!(english.contains("Set the threshold of two persons") && !english.contains('⟦'), "{english}");
    store::ledger::verify(&server.app.store, None).await.expect("read").expect("the ledger holds");
}

#[tokio::test]
async fn a_region_shares_out_what_was_delegated_to_it_and_nothing_else() {
    let server = Server::without_jobs().await;
    let state = state(&server).await;
    let region = server.person("Rémi", Role::RegionalPilot, "region:27").await;
    let neighbour = server.person("Nadia", Role::RegionalPilot, "region:84").await;
    let below = async |who: &str, above: &str, place: &str, amount: &str, key: &str| {
        let form =
            [("place", place), ("name", ""), ("amount", amount), ("date", "2021-06-01"), ("decision", "Comité du 1er juin"), ("key", key)];
        server.post_as(who, &format!("/enveloppes/{above}/au-dessous"), &form).await
    };
    assert_eq!(below(&state, "fonds-friches", "region-27", "10 M€", "r").await.status, 303);
    let own = "/enveloppes/fonds-friches.region-27";
    let page = server.get_as(&region, own).await.text();
    assert!(page.contains("/au-dessous") && page.contains("/actes"), "{page}");
    assert!(!server.get_as(&neighbour, own).await.text().contains("/au-dessous"));
    let form = server.get_as(&region, &format!("{own}/au-dessous")).await.text();
    assert!(form.contains("value=\"ti-2702\"") && !form.contains("value=\"ti-8401\"") && !form.contains("value=\"region-84\""), "{form}");
    // To a territory of its own, then a little more, then a part back to the State.
    assert_eq!(below(&region, "fonds-friches.region-27", "ti-2702", "3 M€", "t").await.leads_to(), "/enveloppes/fonds-friches.ti-2702");
    let act = async |who: &str, envelope: &str, form: &[(&str, &str)]| {
        let mut whole = vec![("date", "2022-01-10"), ("decision", "Comité régional")];
        whole.extend(form);
        server.post_as(who, &format!("/enveloppes/{envelope}/actes"), &whole).await
    };
    let more = [("kind", "delegation"), ("to", "fonds-friches.ti-2702"), ("amount", "1 M€"), ("key", "d")];
    assert_eq!(act(&region, "fonds-friches.region-27", &more).await.status, 303);
    let back = [("kind", "delegation-return"), ("amount", "2 M€"), ("key", "e")];
    assert_eq!(act(&region, "fonds-friches.region-27", &back).await.status, 303);
    assert_eq!(counters(&server, "fonds-friches.region-27", &["opened", "delegated"]).await, [800_000_000, 400_000_000]);
    // Neither its money nor another's is made, moved beside, or closed by a region.
    for (kind, key) in [("raise", "h"), ("transfer", "i"), ("four-eyes", "j"), ("closing", "k")] {
        let form = [("kind", kind), ("to", "fonds-friches"), ("amount", "1 M€"), ("key", key)];
        assert!([403, 422].contains(&act(&region, "fonds-friches.region-27", &form).await.status.as_u16()), "{kind}");
    }
    assert_eq!(below(&region, "fonds-friches", "region-27", "1 €", "u").await.status, 403);
    assert_eq!(below(&neighbour, "fonds-friches.region-27", "ti-8401", "1 €", "v").await.status, 403);
    assert_eq!(below(&region, "fonds-friches.region-27", "ti-8401", "1 €", "w").await.status, 422, "a territory of another region");
    assert_eq!(act(&neighbour, "fonds-friches.region-27", &back).await.status, 403);
    assert_eq!(counters(&server, "fonds-friches.region-27", &["opened", "delegated"]).await, [800_000_000, 400_000_000]);
    store::ledger::verify(&server.app.store, None).await.expect("read").expect("the ledger holds");
}

#[tokio::test]
async fn a_fund_that_no_file_describes_is_opened_by_its_act_in_euros_or_in_places() {
    let server = Server::without_jobs().await;
    let state = state(&server).await;
    let open = async |unit: &str, name: &str, amount: &str| {
        let form = [
            ("name", name),
            ("unit", unit),
            ("amount", amount),
            ("four-eyes", ""),
            ("date", "2026-11-02"),
            ("decision", "Délibération 12"),
            ("key", name),
        ];
        server.post_as(&state, "/enveloppes/nouvelle", &form).await
    };
    assert_eq!(open("money", "Fonds régional d’amorçage", "1,5 M€").await.leads_to(), "/enveloppes/fonds-regional-d-amorcage");
    assert_eq!(open("places", "Cohorte d’automne", "24").await.leads_to(), "/enveloppes/cohorte-d-automne");
    let list = server.get_as(&state, "/enveloppes").await.text();
    assert!(list.contains("Fonds régional d’amorçage") && list.contains("24\u{a0}places"), "{list}");
    let again = open("money", "Cohorte d’automne", "24 €").await;
    assert!(again.status == 400 || again.status == 409, "a name serves one envelope: {}", again.status);
    assert_eq!(open("money", "", "x").await.status, 422);
}

#[tokio::test]
async fn above_the_threshold_one_person_proposes_and_another_approves() {
    let server = Server::without_jobs().await;
    let (operator, state) = (crate::accounts::operator(&server).await, state(&server).await);
    let ines = server.person("Inès", Role::Instructor, "operator:bpifrance").await;
    let karim = server.person("Karim", Role::Instructor, "operator:bpifrance").await;
    let fund = "/enveloppes/fonds-acceleration-2020";
    let threshold =
        [("kind", "four-eyes"), ("amount", "200 000 €"), ("date", "2020-10-01"), ("decision", "Charte de contrôle"), ("key", "s")];
    assert_eq!(server.post_as(&state, &format!("{fund}/actes"), &threshold).await.status, 303);
    assert!(server.get(fund).await.text().contains("Deux personnes à partir de"));
    let whom = "Start-up du Val";
    let asked = json!({ "kind": "reservation", "award": "FA-8", "amount": 30_000_000, "date": "2020-10-05", "decision": "Revue", "beneficiary": whom });
    for _ in 0..2 {
        let told = decide(&server, &ines, "fonds-acceleration-2020", "api", &asked).await;
        assert_eq!((told.status.as_u16(), told.json()["days"].as_i64()), (202, Some(14)), "{}", told.text());
        assert!(told.json()["page"].as_str().is_some_and(|page| page.ends_with("/enveloppes/fonds-acceleration-2020#propositions")));
    }
    let waits = server.get_as(&karim, fund).await.text();
    let asked_by_program = waits.split("action=\"").find(|part| part.contains("/propositions/")).and_then(|part| part.split('"').next());
    let asked_by_program = asked_by_program.expect("it waits on the page").to_owned();
    assert_eq!(server.post_as(&operator, &asked_by_program, &[("do", "approve")]).await.status, 403, "the key of the server is nobody");
    assert_eq!(server.post_as(&karim, &asked_by_program, &[("do", "drop")]).await.status, 303);
    let form = |amount: &'static str, key: &'static str| {
        let (award, whom) = (("award", "FA-7"), ("beneficiary", "Start-up du Val"));
        [("kind", "reservation"), award, whom, ("amount", amount), ("date", "2020-10-05"), ("decision", "Revue"), ("key", key)]
    };
    assert_eq!(server.post_as(&ines, &format!("{fund}/decisions"), &form("199 999,99 €", "a")).await.status, 303);
    for _ in 0..3 {
        let proposed = server.post_as(&ines, &format!("{fund}/decisions"), &form("250 000 €", "b")).await;
        assert!(proposed.header("location").ends_with("#propositions"), "{}", proposed.text());
    }
    let own = server.get_as(&ines, fund).await.text();
    assert_eq!(own.matches("/propositions/").count(), 1, "sent three times, one proposal");
    assert!(own.contains("Inès") && !own.contains("value=\"approve\""), "nobody approves their own: {own}");
    let seen = server.get_as(&karim, fund).await.text();
    let path = seen.split("action=\"").find(|part| part.contains("/propositions/")).and_then(|part| part.split('"').next());
    let path = path.expect("it can be settled").to_owned();
    assert!(seen.contains("value=\"approve\""));
    assert_eq!(server.post_as(&ines, &path, &[("do", "approve")]).await.status, 409, "asked all the same, it is refused");
    assert_eq!(server.post(&path, &[("do", "approve")]).await.status, 403);
    assert!(server.post_as(&karim, &path, &[("do", "approve")]).await.header("location").contains("#ecriture-"));
    assert!(
        server.post_as(&karim, &path, &[("do", "approve")]).await.header("location").contains("#ecriture-"),
        "once more, the same line"
    );
    assert_eq!(counters(&server, "fonds-acceleration-2020", &["reserved"]).await, [44_999_999]);
    let journal = server.get_as(&karim, fund).await.text();
    assert!(journal.contains("Inès, Karim"), "both names are in the journal");
    // The threshold itself is changed by two; who dropped a proposal ends it.
    let lift = [("kind", "four-eyes"), ("amount", "0"), ("date", "2020-11-01"), ("decision", "Note"), ("key", "t")];
    assert!(server.post_as(&state, &format!("{fund}/actes"), &lift).await.header("location").ends_with("#propositions"));
    let second = server.person("Hugo", Role::NationalPilot, "national").await;
    let seen = server.get_as(&second, fund).await.text();
    let path =
        seen.split("action=\"").find(|part| part.contains("/propositions/")).and_then(|part| part.split('"').next()).expect("it waits");
    assert!(server.post_as(&second, path, &[("do", "drop")]).await.header("location").ends_with("#propositions"));
    assert_eq!(server.post_as(&second, path, &[("do", "approve")]).await.status, 409);
    assert!(server.get(fund).await.text().contains("Deux personnes à partir de"), "the threshold stands");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sixty_four_deciders_over_http_overspend_nothing_and_retries_decide_once() {
    let decisions: usize = if std::env::var_os("REBOND_LONG").is_some() { 10_000 } else { 640 };
    let server = Arc::new(Server::start().await);
    let cookie = server.person("Inès", Role::Instructor, "operator:banque-des-territoires").await;
    // Five million euros; what is asked is twice that, on average.
    let share = 1_000_000_000 / decisions as i64;
    let mut crowd = tokio::task::JoinSet::new();
    for decider in 0..64 {
        let (server, cookie) = (server.clone(), cookie.clone());
        crowd.spawn(async move {
            let mut taken = 0;
            for n in (decider..decisions).step_by(64) {
                let asked = commitment(&format!("EP-{n}"), share + (n % 7) as i64);
                let key = format!("key {n}");
                let (one, two, three) = tokio::join!(
                    decide(&server, &cookie, "ecoles-de-production-ami-2021", &key, &asked),
                    decide(&server, &cookie, "ecoles-de-production-ami-2021", &key, &asked),
                    decide(&server, &cookie, "ecoles-de-production-ami-2021", &key, &asked),
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
    let fund = server.get("/api/v1/envelopes/ecoles-de-production-ami-2021").await.json();
    let (opened, committed) = (fund["envelope"]["opened"].as_i64(), fund["envelope"]["committed"].as_i64());
    assert!(committed <= opened, "{committed:?} of {opened:?}");
    assert!(committed >= Some(taken * share), "{taken} taken, {committed:?} committed");
    let verified = store::ledger::verify(&server.app.store, None).await.expect("read").expect("the ledger holds");
    assert_eq!(verified.head.entries, 19 + taken, "sixteen openings and three raises");
}
